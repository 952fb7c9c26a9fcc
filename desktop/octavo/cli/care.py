"""octavo undo, redo, history, backup, copies, restore and doctor: looking after the library."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from octavo import __version__, paths
from octavo.bibliography.check import Finding, check
from octavo.cli import records_as_json
from octavo.cli.looking import papers_of
from octavo.cli.session import DONE, PROBLEMS, Misused, Session, counted, printable
from octavo.library.copies import copies, restore
from octavo.library.following import LiveExport, live_exports
from octavo.library.reading import Place, Reading
from octavo.records import Change, Paper, Step

if TYPE_CHECKING:
    from octavo.library.library import Library

_PACKAGES: Final = (
    "SQLAlchemy",
    "PySide6-Essentials",
    "selectolax",
    "pylatexenc",
    "anyascii",
    "platformdirs",
    "citeproc-py",
)
_MOST_FINDINGS: Final = 10

#: The words for each verb of the history. {name} and {new_name} come from the step.
_VERBS: Final = {
    "add": "import from {origin}",
    "star": "star",
    "unstar": "take the star off",
    "mark_read": "mark as read",
    "mark_unread": "mark as unread",
    "move": "move to {state}",
    "tag": "tag {name}",
    "untag": "take off the tag {name}",
    "annotate": "write a note",
    "edit": "edit",
    "make_keys_anew": "make keys anew",
    "merge": "merge papers",
    "keep_apart": "say that papers are not the same",
    "follow": "follow the feed {name}",
    "follow_all": "follow {count} feeds",
    "rename_feed": "rename a feed to {name}",
    "pause_feed": "pause the feed {name}",
    "resume_feed": "resume the feed {name}",
    "time_feed": "interval of the feed {name}",
    "unfollow": "stop following the feed {name}",
    "order_feeds": "reorder the feeds",
    "add_rule": "make the rule “{pattern}”",
    "change_rule": "change a rule to “{pattern}”",
    "turn_rule": "turn the rule “{pattern}” on or off",
    "delete_rule": "delete the rule “{pattern}”",
    "order_rules": "reorder the rules",
    "apply_rule": "apply the rule “{pattern}”",
    "mute": "mute",
    "unmute": "take back from the muted ones",
    "trash": "move to the trash",
    "restore": "restore from the trash",
    "create_tag": "make the tag {name}",
    "rename_tag": "rename the tag {name} to {new_name}",
    "recolour_tag": "colour the tag {name}",
    "merge_tags": "merge tags into {into}",
    "delete_tag": "delete the tag {name}",
    "create_list": "make the list {name}",
    "rename_list": "rename a list to {name}",
    "delete_list": "delete a list",
    "order_lists": "reorder the lists",
    "add_to_list": "put in a list",
    "remove_from_list": "take out of a list",
    "move_in_list": "move in a list",
    "create_smart_list": "make the smart list {name}",
    "rename_smart_list": "rename a smart list to {name}",
    "change_smart_list": "change the search of {name}",
    "delete_smart_list": "delete the smart list {name}",
    "give_reason": "say why a paper is in a list",
    "undo_import": "take back the import of {day} from {source}",
    "attach": "attach {name}",
    "look_up": "look up",
    "check": "ask after",
    "propose": "note a proposal",
    "accept_proposal": "take a proposal of {service}",
    "reject_proposal": "leave a proposal of {service}",
    "detach": "take off {name}",
}

_TAKEN_BACK: Final = {"star": "unstar", "mark_read": "mark_unread", "mute": "unmute", "pause_feed": "resume_feed"}


class _Words(dict[str, object]):
    """Arguments of a step; one that is not there leaves nothing behind."""

    def __missing__(self, name: str) -> str:
        return ""


def travel(session: Session, arguments: argparse.Namespace) -> int:
    """Undo or redo one step."""
    with session.library() as library:
        change = library.undo() if arguments.verb == "undo" else library.redo()
    session.give(None if change is None else records_as_json.change(change))
    if change is None:
        session.say(f"There is nothing to {arguments.verb}.")
    else:
        done = "Undone" if arguments.verb == "undo" else "Done again"
        session.say(f"{done}: {_words_of_change(change)}.")
    return DONE


def history(session: Session, arguments: argparse.Namespace) -> int:
    """The newest steps."""
    with session.reading() as reading:
        steps = reading.steps(arguments.limit)
    session.give([records_as_json.step(step) for step in steps])
    for step in steps:
        undone = "  (undone)" if step.undone else ""
        session.show(f"{step.at[:16].replace('T', ' ')}  {_words_of_step(step)}{undone}")
    return DONE


def backup(session: Session, arguments: argparse.Namespace) -> int:
    """Copy the library to a file."""
    with session.reading():
        pass
    with session.library() as library:
        library.back_up(arguments.file)
        missing = _copy_files(library, arguments.file)
    session.give({"file": str(arguments.file), "missing": missing})
    session.say(f"The library was copied to {arguments.file}, and the copy was checked.")
    if missing:
        session.say(f"{counted(missing, 'PDF')} could not be copied: gone from the folder beside the library.")
    return PROBLEMS if missing else DONE


def _copy_files(library: Library, to: Path) -> int:
    """Copy the PDFs as well; answers how many of them were not there."""
    work = library.files.back_up(to)
    while True:
        try:
            next(work)
        except StopIteration as ended:
            return int(ended.value)


def list_copies(session: Session, arguments: argparse.Namespace) -> int:
    """The daily copies, newest first."""
    found = copies(session.library_file)
    session.give([{"day": each.day.isoformat(), "papers": each.papers, "file": str(each.path)} for each in found])
    for each in found:
        held = "not readable" if each.papers is None else counted(each.papers, "paper")
        session.show(f"{each.day.isoformat()}  {held:>14}  {each.path}")
    if not found:
        session.say("There are no daily copies yet. The window makes them; octavo backup makes one now.")
    return DONE


def restore_copy(session: Session, arguments: argparse.Namespace) -> int:
    """Put a copy in the place of the library."""
    wanted = str(arguments.copy)
    by_day = {each.day.isoformat(): each.path for each in copies(session.library_file)}
    copy = by_day.get(wanted, Path(wanted))
    if not copy.is_file():
        raise Misused(f"There is no copy {wanted}. See those there are with: octavo copies")
    aside = restore(copy, session.library_file, datetime.now(UTC))
    session.give({"from": str(copy), "kept": None if aside is None else str(aside)})
    session.say(f"The library is again as in {copy.name}.")
    if aside is not None:
        session.say(f"What was there before is kept as {aside.name}.")
    return DONE


def doctor(session: Session, arguments: argparse.Namespace) -> int:
    """Versions, places and the health of the library; 1 when something is wrong with it.

    What is doubtful about papers that are to be cited is shown, and is no fault of the library.
    """
    problems, papers, findings = _examined(session)
    troubled = _troubled_files(session)
    places = {
        "library": str(session.library_file),
        "settings": str(paths.settings_file()),
        "logs": str(paths.log_folder()),
        "resources": str(paths.resources()),
    }
    versions = {
        "octavo": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        **{name: _version(name) for name in _PACKAGES},
    }
    session.give(
        {
            "healthy": not problems,
            "problems": problems,
            "papers": papers,
            "findings": [records_as_json.finding(each) for each in findings],
            "files": [f"{live.path}: {live.trouble}" for live in troubled],
            "paths": places,
            "versions": versions,
        }
    )
    for title, facts in (("Versions", versions), ("Places", places)):
        session.show(title)
        for name, fact in facts.items():
            session.show(f"  {name:<20} {fact}")
    if papers is None:
        session.show("There is no library yet; it is made at the first import.")
    else:
        session.show(f"The library has {counted(papers, 'paper')}.")
    if findings:
        session.show("Papers to cite, those with a star or in a list")
        for each in findings[:_MOST_FINDINGS]:
            session.show(f"  {each.sentence} {each.repair}")
        if len(findings) > _MOST_FINDINGS:
            session.show(
                f"  {counted(len(findings) - _MOST_FINDINGS, 'more thing')} to look at; --json tells them all."
            )
    if troubled:
        session.show("Files that follow lists and could not")
        for live in troubled:
            session.show(f"  {live.path}: {live.trouble}")
    for problem in problems:
        session.say(printable(problem))
    if papers is not None and not problems:
        session.show("Everything in it is sound.")
    return PROBLEMS if problems else DONE


def _examined(session: Session) -> tuple[list[str], int | None, tuple[Finding, ...]]:
    """What is wrong with the library, how many papers it has, and what is doubtful about those to be cited."""
    if not session.library_file.exists():
        return [], None, ()
    with session.library() as library:
        counts = library.reading.counts()
        papers = _to_cite(library.reading)
        states = library.citations.states(paper.id for paper in papers)
        findings = check([(paper.key or f"paper {paper.id}", paper) for paper in papers], states=states)
        return library.check(), counts.all + counts.trash, findings


def _troubled_files(session: Session) -> list[LiveExport]:
    """The files that follow a list and were not written when they were looked at last."""
    if not session.library_file.exists():
        return []
    with session.reading() as reading:
        return [live for live in live_exports(reading) if live.trouble]


def _to_cite(reading: Reading) -> list[Paper]:
    """The papers with a star or in a list. A feed's other papers lack authors, and nobody misses them yet."""
    places = [Place("starred"), *(Place("list", each.id) for each in reading.lists())]
    return papers_of(reading, list(dict.fromkeys(found for place in places for found in reading.listing(place).ids)))


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _words_of_change(change: Change) -> str:
    return _words(str(change.arguments.get("of", "")), change.arguments, len(change.paper_ids))


def _words_of_step(step: Step) -> str:
    return _words(step.verb, step.arguments, step.papers)


def _words(verb: str, arguments: Mapping[str, object], papers: int) -> str:
    if arguments.get("on") is False:
        verb = _TAKEN_BACK.get(verb, verb)
    words = _VERBS.get(verb, verb.replace("_", " ")).format_map(_Words(arguments)).strip()
    return f"{words}, {counted(papers, 'paper')}" if papers else words
