"""Where the keyboard goes when the pane that has it is taken away, and that it comes back with the pane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from octavo.gui.controls.focus import holds


class KeptKeyboard:
    """Ask who is its `holder` before panes are shown and hidden, and `settle` afterwards."""

    def __init__(self) -> None:
        self._before: tuple[QWidget | None, QWidget | None] = None, None
        #: What had it in a pane that went, and the pane that has it instead.
        self._owed: tuple[QWidget, QWidget] | None = None

    def holder(self, panes: Sequence[QWidget]) -> QWidget | None:
        """The pane with the keyboard."""
        focus = QApplication.focusWidget()
        held = next((pane for pane in panes if holds(pane, focus)), None)
        self._before = held, focus
        return held

    def settle(self, instead: QWidget, *, lend: bool) -> None:
        """Give it to `instead` if its pane went, and with `lend` back when that pane is shown again."""
        held, focus = self._before
        if held is not None and not held.isVisible():
            # Qt has handed it to whatever stands next.
            instead.setFocus()
            self._owed = (focus, instead) if lend and focus is not None else None
            return
        owed, self._owed = self._owed, None
        now = QApplication.focusWidget()
        if owed is None or not isValid(owed[0]) or not holds(owed[1], now):
            return
        if owed[0].isVisible():
            owed[0].setFocus()
        else:
            self._owed = owed

    def forget(self) -> None:
        """The person has chosen a pane."""
        self._owed = None
