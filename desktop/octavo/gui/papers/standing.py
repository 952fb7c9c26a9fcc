"""Where a person stands in a listing, by paper and not by row, so that it survives a new listing."""

from __future__ import annotations

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
