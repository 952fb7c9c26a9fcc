"""Reading lists: made, named, ordered; papers put in, taken out and moved by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from octavo.library.refusals import NotFound
from octavo.library.tagging import tidy_name
from octavo.library.values import folded, storable
from octavo.library.writing import among, ids_json, require_papers
from octavo.records import OctavoError


def _require(connection: Connection, list_id: int) -> str:
    found = connection.exec_driver_sql("SELECT name FROM reading_list WHERE id = ?", (list_id,)).first()
    if found is None:
        raise NotFound("This reading list is no longer in the library.")
    return str(found[0])


def _check_free(connection: Connection, tidy: str, own: int) -> None:
    taken = connection.exec_driver_sql(
        "SELECT 1 FROM reading_list WHERE folded = ? AND id <> ?", (folded(tidy), own)
    ).first()
    if taken:
        raise OctavoError(f"There is a reading list called “{tidy}” already. Choose another name.")


def create(connection: Connection, name: str) -> dict[str, object]:
    """Make a list, the last in order. Raises OctavoError when there is one of this name."""
    tidy = tidy_name(name, "reading list")
    _check_free(connection, tidy, 0)
    made = connection.exec_driver_sql(
        "INSERT INTO reading_list(name, folded, position) VALUES "
        "(?, ?, (SELECT coalesce(max(position), -1) + 1 FROM reading_list)) RETURNING id",
        (tidy, folded(tidy)),
    ).scalar_one()
    return {"list_id": made, "name": tidy}


def rename(connection: Connection, list_id: int, name: str) -> dict[str, object]:
    """Give a list another name."""
    was = _require(connection, list_id)
    tidy = tidy_name(name, "reading list")
    _check_free(connection, tidy, list_id)
    connection.exec_driver_sql(
        "UPDATE reading_list SET name = ?, folded = ? WHERE id = ? AND name <> ?",
        (tidy, folded(tidy), list_id, tidy),
    )
    return {"was": was, "name": tidy}


def delete(connection: Connection, list_id: int) -> dict[str, object]:
    """Delete a list; its papers stay in the library."""
    name = _require(connection, list_id)
    connection.exec_driver_sql("DELETE FROM list_item WHERE list_id = ?", (list_id,))
    connection.exec_driver_sql("DELETE FROM reading_list WHERE id = ?", (list_id,))
    return {"name": name}


def order(connection: Connection, list_ids: Sequence[int]) -> None:
    """Put the lists in this order; those not named keep theirs after them."""
    for list_id in list_ids:
        _require(connection, list_id)
    kept = [row[0] for row in connection.exec_driver_sql("SELECT id FROM reading_list ORDER BY position, id")]
    wanted = [*dict.fromkeys(list_ids), *(each for each in kept if each not in set(list_ids))]
    if wanted:
        connection.exec_driver_sql(
            "UPDATE reading_list SET position = ? WHERE id = ? AND position <> ?",
            [(position, own, position) for position, own in enumerate(wanted)],
        )


def add(connection: Connection, list_id: int, ids: Iterable[int], position: int | None) -> dict[str, object]:
    """Put papers in a list, in this order, from index `position` or at the end; those in it already stay put."""
    name = _require(connection, list_id)
    chosen = require_papers(connection, ids)
    members = _members(connection, list_id)
    coming = [each for each in chosen if each not in set(members)]
    if coming:
        at = len(members) if position is None else _index(connection, members, position)
        connection.exec_driver_sql(
            "INSERT INTO list_item(list_id, paper_id, position, reason) VALUES (?, ?, ?, '')",
            [(list_id, each, len(members) + place) for place, each in enumerate(coming)],
        )
        _put_in_order(connection, list_id, [*members[:at], *coming, *members[at:]])
    return {"name": name, "added": len(coming)}


def remove(connection: Connection, list_id: int, ids: Iterable[int]) -> dict[str, object]:
    """Take papers out of a list."""
    name = _require(connection, list_id)
    chosen = require_papers(connection, ids)
    connection.exec_driver_sql(
        f"DELETE FROM list_item WHERE list_id = ? AND {among('paper_id')}", (list_id, ids_json(chosen))
    )
    return {"name": name}


def move(connection: Connection, list_id: int, ids: Iterable[int], position: int) -> dict[str, object]:
    """Move papers of a list, as one block in this order, so that it starts at index `position` afterwards."""
    name = _require(connection, list_id)
    members = _members(connection, list_id)
    chosen = list(dict.fromkeys(ids))
    if not set(chosen) <= set(members):
        raise NotFound(f"A paper that was to be moved is not in the list “{name}”.")
    rest = [each for each in members if each not in set(chosen)]
    at = _index(connection, rest, position)
    _put_in_order(connection, list_id, [*rest[:at], *chosen, *rest[at:]])
    return {"name": name}


def give_reason(connection: Connection, list_id: int, paper_id: int, text: str) -> dict[str, object]:
    """Say why a paper is in a list; "" takes the reason away."""
    name = _require(connection, list_id)
    if paper_id not in _members(connection, list_id):
        raise NotFound(f"This paper is not in the list “{name}”.")
    reason = storable(text).strip()
    connection.exec_driver_sql(
        "UPDATE list_item SET reason = ? WHERE list_id = ? AND paper_id = ? AND reason <> ?",
        (reason, list_id, paper_id, reason),
    )
    return {"name": name}


def _members(connection: Connection, list_id: int) -> list[int]:
    return [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT paper_id FROM list_item WHERE list_id = ? ORDER BY position, id", (list_id,)
        )
    ]


def _index(connection: Connection, members: Sequence[int], position: int) -> int:
    """Where in `members` the person's `position` is: papers in the trash keep their place, but nobody counts them."""
    shown = {
        row[0]
        for row in connection.exec_driver_sql(
            f"SELECT id FROM paper WHERE aside = 0 AND {among('id')}", (ids_json(members),)
        )
    }
    at, passed = 0, 0
    while at < len(members) and (passed < position or members[at] not in shown):
        passed += members[at] in shown
        at += 1
    return at


def _put_in_order(connection: Connection, list_id: int, members: Sequence[int]) -> None:
    if not members:
        return
    connection.exec_driver_sql(
        "UPDATE list_item SET position = ? WHERE list_id = ? AND paper_id = ? AND position <> ?",
        [(position, list_id, own, position) for position, own in enumerate(members)],
    )
