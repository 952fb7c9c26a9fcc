"""The popover that puts papers in reading lists and makes new ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from octavo.gui.dialogs.tick_popover import TickPopover
from octavo.gui.dialogs.tick_rows import TickRow
from octavo.gui.finder import Survey
from octavo.gui.theme import Theme
from octavo.library.reading import Place
from octavo.records import ReadingList


class ListPopover(TickPopover):
    """Puts the selected papers in lists or takes them out, at once.

    `list_toggled` carries the list's id and whether the papers are in it now; `list_created` the name of a new list.
    """

    list_toggled = Signal(int, bool)
    list_created = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Find or make a list", "Reading lists", parent=parent)
        self.turned.connect(self._tell)
        self.create_asked.connect(self.list_created)

    def show_lists(self, lists: Sequence[ReadingList], on: Collection[int] = (), some: Collection[int] = ()) -> None:
        """List `lists`; `on` holds the ids of those with all the papers, `some` of those with only some."""
        rows = []
        for each in lists:
            state = Qt.CheckState.Checked if each.id in on else Qt.CheckState.Unchecked
            if each.id in some and each.id not in on:
                state = Qt.CheckState.PartiallyChecked
            rows.append(TickRow(each.id, each.name, each.papers, state))
        self.show_rows(rows, "No lists yet. Type a name to make one.")

    def choose_place(self, survey: Survey | None, then: Callable[[Place], None]) -> None:
        """Let one list be chosen; `then` is given its place."""
        lists = survey.lists if survey else []
        self.picked.connect(lambda row: then(Place("list", row.id, row.name)))
        rows = [TickRow(each.id, each.name, each.papers) for each in lists]
        self.show_rows(rows, "No lists yet. Put a paper in one to make it.", ticking=False)

    def _tell(self, row: TickRow) -> None:
        # A list made a moment ago has no id until the lists are shown again.
        if row.id:
            self.list_toggled.emit(row.id, row.state == Qt.CheckState.Checked)
