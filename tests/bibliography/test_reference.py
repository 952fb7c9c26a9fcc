"""A plain reference names what is known and invents nothing."""

from __future__ import annotations

from octavo.bibliography.links import page, pdf
from octavo.bibliography.reference import plain_reference
from octavo.records import Author, Identifier, Paper


def test_a_paper_with_everything() -> None:
    paper = Paper(
        1, "u", "Counting Boats", authors=(Author("Osei", "Amara"), Author("Meer", "Paolo", particle="van der")),
        published="2024-03", venue="Harbour Letters", details={"volume": "3", "number": "2", "pages": "1-9"},
        identifiers=(Identifier("doi", "10.1000/boats"),),
    )  # fmt: skip
    assert plain_reference(paper) == (
        "A. Osei and P. van der Meer (2024). Counting Boats. Harbour Letters, 3(2), 1-9. https://doi.org/10.1000/boats."
    )


def test_a_bare_title_stays_a_bare_title() -> None:
    assert plain_reference(Paper(1, "u", "Do Boats Count?")) == "Do Boats Count?"


def test_many_authors_are_cut_and_say_so() -> None:
    many = tuple(Author(f"Name{number}") for number in range(9))
    assert "Name4, Name5 et al. Crowd." in plain_reference(Paper(1, "u", "Crowd", authors=many))


def test_addresses_follow_from_numbers() -> None:
    old = Paper(1, "u", "t", identifiers=(Identifier("arxiv", "hep-th/9901001"),))
    assert page(old) == "https://arxiv.org/abs/hep-th/9901001"
    assert pdf(old) == "https://arxiv.org/pdf/hep-th/9901001"
    hostile = Paper(1, "u", "t", identifiers=(Identifier("doi", "10.1/x y<z>"),))
    assert page(hostile) == "https://doi.org/10.1/x%20y%3Cz%3E"
    assert pdf(Paper(1, "u", "t")) == ""
