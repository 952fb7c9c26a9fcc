"""Rows of papers on screen: heights, sticky headings, hover, the drop line, scrolling; no choosing, no dragging."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from octavo.gui.controls.strokes import hairline
from octavo.gui.controls.viewport import own_viewport
from octavo.gui.papers.delegate import Look, PaperDelegate
from octavo.gui.papers.model import PapersModel
from octavo.gui.papers.next_page import NextPage
from octavo.gui.text import plain_tip
from octavo.gui.theme import Theme


class _Moment(NamedTuple):
    """What all rows of one paint share; `selected` holds only rows in sight."""

    selected: set[int]
    focused: bool
    many: bool
    current: int
    mirrored: bool


class RowsView(QTableView):
    """Shows a PapersModel in painted rows. The strip of LANE px beside it belongs to its scroll bar."""

    def __init__(self, theme: Theme, model: PapersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        self._theme = theme
        self._papers = model
        self._delegate = PaperDelegate(theme)
        self._hovered = -1
        self._hot = ""
        self._drop_row = -1
        self._dragged: frozenset[int] = frozenset()
        self._low_rows: list[int] = []
        self.next_page = NextPage(self, model, self._delegate)
        self._set_up()
        self.setModel(model)
        model.modelReset.connect(self._fit_headers)
        for signal in (model.modelReset, model.dataChanged, theme.changed):
            signal.connect(self.next_page.forget)
        theme.resized.connect(self._dress)
        self._dress()

    def _set_up(self) -> None:
        self.setAccessibleName("Papers")
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setAutoScrollMargin(32)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def delegate(self) -> PaperDelegate:
        """What paints the rows."""
        return self._delegate

    def set_compact(self, compact: bool) -> None:
        """Rows of 60 px (title and who wrote it) instead of 96."""
        self._delegate.compact = compact
        self._dress()

    def scroll_to(self, row: int) -> None:
        """Bring a row on screen, clear of the sticky heading."""
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        covered = self._delegate.header_height() if self._papers.header_rows else 0
        bar = self.verticalScrollBar()
        if top < covered:
            first = self._papers.header_above(row)
            shows_header = first is not None and row == first[0] + 1
            bar.setValue(bar.value() + top - (self.rowHeight(first[0]) if first and shows_header else covered))
        elif top + height > self.viewport().height():
            bar.setValue(bar.value() + top + height - self.viewport().height())

    def look_of(self, row: int, moment: _Moment | None = None) -> Look:
        """How a row looks now."""
        if moment is None:
            moment = self._moment(self.viewport().rect())
        papers, hovered, selected = self._papers, row == self._hovered, row in moment.selected
        return Look(
            selected=selected,
            focused=moment.focused,
            ringed=moment.focused and row == moment.current and (moment.many or not selected),
            hovered=hovered,
            hot=self._hot if hovered else "",
            number=papers.position(row) + 1 if papers.ordered_by_hand else 0,
            ruled=row + 1 not in moment.selected and papers.header_at(row + 1) is None,
            dragged=bool(self._dragged) and papers.id_at(row) in self._dragged,
        )

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, never a search by the first letter."""

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if index.isValid() and self._papers.id_at(index.row()) is not None:
            self.scroll_to(index.row())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._papers.header_rows:
            # The heading stands still while Qt moves the pixels it lies on.
            tall = self._delegate.header_height() * 2 + abs(dy)
            self.viewport().update(QRect(0, 0, self.viewport().width(), tall))
        if self.viewport().underMouse():
            self._hover_at(self.viewport().mapFromGlobal(QCursor.pos()))

    def paintEvent(self, event: QPaintEvent) -> None:
        moment = self._moment(event.rect())
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self._theme.tokens.list_)
            crossed = [range(*self._rows_in(area)) for area in event.region()]  # type: ignore[attr-defined]
            # Each row once, however many areas cross it: letters painted over themselves turn bold.
            for row in sorted({row for rows in crossed for row in rows}):
                self._paint_row(painter, row, self.look_of(row, moment), moment.mirrored)
            self._paint_sticky(painter)
            self._paint_drop_line(painter)
        self.next_page.expect(self.visible_rows(), moment.mirrored)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._hover_at(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hovered(-1, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewport().update()

    def current_id(self) -> int:
        """The paper the keyboard is on, -1 when there is none."""
        paper_id = self._papers.id_at(self.currentIndex().row())
        return -1 if paper_id is None else paper_id

    def read_id(self) -> int:
        """The paper read beside the list: the one selected, or of several the one the keyboard is on; -1 for none."""
        spans = self.selectionModel().selection()
        alone = spans.count() == 1 and spans.at(0).top() == spans.at(0).bottom()
        paper_id = self._papers.id_at(spans.at(0).top()) if alone else None
        return self.current_id() if paper_id is None else paper_id

    def visible_rows(self) -> tuple[int, int]:
        """The first row on screen and the one after the last."""
        return self._rows_in(self.viewport().rect())

    def _row_bounds(self, row: int) -> QRect:
        """The widened rectangle of a row, in viewport px."""
        return self._delegate.widened(self._row_place(row), self._mirrored())

    def _row_place(self, row: int) -> QRect:
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _sticky_height(self) -> int:
        return self._delegate.header_height() if self._papers.header_rows else 0

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        self.verticalScrollBar().setSingleStep(self._theme.px(24))
        self._fit_headers()
        self.viewport().update()

    def _fit_headers(self) -> None:
        header, tall = self.verticalHeader(), self._delegate.header_height()
        # With updates on, each height set makes Qt add up all rows anew.
        header.setUpdatesEnabled(False)
        header.blockSignals(True)
        # Qt keeps the heights of a listing for the next one that has as many rows.
        for row in self._low_rows:
            if row < self._papers.rowCount():
                header.resizeSection(row, self._delegate.row_height())
        self._low_rows = list(self._papers.header_rows)
        for row in self._low_rows:
            header.resizeSection(row, tall)
        header.blockSignals(False)
        header.setUpdatesEnabled(True)
        self.updateGeometries()
        self._set_hovered(-1, "")

    def _rows_in(self, area: QRect) -> tuple[int, int]:
        """The first row in `area` of the viewport, and the one after the last."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return 0, 0
        return first, (last if last >= 0 else self._papers.rowCount() - 1) + 1

    def _moment(self, area: QRect) -> _Moment:
        first, end = self._rows_in(area)
        selected: set[int] = set()
        spans = self.selectionModel().selection()
        for number in range(spans.count()):
            span = spans.at(number)
            selected.update(range(max(first, span.top()), min(end, span.bottom()) + 1))
        return _Moment(selected, self.hasFocus(), self._many_selected(), self.currentIndex().row(), self._mirrored())

    def _paint_row(self, painter: QPainter, row: int, look: Look, mirrored: bool) -> None:
        self._delegate.paint(painter, self._row_place(row), self._papers, row, look, mirrored)

    def _paint_sticky(self, painter: QPainter) -> None:
        """The heading of the group at the top edge, pushed up by the next one."""
        top_row = self.rowAt(0)
        above = self._papers.header_above(top_row) if top_row >= 0 else None
        if above is None or self.rowViewportPosition(above[0]) >= 0:
            return
        tall, below = self._delegate.header_height(), self._papers.header_below(top_row)
        top = min(0, self.rowViewportPosition(below) - tall) if below is not None else 0
        area = QRect(0, top, self.viewport().width(), tall)
        painter.fillRect(area, self._theme.tokens.list_)
        self._delegate.paint_header(painter, self._delegate.widened(area, self._mirrored()), above[1], self._mirrored())
        hairline(painter, QRect(0, area.bottom(), area.width(), 1), self._theme.tokens.line)

    def _paint_drop_line(self, painter: QPainter) -> None:
        if self._drop_row < 0:
            return
        px, last = self._theme.px, self._papers.rowCount() - 1
        if self._drop_row > last:
            y = self.rowViewportPosition(last) + self.rowHeight(last)
        else:
            y = self.rowViewportPosition(self._drop_row)
        y = max(px(5), min(y, self.viewport().height() - px(5)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.tokens.mark, 2))
        ball, width = px(8), self.viewport().width()
        left = width - px(12) - ball if self._mirrored() else px(12)
        painter.drawEllipse(QRectF(left, y - ball / 2, ball, ball))
        if self._mirrored():
            painter.drawLine(0, y, left, y)
        else:
            painter.drawLine(left + ball, y, width, y)

    def _hover_at(self, spot: QPoint) -> None:
        row = self.rowAt(spot.y()) if self.viewport().rect().contains(spot) and spot.y() >= self._covered(spot) else -1
        if row >= 0 and self._papers.id_at(row) is None:
            row = -1
        self._set_hovered(row, self._part_at(row, spot) if row >= 0 else "")

    def _covered(self, spot: QPoint) -> int:
        above = self._papers.header_above(self.rowAt(0))
        stuck = above is not None and self.rowViewportPosition(above[0]) < 0
        return self._sticky_height() if stuck else 0

    def _part_at(self, row: int, spot: QPoint) -> str:
        """Which button of the hover capsule is under `spot`: "star", "check" or neither."""
        if self.selectionModel().isRowSelected(row, QModelIndex()):
            return ""
        _whole, star, check = self._delegate.capsule(self._row_bounds(row), self._mirrored())
        return "star" if star.contains(spot) else "check" if check.contains(spot) else ""

    def _set_hovered(self, row: int, hot: str) -> None:
        if (row, hot) == (self._hovered, self._hot):
            return
        before, self._hovered, self._hot = self._hovered, row, hot
        for each in {before, row} - {-1}:
            self.viewport().update(self._row_bounds(each))
        tip = {"star": "Star", "check": "Done"}.get(hot, "")
        self.viewport().setToolTip(plain_tip(tip))

    def show_dragged(self, ids: frozenset[int], before: int) -> None:
        """Fade the rows that are being carried, and draw the line before row `before` (-1: no line)."""
        self._dragged = ids
        self._set_drop_row(before)
        self.viewport().update()

    def _set_drop_row(self, row: int) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()

    def _many_selected(self) -> bool:
        spans = self.selectionModel().selection()
        return spans.count() > 1 or (spans.count() == 1 and spans.at(0).bottom() > spans.at(0).top())
