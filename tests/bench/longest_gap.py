"""How long the window keeps anyone waiting in a long day at the keyboard, against one full repaint of the window."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).parents[1] / "journeys"))

from heartbeat import GOAL_MS, Heartbeat
from long_day import spend_a_day
from measure import Metric
from person import TODAY, Desktop
from PySide6.QtWidgets import QApplication

from octavo.gui.app import Octavo
from octavo.library.library import Library
from octavo.paths import resources
from octavo.settings import Settings


class Patience:
    """Waits for the window as a test does."""

    def waitUntil(self, met: Callable[[], bool], *, timeout: int) -> None:
        end = time.monotonic() + timeout / 1000
        while not met():
            QApplication.processEvents()
            time.sleep(0.001)
            if time.monotonic() > end:
                raise TimeoutError("the window did not settle")


class LongestGap(Metric):
    name: ClassVar[str] = "longest gap"
    floor_words: ClassVar[str] = "one full repaint of the window"
    bound: ClassVar[float] = 3.0

    def prepare(self) -> None:
        self.told = 0.0
        self.clock = lambda: self.told  # type: ignore[misc]
        self.app = QApplication.instance() or QApplication([])
        path = Path(self.folder) / f"gap {self.size}.octavo"
        with Library.open(path) as library:
            for _ in library.add(self.corpus.batch(self.size)):
                pass
            library.tag([library.reading.paper(each).id for each in range(1, 6)], "weather")
        self.searches = [*self.corpus.searches(3, self.size), "is:unread tag:weather"]
        self.heart = Heartbeat()

        self.octavo = Octavo(path, Settings(None), resources(), today=lambda: TODAY)
        self.octavo.start()
        self.octavo.window.resize(1440, 900)
        self.octavo.window.activateWindow()
        self.desktop = Desktop(self.octavo, Patience(), self.heart)  # type: ignore[arg-type]
        self.desktop.until(lambda: self.octavo.browsing is not None and self.desktop.current() > 0)
        self.octavo.pane.focus_list()

    def floor(self) -> None:
        start = time.thread_time()
        self.octavo.window.grab()
        self.told += time.thread_time() - start

    def product(self) -> None:
        self.heart.gaps.clear()
        self.heart.start()
        spend_a_day(self.desktop, self.searches)
        self.heart.stop()
        self.told += self.heart.longest.work / 1000

    def also(self) -> dict[str, str]:
        self.octavo.close()
        ordered = sorted(self.heart.gaps.values(), key=lambda gap: -gap.work)
        return {gap.during: f"{gap.work:.0f} ms (goal {GOAL_MS})" for gap in ordered}
