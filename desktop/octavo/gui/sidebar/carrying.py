"""What can be put in another order by hand in the sidebar: reading lists and followed feeds, each among its kind."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QMimeData, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

from octavo.gui.controls.strokes import box, elided, placed, write
from octavo.gui.pictures import painted
from octavo.gui.sidebar.model import FEED_MIME, LIST_MIME, SidebarModel
from octavo.gui.theme import Theme

KINDS: Final = {"list": LIST_MIME, "feed": FEED_MIME}


class Gap(NamedTuple):
    """A place between rows: the row below it, and the number of the list or feed there (-1: after the last)."""

    row: int
    before: int


def kind_of(data: QMimeData) -> str:
    """What is carried: "list", "feed", or "" for neither."""
    return next((kind for kind, form in KINDS.items() if data.hasFormat(form)), "")


def gaps(model: SidebarModel, kind: str) -> list[Gap]:
    """Where a row of this kind may be put; [] where there is nothing to put in order."""
    found = [Gap(row, number) for row in range(model.rowCount()) if (number := model.number_of(row, kind)) is not None]
    if not found:
        return []
    end = found[-1].row + 1
    # A feed has its days beneath.
    while end < model.rowCount() and model.row(end).level:
        end += 1
    return [*found, Gap(end, -1)]


def name_card(theme: Theme, words: str, ratio: float, *, mirrored: bool = False) -> QPixmap:
    """The name of what is carried, as a small card beside the pointer."""
    px = theme.px
    words = elided(words, theme.metrics("body"), px(180))

    def paint(painter: QPainter, card: QRect) -> None:
        box(painter, card, px(8), theme.tokens.raised, theme.tokens.line_strong)
        inside = placed(card, card.adjusted(px(12), 0, -px(12), 0), mirrored)
        write(painter, inside, words, theme.font("body"), theme.tokens.text, mirrored=mirrored)

    return painted(QSize(round(theme.width(words, "body")) + px(24), px(32)), paint, ratio)
