"""From a title to a citation: which services are asked, how often, in which order, and what a fault ends in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from bad_network import TROUBLES
from services import Services

from octavo.inquiries import Sought
from octavo.lookup.asking import Asking
from octavo.lookup.complete import requests_needed
from octavo.records import Author, Identifier, Paper
from octavo.web import SPACING, Answer, Fetch

HUB, ARXIV, SCHOLAR, CROSSREF = "huggingface.co", "export.arxiv.org", "api.semanticscholar.org", "api.crossref.org"
LookUp = Callable[..., Any]
Make = Callable[..., Paper]


def only(services: Services, *numbers: int) -> None:
    """Let Hugging Face have only the works with these numbers."""
    kept = {day: [each for each in listed if each.work.number in numbers]
            for day, listed in services.hugging_face.days.items()}  # fmt: skip
    services.hugging_face.days = kept


def test_86_titles_cost_86_requests_and_one_and_all_are_found(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    works = services.works[:86]
    ran = look_up([make_paper(number, work) for number, work in enumerate(works, 1)])
    assert len(ran.values) == 86
    for number, work in enumerate(works, 1):
        found = ran.look_ups[number]
        assert found.state is Sought.MATCHED, found
        entry = found.candidates[0].entry
        assert Identifier("arxiv", work.arxiv) in entry.identifiers
        assert [author.name for author in entry.authors] == list(work.authors)
        assert entry.details["primary_class"] == work.categories[0]
        assert found.candidates[0].service == found.service == "arXiv"
        assert "Same title" in found.candidates[0].agrees
    assert services.count(HUB) == 86
    assert len(services.asked) == 87
    assert ran.account.matched == 86
    assert ran.account.requests == 87
    assert not ran.account.trouble
    assert max(each.done for each in ran.progress) == 86


def test_one_title_hugging_face_does_not_know_costs_one_request_more(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    works = services.works[:20]
    only(services, *(work.number for work in works[1:]))
    ran = look_up([make_paper(number, work) for number, work in enumerate(works, 1)])
    assert ran.account.matched == 20
    assert len(services.asked) == 20 + 2
    services_told = [each.service for each in ran.look_ups[1].candidates]
    assert services_told == ["arXiv", "Semantic Scholar"]


def test_papers_with_arxiv_numbers_are_asked_for_a_hundred_at_once(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    papers = [
        make_paper(number, work, identifiers=(Identifier("arxiv", work.arxiv),))
        for number, work in enumerate(services.works[:130], 1)
    ]
    ran = look_up(papers)
    assert ran.account.matched == 130
    assert [len(each.query["id_list"].split(",")) for each in services.asked] == [100, 30]
    assert [each.query["max_results"] for each in services.asked] == ["100", "30"]


def test_no_service_is_asked_faster_than_it_allows(services: Services, look_up: LookUp, make_paper: Make) -> None:
    papers = [make_paper(number, work) for number, work in enumerate(services.works[:6], 1)]
    papers += [
        make_paper(20 + number, services.works[number], title=f"A wholly other title of number {number}", abstract="")
        for number in range(3)
    ]
    look_up(papers)
    for host, spacing in ((HUB, SPACING[HUB]), (ARXIV, SPACING["arxiv.org"]), (SCHOLAR, SPACING[SCHOLAR])):
        assert services.count(host) > 1, host
        assert min(services.gaps(host)) > spacing - 1e-6, host


def test_a_doi_is_asked_of_crossref_alone(services: Services, look_up: LookUp, make_paper: Make) -> None:
    work = services.works[5]
    ran = look_up([make_paper(1, work, identifiers=(Identifier("doi", work.doi),))])
    assert [each.host for each in services.asked] == [CROSSREF]
    entry = ran.look_ups[1].candidates[0].entry
    assert (entry.venue, entry.details["volume"]) == ("International Journal of Samples", "6")
    assert entry.abstract.startswith("We study")
    assert ran.look_ups[1].state is Sought.MATCHED


def test_a_title_without_numbers_is_never_asked_of_crossref(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    look_up([make_paper(1, services.works[0], title="No Such Work Was Ever Written by Anybody", abstract="")])
    assert services.count(CROSSREF) == 0
    assert {each.host for each in services.asked} == {HUB, SCHOLAR, ARXIV}


def test_a_title_nobody_knows_is_not_found_and_not_asked_again_for_a_month(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    paper = make_paper(1, services.works[0], title="No Such Work Was Ever Written by Anybody", abstract="")
    found = look_up([paper]).look_ups[1]
    assert found.state is Sought.NOT_FOUND
    assert found.trouble == "No service knows a paper of this title."
    asked = len(services.asked)
    assert look_up([paper]).look_ups[1].state is Sought.NOT_FOUND
    assert len(services.asked) == asked


@pytest.mark.parametrize("empty", [False, True])
def test_both_ways_of_saying_that_nothing_matches_are_understood(
    services: Services, look_up: LookUp, make_paper: Make, empty: bool
) -> None:
    services.registries.empty_data = empty
    paper = make_paper(1, services.works[0], title="No Such Work Was Ever Written by Anybody", abstract="")
    assert look_up([paper]).look_ups[1].state is Sought.NOT_FOUND


def test_a_number_arxiv_does_not_know_is_looked_for_by_its_title(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    work = services.works[3]
    found = look_up([make_paper(1, work, identifiers=(Identifier("arxiv", "2603.99999"),))]).look_ups[1]
    assert found.state is Sought.ASKED
    assert "Another number" in found.candidates[0].differs
    bare = make_paper(2, work, title="arXiv:2603.99999", abstract="", identifiers=(Identifier("arxiv", "2603.99999"),))
    found = look_up([bare]).look_ups[2]
    assert (found.state, found.trouble) == (Sought.NOT_FOUND, "arXiv has no paper 2603.99999.")


def test_a_number_of_another_work_is_never_accepted(services: Services, look_up: LookUp, make_paper: Make) -> None:
    right, wrong = services.works[3], services.works[4]
    found = look_up([make_paper(1, right, identifiers=(Identifier("arxiv", wrong.arxiv),))]).look_ups[1]
    assert found.state is Sought.ASKED
    # The work that has this title is shown first, then the one that has this number.
    assert [each.entry.title for each in found.candidates[:2]] == [right.title, wrong.title]
    assert "Another number" in found.candidates[0].differs
    assert "Another title" in found.candidates[1].differs


def test_a_bare_number_gets_its_title(services: Services, look_up: LookUp, make_paper: Make) -> None:
    work = services.works[3]
    number = Identifier("arxiv", work.arxiv)
    paper = make_paper(1, work, title=f"arXiv:{work.arxiv}", abstract="", identifiers=(number,))
    found = look_up([paper]).look_ups[1]
    assert found.state is Sought.MATCHED
    assert found.candidates[0].entry.title == work.title


def test_an_old_number_with_its_class_is_the_one_without(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    work = replace(services.works[3], arxiv="math/0309136")
    services.arxiv.works[work.arxiv] = work
    services.arxiv.works["math.GT/0309136"] = work
    found = look_up([make_paper(1, work, identifiers=(Identifier("arxiv", "math.GT/0309136"),))]).look_ups[1]
    assert found.state is Sought.MATCHED
    assert "Same number" in found.candidates[0].agrees


def test_a_look_alike_is_shown_and_not_taken(services: Services, look_up: LookUp, make_paper: Make) -> None:
    work = services.works[0]
    found = look_up([make_paper(1, work, title=f"{work.title} II")]).look_ups[1]
    assert found.state is Sought.ASKED
    assert "Other numbers in the title" in found.candidates[0].differs
    assert len(found.candidates) <= 5


def test_two_works_of_one_title_are_for_the_person_to_tell_apart(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    work = services.works[0]
    twin = replace(services.works[1], title=work.title, abstract="")
    for day, listed in services.hugging_face.days.items():
        services.hugging_face.days[day] = [
            replace(each, work=twin if each.work.number == 1 else replace(each.work, abstract="")) for each in listed
        ]
    services.arxiv.works |= {twin.arxiv: twin, work.arxiv: replace(work, abstract="")}
    found = look_up([make_paper(1, work, abstract="")]).look_ups[1]
    assert found.state is Sought.ASKED
    assert all("Another work fits as well" in each.differs for each in found.candidates[:2])


# A redirect into the local network is refused before anything is asked; tests/web has it.
@pytest.mark.parametrize("trouble", sorted(set(TROUBLES) - {"router"}))
def test_every_fault_of_all_services_ends_in_a_sentence_and_is_forgotten(
    services: Services, look_up: LookUp, make_paper: Make, clock: Any, trouble: str
) -> None:
    for host in (HUB, ARXIV, SCHOLAR):
        services.trouble(host, trouble, times=None)
    paper = make_paper(1, services.works[0])
    ran = look_up([paper])
    found = ran.look_ups[1]
    assert found.state in (Sought.WAITING, Sought.FAILED)
    assert found.trouble.endswith(".")
    assert not found.candidates
    if found.state is Sought.WAITING:
        assert found.again > clock.now().isoformat(timespec="seconds")
        assert ran.account.trouble == found.trouble
    for host in (HUB, ARXIV, SCHOLAR):
        services.trouble(host, trouble, times=0)
    # Nothing of a fault is kept, so the same question finds its answer once the services are well.
    clock.wait(timedelta(hours=25).total_seconds())
    assert look_up([paper]).look_ups[1].state is Sought.MATCHED


def test_a_pause_stops_the_run_and_what_was_found_before_it_is_complete(
    services: Services, asking: Asking, look_up: LookUp, make_paper: Make, clock: Any
) -> None:
    asked = 0

    def busy_after_four(address: str, **more: Any) -> Answer:
        nonlocal asked
        asked += "search" in address and "huggingface" in address
        if asked == 5:
            services.trouble(HUB, "busy", times=1)
            asked += 1
        return asking.fetch(address, **more)

    papers = [make_paper(number, work) for number, work in enumerate(services.works[:9], 1)]
    ran = look_up(papers, asking=replace(asking, fetch=busy_after_four))
    states = [ran.look_ups[number].state for number in range(1, 10)]
    assert states == [Sought.MATCHED] * 4 + [Sought.WAITING] * 5
    assert ran.look_ups[1].service == "arXiv"
    assert "asks for a pause" in ran.account.trouble
    assert ran.account.again == ran.look_ups[9].again != ""
    assert services.count(HUB) == 5
    clock.wait(301)
    rest = [paper for paper in papers if ran.look_ups[paper.id].state is Sought.WAITING]
    assert look_up(rest).account.matched == 5
    assert services.count(HUB) == 10


def test_a_stopped_look_up_asks_nothing_twice_when_it_goes_on(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    papers = [make_paper(number, work) for number, work in enumerate(services.works[:12], 1)]
    stopped = look_up(papers, steps=15)
    assert not stopped.look_ups
    asked = services.count(HUB)
    assert 5 <= asked < 12
    assert look_up(papers).account.matched == 12
    assert services.count(HUB) == 12


def test_enough_completes_what_was_asked_for_and_leaves_the_rest(
    services: Services, asking: Asking, look_up: LookUp, make_paper: Make
) -> None:
    papers = [make_paper(number, work) for number, work in enumerate(services.works[:12], 1)]
    ran = look_up(papers, asking=replace(asking, enough=lambda: services.count(HUB) >= 5))
    assert [ran.look_ups[number].state for number in range(1, 13)] == [Sought.MATCHED] * 5 + [Sought.WAITING] * 7
    assert ran.look_ups[1].service == "arXiv"
    assert not ran.account.trouble
    assert (services.count(HUB), services.count(ARXIV)) == (5, 1)


def test_a_pause_of_semantic_scholar_leaves_the_title_to_arxiv(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    only(services, 1, 2)
    services.trouble(SCHOLAR, "busy", times=1)
    found = look_up([make_paper(1, services.works[0])]).look_ups[1]
    assert (found.state, found.service) == (Sought.MATCHED, "arXiv")
    missing = make_paper(2, services.works[0], title="No Such Work Was Ever Written by Anybody", abstract="")
    services.trouble(SCHOLAR, "busy", times=1)
    found = look_up([missing]).look_ups[2]
    assert found.state is Sought.WAITING
    assert "asks for a pause" in found.trouble


def test_an_arxiv_that_is_down_leaves_what_hugging_face_knows(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    services.trouble(ARXIV, "down", times=None)
    numbered = make_paper(2, services.works[1], identifiers=(Identifier("arxiv", services.works[1].arxiv),))
    ran = look_up([make_paper(1, services.works[0]), numbered])
    assert (ran.look_ups[1].state, ran.look_ups[1].service) == (Sought.MATCHED, "Hugging Face")
    assert ran.look_ups[2].state is Sought.WAITING


def test_half_an_answer_of_arxiv_makes_no_miss_of_the_other_half(
    services: Services, asking: Asking, look_up: LookUp, make_paper: Make
) -> None:
    def half(address: str, **more: Any) -> Answer:
        answer = asking.fetch(address, **more)
        cut = answer.body.index(b"</entry>", len(answer.body) // 2) + len(b"</entry>")
        return replace(answer, body=answer.body[:cut])

    papers = [
        make_paper(number, work, identifiers=(Identifier("arxiv", work.arxiv),))
        for number, work in enumerate(services.works[:8], 1)
    ]
    ran = look_up(papers, asking=replace(asking, fetch=half))
    states = [ran.look_ups[number].state for number in range(1, 9)]
    assert states.count(Sought.MATCHED) >= 4
    assert set(states[-2:]) == {Sought.WAITING}
    assert ran.look_ups[8].again > "2026-04-02T12:05"
    assert look_up(papers).account.matched == 8


def test_a_service_that_talks_nonsense_is_left_in_peace_after_three_answers(
    services: Services, look_up: LookUp, make_paper: Make
) -> None:
    services.trouble(HUB, "hotel", times=None)
    ran = look_up([make_paper(number, work) for number, work in enumerate(services.works[:6], 1)])
    assert services.count(HUB) == 3
    # Semantic Scholar knew them all the same, so that nothing is worth telling.
    assert ran.account.matched == 6
    assert not ran.account.trouble


def test_the_cost_is_known_before(services: Services, asking: Asking, look_up: LookUp, make_paper: Make) -> None:
    papers = [make_paper(number, work) for number, work in enumerate(services.works[:86], 1)]
    assert requests_needed(papers, asking) == 87
    look_up(papers[:80])
    assert requests_needed(papers, asking) == 7


def test_open_alex_is_asked_with_a_key_only(
    services: Services, asking: Asking, look_up: LookUp, make_paper: Make, fetch: Fetch
) -> None:
    asked: list[str] = []
    work = {
        "display_name": "Lanterns: a Study of Copper, Thistle and Don't", "doi": "https://doi.org/10.99999/L.1",
        "publication_date": "2021-01-01", "type": "article",
        "authorships": [{"author": {"display_name": "Ida Fensom"}}, {"author": {"display_name": "Bo van Quill"}}],
        "primary_location": {"source": {"display_name": "Journal of Lanterns"}, "landing_page_url": "https://x.org"},
        "abstract_inverted_index": {"copper": [1, 3], "We": [0], "and": [2]},
    }  # fmt: skip

    def with_open_alex(address: str, **more: Any) -> Answer:
        if "openalex" not in address:
            return fetch(address, **more)
        asked.append(address)
        return Answer(address, json.dumps({"results": [work]}).encode())

    paper = make_paper(1, services.works[0], title="Lanterns: A Study of Copper, Thistle and Don’t", abstract="")
    look_up([paper], asking=replace(asking, fetch=with_open_alex))
    assert not asked
    found = look_up([paper], asking=replace(asking, fetch=with_open_alex, open_alex_key="k3y")).look_ups[1]
    assert "api_key=k3y" in asked[0]
    # Commas, colons and apostrophes would end its filter.
    assert "filter=title.search%3Alanterns+a+study+of+copper+thistle+and+don+t&" in asked[0]
    assert found.state is Sought.MATCHED
    entry = found.candidates[0].entry
    assert (entry.published, entry.venue, entry.abstract) == ("2021", "Journal of Lanterns", "We copper and copper")
    assert entry.authors[1] == Author(family="Quill", given="Bo", particle="van")
    assert entry.identifiers == (Identifier("doi", "10.99999/l.1"),)


def test_a_title_search_of_arxiv_has_words_only(services: Services, look_up: LookUp, make_paper: Make) -> None:
    only(services, 1)
    title = "MetaCraft: Pre-Training “Näive” Agents, $O(n^2)$ Steps & a {\\bf Bit} of Luck"
    look_up([make_paper(1, services.works[0], title=title, abstract="")])
    searches = [each.query["search_query"] for each in services.asked if "search_query" in each.query]
    assert searches == ["ti:metacraft AND ti:training AND ti:naive AND ti:agents AND ti:steps AND ti:luck"]
