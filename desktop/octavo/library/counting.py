"""What stands beside the places of the sidebar: how many papers each holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.library.values import VISIBLE_SQL


@dataclass(frozen=True, slots=True)
class Counts:
    """How many papers each fixed place holds; `inbox` and `today` count the undecided."""

    inbox: int
    today: int
    today_total: int
    to_read: int
    starred: int
    all: int
    unread: int
    done: int
    not_for_me: int
    trash: int
    muted: int = 0


def counts_of(connection: sqlite3.Connection, today: str) -> Counts:
    """The counts of the fixed places; `today` is the ISO day that Today shows."""
    kept = f"FROM paper WHERE aside = 0 AND {VISIBLE_SQL}"
    total, inbox, to_read, done, starred, unread = _sums(
        connection,
        "count(*), sum(state = 'inbox'), sum(state = 'to-read'), sum(state = 'done'), sum(starred), sum(unread) "
        f"{kept}",
    )
    today_total, undecided = _sums(connection, f"count(*), sum(state = 'inbox') {kept} AND day = ?", today)
    trash, muted = _sums(connection, f"sum(aside = 1), sum(aside = 2) FROM paper WHERE aside > 0 AND {VISIBLE_SQL}")
    return Counts(
        inbox=inbox,
        today=undecided,
        today_total=today_total,
        to_read=to_read,
        starred=starred,
        all=total,
        unread=unread,
        done=done,
        not_for_me=total - inbox - to_read - done,
        trash=trash,
        muted=muted,
    )


def _sums(connection: sqlite3.Connection, sql: str, *values: object) -> list[int]:
    return [number or 0 for number in connection.execute(f"SELECT {sql}", values).fetchone()]


def days_of(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Every feed's import days that still show a paper: source, ISO day, undecided; newest first."""
    shown = f"SELECT id FROM paper WHERE aside = 0 AND {VISIBLE_SQL}"
    undecided = dict(
        connection.execute(
            f"SELECT batch_id, count(*) FROM sighting WHERE +paper_id IN ({shown} AND state = 'inbox') "
            "GROUP BY batch_id"
        ).fetchall()
    )
    days: dict[tuple[str, str], list[int]] = {}
    for source, day, batch_id in connection.execute(
        "SELECT source, day, id FROM batch WHERE EXISTS (SELECT 1 FROM sighting WHERE batch_id = batch.id "
        f"AND +paper_id IN ({shown})) ORDER BY day DESC, id DESC"
    ):
        days.setdefault((source, day), []).append(batch_id)
    return [(*each, _undecided(connection, batches, undecided)) for each, batches in days.items()]


def _undecided(connection: sqlite3.Connection, batches: Sequence[int], by_batch: dict[int, int]) -> int:
    """How many undecided papers some imports show; a paper seen in two of them is one."""
    if len(batches) == 1:
        return by_batch.get(batches[0], 0)
    found = connection.execute(
        "SELECT count(DISTINCT paper.id) FROM sighting JOIN paper ON paper.id = paper_id WHERE aside = 0 "
        f"AND state = 'inbox' AND {VISIBLE_SQL} AND batch_id IN (SELECT value FROM json_each(?))",
        (json.dumps(batches),),
    ).fetchone()
    return int(found[0])
