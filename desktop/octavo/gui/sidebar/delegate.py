"""How one row of the sidebar is painted; no row is a widget."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from octavo.gui.controls.strokes import box, dot, elided, picture, placed, ratio_of, ring, write
from octavo.gui.sidebar.model import ROW_ROLE, Identity, SidebarRow, identity
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.gui.words import number

Index = QModelIndex | QPersistentModelIndex
_TRAILING = Qt.AlignmentFlag.AlignTrailing


class SidebarDelegate(QStyledItemDelegate):
    """Paints rows from the theme's tokens of the moment.

    `chosen` is the place whose papers are shown, `target` the row papers would be dropped on, `line` the row above
    which a dragged list would go (-1 for none): the view sets them.
    """

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.chosen: Identity | None = None
        self.target = -1
        self.line = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._row(index)
        return QSize(0, self._theme.px(40 if row.role == "heading" else 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, area = self._row(index), QRect(option.rect)
        if row.role == "heading":
            self._paint_heading(painter, area, row, index)
        else:
            self._paint_place(painter, area, row, index)
        if index.row() == self.line:
            self._paint_drop_line(painter, area)

    def chevron_box(self, area: QRect, row: SidebarRow) -> QRect:
        """Where the chevron of a foldable place answers to the pointer: 24 px wide, after the label."""
        px = self._theme.px
        words, _ = self._label(area, row, self._number_width(row))
        return self._placed(area, QRect(words.right() + px(1), area.top(), px(24), area.height()))

    def _row(self, index: Index) -> SidebarRow:
        row = index.data(ROW_ROLE)
        assert isinstance(row, SidebarRow)
        return row

    def _mirrored(self) -> bool:
        return self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _placed(self, area: QRect, rect: QRect) -> QRect:
        return placed(area, rect, self._mirrored())

    def _paint_heading(self, painter: QPainter, area: QRect, row: SidebarRow, index: Index) -> None:
        theme, px = self._theme, self._theme.px
        band = QRect(area.left(), area.top() + px(12), area.width(), area.height() - px(12))
        font = theme.font("caption_strong")
        width = round(theme.width(row.words, "caption_strong"))
        words = QRect(area.left() + px(16), band.top(), width, band.height())
        write(painter, self._placed(area, words), row.words, font, theme.tokens.text3, mirrored=self._mirrored())
        if not row.open or self._hovered(index) or self._has_ring(index):
            self._paint_chevron(painter, area, QRect(words.right() + px(2), band.top(), px(16), band.height()), row)
        if self._has_ring(index):
            ring(painter, band.adjusted(px(8), px(2), -px(8), -px(2)), px(6), theme.tokens.mark)

    def _paint_place(self, painter: QPainter, area: QRect, row: SidebarRow, index: Index) -> None:
        theme, px, tokens = self._theme, self._theme.px, self._theme.tokens
        chosen = row.place is not None and identity(row.place) == self.chosen
        self._paint_ground(painter, area, index, chosen)
        ink = tokens.text2 if row.role == "more" else tokens.text
        words, label = self._label(area, row, self._number_width(row))
        self._paint_sign(painter, area, row, chosen)
        write(painter, self._placed(area, words), label, theme.font("body"), ink, mirrored=self._mirrored())
        if row.fold and row.place is not None:
            self._paint_chevron(painter, area, QRect(words.right() + px(5), area.top(), px(14), area.height()), row)
        if row.sign:
            self._paint_standing(painter, area, row)
        if row.count:
            where = self._placed(area, QRect(area.left(), area.top(), area.width() - px(16), area.height()))
            count_ink = tokens.text2 if chosen else tokens.text3
            write(
                painter, where, number(row.count), theme.font("count"), count_ink, _TRAILING, mirrored=self._mirrored()
            )

    def _label(self, area: QRect, row: SidebarRow, number_width: int) -> tuple[QRect, str]:
        px = self._theme.px
        left = area.left() + px(40)
        room = area.right() + 1 - px(16) - number_width - left - (px(24) if row.fold and row.place else 0)
        label = plain(row.words, 200)
        width = self._theme.width(label, "body")
        if width > room:
            label = elided(label, self._theme.metrics("body"), max(0, room))
            width = self._theme.width(label, "body")
        return QRect(left, area.top(), min(room, round(width)), area.height()), label

    def _number_width(self, row: SidebarRow) -> int:
        """What the count takes at the trailing edge, and the sign before it."""
        sign = self._theme.px(22) if row.sign else 0
        if not row.count:
            return sign
        return round(self._theme.width(number(row.count), "count")) + self._theme.px(8) + sign

    def _paint_ground(self, painter: QPainter, area: QRect, index: Index, chosen: bool) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        ground = area.adjusted(px(8), 0, -px(8), 0)
        if index.row() == self.target:
            box(painter, ground, px(6), tokens.accent_soft)
            ring(painter, ground, px(6), tokens.mark)
        elif chosen:
            focused = self._view.hasFocus()
            box(painter, ground, px(6), tokens.sel if focused else tokens.press)
            if focused:
                pill = QRect(ground.left(), ground.center().y() - px(7), px(3), px(16))
                box(painter, self._placed(area, pill), px(3) / 2, tokens.mark)
        elif self._hovered(index):
            box(painter, ground, px(6), tokens.hover)
        if not chosen and self._has_ring(index):
            ring(painter, ground, px(6), tokens.mark)

    def _paint_sign(self, painter: QPainter, area: QRect, row: SidebarRow, chosen: bool) -> None:
        px = self._theme.px
        sign = self._placed(area, QRect(area.left() + px(16), area.top() + px(6), px(16), px(16)))
        if row.hue:
            side = px(10)
            centre = sign.center() - QPoint(side // 2 - 1, side // 2 - 1)
            dot(painter, QRect(centre, QSize(side, side)), self._theme.tag_colours(row.hue)[0])
        elif row.icon:
            role = "link" if chosen else "text2"
            picture(painter, sign, self._theme.pixmap(row.icon, role, 16, ratio_of(painter)))

    def _paint_standing(self, painter: QPainter, area: QRect, row: SidebarRow) -> None:
        """The sign of a feed in trouble or paused, before its count."""
        px = self._theme.px
        left = area.right() + 1 - px(16) - self._number_width(row) + px(8)
        spot = self._placed(area, QRect(left, area.top() + px(7), px(14), px(14)))
        role = "warn" if row.sign == "triangle-alert" else "text3"
        picture(painter, spot, self._theme.pixmap(row.sign, role, 14, ratio_of(painter)))

    def _paint_chevron(self, painter: QPainter, area: QRect, rect: QRect, row: SidebarRow) -> None:
        where = self._placed(area, rect)
        closed = "chevron-left" if self._mirrored() else "chevron-right"
        name = "chevron-down" if row.open else closed
        if name == "chevron-left":
            painter.save()
            painter.translate(where.center().x() * 2 + 1, 0)
            painter.scale(-1, 1)
            picture(painter, where, self._theme.pixmap("chevron-right", "text2", 14, ratio_of(painter)))
            painter.restore()
        else:
            picture(painter, where, self._theme.pixmap(name, "text2", 14, ratio_of(painter)))

    def _paint_drop_line(self, painter: QPainter, area: QRect) -> None:
        px, mark = self._theme.px, self._theme.tokens.mark
        bar = QRect(area.left() + px(16), area.top(), area.width() - px(24), 2)
        box(painter, self._placed(area, bar), 1, mark)
        knob: QColor = self._theme.tokens.sidebar
        box(
            painter,
            self._placed(area, QRect(area.left() + px(10), area.top() - px(3), px(8), px(8))),
            px(4),
            knob,
            mark,
            2,
        )

    def _hovered(self, index: Index) -> bool:
        viewport = self._view.viewport()
        if not viewport.underMouse():
            return False
        return self._view.indexAt(viewport.mapFromGlobal(self._view.cursor().pos())).row() == index.row()

    def _has_ring(self, index: Index) -> bool:
        return self._view.hasFocus() and self._view.currentIndex().row() == index.row()
