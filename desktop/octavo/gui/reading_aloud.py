"""What a screen reader is told that others see: where one has come to, what a search found, small decisions."""

from __future__ import annotations

from PySide6.QtCore import QObject

from octavo.gui import words
from octavo.gui.browsing import Browsing
from octavo.gui.controls.aloud import say, say_typed
from octavo.gui.news import News
from octavo.gui.papers.pane import PapersPane
from octavo.gui.sidebar.widget import Sidebar
from octavo.records import Change


class ReadingAloud(QObject):
    """Listens where the views listen. What has a toast is said by the toast."""

    def __init__(self, browsing: Browsing, news: News, sidebar: Sidebar, pane: PapersPane) -> None:
        super().__init__()
        self._browsing, self._sidebar, self._pane = browsing, sidebar, pane
        self._arrived = self._moved = False
        self._found = ("", 0)
        self._selected = 0
        self._heading = ""
        browsing.place_changed.connect(self._arrive)
        browsing.listed.connect(self._say_listing)
        browsing.selection_changed.connect(self._say_selection)
        browsing.current_changed.connect(self._say_heading)
        news.changed.connect(self._hear)

    def _arrive(self) -> None:
        # In the sidebar the row itself has just been read.
        self._arrived = not self._sidebar.tree.hasFocus()

    def _say_listing(self) -> None:
        browsing, head = self._browsing, self._pane.head
        arrived, self._arrived = self._arrived, False
        moved, self._moved = self._moved, False
        found = (browsing.words.strip(), len(browsing.shown_ids()))
        before, self._found = self._found, found
        if arrived or (before[0] and not found[0]):
            say(self._pane, ". ".join(part for part in (head.accessibleName(), head.accessibleDescription()) if part))
        elif found[0] and found != before:
            say_typed(self._pane, f"{words.papers(found[1])} found" if found[1] else "No papers found")
        elif moved and browsing.paper is not None and browsing.paper.id in browsing.shown_ids():
            at = browsing.shown_ids().index(browsing.paper.id) + 1
            say(self._pane, f"Now {words.number(at)} of {words.number(found[1])}")

    def _say_heading(self) -> None:
        """A heading cannot be gone to: it is said with the first paper below it."""
        above = self._pane.model.header_above(self._pane.view.currentIndex().row())
        before, self._heading = self._heading, above[1].words if above else ""
        if above and before not in ("", self._heading) and not self._arrived and self._pane.view.hasFocus():
            say(self._pane, ", ".join(part for part in (above[1].words, above[1].count) if part))

    def _say_selection(self, ids: list[int]) -> None:
        before, self._selected = self._selected, len(ids)
        # One paper alone is the row that is read out anyway.
        if before != len(ids) and max(before, len(ids)) > 1 and ids:
            say(self._pane, f"{words.papers(len(ids))} selected")

    def _hear(self, change: Change) -> None:
        self._moved = change.verb == "move_in_list"
        # Without a step nobody decided anything: a paper was looked at.
        if change.step is not None:
            say(self._pane, words.seen_only(change.verb, change.arguments, len(change.paper_ids)))
