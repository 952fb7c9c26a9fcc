"""When two works are one."""

from __future__ import annotations

import pytest

from octavo.library.identity import Facts, Likeness, likeness, near_titles
from octavo.records import Author, Identifier

ABSTRACT = "We walk through a forest of random trees and count the birds that sing at dawn in every season of the year."


def facts(title: str, abstract: str = "", family: str = "", **identifiers: str) -> Facts:
    return Facts(
        title,
        abstract,
        (Author(family),) if family else (),
        tuple(Identifier(scheme, value) for scheme, value in identifiers.items()),
    )


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (facts("Any", arxiv="1"), facts("Else", "Text", arxiv="1"), Likeness.SAME),
        (facts("Trees", ABSTRACT), facts("TREES.", ABSTRACT), Likeness.SAME),
        (facts("Bäume ~ und  Vögel", ABSTRACT), facts("Baume und Vogel"), Likeness.SAME),
        (facts("Trees", ABSTRACT), facts("Trees", ABSTRACT + " Code is at hand."), Likeness.SAME),
        (facts("Trees", ABSTRACT), facts("Trees", "A proof about graphs."), Likeness.DOUBTFUL),
        (facts("Trees", ABSTRACT, "Frost"), facts("Trees", "A proof about graphs.", "Frost"), Likeness.SAME),
        (facts("Trees", ABSTRACT, "Frost"), facts("Trees", "A proof about graphs.", "Berg"), Likeness.DOUBTFUL),
        (facts("Trees", "", "Frost"), facts("Trees", "", "Berg"), Likeness.DOUBTFUL),
        (facts("Trees", ABSTRACT, arxiv="1"), facts("Trees", ABSTRACT, arxiv="2"), Likeness.DIFFERENT),
        (facts("Trees", ABSTRACT, doi="10.48550/arxiv.1"), facts("Trees", ABSTRACT, doi="10.1/t"), Likeness.SAME),
        (facts("Trees", ABSTRACT, url="http://a"), facts("Trees", ABSTRACT, url="http://b"), Likeness.SAME),
        (facts("Trees", ABSTRACT), facts("Forests", ABSTRACT), Likeness.DIFFERENT),
    ],
)
def test_likeness_goes_by_identifier_then_title_with_abstract_or_author(
    one: Facts, other: Facts, verdict: Likeness
) -> None:
    assert likeness(one, other)[0] is verdict
    assert likeness(other, one)[0] is verdict


def test_a_doubt_says_what_disagrees() -> None:
    one, other = facts("Trees", ABSTRACT, "Frost"), facts("Trees", "A proof about graphs.", "Berg")
    assert likeness(one, other)[1] == "Same title, different authors and abstract."


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Counting birds in the winter forest", "Counting birds in the winter forrest", True),
        ("Counting birds in the winter forest II", "Counting birds in the winter forest", True),
        ("Counting 12 birds in the winter forest", "Counting 13 birds in the winter forest", False),
        ("Birds do sing in the long dark winter forest", "Birds do not sing in the long dark winter forest", False),
        ("Counting birds", "Counting words", False),
        ("", "", True),
    ],
)
def test_titles_are_near_when_only_a_slip_tells_them_apart(one: str, other: str, near: bool) -> None:
    assert near_titles(one, other) is near
