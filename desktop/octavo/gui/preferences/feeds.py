"""Preferences, Feeds and import: when feeds are asked, and what becomes of the papers they bring."""

from __future__ import annotations

from octavo.gui.choices import Choices
from octavo.gui.preferences.cards import Page
from octavo.gui.preferences.setting_rows import SegmentedRow, SelectRow, SwitchRow
from octavo.gui.theme import Theme
from octavo.settings import FEED_DOUBTS, FEED_MINUTES, FEED_NOTICES, FEED_STATE, PAPERS_ONLY, REFRESH_ON_START


class FeedsPage(Page):
    """Refreshing, and arriving papers. The feeds themselves are looked after in the sidebar."""

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
