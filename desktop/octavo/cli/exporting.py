"""octavo export: papers of the library, or records of a file, in any format that Octavo writes."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from octavo.bibliography.check import Finding, Trouble
from octavo.bibliography.csl import read_csl
from octavo.bibliography.export import Export, ExportOptions
from octavo.bibliography.kept import Returned
from octavo.bibliography.latex import Dialect
from octavo.bibliography.writers import save, written
from octavo.cli.inputs import read_input
from octavo.cli.looking import found_ids, papers_of
from octavo.cli.records_as_json import finding
from octavo.cli.session import DONE, PROBLEMS, Misused, Session, counted, find_list, find_papers
from octavo.cli.watching import watch
from octavo.cli.wishes import key_pattern
from octavo.feeds.decoding import decode
from octavo.library.kept_asides import returned
from octavo.library.reading import Place, Reading
from octavo.library.refusals import LibraryInUse
from octavo.records import Batch, Entry, OctavoError, Paper, Progress, Receipt

_MOST_TOLD: Final = 5


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Write the chosen papers; what is missing in them is told on standard error and is no failure.

    With `arguments.strict` it is one: then nothing is written.
    """
    if arguments.watch:
        if arguments.from_csl or arguments.strict:
            raise Misused("--watch follows the library; leave out --from-csl and --strict.")
        return watch(session, arguments, lambda: _made_for_now(session, arguments))
    if arguments.from_csl:
        chosen = _Chosen(_papers_of_csl(session, arguments))
    else:
        chosen = _papers_of_library(session, arguments)
    made = _made(arguments, chosen)
    refused = arguments.strict and bool(made.findings or made.warnings)
    to_file = arguments.output != "-"
    if not refused:
        if to_file:
            save(made, Path(arguments.output), arguments.format)
        elif not session.as_json:
            session.out.write(made.text)
    _give(session, made, "" if refused or not to_file else arguments.output, with_text=not (refused or to_file))
    if refused:
        for sentence in (*_all_of(made.findings), *made.warnings):
            session.say(sentence)
        session.say("Nothing was written, because of --strict.")
        return PROBLEMS
    for sentence in _told(made, arguments.format, arguments.output if to_file else ""):
        session.say(sentence)
    return DONE


def _made(arguments: argparse.Namespace, chosen: _Chosen) -> Export:
    options = ExportOptions(
        abstracts=arguments.abstracts,
        keywords=arguments.keywords,
        notes=arguments.notes,
        protect_capitals=not arguments.no_protection,
        preprint_as_article=arguments.preprint_as_article,
        as_imported=not arguments.no_asides,
    )
    return written(
        [(paper.key, paper) for paper in chosen.papers],
        arguments.format,
        options,
        heading=chosen.heading,
        reasons=chosen.reasons,
        returned=chosen.returned,
    )


def _made_for_now(session: Session, arguments: argparse.Namespace) -> tuple[Export, int]:
    """The export as the library is now. Papers without a key are left out, and counted, while nobody can give one."""
    try:
        return _made(arguments, _papers_of_library(session, arguments)), 0
    except LibraryInUse:
        chosen = _chosen_papers(session, arguments)
    keyed = [paper for paper in chosen.papers if paper.key]
    return _made(arguments, replace(chosen, papers=keyed)), len(chosen.papers) - len(keyed)


