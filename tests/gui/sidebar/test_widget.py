"""What a person can do in the sidebar."""

from __future__ import annotations

import warnings

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent

from octavo.gui.sidebar.carrying import name_card
from octavo.gui.sidebar.model import FEED_MIME, LIST_MIME, PAPERS_MIME
from octavo.gui.sidebar.tree import read_ids
from octavo.gui.sidebar.widget import Sidebar
from octavo.library.followed import Subscription
from octavo.library.reading import Place
from octavo.records import ReadingList

COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def chosen(sidebar):
    places = []
    sidebar.place_chosen.connect(places.append)
    return places


def row_named(sidebar, name):
    return next(at for at in range(sidebar.model.rowCount()) if sidebar.model.row(at).words == name)


def spot_of(sidebar, name):
    return sidebar.tree.visualRect(sidebar.model.index(row_named(sidebar, name))).center()


def click(qtbot, sidebar, name):
    qtbot.mouseClick(sidebar.tree.viewport(), LEFT, PLAIN, spot_of(sidebar, name))


def drop(sidebar, name, mime, ids, dy=0):
    data = QMimeData()
    data.setData(mime, QByteArray(ids))
    spot = QPointF(spot_of(sidebar, name)) + QPointF(0, dy)
    # Qt 6.12 takes a QPointF and warns of the QPoint that is all Qt 6.11 takes.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        entering = QDragEnterEvent(spot.toPoint(), COPY, data, LEFT, PLAIN)
    sidebar.tree.dragEnterEvent(entering)
    event = QDropEvent(spot, COPY, data, LEFT, PLAIN)
    sidebar.tree.dropEvent(event)
    return event


def test_a_click_chooses_the_place_once(qtbot, sidebar, chosen):
    click(qtbot, sidebar, "Starred")
    click(qtbot, sidebar, "Starred")
    assert chosen == [Place("starred")]
    assert sidebar.place == Place("starred")


def test_fresh_counts_choose_nothing_and_keep_the_place(qtbot, sidebar, chosen, library):
    sidebar.select_place(Place("tag", 1, "vision"))
    library["lists"].insert(0, ReadingList(20, "A new one", 0))
    sidebar.show_places(**library)
    assert not chosen
    assert sidebar.tree.currentIndex().row() == row_named(sidebar, "vision")


def test_a_renamed_list_stays_the_chosen_place(sidebar, chosen, library):
    sidebar.select_place(Place("list", 3, "Spring group"))
    library["lists"][1] = ReadingList(3, "Autumn group", 14)
    sidebar.show_places(**library)
    assert not chosen
    assert sidebar.place == Place("list", 3, "Autumn group")


def test_a_deleted_list_gives_way_to_the_inbox(sidebar, chosen, library):
    sidebar.select_place(Place("list", 3, "Spring group"))
    del library["lists"][1]
    sidebar.show_places(**library)
    assert chosen == [Place("inbox")]


def test_folding_the_section_of_the_chosen_place_keeps_it_chosen(qtbot, sidebar, chosen):
    sidebar.select_place(Place("list", 3, "Spring group"))
    click(qtbot, sidebar, "Reading lists")
    assert "Spring group" not in [sidebar.model.row(at).words for at in range(sidebar.model.rowCount())]
    assert sidebar.collapsed() == ["lists"]
    assert sidebar.place.id == 3
    assert not chosen
    click(qtbot, sidebar, "Reading lists")
    assert sidebar.model.row_of(sidebar.place) == row_named(sidebar, "Spring group")
    sidebar.focus_places()
    assert sidebar.tree.currentIndex().row() == row_named(sidebar, "Spring group")


def test_folded_sections_are_remembered_by_another_window(qtbot, theme, sidebar, library):
    click(qtbot, sidebar, "Tags")
    other = Sidebar(theme)
    qtbot.addWidget(other)
    other.set_collapsed(sidebar.collapsed())
    other.show_places(**library)
    assert other.model.row_of(Place("tag", 1)) == -1


