"""Papers that came together in one BibTeX file, and what that file had beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from octavo.bibliography.kept import Returned, kept_from

if TYPE_CHECKING:
    from octavo.library.reading import Reading


def returned(reading: Reading, ids: Sequence[int]) -> Returned | None:
    """The file all these papers came in, the one imported last; None when no file brought them all."""
    wanted = set(ids)
    if not wanted:
        return None
    for batch_id, column in reading.connection.execute("SELECT id, kept FROM batch WHERE kept <> '' ORDER BY id DESC"):
        places = dict(
            reading.connection.execute(
                "SELECT paper_id, rank FROM sighting WHERE batch_id = ? "
                "AND paper_id IN (SELECT value FROM json_each(?))",
                (batch_id, json.dumps(sorted(wanted))),
            ).fetchall()
        )
        if len(places) == len(wanted):
            return Returned(kept_from(column), places)
    return None
