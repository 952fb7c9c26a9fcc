"""How a layer comes and goes: a picture of it fades over a picture of what lies behind, the layer itself is there.

A QGraphicsEffect would paint the layer anew for every frame and soften its text. Here both sides are painted once, and
the layer below the picture has the keyboard and the pointer from the first moment.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from octavo.gui.controls.shadow import MARGIN
from octavo.gui.motion import Motion, Move
from octavo.gui.theme import Theme


class Passage:
    """One coming or going of a layer over `window`.

    To come: make it before the layer shows, `come` after. To go: make it while the layer shows, `go` after it hid.
    `area` is where its card with its shadow lies in the window (empty: nothing to see), `picture` paints that; `scrim`
    is the colour that covers the rest of the window while the layer is open.
    """

    def __init__(
        self, motion: Motion, move: Move, window: QWidget, area: QRect, picture: Callable[[], QPixmap], *,
        going: bool, scrim: QColor | None = None, slide: QPoint | None = None,
    ) -> None:  # fmt: skip
        """`slide`: where it comes from and goes to, instead of rising and fading."""
        self._motion, self._move, self._window, self._area, self._slide = motion, move, window, area, slide
        self._picture, self._scrim = picture, scrim
        self._still = motion.still or not window.isVisible() or area.isEmpty()
        if self._still:
            return
        motion.finish()
        whole = window.rect()
        self._covered = whole if scrim is not None else area.adjusted(0, 0, 0, move.rise) & whole
        if going:
            self._card = picture()
        else:
            self._behind = window.grab(self._covered)

    def come(self) -> None:
        """Let the layer, which shows now, fade in and rise."""
        if not self._still:
            # Painted with the second picture: making the layer has taken long enough for one turn.
            self._play(None, self._move.come, coming=True)

    def go(self) -> None:
        """Let the layer, which is hidden now, fade out."""
        if not self._still:
            self._behind = self._window.grab(self._covered)
            self._play(self._card, self._move.go, coming=False)

    def _play(self, card: QPixmap | None, ms: int, *, coming: bool) -> None:
        spot = self._area.topLeft() - self._covered.topLeft()
        ghost = _Ghost(self._window, self._covered, self._behind, card, spot, self._scrim)
        ghost.fades, ghost.way = self._slide is None, self._slide or QPoint(0, self._move.rise)

        def step(value: float) -> None:
            if isValid(ghost):
                if ghost.card is None and 0.0 < value < 1.0:
                    ghost.card = self._picture()
                ghost.show_share(value if coming else 1 - value)

        def done() -> None:
            if isValid(ghost):
                ghost.hide()
                ghost.deleteLater()

        self._motion.run(ms, self._move.curve, step, done)


class Scrimmed(QDialog):
    """A dialog that covers the window with a scrim and holds its card in the middle; `bare` leaves the scrim out."""

    card: QWidget
    bare = False

    def passage(self, theme: Theme, move: Move, *, going: bool) -> Passage:
        """Its coming, made before it shows, or its going, made before it hides."""
        margin = theme.px(MARGIN)
        area = self.card.geometry().adjusted(-margin, -margin, margin, margin)
        if going and not self.isVisible():
            area = QRect()

        def picture() -> QPixmap:
            self.bare = True
            card = clear_picture(self, area)
            self.bare = False
            return card

        return Passage(theme.motion, move, self.window(), area, picture, going=going, scrim=theme.tokens.scrim)

    def place_card(self, theme: Theme, place: QRect) -> None:
        """Put the card at `place`. Only what that changes is painted: below the scrim lies the whole window."""
        before = self.card.geometry()
        if place != before:
            reach = theme.px(MARGIN * 2)
            self.card.setGeometry(place)
            self.update(before.united(place).adjusted(-reach, -reach, reach, reach))


def clear_picture(widget: QWidget, area: QRect | None = None) -> QPixmap:
    """What `widget` paints itself, on nothing: `grab` would put the window's ground below it."""
    area = widget.rect() if area is None else area
    ratio = widget.devicePixelRatioF()
    picture = QPixmap((area.size().toSizeF() * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    widget.render(picture, QPoint(0, 0), QRegion(area), QWidget.RenderFlag.DrawChildren)
    return picture


class _Ghost(QWidget):
    """Opaque, so that nothing below it is painted again; transparent to the pointer."""

    def __init__(
        self, window: QWidget, area: QRect, behind: QPixmap, card: QPixmap | None, spot: QPoint, scrim: QColor | None
    ) -> None:
        super().__init__(window)
        self._behind, self.card, self._spot, self._scrim = behind, card, spot, scrim
        self.fades, self.way = True, QPoint(0, 0)
        self._share = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(area)
        self.show()
        self.raise_()

    def show_share(self, share: float) -> None:
        """From 0, the layer is away, to 1, it is there."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._behind)
        painter.setOpacity(self._share)
        if self._scrim is not None:
            painter.fillRect(self.rect(), self._scrim)
        if not self.fades:
            painter.setOpacity(1.0)
        if self.card is not None:
            painter.drawPixmap(self._spot + self.way * (1 - self._share), self.card)
