"""The icon of an empty pane."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.strokes import box, picture, ratio_of
from octavo.gui.theme import Theme


class Tile(QWidget):
    """A 28 px icon on a soft square. Decoration."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        theme.resized.connect(self._measure)
        self._measure()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        box(painter, self.rect(), theme.px(12), theme.tokens.sidebar)
        picture(painter, self.rect(), theme.pixmap(self._icon, "text2", 28, ratio_of(painter)))

    def _measure(self) -> None:
        self.setFixedSize(self._theme.px(64), self._theme.px(64))
