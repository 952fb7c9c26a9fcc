"""How two texts differ, line by line, for a person to look at; never takes long, whatever they are."""

from __future__ import annotations

import difflib
from typing import Final

#: Lines compared one with another; of longer stretches that differ, only the beginning is shown.
_MOST_COMPARED: Final = 2_000
_AROUND: Final = 3


def difference(theirs: str, mine: str, their_name: str, my_name: str) -> str:
    """A unified difference: lines with "-" are in `theirs` alone, with "+" in `mine` alone. "" for none.

    A last line says how much is left out where the stretches that differ are long.
    """
    before, after = theirs.splitlines(), mine.splitlines()
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    start, end = max(0, start - _AROUND), max(0, end - _AROUND)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    left_out = max(0, len(old) - _MOST_COMPARED) + max(0, len(new) - _MOST_COMPARED)
    lines = list(
        difflib.unified_diff(
            old[:_MOST_COMPARED], new[:_MOST_COMPARED], their_name, my_name, n=_AROUND, lineterm="",
        )
    )  # fmt: skip
    lines = [_moved(line, start) if line.startswith("@@ ") else line for line in lines]
    if left_out:
        lines.append(f"… and {left_out:,} more lines that were not compared")
    if not lines and theirs != mine:
        lines = ["The two differ in blanks at the ends of lines, or in how lines end."]
    return "\n".join(lines)


def _moved(heading: str, by: int) -> str:
    """A heading "@@ -3,7 +3,8 @@" counted from the beginning of the whole text."""
    words = heading.split(" ")
    for place in (1, 2):
        first, comma, count = words[place][1:].partition(",")
        words[place] = f"{words[place][0]}{int(first) + by}{comma}{count}"
    return " ".join(words)
