"""A small popover to set the day an import is filed under."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Field
from octavo.gui.controls.floating import Popover
from octavo.gui.dialogs.labels import Label
from octavo.gui.theme import Theme


class DayPopover(Popover):
    """A field for a date like 2024-03-11; the arrows go a day up or down. `day_chosen` carries the `date`."""

    day_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, width=288, parent=parent)
        px = theme.px
        self.setAccessibleName("Date of the import")
        self._latest = date.max
        self.words = Label(theme, "", "caption", "text2", wrap=True)
        self.field = Field(theme, "2024-03-11")
        self.field.setAccessibleName("Date, as year-month-day")
        self.button = Button(theme, "Set date", key="Enter")
        self.button.clicked.connect(self._choose)
        self.body.addWidget(Label(theme, "Date of the import", "caption_strong", "text2"))
        self.body.addSpacing(px(8))
        self.body.addWidget(self.words)
        self.body.addSpacing(px(8))
        self.body.addWidget(self.field)
        self.body.addSpacing(px(12))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.button)
        self.body.addLayout(line)

    def ask(self, day: date, said: str, latest: date) -> None:
        """Open on `day`; `said` is what the page writes ("Mar 11"), "" for nothing. No day after `latest` is taken."""
        self._latest = latest
        self.words.setText(
            f"The page says “{said}”. The papers' own years stay as they are." if said else "The page gives no date."
        )
        self.field.set_error("")
        self.field.setText(day.isoformat())
        self.open()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif (step := steps.get(Qt.Key(event.key()))) is not None:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _written(self) -> date | None:
        try:
            return date.fromisoformat(self.field.text().strip())
        except ValueError:
            return None

    def _step(self, by: int) -> None:
        day = self._written()
        if day is not None and date(1991, 1, 1) <= day + timedelta(by) <= self._latest:
            self.field.setText((day + timedelta(by)).isoformat())

    def _choose(self) -> None:
        day = self._written()
        if day is None:
            self.field.set_error("Write the date like 2024-03-11.")
        elif day > self._latest:
            self.field.set_error("This day has not come yet.")
        else:
            self.close()
            self.day_chosen.emit(day)
