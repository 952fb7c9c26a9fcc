"""What a person does at the window: keys, words, and waiting until it has settled."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from heartbeat import Heartbeat
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from octavo.gui.app import Octavo
from octavo.gui.dialogs.import_sheet import ImportSheet

Layer = TypeVar("Layer", bound=QWidget)

TODAY = date(2026, 3, 12)


def invented_page(count: int) -> str:
    """A saved page of `count` invented papers, captured on Mar 11."""
    blocks = ["new", "Get trending papers in your email inbox!", "Subscribe", "Mar 11"]
    for number in range(1, count + 1):
        blocks.append(f"Harbour Study {number}: Weighing Parcels With {number} Small Scales")
        blocks.append(
            f"We weigh {number * 11} parcels with {number} small scales and one large one, and compare the sums. "
            "The small scales agree with the large one on dry days and differ by a spoonful when it rains. We explain "
            "the difference by the string, which drinks water, and offer a table that takes the weather into account. "
            "With the table the small scales are right in nine cases of ten, at a tenth of the price of the large one."
        )
    return "\n\n".join(blocks)


def wait_until(met: Callable[[], bool], seconds: float = 20.0) -> None:
    """Let the window work until `met`. It is looked at every 3 ms, for a journey waits some hundred times."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, f"the window did not get there within {seconds} s"
        turn = QEventLoop()
        QTimer.singleShot(3, turn.quit)
        turn.exec()


class Desktop:
    """The person at the keyboard of a running Octavo."""

    def __init__(self, octavo: Octavo, bot: QtBot, heart: Heartbeat) -> None:
        self.octavo, self.bot, self.heart = octavo, bot, heart

    def does(self, what: str) -> None:
        """Name what the person does from now on, for the report of the window's longest gaps."""
        self.heart.rest(what)

    def settle(self) -> None:
        octavo = self.octavo

        def quiet() -> bool:
            return octavo.desk.idle and octavo.finder.idle and octavo.workshop.idle

        # An answer may ask the next question: quiet must hold over some turns of the loop.
        for _ in range(4):
            wait_until(quiet)
            QApplication.processEvents()

    def until(self, met: Callable[[], bool]) -> None:
        wait_until(met)
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.heart.rest()
        QTest.keyClick(self.focus(), key, modifier)
        self.settle()

    def keys(self, words: str) -> None:
        """Press each letter as a key of its own."""
        self.heart.rest()
        for letter in words:
            QTest.keyClick(self.focus(), letter)
        self.settle()

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.octavo.window

    def bring_in(self, count: int) -> list[int]:
        """Paste a page of `count` invented papers, import it by keys, and be in the list; answers their ids."""
        browsing = self.octavo.browsing_now
        if self.octavo.welcome.isVisible():
            self.octavo.welcome.setFocus()
        self.paste(invented_page(count))
        self.layer(ImportSheet)
        self.key(Qt.Key.Key_Return)
        self.until(lambda: len(browsing.shown_ids()) == count)
        self.key(Qt.Key.Key_Return)
        self.until_closed(ImportSheet)
        self.octavo.pane.focus_list()
        return browsing.shown_ids()

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def press(self, button: QWidget) -> None:
        self.heart.rest()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def current(self) -> int:
        paper = self.octavo.browsing_now.paper
        return paper.id if paper is not None else -1

    def layers(self, kind: type[Layer]) -> list[Layer]:
        """The open sheets or popovers of this kind."""
        return [each for each in self.octavo.window.findChildren(kind) if each.isVisible()]

    def layer(self, kind: type[Layer]) -> Layer:
        """The one open sheet or popover of this kind, as soon as it is there."""
        self.until(lambda: bool(self.layers(kind)))
        return self.layers(kind)[0]

    def until_closed(self, kind: type[Layer]) -> None:
        self.until(lambda: not self.layers(kind))
