"""The reading column: one paper from source to citation, at most 640 px wide and in the middle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.chips import Pill, TagChip
from octavo.gui.controls.focus import holds
from octavo.gui.controls.scrolling import FloatingScrollBar, scroll_bare
from octavo.gui.controls.strokes import ring
from octavo.gui.reader.citation import CitationCard
from octavo.gui.reader.labels import Flow, Line, Rule
from octavo.gui.reader.links import authors_of, links_of, published_in, seen_in
from octavo.gui.reader.prose import Prose
from octavo.gui.receipt_words import times_seen
from octavo.gui.theme import Theme
from octavo.inquiries import CitationState
from octavo.records import Paper, Tag

WIDEST: Final = 640
MARGIN: Final = 40


class Detail(QScrollArea):
    """Scrolls the column; keeps the place on screen while the paper stays the same."""

    link_activated = Signal(str)
    tag_removed = Signal(str)
    tag_menu_wanted = Signal(QPoint, str)
    tag_clicked = Signal(str)
    tags_wanted = Signal()
    details_wanted = Signal()
    look_up_wanted = Signal()
    note_wanted = Signal()
    sightings_wanted = Signal()

    def __init__(
        self, theme: Theme, *, note_key: str = "N", copy_key: str = "Y", today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self._paper: Paper | None = None
        self._docked = False
        #: How far down the person has scrolled, from 0 to 1.
        self._stood = 0.0
        self._by_mouse = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Paper")
        self._column = QWidget()
        self._fill(note_key, copy_key)
        scroll_bare(self, self._column)
        self._bar = FloatingScrollBar.attach(self, theme)
        self._connect()

    def show_paper(self, paper: Paper, entry: str, state: CitationState | None = None) -> None:
        """Show `paper` and its citation `entry`; another paper starts at the top."""
        is_another = self._paper is None or self._paper.id != paper.id
        before, self._paper = self._paper, paper
        self.source.setText(seen_in(paper, self._today()))
        self.source.set_icon("rss" if paper.sightings else "")
        title, people = paper.title or "Untitled", authors_of(paper)
        # What is said when the keyboard comes to the pane, and at J and K while it is there.
        self.setAccessibleName(f"Paper. {title}. {people or 'no authors yet'}")
        self._set(self.title, title)
        self._set(self.authors, people)
        self._set(self.published, published_in(paper))
        self.seen_button.setText(times_seen(paper.sightings, self._today()))
        self.seen_button.setAccessibleDescription("Shows where this paper was seen")
        self._set(self.abstract, paper.abstract or "No abstract yet.")
        self._set(self.note, paper.note)
        if before is None or is_another or before.identifiers != paper.identifiers or (
            (before.title, before.attachments) != (paper.title, paper.attachments)
        ):
            self._show_links(paper)
        if before is None or is_another or before.tags != paper.tags:
            self._show_tags(paper.tags)
        self.citation.show_entry(paper, entry, state)
        self._lay_out()
        if is_another:
            self.verticalScrollBar().setValue(0)
            self._stood = 0.0

    def set_docked(self, on: bool) -> None:
        """Make room for a note beneath: a smaller title, no links, tags or rendered note."""
        if on != self._docked:
            self._docked = on
            self.title.set_token("title_small" if on else "title")
            self._lay_out()

    def column_margin(self) -> int:
        """The px left of the column (right of it when mirrored), which the note editor shares."""
        px, width = self._theme.px, self.viewport().width()
        return max(min(px(MARGIN), width // 8), (width - px(WIDEST)) // 2)

    def scroll_on(self, *, back: bool = False) -> bool:
        """Scroll by nearly a page; False when already at the end (or, going back, at the top)."""
        bar = self.verticalScrollBar()
        before = bar.value()
        step = max(1, self.viewport().height() - self._theme.px(50))
        bar.setValue(before + (-step if back else step))
        return bar.value() != before

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar, stood = self.verticalScrollBar(), self._stood
        super().resizeEvent(event)
        self._lay_out()
        # In another width the same words stand elsewhere, and in a large one nothing may be left to scroll.
        bar.setValue(round(stood * bar.maximum()))
        self._stood = stood

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.tokens.paper)
        if self.hasFocus() and not self._by_mouse:
            ring(painter, self.viewport().rect(), self._theme.px(4), self._theme.tokens.mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # There is nothing to scroll sideways: they lead to the list.
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_mouse = event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _fill(self, note_key: str, copy_key: str) -> None:
        theme, column = self._theme, self._column
        self.source = Line(theme, "", "caption", "text2", icon="rss", parent=column)
        self.title = Prose(theme, "title", called="Title", parent=column)
        self.authors = Prose(theme, "authors", "text2", direction="interface", called="Authors", parent=column)
        self._no_authors = Flow(theme, parent=column)
        self._no_authors.hold(self._make_no_authors())
        self.published = Prose(theme, "body", "text3", direction="interface", called="Published", parent=column)
        self.seen_button = Button(theme, "", icon="history", variant="ghost", small=True, parent=column)
        self._links = Flow(theme, parent=column)
        self._tags = Flow(theme, gap=8, parent=column)
        self.abstract = Prose(theme, "read", called="Abstract", parent=column)
        self.abstract.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more_button = Button(theme, "Show more", variant="link", small=True, parent=column)
        self.more_note_button = Button(theme, "Show more of the note", variant="link", small=True, parent=column)
        self._first_rule, self._second_rule = Rule(theme, parent=column), Rule(theme, parent=column)
        self._note_head = _NoteHead(theme, note_key, column)
        self.note = Prose(theme, "note", markdown=True, called="Note", parent=column)
        self.note.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._no_note = Line(
            theme, f"Nothing written yet. Press {note_key} to start a note.", "body", "text2", parent=column
        )
        self.citation = CitationCard(theme, copy_key=copy_key, today=self._today, parent=column)

    def show_keys(self, note_key: str, copy_key: str) -> None:
        """Name the keys that write the note and copy the citation; "" for none."""
        self._note_head.edit_button.set_key(note_key)
        self.citation.copy_button.set_key(copy_key)
        hint = f" Press {note_key} to start a note." if note_key else ""
        self._no_note.setText(f"Nothing written yet.{hint}")

    def _connect(self) -> None:
        self.seen_button.clicked.connect(lambda: self.sightings_wanted.emit())
        self.more_button.clicked.connect(lambda: self._show_more(self.abstract))
        self.more_note_button.clicked.connect(lambda: self._show_more(self.note))
        self._note_head.edit_button.clicked.connect(lambda: self.note_wanted.emit())
        self._theme.resized.connect(self._lay_out)
        self.verticalScrollBar().valueChanged.connect(self._note_place)

    def _note_place(self, value: int) -> None:
        self._stood = value / max(1, self.verticalScrollBar().maximum())

    def _make_no_authors(self) -> list[QWidget]:
        look_up = Button(self._theme, "Look up", variant="link", small=True)
        look_up.clicked.connect(lambda: self.look_up_wanted.emit())
        by_hand = Button(self._theme, "Enter by hand", variant="link", small=True)
        by_hand.clicked.connect(lambda: self.details_wanted.emit())
        return [Pill(self._theme, "No authors yet", "warn"), look_up, by_hand]

    def _set(self, prose: Prose, words: str) -> None:
        if prose.words != words:
            prose.set_words(words)

    def _show_links(self, paper: Paper) -> None:
        buttons: list[QWidget] = []
        for link in links_of(paper):
            button = Button(self._theme, link.words, icon=link.icon, small=True)
            button.clicked.connect(lambda _on=False, address=link.address: self.link_activated.emit(address))
            buttons.append(button)
        self._links.hold(buttons)

    def _show_tags(self, tags: tuple[Tag, ...]) -> None:
        chips: list[QWidget] = []
        for tag in tags:
            chip = TagChip(self._theme, tag.name, tag.hue)
            chip.removed.connect(self.tag_removed)
            chip.menu_wanted.connect(self.tag_menu_wanted)
            chip.clicked.connect(lambda _on=False, name=tag.name: self.tag_clicked.emit(name))
            chips.append(chip)
        add = Button(self._theme, "Tag", icon="plus", variant="ghost", small=True)
        add.setAccessibleName("Edit tags")
        add.clicked.connect(lambda: self.tags_wanted.emit())
        self._tags.hold([*chips, add])

    def _show_more(self, prose: Prose) -> None:
        prose.show_more()
        self._lay_out()

    def _blocks(self) -> list[tuple[int, QWidget, Callable[[int], int]]]:
        """What the column holds now: the gap above, the widget, and how high it is at a width."""
        line, px = self._theme.line, self._theme.px
        blocks: list[tuple[int, QWidget, Callable[[int], int]]] = [
            (24, self.source, lambda _: line("caption")),
            (8, self.title, self.title.height_for),
        ]
        if self.authors.words:
            blocks.append((10, self.authors, self.authors.height_for))
        else:
            blocks.append((10, self._no_authors, self._no_authors.height_for))
        if self.published.words:
            blocks.append((2, self.published, self.published.height_for))
        if self.seen_button.text() and not self._docked:
            blocks.append((4, self.seen_button, lambda _: px(24)))
        if not self._docked:
            blocks += [(16, self._links, self._links.height_for), (12, self._tags, self._tags.height_for)]
        blocks.append((20, self.abstract, self.abstract.height_for))
        if self.abstract.is_cut:
            blocks.append((8, self.more_button, lambda _: px(24)))
        blocks.append((20, self._first_rule, self._first_rule.height_for))
        if not self._docked:
            blocks.append((16, self._note_head, lambda _: px(24)))
            if self.note.words:
                blocks.append((8, self.note, self.note.height_for))
                if self.note.is_cut:
                    blocks.append((8, self.more_note_button, lambda _: px(24)))
            else:
                blocks.append((8, self._no_note, lambda _: line("body")))
            blocks.append((20, self._second_rule, self._second_rule.height_for))
        blocks.append((16, self.citation, self.citation.height_for))
        return blocks

    def _lay_out(self) -> None:
        if self._paper is None:
            return
        px, width, margin = self._theme.px, self.viewport().width(), self.column_margin()
        column, top, shown = width - 2 * margin, 0, set()
        for gap, block, height_for in self._blocks():
            top += px(gap)
            high = height_for(column)
            wide = min(column, block.sizeHint().width()) if isinstance(block, Button) else column
            # The words of a button without a ground stand where all others do.
            before = px(8) if block is self.seen_button else 0
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = margin + column - wide + before if mirrored else margin - before
            block.setGeometry(left, top, wide, high)
            top += high
            shown.add(block)
        focus = QApplication.focusWidget()
        for child in self._column.children():
            if isinstance(child, QWidget):
                if child not in shown and holds(child, focus):
                    # What has the keyboard goes: Qt would hand it to a stranger.
                    self.setFocus(Qt.FocusReason.OtherFocusReason)
                child.setVisible(child in shown)
        self._column.resize(width, max(top + px(MARGIN), self.viewport().height()))
        self.verticalScrollBar().setSingleStep(self._theme.line("read"))
        self.viewport().update()


class _NoteHead(QWidget):
    """The heading over the note, with the button that opens it for writing."""

    def __init__(self, theme: Theme, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.edit_button = Button(theme, "Edit", icon="pencil", variant="ghost", key=key, small=True)
        self.edit_button.setAccessibleName("Edit note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Line(theme, "Notes", "row_unread"))
        row.addStretch()
        row.addWidget(self.edit_button)
