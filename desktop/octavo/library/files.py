"""The PDFs of papers, copied into a folder beside the library under the digest of their bytes, and never run.

A file is copied, flushed, read back and given its name before any paper refers to it. It stays when a paper lets it
go, because undo may bring the paper back; `sweep` removes what neither a paper nor the history knows any more.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import Connection

from octavo.library.kept_files import folder_of, known_to_copies, path_of
from octavo.library.refusals import NotFound
from octavo.library.values import storable
from octavo.library.writing import Writer, require_papers
from octavo.records import Change, OctavoError, Progress

_CHUNK: Final = 1_048_576
#: No paper is larger; a film that somebody gave the name of a paper may be.
_MOST_BYTES: Final = 500_000_000
#: Where the mark of a PDF must stand, as readers of PDF have it.
_MARK_WITHIN: Final = 1_024
_OURS: Final = re.compile(r"[0-9a-f]{64}\.pdf(?:\.\d+\.part)?")


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that lies in the folder: where, relative to it, under which name it came, and its digest."""

    path: str
    name: str
    digest: str


class Files:
    """The verbs on the files of papers."""

    def __init__(self, writer: Writer) -> None:
        self._library, self._writer = writer.path, writer

    def attach(self, paper_id: int, file: Path) -> Change:
        """Copy a PDF beside the library and keep it with a paper. The file itself stays where it is.

        A PDF the paper has already makes no step. Raises NotFound, or OctavoError when it is no PDF or cannot be
        copied.
        """
        copied = copy_in(self._library, file)

        def write(connection: Connection, at: str) -> None:
            require_papers(connection, [paper_id])
            enter(connection, paper_id, copied, at)

        return self._writer.step("attach", write, {"paper_id": paper_id, "name": copied.name})

    def detach(self, paper_id: int, digest: str) -> Change:
        """Take a file off a paper. Undo puts it back: the file stays until nothing can ask for it any more."""

        def write(connection: Connection, _at: str) -> dict[str, object]:
            require_papers(connection, [paper_id])
            name = connection.exec_driver_sql(
                "DELETE FROM attachment WHERE paper_id = ? AND digest = ? RETURNING name", (paper_id, digest)
            ).scalar()
            if name is None:
                raise NotFound("This paper has no such file any more.")
            return {"name": name}

        return self._writer.step("detach", write, {"paper_id": paper_id})

    def sweep(self) -> int:
        """Remove the files that no paper has, no step could bring back and no copy of the library names; how many.

        While a copy cannot be read, nothing is removed.
        """
        in_copies = known_to_copies(self._library)
        if in_copies is None:
            return 0
        with self._writer.transaction() as connection:
            known = {
                str(row[0])
                for row in connection.exec_driver_sql(
                    "SELECT path FROM attachment UNION SELECT json_extract(image, '$.path') FROM change "
                    "WHERE part = 'attachment' AND image IS NOT NULL"
                )
            }
            return _remove_all_but(folder_of(self._library), known | in_copies)

    def back_up(self, to: Path) -> Generator[Progress, None, int]:
        """Copy the files to the folder beside `to`, a backup of the library; those that are there already stay.

        Returns how many of them were missing here and so could not be copied. Raises OctavoError when writing fails.
        """
        with self._writer.transaction() as connection:
            rows = connection.exec_driver_sql("SELECT DISTINCT path, name, digest FROM attachment ORDER BY path")
            wanted = [Copied(row.path, row.name, row.digest) for row in rows]
        missing = 0
        for number, each in enumerate(wanted):
            yield Progress(number, len(wanted), "Copying files")
            source, target = path_of(self._library, each.path), path_of(to.expanduser(), each.path)
            if source is None or not source.is_file():
                missing += 1
            elif target is not None and not _is_whole(target, each.digest):
                with _told(source, folder_of(to)):
                    _copy(source, folder_of(to.expanduser()))
        return missing


def copy_in(library: Path, file: Path) -> Copied:
    """A PDF's copy in the folder of a library, made at need. Raises OctavoError."""
    folder = folder_of(library)
    with _told(file, folder):
        if not file.is_file():
            raise OctavoError(f"{file.name} is not a file. Choose the PDF itself.")
        if file.stat().st_size > _MOST_BYTES:
            raise OctavoError(f"{file.name} is larger than {_MOST_BYTES // 1_000_000} MB. It was not attached.")
        with file.open("rb") as source:
            if b"%PDF-" not in source.read(_MARK_WITHIN):
                raise OctavoError(f"{file.name} is not a PDF. Only PDFs are kept with a paper.")
        digest = _copy(file, folder)
    return Copied(f"{digest[:2]}/{digest}.pdf", storable(file.name), digest)


def enter(connection: Connection, paper_id: int, copied: Copied, at: str) -> None:
    """Write down that a paper has a file; one it has already stays as it is."""
    connection.exec_driver_sql(
        "INSERT INTO attachment(paper_id, path, name, digest, at) SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS "
        "(SELECT 1 FROM attachment WHERE paper_id = ?1 AND digest = ?4)",
        (paper_id, copied.path, copied.name, copied.digest, at),
    )


@contextlib.contextmanager
def _told(file: Path, folder: Path) -> Generator[None, None, None]:
    """Say of a failing disk what it means."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OctavoError(
            f"{file.name} could not be copied to {folder}: {reason}. Nothing was changed; free some space, or allow "
            "Octavo to write there."
        ) from error


def _copy(file: Path, folder: Path) -> str:
    """Copy a file into the folder, under the digest of its bytes; answers the digest."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as undone:
        draft = folder / f"{'0' * 64}.pdf.{os.getpid()}.part"
        undone.callback(lambda: draft.unlink(missing_ok=True))
        with file.open("rb") as source, _opened_draft(draft) as target:
            digest = _pour(source, target)
        part = folder / digest[:2]
        named = part / f"{digest}.pdf"
        if not _is_whole(named, digest):
            if _digest_of(draft) != digest:
                raise OSError(None, "the copy differs from what was read")
            part.mkdir(exist_ok=True)
            draft.replace(named)
            _sync_folder(part)
    return digest


def _opened_draft(draft: Path) -> BinaryIO:
    # Readable and writable by this person alone, and by nobody to be run.
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(descriptor, "wb")


def _pour(source: BinaryIO, target: BinaryIO) -> str:
    digest = sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest()


def _digest_of(file: Path) -> str:
    digest = sha256()
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _is_whole(file: Path, digest: str) -> bool:
    try:
        return _digest_of(file) == digest
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut. Windows has no such call for folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_all_but(folder: Path, known: Iterable[str]) -> int:
    """Remove files of our own making that are not known; nothing else in the folder is touched."""
    kept, removed = set(known), 0
    for file in (*folder.glob("??/*.pdf*"), *folder.glob("*.part")):
        relative = file.relative_to(folder).as_posix()
        if _OURS.fullmatch(file.name) and relative not in kept and not file.is_symlink():
            with contextlib.suppress(OSError):
                file.unlink()
                removed += file.suffix == ".pdf"
    return removed
