"""octavo undo, redo, history, backup and doctor: looking after the library."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Mapping
from importlib import metadata
from typing import Final

from octavo import __version__, paths
from octavo.bibliography.check import Finding, check
from octavo.cli import records_as_json
from octavo.cli.looking import papers_of
from octavo.cli.session import DONE, PROBLEMS, Session, counted, printable
from octavo.library.reading import Place, Reading
from octavo.records import Change, Paper, Step

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
    "merge": "merge papers",
    "keep_apart": "say that papers are not the same",
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
    "give_reason": "say why a paper is in a list",
}


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
    session.give({"file": str(arguments.file)})
    session.say(f"The library was copied to {arguments.file}, and the copy was checked.")
    return DONE


def doctor(session: Session, arguments: argparse.Namespace) -> int:
    """Versions, places and the health of the library; 1 when something is wrong with it.

    What is doubtful about papers that are to be cited is shown, and is no fault of the library.
    """
    problems, papers, findings = _examined(session)
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
        findings = check([(paper.key or f"paper {paper.id}", paper) for paper in papers])
        return library.check(), counts.all + counts.trash, findings


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
        verb = {"star": "unstar", "mark_read": "mark_unread"}.get(verb, verb)
    words = _VERBS.get(verb, verb.replace("_", " ")).format_map(_Words(arguments)).strip()
    return f"{words}, {counted(papers, 'paper')}" if papers else words
