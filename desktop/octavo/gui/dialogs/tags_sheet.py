"""The sheet to look after tags: rename, merge, recolour and delete, with how many papers each holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui import words
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Field, Select
from octavo.gui.controls.sheet import Sheet
from octavo.gui.controls.wrapping import WrapRow
from octavo.gui.dialogs.labels import Hairline, Label
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.tag_popover import HuePicker
from octavo.gui.dialogs.tick_rows import ROW_HEIGHT, TickDelegate, TickModel, TickRow
from octavo.gui.theme import Theme
from octavo.records import OctavoError, Tag


class TagsSheet(Sheet):
    """Each change is asked for at once and undone like any other; the caller shows the tags again after it."""

    rename_requested = Signal(str, str)
    merge_requested = Signal(object, str)
    recolour_requested = Signal(str, str)
    delete_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Tags", width=480, height=640, parent=parent)
        self._tags: list[Tag] = []
        self._sure = False
        self.filter_field = Field(theme, "Find a tag", icon="search")
        self.model = TickModel()
        self.rows = RowsView(theme, "Tags", ROW_HEIGHT, TickDelegate(theme))
        self.rows.setModel(self.model)
        self.nothing = Label(theme, "No tags yet. Tag a paper to make one.", "body", "text3", wrap=True)
        self.name_field = Field(theme, "Name of the tag")
        self.rename_button = Button(theme, "Rename")
        self.into_select = Select(theme)
        self.into_select.setAccessibleName("Tag to merge into")
        self.merge_button = Button(theme, "Merge")
        self.hues = HuePicker(theme)
        self.delete_button = Button(theme, "Delete tag", variant="danger", icon="trash-2")
        self.note = Label(theme, "", "caption", "bad", wrap=True, middle=True)
        self._panel = QWidget()
        self._build()
        self._connect()

    def show_tags(self, tags: Sequence[Tag]) -> None:
        """List these tags, staying on the one that is chosen."""
        current = self._current()
        self._tags = list(tags)
        self.model.show([TickRow(tag.id, tag.name, tag.papers, hue=tag.hue or "grey") for tag in tags])
        self._select(current.id if current else 0)
        self.nothing.setVisible(not tags)
        self.rows.setVisible(bool(tags))
        self._show_current()

    def open(self) -> None:
        """Open with the keyboard in the list."""
        self.filter_field.clear()
        self.open_sheet(self.rows if self._tags else self.close_foot)

    def show_error(self, error: OctavoError) -> None:
        """Say why a change was not made."""
        self.note.setText(error.sentence)

    def _build(self) -> None:
        px, inside = self._theme.px, QVBoxLayout()
        inside.setContentsMargins(px(24), px(16), px(24), px(16))
        inside.setSpacing(px(8))
        inside.addWidget(self.filter_field)
        inside.addWidget(self.rows, 1)
        inside.addWidget(self.nothing, 1)
        inside.addWidget(self._panel)
        panel = QVBoxLayout(self._panel)
        panel.setContentsMargins(0, 0, 0, 0)
        panel.setSpacing(px(8))
        panel.addWidget(Hairline(self._theme))
        panel.addSpacing(px(4))
        for field, button in ((self.name_field, self.rename_button), (self.into_select, self.merge_button)):
            line = QHBoxLayout()
            line.setSpacing(px(8))
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            button.setMinimumWidth(px(84))
            panel.addLayout(line)
        last = WrapRow(px(8), spread=True)
        last.addWidget(self.hues)
        last.addWidget(self.delete_button)
        panel.addLayout(last)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(inside, 1)
        self.footer.insertWidget(0, self.note, 100)
        self.close_foot = self.add_button("Close", key="Esc")

    def _connect(self) -> None:
        self.filter_field.textChanged.connect(self._filter)
        self.rows.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.name_field.textChanged.connect(self._check_name)
        self.name_field.returnPressed.connect(self._rename)
        self.rename_button.clicked.connect(self._rename)
        self.into_select.currentIndexChanged.connect(lambda _row: self._allow_merge())
        self.merge_button.clicked.connect(self._merge)
        self.hues.picked.connect(self._recolour)
        self.delete_button.clicked.connect(self._delete)
        self.close_foot.clicked.connect(self.reject)

    def _current(self) -> TickRow | None:
        index = self.rows.currentIndex()
        row = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return row if isinstance(row, TickRow) else None

    def _select(self, tag_id: int) -> None:
        rows = [self.model.index(place, 0).data(Qt.ItemDataRole.UserRole) for place in range(self.model.rowCount())]
        self.rows.select_row(next((place for place, row in enumerate(rows) if row.id == tag_id), 0))

    def _filter(self, typed: str) -> None:
        self.model.filter(typed)
        self.rows.select_row(0)
        self._show_current()

    def _show_current(self) -> None:
        row = self._current()
        self._panel.setEnabled(row is not None)
        self.note.setText("")
        self._ask_delete(False)
        if row is None:
            return
        self.name_field.setText(row.name)
        self.hues.choose(row.hue)
        self.into_select.blockSignals(True)
        self.into_select.clear()
        self.into_select.add("Merge into another tag")
        for tag in self._tags:
            if tag.id != row.id:
                self.into_select.add(tag.name, tag.name)
        self.into_select.blockSignals(False)
        self._check_name()
        self._allow_merge()

    def _check_name(self) -> None:
        row, name = self._current(), " ".join(self.name_field.text().split())
        holder = next((tag.name for tag in self._tags if tag.name.casefold() == name.casefold()), "")
        taken = bool(holder) and row is not None and holder != row.name
        self.name_field.set_error(f"“{holder}” exists already. Merge into it instead." if taken else "")
        self.rename_button.setEnabled(bool(name) and not taken and row is not None and name != row.name)

    def _allow_merge(self) -> None:
        self.merge_button.setEnabled(isinstance(self.into_select.currentData(), str))

    def _rename(self) -> None:
        row = self._current()
        if row is not None and self.rename_button.isEnabled():
            self.rename_requested.emit(row.name, " ".join(self.name_field.text().split()))

    def _merge(self) -> None:
        row, into = self._current(), self.into_select.currentData()
        if row is not None and isinstance(into, str):
            self.merge_requested.emit([row.name], into)

    def _recolour(self, hue: str) -> None:
        row = self._current()
        if row is not None and hue != row.hue:
            self.recolour_requested.emit(row.name, hue)

    def _delete(self) -> None:
        """Asks in the button itself: the second press deletes."""
        row = self._current()
        if row is None:
            return
        if not self._sure:
            self._ask_delete(True)
            return
        self.delete_requested.emit(row.name)

    def _ask_delete(self, sure: bool) -> None:
        row, self._sure = self._current(), sure
        if sure and row is not None:
            self.delete_button.setText(f"Delete from {words.papers(row.papers)}" if row.papers else "Delete it")
        else:
            self.delete_button.setText("Delete tag")
