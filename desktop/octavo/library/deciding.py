"""What the person decides about papers: star, read, state, trash."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from octavo.library import history
from octavo.library.indexing import following
from octavo.library.writing import among, ids_json, require_papers
from octavo.records import State

#: What goes with a paper that is removed for good.
BELONGINGS = ("identifier", "sighting", "paper_tag", "list_item", "field_source", "attachment", "proposal")


def star(connection: Connection, at: str, ids: Iterable[int], on: bool) -> None:
    """Put the star on papers or take it off."""
    _decide(connection, at, ids, "starred = ?", "starred <> ?", int(on))


def mark_read(connection: Connection, at: str, ids: Iterable[int], on: bool) -> None:
    """Say that papers were looked at, or not."""
    _decide(connection, at, ids, "unread = ?", "unread <> ?", int(not on))


def move(connection: Connection, at: str, ids: Iterable[int], state: State) -> None:
    """Give papers a state; they are then read."""
    _decide(connection, at, ids, "unread = 0, state = ?", "(unread <> 0 OR state <> ?)", State(state).value)


def trash(connection: Connection, at: str, ids: Iterable[int], into: bool) -> None:
    """Put papers in the trash or take them out."""
    _decide(connection, at, ids, "aside = ?", "aside <> ?" if into else "aside = 1 AND aside <> ?", int(into))


def mute(connection: Connection, at: str, ids: Iterable[int], on: bool) -> None:
    """Put papers on the shelf of muted ones or take them back; those in the trash stay there."""
    _decide(connection, at, ids, "aside = ?", "aside <> 1 AND aside <> ?", 2 * int(on))


def _decide(connection: Connection, at: str, ids: Iterable[int], put: str, differs: str, value: object) -> None:
    chosen = require_papers(connection, ids)
    connection.exec_driver_sql(
        f"UPDATE paper SET decided = ?, {put} WHERE {among('id')} AND {differs}", (at, value, ids_json(chosen), value)
    )


def empty_trash(connection: Connection) -> int:
    """Remove the papers in the trash for good, and make the history forget them. Answers how many there were."""
    removed = [row.id for row in connection.exec_driver_sql("SELECT id FROM paper WHERE aside = 1")]
    if not removed:
        return 0
    # Citation keys stay reserved: a key in someone's manuscript must never come to mean another work.
    history.forget_papers(connection, "SELECT id FROM paper WHERE aside = 1")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    with following(connection, removed):
        for table in BELONGINGS:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {among('paper_id')}", (ids_json(removed),))
        connection.exec_driver_sql(f"DELETE FROM look_up WHERE {among('id')}", (ids_json(removed),))
        for column in ("paper_id", "other_id"):
            connection.exec_driver_sql(f"DELETE FROM apart WHERE {among(column)}", (ids_json(removed),))
        connection.exec_driver_sql(f"DELETE FROM paper WHERE {among('id')}", (ids_json(removed),))
    return len(removed)
