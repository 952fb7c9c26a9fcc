"""CSL-JSON, the way out: papers as the records that Zotero, pandoc and every citation processor read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from octavo.bibliography.facts import Facts
from octavo.bibliography.listed import Listed
from octavo.records import Author, Kind

_TYPES: Final = {
    Kind.PREPRINT: "article", Kind.ARTICLE: "article-journal", Kind.CONFERENCE: "paper-conference", Kind.BOOK: "book",
    Kind.CHAPTER: "chapter", Kind.THESIS: "thesis", Kind.REPORT: "report", Kind.WEB: "webpage",
    Kind.DATASET: "dataset", Kind.SOFTWARE: "software",
}  # fmt: skip
_DETAILS: Final = {
    "volume": "volume", "publisher": "publisher", "place": "publisher-place", "series": "collection-title",
    "edition": "edition", "chapter": "chapter-number", "isbn": "ISBN", "issn": "ISSN", "language": "language",
}  # fmt: skip


def write_csl_json(papers: Sequence[Listed], heading: str = "") -> str:
    """The papers as one JSON array, a record each, in their order."""
    return json.dumps([csl_item(paper) for paper in papers], ensure_ascii=False, indent=2) + "\n"


def records_in(text: str) -> int:
    """How many records a CSL-JSON file holds. Raises ValueError when it is none."""
    records = json.loads(text)
    if not isinstance(records, list):
        raise ValueError("not an array")
    return len(records)


def csl_item(listed: Listed) -> dict[str, Any]:
    """One record. Its `custom` names the arXiv id, for which CSL has no field of its own."""
    facts = listed.facts
    preprint = facts.kind is Kind.PREPRINT
    fields: dict[str, Any] = {
        "id": listed.key,
        "type": _type(facts),
        "title": facts.title,
        "author": _people(facts.authors, more=facts.more_authors),
        "editor": _people(facts.editors),
        "issued": _issued(facts),
        "container-title": facts.venue,
        "page": facts.pages.replace("--", "-"),
        **{name: facts.details.get(detail, "") for detail, name in _DETAILS.items()},
        **_number(facts),
        "DOI": facts.doi,
        "URL": facts.url,
        "keyword": facts.keywords,
        "abstract": facts.abstract,
        "note": listed.note,
    }
    if preprint and facts.eprint:
        fields["publisher"] = fields["publisher"] or "arXiv"
    if facts.kind is Kind.THESIS:
        fields["genre"] = "Master's thesis" if facts.masters else "PhD thesis"
    if facts.kind in (Kind.THESIS, Kind.REPORT):
        fields["publisher"] = facts.details.get("institution") or fields["publisher"] or facts.venue
        fields["container-title"] = ""
    if facts.eprint:
        fields["custom"] = {"arxiv_id": facts.eprint}
        if facts.eprint_class:
            fields["custom"]["arxiv_primary"] = facts.eprint_class
    return {name: value for name, value in fields.items() if value}


def _type(facts: Facts) -> str:
    if facts.kind in (Kind.ARTICLE, Kind.CONFERENCE, Kind.CHAPTER) and not facts.venue:
        return "document"
    return _TYPES.get(facts.kind, "document")


def _people(authors: Sequence[Author], *, more: bool = False) -> list[dict[str, str]]:
    """The names; "others" as the last one is what pandoc and BibTeX understand as "et al."."""
    people = [_person(author) for author in authors]
    return [*people, {"literal": "others"}] if people and more else people


def _person(author: Author) -> dict[str, str]:
    if author.literal or not author.family:
        return {"literal": author.name}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: part for name, part in parts.items() if part}


def _issued(facts: Facts) -> dict[str, Any]:
    parts = [int(facts.year or 0), facts.month, facts.day]
    known = parts[: parts.index(0)] if 0 in parts else parts
    return {"date-parts": [known]} if known else {}


def _number(facts: Facts) -> dict[str, str]:
    """An article's number is its issue; a preprint's is its arXiv id, which styles print as "No. arXiv:…"."""
    number = facts.details.get("number", "")
    if facts.kind is Kind.PREPRINT and facts.eprint:
        return {"number": f"arXiv:{facts.eprint}"}
    return {"issue" if facts.kind is Kind.ARTICLE else "number": number}
