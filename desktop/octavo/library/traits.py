"""What any number of papers have in common, summed up by SQLite: 20,000 selected papers are asked about as one is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from octavo.library.looking_up import tags_by_id
from octavo.library.values import VISIBLE_SQL, Traits, folded
from octavo.records import State

_MANY = 1_000
_STATES = ", ".join(f"sum(state = '{state}')" for state in State)


def traits_from(connection: sqlite3.Connection, ids: Sequence[int]) -> Traits:
    """The traits of those papers that are there."""
    chosen = (json.dumps(list(ids)),)
    count, starred, unread, *states = (
        number or 0
        for number in connection.execute(
            f"SELECT count(*), sum(starred), sum(unread), {_STATES} FROM json_each(?) "
            f"JOIN paper ON paper.id = json_each.value WHERE {VISIBLE_SQL}",
            chosen,
        ).fetchone()
    )
    tags = tags_by_id(connection)
    # The plus goes through the tagged papers once, which are fewer than a large selection.
    column = "+paper_id" if len(ids) > _MANY else "paper_id"
    carried = connection.execute(
        f"SELECT tag_id, count(*) FROM paper_tag WHERE {column} IN (SELECT value FROM json_each(?)) GROUP BY tag_id",
        chosen,
    ).fetchall()
    carried.sort(key=lambda each: folded(tags[each[0]].name))
    return Traits(
        count,
        starred,
        unread,
        {state: papers for state, papers in zip(State, states, strict=True) if papers},
        tuple(tags[tag_id] for tag_id, papers in carried if papers == count),
        tuple(tags[tag_id] for tag_id, papers in carried if papers < count),
    )
