"""A window down to 400 x 480: one pane with all that three have, and sheets that keep every word and control."""

from __future__ import annotations

import pytest
from every_window import Stage, path, room, walk
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from test_every_window import clipped

from octavo.gui.controls.sheet import Sheet

#: Sheets whose buttons or words had no room, each in its own way.
SHEETS = ("imports", "keys anew", "merge papers", "import", "import receipt", "all tags", "follow a feed", "keys",
          "a pasted reference", "export")  # fmt: skip


@pytest.fixture
def narrow(stage: Stage) -> Stage:
    """The list alone, with the keyboard."""
    stage.clear()
    stage.octavo.window.resize(480, 720)
    stage.settle()
    return stage


def test_a_note_that_is_wanted_in_the_list_is_written_beside_its_paper(narrow: Stage) -> None:
    octavo = narrow.octavo
    narrow.key(Qt.Key.Key_N)
    narrow.settle()
    assert octavo.reader.isVisible() and octavo.reader.notes.isAncestorOf(QApplication.focusWidget() or octavo.window)


def test_undo_is_offered_over_the_list_where_the_paper_is_not_to_be_seen(narrow: Stage) -> None:
    octavo = narrow.octavo
    narrow.key(Qt.Key.Key_E)
    narrow.settle()
    assert octavo.toast.isVisible()
    assert octavo.pane.isAncestorOf(octavo.toast)
    octavo.deciding.undo()
    octavo.window.resize(1440, 900)
    narrow.settle()
    assert octavo.reader.isAncestorOf(octavo.toast)


def test_the_list_offers_the_sidebar_that_is_not_beside_it(narrow: Stage) -> None:
    window = narrow.octavo.window
    button = next(each for each in walk(narrow.octavo.pane.head) if each.accessibleName() == "Show sidebar")
    assert isinstance(button, QAbstractButton)
    button.click()
    assert window.sidebar.isVisible()
    window.put_sidebar_away()
    window.resize(1100, 720)
    narrow.settle()
    assert not button.isVisible()


def test_tags_are_chosen_over_the_list_where_their_button_is_not_to_be_seen(narrow: Stage) -> None:
    narrow.key(Qt.Key.Key_T)
    popover = narrow._layer()
    window = narrow.octavo.window
    assert abs(popover.geometry().center().x() - window.width() // 2) <= 1
    popover.close()


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_in_the_smallest_window_loses_no_word_and_no_control(stage: Stage, name: str) -> None:
    root = stage.open(name)
    stage.octavo.window.resize(400, 480)
    stage.settle()
    short = clipped(root)
    assert not short, "\n".join(short)
    assert isinstance(root, Sheet)
    card = root.card
    inside = QRect(0, 0, card.width(), card.height())
    out = [path(each) for each in walk(card) if isinstance(each, QAbstractButton)
           and not inside.contains(room(each, card).translated(each.mapTo(card, each.rect().topLeft())))
           and each.mapTo(card, each.rect().topRight()).x() >= card.width()]  # fmt: skip
    assert not out, "beyond the edge:\n" + "\n".join(out)


def test_a_window_made_small_and_large_again_keeps_paper_scrolling_and_keyboard(stage: Stage) -> None:
    octavo = stage.octavo
    stage.clear()
    pane, bar = octavo.pane, octavo.reader.detail.verticalScrollBar()
    pane.select(octavo.browsing_now.shown_ids()[7])
    pane.focus_list()
    octavo.window.resize(1100, 520)
    stage.settle()
    bar.setValue(bar.maximum() // 2)
    paper, scrolled = pane.current_id(), bar.value()
    assert scrolled > 0
    there = ((1099, 900), (800, 480), (799, 900), (400, 480))
    for wide, high in (*there, *reversed(there), (1440, 900), (1100, 520)):
        octavo.window.resize(wide, high)
        stage.settle()
        assert pane.current_id() == paper
        assert pane.view.hasFocus()
        row = pane.view.visualRect(pane.view.currentIndex())
        assert pane.view.viewport().rect().contains(row.center())
    assert bar.value() == scrolled


def test_the_paper_that_is_being_read_stays_when_the_window_gets_narrow(stage: Stage) -> None:
    octavo = stage.octavo
    stage.clear()
    octavo.reader.focus_paper()
    octavo.window.resize(480, 720)
    stage.settle()
    assert octavo.reader.isVisible() and octavo.reader.detail.hasFocus()
    octavo.window.resize(1440, 900)
    stage.settle()
    assert octavo.pane.isVisible() and octavo.reader.detail.hasFocus()


def test_the_keyboard_comes_back_with_the_sidebar_that_had_it(stage: Stage) -> None:
    octavo = stage.octavo
    stage.clear()
    octavo.sidebar.focus_places()
    octavo.window.resize(900, 720)
    stage.settle()
    assert octavo.pane.view.hasFocus()
    octavo.window.resize(1440, 900)
    stage.settle()
    assert octavo.sidebar.tree.hasFocus()
