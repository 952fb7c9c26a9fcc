"""The sidebar: its header, the places of the library, and its foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.aloud import row_words, say_now
from octavo.gui.controls.buttons import Button, IconButton
from octavo.gui.controls.margins import set_margins
from octavo.gui.controls.scrolling import FloatingScrollBar
from octavo.gui.sidebar.model import SidebarModel, identity
from octavo.gui.sidebar.tree import SidebarTree, place_of
from octavo.gui.theme import Theme
from octavo.library.followed import Subscription
from octavo.library.reading import Counts, Place
from octavo.records import ReadingList, SmartList, Tag

WIDTH = 240


class Sidebar(QWidget):
    """Where to look: Inbox and its neighbours, feeds by day, reading lists, tags, shelves.

    The place stays the same place through every `show`, whatever is renamed, added or folded away around it.
    """

    place_chosen = Signal(Place)
    place_entered = Signal(Place)
    import_clicked = Signal()
    toggle_clicked = Signal()
    new_list_clicked = Signal()
    follow_clicked = Signal()
    feeds_reordered = Signal(list)
    preferences_clicked = Signal()
    papers_dropped = Signal(str, int, list)
    lists_reordered = Signal(list)
    rename_requested = Signal(Place)
    delete_requested = Signal(Place)
    context_menu_requested = Signal(QPoint, Place)
    section_menu_requested = Signal(QPoint, str)
    folds_changed = Signal()

    def __init__(self, theme: Theme, *, today: Callable[[], date] = date.today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = Place("inbox")
        self.model = SidebarModel(today)
        self.tree = SidebarTree(theme, self.model)
        self.tree.painter_of_rows.chosen = identity(self._place)
        self._bar = FloatingScrollBar.attach(self.tree, theme)
        self.import_button = Button(theme, "Import", icon="download")
        self.toggle_button = IconButton(theme, "panel-left", "Hide sidebar")
        self.new_list_button = Button(theme, "New list", icon="plus", variant="ghost")
        self.preferences_button = IconButton(theme, "settings", "Preferences")
        self._lay_out()
        self._connect()

    def show_places(
        self,
        counts: Counts,
        tags: Iterable[Tag],
        lists: Iterable[ReadingList],
        days: Sequence[tuple[str, str, int]],
        *,
        smart_lists: Iterable[SmartList] = (),
        feeds: Iterable[Subscription] = (),
        any_rules: bool = False,
    ) -> None:
        """Take the library's answers; if the place shown is gone (its list deleted), go to the Inbox."""
        self.model.show(counts, tags, lists, days, smart_lists=smart_lists, feeds=feeds, any_rules=any_rules)
        if not self.model.knows(self._place):
            self.select_place(Place("inbox"), announce=True)
        self._follow_place()

    def show_matches(self, matches: Mapping[int, int]) -> None:
        """How many papers each smart list finds, by its id."""
        self.model.show_matches(matches)

    @property
    def place(self) -> Place:
        """The place whose papers are shown."""
        return self._place

    def select_place(self, place: Place, *, announce: bool = False) -> None:
        """Make `place` the chosen one; `place_chosen` is emitted only when `announce` is on."""
        self._place = place
        self._follow_place()
        if announce:
            self.place_chosen.emit(place)

    def step(self, by: int) -> None:
        """Choose the place `by` rows further down (or up when negative); headings do not count."""
        places = [row for row in range(self.model.rowCount()) if place_of(self.model, row) is not None]
        here = self.model.nearest(self._place)
        ahead = [row for row in places if (row > here if by > 0 else row < here)]
        if len(ahead) >= abs(by):
            self._choose(ahead[by - 1] if by > 0 else ahead[by])

    def collapsed(self) -> list[str]:
        """Which sections were opened or closed against the default, as plain words to keep."""
        return self.model.folds()

    def set_collapsed(self, folds: Iterable[str]) -> None:
        """Take back what `collapsed` gave."""
        self.model.set_folds(folds)
        self._follow_place()

    def shown_tags(self) -> list[Tag]:
        """The tags as listed, which the keys 1 to 9 follow."""
        return self.model.shown_tags()

    def set_keys(self, key_of: Callable[[str], str]) -> None:
        """Say the keys of the moment in the tool tips; `key_of` answers the key of a command."""
        self.toggle_button.set_name("Hide sidebar", key_of("toggle_sidebar"))

    def focus_places(self) -> None:
        """Put the keyboard on the chosen place."""
        self._follow_place()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDTH), self._theme.px(600))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.sidebar)

    def _lay_out(self) -> None:
        self._header, self._foot = QHBoxLayout(), QHBoxLayout()
        self._header.addWidget(self.import_button)
        self._header.addStretch()
        self._header.addWidget(self.toggle_button)
        self._foot.addWidget(self.new_list_button)
        self._foot.addStretch()
        self._foot.addWidget(self.preferences_button)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._header)
        column.addWidget(self.tree, 1)
        column.addLayout(self._foot)
        self.setTabOrder(self.import_button, self.toggle_button)
        self.setTabOrder(self.toggle_button, self.tree)
        self.setTabOrder(self.tree, self.new_list_button)
        self._measure()

    def _connect(self) -> None:
        self.import_button.clicked.connect(lambda: self.import_clicked.emit())
        self.toggle_button.clicked.connect(lambda: self.toggle_clicked.emit())
        self.new_list_button.clicked.connect(lambda: self.new_list_clicked.emit())
        self.preferences_button.clicked.connect(lambda: self.preferences_clicked.emit())
        tree = self.tree
        tree.pressed_on.connect(self._choose)
        tree.entered_on.connect(lambda row: self._say(self.place_entered, row))
        tree.rename_asked.connect(lambda row: self._say(self.rename_requested, row))
        tree.delete_asked.connect(lambda row: self._say(self.delete_requested, row))
        tree.menu_asked.connect(self._ask_menu)
        tree.folded.connect(self._fold)
        tree.papers_dropped.connect(self._take_papers)
        tree.list_moved.connect(self._move_list)
        tree.feed_moved.connect(self._move_feed)
        tree.list_nudged.connect(self._nudge_list)
        tree.feed_nudged.connect(self._nudge_feed)
        self._theme.resized.connect(self._measure)

    def _measure(self) -> None:
        px = self._theme.px
        for row, leading, trailing, air in ((self._header, 16, 12, 10), (self._foot, 8, 12, 4)):
            set_margins(row, self, px(leading), px(air), px(trailing), px(air))
        self.setMinimumWidth(px(180))
        self.update()

    def _choose(self, row: int) -> None:
        place = place_of(self.model, row)
        if place is not None and identity(place) != identity(self._place):
            self.select_place(place, announce=True)

    def _follow_place(self) -> None:
        """Bring the view's current row to the chosen place, without saying so again."""
        self.tree.painter_of_rows.chosen = identity(self._place)
        row = self.model.row_of(self._place)
        if row >= 0:
            self._place = self.model.row(row).place or self._place
            self.tree.setCurrentIndex(self.model.index(row))
        self.tree.viewport().update()

    def _fold(self, fold: str) -> None:
        if fold in ("new-list", "follow-feed"):
            (self.new_list_clicked if fold == "new-list" else self.follow_clicked).emit()
            return
        current = self.tree.currentIndex()
        from_here = current.isValid() and self.model.row(current).fold == fold
        self.model.toggle(fold)
        if from_here or self.model.row_of(self._place) < 0:
            self.tree.setCurrentIndex(self.model.index(self.model.fold_row(fold)))
        else:
            self._follow_place()
        if from_here and self.tree.hasFocus():
            # The row stays the current one, and only its last word is another.
            say_now(self.tree, row_words(self.tree))
        self.folds_changed.emit()

    def _say(self, signal: SignalInstance, row: int) -> None:
        place = place_of(self.model, row)
        if place is not None:
            signal.emit(place)

    def _ask_menu(self, spot: QPoint, row: int) -> None:
        place = place_of(self.model, row)
        if place is not None:
            self.context_menu_requested.emit(spot, place)
        elif self.model.row(row).role == "heading":
            self.section_menu_requested.emit(spot, self.model.row(row).fold)

    def _take_papers(self, row: int, ids: list[int]) -> None:
        place = place_of(self.model, row)
        if place is not None:
            self.papers_dropped.emit(place.kind, place.id, ids)

    def _move_list(self, list_id: int, before: int) -> None:
        self._reorder(self.lists_reordered, self.model.list_ids(), list_id, before)

    def _move_feed(self, feed_id: int, before: int) -> None:
        self._reorder(self.feeds_reordered, [each.id for each in self.model.feeds()], feed_id, before)

    def _reorder(self, said: SignalInstance, order: list[int], moved: int, before: int) -> None:
        if moved not in order or before == moved:
            return
        rest = [each for each in order if each != moved]
        spot = rest.index(before) if before in rest else len(rest)
        rest.insert(spot, moved)
        if rest != order:
            said.emit(rest)

    def _nudge_feed(self, name: str, by: int) -> None:
        feeds = self.model.feeds()
        here = next((at for at, each in enumerate(feeds) if each.name == name), -1)
        there = here + by
        if here >= 0 and 0 <= there < len(feeds):
            feeds[here], feeds[there] = feeds[there], feeds[here]
            self.feeds_reordered.emit([each.id for each in feeds])

    def _nudge_list(self, list_id: int, by: int) -> None:
        order = self.model.list_ids()
        here = order.index(list_id)
        there = here + by
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
            self.lists_reordered.emit(order)
