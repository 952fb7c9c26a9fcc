"""Where the files of papers lie: a folder beside the library. Free of SQLAlchemy, so the reading side can use it."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from octavo.library import copies

_PATH: Final = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}\.pdf")


def folder_of(library: Path) -> Path:
    """The folder of a library's files; it may not exist. It must be moved with the library."""
    return library.with_name(f"{library.name}.files")


def path_of(library: Path, path: str) -> Path | None:
    """The file an attachment names, which may be gone; None for a path that Octavo did not make.

    A library from someone else may name any file of this computer.
    """
    return folder_of(library) / path if _PATH.fullmatch(path) else None


def known_to_copies(library: Path) -> set[str] | None:
    """The files that copies of a library name, and libraries set aside next to it; None when one cannot be read.

    Whoever goes back to a copy wants the PDFs of its papers too.
    """
    known: set[str] = set()
    try:
        for copy in _copies(library):
            known |= _named_in(copy)
    except (sqlite3.Error, OSError):
        return None
    return known


def _copies(library: Path) -> Iterator[Path]:
    yield from copies.folder_of(library).glob(f"*{library.suffix}")
    for path in library.parent.glob(f"{library.stem}*"):
        if path.is_file() and path != library and library.suffix in path.suffixes and path.suffix != ".part":
            with path.open("rb") as stream:
                if stream.read(16) == b"SQLite format 3\0":
                    yield path


def _named_in(copy: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        # Libraries of version 1 had no files.
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'attachment'").fetchone():
            return set()
        return {row[0] for row in connection.execute("SELECT path FROM attachment")}
