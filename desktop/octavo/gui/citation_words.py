"""How the citation of a paper stands, in the words of the window: its pill, what to say beside it, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from octavo.gui.sources import day_of
from octavo.inquiries import CitationState, Trust
from octavo.records import Paper

_PROPOSED: Final = {
    "published": "A published version was found", "version": "There is a new version",
    "withdrawn": "It was withdrawn", "retracted": "It was retracted", "complete": "A service says something else",
}  # fmt: skip


def pill(state: CitationState) -> tuple[str, str]:
    """Words and tone of the state."""
    if state.trust is Trust.TWO_POSSIBLE:
        return possible(state.candidates), "warn"
    if state.trust is Trust.LOOKING_UP and state.trouble:
        return "Waiting", "plain"
    fixed = {
        Trust.RETRACTED: ("Retracted", "bad"),
        Trust.WITHDRAWN: ("Withdrawn", "bad"),
        Trust.LOOKING_UP: ("Looking up…", "busy"),
        Trust.NOT_FOUND: ("No match found", "bad"),
        Trust.FAILED: ("Look-up failed", "bad"),
        Trust.VERIFIED: (f"Verified with {state.service}" if state.service else "Verified", "ok"),
    }
    return fixed.get(state.trust) or (missing_words(state.missing), "warn" if state.missing else "ok")


def possible(count: int) -> str:
    """ "Two possible matches"."""
    numbers = {1: "One possible match", 2: "Two possible matches", 3: "Three possible matches"}
    return numbers.get(count) or f"{count} possible matches"


def missing_words(missing: Sequence[str]) -> str:
    """Exactly what a complete citation still lacks, or that it is complete."""
    if not missing:
        return "Complete"
    *others, last = missing
    named = f"{', '.join(others)} and {last}" if others else last
    return f"{named[0].upper()}{named[1:]} missing"


def of_paper(paper: Paper) -> CitationState:
    """The state as far as the paper itself tells it."""
    return CitationState(Trust.MISSING if paper.missing else Trust.COMPLETE, paper.missing)


def proposed(state: CitationState) -> str:
    """The quiet words for proposals that wait; "" for none, and where the state says it already."""
    if state.proposals == 1 and state.proposed == state.trust.value:
        return ""
    if state.proposals != 1:
        return f"{state.proposals} changes were proposed" if state.proposals else ""
    return _PROPOSED.get(state.proposed, "A change was proposed")


def beside(state: CitationState) -> str:
    """One sentence beside the pill: what went wrong and when it goes on; "" when there is nothing to add."""
    again = _clock(state.again)
    return f"{state.trouble} Next try at {again}." if again and state.trouble else state.trouble


def tip(state: CitationState, today: date) -> str:
    """What the pill means, for whoever points at it."""
    if state.trust is Trust.VERIFIED:
        day = day_of(state.at, today)
        return f"{state.service} says the same{f', as of {day}' if day else ''}."
    if state.trust is Trust.COMPLETE:
        return "Nothing is missing. No service has confirmed it."
    return ""


def deeds(state: CitationState) -> list[tuple[str, str]]:
    """What can be done about it, as words and the command's name, the next thing first."""
    found: list[tuple[str, str]] = []
    if state.proposals:
        found.append(("Look", "show_proposals"))
    by_trust = {
        Trust.TWO_POSSIBLE: [("Choose…", "choose_match")],
        Trust.LOOKING_UP: [("Stop", "stop_look_up")],
        Trust.NOT_FOUND: [("Enter by hand", "edit_paper"), ("Search arXiv", "search_arxiv")],
        Trust.FAILED: [("Look up again", "look_up"), ("Enter by hand", "edit_paper")],
    }
    if state.trust is Trust.LOOKING_UP and state.trouble:
        found.append(("Try now", "look_up"))
    found += by_trust.get(state.trust, [])
    if state.trouble and state.trust in (Trust.VERIFIED, Trust.COMPLETE, Trust.MISSING, Trust.PROPOSED):
        # Found, and another paper of the library has its number already.
        found.append(("Compare…", "find_duplicates_of"))
    if state.trust in (Trust.MISSING, Trust.PROPOSED) and state.missing:
        found.append(("Look up", "look_up"))
    return found


def spoken(state: CitationState) -> str:
    """The state as a screen reader says it in a list, after the paper."""
    said = [pill(state)[0]]
    if quiet := proposed(state):
        said.append(quiet)
    return f"citation: {', '.join(each[0].lower() + each[1:] for each in said).replace('…', '')}"


def _clock(moment: str) -> str:
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%H:%M}"
    except ValueError:
        return ""
