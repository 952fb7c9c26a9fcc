"""The text of a page of papers: which title goes with which abstract, and where every line of it went."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from octavo.feeds.dates import PageDate
from octavo.feeds.decoding import MAX_LINES, tidy, without_entities
from octavo.feeds.identifiers import first_submitted
from octavo.feeds.page_blocks import classify, count_words, is_long
from octavo.feeds.page_lines import Block, Role, paper_place, read_lines, without_bullet
from octavo.records import Batch, Entry, Identifier, Leftover, PageDay, SourceLines

NOTHING_FOUND: Final = (
    "No papers found in this text. Octavo looks for a date line, then titles followed by abstracts, "
    "or for arXiv numbers."
)
BETWEEN: Final = "Lines between its title and its abstract were left out."
NO_ABSTRACT: Final = "No abstract was found for this title."
SEVERAL_PARTS: Final = "The abstract came in several paragraphs; a title between them may be missing."

TOO_MANY_LINES: Final = f"This text has more than {MAX_LINES:,} lines, which is no page of papers."

#: Longer than any abstract; a block beyond this is shown as not placed instead of being kept as one.
LONGEST_ABSTRACT: Final = 50_000
_LONGEST_LEFTOVER: Final = 500
_LONGEST_QUERY_WORDS: Final = 5
_LONGEST_ORGANISATION_WORDS: Final = 6
_ADDRESS_IN_TITLE: Final = re.compile(r"(?<!\s)\s*+[(<\[]?(?:https?://|www\.)[^\s)>\]]+[)>\]]?")
_SUBMITTED_BY: Final = re.compile(r"submitted by:?\s*", re.IGNORECASE)
_KEY: Final = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Card:
    """One paper while its lines are being collected.

    `signed` by "Submitted by" above it; `sure` when any sign of its own says that this is a paper; `closed` when a
    sign has ended it; `skipped` when a line between its title and its abstract fits nowhere.
    """

    title: str
    first: int
    last: int
    paragraphs: list[str] = field(default_factory=list)
    arxiv: str = ""
    votes: int | None = None
    published: str = ""
    submitter: str = ""
    signed: bool = False
    sure: bool = False
    closed: bool = False
    skipped: bool = False
    after_footer: bool = False

    @property
    def bare(self) -> bool:
        """A title and nothing to show that it is one."""
        return not (self.paragraphs or self.arxiv or self.sure)


def read_page_text(text: str) -> Batch:
    """The papers in the text of a page, with every line that is not blank either in an entry or a leftover.

    Lines are counted from 1 in `text` as given. `origin` and `digest` are the caller's to complete.
    """
    text = tidy(without_entities(text))
    if text.count("\n") > MAX_LINES:
        return Batch("page text", "", "", message=TOO_MANY_LINES)
    page = _Page()
    for block in classify(read_lines(text)):
        page.take(block)
    cards = page.papers()
    captured = page.captured if cards and page.captured else PageDate("")
    return Batch(
        form="page text",
        source="Trending papers" if page.trending else "Daily papers",
        origin="",
        entries=tuple(_entry(card) for card in _filled_from_twins(cards)),
        captured=captured.text,
        captured_month=captured.month,
        captured_day=captured.day,
        captured_year=captured.year,
        leftovers=_leftovers(text, cards, page.roles),
        message="" if cards else NOTHING_FOUND,
        days=page.days(),
    )


def title_key(title: str) -> str:
    """The letters and digits of a title, without case: equal for two copies of one title on a page."""
    return _KEY.sub("", title).casefold()


class _Page:
    """The papers of one text as its blocks arrive in order. `roles` tells what a line outside the papers is."""

    def __init__(self) -> None:
        self.roles: dict[int, str] = {}
        self.captured: PageDate | None = None
        self.trending = False
        self._cards: list[Card] = []
        self._dates: dict[int, PageDate] = {}
        self._headers: list[int] = []
        self._votes: int | None = None
        self._address = ""
        self._address_first = False
        self._submitted = False
        self._submitter = ""
        self._upvote = False
        self._footer = False

    def take(self, block: Block) -> None:
        """Put one block where it belongs."""
        match block.role:
            case Role.TITLE:
                self._take_title(block)
            case Role.ABSTRACT:
                self._take_abstract(block)
            case Role.ADDRESS | Role.PAPER_LINE:
                self._take_address(block)
            case Role.DATE:
                self._take_date(block)
            case Role.TEXT:
                self._leave_unplaced(block)
            case _:
                self._take_sign(block)

    def papers(self) -> list[Card]:
        """The cards that are papers, once every block was taken; none when the text is no page of papers."""
        strays = {
            index
            for index, card in enumerate(self._cards)
            if card.bare and (card.after_footer or count_words(card.title) < 2)
        }
        dropped = strays | self._queries()
        cards = [card for index, card in enumerate(self._cards) if index not in dropped]
        if self.trending:
            cards = _without_second_copies(cards)
        if not cards:
            return []
        self.captured = next((date for number, date in self._dates.items() if number < cards[0].first), None)
        if self.captured or self._headers or any(card.sure or card.arxiv for card in cards):
            return cards
        # Without a sign of a page, two short abstracts or a long one: less could be any text.
        paragraphs = [card.paragraphs[0] for card in cards if card.paragraphs]
        return cards if len(paragraphs) >= 2 or any(map(is_long, paragraphs)) else []

    def days(self) -> tuple[PageDay, ...]:
        """The date lines, where they tell of more than one day."""
        found = [PageDay(line, date.text, date.month, date.day, date.year) for line, date in self._dates.items()]
        several = len({(each.month, each.day, each.year) for each in found}) > 1
        return tuple(sorted(found, key=lambda each: each.line)) if several else ()

    def _take_title(self, block: Block) -> None:
        card = self._cards[-1] if self._cards else None
        if card and card.signed and not card.closed and _is_organisation(block):
            self._mark(block, "furniture")
            return
        named = paper_place(block.text)
        title = _ADDRESS_IN_TITLE.sub("", block.text).strip() if named else block.text
        self._cards.append(
            Card(
                title=without_bullet(title) or block.text,
                first=block.first,
                last=block.last,
                arxiv=block.arxiv or named or self._address,
                votes=self._votes,
                submitter=self._submitter,
                signed=self._submitted,
                sure=self._submitted,
                after_footer=self._footer,
            )
        )
        self._votes, self._address, self._submitted, self._submitter, self._upvote = None, "", False, "", False

    def _take_abstract(self, block: Block) -> None:
        card = self._cards[-1] if self._cards else None
        another = card and block.arxiv and card.arxiv and block.arxiv != card.arxiv
        if not card or another or (card.closed and card.paragraphs) or len(block.text) > LONGEST_ABSTRACT:
            self._leave_unplaced(block)
            return
        card.arxiv = card.arxiv or block.arxiv
        card.paragraphs.append(block.text)
        card.last = block.last

    def _take_address(self, block: Block) -> None:
        card = self._cards[-1] if self._cards else None
        self._mark(block, "furniture")
        if not block.arxiv:
            return
        if card is None or self._address_first:
            self._address_first = True
            if card is None or card.arxiv != block.arxiv:
                self._address = block.arxiv
                self._close()
        elif card.arxiv in ("", block.arxiv):
            card.arxiv = block.arxiv
            if block.role is Role.PAPER_LINE:
                card.votes = card.votes if block.number is None else block.number
                card.published = _iso(block.date) or card.published
            card.last = card.last if card.closed else block.last
        else:
            self._leave_unplaced(block)

    def _take_date(self, block: Block) -> None:
        self._mark(block, "date")
        if block.date and not block.published:
            self._dates[block.first] = block.date
            self._footer = False
            self._close()
        elif self._cards and block.date:
            self._cards[-1].published = self._cards[-1].published or _iso(block.date)

    def _take_sign(self, block: Block) -> None:
        self._mark(block, "furniture")
        if block.role is Role.HEADER:
            self._headers.append(block.first)
            self.trending = self.trending or block.text.casefold() == "trending papers"
            self._footer = False
            self._close()
        elif block.role is Role.FOOTER:
            self._footer = True
            self._close()
        elif block.role is Role.SUBMITTER:
            self._submitted, self._votes = True, None
            self._submitter = _SUBMITTED_BY.sub("", block.text).strip()
            self._close()
        elif block.role is Role.AUTHORS:
            if self._cards:
                self._cards[-1].sure = True
            self._close()
        elif block.role in (Role.UPVOTE, Role.NUMBER):
            self._take_number(block)

    def _take_number(self, block: Block) -> None:
        """On a trending page the votes stand under the card, after "Upvote"; elsewhere above it."""
        if self._cards and (self._upvote or block.role is Role.UPVOTE) and block.number is not None:
            self._cards[-1].votes, self._cards[-1].sure = block.number, True
            self._upvote = False
        else:
            self._upvote = block.role is Role.UPVOTE
            self._votes = block.number

    def _queries(self) -> set[int]:
        """Bare titles between the start of a page and its date: search words and breadcrumbs, not papers."""
        events = sorted(
            [(card.first, index) for index, card in enumerate(self._cards)]
            + [(number, -1) for number in self._dates]
            + [(number, -2) for number in self._headers]
        )
        dropped: set[int] = set()
        run: list[int] = []
        at_start = in_header = True
        for _, index in events:
            if index == -2:
                run, in_header = (run if at_start else []), True
            elif index == -1:
                dropped.update(run if in_header else [])
                run, at_start, in_header = [], False, False
            elif not self._cards[index].bare:
                short = [each for each in run if count_words(self._cards[each].title) <= _LONGEST_QUERY_WORDS]
                dropped.update(short if at_start and self._cards[index].paragraphs else [])
                run, at_start, in_header = [], False, False
            elif in_header:
                run.append(index)
        return dropped

    def _leave_unplaced(self, block: Block) -> None:
        self._mark(block, "not placed")
        if self._cards and not self._cards[-1].paragraphs:
            self._cards[-1].skipped = True
        self._close()

    def _mark(self, block: Block, role: str) -> None:
        for number in range(block.first, block.last + 1):
            self.roles[number] = role

    def _close(self) -> None:
        if self._cards:
            self._cards[-1].closed = True


def _is_organisation(block: Block) -> bool:
    """Under "Submitted by", a card's second short line names the laboratory, as in "· Example University"."""
    if block.text[0] in "·•":
        return True
    return count_words(block.text) <= _LONGEST_ORGANISATION_WORDS and ":" not in block.text and not block.arxiv


