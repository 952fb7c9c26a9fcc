"""The list inside the sidebar: keys, pointer, and what may be dropped on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
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
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from octavo.gui.controls.viewport import own_viewport
from octavo.gui.sidebar.carrying import KINDS, Gap, gaps, kind_of, name_card
from octavo.gui.sidebar.delegate import SidebarDelegate
from octavo.gui.sidebar.model import PAPERS_MIME, SidebarModel
from octavo.gui.theme import Theme
from octavo.library.reading import Place

Index = QModelIndex | QPersistentModelIndex
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_IDS: Final = 200_000


class SidebarTree(QListView):
    """One flat list that looks like a tree. It says what the person did; `Sidebar` decides what follows.

    `pressed_on` gives the row chosen by key or pointer, `folded` what to open or close, `list_moved` and `feed_moved`
    one of them and the one before which it shall stand (-1: at the end).
    """

    pressed_on = Signal(int)
    entered_on = Signal(int)
    folded = Signal(str)
    rename_asked = Signal(int)
    delete_asked = Signal(int)
    menu_asked = Signal(QPoint, int)
    papers_dropped = Signal(int, list)
    list_moved = Signal(int, int)
    feed_moved = Signal(int, int)
    list_nudged = Signal(int, int)
    feed_nudged = Signal(str, int)

    def __init__(self, theme: Theme, model: SidebarModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        self._theme = theme
        self._rows = model
        self.painter_of_rows = SidebarDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.painter_of_rows)
        self.setAccessibleName("Library")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        theme.resized.connect(self._lay_out)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, so they never jump to a name."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._answer_key(event):
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # What they do not fold leads to the list.
            event.ignore()
            return
        # Only a key moves to another place: rows that come and go under the current one must not.
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        after = self.currentIndex().row()
        if after != before and place_of(self._rows, after) is not None:
            self.pressed_on.emit(after)

    def event(self, event: QEvent) -> bool:
        # Some keys mean the row here, not the paper: Left, Right, F2, Delete, Alt with arrows.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        row = self._rows.row(index)
        if row.place is None or (row.fold and self._on_chevron(index, event.position().toPoint())):
            self.folded.emit(row.fold)
            return
        super().mousePressEvent(event)
        self.pressed_on.emit(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._rows.row(index).place is not None:
            self.entered_on.emit(index.row())
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        if index.isValid():
            spot = self.visualRect(index).center() if by_keyboard else event.pos()
            self.menu_asked.emit(self.viewport().mapToGlobal(spot), index.row())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(PAPERS_MIME) or kind_of(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        spot = event.position().toPoint()
        papers = event.mimeData().hasFormat(PAPERS_MIME)
        target = self.indexAt(spot).row()
        gap = None if papers else self._gap_at(spot, kind_of(event.mimeData()))
        fits = self._rows.takes_papers(target) if papers else gap is not None
        self._show_target(target if papers and fits else -1, gap.row if gap is not None else -1)
        if fits:
            event.setDropAction(Qt.DropAction.CopyAction if papers else Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_target(-1, -1)

    def dropEvent(self, event: QDropEvent) -> None:
        spot = event.position().toPoint()
        self._show_target(-1, -1)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if event.mimeData().hasFormat(PAPERS_MIME):
            self._drop_papers(event, self.indexAt(spot).row())
        elif (gap := self._gap_at(spot, kind := kind_of(event.mimeData()))) is not None:
            # Copy, not move: Qt removes the dragged row from the model after a move.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            for number in read_ids(event.mimeData().data(KINDS[kind]).data())[:1]:
                (self.list_moved if kind == "list" else self.feed_moved).emit(number, gap.before)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry a list or a feed to another place among its kind."""
        index = self.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsDragEnabled:
            return
        drag = QDrag(self)
        drag.setMimeData(self._rows.mimeData([index]))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = self._rows.row(index).words
        card = name_card(self._theme, words, self.devicePixelRatioF(), mirrored=mirrored)
        drag.setPixmap(card)
        # Beside the pointer, so that the line where it would be put is seen.
        drag.setHotSpot(QPoint(-self._theme.px(12), -self._theme.px(12)))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)
        self._show_target(-1, -1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _answer_key(self, event: QKeyEvent) -> bool:
        index, key = self.currentIndex(), event.key()
        if not index.isValid():
            return False
        row, plain_key = self._rows.row(index), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_ours = row.place is not None and row.place.kind in ("feed", "list", "smart", "tag")
        if plain_key and (key in _ENTER or (key == Qt.Key.Key_Space and row.place is None)):
            self.folded.emit(row.fold) if row.place is None else self.entered_on.emit(index.row())
        elif self._folds_by(event):
            self.folded.emit(row.fold)
        elif plain_key and key == Qt.Key.Key_F2 and is_ours:
            self.rename_asked.emit(index.row())
        elif plain_key and key == Qt.Key.Key_Delete and is_ours:
            self.delete_asked.emit(index.row())
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if key == Qt.Key.Key_Up else 1
            if row.place is not None and row.place.kind == "list":
                self.list_nudged.emit(row.place.id, by)
            elif row.place is not None and row.place.kind == "feed":
                self.feed_nudged.emit(row.place.name, by)
        else:
            return False
        return True

    def _wants(self, event: QKeyEvent) -> bool:
        index = self.currentIndex()
        row = self._rows.row(index) if index.isValid() else None
        if row is None:
            return False
        if row.place is None and event.key() in (*_ENTER, Qt.Key.Key_Space):
            return True
        is_ours = row.place is not None and row.place.kind in ("feed", "list", "smart", "tag")
        by_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        renames = event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete) and not event.modifiers()
        moves = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and by_alt
        return self._folds_by(event) or (is_ours and (renames or moves))

    def _folds_by(self, event: QKeyEvent) -> bool:
        index = self.currentIndex()
        row = self._rows.row(index) if index.isValid() else None
        if row is None or not row.fold or row.role == "more" or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        closing = Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left
        opening = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        return event.key() == (closing if row.open else opening)

    def _on_chevron(self, index: Index, spot: QPoint) -> bool:
        row = self._rows.row(index)
        return self.painter_of_rows.chevron_box(self.visualRect(index), row).contains(spot)

    def _gap_at(self, spot: QPoint, kind: str) -> Gap | None:
        """The gap nearest to `spot` where something of this kind can be put; None outside of its section."""
        found = gaps(self._rows, kind)
        near = self._theme.px(14)
        if not found or not self._top_of(found[0].row) - near <= spot.y() <= self._top_of(found[-1].row) + near:
            return None
        return min(found, key=lambda gap: abs(self._top_of(gap.row) - spot.y()))

    def _top_of(self, row: int) -> int:
        last = self._rows.rowCount() - 1
        rect = self.visualRect(self._rows.index(min(row, last)))
        return rect.top() if row <= last else rect.bottom() + 1

    def _show_target(self, target: int, line: int) -> None:
        self.painter_of_rows.target, self.painter_of_rows.line = target, line
        self.viewport().update()

    def _drop_papers(self, event: QDropEvent, row: int) -> None:
        ids = read_ids(event.mimeData().data(PAPERS_MIME).data())
        if not ids or not self._rows.takes_papers(row):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.papers_dropped.emit(row, ids)

    def _lay_out(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def read_ids(data: bytes | bytearray | memoryview) -> list[int]:
    """The numbers in a drag ("3,17,4"); another program's nonsense gives none."""
    words = bytes(data)[: _MOST_IDS * 8].split(b",")
    return [int(word) for word in words if word.isdigit() and len(word) < 19]


def place_of(model: SidebarModel, row: int) -> Place | None:
    """The place of a row, None for headings and for rows that are gone."""
    return model.row(row).place if 0 <= row < model.rowCount() else None
