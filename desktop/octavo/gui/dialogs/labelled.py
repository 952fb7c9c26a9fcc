"""A field of a form with its words: what it is called, who gave its value, what to look at, and what stood there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.dialogs.labels import Label
from octavo.gui.theme import Theme


class Labelled(QWidget):
    """Above the field its name and the source of its value, below it a doubt, and the value that a fill replaced.

    A fault that keeps the form from being saved is shown by the field itself.
    """

    def __init__(self, theme: Theme, name: str, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self._name = name
        self._source = self._doubt = self._before = ""
        self._put_back: Callable[[], object] | None = None
        px = theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self.source = Label(theme, "", "caption", "text3", end=True)
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(Label(theme, name, "caption", "text2", wrap=True), 1)
        top.addWidget(self.source)
        column.addLayout(top)
        column.addWidget(field)
        self.doubt = Label(theme, "", "caption", "warn", wrap=True)
        self.before = Label(theme, "", "caption", "text2", wrap=True, middle=True)
        self.put_back_button = Button(theme, "Put back", variant="link", small=True)
        self.put_back_button.clicked.connect(self._restore)
        below = QHBoxLayout()
        below.setSpacing(px(8))
        below.addWidget(self.before, 1)
        below.addWidget(self.put_back_button)
        column.addWidget(self.doubt)
        column.addLayout(below)
        field.setAccessibleName(name)
        self._tell()

    def show_source(self, words: str) -> None:
        """Say who gave the value and when; "" for a value that is not kept yet."""
        self._source = words
        self._tell()

    def show_doubt(self, sentence: str) -> None:
        """Say what may be wrong with the value, which can be saved all the same."""
        self._doubt = sentence
        self._tell()

    def show_before(self, words: str, put_back: Callable[[], object] | None) -> None:
        """Show what stood here before a fill, with the way back; "" when nothing was replaced."""
        self._before, self._put_back = " ".join(words.split()), put_back
        self._tell()

    def _restore(self) -> None:
        if self._put_back is not None:
            self._put_back()
            self.field.setFocus()

    def _tell(self) -> None:
        self.source.setText(self._source)
        self.source.setVisible(bool(self._source))
        self.doubt.setText(self._doubt)
        self.doubt.setVisible(bool(self._doubt))
        shown = self._before if len(self._before) <= 160 else f"{self._before[:160].rstrip(' .,')}…"
        self.before.setText(f"Was: {shown}")
        self.before.setVisible(bool(self._before))
        self.put_back_button.setVisible(bool(self._before))
        self.put_back_button.setAccessibleName(f"Put back {self._name}")
        told = (self._doubt, f"Source: {self._source}" if self._source else "")
        self.setAccessibleDescription(". ".join(part.rstrip(".") for part in told if part))
