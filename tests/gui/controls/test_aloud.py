"""What a screen reader is told beside what has the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QListView, QPushButton

from octavo.gui.controls.aloud import row_reached, say, say_now, say_typed
from octavo.gui.controls.floating import Toast


class Titles(QStringListModel):
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        spoken = Qt.ItemDataRole.AccessibleTextRole
        return f"unread. {super().data(index)}" if role == spoken else super().data(index, role)


@pytest.fixture
def titles(qtbot, host, put):
    """A list that has had the keyboard for long."""
    view = put(QListView())
    view.setModel(Titles(["Lamps", "Ropes"]))
    host.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def test_what_is_announced_at_the_same_time_is_said_as_one(qtbot, host, aloud):
    say(host, "Marked done.")
    say(host, "arXiv did not answer.")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["Marked done. arXiv did not answer."]


def test_an_announcement_brings_along_the_row_that_it_would_cut_off(qtbot, titles, aloud):
    titles.setCurrentIndex(titles.model().index(1, 0))
    row_reached()
    say(titles, "Marked done")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["Marked done. unread. Ropes"]


def test_an_announcement_leaves_a_row_alone_that_has_been_read_out(qtbot, titles, aloud):
    say(titles, "Starred")
    qtbot.waitUntil(lambda: bool(aloud))
    aloud.clear()
    say(titles, "Star removed")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["Star removed"]


def test_what_the_keyboard_has_just_come_to_is_said_after_what_happened(qtbot, host, put, aloud):
    button = put(QPushButton("Start reading"))
    say(host, "2 papers imported.")
    button.setFocus()
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["2 papers imported. Start reading"]


def test_while_someone_types_only_the_newest_count_is_said(qtbot, host, aloud):
    for found in ("41 papers found", "6 papers found"):
        say_typed(host, found)
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["6 papers found"]


def test_what_a_key_asked_for_is_said_at_once(host, aloud):
    say_now(host, "efficiency. not ticked. 3 papers")
    assert aloud == ["efficiency. not ticked. 3 papers"]


def test_a_toast_is_said(qtbot, theme, host, aloud):
    Toast(theme, host).show_words("Marked done", "Z")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["Marked done"]


def test_what_has_gone_before_it_could_be_said_is_not_said(qtbot, host, put, aloud):
    card = put(QPushButton())
    say_typed(card, "8 suggestions")
    card.hide()
    say(host, "Marked done")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["Marked done"]
