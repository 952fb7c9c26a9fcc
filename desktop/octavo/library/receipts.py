"""The account of every import, kept with it: written when it arrives, read back whenever the person asks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from octavo.bibliography.residue import readable
from octavo.library.reading import Reading
from octavo.library.refusals import NotFound
from octavo.library.values import HIDES_NONE, storable
from octavo.records import Batch, Leftover, Placement, SourceLines, State, Verdict

#: Longer titles and lines are cut: the receipt says which entry it was, and is no copy of the page.
_LONGEST: Final = 300
_MOST_LEFTOVERS: Final = 500
_HEAD: Final = 2_000

_COLUMNS: Final = "id, at, day, source, origin, captured, subscription, digest"
#: An import that is still being written is the newest one.
_WHOLE: Final = f"((SELECT hidden_from FROM writing) = {HIDES_NONE} OR id < (SELECT max(id) FROM batch))"
#: Papers that one import alone brought, and about which the person has neither decided nor written anything.
#: Values: the import, its state, the tags it gave as JSON, the digest of its source.
REMOVABLE_SQL: Final = """
    SELECT paper.id FROM sighting JOIN paper ON paper.id = sighting.paper_id
    WHERE sighting.batch_id = ?1 AND paper.state = ?2 AND paper.starred = 0 AND paper.note = ''
    AND (paper.aside = 0 OR (paper.aside = 2 AND paper.decided = ''))
    AND NOT EXISTS (SELECT 1 FROM sighting AS other WHERE other.paper_id = paper.id AND other.batch_id <> ?1)
    AND NOT EXISTS (SELECT 1 FROM list_item WHERE list_item.paper_id = paper.id)
    AND NOT EXISTS (SELECT 1 FROM paper_tag JOIN tag ON tag.id = tag_id WHERE paper_tag.paper_id = paper.id
                    AND tag.name NOT IN (SELECT value FROM json_each(?3))
                    AND tag.name NOT IN (SELECT tag_name FROM rule WHERE does = 'tag'))
    AND NOT EXISTS (SELECT 1 FROM field_source WHERE field_source.paper_id = paper.id AND source = 'person')
    AND NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.paper_id = paper.id AND attachment.digest <> ?4)"""
#: Sightings of an import whose papers were here before it.
AGAIN_SQL: Final = """
    SELECT sighting.id FROM sighting WHERE sighting.batch_id = ?1
    AND EXISTS (SELECT 1 FROM sighting AS earlier WHERE earlier.paper_id = sighting.paper_id
                AND earlier.id < sighting.id)"""


class Fate(StrEnum):
    """What became of one entry of an import."""

    ADDED = "added"
    SEEN = "seen again"
    TWICE = "twice"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One entry in the account of an import: its title as it arrived, what it was taken for, what became of it.

    `paper_id` is the paper it became or was seen as again; `likeness` the title of the one it was compared with.
    """

    title: str
    verdict: Verdict
    fate: Fate
    paper_id: int | None = None
    lines: SourceLines | None = None
    twin: int | None = None
    why: str = ""
    likeness: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """An import, as a list of imports shows it. `at` is when it was, ISO in UTC; `day` the date it is filed under.

    `subscription` is the feed it came by, None when the person brought it. `can_undo` is true while there is a paper
    or a sighting that undoing it would take away.
    """

    batch_id: int
    at: str
    day: str
    source: str
    origin: str
    captured: str
    new: int
    already_here: int
    twice: int
    doubtful: int
    skipped: int
    not_placed: int
    can_undo: bool
    subscription: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """The receipt of an import, to be read at any time later.

    `removable` counts the papers that undoing it would take away: those that only it brought and about which nothing
    was decided or written. `lines` of imports made before receipts were kept name the papers seen, and no more.
    """

    summary: Import
    lines: tuple[ReceiptLine, ...]
    leftovers: tuple[Leftover, ...] = ()
    message: str = ""
    removable: int = 0


