"""The one read-write connection: how it is opened, how its transactions begin, what its errors mean."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from octavo.library.refusals import refusal_for

#: "Octv" in ASCII: tells a library from any other SQLite file.
APPLICATION_ID = 0x4F637476

#: Bytes of one value: far above what Octavo writes, far below what exhausts the memory.
LONGEST_VALUE = 200_000_000

# `trusted_schema` stays on here alone: SQLite before 3.44 calls a full-text table in a trigger unsafe. In its place
# every trigger of the file is replaced by ours on opening, and files with others or with views are refused.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cell_size_check=ON",
    "busy_timeout=5000",
    "temp_store=MEMORY",
    "cache_size=-65536",
    "journal_size_limit=67108864",
)


def connect(path: Path) -> sqlite3.Connection:
    """A read-write connection with every safety on, its transactions begun by hand only."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
    return connection


def engine_for(connection: sqlite3.Connection) -> Engine:
    """An engine over that one connection.

    SQLAlchemy's default leaves reads before the first write outside the transaction, which loses updates; here each
    transaction takes the write lock first.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _take_write_lock(begun: Connection) -> None:
        begun.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed when the block ends, rolled back when it raises.

    Raises OctavoError for what a person can act on: full disk, read-only file, damaged file.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        refusal = refusal_for(error.orig)
        if refusal is None:
            raise
        raise refusal from error
