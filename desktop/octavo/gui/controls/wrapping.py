"""What goes on in the next line where there is no room: controls side by side, and words that are painted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption
from PySide6.QtWidgets import QLayout, QLayoutItem

from octavo.gui.controls.strokes import elided, placed


class WrapRow(QLayout):
    """Widgets in their own sizes, `gap` px apart, mirrored where the window is.

    With `set_wraps(False)` it asks for the room of one line. `spread` puts the last one at the trailing edge of a line
    that holds all.
    """

    def __init__(self, gap: int, *, spread: bool = False) -> None:
        super().__init__()
        self._spread = spread
        self._items: list[QLayoutItem] = []
        self._wraps = True
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def set_wraps(self, on: bool) -> None:
        """Go on in the next line, or not."""
        if on != self._wraps:
            self._wraps = on
            self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        if not self._wraps:
            return self.sizeHint()
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            # Qt's own answer is for one line.
            tall = self.heightForWidth(rect.width())
            rect = QRect(rect.left(), rect.top() + max(0, rect.height() - tall) // 2, rect.width(), tall)
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top, lines = rect.top(), self._lines(rect.width())
        for line in lines:
            left, high = rect.left(), _height(line)
            for item in line:
                if self._spread and len(lines) == 1 and item is line[-1]:
                    left = max(left, rect.right() + 1 - item.sizeHint().width())
                size = item.sizeHint().boundedTo(QSize(rect.width(), high))
                spot = QRect(QPoint(left, top + (high - size.height()) // 2), size)
                item.setGeometry(placed(rect, spot, mirrored))
                left += size.width() + self.spacing()
            top += high + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if lines and used + self.spacing() + wide <= width:
                lines[-1].append(item)
                used += self.spacing() + wide
            else:
                lines.append([item])
                used = wide
        return lines


def _height(line: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in line)


def lines_of(words: str, font: QFont, width: int, most: int) -> list[str]:
    """`words` broken into at most `most` lines `width` px wide; the last one is cut with an ellipsis."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        if len(lines) == most - 1:
            lines.append(elided(words[line.textStart() :], QFontMetricsF(font), width))
            break
        lines.append(words[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return lines
