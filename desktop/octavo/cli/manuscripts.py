"""octavo manuscript: what a text cites, beside what is in the library and in a reading list."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from octavo.bibliography.manuscript import Cited, Comparison, cited_in, compare, form_of
from octavo.cli.arriving import read_input
from octavo.cli.looking import papers_of
from octavo.cli.session import DONE, PROBLEMS, Session, counted, find_list
from octavo.feeds.decoding import decode
from octavo.library.reading import Place, Reading
from octavo.records import Paper

_MOST_SHOWN: Final = 200


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Compare the manuscript with the library; 1 when it cites what is not there."""
    manuscript = cited_in(decode(read_input(session, arguments.file)), form_of(arguments.file))
    with session.reading() as reading:
        cited = _papers_cited(reading, manuscript)
        listed: list[Paper] = []
        if arguments.list is not None:
            shown = find_list(reading, arguments.list)
            listed = papers_of(reading, reading.listing(Place("list", shown.id)).ids)
    compared = compare(
        manuscript,
        {paper.key for paper in cited},
        opened={paper.key for paper in cited if not paper.unread},
        listed=[_name(paper) for paper in listed],
        starred={_name(paper) for paper in listed if paper.starred},
    )
    made = _make_list(session, arguments.make_list, manuscript, cited) if arguments.make_list else None
    _give(session, manuscript, compared, made)
    _show(session, arguments, compared)
    session.say(f"{counted(len(manuscript), 'key')} cited, {len(compared.found):,} of them in the library.")
    if made is not None:
        session.say(f"The list {arguments.make_list} was made, with {counted(made, 'paper')} in the order of the text.")
    return PROBLEMS if compared.missing or compared.other_case else DONE


def _papers_cited(reading: Reading, manuscript: Iterable[Cited]) -> list[Paper]:
    """The papers whose key is cited, in whatever capitals."""
    found = {each.key.lower(): reading.find(each.key) for each in manuscript}
    papers = papers_of(reading, list(dict.fromkeys(number for number in found.values() if number is not None)))
    # A number or an arXiv id finds a paper too, but is no citation key.
    return [paper for paper in papers if paper.key and paper.key.lower() in found]


def _name(paper: Paper) -> str:
    """The key, or words for a paper that never needed one."""
    return paper.key or f"{paper.title} (no key yet)"


def _make_list(session: Session, name: str, manuscript: Sequence[Cited], cited: Iterable[Paper]) -> int:
    ids = {paper.key.lower(): paper.id for paper in cited}
    order = list(dict.fromkeys(ids[each.key.lower()] for each in manuscript if each.key.lower() in ids))
    with session.library() as library:
        list_id = library.create_list(name).arguments["list_id"]
        if order and isinstance(list_id, int):
            library.add_to_list(list_id, order)
    return len(order)


def _give(session: Session, manuscript: Sequence[Cited], compared: Comparison, made: int | None) -> None:
    session.give(
        {
            "cited": [each.key for each in manuscript],
            "found": [each.key for each in compared.found],
            "missing": [{"key": each.key, "line": each.line} for each in compared.missing],
            "other_case": [
                {"key": each.key, "line": each.line, "in_library": key} for each, key in compared.other_case
            ],
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
