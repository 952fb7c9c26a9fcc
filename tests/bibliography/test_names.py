"""Whole names as feeds give them, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.names import split_name, split_names
from octavo.records import Author


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Ada Quill", Author("Quill", "Ada")),
        ("A. B. C. Quill", Author("Quill", "A. B. C.")),
        ("Aäron van den Oord", Author("Oord", "Aäron", "van den")),
        ("Maria de la Cruz", Author("Cruz", "Maria", "de la")),
        ("van den Oord, Aäron", Author("Oord", "Aäron", "van den")),
        ("Beethoven, Ludwig van", Author("Beethoven", "Ludwig", "van")),
        ("von Neumann", Author("Neumann", "", "von")),
        ("Jan van 't Veen", Author("Veen", "Jan", "van 't")),
        ("Luc Van Grote", Author("Van Grote", "Luc")),
        ("Quoc Van Le", Author("Le", "Quoc Van")),
        ("Yann LeCun", Author("LeCun", "Yann")),
        ("José Ortega y Prado", Author("Ortega y Prado", "José")),
        ("Jean le Rond d'Alembert", Author("d'Alembert", "Jean le Rond")),
        ("Tawfiq al-Hakim", Author("al-Hakim", "Tawfiq")),
        ("bell hooks", Author("hooks", "bell")),
        ("Martin Luther King Jr.", Author("King", "Martin Luther", "", "Jr.")),
        ("Sam Davis, Jr.", Author("Davis", "Sam", "", "Jr.")),
        ("King, Jr., Martin", Author("King", "Martin", "", "Jr.")),
        ("William H. Gates III", Author("Gates", "William H.", "", "III")),
        ("Jane Roe, PhD", Author("Roe", "Jane")),
        ("Ren\\'e M{\\\"u}ller", Author("Müller", "René")),
        ("Ada  Quill*", Author("Quill", "Ada")),
        ("Иван Перов", Author("Перов", "Иван")),
        ("王 小明", Author("王", "小明")),
        ("小明 王", Author("王", "小明")),
    ],
)
def test_a_persons_name_is_split(name: str, author: Author) -> None:
    assert split_name(name) == author


@pytest.mark.parametrize(
    "name",
    ["OpenQuill", "Mausam", "Gemini Team", "The Page Workshop", "Harbour AI", "Ink, Research & Development Team",
     "山田太郎", "김하나", "Center for Slow Reading", "Quill, Reed, and Co.", "01.Page", "Google DeepMind",
     "Ministry of Pages"],
)  # fmt: skip
def test_groups_single_words_and_unspaced_names_stay_whole(name: str) -> None:
    assert split_name(name) == Author(literal=name)


@pytest.mark.parametrize("last", ["et al.", "et al", "others", "and others", "and 12 others"])
def test_et_al_is_no_author_but_is_remembered(last: str) -> None:
    assert split_names(["Ada Quill", last]) == ((Author("Quill", "Ada"),), True)


def test_et_al_may_stand_behind_the_last_name() -> None:
    assert split_names(["Ada Quill", "Bo Reed et al."]) == ((Author("Quill", "Ada"), Author("Reed", "Bo")), True)


def test_blank_names_are_nobody() -> None:
    assert split_names(["", " ", ",", "\u200b"]) == ((), False)


@given(st.text())
def test_any_text_gives_one_author_with_a_family_or_a_literal_never_both(name: str) -> None:
    author = split_name(name)
    assert author == Author() or bool(author.family) != bool(author.literal)
