"""The citation card: what is missing, the format, Copy, and the exact entry."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.chips import Pill
from octavo.gui.controls.strokes import box, placed
from octavo.gui.reader.highlight import BibHighlighter
from octavo.gui.reader.labels import Line
from octavo.gui.reader.prose import Prose
from octavo.gui.theme import Theme
from octavo.records import Paper

FORMATS: Final = {"bibtex": "BibTeX", "biblatex": "BibLaTeX"}
_HEAD: Final = 24
_GAP: Final = 12
_PAD: Final = 16


def state_of(paper: Paper) -> tuple[str, str]:
    """Words and tone of the state pill: "Complete", or exactly what a complete citation still lacks."""
    if not paper.missing:
        return "Complete", "ok"
    *others, last = paper.missing
    named = f"{', '.join(others)} and {last}" if others else last
    return f"{named[0].upper()}{named[1:]} missing", "warn"


class CitationCard(QWidget):
    """Heading, state, format menu and Copy over the entry, which is read from left to right in every window."""

    copy_requested = Signal(str)
    format_chosen = Signal(str)

    def __init__(self, theme: Theme, *, copy_key: str = "Y", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._format = "bibtex"
        self.heading = Line(theme, "Citation", "row_unread", parent=self)
        self.pill = Pill(theme, "Complete", "ok", parent=self)
        self.format_button = Button(theme, FORMATS["bibtex"], variant="ghost", small=True, chevron=True, parent=self)
        self.copy_button = Button(theme, "Copy", icon="copy", key=copy_key, small=True, parent=self)
        self.copy_button.setAccessibleName("Copy citation")
        self.entry = Prose(theme, "code", direction="ltr", parent=self)
        self.entry.setAccessibleName("Citation entry")
        self.entry.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._highlighter = BibHighlighter(theme, self.entry.document())
        self.format_button.clicked.connect(self.open_formats)
        self.copy_button.clicked.connect(lambda: self.copy_requested.emit("bibtex"))
        theme.changed.connect(self._place)

    def show_entry(self, paper: Paper, entry: str, state: tuple[str, str] | None = None) -> None:
        """Show `entry` as it would be written; `state` (words and tone) replaces the one made from the paper."""
        self.pill.show_words(*(state or state_of(paper)))
        self.set_format("biblatex" if self._format == "biblatex" else "bibtex")
        if entry.rstrip("\n") != self.entry.words:
            self.entry.set_words(entry.rstrip("\n"))
        self._place()

    def set_format(self, name: str) -> None:
        """Name the format of the entry: "bibtex" or "biblatex"."""
        self._format = name
        self.format_button.setText(FORMATS[name])
        self.format_button.setAccessibleName(f"Citation format: {FORMATS[name]}")
        self._place()

    def open_formats(self) -> QMenu:
        """Open the menu of formats."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for name, words in FORMATS.items():
            choice = QAction(words, menu, checkable=True, checked=name == self._format)
            choice.triggered.connect(lambda _on=False, name=name: self._choose(name))
            group.addAction(choice)
            menu.addAction(choice)
        menu.popup(self.format_button.mapToGlobal(self.format_button.rect().bottomLeft()))
        return menu

    def height_for(self, width: int) -> int:
        """Heading row, gap and the entry in its box."""
        px = self._theme.px
        return px(_HEAD) + px(_GAP) + self.entry.height_for(width - 2 * px(_PAD)) + 2 * px(_PAD - 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        box(QPainter(self), self._entry_box(), self._theme.px(8), tokens.code, tokens.line)

    def _choose(self, name: str) -> None:
        if name != self._format:
            self.set_format(name)
            self.format_chosen.emit(name)

    def _entry_box(self) -> QRect:
        top = self._theme.px(_HEAD) + self._theme.px(_GAP)
        return QRect(0, top, self.width(), self.height() - top)

    def _place(self) -> None:
        px, width = self._theme.px, self.width()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        head = QRect(0, 0, width, px(_HEAD))
        copy, chosen = self.copy_button.sizeHint().width(), self.format_button.sizeHint().width()
        narrow = width < px(400)
        left = self.heading.sizeHint().width() + px(8)
        room = width - copy - (0 if narrow else chosen + px(8)) - left - px(8)
        pill = min(max(px(40), room), self.pill.sizeHint().width())
        self.format_button.setVisible(not narrow)
        for part, x, wide in (
            (self.heading, 0, left),
            (self.pill, left, pill),
            (self.format_button, width - copy - px(8) - chosen, chosen),
            (self.copy_button, width - copy, copy),
        ):
            high = min(px(_HEAD), part.sizeHint().height())
            part.setGeometry(placed(head, QRect(x, (px(_HEAD) - high) // 2, wide, high), mirrored))
        entry = self._entry_box().adjusted(px(_PAD), px(_PAD - 2), -px(_PAD), -px(_PAD - 2))
        self.entry.setGeometry(entry)
        self.update()
