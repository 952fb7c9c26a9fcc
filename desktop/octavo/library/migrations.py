"""From every released library file to today's, and from nothing to a new one. `PRAGMA user_version` is the version."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Engine

from octavo.library import full_text, version_2
from octavo.library.backup import copy_checked
from octavo.library.engine import APPLICATION_ID, connect, engine_for, transaction
from octavo.library.refusals import DAMAGED, TOO_NEW, LibraryDamaged, LibraryTooNew
from octavo.library.shape import refuse_foreign, refuse_misshapen
from octavo.library.smart_lists import supply
from octavo.library.tables import Row
from octavo.library.triggers import wanted_triggers
from octavo.library.values import HIDES_NONE
from octavo.records import OctavoError

#: One step of a migration: runs inside the transaction of the whole chain.
Migration = Callable[[sqlite3.Connection], None]

#: The step at index n leads from version n + 1 to n + 2. Version 1 is the first that was released.
MIGRATIONS: tuple[Migration, ...] = (version_2.migrate,)

_NOT_A_LIBRARY = "{name} is not an Octavo library. It was not changed; choose another file."


def version_of(migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The version of a library after all of `migrations`."""
    return len(migrations) + 1


def prepare(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Make sure that `path` is a library of today's version: create it, or bring it up to date.

    Must be called with the instance lock held. Raises LibraryTooNew or LibraryDamaged and leaves the file as it is.
    """
    if not path.exists() or path.stat().st_size == 0:
        _create(path, version_of(migrations))
        return
    _finish_interrupted(path)
    version = _probe(path, version_of(migrations))
    if version < version_of(migrations):
        copy_checked(path, path.with_name(f"{path.name}.version-{version}.backup"))
        _migrate(path, version, migrations)


def require_tables(connection: sqlite3.Connection) -> None:
    """Raise LibraryDamaged when a table or column of today's version is missing from the file."""
    wanted = {name: [column.name for column in table.columns] for name, table in Row.metadata.tables.items()}
    refuse_misshapen(connection, {**wanted, **dict.fromkeys(full_text.TABLES, full_text.SEARCHED)})


def replace_triggers(engine: Engine) -> None:
    """Triggers belong to the program, not to the file: put today's in place of any that differ."""
    wanted = wanted_triggers()
    with transaction(engine) as connection:
        found = {
            row.name: row.sql
            for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        }
        if found == wanted:
            return
        for name in found:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        for sql in wanted.values():
            connection.exec_driver_sql(sql)


def _create(path: Path, version: int) -> None:
    """A new library is made under another name and moved into place whole, so no kill leaves half of one."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    try:
        made = connect(draft)
        with contextlib.closing(made):
            engine = engine_for(made)
            with transaction(engine) as connection:
                Row.metadata.create_all(connection)
                for statement in full_text.create():
                    connection.exec_driver_sql(statement)
                connection.exec_driver_sql(
                    "INSERT INTO writing(id, step, bulk, hidden_from) VALUES (1, NULL, 0, ?)", (HIDES_NONE,)
                )
                supply(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {version}")
            replace_triggers(engine)
        os.replace(draft, path)
    except (OSError, sqlite3.OperationalError) as error:
        raise OctavoError(
            f"The library could not be made in {path.parent}. Allow Octavo to write there, or choose another folder."
        ) from error


def _finish_interrupted(path: Path) -> None:
    """Let SQLite take back what a kill left half written into a file without a log, such as a restored copy.

    A reader cannot do it, and neither the probe nor the copy before a migration may write.
    """
    journal = path.with_name(path.name + "-journal")
    if journal.exists() and journal.stat().st_size:
        with contextlib.suppress(sqlite3.DatabaseError, UnicodeDecodeError), contextlib.closing(
            sqlite3.connect(path)
        ) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _probe(path: Path, newest: int) -> int:
    """The version of the file, read without changing a byte of it; every reason not to open it is raised here."""
    wal = path.with_name(path.name + "-wal")
    # Without a log nobody else can have written, and `immutable` keeps SQLite from making files beside the library.
    quiet = "" if wal.exists() and wal.stat().st_size else "&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro{quiet}", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            if application == APPLICATION_ID and 1 <= version <= newest:
                refuse_foreign(connection, path.name, wanted_triggers())
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # SQLite quotes a damaged schema in its complaint, which then may be no text.
        code = getattr(error, "sqlite_errorcode", 0)
        damaged = code == sqlite3.SQLITE_CORRUPT or isinstance(error, UnicodeDecodeError)
        raise LibraryDamaged(DAMAGED if damaged else _NOT_A_LIBRARY.format(name=path.name)) from error
    if application != APPLICATION_ID or version < 1:
        raise LibraryDamaged(_NOT_A_LIBRARY.format(name=path.name))
    if version > newest:
        raise LibraryTooNew(TOO_NEW)
    return version


def _migrate(path: Path, version: int, migrations: Sequence[Migration]) -> None:
    with contextlib.closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for migrate in migrations[version - 1 :]:
                migrate(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise LibraryDamaged(DAMAGED)
            connection.execute(f"PRAGMA user_version = {version_of(migrations)}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
