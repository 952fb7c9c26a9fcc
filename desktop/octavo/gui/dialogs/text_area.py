"""A field for several lines of text, as wide as its room, painted like the other fields."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from octavo.gui.controls import strokes
from octavo.gui.controls.scrolling import FloatingScrollBar
from octavo.gui.controls.words_menu import offer_words_menu
from octavo.gui.theme import Theme


class TextArea(QPlainTextEdit):
    """Plain text; Tab leaves it, Ctrl Enter is `finished`. An error is a red edge and a sentence below."""

    finished = Signal()

    def __init__(
        self, theme: Theme, placeholder: str = "", *, mono: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._mono, self._error, self._lines = theme, mono, "", 0
        self._frame = _Frame(theme, self)
        self._frame.lower()
        # Code is read from the left in every window, but Qt paints what stands in an empty field as the window is read.
        self._example = placeholder if mono else ""
        self.setPlaceholderText("" if mono else placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        FloatingScrollBar.attach(self, theme)
        offer_words_menu(self)
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def error(self) -> str:
        """The sentence shown below, "" when all is well."""
        return self._error

    def set_error(self, sentence: str) -> None:
        """Say below the field what is wrong with its text; "" takes the message away."""
        self._error = sentence
        self.setAccessibleDescription(sentence)
        self._refresh()

    def set_lines(self, lines: int) -> None:
        """Be as high as `lines` lines."""
        self._lines = lines
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._example and self.document().isEmpty():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.tokens.text3)
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
            painter.drawText(self.viewport().rect(), flags, self._example)
            painter.end()
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._frame.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._frame.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frame.setGeometry(self.rect())

    def _refresh(self) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        token = "code" if self._mono else "body"
        self.setFont(self._theme.font(token))
        below = px(20) if self._error else 0
        self.setViewportMargins(px(10), px(8), px(10), px(8) + below)
        if self._lines:
            # Some scripts stand higher than the face itself.
            line = max(QFontMetricsF(self.font()).lineSpacing(), self._theme.line(token))
            self.setFixedHeight(round(line * self._lines) + px(18) + below)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        palette.setColor(QPalette.ColorRole.Text, tokens.text)
        palette.setColor(QPalette.ColorRole.PlaceholderText, tokens.text3)
        self.setPalette(palette)
        self._frame.update()


class _Frame(QWidget):
    """The painted edge behind the text, and the message below it."""

    def __init__(self, theme: Theme, area: TextArea) -> None:
        super().__init__(area)
        self._theme, self._area = theme, area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens, px, error = QPainter(self), self._theme.tokens, self._theme.px, self._area.error
        below = px(20) if error else 0
        frame = QRect(self.rect()).adjusted(0, 0, 0, -below)
        strokes.box(painter, frame, px(6), tokens.field, tokens.bad if error else tokens.line_strong)
        if self._area.hasFocus():
            strokes.ring(painter, frame, px(6), tokens.bad if error else tokens.mark)
        if error:
            font = self._theme.font("caption")
            words = strokes.elided(error, QFontMetricsF(font), self.width())
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            area = QRect(0, frame.height() + px(4), self.width(), px(16))
            strokes.write(painter, area, words, font, tokens.bad, mirrored=mirrored)
