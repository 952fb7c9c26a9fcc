"""Preferences, General: where reading starts and how deciding goes on."""

from __future__ import annotations

from octavo.gui.choices import Choices
from octavo.gui.preferences.cards import Page
from octavo.gui.preferences.setting_rows import SegmentedRow, SelectRow, SettingRow, SwitchRow, TextRow
from octavo.gui.theme import Theme
from octavo.settings import (
    ADVANCE,
    CONTACT,
    KEEP_TRUE,
    LISTING_MARKS_DONE,
    LOOK_UP_NEW,
    OPEN_ALEX_KEY,
    READ_AFTER,
    START_PLACE,
)


class GeneralPage(Page):
    """Start, reading and deciding."""

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__(theme, "General")
        self.start = SelectRow(theme, choices, START_PLACE)
        self.read_after = SelectRow(theme, choices, READ_AFTER)
        self.advance = SegmentedRow(theme, choices, ADVANCE)
        self.listing = SwitchRow(theme, choices, LISTING_MARKS_DONE)
        self.add_card().add(self.start)
        deciding = self.add_card("Reading and deciding")
        for row in (self.read_after, self.advance, self.listing):
            deciding.add(row)
        self.look_up = SegmentedRow(theme, choices, LOOK_UP_NEW)
        self.keep_true = SegmentedRow(theme, choices, KEEP_TRUE)
        looking_up = self.add_card("Looking up")
        self.contact = TextRow(theme, choices, CONTACT, "Not given")
        self.open_alex = TextRow(theme, choices, OPEN_ALEX_KEY, "Not given")
        looking_up_rows: tuple[SettingRow, ...] = (self.look_up, self.keep_true, self.contact, self.open_alex)
        for each in looking_up_rows:
            looking_up.add(each)
        self.first = self.start.select
