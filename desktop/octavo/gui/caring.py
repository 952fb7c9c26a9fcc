"""Care for the library file: a checked copy, and a look for damage."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from octavo.gui.desk import Desk
from octavo.gui.telling import Telling
from octavo.records import OctavoError


class Caring(QObject):
    """Both run on the library thread and end in a sentence, which `told` carries too."""

    told = Signal(str)

    def __init__(self, desk: Desk, telling: Telling, window: QWidget) -> None:
        super().__init__()
        self._desk, self._telling, self._window = desk, telling, window

    def back_up(self) -> None:
        """Ask for a place and write a checked copy there."""
        proposed = str(Path.home() / f"octavo-{date.today():%Y-%m-%d}.octavo")
        name, _filter = QFileDialog.getSaveFileName(self._window, "Back up library", proposed, "Libraries (*.octavo)")
        if name:
            self.back_up_to(Path(name))

    def back_up_to(self, path: Path) -> None:
        self._telling.show_rest("Backing up the library")
        self._desk.do(
            lambda library: library.back_up(path),
            lambda _none: self._said(f"Library copied to {path.name}"),
            self._failed,
        )

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
