"""Moving about by keyboard: next and previous paper, places, panes, and the focus on one of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from octavo.gui.browsing import Browsing
from octavo.gui.controls.focus import holds
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
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and Right come to the window when nothing with the keyboard wanted them: they go to the pane beside."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        mirrored = self._window.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return self.go_beside(1 if (event.key() == Qt.Key.Key_Right) != mirrored else -1)

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
        """Search all papers, with the words searched for already."""
        words = self._browsing.words
        self._browsing.show_place(Place("all"))
        if words:
            self._pane.search_for(words)
        self.search()

    def back(self) -> None:
        """Undo the latest layer: slid sidebar, several selected, search, note left open, focus mode, pushed paper."""
        if self._window.put_sidebar_away():
            return
        if len(self._browsing.selected_ids()) > 1:
            self._pane.clear_selection()
        elif self._browsing.words:
            self._pane.clear_search()
        elif self._reader.is_writing and self._reader.isVisible():
            self._reader.close_note()
        elif self._window.focused:
            self._window.focus_paper(False)
        else:
            self._window.push_reader(False)

    def next_pane(self, by: int = 1) -> None:
        """Put the keyboard in the next of sidebar, list and paper."""
        panes = [pane for pane in (self._sidebar, self._pane, self._reader) if pane.isVisible()]
        focused = QApplication.focusWidget()
        here = next((at for at, pane in enumerate(panes) if holds(pane, focused)), -1 if by > 0 else 0)
        if panes:
            self._focus(panes[(here + by) % len(panes)])

    def go_beside(self, by: int) -> bool:
        """Put the keyboard in the pane after (1) or before (-1) the one that has it; answers whether there is one."""
        focused = QApplication.focusWidget()
        panes: list[QWidget] = [self._sidebar, self._pane, self._reader]
        here = next((at for at, pane in enumerate(panes) if holds(pane, focused)), None)
        if here is None or not 0 <= here + by < len(panes):
            return False
        pane = panes[here + by]
        if not pane.isVisible():
            # A narrow window shows one of them at a time, or has the sidebar slide over the list.
            if pane is not self._sidebar:
                return self._window.push_reader(pane is self._reader)
            if not self._window.wide:
                self._window.show_sidebar(True)
            return not self._window.wide
        self._focus(pane)
        return True

    def previous_pane(self) -> None:
        self.next_pane(-1)

    def widen(self, by: int) -> Callable[[], None]:
        """A function that makes the pane with the keyboard wider (1) or narrower (-1); a note being written, higher."""

        def widen() -> None:
            focused = QApplication.focusWidget()
            if holds(self._reader.notes, focused):
                self._reader.grow_note(by)
            elif holds(self._sidebar, focused):
                self._window.widen(self._sidebar, by)
            else:
                # What the list gives up, the paper gains.
                self._window.widen(self._pane, -by if holds(self._reader, focused) else by)

        return widen

    def toggle_sidebar(self) -> None:
        if self._sidebar.isVisible() and self._window.wide and holds(self._sidebar, QApplication.focusWidget()):
            # Qt would give the keyboard to whatever stands next, which is a button.
            self._pane.focus_list()
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
