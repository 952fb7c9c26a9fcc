"""The strokes every painted control is made of: rounded boxes, rings, one line of text, an honest ellipsis."""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QTransform

_LEADING = Qt.AlignmentFlag.AlignLeading
_ENDING_MARKS = " \t\u00a0.,;:!?-–—…(\u3002\u3001\uff0c\uff1a\u060c"
_STRONG_RTL = ("R", "AL")
#: Icons that point forth or back, and so the other way in a mirrored window.
POINTING = ("arrow-left", "chevron-right")


def box(
    painter: QPainter, rect: QRect | QRectF, radius: float, fill: QColor | None, edge: QColor | None = None,
    width: float = 1.0,
) -> None:  # fmt: skip
    """A rounded box; the edge lies inside `rect`, so that it stays one sharp pixel."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area, ratio = QRectF(rect), ratio_of(painter)
    if not ratio.is_integer():
        area, width = _on_pixels(painter, area), max(1, int(width * ratio)) / ratio
    inset = width / 2 if edge is not None else 0.0
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    painter.restore()


def hairline(painter: QPainter, line: QRect, colour: QColor) -> None:
    """A line one px thin; where a px is no whole number of device pixels, as thin wherever it lies."""
    ratio = ratio_of(painter)
    if ratio.is_integer():
        painter.fillRect(line, colour)
        return
    area, thin = QRectF(line), max(1, int(ratio)) / ratio
    if line.height() == 1:
        area.setHeight(thin)
    else:
        area.setWidth(thin)
    painter.fillRect(area, colour)


def _on_pixels(painter: QPainter, area: QRectF) -> QRectF:
    """`area` with its edges between device pixels, so that they are not blurred."""
    there = painter.deviceTransform()
    found = there.mapRect(area)
    left, top, right, bottom = (round(each) for each in (found.left(), found.top(), found.right(), found.bottom()))
    back, _possible = there.inverted()
    return back.mapRect(QRectF(left, top, right - left, bottom - top))


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
    if words.isascii():
        return Qt.LayoutDirection.LeftToRight
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
    x = area.left()
    if align == Qt.AlignmentFlag.AlignHCenter:
        x += (area.width() - metrics.horizontalAdvance(words)) / 2
    elif (align == Qt.AlignmentFlag.AlignTrailing) != mirrored:
        x = area.right() - metrics.horizontalAdvance(words)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.setLayoutDirection(direction_of(words))
    painter.drawText(QPointF(x, baseline(area, metrics)), words)
    painter.restore()


def leading(mirrored: bool) -> Qt.AlignmentFlag:
    """The side of the interface where words begin, whatever script they are in: Qt goes by the text."""
    return (Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute


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


def picture(painter: QPainter, rect: QRect, pixmap: QPixmap, *, mirrored: bool = False) -> None:
    """A pixmap in the middle of `rect`, on whole pixels; `mirrored` turns it to the other side."""
    size = pixmap.deviceIndependentSize()
    left = rect.left() + round((rect.width() - size.width()) / 2)
    top = rect.top() + round((rect.height() - size.height()) / 2)
    if mirrored:
        pixmap = pixmap.transformed(QTransform.fromScale(-1, 1))
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
