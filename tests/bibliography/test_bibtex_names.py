"""Author lists of BibTeX files, split before they are decoded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.authors import author_list
from octavo.bibliography.bibtex_names import read_names, spoken
from octavo.bibliography.latex import Dialect
from octavo.bibliography.names import split_name
from octavo.records import Author


@pytest.mark.parametrize(
    ("value", "author"),
    [
        ("Quill, Ada", Author("Quill", "Ada")),
        ('van den Oord, A{\\"a}ron', Author("Oord", "Aäron", "van den")),
        ("{boven d'Eert}, Jan", Author("boven d'Eert", "Jan")),
        ("King, Jr., Martin", Author("King", "Martin", "", "Jr.")),
        ("King, Martin, Jr.", Author("King", "Martin", "", "Jr.")),
        ("{Ink, Research \\& Development}", Author(literal="Ink, Research & Development")),
        ("{Reed and Quill}", Author(literal="Reed and Quill")),
        ("{{\\'E}tienne}", Author(literal="Étienne")),
        ("{\\'E}tienne Dupont", Author("Dupont", "Étienne")),
        ("Ludwig {van Beethoven}", Author("van Beethoven", "Ludwig")),
        ("Jan~van Dyck", Author("Dyck", "Jan", "van")),
        ("{\\relax 王}, {\\relax 小明}", Author("王", "小明")),
        ("{\\relax фон} {\\relax Перов}, {\\relax Иван}", Author("Перов", "Иван", "фон")),
        ("Roe, {M. and Sons}", Author("Roe", "M. and Sons")),
        ("de Ca{\\~n}o, Xim", Author("Caño", "Xim", "de")),
        ("hooks, bell", Author("hooks", "bell")),
        ("{others}", Author(literal="others")),
    ],
)
def test_a_name_is_taken_at_its_word(value: str, author: Author) -> None:
    assert read_names(value) == ((author,), False)


@pytest.mark.parametrize("value", ["Quill, Ada and others", "Quill, Ada  AND\nothers", "Ada Quill and et al."])
def test_and_others_is_remembered_and_no_author(value: str) -> None:
    assert read_names(value) == ((Author("Quill", "Ada"),), True)


def test_a_list_of_whole_names_with_commas_only_is_still_a_list() -> None:
    authors, _ = read_names("Ada Quill, Bo Reed, Cy Dunn, Di Eck")
    assert [author.family for author in authors] == ["Quill", "Reed", "Dunn", "Eck"]


@pytest.mark.parametrize("value", ["", " ", "and", "{}", "{", "}", ",", "~", "Quill, Ada and", "and Quill, Ada"])
def test_blank_and_cut_lists_give_no_empty_author(value: str) -> None:
    assert Author() not in read_names(value)[0]


word = st.sampled_from(["Quill", "van", "Øst", "O'Neil", "王", "Reed", "And", "Ltd, Co", "d'Eert", "Ng", "II", "Перов"])
words = st.lists(word, min_size=1, max_size=3).map(" ".join)
authors = st.builds(
    Author, words, words | st.just(""), st.sampled_from(["", "von", "de la"]), st.sampled_from(["", "Jr."])
)


@pytest.mark.parametrize("dialect", Dialect)
@given(names=st.lists(authors | st.builds(Author, literal=words), max_size=4), more=st.booleans())
def test_lists_that_octavo_writes_are_read_back_and_written_the_same(
    dialect: Dialect, names: list[Author], more: bool
) -> None:
    written = author_list(names, dialect, more=more)
    back, ends = read_names(written)
    assert author_list(back, dialect, more=ends) == written
    assert len(back) == len(names)


@given(st.text(max_size=60))
def test_any_text_gives_authors_with_a_family_or_a_literal_never_both(value: str) -> None:
    for author in read_names(value)[0]:
        assert bool(author.family) != bool(author.literal)


@given(st.text(max_size=30))
def test_an_editors_spoken_name_is_split_as_it_was(name: str) -> None:
    author = split_name(name)
    assert split_name(spoken(author)) == author or split_name(author.name) != author
