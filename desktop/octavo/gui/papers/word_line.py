"""The line edit of the search field; filters it does not know are underlined with dots and explained in a tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from octavo.gui.controls.words_menu import offer_words_menu
from octavo.gui.papers.model import dragged_ids
from octavo.gui.text import plain_tip
from octavo.gui.theme import Theme
from octavo.library.query import Token, parse


class WordLine(QLineEdit):
    """Frameless; its placeholder is shown only while the field around it holds no tokens."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._placeholder = ""
        self.setFrame(False)
        self.setMaxLength(1_000)
        offer_words_menu(self)

    def setPlaceholderText(self, words: str) -> None:
        self._placeholder = words
        super().setPlaceholderText(words)

    def set_quiet(self, quiet: bool) -> None:
        """Show no placeholder beside tokens."""
        super().setPlaceholderText("" if quiet else self._placeholder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Papers carried across it are meant for the sidebar, files and addresses for the window.
        data = event.mimeData()
        if dragged_ids(data) or data.hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        unknown = self._unknown()
        if not unknown:
            return
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.tokens.warn, 1, Qt.PenStyle.DotLine))
        for token in unknown:
            left, right = self._x_of(token.start), self._x_of(token.end)
            y = self.cursorRect().bottom() - 1
            painter.drawLine(QPointF(left, y), QPointF(right, y))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.cursorPositionAt(event.pos())
            token = next((each for each in self._unknown() if each.start <= at <= each.end), None)
            words = f"{token.name}:{token.value} is not a filter, so it is searched as plain words." if token else ""
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    def _unknown(self) -> list[Token]:
        """Tokens that are no filters; one that is still being typed is left in peace."""
        words = self.text()
        typing = self.hasFocus() and self.cursorPosition() == len(words)
        return [each for each in parse(words).tokens if not each.known and not (typing and each.end == len(words))]

    def _x_of(self, position: int) -> float:
        metrics = QFontMetricsF(self.font())
        cursor = self.cursorRect()
        origin = cursor.center().x() - metrics.horizontalAdvance(self.text()[: self.cursorPosition()])
        return origin + metrics.horizontalAdvance(self.text()[:position])
