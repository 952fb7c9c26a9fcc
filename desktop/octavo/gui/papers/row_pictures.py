"""Small pictures that list rows repeat: chips cost as much as all the text of a row otherwise."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from octavo.gui.controls.chips import chip_width, paint_chip
from octavo.gui.controls.strokes import dot
from octavo.gui.theme import Theme
from octavo.records import Tag

_HEIGHT = 18


class RowPictures:
    """Tag chips and unread dots."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def chip(self, tag: Tag, *, selected: bool, ratio: float) -> QPixmap:
        """The chip of `tag` as it lies on a row; its size is the chip's."""

        def paint(painter: QPainter, area: QRect) -> None:
            paint_chip(painter, area, self._theme, tag.name, tag.hue, selected=selected)

        def size() -> QSize:
            return QSize(chip_width(self._theme, tag.name), self._theme.px(_HEIGHT))

        return self._theme.pictures.of(("chip", tag.name, tag.hue, selected), ratio, size, paint)

    def dot(self, colour: QColor, side: int, ratio: float) -> QPixmap:
        """A filled circle of `side` px."""

        def paint(painter: QPainter, area: QRect) -> None:
            dot(painter, area, colour)

        return self._theme.pictures.of(("dot", colour.rgba(), side), ratio, lambda: QSize(side, side), paint)
