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
        (facts("Bäume ~ und  Vögel im Wald", ABSTRACT), facts("Baume und Vogel im Wald"), Likeness.SAME),
        (facts("Trees", ABSTRACT), facts("Trees"), Likeness.DOUBTFUL),
        (facts("Trees", "", "Frost"), facts("Trees", "", "Frost"), Likeness.SAME),
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


SERIES = (
    ("Sparrow-Image-2.0 Technical Report", "Sparrow-Image-2.0 RL Technical Report"),
    ("Sparrow3-ASR Technical Report of the Team", "Sparrow3-TTS Technical Report of the Team"),
    ("Off-diagonal Tree Numbers of the Forest", "Off-diagonal Book Tree Numbers of the Forest"),
    ("Birds Are All You Need to Hear", "Birds Are Not All You Need to Hear"),
    ("Forest of Thought 1.5: Counting at Scale", "Forest of Thought 2.0: Counting at Scale"),
    ("Counting Birds in the Winter Forest: Part I", "Counting Birds in the Winter Forest: Part II"),
)


@pytest.mark.parametrize(("one", "other"), SERIES)
def test_two_works_of_a_series_are_never_taken_for_one(one: str, other: str) -> None:
    for abstract, family in (("", ""), (ABSTRACT, "Frost"), (ABSTRACT, "")):
        assert likeness(facts(one, abstract, family), facts(other, abstract, family))[0] is not Likeness.SAME
    text = "Another study altogether, of fish in warm rivers and of what they eat when the water is low in summer."
    verdict = likeness(facts(one, ABSTRACT, "Frost"), facts(other, text, "Berg"))[0]
    assert verdict is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("ForestCrow: Augmenting tree models with garden tools", "Augmenting tree models with garden tools", "Nearly"),
        ("Augmenting tree-models with garden tools", "Augmenting tree models with garden tool", "Nearly"),
        ("Counting birds at dawn: a study of forests", "Counting birds at dawn", "One title begins with the other."),
        ("A study of forests in the long dark winter of the no", "A study of forests in the long", "One title begins"),
    ],
)
def test_a_title_that_was_changed_is_asked_about_and_not_merged(one: str, other: str, why: str) -> None:
    found = likeness(facts(one, ABSTRACT, "Frost"), facts(other, ABSTRACT, "Frost"))
    assert found[0] is Likeness.DOUBTFUL
    assert found[1].startswith(why)


def test_a_preprint_and_its_article_are_one_by_title_and_author() -> None:
    preprint = facts("Counting birds at dawn", ABSTRACT, "Frost", arxiv="2401.00001")
    article = facts("Counting Birds at Dawn", "", "Frost", doi="10.1000/birds.7")
    assert likeness(preprint, article)[0] is Likeness.SAME
