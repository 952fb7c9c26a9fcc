"""From a title to a citation: which services are asked, how often, in which order, and what a fault ends in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from services import Services

from octavo.lookup.asking import Asking
from octavo.records import Author, Identifier, Paper, Sought
from octavo.web import SPACING

HUB, ARXIV, SCHOLAR, CROSSREF = "huggingface.co", "export.arxiv.org", "api.semanticscholar.org", "api.crossref.org"
LookUp = Callable[..., Any]
Make = Callable[..., Paper]


def test_86_titles_cost_86_requests_and_one_and_all_are_found(services: Services, look_up: LookUp, make_paper: Make) -> None:
    works = services.works[:86]
    ran = look_up([make_paper(number, work) for number, work in enumerate(works, 1)])
    assert len(ran.look_ups) == 86
    for number, work in enumerate(works, 1):
        found = ran.look_ups[number]
        assert found.state is Sought.MATCHED, found
        assert Identifier("arxiv", work.arxiv) in found.candidates[0].entry.identifiers
        assert [author.name for author in found.candidates[0].entry.authors] == list(work.authors)
        assert found.candidates[0].service == "arXiv"
        assert "Same title" in found.candidates[0].agrees
    assert services.count(HUB) == 86
    assert len(services.asked) <= 86 + 2
    assert ran.account.matched == 86
    assert not ran.account.trouble


def test_no_service_is_asked_faster_than_it_allows(services: Services, look_up: LookUp, make_paper: Make) -> None:
    papers = [make_paper(number, work) for number, work in enumerate(services.works[:6], 1)]
    papers += [make_paper(20 + number, services.works[number], title=f"A wholly other title of number {number}",
                          abstract="") for number in range(3)]  # fmt: skip
    look_up(papers)
    for host, spacing in ((HUB, SPACING[HUB]), (ARXIV, SPACING["arxiv.org"]), (SCHOLAR, SPACING[SCHOLAR])):
        assert services.count(host) > 1, host
        assert min(services.gaps(host)) >= spacing, host
