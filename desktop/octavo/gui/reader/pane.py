"""The reading pane: header over one paper with its note, several papers, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.margins import set_margins
from octavo.gui.controls.pages import Pages
from octavo.gui.controls.strokes import hairline
from octavo.gui.reader.detail import Detail
from octavo.gui.reader.empty import InboxZero, Nothing
from octavo.gui.reader.header import ReaderHeader, shown_key
from octavo.gui.reader.labels import Line
from octavo.gui.reader.notes import NoteEditor
from octavo.gui.reader.stack import Stack
from octavo.gui.theme import Theme
from octavo.gui.words import papers
from octavo.inquiries import CitationState
from octavo.library.reading import Counts, Place
from octavo.library.values import Traits
from octavo.records import Paper

DOCK_SHARE: Final = 0.44


class ReaderPane(QWidget):
    """Shows what it is given and says what the person did; it never writes and never opens an address itself.

    Buttons are made from the named `actions`; an action that is not there has no button that works. `edit_requested`
    asks for the bibliographic details, `note_edited` carries paper id and Markdown.
    """

    link_activated = Signal(str)
    tag_removed = Signal(str)
    tag_menu_wanted = Signal(QPoint, str)
    tag_clicked = Signal(str)
    edit_requested = Signal()
    note_edited = Signal(int, str)
    note_closed = Signal()
    sightings_wanted = Signal()
    copy_requested = Signal(str)
    format_chosen = Signal(str)
    place_requested = Signal(Place)
    selection_cleared = Signal()
    back_clicked = Signal()

    def __init__(
        self, theme: Theme, actions: Mapping[str, QAction], *, detail: Detail | None = None,
        notes: NoteEditor | None = None, today: Callable[[], date] = date.today, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`detail` and `notes` where they are made already."""
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._paper: Paper | None = None
        self._dock_share = DOCK_SHARE
        self.setAccessibleName("Paper")
        self.header = ReaderHeader(theme, actions)
        self.selection_header = _SelectionHeader(theme)
        self.detail = detail or Detail(theme, today=today)
        self.notes = notes or NoteEditor(theme)
        self.stack = Stack(theme, actions)
        self.nothing = Nothing(theme, "file-text", "Select a paper")
        self.inbox_zero = InboxZero(theme)
        self._build()
        self._connect()
        self.show_nothing()

    @property
    def paper(self) -> Paper | None:
        """The paper shown, also while several are selected; None when there is none."""
        return self._paper

    @property
    def is_writing(self) -> bool:
        """Is the note editor open?"""
        return not self.notes.isHidden()

    def show_paper(
        self, paper: Paper, position: tuple[int, int], citation: str, citation_state: CitationState | None = None
    ) -> None:
        """Show `paper`, the `position`-th of so many in the list, with the text of its entry.

        `citation_state` is what is known of the citation beside what the paper itself tells.
        """
        self._paper = paper
        self.notes.load(paper.id, paper.note)
        self.header.show_paper(paper, position)
        self.detail.show_paper(paper, citation, citation_state)
        self.show_one()

    def show_position(self, position: tuple[int, int]) -> None:
        """The list changed around the paper: its place in it, and how many there are."""
        self.header.show_position(position)

    def show_one(self) -> None:
        """Back from several papers to the one."""
        if self._paper is not None:
            self._show(self._split, self.header)

    def show_selection(self, title: str, traits: Traits) -> None:
        """Show what can be done to several papers; `title` is the one on top of their pile."""
        self.notes.flush()
        self.selection_header.words.setText(f"{papers(traits.count)} selected")
        self.stack.show_traits(title, traits)
        self._show(self.stack, self.selection_header)

    def show_nothing(self) -> None:
        """No paper is selected."""
        self._forget()
        self._show(self.nothing, None)

    def show_inbox_zero(self, counts: Counts) -> None:
        """Every paper in the inbox has been decided."""
        self._forget()
        self.inbox_zero.show_counts(counts)
        self._show(self.inbox_zero, None)

    def show_format(self, name: str) -> None:
        """Name the format the citation is written in: "bibtex" or "biblatex"."""
        self.detail.citation.set_format(name)

    def show_back(self, on: bool) -> None:
        """Offer the way back to the list, for a window of one pane."""
        self.header.show_back(on)

    def edit_note(self) -> None:
        """Open the note of the paper for writing, under the abstract."""
        if self._paper is None:
            return
        if not self.is_writing:
            self.detail.set_docked(True)
            self.notes.set_margin(self.detail.column_margin())
            self.notes.show()
            height = max(1, self._split.height())
            dock = round(height * self._dock_share)
            self._split.setSizes([height - dock, dock])
        self.notes.write()

    def close_note(self) -> None:
        """Save the note and close the editor."""
        if self.is_writing:
            self.notes.close_note()

    def flush(self) -> None:
        """Emit what was typed and not yet emitted; call before the window closes."""
        self.notes.flush()

    def keep_note(self, paper_id: int) -> None:
        """The note could not be saved: the editor keeps it as unsaved, says so, and offers it again when left."""
        self.notes.keep(paper_id)

    def scroll_on(self, *, back: bool = False) -> bool:
        """Scroll the paper by nearly a page; False when there is no more."""
        return self._pages.currentWidget() is self._split and self.detail.scroll_on(back=back)

    def focus_paper(self) -> None:
        """Put the keyboard on the paper, or on what stands in its place."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notes.set_margin(self.detail.column_margin())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.paper)

    def _build(self) -> None:
        self._split = _Dock(self._theme)
        self._split.addWidget(self.detail)
        self._split.addWidget(self.notes)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.splitterMoved.connect(lambda *_: self._keep_dock())
        self.notes.hide()
        self._pages = Pages()
        for page in (self._split, self.stack, self.nothing, self.inbox_zero):
            self._pages.addWidget(page)
        for page in (self.stack, self.nothing, self.inbox_zero):
            # In a window that shows nothing else, keys need somebody who hears them.
            page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.selection_header)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.detail)

    def _connect(self) -> None:
        detail = self.detail
        for name in ("note", "copy_bibtex"):
            if name in self._actions:
                self._actions[name].changed.connect(self._show_keys)
                self._show_keys()
        detail.link_activated.connect(self.link_activated)
        detail.tag_removed.connect(self.tag_removed)
        detail.tag_menu_wanted.connect(self.tag_menu_wanted)
        detail.tag_clicked.connect(self.tag_clicked)
        detail.tags_wanted.connect(lambda: self._run("tags"))
        detail.details_wanted.connect(self.edit_requested)
        detail.note_wanted.connect(self._want_note)
        detail.sightings_wanted.connect(self.sightings_wanted)
        detail.citation.copy_requested.connect(self.copy_requested)
        detail.citation.format_chosen.connect(self.format_chosen)
        detail.citation.deed_requested.connect(self._run)
        detail.look_up_wanted.connect(lambda: self._run("look_up"))
        self.stack.tag_removed.connect(self.tag_removed)
        self.stack.tag_menu_wanted.connect(self.tag_menu_wanted)
        self.notes.edited.connect(self.note_edited)
        self.notes.closed.connect(self._close_dock)
        self.inbox_zero.place_requested.connect(self.place_requested)
        self.selection_header.clear.clicked.connect(lambda: self.selection_cleared.emit())
        self.header.back_clicked.connect(self.back_clicked)

    def _show_keys(self) -> None:
        self.detail.show_keys(shown_key(self._actions.get("note")), shown_key(self._actions.get("copy_bibtex")))

    def _show(self, page: QWidget, header: QWidget | None) -> None:
        self.header.setVisible(header is self.header)
        self.selection_header.setVisible(header is self.selection_header)
        self.setFocusProxy(self.detail if page is self._split else page)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self._pages.setCurrentWidget(page)
        if had_focus and not (QApplication.focusWidget() or self).isVisible():
            self.setFocus()

    def _forget(self) -> None:
        self._paper = None
        if self.is_writing:
            self._close_dock(announce=False)
        self.notes.load(0, "")

    def _want_note(self) -> None:
        # The command does what belongs to it (it opens an undo step of its own) and calls `edit_note`.
        if not self._run("note"):
            self.edit_note()

    def grow_note(self, by: int) -> None:
        """Give the note being written `by` steps more of the pane's height, less when negative."""
        above, below = self._split.sizes()
        least, step = self._theme.px(120), self._theme.px(24)
        wanted = min(max(below + by * step, least), max(least, above + below - least))
        self._split.setSizes([above + below - wanted, wanted])
        self._keep_dock()

    def _keep_dock(self) -> None:
        """The next note opens as high as this one was made."""
        above, below = self._split.sizes()
        self._dock_share = below / max(1, above + below)

    def _close_dock(self, *, announce: bool = True) -> None:
        self.notes.hide()
        self.detail.set_docked(False)
        if announce:
            self.note_closed.emit()

    def _run(self, name: str) -> bool:
        action = self._actions.get(name)
        if action is not None:
            action.trigger()
        return action is not None


