"""The words for how a file that follows a list stands: pill, line and tip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from octavo.gui import words
from octavo.gui.live_exporting import Standing
from octavo.library.following import State


def pill_words(standing: Standing) -> tuple[str, str]:
    """Words and tone of the pill of one file."""
    if standing.waiting:
        return "Being written", "busy"
    match standing.state:
        case None:
            return "Not looked at yet", "plain"
        case State.SAME | State.WRITTEN:
            return "Up to date", "ok"
        case State.KEPT:
            return "Kept as it is", "plain"
        case State.DIFFERS:
            return "Changed elsewhere", "warn"
        case State.EMPTY:
            return "List is empty", "warn"
        case State.FAILED | State.KEYLESS | State.READY:
            return "Not written", "bad"


def list_pill(standings: Sequence[Standing]) -> tuple[str, str, str]:
    """Words, tone and tip for all files of one list: the worst of them speaks."""
    order = ("bad", "warn", "busy", "plain", "ok")
    worst = min(standings, key=lambda each: order.index(pill_words(each)[1]))
    said, tone = pill_words(worst)
    name = worst.live.path.name
    sentence = worst.outcome.sentence if worst.outcome else ""
    shown = {"Up to date": "File up to date", "Being written": "Writing file", "Not written": "File not written",
             "Changed elsewhere": "File changed"}  # fmt: skip
    return shown.get(said, said), tone, sentence or f"{name} follows this list."


def standing_line(standing: Standing, today: date) -> str:
    """What happened to the file, in one sentence."""
    live, outcome = standing.live, standing.outcome
    if standing.waiting:
        return "Changes of the list are about to be written."
    if outcome is not None and outcome.sentence:
        return outcome.sentence
    if outcome is not None and outcome.state is State.KEPT:
        return "Left as someone else made it, until it or the list changes."
    if not live.written:
        return "Not written yet."
    return f"Written {moment(live.written, today)}, {entries(live.entries)}."


def entries(count: int) -> str:
    """ "1 entry", "12 entries"."""
    return "1 entry" if count == 1 else f"{words.number(count)} entries"


def moment(iso: str, today: date) -> str:
    """ "today at 14:05", "on Mon 11 March at 14:05"; `iso` is in UTC."""
    try:
        at = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    clock = f"at {at.hour:02d}:{at.minute:02d}"
    return f"today {clock}" if at.date() == today else f"on {words.short_day(at.date().isoformat(), today)} {clock}"
