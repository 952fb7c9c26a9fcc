"""Notes, bibliographic fields and citation keys of one paper, as the person writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from octavo.bibliography import citekey
from octavo.bibliography.key_pattern import DEFAULT_PATTERN
from octavo.bibliography.residue import readable, title_key
from octavo.library import history
from octavo.library.filling import abstract_columns, fields_of_the_person, put, say_who
from octavo.library.values import (
    authors_column,
    casing_column,
    folded,
    mapping_column,
    mapping_from,
    names_column,
    storable,
)
from octavo.library.writing import among, ids_json, require_papers
from octavo.records import DETAIL_FIELDS, Author, Identifier, Kind, OctavoError, Paper

PERSON = "person"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SCHEMES = ("arxiv", "doi", "hf", "openreview", "acl", "url")
_Columns = dict[str, object]


def annotate(connection: Connection, at: str, paper_id: int, markdown: str) -> None:
    """Write the note of a paper; "" removes it."""
    require_papers(connection, [paper_id])
    note = storable(markdown) if markdown.strip() else ""
    connection.exec_driver_sql(
        "UPDATE paper SET note = ?, noted = ? WHERE id = ? AND note <> ?", (note, at, paper_id, note)
    )


def edit(connection: Connection, at: str, paper_id: int, fields: Mapping[str, object], source: str) -> None:
    """Write bibliographic fields. What the person wrote or emptied, no other source changes."""
    require_papers(connection, [paper_id])
    fixed = set() if source == PERSON else fields_of_the_person(connection, ids_json([paper_id]))[paper_id]
    wanted = {name: value for name, value in fields.items() if name not in fixed}
    say_who(connection, paper_id, write_fields(connection, at, paper_id, wanted), source, at)


def write_fields(connection: Connection, at: str, paper_id: int, wanted: Mapping[str, object]) -> list[str]:
    """Write bibliographic fields whoever gave the ones there are, and answer the names of those that changed."""
    columns: _Columns = {}
    details: dict[str, str] = {}
    for name, value in wanted.items():
        if name in _WRITTEN:
            columns |= _WRITTEN[name](value)
        elif name in DETAIL_FIELDS:
            details[name] = storable(_text(name, value))
        elif name not in ("identifiers", "key"):
            raise OctavoError(f"A paper has no field called “{name}”.")
    changed = _put_columns(connection, at, paper_id, columns, details)
    if "identifiers" in wanted and _put_identifiers(connection, paper_id, wanted["identifiers"]):
        changed.add("identifiers")
    if "key" in wanted:
        _put_key(connection, at, paper_id, _text("key", wanted["key"]))
    return [name for name in wanted if _column(name) in changed]


def _column(name: str) -> str:
    return f"details.{name}" if name in DETAIL_FIELDS else name


def _put_columns(
    connection: Connection, at: str, paper_id: int, columns: _Columns, details: Mapping[str, str]
) -> set[str]:
    """Write what differs, and answer which."""
    present = connection.exec_driver_sql("SELECT * FROM paper WHERE id = ?", (paper_id,)).mappings().one()
    differing = {name: value for name, value in columns.items() if present[name] != value}
    had = mapping_from(present["details"])
    changed = set(differing) | {f"details.{name}" for name, value in details.items() if had.get(name, "") != value}
    if len(changed) > len(differing):
        kept = {name: value for name, value in {**had, **details}.items() if value}
        differing["details"] = mapping_column(kept)
    if differing:
        put(connection, paper_id, differing, at)
    return changed


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise OctavoError(f"The field “{name}” takes text.")
    return value.strip()


def _title(value: object) -> _Columns:
    raw = storable(_text("title", value))
    if not raw:
        raise OctavoError("A paper needs a title. Write one, or put the paper in the trash.")
    shown = storable(readable(raw))
    return {"title": shown, "raw_title": None if raw == shown else raw, "title_key": storable(title_key(raw))}


def _abstract(value: object) -> _Columns:
    return abstract_columns(_text("abstract", value))


def _authors(value: object) -> _Columns:
    if value == "":
        value = ()
    if not isinstance(value, Sequence) or not all(isinstance(each, Author) for each in value):
        raise OctavoError("Authors are given one by one, each with a family name or a name of a group.")
    kept = [author for author in value if author.name.strip()]
    return {"authors": authors_column(kept), "authors_text": names_column(kept)}


def _more_authors(value: object) -> _Columns:
    return {"more_authors": int(bool(value))}


def _published(value: object) -> _Columns:
    text = _text("published", value)
    found = _DATE.fullmatch(text)
    sound = text == "" or (found is not None and _in_calendar(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    if not sound:
        raise OctavoError(f"“{text}” is not a date. Write a year, a month or a day: 2024, 2024-03 or 2024-03-11.")
    return {"published": text}


def _in_calendar(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _kind(value: object) -> _Columns:
    text = _text("kind", value) or Kind.UNKNOWN.value
    if text not in set(Kind):
        raise OctavoError(f"There is no kind of paper called “{text}”. Choose one of {', '.join(Kind)}.")
    return {"kind": text}


def _venue(value: object) -> _Columns:
    return {"venue": storable(_text("venue", value))}


def _casing(value: object) -> _Columns:
    if value == "":
        value = {}
    if not isinstance(value, Mapping) or not all(
        isinstance(word, str) and isinstance(kept, bool) for word, kept in value.items()
    ):
        raise OctavoError("Capitals are given word by word, each with whether it keeps them.")
    return {"casing": casing_column(value)}


_WRITTEN: dict[str, Callable[[object], _Columns]] = {
    "title": _title,
    "abstract": _abstract,
    "authors": _authors,
    "more_authors": _more_authors,
    "published": _published,
    "kind": _kind,
    "venue": _venue,
    "casing": _casing,
}


def _put_identifiers(connection: Connection, paper_id: int, value: object) -> bool:
    if value == "":
        value = ()
    if not isinstance(value, Sequence) or not all(isinstance(each, Identifier) for each in value):
        raise OctavoError("Identifiers are given one by one, each with its scheme and its value.")
    wanted = list(dict.fromkeys(Identifier(each.scheme, storable(each.value.strip())) for each in value))
    for each in wanted:
        _check_identifier(connection, paper_id, each)
    present = [
        Identifier(row.scheme, row.value)
        for row in connection.exec_driver_sql(
            "SELECT scheme, value FROM identifier WHERE paper_id = ? ORDER BY id", (paper_id,)
        )
    ]
    if present == wanted:
        return False
    connection.exec_driver_sql("DELETE FROM identifier WHERE paper_id = ?", (paper_id,))
    for each in wanted:
        connection.exec_driver_sql(
            "INSERT INTO identifier(paper_id, scheme, value) VALUES (?, ?, ?)", (paper_id, each.scheme, each.value)
        )
    return True


def _check_identifier(connection: Connection, paper_id: int, each: Identifier) -> None:
    if each.scheme not in _SCHEMES:
        known = ", ".join(_SCHEMES)
        raise OctavoError(f"There is no kind of identifier called “{each.scheme}”. Choose one of {known}.")
    if not each.value:
        raise OctavoError("An identifier needs a value. Write it, or remove the line.")
    other = connection.exec_driver_sql(
        "SELECT title FROM identifier JOIN paper ON paper.id = paper_id "
        "WHERE scheme = ? AND value = ? AND paper_id <> ?",
        (each.scheme, each.value, paper_id),
    ).first()
    if other:
        raise OctavoError(f"{each.value} belongs to another paper already: “{other.title}”.")


def _put_key(connection: Connection, at: str, paper_id: int, key: str) -> None:
    if not key:
        connection.exec_driver_sql("DELETE FROM citation_key WHERE id = ?", (paper_id,))
        return
    if not citekey.valid(key):
        raise OctavoError(
            f"“{key}” cannot be a citation key. Use letters without accents, digits and : . _ / + -, and begin with "
            "a letter or digit."
        )
    taken = connection.exec_driver_sql(
        "SELECT 1 FROM citation_key WHERE folded = ? AND id <> ? "
        "UNION ALL SELECT 1 FROM key_alias WHERE folded = ? AND paper_id <> ?",
        (folded(key), paper_id) * 2,
    ).first()
    if taken:
        raise OctavoError(f"The citation key “{key}” is already used by another paper. Choose another one.")
    connection.exec_driver_sql("DELETE FROM key_alias WHERE folded = ? AND paper_id = ?", (folded(key), paper_id))
    # A text may cite the key there was: it stays this paper's.
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO key_alias(paper_id, key, folded, at) SELECT id, key, folded, ? FROM citation_key "
        "WHERE id = ? AND folded <> ?",
        (at, paper_id, folded(key)),
    )
    connection.exec_driver_sql(
        "INSERT INTO citation_key(id, key, folded) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE "
        "SET key = excluded.key, folded = excluded.folded WHERE key <> excluded.key",
        (paper_id, key, folded(key)),
    )


def assign_keys(
    connection: Connection, papers: Sequence[Paper], pattern: str = DEFAULT_PATTERN
) -> dict[int, str]:
    """Store a key for each of these papers, which have none, and answer them by paper."""
    history.forget_undone_keys(connection, ids_json(paper.id for paper in papers))
    # Keys that undo took away stay taken: redo must find them free.
    taken = {
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT folded FROM citation_key UNION SELECT folded FROM key_alias UNION "
            "SELECT json_extract(image, '$.folded') FROM change "
            "WHERE part IN ('citation_key', 'key_alias') AND image IS NOT NULL"
        )
    }
    made: dict[int, str] = {}
    for paper in papers:
        made[paper.id] = citekey.propose(paper, taken, pattern)
        taken.add(folded(made[paper.id]))
    if made:
        connection.exec_driver_sql(
            "INSERT INTO citation_key(id, key, folded) VALUES (?, ?, ?)",
            [(paper_id, key, folded(key)) for paper_id, key in made.items()],
        )
    return made


def keys_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The keys these papers have, by paper."""
    return {
        row.id: row.key
        for row in connection.exec_driver_sql(f"SELECT id, key FROM citation_key WHERE {among('id')}", (ids_json(ids),))
    }