def _entry(card: Card) -> Entry:
    problems = []
    if not card.paragraphs:
        problems.append(NO_ABSTRACT)
    if len(card.paragraphs) > 1:
        problems.append(SEVERAL_PARTS)
    if card.skipped and card.paragraphs:
        problems.append(BETWEEN)
    return Entry(
        title=card.title,
        abstract="\n\n".join(card.paragraphs),
        identifiers=(Identifier("arxiv", card.arxiv),) if card.arxiv else (),
        published=card.published or (first_submitted(card.arxiv) if card.arxiv else ""),
        other={"submitted_by": card.submitter} if card.submitter else {},
        votes=card.votes,
        lines=SourceLines(card.first, card.last),
        problems=tuple(problems),
    )


def _without_second_copies(cards: list[Card]) -> list[Card]:
    """A trending page shows every card twice, for telephones and for desks: neighbours that are equal are one."""
    kept: list[Card] = []
    for card in cards:
        before = kept[-1] if kept else None
        if before and title_key(before.title) == title_key(card.title):
            before.last = card.last
            before.paragraphs = max(before.paragraphs, card.paragraphs, key=lambda each: sum(map(len, each)))
            before.arxiv, before.votes = before.arxiv or card.arxiv, before.votes or card.votes
        else:
            kept.append(card)
    return kept


