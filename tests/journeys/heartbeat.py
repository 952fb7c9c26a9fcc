"""Listens to the window's thread: how long does anything keep it from its next turn?"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

#: What the window is built for: no key waits longer than this.
GOAL_MS = 50
#: What fails a test. A loaded machine alone does not reach it: the window's own work is counted, not its waiting.
STALL_MS = 1_500


@dataclass(frozen=True, slots=True)
class Gap:
    """One turn of the window's thread: what was going on, its CPU time and its time on the clock, in ms."""

    during: str
    work: float
    clock: float


class Heartbeat(QObject):
    """Ticks every 10 ms while the window is free to; a late tick is a gap. Only the longest of each doing is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: dict[str, Gap] = {}
        self.during = ""
        self._timer = QTimer(self, interval=10, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.rest()

    def start(self) -> None:
        self._timer.start()
        self.rest()

    def stop(self) -> None:
        self._timer.stop()

    def rest(self, during: str = "") -> None:
        """What happened since the last tick was the test's own doing; `during` names what comes now."""
        self.during = during or self.during
        self._work, self._clock = time.thread_time(), time.monotonic()

    @property
    def longest(self) -> Gap:
        """The gap with the most work in it."""
        return max(self.gaps.values(), key=lambda gap: gap.work, default=Gap("nothing", 0, 0))

    def report(self) -> str:
        """One line for each doing, the longest gap first."""
        ordered = sorted(self.gaps.values(), key=lambda gap: -gap.work)
        return "\n".join(f"{gap.during:<36}{gap.work:8.1f} ms of work{gap.clock:10.1f} ms" for gap in ordered)

    def _tick(self) -> None:
        work, clock = time.thread_time(), time.monotonic()
        gap = Gap(self.during, (work - self._work) * 1000, (clock - self._clock) * 1000)
        self._work, self._clock = work, clock
        before = self.gaps.get(gap.during)
        if before is None or before.work < gap.work:
            self.gaps[gap.during] = gap
