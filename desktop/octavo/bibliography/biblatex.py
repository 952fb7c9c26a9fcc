"""Entries as biblatex and biber want them: types, fields and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from octavo.bibliography.authors import author_list
from octavo.bibliography.bibtex import escaped_pages
from octavo.bibliography.facts import Facts
from octavo.bibliography.latex import Dialect, escaped, escaped_with_maths
from octavo.bibliography.titles import NO_CHOICES, protected
from octavo.records import Kind

_DIALECT: Final = Dialect.BIBLATEX
#: What biblatex's data model gives each type beside what every entry has (blx-dm.def, biblatex 3.18).
_DETAILS: Final = {
    "article": ("series", "issn", "language"),
    "inproceedings": ("number", "series", "chapter", "publisher", "place", "isbn", "language"),
    "incollection": ("number", "series", "edition", "chapter", "publisher", "place", "isbn", "language"),
    "inbook": ("number", "series", "edition", "chapter", "publisher", "place", "isbn", "language"),
    "book": ("number", "series", "edition", "chapter", "publisher", "place", "isbn", "language"),
    "thesis": ("chapter", "place", "language"),
    "report": ("number", "chapter", "place", "language"),
    "dataset": ("number", "series", "edition", "publisher", "place", "language"),
    "software": ("place", "language"),
    "misc": ("place", "language"),
    "online": ("language",),
}  # fmt: skip
_WITH_VOLUME: Final = frozenset({"article", "inproceedings", "incollection", "inbook", "book"})
_WITH_PAGES: Final = _WITH_VOLUME | {"thesis", "report"}
_WITH_EDITOR: Final = _WITH_VOLUME | {"dataset", "misc", "online"}
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def entry_type(facts: Facts) -> str:
    """`@online` only with an address or number to find it by, `@article` only with a journal; else `@misc`."""
    match facts.kind:
        case Kind.ARTICLE if facts.venue:
            return "article"
        case Kind.CONFERENCE if facts.venue:
            return "inproceedings"
        case Kind.CHAPTER if facts.venue:
            # biblatex demands the editor of a collection; a part of a book may be anyone's.
            return "incollection" if facts.editors else "inbook"
        case Kind.BOOK | Kind.THESIS | Kind.REPORT | Kind.DATASET | Kind.SOFTWARE as kind:
            return str(kind)
        case _:
            return "online" if facts.url or facts.doi or facts.eprint else "misc"


def fields(
    facts: Facts, choices: Mapping[str, bool] = NO_CHOICES, *, capitals: bool = True
) -> Iterator[tuple[str, str]]:
    """Name and value of each field in order; values are escaped and without their outer braces. None is empty."""
    kind = entry_type(facts)
    if facts.casing:
        choices = {**choices, **facts.casing}
    pairs = (
        # A document that cites a key the paper had before still finds it.
        ("ids", ",".join(facts.aliases)),
        ("author", author_list(facts.authors, _DIALECT, more=facts.more_authors)),
        ("editor", author_list(facts.editors, _DIALECT) if kind in _WITH_EDITOR else ""),
        ("title", protected(facts.title, _DIALECT, choices, capitals=capitals)),
        *_venue(facts, kind),
        ("date", _date(facts)),
        *_volume(facts, kind),
        *((_field(name), escaped(_detail(facts, name), _DIALECT)) for name in _DETAILS[kind] if facts.details),
        ("pages", escaped_pages(facts.pages, _DIALECT) if kind in _WITH_PAGES else ""),
        ("eprint", facts.eprint),
        ("eprinttype", "arxiv" if facts.eprint else ""),
        ("eprintclass", escaped(facts.eprint_class, _DIALECT)),
        ("doi", facts.doi),
        ("url", facts.url),
        ("keywords", escaped(facts.keywords, _DIALECT)),
        ("abstract", escaped_with_maths(facts.abstract, _DIALECT)),
        ("annotation", escaped_with_maths(facts.note, _DIALECT)),
    )
    return (pair for pair in pairs if pair[1])


def left_out(facts: Facts) -> Iterator[tuple[str, str]]:
    """Detail name and value of what biber would refuse: an ISBN or ISSN whose check digit is wrong."""
    kind = entry_type(facts)
    for name in ("isbn", "issn"):
        value = facts.details.get(name, "")
        if value and name in _DETAILS[kind] and not _number_checks(value):
            yield name, value


def _venue(facts: Facts, kind: str) -> Iterator[tuple[str, str]]:
    venue = escaped_with_maths(facts.venue, _DIALECT)
    if kind == "article":
        yield "journaltitle", venue
    elif kind in ("inproceedings", "incollection", "inbook"):
        yield "booktitle", venue
    elif kind in ("thesis", "report"):
        yield "type", "techreport" if kind == "report" else "mathesis" if facts.masters else "phdthesis"
        institution = facts.details.get("institution") or facts.details.get("publisher") or facts.venue
        yield "institution", _literal(institution)
    elif kind in ("online", "software", "misc"):
        organization = facts.venue or facts.details.get("publisher") or facts.details.get("institution", "")
        yield "organization", _literal(organization)


def _volume(facts: Facts, kind: str) -> Iterator[tuple[str, str]]:
    """biber drops a volume that is no whole number, so such a one goes where any text may stand."""
    if kind not in _WITH_VOLUME:
        return
    volume = facts.details.get("volume", "")
    number = facts.details.get("number", "") if kind == "article" else ""
    whole = volume if re.fullmatch(r"[0-9]+", volume) else _from_roman(volume)
    if whole:
        yield "volume", whole
    if volume and not whole and kind == "article":
        yield "number", escaped(volume, _DIALECT)
        yield "issue", escaped(number, _DIALECT)
    else:
        yield "part", escaped("" if whole else volume, _DIALECT)
        yield "number", escaped(number, _DIALECT)


def _from_roman(volume: str) -> str:
    digits = [_ROMAN.get(letter, 0) for letter in volume]
    if not digits or not all(digits):
        return ""
    return str(sum(-digit if digit < max(digits[at:]) else digit for at, digit in enumerate(digits)))


def _date(facts: Facts) -> str:
    parts = [facts.year] + [f"{part:02d}" for part in (facts.month, facts.day) if part]
    return "-".join(parts)


def _detail(facts: Facts, name: str) -> str:
    value = facts.details.get(name, "")
    return "" if name in ("isbn", "issn") and not _number_checks(value) else value


def _number_checks(number: str) -> bool:
    """Whether an ISBN-10, ISBN-13 or ISSN has the right check digit, which biber insists on."""
    digits = [10 if character in "xX" else int(character) for character in number if character in "0123456789xX"]
    if len(digits) == 13:
        return sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
    return len(digits) in (8, 10) and sum(digit * (len(digits) - at) for at, digit in enumerate(digits)) % 11 == 0


def _literal(text: str) -> str:
    """A list field of one item, whole even when an "and" is in it."""
    written = escaped(text, _DIALECT)
    return f"{{{written}}}" if re.search(r"\band\b", text) else written


def _field(detail: str) -> str:
    return "location" if detail == "place" else detail
