"""A bibliography file, whole: entries in the order given, the same paper always the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from octavo.bibliography import biblatex, bibtex, citekey
from octavo.bibliography.check import Finding
from octavo.bibliography.facts import Facts, as_article, facts_of, with_extras
from octavo.bibliography.latex import Dialect, preamble_for
from octavo.records import Paper


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the person may choose beside the dialect.

    `preprint_as_article` writes a preprint as an article of "arXiv preprint arXiv:ID". `capitals` are the person's
    own words for titles: true keeps a word's capitals, false lets styles fold them.
    """

    abstracts: bool = False
    keywords: bool = False
    notes: bool = False
    protect_capitals: bool = True
    preprint_as_article: bool = False
    capitals: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Export:
    """The file's text and the keys of the entries a person should know of.

    `without_authors` and `without_year` carry a comment line in the file. `needs_unicode` are entries that only
    XeLaTeX, LuaLaTeX or biber set right. `warnings` are sentences; `findings` are filled in by `writers`.
    """

    text: str
    keys: tuple[str, ...]
    without_authors: tuple[str, ...]
    without_year: tuple[str, ...]
    needs_unicode: tuple[str, ...]
    warnings: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def entries(self) -> int:
        return len(self.keys)


_PLAIN_OPTIONS: Final = ExportOptions()


def export(
    papers: Sequence[tuple[str, Paper]], dialect: Dialect | str, options: ExportOptions = _PLAIN_OPTIONS
) -> Export:
    """Write (key, paper) pairs as one file, in their order, with a blank line between entries.

    `dialect` is "bibtex" or "biblatex"; another raises ValueError. No paper can stop the others from being written.
    """
    dialect = Dialect(dialect)
    entries = []
    without_authors, without_year, needs_unicode, warnings = [], [], [], []
    for key, paper in papers:
        facts = _facts(paper, options)
        entry = _written(key, facts, dialect, options)
        entries.append(entry)
        if not facts.authors:
            without_authors.append(key)
        if not facts.year:
            without_year.append(key)
        if dialect is Dialect.BIBTEX and not entry.isascii():
            needs_unicode.append(key)
        warnings.extend(_warnings(key, facts, dialect))
    text = "\n".join(entries)
    return Export(
        preamble_for(text) + text,
        tuple(key for key, _ in papers),
        tuple(without_authors),
        tuple(without_year),
        tuple(needs_unicode),
        tuple(warnings),
    )


def entry_text(key: str, paper: Paper, dialect: Dialect | str, options: ExportOptions = _PLAIN_OPTIONS) -> str:
    """One entry exactly as every export writes it, its comment line and final newline included."""
    return _written(key, _facts(paper, options), Dialect(dialect), options)


def _facts(paper: Paper, options: ExportOptions) -> Facts:
    facts = facts_of(paper)
    if options.abstracts or options.keywords or options.notes:
        facts = with_extras(facts, paper, abstract=options.abstracts, keywords=options.keywords, note=options.notes)
    return as_article(facts) if options.preprint_as_article else facts


def _written(key: str, facts: Facts, dialect: Dialect, options: ExportOptions) -> str:
    if dialect is Dialect.BIBTEX:
        kind = bibtex.entry_type(facts)
        pairs = bibtex.fields(_safe(key), facts, options.capitals, capitals=options.protect_capitals)
    else:
        kind = biblatex.entry_type(facts)
        pairs = biblatex.fields(facts, options.capitals, capitals=options.protect_capitals)
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in pairs]
    return "\n".join([f"{_comment(facts)}@{kind}{{{_safe(key)},", *lines, "}\n"])


def _safe(key: str) -> str:
    """Keys are checked where they are typed; one that slipped through must not end its entry."""
    return key if citekey.valid(key) else re.sub(r"[^A-Za-z0-9:._/+-]", "", key).lstrip(":._/+-") or "paper"


def _comment(facts: Facts) -> str:
    """The line above an entry that is written without authors or year, since none is invented."""
    missing = [word for word, known in (("authors", facts.authors), ("year", facts.year)) if not known]
    return f"% No {' and no '.join(missing)} known for this entry.\n" if missing else ""


def _warnings(key: str, facts: Facts, dialect: Dialect) -> list[str]:
    sentences = []
    if not facts.title:
        sentences.append(f"{key} has no title.")
    if dialect is Dialect.BIBLATEX:
        for name, value in biblatex.left_out(facts):
            sentences.append(f"{key} is written without its {name.upper()} {value}, whose check digit is wrong.")
    return sentences
