"""Citation keys made anew: the old ones stay with their papers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from octavo.bibliography.citekey import NewKey, made_anew
from octavo.library.key_owners import OWNERS_SQL
from octavo.library.values import folded
from octavo.records import Paper


def owners(connection: Connection) -> dict[str, int]:
    """To which paper each key of the library belongs or belonged, by the key in lower case."""
    return {row[0]: row[1] for row in connection.exec_driver_sql(OWNERS_SQL)}


def make_anew(connection: Connection, at: str, papers: Sequence[Paper], pattern: str) -> dict[str, object]:
    """Give these papers the keys that `pattern` makes; the old ones stay with them as former keys."""
    renewed = made_anew(papers, owners(connection), pattern)
    for each in renewed:
        _replace(connection, at, each)
    return {"keys": len(renewed)}


def _replace(connection: Connection, at: str, each: NewKey) -> None:
    new, old = folded(each.new), folded(each.old)
    connection.exec_driver_sql("DELETE FROM key_alias WHERE folded = ? AND paper_id = ?", (new, each.paper_id))
    connection.exec_driver_sql(
        "UPDATE citation_key SET key = ?, folded = ? WHERE id = ?", (each.new, new, each.paper_id)
    )
    if new != old:
        remember(connection, at, each.paper_id, each.old)


def remember(connection: Connection, at: str, paper_id: int, key: str) -> None:
    """Keep a key that a paper had, so that no other gets it."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO key_alias(paper_id, key, folded, at) VALUES (?, ?, ?, ?)",
        (paper_id, key, folded(key), at),
    )
