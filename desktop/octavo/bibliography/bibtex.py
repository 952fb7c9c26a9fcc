"""Entries as BibTeX's own styles want them: types, fields and their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from octavo.bibliography.authors import author_list
from octavo.bibliography.facts import Facts
from octavo.bibliography.latex import Dialect, escaped, escaped_with_maths
from octavo.bibliography.titles import NO_CHOICES, protected
from octavo.records import Kind

_DIALECT: Final = Dialect.BIBTEX
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: What a type's entry takes beside what every entry has. biber calls anything else an invalid field.
_DETAILS: Final = {
    "article": ("volume", "number", "series", "issn", "language"),
    "inproceedings": ("volume", "number", "series", "chapter", "publisher", "place", "isbn", "language"),
    "incollection": ("volume", "number", "series", "edition", "chapter", "publisher", "place", "isbn", "language"),
    "book": ("volume", "number", "series", "edition", "chapter", "publisher", "place", "isbn", "language"),
    "phdthesis": ("chapter", "place", "language"),
    "mastersthesis": ("chapter", "place", "language"),
    "techreport": ("number", "chapter", "place", "language"),
    "misc": ("place", "language"),
}  # fmt: skip
_WITH_PAGES: Final = frozenset({"article", "inproceedings", "incollection", "book", "phdthesis", "techreport"})
_WITH_EDITOR: Final = frozenset({"inproceedings", "incollection", "book", "misc"})


def entry_type(facts: Facts) -> str:
    """`@article` only with a journal, `@inproceedings` and `@incollection` only with a book; else `@misc`."""
    match facts.kind:
        case Kind.ARTICLE if facts.venue:
            return "article"
        case Kind.CONFERENCE if facts.venue:
            return "inproceedings"
        case Kind.CHAPTER if facts.venue:
            return "incollection"
        case Kind.BOOK:
            return "book"
        case Kind.THESIS:
            return "mastersthesis" if facts.masters else "phdthesis"
        case Kind.REPORT:
            return "techreport"
        case _:
            return "misc"


def fields(
    key: str, facts: Facts, choices: Mapping[str, bool] = NO_CHOICES, *, capitals: bool = True
) -> Iterator[tuple[str, str]]:
    """Name and value of each field in order; values are escaped and without their outer braces. None is empty.

    `month` is a macro's name, to be written bare.
    """
    kind = entry_type(facts)
    if facts.casing:
        choices = {**choices, **facts.casing}
    pairs = (
        *_people(key, facts, kind),
        ("title", protected(facts.title, _DIALECT, choices, capitals=capitals)),
        *_venue(facts, kind),
        ("year", facts.year),
        ("month", _MONTHS[facts.month - 1] if facts.month else ""),
        *(_details(facts, kind) if facts.details else ()),
        ("pages", escaped_pages(facts.pages, _DIALECT) if kind in _WITH_PAGES else ""),
        ("howpublished", _howpublished(facts) if kind == "misc" else ""),
        ("eprint", facts.eprint),
        ("archiveprefix", "arXiv" if facts.eprint else ""),
        ("primaryclass", escaped(facts.eprint_class, _DIALECT)),
        ("doi", facts.doi),
        ("url", facts.url),
        ("keywords", escaped(facts.keywords, _DIALECT)),
        ("abstract", escaped_with_maths(facts.abstract, _DIALECT)),
        ("annote", escaped_with_maths(facts.note, _DIALECT)),
    )
    return (pair for pair in pairs if pair[1])


def _details(facts: Facts, kind: str) -> Iterator[tuple[str, str]]:
    return ((_field(name), escaped(facts.details.get(name, ""), _DIALECT)) for name in _DETAILS[kind])


def escaped_pages(pages: str, dialect: Dialect) -> str:
    """Page ranges keep the 2 hyphens that any other text would have taken apart."""
    return "--".join(escaped(part, dialect) for part in pages.split("--")) if pages else ""


def _people(key: str, facts: Facts, kind: str) -> Iterator[tuple[str, str]]:
    authors = author_list(facts.authors, _DIALECT, more=facts.more_authors)
    editors = author_list(facts.editors, _DIALECT) if kind in _WITH_EDITOR else ""
    yield "author", authors
    if not authors and not (editors and kind == "book"):
        # Styles that sort by author would warn, and sort the entry nowhere.
        yield "key", key
    yield "editor", editors


def _venue(facts: Facts, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "article":
        yield "journal", escaped_with_maths(facts.venue, _DIALECT)
    elif kind in ("inproceedings", "incollection"):
        yield "booktitle", escaped_with_maths(facts.venue, _DIALECT)
    elif kind in ("phdthesis", "mastersthesis", "techreport"):
        institution = facts.details.get("institution") or facts.details.get("publisher") or facts.venue
        yield "institution" if kind == "techreport" else "school", escaped(institution, _DIALECT)


def _howpublished(facts: Facts) -> str:
    """What plain, alpha, apalike and 5 more styles print of an `@misc`; they know no eprint."""
    if facts.eprint:
        number = f"arXiv:{facts.eprint}"
        return escaped(f"{number} [{facts.eprint_class}]" if facts.eprint_class else number, _DIALECT)
    return escaped(facts.venue or facts.details.get("publisher") or facts.details.get("institution", ""), _DIALECT)


def _field(detail: str) -> str:
    return "address" if detail == "place" else detail
