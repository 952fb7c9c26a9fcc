"""EndNote's XML export: records in, arriving entries out."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from octavo.bibliography.bibtex_entry import NO_TITLE
from octavo.bibliography.bibtex_names import spoken
from octavo.bibliography.citekey import valid
from octavo.bibliography.names import split_names
from octavo.bibliography.paper_numbers import numbers_from, title_without
from octavo.feeds.fields import iso_date, one_line, paragraphs
from octavo.feeds.xml_tree import MOST_PARTS, read_xml
from octavo.records import Entry, Kind

_ROOT: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!DOCTYPE[^>\[]{0,200}(?:\[.{0,1000}?\]\s*)?>\s*)?"
    r"<(?:xml\b[^>]{0,200}>\s*<)?records>\s*(?:<record\b|</records>)",
    re.DOTALL,
)
_KINDS: Final = {
    "journal article": Kind.ARTICLE, "electronic article": Kind.ARTICLE, "magazine article": Kind.ARTICLE,
    "newspaper article": Kind.ARTICLE, "conference paper": Kind.CONFERENCE, "conference proceedings": Kind.CONFERENCE,
    "book": Kind.BOOK, "edited book": Kind.BOOK, "electronic book": Kind.BOOK, "book section": Kind.CHAPTER,
    "electronic book section": Kind.CHAPTER, "thesis": Kind.THESIS, "report": Kind.REPORT, "web page": Kind.WEB,
    "blog": Kind.WEB, "dataset": Kind.DATASET, "computer program": Kind.SOFTWARE,
}  # fmt: skip
_DETAILS: Final = {
    "volume": "volume", "number": "number", "pages": "pages", "publisher": "publisher", "place": "pub-location",
    "edition": "edition", "language": "language", "chapter": "section",
}  # fmt: skip
_READ: Final = frozenset(
    "ref-type contributors titles periodical dates abstract urls electronic-resource-num isbn keywords notes"
    " research-notes label foreign-keys rec-number database source-app".split()
) | set(_DETAILS.values())
_ISBN_DIGITS: Final = (10, 13)


def looks_like_endnote(text: str) -> bool:
    """Is this an XML file as EndNote exports it?"""
    return _ROOT.match(text[:2_000]) is not None


def read_endnote(text: str) -> tuple[Entry, ...]:
    """One entry a record, in order. Raises NotXml when nothing of the file is sound XML."""
    records = list(read_xml(text).root.iter("record"))[:MOST_PARTS]
    return tuple(_entry(record) for record in records)


def _entry(record: Element) -> Entry:
    kind = _kind(record)
    title = _first(record, "titles/title")
    venue = _first(record, "titles/secondary-title") or _first(record, "periodical/full-title")
    if kind in (Kind.BOOK, Kind.THESIS, Kind.REPORT):
        venue = ""
    numbers = numbers_from(
        doi=_first(record, "electronic-resource-num"),
        urls=[_words(each) for each in record.findall("urls/related-urls/url")],
        arxiv=[_first(record, "accession-num"), venue, _first(record, "custom1")],
    )
    authors, more = split_names([_words(each) for each in record.findall("contributors/authors/author")])
    details = _details(record, kind)
    if numbers.primary_class:
        details["primary_class"] = numbers.primary_class
    key = _first(record, "label")
    other = numbers.other | _left(record)
    if key and not valid(key):
        other["label"] = key
        key = ""
    return Entry(
        title=title or title_without(numbers.identifiers, key),
        abstract=_text(record, "abstract"),
        authors=authors,
        more_authors=more,
        identifiers=numbers.identifiers,
        published=_published(record),
        kind=Kind.PREPRINT if numbers.arxiv and kind is Kind.UNKNOWN else kind,
        venue=venue,
        details=details,
        other=other,
        note="\n\n".join(filter(None, (_text(record, "notes"), _text(record, "research-notes")))),
        problems=() if title else (NO_TITLE,),
        key=key,
    )


def _kind(record: Element) -> Kind:
    named = record.find("ref-type")
    return _KINDS.get((named.get("name") or "").casefold(), Kind.UNKNOWN) if named is not None else Kind.UNKNOWN


def _details(record: Element, kind: Kind) -> dict[str, str]:
    details = {name: text for name, tag in _DETAILS.items() if (text := _first(record, tag))}
    if number := _first(record, "isbn"):
        digits = sum(character.isdigit() or character in "xX" for character in number)
        details["isbn" if digits in _ISBN_DIGITS or kind is Kind.BOOK else "issn"] = number
    if keywords := [words for each in record.findall("keywords/keyword") if (words := _words(each))]:
        details["keywords"] = "; ".join(keywords)
    editors, more = split_names([_words(each) for each in record.findall("contributors/secondary-authors/author")])
    if editors:
        details["editor"] = " and ".join([*map(spoken, editors), *(["others"] if more else [])])
    if series := _first(record, "titles/tertiary-title"):
        details["series"] = series
    if kind in (Kind.THESIS, Kind.REPORT) and "publisher" in details:
        details["institution"] = details.pop("publisher")
    return details


def _published(record: Element) -> str:
    """The year, and month and day where the date says them in one of the usual forms."""
    year = re.search(r"\d{4}", _first(record, "dates/year"))
    date = iso_date(_first(record, "dates/pub-dates/date").replace("/", "-"))
    return date if date and (not year or date[:4] == year[0]) else year[0] if year else ""


def _left(record: Element) -> dict[str, str]:
    return {each.tag: words for each in record if each.tag not in _READ and (words := _words(each))}


def _first(record: Element, path: str) -> str:
    found = record.find(path)
    return _words(found) if found is not None else ""


def _text(record: Element, path: str) -> str:
    found = record.find(path)
    return paragraphs("".join(found.itertext()).replace("\r", "\n")) if found is not None else ""


def _words(element: Element) -> str:
    """The words of an element, which EndNote wraps in one element for each change of font."""
    return one_line("".join(element.itertext()))
