"""Something that stays true, said inside the pane it concerns."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.strokes import box, picture, placed, ratio_of, write
from octavo.gui.controls.wrapping import lines_of
from octavo.gui.text import plain
from octavo.gui.theme import Theme

_MOST_LINES: Final = 4
#: Design px below which words beside buttons would be a column of single words.
_LEAST: Final = 200


class Banner(QWidget):
    """Something that stays true, inside the pane it concerns. `tone`: ok, warn, bad.

    Buttons go to its trailing end, or below the words where there is no room.
    """

    action_clicked = Signal()

    _ICONS = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}

    def __init__(
        self, theme: Theme, words: str = "", detail: str = "", *, tone: str = "warn", icon: str = "", action: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._words = self._detail = ""
        self._buttons: list[QWidget] = []
        self.button = Button(theme, action, small=True)
        self.button.clicked.connect(self.action_clicked)
        self.add_button(self.button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.resized.connect(self._settle)
        self.show_words(words, detail, tone=tone, icon=icon, action=action)

    def show_words(self, words: str, detail: str = "", *, tone: str = "warn", icon: str = "", action: str = "") -> None:
        """Say what is true, what it means in one more line, and what the button does ("" for no button)."""
        self._words, self._detail, self._tone = plain(words, 300), plain(detail, 300), tone
        self._icon = icon or self._ICONS[tone]
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{self._words}. {self._detail}".strip(". "))
        self.setAccessibleDescription(self.accessibleName())
        self._settle()

    def add_button(self, button: QWidget) -> None:
        """Put one more button before the edge."""
        button.setParent(self)
        self._buttons.append(button)
        self._settle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px, (lines, below) = self._theme.px, self._lines(width)
        words = sum(high for _words, _face, _role, high in lines)
        return words + px(20 if self._detail else 24) + (px(8 + 24) if below else 0)

    def sizeHint(self) -> QSize:
        # In one line, for as long as nobody said how wide it is.
        width = self.width() if self.isVisible() else 10_000
        return QSize(self._theme.px(240), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, px, mirrored = self._theme, self._theme.px, self._mirrored()
        box(painter, self.rect(), px(8), getattr(theme.tokens, f"{self._tone}_soft"))
        lines, below = self._lines(self.width())
        words = sum(high for _words, _face, _role, high in lines)
        top = px(10 if self._detail else 12) if below else (self.height() - words) // 2
        # Beside the words, of which the first stands out where there are more.
        high = px(20) if len(lines) > 1 else self.height()
        mark = QRect(px(14), top if len(lines) > 1 else 0, px(16), high)
        pixmap = theme.pixmap(self._icon, self._tone, 16, ratio_of(painter))
        picture(painter, placed(self.rect(), mark, mirrored), pixmap)
        for said, face, role, tall in lines:
            area = placed(self.rect(), QRect(px(40), top, self.width() - px(56), tall), mirrored)
            write(painter, area, said, theme.font(face), getattr(theme.tokens, role), mirrored=mirrored)
            top += tall

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # A button says something else, or has another key.
            self._settle()
        return super().event(event)

    def _lines(self, width: int) -> tuple[list[tuple[str, str, str, int]], bool]:
        """The words in lines, each with its face, role and height, and whether the buttons stand below them."""
        px, shown = self._theme.px, [each for each in self._buttons if not each.isHidden()]
        room = width - px(56) - sum(each.sizeHint().width() + px(8) for each in shown)
        below = bool(shown) and room < px(_LEAST)
        room = max(px(40), width - px(56) if below else room)
        lines = []
        said, told = (self._words, "body_strong", "text", 20), (self._detail, "caption", "text2", 18)
        for words, face, role, high in (said, told) if self._detail else (said,):
            broken = lines_of(words, self._theme.font(face), room, _MOST_LINES)
            lines += [(line, face, role, px(high)) for line in broken]
        return lines, below

    def _settle(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def _place(self) -> None:
        """The buttons at the trailing end, or under the words."""
        px, mirrored = self._theme.px, self._mirrored()
        shown = [each for each in self._buttons if not each.isHidden()]
        below = self._lines(self.width())[1]
        gaps = px(8) * max(0, len(shown) - 1)
        left = px(40) if below else self.width() - px(12) - gaps - sum(each.sizeHint().width() for each in shown)
        for each in shown:
            size = each.sizeHint()
            top = self.height() - px(12) - size.height() if below else (self.height() - size.height()) // 2
            each.setGeometry(placed(self.rect(), QRect(QPoint(left, top), size), mirrored))
            left += size.width() + px(8)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft
