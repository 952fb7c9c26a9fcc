"""A bibliography file, whole: entries in the order given, the same paper always the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from octavo.bibliography import biblatex, bibtex, citekey
from octavo.bibliography.check import Finding
from octavo.bibliography.facts import Facts, as_article, facts_of
from octavo.bibliography.kept import Returned
from octavo.bibliography.latex import Dialect, preamble_for
from octavo.records import Paper


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the person may choose beside the dialect.

    `preprint_as_article` writes a preprint as an article of "arXiv preprint arXiv:ID". `capitals` are the person's
    own words for titles: true keeps a word's capitals, false lets styles fold them. `as_imported`: a file that goes
    back to where it came from gets what it had beside its papers.
    """

    abstracts: bool = False
    keywords: bool = False
    notes: bool = False
    protect_capitals: bool = True
    preprint_as_article: bool = False
    capitals: Mapping[str, bool] = field(default_factory=dict)
    as_imported: bool = True


@dataclass(frozen=True, slots=True)
class Export:
    """The file's text and the keys of the entries a person should know of.

    `without_authors` and `without_year` carry a comment line in the file. `needs_unicode` are entries that only
    XeLaTeX, LuaLaTeX or biber set right. `warnings` are sentences; `findings` are filled in by `writers`. `asides` are
    the pieces of an imported file that were written back between the entries; `came_in_one_file` says that there is
    such a file, wanted or not.
    """

    text: str
    keys: tuple[str, ...]
    without_authors: tuple[str, ...]
    without_year: tuple[str, ...]
    needs_unicode: tuple[str, ...]
    warnings: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    asides: tuple[str, ...] = ()
    came_in_one_file: bool = False

    @property
    def entries(self) -> int:
        return len(self.keys)


_PLAIN_OPTIONS: Final = ExportOptions()


def export(
    papers: Sequence[tuple[str, Paper]],
    dialect: Dialect | str,
    options: ExportOptions = _PLAIN_OPTIONS,
    returned: Returned | None = None,
) -> Export:
    """Write (key, paper) pairs as one file, in their order, with a blank line between entries.

    `dialect` is "bibtex" or "biblatex"; another raises ValueError. No paper can stop the others from being written.
    `returned`: the papers came in one file, which had other things beside them that are written back.
    """
    dialect = Dialect(dialect)
    returned = returned if options.as_imported else None
    asides = returned.first() if returned else []
    blocks = list(asides)
    without_authors, without_year, needs_unicode, warnings = [], [], [], []
    for key, paper in papers:
        facts = _facts(paper, options)
        entry = _written(key, facts, dialect, options, paper.id, returned)
        if returned is not None:
            above = returned.above(paper.id)
            asides += above
            blocks += above
        blocks.append(entry)
        if not facts.authors:
            without_authors.append(key)
        if not facts.year:
            without_year.append(key)
        if dialect is Dialect.BIBTEX and not entry.isascii():
            needs_unicode.append(key)
        warnings.extend(_warnings(key, facts, dialect))
    if returned is not None:
        asides += returned.below()
        blocks += returned.below()
        if any(aside.kind == "preamble" for aside in returned.kept.asides):
            warnings.append("The preamble of the imported file is written back as it was.")
    text = "\n".join(block if block.endswith("\n") else f"{block}\n" for block in blocks)
    return Export(
        preamble_for(text) + text,
        tuple(key for key, _ in papers),
        tuple(without_authors),
        tuple(without_year),
        tuple(needs_unicode),
        tuple(warnings),
        asides=tuple(asides),
    )


def entry_text(key: str, paper: Paper, dialect: Dialect | str, options: ExportOptions = _PLAIN_OPTIONS) -> str:
    """One entry exactly as every export writes it, its comment line and final newline included."""
    return _written(key, _facts(paper, options), Dialect(dialect), options)


def _facts(paper: Paper, options: ExportOptions) -> Facts:
    facts = facts_of(paper, abstract=options.abstracts, keywords=options.keywords, note=options.notes)
    return as_article(facts) if options.preprint_as_article else facts


def _written(
    key: str,
    facts: Facts,
    dialect: Dialect,
    options: ExportOptions,
    paper_id: int = 0,
    returned: Returned | None = None,
) -> str:
    if dialect is Dialect.BIBTEX:
        kind = bibtex.entry_type(facts)
        pairs = bibtex.fields(_safe(key), facts, options.capitals, capitals=options.protect_capitals)
    else:
        kind = biblatex.entry_type(facts)
        pairs = biblatex.fields(facts, options.capitals, capitals=options.protect_capitals)
    if returned is not None:
        kind = returned.type_of(paper_id) or kind
        known = list(pairs)
        pairs = iter(known + returned.fields(paper_id, facts.details, [name for name, _ in known], dialect))
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
