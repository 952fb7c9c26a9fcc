"""The card that follows the pointer while papers are dragged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from octavo.gui.controls.shadow import MARGIN, Shadow
from octavo.gui.controls.strokes import box, write
from octavo.gui.papers.delegate import meta_words
from octavo.gui.papers.typesetting import Typesetter
from octavo.gui.theme import Theme
from octavo.library.values import Row

_WIDTH = 380


def drag_card(
    theme: Theme, setter: Typesetter, paper: Row, count: int, ratio: float, *, mirrored: bool = False
) -> QPixmap:
    """The title and the people of `paper`; with several papers, how many more come along. Its shadow lies around it."""
    px = theme.px
    margin = px(MARGIN)
    width = px(_WIDTH - 32)
    lines = setter.lines(paper.title, "row", (width, width))
    tall = px(8) + max(1, len(lines)) * px(20) + px(18) + px(8)
    card = QRect(margin, margin, px(_WIDTH), tall)
    pixmap = QPixmap(round((card.width() + 2 * margin) * ratio), round((card.height() + 2 * margin) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    # Needed once something is dragged, long after the first paint.
    from octavo.gui.controls.compositor import screen_blends

    if screen_blends():
        Shadow(theme, 8).paint(painter, card)
    box(painter, card, px(8), theme.tokens.raised, theme.tokens.line_strong)
    inside = card.adjusted(px(16), px(8), -px(16), 0)
    for number, line in enumerate(lines):
        spot = QRect(inside.left(), inside.top() + number * px(20), inside.width(), px(20))
        setter.paint(painter, spot, line, "row", theme.tokens.text, mirrored=mirrored)
    words = " ".join(part for part in meta_words(paper) if part) if count == 1 else f"and {count - 1} more"
    below = QRect(inside.left(), inside.top() + max(1, len(lines)) * px(20), inside.width(), px(18))
    write(painter, below, words, theme.font("caption"), theme.tokens.text2, mirrored=mirrored)
    painter.end()
    return pixmap


def hot_spot(theme: Theme) -> QPoint:
    """The point of the card's picture that lies at the pointer: the card beside it, so that what is below is seen."""
    margin, px = theme.px(MARGIN), theme.px
    return QPoint(margin - px(12), margin - px(8))
