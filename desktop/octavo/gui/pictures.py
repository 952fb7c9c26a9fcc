"""Small pictures that are painted over and over, kept once painted: a rounded edge costs as much as a line of text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

_KEPT = 500


class Pictures:
    """The last few hundred pictures, by what they show; `forget` when colours or sizes are other ones."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def forget(self) -> None:
        """Paint all of them anew when they are next asked for."""
        self._kept.clear()

    def of(self, what: Hashable, ratio: float, size: Callable[[], QSize],
           paint: Callable[[QPainter, QRect], None]) -> QPixmap:  # fmt: skip
        """The picture of `what` for this device ratio; `paint` made it, `size()` px large, on nothing."""
        key = (what, ratio)
        picture = self._kept.get(key)
        if picture is None:
            picture = self._kept[key] = painted(size(), paint, ratio)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return picture


def painted(size: QSize, paint: Callable[[QPainter, QRect], None], ratio: float) -> QPixmap:
    """A picture of `size` px for this device ratio, painted on nothing."""
    picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRect(0, 0, size.width(), size.height()))
    painter.end()
    return picture
