"""Bringing a file that follows a list up to date: what it would hold now, whose bytes it has, and writing it.

Reads the library and writes one file; what came of it is kept by `live_exports`. Without SQLAlchemy, for it runs
beside the library thread.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from octavo.bibliography.export import Export, ExportOptions
from octavo.bibliography.file import NotSaved
from octavo.bibliography.formats import FORMATS
from octavo.bibliography.writers import save, written
from octavo.library.kept_asides import returned
from octavo.library.values import Place

if TYPE_CHECKING:
    from octavo.library.reading import Reading

#: A file of more bytes than this is nobody's bibliography, and is not read to be compared.
_LARGEST: Final = 200_000_000
_OPTIONS: Final = ("abstracts", "keywords", "notes", "protect_capitals", "preprint_as_article", "as_imported")


class State(StrEnum):
    """What came of a look at a file. READY: it may be written; KEYLESS: papers lack a key to be written with."""

    SAME = "same"
    READY = "ready"
    WRITTEN = "written"
    KEYLESS = "keyless"
    DIFFERS = "differs"
    KEPT = "kept"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LiveExport:
    """A reading list bound to a file, as the library keeps it. `list_name` is "" when the list is gone.

    `digests` are SHA-256 of bytes that Octavo wrote there, or was about to; `kept` those of the two versions, the
    file's and the list's, that the person said should stay as they are. `written` is ISO 8601 in UTC.
    """

    id: int
    list_id: int
    list_name: str
    path: Path
    form: str
    options: ExportOptions
    digests: tuple[str, ...] = ()
    entries: int = 0
    written: str = ""
    trouble: str = ""
    kept: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `their_digest` is that of the bytes found in the file, "" for none; `theirs` is their text
    where someone else changed it. `digest` is that of the bytes it would hold now."""

    state: State
    sentence: str = ""
    digest: str = ""
    entries: int = 0
    made: Export | None = None
    keyless: tuple[int, ...] = ()
    theirs: str = ""
    their_digest: str = ""
    allow_empty: bool = False


def outcome_of(reading: Reading, live: LiveExport, *, over: str = "", allow_empty: bool = False) -> Outcome:
    """Look at a file that follows a list: is it as the list is now, or may and should it be written?

    A file whose bytes Octavo did not write is left alone unless `over` is their digest: then the person has seen them
    and said so. `allow_empty`: the person agreed to write no entries over a file that holds some.
    """
    if not live.list_name:
        return Outcome(State.FAILED, f"The list was deleted, so {live.path.name} stays as it is.")
    papers = reading.papers(reading.listing(Place("list", live.list_id)).ids)
    keyless = tuple(paper.id for paper in papers if not paper.key)
    if keyless:
        return Outcome(State.KEYLESS, keyless=keyless)
    made = written(
        [(paper.key, paper) for paper in papers],
        live.form,
        live.options,
        heading=live.list_name,
        reasons=reading.reasons(live.list_id),
        returned=returned(reading, [paper.id for paper in papers]),
        unchecked=True,
    )
    known = (*live.digests, over)
    return compared(live.path, live.form, made, known, settled=live.kept, over=over, allow_empty=allow_empty)


def compared(
    path: Path,
    form: str,
    made: Export,
    known: Sequence[str],
    *,
    settled: tuple[str, str] = ("", ""),
    over: str = "",
    allow_empty: bool = False,
) -> Outcome:
    """What to do about a file as it stands on the disk, `known` being the digests of bytes that may be replaced.

    `settled`: this version of the file is to stay for as long as that version would be written.
    """
    digest = _digest(made.text.encode(FORMATS[form].encoding))
    ready = Outcome(State.READY, digest=digest, entries=made.entries, made=made, allow_empty=allow_empty)
    content = _content(path)
    if isinstance(content, OSError):
        return replace(ready, state=State.FAILED, sentence=_unreadable(path, content))
    if content is None:
        if not path.parent.is_dir():
            sentence = f"The folder {path.parent} is not there any more. Bring it back, or choose another file."
            return replace(ready, state=State.FAILED, sentence=sentence)
        return ready
    found = _digest(content)
    ready = replace(ready, their_digest=found)
    if found == ready.digest:
        return replace(ready, state=State.SAME)
    if (found, ready.digest) == settled and found != over:
        return replace(ready, state=State.KEPT)
    if content and found not in known:
        return replace(
            ready,
            state=State.DIFFERS,
            sentence=f"{path.name} was changed by someone else, so it was left alone.",
            theirs=content.decode(FORMATS[form].encoding, "replace"),
        )
    if content and not ready.entries and not allow_empty:
        return _empty(path)
    return ready


def put(path: Path, form: str, ready: Outcome) -> Outcome:
    """Write what `compared` found ready; a change of the file in between is not written over."""
    assert ready.made is not None

    def last_look(target: Path) -> None:
        if digest_of(target) != ready.their_digest:
            raise NotSaved(f"{path.name} was changed by another program at this moment, so it was left alone.")

    try:
        save(ready.made, path, form, replace_full_with_empty=ready.allow_empty, last_look=last_look)
    except NotSaved as refusal:
        return replace(ready, state=State.FAILED, sentence=refusal.sentence)
    return replace(ready, state=State.WRITTEN)


def digest_of(path: Path) -> str:
    """That of the bytes of a file, "" where there is none or it cannot be read."""
    content = _content(path)
    return _digest(content) if isinstance(content, bytes) else ""


def live_exports(reading: Reading) -> list[LiveExport]:
    """Every file that follows a list, in the order in which they were bound."""
    return [
        _live_export(*row)
        for row in reading.connection.execute(
            "SELECT id, list_id, coalesce((SELECT name FROM reading_list WHERE reading_list.id = list_id), ''), path, "
            "options, digest, entries, written, trouble FROM live_export ORDER BY id"
        )
    ]


def options_column(form: str, options: ExportOptions) -> str:
    """Format and options as the column keeps them."""
    chosen = {name: value for name, value in asdict(options).items() if name in _OPTIONS}
    return json.dumps({"form": form, **chosen}, sort_keys=True)


def _live_export(
    own: int, list_id: int, name: str, path: str, options: str, digest: str, entries: int, written: str, trouble: str
) -> LiveExport:
    kept = json.loads(options)
    form = kept.get("form", "bibtex")
    chosen: dict[str, Any] = {option: bool(kept[option]) for option in _OPTIONS if option in kept}
    settled: Sequence[str] = kept.get("kept", ("", ""))
    return LiveExport(
        own, list_id, name, Path(path), form if form in FORMATS else "bibtex", ExportOptions(**chosen),
        tuple(digest.split()), entries, written, trouble, (settled[0], settled[1]),
    )  # fmt: skip


def _empty(path: Path) -> Outcome:
    return Outcome(State.EMPTY, f"The list is empty, so {path.name} was left as it was.")


def _content(path: Path) -> bytes | OSError | None:
    """The bytes of the file, None where there is none, or why they cannot be read."""
    try:
        if path.stat().st_size > _LARGEST:
            return OSError(f"it holds more than {_LARGEST // 1_000_000} MB")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return error


def _unreadable(path: Path, error: OSError) -> str:
    if path.is_dir():
        return f"{path} is a folder now. Choose another file."
    return f"{path} cannot be read ({error.strerror or error}), so it was left alone."


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
