"""The one writer of export files: whole or not at all, and read back before it counts."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from octavo.records import OctavoError

_ENTRY: Final = re.compile(r"^@([A-Za-z]+)\{([^,\s{}]+),$", re.M)
_BRACES: Final = re.compile(r"[{}]")
#: Seconds after which nobody writes a file any more that was begun.
_STALE_S: Final = 600
#: Windows refuses a rename while a virus scanner or a viewer holds the old file, usually for a moment.
_WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.8)


class NotSaved(OctavoError):
    """The file was not written; whatever stood at the path is untouched."""


def save(
    text: str,
    path: Path,
    *,
    expect_entries: int,
    replace_full_with_empty: bool = False,
    entries_in: Callable[[str], int] | None = None,
    encoding: str = "utf-8",
    wait: Callable[[float], None] = time.sleep,
    last_look: Callable[[Path], None] | None = None,
    asides: Sequence[str] = (),
) -> None:
    """Write `text` (UTF-8, LF) to `path` so that a reader sees the old file or the whole new one, never a part.

    The bytes are read back and must hold `expect_entries` entries with different keys and balanced braces. For a file
    that is not LaTeX's, `entries_in` counts its entries, raising ValueError where it cannot. Raises NotSaved with a
    sentence; the old file then stays as it was. `wait` is called between attempts while another program holds the file.
    `last_look` sees the file that is about to be replaced, and may raise to keep it. `asides` are pieces of a BibTeX
    file that are not entries of its own and are not looked into.
    """
    path = Path(path)
    beside: Path | None = None
    try:
        _refuse(path, expect_entries, replace_full_with_empty)
        target = Path(os.path.realpath(path))
        beside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
        with open(beside, "xb") as stream:
            stream.write(text.encode(encoding))
            stream.flush()
            os.fsync(stream.fileno())
        if entries_in is None:
            _check(beside.read_bytes(), expect_entries, path, asides)
        else:
            _count(beside.read_bytes().decode(encoding, "replace"), expect_entries, path, entries_in)
        _keep_mode(target, beside)
        if last_look is not None:
            last_look(target)
        _replace(beside, target, wait)
        _keep_folder(target.parent)
        _sweep(target)
    except OSError as problem:
        raise NotSaved(_sentence(problem, path)) from problem
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def _refuse(path: Path, expect_entries: int, replace_full_with_empty: bool) -> None:
    if path.is_dir():
        raise NotSaved(f"{path} is a folder. Choose a file name inside it.")
    if not path.parent.is_dir():
        raise NotSaved(f"The folder {path.parent} does not exist. Create it or choose another one.")
    if expect_entries == 0 and not replace_full_with_empty and path.exists() and path.stat().st_size > 0:
        raise NotSaved(
            f"There is nothing to export, so {path.name} was left as it is. Choose a list with papers in it."
        )


def _check(content: bytes, expect_entries: int, path: Path, asides: Sequence[str] = ()) -> None:
    """Read back what is on the disk: every entry there, every key once, every brace closed."""
    kept = f"{path.name} was left as it was. Report this as a fault in Octavo."
    text = content.decode("utf-8", "replace")
    for aside in asides:
        # Whole lines only: a stray brace that was kept must not be looked for inside an entry.
        text, found = re.subn(rf"^{re.escape(aside)}$", lambda _line: "", text, count=1, flags=re.M)
        if not found:
            raise NotSaved(f"A comment of the imported file was not read back. {kept}")
    entries = [(kind, key.casefold()) for kind, key in _ENTRY.findall(text) if kind.casefold() != "comment"]
    if len(entries) != expect_entries:
        raise NotSaved(f"The file was read back with {len(entries)} of {expect_entries} entries. {kept}")
    if len({key for _, key in entries}) != len(entries):
        raise NotSaved(f"2 entries have the same citation key. {kept}")
    fields = (line for line in text.splitlines() if line.startswith("  "))
    if text.count("{") != text.count("}") or not all(_balanced(line) for line in fields):
        raise NotSaved(f"The braces in the file do not balance. {kept}")


def _count(text: str, expect_entries: int, path: Path, entries_in: Callable[[str], int]) -> None:
    """Read back what is on the disk in any other format: every entry there."""
    kept = f"{path.name} was left as it was. Report this as a fault in Octavo."
    try:
        found = entries_in(text)
    except ValueError as problem:
        raise NotSaved(f"The file could not be read back ({problem}). {kept}") from problem
    if found != expect_entries:
        raise NotSaved(f"The file was read back with {found} of {expect_entries} entries. {kept}")


def _balanced(line: str) -> bool:
    """Whether no brace of the line closes what another line opened; escaped braces count, as they do for BibTeX."""
    depth = 0
    for brace in _BRACES.findall(line):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _keep_mode(target: Path, beside: Path) -> None:
    """A replaced file keeps its permissions."""
    with contextlib.suppress(OSError):
        os.chmod(beside, target.stat().st_mode & 0o7777)


def _replace(beside: Path, target: Path, wait: Callable[[float], None]) -> None:
    for pause in _WAITS if os.name == "nt" else ():
        try:
            os.replace(beside, target)
        except PermissionError:
            wait(pause)
        else:
            return
    os.replace(beside, target)


def _keep_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system has a way to."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(target: Path) -> None:
    """Remove what an export of this file left that was killed on its way; a young one may be another's at work."""
    stale = re.compile(rf"\.{re.escape(target.name[:40])}\.[0-9a-f]{{8}}\.part")
    with contextlib.suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if stale.fullmatch(entry.name) and time.time() - entry.stat().st_mtime > _STALE_S:
                os.unlink(entry.path)


def _sentence(problem: OSError, path: Path) -> str:
    left = f"{path.name} was left as it was" if os.path.exists(path) else "nothing was written"
    match problem.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"The disk is full, so {left}. Free some space or choose another disk."
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return f"{path.parent} cannot be written to, so {left}. Choose another folder."
        case errno.ENAMETOOLONG:
            return f"The name {path.name[:40]}… is too long for this disk. Choose a shorter one."
        case _:
            return f"{path} could not be written ({problem.strerror or problem}), so {left}. Choose another place."
