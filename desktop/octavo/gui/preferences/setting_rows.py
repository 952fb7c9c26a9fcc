"""Rows that show one setting as a switch, a segmented choice or a menu, keep what is chosen, and follow it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from octavo.gui.choices import Choices
from octavo.gui.controls.fields import Field, Segmented, Select, Switch
from octavo.gui.preferences.cards import Row
from octavo.gui.theme import Theme
from octavo.settings import Setting


class SettingRow(Row):
    """One setting. It shows the kept value at once, also when something else in the program changes it."""

    def __init__(self, theme: Theme, choices: Choices, setting: Setting[bool] | Setting[str], control: QWidget) -> None:
        super().__init__(theme, setting.words, control, setting.detail)
        self._choices, self._name = choices, setting.name
        control.setAccessibleName(setting.words)
        control.setAccessibleDescription(setting.detail)
        choices.changed.connect(self._hear)
        self.show_kept()

    def show_kept(self) -> None:
        """Bring the control to the value that is kept."""

    def _hear(self, name: str) -> None:
        if name == self._name:
            self.show_kept()


class SwitchRow(SettingRow):
    """A setting that is on or off."""

    def __init__(self, theme: Theme, choices: Choices, setting: Setting[bool]) -> None:
        self.switch = Switch(theme)
        self._setting = setting
        super().__init__(theme, choices, setting, self.switch)
        self.switch.toggled.connect(lambda on: choices.set(setting, on))

    def _measure(self) -> None:
        # No wider than its track, which has to end where the other controls do.
        self.switch.setFixedWidth(self._theme.px(36))
        super()._measure()

    def show_kept(self) -> None:
        self.switch.setChecked(self._choices.get(self._setting))


class SegmentedRow(SettingRow):
    """A setting with 2 to 4 choices."""

    def __init__(self, theme: Theme, choices: Choices, setting: Setting[str]) -> None:
        self.segments = Segmented(theme, list(zip(setting.choices, setting.names, strict=True)))
        self._setting = setting
        super().__init__(theme, choices, setting, self.segments)
        self.segments.chosen.connect(lambda value: choices.set(setting, value))

    def show_kept(self) -> None:
        self.segments.choose(self._choices.get(self._setting))


class SelectRow(SettingRow):
    """A setting with more choices than stand side by side."""

    def __init__(self, theme: Theme, choices: Choices, setting: Setting[str]) -> None:
        self.select = Select(theme)
        for value, name in zip(setting.choices, setting.names, strict=True):
            self.select.add(name, value)
        self._setting = setting
        super().__init__(theme, choices, setting, self.select)
        self.select.currentIndexChanged.connect(lambda _row: choices.set(setting, str(self.select.currentData())))

    def _measure(self) -> None:
        # Its hint is rounded, and a part of a pixel too little would cut the words.
        self.select.setMinimumWidth(self.select.sizeHint().width() + 1)
        super()._measure()

    def show_kept(self) -> None:
        self.select.choose(self._choices.get(self._setting))


class TextRow(SettingRow):
    """A setting that is written; kept when the field is left or Enter is pressed."""

    def __init__(self, theme: Theme, choices: Choices, setting: Setting[str], placeholder: str) -> None:
        self.field = Field(theme, placeholder, mono=True)
        self._setting = setting
        super().__init__(theme, choices, setting, self.field)
        self.field.editingFinished.connect(lambda: choices.set(setting, self.field.text().strip()))

    def _measure(self) -> None:
        self.field.setFixedWidth(self._theme.px(220))
        super()._measure()

    def show_kept(self) -> None:
        self.field.setText(self._choices.get(self._setting))
