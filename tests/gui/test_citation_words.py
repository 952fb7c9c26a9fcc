"""How the citation of a paper stands, in words: one sentence and one next thing to do for every state."""

from __future__ import annotations

from datetime import date

import pytest

from octavo.gui import citation_words
from octavo.gui.citation_words import beside, deeds, pill, spoken
from octavo.inquiries import CitationState, Trust

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("state", "words", "tone", "next_thing"),
    [
        (CitationState(Trust.COMPLETE), "Complete", "ok", ""),
        (CitationState(Trust.VERIFIED, service="arXiv"), "Verified with arXiv", "ok", ""),
        (CitationState(Trust.MISSING, ("authors", "number")), "Authors and number missing", "warn", "look_up"),
        (CitationState(Trust.LOOKING_UP, ("authors",)), "Looking up…", "busy", "stop_look_up"),
        (CitationState(Trust.LOOKING_UP, trouble="arXiv asks for a pause."), "Waiting", "plain", "look_up"),
        (CitationState(Trust.NOT_FOUND, ("authors",), trouble="Nothing."), "No match found", "bad", "edit_paper"),
        (CitationState(Trust.FAILED, ("authors",), trouble="Too slow."), "Look-up failed", "bad", "look_up"),
        (CitationState(Trust.TWO_POSSIBLE, candidates=2), "Two possible matches", "warn", "choose_match"),
        (CitationState(Trust.TWO_POSSIBLE, candidates=5), "5 possible matches", "warn", "choose_match"),
        (CitationState(Trust.PROPOSED, proposals=1, proposed="published"), "Complete", "ok", "show_proposals"),
        (CitationState(Trust.RETRACTED, proposals=1, proposed="retracted"), "Retracted", "bad", "show_proposals"),
        (CitationState(Trust.WITHDRAWN), "Withdrawn", "bad", ""),
        (CitationState(Trust.COMPLETE, trouble="It may be paper 3."), "Complete", "ok", "find_duplicates_of"),
    ],
    ids=lambda value: value.trust if isinstance(value, CitationState) else None,
)
def test_each_state_has_its_words_and_its_next_thing(state, words, tone, next_thing):
    assert pill(state) == (words, tone)
    assert next(iter(deeds(state)), ("", ""))[1] == next_thing
    assert spoken(state).startswith("citation: ")


def test_every_state_there_is_has_words():
    assert all(pill(CitationState(trust))[0] for trust in Trust)


def test_what_went_wrong_is_said_with_the_next_try():
    state = CitationState(Trust.FAILED, trouble="arXiv asks for a pause.", again="2026-11-24T14:05:00+00:00")
    assert beside(state).startswith("arXiv asks for a pause. Next try at ")
    assert beside(CitationState(Trust.COMPLETE)) == ""


def test_what_was_proposed_is_named_quietly():
    assert citation_words.proposed(CitationState(Trust.PROPOSED, proposals=1, proposed="published")) == (
        "A published version was found"
    )
    assert citation_words.proposed(CitationState(Trust.PROPOSED, proposals=3)) == "3 changes were proposed"


def test_a_verified_citation_says_by_whom_and_when():
    state = CitationState(Trust.VERIFIED, service="arXiv", at="2026-11-20T12:00:00+00:00")
    assert citation_words.tip(state, TODAY) == "arXiv says the same, as of 20 November."
