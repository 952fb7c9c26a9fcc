"""The one shadow: soft on all sides, computed once for a surface and painted as nine slices."""

from __future__ import annotations

from math import erf, sqrt

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from octavo.gui.theme import Theme

MARGIN = 28
"""Scaled px around a floating card in which its shadow lies."""

_DROP = 10
_SIGMA = 10.0


class Shadow:
    """The shadow of rounded cards of one radius; made again only when theme, size or screen changes."""

    def __init__(self, theme: Theme, radius: int) -> None:
        self._theme = theme
        self._radius = radius
        self._made_for: tuple[object, ...] = ()
        self._soft = QImage()

    def paint(self, painter: QPainter, card: QRect) -> None:
        """Paint the shadow around `card` (the card itself goes over it)."""
        ratio = painter.device().devicePixelRatioF()
        key = (self._theme.dark, self._theme.factor, ratio)
        if key != self._made_for:
            self._made_for = key
            self._soft = self._blurred(ratio)
        px = self._theme.px
        margin, drop = px(MARGIN), px(_DROP)
        around = card.adjusted(-margin, -margin + drop // 2, margin, margin + drop // 2)
        slice_ = margin + px(self._radius) + margin
        _nine_slices(painter, around, self._soft, slice_, ratio)
        contact = QColor(0, 0, 0, 40 if self._theme.dark else 14)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(contact)
        for spread in (2, 1):
            area = QRectF(card).adjusted(-spread, -spread + 1, spread, spread + 1)
            painter.drawRoundedRect(area, px(self._radius) + spread, px(self._radius) + spread)
        painter.restore()

    def _blurred(self, ratio: float) -> QImage:
        """A square card's blurred silhouette, its corners `slice` px wide, its middle stretchable."""
        px = self._theme.px
        margin, radius = px(MARGIN), px(self._radius)
        side = (margin + radius + margin) * 2 + 2
        image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(ratio, ratio)
        deepest, sigma = (0.88 if self._theme.dark else 0.27), _SIGMA * self._theme.factor
        card = QRectF(margin, margin, side - margin * 2, side - margin * 2)
        for step in range(margin * 2, -margin * 2, -1):
            away = step / 2
            strength = deepest * (1 - erf(away / (sigma * sqrt(2)))) / 2
            # The last pixels fade to nothing, or the margin's edge would show as a band.
            strength *= min(1.0, (margin - away) / (margin * 0.5))
            painter.setBrush(QColor.fromRgbF(0, 0, 0, strength))
            bend = max(1.0, radius + away + sigma * 0.5)
            painter.drawRoundedRect(card.adjusted(-away, -away, away, away), bend, bend)
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image


def _nine_slices(painter: QPainter, around: QRect, image: QImage, corner: int, ratio: float) -> None:
    corner = min(corner, around.width() // 2, around.height() // 2)
    side = image.width() / ratio
    columns = ((around.left(), corner, 0.0, corner), (around.left() + corner, around.width() - corner * 2, side / 2, 1),
               (around.right() + 1 - corner, corner, side - corner, corner))  # fmt: skip
    rows = ((around.top(), corner, 0.0, corner), (around.top() + corner, around.height() - corner * 2, side / 2, 1),
            (around.bottom() + 1 - corner, corner, side - corner, corner))  # fmt: skip
    for y, height, from_y, from_height in rows:
        for x, width, from_x, from_width in columns:
            source = QRectF(from_x * ratio, from_y * ratio, from_width * ratio, from_height * ratio)
            painter.drawImage(QRectF(x, y, width, height), image, source)
