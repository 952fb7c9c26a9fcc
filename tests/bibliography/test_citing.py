"""Citations as LaTeX, pandoc and Typst read them, with keys that need a fence."""

from __future__ import annotations

import pytest

from octavo.bibliography.citing import FORMS, cited, references
from octavo.records import Author, Paper
from octavo.settings import CITE_COMMAND


@pytest.mark.parametrize(
    ("form", "one", "two"),
    [
        ("latex", r"\cite{a}", r"\cite{b,a}"),
        ("autocite", r"\autocite{a}", r"\autocite{b,a}"),
        ("pandoc", "[@a]", "[@b; @a]"),
        ("typst", "@a", "@b @a"),
        ("keys", "a", "b,a"),
    ],
)
def test_keys_are_cited_in_their_order(form: str, one: str, two: str) -> None:
    assert cited(["a"], form) == one
    assert cited(["b", "a"], form) == two
    assert cited([], form) == ""


@pytest.mark.parametrize(
    ("key", "pandoc", "typst"),
    [
        ("a:b_c", "[@a:b_c]", "@a:b_c"),
        ("DBLP:conf/x/Y", "[@DBLP:conf/x/Y]", '#cite(label("DBLP:conf/x/Y"))'),
        ("a--b", "[@{a--b}]", "@a--b"),
        ("ends.", "[@{ends.}]", '#cite(label("ends."))'),
        ("a+b", "[@a+b]", '#cite(label("a+b"))'),
    ],
)
def test_a_key_that_would_end_too_early_is_fenced(key: str, pandoc: str, typst: str) -> None:
    assert (cited([key], "pandoc"), cited([key], "typst")) == (pandoc, typst)


def test_every_form_a_person_can_choose_exists() -> None:
    assert set(CITE_COMMAND.choices) <= set(FORMS)
    with pytest.raises(KeyError):
        cited(["a"], "word")


def test_plain_references_stand_on_a_line_each() -> None:
    papers = [Paper(1, "u", "Ropes", authors=(Author("Osei", "Ama"),)), Paper(2, "v", "Knots?")]
    assert references(papers) == "A. Osei. Ropes.\nKnots?"
