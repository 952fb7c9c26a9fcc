"""Preferences, Appearance: light and dark, accent and contrast, text size, rows, hints and motion."""

from __future__ import annotations

from octavo.gui.choices import Choices
from octavo.gui.preferences.cards import Page
from octavo.gui.preferences.looks import Looks
from octavo.gui.preferences.setting_rows import SegmentedRow, SwitchRow
from octavo.gui.preferences.size_slider import TextSizeRow
from octavo.gui.theme import Theme
from octavo.settings import ACCENT, DENSITY, KEY_HINTS, MORE_CONTRAST, REDUCED_MOTION


class AppearancePage(Page):
    """How the window looks."""

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__(theme, "Appearance")
        self.looks = Looks(theme, choices)
        self.accent = SegmentedRow(theme, choices, ACCENT)
        self.contrast = SwitchRow(theme, choices, MORE_CONTRAST)
        self.text_size = TextSizeRow(theme, choices)
        self.density = SegmentedRow(theme, choices, DENSITY)
        self.hints = SwitchRow(theme, choices, KEY_HINTS)
        self.motion = SwitchRow(theme, choices, REDUCED_MOTION)
        colours = self.add_card()
        for row in (self.looks, self.accent, self.contrast):
            colours.add(row)
        self.add_card("Text").add(self.text_size)
        lists = self.add_card("Lists and motion")
        for row in (self.density, self.hints, self.motion):
            lists.add(row)
        self.first = self.looks.looks["system"]
