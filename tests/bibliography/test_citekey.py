"""Citation keys: what they are made of, that they are unique, and what a person may type."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.citekey import propose, valid
from octavo.bibliography.names import split_name
from octavo.records import Author, Paper

MakePaper = Callable[..., Paper]


def cited(make: MakePaper, title: str, author: str = "", published: str = "2023") -> Paper:
    return make(title, authors=(split_name(author),) if author else (), published=published)


@pytest.mark.parametrize(
    ("title", "author", "published", "key"),
    [
        ("QuillNet: Open and Small", "Ada Lovell", "2023-02", "lovell2023quillnet"),
        ("The Reading of Ledgers", "Aäron van den Oord", "2018", "oord2018reading"),
        ("GPT-9 Report", "Harbour AI", "2023", "harbourai2023gpt9"),
        ("On 3 Ways to Read", "Ann Roe", "", "roeways"),
        ("$\\pi_0$: A Flow", "Ánn Léé", "2024", "lee2024flow"),
        ("LANTERN: Towards Distributed Reading", "", "", "lanterndistributed"),
        ("LANTERN: Towards Distributed Reading", "", "2024-03", "lanterndistributed2024"),
        ("语言", "", "2024", "yuyan2024"),
        ("On the What", "", "", "onthe"),
        ("Reading", "01.Page", "2024", "page2024reading"),
        ("!!!", "王 小明", "2021", "wang2021"),
        ("$x$", "", "", "paper"),
        ("Vision-Language-Action-Ledger Flow", "Bo X", "2024", "x2024visionlanguageaction"),
        ("3D Pages", "", "", "pages"),
    ],
)
def test_a_key_is_family_year_and_first_telling_word(
    paper: MakePaper, title: str, author: str, published: str, key: str
) -> None:
    assert propose(cited(paper, title, author, published), set()) == key


def test_clashes_take_letters_and_the_first_paper_keeps_its_key(paper: MakePaper) -> None:
    taken: set[str] = set()
    keys = []
    for _ in range(29):
        keys.append(propose(cited(paper, "Same Page", "Ann Roe"), taken))
        taken.add(keys[-1])
    assert keys[:3] == ["roe2023same", "roe2023sameb", "roe2023samec"]
    assert keys[25:] == ["roe2023samez", "roe2023sameaa", "roe2023sameab", "roe2023sameac"]


def test_keys_that_differ_by_accent_or_case_only_clash(paper: MakePaper) -> None:
    assert propose(cited(paper, "SAME Pagina", "Ànn Roé"), {"roe2023same"}) == "roe2023sameb"


@given(title=st.text(), name=st.text(max_size=30), year=st.sampled_from(["", "1999"]))
def test_any_paper_gets_a_key_every_reader_takes(paper: MakePaper, title: str, name: str, year: str) -> None:
    for authors in ((), (Author(literal=name),), (Author(family=name, given="A"),)):
        key = propose(paper(title, authors=authors, published=year), set())
        assert re.fullmatch("[a-z][a-z0-9]*", key)
        assert valid(key)


@given(st.lists(st.tuples(st.sampled_from(["Roe", "Róe", "ROE", "Li"]), st.sampled_from("Aa Bb".split()))))
def test_keys_of_earlier_papers_never_change(paper: MakePaper, library: list[tuple[str, str]]) -> None:
    keys: list[str] = []
    for family, title in library:
        key = propose(paper(title + "gate", authors=(Author(family, "A"),)), set(keys))
        assert key not in keys
        keys.append(key)
    assert len({key.lower() for key in keys}) == len(library)


@pytest.mark.parametrize("key", ["Quill2023", "a:b", "dblp/conf-x.y_z+1", "3d"])
def test_typed_keys_may_hold_what_all_readers_take(key: str) -> None:
    assert valid(key)


@pytest.mark.parametrize("key", ["", "a b", "a,b", "{a", "é", "a%", "~a", "-a", "a" * 200, "a\n", "a\\b", "a#"])
def test_typed_keys_with_what_breaks_a_file_are_refused(key: str) -> None:
    assert not valid(key)
