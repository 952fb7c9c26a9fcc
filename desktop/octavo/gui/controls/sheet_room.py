"""What gives way in a sheet when the window is small: the body scrolls, words of the footer go above its buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QScrollArea, QSpacerItem, QWidget

from octavo.gui.controls.scrolling import FloatingScrollBar, scroll_bare
from octavo.gui.controls.strokes import placed
from octavo.gui.theme import Theme

#: Design px below which words beside the buttons would be a column of single words.
_WORDS: Final = 168


class Footer(QHBoxLayout):
    """Words before its stretch, buttons behind it; where both have no room in one line the words go above.

    Buttons that have no room in one line take several. Whoever places the band asks `height_for` first.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stacked = False

    def height_for(self, width: int) -> int:
        """The height of the band at this width, for which it is laid out from now on."""
        words, buttons = self._parts()
        room = self._room(QRect(0, 0, width, 0)).width()
        least = sum(min(each.sizeHint().width(), self._theme.px(_WORDS)) + self.spacing() for each in words)
        self._stacked = least + self._wide(buttons) > room
        self.invalidate()
        above, below = self.contentsMargins().top(), self.contentsMargins().bottom()
        if not self._stacked:
            beside = max(0, room - self._wide(buttons) - self.spacing())
            return above + below + max((_height(each, beside) for each in (*words, *buttons)), default=0)
        lines = [max(_height(each, room) for each in words)] if words else []
        lines += [max(_height(each, room) for each in row) for row in self._rows(buttons, room)]
        return above + below + sum(lines) + self.spacing() * (len(lines) - 1)

    def setGeometry(self, rect: QRect) -> None:
        if not self._stacked:
            super().setGeometry(rect)
            return
        room, (words, buttons), band = self._room(rect), self._parts(), self.parentWidget()
        mirrored = band is not None and band.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = room.top()
        if words:
            high, left = max(_height(each, room.width()) for each in words), room.left()
            for each in words:
                wide = room.right() + 1 - left if each is words[-1] else each.sizeHint().width()
                each.setGeometry(placed(room, QRect(left, top, wide, high), mirrored))
                left += wide + self.spacing()
            top += high + self.spacing()
        for row in self._rows(buttons, room.width()):
            left, high = room.right() + 1 - self._wide(row), max(_height(each, room.width()) for each in row)
            for each in row:
                wide = min(each.sizeHint().width(), room.width())
                each.setGeometry(placed(room, QRect(max(room.left(), left), top, wide, high), mirrored))
                left += wide + self.spacing()
            top += high + self.spacing()

    def _parts(self) -> tuple[list[QLayoutItem], list[QLayoutItem]]:
        """What is shown before the stretch, and behind it."""
        words: list[QLayoutItem] = []
        buttons: list[QLayoutItem] = []
        behind = False
        for place in range(self.count()):
            item = self.itemAt(place)
            behind = behind or isinstance(item, QSpacerItem)
            if item is not None and not item.isEmpty():
                (buttons if behind else words).append(item)
        return words, buttons

    def _rows(self, buttons: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for each in buttons:
            if rows and self._wide([*rows[-1], each]) <= width:
                rows[-1].append(each)
            else:
                rows.append([each])
        return rows

    def _wide(self, items: list[QLayoutItem]) -> int:
        return sum(each.sizeHint().width() for each in items) + self.spacing() * max(0, len(items) - 1)

    def _room(self, rect: QRect) -> QRect:
        margins = self.contentsMargins()
        return rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())


class Room(QScrollArea):
    """Holds the body of a sheet. A body that cannot be as low as its room is scrolled; else nothing is seen of it."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_bare(self, content)
        content.installEventFilter(self)
        self._bar = FloatingScrollBar.attach(self, theme)

    def fit(self) -> None:
        """Give the content the room, or what it needs at least."""
        layout, room = self._content.layout(), self.viewport().size()
        if layout is None:
            return
        if layout.hasHeightForWidth():
            # Its minimum size is that of words broken as narrowly as they may be.
            least = layout.totalMinimumHeightForWidth(room.width())
        else:
            least = layout.totalMinimumSize().height()
        self._content.resize(room.width(), max(room.height(), least))

    def natural_height(self, width: int) -> int:
        """The height at which nothing is scrolled and nothing gives way."""
        layout = self._content.layout()
        return 0 if layout is None else height_of(layout, width)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def height_of(layout: QLayout, width: int) -> int:
    """The height a whole layout takes at this width."""
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
