"""Rules: tried while they are written, kept, turned off, changed and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.rules_sheet import RulesSheet
from octavo.library.rule_terms import Rule
from octavo.library.values import Row
from octavo.records import OctavoError, State

CHAIRS = Rule("mute", "words", "chairs", id=1)
LANGUAGE = Rule("tag", "category", "cs.CL", "language", id=2)


def paper(own):
    return Row(own, f"Chairs {own}", ("Ada Example",), 2, "Pier", State.INBOX, False, True, False, False, False, (), "",
               None, "")  # fmt: skip


@pytest.fixture
def sheet(window, theme):
    sheet = RulesSheet(theme, window)
    sheet.open()
    sheet.show_rules([CHAIRS, LANGUAGE])
    return sheet


def test_a_rule_is_tried_a_moment_after_it_is_written(qtbot, sheet):
    with qtbot.waitSignal(sheet.tried) as heard:
        qtbot.keyClicks(QApplication.focusWidget(), "stools")
    (rule,) = heard.args
    assert (rule.does, rule.looks_at, rule.pattern, rule.id) == ("mute", "words", "stools", 0)
    sheet.show_touched(rule, 14, [paper(1), paper(2)], 2310)
    assert sheet.told.text() == "Would touch 14 of 2,310 papers."
    assert sheet.touched.rowCount() == 2
    # What is not kept yet cannot be applied.
    assert not sheet.apply_rule.isVisible()


def test_an_answer_for_other_words_is_left_out(sheet):
    sheet.pattern_field.setText("stools")
    sheet.show_touched(Rule("mute", "words", "stoo"), 9, [paper(1)], 10)
    assert sheet.touched.rowCount() == 0


def test_a_rule_that_means_nothing_says_what_it_lacks(sheet):
    assert sheet.told.text() == "Give at least one word that must be there."
    assert not sheet.add_rule.isEnabled()
    sheet.pattern_field.setText("stools")
    assert sheet.add_rule.isEnabled()
    sheet.does.choose("tag")
    sheet.does.chosen.emit("tag")
    assert sheet.told.text() == "Name the tag that this rule puts on papers."


def test_a_rule_is_added_and_room_made_for_another(qtbot, sheet):
    sheet.pattern_field.setText("stools")
    with qtbot.waitSignal(sheet.add_requested) as heard:
        qtbot.mouseClick(sheet.add_rule, Qt.MouseButton.LeftButton)
    assert heard.args[0].pattern == "stools"
    sheet.show_added()
    assert sheet.pattern_field.text() == ""


def test_a_kept_rule_is_shown_changed_applied_and_deleted(qtbot, sheet):
    sheet.rows.select_row(1)
    assert (sheet.tag_field.text(), sheet.pattern_field.text()) == ("language", "cs.CL")
    sheet.show_touched(LANGUAGE, 3, [paper(1)], 5)
    with qtbot.waitSignal(sheet.apply_requested) as heard:
        qtbot.mouseClick(sheet.apply_rule, Qt.MouseButton.LeftButton)
    assert heard.args == [2]
    sheet.pattern_field.setText("cs.LG")
    with qtbot.waitSignal(sheet.change_requested) as heard:
        qtbot.mouseClick(sheet.save_rule, Qt.MouseButton.LeftButton)
    assert heard.args[0] == Rule("tag", "category", "cs.LG", "language", id=2)
    with qtbot.waitSignal(sheet.delete_requested) as heard:
        qtbot.mouseClick(sheet.delete_rule, Qt.MouseButton.LeftButton)
    assert heard.args == [2]


def test_a_rule_is_turned_off_by_its_tick(qtbot, sheet):
    sheet.rows.select_row(0)
    sheet.rows.setFocus()
    with qtbot.waitSignal(sheet.turn_requested) as heard:
        qtbot.keyClick(sheet.rows, Qt.Key.Key_Space)
    assert heard.args == [1, False]


def test_what_is_being_written_stays_when_the_library_says_something(sheet):
    sheet.pattern_field.setText("half a wo")
    sheet.show_rules([CHAIRS, LANGUAGE])
    sheet.show_rules([CHAIRS])
    assert sheet.pattern_field.text() == "half a wo"
    sheet.rows.select_row(0)
    sheet.show_rules([])
    assert sheet.pattern_field.text() == ""
    assert sheet.nothing.isVisible()


def test_why_a_change_was_not_made_is_said(sheet):
    sheet.show_error(OctavoError("This rule is no longer in the library."))
    assert sheet.note.text() == "This rule is no longer in the library."
