"""Asks a feed for what is new: one generator that yields progress, and what each answer brought. Knows no library.

No trouble leaves it as an exception: a feed that cannot be had is a `Fetched` with a sentence, and when to ask again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlsplit

from octavo.feeds.arxiv import NOTHING_ANNOUNCED, NOTHING_FOUND
from octavo.feeds.detect import read
from octavo.feeds.discover import feed_of_page, is_page
from octavo.feeds.followable import HUB, WEEKLY, Followable, Way, arxiv_categories, recognise
from octavo.feeds.hub_pages import HubList, one_page
from octavo.feeds.hugging_face_api import NOTHING_LISTED, join_answers
from octavo.feeds.syndication import EMPTY
from octavo.records import Batch, Entry, Identifier, OctavoError, Progress
from octavo.web import Answer, Fetch, WebError

#: Missed days that are caught up on, the newest first.
MOST_DAYS: Final = 30
#: Days a new feed is asked for until one has papers: a weekend before a holiday has none.
FIRST_LOOK: Final = 5
#: A working day without papers is asked for again so long; the hub may be late.
LATE_DAYS: Final = 2
#: Requests of one refresh to arXiv for days that were missed; each waits three seconds.
_MOST_REQUESTS: Final = 40

_NO_FEED: Final = "This page has no feed, and Octavo finds no papers in it. Give the address of its feed."
_QUIET: Final = frozenset((EMPTY, NOTHING_ANNOUNCED, NOTHING_FOUND, NOTHING_LISTED))
_NAMES_OF_HOSTS: Final = (
    (re.compile(r"\b(?:[\w-]+\.)*arxiv\.org\b"), "arXiv"),
    (re.compile(r"\b(?:[\w-]+\.)*huggingface\.co\b"), "Hugging Face"),
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of earlier requests: for one ISO day, or for the feed as a whole (`day` ""). `done`: one came."""

    day: str = ""
    etag: str = ""
    modified: str = ""
    complete: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one day of a feed, or the whole of it, brought.

    `batch` is None when nothing changed or nothing came. `complete`: the day need not be asked for again. `trouble`
    is a sentence when something went wrong, `again` then the earliest time to ask once more. `note` is a sentence
    that is no trouble ("The feed has no items now."). `address` is where the feed turned out to be, "" where it was.
    """

    day: str = ""
    batch: Batch | None = None
    etag: str = ""
    modified: str = ""
    complete: bool = False
    trouble: str = ""
    again: datetime | None = None
    note: str = ""
    address: str = ""


Stream = Generator[Progress | Fetched, None, None]
Piece = Generator[Progress, None, Fetched]


@dataclass(frozen=True, slots=True)
class Asking:
    """One refresh of one feed: how to fetch, what is known, and since which day the feed is followed.

    `typed`: the person wrote the address themselves. `back` asks for so many days anew, whatever came of them before.
    """

    fetch: Fetch
    clock: Callable[[], datetime]
    kept: dict[str, Kept] = field(default_factory=dict)
    since: date | None = None
    typed: bool = False
    back: int = 0

    @property
    def today(self) -> date:
        """The day at the services, which keep UTC."""
        return self.clock().astimezone(UTC).date()

    def answer(self, address: str, day: str = "", *, conditional: bool = True) -> Answer:
        """One request, with what is known of the last one."""
        known = self.kept.get(day, Kept()) if conditional and not self.back else Kept()
        return self.fetch(address, etag=known.etag, modified=known.modified, typed=self.typed)

    @property
    def fresh(self) -> bool:
        """Has nothing ever come of this feed?"""
        return not any(known.done for known in self.kept.values())

    def settled(self, day: date) -> bool:
        """Need this day not be asked for again?"""
        known = self.kept.get(day.isoformat())
        return known is not None and known.complete and not self.back


def gather(
    address: str,
    fetch: Fetch,
    clock: Callable[[], datetime],
    *,
    kept: Iterable[Kept] = (),
    since: date | None = None,
    typed: bool = False,
    back: int = 0,
) -> Stream:
    """Refresh the feed at `address`; see `Asking`. Yields `Progress` before each request and `Fetched` after a whole.

    Of a feed that goes by days, those missed since `since` are caught up on, `MOST_DAYS` at most, the newest first.
    Closing the generator stops it; every `Fetched` before stands for itself.
    """
    asking = Asking(fetch, clock, {each.day: each for each in kept}, since, typed, min(back, MOST_DAYS))
    try:
        feed = recognise(address)
    except OctavoError as error:
        yield Fetched(trouble=error.sentence)
        return
    ways = {Way.DAYS: _days, Way.LIST: _ranked, Way.ARXIV: _arxiv, Way.FEED: _whole}
    yield from ways[feed.way](asking, feed)


def examine(address: str, fetch: Fetch, clock: Callable[[], datetime], *, typed: bool = True) -> Fetched:
    """What is at an address, for someone about to follow it: its batch, or a sentence. Asks at most two addresses."""
    found = Fetched()
    for each in gather(address, fetch, clock, typed=typed):
        if isinstance(each, Fetched):
            found = each
            break
    return found


def _days(asking: Asking, feed: Followable) -> Stream:
    """The hub's listing, day by day. A day is complete once it is over where the hub counts days."""
    wanted, left_out = _days_wanted(asking)
    first_look = asking.fresh and not asking.back
    told = f"Octavo caught up on {MOST_DAYS} days. The {left_out} before were left out." if left_out else ""
    for place, day in enumerate(wanted):
        yield Progress(place, len(wanted), f"Asking for {_in_words(day)}")
        fetched = yield from _one_day(asking, day)
        yield replace(fetched, note=told or fetched.note)
        told = ""
        if fetched.trouble or (first_look and fetched.batch is not None):
            return


