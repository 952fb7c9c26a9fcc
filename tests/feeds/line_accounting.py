"""The law every reading of text keeps: each line that is not blank is in one paper or is one leftover."""

from __future__ import annotations

from octavo.feeds.decoding import tidy, without_entities
from octavo.records import Batch

ROLES = {"date", "furniture", "not placed"}


def assert_every_line_is_accounted_for(text: str, batch: Batch) -> None:
    lines = tidy(without_entities(text)).split("\n")
    expected = [number for number, line in enumerate(lines, 1) if line.strip()]
    counted: list[int] = [leftover.number for leftover in batch.leftovers]
    for entry in batch.entries:
        assert entry.lines is not None and entry.lines.first <= entry.lines.last
        inside = range(entry.lines.first, entry.lines.last + 1)
        counted += [number for number in inside if lines[number - 1].strip()]
    assert sorted(counted) == expected
    assert {leftover.role for leftover in batch.leftovers} <= ROLES
