"""Messages of the system: off by default, and nothing at all where a system has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from octavo.gui.choices import Choices
from octavo.gui.notices import Notices
from octavo.gui.theme import Theme
from octavo.settings import FEED_NOTICES, Settings


class Ending(QObject):
    """Says, as refreshing does, how many papers came."""

    ended = Signal(int)


@pytest.fixture
def choices():
    return Choices(Settings(None))


@pytest.fixture
def ending(qtbot, choices):
    window, ending = QWidget(), Ending()
    qtbot.addWidget(window)
    theme = Theme(Path(__file__).parents[2] / "resources", choice="light")
    ending.kept = Notices(choices, ending, window, theme)
    return ending


@pytest.fixture
def shown(monkeypatch):
    """The messages given to the system, which has a tray."""
    messages = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda self: None)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda self, title, words, icon: messages.append(words))
    return messages


def test_nothing_is_said_unless_the_person_wants_it(ending, shown, choices):
    ending.ended.emit(3)
    assert shown == []
    choices.set(FEED_NOTICES, True)
    ending.ended.emit(0)
    ending.ended.emit(3)
    assert shown == ["3 papers came by your feeds."]
    choices.set(FEED_NOTICES, False)
    ending.ended.emit(3)
    assert len(shown) == 1


def test_a_system_without_a_tray_says_nothing(ending, choices):
    choices.set(FEED_NOTICES, True)
    ending.ended.emit(3)
    assert ending.kept.findChildren(QSystemTrayIcon) == []
