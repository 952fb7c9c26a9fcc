"""How a page of the preferences is laid out: a title, headed cards, and rows with a control at their trailing end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.strokes import box, hairline, placed
from octavo.gui.dialogs.labels import Column, Label
from octavo.gui.theme import Theme

EDGE: Final = 28
"""From the edge of a page to its cards, design px."""

_NARROW_EDGE: Final = 12
_ROOMY: Final = 420
"""Design px of width below which a page keeps narrow edges."""

_INSET: Final = 16
_ROW: Final = 48
_ROW_WITH_DETAIL: Final = 60


class Page(QWidget):
    """A scrolled column: the page's title, then what `add` puts below it. `first` takes the focus with the page."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self.title = Label(theme, title, "sheet")
        self.first: QWidget | None = None
        self.head = QHBoxLayout()
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(0)
        self._column.addLayout(self.head)
        self._column.addStretch(1)
        self.scroller = Column(theme, self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        self.setAccessibleName(title)
        theme.resized.connect(self._measure)
        self._measure()

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_card(self, heading: str = "") -> Card:
        """Put a card below the others, under its heading."""
        card = Card(self.theme, heading)
        self.add(card)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        px = self.theme.px
        edge = px(EDGE if self.width() >= px(_ROOMY) else _NARROW_EDGE)
        self._column.setContentsMargins(edge, px(24), edge, px(24))


class Card(QWidget):
    """Rows that belong together on one ground, with hairlines between them, below a heading."""

    def __init__(self, theme: Theme, heading: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.heading = Label(theme, heading, "caption_strong", "text2") if heading else None
        self.ground = _Ground(theme)
        self.rows = QVBoxLayout(self.ground)
        self.rows.setContentsMargins(1, 1, 1, 1)
        self.rows.setSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        if self.heading is not None:
            self._column.addWidget(self.heading)
        self._column.addWidget(self.ground)
        theme.resized.connect(self._measure)
        self._measure()

    def add(self, row: QWidget) -> None:
        """Put a row below the others."""
        self.rows.addWidget(row)

    def _measure(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(0, px(20 if self.heading is not None else 16), 0, 0)
        self._column.setSpacing(px(8))
        self.update()


class _Ground(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = self._theme.tokens, QPainter(self)
        # In the dark a raised ground would shout; the sidebar's stands just off the page.
        box(painter, self.rect(), self._theme.px(8), tokens.sidebar if self._theme.dark else tokens.raised, tokens.line)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shown = [each for each in self.children() if isinstance(each, QWidget) and not each.isHidden()]
        for row in [each for each in shown if getattr(each, "parted", True)][1:]:
            inset = self._theme.px(_INSET)
            line = QRect(inset, row.y(), self.width() - inset - 1, 1)
            hairline(painter, placed(self.rect(), line, mirrored), tokens.line)


class Row(QWidget):
    """Words, a sentence of detail where they need one, and a control; below each other where there is no room.

    A click on the words of a switch is a click on the switch.
    """

    def __init__(self, theme: Theme, words: str, control: QWidget, detail: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.control = control
        self.words = Label(theme, words, "body", wrap=True, names=control)
        self.detail = Label(theme, detail, "caption", "text2", wrap=True) if detail else None
        self._lines = QVBoxLayout()
        self._lines.addStretch(1)
        self._lines.addWidget(self.words)
        if self.detail is not None:
            self._lines.addWidget(self.detail)
        self._lines.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.addLayout(self._lines, 1)
        self._box.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.resized.connect(self._measure)
        self._measure()

    def minimumSizeHint(self) -> QSize:
        # Beside each other they need more, but then they can stand below each other.
        widest = max(self.control.minimumSizeHint().width(), self.control.minimumWidth(), self._theme.px(96))
        return QSize(widest + 2 * self._theme.px(_INSET), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if isinstance(self.control, QCheckBox) and self.rect().contains(event.position().toPoint()):
            self.control.click()

    def _measure(self) -> None:
        px = self._theme.px
        self._box.setContentsMargins(px(_INSET), px(7), px(_INSET), px(7))
        self._box.setSpacing(px(12))
        self._lines.setSpacing(px(2))
        self.setMinimumHeight(px(_ROW_WITH_DETAIL if self.detail is not None else _ROW))
        self._arrange()

    def _arrange(self) -> None:
        px = self._theme.px
        natural = QFontMetricsF(self._theme.font("body")).horizontalAdvance(self.words.text())
        # A switch is so small that its words may rather take another line.
        detail = px(120 if isinstance(self.control, QCheckBox) else 220) if self.detail is not None else 0
        wanted = max(natural, detail) + px(12) + self.control.sizeHint().width()
        beside = wanted <= self.width() - 2 * px(_INSET)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
            side = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeft
            self._box.setAlignment(self.control, side)
