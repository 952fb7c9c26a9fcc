"""How far a citation can be trusted, in one place and in a few words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from octavo.bibliography.citation_state import citation_state, told
from octavo.inquiries import Candidate, CitationState, LookUp, Proposal, Sought, Trust
from octavo.records import Entry, Paper

MakePaper = Callable[..., Paper]
NOON, LATER = "2024-05-02T12:00:00+00:00", "2024-05-02T12:00:01+00:00"


def test_a_paper_tells_what_it_lacks(paper: MakePaper) -> None:
    state = citation_state(paper(authors=(), published=""))
    assert (state.trust, state.missing) == (Trust.MISSING, ("authors", "year", "number"))
    assert told(state) == "Missing authors, year and number"
    assert told(citation_state(paper(arxiv="2304.00001"))) == "Complete, not verified"


def test_a_match_verifies_until_the_person_changes_a_field_of_it(paper: MakePaper) -> None:
    look_up = LookUp(1, Sought.MATCHED, "arXiv", (Candidate("arXiv", Entry("x")),), at=NOON)
    whole = paper(arxiv="2304.00001")
    assert told(citation_state(whole, look_up)) == "Verified against arXiv"
    assert citation_state(whole, look_up, changed_by_person=NOON).trust is Trust.VERIFIED
    assert citation_state(whole, look_up, changed_by_person=LATER).trust is Trust.COMPLETE
    assert citation_state(paper(authors=()), look_up).trust is Trust.MISSING


def test_what_presses_most_is_shown(paper: MakePaper) -> None:
    whole = paper(arxiv="2304.00001")
    waiting = LookUp(1, Sought.WAITING)
    kinds = ("version", "withdrawn", "retracted")
    proposals = [Proposal(1, kind, "arXiv", {}) for kind in kinds]
    assert citation_state(whole, waiting).trust is Trust.LOOKING_UP
    assert citation_state(whole, waiting, proposals[:1]).trust is Trust.PROPOSED
    assert citation_state(whole, waiting, proposals[:2]).trust is Trust.WITHDRAWN
    assert citation_state(whole, waiting, proposals).trust is Trust.RETRACTED
    assert citation_state(paper(other={"retracted": "yes"}, arxiv="2304.00001")).trust is Trust.RETRACTED


@pytest.mark.parametrize("trust", Trust)
def test_every_state_has_its_words(trust: Trust) -> None:
    words = told(CitationState(trust, ("year",), "arXiv", candidates=2, proposals=2))
    assert not words[0].islower()
    assert not words.endswith(".")
