"""A manuscript opened or dropped: read in the workshop, compared by the finder, shown in its sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from octavo.bibliography.manuscript import FORMS, Cited, cited_in, form_of
from octavo.feeds.decoding import MAX_BYTES, decode
from octavo.gui.browsing import Browsing
from octavo.gui.desk import Desk
from octavo.gui.dialogs.manuscript_sheet import ManuscriptSheet
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.gui.finder import Finder
from octavo.gui.tasks import Lane
from octavo.gui.telling import Telling
from octavo.library.manuscripts import review
from octavo.library.reading import Place
from octavo.records import Change, OctavoError

#: Endings that only a manuscript has.
_ENDINGS: Final = frozenset(f".{form}" for form in FORMS if form != "md") | {".ltx", ".rmd"}
#: A saved page of papers may be Markdown, too; only a manuscript cites like this.
_MARKDOWN: Final = frozenset({".md", ".markdown"})
_CITES: Final = re.compile(rb"\[[^\[\]\n@]{0,80}-?@[A-Za-z0-9_{][^\[\]\n]{0,300}\](?![(\[])")
_LOOKED_INTO: Final = 200_000
_FILES: Final = "Manuscripts (*.tex *.ltx *.aux *.bcf *.md *.markdown *.qmd *.rmd *.typ)"


def is_manuscript(file: Path) -> bool:
    """Is this file a text that cites rather than a page of papers? Its name says so, or what stands in it."""
    if file.suffix.lower() not in _MARKDOWN:
        return file.suffix.lower() in _ENDINGS
    try:
        with file.open("rb") as stream:
            return _CITES.search(stream.read(_LOOKED_INTO)) is not None
    except OSError:
        return False


class Manuscripts(QObject):
    """One sheet at a time."""

    def __init__(
        self,
        desk: Desk,
        finder: Finder,
        workshop: Lane[None],
        browsing: Browsing,
        telling: Telling,
        window: QWidget,
        make_sheet: Callable[[], ManuscriptSheet],
        make_name: Callable[[], NameSheet],
        search: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._desk, self._finder, self._workshop = desk, finder, workshop
        self._browsing, self._telling, self._window = browsing, telling, window
        self._make_sheet, self._make_name, self._search_for = make_sheet, make_name, search

    def choose(self) -> None:
        """Ask for a manuscript and open it."""
        name, _filter = QFileDialog.getOpenFileName(self._window, "Compare a manuscript", "", _FILES)
        if name:
            self.open(Path(name))

    def open(self, file: Path) -> None:
        """Read what the manuscript cites, and show how that stands to the library."""
        sheet = self._make_sheet()
        survey, place = self._browsing.survey, self._browsing.place
        chosen = place.id if place.kind == "list" else 0
        sheet.offer(file.name, survey.lists if survey else [], chosen)
        self._workshop.do(
            lambda _none: _cited_in_file(file), lambda cited: self._show(sheet, file, cited, chosen), sheet.show_error
        )

    def _show(self, sheet: ManuscriptSheet, file: Path, cited: Sequence[Cited], chosen: int) -> None:
        sheet.list_chosen.connect(lambda list_id: self._compare(sheet, cited, list_id))
        sheet.paper_clicked.connect(self._browsing.show_paper_anywhere)
        sheet.search_clicked.connect(self._search)
        sheet.list_requested.connect(lambda ids: self._ask_name(sheet, file, ids))
        self._compare(sheet, cited, chosen)

    def _compare(self, sheet: ManuscriptSheet, cited: Sequence[Cited], list_id: int) -> None:
        self._finder.do(
            lambda reading: review(reading, cited, list_id or None), sheet.show_review, sheet.show_error
        )

    def _search(self, key: str) -> None:
        """Look among all papers for what the key seems to say: its letters, without digits and marks."""
        self._search_for(" ".join(each for each in _words_of(key) if len(each) > 2))

    def _ask_name(self, manuscript: ManuscriptSheet, file: Path, ids: Sequence[int]) -> None:
        manuscript.reject()
        sheet = self._make_name()
        survey = self._browsing.survey
        taken = [each.name for each in survey.lists] if survey else []
        sheet.named.connect(
            lambda name: self._desk.do(
                lambda library: library.create_list(name), lambda change: self._fill(change, name, ids)
            )
        )
        sheet.ask("Make a list", "Name of the list", taken=taken, button="Make list")
        sheet.field.setText(f"Cited in {file.stem}"[: sheet.field.maxLength()])
        sheet.field.selectAll()

    def _fill(self, change: Change, name: str, ids: Sequence[int]) -> None:
        list_id = change.arguments.get("list_id")
        if isinstance(list_id, int):
            self._desk.do(
                lambda library: library.add_to_list(list_id, ids),
                lambda _change: self._browsing.show_place(Place("list", list_id, name)),
            )


def _words_of(key: str) -> list[str]:
    words, word = [], ""
    for letter in key:
        if letter.isalpha() and not (word and letter.isupper() and word[-1].islower()):
            word += letter
        else:
            words.append(word)
            word = letter if letter.isalpha() else ""
    return [*words, word]


def _cited_in_file(file: Path) -> tuple[Cited, ...]:
    """The keys of a manuscript. Raises OctavoError with a sentence."""
    form = form_of(file.name)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise OctavoError(f"{file.name} is larger than {MAX_BYTES // 1_000_000} MB, so it was not read.")
        content = file.read_bytes()
    except OSError as error:
        raise OctavoError(f"{file.name} could not be read ({error.strerror or error}).") from error
    return cited_in(decode(content), form)