def test_arrows_walk_over_headings_without_leaving_the_place(qtbot, sidebar, chosen):
    sidebar.select_place(Place("all"))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Down)
    assert sidebar.model.row(sidebar.tree.currentIndex()).words == "Feeds"
    assert not chosen
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Down)
    assert chosen == [Place("feed", name="Another feed")]


def test_enter_on_a_heading_folds_it_and_stays_there(qtbot, sidebar):
    sidebar.select_place(Place("all"))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Down)
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Return)
    assert sidebar.collapsed() == ["feeds"]
    assert sidebar.model.row(sidebar.tree.currentIndex()).words == "Feeds"


def test_left_closes_a_feed_and_right_opens_it(qtbot, sidebar):
    sidebar.select_place(Place("feed", name="Daily papers"))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Left)
    assert sidebar.collapsed() == ["feed:Daily papers"]
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Right)
    assert sidebar.collapsed() == []


def test_steps_skip_headings_and_stop_at_the_ends(sidebar, chosen):
    sidebar.select_place(Place("all"))
    sidebar.step(1)
    assert sidebar.place == Place("feed", name="Another feed")
    sidebar.step(-1)
    assert sidebar.place == Place("all")
    sidebar.select_place(Place("inbox"))
    sidebar.step(-1)
    assert sidebar.place == Place("inbox")


def test_papers_dropped_on_a_tag_say_which_and_what(sidebar):
    dropped = []
    sidebar.papers_dropped.connect(lambda *each: dropped.append(each))
    assert drop(sidebar, "vision", PAPERS_MIME, b"4,17").isAccepted()
    drop(sidebar, "Done", PAPERS_MIME, b"4")
    assert dropped == [("tag", 1, [4, 17]), ("done", 0, [4])]


def test_papers_cannot_be_dropped_on_a_day_or_a_heading(sidebar):
    dropped = []
    sidebar.papers_dropped.connect(lambda *each: dropped.append(each))
    drop(sidebar, "Mon 11 March", PAPERS_MIME, b"4")
    drop(sidebar, "Tags", PAPERS_MIME, b"4")
    drop(sidebar, "vision", PAPERS_MIME, b"nonsense,,-3, 4x")
    assert not dropped


def test_another_programs_ids_are_numbers_or_nothing():
    assert read_ids(b"1,2,\xff,99999999999999999999999,3") == [1, 2, 3]


def test_a_list_dropped_between_others_gives_the_new_order(sidebar):
    orders = []
    sidebar.lists_reordered.connect(orders.append)
    drop(sidebar, "Replicate first", LIST_MIME, b"9", dy=-8)
    drop(sidebar, "Later", LIST_MIME, b"7", dy=8)
    drop(sidebar, "Later", LIST_MIME, b"9", dy=8)
    drop(sidebar, "Inbox", LIST_MIME, b"9")
    assert orders == [[9, 7, 3], [3, 9, 7]]


def followed(number, name):
    return Subscription(number, name, "https://example.org/feed", 60, False, True, "")


def test_a_feed_dropped_above_or_below_anothers_days_gives_the_new_order(sidebar, library):
    feeds = [followed(4, "Daily papers"), followed(5, "Another feed"), followed(6, "A third feed")]
    sidebar.show_places(**library, feeds=feeds)
    orders = []
    sidebar.feeds_reordered.connect(orders.append)
    drop(sidebar, "A third feed", FEED_MIME, b"4", dy=8)
    drop(sidebar, "Thu 7 March", FEED_MIME, b"6")
    drop(sidebar, "Replicate first", FEED_MIME, b"6")
    drop(sidebar, "Daily papers", LIST_MIME, b"9")
    assert orders == [[5, 6, 4], [4, 6, 5]]
    assert sidebar.model.flags(sidebar.model.index(row_named(sidebar, "A third feed"))) & Qt.ItemFlag.ItemIsDragEnabled


