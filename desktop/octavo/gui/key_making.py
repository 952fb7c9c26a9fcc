"""Citation keys made anew: what would change, asked for before it is done, and the table of old and new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from octavo.bibliography.citekey import NewKey
from octavo.bibliography.key_map import save_key_map
from octavo.gui.desk import Desk
from octavo.gui.dialogs.export_sheet import Scope
from octavo.gui.dialogs.keys_sheet import KeysSheet
from octavo.gui.exporting import Exporting
from octavo.gui.finder import Finder
from octavo.gui.telling import Telling
from octavo.library.key_owners import keys_anew
from octavo.records import Change
from octavo.settings import EXPORT_FOLDER, KEY_PATTERN, Settings


class KeyMaking(QObject):
    """One undo step for all of it; the pattern used is the one for new keys from then on."""

    def __init__(
        self,
        desk: Desk,
        finder: Finder,
        exporting: Exporting,
        telling: Telling,
        settings: Settings,
        window: QWidget,
        make_sheet: Callable[[], KeysSheet],
    ) -> None:
        super().__init__()
        self._desk, self._finder, self._exporting = desk, finder, exporting
        self._telling, self._settings, self._window, self._make_sheet = telling, settings, window, make_sheet
        self._newest = 0

    def offer(self) -> None:
        """Open the sheet on the list shown, else on what is selected."""
        sheet = self._make_sheet()
        sheet.preview_requested.connect(lambda scope, pattern: self._preview(sheet, scope, pattern))
        sheet.make_requested.connect(lambda scope, pattern: self._make(sheet, scope, pattern))
        sheet.map_requested.connect(lambda renewed: self._choose_map(sheet, renewed))
        sheet.offer(self._exporting.scopes(), self._settings.get(KEY_PATTERN))

    def _preview(self, sheet: KeysSheet, scope: Scope, pattern: str) -> None:
        self._newest += 1
        mine = self._newest

        def show(renewed: Sequence[NewKey]) -> None:
            if mine == self._newest:
                sheet.show_keys(renewed)

        self._finder.do(
            lambda reading: keys_anew(reading, self._exporting.ids_of(reading, scope), pattern), show, sheet.show_error
        )

    def _make(self, sheet: KeysSheet, scope: Scope, pattern: str) -> None:
        def made(change: Change) -> None:
            self._settings.set(KEY_PATTERN, pattern)
            sheet.close()
            if change.step is None:
                self._telling.explain("Every key was already so")

        self._finder.do(
            lambda reading: list(self._exporting.ids_of(reading, scope)),
            lambda ids: self._desk.do(
                lambda library: library.make_keys_anew(ids, pattern), made, sheet.show_error
            ),
            sheet.show_error,
        )

    def _choose_map(self, sheet: KeysSheet, renewed: Sequence[NewKey]) -> None:
        folder = self._settings.get(EXPORT_FOLDER) or str(Path.home())
        proposed = str(Path(folder) / "keys-old-and-new.csv")
        name, _filter = QFileDialog.getSaveFileName(self._window, "Save old and new keys", proposed, "Tables (*.csv)")
        if name:
            self.save_map(sheet, renewed, Path(name))

    def save_map(self, sheet: KeysSheet, renewed: Sequence[NewKey], path: Path) -> None:
        """Write the table of old and new keys."""
        self._finder.do(
            lambda _reading: save_key_map(renewed, path),
            lambda _none: self._telling.say(f"Old and new keys saved to {path.name}"),
            sheet.show_error,
        )
