"""Tags or lists with a tick each: their values, the filtered model and how a row is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from octavo.gui.controls import strokes
from octavo.gui.dialogs.amounts import counted
from octavo.gui.dialogs.matching import Span, fit
from octavo.gui.dialogs.painting import Brush
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.text import plain
from octavo.gui.theme import Theme

ROW_HEIGHT = 32
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TickRow:
    """One tag or list. `state` is partial when only some of the papers have it; `hue` is "" for a list."""

    id: int
    name: str
    papers: int
    state: Qt.CheckState = Qt.CheckState.Unchecked
    hue: str = ""


class TickModel(QAbstractListModel):
    """The rows whose name fits the filter, best first. The user role is the `TickRow`."""

    def __init__(self, parent: RowsView | None = None) -> None:
        super().__init__(parent)
        self._all: list[TickRow] = []
        self._shown: list[tuple[TickRow, list[Span]]] = []
        self._typed = ""

    def show(self, rows: Sequence[TickRow]) -> None:
        """List these rows, keeping the filter."""
        self._all = list(rows)
        self.filter(self._typed)

    def filter(self, typed: str) -> None:
        """Show what fits `typed`; names that start with it come first, else the order given."""
        fits = []
        for place, row in enumerate(self._all):
            found = fit(typed, row.name)
            if found is not None:
                fits.append((found[0], place, row, found[1]))
        self.beginResetModel()
        self._typed = typed
        self._shown = [(row, spans) for _, _, row, spans in sorted(fits, key=lambda each: each[:2])]
        self.endResetModel()

    def named(self, name: str) -> TickRow | None:
        """The row of that name, without regard to case."""
        return next((row for row in self._all if row.name.casefold() == name.casefold()), None)

    def add(self, row: TickRow) -> None:
        """List one more row, before those who gave the others know of it."""
        self.show([*self._all, row])

    def turn(self, index: Index) -> TickRow:
        """Tick an unticked or partly ticked row, untick a ticked one; answers the row as it is now."""
        row, spans = self._shown[index.row()]
        on = row.state != Qt.CheckState.Checked
        turned = replace(row, state=Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._shown[index.row()] = (turned, spans)
        self._all[self._all.index(row)] = turned
        self.dataChanged.emit(index, index)
        return turned

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row, spans = self._shown[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.UserRole + 1:
            return spans
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(row.name, 200)
        if role == Qt.ItemDataRole.CheckStateRole:
            return row.state
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}. {_STATES[row.state]}. {counted(row.papers, 'paper')}"
        return None


_STATES = {
    Qt.CheckState.Checked: "ticked",
    Qt.CheckState.PartiallyChecked: "ticked for some",
    Qt.CheckState.Unchecked: "not ticked",
}


class TickDelegate(QStyledItemDelegate):
    """Paints one row: tick, dot of its hue or list glyph, name with the typed letters strong, count."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, row = option.widget, index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(view, RowsView)
        theme, px = self._theme, self._theme.px
        brush = Brush(painter, theme, option)
        brush.ground(focused=view.looks_focused, inset=0, pill=False)
        lead = 0
        if view.tick_width:
            brush.tick(brush.part(6, 8, 16, 16), row.state)
            lead = 26
        if row.hue:
            strokes.dot(painter, brush.place(brush.part(9 + lead, 11, 10, 10)), theme.tag_colours(row.hue)[0])
        else:
            brush.icon(brush.part(6 + lead, 8, 16, 16), "list-ordered")
        end = brush.row.right() + 1 - px(12)
        count = QRect(end - px(64), brush.row.top(), px(64), brush.row.height())
        if row.papers:
            end -= brush.words(count, f"{row.papers:,}", theme.font("count"), theme.tokens.text3, end=True) + px(8)
        left = brush.row.left() + px(28 + lead)
        name = QRect(left, brush.row.top(), end - left, brush.row.height())
        spans = index.data(Qt.ItemDataRole.UserRole + 1)
        brush.found_words(name, plain(row.name, 200), spans, theme.font("body"), theme.tokens.text)