def _filled_from_twins(cards: list[Card]) -> list[Card]:
    """When a title stands twice and only the later one has its abstract or number, the first one gets it too."""
    firsts: dict[str, Card] = {}
    for card in cards:
        first = firsts.setdefault(title_key(card.title), card)
        if first is not card:
            first.paragraphs = first.paragraphs or card.paragraphs
            first.arxiv = first.arxiv or card.arxiv
    return cards


def _leftovers(text: str, cards: list[Card], roles: dict[int, str]) -> tuple[Leftover, ...]:
    """Every line that is not blank and lies in no card, with what it is."""
    covered = iter(cards)
    card = next(covered, None)
    leftovers = []
    for number, line in enumerate(text.split("\n"), 1):
        while card and card.last < number:
            card = next(covered, None)
        if (card and card.first <= number) or not (line := line.strip()):
            continue
        shown = line if len(line) <= _LONGEST_LEFTOVER else line[:_LONGEST_LEFTOVER] + "…"
        leftovers.append(Leftover(number, shown, roles.get(number, "not placed")))
    return tuple(leftovers)


def _iso(date: PageDate | None) -> str:
    """A date with a year as "2025-03-11", "2025-03" or "2025"; "" without one."""
    if date is None or date.year is None:
        return ""
    parts = [f"{date.year:04}"] + [f"{part:02}" for part in (date.month, date.day) if part]
    return "-".join(parts)
