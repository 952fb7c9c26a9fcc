"""Look-ups and proposals in the library: what is empty is filled, what differs is proposed, the person's word stays."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.inquiries import Candidate, Checked, KeptAnswer, LookUp, Proposal, Sought, Trust
from octavo.library.library import Library
from octavo.records import DETAIL_FIELDS, Author, Entry, Identifier, Kind, OctavoError, Step

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)
WORK = Entry(
    "Lanterns in the Harbour at Night", "We count lanterns.",
    (Author("Fensom", "Ida"), Author(literal="Harbour Group")),
    identifiers=(Identifier("arxiv", "2403.00007"),), published="2024-03-11", kind=Kind.PREPRINT,
    details={"primary_class": "cs.CL", "comment": "9 pages"}, other={"arxiv_version": "v2"},
)  # fmt: skip


def found(entry: Entry = WORK, service: str = "arXiv", verdict: str = "accept") -> Candidate:
    return Candidate(service, entry, verdict, ("Same title",), (), NOON.isoformat())


def matched(paper_id: int, *candidates: Candidate) -> LookUp:
    kept = candidates or (found(),)
    return LookUp(paper_id, Sought.MATCHED, kept[0].service, kept, at=NOON.isoformat())


def bare(title: str = "Lanterns in the Harbour at Night", **more: Any) -> Entry:
    return Entry(title, more.pop("abstract", "We count lanterns."), **more)


@pytest.fixture
def paper(add: Callable[..., Any]) -> int:
    """A paper as a saved page has it: a title and an abstract."""
    return int(add(bare()).ids[0])


def test_a_look_up_fills_what_is_empty_and_says_who_and_when(library: Library, paper: int) -> None:
    change = library.look_ups.take(matched(paper))
    assert change.verb == "look_up"
    assert change.paper_ids == (paper,)
    shown = library.reading.paper(paper)
    assert shown.authors == WORK.authors
    assert (shown.published, shown.kind, shown.identifier("arxiv")) == ("2024-03-11", Kind.PREPRINT, "2403.00007")
    assert shown.details["primary_class"] == "cs.CL"
    sources = library.citations.field_sources(paper)
    assert sources["authors"] == ("arXiv", NOON.isoformat())
    assert not library.citations.proposals()
    state = library.citations.state(paper)
    assert (state.trust, state.service, state.at) == (Trust.VERIFIED, "arXiv", NOON.isoformat())


def test_several_services_fill_what_the_first_leaves_empty(library: Library, paper: int) -> None:
    venue = replace(WORK, venue="Journal of Lanterns", authors=(Author("Somebody", "Else"),))
    library.look_ups.take(matched(paper, found(), found(venue, "Semantic Scholar")))
    sources = library.citations.field_sources(paper)
    assert (sources["venue"][0], sources["authors"][0]) == ("Semantic Scholar", "arXiv")
    assert library.reading.paper(paper).authors == WORK.authors


def test_the_person_s_own_value_always_wins(library: Library, paper: int) -> None:
    library.edit(paper, {"authors": (Author("Mine", "All"),), "published": "2023"})
    library.edit(paper, {"kind": "report"})
    library.edit(paper, {"kind": ""})
    library.look_ups.take(matched(paper))
    shown = library.reading.paper(paper)
    assert shown.authors == (Author("Mine", "All"),)
    assert (shown.published, shown.kind) == ("2023", Kind.UNKNOWN)
    assert shown.identifier("arxiv") == "2403.00007"
    assert not library.citations.proposals()


def test_a_field_that_says_something_else_becomes_a_proposal(library: Library, add: Callable[..., Any]) -> None:
    other = bare("Lanterns at the Harbour", authors=(Author("Okonjo", "N."),), published="2024")
    paper = add(other).ids[0]
    library.look_ups.take(matched(paper))
    shown = library.reading.paper(paper)
    assert (shown.title, shown.authors, shown.published) == (other.title, other.authors, "2024")
    (proposal,) = library.citations.proposals()
    assert proposal.fields == {"title": WORK.title, "authors": WORK.authors}
    assert proposal.kind == "complete"
    assert library.citations.state(paper).trust is Trust.PROPOSED


def test_a_look_up_is_one_step_to_undo_and_redo(library: Library, paper: int) -> None:
    library.look_ups.take(matched(paper))
    library.undo()
    shown = library.reading.paper(paper)
    assert not shown.authors
    assert library.citations.state(paper).trust is Trust.MISSING
    library.redo()
    assert library.reading.paper(paper).authors == WORK.authors


def test_a_run_is_one_step_to_undo(library: Library, ids: tuple[int, ...]) -> None:
    for number, paper in enumerate(ids):
        entry = Entry(library.reading.paper(paper).title, published=f"2020-0{number + 1}", venue="Journal")
        library.look_ups.take(matched(paper, found(entry)), group="run")
    assert all(library.reading.paper(paper).venue for paper in ids)
    library.undo()
    assert not any(library.reading.paper(paper).venue for paper in ids)


def test_a_number_of_another_paper_here_is_told_and_not_taken(library: Library, add: Callable[..., Any]) -> None:
    first = add(replace(WORK, title="Another Face of the Same Work")).ids[0]
    paper = add(bare()).ids[0]
    library.look_ups.take(matched(paper))
    assert library.reading.paper(paper).authors == WORK.authors
    assert not library.reading.paper(paper).identifiers
    assert f"paper {first}, “Another Face of the Same Work”" in library.citations.state(paper).trouble


def test_the_queue_is_there_after_reopening_in_its_order(library: Library, ids: tuple[int, ...], at: Path) -> None:
    wanted = [ids[3], ids[0], ids[4]]
    assert library.look_ups.want(wanted) == 3
    assert library.look_ups.want([ids[0], ids[1]]) == 1
    library.look_ups.take(LookUp(ids[3], Sought.WAITING, trouble="It asks for a pause.", again="2024-05-02T13:00"))
    library.close()
    with Library.open(at) as again:
        assert again.citations.waiting() == [*wanted, ids[1]]
        state = again.citations.state(ids[3])
        assert (state.trust, state.trouble, state.again) == (
            Trust.LOOKING_UP, "It asks for a pause.", "2024-05-02T13:00",
        )  # fmt: skip
        again.look_ups.take(matched(ids[0]))
        again.look_ups.forget([ids[4]])
        assert again.citations.waiting() == [ids[3], ids[1]]
        again.look_ups.want([ids[3]])
        assert not again.citations.state(ids[3]).trouble


def test_waiting_papers_in_the_trash_are_not_asked_for(library: Library, ids: tuple[int, ...]) -> None:
    library.look_ups.want(ids)
    library.trash(ids[:2])
    assert library.citations.waiting() == list(ids[2:])
    library.empty_trash()
    assert not library.citations.look_ups(ids[:2])
    with pytest.raises(OctavoError):
        library.look_ups.take(matched(ids[0]))


def test_the_person_chooses_among_candidates_or_none(library: Library, ids: tuple[int, ...]) -> None:
    one, other = (replace(WORK, venue=venue, identifiers=()) for venue in ("Journal A", "Journal B"))
    asked = tuple(found(each, verdict="ask") for each in (one, other))
    for paper in ids[:2]:
        library.look_ups.take(LookUp(paper, Sought.ASKED, "arXiv", asked))
    assert library.citations.to_choose() == sorted(ids[:2])
    assert library.citations.state(ids[0]).candidates == 2
    assert library.citations.look_ups(ids[:1])[ids[0]].candidates == asked
    library.look_ups.choose_nth(ids[0], 2)
    assert library.reading.paper(ids[0]).venue == "Journal B"
    library.look_ups.none_fits(ids[1])
    assert not library.reading.paper(ids[1]).venue
    assert library.citations.to_choose() == []
    with pytest.raises(OctavoError, match="no candidates"):
        library.look_ups.choose_nth(ids[0], 1)


@pytest.mark.parametrize(
    ("look_up", "trust"),
    [
        (LookUp(0, Sought.WAITING), Trust.LOOKING_UP),
        (LookUp(0, Sought.ASKED, "arXiv", (found(verdict="ask"),)), Trust.TWO_POSSIBLE),
        (LookUp(0, Sought.NOT_FOUND, trouble="No service knows a paper of this title."), Trust.NOT_FOUND),
        (LookUp(0, Sought.FAILED, trouble="arXiv answered with something Octavo cannot read."), Trust.FAILED),
    ],
)
def test_the_state_of_a_citation_follows_its_look_up(
    library: Library, paper: int, look_up: LookUp, trust: Trust
) -> None:
    assert library.citations.state(paper).trust is Trust.MISSING
    assert library.citations.state(paper).missing == ("authors", "year", "number")
    library.look_ups.take(replace(look_up, paper_id=paper))
    state = library.citations.state(paper)
    assert (state.trust, state.trouble) == (trust, look_up.trouble)
    library.edit(paper, {"authors": (Author("F", "I"),), "published": "2024", "venue": "Journal"})
    after = library.citations.state(paper).trust
    assert after is (trust if trust in (Trust.LOOKING_UP, Trust.TWO_POSSIBLE) else Trust.COMPLETE)


def test_what_the_person_changes_after_a_verification_is_no_longer_verified(
    at: Path, run: Callable[..., Any], make_page: Callable[..., Any]
) -> None:
    moment = [NOON]
    with Library.open(at, clock=lambda: moment[0]) as library:
        paper = run(library.add(make_page(bare()))).ids[0]
        library.look_ups.take(LookUp(paper, Sought.MATCHED, "arXiv", (found(),)))
        assert library.citations.unverified([paper]) == []
        moment[0] += timedelta(minutes=1)
        library.annotate(paper, "A note changes nothing of it.")
        assert library.citations.state(paper).trust is Trust.VERIFIED
        library.edit(paper, {"published": "2022"})
        assert library.citations.state(paper).trust is Trust.COMPLETE
        assert library.citations.unverified([paper]) == [paper]


def test_a_look_up_that_is_stopped_leaves_what_was_found_before(library: Library, ids: tuple[int, ...]) -> None:
    library.look_ups.take(matched(ids[0]))
    library.look_ups.take(LookUp(ids[1], Sought.ASKED, "arXiv", (found(verdict="ask"),)))
    library.look_ups.want(ids[:3])
    library.look_ups.take(LookUp(ids[0], Sought.WAITING, trouble="It asks for a pause."))
    library.look_ups.forget(ids)
    kept = library.citations.look_ups(ids)
    assert (kept[ids[0]].state, kept[ids[0]].service) == (Sought.MATCHED, "arXiv")
    assert kept[ids[1]].state is Sought.ASKED
    assert ids[2] not in kept


# Answers


def test_hits_are_kept_for_good_and_misses_for_a_month(library: Library, at: Path) -> None:
    library.answers.keep([
        KeptAnswer("arXiv", "number:1", True, b"<feed/>", NOON.isoformat()),
        KeptAnswer("Hugging Face", "title:a", False, b"", NOON.isoformat()),
    ])  # fmt: skip
    library.close()
    with Library.open(at, clock=lambda: NOON + timedelta(days=31)) as again:
        recall = again.citations.recall
        assert recall("arXiv", "number:1", NOON + timedelta(days=900)).body == b"<feed/>"
        assert recall("Hugging Face", "title:a", NOON + timedelta(days=29)).found is False
        assert recall("Hugging Face", "title:a", NOON + timedelta(days=31)) is None
        assert recall("arXiv", "title:a", NOON) is None
        assert again.answers.forget_old_misses() == 1
        again.answers.keep([KeptAnswer("arXiv", "number:1", True, b"<newer/>", NOON.isoformat())])
        assert recall("arXiv", "number:1", NOON).body == b"<newer/>"


# Proposals


def published(paper: int, **fields: object) -> Proposal:
    values = {"venue": "Journal of Lanterns", "kind": "article", "volume": "3", "other.arxiv_version": "v3"}
    return Proposal(paper, "published", "Crossref", {**values, **fields}, "It was published.", NOON.isoformat())


def test_a_proposal_changes_nothing_until_it_is_taken_and_can_be_undone(library: Library, paper: int) -> None:
    before = library.reading.paper(paper)
    library.proposals.propose(published(paper))
    assert library.reading.paper(paper) == before
    (waiting,) = library.citations.proposals([paper])
    change = library.proposals.accept(waiting.id)
    assert change.arguments["service"] == "Crossref"
    shown = library.reading.paper(paper)
    assert (shown.venue, shown.kind, shown.details["volume"]) == ("Journal of Lanterns", Kind.ARTICLE, "3")
    assert shown.other["arxiv_version"] == "v3"
    assert shown.field_sources["venue"] == "Crossref"
    assert library.citations.proposal(waiting.id).decided == "accepted"
    library.undo()
    assert library.reading.paper(paper).venue == ""
    assert library.reading.paper(paper).other == before.other
    assert library.citations.proposals([paper]) == [waiting]


def test_one_field_of_a_proposal_can_be_taken(library: Library, paper: int) -> None:
    library.proposals.propose(published(paper))
    (waiting,) = library.citations.proposals()
    library.proposals.accept(waiting.id, ["venue"])
    shown = library.reading.paper(paper)
    assert (shown.venue, dict(shown.details)) == ("Journal of Lanterns", {})
    assert library.citations.proposal(waiting.id).decided == "mixed"
    assert not library.citations.proposals()


def test_a_proposal_that_was_left_is_not_made_again_but_another_is(library: Library, paper: int) -> None:
    library.proposals.propose(published(paper))
    (waiting,) = library.citations.proposals()
    library.proposals.reject(waiting.id)
    assert library.proposals.propose(published(paper)).step is None
    assert not library.citations.proposals()
    library.proposals.propose(published(paper, volume="4"))
    assert len(library.citations.proposals()) == 1
    with pytest.raises(OctavoError, match="rejected already"):
        library.proposals.accept(waiting.id)


def test_a_newer_proposal_takes_the_place_of_one_that_waits(library: Library, paper: int) -> None:
    library.proposals.propose(published(paper))
    library.proposals.propose(published(paper, volume="4"))
    (waiting,) = library.citations.proposals()
    assert waiting.fields["volume"] == "4"
    assert library.proposals.propose(published(paper, volume="4")).step is None


def test_what_the_person_wrote_since_stays_when_a_proposal_is_taken(library: Library, paper: int) -> None:
    library.proposals.propose(published(paper))
    library.edit(paper, {"venue": "Mine"})
    (waiting,) = library.citations.proposals()
    library.proposals.accept(waiting.id)
    shown = library.reading.paper(paper)
    assert (shown.venue, shown.details["volume"]) == ("Mine", "3")


def test_every_field_of_a_proposal_comes_back_as_it_was(library: Library, paper: int) -> None:
    fields = {
        "title": "Ünïcode", "authors": (Author("Berg", "V.", "van den", "Jr."), Author(literal="Group")),
        "more_authors": True, "identifiers": (Identifier("doi", "10.99999/x"),), "published": "2024-03",
        "kind": "article", "other.retracted": "yes", **{name: name for name in DETAIL_FIELDS},
    }  # fmt: skip
    library.proposals.propose(Proposal(paper, "complete", "Crossref", fields))
    (waiting,) = library.citations.proposals()
    assert waiting.fields == fields
    library.proposals.accept(waiting.id)
    shown = library.reading.paper(paper)
    assert (shown.title, shown.authors, shown.more_authors) == ("Ünïcode", fields["authors"], True)
    assert library.citations.state(paper).trust is Trust.RETRACTED


def test_a_paper_is_asked_after_once_a_week_and_a_failure_does_not_count(
    library: Library, ids: tuple[int, ...]
) -> None:
    assert library.citations.due(ids, NOON) == list(ids)
    proposal = replace(published(ids[0]), kind="withdrawn")
    library.proposals.take_checked(Checked(ids[0], NOON.isoformat(), (proposal,)))
    library.proposals.take_checked(Checked(ids[1], NOON.isoformat()))
    library.proposals.take_checked(Checked(ids[2], NOON.isoformat(), trouble="It did not answer."))
    assert library.citations.due(ids, NOON + timedelta(days=6)) == list(ids[2:])
    assert library.citations.due(ids, NOON + timedelta(days=8)) == list(ids)
    assert library.citations.state(ids[0]).trust is Trust.WITHDRAWN
    # Being asked after is no look-up: what was never looked for is not "not found".
    assert library.citations.state(ids[1]).trust in (Trust.MISSING, Trust.COMPLETE)


def test_a_paper_a_service_has_as_it_is_here_is_verified_and_nothing_in_it_changes(
    library: Library, add: Callable[..., Any]
) -> None:
    paper = add(replace(WORK, details={})).ids[0]
    before = library.reading.paper(paper)
    assert library.citations.state(paper).trust is Trust.COMPLETE
    library.proposals.take_checked(Checked(paper, NOON.isoformat(), confirmed=found()))
    state = library.citations.state(paper)
    assert (state.trust, state.service) == (Trust.VERIFIED, "arXiv")
    assert library.reading.paper(paper) == before
    other = found(replace(WORK, authors=(Author("Okonjo", "Noor"),)))
    library.proposals.take_checked(Checked(paper, NOON.isoformat(), confirmed=other))
    assert library.citations.state(paper).trust is Trust.PROPOSED
    library.look_ups.want([paper])
    library.proposals.take_checked(Checked(paper, NOON.isoformat(), confirmed=found()))
    assert library.citations.waiting() == [paper]


# The law


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Lanterns", "A Theory of Lanterns", "Grokking"]),
        "authors": st.lists(st.sampled_from([Author("Fensom", "Ida"), Author(literal="Group")]), max_size=2).map(tuple),
        "published": st.sampled_from(["", "2020", "2024-03", "1999-12-31"]),
        "venue": st.sampled_from(["", "Journal A", "Proceedings of B"]),
        "kind": st.sampled_from(["article", "conference", "preprint", ""]),
        "volume": st.sampled_from(["", "3"]),
    },
)
NO_STEP = Step(0, "", "", {}, 0, False)
WHAT = st.sampled_from(["edit", "look up", "propose", "accept", "reject", "check", "undo", "redo"])
DEEDS = st.lists(st.tuples(WHAT, st.integers(0, 4), FIELDS), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_no_citation_key_changes_whatever_services_and_the_person_say(
    library: Library, ids: tuple[int, ...], at: Path, deeds: list[Any]
) -> None:
    library.assign_keys(ids)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.octavo"
        library.back_up(path)
        with Library.open(path, clock=lambda: NOON) as copy:
            keys = {paper.id: paper.key for paper in copy.reading.papers(ids)}
            assert all(keys.values())
            for deed, number, fields in deeds:
                do(copy, deed, ids[number], fields)
                assert {paper.id: paper.key for paper in copy.reading.papers(ids)} == keys


def do(library: Library, deed: str, paper: int, fields: dict[str, Any]) -> None:
    if deed == "edit":
        library.edit(paper, fields)
    elif deed == "look up":
        details = {"volume": fields["volume"]} if fields.get("volume") else {}
        values = {name: value for name, value in fields.items() if name != "volume" and value}
        entry = replace(Entry("Lanterns"), details=details, **{**values, "kind": Kind(values.get("kind") or "unknown")})
        library.look_ups.take(matched(paper, found(replace(entry, key="wished2020"))))
    elif deed == "propose":
        library.proposals.propose(Proposal(paper, "published", "Crossref", {**fields, "key": "mine2020"}))
    elif deed in ("accept", "reject"):
        for proposal in library.citations.proposals([paper]):
            getattr(library.proposals, deed)(proposal.id)
    elif deed == "check":
        library.proposals.take_checked(Checked(paper, NOON.isoformat(), (published(paper, **fields),)))
    elif deed == "redo" or (library.reading.next_undo() or NO_STEP).verb != "add":
        getattr(library, deed)()
