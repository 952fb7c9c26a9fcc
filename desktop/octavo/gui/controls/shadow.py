"""The one shadow: soft on all sides, computed once for all surfaces and painted as nine slices."""

from __future__ import annotations

from math import erf, sqrt

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from octavo.gui.theme import Theme

MARGIN = 28
"""Scaled px around a floating card in which its shadow lies."""

_DROP = 8
"""Less than the margin leaves room for would show as an edge below."""
_SIGMA = 10.0


class Shadow:
    """The shadow of rounded cards of one radius."""

    def __init__(self, theme: Theme, radius: int) -> None:
        self._theme = theme
        self._radius = radius

    def paint(self, painter: QPainter, card: QRect) -> None:
        """Paint the shadow around `card` (the card itself goes over it)."""
        px, ratio = self._theme.px, painter.device().devicePixelRatioF()
        margin, drop = px(MARGIN), px(_DROP)
        around = card.adjusted(-margin, -margin + drop, margin, margin + drop)
        slice_ = margin + px(self._radius) + margin
        side = slice_ * 2 + 2
        soft = self._theme.pictures.of(("shadow", self._radius), ratio, lambda: QSize(side, side), self._blur)
        _nine_slices(painter, around, soft, slice_, ratio)
        contact = QColor(0, 0, 0, 40 if self._theme.dark else 8)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(contact)
        for spread in (2, 1):
            area = QRectF(card).adjusted(-spread, -spread + 1, spread, spread + 1)
            painter.drawRoundedRect(area, px(self._radius) + spread, px(self._radius) + spread)
        painter.restore()

    def _blur(self, painter: QPainter, area: QRect) -> None:
        """A square card's blurred silhouette, with a middle that can be stretched."""
        margin, radius = self._theme.px(MARGIN), self._theme.px(self._radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setPen(Qt.PenStyle.NoPen)
        deepest, sigma = (0.88 if self._theme.dark else 0.27), _SIGMA * self._theme.factor
        card = QRectF(area.adjusted(margin, margin, -margin, -margin))
        for step in range(margin * 2, -margin * 2, -1):
            away = step / 2
            strength = deepest * (1 - erf(away / (sigma * sqrt(2)))) / 2
            # The last pixels fade to nothing, or the margin's edge would show as a band.
            strength *= min(1.0, (margin - away) / (margin * 0.5))
            painter.setBrush(QColor.fromRgbF(0, 0, 0, strength))
            bend = max(1.0, radius + away + sigma * 0.5)
            painter.drawRoundedRect(card.adjusted(-away, -away, away, away), bend, bend)


def _nine_slices(painter: QPainter, around: QRect, image: QPixmap, corner: int, ratio: float) -> None:
    corner = min(corner, around.width() // 2, around.height() // 2)
    side = image.width() / ratio
    columns = ((around.left(), corner, 0.0, corner), (around.left() + corner, around.width() - corner * 2, side / 2, 1),
               (around.right() + 1 - corner, corner, side - corner, corner))  # fmt: skip
    rows = ((around.top(), corner, 0.0, corner), (around.top() + corner, around.height() - corner * 2, side / 2, 1),
            (around.bottom() + 1 - corner, corner, side - corner, corner))  # fmt: skip
    for y, height, from_y, from_height in rows:
        for x, width, from_x, from_width in columns:
            source = QRectF(from_x * ratio, from_y * ratio, from_width * ratio, from_height * ratio)
            painter.drawPixmap(QRectF(x, y, width, height), image, source)
