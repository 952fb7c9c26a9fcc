"""What leaves by more ways than the export sheet: files that follow lists, new keys, manuscripts, editors that ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from octavo.bibliography.difference import difference
from octavo.gui.citing_elsewhere import CitingElsewhere
from octavo.gui.dialogs.confirm_sheet import ConfirmSheet
from octavo.gui.dialogs.difference_sheet import DifferenceSheet
from octavo.gui.dialogs.files_sheet import FilesSheet
from octavo.gui.dialogs.keys_sheet import KeysSheet
from octavo.gui.dialogs.manuscript_sheet import ManuscriptSheet
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.gui.key_making import KeyMaking
from octavo.gui.live_exporting import LiveExporting, Standing
from octavo.gui.live_words import entries, list_pill
from octavo.gui.manuscripts import Manuscripts, is_manuscript
from octavo.library.following import State
from octavo.library.reading import Place

if TYPE_CHECKING:
    from octavo.gui.app import Octavo


class Outgoing(QObject):
    """Builds these and joins them to the window; `start` once the library is open, `close` before the desk ends."""

    def __init__(self, octavo: Octavo) -> None:
        super().__init__()
        self._octavo = octavo
        self._telling, self._pane, self._browsing = octavo.telling, octavo.pane, octavo.browsing_now
        self._make_files = octavo.over(FilesSheet)
        self._make_difference = octavo.over(DifferenceSheet)
        self._make_confirm = octavo.over(ConfirmSheet)
        self.live = LiveExporting(octavo.desk, octavo.path, octavo.news, octavo.settings)
        self.keys = KeyMaking(
            octavo.desk, octavo.finder, octavo.exporting, octavo.telling, octavo.settings, octavo.window,
            octavo.over(KeysSheet),
        )  # fmt: skip
        self.manuscripts = Manuscripts(
            octavo.desk, octavo.finder, octavo.workshop, self._browsing, octavo.telling, octavo.window,
            octavo.over(ManuscriptSheet), octavo.over(NameSheet), self._search_everywhere,
        )  # fmt: skip
        self.elsewhere = CitingElsewhere(octavo.desk, octavo.finder, octavo.choices, octavo.theme)
        self._started = False
        self._connect()

    def start(self) -> None:
        """The library is open."""
        if not self._started:
            self.live.start()
        self._started = True
        self.elsewhere.start()

    def close(self) -> None:
        """Write what waits, and answer no more."""
        self.elsewhere.close()
        self.live.close()

    def commands(self) -> dict[str, Callable[[], object]]:
        """One function a command."""
        return {
            "live_files": self.show_files,
            "manuscript": self.manuscripts.choose,
            "keys_anew": self.keys.offer,
            "copy_latex": partial(self._octavo.exporting.copy_form, "latex"),
            "copy_pandoc": partial(self._octavo.exporting.copy_form, "pandoc"),
            "copy_typst": partial(self._octavo.exporting.copy_form, "typst"),
        }

    def take(self, file: Path) -> bool:
        """Compare a manuscript that was dropped or opened; answers false for any other file."""
        if is_manuscript(file):
            self.manuscripts.open(file)
            return True
        return False

    def show_files(self) -> None:
        """The sheet with every file that follows a list, and a fresh look at them."""
        sheet, today = self._make_files(), self._octavo.today
        sheet.write_requested.connect(lambda standing: self.live.write_now(standing.live.id))
        sheet.stop_requested.connect(lambda standing: self.live.stop(standing.live.id))

        def decide(standing: Standing) -> None:
            sheet.reject()
            self.show_difference(standing)

        def show() -> None:
            sheet.show_files(self.live.standings, today())

        sheet.difference_requested.connect(decide)
        self.live.changed.connect(show)
        sheet.closed.connect(lambda: self.live.changed.disconnect(show))
        show()
        sheet.open()
        self.live.look()

    def show_difference(self, standing: Standing) -> None:
        """How the file differs from the list, and what to do about it."""
        live, outcome = standing.live, standing.outcome
        if outcome is None or outcome.made is None:
            return
        sheet, mine = self._make_difference(), outcome.made.text
        sheet.kept.connect(lambda: self.live.keep_theirs(standing))
        sheet.written.connect(
            lambda: self.live.write_now(live.id, over=outcome.their_digest, allow_empty=not outcome.entries)
        )
        sheet.stopped.connect(lambda: self.live.stop(live.id))
        self._octavo.workshop.do(
            lambda _none: difference(outcome.theirs, mine, live.path.name, live.list_name),
            lambda text: sheet.show_difference(live.path.name, text),
        )

    def _connect(self) -> None:
        self._octavo.importing.taken_elsewhere = self.take
        self.live.failed.connect(self._telling.show_error)
        self.live.asked_about.connect(self._decide)
        self.live.changed.connect(self._show_pill)
        self._browsing.place_changed.connect(lambda _place: self._show_pill())
        self._pane.head.file_clicked.connect(self.show_files)
        self._octavo.exporting.followed.connect(self.live.follow)
        self.elsewhere.failed.connect(self._telling.show_error)
        self.elsewhere.told.connect(self._tell_preferences)

    def _decide(self, standing: Standing) -> None:
        """The person asked for a file to be written, and something speaks against it."""
        if standing.state is State.DIFFERS:
            self.show_difference(standing)
            return
        live = standing.live
        sheet = self._make_confirm()
        sheet.confirmed.connect(
            lambda: self.live.write_now(
                live.id, over=standing.outcome.their_digest if standing.outcome else "", allow_empty=True
            )
        )
        sheet.ask(
            f"Write no entries to {live.path.name}?",
            f"The list “{live.list_name}” is empty, and the file holds {entries(live.entries)}.",
            "Write empty file",
            "Keep the file",
        )

    def _show_pill(self) -> None:
        place = self._browsing.place
        standings: Sequence[Standing] = self.live.of_list(place.id) if place.kind == "list" else ()
        if standings:
            self._pane.head.show_file(*list_pill(standings))
        else:
            self._pane.head.show_file("", "plain", "")

    def _tell_preferences(self, sentence: str) -> None:
        if self._octavo.preferences is not None:
            self._octavo.preferences.tell(sentence)

    def _search_everywhere(self, words: str) -> None:
        self._browsing.show_place(Place("all"))
        self._pane.search.set_text(words)
        self._browsing.search(words)
        self._pane.focus_search()
