"""Smart lists: searches kept under a name."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from octavo.library.refusals import NotFound
from octavo.library.tagging import tidy_name
from octavo.library.values import folded, storable
from octavo.library.writing import Writer
from octavo.records import Change, OctavoError

#: What a new library comes with; the person may rename or delete them like their own.
SUPPLIED: Final = (("No authors yet", "-has:authors"), ("Starred, no notes", "is:starred -has:note"))


class SmartLists:
    """The verbs on smart lists, each one undo step."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def create(self, name: str, words: str) -> Change:
        """Keep the search `words`; `arguments["smart_list_id"]` of the change is its id."""
        return self._writer.step(
            "create_smart_list", lambda db, _: _create(db, name, words), {"name": name, "words": words}
        )

    def rename(self, smart_list_id: int, name: str) -> Change:
        """Give a smart list another name."""
        arguments = {"smart_list_id": smart_list_id, "name": name}
        return self._writer.step("rename_smart_list", lambda db, _: _rename(db, smart_list_id, name), arguments)

    def change(self, smart_list_id: int, words: str) -> Change:
        """Let a smart list keep another search."""
        arguments = {"smart_list_id": smart_list_id, "words": words}
        return self._writer.step("change_smart_list", lambda db, _: _change(db, smart_list_id, words), arguments)

    def delete(self, smart_list_id: int) -> Change:
        """Forget a search; papers are not touched."""
        arguments = {"smart_list_id": smart_list_id}
        return self._writer.step("delete_smart_list", lambda db, _: _delete(db, smart_list_id), arguments)


def supply(connection: sqlite3.Connection | Connection) -> None:
    """Put the supplied smart lists into a library that has none yet."""
    run = connection.exec_driver_sql if isinstance(connection, Connection) else connection.execute
    for position, (name, words) in enumerate(SUPPLIED):
        run(
            "INSERT OR IGNORE INTO saved_search(name, folded, words, position) VALUES (?, ?, ?, ?)",
            (name, folded(name), words, position),
        )


def _create(connection: Connection, name: str, words: str) -> Mapping[str, object]:
    tidy, search = tidy_name(name, "smart list"), _search(words)
    _check_free(connection, tidy, 0)
    made = connection.exec_driver_sql(
        "INSERT INTO saved_search(name, folded, words, position) VALUES "
        "(?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM saved_search)) RETURNING id",
        (tidy, folded(tidy), search),
    ).scalar_one()
    return {"smart_list_id": made, "name": tidy}


def _rename(connection: Connection, smart_list_id: int, name: str) -> Mapping[str, object]:
    was, tidy = _name_of(connection, smart_list_id), tidy_name(name, "smart list")
    _check_free(connection, tidy, smart_list_id)
    connection.exec_driver_sql(
        "UPDATE saved_search SET name = ?, folded = ? WHERE id = ? AND name <> ?",
        (tidy, folded(tidy), smart_list_id, tidy),
    )
    return {"was": was, "name": tidy}


def _change(connection: Connection, smart_list_id: int, words: str) -> Mapping[str, object]:
    search = _search(words)
    name = _name_of(connection, smart_list_id)
    connection.exec_driver_sql(
        "UPDATE saved_search SET words = ? WHERE id = ? AND words <> ?", (search, smart_list_id, search)
    )
    return {"name": name, "words": search}


def _delete(connection: Connection, smart_list_id: int) -> Mapping[str, object]:
    name = _name_of(connection, smart_list_id)
    connection.exec_driver_sql("DELETE FROM saved_search WHERE id = ?", (smart_list_id,))
    return {"name": name}


def _name_of(connection: Connection, smart_list_id: int) -> str:
    found = connection.exec_driver_sql("SELECT name FROM saved_search WHERE id = ?", (smart_list_id,)).first()
    if found is None:
        raise NotFound("This smart list is no longer in the library.")
    return str(found[0])


def _check_free(connection: Connection, tidy: str, own: int) -> None:
    taken = connection.exec_driver_sql(
        "SELECT 1 FROM saved_search WHERE folded = ? AND id <> ?", (folded(tidy), own)
    ).first()
    if taken:
        raise OctavoError(f"There is a smart list called “{tidy}” already. Choose another name.")


def _search(words: str) -> str:
    tidy = " ".join(storable(words).split())
    if not tidy:
        raise OctavoError("A smart list keeps a search, and this one is empty. Search for something first.")
    return tidy
