"""The card that follows the pointer while papers are dragged."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from octavo.gui.controls.strokes import box, write
from octavo.gui.papers.delegate import meta_words
from octavo.gui.papers.typesetting import Typesetter
from octavo.gui.theme import Theme
from octavo.library.values import Row

_WIDTH, _HEIGHT = 380, 74


def drag_card(theme: Theme, setter: Typesetter, paper: Row, count: int, ratio: float) -> QPixmap:
    """The title and the people of `paper`; with several papers, how many more come along."""
    px = theme.px
    area = QRect(0, 0, px(_WIDTH), px(_HEIGHT))
    pixmap = QPixmap(round(area.width() * ratio), round(area.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    box(painter, area, px(8), theme.tokens.raised, theme.tokens.line_strong)
    width = area.width() - px(32)
    lines = setter.lines(paper.title, "row", (width, width))
    for number, line in enumerate(lines):
        spot = QRect(px(16), px(8) + number * px(20), width, px(20))
        setter.paint(painter, spot, line, "row", theme.tokens.text, mirrored=False)
    words = " ".join(part for part in meta_words(paper) if part) if count == 1 else f"and {count - 1} more"
    below = QRect(px(16), px(8) + max(1, len(lines)) * px(20), width, px(18))
    write(painter, below, words, theme.font("caption"), theme.tokens.text2)
    painter.end()
    return pixmap
