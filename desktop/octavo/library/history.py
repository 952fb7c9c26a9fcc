"""What each transaction changed, kept in the library file: undo and redo, which survive a restart.

The triggers write down what a step changes while `writing.step` names it; no verb can forget. Undo and redo are one
movement: the images of a step and the rows change places.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from octavo.library.indexing import following
from octavo.library.triggers import PARTS, Part
from octavo.records import Step

#: Steps kept; older ones can no longer be undone.
KEPT = 500

#: Which column of a recorded row names the paper it belongs to.
_PAPER_COLUMN = {
    "identifier": "paper_id", "sighting": "paper_id", "paper_tag": "paper_id", "list_item": "paper_id",
    "citation_key": "id", "field_source": "paper_id", "key_alias": "paper_id", "apart": "paper_id",
    "attachment": "paper_id", "proposal": "paper_id",
}  # fmt: skip
_OF_PAPER = "part IN ('paper', 'decision', 'note', 'source')"


@dataclass(frozen=True, slots=True)
class Recording:
    """A step while a verb writes. `joined`: the verb continues a step that was there, and had changed `papers`."""

    step: int
    joined: bool
    papers: tuple[int, ...]
    writes_before: int


def begin(connection: Connection, verb: str, arguments: Mapping[str, object], group: str, at: str) -> Recording:
    """Start recording a new step, or go on with the newest when it belongs to the same `group`."""
    newest = _newest(connection, undone=False) if group else None
    joined = newest is not None and newest.step_group == group
    if newest is not None and joined:
        step: int = newest.id
    else:
        step = _run(
            connection,
            "INSERT INTO history(at, verb, arguments, step_group) VALUES (?, ?, ?, ?) RETURNING id",
            at, verb, _json(arguments), group,
        ).scalar_one()  # fmt: skip
    papers = papers_of(connection, step) if joined else ()
    resume(connection, step)
    return Recording(step, joined, papers, _writes(connection))


def describe(connection: Connection, recording: Recording, arguments: Mapping[str, object]) -> None:
    """Say more of a new step than was known when it began; a joined step keeps the words it has."""
    if not recording.joined:
        _run(connection, "UPDATE history SET arguments = ? WHERE id = ?", _json(arguments), recording.step)


def resume(connection: Connection, step: int) -> None:
    """Record what follows in this transaction under `step`."""
    _run(connection, "UPDATE writing SET step = ?", step)


def pause(connection: Connection) -> None:
    """Record nothing more in this transaction."""
    _run(connection, "UPDATE writing SET step = NULL")


def finish(connection: Connection, recording: Recording, *, papers: int | None = None) -> tuple[bool, tuple[int, ...]]:
    """Close a step. Answers whether it is there to be undone, and the papers whose shown values it changed.

    A step that changed nothing vanishes; any other is now the newest, and what had been undone before it is gone.
    """
    step, wrote = recording.step, _writes(connection) > recording.writes_before
    pause(connection)
    if recording.joined and not wrote:
        return False, ()
    # A row that came and went within the step no longer tells whose it was.
    touched = tuple(sorted({*recording.papers, *papers_of(connection, step)}))
    if recording.joined:
        _drop_what_came_to_nothing(connection, step)
    if not _run(connection, "SELECT 1 FROM change WHERE step = ? LIMIT 1", step).first():
        _run(connection, "DELETE FROM history WHERE id = ?", step)
        if recording.joined:
            _forget_undone(connection)
        return False, touched
    _forget_undone(connection)
    _run(
        connection,
        "UPDATE history SET papers = ?, position = coalesce(position, (SELECT coalesce(max(position), 0) + 1 "
        "FROM history)) WHERE id = ?",
        len(touched) if papers is None else papers, step,
    )  # fmt: skip
    _prune(connection)
    return True, touched


def undo(connection: Connection) -> tuple[Step, tuple[int, ...]] | None:
    """Take back the newest step that is not undone; None when there is none."""
    return _travel(connection, undone=False)


def redo(connection: Connection) -> tuple[Step, tuple[int, ...]] | None:
    """Do the oldest undone step again; None when there is none."""
    return _travel(connection, undone=True)


def take_away(connection: Connection, step: int) -> None:
    """Remove all that an unfinished step wrote, and the step: the library is as it was."""
    pause(connection)
    _swap(connection, step, papers_of(connection, step))
    _drop_steps(connection, "id = ?", step)


def unfinished(connection: Connection) -> list[int]:
    """The steps that were never finished."""
    return [row.id for row in _run(connection, "SELECT id FROM history WHERE position IS NULL")]


def close_groups(connection: Connection) -> None:
    """From now on no verb joins a step made before."""
    _run(connection, "UPDATE history SET step_group = '' WHERE step_group <> ''")


def forget_papers(connection: Connection, chosen: str) -> None:
    """Make the history forget papers that are about to be removed for good; `chosen` is SQL for their ids.

    Each step loses its changes of those papers and keeps the rest; a step left with nothing vanishes. What was
    undone can no longer be redone.
    """
    _forget_undone(connection)
    _run(connection, "CREATE TEMP TABLE forgotten(part TEXT, row INTEGER, PRIMARY KEY (part, row))")
    _run(
        connection,
        f"INSERT INTO temp.forgotten SELECT DISTINCT part, row FROM change WHERE {_OF_PAPER} AND row IN ({chosen})",
    )
    for part, column in _PAPER_COLUMN.items():
        _run(
            connection,
            f"INSERT INTO temp.forgotten SELECT DISTINCT part, row FROM change WHERE part = ? AND "
            f"coalesce(json_extract(image, '$.{column}'), (SELECT {column} FROM {part} WHERE id = row)) IN ({chosen})",
            part,
        )
    forgotten = "(part, row) IN (SELECT part, row FROM temp.forgotten)"
    lessened = _run(connection, f"SELECT DISTINCT step FROM change WHERE {forgotten}").scalars().all()
    _run(connection, f"DELETE FROM change WHERE {forgotten}")
    _run(connection, "DROP TABLE temp.forgotten")
    _drop_steps(connection, "id NOT IN (SELECT step FROM change)")
    for step in lessened:
        _run(connection, "UPDATE history SET papers = ? WHERE id = ?", len(papers_of(connection, step)), step)


def forget_undone_keys(connection: Connection, chosen: str) -> None:
    """Before these papers are given keys: an undone merge, which would take the keys away, cannot be redone."""
    if _run(
        connection,
        "SELECT 1 FROM change JOIN history ON history.id = step WHERE undone = 1 AND verb = 'merge' "
        "AND part IN ('paper', 'citation_key') AND row IN (SELECT value FROM json_each(?)) LIMIT 1",
        chosen,
    ).first():
        _forget_undone(connection)


def _json(arguments: Mapping[str, object]) -> str:
    return json.dumps(dict(arguments))


def _run(connection: Connection, sql: str, *values: object) -> Any:
    return connection.exec_driver_sql(sql, values)


def _writes(connection: Connection) -> int:
    """Rows written on this connection so far."""
    found: int = _run(connection, "SELECT total_changes()").scalar_one()
    return found


def _newest(connection: Connection, *, undone: bool) -> Any:
    order = "ASC" if undone else "DESC"
    return _run(
        connection,
        f"SELECT * FROM history WHERE position IS NOT NULL AND undone = ? ORDER BY position {order} LIMIT 1",
        int(undone),
    ).first()


def _travel(connection: Connection, *, undone: bool) -> tuple[Step, tuple[int, ...]] | None:
    found = _newest(connection, undone=undone)
    if found is None:
        return None
    touched = papers_of(connection, found.id)
    _swap(connection, found.id, touched)
    _run(connection, "UPDATE history SET undone = ?, step_group = '' WHERE id = ?", int(not undone), found.id)
    step = Step(found.id, found.at, found.verb, json.loads(found.arguments), found.papers, not undone)
    return step, touched


def _swap(connection: Connection, step: int, touched: Sequence[int]) -> None:
    """Let the rows a step touched and the step's images change places. `touched`: the step's papers."""
    _run(connection, "PRAGMA defer_foreign_keys = ON")
    _keep_present_images(connection, step)
    with following(connection, touched if _touches_searched_text(connection, step) else ()):
        for part in reversed(PARTS):
            _take_out(connection, part, step)
        for part in PARTS:
            _put_back(connection, part, step)
    _run(
        connection,
        "UPDATE change SET image = (SELECT present.image FROM temp.present "
        "WHERE present.part = change.part AND present.row = change.row) WHERE step = ?",
        step,
    )
    _run(connection, "DROP TABLE temp.present")


def _touches_searched_text(connection: Connection, step: int) -> bool:
    return bool(
        _run(
            connection,
            "SELECT 1 FROM change WHERE step = ? AND part IN ('paper', 'note', 'paper_tag', 'tag') LIMIT 1",
            step,
        ).first()
    )


def _take_out(connection: Connection, part: Part, step: int) -> None:
    if part.whole:
        keeps = " AND image IS NULL" if part.in_place else ""
        _run(
            connection,
            f"DELETE FROM {part.table} WHERE id IN (SELECT row FROM change WHERE step = ? AND part = ?{keeps})",
            step, part.name,
        )  # fmt: skip


def _keep_present_images(connection: Connection, step: int) -> None:
    _run(connection, "CREATE TEMP TABLE present(part TEXT, row INTEGER, image TEXT, PRIMARY KEY (part, row))")
    for part in PARTS:
        _run(
            connection,
            f"INSERT INTO temp.present SELECT part, row, (SELECT {part.image(part.table)} FROM {part.table} "
            f"WHERE id = change.row) FROM change WHERE step = ? AND part = ?",
            step, part.name,
        )  # fmt: skip


def _put_back(connection: Connection, part: Part, step: int) -> None:
    values = [f"json_extract(change.image, '$.{column}')" for column in part.columns]
    if part.in_place:
        assignments = ", ".join(f"{column} = {value}" for column, value in zip(part.columns, values, strict=True))
        _run(
            connection,
            f"UPDATE {part.table} SET {assignments} FROM change WHERE change.step = ? AND change.part = ? "
            f"AND change.image IS NOT NULL AND change.row = {part.table}.id",
            step, part.name,
        )  # fmt: skip
    if part.whole:
        _run(
            connection,
            f"INSERT INTO {part.table}({', '.join(part.columns)}) SELECT {', '.join(values)} FROM change "
            f"WHERE step = ? AND part = ? AND image IS NOT NULL "
            f"AND NOT EXISTS (SELECT 1 FROM {part.table} WHERE id = change.row)",
            step, part.name,
        )  # fmt: skip


def papers_of(connection: Connection, step: int) -> tuple[int, ...]:
    """The papers whose shown values a step changed, whichever side of it the library is on; ascending ids."""
    asked = [f"SELECT row FROM change WHERE step = :step AND {_OF_PAPER}"]
    for part, column in _PAPER_COLUMN.items():
        asked.append(
            f"SELECT coalesce(json_extract(image, '$.{column}'), (SELECT {column} FROM {part} WHERE id = row)) "
            f"FROM change WHERE step = :step AND part = '{part}'"
        )
    for part, shown, column, table in (
        ("tag", "name", "tag_id", "paper_tag"),
        ("tag", "hue", "tag_id", "paper_tag"),
        ("reading_list", "name", "list_id", "list_item"),
    ):
        asked.append(
            f"SELECT paper_id FROM {table} WHERE {column} IN (SELECT change.row FROM change JOIN {part} "
            f"ON {part}.id = change.row WHERE step = :step AND part = '{part}' AND image IS NOT NULL "
            f"AND json_extract(image, '$.{shown}') IS NOT {part}.{shown})"
        )
    found = connection.exec_driver_sql(" UNION ".join(asked) + " ORDER BY 1", {"step": step})
    return tuple(row[0] for row in found if row[0] is not None)


def _drop_what_came_to_nothing(connection: Connection, step: int) -> None:
    for part in PARTS:
        _run(
            connection,
            f"DELETE FROM change WHERE step = ? AND part = ? AND image IS "
            f"(SELECT {part.image(part.table)} FROM {part.table} WHERE id = change.row)",
            step, part.name,
        )  # fmt: skip


def _drop_steps(connection: Connection, which: str, *values: object) -> None:
    _run(connection, f"DELETE FROM change WHERE step IN (SELECT id FROM history WHERE {which})", *values)
    _run(connection, f"DELETE FROM history WHERE {which}", *values)


def _forget_undone(connection: Connection) -> None:
    _drop_steps(connection, "undone = 1")


def _prune(connection: Connection) -> None:
    _drop_steps(
        connection,
        "position <= (SELECT position FROM history WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1 OFFSET ?)",
        KEPT,
    )
