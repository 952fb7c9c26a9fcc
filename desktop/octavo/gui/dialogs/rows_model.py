"""The rows behind a `RowsView` that only shows: any values, each with the words it is shown and read out in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Each = TypeVar("Each")
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel, Generic[Each]):
    """The user role is the value itself. `spoken` says it to who does not see it; without, `words` do both."""

    def __init__(self, words: Callable[[Each], str], spoken: Callable[[Each], str] | None = None) -> None:
        super().__init__()
        self._words, self._spoken = words, spoken or words
        self.rows: Sequence[Each] = ()

    def show(self, rows: Sequence[Each]) -> None:
        """List these values; each is asked for when it is painted, and may be made only then."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return row if role == Qt.ItemDataRole.UserRole else None
