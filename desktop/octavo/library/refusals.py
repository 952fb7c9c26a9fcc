"""What the library refuses, each with a sentence fit to show; free of SQLAlchemy, so the reading side can use it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from octavo.records import OctavoError


class NotFound(OctavoError):
    """A paper, tag or list that is not in the library."""


class ImportUnderWay(OctavoError):
    """Another import has not ended yet."""


class LibraryInUse(OctavoError):
    """Another Octavo has this library open."""


class LibraryTooNew(OctavoError):
    """The file was made by a newer Octavo; it was not touched."""


class LibraryTooOld(OctavoError):
    """The file waits for a migration, which only `Library.open` performs."""


class LibraryDamaged(OctavoError):
    """The file is not a library, or cannot be trusted as one; it was not changed."""


ARRIVING = "An import is under way. Let it finish, or stop it, and try again."
IN_USE = "This library is open in another Octavo window."
TOO_NEW = "This library was made by a newer Octavo. Update to open it; nothing was changed."
TOO_OLD = "This library was made by an older Octavo and is not brought up to date yet. Open it in Octavo once."
DAMAGED = (
    "The library file is damaged and cannot be read in full. Close Octavo, keep the file, and open the newest "
    "backup beside it."
)
REPLACED = (
    "The library file was moved or replaced while Octavo was open. Nothing was saved; close Octavo and open the "
    "library again."
)

_UNSAVED = {
    sqlite3.SQLITE_FULL: (
        "Your last change could not be saved: the disk is full. Everything before it is kept; free some space and "
        "try again."
    ),
    sqlite3.SQLITE_READONLY: (
        "Your last change could not be saved: the library file or its folder is read-only. Allow Octavo to write "
        "there, or move the library to a folder of your own."
    ),
    sqlite3.SQLITE_BUSY: (
        "Your last change could not be saved: another program is using the library file. A sync or backup program "
        "may hold it; wait a moment and try again."
    ),
    sqlite3.SQLITE_IOERR: (
        "Your last change could not be saved: the disk did not answer as it should. Everything before it is kept; "
        "check the disk, and make a backup on another one."
    ),
}
_UNSAVED[sqlite3.SQLITE_CANTOPEN] = _UNSAVED[sqlite3.SQLITE_IOERR]
_UNSAVED[sqlite3.SQLITE_LOCKED] = _UNSAVED[sqlite3.SQLITE_BUSY]


@contextmanager
def readable() -> Iterator[None]:
    """Raise LibraryDamaged for a value in the file that means nothing, as after a fault of the disk."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise LibraryDamaged(DAMAGED) from error
    except sqlite3.DatabaseError as error:
        refusal = refusal_for(error)
        if refusal is None:
            raise
        raise refusal from error


def refusal_for(error: BaseException | None) -> OctavoError | None:
    """The refusal a person should see for a SQLite error, None when the error is a mistake of our own."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # What is no text any more is met by Python, not by SQLite, and has no code.
        undecoded = isinstance(error, sqlite3.OperationalError) and "decode" in str(error)
        return LibraryDamaged(DAMAGED) if undecoded else None
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamaged(DAMAGED)
    sentence = _UNSAVED.get(primary)
    return OctavoError(sentence) if sentence else None
