"""The preferences window over a plain window, on a settings file of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from octavo.gui.actions import Actions
from octavo.gui.choices import Choices
from octavo.gui.preferences.window import Preferences
from octavo.gui.theme import Theme
from octavo.settings import Settings


@pytest.fixture
def theme(qapp):
    theme = Theme(Path(__file__).parents[3] / "resources", choice="light")
    theme.apply(qapp)
    return theme


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def actions(theme, host):
    return Actions(theme, host)


@pytest.fixture
def host(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    with qtbot.waitExposed(host):
        host.show()
    return host


@pytest.fixture
def preferences(qtbot, theme, settings, actions, host, tmp_path):
    """The window, shown on its first page."""
    window = Preferences(theme, Choices(settings), actions, tmp_path / "library.octavo", host)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show_page()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


@pytest.fixture
def press(qtbot):
    """Presses a key, or each letter of a text, where the keyboard is."""

    def pressed(key, modifier=Qt.KeyboardModifier.NoModifier):
        for each in key if isinstance(key, str) else [key]:
            QTest.keyClick(QApplication.focusWidget(), each, modifier)

    return pressed
