"""The sheet to make citation keys anew: the pattern, old and new keys side by side, and the table of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from octavo.bibliography.citekey import NewKey
from octavo.gui import words
from octavo.gui.controls.aloud import say
from octavo.gui.controls.fields import Select
from octavo.gui.controls.sheet import Sheet
from octavo.gui.controls.strokes import box, elided, placed, write
from octavo.gui.dialogs.amounts import counted
from octavo.gui.dialogs.export_sheet import Scope
from octavo.gui.dialogs.key_pattern import KeyPatternField
from octavo.gui.dialogs.labels import Hairline, Label
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.rows_model import Index, RowsModel
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.records import OctavoError

_ROW: Final = 48


def change_words(row: NewKey) -> str:
    """A key that would change, in words."""
    return f"{row.old} becomes {row.new}. {plain(row.title, 200)}"


class KeysDelegate(QStyledItemDelegate):
    """Old key, arrow, new key; the title below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        view = option.widget
        if not isinstance(row, NewKey) or not isinstance(view, RowsView):
            return
        theme, px = self._theme, self._theme.px
        rect, mirrored = option.rect, view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if index.row() == view.currentIndex().row() and view.hasFocus():
            box(painter, rect.adjusted(px(8), px(1), -px(8), -px(1)), px(6), theme.tokens.sel)
        font = theme.font("code_small")
        metrics, left = QFontMetricsF(font), px(24)
        room = rect.width() - px(48)
        for text, role in ((row.old, "text3"), ("→", "text3"), (row.new, "text")):
            width = min(round(metrics.horizontalAdvance(text) + 1), max(0, room - left + px(24)))
            area = placed(rect, QRect(rect.left() + left, rect.top() + px(4), width, px(20)), mirrored)
            write(painter, area, elided(text, metrics, width), font, getattr(theme.tokens, role), mirrored=mirrored)
            left += width + px(8)
        caption = theme.font("caption")
        below = placed(rect, QRect(rect.left() + px(24), rect.top() + px(25), room, px(16)), mirrored)
        shown = elided(plain(row.title, 300), QFontMetricsF(caption), room)
        write(painter, below, shown, caption, theme.tokens.text2, mirrored=mirrored)


class KeysSheet(Sheet):
    """After `preview_requested` (a Scope and a pattern) the answer is given to `show_keys` or `show_error`.

    `make_requested` carries the same two; `map_requested` the list of NewKey shown.
    """

    preview_requested = Signal(object, str)
    make_requested = Signal(object, str)
    map_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Make keys anew", width=640, height=640, parent=parent)
        px = theme.px
        self._renewed: list[NewKey] = []
        self.scope_select = Select(theme)
        self.scope_select.setAccessibleName("Papers whose keys are made anew")
        self.pattern = KeyPatternField(theme)
        self.model = RowsModel[NewKey](change_words)
        self.rows = RowsView(theme, "Keys that change", _ROW, KeysDelegate(theme))
        self.rows.setModel(self.model)
        self.note = Label(theme, "", "body", "text2", wrap=True)
        top, column = QVBoxLayout(), QVBoxLayout()
        top.setContentsMargins(px(24), px(16), px(24), px(12))
        top.setSpacing(px(8))
        top.addWidget(self.scope_select)
        top.addWidget(self.pattern)
        line = QHBoxLayout()
        line.setContentsMargins(px(24), px(10), px(24), px(10))
        line.addWidget(self.note)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline(theme))
        column.addLayout(line)
        column.addWidget(self.rows, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(column, 1)
        self.map_button = self.add_button("Save old and new…")
        self.cancel_button = self.add_button("Cancel")
        self.make_button = self.add_button("Make keys anew", variant="primary", key="Enter")
        self.scope_select.currentIndexChanged.connect(lambda _row: self._ask())
        self.pattern.chosen.connect(lambda _pattern: self._ask())
        self.pattern.field.textChanged.connect(lambda _text: self._allow())
        self.map_button.clicked.connect(lambda: self.map_requested.emit(list(self._renewed)))
        self.cancel_button.clicked.connect(self.reject)
        self.make_button.clicked.connect(self._make)

    @property
    def scope(self) -> Scope | None:
        chosen = self.scope_select.currentData()
        return chosen if isinstance(chosen, Scope) else None

    def offer(self, scopes: Sequence[Scope], pattern: str) -> None:
        """Open on the first of these."""
        self.scope_select.blockSignals(True)
        self.scope_select.clear()
        for scope in scopes:
            self.scope_select.add(f"{scope.name}, {words.papers(scope.papers)}", scope)
        self.scope_select.blockSignals(False)
        self.pattern.show_pattern(pattern)
        self.show_keys(())
        self.note.setText("")
        self._ask()
        self.open_sheet(self.scope_select)

    def show_keys(self, renewed: Sequence[NewKey]) -> None:
        """What would change."""
        self._renewed = list(renewed)
        self.model.show(self._renewed)
        self.note.set_role("text2")
        if renewed:
            self.note.setText(
                f"{counted(len(renewed), 'key changes', 'keys change')}. The old ones stay with their papers: nobody "
                "else gets them, BibLaTeX finds a paper by them, and a manuscript that cites one is told."
            )
        else:
            self.note.setText(
                "Every key is already as the pattern makes it. Papers without a key get one at first need."
            )
        self._allow()

    def show_error(self, error: OctavoError) -> None:
        """Say why nothing was made; the sheet stays."""
        self.note.set_role("bad")
        self.note.setText(error.sentence)
        say(self, error.sentence)
        self.make_button.setEnabled(bool(self._renewed))

    def _ask(self) -> None:
        self.make_button.setEnabled(False)
        if self.scope is not None and not self.pattern.field.error:
            self.preview_requested.emit(self.scope, self.pattern.pattern)

    def _allow(self) -> None:
        ready = bool(self._renewed) and not self.pattern.field.error
        self.make_button.setText(f"Make {counted(len(self._renewed), 'key')} anew" if ready else "Make keys anew")
        self.make_button.setEnabled(ready)
        self.map_button.setEnabled(ready)

    def _make(self) -> None:
        if self.scope is not None:
            self.make_button.setEnabled(False)
            self.make_requested.emit(self.scope, self.pattern.pattern)
