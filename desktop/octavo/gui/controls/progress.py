"""Progress: the thin bar, and the spinner for work whose end is not known."""

from __future__ import annotations

from PySide6.QtCore import QBasicTimer, QObject, QRect, QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from octavo.gui.controls.strokes import box, placed
from octavo.gui.theme import Theme

_FRAME_MS = 80
_STEP = 36


class ProgressBar(QProgressBar):
    """A bar `height` px thin; without a total it shows a third, standing still.

    `quiet`: words beside it say the same, and a screen reader need not say percents at every step.
    """

    def __init__(self, theme: Theme, *, height: int = 4, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thin = height
        self._quiet = quiet
        self.shown = (0, 0)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._refresh)

    def set_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`; a total of 0 means not known yet."""
        self.shown = (min(done, total), total)
        if self._quiet:
            self.update()
            return
        self.setRange(0, total)
        self.setValue(min(done, total))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(self._thin))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(24), self._theme.px(self._thin))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = self.height() / 2
        box(painter, self.rect(), radius, self._theme.raised_line)
        done, total = self.shown
        share = done / total if total > 0 else 1 / 3
        width = round(self.width() * min(1.0, max(0.0, share)))
        if width > 0:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            filled = placed(self.rect(), QRect(0, 0, max(width, self.height()), self.height()), mirrored)
            box(painter, filled, radius, self._theme.tokens.accent)

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()


class Spinning(QObject):
    """The turning of a spinner on `owner`; it ticks only while it turns, and stands still when motion is unwanted."""

    def __init__(self, owner: QWidget, theme: Theme) -> None:
        super().__init__(owner)
        self._owner = owner
        self._theme = theme
        self._timer = QBasicTimer()
        self.angle = 0

    def turn(self, on: bool) -> None:
        """Start or stop."""
        if on and self._moves():
            if not self._timer.isActive():
                self._timer.start(_FRAME_MS, self)
        else:
            self._timer.stop()

    def timerEvent(self, event: QTimerEvent) -> None:
        if self._theme.still:
            self._timer.stop()
            return
        self.angle = (self.angle + _STEP) % 360
        self._owner.update()

    def _moves(self) -> bool:
        # Not before something spins: it takes longer to import than the window to paint.
        from PySide6.QtWidgets import QStyle

        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return not self._theme.still and self._owner.style().styleHint(hint, None, self._owner) > 0


def paint_spinner(painter: QPainter, rect: QRect, theme: Theme, angle: int) -> None:
    """A ring of 12 px with a quarter lit, in the middle of `rect`."""
    side = theme.px(12)
    ring = QRectF(0, 0, side - 2, side - 2)
    ring.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.tokens.line_strong, 2))
    painter.drawEllipse(ring)
    painter.setPen(QPen(theme.tokens.mark, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(ring, (150 - angle) * 16, -100 * 16)
    painter.restore()


class Spinner(QWidget):
    """A spinner alone, 16 px; it turns while it is shown. Decoration: the words beside it say what runs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spinning = Spinning(self, theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(16), self._theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_spinner(QPainter(self), self.rect(), self._theme, self._spinning.angle)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._spinning.turn(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._spinning.turn(False)
