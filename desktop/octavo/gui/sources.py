"""Who gave each value of a paper and when, in words: "arXiv, 24 November"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from octavo.gui import words
from octavo.records import Paper


def source_words(paper: Paper, given: Mapping[str, tuple[str, str]], today: date) -> dict[str, str]:
    """Words by field. `given`: source and time by field, where it is not the import the paper came with."""
    found = {name: told(source, paper.added, today) for name, source in paper.field_sources.items()}
    return found | {name: told(source, at, today) for name, (source, at) in given.items()}


def told(source: str, at: str, today: date) -> str:
    """ "arXiv, 24 November"; the person is you."""
    who = "You" if source == "person" else source
    day = day_of(at, today)
    return ", ".join(part for part in (who, day) if part)


def day_of(at: str, today: date) -> str:
    """ "24 November" of a time in UTC, as a day where the person is; the year only when it is not this one."""
    try:
        when = datetime.fromisoformat(at).astimezone().date()
    except ValueError:
        return ""
    shown = f"{when.day} {words.month(when.month)}"
    return shown if when.year == today.year else f"{shown} {when.year}"
