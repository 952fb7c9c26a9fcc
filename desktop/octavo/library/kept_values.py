"""How candidates and proposed values are written as JSON and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from octavo.inquiries import Candidate
from octavo.library.values import authors_column, authors_from, storable
from octavo.records import Author, Entry, Identifier, Kind

Stored = dict[str, Any]


def candidates_column(candidates: Iterable[Candidate]) -> str:
    """Candidates as JSON, in order; "" for none."""
    rows = [
        {
            "service": each.service, "verdict": each.verdict, "at": each.at, "agrees": each.agrees,
            "differs": each.differs, "entry": _entry(each.entry),
        }
        for each in candidates
    ]  # fmt: skip
    return storable(json.dumps(rows, ensure_ascii=False)) if rows else ""


def candidates_from(column: str) -> tuple[Candidate, ...]:
    """The candidates written by `candidates_column`."""
    return tuple(
        Candidate(
            row["service"], _entry_from(row["entry"]), row["verdict"], tuple(row["agrees"]), tuple(row["differs"]),
            row["at"],
        )
        for row in (json.loads(column) if column else ())
    )  # fmt: skip


def fields_column(fields: Mapping[str, object]) -> str:
    """Proposed values by field as JSON, in the order of their names, so that equal proposals are equal texts."""
    written = {name: _written(name, value) for name, value in sorted(fields.items())}
    return storable(json.dumps(written, ensure_ascii=False))


def fields_from(column: str) -> dict[str, object]:
    """The values written by `fields_column`, as `Library.edit` takes them."""
    return {name: _read(name, value) for name, value in json.loads(column).items()}


def _written(name: str, value: object) -> object:
    if name == "authors" and isinstance(value, tuple):
        return json.loads(authors_column(value))
    if name == "identifiers" and isinstance(value, tuple):
        return [[each.scheme, each.value] for each in value]
    return bool(value) if name == "more_authors" else str(value)


def _read(name: str, value: Any) -> object:
    if name == "authors":
        return tuple(Author(*parts) for parts in value)
    if name == "identifiers":
        return tuple(Identifier(*parts) for parts in value)
    return value


def _entry(entry: Entry) -> Stored:
    stored: Stored = {
        "title": entry.title, "abstract": entry.abstract, "authors": authors_column(entry.authors),
        "more_authors": entry.more_authors, "published": entry.published, "kind": entry.kind.value,
        "identifiers": [[each.scheme, each.value] for each in entry.identifiers], "venue": entry.venue,
        "details": dict(entry.details), "other": dict(entry.other),
    }  # fmt: skip
    return {name: value for name, value in stored.items() if value}


def _entry_from(stored: Stored) -> Entry:
    return Entry(
        title=stored.get("title", ""),
        abstract=stored.get("abstract", ""),
        authors=authors_from(stored.get("authors", "")),
        more_authors=stored.get("more_authors", False),
        identifiers=tuple(Identifier(*each) for each in stored.get("identifiers", ())),
        published=stored.get("published", ""),
        kind=Kind(stored.get("kind", "unknown")),
        venue=stored.get("venue", ""),
        details=stored.get("details", {}),
        other=stored.get("other", {}),
    )
