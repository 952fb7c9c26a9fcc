"""The menu bar that hides itself: F10 and Alt show it, leaving it hides it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow

from octavo.gui.menu_bar import HiddenMenuBar

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


class Opened:
    """A window with a list and two menus."""

    def __init__(self, qtbot):
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.hidden = HiddenMenuBar(self.window)
        self.bar = self.window.menuBar()
        self.ran: list[str] = []
        for name in ("File", "Edit"):
            self.bar.addMenu(name).addAction(f"Do {name}", lambda name=name: self.ran.append(name))
        self.list = QListWidget()
        self.list.addItems(["one", "two"])
        self.window.setCentralWidget(self.list)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.list.setFocus()
        qtbot.waitUntil(self.list.hasFocus)

    def send(self, kind, key, held=NONE):
        """As the system does it, to whatever has the keyboard; before a press Qt asks who wants the key."""
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        if kind == QEvent.Type.KeyPress:
            QCoreApplication.sendEvent(target, QKeyEvent(QEvent.Type.ShortcutOverride, key, held))
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key, held))
        QApplication.processEvents()

    def tap(self, key):
        self.send(QEvent.Type.KeyPress, key)
        self.send(QEvent.Type.KeyRelease, key)

    def tap_alt(self):
        # A key event of a modifier tells its modifiers as they were before.
        self.send(QEvent.Type.KeyPress, Qt.Key.Key_Alt)
        self.send(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, ALT)


@pytest.fixture
def opened(qtbot):
    opened = Opened(qtbot)
    if opened.bar.isNativeMenuBar():
        pytest.skip("the system shows the menu bar itself")
    return opened


def test_it_is_hidden_until_asked_for(opened):
    assert not opened.bar.isVisible()


def test_f10_shows_it_with_the_keyboard_on_its_first_menu(opened):
    opened.tap(Qt.Key.Key_F10)
    assert opened.bar.isVisible()
    assert opened.bar.hasFocus()
    assert opened.bar.activeAction().text() == "File"


def test_alt_alone_shows_it_and_alt_again_hides_it(opened, qtbot):
    opened.tap_alt()
    assert opened.bar.isVisible()
    assert opened.bar.hasFocus()
    opened.tap_alt()
    qtbot.waitUntil(lambda: not opened.bar.isVisible())
    assert opened.list.hasFocus()


def test_alt_with_another_key_does_not_show_it(opened):
    opened.send(QEvent.Type.KeyPress, Qt.Key.Key_Alt)
    opened.send(QEvent.Type.KeyPress, Qt.Key.Key_Up, ALT)
    opened.send(QEvent.Type.KeyRelease, Qt.Key.Key_Up, ALT)
    opened.send(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, ALT)
    assert not opened.bar.isVisible()


def test_alt_with_a_click_does_not_show_it(opened):
    opened.send(QEvent.Type.KeyPress, Qt.Key.Key_Alt)
    QTest.mouseClick(opened.list.viewport(), Qt.MouseButton.LeftButton, ALT)
    opened.send(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, ALT)
    assert not opened.bar.isVisible()


def test_alt_let_go_in_another_window_does_not_show_it(opened):
    opened.send(QEvent.Type.KeyPress, Qt.Key.Key_Alt)
    QCoreApplication.sendEvent(opened.window, QEvent(QEvent.Type.WindowDeactivate))
    opened.send(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, ALT)
    assert not opened.bar.isVisible()


def test_escape_hides_it_and_gives_the_keyboard_back(opened, qtbot):
    opened.tap(Qt.Key.Key_F10)
    opened.tap(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not opened.bar.isVisible())
    assert opened.list.hasFocus()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_command_runs_from_the_keyboard_and_the_bar_goes(opened, qtbot):
    opened.tap(Qt.Key.Key_F10)
    opened.tap(Qt.Key.Key_Right)
    opened.tap(Qt.Key.Key_Down)
    assert opened.bar.isVisible()
    assert QApplication.activePopupWidget() is not None
    opened.tap(Qt.Key.Key_Return)
    assert opened.ran == ["Edit"]
    qtbot.waitUntil(lambda: not opened.bar.isVisible())
    assert opened.list.hasFocus()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_it_stays_while_a_menu_is_open_and_goes_when_that_is_left(opened, qtbot):
    opened.tap(Qt.Key.Key_F10)
    opened.tap(Qt.Key.Key_Down)
    QTest.qWait(20)
    assert opened.bar.isVisible()
    opened.tap(Qt.Key.Key_Escape)
    opened.tap(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not opened.bar.isVisible())


def test_it_can_be_shown_again(opened, qtbot):
    for _ in range(2):
        opened.tap(Qt.Key.Key_F10)
        assert opened.bar.isVisible()
        opened.tap(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not opened.bar.isVisible())