def account_column(
    batch: Batch,
    placements: Sequence[Placement],
    ended: Mapping[int, tuple[Fate, int | None]],
    state: State,
    tags: Sequence[str],
) -> str:
    """What is kept of an import: a line of JSON with its counts and choices, and one with its entries.

    `ended` says what became of each entry, by index, and which paper it is.
    """
    lines = [_line(batch, each, *ended.get(each.index, (Fate.LEFT_OUT, None))) for each in placements]
    fates = [line[2] for line in lines]
    added = [placements[index].verdict for index, fate in enumerate(fates) if fate == Fate.ADDED]
    head = {
        "new": sum(verdict is Verdict.NEW for verdict in added),
        "here": fates.count(Fate.SEEN),
        "twice": fates.count(Fate.TWICE),
        "doubtful": sum(verdict is Verdict.DOUBTFUL for verdict in added),
        "skipped": fates.count(Fate.LEFT_OUT),
        "not placed": len(batch.not_placed),
        "state": str(state),
        "tags": list(tags),
    }
    left = [[each.number, each.text[:_LONGEST]] for each in batch.not_placed[:_MOST_LEFTOVERS]]
    body = {"message": batch.message, "lines": lines, "left": left}
    return storable("\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in (head, body)))


def _line(batch: Batch, placement: Placement, fate: Fate, paper_id: int | None) -> list[Any]:
    entry = batch.entries[placement.index]
    first, last = (entry.lines.first, entry.lines.last) if entry.lines else (None, None)
    likeness = placement.paper_title[:_LONGEST] if placement.verdict is Verdict.DOUBTFUL else ""
    line = [
        entry.title[:_LONGEST], str(placement.verdict), str(fate), paper_id, first, last, placement.twin,
        placement.why, likeness, list(entry.problems),
    ]  # fmt: skip
    while not line[-1] and line[-1] != 0:
        line.pop()
    return line


def imports(reading: Reading, limit: int = 100) -> list[Import]:
    """The newest imports, newest first."""
    return [
        _summary(reading.connection, row, json.loads(head.partition("\n")[0]) if head else None)
        for *row, head in reading.connection.execute(
            f"SELECT {_COLUMNS}, substr(account, 1, {_HEAD}) FROM batch WHERE {_WHOLE} ORDER BY id DESC LIMIT ?",
            (limit,),
        )
    ]


def receipt(reading: Reading, batch_id: int) -> Account:
    """The account of one import. Raises NotFound."""
    found = reading.connection.execute(
        f"SELECT {_COLUMNS}, account FROM batch WHERE id = ? AND {_WHOLE}", (batch_id,)
    ).fetchone()
    if found is None:
        raise NotFound("This import is not in the library any more. It was undone.")
    *row, account = found
    written, _, body = account.partition("\n")
    head = json.loads(written) if written else None
    summary = _summary(reading.connection, row, head)
    removable = len(reading.connection.execute(REMOVABLE_SQL, undo_values(batch_id, row[7], head)).fetchall())
    if not body:
        return Account(summary, tuple(_lines_of_sightings(reading.connection, batch_id)), removable=removable)
    kept = json.loads(body)
    return Account(
        summary,
        tuple(map(_line_from, kept["lines"])),
        tuple(Leftover(number, text, "not placed") for number, text in kept["left"]),
        kept["message"],
        removable,
    )


def undo_values(batch_id: int, digest: str, head: Mapping[str, Any] | None) -> tuple[int, str, str, str]:
    """The values of `REMOVABLE_SQL`; `head` is the first line of the account, None where there is none."""
    known = head or {"state": State.INBOX, "tags": []}
    return batch_id, str(known["state"]), json.dumps(known["tags"]), digest


def _summary(connection: sqlite3.Connection, row: Sequence[Any], head: Mapping[str, Any] | None) -> Import:
    batch_id, at, day, source, origin, captured, subscription, digest = row
    values = undo_values(batch_id, digest, head)
    can_undo = connection.execute(
        f"SELECT EXISTS ({REMOVABLE_SQL}) OR EXISTS ({AGAIN_SQL})", values
    ).fetchone()[0]
    if head is None:
        again = len(connection.execute(AGAIN_SQL, (batch_id,)).fetchall())
        (seen,) = connection.execute("SELECT count(*) FROM sighting WHERE batch_id = ?", (batch_id,)).fetchone()
        head = {"new": seen - again, "here": again}
    return Import(
        batch_id, at, day, source, origin, captured, head["new"], head["here"], head.get("twice", 0),
        head.get("doubtful", 0), head.get("skipped", 0), head.get("not placed", 0), bool(can_undo), subscription,
    )  # fmt: skip


def _line_from(kept: Sequence[Any]) -> ReceiptLine:
    title, verdict, fate, paper_id, first, last, twin, why, likeness, problems = (*kept, *_EMPTY[len(kept) :])
    lines = SourceLines(first, last) if first is not None else None
    return ReceiptLine(
        readable(title), Verdict(verdict), Fate(fate), paper_id, lines, twin, why, likeness, tuple(problems)
    )


_EMPTY: Final[tuple[Any, ...]] = ("", "new", "left out", None, None, None, None, "", "", ())


def _lines_of_sightings(connection: sqlite3.Connection, batch_id: int) -> list[ReceiptLine]:
    """What an import older than receipts is known to have brought."""
    again = {row[0] for row in connection.execute(AGAIN_SQL, (batch_id,))}
    return [
        ReceiptLine(
            title,
            Verdict.ALREADY_HERE if sighting in again else Verdict.NEW,
            Fate.SEEN if sighting in again else Fate.ADDED,
            paper_id,
            SourceLines(first, last) if first is not None else None,
        )
        for sighting, paper_id, title, first, last in connection.execute(
            "SELECT sighting.id, paper.id, title, first_line, last_line FROM sighting "
            "JOIN paper ON paper.id = paper_id WHERE batch_id = ? ORDER BY rank",
            (batch_id,),
        )
    ]
