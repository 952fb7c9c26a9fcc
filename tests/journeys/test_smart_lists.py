"""Smart lists by keyboard: kept from a search, renamed, changed, deleted, and brought back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from person import Desktop
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.key_sheet import KeySheet
from octavo.gui.dialogs.labels import Label
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.library.reading import Place
from octavo.settings import KEYS

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def full(open_desktop: Callable[..., Desktop]) -> Desktop:
    """Six papers in the inbox, the second one starred, the keyboard in the list."""
    desktop = open_desktop(papers=6)
    desktop.keys("jsk")
    return desktop


def smart_rows(desktop: Desktop) -> dict[str, int]:
    model = desktop.octavo.sidebar.model
    rows = [model.row(number) for number in range(model.rowCount())]
    return {row.words: row.count for row in rows if row.place is not None and row.place.kind == "smart"}


def name(desktop: Desktop, words: str) -> None:
    """Answer the open name sheet."""
    sheet = desktop.layer(NameSheet)
    sheet.field.selectAll()
    desktop.keys(words)
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(NameSheet)


def test_a_search_becomes_a_smart_list_that_follows_the_library(full: Desktop) -> None:
    browsing = full.octavo.browsing_now
    full.until(lambda: smart_rows(full) == {"No authors yet": 6, "Starred, no notes": 1})
    full.keys("/is:starred ")
    full.until(lambda: len(browsing.shown_ids()) == 1)
    full.key(Qt.Key.Key_N, CONTROL | SHIFT)
    name(full, "Kept")
    full.until(lambda: browsing.place.kind == "smart" and len(browsing.shown_ids()) == 1)
    assert full.octavo.pane.search.text() == ""
    assert full.octavo.pane.head.accessibleName() == "Kept"
    # It was looked for in the inbox: the smart list remembers that too.
    assert full.octavo.smart_listing.present_search() == "is:inbox is:starred"
    full.octavo.pane.focus_list()
    full.keys("e")
    full.until(lambda: browsing.shown_ids() == [])
    assert full.octavo.pane.empty.words == "Nothing matches this search now"
    full.until(lambda: smart_rows(full)["Kept"] == 0)


def test_a_smart_list_is_renamed_changed_and_deleted_and_each_is_undone(full: Desktop) -> None:
    browsing = full.octavo.browsing_now
    browsing.show_place(Place("smart", 2, "Starred, no notes"))
    full.until(lambda: len(browsing.shown_ids()) == 1)
    full.octavo.pane.focus_list()
    full.key(Qt.Key.Key_F2)
    name(full, "To annotate")
    full.until(lambda: "To annotate" in smart_rows(full))
    full.octavo.actions.all["change_search"].trigger()
    name(full, "scales 3")
    full.until(lambda: full.octavo.pane.head.accessibleName() == "To annotate" and len(browsing.shown_ids()) == 1)
    full.octavo.pane.focus_list()
    full.octavo.actions.all["delete_place"].trigger()
    full.until(lambda: browsing.place.kind == "inbox" and "To annotate" not in smart_rows(full))
    full.keys("z")
    full.until(lambda: "To annotate" in smart_rows(full))
    full.keys("zz")
    full.until(lambda: smart_rows(full) == {"No authors yet": 6, "Starred, no notes": 1})


def test_an_empty_search_makes_no_smart_list_and_says_why(full: Desktop) -> None:
    full.octavo.browsing_now.show_place(Place("all"))
    full.settle()
    full.key(Qt.Key.Key_N, CONTROL | SHIFT)
    assert not full.layers(NameSheet)
    assert "Search for something first" in full.octavo.toast.words


def test_what_stands_beside_the_list_counts_what_is_listed(full: Desktop) -> None:
    status = full.octavo.status
    full.octavo.browsing_now.show_place(Place("starred"))
    full.until(lambda: status.counts == "1 paper, 0 unread")
    full.keys("/nothingatall")
    full.until(lambda: status.counts == "0 results")


def test_the_place_of_the_paper_is_that_in_the_list_shown(full: Desktop) -> None:
    browsing, header = full.octavo.browsing_now, full.octavo.reader.header
    full.until(lambda: header.position.text() == "1 of 6")
    full.keys("j")
    browsing.show_place(Place("starred"))
    full.until(lambda: header.position.text() == "1 of 1")
    browsing.show_place(Place("inbox"))
    full.until(lambda: header.position.text() == "2 of 6")


def test_keys_told_in_the_window_are_the_ones_chosen(full: Desktop) -> None:
    octavo = full.octavo
    octavo.choices.set(KEYS, {"toggle_sidebar": ["F8"], "search": ["Ctrl+L"], "add_to_list": ["B"], "star": []})
    assert "F8" in octavo.sidebar.toggle_button.toolTip()
    full.key(Qt.Key.Key_N, CONTROL)
    name(full, "Chapter one")
    full.until(lambda: octavo.browsing_now.place.kind == "list")
    assert octavo.pane.empty.detail == "Press B on any paper."
    octavo.pane.focus_list()
    full.key(Qt.Key.Key_F1)
    words = [label.text() for label in full.layer(KeySheet).findChildren(Label)]
    assert "Undo" in words and not [each for each in words if each.startswith("Undo ")]
    assert QApplication.focusWidget() is not None
