"""A splitter between panes whose handle is one hairline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from octavo.gui.controls.strokes import hairline
from octavo.gui.theme import Theme


class HairlineSplitter(QSplitter):
    """Panes side by side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setHandleWidth(1)
        self._stand_at_edge()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stand_at_edge()

    def _stand_at_edge(self) -> None:
        """Mirrored, Qt puts every pane one px too far to the right."""
        shift = 1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        self.setContentsMargins(shift, 0, -shift, 0)

    def addWidget(self, widget: QWidget) -> None:
        super().addWidget(widget)
        self._put_in_order()

    def replaceWidget(self, index: int, widget: QWidget) -> QWidget | None:
        before = super().replaceWidget(index, widget)
        self._put_in_order()
        return before

    def _put_in_order(self) -> None:
        """Qt puts what comes later below what was there, and a screen reader goes through a window from below."""
        for pane in reversed([self.widget(at) for at in range(self.count())]):
            if pane is not None:
                pane.lower()

    def createHandle(self) -> QSplitterHandle:
        return _Hairline(self._theme, self.orientation(), self)


class _Hairline(QSplitterHandle):
    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        hairline(QPainter(self), self.rect(), self._theme.tokens.line)
