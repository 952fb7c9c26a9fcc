"""PapersPane: what stands around the list, and what it says to the rest of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from octavo.library.reading import Place, Sort
from octavo.records import State


def heard(signal):
    got = []
    signal.connect(lambda *values: got.append(values[0] if values else None))
    return got


def headings(pane):
    return [pane.model.header_at(row).words for row in pane.model.header_rows]


def counts(pane):
    return [pane.model.header_at(row).count for row in pane.model.header_rows]


def test_days_are_headed_by_their_name_and_what_is_left(pane, show, library, ids):
    library.move(ids[:3], State.DONE)
    show(Place("all"))
    assert [words.rsplit(" ", 1)[0] for words in headings(pane)] == ["Tuesday 12 March", "Monday 11 March"]
    assert counts(pane) == ["5 left of 8", "12 left"]


def test_a_search_by_words_is_headed_best_matches(pane, show):
    pane.search.set_text("curves")
    show(words="curves", hits=("curves",))
    assert headings(pane) == ["Best matches"]
    assert counts(pane) == ["20 papers"]


def test_a_reading_list_is_numbered_and_without_headings(pane, show, library, ids):
    list_id = library.create_list("Replicate first").arguments["list_id"]
    library.add_to_list(list_id, [ids[7], ids[2]])
    show(Place("list", list_id))
    assert headings(pane) == []
    assert [pane.view.look_of(row).number for row in (0, 1)] == [1, 2]
    assert not pane.head._export.isHidden()
    assert pane.head._sort.isHidden()


def test_a_search_inside_a_list_does_not_number_or_reorder(pane, show, library, ids):
    list_id = library.create_list("Replicate first").arguments["list_id"]
    library.add_to_list(list_id, ids[:4])
    pane.search.set_text("curves")
    show(Place("list", list_id), words="curves", hits=("curves",))
    assert pane.view.look_of(1).number == 0
    assert not pane.model.ordered_by_hand


def test_the_pane_says_which_paper_is_current_and_which_are_selected(pane, show, ids):
    current, selected = heard(pane.current_changed), heard(pane.selection_changed)
    show()
    pane.select(ids[2])
    pane.extend_next()
    assert current == [ids[2], ids[3]]
    assert selected[-1] == ids[2:4]
    assert pane.selected_ids() == ids[2:4]
    assert pane.current_id() == ids[3]


def test_the_next_unread_paper_is_found_past_read_ones(pane, show, library, ids):
    library.mark_read(ids[1:9])
    show()
    pane.select(ids[0])
    pane.select_next(unread=True)
    assert pane.current_id() == ids[9]


def test_refreshing_a_row_shows_its_star_without_a_new_listing(pane, show, library, ids):
    show()
    pane.select(ids[1])
    library.star([ids[1]])
    pane.refresh_rows([ids[1]])
    assert pane.model.paper_at(pane.model.find_row(ids[1])).starred
    assert pane.current_id() == ids[1]


def test_leaving_a_search_brings_back_the_paper_left_before_it(pane, show, ids):
    show()
    pane.select(ids[14])
    at = pane.view.verticalScrollBar().value()
    pane.search.set_text("number")
    show(words="0", hits=("0",))
    pane.search.set_text("")
    show()
    assert pane.current_id() == ids[14]
    assert pane.view.verticalScrollBar().value() == at


def test_no_match_offers_to_clear_or_to_search_everywhere(pane, show, qtbot):
    pane.search.toggle_token("tag:nothing")
    show(words="tag:nothing")
    assert pane.empty.words == "No papers match"
    with qtbot.waitSignal(pane.everywhere_chosen, check_params_cb=lambda everywhere: everywhere):
        pane.empty.everywhere_clicked.emit()
    searched = heard(pane.search_changed)
    pane.empty.clear_clicked.emit()
    assert searched == [""]


def test_an_emptied_search_is_no_longer_everywhere(pane, show):
    show()
    pane.search.toggle_token("is:unread")
    pane._choose_scope(True)
    told = heard(pane.everywhere_chosen)
    pane.clear_search()
    assert told == [False]


@pytest.mark.parametrize(
    ("place", "words"),
    [("starred", "Nothing starred yet"), ("trash", "The trash is empty"), ("to-read", "Nothing to read yet")],
)
def test_an_empty_place_says_what_would_fill_it(pane, show, place, words):
    show(Place(place))
    assert pane.empty.words == words
    assert pane.empty.isVisible()


def test_the_keyboard_stays_in_the_pane_when_it_empties_and_fills_again(pane, show, ids):
    show()
    pane.focus_list()
    show(Place("starred"))
    assert pane.empty.holds_focus()
    # Whoever gives the keyboard to the pane gives it to what can be seen of it.
    assert pane.focusProxy() is pane.empty
    show()
    assert pane.view.hasFocus()
    assert pane.focusProxy() is pane.view
    assert pane.current_id() == ids[0]


def test_the_pane_can_be_as_narrow_as_a_small_window_needs(pane):
    pane.resize(320, 600)
    assert pane.minimumSizeHint().width() <= 320


def test_the_day_shows_how_much_is_decided(pane):
    pane.show_head("Today", "28 of 86 decided", (28, 86))
    assert pane.progress.shown == (28, 86)
    assert pane.progress.isVisible()
    pane.show_head("Inbox", "147 papers to decide")
    assert not pane.progress.isVisible()


def test_enter_in_the_search_brings_the_keyboard_to_the_list(pane, show):
    show()
    pane.focus_search()
    QTest.keyClick(pane.search.line, Qt.Key.Key_Return)
    assert pane.view.hasFocus()


def test_the_sort_of_one_place_does_not_follow_to_the_next(pane, show):
    show()
    pane._choose_sort(str(Sort.TITLE))
    show(Place("all"))
    assert pane.head.sort == ""


def test_old_rows_stay_until_the_new_listing_is_there(pane, show, ids):
    show()
    pane.search.toggle_token("is:starred")
    assert list(pane.model.ids) == ids


def test_what_a_search_offers_ends_where_the_field_above_it_ends(theme, pane, show):
    pane.search.set_text("lantern")
    show(words="lantern", hits=("lantern",))
    field_end = pane.search.mapTo(pane, pane.search.rect().topRight()).x()
    words_end = pane._keep.mapTo(pane, pane._keep.rect().topRight()).x() - theme.px(8)
    assert words_end == field_end


def test_a_screen_reader_comes_to_heading_search_and_list_in_this_order(pane):
    told, below = QAccessible.queryAccessibleInterface(pane), pane.view.parentWidget().parentWidget()
    met = [told.child(at).object() for at in range(told.childCount())]
    assert [each for each in met if each in (pane.head, pane.search, below)] == [pane.head, pane.search, below]


def test_what_is_the_matter_with_a_place_is_said_once(qtbot, pane, aloud):
    for _ in range(2):
        pane.show_trouble("This feed is paused", "Resume")
    qtbot.waitUntil(lambda: bool(aloud))
    assert len(aloud) == 1 and aloud[0].count("This feed is paused") == 1