def _days_wanted(asking: Asking) -> tuple[list[date], int]:
    """The days to ask for, newest first; and how many missed ones lie too far back."""
    today = asking.today
    if asking.fresh and not asking.back:
        return [today - timedelta(days=back) for back in range(FIRST_LOOK)], 0
    oldest = today - timedelta(days=(asking.back or MOST_DAYS) - 1)
    start = oldest if asking.back else max(oldest, min(asking.since or today, today))
    days = [start + timedelta(days=number) for number in range((today - start).days + 1)]
    wanted = [day for day in reversed(days) if not asking.settled(day)]
    done = [date.fromisoformat(day) for day, known in asking.kept.items() if day and known.complete]
    last = max([*done, asking.since or today])
    return wanted, 0 if asking.back else max(0, (oldest - last).days - 1)


def _one_day(asking: Asking, day: date) -> Piece:
    iso = day.isoformat()
    listing = HubList(f"{HUB}/api/daily_papers?date={iso}", iso)
    fetched = yield from _listed(asking, listing, iso)
    over = day < asking.today
    if fetched.batch is not None or fetched.trouble or fetched.complete:
        return replace(fetched, complete=over and not fetched.trouble)
    late = day.weekday() < 5 and (asking.today - day).days <= LATE_DAYS
    words = f"Nothing is listed for {_in_words(day)}{' yet' if not over else ''}."
    return replace(fetched, complete=over and not late, note=words)


def _ranked(asking: Asking, feed: Followable) -> Stream:
    """A ranked list of the hub: trending, a week, a month, a search."""
    yield Progress(0, 0, f"Asking for {feed.name}")
    yield (yield from _listed(asking, _hub_list(feed, asking.today), ""))


def _hub_list(feed: Followable, today: date) -> HubList:
    kind = feed.address.rpartition("/")[2]
    if kind == "trending":
        return HubList(f"{HUB}/api/daily_papers?sort=trending", today.isoformat(), pages=1)
    if kind in ("week", "month"):
        year, week, _ = today.isocalendar()
        asked = f"{year}-W{week:02}" if feed == WEEKLY else f"{today:%Y-%m}"
        return HubList(f"{HUB}/api/daily_papers?{kind}={asked}", asked)
    words = urlsplit(feed.address).query.removeprefix("q=")
    return HubList(f"{HUB}/api/papers/search?q={words}", "", pages=1, size=120)


def _listed(asking: Asking, listing: HubList, day: str) -> Piece:
    """The pages of one list, joined. `complete` without a batch: nothing has changed."""
    answers: list[Batch] = []
    first: Answer | None = None
    for page in range(listing.pages):
        if page:
            yield Progress(page, 0, f"Asking for page {page + 1}")
        try:
            answer = asking.answer(listing.page(page), day, conditional=page == 0)
        except WebError as error:
            return _in_trouble(error, day, join_answers(answers, complete=False) if answers else None)
        if answer.not_modified:
            known = asking.kept.get(day, Kept())
            return Fetched(day, etag=known.etag, modified=known.modified, complete=True)
        first = first or answer
        batch, count, sound = one_page(answer.body, listing.asked)
        if not sound:
            trouble = batch.message or "The answer of Hugging Face could not be read."
            part = join_answers([*answers, batch], complete=False) if answers or batch.entries else None
            return Fetched(day, part, trouble=trouble)
        known_before = {each.identifiers for answer in answers for each in answer.entries}
        answers.append(batch)
        # A service that does not know pages answers with the same one for ever.
        if count < listing.size or {each.identifiers for each in batch.entries} <= known_before:
            break
    joined = join_answers(answers)
    # What one page says of its age says nothing about the others.
    alone = len(answers) == 1 and first is not None
    return Fetched(
        day, joined if joined.entries else None,
        first.etag if first and alone else "", first.modified if first and alone else "",
        note="" if joined.entries else joined.message,
    )  # fmt: skip