def _give(session: Session, made: Export, file: str, *, with_text: bool) -> None:
    session.give(
        {
            "entries": made.entries,
            "file": file or None,
            "keys": list(made.keys),
            "without_authors": list(made.without_authors),
            "without_year": list(made.without_year),
            "needs_unicode": list(made.needs_unicode),
            "findings": [finding(each) for each in made.findings],
            "warnings": list(made.warnings),
        }
        | ({"text": made.text} if with_text else {})
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The chosen papers, the name of their list and the reasons in it, and the file that brought them all."""

    papers: list[Paper]
    heading: str = ""
    reasons: Mapping[int, str] = field(default_factory=dict)
    returned: Returned | None = None


def _papers_of_library(session: Session, arguments: argparse.Namespace) -> _Chosen:
    """The chosen papers with their keys. The library is opened for writing only when a key must be given."""
    chosen = _chosen_papers(session, arguments)
    if all(paper.key for paper in chosen.papers):
        return chosen
    with session.library() as library:
        keys = library.assign_keys([paper.id for paper in chosen.papers], key_pattern(arguments))
    return replace(chosen, papers=[replace(paper, key=keys[paper.id]) for paper in chosen.papers])


def _chosen_papers(session: Session, arguments: argparse.Namespace) -> _Chosen:
    with session.reading() as reading:
        shown = None if arguments.list is None else find_list(reading, arguments.list)
        papers = papers_of(reading, chosen_ids(reading, arguments))
        return _Chosen(
            papers,
            shown.name if shown else "",
            reading.reasons(shown.id) if shown else {},
            returned(reading, [paper.id for paper in papers]),
        )


def chosen_ids(reading: Reading, arguments: argparse.Namespace) -> Sequence[int]:
    """The papers of --list, --selection, --query, --starred or --all."""
    if arguments.list is not None:
        return reading.listing(Place("list", find_list(reading, arguments.list).id)).ids
    if arguments.selection:
        return find_papers(reading, arguments.selection)
    if arguments.query is not None:
        return found_ids(reading, arguments.query)
    return reading.listing(Place("starred" if arguments.starred else "all")).ids


def _papers_of_csl(session: Session, arguments: argparse.Namespace) -> list[Paper]:
    """The records of a CSL-JSON file as papers of a library that is thrown away, in the file's order."""
    from octavo.library.library import Library

    name: str = arguments.from_csl

    try:
        entries = read_csl(json.loads(decode(read_input(session, name))))
    except (ValueError, RecursionError) as error:
        raise OctavoError(f"{name} is not JSON ({error}).") from error
    with tempfile.TemporaryDirectory(prefix="octavo-") as folder, Library.open(Path(folder) / "library") as library:
        ids = _added(library.add(_batch(entries, name)))
        if len(ids) < len(entries):
            left_out = counted(len(entries) - len(ids), "record")
            session.say(f"{left_out} left out: the same work is in the file already.")
        keys = library.assign_keys(ids, key_pattern(arguments))
        return [replace(paper, key=keys[paper.id]) for paper in papers_of(library.reading, ids)]


def _batch(entries: Sequence[Entry], name: str) -> Batch:
    return Batch("csl json", "Records", name, tuple(entries))


def _added(work: Generator[Progress, None, Receipt]) -> tuple[int, ...]:
    try:
        while True:
            next(work)
    except StopIteration as ended:
        receipt: Receipt = ended.value
        return receipt.ids


def _told(made: Export, form: str, file: str) -> Iterable[str]:
    """What a person should know of the file: how many entries, what some of them lack, what is doubtful."""
    where = f" to {file}" if file else ""
    yield f"{counted(made.entries, 'entry', 'entries')} written{where}."
    told = set()
    if form in list(Dialect):
        told = {Trouble.NO_AUTHORS, Trouble.NO_YEAR, Trouble.NEEDS_UNICODE}
        for keys, words in ((made.without_authors, "no authors"), (made.without_year, "no year")):
            if keys:
                yield f"{counted(len(keys), 'entry has', 'entries have')} {words}; a comment line above marks each."
        if made.needs_unicode:
            entries = counted(len(made.needs_unicode), "entry needs", "entries need")
            yield f"{entries} XeLaTeX, LuaLaTeX or biber: {', '.join(made.needs_unicode[:5])}"
    others = [each for each in made.findings if each.trouble not in told]
    yield from (f"{each.sentence} {each.repair}" for each in others[:_MOST_TOLD])
    if len(others) > _MOST_TOLD:
        yield f"{counted(len(others) - _MOST_TOLD, 'more thing')} to look at; --strict tells them all."
    yield from made.warnings


def _all_of(findings: Sequence[Finding]) -> Iterable[str]:
    """Each finding with the keys it speaks of, for someone who wants to repair them one by one."""
    for each in findings:
        yield f"{each.sentence} {each.repair} ({', '.join(each.keys)})"
