"""octavo feeds and refresh: feeds to follow, and what is new in them; one line a feed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from octavo import paths
from octavo.cli import records_as_json
from octavo.cli.inputs import read_input
from octavo.cli.session import DONE, ENVIRONMENT, Misused, Session, Unavailable, counted, joined
from octavo.feeds.followable import Way, recognise
from octavo.feeds.opml import ListedFeed, read_opml, write_opml
from octavo.feeds.subscribe import Fetched, Kept, examine, gather
from octavo.library.followed import Subscription
from octavo.library.refusals import NotFound
from octavo.records import Change, OctavoError, Receipt
from octavo.settings import CONTACT, Settings
from octavo.web import Fetch

if TYPE_CHECKING:
    from octavo.library.library import Library

_COUNTS: Final = ("new", "already_here", "skipped", "muted")


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Do what `arguments.action` says."""
    match arguments.action:
        case "list":
            return _list(session)
        case "add":
            return _add(session, arguments)
        case "import":
            return _import(session, arguments)
        case "export":
            return _export(session, arguments)
        case _:
            return _change(session, arguments)


def refresh(session: Session, arguments: argparse.Namespace) -> int:
    """Ask feeds for what is new, one after the other; trouble of one is told and does not stop the others."""
    with session.reading():
        pass
    fetch, code = _fetch(), DONE
    answers: list[dict[str, Any]] = []
    with session.library() as library:
        feeds = library.feeds.subscriptions()
        chosen = [_named(feeds, name) for name in arguments.names] or [each for each in feeds if not each.paused]
        if not feeds:
            raise Unavailable("No feed is followed yet. Follow one with: octavo feeds add “Hugging Face daily”")
        for feed in chosen:
            refreshed = _Refresh()
            if arguments.names or not feed.again or feed.again <= _now().isoformat():
                refreshed.run(library, feed, fetch, back=arguments.back, papers_only=not arguments.posts)
            else:
                refreshed.trouble = feed.trouble
            answers.append({"name": feed.name, **refreshed.numbers, "trouble": refreshed.trouble or None})
            session.show(f"{feed.name}: {refreshed.words}")
            code = ENVIRONMENT if refreshed.trouble else code
    session.give(answers)
    return code


class _Refresh:
    """One feed's refresh, summed up."""

    def __init__(self) -> None:
        self.numbers = dict.fromkeys(_COUNTS, 0)
        self.trouble = self.note = ""

    def run(self, library: Library, feed: Subscription, fetch: Fetch, *, back: int, papers_only: bool) -> None:
        kept = [
            Kept(each.day, each.etag, each.modified, each.complete, bool(each.done))
            for each in library.feeds.fetches(feed.id)
        ]
        since = date.fromisoformat(feed.added[:10])
        for found in gather(feed.address, fetch, _now, kept=kept, since=since, typed=feed.typed, back=back):
            if isinstance(found, Fetched):
                self._take(library, feed, found, papers_only)

    def _take(self, library: Library, feed: Subscription, found: Fetched, papers_only: bool) -> None:
        if found.batch is not None:
            work = library.feeds.receive(feed.id, found.batch, papers_only=papers_only)
            self._count(_finished(work))
        library.feeds.note(
            feed.id, day=found.day, etag=found.etag, modified=found.modified, complete=found.complete,
            trouble=found.trouble, again=found.again, address=found.address,
        )  # fmt: skip
        self.trouble = found.trouble
        self.note = self.note or found.note

    def _count(self, receipt: Receipt) -> None:
        for name in _COUNTS:
            self.numbers[name] += getattr(receipt, name)

    @property
    def words(self) -> str:
        """What came of it, in one line."""
        new, here, skipped, muted = (self.numbers[name] for name in _COUNTS)
        parts = [f"{counted(new, 'new paper')}" if new else ""]
        parts += [f"{here:,} here already" if here else "", f"{skipped:,} left out" if skipped else ""]
        told = joined([part for part in parts if part]) + (f" ({muted:,} muted)" if muted else "")
        sentences = [f"{told}." if told else "", self.trouble or self.note]
        return " ".join(sentence for sentence in sentences if sentence) or "Nothing new."


def _finished(work: Any) -> Receipt:
    while True:
        try:
            next(work)
        except StopIteration as end:
            receipt: Receipt = end.value
            return receipt


def _list(session: Session) -> int:
    with session.reading() as reading:
        feeds = reading.subscriptions(counted=True)
    session.give([_as_json(each) for each in feeds])
    for each in feeds:
        asked = f"asked {each.done[:16].replace('T', ' ')}" if each.done else "not asked yet"
        session.show(f"{each.undecided:>6}  {each.name}  {each.address}")
        session.show(f"        {'paused' if each.paused else each.trouble or asked}")
    if not feeds:
        session.say("No feed is followed yet. Follow one with: octavo feeds add “Hugging Face daily”")
    return DONE


