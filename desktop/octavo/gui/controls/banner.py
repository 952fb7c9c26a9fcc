"""Something that stays true, said inside the pane it concerns."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.strokes import box, elided, picture, placed, ratio_of, write
from octavo.gui.text import plain, plain_tip
from octavo.gui.theme import Theme


class Banner(QWidget):
    """Something that stays true, inside the pane it concerns. `tone`: ok, warn, bad. Buttons go to its trailing end."""

    action_clicked = Signal()

    _ICONS = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}

    def __init__(
        self, theme: Theme, words: str = "", detail: str = "", *, tone: str = "warn", icon: str = "", action: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self.button = Button(theme, action, small=True)
        self.button.clicked.connect(self.action_clicked)
        self._row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._settle)
        self.show_words(words, detail, tone=tone, icon=icon, action=action)

    def show_words(self, words: str, detail: str = "", *, tone: str = "warn", icon: str = "", action: str = "") -> None:
        """Say what is true, what it means in one more line, and what the button does ("" for no button)."""
        self._words, self._detail, self._tone = plain(words, 300), plain(detail, 300), tone
        self._icon = icon or self._ICONS[tone]
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{self._words}. {self._detail}".strip(". "))
        # In a narrow pane the line is cut short.
        self.setToolTip(plain_tip(self._words))
        self._settle()

    def add_button(self, button: QWidget) -> None:
        """Put one more button before the edge."""
        self._row.addWidget(button)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(58 if self._detail else 44))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, px, mirrored = self._theme, self._theme.px, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box(painter, self.rect(), px(8), getattr(theme.tokens, f"{self._tone}_soft"))
        mark = placed(self.rect(), QRect(px(14), 0, px(16), self.height()), mirrored)
        picture(painter, mark, theme.pixmap(self._icon, self._tone, 16, ratio_of(painter)))
        buttons = [each for each in self.findChildren(QPushButton) if each.isVisibleTo(self)]
        room = self.width() - px(40) - px(16) - sum(each.width() + px(12) for each in buttons)
        lines = [(self._words, "body_strong", theme.tokens.text, px(20))]
        if self._detail:
            lines.append((self._detail, "caption", theme.tokens.text2, px(18)))
        top = (self.height() - sum(line[3] for line in lines)) // 2
        for words, face, colour, height in lines:
            area = placed(self.rect(), QRect(px(40), top, room, height), mirrored)
            font = theme.font(face)
            write(painter, area, elided(words, QFontMetricsF(font), room), font, colour, mirrored=mirrored)
            top += height

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def _settle(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(12), 0, px(12), 0)
        self._row.setSpacing(px(8))
        self.updateGeometry()
        self.update()
