"""Where the files of papers lie: a folder beside the library. Free of SQLAlchemy, so the reading side can use it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_PATH: Final = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}\.pdf")


def folder_of(library: Path) -> Path:
    """The folder of a library's files; it may not exist. It must be moved with the library."""
    return library.with_name(f"{library.name}.files")


def path_of(library: Path, path: str) -> Path | None:
    """The file an attachment names, which may be gone; None for a path that Octavo did not make.

    A library from someone else may name any file of this computer.
    """
    return folder_of(library) / path if _PATH.fullmatch(path) else None
