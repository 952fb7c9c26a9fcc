"""What moves, for how long, and how: one table, and the one object that runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QEvent, QObject, QVariantAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

_Curve = QEasingCurve.Type
_PRESSES: Final = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class Move(NamedTuple):
    """Milliseconds to come and to go, the px it rises meanwhile, and the curve of both."""

    come: int
    go: int
    rise: int = 0
    curve: QEasingCurve.Type = _Curve.OutQuad


ROW: Final = Move(140, 140, curve=_Curve.OutCubic)
POPOVER: Final = Move(90, 60, 4)
PALETTE: Final = Move(90, 60, 4)
SHEET: Final = Move(140, 90, 8)
TOAST: Final = Move(140, 120, 16)
SIDEBAR: Final = Move(160, 160, curve=_Curve.InOutQuad)


class Motion(QObject):
    """Runs animations that never keep anyone waiting: the next key, press or turn of the wheel completes them.

    `is_still` is the person's wish. Where the system wants no animation, or nobody can see one (a platform without a
    screen, unless `seen` says otherwise), everything is in its place at once.
    """

    def __init__(self, is_still: Callable[[], bool], *, seen: bool | None = None) -> None:
        super().__init__()
        self._is_still = is_still
        without_screen = QGuiApplication.platformName() in ("offscreen", "minimal")
        self.seen = not without_screen if seen is None else seen
        self._running: list[_Run] = []

    @property
    def still(self) -> bool:
        """Nothing is to move now."""
        # Nothing moves before the first paint, which QStyle's slow import would delay.
        from PySide6.QtWidgets import QStyle

        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return not self.seen or self._is_still() or QApplication.style().styleHint(hint) <= 0

    @property
    def running(self) -> int:
        """How many animations are under way."""
        return len(self._running)

    def run(
        self, ms: int, curve: QEasingCurve.Type, step: Callable[[float], None], done: Callable[[], None] | None = None
    ) -> None:
        """Call `step` with 0 to 1 for `ms`, then `done`; at once `step(1)` and `done` when nothing is to move."""
        if ms <= 0 or self.still:
            step(1.0)
            if done is not None:
                done()
            return
        if not self._running:
            # Only while something moves: an application's filter costs a call for each of its events.
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        run = _Run(ms, curve, step, done)
        run.finished.connect(self._forget_finished)
        self._running.append(run)
        step(0.0)
        run.start()

    def finish(self) -> None:
        """Put everything that moves in its place now."""
        for run in list(self._running):
            run.complete()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PRESSES:
            self.finish()
        return False

    def _forget_finished(self) -> None:
        self._running = [run for run in self._running if run.state() != QAbstractAnimation.State.Stopped]
        if not self._running:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]


class _Run(QVariantAnimation):
    def __init__(
        self, ms: int, curve: QEasingCurve.Type, step: Callable[[float], None], done: Callable[[], None] | None
    ) -> None:
        super().__init__()
        self._step, self._done = step, done
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setDuration(ms)
        self.setEasingCurve(curve)
        self.valueChanged.connect(self._take)
        self.finished.connect(self._end)

    def complete(self) -> None:
        """Jump to the end."""
        self.setCurrentTime(self.duration())

    def _take(self, value: object) -> None:
        self._step(float(value))  # type: ignore[arg-type]

    def _end(self) -> None:
        done, self._done = self._done, None
        if done is not None:
            done()
