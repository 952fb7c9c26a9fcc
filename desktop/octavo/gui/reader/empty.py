"""The reading pane without a paper: nothing selected, or nothing left to decide."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from octavo.gui import words
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.strokes import box, picture, placed, ratio_of, write
from octavo.gui.controls.tile import Tile
from octavo.gui.reader.labels import Line
from octavo.gui.theme import Theme
from octavo.library.reading import Counts, Place


class Nothing(QWidget):
    """One icon and one line in the middle."""

    def __init__(self, theme: Theme, icon: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(Tile(theme, icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(16))
        column.addWidget(Line(theme, line, "body", "text2", centred=True))
        column.addStretch(3)


class InboxZero(QWidget):
    """What became of the papers, in plain numbers, and the next useful thing."""

    place_requested = Signal(Place)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.heading = Line(theme, "", "title", centred=True)
        self.line = Line(theme, "", "authors", "text2", centred=True)
        self.figures = [Figure(theme, *each) for each in _FIGURES]
        self.read_button = Button(theme, "Go to To read", icon="bookmark")
        self.starred_button = Button(theme, "Review starred papers", icon="star")
        self.read_button.clicked.connect(lambda: self.place_requested.emit(Place("to-read")))
        self.starred_button.clicked.connect(lambda: self.place_requested.emit(Place("starred")))
        self._build()
        theme.resized.connect(self._measure)

    def show_counts(self, counts: Counts) -> None:
        """Say what was decided today, or that the inbox is empty; the figures are those of the whole library."""
        decided = counts.today_total - counts.today
        all_of_today = counts.today_total > 0 and counts.today == 0
        several = f"All {words.papers(decided)} decided" if decided > 1 else "1 paper decided"
        self.heading.setText(several if all_of_today else "Nothing left to decide")
        self.line.setText("Your library now" if all_of_today else "New papers arrive in the Inbox after an import.")
        for figure, number in zip(self.figures, (counts.starred, counts.to_read, counts.done), strict=True):
            figure.show_number(number)
        self.read_button.setVisible(counts.to_read > 0)
        self.starred_button.setVisible(counts.starred > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _build(self) -> None:
        self._cards, self._ways = QHBoxLayout(), QHBoxLayout()
        self._cards.addStretch()
        for figure in self.figures:
            self._cards.addWidget(figure)
        self._cards.addStretch()
        self._ways.addStretch()
        self._ways.addWidget(self.read_button)
        self._ways.addWidget(self.starred_button)
        self._ways.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addStretch(2)
        self._column.addWidget(self.heading)
        self._column.addSpacing(self._theme.px(8))
        self._column.addWidget(self.line)
        self._column.addSpacing(self._theme.px(24))
        self._column.addLayout(self._cards)
        self._column.addSpacing(self._theme.px(24))
        self._column.addLayout(self._ways)
        self._column.addStretch(3)
        self._measure()

    def _measure(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(24), px(24), px(24), px(24))
        self._cards.setSpacing(px(12))
        self._ways.setSpacing(px(8))
        room = (self.width() - px(48) - px(24)) // 3
        for figure in self.figures:
            figure.setFixedSize(max(px(88), min(px(184), room)), px(88))


#: The amber of a star alone is too pale on white.
_EDGES: Final = {"star_filled": (("star", "star_edge"),)}
_FIGURES: Final = (("star_filled", "star", "starred"), ("bookmark", "text2", "to read"), ("check", "text2", "done"))


class Figure(QWidget):
    """One number with the word for what it counts."""

    def __init__(self, theme: Theme, icon: str, role: str, word: str) -> None:
        super().__init__()
        self._theme, self._icon, self._role, self._word = theme, icon, role, word
        self._number = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_number(self, number: int) -> None:
        """Show another number."""
        self._number = number
        self.setAccessibleName(f"{words.number(number)} {self._word}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        area, mirrored = self.rect(), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box(painter, area, px(8), theme.tokens.list_, theme.tokens.line)
        sign = placed(area, QRect(px(16), px(22), px(16), px(16)), mirrored)
        for icon, role in ((self._icon, self._role), *_EDGES.get(self._icon, ())):
            picture(painter, sign, theme.pixmap(icon, role, 16, ratio_of(painter)))
        number = placed(area, QRect(px(40), px(16), area.width() - px(56), px(28)), mirrored)
        write(painter, number, words.number(self._number), theme.font("sheet"), theme.tokens.text, mirrored=mirrored)
        word = placed(area, QRect(px(16), px(50), area.width() - px(32), px(20)), mirrored)
        write(painter, word, self._word, theme.font("body"), theme.tokens.text2, mirrored=mirrored)
