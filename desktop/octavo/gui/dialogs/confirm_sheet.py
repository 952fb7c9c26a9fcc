"""A question before something that cannot simply be taken back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Label
from octavo.gui.theme import Theme


class ConfirmSheet(Sheet):
    """Says what would happen; `confirmed` when the person agrees. The focus is on keeping things as they are."""

    confirmed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", width=420, parent=parent)
        px = theme.px
        self.words = Label(theme, "", "body", "text2", wrap=True)
        self.body.setContentsMargins(px(24), px(20), px(24), px(24))
        self.body.addWidget(self.words)
        self.keep_button = self.add_button("Keep")
        self.act_button = self.add_button("Delete", variant="danger")
        self.keep_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self._confirm)
        self.primary = self.keep_button

    def ask(self, question: str, meaning: str, act: str, keep: str = "Keep") -> None:
        """Open with a question, what it means, and the words of both buttons."""
        self.set_title(question)
        self.words.setText(meaning)
        self.setAccessibleDescription(meaning)
        self.act_button.setText(act)
        self.keep_button.setText(keep)
        self.open_sheet(self.keep_button)

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()
