"""Tags and lists put on papers by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.list_popover import ListPopover
from octavo.gui.dialogs.tag_popover import TagPopover
from octavo.gui.finder import Survey
from octavo.library.reading import Place
from octavo.records import ReadingList, Tag

TAGS = [
    Tag(1, "training", "blue", 212),
    Tag(2, "retrieval", "teal", 33),
    Tag(3, "pre-training", "purple", 61),
    Tag(4, "long context", "green", 64),
]


@pytest.fixture
def popover(window, theme):
    popover = TagPopover(theme, window)
    popover.anchor_to(QRect(100, 100, 50, 20))
    popover.show_tags(TAGS, {"training"}, {"retrieval"})
    return popover


def names(popover):
    return [popover.model.index(row, 0).data() for row in range(popover.model.rowCount())]


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_the_rows_say_name_state_and_count(popover, qtmodeltester):
    spoken = [popover.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert spoken == ["training. ticked. 212 papers", "retrieval. ticked for some. 33 papers"]
    qtmodeltester.check(popover.model)


def test_space_takes_a_tag_off_and_puts_it_on_again(qtbot, popover):
    heard = []
    popover.tag_toggled.connect(lambda name, on: heard.append((name, on)))
    press(qtbot, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert heard == [("training", False), ("training", True)]


def test_a_tag_on_some_papers_goes_on_all(qtbot, popover):
    with qtbot.waitSignal(popover.tag_toggled) as heard:
        press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert heard.args == ["retrieval", True]


def test_typing_filters_and_names_that_start_with_it_come_first(qtbot, popover):
    qtbot.keyClicks(popover.field, "tr")
    assert names(popover) == ["training", "pre-training", "retrieval"]


def test_a_name_may_hold_a_space(qtbot, popover):
    qtbot.keyClicks(popover.field, "long context")
    assert names(popover) == ["long context"]


def test_enter_makes_a_tag_that_does_not_exist_in_the_hue_chosen(qtbot, popover):
    qtbot.keyClicks(popover.field, "to discuss")
    assert popover.maker.text() == "Create “to discuss”"
    press(qtbot, Qt.Key.Key_Tab)
    chosen = popover.hues.hue
    press(qtbot, Qt.Key.Key_Right)
    assert popover.hues.hue != chosen
    popover.field.setFocus()
    with qtbot.waitSignal(popover.tag_created) as made:
        press(qtbot, Qt.Key.Key_Return)
    assert made.args == ["to discuss", popover.hues.hue]


def test_a_tag_just_made_can_be_taken_off_again(qtbot, popover):
    qtbot.keyClicks(popover.field, "to discuss")
    press(qtbot, Qt.Key.Key_Return)
    with qtbot.waitSignal(popover.tag_toggled) as heard:
        press(qtbot, Qt.Key.Key_Space)
    assert heard.args == ["to discuss", False]


def test_a_tag_can_be_chosen_as_a_place_to_go_to(qtbot, window, theme):
    popover = TagPopover(theme, window)
    survey = Survey(counts=None, tags=TAGS, lists=[], days=[], smart_lists=[], feeds=[], undo=None, redo=None)
    went = []
    popover.choose_place(survey, went.append)
    qtbot.keyClicks(popover.field, "retr")
    press(qtbot, Qt.Key.Key_Return)
    assert went == [Place("tag", 2, "retrieval")]
    assert not popover.isVisible()


def test_the_arrows_reach_create_below_the_last_row(qtbot, popover):
    qtbot.keyClicks(popover.field, "training")
    press(qtbot, *[Qt.Key.Key_Down] * 3)
    assert not popover.maker.isVisible(), "the name exists already"
    popover.field.clear()
    qtbot.keyClicks(popover.field, "train")
    with qtbot.waitSignal(popover.tag_created) as made:
        press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert made.args[0] == "train"


def test_a_name_in_other_letters_of_case_is_not_made_again(qtbot, popover):
    qtbot.keyClicks(popover.field, "Training")
    assert not popover.maker.isVisible()


def test_shown_again_while_open_it_keeps_what_was_typed(qtbot, popover):
    qtbot.keyClicks(popover.field, "tr")
    popover.show_tags(TAGS, set(), set())
    assert popover.field.text() == "tr"
    assert names(popover) == ["training", "pre-training", "retrieval"]


def test_escape_closes_it_and_returns_the_focus(qtbot, popover, window):
    with qtbot.waitSignal(popover.closed):
        press(qtbot, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert window.behind.hasFocus()


def test_lists_are_told_by_id_and_new_ones_by_name(qtbot, window, theme):
    popover = ListPopover(theme, window)
    popover.anchor_to(QRect(100, 100, 50, 20))
    popover.show_lists([ReadingList(7, "Small-run evidence", 9), ReadingList(8, "Replicate first")], {7})
    with qtbot.waitSignal(popover.list_toggled) as heard:
        press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert heard.args == [8, True]
    qtbot.keyClicks(popover.field, "Spring")
    with qtbot.waitSignal(popover.list_created) as made:
        press(qtbot, Qt.Key.Key_Return)
    assert made.args == ["Spring"]
    assert names(popover) == ["Small-run evidence", "Replicate first", "Spring"]


def test_the_row_that_the_arrows_move_to_is_said_while_the_keyboard_stays_in_the_field(qtbot, popover, aloud):
    press(qtbot, Qt.Key.Key_Down)
    assert aloud == ["retrieval. ticked for some. 33 papers"]


def test_the_first_row_that_fits_is_said_once_typing_rests(qtbot, popover, aloud):
    qtbot.keyClicks(popover.field, "lo")
    qtbot.waitUntil(lambda: bool(aloud))
    assert len(aloud) == 1 and aloud[0].startswith("long context. not ticked")


def test_a_name_that_can_be_made_is_said(qtbot, popover, aloud):
    qtbot.keyClicks(popover.field, "to discuss")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["Create “to discuss”"]


def test_the_list_read_anew_after_a_tick_says_no_row_again(qtbot, popover, aloud):
    press(qtbot, Qt.Key.Key_Space)
    popover.show_tags(TAGS, {"training"}, {"retrieval"})
    press(qtbot, Qt.Key.Key_Down)
    assert aloud == ["retrieval. ticked for some. 33 papers"]
