"""The strokes every painted control is made of: rounded boxes, rings, one line of text, an honest ellipsis."""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

_LEADING = Qt.AlignmentFlag.AlignLeading
_ENDING_MARKS = " \t\u00a0.,;:!?-–—…(\u3002\u3001\uff0c\uff1a\u060c"
_STRONG_RTL = ("R", "AL")


def box(
    painter: QPainter, rect: QRect | QRectF, radius: float, fill: QColor | None, edge: QColor | None = None,
    width: float = 1.0,
) -> None:  # fmt: skip
    """A rounded box; the edge lies inside `rect`, so that it stays one sharp pixel."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if edge is not None else 0.0
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    painter.restore()


def ring(painter: QPainter, rect: QRect | QRectF, radius: float, colour: QColor, width: float = 2.0) -> None:
    """The focus ring: `width` px inside the edge of `rect`."""
    box(painter, rect, radius, None, colour, width)


def dot(painter: QPainter, rect: QRect | QRectF, colour: QColor) -> None:
    """A filled circle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(rect))
    painter.restore()


def direction_of(words: str) -> Qt.LayoutDirection:
    """The direction of a text: that of its first strong letter."""
    first = next((each for each in words[:200] if each.isalpha()), "")
    return Qt.LayoutDirection.RightToLeft if is_rtl_letter(first) else Qt.LayoutDirection.LeftToRight


def is_rtl_letter(letter: str) -> bool:
    """Is this one letter of a script written from right to left?"""
    return bool(letter) and bidirectional(letter) in _STRONG_RTL


def write(
    painter: QPainter, rect: QRect | QRectF, words: str, font: QFont, colour: QColor,
    align: Qt.AlignmentFlag = _LEADING, *, mirrored: bool = False,
) -> None:  # fmt: skip
    """One line of text in `rect`, centred on the box by the font's own height.

    `align` is AlignLeading, AlignTrailing or AlignHCenter. `rect` is mirrored already; `mirrored` says that leading is
    right. Baselines never move with a fallback face.
    """
    metrics = QFontMetricsF(font)
    area = QRectF(rect)
    width = metrics.horizontalAdvance(words)
    if align == Qt.AlignmentFlag.AlignHCenter:
        x = area.left() + (area.width() - width) / 2
    elif (align == Qt.AlignmentFlag.AlignTrailing) != mirrored:
        x = area.right() - width
    else:
        x = area.left()
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.setLayoutDirection(direction_of(words))
    painter.drawText(QPointF(x, baseline(area, metrics)), words)
    painter.restore()


def baseline(area: QRectF, metrics: QFontMetricsF) -> float:
    """Where one centred line of text stands in `area`; whole pixels, so that letters stay sharp."""
    return float(round(area.top() + (area.height() - metrics.capHeight()) / 2 + metrics.capHeight()))


def elided(words: str, metrics: QFontMetricsF, width: float) -> str:
    """`words` cut to `width`; the ellipsis follows a letter, never a space or a stop."""
    if metrics.horizontalAdvance(words) <= width:
        return words
    return ended(metrics.elidedText(words, Qt.TextElideMode.ElideRight, width))


def ended(words: str) -> str:
    """A text that ends in an ellipsis, with spaces and stops before it taken away."""
    return words.rstrip(_ENDING_MARKS) + "…"


def picture(painter: QPainter, rect: QRect, pixmap: QPixmap) -> None:
    """A pixmap in the middle of `rect`, on whole pixels."""
    size = pixmap.deviceIndependentSize()
    left = rect.left() + round((rect.width() - size.width()) / 2)
    top = rect.top() + round((rect.height() - size.height()) / 2)
    painter.drawPixmap(QPointF(left, top), pixmap)


def medium(font: QFont) -> QFont:
    """The same font at the weight of words on a coloured ground."""
    heavier = QFont(font)
    heavier.setWeight(QFont.Weight.Medium)
    return heavier


def placed(bounds: QRect, rect: QRect, mirrored: bool) -> QRect:
    """`rect`, or its mirror image within `bounds`."""
    # As QStyle.visualRect does; QStyle's own import would cost more than all else in a first paint.
    return rect.translated(bounds.right() - rect.right() - (rect.left() - bounds.left()), 0) if mirrored else rect


def ratio_of(painter: QPainter) -> float:
    """Device pixels to one px of the surface being painted."""
    return float(painter.device().devicePixelRatioF())
