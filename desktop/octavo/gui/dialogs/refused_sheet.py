"""What stands over the window when the library cannot be opened: why, where it is, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from octavo.gui import words
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Select
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Label
from octavo.gui.theme import Theme
from octavo.library.copies import Copy


class RefusedSheet(Sheet):
    """`again`, `other_wanted` and `restore_wanted` (the copy chosen) say how to go on; closing it ends the program.

    `show_wanted`: it is another window that has the library, and that one is to come to the front.
    """

    again = Signal()
    show_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "The library could not be opened", width=560, parent=parent)
        px = theme.px
        self.words = Label(theme, "", "body", "text", wrap=True)
        self.place = Label(theme, "", "caption", "text2", wrap=True)
        self.copies_label = Label(theme, "Daily copies", "caption_strong", "text2")
        self.copies = Select(theme)
        self.copies.setAccessibleName("Daily copies")
        kept = "What is there now is kept beside it under another name."
        self.kept = Label(theme, kept, "caption", "text2", wrap=True)
        self.body.setContentsMargins(px(24), px(20), px(24), px(24))
        self.body.setSpacing(px(8))
        for part in (self.words, self.place, self.copies_label, self.copies, self.kept):
            if part is self.copies_label:
                self.body.addSpacing(px(8))
            self.body.addWidget(part)
        self.quit_button = self.add_button("Quit")
        self.other_button = self.add_button("Choose another…")
        self.restore_button = self.add_button("Restore copy")
        self.again_button = self.add_button("Try again", variant="primary", key="Enter")
        self.show_button = self.add_button("Show it", variant="primary", key="Enter")
        self.show_button.clicked.connect(lambda: self.show_wanted.emit())
        self.quit_button.clicked.connect(self.reject)
        self.other_button.clicked.connect(lambda: self.other_wanted.emit())
        self.restore_button.clicked.connect(lambda: self.restore_wanted.emit(self.copies.currentData()))
        self.again_button.clicked.connect(self._try_again)
        self.primary = self.again_button

    def explain(
        self, sentence: str, library: Path, copies: Sequence[Copy], today: date, *, in_use: bool = False
    ) -> None:
        """Open with the reason, the file, and the copies that can be read, newest first.

        `in_use`: there is nothing wrong with it, another window has it open.
        """
        self.words.setText(sentence)
        self.place.setText(str(library))
        self.setAccessibleDescription(sentence)
        self.copies.clear()
        for copy in copies:
            if copy.papers is not None:
                self.copies.addItem(f"{words.day(copy.day.isoformat(), today)}, {words.papers(copy.papers)}", copy.path)
        for part in (self.copies_label, self.copies, self.kept, self.restore_button):
            part.setVisible(self.copies.count() > 0 and not in_use)
        self._offer(self.show_button if in_use else self.again_button)
        if not self.isVisible():
            self.open_sheet(self.primary)

    def say(self, sentence: str) -> None:
        """Why a way on did not lead anywhere."""
        self.words.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._offer(self.again_button)

    def _offer(self, primary: Button) -> None:
        for button in (self.show_button, self.again_button):
            button.setVisible(button is primary)
        self.primary = primary
        primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try_again(self) -> None:
        self.accept()
        self.again.emit()
