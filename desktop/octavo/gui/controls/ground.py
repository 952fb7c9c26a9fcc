"""A plain surface in one of the theme's colours."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from octavo.gui.theme import Theme


class Ground(QWidget):
    """Nothing but the colour of a role ("paper"), whatever the theme."""

    def __init__(self, theme: Theme, role: str) -> None:
        super().__init__()
        self._theme, self._role = theme, role

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), getattr(self._theme.tokens, self._role))
