"""What is open over the window: commands are silent for as long, and afterwards the keyboard has a place again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from octavo.gui.actions import Actions
from octavo.gui.controls.floating import Popover
from octavo.gui.controls.focus import next_in
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.palette import CommandPalette
from octavo.gui.theme import Theme

Layer = TypeVar("Layer", bound=Sheet | Popover | CommandPalette)


class Layers(QObject):
    """Makes sheets, popovers and palettes over `window`. `rest` gives the keyboard to what the window shows."""

    def __init__(self, theme: Theme, window: QWidget, actions: Actions, rest: Callable[[], object]) -> None:
        super().__init__(window)
        self._theme, self._window, self._actions, self._rest = theme, window, actions, rest
        self._open: list[QWidget] = []
        self._waiting: list[Callable[[], object]] = []
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def over(self, make: Callable[[Theme, QWidget], Layer]) -> Callable[[], Layer]:
        """A function that makes such a layer; it is let go when it closes."""

        def made() -> Layer:
            layer = make(self._theme, self._window)
            layer.opened.connect(lambda: self._opened(layer))
            layer.closed.connect(lambda: self._closed(layer))
            layer.closed.connect(layer.deleteLater)
            return layer

        return made

    def when_free(self, then: Callable[[], object]) -> None:
        """Call `then` as soon as nothing is open: now, or when the last layer closes."""
        if self._open:
            self._waiting.append(then)
        else:
            then()

    def _opened(self, layer: QWidget) -> None:
        if layer not in self._open:
            # Some layers open when an answer has come, so that a key pressed twice asks for two of them.
            twins = [each for each in self._open if type(each) is type(layer)]
            self._open.append(layer)
            self._actions.hold(True)
            # Nothing is dropped behind what is open; a sheet that can read it takes it itself.
            self._window.setAcceptDrops(False)
            for twin in twins:
                twin.close()

    def _closed(self, layer: QWidget) -> None:
        # A layer may be closed again before it is gone: by Esc twice, or by a press beside it that also ends it.
        if layer in self._open:
            self._open.remove(layer)
            self._actions.hold(False)
            self._window.setAcceptDrops(not self._open)
        self.keep_keyboard()
        waiting, self._waiting = ([], self._waiting) if self._open else (self._waiting, [])
        for then in waiting:
            then()

    def keep_keyboard(self) -> None:
        """Give the keyboard to what is uppermost when it is with nothing that can be seen.

        What had it before a layer opened may have gone meanwhile, and keys for nobody would be lost.
        """
        focus = QApplication.focusWidget()
        if focus is not None and focus.isVisible() and self._may_have_it(focus):
            return
        if not self._open:
            self._rest()
            return
        top = self._open[-1]
        (next_in(top, None, forward=True) or top).setFocus()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        # A window that comes to the front again gives it to whatever stands first in it, if what had it was hidden
        # meanwhile. A popover is closed by a press beside it, so only what covers the window keeps it.
        if now is not None and self._open and not isinstance(self._open[-1], Popover) and not self._may_have_it(now):
            QTimer.singleShot(0, self, self.keep_keyboard)

    def _may_have_it(self, focus: QWidget) -> bool:
        if not self._open or focus.window() is not self._window:
            return True
        within: QWidget | None = focus
        while within is not None and not isinstance(within, (Sheet, Popover, CommandPalette)):
            within = within.parentWidget()
        return within is not None
