"""The person's settings as one Qt signal, and what each of them does to the running window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from octavo.gui.actions import Actions
from octavo.gui.browsing import Browsing
from octavo.gui.dialogs.palette_items import key_words
from octavo.gui.key_hints import KeyHints
from octavo.gui.papers.pane import PapersPane
from octavo.gui.reader.pane import ReaderPane
from octavo.gui.sidebar.widget import Sidebar
from octavo.gui.theme import Theme
from octavo.gui.window import Window
from octavo.settings import (
    ACCENT,
    APPEARANCE,
    DENSITY,
    DIALECT,
    KEY_HINTS,
    KEY_PATTERN,
    KEYS,
    LARGEST_TEXT,
    MORE_CONTRAST,
    PROTECT_CAPITALS,
    REDUCED_MOTION,
    SMALLEST_TEXT,
    TEXT_SIZE,
    TEXT_STEP,
    Setting,
    Settings,
    Value,
)


class Choices(QObject):
    """The settings for views: `changed` carries the name of a setting, after its new value was kept."""

    changed = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        settings.listen(self.changed.emit)

    def get(self, setting: Setting[Value]) -> Value:
        return self._settings.get(setting)

    def set(self, setting: Setting[Value], value: Value) -> None:
        self._settings.set(setting, value)


class Effects(QObject):
    """Makes a changed setting true at once. Settings that are asked at each use (what C copies) need nothing here."""

    def __init__(
        self,
        choices: Choices,
        theme: Theme,
        actions: Actions,
        window: Window,
        browsing: Browsing,
        sidebar: Sidebar,
        pane: PapersPane,
        reader: ReaderPane,
        hints: KeyHints,
    ) -> None:
        super().__init__()
        self._choices, self._theme, self._actions, self._window = choices, theme, actions, window
        self._browsing, self._sidebar, self._pane = browsing, sidebar, pane
        self._reader, self._hints = reader, hints
        self._makers: dict[str, Callable[[], None]] = {
            APPEARANCE.name: self._appear,
            ACCENT.name: self._colour,
            MORE_CONTRAST.name: self._strengthen,
            TEXT_SIZE.name: self._resize,
            DENSITY.name: self._space,
            REDUCED_MOTION.name: self._calm,
            KEY_HINTS.name: self._hint,
            KEYS.name: self._rekey,
            DIALECT.name: self._write_citations,
            KEY_PATTERN.name: self._write_citations,
            PROTECT_CAPITALS.name: self._write_citations,
        }
        for make in (self._space, self._calm, self._hint, self._rekey, self._name_format):
            make()
        choices.changed.connect(self._hear)

    def resize_text(self, by: int) -> Callable[[], None]:
        """A function that makes text `by` steps larger or smaller, or ordinary again (0)."""

        def resize() -> None:
            size = 1.0 if by == 0 else round(self._choices.get(TEXT_SIZE) + by * TEXT_STEP, 1)
            self._choices.set(TEXT_SIZE, min(LARGEST_TEXT, max(SMALLEST_TEXT, size)))

        return resize

    def appear(self, choice: str) -> Callable[[], None]:
        """A function that chooses "system", "light" or "dark"."""
        return lambda: self._choices.set(APPEARANCE, choice)

    def switch_density(self) -> None:
        """From comfortable rows to compact ones, or back."""
        compact = self._choices.get(DENSITY) == "compact"
        self._choices.set(DENSITY, "comfortable" if compact else "compact")

    def _hear(self, name: str) -> None:
        make = self._makers.get(name)
        if make is not None:
            make()

    def _appear(self) -> None:
        self._theme.choose(self._choices.get(APPEARANCE))

    def _colour(self) -> None:
        self._theme.take_accent(self._choices.get(ACCENT))

    def _strengthen(self) -> None:
        self._theme.strengthen(self._choices.get(MORE_CONTRAST))

    def _resize(self) -> None:
        self._theme.resize(self._choices.get(TEXT_SIZE))
        self._window.lay_out_again()

    def _space(self) -> None:
        compact = self._choices.get(DENSITY) == "compact"
        self._pane.set_compact(compact)
        self._actions.all["compact_rows"].setChecked(compact)

    def _calm(self) -> None:
        self._theme.calm(self._choices.get(REDUCED_MOTION))

    def _hint(self) -> None:
        self._hints.allow(self._choices.get(KEY_HINTS))

    def _rekey(self) -> None:
        self._actions.rekey(self._choices.get(KEYS))
        self._pane.set_keys(self._key_of)
        self._sidebar.set_keys(self._key_of)

    def _key_of(self, command: str) -> str:
        return key_words(self._actions.all[command].shortcut())

    def _write_citations(self) -> None:
        self._name_format()
        self._browsing.show_again()

    def _name_format(self) -> None:
        self._reader.show_format(self._choices.get(DIALECT))
