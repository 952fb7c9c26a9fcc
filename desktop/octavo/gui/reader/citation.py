"""The citation card: what is missing, the format, Copy, and the exact entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from octavo.gui import citation_words
from octavo.gui.controls.aloud import say
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.chips import Pill
from octavo.gui.controls.strokes import box, placed
from octavo.gui.reader.highlight import BibHighlighter
from octavo.gui.reader.labels import Flow, Line
from octavo.gui.reader.prose import Prose
from octavo.gui.text import plain_tip
from octavo.gui.theme import Theme
from octavo.inquiries import CitationState
from octavo.records import Paper

FORMATS: Final = {"bibtex": "BibTeX", "biblatex": "BibLaTeX"}
_HEAD: Final = 24
_GAP: Final = 12
_PAD: Final = 16
_NARROW: Final = 400
"""Design px below which the format is not offered."""


class CitationCard(QWidget):
    """Heading, state, format menu and Copy over the entry, which is read from left to right in every window.

    Between them, where there is something to say or to do about the state, a line with both. `deed_requested` carries
    the name of a command.
    """

    copy_requested = Signal(str)
    format_chosen = Signal(str)
    deed_requested = Signal(str)

    def __init__(
        self, theme: Theme, *, copy_key: str = "Y", today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self._told: CitationState | None = None
        self._paper_id = 0
        self._format = "bibtex"
        self.heading = Line(theme, "Citation", "row_unread", parent=self)
        self.pill = Pill(theme, "Complete", "ok", parent=self)
        self.deeds = Flow(theme, gap=4, parent=self)
        self.format_button = Button(theme, FORMATS["bibtex"], variant="ghost", small=True, chevron=True, parent=self)
        self.copy_button = Button(theme, "Copy", icon="copy", key=copy_key, small=True, parent=self)
        self.copy_button.setAccessibleName("Copy citation")
        self.entry = Prose(theme, "code", direction="ltr", called="Citation entry", parent=self)
        self.entry.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.entry.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._highlighter = BibHighlighter(theme, self.entry.document())
        self.format_button.clicked.connect(self.open_formats)
        self.copy_button.clicked.connect(lambda: self.copy_requested.emit("bibtex"))
        theme.resized.connect(self._place)

    def show_entry(self, paper: Paper, entry: str, state: CitationState | None = None) -> None:
        """Show `entry` as it would be written; `state` is what is known of it beside what the paper tells."""
        before, self._paper_id = self._paper_id, paper.id
        said = self.pill.accessibleName()
        self._show_state(state or citation_words.of_paper(paper))
        if before == paper.id and self.pill.accessibleName() != said:
            # Found, or not, while the paper stays before one.
            say(self, f"Citation: {self.pill.accessibleName()}")
        self.set_format("biblatex" if self._format == "biblatex" else "bibtex")
        if entry.rstrip("\n") != self.entry.words:
            self.entry.set_words(entry.rstrip("\n"))
        self._place()

    def _show_state(self, state: CitationState) -> None:
        if state == self._told:
            return
        self._told = state
        words, tone = citation_words.pill(state)
        self.pill.show_words(words, tone)
        tip = citation_words.tip(state, self._today())
        self.pill.setAccessibleDescription(tip)
        self.pill.setToolTip(plain_tip(tip))
        members: list[QWidget] = []
        if quiet := citation_words.proposed(state):
            members.append(Pill(self._theme, quiet, "plain", "info"))
        if sentence := citation_words.beside(state):
            members.append(Line(self._theme, sentence, "caption", "text2"))
        for words, name in citation_words.deeds(state):
            button = Button(self._theme, words, variant="link", small=True)
            button.clicked.connect(lambda _on=False, name=name: self.deed_requested.emit(name))
            members.append(button)
        self.deeds.hold(members)
        self.deeds.setVisible(bool(members))

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
        return self._entry_top(width) + self.entry.height_for(width - 2 * px(_PAD)) + 2 * px(_PAD - 2)

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
        top = self._entry_top(self.width())
        return QRect(0, top, self.width(), self.height() - top)

    def _entry_top(self, width: int) -> int:
        px = self._theme.px
        pill, deeds = self._told_places(width)
        below = deeds if self.deeds.members else pill
        return px(_HEAD) + px(_GAP) + (below.bottom() + 1 - px(_HEAD) + px(4) if below.top() else 0)

    def _room(self, width: int) -> tuple[int, int]:
        """Where the pill begins, and the px from there to the buttons."""
        px = self._theme.px
        left = self.heading.sizeHint().width() + px(8)
        buttons = self.copy_button.sizeHint().width()
        if width >= px(_NARROW):
            buttons += self.format_button.sizeHint().width() + px(8)
        return left, width - buttons - left - px(8)

    def _told_places(self, width: int) -> tuple[QRect, QRect]:
        """Where the pill and what can be done go: each beside what is before it, or where it does not fit below."""
        px = self._theme.px
        left, room = self._room(width)
        wide, line = self.pill.sizeHint().width(), QRect(left, 0, room, px(_HEAD))
        if wide > room:
            line = QRect(0, px(_HEAD + 4), width, px(_HEAD))
        pill = QRect(line.left(), line.top(), min(wide, line.width()), line.height())
        rest = line.adjusted(pill.width() + px(4), 0, 0, 0)
        members = self.deeds.members
        # A pane about to be shown is a few px wide for a moment, with no room even for nothing.
        if members and sum(each.sizeHint().width() + px(4) for each in members) > rest.width():
            # The words of a button begin at the edge of the card.
            inset = px(8) if isinstance(members[0], Button) else 0
            rest = QRect(-inset, line.bottom() + 1 + px(4), width + inset, self.deeds.height_for(width))
        return pill, rest

    def _place(self) -> None:
        px, width = self._theme.px, self.width()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        head = QRect(0, 0, width, px(_HEAD))
        copy, chosen = self.copy_button.sizeHint().width(), self.format_button.sizeHint().width()
        left, _room = self._room(width)
        pill, deeds = self._told_places(width)
        self.format_button.setVisible(width >= px(_NARROW))
        for part, x, wide in (
            (self.heading, 0, left),
            (self.format_button, width - copy - px(8) - chosen, chosen),
            (self.copy_button, width - copy, copy),
        ):
            high = min(px(_HEAD), part.sizeHint().height())
            part.setGeometry(placed(head, QRect(x, (px(_HEAD) - high) // 2, wide, high), mirrored))
        high = min(px(_HEAD), self.pill.sizeHint().height())
        middle = QRect(pill.left(), pill.top() + (pill.height() - high) // 2, pill.width(), high)
        whole = QRect(0, 0, width, self.height())
        self.pill.setGeometry(placed(whole, middle, mirrored))
        self.deeds.setGeometry(placed(whole, deeds, mirrored))
        entry = self._entry_box().adjusted(px(_PAD), px(_PAD - 2), -px(_PAD), -px(_PAD - 2))
        self.entry.setGeometry(entry)
        self.update()
