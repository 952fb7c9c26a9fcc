"""Crossref: a known DOI made complete, and whether its work was retracted. Never asked by title: it always answers."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from octavo.bibliography.names import split_name
from octavo.lookup.asking import Asking, Heard, Unreadable, ask, list_of, map_of, record_of, text_of
from octavo.lookup.dates import from_parts
from octavo.records import Author, Entry, Identifier, Kind

NAME: Final = "Crossref"

_KINDS: Final = {
    "journal-article": Kind.ARTICLE, "proceedings-article": Kind.CONFERENCE, "book-chapter": Kind.CHAPTER,
    "book": Kind.BOOK, "monograph": Kind.BOOK, "edited-book": Kind.BOOK, "posted-content": Kind.PREPRINT,
    "dissertation": Kind.THESIS, "report": Kind.REPORT, "dataset": Kind.DATASET,
}  # fmt: skip
_TAG: Final = re.compile(r"<[^<>]{0,200}>")
_BLOCK: Final = re.compile(r"</?(?:jats:)?(?:p|sec|list|list-item|title|disp-formula)\b[^<>]{0,200}>")
_HEADING: Final = re.compile(r"\A\s*<(?:jats:)?title>\s*(?:abstract|summary)\s*</(?:jats:)?title>", re.I)
_TAKEN_BACK: Final = ("retraction", "withdrawal", "removal", "partial_retraction")
_MARKED: Final = re.compile(r"\s*\W*\s*(?:retracted|withdrawn)(?:\s+(?:article|chapter|paper))?\s*[:\]\)-]", re.I)


def by_doi(asking: Asking, doi: str) -> Heard:
    """The work of a DOI; its answer is kept."""
    return ask(asking, NAME, f"doi:{doi}", _address(asking, doi), lambda body: (_entry(_message(body)),))


def today(asking: Asking, doi: str) -> Entry | None:
    """The work of a DOI as it is known now; nothing is kept of it. `other["retracted"]` says that it was taken back."""
    body = asking.bytes_of(_address(asking, doi))
    return _entry(_message(body)) if body is not None else None


def _address(asking: Asking, doi: str) -> str:
    return f"{asking.addresses.crossref}/works/{quote(doi, safe='')}"


def _message(body: bytes) -> Mapping[str, Any]:
    message = map_of(record_of(NAME, body), "message")
    if not _first(message, "title") or not text_of(message, "DOI"):
        raise Unreadable(NAME)
    return message


def _entry(message: Mapping[str, Any]) -> Entry:
    title, subtitle = _first(message, "title"), _first(message, "subtitle")
    details = {
        "volume": text_of(message, "volume"),
        "number": text_of(message, "issue"),
        "pages": text_of(message, "page"),
        "publisher": text_of(message, "publisher"),
        "isbn": _first(message, "ISBN"),
        "issn": _first(message, "ISSN"),
        "language": text_of(message, "language"),
    }
    doi = text_of(message, "DOI")
    other = {"doi": doi if doi != doi.lower() else "", "retracted": _retracted(message, title)}
    return Entry(
        title=_plain(f"{title}: {subtitle}" if subtitle and subtitle.casefold() not in title.casefold() else title),
        abstract=_plain(text_of(message, "abstract")),
        authors=tuple(author for each in list_of(message, "author") if (author := _author(each)) != Author()),
        identifiers=(Identifier("doi", doi.lower()),),
        published=_published(message),
        kind=_KINDS.get(text_of(message, "type"), Kind.UNKNOWN),
        venue=_plain(_first(message, "container-title")),
        details={name: value for name, value in details.items() if value},
        other={name: value for name, value in other.items() if value},
    )


def _retracted(message: Mapping[str, Any], title: str) -> str:
    """When the work was taken back, or "yes"; "" for a work that stands.

    The notice of a retraction is a record of its own that names the work under "update-to"; the work's own record
    names the notice under "updated-by", and publishers put the word before its title.
    """
    for name in ("updated-by", "update-to"):
        for update in list_of(message, name):
            if text_of(update, "type").casefold() in _TAKEN_BACK:
                return _date(map_of(update, "updated")) or "yes"
    return "yes" if _MARKED.match(title) else ""


def _published(message: Mapping[str, Any]) -> str:
    for name in ("published-print", "published", "issued", "published-online"):
        if found := _date(map_of(message, name)):
            return found
    return ""


def _date(value: Mapping[str, Any]) -> str:
    parts = list_of(value, "date-parts")
    return from_parts(parts[0]) if parts and isinstance(parts[0], list) else ""


def _author(person: Any) -> Author:
    group = text_of(person, "name")
    if group:
        return Author(literal=group)
    family, given, suffix = (text_of(person, name) for name in ("family", "given", "suffix"))
    if not family:
        return split_name(given)
    # The given name behind a comma leaves particles to the one place that knows them.
    split = split_name(f"{family}, {given}") if given else Author(literal=family)
    return Author(split.family, split.given, split.particle, suffix, split.literal)


def _first(message: Mapping[str, Any], name: str) -> str:
    found = list_of(message, name)
    return " ".join(found[0].split()) if found and isinstance(found[0], str) else ""


def _plain(text: str) -> str:
    """Without the tags of JATS, in which Crossref keeps titles and abstracts, and without an abstract's heading."""
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub(" ", _HEADING.sub("", text)))
    return " ".join(html.unescape(text).split())
