"""A short list that floats under what opened it: each row tells something and can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from octavo.gui.controls.floating import Popover
from octavo.gui.dialogs.labels import Label
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.told_rows import ROW_HEIGHT, ToldDelegate, ToldRow, told_model
from octavo.gui.theme import Theme

_MOST_SHOWN: Final = 5
_INSET: Final = 12


class ToldPopover(Popover):
    """`row_chosen` carries the place of the row, counted from 0."""

    row_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, width=340, parent=parent)
        self.model = told_model()
        self.heading = Label(theme, "", "caption_strong", "text2")
        self.rows = RowsView(theme, "", ROW_HEIGHT, ToldDelegate(theme, _INSET, 0))
        self.rows.setModel(self.model)
        self.rows.chosen.connect(self._choose)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(_INSET), theme.px(4), theme.px(_INSET), theme.px(4))
        head.addWidget(self.heading)
        self.body.addLayout(head)
        self.body.addWidget(self.rows)

    def show_rows(self, heading: str, rows: Sequence[ToldRow], enter: str) -> None:
        """Open with these; `enter` says what choosing one does."""
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.rows.setAccessibleName(heading)
        self.rows.setAccessibleDescription(enter)
        self.model.show(rows)
        self.rows.setFixedHeight(self._theme.px(ROW_HEIGHT) * min(len(rows), _MOST_SHOWN))
        self.rows.select_row(0)
        self.open()
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.rows.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.close()
            self.row_chosen.emit(index.row())
