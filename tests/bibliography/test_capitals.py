"""Capitals chosen word by word, and keys a paper had before, in every format that has a place for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from octavo.bibliography.bibtex_reader import read_bib
from octavo.bibliography.export import entry_text
from octavo.bibliography.titles import judged_parts, parts_in
from octavo.bibliography.writers import written
from octavo.records import Paper

MakePaper = Callable[..., Paper]


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_a_chosen_word_is_kept_or_folded_in_its_own_paper_only(paper: MakePaper, dialect: str) -> None:
    chosen = paper("Reading GPT Ledgers by Lamplight", casing={"Lamplight": True, "GPT": False})
    text = entry_text("a", chosen, dialect)
    assert "title = {Reading GPT Ledgers by {Lamplight}}," in text
    assert "{GPT}" in entry_text("b", paper("Reading GPT Ledgers by Lamplight"), dialect)


def test_typst_gets_the_chosen_capitals_too(paper: MakePaper) -> None:
    one = paper("Reading GPT by Lamplight", casing={"Lamplight": True, "GPT": False})
    text = written([("a", one)], "hayagriva").text
    assert "{Lamplight}" in text and "{GPT}" not in text


def test_the_words_of_a_title_are_those_that_are_judged() -> None:
    assert judged_parts("GPT-4 reads $x^2$ Ledgers") == [("GPT", True), ("reads", False), ("Ledgers", True)]
    assert judged_parts("GPT-4 reads", {"reads": True, "GPT": False}) == [("GPT", False), ("reads", True)]
    assert parts_in("GPT-4 Node.js $x$") == ["GPT", "4", "Node.js"]


def test_former_keys_are_written_for_biblatex_and_read_back(paper: MakePaper) -> None:
    renamed = paper("Reading Ledgers", aliases=("old2020", "older2019"))
    text = entry_text("new2021", renamed, "biblatex")
    assert "  ids = {old2020,older2019},\n" in text
    assert "ids" not in entry_text("new2021", renamed, "bibtex")
    (entry,) = read_bib(text).entries
    assert (entry.key, entry.aliases, "ids" in entry.other) == ("new2021", ("old2020", "older2019"), False)
