"""What the tables of a library file look like, so that nothing a stranger put into one is ever run."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from octavo.library.refusals import DAMAGED, LibraryDamaged

#: What `table_xinfo` says of columns that are computed whenever they are read.
_COMPUTED = (2, 3)
_FOREIGN = "{name} holds {what} that Octavo did not make, so it is not opened. It was not changed."


def refuse_foreign(connection: sqlite3.Connection, name: str, triggers: Collection[str] | None = None) -> None:
    """Raise LibraryDamaged for views, computed columns and expressions that Octavo did not make, in the file `name`.

    `triggers` are the names of those that may be there; a connection that cannot write runs none and gives None. Reads
    the schema only, never a table: what is planted there would run.
    """
    made = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    for kind, own, sql in made:
        what = ""
        if kind == "view" or (kind == "trigger" and triggers is not None and own not in triggers):
            what = "triggers or views"
        elif kind == "table" and not sql.upper().startswith("CREATE VIRTUAL"):
            computed = (column[6] in _COMPUTED for column in connection.execute(f"PRAGMA table_xinfo({_quoted(own)})"))
            what = "computed columns" if any(computed) else ""
        elif kind == "index" and sql:
            # SQLite names no column where an index holds an expression.
            nameless = (column[2] is None for column in connection.execute(f"PRAGMA index_info({_quoted(own)})"))
            what = "computed columns" if any(nameless) else ""
        if what:
            raise LibraryDamaged(_FOREIGN.format(name=name, what=what))


def refuse_misshapen(connection: sqlite3.Connection, wanted: Mapping[str, Collection[str]]) -> None:
    """Raise LibraryDamaged when a table or a column is missing; `wanted` holds the columns by table."""
    for table, columns in wanted.items():
        found = {column[1] for column in connection.execute(f"PRAGMA table_xinfo({_quoted(table)})")}
        if not found or not found.issuperset(columns):
            raise LibraryDamaged(DAMAGED)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
