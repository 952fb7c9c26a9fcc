"""The sheet with all files that follow reading lists: where each is, how it stands, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.bibliography.formats import FORMATS
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.chips import Pill
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Column, Glyph, Hairline, Label
from octavo.gui.live_exporting import Standing
from octavo.gui.live_words import pill_words, standing_line
from octavo.gui.reader.labels import Line
from octavo.gui.theme import Theme
from octavo.library.following import State

_NONE = "No file follows a list yet. Export a reading list and tick “Keep this file up to date”."


class FilesSheet(Sheet):
    """Each signal carries the `Standing` of a file; the caller shows the files again when they changed."""

    write_requested = Signal(object)
    stop_requested = Signal(object)
    difference_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Files that follow lists", width=640, height=560, parent=parent)
        self.rows: list[_FileRow] = []
        self._content = QWidget()
        self._lines = QVBoxLayout(self._content)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.nothing = Label(theme, _NONE, "body", "text2", wrap=True)
        self.nothing.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        self._lines.addWidget(self.nothing)
        self._lines.addStretch(1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(Column(theme, self._content), 1)
        self.close_foot = self.add_button("Close", key="Esc")
        self.close_foot.clicked.connect(self.reject)

    def show_files(self, standings: Sequence[Standing], today: date) -> None:
        """List these files; rows that are there already keep the keyboard."""
        present = {row.own: row for row in self.rows}
        self.nothing.setVisible(not standings)
        kept = []
        for standing in standings:
            row = present.pop(standing.live.id, None)
            if row is None:
                row = _FileRow(self._theme, standing)
                row.write_button.clicked.connect(lambda _=False, row=row: self.write_requested.emit(row.standing))
                row.stop_button.clicked.connect(lambda _=False, row=row: self.stop_requested.emit(row.standing))
                row.show_button.clicked.connect(
                    lambda _=False, row=row: self.difference_requested.emit(row.standing)
                )
                self._lines.insertWidget(self._lines.count() - 1, row)
            row.show_standing(standing, today)
            kept.append(row)
        for gone in present.values():
            gone.hide()
            gone.deleteLater()
        self.rows = kept

    def open(self) -> None:
        """Open with the keyboard on the first file."""
        self.open_sheet(self.rows[0].write_button if self.rows else self.close_foot)


class _FileRow(QWidget):
    """One file: name and pill, where it is and what it follows, what happened, and the buttons."""

    def __init__(self, theme: Theme, standing: Standing) -> None:
        super().__init__()
        self.own, self.standing = standing.live.id, standing
        px, column, top, buttons = theme.px, QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(px(24), 0, px(24), 0)
        column.setSpacing(px(4))
        self.name = Line(theme, "", "body_strong")
        self.pill = Pill(theme, "")
        self.place = Line(theme, "", "caption", "text2")
        self.line = Label(theme, "", "caption", "text2", wrap=True)
        self.write_button = Button(theme, "Write now", small=True, icon="file-down")
        self.show_button = Button(theme, "Show difference…", small=True)
        self.stop_button = Button(theme, "Stop following", variant="ghost", small=True)
        top.setSpacing(px(8))
        top.addWidget(Glyph(theme, "file-text"))
        top.addWidget(self.name, 1)
        top.addWidget(self.pill)
        buttons.setSpacing(px(8))
        for button in (self.write_button, self.show_button, self.stop_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addSpacing(px(12))
        column.addLayout(top)
        column.addWidget(self.place)
        column.addWidget(self.line)
        column.addSpacing(px(4))
        column.addLayout(buttons)
        column.addSpacing(px(12))
        column.addWidget(Hairline(theme))

    def show_standing(self, standing: Standing, today: date) -> None:
        self.standing = standing
        live = standing.live
        said, tone = pill_words(standing)
        self.name.setText(live.path.name)
        self.pill.show_words(said, tone)
        follows = f"follows {live.list_name}" if live.list_name else "followed a list that was deleted"
        self.place.setText(f"{live.path.parent}  ·  {follows}  ·  {FORMATS[live.form].words}")
        self.line.setText(standing_line(standing, today))
        self.line.set_role("bad" if tone == "bad" else "warn" if tone == "warn" else "text2")
        differs = standing.state is State.DIFFERS
        self.show_button.setVisible(differs)
        self.write_button.setVisible(not differs)
        self.write_button.setEnabled(not standing.waiting)
        for button in (self.write_button, self.show_button, self.stop_button):
            button.setAccessibleName(f"{button.text().rstrip('…')}: {live.path.name}")
