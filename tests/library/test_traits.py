"""What several papers have in common."""

from __future__ import annotations

import pytest

from octavo.library.reading import Place
from octavo.records import Batch, Entry, State, Tag


@pytest.fixture
def ids(library):
    batch = Batch("page text", "Daily papers", "file", tuple(Entry(f"Paper {n}", "Of ferries.") for n in range(6)))
    list(library.add(batch))
    return list(library.reading.listing(Place("all")).ids)


def test_tags_are_on_all_of_them_or_only_on_some(library, ids):
    library.tag(ids[:3], "ferries")
    library.tag(ids[:1], "Apples")
    library.tag(ids[5:], "elsewhere")
    traits = library.reading.traits(ids[:3])
    assert names(traits.tags_all) == ["ferries"]
    assert names(traits.tags_some) == ["Apples"]
    assert names(library.reading.traits(ids[1:4]).tags_some) == ["ferries"]


def test_stars_states_and_what_is_unread_are_counted(library, ids):
    library.star(ids[:2])
    library.move(ids[:3], State.DONE)
    traits = library.reading.traits(ids)
    assert (traits.count, traits.starred, traits.unread) == (6, 2, 3)
    assert traits.states == {State.DONE: 3, State.INBOX: 3}
    assert not traits.all_in(State.DONE)
    assert library.reading.traits(ids[:3]).all_in(State.DONE)


def test_of_no_papers_nothing_is_true(library, ids):
    traits = library.reading.traits([])
    assert (traits.count, traits.tags_all, traits.all_in(State.INBOX)) == (0, (), False)
    assert library.reading.traits([99_999]) == traits


def names(tags: tuple[Tag, ...]) -> list[str]:
    return [tag.name for tag in tags]
