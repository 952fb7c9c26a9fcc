"""What the window shows while something is carried over it from another program: that it would be imported."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.shadow import Shadow
from octavo.gui.controls.strokes import box, picture, placed, ratio_of, ring, write
from octavo.gui.theme import Theme

_WORDS: Final = "Drop to import"
_ENDS: Final = (QEvent.Type.DragLeave, QEvent.Type.Drop)


class DropHint(QWidget):
    """A ring around `window` and a card in its middle, for as long as the window would take what is carried."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._shadow = Shadow(theme, 10)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            # Asked here first, since a filter sees an event before its window says what it does with it.
            self._window.dragEnterEvent(event)
            if event.isAccepted():
                self.setGeometry(self._window.rect())
                self.show()
                self.raise_()
            return True
        if event.type() in _ENDS:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, px, tokens = self._theme, self._theme.px, self._theme.tokens
        ring(painter, self.rect(), px(4), tokens.mark)
        font = theme.font("body_strong")
        card = QRect(0, 0, px(16 + 16 + 8 + 16) + round(theme.width(_WORDS, "body_strong") + 0.5), px(40))
        card.moveCenter(self.rect().center())
        self._shadow.paint(painter, card)
        box(painter, card, px(10), tokens.raised, tokens.line_strong)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        mark = placed(card, QRect(card.left() + px(16), card.top(), px(16), card.height()), mirrored)
        picture(painter, mark, theme.pixmap("download", "text2", 16, ratio_of(painter)))
        words = placed(card, card.adjusted(px(16 + 16 + 8), 0, -px(16), 0), mirrored)
        write(painter, words, _WORDS, font, tokens.text, mirrored=mirrored)
