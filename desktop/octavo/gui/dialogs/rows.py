"""The list inside a sheet or popover: rows of one height, keys for moving and ticking, floating scroll bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from octavo.gui.controls.aloud import row_words, say_now, say_typed
from octavo.gui.controls.scrolling import FloatingScrollBar
from octavo.gui.theme import Theme


class RowsView(QTableView):
    """One column of painted rows. `ticked`: Space or a click on the leading `tick_width` px of a row.

    `all_ticked`: Ctrl A. `chosen`: a click elsewhere in a row. A table, since a list view lays out every row at each
    reset.
    """

    ticked = Signal(QModelIndex)
    all_ticked = Signal()
    chosen = Signal(QModelIndex)

    def __init__(
        self, theme: Theme, name: str, row_height: int, delegate: QStyledItemDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._row_height = theme, row_height
        self.tick_width = 0
        self.driven = False
        #: Does a row that becomes the current one go to who cannot see it, while a field drives it?
        self.told = True
        self._told = ""
        self.setAccessibleName(name)
        self.setItemDelegate(delegate)
        delegate.setParent(self)
        self._set_up()
        FloatingScrollBar.attach(self, theme)
        theme.changed.connect(self._refresh)
        self._refresh()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(1)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _refresh(self) -> None:
        # The table fills selected rows itself; the delegate paints a rounded ground instead.
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(Qt.GlobalColor.transparent))
        self.setPalette(palette)
        self.verticalHeader().setDefaultSectionSize(self._theme.px(self._row_height))
        self.viewport().update()

    @property
    def looks_focused(self) -> bool:
        """Whether the selected row is painted as focused: it has the keys, or the field above drives it."""
        return self.driven or self.hasFocus()

    def select_row(self, row: int) -> None:
        """Make `row` current and bring it into view; out of range does nothing."""
        index = self.model().index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step(self, by: int) -> None:
        """Move the current row, for a field above that keeps the focus; disabled rows are passed over."""
        row, count = self.currentIndex().row() + by, self.model().rowCount()
        while 0 <= row < count:
            if self.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled:
                self.told = False
                self.select_row(row)
                self.told = True
                self._tell_row(say_now)
                return
            row += 1 if by > 0 else -1

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        # No reader says a row by itself while the keyboard is in the field above.
        if self.driven and self.told and self.isVisible() and not self.hasFocus():
            self._tell_row(say_typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self._told = row_words(self)
                self.ticked.emit(self.currentIndex())
                self._tell_row(say_now)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_ticked.emit()
            return
        super().keyPressEvent(event)

    def _tell_row(self, tell: Callable[[QWidget, str], None]) -> None:
        """Have the row said, unless it was said as it is now."""
        words = row_words(self)
        if words != self._told:
            self._told = words
            # What waits for the end of typing is about a row that is left by now.
            say_typed(self, "")
            tell(self, words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or index != self.currentIndex():
            return
        along = event.position().x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            along = self.viewport().width() - along
        (self.ticked if along < self._theme.px(self.tick_width) else self.chosen).emit(index)
