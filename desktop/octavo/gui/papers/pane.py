"""The papers pane: heading, search, progress of the day, the list, and what stands in its place when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from octavo.gui import words as wording
from octavo.gui.controls.aloud import say
from octavo.gui.controls.banner import Banner
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.margins import set_margins
from octavo.gui.controls.progress import ProgressBar
from octavo.gui.controls.scrolling import FloatingScrollBar
from octavo.gui.controls.strokes import hairline
from octavo.gui.papers.delegate import LANE
from octavo.gui.papers.empty import EmptyState, emptiness
from octavo.gui.papers.head import PaneHead
from octavo.gui.papers.model import Header, PapersModel
from octavo.gui.papers.search_field import SearchField
from octavo.gui.papers.standing import Standing
from octavo.gui.papers.typesetting import hit_pattern
from octavo.gui.papers.view import PapersView
from octavo.gui.text import PlainLabel
from octavo.gui.theme import Theme
from octavo.library.reading import Listing, Place, Reading
from octavo.records import ReadingList, Tag

_NOWHERE = Place("")
_PLACES_REMEMBERED = 64


class PapersPane(QWidget):
    """Holds the listing of one place. Signals carry paper ids; -1 says no paper.

    `order_dropped`: ids dragged within a reading list, and the position their block starts at afterwards.
    `dragged_out`: ids dropped on another program.
    """

    current_changed = Signal(int)
    selection_changed = Signal(list)
    search_changed = Signal(str)
    everywhere_chosen = Signal(bool)
    sort_chosen = Signal(str)
    open_requested = Signal(int)
    context_menu_requested = Signal(QPoint, list)
    star_clicked = Signal(int)
    done_clicked = Signal(int)
    order_dropped = Signal(list, int)
    dragged_out = Signal(list)
    mark_read_clicked = Signal()
    export_clicked = Signal()
    import_clicked = Signal()
    list_menu_requested = Signal(QPoint)
    smart_list_clicked = Signal()
    sidebar_clicked = Signal()
    trouble_clicked = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__(parent)
        self._theme, self._today = theme, today
        self._place = _NOWHERE
        self._everywhere = False
        self._sort = ""
        self._trouble = ""
        self._shown: tuple[Place, str, bool] = (_NOWHERE, "", False)
        self._stood: dict[Place, Standing] = {}
        self.model = PapersModel(self)
        self.view = PapersView(theme, self.model)
        self.head = PaneHead(theme)
        self.search = SearchField(theme)
        self.empty = EmptyState(theme)
        self.progress = ProgressBar(theme, height=3, quiet=True)
        self.trouble = Banner(theme)
        self._scope_words = PlainLabel("Search in")
        self._scope = Button(theme, "This place", variant="ghost", chevron=True, small=True)
        self._keep = Button(theme, "Save as smart list", variant="link", small=True)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._dress)
        self._dress()

    def show_listing(
        self, listing: Listing, reader: Reading, query_words: Sequence[str] = (), place: Place | None = None
    ) -> None:
        """Show `listing`; `query_words` are marked in its rows.

        In the same place, selection and scrolling follow the papers; a place seen before is found as it was left.
        """
        place = self._place if place is None else place
        hits = hit_pattern(query_words)
        by_hand = place.kind == "list" and not self._is_searching() and not self._sort
        if place != self._place:
            self.set_sort("")
            self.set_everywhere(False)
        standing = self._standing_for(place, bool(query_words))
        self._place = place
        self._shown = (place, " ".join(query_words), self._everywhere)
        self.view.delegate.set_hits(hits)
        self.view.replace(listing.ids, self._headers(listing, bool(query_words)), reader, standing, by_hand=by_hand)
        self.head.set_in_list(place.kind == "list")
        self._show_scope()
        self._show_state(bool(listing.ids))

    def show_head(self, title: str, subtitle: str, decided: tuple[int, int] | None = None) -> None:
        """Name the place; `decided` of the day's papers fill the thin bar under the search (None: no bar)."""
        self.head.show_words(title, subtitle)
        self.progress.setVisible(decided is not None)
        if decided is not None:
            self.progress.set_progress(decided[0], max(1, decided[1]))
            self.progress.setAccessibleName(f"{decided[0]} of {decided[1]} decided")
        self._dress()

    def show_trouble(self, sentence: str, action: str = "", *, icon: str = "") -> None:
        """Say above the list what is the matter with the place, and what the button does; "" takes it away."""
        if sentence:
            self.trouble.show_words(sentence, icon=icon, action=action)
            say(self, sentence if sentence != self._trouble else "")
        self._trouble = sentence
        self.trouble.setVisible(bool(sentence))
        self._dress()

    def show_place(self, place: Place, title: str, subtitle: str) -> None:
        """Name the place that the next listing belongs to."""
        self.show_head(title, subtitle)
        self.head.set_in_list(place.kind == "list")

    def refresh_rows(self, ids: Sequence[int]) -> None:
        """Paint these papers as they are now."""
        self.model.refresh_rows(ids)

    def set_vocabulary(
        self, tags: Sequence[Tag | str], lists: Sequence[ReadingList | str], feeds: Sequence[str]
    ) -> None:
        """The names the search field completes; records bring colours and counts along."""
        self.search.set_vocabulary(tags, lists, feeds)

    def set_keys(self, key_of: Callable[[str], str]) -> None:
        """`key_of` answers the key of a command; called again after the person chose others."""
        self.head.set_keys(key_of)
        self.search.set_key(key_of("search"))
        self.empty.set_keys(key_of)

    def offer_sidebar(self, on: bool) -> None:
        """Offer the sidebar before the title, while it does not stand beside the list."""
        self.head.offer_sidebar(on)

    def set_compact(self, compact: bool) -> None:
        """Rows of 60 px instead of 96."""
        self.view.set_compact(compact)

    def set_sort(self, sort: str) -> None:
        """Say which order was chosen, "" for the place's own."""
        self._sort = self.head.sort = sort

    def set_everywhere(self, everywhere: bool) -> None:
        """Say whether all papers are searched, without a signal."""
        self._everywhere = everywhere
        self._show_scope()

    def focus_search(self) -> None:
        """Put the caret into the search field, its words selected."""
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    def clear_search(self) -> None:
        """Empty the search; `search_changed` follows if there was one."""
        self.search.clear()

    def search_for(self, words: str) -> None:
        """Put a whole search in, as if it had been typed."""
        self.search.set_text(words)
        self._search_for(words)

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to what stands in its place."""
        (self.view if self._stack.currentWidget() is self._beside else self.empty).setFocus()

    def toggle_current(self) -> None:
        """Take the current paper into the selection or out of it."""
        self.view.toggle_current()

    def extend_next(self) -> None:
        """Take the next paper into the selection."""
        self.view.extend_next()

    def extend_previous(self) -> None:
        """Take the paper above into the selection."""
        self.view.extend_previous()

    def select_all_papers(self) -> None:
        """Select every paper listed."""
        self.view.select_all_papers()

    def clear_selection(self) -> None:
        """Leave only the current paper selected."""
        self.view.clear_selection()

    def selected_ids(self) -> list[int]:
        """The selected papers in shown order."""
        return self.view.selected_ids()

    def current_id(self) -> int:
        """The paper the keyboard acts on, -1 when there is none."""
        return self.view.read_id()

    def select(self, paper_id: int) -> None:
        """Select this paper alone and bring it on screen."""
        self.view.select(paper_id)

    def select_next(self, *, unread: bool = False) -> None:
        """Select the next paper, or the next unread one."""
        self.view.select_next(unread=unread)

    def select_previous(self) -> None:
        """Select the paper above."""
        self.view.select_previous()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.list_)
        top = self._below.y()
        hairline(painter, QRect(0, top - 1, self.width(), 1), self._theme.tokens.line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._dress()

    def _lay_out(self) -> None:
        self._search_row, self._scope_row, self._progress_row = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._search_row.addWidget(self.search)
        self._scope_row.addWidget(self._scope_words)
        self._scope_row.addWidget(self._scope)
        self._scope_row.addStretch(1)
        self._scope_row.addWidget(self._keep)
        self._progress_row.addWidget(self.progress)
        self._trouble_row = QHBoxLayout()
        self._trouble_row.addWidget(self.trouble)
        self._below = QWidget(self)
        self._stack = QStackedLayout(self._below)
        self._beside = QWidget()
        self._list_row = QHBoxLayout(self._beside)
        self._list_row.addWidget(self.view)
        self._stack.addWidget(self._beside)
        self._stack.addWidget(self.empty)
        self._bar = FloatingScrollBar(self.view, self._theme, beside=True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        for row in (self._search_row, self._scope_row, self._trouble_row, self._progress_row):
            self._column.addLayout(row)
        self._column.addWidget(self._below, 1)
        for part in (self._scope_words, self._scope, self._keep):
            part.setVisible(False)
        self.progress.setVisible(False)
        self.trouble.setVisible(False)
        self.setFocusProxy(self.view)
        self.setTabOrder(self.search.line, self.view)
        # Made first, and the last to whom a screen reader comes.
        self._below.raise_()

    def _connect(self) -> None:
        for ours, theirs in (
            (self.current_changed, self.view.current_changed), (self.selection_changed, self.view.selection_changed),
            (self.open_requested, self.view.open_requested), (self.star_clicked, self.view.star_clicked),
            (self.context_menu_requested, self.view.context_menu_requested),
            (self.done_clicked, self.view.done_clicked), (self.import_clicked, self.empty.import_clicked),
            (self.order_dropped, self.view.order_dropped), (self.dragged_out, self.view.dragged_out),
            (self.mark_read_clicked, self.head.mark_read_clicked), (self.sidebar_clicked, self.head.sidebar_clicked),
            (self.export_clicked, self.head.export_clicked), (self.list_menu_requested, self.head.list_menu_requested),
        ):  # fmt: skip
            theirs.connect(ours)
        self.head.filter_toggled.connect(self.search.toggle_token)
        self.head.sort_chosen.connect(self._choose_sort)
        self.search.changed.connect(self._search_for)
        self.search.left.connect(self.focus_list)
        self.empty.clear_clicked.connect(self.search.clear)
        self.empty.everywhere_clicked.connect(lambda: self._choose_scope(True))
        self._scope.clicked.connect(self._show_scopes)
        self.trouble.action_clicked.connect(self.trouble_clicked)
        self._keep.clicked.connect(self.smart_list_clicked)

    def _show_scope(self) -> None:
        """What stands under the search field while there is a search."""
        searching = self._is_searching()
        for part in (self._scope_words, self._scope, self._keep):
            part.setVisible(searching)
        self._scope.setText("All papers" if self._everywhere or self._place.kind == "all" else "This place")

    def _search_for(self, words: str) -> None:
        self._follow_search()
        self.search_changed.emit(words)

    def _follow_search(self) -> None:
        searching = self._is_searching()
        self._show_scope()
        self.head.filters = self.search.tokens
        self.head.searching = searching
        if not searching:
            self._choose_scope(False)
        self._dress()

    def _choose_sort(self, sort: str) -> None:
        self.set_sort(sort)
        self.sort_chosen.emit(sort)

    def _choose_scope(self, everywhere: bool) -> None:
        if everywhere != self._everywhere:
            self.set_everywhere(everywhere)
            self.everywhere_chosen.emit(everywhere)

    def _show_scopes(self) -> None:
        menu = QMenu(self)
        whole = self._place.kind == "all"
        for words, everywhere in (("This place", False), ("All papers", True))[whole:]:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(whole or everywhere == self._everywhere)
            action.triggered.connect(lambda _=False, everywhere=everywhere: self._choose_scope(everywhere))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._scope.mapToGlobal(QPoint(0, self._scope.height())))

    def _is_searching(self) -> bool:
        return bool(self.search.text().strip())

    def _standing_for(self, place: Place, searching: bool) -> Standing:
        """What the new listing takes over from the one on screen, or from the last visit to its place."""
        before, now = self._shown, (place, self._everywhere)
        standing = self.view.standing()
        if (before[0], before[2]) == now and before[0] is not _NOWHERE:
            if searching and not before[1]:
                self._stood[place] = standing
            elif before[1] and not searching and place in self._stood:
                kept = self._stood.pop(place)
                return standing if standing.current in self.model.ids and standing.current != -1 else kept
            return standing
        if not before[1] and before[0] is not _NOWHERE:
            self._stood.pop(before[0], None)
            self._stood[before[0]] = standing
            while len(self._stood) > _PLACES_REMEMBERED:
                self._stood.pop(next(iter(self._stood)))
        return self._stood.get(place, Standing()) if not searching else Standing()

    def _headers(self, listing: Listing, searching: bool) -> list[Header]:
        if not listing.groups:
            best = searching and self._sort in ("", "best match") and len(listing.ids) > 0
            return [Header(0, "Best matches", wording.papers(len(listing.ids)))] if best else []
        today = self._today()
        return [
            Header(group.start, wording.day(group.day, today), _group_count(group.left, group.total))
            for group in listing.groups
        ]

    def _show_state(self, any_papers: bool) -> None:
        if not any_papers:
            searching = self._is_searching()
            self.empty.show_emptiness(emptiness(self._place, searching), everywhere=self._everywhere)
        shown = self._beside if any_papers else self.empty
        if shown is self._stack.currentWidget():
            return
        had_keys = self.window().focusWidget() is self.view or self.empty.holds_focus()
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(self.view if any_papers else self.empty)
        if had_keys:
            self.focus_list()

    def _dress(self) -> None:
        px, theme = self._theme.px, self._theme
        edge = px(16)
        searching, progress = self._is_searching(), self.progress.isVisibleTo(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._search_row.setContentsMargins(edge, 0, edge, px(11))
        # The words of the button at the end keep to the edge, not its ground.
        set_margins(self._scope_row, self, edge, 0, edge - px(8), px(14) if searching else 0)
        self._scope_row.setSpacing(px(4))
        self._progress_row.setContentsMargins(edge, 0, edge, px(5) if progress else 0)
        self._trouble_row.setContentsMargins(edge, 0, edge, px(12) if self.trouble.isVisibleTo(self) else 0)
        self._below.setContentsMargins(0, 0, 0, 0)
        set_margins(self._list_row, self, 0, 0, px(LANE), 0)
        self._scope_words.setFont(theme.font("caption"))
        palette = self._scope_words.palette()
        palette.setColor(self._scope_words.foregroundRole(), theme.tokens.text2)
        self._scope_words.setPalette(palette)
        self.update()


def _group_count(left: int, total: int) -> str:
    """How much of a day is still to be decided."""
    if left == 0:
        return wording.papers(total)
    return f"{left:,} left of {total:,}" if left != total else f"{total:,} left"
