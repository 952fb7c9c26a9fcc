"""Where a person stands in a listing, by paper and not by row, so that it survives a new listing."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """The current paper (-1: none), the selected ones, and a paper on screen with its distance from the top in px."""

    current: int = -1
    selected: Sequence[int] = ()
    anchor: int = -1
    offset: int = 0
    scrolled: bool = False


def at_or_beside(before: array[int], current: int, left: array[int]) -> int | None:
    """The current paper if it is among those that are left; else the one that stood below it, or above."""
    if current in left:
        return current
    if current not in before:
        return None
    at, here = before.index(current), set(left)
    below = (each for each in before[at + 1 :] if each in here)
    above = (each for each in reversed(before[:at]) if each in here)
    return next(below, None) or next(above, None)
