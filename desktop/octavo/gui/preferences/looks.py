"""The three appearances as small pictures of the window to choose from."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from octavo.gui.choices import Choices
from octavo.gui.controls.strokes import box, dot, elided, picture, ratio_of, ring, write
from octavo.gui.theme import Theme
from octavo.gui.tokens import DARK, LIGHT, Tokens
from octavo.settings import APPEARANCE

_WIDTH: Final = 126
_HEIGHT: Final = 80
_HALO: Final = 3


class Looks(QWidget):
    """Radio buttons side by side, each the picture of an appearance above its name."""

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__()
        self._theme, self._choices = theme, choices
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self.looks: dict[str, Look] = {}
        for value, words in zip(APPEARANCE.choices, APPEARANCE.names, strict=True):
            look = self.looks[value] = Look(theme, value, words)
            look.clicked.connect(lambda _on=False, value=value: choices.set(APPEARANCE, value))
            self._group.addButton(look)
            self._row.addWidget(look, 1)
        self.setAccessibleName(APPEARANCE.words)
        for look in self.looks.values():
            look.setAccessibleDescription(APPEARANCE.words)
        choices.changed.connect(self._hear)
        theme.resized.connect(self._measure)
        self._measure()
        self._hear(APPEARANCE.name)

    def _hear(self, name: str) -> None:
        if name == APPEARANCE.name:
            self.looks[self._choices.get(APPEARANCE)].setChecked(True)

    def _measure(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(8), px(18), px(8), px(10))
        self._row.setSpacing(px(4))


class Look(QRadioButton):
    """`value` is "system", "light" or "dark"."""

    def __init__(self, theme: Theme, value: str, words: str) -> None:
        super().__init__(words)
        self._theme, self._value = theme, value
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.resized.connect(self._measure)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(_WIDTH + 2 * _HALO), px(_HEIGHT + 2 * _HALO + 6 + 28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(64), self.sizeHint().height())

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, tokens = QPainter(self), self._theme.px, self._theme.tokens
        halo = px(_HALO)
        frame = QRect((self.width() - self._picture_width()) // 2, halo, self._picture_width(), px(_HEIGHT))
        self._paint_picture(painter, frame)
        if self.isChecked():
            ring(painter, frame.adjusted(-halo, -halo, halo, halo), px(9), tokens.mark)
        self._paint_words(painter, QRect(0, frame.bottom() + 1 + halo + px(6), self.width(), px(28)))

    def _picture_width(self) -> int:
        return min(self._theme.px(_WIDTH), self.width() - 2 * self._theme.px(_HALO))

    def _paint_picture(self, painter: QPainter, frame: QRect) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPainterPath()
        edge.addRoundedRect(QRectF(frame), self._theme.px(7), self._theme.px(7))
        painter.setClipPath(edge)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        self._paint_window(painter, frame, DARK if self._value == "dark" else LIGHT)
        if self._value == "system":
            half = QRect(frame.center().x(), frame.top(), frame.width(), frame.height())
            painter.setClipRect(half, Qt.ClipOperation.IntersectClip)
            self._paint_window(painter, frame, DARK)
        painter.restore()
        box(painter, frame, self._theme.px(7), None, self._theme.tokens.line_strong)

    def _paint_window(self, painter: QPainter, frame: QRect, tokens: Tokens) -> None:
        """Sidebar, list with one paper selected, and the paper, at a tenth of their size."""
        px, left, top, right = self._theme.px, frame.left(), frame.top(), frame.right() + 1

        def bar(x: float, y: float, width: float, height: float, colour: QColor) -> None:
            fitting = min(px(width), right - px(8) - left - px(x))
            if fitting > 0:
                box(painter, QRectF(left + px(x), top + px(y), fitting, px(height)), px(height) / 2, colour)

        painter.fillRect(frame, tokens.paper)
        painter.fillRect(QRect(left, top, px(28), frame.height()), tokens.sidebar)
        painter.fillRect(QRect(left + px(28), top, px(38), frame.height()), tokens.list_)
        for y, colour in ((10, tokens.press), (18, tokens.mark), (27, tokens.press), (35, tokens.press)):
            bar(5, y, 18, 3, colour)
        box(painter, QRectF(left + px(31), top + px(5), px(33), px(17)), px(3), tokens.sel)
        for y in (8, 26, 44, 62):
            bar(34, y, 27, 3, tokens.text2)
            bar(34, y + 7, 18, 3, tokens.line_strong)
        bar(74, 9, 44, 5, tokens.text)
        for y in range(20, 68, 8):
            bar(74, y, 24 if y > 58 else 44, 3, tokens.line_strong)

    def _paint_words(self, painter: QPainter, area: QRect) -> None:
        theme, px, tokens = self._theme, self._theme.px, self._theme.tokens
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        font = theme.font("body_strong" if self.isChecked() else "body")
        tick = px(14 + 8) if self.isChecked() else 0
        words = elided(self.text(), QFontMetricsF(font), area.width() - tick)
        width = tick + round(QFontMetricsF(font).horizontalAdvance(words) + 0.5)
        left = area.left() + (area.width() - width) // 2
        if self.hasFocus():
            ring(painter, QRect(left - px(8), area.top(), width + px(16), area.height()), px(6), tokens.mark)
        if tick:
            spot = QRect(left + width - px(14) if mirrored else left, area.center().y() - px(6), px(14), px(14))
            dot(painter, spot, tokens.accent)
            picture(painter, spot, theme.pixmap("check", "on_accent", 10, ratio_of(painter)))
        room = QRect(left if mirrored else left + tick, area.top(), width - tick, area.height())
        write(painter, room, words, font, tokens.text, mirrored=mirrored)

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()
