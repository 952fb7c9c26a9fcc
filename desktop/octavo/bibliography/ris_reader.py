"""RIS, the tagged lines that publishers and reference managers export: records in, arriving entries out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from octavo.bibliography.bibtex_entry import NO_TITLE
from octavo.bibliography.bibtex_names import spoken
from octavo.bibliography.citekey import valid
from octavo.bibliography.csl import without_markup
from octavo.bibliography.names import split_names
from octavo.bibliography.paper_numbers import numbers_from, title_without
from octavo.records import Entry, Kind, SourceLines

_LINE: Final = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")
_KINDS: Final = {
    "JOUR": Kind.ARTICLE, "JFULL": Kind.ARTICLE, "EJOUR": Kind.ARTICLE, "MGZN": Kind.ARTICLE, "NEWS": Kind.ARTICLE,
    "INPR": Kind.ARTICLE, "ABST": Kind.ARTICLE, "CONF": Kind.CONFERENCE, "CPAPER": Kind.CONFERENCE, "BOOK": Kind.BOOK,
    "EBOOK": Kind.BOOK, "EDBOOK": Kind.BOOK, "WHOLE": Kind.BOOK, "CHAP": Kind.CHAPTER, "ECHAP": Kind.CHAPTER,
    "ENCYC": Kind.CHAPTER, "DICT": Kind.CHAPTER, "THES": Kind.THESIS, "RPRT": Kind.REPORT, "ELEC": Kind.WEB,
    "WEB": Kind.WEB, "BLOG": Kind.WEB, "ICOMM": Kind.WEB, "DATA": Kind.DATASET, "DBASE": Kind.DATASET,
    "AGGR": Kind.DATASET, "COMP": Kind.SOFTWARE,
}  # fmt: skip
_PLAIN_TYPES: Final = frozenset("JOUR CONF CPAPER BOOK CHAP THES RPRT ELEC DATA COMP GEN UNPB".split())
_DETAILS: Final = {
    "volume": ("VL",), "number": ("IS", "CP"), "publisher": ("PB",), "place": ("CY", "PP"), "edition": ("ET",),
    "chapter": ("SE",), "language": ("LA",),
}  # fmt: skip
_TITLES: Final = ("TI", "T1", "CT")
_VENUES: Final = ("T2", "JF", "JO", "BT", "C3", "JA", "J2", "J1")
_DATE: Final = re.compile(r"\D{0,3}(\d{4})(?:\D(\d{1,2}))?(?:\D(\d{1,2}))?(?:\D.*)?")
_ISBN: Final = re.compile(r"[\d -]{9,16}[\dXx]")


@dataclass(slots=True)
class _Record:
    """The values of one record by tag, in order; each read tag is taken out."""

    first: int
    last: int = 0
    values: dict[str, list[str]] = field(default_factory=dict)

    def take(self, *tags: str) -> str:
        """The first value of the first of these tags that has one; further ones stay."""
        for tag in tags:
            while self.values.get(tag):
                value = self.values[tag].pop(0)
                if value:
                    return value
        return ""

    def says_anything(self) -> bool:
        """Is there more to it than its type?"""
        return any(any(values) for tag, values in self.values.items() if tag != "TY")

    def take_all(self, *tags: str) -> list[str]:
        return [value for tag in tags for value in self.values.pop(tag, []) if value]


def looks_like_ris(text: str) -> bool:
    """Does the text begin with a RIS record?"""
    return re.match(r"\s*TY {1,2}- ?[A-Z]{2,8}[ \t]*(?:[\r\n]|$)", text) is not None


def read_ris(text: str) -> tuple[Entry, ...]:
    """One entry a record, with its lines. A record that never ends is ended by the next; nothing raises."""
    return tuple(_entry(record) for record in _records(text) if record.says_anything())


def _records(text: str) -> list[_Record]:
    records: list[_Record] = []
    current: _Record | None = None
    values: list[str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.fullmatch(line.rstrip())
        if found is None:
            if current is not None and values and line.strip():
                # A long value goes on in lines without a tag.
                values[-1] = f"{values[-1]} {line.strip()}".strip()
                current.last = number
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == "ER":
            if current is not None:
                current.last = number
            current = values = None
            continue
        if tag == "TY" or current is None:
            current = _Record(number)
            records.append(current)
        values = current.values.setdefault(tag, [])
        values.append(value)
        current.last = number
    return records


def _entry(record: _Record) -> Entry:
    written_type = record.take("TY")
    kind = _KINDS.get(written_type, Kind.UNKNOWN)
    title = _text(record.take(*_TITLES)) or (_text(record.take("BT", "T2")) if kind is Kind.BOOK else "")
    venue = "" if kind in (Kind.BOOK, Kind.THESIS, Kind.REPORT) else _text(record.take(*_VENUES))
    numbers = numbers_from(
        doi=record.take("DO"),
        urls=record.take_all("UR"),
        arxiv=[*record.values.get("AN", ()), *record.values.get("C1", ()), *record.values.get("M1", ()), venue],
    )
    authors, more = split_names([_text(name) for name in record.take_all("AU", "A1")])
    details = _details(record, kind)
    if numbers.primary_class:
        details["primary_class"] = numbers.primary_class
    published = _published(record)
    key = record.take("ID")
    other = numbers.other | ({"entry type": written_type} if written_type not in ("", *_PLAIN_TYPES) else {})
    problems = () if title else (NO_TITLE,)
    abstract = _text(record.take("AB", "N2"))
    note = "\n\n".join(_text(each) for each in record.take_all("N1", "RN"))
    if key and not valid(key):
        other["ID"] = key
        key = ""
    return Entry(
        title=title or title_without(numbers.identifiers, key),
        abstract=abstract,
        authors=authors,
        more_authors=more,
        identifiers=numbers.identifiers,
        published=published,
        kind=Kind.PREPRINT if numbers.arxiv and kind in (Kind.UNKNOWN, Kind.ARTICLE) and not venue else kind,
        venue=venue,
        details=details,
        other=other | _left(record.values),
        note=note,
        lines=SourceLines(record.first, record.last),
        problems=problems,
        key=key,
    )


def _details(record: _Record, kind: Kind) -> dict[str, str]:
    details = {name: text for name, tags in _DETAILS.items() if (text := _text(record.take(*tags)))}
    start, end = record.take("SP"), record.take("EP")
    if start or end:
        details["pages"] = f"{start}–{end}" if start and end and start != end else start or end
    if number := record.take("SN"):
        details["isbn" if kind in (Kind.BOOK, Kind.CHAPTER) or _is_isbn(number) else "issn"] = number
    if keywords := record.take_all("KW"):
        details["keywords"] = "; ".join(_text(word) for word in keywords)
    editors = record.take_all("ED") + (record.take_all("A2") if kind is not Kind.THESIS else [])
    names, more = split_names([_text(name) for name in editors])
    if names:
        details["editor"] = " and ".join([*map(spoken, names), *(["others"] if more else [])])
    if series := _text(record.take("T3")):
        details["series"] = series
    if kind in (Kind.THESIS, Kind.REPORT) and "publisher" in details:
        details["institution"] = details.pop("publisher")
    return details


def _published(record: _Record) -> str:
    """The fullest of its dates."""
    dates = [_iso(date) for date in record.take_all("DA", "PY", "Y1")]
    return max(dates, key=len, default="")


def _iso(written: str) -> str:
    found = _DATE.fullmatch(written)
    if not found:
        return ""
    month, day = int(found[2] or 0), int(found[3] or 0)
    parts = [found[1]] + ([f"{month:02d}"] if 1 <= month <= 12 else [])
    return "-".join([*parts, f"{day:02d}"] if len(parts) == 2 and 1 <= day <= 31 else parts)


def _is_isbn(number: str) -> bool:
    return (
        _ISBN.fullmatch(number) is not None
        and sum(character.isdigit() or character in "Xx" for character in number) >= 10
    )


def _left(values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {tag: "\n".join(filter(None, found)) for tag, found in values.items() if any(found)}


def _text(value: str) -> str:
    return " ".join(without_markup(value).split())
