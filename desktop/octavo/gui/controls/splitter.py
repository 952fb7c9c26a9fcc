"""A splitter between panes whose handle is one hairline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from octavo.gui.theme import Theme


class HairlineSplitter(QSplitter):
    """Panes side by side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setHandleWidth(1)
        theme.changed.connect(self.update)

    def createHandle(self) -> QSplitterHandle:
        return _Hairline(self._theme, self.orientation(), self)


class _Hairline(QSplitterHandle):
    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.line)
