"""octavo manuscript: what a text cites, beside what is in the library and in a reading list."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from octavo.bibliography.manuscript import Cited, Comparison, cited_in, form_of
from octavo.cli.inputs import read_input
from octavo.cli.session import DONE, PROBLEMS, Session, counted, find_list
from octavo.feeds.decoding import decode
from octavo.library.manuscripts import review
from octavo.records import Paper

_MOST_SHOWN: Final = 200


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Compare the manuscript with the library; 1 when it cites what is not there."""
    manuscript = cited_in(decode(read_input(session, arguments.file)), form_of(arguments.file))
    with session.reading() as reading:
        shown = None if arguments.list is None else find_list(reading, arguments.list)
        found = review(reading, manuscript, shown.id if shown else None)
    compared = found.comparison
    made = _make_list(session, arguments.make_list, found.cited) if arguments.make_list else None
    _give(session, manuscript, compared, made)
    _show(session, arguments, compared)
    there = len(compared.found) + len(compared.renamed)
    session.say(f"{counted(len(manuscript), 'key')} cited, {there:,} of them in the library.")
    if made is not None:
        session.say(f"The list {arguments.make_list} was made, with {counted(made, 'paper')} in the order of the text.")
    return PROBLEMS if compared.missing or compared.other_case or compared.renamed else DONE


def _make_list(session: Session, name: str, cited: Sequence[Paper]) -> int:
    with session.library() as library:
        list_id = library.create_list(name).arguments["list_id"]
        if cited and isinstance(list_id, int):
            library.add_to_list(list_id, [paper.id for paper in cited])
    return len(cited)


def _give(session: Session, manuscript: Sequence[Cited], compared: Comparison, made: int | None) -> None:
    session.give(
        {
            "cited": [each.key for each in manuscript],
            "found": [each.key for each in compared.found],
            "missing": [{"key": each.key, "line": each.line} for each in compared.missing],
            "other_case": [
                {"key": each.key, "line": each.line, "in_library": key} for each, key in compared.other_case
            ],
            "renamed": [{"key": each.key, "line": each.line, "now": key} for each, key in compared.renamed],
            "never_opened": [each.key for each in compared.never_opened],
            "starred_not_cited": list(compared.not_cited),
            "list_made": made,
        }
    )


def _show(session: Session, arguments: argparse.Namespace, compared: Comparison) -> None:
    place = f"{Path(arguments.file).name}:"
    parts = (
        ("Cited but not in the library", [f"{each.key}  {place}{each.line}" for each in compared.missing]),
        (
            "Cited with other capitals",
            [f"{each.key} is {key} in the library  {place}{each.line}" for each, key in compared.other_case],
        ),
        (
            "Cited by a key that has changed",
            [f"{each.key} is {key} now  {place}{each.line}" for each, key in compared.renamed],
        ),
        ("Cited but never opened", [each.key for each in compared.never_opened]),
        (f"Starred in {arguments.list} but not cited", list(compared.not_cited)),
    )
    for title, lines in parts:
        if lines:
            session.show(title)
            for line in lines[:_MOST_SHOWN]:
                session.show(f"  {line}")
            if len(lines) > _MOST_SHOWN:
                session.show(f"  and {len(lines) - _MOST_SHOWN:,} more; --json tells them all")
