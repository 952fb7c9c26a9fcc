"""Smart lists: searches kept under a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from octavo.library.library import Library, NotFound
from octavo.library.reading import Place
from octavo.records import Author, Entry, OctavoError, Receipt

Add = Callable[..., Receipt]


@pytest.fixture
def shelf(library: Library, add: Add) -> Library:
    """Three papers: one with authors, one starred without a note, one starred with a note."""
    ids = add(
        Entry("Lamps at Night", "About lamps.", (Author("Quill", "Ada"),)),
        Entry("Ropes by Day", "About ropes."),
        Entry("Knots and Lamps", "About knots."),
    ).ids
    library.star(ids[1:])
    library.annotate(ids[2], "Read twice.")
    return library


def titles(library: Library, place: Place, words: str = "") -> list[str]:
    return [row.title for row in library.reading.rows(library.reading.listing(place, words).ids)]


def named(library: Library, name: str) -> Place:
    found = next(each for each in library.reading.smart_lists() if each.name == name)
    return Place("smart", found.id, found.name)


def test_a_new_library_comes_with_two_smart_lists(shelf: Library) -> None:
    assert [each.name for each in shelf.reading.smart_lists()] == ["No authors yet", "Starred, no notes"]
    assert titles(shelf, named(shelf, "No authors yet")) == ["Ropes by Day", "Knots and Lamps"]
    assert titles(shelf, named(shelf, "Starred, no notes")) == ["Ropes by Day"]
    assert shelf.reading.count(named(shelf, "No authors yet")) == 2


def test_a_search_kept_under_a_name_finds_papers_that_come_later(shelf: Library, add: Add) -> None:
    shelf.smart_lists.create("Lamps", "lamps")
    assert sorted(titles(shelf, named(shelf, "Lamps"))) == ["Knots and Lamps", "Lamps at Night"]
    add(Entry("New Lamps for Old", "They shine."))
    assert titles(shelf, named(shelf, "Lamps"))[0] == "New Lamps for Old"


def test_a_smart_list_can_be_searched_like_any_place(shelf: Library) -> None:
    shelf.smart_lists.create("Lamps", "lamps")
    assert titles(shelf, named(shelf, "Lamps"), "knots") == ["Knots and Lamps"]


def test_renaming_changing_and_deleting_can_each_be_undone(shelf: Library) -> None:
    made = int(str(shelf.smart_lists.create("Lamps", "lamps").arguments["smart_list_id"]))
    shelf.smart_lists.rename(made, "Light")
    shelf.smart_lists.change(made, "ropes")
    assert titles(shelf, named(shelf, "Light")) == ["Ropes by Day"]
    shelf.smart_lists.delete(made)
    with pytest.raises(NotFound):
        shelf.reading.listing(Place("smart", made))
    shelf.undo()
    assert titles(shelf, named(shelf, "Light")) == ["Ropes by Day"]
    shelf.undo()
    shelf.undo()
    assert len(titles(shelf, named(shelf, "Lamps"))) == 2


def test_a_name_is_taken_once_and_an_empty_search_is_refused(shelf: Library) -> None:
    with pytest.raises(OctavoError, match="already"):
        shelf.smart_lists.create("NO AUTHORS  yet", "is:unread")
    with pytest.raises(OctavoError, match="empty"):
        shelf.smart_lists.create("Nothing", "  ")
    assert len(shelf.reading.smart_lists()) == 2
