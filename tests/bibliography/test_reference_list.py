"""References as APA, IEEE, ACM and Nature print them, a paper of each kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from octavo.bibliography.writers import written
from octavo.records import Author, Kind, Paper

MakePaper = Callable[..., Paper]
PEOPLE = (Author("Quill", "Ada Maria"), Author("Meer", "Paolo", "van der"))


def line(style: str, paper: Paper) -> str:
    return written([("k", paper)], f"text-{style}").text.rstrip("\n")


def article(paper: MakePaper, title: str = "LLaMA Counts Boats", **facts: object) -> Paper:
    details = {"volume": "3", "number": "2", "pages": "1-9"}
    return paper(
        title, **{"authors": PEOPLE, "kind": Kind.ARTICLE, "venue": "Harbour Letters",
        "details": details, "doi": "10.1000/boats"} | facts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "Quill, A. M., & van der Meer, P. (2023). LLaMA Counts Boats. Harbour Letters, 3(2), 1–9. "
                "https://doi.org/10.1000/boats"),
        ("ieee", "[1] A. M. Quill and P. van der Meer, “LLaMA Counts Boats,” Harbour Letters, vol. 3, no. 2, pp. 1–9, "
                 "Apr. 2023, doi: 10.1000/boats."),
        ("acm", "[1] Ada Maria Quill and Paolo van der Meer. 2023. LLaMA Counts Boats. Harbour Letters 3, 2 "
                "(April 2023), 1–9. https://doi.org/10.1000/boats"),
        ("nature", "1. Quill, A. M. & van der Meer, P. LLaMA Counts Boats. Harbour Letters 3, 1–9 (2023)."),
    ],
)  # fmt: skip
def test_an_article(paper: MakePaper, style: str, expected: str) -> None:
    assert line(style, article(paper)) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "Quill, A. (2023). Ledgers (arXiv:2304.00001). arXiv. https://arxiv.org/abs/2304.00001"),
        ("ieee", "[1] A. Quill, “Ledgers,” Apr. 07, 2023, arXiv: arXiv:2304.00001. [Online]. Available: "
                 "https://arxiv.org/abs/2304.00001"),
        ("acm", "[1] Ada Quill. 2023. Ledgers. Retrieved from https://arxiv.org/abs/2304.00001"),
        ("nature", "1. Quill, A. Ledgers. Preprint at https://arxiv.org/abs/2304.00001 (2023)."),
    ],
)  # fmt: skip
def test_a_preprint(paper: MakePaper, style: str, expected: str) -> None:
    assert line(style, paper("Ledgers", arxiv="2304.00001")) == expected


def test_more_authors_than_named_are_et_al(paper: MakePaper) -> None:
    many = article(paper, more_authors=True)
    assert line("apa", many).startswith("Quill, A. M., van der Meer, P. et al. (2023)")
    assert line("ieee", many).startswith("[1] A. M. Quill, P. van der Meer et al., “")
    assert line("acm", many).startswith("[1] Ada Maria Quill, Paolo van der Meer et al. 2023.")


def test_names_without_capitals_keep_their_letters(paper: MakePaper) -> None:
    east = article(paper, authors=(Author("李", "小龙"), Author("hooks", "bell")))
    assert line("apa", east).startswith("李小龙, & hooks, B. (2023)")
    assert line("acm", east).startswith("[1] 李小龙 and bell hooks. 2023")


def test_a_question_keeps_its_mark_inside_the_quotes_of_ieee(paper: MakePaper) -> None:
    assert "“Do Boats Count?” Harbour" in line("ieee", article(paper, title="Do Boats Count?"))


def test_a_thesis_without_a_number_does_not_speak_of_one(paper: MakePaper) -> None:
    thesis = paper("On Pages", kind=Kind.THESIS, details={"institution": "University of Ålesund"})
    assert line("apa", thesis) == "Quill, A. (2023). On Pages [PhD thesis]. University of Ålesund."


def test_a_paper_without_authors_is_named_once(paper: MakePaper) -> None:
    alone = paper("Alone at Sea", authors=(), published="", arxiv="2304.00001")
    for style in ("apa", "ieee", "acm", "nature"):
        assert line(style, alone).count("Alone at Sea") == 1


def test_markup_and_maths_in_a_title_are_words(paper: MakePaper) -> None:
    odd = paper('<span class="nocase">A</span> $\\ell_1$ <i>b</i>', arxiv="2304.00001")
    assert "ℓ_1 <i>b</i>" in line("nature", odd)


def test_references_are_numbered_in_the_order_of_the_list(paper: MakePaper) -> None:
    papers = [(f"k{number}", paper(title, arxiv="2304.00001")) for number, title in enumerate(("Zebra", "Apple"))]
    lines = written(papers, "text-ieee").text.splitlines()
    assert lines[0].startswith("[1] A. Quill, “Zebra,”") and lines[1].startswith("[2] A. Quill, “Apple,”")
