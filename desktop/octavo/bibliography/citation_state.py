"""How far the citation of a paper can be trusted: decided here once, for card, list, export and check."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.inquiries import CitationState, LookUp, Proposal, Sought, Trust
from octavo.records import Paper

#: The fields a verification is about; once the person changed one of them, it says nothing any more.
VERIFIED_FIELDS = ("title", "authors", "published", "identifiers", "venue")


def citation_state(
    paper: Paper, look_up: LookUp | None = None, proposals: Sequence[Proposal] = (), changed_by_person: str = ""
) -> CitationState:
    """How the citation of `paper` stands. `proposals` are those not yet decided.

    `changed_by_person` is when the person last wrote one of `VERIFIED_FIELDS` themselves, "" for never.
    """
    missing = paper.missing
    trust = _trust(paper, look_up, proposals, changed_by_person)
    kind = proposals[0].kind if proposals else ""
    if look_up is None:
        return CitationState(trust, missing, proposals=len(proposals), proposed=kind)
    return CitationState(
        trust,
        missing,
        service=look_up.service,
        at=look_up.at,
        candidates=len(look_up.candidates) if look_up.state is Sought.ASKED else 0,
        proposals=len(proposals),
        trouble=look_up.trouble,
        again=look_up.again,
        proposed=kind,
    )


def _trust(paper: Paper, look_up: LookUp | None, proposals: Sequence[Proposal], changed_by_person: str) -> Trust:
    kinds = {each.kind for each in proposals}
    if "retracted" in kinds or paper.other.get("retracted"):
        return Trust.RETRACTED
    if "withdrawn" in kinds or paper.other.get("withdrawn"):
        return Trust.WITHDRAWN
    if proposals:
        return Trust.PROPOSED
    if look_up is not None:
        if look_up.state is Sought.ASKED:
            return Trust.TWO_POSSIBLE
        if look_up.state is Sought.WAITING:
            return Trust.LOOKING_UP
        if look_up.state is Sought.MATCHED and not paper.missing and changed_by_person <= look_up.at:
            return Trust.VERIFIED
        if paper.missing and look_up.state is Sought.NOT_FOUND:
            return Trust.NOT_FOUND
        if paper.missing and look_up.state is Sought.FAILED:
            return Trust.FAILED
    return Trust.MISSING if paper.missing else Trust.COMPLETE


def told(state: CitationState) -> str:
    """The state in a few words: "Verified against arXiv", "Missing authors and year"."""
    match state.trust:
        case Trust.RETRACTED:
            return "Retracted"
        case Trust.WITHDRAWN:
            return "Withdrawn by its authors"
        case Trust.PROPOSED:
            return "1 change proposed" if state.proposals == 1 else f"{state.proposals} changes proposed"
        case Trust.TWO_POSSIBLE:
            return "One paper possible" if state.candidates == 1 else f"{state.candidates} papers possible"
        case Trust.LOOKING_UP:
            return "Waiting to be looked up"
        case Trust.NOT_FOUND:
            return "Not found by any service"
        case Trust.FAILED:
            return "The look-up failed"
        case Trust.MISSING:
            return f"Missing {_joined(state.missing)}"
        case Trust.VERIFIED:
            return f"Verified against {state.service}"
        case Trust.COMPLETE:
            return "Complete, not verified"


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))
