"""The rows of the command palette: their model and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from octavo.gui.dialogs.painting import Brush
from octavo.gui.dialogs.palette_items import PaletteItem
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.text import plain
from octavo.gui.theme import Theme

ROW_HEIGHT = 40
HEADING_HEIGHT = 28
Index = QModelIndex | QPersistentModelIndex


class PaletteModel(QAbstractListModel):
    """Headings (announced, not selectable) and rows. The user role is the `PaletteItem`."""

    def __init__(self, parent: RowsView | None = None) -> None:
        super().__init__(parent)
        self._items: list[PaletteItem] = []

    def show(self, items: Sequence[PaletteItem]) -> None:
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    @property
    def items(self) -> list[PaletteItem]:
        return self._items

    @property
    def first_row(self) -> int:
        """The first row that can be run, -1 when there is none."""
        return next((place for place, item in enumerate(self._items) if not item.is_heading), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._items[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(item.words, 300)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (plain(item.words, 300).rstrip("…"), item.detail, item.keys) if part)
        return None


class PaletteDelegate(QStyledItemDelegate):
    """Paints a heading, or a row: icon, words with the typed letters strong, what it is, its keys."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, item = option.widget, index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(view, RowsView)
        brush = Brush(painter, self._theme, option)
        if item.is_heading:
            self._paint_heading(brush, item)
        else:
            brush.ground(focused=view.looks_focused)
            self._paint_row(brush, item)

    def _paint_heading(self, brush: Brush, item: PaletteItem) -> None:
        px, row = self._theme.px, brush.row
        area = QRect(row.left() + px(20), row.top() + px(8), row.width() - px(40), px(16))
        brush.words(area, item.words, self._theme.font("caption_strong"), self._theme.tokens.text3)

    def _paint_row(self, brush: Brush, item: PaletteItem) -> None:
        theme, px, row = self._theme, self._theme.px, brush.row
        brush.icon(QRect(row.left() + px(22), row.top(), px(16), row.height()), item.icon or "command")
        end = row.right() + 1 - px(20)
        if item.keys:
            end = brush.keys(end, item.keys) - px(12)
        left = row.left() + px(52)
        if item.detail:
            room = QRect(end - px(200), row.top(), px(200), row.height())
            end -= brush.words(room, plain(item.detail, 100), theme.font("caption"), theme.tokens.text2, end=True)
            end -= px(16)
        area = QRect(left, row.top(), end - left, row.height())
        brush.found_words(area, plain(item.words, 300), item.spans, theme.font("body"), theme.tokens.text)
