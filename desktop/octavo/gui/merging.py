"""Papers that are one work: found, looked at pair by pair, made one or kept apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from octavo.bibliography.citekey import NewKey
from octavo.bibliography.key_map import save_key_map
from octavo.gui.browsing import Browsing
from octavo.gui.desk import Desk
from octavo.gui.dialogs.merge_sheet import MOST, MergeSheet
from octavo.gui.finder import Finder
from octavo.gui.tasks import Lane
from octavo.gui.telling import Telling
from octavo.library import joining
from octavo.library.key_owners import former_keys
from octavo.library.reading import Reading
from octavo.records import Change, OctavoError
from octavo.settings import EXPORT_FOLDER, Settings

if TYPE_CHECKING:
    from octavo.library.duplicates import Pair


class Merging(QObject):
    """The search may take a while in a large library, so it is done in the workshop, on a reader of its own."""

    def __init__(
        self,
        desk: Desk,
        workshop: Lane[None],
        finder: Finder,
        browsing: Browsing,
        telling: Telling,
        settings: Settings,
        reading: Reading,
        path: Path,
        window: QWidget,
        make_sheet: Callable[[], MergeSheet],
    ) -> None:
        super().__init__()
        self._desk, self._workshop, self._browsing, self._telling = desk, workshop, browsing, telling
        self._finder, self._settings, self._window = finder, settings, window
        self._reading, self._path, self._make_sheet = reading, path, make_sheet
        self._sheet: MergeSheet | None = None
        self._pairs: list[Pair] = []
        self._place = 0
        self._settled = 0

    def find_duplicates(self) -> None:
        """Look for pairs that may be one work, and show them one after the other."""
        self._telling.show_rest("Looking for duplicates")
        self._workshop.do(lambda _none: _find(self._path), self._show_first, self._fail)

    def find_duplicates_of_current(self) -> None:
        """Look for papers that may be the one shown, also by the numbers a look-up found for it."""
        paper = self._browsing.paper
        if paper is not None:
            paper_id = paper.id
            self._workshop.do(lambda _none: _find(self._path, paper_id), self._show_first, self._fail)

    def merge_selected(self) -> None:
        """Make the selected papers one."""
        ids = self._browsing.selected_ids()
        if len(ids) < 2:
            self._telling.explain("Select the papers that are one work, with X, then merge them")
            return
        if len(ids) > MOST:
            self._telling.explain(f"Up to {MOST} papers can be merged at once")
            return
        sheet = self._make_sheet()
        sheet.merged.connect(lambda kept, others, fields: self._merge(sheet, kept, others, fields, sheet.close))
        sheet.show_papers(joining.in_order(self._reading.papers(ids)))

    def save_former_keys(self) -> None:
        """Write every key that papers had before, beside the one they have now, to mend a manuscript by."""
        self._finder.do(former_keys, self._save_keys)

    def _save_keys(self, renewed: list[NewKey]) -> None:
        if not renewed:
            self._telling.explain("No paper has a former key")
            return
        folder = self._settings.get(EXPORT_FOLDER) or str(Path.home())
        proposed = str(Path(folder) / "keys-old-and-new.csv")
        name, _filter = QFileDialog.getSaveFileName(self._window, "Save old and new keys", proposed, "Tables (*.csv)")
        if name:
            self._finder.do(
                lambda _reading: save_key_map(renewed, Path(name)),
                lambda _none: self._telling.say(f"Old and new keys saved to {Path(name).name}"),
                self._telling.show_error,
            )

    def _show_first(self, pairs: list[Pair]) -> None:
        self._telling.show_rest()
        self._pairs, self._place, self._settled = pairs, -1, 0
        if not pairs:
            self._telling.explain("No duplicates were found")
            return
        sheet = self._sheet = self._make_sheet()
        sheet.merged.connect(lambda kept, others, fields: self._merge(sheet, kept, others, fields, self._show_next))
        sheet.parted.connect(self._keep_apart)
        sheet.skipped.connect(self._show_next)
        sheet.closed.connect(self._forget_sheet)
        self._show_next()

    def _show_next(self) -> None:
        """The next pair of which both are still there."""
        self._place += 1
        while self._sheet is not None and self._place < len(self._pairs):
            pair = self._pairs[self._place]
            papers = [each for each in self._reading.papers([pair.first, pair.second]) if not each.trashed]
            if len(papers) == 2:
                self._sheet.show_pair(joining.in_order(papers), pair.why, self._place + 1, len(self._pairs))
                return
            self._place += 1
        if self._sheet is not None:
            self._sheet.close()
            if not self._settled:
                self._telling.say("That was the last pair")

    def _merge(
        self,
        sheet: MergeSheet,
        kept: int,
        others: Sequence[int],
        fields: Mapping[str, object],
        then: Callable[[], object],
    ) -> None:
        def merged(_change: Change) -> None:
            self._settled += 1
            self._browsing.select_when_listed(kept)
            then()

        self._desk.do(lambda library: library.merge(kept, others, fields), merged, sheet.show_error)

    def _keep_apart(self, ids: Sequence[int]) -> None:
        def parted(_change: Change) -> None:
            self._settled += 1
            self._show_next()

        if self._sheet is not None:
            self._desk.do(lambda library: library.keep_apart(ids), parted, self._sheet.show_error)

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _fail(self, error: OctavoError) -> None:
        self._telling.show_rest()
        self._telling.show_error(error)


def _find(path: Path, of: int | None = None) -> list[Pair]:
    from octavo.library.duplicates import with_numbers_found

    reading = Reading(path)
    try:
        return reading.duplicates() if of is None else with_numbers_found(reading, of)
    finally:
        reading.close()
