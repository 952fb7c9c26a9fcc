"""What is different when a batch comes by a feed that is followed: it is asked again and again, and shows the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from octavo.library.refusals import NotFound
from octavo.library.values import storable
from octavo.records import Batch, Entry

#: `Entry.other["item"]` of a post, an announcement, an editorial.
NOT_A_PAPER = "not a paper"

Seen = Sequence[tuple[int, int]]


def named(connection: sqlite3.Connection, batch: Batch, subscription: int) -> Batch:
    """The batch under the name the person gave the feed. Raises NotFound when it is no longer followed."""
    found = connection.execute("SELECT name FROM subscription WHERE id = ?", (subscription,)).fetchone()
    if found is None:
        raise NotFound("This feed is no longer followed.")
    return replace(batch, source=found[0])


def is_post(entry: Entry) -> bool:
    """Does this item of a feed name no paper?"""
    return entry.other.get("item") == NOT_A_PAPER


def still_listed(connection: sqlite3.Connection, batch: Batch, subscription: int, seen: Seen) -> dict[int, int]:
    """The sightings there are already of papers seen, by paper.

    A list of a day or a week shows a paper once, however often it is asked. A feed that says none keeps its items for
    weeks: its papers are seen once, the first time.
    """
    that_list = "AND batch.captured = ?" if batch.captured else "AND ? = ''"
    found = connection.execute(
        "SELECT paper_id, max(sighting.id) FROM sighting JOIN batch ON batch.id = batch_id "
        f"WHERE subscription = ? {that_list} AND paper_id IN (SELECT value FROM json_each(?)) GROUP BY paper_id",
        (subscription, storable(batch.captured), json.dumps([paper_id for _, paper_id in seen])),
    )
    return dict(found.fetchall())


def count_votes(connection: Connection, batch: Batch, still: Sequence[tuple[int, int]]) -> None:
    """Bring the votes of sightings, each named by its entry's index and its id, to what the feed says now."""
    votes = [(batch.entries[index].votes, own) for index, own in still if batch.entries[index].votes is not None]
    if votes:
        connection.exec_driver_sql("UPDATE sighting SET votes = ?1 WHERE id = ?2 AND votes IS NOT ?1", votes)
