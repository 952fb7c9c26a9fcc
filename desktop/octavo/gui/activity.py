"""What goes on behind the window for a while: shown in the status strip when nothing nearer is."""

from __future__ import annotations

from collections.abc import Callable

from octavo.records import Progress


class Activity:
    """One thing under way. Whoever does it says how far it is and when it ends; `stop` is called by the person."""

    def __init__(self, words: str, stop: Callable[[], object], changed: Callable[[], object]) -> None:
        self.words = words
        self.stop = stop
        self.progress = Progress(0, 0, words)
        self._changed = changed

    def show(self, progress: Progress) -> None:
        """How far it is."""
        self.progress = Progress(progress.done, progress.total, self.words)
        self._changed()
