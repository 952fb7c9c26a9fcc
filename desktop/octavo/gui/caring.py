"""Care for the library file: a copy a day, a copy on request, and a look for damage."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from octavo.gui.desk import Desk
from octavo.gui.tasks import Lane
from octavo.gui.telling import Telling
from octavo.library.copies import copy_daily
from octavo.records import OctavoError
from octavo.settings import DAILY_COPIES, Settings

_log = logging.getLogger(__name__)
#: Not while the window is still busy with its start; then as often as a day may begin.
_FIRST_LOOK_MS = 20_000
_LOOK_MS = 3_600_000


class Caring(QObject):
    """What is asked for ends in a sentence, which `told` carries too; the daily copy speaks only when it fails."""

    told = Signal(str)

    def __init__(
        self,
        desk: Desk,
        workshop: Lane[None],
        telling: Telling,
        window: QWidget,
        settings: Settings,
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._desk, self._workshop, self._telling, self._window = desk, workshop, telling, window
        self._settings, self._today = settings, today
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._looks.timeout.connect(self.copy_daily)
        self._looks.start()
        self._first = QTimer(self, singleShot=True, interval=_FIRST_LOOK_MS)
        self._first.timeout.connect(self.copy_daily)
        self._first.start()

    def stop_watching(self) -> None:
        """The window closes: no copy is begun any more."""
        self._looks.stop()
        self._first.stop()

    def copy_daily(self) -> None:
        """Make today's copy if there is none and something changed; in the background, and without a word."""
        if self._settings.get(DAILY_COPIES):
            library, today = self._desk.path, self._today()
            self._workshop.do(lambda _none: copy_daily(library, today), self._note_copy, self._copy_failed)

    def _note_copy(self, copy: Path | None) -> None:
        if copy is not None:
            _log.info("daily copy written: %s", copy.name)

    def _copy_failed(self, error: OctavoError) -> None:
        self._telling.show_error(OctavoError(f"Today's copy of the library was not made. {error.sentence}"))

    def back_up(self) -> None:
        """Ask for a place and write a checked copy there."""
        proposed = str(Path.home() / f"octavo-{date.today():%Y-%m-%d}.octavo")
        name, _filter = QFileDialog.getSaveFileName(self._window, "Back up library", proposed, "Libraries (*.octavo)")
        if name:
            self.back_up_to(Path(name))

    def back_up_to(self, path: Path) -> None:
        self._telling.show_rest("Backing up the library")
        self._desk.do(lambda library: library.back_up(path), lambda _none: self._copy_files(path), self._failed)

    def _copy_files(self, path: Path) -> None:
        """The PDFs after the library, one at a time: whatever the person does meanwhile goes on between them."""
        task = self._desk.run(
            lambda library: library.files.back_up(path),
            "Copying PDFs",
            progressed=self._telling.show_progress,
            then=lambda missing: self._copied(path, missing),
            failed=self._failed,
        )
        self._telling.follow(task)

    def _copied(self, path: Path, missing: int) -> None:
        self._said(f"Library copied to {path.name}")
        if missing:
            many = f"{missing:,} PDFs are" if missing > 1 else "1 PDF is"
            self._failed(OctavoError(f"The library was copied, but {many} gone from the folder beside it."))

    def check(self) -> None:
        """Look for damage; say what is wrong or that nothing is."""
        self._telling.show_rest("Checking the library")
        self._desk.do(lambda library: library.check(), self._checked, self._failed)

    def _checked(self, problems: list[str]) -> None:
        self._said(problems[0] if problems else "The library is in good order")

    def _said(self, sentence: str) -> None:
        self._telling.show_rest()
        self._telling.say(sentence)
        self.told.emit(sentence)

    def _failed(self, error: OctavoError) -> None:
        self._telling.show_error(error)
        self.told.emit(error.sentence)
