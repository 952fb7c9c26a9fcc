"""A small sheet to name a new list, or to rename a list or tag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.fields import Field
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Label
from octavo.gui.theme import Theme
from octavo.records import OctavoError

_LONGEST: Final = 120


class NameSheet(Sheet):
    """`named` carries the name once it is one that can be kept; then the sheet closes."""

    named = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Name", width=420, parent=parent)
        px = theme.px
        self._taken: dict[str, str] = {}
        self._old = ""
        self.field = Field(theme)
        self.label = Label(theme, "", "caption_strong", "text2", names=self.field)
        self.field.setMaxLength(_LONGEST)
        self.body.setContentsMargins(px(24), px(20), px(24), px(24))
        self.body.setSpacing(px(6))
        self.body.addWidget(self.label)
        self.body.addWidget(self.field)
        self.cancel_button = self.add_button("Cancel")
        self.ok_button = self.add_button("Save", variant="primary", key="Enter")
        self.cancel_button.clicked.connect(self.reject)
        self.ok_button.clicked.connect(self._accept_name)
        self.field.textChanged.connect(self._check)

    def ask(self, title: str, label: str, *, name: str = "", taken: Sequence[str] = (), button: str = "Save") -> None:
        """Open; `taken` are the names that cannot be given again, `name` the present one."""
        self.set_title(title)
        self.label.setText(label)
        self.field.setAccessibleName(label)
        self.ok_button.setText(button)
        self._old, self._taken = name, {each.casefold(): each for each in taken}
        self.field.setText(name)
        self.field.set_error("")
        self._check()
        self.open_sheet(self.field)
        self.field.selectAll()

    def show_error(self, error: OctavoError) -> None:
        """Say why the name was not taken, with the field open for another."""
        if not self.isVisible():
            self.open_sheet(self.field)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.set_error(error.sentence)

    @property
    def written(self) -> str:
        """The name without stray spaces."""
        return " ".join(self.field.text().split())

    def _check(self) -> None:
        holder = self._taken.get(self.written.casefold())
        self.field.set_error(f"“{holder}” exists already. Give another name." if holder else "")
        self.ok_button.setEnabled(bool(self.written) and not holder)

    def _accept_name(self) -> None:
        name, changed = self.written, self.written != self._old
        self.accept()
        if changed:
            self.named.emit(name)
