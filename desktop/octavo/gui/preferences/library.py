"""Preferences, Library: where it lies, its copies, a look for damage, and how far undo reaches."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.choices import Choices
from octavo.gui.controls.aloud import say
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Field
from octavo.gui.dialogs.labels import Label
from octavo.gui.preferences.cards import Page, Row
from octavo.gui.preferences.setting_rows import SwitchRow
from octavo.gui.text import open_folder
from octavo.gui.theme import Theme
from octavo.library.copies import folder_of
from octavo.settings import DAILY_COPIES

UNDO_WORDS: Final = "The last 500 changes can be undone, after a restart too. Only an emptied trash is gone."


class LibraryPage(Page):
    """The library file. `back_up_clicked` and `check_clicked` ask for the work; `tell` says how it ended."""

    back_up_clicked = Signal()
    check_clicked = Signal()

    def __init__(self, theme: Theme, choices: Choices, path: Path) -> None:
        super().__init__(theme, "Library")
        self.location = _Location(theme, path)
        self.back_up = Button(theme, "Back up…")
        self.check = Button(theme, "Check library")
        self.copies_folder = Button(theme, "Show copies", icon="folder-open")
        self.copies_folder.clicked.connect(lambda: self._show_copies(path))
        self.outcome = Label(theme, "", "caption", "text2", wrap=True)
        self.back_up.clicked.connect(lambda: self.back_up_clicked.emit())
        self.check.clicked.connect(self._check)
        self.add_card().add(self.location)
        care = self.add_card("Care")
        care.add(SwitchRow(theme, choices, DAILY_COPIES))
        care.add(Row(theme, "Copies kept", self.copies_folder, "Octavo offers them if the library cannot be opened."))
        care.add(Row(theme, "Checked copy", self.back_up, "The whole library in one file, checked once it is written."))
        care.add(Row(theme, "Look for damage", self.check, "Reads every page of the file. Nothing is changed."))
        self.add(self.outcome)
        undo = Label(theme, UNDO_WORDS, "caption", "text2", wrap=True)
        self.add_card("Undo").add(_Padded(theme, undo))
        self.outcome.hide()
        self.first = self.location.folder

    def tell(self, sentence: str) -> None:
        """Say, in place, what came of a copy or a check."""
        self.outcome.setText(sentence)
        self.outcome.setContentsMargins(self.theme.px(16), self.theme.px(8), self.theme.px(16), 0)
        self.outcome.show()
        say(self.outcome, sentence)

    def _show_copies(self, path: Path) -> None:
        folder = folder_of(path)
        if folder.is_dir():
            open_folder(folder)
        else:
            self.tell("No copy was made yet. The first is made the day after something changed.")

    def _check(self) -> None:
        self.tell("Checking the library")
        self.check_clicked.emit()


class _Location(QWidget):
    """The path, to read and to copy, and the folder it is in."""

    def __init__(self, theme: Theme, path: Path) -> None:
        super().__init__()
        self._theme = theme
        self.folder = Button(theme, "Open folder", icon="folder-open")
        self.folder.clicked.connect(lambda: open_folder(path.parent))
        self.path = Field(theme, "Library file")
        self.path.setText(str(path))
        self.path.setCursorPosition(0)
        self.path.setReadOnly(True)
        self._top = QHBoxLayout()
        self._top.addWidget(Label(theme, "Library file", "body"))
        self._top.addStretch(1)
        self._top.addWidget(self.folder)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(self.path)
        theme.resized.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(16), px(8), px(16), px(16))
        self._column.setSpacing(px(8))


class _Padded(QWidget):
    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.addWidget(content, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.resized.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(16), px(14), px(16), px(14))
