"""Preferences, Feeds and import: when feeds are asked, and what becomes of the papers they bring."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from octavo.gui.choices import Choices
from octavo.gui.controls.fields import Select
from octavo.gui.preferences.cards import Card, Page, Row
from octavo.gui.preferences.setting_rows import SegmentedRow, SelectRow, SwitchRow
from octavo.gui.theme import Theme
from octavo.library.followed import Subscription
from octavo.settings import FEED_DOUBTS, FEED_MINUTES, FEED_NOTICES, FEED_STATE, PAPERS_ONLY, REFRESH_ON_START


class FeedsPage(Page):
    """Refreshing, arriving papers, and the interval of each feed. `every_chosen`: a feed's id and its new minutes."""

    every_chosen = Signal(int, int)

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__(theme, "Feeds and import")
        self.on_start = SwitchRow(theme, choices, REFRESH_ON_START)
        self.minutes = SelectRow(theme, choices, FEED_MINUTES)
        self.notices = SwitchRow(theme, choices, FEED_NOTICES)
        self.destination = SegmentedRow(theme, choices, FEED_STATE)
        self.doubts = SegmentedRow(theme, choices, FEED_DOUBTS)
        self.posts = SwitchRow(theme, choices, PAPERS_ONLY)
        asking = self.add_card("Refreshing")
        for row in (self.on_start, self.minutes, self.notices):
            asking.add(row)
        arriving = self.add_card("Arriving")
        arriving.add(self.destination)
        arriving.add(self.doubts)
        arriving.add(self.posts)
        self.first = self.on_start.switch
        self.intervals: dict[int, Select] = {}
        self._known: list[tuple[int, str, int]] = []
        self._card: Card | None = None

    def show_feeds(self, feeds: Sequence[Subscription]) -> None:
        """One row a feed that is followed, with its interval."""
        known = [(each.id, each.name, each.minutes) for each in feeds]
        if known == self._known:
            return
        if [each[:2] for each in known] == [each[:2] for each in self._known]:
            for own, _name, minutes in known:
                self._show_minutes(self.intervals[own], minutes)
        else:
            self._list(known)
        self._known = known

    def _list(self, known: Sequence[tuple[int, str, int]]) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self.intervals = {}
        self._card = self.add_card("Feeds you follow") if known else None
        for own, name, minutes in known:
            select = Select(self.theme)
            select.setAccessibleName(f"Refresh {name}")
            self._show_minutes(select, minutes)
            select.setMinimumWidth(select.sizeHint().width() + 1)
            select.activated.connect(
                lambda _row, own=own, select=select: self.every_chosen.emit(own, int(select.currentData()))
            )
            self.intervals[own] = select
            if self._card is not None:
                self._card.add(Row(self.theme, name, select))

    def _show_minutes(self, select: Select, minutes: int) -> None:
        if not select.count():
            for value, words in zip(FEED_MINUTES.choices, FEED_MINUTES.names, strict=True):
                select.add(words, int(value))
        if select.findData(minutes) < 0:
            # Chosen by command.
            select.add(f"Every {minutes:,} minutes", minutes)
        select.choose(minutes)
