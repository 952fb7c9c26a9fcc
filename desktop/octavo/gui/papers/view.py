"""The list of papers: selection by keyboard and pointer, buttons on rows, drag and drop."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from octavo.gui.controls.aloud import row_reached
from octavo.gui.papers.drag_card import drag_card, hot_spot
from octavo.gui.papers.leaving import Leaving
from octavo.gui.papers.model import Header, Index, PapersModel, dragged_ids
from octavo.gui.papers.rows_view import RowsView
from octavo.gui.papers.standing import Standing
from octavo.gui.theme import Theme
from octavo.library.reading import Reading

_SELECT = QItemSelectionModel.SelectionFlag
_ROWS = _SELECT.Rows
#: Further than this the next unread paper is not worth the reading that finding it takes.
_LOOKED_AHEAD = 512


class PapersView(RowsView):
    """All signals carry paper ids; row numbers never leave the view.

    `selection_changed` carries the selected ids in shown order. `order_dropped` carries the ids dragged within a list
    and the position their block starts at afterwards.
    """

    current_changed = Signal(int)
    selection_changed = Signal(list)
    star_clicked = Signal(int)
    done_clicked = Signal(int)
    open_requested = Signal(int)
    context_menu_requested = Signal(QPoint, list)
    order_dropped = Signal(list, int)
    dragged_out = Signal(list)

    def __init__(self, theme: Theme, model: PapersModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, parent)
        self._pressed_hot = ""
        self._told: tuple[int, list[int]] = (-1, [])
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._tell)

    def replace(
        self, ids: array[int], headers: Sequence[Header], reader: Reading, standing: Standing, *, by_hand: bool = False
    ) -> None:
        """Show another listing and take up `standing` in it; signals follow only when paper or selection changed."""
        leaving, bar = self._leaving(ids), self.verticalScrollBar()
        moved, before = by_hand and self._is_new_order(ids), bar.value()
        self._quiet = True
        if self._papers.set_listing(ids, headers, reader, ordered_by_hand=by_hand) or standing != self.standing():
            self.stand(standing)
        if moved:
            # What was moved is where it was put, and the rest stands still.
            bar.setValue(before)
            self.scroll_to(max(0, self.currentIndex().row()))
        self._quiet = False
        self._tell()
        leaving.play(self._place_of, self._sticky_height())

    def standing(self) -> Standing:
        """Where the person stands in this listing: selection, current paper, what is on screen."""
        row = self.rowAt(self._sticky_height())
        if self._is_on_screen(self.currentIndex().row()):
            row = self.currentIndex().row()
        elif row >= 0 and self._papers.header_at(row) is not None:
            row += 1
        anchor = self._papers.id_at(row)
        offset = self.rowViewportPosition(row) if anchor is not None else 0
        scrolled = self.verticalScrollBar().value() > 0
        return Standing(self.current_id(), self.selected_ids(), -1 if anchor is None else anchor, offset, scrolled)

    def stand(self, standing: Standing) -> None:
        """Take up a standing in another listing; papers that are no longer listed are left out."""
        rows = self._papers.find_rows(standing.selected)
        current = self._papers.find_row(standing.current)
        self._quiet = True
        selection = self.selectionModel()
        selection.clear()
        if current is not None:
            selection.setCurrentIndex(self._papers.index(current, 0), _SELECT.NoUpdate)
        if rows:
            selection.select(self._ranges(rows), _SELECT.Select | _ROWS)
        anchor = self._papers.find_row(standing.anchor)
        bar = self.verticalScrollBar()
        if anchor is not None and (standing.scrolled or current == anchor):
            self.executeDelayedItemsLayout()
            bar.setValue(bar.value() + self.rowViewportPosition(anchor) - standing.offset)
        elif not standing.scrolled:
            bar.setValue(0)
        self._quiet = False
        self._tell()

    def selected_ids(self) -> list[int]:
        """The selected papers in shown order."""
        ids = self._papers.ids
        found: list[int] = []
        selection = self.selectionModel().selection()
        spans = [selection.at(number) for number in range(selection.count())]
        for top, bottom in sorted((span.top(), span.bottom()) for span in spans):
            found.extend(ids[self._papers.position(top) : self._papers.position(bottom + 1)])
        return found

    def select(self, paper_id: int) -> None:
        """Select this paper alone and bring it on screen."""
        row = self._papers.find_row(paper_id)
        if row is not None:
            self._go(row)

    def select_next(self, *, unread: bool = False) -> None:
        """Select the next paper, or the next unread one."""
        row = self._next_unread(self.currentIndex().row()) if unread else self._beside(self.currentIndex().row(), 1)
        if row is not None:
            self._go(row)

    def select_previous(self) -> None:
        """Select the paper above."""
        row = self._beside(self.currentIndex().row(), -1)
        if row is not None:
            self._go(row)

    def extend_next(self) -> None:
        """Take the next paper into the selection, or give the last one up when going back."""
        self._extend(1)

    def extend_previous(self) -> None:
        """The same upwards."""
        self._extend(-1)

    def toggle_current(self) -> None:
        """Take the current paper into the selection or out of it."""
        if self.current_id() >= 0:
            self.selectionModel().select(self.currentIndex(), _SELECT.Toggle | _ROWS)

    def select_all_papers(self) -> None:
        """Select every paper listed."""
        if self._papers.rowCount():
            whole = QItemSelection(self._papers.index(0, 0), self._papers.index(self._papers.rowCount() - 1, 0))
            self.selectionModel().select(whole, _SELECT.ClearAndSelect | _ROWS)

    def clear_selection(self) -> None:
        """Leave only the current paper selected."""
        if self.current_id() >= 0:
            self.selectionModel().select(self.currentIndex(), _SELECT.ClearAndSelect | _ROWS)
        else:
            self.clearSelection()

    def selectAll(self) -> None:
        self.select_all_papers()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        move = QAbstractItemView.CursorAction
        row, last = self.currentIndex().row(), self._papers.rowCount() - 1
        page = max(1, (self.viewport().height() - self._delegate.header_height()) // self._delegate.row_height())
        steps = {
            move.MoveDown: 1, move.MoveNext: 1, move.MoveUp: -1, move.MovePrevious: -1, move.MovePageDown: page,
            move.MovePageUp: -page,
        }  # fmt: skip
        if action == move.MoveHome:
            target = self._beside(-1, 1)
        elif action == move.MoveEnd:
            target = self._beside(last + 1, -1)
        else:
            target = self._beside(row, steps.get(action, 0))
        return self._papers.index(row if target is None else target, 0)

    def currentChanged(self, current: Index, previous: Index) -> None:
        if current.isValid() and self.hasFocus():
            row_reached()
            # Screen readers keep what a row said when they last asked; it may have been read or starred since.
            self.dataChanged(current, current, [Qt.ItemDataRole.AccessibleTextRole])
        super().currentChanged(current, previous)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hover_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._hot:
            self._pressed_hot = self._hot
            return
        if self._papers.id_at(self.rowAt(event.position().toPoint().y())) is None:
            self._pressed_hot = "heading"
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_hot = self._pressed_hot, ""
        if not pressed:
            super().mouseReleaseEvent(event)
            return
        paper_id = self._papers.id_at(self._hovered)
        if pressed == self._hot and paper_id is not None and pressed != "heading":
            (self.star_clicked if pressed == "star" else self.done_clicked).emit(paper_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        paper_id = self._papers.id_at(self.rowAt(event.position().toPoint().y()))
        if paper_id is not None and event.button() == Qt.MouseButton.LeftButton and not self._hot:
            self.open_requested.emit(paper_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_at(event.position().toPoint())
        if not self._pressed_hot:
            super().mouseMoveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would make the first row current without selecting it, and the first row may be a heading.
        if not self.selectionModel().hasSelection():
            row = self.currentIndex().row() if self.current_id() >= 0 else self._beside(-1, 1)
            if row is not None:
                self._go(row)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() >= 0:
            self.open_requested.emit(self.current_id())
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Escape):
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.current_id() >= 0:
            spot = self.visualRect(self.currentIndex()).center()
        elif self._papers.id_at(self.rowAt(spot.y())) is None:
            return
        self.context_menu_requested.emit(self.viewport().mapToGlobal(spot), self.selected_ids())

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the selected papers; their rows fade until they are let go."""
        ids = self.selected_ids()
        if not ids:
            return
        drag = QDrag(self)
        drag.setMimeData(self._papers.papers_mime(ids))
        first = self._papers.paper_at(self.currentIndex().row())
        if first is not None:
            setter, ratio = self._delegate.typesetter, self.devicePixelRatioF()
            drag.setPixmap(drag_card(self._theme, setter, first, len(ids), ratio, mirrored=self._mirrored()))
            drag.setHotSpot(hot_spot(self._theme))
        self.show_dragged(frozenset(ids), -1)
        done = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
        self.show_dragged(frozenset(), -1)
        # Qt knows the target only where it is a window of this program.
        if done != Qt.DropAction.IgnoreAction and drag.target() is None:
            self.dragged_out.emit(ids)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_drop(event):
            super().dragEnterEvent(event)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not self._may_drop(event):
            event.ignore()
            return
        super().dragMoveEvent(event)
        self._set_drop_row(self._gap_at(event.position().toPoint().y()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._set_drop_row(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        row, ids = self._gap_at(event.position().toPoint().y()), dragged_ids(event.mimeData())
        self._set_drop_row(-1)
        self.setState(QAbstractItemView.State.NoState)
        if not self._may_drop(event):
            event.ignore()
            return
        gap = self._papers.position(row)
        moving = set(ids)
        before = sum(1 for paper_id in self._papers.ids[:gap] if paper_id in moving)
        event.acceptProposedAction()
        self.order_dropped.emit(ids, gap - before)

    def _leaving(self, ids: array[int]) -> Leaving:
        papers = self._papers
        first, end = (papers.position(row) for row in self.visible_rows())
        return Leaving(
            self._theme, self.viewport(), papers.ids, ids, (first, end),
            lambda position: self._row_place(papers.row_of_position(position)),
        )  # fmt: skip

    def _is_new_order(self, ids: array[int]) -> bool:
        """Are these the papers of the list ordered by hand that is on screen, in another order?"""
        shown = self._papers.ids
        return self._papers.ordered_by_hand and len(ids) == len(shown) and ids != shown and set(ids) == set(shown)

    def _place_of(self, paper_id: int) -> QRect | None:
        row = self._papers.find_row(paper_id)
        return None if row is None else self._row_place(row)

    def _go(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(self._papers.index(row, 0), _SELECT.ClearAndSelect | _ROWS)
        self.scroll_to(row)

    def _extend(self, by: int) -> None:
        row = self.currentIndex().row()
        target = self._beside(row, by)
        if target is None:
            return
        selection = self.selectionModel()
        if selection.isRowSelected(target, QModelIndex()):
            selection.select(self._papers.index(row, 0), _SELECT.Deselect | _ROWS)
        else:
            selection.select(self._ranges([each for each in (row, target) if each >= 0]), _SELECT.Select | _ROWS)
        selection.setCurrentIndex(self._papers.index(target, 0), _SELECT.NoUpdate)
        self.scroll_to(target)

    def _beside(self, row: int, by: int) -> int | None:
        """The row of the paper `by` papers away (as far as there are any); None when that is where it began."""
        count = len(self._papers.ids)
        if not count:
            return None
        at = self._papers.position(row) if row >= 0 else -1
        if self._papers.header_at(row) is not None and by > 0:
            at -= 1
        target = max(0, min(count - 1, at + by))
        found = self._papers.row_of_position(target)
        return None if found == row else found

    def _next_unread(self, row: int) -> int | None:
        """The next unread paper below, looked for among the next few hundred."""
        start = self._papers.position(row) + 1 if row >= 0 else 0
        for position in range(start, min(start + _LOOKED_AHEAD, len(self._papers.ids))):
            found = self._papers.row_of_position(position)
            paper = self._papers.paper_at(found)
            if paper is not None and paper.unread:
                return found
        return None

    def _ranges(self, rows: Sequence[int]) -> QItemSelection:
        """Ascending rows as the fewest ranges."""
        selection = QItemSelection()
        first = last = -2
        for row in [*sorted(rows), -2]:
            if row == last + 1:
                last = row
                continue
            if first >= 0:
                selection.select(self._papers.index(first, 0), self._papers.index(last, 0))
            first = last = row
        return selection

    def _is_on_screen(self, row: int) -> bool:
        if row < 0:
            return False
        top = self.rowViewportPosition(row)
        return top < self.viewport().height() and top + self.rowHeight(row) > self._sticky_height()

    def _tell(self) -> None:
        """Say what is current and selected, if that is news."""
        if self._quiet:
            return
        if self.current_id() >= 0 and not self.selectionModel().hasSelection():
            # The paper that is read beside is always selected: keys would act on nothing.
            self.selectionModel().select(self.currentIndex(), _SELECT.Select | _ROWS)
        before, now = self._told, (self.read_id(), self.selected_ids())
        self._told = now
        if now[0] != before[0]:
            self.current_changed.emit(now[0])
        if now[1] != before[1]:
            self.selection_changed.emit(now[1])
        self.viewport().update()

    def _may_drop(self, event: QDropEvent) -> bool:
        return self._papers.ordered_by_hand and event.source() is self and bool(dragged_ids(event.mimeData()))

    def _gap_at(self, y: int) -> int:
        """The row that what is dropped at `y` would stand before."""
        row = self.rowAt(y)
        if row < 0:
            return self._papers.rowCount()
        return row + (y > self.rowViewportPosition(row) + self.rowHeight(row) // 2)
