"""PapersView: keyboard, pointer, selection that follows papers, drag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QTest

from octavo.gui.papers.delegate import COMFORTABLE, HEADER
from octavo.library.reading import Place, Sort
from octavo.records import State


@pytest.fixture
def view(pane, show):
    show()
    pane.view.setFocus()
    return pane.view


def heard(signal):
    got = []
    signal.connect(lambda *values: got.append(values[0] if len(values) == 1 else values))
    return got


def centre(view, paper_id):
    return view.visualRect(view.model().index(view.model().find_row(paper_id), 0)).center()


def test_rows_and_headings_have_their_fixed_heights(view):
    heights = [view.rowHeight(row) for row in range(view.model().rowCount())]
    assert {height for row, height in enumerate(heights) if row not in (0, 9)} == {COMFORTABLE}
    assert (heights[0], heights[9]) == (HEADER, HEADER)


def test_a_heading_leaves_its_height_to_no_paper_of_the_next_listing(view, show, pane, library, ids):
    list_id = library.create_list("All of them").arguments["list_id"]
    library.add_to_list(list_id, [*ids])
    show(Place("list", list_id))
    assert {view.rowHeight(row) for row in range(20)} == {COMFORTABLE}


def test_down_goes_from_paper_to_paper_over_headings(view, ids):
    seen = []
    for _ in range(len(ids) + 2):
        seen.append(view.current_id())
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert seen[: len(ids)] == ids
    assert seen[-1] == ids[-1]


def test_home_and_end_reach_the_first_and_the_last_paper(view, ids):
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current_id() == ids[-1]
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current_id() == ids[0]


def test_up_from_below_a_heading_lands_on_the_paper_above_it(view, ids):
    view.select(ids[8])
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current_id() == ids[7]


def test_each_paper_passed_is_told_once(view, ids):
    told = heard(view.current_changed)
    view.select_next()
    view.select_next()
    view.select(ids[2])
    assert told == [ids[1], ids[2]]


def test_extending_takes_papers_in_and_gives_them_up_on_the_way_back(view, ids):
    view.select(ids[2])
    view.extend_next()
    view.extend_next()
    assert view.selected_ids() == ids[2:5]
    view.extend_previous()
    assert view.selected_ids() == ids[2:4]
    assert view.current_id() == ids[3]


def test_toggling_puts_the_current_paper_in_and_out(view, ids):
    view.select(ids[0])
    view.extend_next()
    view.toggle_current()
    assert view.selected_ids() == [ids[0]]
    view.toggle_current()
    assert view.selected_ids() == ids[:2]


def test_selecting_all_selects_papers_and_no_heading(view, ids):
    view.select_all_papers()
    assert view.selected_ids() == ids
    view.clear_selection()
    assert view.selected_ids() == [ids[0]]


def test_a_click_on_a_heading_changes_nothing(view, ids):
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 10))
    assert view.selected_ids() == [ids[0]]


def test_letters_never_search_by_first_letter(view, ids):
    QTest.keyClicks(view, "p")
    assert view.current_id() == ids[0]


def test_a_new_order_keeps_the_paper_selected_and_where_it_was_on_screen(view, pane, library, ids):
    view.select(ids[10])
    view.verticalScrollBar().setValue(700)
    before = centre(view, ids[10]).y()
    told = heard(view.current_changed)
    pane.show_listing(library.reading.listing(Place("inbox"), "", Sort.TITLE), library.reading, (), Place("inbox"))
    assert view.selected_ids() == [ids[10]]
    assert abs(centre(view, ids[10]).y() - before) <= HEADER
    assert told == []


def test_papers_arriving_above_do_not_move_what_is_on_screen(view, pane, show, library, ids):
    view.select(ids[10])
    view.verticalScrollBar().setValue(700)
    before = centre(view, ids[10]).y()
    library.move(ids[:4], State.DONE)
    show()
    assert centre(view, ids[10]).y() == before


def test_a_paper_that_leaves_takes_its_selection_with_it(view, show, library, ids):
    view.select(ids[1])
    told = heard(view.current_changed)
    library.move([ids[1]], State.DONE)
    show()
    assert view.selected_ids() == []
    assert told == [-1]


def test_a_place_is_found_again_as_it_was_left(view, show, library, ids):
    view.select(ids[15])
    at = view.verticalScrollBar().value()
    show(Place("all"))
    assert view.verticalScrollBar().value() == 0
    show()
    assert view.current_id() == ids[15]
    assert view.verticalScrollBar().value() == at > 0


def test_a_selected_paper_is_never_hidden_under_the_sticky_heading(view, ids):
    view.select(ids[-1])
    for _ in range(6):
        view.select_previous()
        top = view.visualRect(view.currentIndex()).top()
        assert top >= HEADER or view.currentIndex().row() in (1, 10)


def test_the_buttons_that_appear_on_a_row_star_and_decide_it_without_selecting_it(view, ids):
    row = view.model().find_row(ids[3])
    bounds = view.delegate.widened(view.visualRect(view.model().index(row, 0)), False)
    _, star, check = view.delegate.capsule(bounds, False)
    starred, done = heard(view.star_clicked), heard(view.done_clicked)
    for spot in (star.center(), check.center()):
        QTest.mouseMove(view.viewport(), spot)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (starred, done) == ([ids[3]], [ids[3]])
    assert view.selected_ids() == [ids[0]]


def test_enter_and_a_double_click_open_the_paper(view, ids):
    opened = heard(view.open_requested)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, ids[1]))
    assert opened == [ids[0], ids[1]]


def test_a_screen_reader_is_told_the_row_and_the_heading(view, library, ids):
    table = QAccessible.queryAccessibleInterface(view)
    said = [table.child(at).text(QAccessible.Text.Name) for at in range(8)]
    # Between them stand the cells of the hidden headers, which say nothing.
    said = [words for words in said if words not in ("", "Papers")]
    assert said[0] == "Tuesday 12 March 2024, 8 left"
    assert said[1].startswith(f"unread. {library.reading.paper(ids[0]).title}. ")
    assert view.accessibleName() == "Papers"


def test_compact_rows_are_lower(view, pane):
    pane.set_compact(True)
    assert view.rowHeight(1) == 60
    assert view.rowHeight(0) == HEADER


def drop(view, ids, y):
    mime = view.model().papers_mime(ids)
    event = _OwnDrop(view, mime, y)
    view.dropEvent(event)
    return event.isAccepted()


class _OwnDrop(QDropEvent):
    """A drop that began in the view itself, which Qt knows only of real drags."""

    def __init__(self, view, mime, y):
        copy = Qt.DropAction.CopyAction
        super().__init__(QPointF(100, y), copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        self._view, self._mime = view, mime
        self.ignore()

    def source(self):
        return self._view


@pytest.fixture
def reading_list(library, ids):
    list_id = library.create_list("Replicate first").arguments["list_id"]
    library.add_to_list(list_id, ids[:6])
    return Place("list", list_id)


@pytest.mark.parametrize(
    ("moved", "row", "lower_half", "position"),
    [((4,), 1, False, 1), ((0,), 2, True, 2), ((0, 1), 5, True, 4), ((2,), 2, True, 2), ((5, 1), 3, False, 2)],
)
def test_a_drop_in_a_reading_list_says_where_the_papers_come_to_stand(
    view, show, library, reading_list, ids, moved, row, lower_half, position
):
    show(reading_list)
    asked = heard(view.order_dropped)
    spot = view.visualRect(view.model().index(row, 0))
    dragged = [ids[at] for at in moved]
    assert drop(view, dragged, spot.center().y() + (20 if lower_half else -20))
    assert asked == [(dragged, position)]
    library.move_in_list(reading_list.id, dragged, position)
    after = list(library.reading.listing(reading_list).ids)
    assert after[position : position + len(dragged)] == dragged


def test_the_order_cannot_be_changed_where_it_is_not_the_persons(view, ids):
    asked = heard(view.order_dropped)
    assert not drop(view, [ids[4]], 60)
    assert asked == []


def test_the_sticky_heading_stays_at_the_top_while_its_papers_scroll(view, theme):
    view.verticalScrollBar().setValue(300)
    picture = view.viewport().grab(QRect(0, 0, 300, HEADER)).toImage()
    ink = {picture.pixelColor(x, y).name() for x in range(16, 120) for y in range(4, HEADER)}
    assert theme.tokens.text2.name() in ink
