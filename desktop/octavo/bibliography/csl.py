"""CSL-JSON, the form reference managers exchange records in: records in, arriving entries out."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from octavo.bibliography.facts import bare_doi, clean_address
from octavo.bibliography.names import split_names
from octavo.records import Author, Entry, Identifier, Kind, OctavoError

_KINDS: Final = {
    "preprint": Kind.PREPRINT, "article": Kind.PREPRINT, "article-journal": Kind.ARTICLE,
    "article-magazine": Kind.ARTICLE, "article-newspaper": Kind.ARTICLE, "review": Kind.ARTICLE,
    "paper-conference": Kind.CONFERENCE, "book": Kind.BOOK, "monograph": Kind.BOOK, "chapter": Kind.CHAPTER,
    "entry-encyclopedia": Kind.CHAPTER, "entry-dictionary": Kind.CHAPTER, "thesis": Kind.THESIS,
    "report": Kind.REPORT, "webpage": Kind.WEB, "post": Kind.WEB, "post-weblog": Kind.WEB, "dataset": Kind.DATASET,
    "software": Kind.SOFTWARE,
}  # fmt: skip
_DETAILS: Final = {
    "volume": "volume", "issue": "number", "number": "number", "page": "pages", "publisher": "publisher",
    "publisher-place": "place", "collection-title": "series", "edition": "edition", "chapter-number": "chapter",
    "ISBN": "isbn", "ISSN": "issn", "language": "language", "arxiv_primary": "primary_class",
}  # fmt: skip
_TAG: Final = re.compile(
    r"</?(?:i|b|em|strong|u|span|sc|small|p|br|div|a|font|tt|code|pre|script|nc|ncx|italic|bold"
    r"|(?:jats|mml):[\w-]+)(?:\s[^<>]*)?/?>",
    re.I,
)
_SCRIPT: Final = re.compile(r"<(sub|sup|inf)>(.*?)</\1>", re.I | re.S)
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_ARXIV: Final = re.compile(
    r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:|(?:https?://doi\.org/)?10\.48550/arxiv\.)?"
    r"([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(v[0-9]+)?(?:\.pdf)?",
    re.I,
)


def read_csl(data: object) -> list[Entry]:
    """One entry a record, in order, of a list of records or of an object with a "records" or "items" list.

    A record may also stand under "input". Raises OctavoError when `data` has neither shape.
    """
    records = data
    if isinstance(data, Mapping):
        records = data.get("records") or data.get("items") or [data]
    if not isinstance(records, Sequence) or isinstance(records, str | bytes):
        raise OctavoError("This is not a list of CSL records. Choose a file in CSL-JSON form.")
    return [_entry(record.get("input", record)) for record in records if isinstance(record, Mapping)]


def without_markup(text: str) -> str:
    """The text of a field that came as HTML or XML: known tags dropped, entities decoded once.

    Raised and lowered digits keep their place ("H₂O"); what only looks like a tag ("a < b", "<eos>") stays.
    """
    if "<" in text:
        text = _SCRIPT.sub(_script, text)
        text = _TAG.sub("", text)
    return html.unescape(text) if "&" in text else text


def _script(found: re.Match[str]) -> str:
    inside = _TAG.sub("", found[2]).strip()
    raised = found[1].casefold() == "sup"
    if inside.isdigit() and inside.isascii():
        return inside.translate(_RAISED if raised else _LOWERED)
    return f"{'^' if raised else '_'}{inside}" if re.fullmatch(r"[\w+\-*.]+", inside) else inside


def _entry(record: Mapping[str, Any]) -> Entry:
    custom = record.get("custom")
    if isinstance(custom, Mapping):
        # What CSL has no variable for, as `csl_json` writes it.
        record = {name: custom[name] for name in ("arxiv_id", "arxiv_primary") if name in custom} | dict(record)
    authors, more = _authors(record.get("author"))
    details = {name: text for source, name in _DETAILS.items() if (text := _text(record.get(source)))}
    if keywords := _keywords(record.get("keyword")):
        details["keywords"] = keywords
    if editors := _authors(record.get("editor"))[0]:
        details["editor"] = " and ".join(editor.name for editor in editors)
    other = {name: text for name in ("genre", "version") if (text := _text(record.get(name)))}
    doi = bare_doi(_text(record.get("DOI")))
    # The library's own spelling is lower case and without version; a citation keeps what its source says.
    if doi != doi.lower():
        other["doi"] = doi
    version = _ARXIV.fullmatch(_text(record.get("arxiv_id")).strip())
    if version and version[2]:
        other["arxiv_version"] = version[2].lower()
    return Entry(
        title=_text(record.get("title")),
        abstract=_text(record.get("abstract")),
        authors=authors,
        more_authors=more,
        identifiers=_identifiers(record, doi),
        published=_date(record.get("issued")),
        kind=_KINDS.get(str(record.get("type", "")), Kind.UNKNOWN),
        venue=_text(record.get("container-title")),
        details=details,
        other=other,
        note=_text(record.get("note")),
    )


def _text(value: object) -> str:
    """The value as text; a list, as Crossref gives titles, is its first item."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return without_markup(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _authors(names: object) -> tuple[tuple[Author, ...], bool]:
    if not isinstance(names, list):
        return (), False
    authors: list[Author] = []
    more = False
    for name in names:
        if isinstance(name, str):
            split, ends = split_names([without_markup(name)])
            authors.extend(split)
            more = more or ends
        elif isinstance(name, Mapping) and (author := _author(name)) != Author():
            authors.append(author)
    if len(authors) > 1 and authors[-1].literal.casefold() in ("others", "et al.", "et al"):
        # How pandoc and BibTeX say that the list goes on.
        return tuple(authors[:-1]), True
    return tuple(authors), more


def _author(name: Mapping[str, Any]) -> Author:
    if literal := _text(name.get("literal")) or _text(name.get("name")):
        return Author(literal=literal)
    particles = (_text(name.get(kind)) for kind in ("dropping-particle", "non-dropping-particle", "prefix"))
    family, given = _text(name.get("family")), _text(name.get("given"))
    if not family:
        return Author(literal=given)
    return Author(family, given, " ".join(part for part in particles if part), _text(name.get("suffix")))


def _identifiers(record: Mapping[str, Any], doi: str) -> tuple[Identifier, ...]:
    url = clean_address(str(record.get("URL") or ""))
    arxiv = ""
    for candidate in (str(record.get("arxiv_id") or ""), doi, url):
        found = _ARXIV.fullmatch(candidate.strip())
        if found:
            arxiv = found[1]
            break
    pairs = (("arxiv", arxiv), ("doi", doi.lower()), ("url", url))
    return tuple(Identifier(scheme, value) for scheme, value in pairs if value)


def _date(issued: object) -> str:
    """ISO date as far as it is given: "2024", "2024-06" or "2024-06-24"."""
    if not isinstance(issued, Mapping):
        return ""
    rows = issued.get("date-parts")
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
    year, month, day = (*map(_count, row[:3]), 0, 0, 0)[:3]
    if not 1 <= year <= 9999:
        return ""
    if not 1 <= month <= 12:
        return f"{year:04d}"
    # As long as it can be a day; whether its month has so many is the source's to know.
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= 31 else f"{year:04d}-{month:02d}"


def _count(part: object) -> int:
    """A part of a date as a number; 0 for what is none."""
    text = str(part)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


def _keywords(keywords: object) -> str:
    if isinstance(keywords, list):
        return "; ".join(str(word) for word in keywords if word)
    return _text(keywords)
