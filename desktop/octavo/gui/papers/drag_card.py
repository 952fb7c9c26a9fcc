"""The card that follows the pointer while papers are dragged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

from octavo.gui.controls.shadow import MARGIN, Shadow
from octavo.gui.controls.strokes import box, write
from octavo.gui.papers.delegate import meta_words
from octavo.gui.papers.typesetting import Typesetter
from octavo.gui.pictures import painted
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
    words = " ".join(part for part in meta_words(paper) if part) if count == 1 else f"and {count - 1} more"

    # Needed once something is dragged, long after the first paint.
    from octavo.gui.controls.compositor import screen_blends

    def paint(painter: QPainter, area: QRect) -> None:
        card = area.adjusted(margin, margin, -margin, -margin)
        if screen_blends():
            Shadow(theme, 8).paint(painter, card)
        box(painter, card, px(8), theme.tokens.raised, theme.tokens.line_strong)
        line_of_words = QRect(card.left() + px(16), card.top() + px(8), width, px(20))
        for line in lines:
            setter.paint(painter, line_of_words, line, "row", theme.tokens.text, mirrored=mirrored)
            line_of_words.translate(0, px(20))
        line_of_words.setTop(card.bottom() + 1 - px(8 + 18))
        line_of_words.setHeight(px(18))
        write(painter, line_of_words, words, theme.font("caption"), theme.tokens.text2, mirrored=mirrored)

    return painted(QSize(px(_WIDTH) + 2 * margin, tall + 2 * margin), paint, ratio)


def hot_spot(theme: Theme) -> QPoint:
    """The point of the card's picture that lies at the pointer: the card beside it, so that what is below is seen."""
    margin, px = theme.px(MARGIN), theme.px
    return QPoint(margin - px(12), margin - px(8))