def test_the_card_of_a_carried_list_is_no_wider_than_the_sidebar(theme):
    card = name_card(theme, "A list with a name that goes on and on, well beyond the sidebar", 1.0)
    assert card.height() == theme.px(32)
    assert card.width() <= theme.px(240 - 16)


def test_left_and_right_lead_to_the_list_where_there_is_nothing_to_fold(qtbot, sidebar):
    passed_on = []
    sidebar.keyPressEvent = lambda event: passed_on.append(event.key())
    sidebar.select_place(Place("list", 3))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Right)
    sidebar.select_place(Place("feed", name="Daily papers"))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Left)
    assert passed_on == [Qt.Key.Key_Right]


def test_alt_arrows_move_a_list_without_a_mouse(qtbot, sidebar):
    orders = []
    sidebar.lists_reordered.connect(orders.append)
    sidebar.select_place(Place("list", 3))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert orders == [[3, 7, 9], [7, 9, 3]]


def test_f2_and_delete_act_on_lists_and_tags_only(qtbot, sidebar):
    asked = []
    sidebar.rename_requested.connect(lambda place: asked.append(("rename", place.kind, place.id)))
    sidebar.delete_requested.connect(lambda place: asked.append(("delete", place.kind, place.id)))
    for place in (Place("inbox"), Place("tag", 2), Place("list", 3)):
        sidebar.select_place(place)
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_F2)
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_Delete)
    assert asked == [("rename", "tag", 2), ("delete", "tag", 2), ("rename", "list", 3), ("delete", "list", 3)]


def test_the_context_menu_asks_for_the_row_under_it_and_chooses_nothing(qtbot, sidebar, chosen):
    asked = []
    sidebar.context_menu_requested.connect(lambda _spot, place: asked.append(place))
    spot = spot_of(sidebar, "agents")
    qtbot.mouseClick(sidebar.tree.viewport(), Qt.MouseButton.RightButton, PLAIN, spot)
    sidebar.tree.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, sidebar.tree.viewport().mapToGlobal(spot))
    )
    assert asked == [Place("tag", 2, "agents")]
    assert not chosen


def test_the_offer_of_a_first_list_asks_for_one(qtbot, sidebar, library):
    library["lists"] = []
    sidebar.show_places(**library)
    with qtbot.waitSignal(sidebar.new_list_clicked, timeout=500):
        click(qtbot, sidebar, "New list…")


def test_letters_are_left_to_the_window(qtbot, sidebar, chosen):
    sidebar.tree.keyboardSearch("t")
    assert not chosen
    assert sidebar.tree.currentIndex().row() == 0


def test_everything_has_a_name_for_a_screen_reader(sidebar):
    assert sidebar.tree.accessibleName() == "Library"
    assert sidebar.toggle_button.accessibleName() == "Hide sidebar"
    assert sidebar.preferences_button.accessibleName() == "Preferences"


def test_a_theme_switch_leaves_nothing_in_old_colours(qtbot, theme, sidebar, library):
    sidebar.grab()
    theme.choose("dark")
    switched = sidebar.grab().toImage()
    fresh = Sidebar(theme, today=sidebar.model._today)
    qtbot.addWidget(fresh)
    fresh.resize(sidebar.size())
    fresh.show_places(**library)
    assert switched == fresh.grab().toImage()


def test_a_hostile_name_is_painted_as_it_is_written(sidebar, library):
    library["lists"] = [ReadingList(1, "<img src=/dev/zero>" * 2000, 1)]
    sidebar.show_places(**library)
    assert not sidebar.grab().isNull()


def test_a_screen_reader_is_told_that_a_row_closed_and_opened(qtbot, sidebar, aloud):
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    sidebar.activateWindow()
    sidebar.tree.setFocus()
    qtbot.waitUntil(sidebar.tree.hasFocus)
    sidebar.tree.setCurrentIndex(sidebar.model.index(row_named(sidebar, "Reading lists")))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Left)
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Right)
    assert aloud == ["Reading lists, closed", "Reading lists, open"]
