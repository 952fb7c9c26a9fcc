"""What a sighting may add to a paper that is here already: only what is empty, and never what the person emptied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from octavo.bibliography.residue import readable
from octavo.library.values import authors_column, mapping_column, mapping_from, names_column, storable
from octavo.library.writing import among, ids_json
from octavo.records import DETAIL_FIELDS, Entry, Kind

_CHUNK = 500
#: What a feed says of one listing of a paper, and not of the paper: the sighting has it.
_OF_LISTING = frozenset(("listed", "announce"))
#: Counts that go on: those of the latest day hold.
_COUNTS = ("comments", "github_stars")
_Columns = dict[str, object]


def lasting(other: Mapping[str, str]) -> dict[str, str]:
    """Of the further fields of an entry those that are kept with its paper."""
    return {name: value for name, value in other.items() if name not in _OF_LISTING}


def fill_in(connection: Connection, seen: Sequence[tuple[int, Entry]], source: str, at: str, day: str = "") -> None:
    """Fill empty fields of papers from the entries that were recognised as them.

    `day` is that of their import, "" for what came otherwise.
    """
    for start in range(0, len(seen), _CHUNK):
        chunk = seen[start : start + _CHUNK]
        chosen = ids_json(paper_id for paper_id, _ in chunk)
        papers = {
            row.id: row
            for row in connection.exec_driver_sql(
                f"SELECT id, abstract, authors, published, kind, venue, details, other FROM paper WHERE {among('id')}",
                (chosen,),
            )
        }
        fixed = fields_of_the_person(connection, chosen)
        latest = dict(
            tuple(row)
            for row in connection.exec_driver_sql(
                "SELECT paper_id, max(day) FROM sighting JOIN batch ON batch.id = batch_id "
                f"WHERE {among('paper_id')} GROUP BY paper_id",
                (chosen,),
            )
        )
        for paper_id, entry in chunk:
            newest = day >= str(latest.get(paper_id, ""))
            _fill_one(connection, papers[paper_id], entry, fixed[paper_id], source, at, newest=newest)


def fields_of_the_person(connection: Connection, chosen: str) -> defaultdict[int, set[str]]:
    """The fields the person wrote or emptied, by paper; `chosen` is made by `ids_json`."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for row in connection.exec_driver_sql(
        f"SELECT paper_id, field FROM field_source WHERE source = 'person' AND {among('paper_id')}", (chosen,)
    ):
        found[row.paper_id].add(row.field)
    return found


def _fill_one(
    connection: Connection, paper: Any, entry: Entry, fixed: set[str], source: str, at: str, *, newest: bool
) -> None:
    columns: _Columns = {}
    filled: list[str] = []
    for name, offer in _OFFERS.items():
        if name not in fixed and (offered := offer(paper, entry)):
            columns |= offered
            filled.append(name)
    details = mapping_from(paper.details)
    more = {
        name: value
        for name, value in entry.details.items()
        if name in DETAIL_FIELDS and value and not details.get(name) and name not in fixed
    }
    if more:
        columns["details"] = mapping_column({**details, **more})
        filled += more
    other = mapping_from(paper.other)
    arriving = lasting(entry.other)
    joined = {**arriving, **other} | {name: arriving[name] for name in _COUNTS if newest and name in arriving}
    if joined != other:
        columns["other"] = mapping_column(joined)
    if columns:
        put(connection, paper.id, columns, at)
    if entry.identifiers and "identifiers" not in fixed and _add_identifiers(connection, paper.id, entry):
        filled.append("identifiers")
    say_who(connection, paper.id, filled, source, at)


def put(connection: Connection, paper_id: int, columns: _Columns, at: str) -> None:
    """Write columns of one paper, and when."""
    assignments = ", ".join(f"{name} = ?" for name in columns)
    connection.exec_driver_sql(
        f"UPDATE paper SET {assignments}, changed = ? WHERE id = ?", (*columns.values(), at, paper_id)
    )


def say_who(connection: Connection, paper_id: int, fields: Sequence[str], source: str, at: str) -> None:
    """Note who gave these fields of a paper."""
    for name in fields:
        connection.exec_driver_sql(
            "INSERT INTO field_source(paper_id, field, source, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT(paper_id, field) DO UPDATE SET source = excluded.source, at = excluded.at",
            (paper_id, name, storable(source), at),
        )


def abstract_columns(text: str) -> _Columns:
    """The columns that keep an abstract."""
    raw = storable(text)
    shown = storable(readable(raw))
    return {"abstract": shown, "raw_abstract": None if raw == shown else raw}


def _abstract(paper: Any, entry: Entry) -> _Columns:
    return abstract_columns(entry.abstract) if entry.abstract and not paper.abstract else {}


def _authors(paper: Any, entry: Entry) -> _Columns:
    if not entry.authors or paper.authors != "[]":
        return {}
    return {
        "authors": authors_column(entry.authors),
        "authors_text": names_column(entry.authors),
        "more_authors": int(entry.more_authors),
    }


def _published(paper: Any, entry: Entry) -> _Columns:
    return {"published": storable(entry.published)} if entry.published and not paper.published else {}


def _kind(paper: Any, entry: Entry) -> _Columns:
    unknown = paper.kind == Kind.UNKNOWN and entry.kind is not Kind.UNKNOWN
    return {"kind": entry.kind.value} if unknown else {}


def _venue(paper: Any, entry: Entry) -> _Columns:
    return {"venue": storable(entry.venue)} if entry.venue and not paper.venue else {}


_OFFERS: dict[str, Callable[[Any, Entry], _Columns]] = {
    "abstract": _abstract,
    "authors": _authors,
    "published": _published,
    "kind": _kind,
    "venue": _venue,
}


def _add_identifiers(connection: Connection, paper_id: int, entry: Entry) -> bool:
    """Add identifiers nobody has, of schemes the paper has none of; a paper may have any number of addresses."""
    added = False
    for each in entry.identifiers:
        done = connection.exec_driver_sql(
            "INSERT INTO identifier(paper_id, scheme, value) SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM identifier "
            "WHERE (scheme = ? AND value = ?) OR (paper_id = ? AND scheme = ? AND scheme <> 'url'))",
            (paper_id, each.scheme, each.value, each.scheme, each.value, paper_id, each.scheme),
        )
        added = added or done.rowcount > 0
    return added
