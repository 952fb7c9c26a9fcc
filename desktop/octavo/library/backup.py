"""Checked copies of a library, and the check itself."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from octavo.library import full_text
from octavo.library.refusals import DAMAGED, LibraryDamaged
from octavo.records import OctavoError

#: How many papers hold what no verb writes, as a fault of the disk or another program may leave it.
_STRANGE = (
    "SELECT count(*) FROM paper WHERE state NOT IN ('inbox', 'to-read', 'done', 'not-for-me') "
    "OR typeof(title) <> 'text' OR typeof(abstract) <> 'text' OR (authors <> '' AND NOT json_valid(authors)) "
    "OR (details <> '' AND NOT json_valid(details)) OR (other <> '' AND NOT json_valid(other))"
)


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with a library, a sentence each; an empty list means healthy.

    Needs a connection that may write and is in no transaction: the full-text index checks itself by a command.
    """
    try:
        told = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [f"The file is damaged: {error}."]
    found = [f"The file is damaged: {sentence}." for sentence in told if sentence != "ok"]
    try:
        strange = connection.execute(_STRANGE).fetchone()[0]
        for _text in connection.execute("SELECT title, abstract, authors_text, note, venue FROM paper"):
            # Whether it is text at all is found out by fetching it.
            pass
    except sqlite3.DatabaseError as error:
        return [*found, f"The file is damaged: {error}."]
    if strange:
        many = f"{strange} papers hold values" if strange > 1 else "1 paper holds a value"
        found.append(f"{many} that cannot be read.")
    if loose:
        found.append(f"{len(loose)} rows refer to something that is not there, the first in {loose[0][0]}.")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for table in full_text.TABLES:
            connection.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        found.append("The search index does not agree with the papers.")
    finally:
        connection.execute("ROLLBACK")
    return found


def copy_checked(library: Path, to: Path) -> None:
    """Copy the library to `to` as one whole file, check the copy, then give it its name.

    An existing file at `to` stays as it is until the new copy is known to be good. Raises OctavoError when the copy
    cannot be written, LibraryDamaged when the copy does not pass the check.
    """
    if to.exists() and to.resolve() == library.resolve():
        raise OctavoError("A backup needs another name than the library itself. Choose another file.")
    draft = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _copy(library, draft)
        _sync(draft)
        draft.replace(to)
        _sync(to.parent)
    except (OSError, sqlite3.OperationalError) as error:
        raise OctavoError(
            f"The backup could not be written to {to.parent}. Nothing was changed; choose another folder or free "
            "some space."
        ) from error
    finally:
        for left in (draft, draft.with_name(draft.name + "-journal")):
            with contextlib.suppress(OSError):
                left.unlink()


def _copy(library: Path, draft: Path) -> None:
    draft.unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(f"{library.absolute().as_uri()}?mode=ro", uri=True)) as source,
        contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        if problems(target):
            raise LibraryDamaged(DAMAGED)


def _sync(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut. Windows has no such call for folders."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