def _add(session: Session, arguments: argparse.Namespace) -> int:
    """Follow a feed. An address nobody knows is looked at first; without a network it is followed as it is."""
    try:
        feed = recognise(arguments.what)
    except OctavoError as error:
        raise Misused(error.sentence) from error
    name, address, told = arguments.name or feed.name, feed.address, ""
    if feed.way is Way.FEED:
        found = examine(feed.address, _fetch(), _now)
        if found.trouble and found.again is None:
            raise Unavailable(found.trouble)
        address, told = found.address or address, found.trouble
        if found.batch is not None and not arguments.name:
            name = found.batch.source
    with session.library() as library:
        change = library.feeds.follow(name, address, arguments.every, typed=_same_host(address, feed.address))
        followed = library.feeds.subscription(int(str(change.arguments["subscription_id"])))
    session.give(_as_json(followed))
    session.say(f"You follow {followed.name} now. Ask it for papers with: octavo refresh “{followed.name}”")
    if told:
        session.say(told)
    return DONE


def _same_host(one: str, other: str) -> bool:
    return one.split("/")[2:3] == other.split("/")[2:3]


def _import(session: Session, arguments: argparse.Namespace) -> int:
    listed = read_opml(read_input(session, arguments.file))
    if not listed.feeds:
        raise Unavailable(listed.message)
    feeds = []
    for each in listed.feeds:
        try:
            feeds.append((each.name, recognise(each.address).address))
        except OctavoError:
            continue
    with session.library() as library:
        change = library.feeds.follow_all(feeds)
    count = int(str(change.arguments.get("count", 0)))
    session.give({"followed": count, "listed": len(listed.feeds), "skipped": listed.skipped})
    rest = len(listed.feeds) - count
    others = f", {rest:,} were followed already or are none" if rest else ""
    session.say(f"{counted(count, 'feed')} followed{others}.")
    return DONE


def _export(session: Session, arguments: argparse.Namespace) -> int:
    with session.reading() as reading:
        feeds = reading.subscriptions()
    made = write_opml([ListedFeed(each.name, each.address) for each in feeds], title="Feeds in Octavo", made=_now())
    if arguments.output == "-":
        session.out.write(made.decode())
    else:
        from octavo.bibliography.file import save

        save(made.decode(), Path(arguments.output), expect_entries=len(feeds), entries_in=_feeds_in)
        session.say(f"{counted(len(feeds), 'feed')} written to {arguments.output}.")
    return DONE


def _change(session: Session, arguments: argparse.Namespace) -> int:
    with session.reading():
        pass
    with session.library() as library:
        door = library.feeds
        feed = _named(door.subscriptions(), arguments.name)
        verbs: dict[str, tuple[Callable[[], Change], str]] = {
            "rename": (lambda: door.rename(feed.id, arguments.new_name), f"{feed.name} has its new name."),
            "pause": (lambda: door.pause(feed.id), f"{feed.name} is paused."),
            "resume": (lambda: door.pause(feed.id, False), f"{feed.name} is asked again."),
            "every": (lambda: door.every(feed.id, arguments.minutes), f"{feed.name} has a new interval."),
            "remove": (lambda: door.unfollow(feed.id), f"{feed.name} is no longer followed. Its papers stay."),
        }
        verb, words = verbs[arguments.action]
        change = verb()
    session.give(records_as_json.change(change))
    session.say(words if change.step else "Nothing changed: it was so already.")
    return DONE


def _feeds_in(text: str) -> int:
    return len(read_opml(text).feeds)


def _named(feeds: list[Subscription], name: str) -> Subscription:
    """The feed of this name, or followed at this address. Raises NotFound with the names there are."""
    wanted = " ".join(name.casefold().split())
    for each in feeds:
        if wanted in (each.name.casefold(), each.address.casefold()):
            return each
    names = ", ".join(each.name for each in feeds) or "none yet"
    raise NotFound(f"You follow no feed “{name}”. Feeds: {names}.")


def _as_json(feed: Subscription) -> dict[str, Any]:
    return {
        "id": feed.id, "name": feed.name, "address": feed.address, "minutes": feed.minutes, "paused": feed.paused,
        "undecided": feed.undecided, "tried": feed.tried or None, "done": feed.done or None,
        "trouble": feed.trouble or None, "again": feed.again or None,
    }  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC)


def _fetch() -> Fetch:
    from octavo.web import Web

    return Web(contact=lambda: Settings(paths.settings_file()).get(CONTACT)).get
