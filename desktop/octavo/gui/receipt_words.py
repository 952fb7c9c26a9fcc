"""The words for what was seen before and for the receipts of imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from octavo.gui.words import month, number, papers
from octavo.library.receipts import Account, Fate, Import, ReceiptLine
from octavo.records import Sighting

_ORDINALS: Final = (
    "", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
)  # fmt: skip
_FATES: Final = {
    Fate.ADDED: ("Added", "circle-check", "ok"),
    Fate.SEEN: ("Seen again", "library", "plain"),
    Fate.TWICE: ("Twice in feed", "copy", "plain"),
    Fate.LEFT_OUT: ("Left out", "minus", "plain"),
}


def plain_day(iso: str, today: date) -> str:
    """ "12 August", the year only when it is not this one."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    words = f"{when.day} {month(when.month)}"
    return words if when.year == today.year else f"{words} {when.year}"


def times_seen(sightings: Sequence[Sighting], today: date) -> str:
    """ "Third time, first on 12 August, now 210 votes"; "" where once is all there is to say.

    A feed that shows a paper all day long has shown it once.
    """
    if not sightings:
        return ""
    in_order = sorted(sightings, key=lambda each: (each.day, each.batch_id))
    times = len({(each.source, each.day) for each in in_order})
    votes = next((each.votes for each in reversed(in_order) if each.votes is not None), None)
    parts = []
    if times > 1:
        ordinal = _ORDINALS[times] if times < len(_ORDINALS) else f"{number(times)}{_ending(times)}"
        parts += [f"{ordinal} time", f"first on {plain_day(in_order[0].day, today)}"]
    if votes is not None:
        parts.append(f"{'now ' if times > 1 else ''}{number(votes)} {'vote' if votes == 1 else 'votes'}")
    renewed = next((each for each in reversed(in_order) if each.new_version), None)
    if renewed is not None:
        parts.append(f"{new_version(renewed.new_version).lower()} on {plain_day(renewed.day, today)}")
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def new_version(version: str) -> str:
    """ "New version (v3)", or without its number where none was given."""
    return f"New version ({version})" if version.startswith("v") else "New version"


def sighting(seen: Sighting, today: date) -> tuple[str, str]:
    """One sighting in a list: where and when, and what was told there."""
    votes = "" if seen.votes is None else f"{number(seen.votes)} {'vote' if seen.votes == 1 else 'votes'}"
    place = f"number {number(seen.rank)} on the page" if seen.rank else ""
    told = [part for part in (new_version(seen.new_version) if seen.new_version else "", votes, place) if part]
    return f"{seen.source}, {plain_day(seen.day, today)}", ", ".join(told)


def import_title(made: Import, today: date) -> str:
    """ "Daily papers, 11 March"."""
    return f"{made.source or made.origin or 'Import'}, {plain_day(made.day, today)}"


def import_counts(made: Import) -> str:
    """ "86 new, 3 seen again, 1 twice, 2 left out"."""
    parts = [f"{number(made.new + made.doubtful)} new"]
    if made.already_here:
        parts.append(f"{number(made.already_here)} seen again")
    if made.twice:
        parts.append(f"{number(made.twice)} twice")
    if made.skipped:
        parts.append(f"{number(made.skipped)} left out")
    if made.not_placed:
        parts.append(f"{number(made.not_placed)} {'line' if made.not_placed == 1 else 'lines'} not placed")
    return ", ".join(parts)


def line(entry: ReceiptLine) -> tuple[str, tuple[str, str, str]]:
    """What stands below the title of a receipt's row, and its badge."""
    parts = []
    if entry.lines is not None:
        first, last = entry.lines.first, entry.lines.last
        parts.append(f"Line {first}" if first == last else f"Lines {first} to {last}")
    if entry.likeness:
        parts.append(f"{entry.why} Compared with “{entry.likeness}”.".strip())
    elif entry.why:
        parts.append(entry.why)
    parts += entry.problems
    return "  ·  ".join(parts), _FATES[entry.fate]


def can_undo(account: Account) -> str:
    """What undoing an import would do, or why it can do nothing."""
    if not account.summary.can_undo:
        return "Nothing of this import can be taken back: you decided about its papers, or they came another way too."
    stays = account.summary.new + account.summary.doubtful - account.removable
    parts = [f"Undo import removes {papers(account.removable)}"]
    if stays > 0:
        parts.append(f"{number(stays)} {'stays' if stays == 1 else 'stay'}")
    return "; ".join(parts) + "."


def _ending(count: int) -> str:
    return "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
