"""Rows that leave a listing: they fade while the rows around them close the gap."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from octavo.gui.motion import ROW
from octavo.gui.theme import Theme


class Leaving:
    """One change of a listing, seen from its view. Make it before the change, `play` it after.

    Only rows that leave from the screen in one piece, all else staying, are worth a motion: a search, another place or
    an import shows its result at once.
    """

    def __init__(
        self, theme: Theme, viewport: QWidget, ids: array[int], new: array[int], shown: tuple[int, int],
        rect_of: Callable[[int], QRect],
    ) -> None:  # fmt: skip
        """`shown`: the first position on screen and the one after the last; `rect_of` answers where a position is."""
        self._theme, self._viewport = theme, viewport
        self._before: QPixmap | None = None
        block = None if not viewport.isVisible() or theme.motion.still else _block_left(ids, new, shown)
        if block is None:
            return
        theme.motion.finish()
        first, end = block
        self._gone = rect_of(first).united(rect_of(end - 1))
        self._next = (ids[end], rect_of(end).top())
        self._before = viewport.grab()

    def play(self, place_of: Callable[[int], QRect | None], covered: int) -> None:
        """Close the gap. `place_of` a paper's id is its place now; `covered` px at the top stand still."""
        place = place_of(self._next[0]) if self._before is not None else None
        if self._before is None or place is None:
            return
        # The view holds the current paper where it is: when that stands below the gap, what is above moves down.
        moved = self._next[1] - place.top()
        from_above = moved == 0 and self._gone.top() > covered
        if not from_above and not 0 < moved <= self._viewport.height():
            return
        curtain = _Curtain(self._theme, self._viewport, (self._before, self._viewport.grab()), self._gone)
        curtain.begin(from_above, self._gone.height() if from_above else moved, covered)

        def step(share: float) -> None:
            if isValid(curtain):
                curtain.show_share(share)

        def done() -> None:
            if isValid(curtain):
                curtain.hide()
                curtain.deleteLater()

        self._theme.motion.run(ROW.go, ROW.curve, step, done)


class _Curtain(QWidget):
    """Covers what moves with pictures of both states."""

    def __init__(self, theme: Theme, viewport: QWidget, pictures: tuple[QPixmap, QPixmap], gone: QRect) -> None:
        super().__init__(viewport)
        self._theme, self._pictures, self._gone = theme, pictures, gone
        self._from_above = False
        self._gap = self._edge = 0
        self._share = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def begin(self, from_above: bool, gap: int, covered: int) -> None:
        """Begin to close `gap` px, the rows above coming down or those below coming up."""
        whole = self._viewport_rect()
        self._from_above, self._gap = from_above, gap
        self._edge = self._gone.bottom() + 1 if from_above else self._gone.bottom() + 1 - gap
        top, bottom = (covered, self._edge) if from_above else (max(covered, self._edge), whole.bottom() + 1)
        self.setGeometry(0, top, whole.width(), bottom - top)
        self.show()

    def show_share(self, share: float) -> None:
        """From 0, the rows are there, to 1, the gap is closed."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.list_)
        painter.translate(0, -self.y())
        before, after = self._pictures
        left = round(self._gap * (1 - self._share))
        painter.drawPixmap(0, -left if self._from_above else left, after)
        gone = QRect(self._gone)
        if self._from_above:
            gone.setTop(self._edge - left)
            painter.fillRect(gone, self._theme.tokens.list_)
        else:
            gone.setHeight(min(left, gone.height()))
            painter.fillRect(QRect(0, self.y(), self.width(), self._edge + left - self.y()), self._theme.tokens.list_)
        painter.setOpacity(1 - self._share)
        painter.drawPixmap(gone, before, _scaled(gone, before.devicePixelRatio()))

    def _viewport_rect(self) -> QRect:
        viewport = self.parentWidget()
        return viewport.rect() if viewport is not None else QRect()


def _scaled(area: QRect, ratio: float) -> QRect:
    return QRect(
        round(area.x() * ratio), round(area.y() * ratio), round(area.width() * ratio), round(area.height() * ratio)
    )


def _block_left(ids: array[int], new: array[int], shown: tuple[int, int]) -> tuple[int, int] | None:
    """Which positions leave, as first and end: only rows on screen, together, with a paper after them."""
    count = len(ids) - len(new)
    first, end = shown
    if not 0 < count <= end - first or not new:
        return None
    start = next((at for at in range(first, min(end, len(new))) if ids[at] != new[at]), len(new))
    same = ids[:start] == new[:start] and ids[start + count :] == new[start:]
    return (start, start + count) if same and start + count <= end and start < len(new) else None
