"""The import sheet, by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication

from octavo.gui.dialogs.day_popover import DayPopover
from octavo.gui.dialogs.import_rows import ImportModel
from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.tag_popover import TagPopover
from octavo.records import Progress, Receipt, State, Tag

TODAY = date(2024, 3, 12)


@pytest.fixture
def sheet(window, theme, preview):
    sheet = ImportSheet(theme, window)
    sheet.show_preview(preview, origin="Text pasted from the clipboard", today=TODAY)
    return sheet


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def badges_button(sheet, name):
    return sheet.details.findChild(QAbstractButton, name)


def test_the_model_keeps_qts_rules(qtmodeltester, sheet):
    model = sheet.model
    qtmodeltester.check(model)
    assert isinstance(model, ImportModel)


def test_enter_imports_what_is_ticked_and_nothing_was_asked_before(qtbot, sheet, preview):
    assert sheet.import_button.text() == "Import 4 papers"
    with qtbot.waitSignal(sheet.import_requested) as asked:
        press(qtbot, Qt.Key.Key_Return)
    shown, chosen, same, state, tags, day = asked.args
    assert shown == preview
    assert (chosen, same, state, tags, day) == ({0, 2, 4, 5}, {}, State.INBOX, [], date(2024, 3, 11))


def test_a_second_enter_while_the_import_begins_asks_for_nothing(qtbot, sheet):
    asked = []
    sheet.import_requested.connect(lambda *_: asked.append(1))
    press(qtbot, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert asked == [1]


def test_space_unticks_the_row_and_the_button_counts_along(qtbot, sheet):
    press(qtbot, Qt.Key.Key_Space)
    assert sheet.import_button.text() == "Import 3 papers"
    assert sheet.chosen_label.text() == "3 selected"
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert sheet.import_button.text() == "Import 3 papers", "a paper already here cannot be ticked"


def test_control_a_unticks_all_and_ticks_them_again(qtbot, sheet):
    qtbot.keyClick(sheet.rows, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sheet.choice.chosen == set()
    qtbot.keyClick(sheet.rows, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sheet.choice.chosen == {0, 2, 4, 5}


def test_the_problems_tab_shows_lines_that_were_not_placed_with_their_number(qtbot, sheet):
    sheet.tabs.setFocus()
    problems = next(each for each in sheet.tabs.findChildren(QAbstractButton) if each.text() == "Problems")
    problems.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    last = sheet.model.index(sheet.model.rowCount() - 1, 0)
    assert last.data() == "a stray line"
    assert last.data(Qt.ItemDataRole.AccessibleTextRole) == "Not placed. a stray line. Line 41"


def test_same_paper_makes_the_doubtful_entry_a_sighting(qtbot, sheet):
    sheet.rows.select_row(4)
    badges_button(sheet, "same").setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert sheet.import_button.text() == "Import 3 papers"
    with qtbot.waitSignal(sheet.import_requested) as asked:
        sheet.import_button.click()
    assert asked.args[1:3] == [{0, 2, 5}, {4: 9}]


def test_a_pasted_abstract_goes_with_the_import(qtbot, sheet):
    QGuiApplication.clipboard().setText("We read\nboth ways.")
    sheet.rows.select_row(2)
    badges_button(sheet, "abstract").setFocus()
    press(qtbot, Qt.Key.Key_Space)
    with qtbot.waitSignal(sheet.import_requested) as asked:
        sheet.import_button.click()
    assert asked.args[0].batch.entries[2].abstract == "We read both ways."


def test_the_date_can_be_changed_but_not_to_a_day_to_come(qtbot, sheet, window):
    assert abs(sheet.well.change_date.geometry().center().y() - sheet.well.rect().center().y()) <= 1
    sheet.well.change_date.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    popover = window.findChild(DayPopover)
    assert popover.field.text() == "2024-03-11"
    popover.field.setText("2025-01-01")
    press(qtbot, Qt.Key.Key_Return)
    assert popover.field.error == "This day has not come yet."
    popover.field.setText("2024-03-01")
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert sheet.day == date(2024, 2, 29)
    assert "the import is dated 29 February" in sheet.well.sentence.text()
    assert sheet.isVisible()


def test_tags_and_state_travel_with_the_import(qtbot, sheet, window):
    sheet.offer_tags([Tag(1, "training", "blue", 3)])
    sheet.destination.state_select.choose(State.TO_READ)
    sheet.destination.tags_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    popover = window.findChild(TagPopover)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.keyClicks(popover.field, "to discuss")
    press(qtbot, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert sheet.destination.tags_button.text() == "2 tags"
    with qtbot.waitSignal(sheet.import_requested) as asked:
        sheet.import_button.click()
    assert asked.args[3:5] == [State.TO_READ, ["training", "to discuss"]]


def test_progress_then_receipt_and_start_reading_closes(qtbot, sheet):
    sheet.show_progress(Progress(2, 4))
    assert sheet.running.words.text() == "Importing 2 of 4"
    assert sheet.stop_button.isVisible() and not sheet.import_button.isVisible()
    sheet.show_receipt(Receipt(1, 4, 1, 1, 0, 1, "Mar 11", (1, 2, 3, 4)))
    assert sheet.receipt_words.text() == "4 papers imported, 1 was already here, 1 was listed twice."
    with qtbot.waitSignal(sheet.start_reading):
        press(qtbot, Qt.Key.Key_Return)
    assert not sheet.isVisible()


def test_stop_says_that_nothing_was_changed_and_lets_one_begin_again(qtbot, sheet):
    sheet.show_progress(Progress(2, 4))
    with qtbot.waitSignal(sheet.stop_requested):
        press(qtbot, Qt.Key.Key_Space)
    assert sheet.well.sentence.text() == "Your library is as it was. You can begin again."
    assert sheet.import_button.isVisible() and sheet.import_button.isEnabled()


def test_an_import_that_takes_no_time_shows_no_progress(qtbot, sheet):
    sheet.import_button.click()
    sheet.show_progress(Progress(1, 4))
    assert not sheet.stop_button.isVisible()
    sheet.show_receipt(Receipt(1, 4, 0, 0, 0, 0, "Mar 11", (1, 2, 3, 4)))
    assert sheet.start_button.isVisible()


def test_an_import_that_fails_says_why_and_keeps_what_was_chosen(qtbot, sheet):
    press(qtbot, Qt.Key.Key_Space, Qt.Key.Key_Return)
    sheet.show_message("The disk is full. Nothing was imported.")
    assert sheet.well.sentence.text() == "The disk is full. Nothing was imported."
    with qtbot.waitSignal(sheet.import_requested) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args[1] == {2, 4, 5}


def test_undo_of_an_import_is_offered_only_when_it_added_something(qtbot, sheet):
    sheet.show_receipt(Receipt(1, 0, 5, 0, 0, 0, "Mar 11"))
    assert not sheet.undo_button.isVisible()
    sheet.show_receipt(Receipt(1, 2, 5, 0, 0, 0, "Mar 11", (1, 2)))
    with qtbot.waitSignal(sheet.undo_requested):
        sheet.undo_button.click()
    assert not sheet.isVisible()


def test_nothing_readable_is_a_sentence_with_two_ways_on(qtbot, window, theme):
    sheet = ImportSheet(theme, window)
    sheet.show_message("No papers found in this text.")
    assert sheet.notice.sentence.text() == "No papers found in this text."
    with qtbot.waitSignal(sheet.open_file):
        press(qtbot, Qt.Key.Key_Return)


def test_escape_closes_and_gives_the_focus_back(qtbot, sheet, window):
    press(qtbot, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert window.behind.hasFocus()


def test_tab_goes_round_inside_the_sheet(qtbot, sheet):
    seen = set()
    for _ in range(40):
        press(qtbot, Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
        seen.add(QApplication.focusWidget())
    assert {sheet.rows, sheet.import_button, sheet.cancel_button, sheet.close_button} <= seen


def test_a_title_of_markup_is_shown_as_it_is(sheet, preview):
    assert sheet.details.findChild(QAbstractButton, "none") is None
    sheet.model.choice.give_abstract(2, "<img src='file:///etc/passwd'>")
    sheet.rows.select_row(2)
    sheet.rows.select_row(0)
    sheet.rows.select_row(2)
    assert any("<img src=" in each.text() for each in sheet.details.findChildren(type(sheet.receipt_words)))


@pytest.mark.parametrize("size", [(840, 640), (480, 720)])
def test_a_small_window_still_holds_every_control(qtbot, sheet, window, size):
    window.resize(*size)
    card = sheet.card
    for control in (sheet.import_button, sheet.cancel_button, sheet.destination.state_select, sheet.tabs):
        qtbot.waitUntil(lambda control=control: control.isVisible())
        corner = control.mapTo(card, control.rect().bottomRight())
        assert card.rect().contains(corner), control


def test_in_a_narrow_window_the_details_come_forward_under_their_tab(qtbot, sheet, window):
    window.resize(480, 720)
    details = next(each for each in sheet.sides.findChildren(QAbstractButton) if "saved" in each.text())
    qtbot.waitUntil(details.isVisible)
    details.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert sheet.details.isVisible() and not sheet.rows.isVisible()
