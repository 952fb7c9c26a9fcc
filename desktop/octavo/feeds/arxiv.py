"""arXiv's own feeds: answers of its query interface in Atom, and the daily RSS and Atom feeds of its archives."""

from __future__ import annotations

import re
from typing import Final

from octavo.feeds.arxiv_authors import authors_of_names, read_authors
from octavo.feeds.arxiv_paper import ArxivPaper, number_and_version, without_announcement
from octavo.feeds.feed_items import Feed, Item
from octavo.feeds.fields import iso_day, one_line
from octavo.feeds.markup_words import words_of_markup
from octavo.records import Batch, Entry, Leftover

NOTHING_ANNOUNCED: Final = (
    "arXiv announces nothing in this feed now. It is empty on Saturdays, Sundays and holidays; the next papers come "
    "with the next announcement."
)
NOTHING_FOUND: Final = "arXiv has no paper that answers this question."
_ERROR: Final = "arXiv answered with an error: {words}"

_ADDRESS: Final = re.compile(r"https?://(?:[a-z]+\.)?arxiv\.org/", re.IGNORECASE)
_ERROR_ID: Final = re.compile(r"https?://(?:[a-z]+\.)?arxiv\.org/api/errors", re.IGNORECASE)
#: Until 2024 a title ended in "(arXiv:2303.00763v2 [cs.CL] UPDATED)" and the abstract was HTML.
_OLD_TITLE: Final = re.compile(
    r"\.?\s*\(arXiv:(?P<number>\S{5,40})\s*(?:\[(?P<category>[\w.-]{2,40})\])?\s*(?P<mark>UPDATED|CROSS LISTED)?\)\s*\Z"
)
_OLD_MARKS: Final = {"UPDATED": "replace", "CROSS LISTED": "cross"}
_ARCHIVES: Final = re.compile(r"(.{2,120}?) updates on (?:the )?arXiv\.org", re.IGNORECASE)


def is_arxiv(feed: Feed) -> bool:
    """Did arXiv itself make this feed? Links to arXiv in another's feed do not count."""
    first = feed.items[0] if feed.items else None
    if first and (_is_announced(first) or (feed.address == "" and _ADDRESS.match(first.guid))):
        return True
    return bool(_ADDRESS.match(feed.address) or "updates on arXiv.org" in feed.title)


def read_arxiv_feed(feed: Feed) -> Batch:
    """The papers of one of arXiv's feeds or answers. Replacements are marked in `Entry.other["announce"]`."""
    announced = "updates on arXiv.org" in feed.title or any(map(_is_announced, feed.items[:1]))
    entries: list[Entry] = []
    leftovers = [Leftover(line, start, "not placed") for line, start in feed.damaged]
    problem = _feed_error(feed)
    for place, item in enumerate(feed.items, 1):
        if _ERROR_ID.match(item.guid):
            problem = problem or _error_sentence(item.bodies[0].text if item.bodies else item.title.text)
        elif paper := _announced(item) if announced else _answered(item):
            entries.append(paper.entry())
        else:
            leftovers.append(Leftover(place, one_line(item.title.text or item.guid, 500), "not placed"))
    day = feed.day if announced and entries else ""
    year, month, day_of_month = map(int, day.split("-")) if day else (None, None, None)
    return Batch(
        form="arXiv feed" if announced else "arXiv answer",
        source=_source(feed),
        origin="",
        entries=tuple(entries),
        captured=day,
        captured_month=month,
        captured_day=day_of_month,
        captured_year=year,
        leftovers=tuple(leftovers),
        message="" if entries else problem or (NOTHING_ANNOUNCED if announced else NOTHING_FOUND),
    )


def _is_announced(item: Item) -> bool:
    return bool(item.fact("arxiv:announce_type")) or item.guid.startswith("oai:arXiv.org:")


def _answered(item: Item) -> ArxivPaper | None:
    """An entry of the query interface: every author apart, `published` the day of the first version."""
    number, version = _number(item)
    if not number:
        return None
    authors, more = authors_of_names(list(item.authors))
    return ArxivPaper(
        number=number,
        version=version,
        title=item.title.text,
        abstract=item.bodies[0].text if item.bodies else "",
        authors=authors,
        more_authors=more,
        published=iso_day(item.fact("published")),
        updated=iso_day(item.fact("updated")),
        primary=item.fact("arxiv:primary_category"),
        categories=item.categories,
        comment=item.fact("arxiv:comment"),
        journal=item.fact("arxiv:journal_ref"),
        doi=" ".join(item.facts.get("arxiv:doi", ())),
    )


def _announced(item: Item) -> ArxivPaper | None:
    """An item of a daily feed. Its dates are those of the announcement, so its number tells the month."""
    old = _OLD_TITLE.search(item.title.text[-300:])
    number, version = number_and_version(old["number"]) if old else _number(item)
    if not number:
        return None
    abstract, announce = without_announcement(item.bodies[0].text if item.bodies else "")
    title = item.title.text
    if old:
        title, abstract = title[: -len(old[0])], words_of_markup(abstract)
        announce = _OLD_MARKS.get(old["mark"] or "", "new")
    authors, more = read_authors(", ".join(item.authors))
    return ArxivPaper(
        number=number,
        version=version,
        title=title,
        abstract=abstract,
        authors=authors,
        more_authors=more,
        announce=item.fact("arxiv:announce_type").strip().lower() or announce,
        categories=(old["category"],) if old and old["category"] else item.categories,
        journal=item.fact("arxiv:journal_reference") or item.fact("arxiv:journal_ref"),
        doi=" ".join(item.facts.get("arxiv:doi", ())),
        licence=item.fact("dc:rights"),
    )


def _number(item: Item) -> tuple[str, str]:
    number, version = number_and_version(item.guid)
    return (number, version) if number else number_and_version(item.address)


def _feed_error(feed: Feed) -> str:
    return _error_sentence(feed.about) if feed.title.startswith("Feed error") and feed.about else ""


def _error_sentence(words: str) -> str:
    return _ERROR.format(words=one_line(words, 300).rstrip(".") + ".")


def _source(feed: Feed) -> str:
    archives = _ARCHIVES.match(feed.title)
    return f"arXiv {archives[1]}" if archives else "arXiv"
