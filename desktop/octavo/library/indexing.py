"""Keeping the full-text index by whole sets, where row by row would take twice as long."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from octavo.library import full_text
from octavo.library.triggers import tags_of_paper

#: Up to so many papers the triggers do the work.
ROW_BY_ROW = 200

_TOUCHED = "id IN (SELECT id FROM temp.touched)"


@contextmanager
def following(connection: Connection, papers: Sequence[int]) -> Iterator[None]:
    """Within the block the texts or tags of `papers` change, some may come or go; afterwards search knows."""
    if len(papers) <= ROW_BY_ROW:
        yield
        return
    connection.exec_driver_sql("CREATE TEMP TABLE touched(id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(
        "INSERT INTO temp.touched SELECT DISTINCT value FROM json_each(?)", (json.dumps(list(papers)),)
    )
    for statement in full_text.take_out(_TOUCHED):
        connection.exec_driver_sql(statement)
    with suspended(connection):
        yield
        connection.exec_driver_sql(f"UPDATE paper SET tags_text = {tags_of_paper('paper.id')} WHERE {_TOUCHED}")
    for statement in full_text.enter(_TOUCHED):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("DROP TABLE temp.touched")


@contextmanager
def suspended(connection: Connection) -> Iterator[None]:
    """Within the block the index follows nothing by itself. A failure rolls the transaction back, this with it."""
    connection.exec_driver_sql("UPDATE writing SET bulk = 1")
    yield
    connection.exec_driver_sql("UPDATE writing SET bulk = 0")
