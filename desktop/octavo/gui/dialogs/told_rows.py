"""Rows that tell something and are not ticked: a title, what is below it, and a badge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from octavo.gui.dialogs.painting import Brush
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.text import plain
from octavo.gui.theme import Theme

ROW_HEIGHT = 56
_SHOWN = 300
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ToldRow:
    """`id` is what choosing the row is about, 0 for nothing. `badge` is (words, icon, tone), words "" for none."""

    id: int
    title: str
    below: str = ""
    badge: tuple[str, str, str] = ("", "", "plain")
    dimmed: bool = False


class ToldModel(QAbstractListModel):
    """The user role is the `ToldRow`."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[ToldRow] = ()

    def show(self, rows: Sequence[ToldRow]) -> None:
        """List these rows; each is asked for when it is painted, and may be made only then."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(row.title, _SHOWN)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(plain(part, _SHOWN) for part in (row.badge[0], row.title, row.below) if part)
        return None


class ToldDelegate(QStyledItemDelegate):
    """Paints one row; `inset` is how far the words stand from its edges, in design px."""

    def __init__(self, theme: Theme, inset: int = 24) -> None:
        super().__init__()
        self._theme, self._inset = theme, inset

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, row = option.widget, index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(view, RowsView)
        px, tokens = self._theme.px, self._theme.tokens
        brush = Brush(painter, self._theme, option)
        brush.ground(focused=view.looks_focused)
        left, right = brush.row.left() + px(self._inset), brush.row.right() + 1 - px(self._inset)
        end, top = right, px(9) if row.below else (brush.row.height() - px(20)) // 2
        if row.badge[0]:
            end = brush.badge(right, brush.row.top() + top + px(10), *row.badge) - px(12)
        title = QRect(left, brush.row.top() + top, end - left, px(20))
        ink = tokens.text2 if row.dimmed else tokens.text
        brush.words(title, plain(row.title, _SHOWN), self._theme.font("body_strong"), ink)
        below = QRect(left, brush.row.top() + px(30), right - left, px(16))
        brush.words(below, plain(row.below, _SHOWN), self._theme.font("caption"), tokens.text3)
        above_selected = view.currentIndex().row() == index.row() + 1
        if not brush.selected and not above_selected and index.row() + 1 < index.model().rowCount():
            brush.hairline(self._inset, self._inset)
