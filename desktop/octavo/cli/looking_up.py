"""octavo lookup and verify: services asked for what is missing, or whether papers are still true."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from octavo import paths
from octavo.bibliography.citation_state import told
from octavo.cli import records_as_json
from octavo.cli.session import DONE, ENVIRONMENT, INTERRUPTED, USAGE, Session, counted, find_list, find_papers
from octavo.inquiries import Checked, KeptAnswer, LookUp, Sought
from octavo.library.reading import Place, Reading
from octavo.records import Progress
from octavo.settings import CONTACT, LOOK_UP_NEW, OPEN_ALEX_KEY, Settings

if TYPE_CHECKING:
    from octavo.library.library import Library
    from octavo.lookup.asking import Asking
    from octavo.lookup.complete import Account

_WORDS: Final = {
    Sought.MATCHED: "found", Sought.ASKED: "to choose", Sought.NOT_FOUND: "not found", Sought.FAILED: "failed",
    Sought.WAITING: "waiting",
}  # fmt: skip


def look_up(session: Session, arguments: argparse.Namespace) -> int:
    """Look papers up, or say what that would ask."""
    settings = Settings(paths.settings_file())
    with session.library() as library:
        chosen = _chosen(library.reading, arguments)
        if arguments.stop:
            return _stop(session, library, chosen)
        if not (arguments.yes or settings.get(LOOK_UP_NEW) == "always"):
            return _announce(session, library, chosen, settings)
        library.look_ups.want(chosen)
        waiting = library.citations.waiting()
        wanted = [each for each in waiting if each in set(chosen)] if chosen else waiting
        with _interruptible(session) as enough:
            asking = replace(_asking(library, settings, afresh=arguments.afresh), enough=enough.is_set)
            code = _look_up(session, library, wanted, asking)
        return INTERRUPTED if enough.is_set() else code


def verify(session: Session, arguments: argparse.Namespace) -> int:
    """Ask after papers that are to be cited; look up those that no service has confirmed yet."""
    settings = Settings(paths.settings_file())
    with session.library() as library:
        chosen = _chosen(library.reading, arguments) or cited(library.reading)
        due = library.citations.due(chosen, _now())
        if not (arguments.yes or settings.get(LOOK_UP_NEW) == "always"):
            session.give({"papers": len(chosen), "due": len(due)})
            session.say(
                f"{counted(len(due), 'paper')} of {len(chosen):,} may be asked after again. Ask with: octavo verify "
                "--yes"
            )
            return USAGE
        return _check(session, library, due, _asking(library, settings))


def cited(reading: Reading) -> list[int]:
    """The papers with a star or in a list, each once."""
    places = [Place("starred"), *(Place("list", each.id) for each in reading.lists())]
    return list(dict.fromkeys(found for place in places for found in reading.listing(place).ids))


def _chosen(reading: Reading, arguments: argparse.Namespace) -> list[int]:
    if arguments.ids:
        return find_papers(reading, arguments.ids)
    if arguments.list:
        return list(reading.listing(Place("list", find_list(reading, arguments.list).id)).ids)
    if getattr(arguments, "incomplete", False):
        return list(reading.listing(Place("all"), "is:incomplete").ids)
    return list(reading.listing(Place("all")).ids) if getattr(arguments, "all", False) else []


def _stop(session: Session, library: Library, chosen: Sequence[int]) -> int:
    waiting = library.citations.waiting()
    stopped = [each for each in waiting if each in set(chosen)] if chosen else waiting
    library.look_ups.forget(stopped)
    session.give({"stopped": len(stopped)})
    session.say(f"{counted(len(stopped), 'paper')} taken out of the queue.")
    return DONE


def _announce(session: Session, library: Library, chosen: Sequence[int], settings: Settings) -> int:
    from octavo.lookup.complete import requests_needed

    papers = library.reading.papers(chosen or library.citations.waiting())
    needed = requests_needed(papers, _asking(library, settings)) if papers else 0
    session.give({"papers": len(papers), "requests": needed})
    if not papers:
        session.say("No paper waits to be looked up. Name some, or say --incomplete.")
        return DONE
    session.say(
        f"{counted(len(papers), 'paper')} would be looked up with about {counted(needed, 'request')}. Their titles and "
        "numbers go to Hugging Face, arXiv, Semantic Scholar and Crossref. Add --yes to do it."
    )
    return USAGE


def _look_up(session: Session, library: Library, ids: Sequence[int], asking: Asking) -> int:
    from octavo.lookup.complete import complete

    group = f"lookup {_now().isoformat()}"
    found: list[dict[str, object]] = []

    def take(look_up: LookUp) -> None:
        library.look_ups.take(look_up, group=group)
        paper = library.reading.paper(look_up.paper_id)
        found.append(as_json(look_up))
        beside = look_up.service if look_up.state is Sought.MATCHED else look_up.trouble
        session.show(f"{paper.id:>6}  {_WORDS[look_up.state]:<10} {paper.title}{f' ({beside})' if beside else ''}")

    account = _run(session, library, complete(library.reading.papers(ids), asking), take)
    session.give({"papers": found, "account": _account(account)})
    _sum_up(session, account)
    return ENVIRONMENT if account.trouble or account.failed else DONE


def _check(session: Session, library: Library, ids: Sequence[int], asking: Asking) -> int:
    from octavo.lookup.kept_true import keep_true

    found: list[dict[str, object]] = []

    def take(checked: Checked) -> None:
        library.proposals.take_checked(checked)
        paper = library.reading.paper(checked.paper_id)
        state = library.citations.state(paper.id)
        found.append({"id": paper.id, "trust": str(state.trust), "trouble": checked.trouble or None,
                      "proposals": [each.kind for each in checked.proposals]})  # fmt: skip
        told_now = checked.trouble or "; ".join(each.why for each in checked.proposals) or told(state)
        session.show(f"{paper.id:>6}  {paper.title}: {told_now}")

    account = _run(session, library, keep_true(library.reading.papers(ids), asking), take)
    session.give({"papers": found, "account": _account(account)})
    session.say(f"{counted(len(found), 'paper')} asked after.")
    if account.trouble:
        session.say(account.trouble)
    return ENVIRONMENT if account.trouble or account.failed else DONE


@contextlib.contextmanager
def _interruptible(session: Session) -> Iterator[threading.Event]:
    """The first Ctrl C asks the run to complete what it has; the second ends it at once, and loses nothing either."""
    enough = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if enough.is_set():
            raise KeyboardInterrupt
        enough.set()
        session.say("Stopping when what was found is complete. Ctrl C again stops at once.")

    before = signal.signal(signal.SIGINT, stop) if threading.current_thread() is threading.main_thread() else None
    try:
        yield enough
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _run(
    session: Session, library: Library, stream: Generator[Any, None, Account], take: Callable[[Any], None]
) -> Account:
    """Step a run to its end; what it yields is in the library before the next step."""
    try:
        while True:
            value = next(stream)
            if isinstance(value, KeptAnswer):
                library.answers.keep([value])
            elif isinstance(value, Progress):
                _show_progress(session, value)
            else:
                take(value)
    except StopIteration as end:
        account: Account = end.value
        return account
    finally:
        stream.close()


def _show_progress(session: Session, progress: Progress) -> None:
    if session.err.isatty():
        session.err.write(f"\r{progress.done:,} of {progress.total:,}  {progress.words}\x1b[K\r")
        session.err.flush()


def _sum_up(session: Session, account: Account) -> None:
    parts = [
        (account.matched, "found"), (account.asked, "to choose among (octavo proposals)"),
        (account.not_found, "not found"), (account.failed, "failed"), (account.waiting, "still waiting"),
    ]  # fmt: skip
    told_parts = ", ".join(f"{count:,} {words}" for count, words in parts if count)
    session.say(f"{told_parts or 'Nothing to look up'}. {counted(account.requests, 'request')}.")
    if account.trouble:
        session.say(account.trouble)


def _account(account: Account) -> dict[str, object]:
    return {
        "matched": account.matched, "asked": account.asked, "not_found": account.not_found, "failed": account.failed,
        "waiting": account.waiting, "requests": account.requests, "trouble": account.trouble or None,
        "again": account.again or None,
    }  # fmt: skip


def as_json(look_up: LookUp) -> dict[str, object]:
    """Where a look-up stands. These names are a promise, as those of `records_as_json` are."""
    return {
        "id": look_up.paper_id,
        "state": str(look_up.state),
        "service": look_up.service or None,
        "trouble": look_up.trouble or None,
        "again": look_up.again or None,
        "candidates": [records_as_json.candidate(each) for each in look_up.candidates],
    }


def _asking(library: Library, settings: Settings, *, afresh: bool = False) -> Asking:
    from octavo.feeds.detect import read
    from octavo.lookup.asking import Addresses, Asking, nothing_kept
    from octavo.web import Web

    def recall(service: str, question: str) -> KeptAnswer | None:
        return library.citations.recall(service, question, _now())

    return Asking(
        Web(contact=lambda: settings.get(CONTACT)).get,
        read,
        nothing_kept if afresh else recall,
        addresses=Addresses.written(os.environ.get("OCTAVO_SERVICES", "")),
        open_alex_key=settings.get(OPEN_ALEX_KEY),
    )


def _now() -> datetime:
    return datetime.now(UTC)
