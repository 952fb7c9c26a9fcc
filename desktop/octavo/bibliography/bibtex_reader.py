"""A BibTeX or BibLaTeX file, whole: its papers in order, what they inherit from each other, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from octavo.bibliography.bibtex_entry import entry_from
from octavo.bibliography.bibtex_scanner import BrokenEntry, RawEntry, scan
from octavo.bibliography.latex import Dialect
from octavo.records import Entry

_BIBLATEX_FIELDS: Final = frozenset(
    "date journaltitle eprinttype eprintclass location annotation urldate origdate eventdate shorthand".split()
)
_BIBLATEX_TYPES: Final = frozenset("online dataset software thesis report collection mvbook".split())
_BIBTEX_FIELDS: Final = frozenset("year month journal archiveprefix primaryclass address school annote".split())
_CHAPTERS: Final = frozenset("inproceedings incollection inbook conference bookinbook suppbook inreference".split())
#: Fields that belong to one entry alone and that no other inherits.
_OWN: Final = frozenset(
    "ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedtype"
    " shorthand sortkey key keywords file abstract annote annotation note doi url pages eprint".split()
)
#: Where a book's own fields stand in a paper of that book (biblatex's manual, appendix B).
_MOVED: Final = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_SKIPPED_TYPES: Final = frozenset({"xdata", "set", "control"})
_GENERATIONS: Final = 3


@dataclass(frozen=True, slots=True)
class BibFile:
    """What a file gives. `asides` are the lines of preambles, abbreviations and comments, each first and last.

    `names` are the fields each entry has itself, without those it takes from others.
    """

    entries: tuple[Entry, ...]
    broken: tuple[BrokenEntry, ...]
    asides: tuple[tuple[int, int], ...]
    names: tuple[frozenset[str], ...] = ()


def read_bib(text: str) -> BibFile:
    """Read a `.bib` file in either dialect, or both mixed. Nothing raises; broken entries are told apart.

    Abbreviations are filled in, and fields inherited through `crossref` and `xdata`. Of entries with the same key
    the first keeps it; the others come without a key and say so.
    """
    found = scan(text)
    dialect = _dialect(found.entries)
    by_key: dict[str, RawEntry] = {}
    for raw in found.entries:
        by_key.setdefault(raw.key.casefold(), raw)
    entries = []
    names = []
    asides = list(found.asides)
    for raw in found.entries:
        if raw.type in _SKIPPED_TYPES:
            asides.append((raw.first, raw.last))
            continue
        entry = entry_from(_with_inherited(raw, by_key), dialect)
        if raw.key and by_key[raw.key.casefold()] is not raw:
            sentence = f"The citation key {raw.key[:60]} stands in this file more than once; the first entry keeps it."
            entry = replace(entry, key="", problems=(*entry.problems, sentence))
        entries.append(entry)
        names.append(frozenset(raw.fields))
    return BibFile(tuple(entries), tuple(found.broken), tuple(asides), tuple(names))


def _dialect(entries: Sequence[RawEntry]) -> Dialect:
    """The dialect that more of the entries show by fields or types only one of them has."""
    biblatex = bibtex = 0
    for raw in entries:
        names = raw.fields.keys()
        biblatex += raw.type in _BIBLATEX_TYPES or not _BIBLATEX_FIELDS.isdisjoint(names)
        bibtex += not _BIBTEX_FIELDS.isdisjoint(names)
    return Dialect.BIBLATEX if biblatex > bibtex else Dialect.BIBTEX


def _with_inherited(raw: RawEntry, by_key: Mapping[str, RawEntry]) -> RawEntry:
    """The entry with what it leaves to the entries it refers to; a circle of them ends where it began."""
    fields = raw.fields
    if "crossref" not in fields and "xdata" not in fields:
        return raw
    whole = dict(fields)
    seen = {raw.key.casefold()}
    parent: RawEntry | None = raw
    for _ in range(_GENERATIONS):
        parent = by_key.get(parent.fields.get("crossref", "").strip().casefold()) if parent else None
        if parent is None or parent.key.casefold() in seen:
            break
        seen.add(parent.key.casefold())
        for name, value in parent.fields.items():
            moved = _MOVED.get(name, name) if raw.type in _CHAPTERS else name
            if moved not in _OWN and not (name in _MOVED and raw.type not in _CHAPTERS):
                whole.setdefault(moved, value)
    for key in re.split(r"\s*,\s*", fields.get("xdata", "").strip())[:20]:
        data = by_key.get(key.casefold())
        if data is not None and data is not raw:
            for name, value in data.fields.items():
                whole.setdefault(name, value)
    return replace(raw, fields=whole)
