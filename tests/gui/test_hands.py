"""What hands find: the panes beside each other, what the menus hold, what is dropped, and what comes after a deed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
from every_window import Stage
from person import wait_until
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from octavo.gui import context_menus
from octavo.gui.controls.chips import TagChip
from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.key_sheet import KeySheet
from octavo.gui.dialogs.list_popover import ListPopover
from octavo.library.reading import Place

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(stage: Stage) -> Iterator[Stage]:
    stage.clear()
    stage.show(Place("inbox"))
    yield stage
    stage.clear()


def press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or stage.octavo.window, key)
    stage.settle()


def opened(stage: Stage) -> list[str]:
    return [type(layer).__name__ for layer in stage.octavo.layers._open]


def words_of(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions() if action.text() and action.isVisible()]


def menu_over(stage: Stage, where: QWidget) -> list[str]:
    """The words of the menu that was just opened."""
    menu = next(each for each in where.findChildren(QMenu) if each.isVisible())
    words = words_of(menu)
    menu.close()
    return words


def test_left_and_right_go_to_the_pane_beside(window: Stage) -> None:
    octavo = window.octavo
    press(window, Qt.Key.Key_Right)
    assert octavo.reader.isAncestorOf(QApplication.focusWidget())
    press(window, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert octavo.pane.view.hasFocus()
    press(window, Qt.Key.Key_Left)
    assert octavo.sidebar.tree.hasFocus()
    press(window, Qt.Key.Key_Right)
    assert octavo.pane.view.hasFocus()
    window._select_three()
    press(window, Qt.Key.Key_Right)
    assert octavo.reader.stack.hasFocus()
    press(window, Qt.Key.Key_Left)
    assert octavo.pane.view.hasFocus()


def test_a_sidebar_that_goes_leaves_the_keyboard_to_the_list(window: Stage) -> None:
    octavo = window.octavo
    press(window, Qt.Key.Key_Left)
    octavo.actions.all["toggle_sidebar"].trigger()
    window.settle()
    assert octavo.pane.view.hasFocus()
    assert not octavo.sidebar.isVisible()
    octavo.actions.all["toggle_sidebar"].trigger()
    window.settle()


def test_a_search_stays_with_its_place_and_goes_along_only_to_all_papers(window: Stage) -> None:
    octavo, browsing = window.octavo, window.octavo.browsing_now
    octavo.pane.search_for("scales 7")
    window.settle()
    found = browsing.shown_ids()
    assert 0 < len(found) < 11
    octavo.actions.all["go_starred"].trigger()
    window.settle()
    assert (octavo.pane.search.text(), browsing.words, len(browsing.shown_ids())) == ("", "", 1)
    octavo.actions.all["go_inbox"].trigger()
    window.settle()
    assert len(browsing.shown_ids()) == 11
    octavo.pane.search_for("scales 7")
    octavo.actions.all["search_all"].trigger()
    window.settle()
    assert browsing.place == Place("all")
    assert octavo.pane.search.text() == browsing.words == "scales 7"
    assert set(found) <= set(browsing.shown_ids())


def test_escape_closes_a_note_that_was_left_open(window: Stage) -> None:
    octavo = window.octavo
    octavo.actions.all["note"].trigger()
    octavo.pane.focus_list()
    assert octavo.reader.is_writing
    press(window, Qt.Key.Key_Escape)
    assert not octavo.reader.is_writing
    assert octavo.pane.view.hasFocus()


@pytest.mark.parametrize("command", ["add_to_list", "imports"])
def test_a_key_pressed_twice_opens_what_it_opens_once(window: Stage, command: str) -> None:
    for _ in range(2):
        window.octavo.actions.all[command].trigger()
    wait_until(lambda: bool(opened(window)))
    window.settle()
    assert len(opened(window)) == 1
    assert window.octavo.layers._open[0].isAncestorOf(QApplication.focusWidget())


def test_a_receipt_that_comes_after_its_sheet_has_closed_is_shown_to_nobody(window: Stage) -> None:
    window.octavo.actions.all["imports"].trigger()
    wait_until(lambda: opened(window) == ["ImportsSheet"])
    window.settle()
    sheet = window.octavo.layers._open[0]
    sheet.account_wanted.emit(1)
    sheet._asked = 1
    sheet.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(sheet)
    window.settle()
    assert opened(window) == []


def test_undo_of_something_done_to_several_leaves_them_selected(window: Stage) -> None:
    octavo = window.octavo
    window._select_three()
    chosen = octavo.pane.selected_ids()
    octavo.desk.do(lambda library: library.tag(chosen, "several"))
    window.settle()
    assert octavo.toast.words == "3 papers tagged several"
    octavo.actions.all["undo"].trigger()
    window.settle()
    assert octavo.pane.selected_ids() == chosen


def test_undo_of_a_whole_days_decisions_shows_the_first_paper_again(window: Stage) -> None:
    octavo = window.octavo
    first = octavo.browsing_now.shown_ids()[0]
    octavo.pane.select_all_papers()
    octavo.actions.all["done"].trigger()
    window.settle()
    assert octavo.browsing_now.shown_ids() == []
    octavo.actions.all["undo"].trigger()
    window.settle()
    assert octavo.pane.selected_ids() == [first]


def test_marking_a_view_as_read_that_is_read_says_so(window: Stage) -> None:
    for _ in range(2):
        window.octavo.actions.all["mark_all_read"].trigger()
        window.settle()
    assert window.octavo.toast.words == "Nothing here is unread"


def test_the_pile_of_several_says_what_its_keys_would_do_now(window: Stage) -> None:
    octavo = window.octavo
    window._select_three()
    # The paper the keyboard is on need not be one of them.
    octavo.pane.toggle_current()
    button = octavo.reader.stack.buttons["unread"]
    octavo.actions.all["unread"].trigger()
    window.settle()
    before = button.text()
    octavo.actions.all["unread"].trigger()
    window.settle()
    assert {before, button.text()} == {"Mark as unread", "Mark as read"}


def test_the_paper_below_follows_one_that_went_wherever_the_list_is(window: Stage) -> None:
    octavo = window.octavo
    window.show(Place("all"))
    ids = octavo.browsing_now.shown_ids()
    octavo.desk.do(lambda library: library.move(ids, "done"))
    window.settle()
    octavo.pane.select(ids[4])
    octavo.actions.all["delete"].trigger()
    window.settle()
    assert octavo.pane.selected_ids() == [ids[5]]
    # And where something else took it away than the person's own key.
    octavo.desk.do(lambda library: library.trash([ids[5]]))
    window.settle()
    assert octavo.pane.selected_ids() == [ids[6]]
    for _ in range(3):
        octavo.actions.all["undo"].trigger()
        window.settle()


def test_the_menu_of_a_paper_holds_only_ways_that_lead_somewhere(window: Stage) -> None:
    octavo = window.octavo
    for place, words in ((Place("inbox"), "Move to trash"), (Place("list", 1, "Wet days"), "Take out of this list")):
        window.show(place)
        octavo.pane.context_menu_requested.emit(QPoint(0, 0), [])
        shown = menu_over(window, octavo.pane)
        assert words in shown
        assert "Restore from trash" not in shown
        assert "Take back from muted" not in shown
    window.show(Place("trash"))
    octavo.pane.context_menu_requested.emit(QPoint(0, 0), [])
    shown = menu_over(window, octavo.pane)
    assert "Restore from trash" in shown
    assert "Move to trash" not in shown
    octavo.actions.all["delete"].trigger()
    assert octavo.toast.words.startswith("This is the trash.")


def test_the_menu_of_a_place_is_about_that_place(window: Stage) -> None:
    octavo = window.octavo
    offered = {}
    for place in (Place("today"), Place("trash"), Place("list", 1, "Wet days"), Place("tag", 1, "training")):
        octavo.sidebar.context_menu_requested.emit(QPoint(0, 0), place)
        window.settle()
        offered[place.kind] = menu_over(window, octavo.sidebar)
    assert "Empty trash…" not in offered["today"]
    assert offered["trash"] == ["Empty trash…"]
    assert offered["list"][-1] == "Delete list…"
    assert offered["tag"][-1] == "Delete tag…"
    shown = octavo.browsing_now.place
    octavo.sidebar.section_menu_requested.emit(QPoint(0, 0), "feeds")
    assert menu_over(window, octavo.sidebar) == ["Follow a feed…", "Refresh feeds", "Rules…"]
    assert octavo.browsing_now.place == shown


def test_a_tag_of_the_paper_has_a_menu_that_takes_it_off(window: Stage) -> None:
    octavo = window.octavo
    octavo.browsing_now.show_paper_anywhere(octavo.reading.listing(Place("tag", 1, "training")).ids[0])
    window.settle()
    tags = len(octavo.browsing_now.paper.tags)
    chip = next(each for each in octavo.reader.detail.findChildren(TagChip) if each.isVisible())
    chip.menu_wanted.emit(QPoint(0, 0), chip.name)
    menu = next(each for each in octavo.reader.findChildren(QMenu) if each.isVisible())
    assert words_of(menu) == ["Show papers with this tag", "Take this tag off", "Edit tags…", "Tags…"]
    menu.actions()[1].trigger()
    menu.close()
    window.settle()
    assert len(octavo.browsing_now.paper.tags) == tags - 1
    octavo.actions.all["undo"].trigger()
    window.settle()


def test_the_key_sheet_knows_the_arrows_and_leads_to_the_page_that_changes_keys(window: Stage) -> None:
    octavo = window.octavo
    octavo.actions.all["keys"].trigger()
    sheet = octavo.layers._open[0]
    assert isinstance(sheet, KeySheet)
    told = {each.accessibleName() for each in sheet.findChildren(QWidget)}
    assert {"Next paper: J or Down", "To the pane beside: Left or Right"} <= told
    sheet.change_button.click()
    window.settle()
    assert opened(window) == []
    assert octavo.preferences is not None
    assert octavo.preferences.page == "keyboard"
    octavo.preferences.close()


def test_the_window_says_that_what_is_carried_over_it_would_be_imported(window: Stage) -> None:
    octavo = window.octavo
    for data, shown in ((text("a page"), True), (octavo.pane.model.papers_mime(octavo.pane.selected_ids()), False)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            entering = QDragEnterEvent(QPoint(700, 400), COPY, data, LEFT, PLAIN)
        entering.ignore()
        QApplication.sendEvent(octavo.window, entering)
        assert (entering.isAccepted(), octavo.drop_hint.isVisible()) == (shown, shown)
        QApplication.sendEvent(octavo.window, QDragLeaveEvent())
        assert not octavo.drop_hint.isVisible()


def test_what_is_dropped_while_something_is_open_lands_in_no_second_sheet(window: Stage) -> None:
    octavo = window.octavo
    octavo.actions.all["add_to_list"].trigger()
    wait_until(lambda: opened(window) == [ListPopover.__name__])
    assert not octavo.window.acceptDrops()
    window.clear()
    assert octavo.window.acceptDrops()


def test_what_is_dropped_on_the_import_sheet_is_read_into_it(window: Stage) -> None:
    octavo = window.octavo
    octavo.window.dropped.emit(text("nothing that names a paper"))
    wait_until(lambda: opened(window) == [ImportSheet.__name__])
    sheet = octavo.layers._open[0]
    assert isinstance(sheet, ImportSheet)
    assert sheet.stage == "message"
    data = text("https://arxiv.org/abs/2603.01234")
    spot = QPointF(sheet.rect().center())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        entering = QDragEnterEvent(spot.toPoint(), COPY, data, LEFT, PLAIN)
    sheet.dragEnterEvent(entering)
    assert entering.isAccepted()
    sheet.dropEvent(QDropEvent(spot, COPY, data, LEFT, PLAIN))
    wait_until(lambda: sheet.stage == "choosing")
    assert opened(window) == [ImportSheet.__name__]


@pytest.mark.parametrize(
    ("copied", "said"),
    [(None, "Nothing is on the clipboard."), ((4, 4), "A picture is on the clipboard, without words.")],
)
def test_a_clipboard_without_words_is_called_what_it_is(
    window: Stage, copied: tuple[int, int] | None, said: str
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if copied is not None:
        clipboard.setImage(QImage(*copied, QImage.Format.Format_RGB32))
    window.octavo.actions.all["import_clipboard"].trigger()
    window.settle()
    sheet = window.octavo.layers._open[0]
    assert isinstance(sheet, ImportSheet)
    assert sheet.notice.sentence.text().startswith(said)


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def test_no_menu_names_a_command_that_is_not_there(window: Stage) -> None:
    menus = (context_menus.PAPER_MENU, context_menus.FEED_MENU, context_menus.OTHER_FEED_MENU)
    by_place = (*context_menus.PLACE_MENUS.values(), *context_menus.SECTION_MENUS.values())
    named = {name for menu in (*menus, *by_place) for name in menu if name}
    assert named <= set(window.octavo.actions.all)
