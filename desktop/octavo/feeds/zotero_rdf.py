"""Zotero's RDF export: items in, arriving entries out, with the notes, journals and attachments they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from octavo.bibliography.bibtex_entry import NO_TITLE
from octavo.bibliography.bibtex_names import spoken
from octavo.bibliography.citekey import valid
from octavo.bibliography.csl import without_markup
from octavo.bibliography.names import split_name
from octavo.bibliography.paper_numbers import numbers_from, title_without
from octavo.feeds.decoding import tidy
from octavo.feeds.fields import iso_date, one_line, paragraphs
from octavo.feeds.markup_words import words_of_markup
from octavo.feeds.xml_tree import MOST_PARTS, read_xml
from octavo.records import Author, Entry, Kind

_NAME_SPACE: Final = "http://www.zotero.org/namespaces/export#"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_KINDS: Final = {
    "journalArticle": Kind.ARTICLE, "magazineArticle": Kind.ARTICLE, "newspaperArticle": Kind.ARTICLE,
    "preprint": Kind.PREPRINT, "conferencePaper": Kind.CONFERENCE, "book": Kind.BOOK, "bookSection": Kind.CHAPTER,
    "encyclopediaArticle": Kind.CHAPTER, "dictionaryEntry": Kind.CHAPTER, "thesis": Kind.THESIS,
    "report": Kind.REPORT, "webpage": Kind.WEB, "blogPost": Kind.WEB, "dataset": Kind.DATASET,
    "computerProgram": Kind.SOFTWARE,
}  # fmt: skip
#: Elements that are no papers: what papers refer to, and the folders they lie in.
_NO_ITEMS: Final = frozenset({"Collection", "Attachment", "Memo", "Journal", "Series", "UserItem"})
_PUBLICATIONS: Final = frozenset({"Journal", "Book", "Periodical", "Proceedings", "Series", "Website"})
_DETAILS: Final = {
    "volume": "volume", "number": "number", "pages": "pages", "edition": "edition", "language": "language",
    "section": "chapter",
}  # fmt: skip
_READ: Final = frozenset(
    "itemType title authors editors isPartOf isReferencedBy link subject abstract date identifier publisher"
    " description citationKey".split()
) | set(_DETAILS)
_CITATION_KEY: Final = re.compile(r"^\s*citation key:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_MARKED_NUMBER: Final = re.compile(r"(DOI|ISBN|ISSN)\s+(.+)")


def looks_like_zotero(text: str) -> bool:
    """Is this an RDF file as Zotero exports it?"""
    return _NAME_SPACE in text[:5_000]


def read_zotero(text: str) -> tuple[Entry, ...]:
    """One entry an item, in order; notes of their own and attachments are none. Raises NotXml like `read_xml`."""
    root = read_xml(text).root
    named = {about: each for each in root if (about := each.get(f"{_RDF}about"))}
    items = [each for each in root if _name(each) not in _NO_ITEMS][:MOST_PARTS]
    return tuple(_Item(item, named).entry() for item in items if _first(item, "title") or _first(item, "itemType"))


class _Item:
    """One item, and what it refers to."""

    def __init__(self, element: Element, named: dict[str, Element]) -> None:
        self._element = element
        self._named = named
        self._kind = _KINDS.get(_first(element, "itemType"), Kind.UNKNOWN)
        self._part_of = [part for each in _all(element, "isPartOf") if (part := self._referred(each)) is not None]

    def entry(self) -> Entry:
        element = self._element
        title = without_markup(_first(element, "title"))
        extra = "\n".join(tidy(_inside(each)).strip() for each in _all(element, "description"))
        marked = dict(self._marked_numbers())
        numbers = numbers_from(
            doi=marked.get("DOI", ""),
            urls=[one_line(_inside(each)) for each in element.iter() if _name(each) == "URI"],
            arxiv=[extra, _first(element, "number")],
        )
        authors = tuple(self._people("authors"))
        details = self._details(marked)
        if numbers.primary_class:
            details["primary_class"] = numbers.primary_class
        found = _CITATION_KEY.search(extra)
        key = _first(element, "citationKey") or (found[1] if found else "")
        other = numbers.other | self._left(extra)
        return Entry(
            title=title or title_without(numbers.identifiers, key),
            abstract=paragraphs(_inside(_only(element, "abstract"))),
            authors=authors,
            identifiers=numbers.identifiers,
            published=iso_date(_first(element, "date").replace("/", "-")) or _year(_first(element, "date")),
            kind=Kind.PREPRINT if numbers.arxiv and self._kind is Kind.UNKNOWN else self._kind,
            venue=self._venue(),
            details=details,
            other=other,
            note=self._notes(),
            problems=() if title else (NO_TITLE,),
            key=key if valid(key) else "",
        )

    def _referred(self, element: Element) -> Element | None:
        """What an element holds, or the one at the top of the file that it names."""
        if len(element):
            return element[0]
        return self._named.get(element.get(f"{_RDF}resource", ""))

    def _venue(self) -> str:
        titles = (_first(part, "title") for part in self._part_of if _name(part) in _PUBLICATIONS - {"Series"})
        return next((without_markup(title) for title in titles if title), "")

    def _people(self, role: str) -> Iterator[Author]:
        for group in _all(self._element, role):
            for person in group.iter():
                if _name(person) not in ("Person", "Organization"):
                    continue
                family, given = _first(person, "surname"), _first(person, "givenName") or _first(person, "givenname")
                if family and given:
                    yield split_name(f"{family}, {given}")
                elif alone := family or given or _first(person, "name"):
                    yield Author(literal=alone)

    def _marked_numbers(self) -> Iterator[tuple[str, str]]:
        for holder in (self._element, *self._part_of):
            for each in _all(holder, "identifier"):
                if found := _MARKED_NUMBER.fullmatch(one_line(each.text or "")):
                    yield found[1], found[2]

    def _details(self, marked: dict[str, str]) -> dict[str, str]:
        holders = (self._element, *self._part_of)
        details = {}
        for tag, name in _DETAILS.items():
            if text := next(filter(None, (_first(holder, tag) for holder in holders)), ""):
                details[name] = text
        details |= {name: marked[name.upper()] for name in ("isbn", "issn") if name.upper() in marked}
        if keywords := [one_line(_inside(each)) for each in _all(self._element, "subject")]:
            details["keywords"] = "; ".join(word for word in keywords if word)
        if editors := [spoken(editor) for editor in self._people("editors")]:
            details["editor"] = " and ".join(editors)
        for publisher in _all(self._element, "publisher"):
            thesis = self._kind in (Kind.THESIS, Kind.REPORT)
            if name := _deep(publisher, "name"):
                details["institution" if thesis else "publisher"] = name
            if place := _deep(publisher, "locality"):
                details["place"] = place
        if series := next((_first(part, "title") for part in self._part_of if _name(part) == "Series"), ""):
            details["series"] = series
        return details

    def _notes(self) -> str:
        memos = (self._referred(each) for each in _all(self._element, "isReferencedBy"))
        texts = (paragraphs(words_of_markup(_inside(memo))) for memo in memos if memo is not None)
        return "\n\n".join(text for text in texts if text)

    def _left(self, extra: str) -> dict[str, str]:
        left = {
            _name(each): words
            for each in self._element
            if _name(each) not in _READ and (words := one_line(_inside(each)))
        }
        if extra:
            left["extra"] = extra
        return left


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, name: str) -> list[Element]:
    return [each for each in element if _name(each) == name]


def _only(element: Element, name: str) -> Element | None:
    return next((each for each in element if _name(each) == name), None)


def _first(element: Element, name: str) -> str:
    return one_line(_inside(_only(element, name)))


def _deep(element: Element, name: str) -> str:
    return next((one_line(_inside(each)) for each in element.iter() if _name(each) == name), "")


def _inside(element: Element | None) -> str:
    return "".join(element.itertext()) if element is not None else ""


def _year(written: str) -> str:
    found = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", written)
    return found[0] if found else ""
