"""Small pictures that list rows repeat, painted once: chips cost as much as all the text of a row otherwise."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from octavo.gui.controls.chips import chip_width, paint_chip
from octavo.gui.controls.strokes import dot
from octavo.gui.theme import Theme
from octavo.records import Tag

_KEPT = 300
_HEIGHT = 18


class RowPictures:
    """Tag chips and unread dots; forgets all when theme or size changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        theme.changed.connect(self._kept.clear)

    def chip(self, tag: Tag, *, selected: bool, ratio: float) -> QPixmap:
        """The chip of `tag` as it lies on a row; its size is the chip's."""

        def paint(painter: QPainter, area: QRect) -> None:
            paint_chip(painter, area, self._theme, tag.name, tag.hue, selected=selected)

        def size() -> QSize:
            return QSize(chip_width(self._theme, tag.name), self._theme.px(_HEIGHT))

        return self._kept_or_made((tag.name, tag.hue, selected, ratio), size, paint, ratio)

    def dot(self, colour: QColor, side: int, ratio: float) -> QPixmap:
        """A filled circle of `side` px."""

        def paint(painter: QPainter, area: QRect) -> None:
            dot(painter, area, colour)

        return self._kept_or_made((colour.rgba(), side, ratio), lambda: QSize(side, side), paint, ratio)

    def _kept_or_made(
        self, key: tuple[object, ...], size: Callable[[], QSize], paint: Callable[[QPainter, QRect], None], ratio: float
    ) -> QPixmap:
        picture = self._kept.get(key)
        if picture is None:
            picture = self._kept[key] = _painted(size(), paint, ratio)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return picture


def _painted(size: QSize, paint: Callable[[QPainter, QRect], None], ratio: float) -> QPixmap:
    picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRect(0, 0, size.width(), size.height()))
    painter.end()
    return picture
