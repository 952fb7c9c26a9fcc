"""Several days in one file: each becomes an import of its own, under its own date."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from octavo.records import Batch, Entry


def by_day(batch: Batch) -> tuple[Batch, ...]:
    """The days of a batch, in the order of the page, each with its own papers and date; most batches are one day.

    The lines outside papers stay with the first. The digests differ, so that each day is known again by itself.
    """
    days: list[tuple[int, list[Entry]]] = []
    for entry in batch.entries:
        if entry.lines is None:
            return (batch,)
        above = [at for at, day in enumerate(batch.days) if day.line < entry.lines.first]
        at = above[-1] if above else -1
        if not days or days[-1][0] != at:
            days.append((at, []))
        days[-1][1].append(entry)
    if len(days) < 2:
        return (batch,)
    return tuple(_day(batch, number, at, tuple(entries)) for number, (at, entries) in enumerate(days))


def _day(batch: Batch, number: int, at: int, entries: tuple[Entry, ...]) -> Batch:
    if number == 0:
        return replace(batch, entries=entries, days=())
    day = batch.days[at]
    return replace(
        batch, entries=entries, days=(), leftovers=(), message="", kept="",
        captured=day.text, captured_month=day.month, captured_day=day.day, captured_year=day.year,
        digest=sha256(f"{batch.digest} {day.line}".encode()).hexdigest(),
    )  # fmt: skip
