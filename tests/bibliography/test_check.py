"""What would go wrong downstream, a rule each, with the papers it speaks of and the repair."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from octavo.bibliography.check import MOST_ALIKE, Finding, Trouble, check, suspicion
from octavo.bibliography.export import export
from octavo.inquiries import CitationState, Trust
from octavo.records import Author, Paper

MakePaper = Callable[..., Paper]


def only(findings: tuple[Finding, ...], trouble: Trouble) -> Finding:
    (found,) = findings
    assert found.trouble is trouble
    assert found.sentence.endswith(".") and found.repair.endswith(".")
    return found


def test_complete_papers_raise_nothing(paper: MakePaper) -> None:
    assert check([("a", paper(arxiv="2304.00001")), ("b", paper("Other", arxiv="2304.00002"))]) == ()
    assert check([]) == ()


def test_papers_without_authors_are_counted_together(paper: MakePaper) -> None:
    lacking = [
        (key, paper(key, id=number, authors=(), arxiv=f"2304.0000{number}")) for number, key in ((1, "a"), (2, "b"))
    ]
    found = only(check([*lacking, ("c", paper(arxiv="2304.00009"))]), Trouble.NO_AUTHORS)
    assert (found.keys, found.ids) == (("a", "b"), (1, 2))
    assert found.sentence == "2 papers have no authors."


@pytest.mark.parametrize("published", ["", "soon", "0000"])
def test_a_paper_without_a_year_is_told(paper: MakePaper, published: str) -> None:
    found = only(check([("a", paper(published=published, arxiv="2304.00001"))]), Trouble.NO_YEAR)
    assert found.sentence == "1 paper has no year."


def test_a_paper_nobody_can_look_up_is_unverified(paper: MakePaper) -> None:
    assert only(check([("a", paper())]), Trouble.UNVERIFIED).keys == ("a",)
    for known in ({"doi": "10.1/x"}, {"url": "https://ex.org/a"}, {"details": {"isbn": "9783161484100"}}):
        assert check([("a", paper(**known))]) == ()


def test_an_entry_old_latex_cannot_set_is_told_as_the_export_reports_it(paper: MakePaper) -> None:
    papers = [("a", paper("语言", arxiv="2304.00001")), ("b", paper("Ångström", arxiv="2304.00002"))]
    found = only(check(papers, needs_unicode=export(papers, "bibtex").needs_unicode), Trouble.NEEDS_UNICODE)
    assert found.keys == ("a",)
    assert check(papers) == ()


@pytest.mark.parametrize(
    ("author", "words"),
    [
        (Author("Q.", "Ada"), "has initials for a family name"),
        (Author("Q", "Ada"), "has initials for a family name"),
        (Author("A. B.", "Quill"), "has initials for a family name"),
        (Author(literal="J."), "is a single initial"),
        (Author("QUILL", "ADA"), "is in capitals"),
        (Author("QUILL"), "is in capitals"),
        (Author("Quill2", "Ada"), "has digits in it"),
        (Author("Quill", "Ada 1"), "has digits in it"),
        (Author(literal="Quill12"), "has digits in it"),
        (Author("al.", "Quill et"), "says that there are more authors"),
        (Author(literal="Quill et al"), "says that there are more authors"),
        (Author(literal="Quill and 12 others"), "says that there are more authors"),
    ],
)
def test_a_suspicious_name_is_told_with_its_reason(paper: MakePaper, author: Author, words: str) -> None:
    found = only(check([("k", paper(authors=(author,), arxiv="2304.00001"))]), Trouble.SUSPICIOUS_NAME)
    assert found.sentence == f"In k, the name “{author.name}” {words}."
    assert found.keys == ("k",)


@pytest.mark.parametrize(
    "author",
    [
        Author("Li", "X."), Author("王", "小明"), Author("LeCun", "Yann"), Author("Xu", "B"), Author(literal="CERN"),
        Author(literal="01.AI"), Author(literal="OpenAI"), Author("Ng", "A Y"), Author("Álvarez", "María"),
        Author(literal="Team 42 of Ghent"), Author("Talbot", "Et"), Author("DING", "Yi"),
    ],
)  # fmt: skip
def test_an_ordinary_name_is_left_alone(author: Author) -> None:
    assert suspicion(author) == ""


def test_one_work_under_2_keys_is_told_whatever_the_spelling_of_its_number(paper: MakePaper) -> None:
    papers = [
        ("a", paper("One", id=1, arxiv="2304.00001")),
        ("b", paper("Two", id=2, doi="10.48550/arXiv.2304.00001")),
        ("c", paper("Three", id=3, doi="10.1000/ABC")),
        ("d", paper("Four", id=4, doi="10.1000/abc", arxiv="2304.00004")),
        ("e", paper("Five", id=5, arxiv="2304.00005")),
    ]
    found = [each for each in check(papers) if each.trouble is Trouble.SAME_WORK]
    assert [each.keys for each in found] == [("a", "b"), ("c", "d")]
    assert found[0].sentence == "a and b are the same work, arXiv:2304.00001."
    assert "10.1000/abc" in found[1].sentence


def test_a_work_that_shares_both_numbers_is_told_once(paper: MakePaper) -> None:
    same = [(key, paper(arxiv="2304.00001", doi="10.1000/x")) for key in ("a", "b")]
    only(check(same), Trouble.SAME_WORK)


def test_the_27th_label_of_one_author_and_year_is_one_too_many(paper: MakePaper) -> None:
    papers = [
        (f"k{number}", paper(f"T{number}", id=number, arxiv=f"2304.{number:05}")) for number in range(MOST_ALIKE + 1)
    ]
    assert check(papers[:MOST_ALIKE]) == ()
    found = only(check(papers), Trouble.TOO_MANY_ALIKE)
    assert len(found.keys) == 27
    assert "cited as Quill 2023" in found.sentence


def test_labels_count_as_styles_make_them(paper: MakePaper) -> None:
    three = (Author("Quill", "Ada"), Author("Reed", "Bo"), Author("Dunn", "Cy"))
    other = (Author("Quill", "Ada"), Author("Ink", "Di"), Author("Vell", "Ed"))
    papers = [
        (f"k{number}", paper(f"T{number}", authors=three if number % 2 else other, arxiv=f"2304.{number:05}"))
        for number in range(27)
    ]
    assert "Quill et al. 2023" in only(check(papers), Trouble.TOO_MANY_ALIKE).sentence


def test_a_paper_no_service_has_confirmed_is_told_where_that_is_known(paper: MakePaper) -> None:
    papers = [(key, paper(key, id=number, arxiv=f"2304.0000{number}")) for number, key in ((1, "a"), (2, "b"))]
    states = {1: CitationState(Trust.VERIFIED, service="arXiv"), 2: CitationState(Trust.COMPLETE)}
    found = only(check(papers, states=states), Trouble.UNCONFIRMED)
    assert (found.keys, found.sentence) == (("b",), "1 paper is not verified against any service.")
    assert check(papers) == ()
    # Without a number nobody could confirm it, which is told already.
    assert only(check([("c", paper(id=2))], states=states), Trouble.UNVERIFIED).keys == ("c",)


@pytest.mark.parametrize("trust", [Trust.RETRACTED, Trust.WITHDRAWN])
def test_a_paper_that_was_taken_back_is_told(paper: MakePaper, trust: Trust) -> None:
    taken_back = paper(arxiv="2304.00001")
    assert only(check([("a", taken_back)], states={1: CitationState(trust)}), Trouble.RETRACTED).keys == ("a",)
    known = paper(arxiv="2304.00001", other={trust.value: "2024-01-01"})
    assert only(check([("a", known)]), Trouble.RETRACTED).sentence == "1 paper was retracted or withdrawn."
