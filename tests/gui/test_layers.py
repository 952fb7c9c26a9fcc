"""Commands are silent while something is open over the window, and the keyboard never ends up with nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from every_window import Stage
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.edit_sheet import EditSheet


@pytest.fixture
def window(stage: Stage) -> Iterator[Stage]:
    stage.clear()
    yield stage
    stage.octavo.window.focus_paper(False)
    stage.clear()


def open_sheet(stage: Stage) -> Sheet:
    def make(theme, parent: QWidget) -> Sheet:
        sheet = Sheet(theme, "A question", parent=parent)
        sheet.add_button("Close")
        return sheet

    sheet = stage.octavo.over(make)()
    sheet.open_sheet()
    return sheet


def has_keyboard(stage: Stage) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and focus.isVisible() and focus.window() is stage.octavo.window


def test_a_layer_that_is_closed_twice_does_not_speak_for_the_one_opened_after_it(window: Stage) -> None:
    first = open_sheet(window)
    first.reject()
    second = open_sheet(window)
    first.reject()
    assert window.octavo.actions._held == 1
    second.reject()
    assert window.octavo.actions._held == 0


def test_the_keyboard_has_a_place_after_a_sheet_though_what_had_it_is_gone(window: Stage) -> None:
    button = QPushButton("Going", window.octavo.window)
    button.show()
    button.setFocus()
    sheet = open_sheet(window)
    button.hide()
    sheet.reject()
    assert window.octavo.pane.view.hasFocus()
    button.deleteLater()


def test_a_window_that_comes_to_the_front_gives_the_keyboard_to_its_sheet(window: Stage, qtbot: QtBot) -> None:
    sheet = open_sheet(window)
    window.octavo.pane.view.setFocus()
    qtbot.waitUntil(lambda: sheet.isAncestorOf(QApplication.focusWidget() or window.octavo.window))
    sheet.reject()


def test_a_note_closed_in_focus_mode_leaves_the_keyboard_with_the_paper(window: Stage) -> None:
    octavo = window.octavo
    octavo.actions.all["focus_paper"].trigger()
    octavo.actions.all["note"].trigger()
    window.settle()
    octavo.reader.close_note()
    window.settle()
    assert has_keyboard(window)
    assert octavo.reader.isAncestorOf(QApplication.focusWidget())


def test_a_window_that_shows_only_an_empty_reader_still_hears_keys(window: Stage) -> None:
    octavo = window.octavo
    octavo.actions.all["focus_paper"].trigger()
    octavo.reader.show_nothing()
    window.settle()
    assert has_keyboard(window)
    window.key(Qt.Key.Key_Escape)
    assert not octavo.window.focused


def test_the_editor_shows_a_key_that_a_copy_has_just_given(window: Stage, tmp_path: Path) -> None:
    octavo = window.octavo
    octavo.pane.select_next()
    window.settle()
    octavo.actions.all["copy_citation"].trigger()
    window.settle()
    paper = octavo.browsing_now.paper
    assert paper is not None
    octavo.actions.all["edit_paper"].trigger()
    window.settle()
    (sheet,) = (each for each in window.layers() if isinstance(each, EditSheet))
    assert sheet.fields["key"].text() == octavo.reading.paper(paper.id).key != ""
