"""The next page is set in idle moments, and a list at rest is at rest."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt


@pytest.fixture
def view(pane, show, qtbot):
    pane.resize(440, 420)
    show()
    qtbot.waitUntil(lambda: pane.view.visible_rows()[1] > 0)
    return pane.view


def settled(view, qtbot):
    qtbot.waitUntil(lambda: view.next_page.waiting == 0)


def test_the_rows_of_the_next_page_are_set_before_they_are_scrolled_to(view, qtbot, monkeypatch):
    settled(view, qtbot)
    setter, new = view.delegate.typesetter, []
    real = setter._set
    monkeypatch.setattr(setter, "_set", lambda words, *more: new.append(words) or real(words, *more))
    first, _end = view.visible_rows()
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + view.rowHeight(first + 1) * 2)
    view.viewport().repaint()
    assert view.visible_rows()[0] > first
    assert [words for words in new if words.startswith("Paper")] == []


def test_after_a_page_up_the_page_above_is_next(view, qtbot):
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    view.viewport().repaint()
    bar.setValue(bar.maximum() - view.rowHeight(5) * 2)
    view.viewport().repaint()
    assert max(view.next_page._waiting) < view.visible_rows()[0]


def test_nothing_ticks_once_the_next_page_is_set(view, qtbot):
    settled(view, qtbot)
    view.viewport().repaint()
    assert not view.next_page.running


def test_a_repaint_reads_nothing_from_the_library(view, qtbot, monkeypatch):
    settled(view, qtbot)
    monkeypatch.setattr(view.model(), "_reader", Counting(view.model()._reader, asked := []))
    for _ in range(5):
        view.viewport().repaint()
    assert asked == []


def test_a_hidden_list_prepares_nothing(view, pane, qtbot):
    view.verticalScrollBar().setValue(300)
    view.viewport().repaint()
    assert view.next_page.running
    pane.hide()
    qtbot.waitUntil(lambda: not view.next_page.running)


class Counting:
    """A reader that notes what was asked of it."""

    def __init__(self, reading, asked) -> None:
        self._reading, self._asked = reading, asked

    def rows(self, ids):
        self._asked.append(list(ids))
        return self._reading.rows(ids)


def test_a_key_is_answered_while_the_next_page_is_being_set(view, qtbot):
    view.setFocus()
    view.select(view.model().ids[0])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current_id() == view.model().ids[1]
