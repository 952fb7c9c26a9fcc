"""How the lists inside sheets paint one row: words, ground, tick, badge and keys, mirrored for right to left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from octavo.gui.controls import strokes
from octavo.gui.controls.fields import paint_check
from octavo.gui.controls.keycap import keys_width, paint_keys
from octavo.gui.dialogs.matching import Span
from octavo.gui.theme import Theme

_TONES: Final = {
    "ok": ("ok", "ok_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
    "plain": ("text2", "sidebar"),
}


class Brush:
    """Paints into one row: rectangles are given as if left to right and mirrored when the row is not."""

    def __init__(self, painter: QPainter, theme: Theme, option: QStyleOptionViewItem) -> None:
        self.painter = painter
        self.theme = theme
        self.row = QRect(option.rect)
        self.mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        self.selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)

    def place(self, rect: QRect) -> QRect:
        """Where a left-to-right rectangle lies in this row's direction."""
        return strokes.placed(self.row, rect, self.mirrored)

    def part(self, left: float, top: float, width: float, height: float) -> QRect:
        """A rectangle measured from the row's leading top corner, in design lengths."""
        px = self.theme.px
        return QRect(self.row.left() + px(left), self.row.top() + px(top), px(width), px(height))

    def words(self, rect: QRect, words: str, font: QFont, colour: QColor, *, end: bool = False) -> int:
        """One line in `rect`, at the trailing edge when `end`; answers the width it took, px."""
        metrics = QFontMetricsF(font)
        shown = strokes.elided(words.replace("\n", " "), metrics, rect.width())
        align = Qt.AlignmentFlag.AlignTrailing if end else Qt.AlignmentFlag.AlignLeading
        strokes.write(self.painter, self.place(rect), shown, font, colour, align, mirrored=self.mirrored)
        return round(metrics.horizontalAdvance(shown) + 0.5)

    def found_words(self, rect: QRect, words: str, spans: Sequence[Span], font: QFont, colour: QColor) -> None:
        """One line in `rect` with the letters of `spans` set stronger."""
        if not spans:
            self.words(rect.adjusted(0, 0, -self.theme.px(4), 0), words, font, colour)
            return
        metrics = QFontMetricsF(font)
        shown = strokes.elided(words.replace("\n", " "), metrics, rect.width() - self.theme.px(4))
        layout = QTextLayout(shown, font)
        layout.setTextOption(_single_line(shown))
        layout.setFormats([_strong(start, length) for start, length in spans if start < len(shown)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(100_000)
        layout.endLayout()
        area = QRectF(self.place(rect))
        left = area.right() - line.naturalTextWidth() if self.mirrored else area.left()
        start = line.naturalTextRect().left()
        self.painter.setPen(colour)
        layout.draw(self.painter, QPointF(left - start, strokes.baseline(area, metrics) - line.ascent()))

    def icon(self, rect: QRect, name: str, role: str = "text2", size: int = 16) -> None:
        """An icon in the middle of `rect`."""
        ratio = strokes.ratio_of(self.painter)
        strokes.picture(self.painter, self.place(rect), self.theme.pixmap(name, role, size, ratio))

    def ground(self, *, focused: bool, inset: int = 8, pill: bool = True) -> None:
        """Selection or hover behind the row, with the focus pill on its leading edge."""
        tokens, px = self.theme.tokens, self.theme.px
        area = self.row.adjusted(px(inset), px(1), -px(inset), -px(1))
        if self.selected:
            strokes.box(self.painter, area, px(8), tokens.sel if focused else tokens.sel_off)
        elif self.hovered:
            strokes.box(self.painter, area, px(8), tokens.hover)
        if self.selected and focused and pill:
            tall = min(px(28), area.height() - px(12))
            edge = QRect(area.left(), area.top() + (area.height() - tall) // 2, px(3), tall)
            strokes.box(self.painter, self.place(edge), px(3) / 2, tokens.mark)

    def hairline(self, left: int, right: int) -> None:
        """A separator one device-independent pixel high at the row's foot, from `left` to `right` design px inset."""
        px, row = self.theme.px, self.row
        line = QRect(row.left() + px(left), row.bottom(), row.width() - px(left) - px(right), 1)
        strokes.hairline(self.painter, self.place(line), self.theme.raised_line)

    def tick(self, rect: QRect, state: Qt.CheckState, *, enabled: bool = True) -> None:
        """A check box as the sheets' own check boxes look."""
        paint_check(self.painter, self.place(rect), self.theme, state, enabled=enabled)

    def keys(self, end: int, keys: str) -> int:
        """Key caps whose trailing edge is `end`; answers their leading edge."""
        width = keys_width(self.theme, keys)
        area = QRect(end - width, self.row.top(), width, self.row.height())
        paint_keys(self.painter, self.place(area), self.theme, keys, mirrored=self.mirrored)
        return area.left()

    def badge(self, end: int, middle: int, words: str, icon: str, tone: str) -> int:
        """A pill whose trailing edge is `end` and whose middle is at `middle` px; answers its leading edge."""
        px, font = self.theme.px, strokes.medium(self.theme.font("caption"))
        advance = round(QFontMetricsF(font).horizontalAdvance(words) + 0.5)
        width, tall = px(8) + px(14) + px(6) + advance + px(8), px(22)
        area = QRect(end - width, middle - tall // 2, width, tall)
        ink, fill = _TONES[tone]
        ground = self.theme.tokens.raised if self.selected and tone == "plain" else getattr(self.theme.tokens, fill)
        strokes.box(self.painter, self.place(area), px(4), ground)
        self.icon(QRect(area.left() + px(8), area.top(), px(14), tall), icon, ink, 14)
        text = QRect(area.left() + px(28), area.top(), advance + 1, tall)
        self.words(text, words, font, getattr(self.theme.tokens, ink))
        return area.left()


def _single_line(words: str) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(strokes.direction_of(words))
    return option


def _strong(start: int, length: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    style = QTextCharFormat()
    style.setFontWeight(QFont.Weight.DemiBold)
    made.format = style
    return made
