"""Citation keys of a library: their pattern, making them anew, and what former keys keep others from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from octavo.library.key_owners import keys_anew
from octavo.library.library import Library
from octavo.records import Author, Entry, OctavoError, Receipt

Add = Callable[..., Receipt]


@pytest.fixture
def pair(add: Add) -> tuple[int, ...]:
    return add(
        Entry("Gardens of glass", authors=(Author("Frost", "Ada"),), published="2024"),
        Entry("Gardens of stone", authors=(Author("Frost", "Ada"),), published="2024"),
    ).ids


def test_keys_follow_the_pattern_at_first_need_only(library: Library, pair: tuple[int, ...]) -> None:
    assert library.assign_keys(pair[:1], "{author}-{year}") == {pair[0]: "frost-2024"}
    assert library.assign_keys(pair, "{word}_{author}") == {pair[0]: "frost-2024", pair[1]: "gardens_frost"}


def test_keys_made_anew_are_as_shown_before_and_one_undo_brings_them_back(
    library: Library, pair: tuple[int, ...]
) -> None:
    library.assign_keys(pair)
    library.edit(pair[1], {"title": "Cellars of stone"})
    shown = keys_anew(library.reading, pair, "{author}{year}{word}")
    assert [(each.old, each.new) for each in shown] == [("frost2024gardensb", "frost2024cellars")]
    change = library.make_keys_anew(pair)
    assert (change.arguments["keys"], change.paper_ids) == (1, (pair[1],))
    paper = library.reading.paper(pair[1])
    assert (paper.key, paper.aliases) == ("frost2024cellars", ("frost2024gardensb",))
    assert library.reading.find("frost2024gardensb") == pair[1]
    library.undo()
    paper = library.reading.paper(pair[1])
    assert (paper.key, paper.aliases) == ("frost2024gardensb", ())
    library.redo()
    assert library.reading.paper(pair[1]).key == "frost2024cellars"


def test_a_former_key_is_given_to_nobody_else(library: Library, pair: tuple[int, ...], add: Add) -> None:
    library.assign_keys(pair[:1])
    library.edit(pair[0], {"title": "Cellars"})
    library.make_keys_anew(pair[:1])
    assert library.assign_keys(pair) == {pair[0]: "frost2024cellars", pair[1]: "frost2024gardensb"}
    with pytest.raises(OctavoError, match="used by another paper"):
        library.edit(pair[1], {"key": "Frost2024Gardens"})
    (newcomer,) = add(Entry("Harbours", key="frost2024gardens")).ids
    assert library.reading.paper(newcomer).key == ""


def test_a_paper_may_take_its_own_former_key_back(library: Library, pair: tuple[int, ...]) -> None:
    library.assign_keys(pair)
    library.edit(pair[0], {"title": "Cellars"})
    library.make_keys_anew(pair)
    library.edit(pair[0], {"title": "Gardens"})
    library.make_keys_anew(pair)
    paper = library.reading.paper(pair[0])
    assert (paper.key, paper.aliases) == ("frost2024gardens", ("frost2024cellars",))


def test_making_anew_what_is_already_so_is_no_step(library: Library, pair: tuple[int, ...]) -> None:
    library.assign_keys(pair)
    assert library.make_keys_anew(pair).step is None


def test_papers_without_a_key_get_none_by_making_keys_anew(library: Library, pair: tuple[int, ...]) -> None:
    assert library.make_keys_anew(pair).step is None
    assert [paper.key for paper in library.reading.papers(pair)] == ["", ""]


def test_a_typed_key_that_replaces_another_keeps_it_as_a_former_one(library: Library, pair: tuple[int, ...]) -> None:
    library.assign_keys(pair)
    library.edit(pair[0], {"key": "mine"})
    assert library.reading.paper(pair[0]).aliases == ("frost2024gardens",)
    library.edit(pair[0], {"key": "frost2024gardens"})
    assert library.reading.paper(pair[0]).aliases == ("mine",)


def test_former_keys_arrive_with_a_paper(library: Library, add: Add) -> None:
    (own,) = add(Entry("Harbours", key="new2024", aliases=("old2023", "not a key"))).ids
    paper = library.reading.paper(own)
    assert (paper.key, paper.aliases) == ("new2024", ("old2023",))


def test_capitals_chosen_for_a_title_are_kept_and_undone(library: Library, pair: tuple[int, ...]) -> None:
    library.edit(pair[0], {"casing": {"glass": True, "Gardens": False}})
    assert library.reading.paper(pair[0]).casing == {"glass": True, "Gardens": False}
    assert library.edit(pair[0], {"casing": {"Gardens": False, "glass": True}}).step is None
    library.edit(pair[0], {"casing": {}})
    assert library.reading.paper(pair[0]).casing == {}
    library.undo()
    assert library.reading.paper(pair[0]).casing == {"glass": True, "Gardens": False}
    with pytest.raises(OctavoError, match="word by word"):
        library.edit(pair[0], {"casing": "glass"})