class _SelectionHeader(QWidget):
    """How many papers are selected, and the way back to one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = Line(theme, "", "row_unread")
        self.clear = Button(theme, "Clear selection", variant="ghost", key="Esc")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.words)
        self._row.addStretch()
        self._row.addWidget(self.clear)
        theme.resized.connect(self._measure)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hairline(painter, QRect(0, self.height() - 1, self.width(), 1), self._theme.tokens.line)

    def _measure(self) -> None:
        set_margins(self._row, self, self._theme.px(24), 0, self._theme.px(16), 0)
        self.setFixedHeight(self._theme.px(52))


class _Dock(QSplitter):
    """Paper above, note below, with a hairline between them that can be dragged."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme
        self.setHandleWidth(theme.px(6))
        theme.resized.connect(self._measure)

    def createHandle(self) -> QSplitterHandle:
        return _DockHandle(self._theme, self)

    def _measure(self) -> None:
        if self.handleWidth() != self._theme.px(6):
            self.setHandleWidth(self._theme.px(6))


class _DockHandle(QSplitterHandle):
    def __init__(self, theme: Theme, dock: QSplitter) -> None:
        super().__init__(Qt.Orientation.Vertical, dock)
        self._theme = theme

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = self._theme.tokens, QPainter(self)
        painter.fillRect(self.rect(), tokens.list_)
        hairline(painter, QRect(0, 0, self.width(), 1), tokens.control if self.underMouse() else tokens.line_strong)
