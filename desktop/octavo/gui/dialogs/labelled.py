"""A field of a form with its words: what it is called, who gave its value, what to look at, and what stood there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.dialogs.labels import Label
from octavo.gui.reader.labels import Line
from octavo.gui.theme import Theme


class Labelled(QWidget):
    """Above the field its name and the source of its value, below it a doubt, and the value that a fill replaced.

    A fault that keeps the form from being saved is shown by the field itself.
    """

    def __init__(self, theme: Theme, name: str, field: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.field = field
        self._name = name
        self._source = self._doubt = self._before = ""
        self._put_back: Callable[[], object] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._top = QHBoxLayout()
        self._top.setSpacing(theme.px(8))
        self._top.addWidget(Label(theme, name, "caption", "text2", wrap=True, names=field), 1)
        self._column.addLayout(self._top)
        self._column.addWidget(field)
        field.setAccessibleName(name)
        self._tell()

    # A form has thirty fields, and of most there is nothing more to say: what says it is made when it is needed.

    @cached_property
    def source(self) -> Line:
        """Who gave the value, and when."""
        line = Line(self._theme, "", "caption", "text3", trailing=True)
        line.hide()
        self._top.addWidget(line)
        return line

    @cached_property
    def doubt(self) -> Label:
        """What may be wrong with the value."""
        label = Label(self._theme, "", "caption", "warn", wrap=True)
        label.hide()
        self._column.insertWidget(self._column.indexOf(self.field) + 1, label)
        return label

    @cached_property
    def before(self) -> Label:
        """What stood here before a fill."""
        label = Label(self._theme, "", "caption", "text2", wrap=True, middle=True)
        label.hide()
        self._below.insertWidget(0, label, 1)
        return label

    @cached_property
    def put_back_button(self) -> Button:
        """Brings back what stood here."""
        button = Button(self._theme, "Put back", variant="link", small=True)
        button.setAccessibleName(f"Put back {self._name}")
        button.hide()
        button.clicked.connect(self._restore)
        self._below.addWidget(button)
        return button

    @cached_property
    def _below(self) -> QHBoxLayout:
        below = QHBoxLayout()
        below.setSpacing(self._theme.px(8))
        self._column.addLayout(below)
        return below

    def show_source(self, words: str) -> None:
        """Say who gave the value and when; "" for a value that is not kept yet."""
        self._source = words
        self._tell()
        self._fit_source()

    def show_doubt(self, sentence: str) -> None:
        """Say what may be wrong with the value, which can be saved all the same."""
        self._doubt = sentence
        self._tell()

    def show_before(self, words: str, put_back: Callable[[], object] | None) -> None:
        """Show what stood here before a fill, with the way back; "" when nothing was replaced."""
        self._before, self._put_back = " ".join(words.split()), put_back
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_source()

    def _fit_source(self) -> None:
        if "source" in vars(self):
            # A feed may have any name: what the field is called comes first.
            px, width = self._theme.px, self.width()
            name = min(round(self._theme.width(self._name, "caption") + 1), width * 3 // 5)
            self.source.setMaximumWidth(max(px(24), width - name - px(8)))

    def _restore(self) -> None:
        if self._put_back is not None:
            self._put_back()
            self.field.setFocus()

    def _tell(self) -> None:
        shown = self._before if len(self._before) <= 160 else f"{self._before[:160].rstrip(' .,')}…"
        self._say("source", self._source)
        self._say("doubt", self._doubt)
        self._say("before", f"Was: {shown}" if shown else "")
        if self._before or "put_back_button" in vars(self):
            self.put_back_button.setVisible(bool(self._before))
        told = (self._doubt, f"Source: {self._source}" if self._source else "")
        self.setAccessibleDescription(". ".join(part.rstrip(".") for part in told if part))

    def _say(self, part: str, words: str) -> None:
        if words or part in vars(self):
            label: Line | Label = getattr(self, part)
            label.setText(words)
            label.setVisible(bool(words))
