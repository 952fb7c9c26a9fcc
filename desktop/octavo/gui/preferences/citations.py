"""Preferences, Citations: how entries are written, what C copies, and what a file holds besides."""

from __future__ import annotations

from typing import Final

from octavo.bibliography.citing import cited
from octavo.gui.choices import Choices
from octavo.gui.dialogs.key_pattern import KeyPatternField
from octavo.gui.dialogs.labels import Label
from octavo.gui.preferences.cards import Page, Row
from octavo.gui.preferences.setting_rows import SegmentedRow, SelectRow, SwitchRow
from octavo.gui.theme import Theme
from octavo.settings import (
    CITE_COMMAND,
    CITE_ELSEWHERE,
    DIALECT,
    DRAG_TEXT,
    EXPORT_ABSTRACTS,
    EXPORT_KEYWORDS,
    EXPORT_NOTES,
    KEY_PATTERN,
    PROTECT_CAPITALS,
)

_EXAMPLE_KEY: Final = "lantern2026"


class CitationsPage(Page):
    """Entries, the citation command with a live example, and the defaults of the export sheet."""

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__(theme, "Citations")
        self._choices = choices
        self.dialect = SegmentedRow(theme, choices, DIALECT)
        self.capitals = SwitchRow(theme, choices, PROTECT_CAPITALS)
        self.command = SegmentedRow(theme, choices, CITE_COMMAND)
        self.example = Label(theme, "", "code", "text2")
        self.example.setAccessibleName("Example")
        self.abstracts = SwitchRow(theme, choices, EXPORT_ABSTRACTS)
        self.keywords = SwitchRow(theme, choices, EXPORT_KEYWORDS)
        self.notes = SwitchRow(theme, choices, EXPORT_NOTES)
        self.pattern = KeyPatternField(theme)
        self.pattern.setMinimumWidth(theme.px(280))
        self.pattern.show_pattern(choices.get(KEY_PATTERN))
        self.pattern.chosen.connect(lambda pattern: choices.set(KEY_PATTERN, pattern))
        self.drag = SelectRow(theme, choices, DRAG_TEXT)
        self.elsewhere = SwitchRow(theme, choices, CITE_ELSEWHERE)
        entries = self.add_card()
        entries.add(self.dialect)
        entries.add(self.capitals)
        entries.add(Row(theme, KEY_PATTERN.words, self.pattern, KEY_PATTERN.detail))
        copying = self.add_card("Copying")
        copying.add(self.command)
        copying.add(Row(theme, "Copied for one paper", self.example))
        copying.add(self.drag)
        copying.add(self.elsewhere)
        files = self.add_card("Exported files")
        for row in (self.abstracts, self.keywords, self.notes):
            files.add(row)
        self.first = self.dialect.segments
        choices.changed.connect(self._hear)
        self._hear(CITE_COMMAND.name)

    def _hear(self, name: str) -> None:
        if name == KEY_PATTERN.name and not self.pattern.field.hasFocus():
            self.pattern.show_pattern(self._choices.get(KEY_PATTERN))
        if name == CITE_COMMAND.name:
            self.example.setText(cited([_EXAMPLE_KEY], self._choices.get(CITE_COMMAND)))
            self.example.setMinimumWidth(self.example.sizeHint().width())
