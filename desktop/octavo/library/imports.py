"""Taking an import back long after it was made, as far as nothing decided or written is lost by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from octavo.library.deciding import BELONGINGS
from octavo.library.indexing import following
from octavo.library.receipts import AGAIN_SQL, REMOVABLE_SQL, undo_values
from octavo.library.refusals import NotFound
from octavo.library.writing import Writer, among, ids_json
from octavo.records import Change, OctavoError

_NOTHING = "Every paper of this import is one you decided about, or came another way too. Nothing was undone."


class Imports:
    """The verbs on imports that were made; `refuse` raises while another is under way."""

    def __init__(self, writer: Writer, refuse: Callable[[], None]) -> None:
        self._writer, self._refuse = writer, refuse

    def undo(self, batch_id: int) -> Change:
        """Remove the papers that only this import brought and about which nothing was decided or written.

        Sightings of papers that were here before go too, what they filled in stays. `arguments` say how many papers
        were `removed`, how many `kept`, and how many sightings went. Raises NotFound, or OctavoError when there is
        nothing that may go.
        """
        self._refuse()
        return self._writer.step("undo_import", lambda db, _: _take_back(db, batch_id), {"batch_id": batch_id})


def _take_back(connection: Connection, batch_id: int) -> dict[str, Any]:
    found = connection.exec_driver_sql(
        "SELECT source, day, digest, account FROM batch WHERE id = ?", (batch_id,)
    ).first()
    if found is None:
        raise NotFound("This import is not in the library any more. It was undone.")
    head = json.loads(found.account.partition("\n")[0]) if found.account else None
    removed = [row[0] for row in connection.exec_driver_sql(REMOVABLE_SQL, undo_values(batch_id, found.digest, head))]
    again = [row[0] for row in connection.exec_driver_sql(AGAIN_SQL, (batch_id,))]
    if not removed and not again:
        raise OctavoError(_NOTHING)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql(f"DELETE FROM sighting WHERE {among('id')}", (ids_json(again),))
    with following(connection, removed):
        for table in BELONGINGS:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {among('paper_id')}", (ids_json(removed),))
        connection.exec_driver_sql(f"DELETE FROM look_up WHERE {among('id')}", (ids_json(removed),))
        connection.exec_driver_sql(f"DELETE FROM paper WHERE {among('id')}", (ids_json(removed),))
    kept = connection.exec_driver_sql("SELECT count(*) FROM sighting WHERE batch_id = ?", (batch_id,)).scalar_one()
    if not kept:
        connection.exec_driver_sql("DELETE FROM batch WHERE id = ?", (batch_id,))
    return {
        "source": found.source, "day": found.day, "removed": len(removed), "kept": kept, "again": len(again),
    }  # fmt: skip
