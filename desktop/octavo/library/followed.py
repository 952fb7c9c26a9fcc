"""The feeds a person follows, as the library keeps them, and how their last refresh went. Reads only."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from octavo.library.values import VISIBLE_SQL


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that is followed. `minutes` lie between two refreshes, 0 for by hand only.

    `typed`: the person wrote the address themselves. `tried` is when it was last asked, `done` when it last answered,
    `trouble` the sentence of the last failure ("" after a success) and `again` when to ask next after it; times are
    ISO 8601 in UTC, "" for never. `undecided` counts the papers in the inbox that it showed, 0 while nobody counted.
    """

    id: int
    name: str
    address: str
    minutes: int
    paused: bool
    typed: bool
    added: str
    tried: str = ""
    done: str = ""
    trouble: str = ""
    again: str = ""
    undecided: int = 0

    def due(self, now: datetime) -> bool:
        """Is it time for a refresh that nobody asks for by hand?"""
        if self.paused or not self.minutes:
            return False
        if self.again:
            return now >= datetime.fromisoformat(self.again)
        return not self.tried or now - datetime.fromisoformat(self.tried) >= timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class FetchState:
    """How the last request for one ISO day of a feed, or for the whole of it (`day` ""), went."""

    day: str
    etag: str
    modified: str
    tried: str
    done: str
    complete: bool


def subscriptions_of(connection: sqlite3.Connection, *, counted: bool = False) -> list[Subscription]:
    """All feeds followed, in the person's order; `counted` with their undecided papers, which reads every sighting."""
    undecided = _undecided(connection) if counted else {}
    found = connection.execute(
        "SELECT subscription.id, name, address, minutes, paused, typed, added, coalesce(tried, ''), "
        "coalesce(done, ''), coalesce(trouble, ''), coalesce(again, '') FROM subscription "
        "LEFT JOIN fetch ON subscription_id = subscription.id AND day = '' ORDER BY position, subscription.id"
    )
    return [
        Subscription(
            own, name, address, minutes, bool(paused), bool(typed), added, tried, done, trouble, again,
            undecided.get(own, 0),
        )
        for own, name, address, minutes, paused, typed, added, tried, done, trouble, again in found
    ]  # fmt: skip


def _undecided(connection: sqlite3.Connection) -> dict[int, int]:
    found = connection.execute(
        "SELECT subscription, count(DISTINCT paper_id) FROM batch JOIN sighting ON batch_id = batch.id "
        "JOIN paper ON paper.id = paper_id WHERE subscription IS NOT NULL AND aside = 0 AND state = 'inbox' "
        f"AND {VISIBLE_SQL} GROUP BY subscription"
    )
    return dict(found.fetchall())


def fetches_of(connection: sqlite3.Connection, subscription_id: int) -> list[FetchState]:
    """What is known of earlier requests of a feed."""
    return [
        FetchState(day, etag, modified, tried, done, bool(complete))
        for day, etag, modified, tried, done, complete in connection.execute(
            "SELECT day, etag, modified, tried, done, complete FROM fetch WHERE subscription_id = ? ORDER BY day",
            (subscription_id,),
        )
    ]
