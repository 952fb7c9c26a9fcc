"""Dates as services write them, as far as they are dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def real_date(text: str) -> str:
    """ "2024", "2024-03" or "2024-03-11" when `text` begins so and it is a date, else ""."""
    found = _ISO.match(text)
    return from_parts([int(part) for part in found.groups() if part]) if found else ""


def from_parts(parts: Sequence[object]) -> str:
    """The date of year, month and day, as far as they go and are sound; "" without a year."""
    numbers = [part for part in parts[:3] if isinstance(part, int) and not isinstance(part, bool)]
    if not numbers or not 1500 <= numbers[0] <= 2200:
        return ""
    year, month, day = [*numbers, 0, 0][:3]
    if not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"
