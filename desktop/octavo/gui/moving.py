"""Moving about by keyboard: next and previous paper, places, panes, and the focus on one of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from octavo.gui.browsing import Browsing
from octavo.gui.papers.pane import PapersPane
from octavo.gui.reader.pane import ReaderPane
from octavo.gui.sidebar.widget import Sidebar
from octavo.gui.window import Window
from octavo.library.reading import Place


class Moving(QObject):
    """Nothing here reads or writes the library."""

    def __init__(
        self,
        window: Window,
        browsing: Browsing,
        sidebar: Sidebar,
        pane: PapersPane,
        reader: ReaderPane,
    ) -> None:
        super().__init__()
        self._window, self._browsing = window, browsing
        self._sidebar, self._pane, self._reader = sidebar, pane, reader

    def next(self) -> None:
        self._pane.select_next()

    def previous(self) -> None:
        self._pane.select_previous()

    def read_on(self) -> None:
        """Scroll the paper; at its end go to the next unread one."""
        if not self._reader.scroll_on():
            self._pane.select_next(unread=True)

    def read_back(self) -> None:
        if not self._reader.scroll_on(back=True):
            self._pane.select_previous()

    def go(self, kind: str) -> Callable[[], None]:
        """A function that shows the place of this kind."""
        return lambda: self._browsing.show_place(Place(kind))

    def search(self) -> None:
        """Put the keyboard in the search field."""
        self._window.push_reader(False)
        self._pane.focus_search()

    def search_all(self) -> None:
        self._browsing.show_place(Place("all"))
        self.search()

    def back(self) -> None:
        """Undo the latest layer: the slid sidebar, several selected, the search, the focus mode, the pushed paper."""
        if self._window.put_sidebar_away():
            return
        if len(self._browsing.selected_ids()) > 1:
            self._pane.clear_selection()
        elif self._browsing.words:
            self._pane.clear_search()
        elif self._window.focused:
            self._window.focus_paper(False)
        else:
            self._window.push_reader(False)

    def next_pane(self, by: int = 1) -> None:
        """Put the keyboard in the next of sidebar, list and paper."""
        panes = [pane for pane in (self._sidebar, self._pane, self._reader) if pane.isVisible()]
        focused = QApplication.focusWidget()
        here = next((at for at, pane in enumerate(panes) if _holds(pane, focused)), -1 if by > 0 else 0)
        if panes:
            self._focus(panes[(here + by) % len(panes)])

    def previous_pane(self) -> None:
        self.next_pane(-1)

    def widen(self, by: int) -> Callable[[], None]:
        """A function that makes the pane with the keyboard wider (1) or narrower (-1); a note being written, higher."""

        def widen() -> None:
            focused = QApplication.focusWidget()
            if _holds(self._reader.notes, focused):
                self._reader.grow_note(by)
            elif _holds(self._sidebar, focused):
                self._window.widen(self._sidebar, by)
            else:
                # What the list gives up, the paper gains.
                self._window.widen(self._pane, -by if _holds(self._reader, focused) else by)

        return widen

    def toggle_sidebar(self) -> None:
        self._window.show_sidebar(not self._sidebar.isVisible())

    def focus_paper(self) -> None:
        self._window.focus_paper(not self._window.focused)
        if self._window.focused:
            self._focus(self._reader)

    def _focus(self, pane: QWidget) -> None:
        if pane is self._sidebar:
            self._sidebar.focus_places()
        elif pane is self._pane:
            self._pane.focus_list()
        else:
            self._reader.focus_paper()


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))
