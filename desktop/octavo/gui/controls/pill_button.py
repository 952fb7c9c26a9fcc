"""A state pill that can be pressed to see what is behind it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from octavo.gui.controls.chips import Pill
from octavo.gui.controls.strokes import ring
from octavo.gui.text import plain, plain_tip
from octavo.gui.theme import Theme


class PillButton(QAbstractButton):
    """Looks like a `Pill`; `clicked` as any button. Where room is short it may be its icon alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pill = Pill(theme, "", parent=self)
        self._words, self._tone, self._brief = "", "plain", False
        self.pill.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self.updateGeometry)

    def show_words(self, words: str, tone: str, tip: str = "") -> None:
        """Say how things stand; `tip` says it in full."""
        self._words, self._tone = words, tone
        self._say()
        self.setAccessibleName(plain(words, 200))
        self.setAccessibleDescription(plain(tip, 400))
        self.setToolTip(plain_tip(tip))

    def set_brief(self, brief: bool) -> None:
        """Leave the words to the tool tip, or show them again."""
        if brief != self._brief:
            self._brief = brief
            self._say()

    def _say(self) -> None:
        icon = "file-text" if self._brief and self._tone == "plain" else ""
        self.pill.show_words("" if self._brief else self._words, self._tone, icon)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return self.pill.sizeHint().expandedTo(QSize(px(24), px(24)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.pill.sizeHint().height()
        self.pill.setGeometry(0, (self.height() - height) // 2, self.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            ring(QPainter(self), self.rect(), self._theme.px(6), self._theme.tokens.mark)