def _arxiv(asking: Asking, feed: Followable) -> Stream:
    """arXiv's daily feed, and the announcements of working days that were missed. An empty weekend is no trouble."""
    yield Progress(0, 0, f"Asking for {feed.name}")
    fetched = yield from _feed(asking, feed.address)
    yield fetched
    if fetched.trouble:
        return
    latest = asking.today
    if fetched.batch is not None and fetched.batch.form == "arXiv feed" and fetched.batch.captured:
        latest = min(latest, date.fromisoformat(fetched.batch.captured))
        yield Fetched(latest.isoformat(), complete=True)
    if asking.back or not asking.fresh:
        yield from _missed_announcements(asking, feed, latest)


def _missed_announcements(asking: Asking, feed: Followable, latest: date) -> Stream:
    categories = arxiv_categories(feed.address)
    wanted, left_out = _days_wanted(asking)
    missed = [day for day in wanted if day < latest and day.weekday() < 5]
    most = max(1, _MOST_REQUESTS // len(categories))
    left_out += max(0, len(missed) - most)
    told = f"Octavo caught up on the newest days. {left_out} before were left out." if left_out else ""
    for place, day in enumerate(missed[:most]):
        yield Progress(place, min(len(missed), most), f"Asking for {_in_words(day)}")
        fetched = yield from _announcement(asking, categories, day)
        yield replace(fetched, note=told or fetched.note)
        told = ""
        if fetched.trouble:
            return


def _announcement(asking: Asking, categories: list[str], day: date) -> Piece:
    """What arXiv announced on one day, from its pages to catch up with; each paper once."""
    iso = day.isoformat()
    once: dict[tuple[Identifier, ...], Entry] = {}
    digests: list[str] = []
    for category in categories:
        if digests:
            yield Progress(0, 0, f"Asking for {_in_words(day)}, {category}")
        address = f"https://arxiv.org/catchup/{quote(category)}/{iso}?abs=True"
        try:
            answer = asking.answer(address, conditional=False)
        except WebError as error:
            return _in_trouble(error, iso)
        batch = read(answer.body, origin=address)
        digests.append(batch.digest)
        for entry in batch.entries:
            once.setdefault(entry.identifiers[:1], entry)
    settled = (asking.today - day).days > LATE_DAYS
    if not once:
        return Fetched(iso, complete=settled, note=f"arXiv announced nothing on {_in_words(day)}.")
    found = Batch(
        "arXiv page", "arXiv", "", tuple(once.values()), iso, day.month, day.day, day.year,
        sha256("".join(digests).encode()).hexdigest(),
    )  # fmt: skip
    return Fetched(iso, found, complete=True)


def _whole(asking: Asking, feed: Followable) -> Stream:
    yield Progress(0, 0, f"Asking {feed.name}")
    yield (yield from _feed(asking, feed.address))


def _feed(asking: Asking, address: str) -> Piece:
    """A feed as it comes; or, where the address is that of a page, the feed which the page names."""
    try:
        answer = asking.answer(address)
    except WebError as error:
        return _in_trouble(error)
    if answer.not_modified:
        known = asking.kept.get("", Kept())
        return Fetched(etag=known.etag, modified=known.modified)
    batch = read(answer.body, origin=address)
    elsewhere = feed_of_page(answer.body, answer.address) if is_page(answer.body) else ""
    if elsewhere and batch.form != "arXiv page":
        yield Progress(0, 0, f"Asking {urlsplit(elsewhere).hostname}")
        found = _elsewhere(asking, elsewhere, urlsplit(address).hostname or "")
        if found.batch is not None or not batch.entries:
            return found
    return _of_answer(answer, batch)


def _elsewhere(asking: Asking, address: str, typed_host: str) -> Fetched:
    """The feed that a page names. Only the host the person typed themselves may be a private one."""
    typed = asking.typed and urlsplit(address).hostname == typed_host
    try:
        answer = asking.fetch(address, typed=typed)
    except WebError as error:
        return _in_trouble(error)
    return replace(_of_answer(answer, read(answer.body, origin=address)), address=address)


def _of_answer(answer: Answer, batch: Batch) -> Fetched:
    if batch.entries:
        return Fetched("", batch, answer.etag, answer.modified)
    if batch.message in _QUIET:
        return Fetched("", None, answer.etag, answer.modified, note=batch.message)
    return Fetched(trouble=_NO_FEED if is_page(answer.body) else batch.message)


def _in_trouble(error: WebError, day: str = "", part: Batch | None = None) -> Fetched:
    sentence = error.sentence
    for host, name in _NAMES_OF_HOSTS:
        sentence = host.sub(name, sentence)
    return Fetched(day, part, trouble=sentence, again=error.again)


def _in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
