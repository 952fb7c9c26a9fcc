"""Rows that tell something and are not ticked: a title, what is below it, and a badge."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from octavo.gui.dialogs.painting import Brush
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.rows_model import Index, RowsModel
from octavo.gui.text import plain
from octavo.gui.theme import Theme

ROW_HEIGHT = 56
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class ToldRow:
    """`id` is what choosing the row is about, 0 for nothing. `badge` is (words, icon, tone), words "" for none."""

    id: int
    title: str
    below: str = ""
    badge: tuple[str, str, str] = ("", "", "plain")
    dimmed: bool = False


def told_model() -> RowsModel[ToldRow]:
    """Rows that tell something."""
    return RowsModel(
        lambda row: plain(row.title, _SHOWN),
        lambda row: ". ".join(plain(part, _SHOWN) for part in (row.badge[0], row.title, row.below) if part),
    )


class ToldDelegate(QStyledItemDelegate):
    """Paints one row; words and the ground of the selection stand `inset` and `edge` design px from its edges."""

    def __init__(self, theme: Theme, inset: int = 24, edge: int = 8) -> None:
        super().__init__()
        self._theme, self._inset, self._edge = theme, inset, edge

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, row = option.widget, index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(view, RowsView)
        px, tokens = self._theme.px, self._theme.tokens
        brush = Brush(painter, self._theme, option)
        brush.ground(focused=view.looks_focused, inset=self._edge)
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
