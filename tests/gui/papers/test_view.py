"""PapersView: keyboard, pointer, selection that follows papers, drag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QDropEvent, QPainter, QPixmap, QRegion
from PySide6.QtTest import QTest

from octavo.gui.controls.shadow import MARGIN
from octavo.gui.papers.delegate import COMFORTABLE, HEADER, Look
from octavo.gui.papers.drag_card import drag_card, hot_spot
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


def test_the_last_selected_paper_cannot_be_taken_out_so_that_keys_always_have_one(view, ids):
    view.select(ids[0])
    told = heard(view.selection_changed)
    view.toggle_current()
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, centre(view, ids[0])
    )
    assert view.selected_ids() == [ids[0]]
    assert told == []


def test_the_keyboard_may_stand_on_a_paper_that_is_not_selected_and_the_selected_one_is_read(view, pane, ids):
    view.setFocus()
    view.select(ids[0])
    told = heard(view.current_changed)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    row = view.currentIndex().row()
    assert (view.current_id(), pane.current_id(), told) == (ids[1], ids[0], [])
    assert view.look_of(row).ringed
    assert not view.look_of(row).selected
    view.toggle_current()
    assert view.selected_ids() == ids[:2]
    assert pane.current_id() == ids[1]


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


def test_letters_beside_a_popover_that_was_put_away_are_no_bolder(view, monkeypatch):
    painted, paint_row = [], view._paint_row

    def counted(painter, row, look, mirrored):
        painted.append(row)
        paint_row(painter, row, look, mirrored)

    monkeypatch.setattr(view, "_paint_row", counted)
    # What a popover leaves to be painted comes in pieces, and letters painted twice over turn bold.
    view.viewport().repaint(QRegion(QRect(0, 100, 150, 100)) + QRegion(QRect(300, 100, 100, 100)))
    assert painted
    assert len(painted) == len(set(painted))


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


def test_a_paper_moved_by_hand_is_where_it_was_put_and_the_list_stands_still(view, show, library, reading_list, ids):
    library.add_to_list(reading_list.id, ids[6:])
    show(reading_list)
    view.verticalScrollBar().setValue(200)
    view.select(ids[3])
    there = centre(view, ids[5])
    library.move_in_list(reading_list.id, [ids[3]], 5)
    show(reading_list)
    assert view.verticalScrollBar().value() == 200
    assert centre(view, ids[3]) == there
    assert view.selected_ids() == [ids[3]]


def test_the_order_cannot_be_changed_where_it_is_not_the_persons(view, ids):
    asked = heard(view.order_dropped)
    assert not drop(view, [ids[4]], 60)
    assert asked == []


def test_the_sticky_heading_stays_at_the_top_while_its_papers_scroll(view, theme):
    view.verticalScrollBar().setValue(300)
    picture = view.viewport().grab(QRect(0, 0, 300, HEADER)).toImage()
    ink = {picture.pixelColor(x, y).name() for x in range(16, 120) for y in range(4, HEADER)}
    assert theme.tokens.text2.name() in ink


def test_the_buttons_of_a_hovered_row_lie_above_its_chips_even_in_a_title_of_one_line(view):
    whole, _, _ = view.delegate.capsule(QRect(0, 0, 440, COMFORTABLE), False)
    one_title_line, chips_begin = 20, 10 + 20 + 2
    assert whole.bottom() < chips_begin
    assert whole.height() > one_title_line


def test_a_grey_chip_is_seen_on_a_hovered_row(theme, view, library, ids):
    library.tag(ids[:1], "to discuss", hue="grey")
    view.model().refresh_rows(ids[:1])
    row = view.model().paper_at(view.model().find_row(ids[0]))
    picture = QPixmap(440, COMFORTABLE)
    with QPainter(picture) as painter:
        view.delegate.paint_paper(painter, picture.rect(), row, Look(hovered=True), False)
    image = picture.toImage()
    colours = {image.pixelColor(x, y).name() for x in range(300, 424) for y in range(32, 70)}
    assert {theme.tokens.list_.name(), theme.tokens.hover.name()} <= colours


def test_dragged_papers_follow_the_pointer_on_a_card_with_a_soft_shadow(theme, view):
    row = view.model().paper_at(view.currentIndex().row())
    picture = drag_card(theme, view.delegate.typesetter, row, 1, 2.0).toImage()
    shadow = [picture.pixelColor(picture.width() // 2, y).alpha() for y in range(2 * MARGIN)]
    assert shadow == sorted(shadow)
    assert shadow[0] <= 2
    assert 0 < shadow[-1] < 255
    # The pointer stays outside the card, so that what the papers are dropped on can be read.
    spot = hot_spot(theme)
    assert 0 <= spot.x() < MARGIN
    assert 0 <= spot.y() < MARGIN


def test_a_star_or_having_been_read_does_not_make_a_screen_reader_begin_the_row_again(view, show, library, ids, pane):
    view.select(ids[0])
    begun = []
    view.selectionModel().currentChanged.connect(lambda *_: begun.append(view.current_id()))
    view.model().modelReset.connect(lambda: begun.append("all"))
    library.mark_read([ids[0]])
    library.star([ids[0]])
    pane.refresh_rows([ids[0]])
    show()
    assert begun == []
    said = view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("starred. Paper")


def test_a_screen_reader_is_told_the_words_of_a_row_anew_when_it_is_reached(view, ids, monkeypatch):
    told = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.type()))
    monkeypatch.setattr(type(view), "dataChanged", lambda _view, first, last, roles: told.append(tuple(roles)))
    view.select(ids[0])
    view.select(ids[1])
    assert told == [(Qt.ItemDataRole.AccessibleTextRole,)]


def test_chips_leave_a_narrow_row_its_edge_and_the_authors_their_place(theme, view, library, ids):
    for name in ("a tag whose name goes on and on", "another tag with a name as long"):
        library.tag(ids[:1], name, hue="blue")
    view.model().refresh_rows(ids[:1])
    row = view.model().paper_at(view.model().find_row(ids[0]))
    picture = QPixmap(320, COMFORTABLE)
    picture.fill(theme.tokens.list_)
    with QPainter(picture) as painter:
        view.delegate.paint_paper(painter, picture.rect(), row, Look(), False)
    image, fill = picture.toImage(), theme.tag_colours("blue")[2].name()
    chips = [x for x in range(320) if image.pixelColor(x, 40).name() == fill]
    assert chips and min(chips) >= 32 + 90, "one chip, and who wrote it before that"
