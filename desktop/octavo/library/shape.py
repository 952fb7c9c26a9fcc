"""What the tables of a library file look like, so that nothing a stranger put into one is ever run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache

from octavo.library.full_text import TABLES
from octavo.library.refusals import DAMAGED, FOREIGN, LibraryDamaged
from octavo.library.triggers import wanted_triggers

_GENERATED = (2, 3)
"""What `table_xinfo` calls columns that are computed whenever they are read."""


def refuse_foreign(connection: sqlite3.Connection) -> None:
    """Raise LibraryDamaged for triggers, views, computed columns and expressions that Octavo did not make.

    Reads the schema only, never a table: what is planted there would run. For files of every version.
    """
    ours = wanted_triggers()
    for kind, name, sql in connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall():
        foreign = kind == "view" or (kind == "trigger" and name not in ours)
        if kind == "table" and not sql.upper().startswith("CREATE VIRTUAL"):
            foreign = any(column[6] in _GENERATED for column in connection.execute(f"PRAGMA table_xinfo({_quoted(name)})"))
        if kind == "index" and sql:
            # Of an expression, SQLite knows no column.
            foreign = any(column[2] is None for column in connection.execute(f"PRAGMA index_info({_quoted(name)})"))
        if foreign:
            raise LibraryDamaged(FOREIGN)


def refuse_misshapen(connection: sqlite3.Connection) -> None:
    """Raise LibraryDamaged when tables or columns of today's version are missing."""
    for table, columns in _wanted().items():
        found = {column[1] for column in connection.execute(f"PRAGMA table_xinfo({_quoted(table)})")}
        if not columns <= found:
            raise LibraryDamaged(DAMAGED)


@cache
def _wanted() -> dict[str, frozenset[str]]:
    from octavo.library.tables import Row

    tables = {name: frozenset(column.name for column in table.columns) for name, table in Row.metadata.tables.items()}
    return {**tables, **dict.fromkeys(TABLES, frozenset({"title"}))}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
