"""Daily copies of a library, kept in a folder beside it, and the way back from one of them.

Needs no SQLAlchemy and no open library: copies are made while the library is worked with, and a library that can no
longer be opened is what they are for.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final

from octavo.library.backup import copy_checked
from octavo.library.lock import InstanceLock
from octavo.library.refusals import LibraryDamaged
from octavo.records import OctavoError

#: How many days, weeks and months in a row have a copy; what is older goes, but never all of the newest `FEWEST`.
DAYS: Final = 12
WEEKS: Final = 10
MONTHS: Final = 9
FEWEST: Final = 3
_BESIDE: Final = ("-wal", "-shm")
_NO_ROOM: Final = "The copy could not be put in {folder}. Allow Octavo to write there, and try again."


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the library as it was on `day`; `papers` is None when it cannot be read."""

    path: Path
    day: date
    papers: int | None


def folder_of(library: Path) -> Path:
    """Where the copies of `library` are."""
    return library.with_name(f"{library.stem} copies")


def copies(library: Path) -> list[Copy]:
    """The daily copies, newest first."""
    found = []
    for path in folder_of(library).glob(f"*{library.suffix}"):
        with contextlib.suppress(ValueError):
            found.append(Copy(path, date.fromisoformat(path.stem), _papers(path)))
    return sorted(found, key=lambda copy: copy.day, reverse=True)


def copy_daily(library: Path, today: date) -> Path | None:
    """Make the copy of `today` and let go of old ones; None when there is nothing to do.

    Nothing is done twice a day, nor for a library that has not changed since its last copy. An empty library never
    takes the place of copies that hold papers. Raises OctavoError, LibraryDamaged when the library is not well: then
    no old copy is touched.
    """
    if not library.exists() or _papers(library) == 0:
        return None
    kept = copies(library)
    target = folder_of(library) / f"{today.isoformat()}{library.suffix}"
    if kept and (kept[0].day >= today or not _changed_since(library, kept[0].path)):
        return None
    copy_checked(library, target)
    for copy in _too_many(copies(library), today):
        with contextlib.suppress(OSError):
            copy.path.unlink()
    return target


def restore(copy: Path, library: Path, now: datetime) -> Path | None:
    """Put `copy` in the place of `library`, which nobody may have open: LibraryInUse otherwise.

    The library that was there is kept under another name beside it, which is answered; None when there was none.
    The copy is checked first, and stays. Raises OctavoError and leaves everything as it is when it is not good.
    """
    if _papers(copy) is None:
        raise LibraryDamaged(
            f"{copy.name} is not a library that can be read. Nothing was changed; choose another copy."
        )
    try:
        lock = InstanceLock(library)
    except OSError as error:
        raise OctavoError(_NO_ROOM.format(folder=library.parent)) from error
    try:
        return _put_in_place(copy, library, now)
    finally:
        lock.release()


def _put_in_place(copy: Path, library: Path, now: datetime) -> Path | None:
    draft = library.with_name(f".{library.name}.restored")
    copy_checked(copy, draft)
    aside = _unused(library.with_name(f"{library.stem} before {now:%Y-%m-%d %H.%M.%S}{library.suffix}"))
    try:
        moved = _move_aside(library, aside)
        os.replace(draft, library)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise OctavoError(_NO_ROOM.format(folder=library.parent)) from error
    return moved


def _unused(path: Path) -> Path:
    """`path`, or the first like it with a number that is not taken."""
    tried = count(2)
    stem, found = path.stem, path
    while found.exists():
        found = path.with_name(f"{stem}, {next(tried)}{path.suffix}")
    return found


def _move_aside(library: Path, aside: Path) -> Path | None:
    # The log goes first: a library without its log is one that lost its last moments, a log without its library none.
    for end in _BESIDE:
        log = library.with_name(library.name + end)
        if log.exists():
            shutil.move(log, aside.with_name(aside.name + end))
    if not library.exists():
        return None
    os.replace(library, aside)
    return aside


def _papers(path: Path) -> int | None:
    """How many papers a library file holds, without changing a byte of it or beside it."""
    log = path.with_name(path.name + "-wal")
    quiet = "" if log.exists() and log.stat().st_size else "&immutable=1"
    try:
        address = f"{path.absolute().as_uri()}?mode=ro{quiet}"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            return int(connection.execute("SELECT count(*) FROM paper").fetchone()[0])
    except (sqlite3.DatabaseError, UnicodeDecodeError, OSError):
        return None


def _changed_since(library: Path, copy: Path) -> bool:
    files = [library, *(library.with_name(library.name + end) for end in _BESIDE)]
    newest = max(each.stat().st_mtime for each in files if each.exists())
    return newest > copy.stat().st_mtime


def _too_many(kept: Sequence[Copy], today: date) -> list[Copy]:
    """The copies that may go: each day, week and month keeps its newest, as far back as is promised."""
    keeping: set[Path] = {copy.path for copy in [each for each in kept if each.papers][:FEWEST]}
    seen: set[tuple[str, object]] = set()
    for copy in kept:
        age = today - copy.day
        spans = (
            ("day", copy.day, timedelta(days=DAYS)),
            ("week", copy.day.isocalendar()[:2], timedelta(weeks=WEEKS)),
            ("month", (copy.day.year, copy.day.month), timedelta(days=31 * MONTHS)),
        )
        for name, span, reach in spans:
            if age < reach and (name, span) not in seen:
                seen.add((name, span))
                keeping.add(copy.path)
    return [copy for copy in kept if copy.path not in keeping]


