"""How these sheets say amounts, sizes and dates."""

from __future__ import annotations

from datetime import date

from octavo.gui.words import month


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 line", "12,480 lines"; `many` when the plural is not made with s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def date_words(day: date, today: date) -> str:
    """ "11 March", with the year only when it is not this one."""
    words = f"{day.day} {month(day.month)}"
    return words if day.year == today.year else f"{words} {day.year}"


def size_words(size: int) -> str:
    """The size of a file of `size` bytes: "812 bytes", "3.1 KB", "2.4 MB"."""
    if size < 1000:
        return counted(size, "byte")
    if size < 1_000_000:
        return f"{size / 1000:.1f} KB"
    return f"{size / 1_000_000:.1f} MB"
