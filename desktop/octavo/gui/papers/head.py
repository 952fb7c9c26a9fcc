"""The top of the list pane: title, subtitle, and the buttons of the place shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from octavo.gui.controls.buttons import Button, IconButton
from octavo.gui.controls.margins import set_margins
from octavo.gui.controls.pill_button import PillButton
from octavo.gui.controls.strokes import elided, placed, write
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.library.reading import Sort

FILTERS = (
    ("is:unread", "Unread"),
    ("is:starred", "Starred"),
    ("has:note", "With a note"),
    ("is:incomplete", "No authors yet"),
)
_ROOMY = 400
"""Design px of width from which the state of a file is said in words."""

_SORTS = (
    (Sort.NEWEST, "Newest first"),
    (Sort.OLDEST, "Oldest first"),
    (Sort.TITLE, "Title"),
)


class PaneHead(QWidget):
    """52 px: what is shown and how many; filter, sort and mark as read, or Export and "…" in a reading list.

    The button of a sidebar that is not to be seen stands before the title.
    """

    filter_toggled = Signal(str)
    sort_chosen = Signal(str)
    sidebar_clicked = Signal()
    mark_read_clicked = Signal()
    export_clicked = Signal()
    list_menu_requested = Signal(QPoint)
    file_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = self._subtitle = ""
        self._in_list = False
        self.sort = ""
        self.searching = False
        self.filters: tuple[str, ...] = ()
        self._sidebar = IconButton(theme, "panel-left", "Show sidebar")
        self._sidebar.hide()
        self._filter = IconButton(theme, "list-filter", "Filter")
        self._sort = IconButton(theme, "arrow-down-wide-narrow", "Sort")
        self._all_read = IconButton(theme, "check-check", "Mark all as read")
        self._export = Button(theme, "Export…", icon="upload", small=True)
        self._more = IconButton(theme, "ellipsis", "More for this list")
        self._sidebar.clicked.connect(self.sidebar_clicked)
        self._filter.clicked.connect(lambda: self._pop(self._filter, self._filter_menu))
        self._sort.clicked.connect(lambda: self._pop(self._sort, self._sort_menu))
        self._all_read.clicked.connect(self.mark_read_clicked)
        self._export.clicked.connect(self.export_clicked)
        self.file_pill = PillButton(theme)
        self.file_pill.hide()
        self.file_pill.clicked.connect(self.file_clicked)
        self._more.clicked.connect(lambda: self.list_menu_requested.emit(self._below(self._more)))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._sidebar)
        self._row.addStretch(1)
        self._row.addWidget(self.file_pill)
        self._row.addSpacing(theme.px(4))
        for button in (self._export, self._filter, self._sort, self._all_read, self._more):
            self._row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_in_list(False)
        theme.resized.connect(self._dress)
        self._dress()

    def show_words(self, title: str, subtitle: str) -> None:
        """Name the place, and what the number of papers means there."""
        self._title, self._subtitle = plain(title, 200), plain(subtitle, 200)
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(self._subtitle)
        self.update()

    def show_file(self, words: str, tone: str, tip: str) -> None:
        """How the file stands that follows this list; "" where none does."""
        self.file_pill.show_words(words, tone, tip)
        self.file_pill.setVisible(bool(words))
        self.update()

    def offer_sidebar(self, on: bool) -> None:
        """Show the button that brings the sidebar."""
        self._sidebar.setVisible(on)
        self._dress()

    def set_keys(self, key_of: Callable[[str], str]) -> None:
        """Say the keys of the moment in the tool tips."""
        self._sidebar.set_name("Show sidebar", key_of("toggle_sidebar"))
        self._all_read.set_name("Mark all as read", key_of("mark_all_read"))

    def set_in_list(self, in_list: bool) -> None:
        """Show the buttons of a reading list, or those of the other places."""
        self._in_list = in_list
        for button in (self._export, self._more):
            button.setVisible(in_list)
        for button in (self._filter, self._sort, self._all_read):
            button.setVisible(not in_list)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The name of the list matters more than the words of the pill.
        self.file_pill.set_brief(event.size().width() < self._theme.px(_ROOMY))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        px, theme = self._theme.px, self._theme
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        buttons = (self.file_pill, self._export, self._filter, self._sort, self._all_read, self._more)
        taken = sum(button.width() for button in buttons if not button.isHidden())
        start = px(16) if self._sidebar.isHidden() else px(40)
        room = self.width() - start - px(20) - taken
        first = px(8 if self._subtitle else 16)
        for words, face, colour, top in (
            (self._title, "pane", theme.tokens.text, first), (self._subtitle, "caption", theme.tokens.text2, px(29)),
        ):  # fmt: skip
            font = theme.font(face)
            area = placed(self.rect(), QRect(start, top, room, theme.line(face)), mirrored)
            write(painter, area, elided(words, QFontMetricsF(font), room), font, colour, mirrored=mirrored)

    def _filter_menu(self, menu: QMenu) -> None:
        for token, words in FILTERS:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(token in self.filters)
            action.setData(token)
        menu.triggered.connect(lambda action: self.filter_toggled.emit(action.data()))

    def _sort_menu(self, menu: QMenu) -> None:
        sorts = [*_SORTS, (Sort.BEST, "Best match")] if self.searching else list(_SORTS)
        for sort, words in sorts:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(sort == self.sort)
            action.setData(str(sort))
        menu.triggered.connect(lambda action: self.sort_chosen.emit(action.data()))

    def _pop(self, button: QWidget, fill: Callable[[QMenu], None]) -> None:
        menu = QMenu(self)
        fill(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._below(button))

    def _below(self, button: QWidget) -> QPoint:
        return button.mapToGlobal(QPoint(0, button.height()))

    def _dress(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(52))
        # The icons' own 8 px of air end where text ends, 16 px from the edge.
        leading = px(16) if self._sidebar.isHidden() else px(8)
        set_margins(self._row, self, leading, px(4), px(12), px(4))
        self._row.setSpacing(0)
        self.update()
