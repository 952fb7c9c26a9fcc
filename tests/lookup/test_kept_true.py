"""Papers that are cited are asked after: what is new is proposed, nothing is changed, and services are spared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from invented_works import Work
from services import Services

from octavo.bibliography.names import split_names
from octavo.inquiries import Checked
from octavo.lookup.asking import Asking
from octavo.lookup.kept_true import keep_true
from octavo.records import Identifier, Kind, Paper, Progress

ARXIV, SCHOLAR, CROSSREF = "export.arxiv.org", "api.semanticscholar.org", "api.crossref.org"


def preprint(paper_id: int, work: Work, **more: Any) -> Paper:
    """A work as a look-up at the time of its first version left it."""
    values: dict[str, Any] = {
        "title": work.title, "abstract": work.abstract, "authors": split_names(work.authors)[0],
        "identifiers": (Identifier("arxiv", work.arxiv),), "published": work.published.isoformat(),
        "kind": Kind.PREPRINT, "other": {"arxiv_version": f"v{work.version}"}, "key": f"key{paper_id}",
    }  # fmt: skip
    return Paper(paper_id, f"uuid-{paper_id}", **{**values, **more})


@pytest.fixture
def check(asking: Asking) -> Callable[..., dict[int, Checked]]:
    def checked(*papers: Paper) -> dict[int, Checked]:
        values = [each for each in keep_true(papers, asking) if not isinstance(each, Progress)]
        return {each.paper_id: each for each in values}

    return checked


Check = Callable[..., dict[int, Checked]]


def test_a_preprint_that_was_published_gets_its_venue_proposed_and_keeps_its_number(
    services: Services, check: Check
) -> None:
    work = services.works[5]
    services.arxiv.works[work.arxiv] = replace(work, doi="", journal="")
    found = check(preprint(1, work))[1]
    (proposal,) = found.proposals
    assert (proposal.kind, proposal.service) == ("published", "Semantic Scholar")
    assert proposal.why == "It was published in International Journal of Samples."
    assert proposal.fields["identifiers"] == (Identifier("arxiv", work.arxiv), Identifier("doi", work.doi))
    assert proposal.fields["kind"] == "article"
    assert "key" not in proposal.fields
    assert "title" not in proposal.fields


def test_a_doi_that_arxiv_names_is_asked_of_crossref(services: Services, check: Check) -> None:
    work = services.works[5]
    (proposal,) = check(preprint(1, work))[1].proposals
    assert proposal.service == "Crossref"
    assert proposal.fields["volume"] == "6"
    assert [each.host for each in services.asked] == [ARXIV, CROSSREF]


def test_a_new_version_is_proposed(services: Services, check: Check) -> None:
    work = services.works[7]
    assert work.version == 3
    (proposal,) = check(preprint(1, work, other={"arxiv_version": "v1"}))[1].proposals
    assert (proposal.kind, proposal.why) == ("version", "arXiv has version 3; this is version 1.")
    assert proposal.fields["other.arxiv_version"] == "v3"
    assert not check(preprint(2, work))[2].proposals


def test_a_paper_withdrawn_by_its_authors_is_told(services: Services, check: Check) -> None:
    work = next(each for each in services.works if "withdrawn" in each.comment)
    (proposal,) = check(preprint(1, work))[1].proposals
    assert proposal.kind == "withdrawn"
    assert "error in Lemma 3" in proposal.why
    told = {"arxiv_version": f"v{work.version}", "withdrawn": "yes"}
    assert not check(preprint(2, work, other=told))[2].proposals


def test_a_retracted_paper_is_told(services: Services, check: Check) -> None:
    work = next(each for each in services.works if each.retracted)
    doi = Identifier("doi", work.doi)
    paper = preprint(1, work, identifiers=(doi,), venue="International Journal of Samples", kind=Kind.ARTICLE)
    (proposal,) = check(paper)[1].proposals
    assert (proposal.kind, proposal.service) == ("retracted", "Crossref")
    assert proposal.why == "It was retracted on 2026-06-01."
    assert proposal.fields == {"other.retracted": "2026-06-01"}


def test_a_hundred_papers_cost_one_request_and_one_each_at_most(services: Services, check: Check) -> None:
    papers = [preprint(number, work) for number, work in enumerate(services.works[:100], 1)]
    assert len(check(*papers)) == 100
    assert services.count(ARXIV) == 1
    asked = [each.path for each in services.asked if each.host != ARXIV]
    assert len(asked) <= 100
    assert len(set(asked)) == len(asked)


def test_a_paper_that_is_still_the_same_is_confirmed(services: Services, check: Check) -> None:
    work = services.works[1]
    confirmed = check(preprint(1, work))[1].confirmed
    assert confirmed is not None
    assert (confirmed.service, confirmed.verdict) == ("arXiv", "accept")
    assert check(preprint(2, work, title="Something Else Entirely", abstract=""))[2].confirmed is None


def test_what_the_person_wrote_is_left_out_of_a_proposal(services: Services, check: Check) -> None:
    work = services.works[5]
    paper = preprint(1, work, field_sources={"published": "person", "identifiers": "person"})
    (proposal,) = check(paper)[1].proposals
    assert "identifiers" not in proposal.fields
    assert "published" not in proposal.fields
    assert proposal.fields["venue"] == "International Journal of Samples"


def test_a_number_that_leads_to_another_work_brings_nothing(services: Services, check: Check) -> None:
    paper = preprint(1, services.works[1], identifiers=(Identifier("doi", services.works[5].doi),))
    assert check(paper)[1].proposals == ()


@pytest.mark.parametrize("trouble", ["busy", "down", "silent", "cut-off"])
def test_a_pause_ends_the_run_and_papers_not_asked_after_stay_due(
    services: Services, asking: Asking, trouble: str
) -> None:
    services.trouble(SCHOLAR, trouble, times=None)
    papers = [preprint(number, services.works[number], kind=Kind.UNKNOWN) for number in (1, 2, 3, 4)]
    stream = keep_true(papers, asking)
    checked = []
    try:
        while True:
            value = next(stream)
            if isinstance(value, Checked):
                checked.append(value)
    except StopIteration as end:
        account = end.value
    assert not checked
    assert account.trouble.endswith(".")
    assert account.again
    assert account.waiting == 4
    assert services.count(SCHOLAR) == 1


def test_a_refusal_is_a_value_in_the_stream(services: Services, check: Check) -> None:
    services.trouble(SCHOLAR, "forbidden", times=1)
    found = check(preprint(1, services.works[1]), preprint(2, services.works[2]))
    assert found[1].trouble.endswith("(403).")
    assert not found[2].trouble


def test_nothing_about_a_paper_without_numbers_is_asked(services: Services, check: Check) -> None:
    assert check(preprint(1, services.works[1], identifiers=()))[1].proposals == ()
    assert not services.asked
