"""Leaving with citations: the export sheet with its exact preview, and what C and Y put on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from octavo.bibliography import citekey
from octavo.bibliography.check import check
from octavo.bibliography.citing import FORMS, cited, references
from octavo.bibliography.export import Export, ExportOptions, export
from octavo.bibliography.formats import FORMATS
from octavo.bibliography.writers import save, writing
from octavo.gui.browsing import Browsing
from octavo.gui.desk import Desk
from octavo.gui.dialogs.export_sheet import ExportSheet, Scope
from octavo.gui.finder import Finder
from octavo.gui.tasks import Task
from octavo.gui.telling import Telling
from octavo.inquiries import CitationState
from octavo.library.citations import Citations
from octavo.library.kept_asides import returned
from octavo.library.reading import Place, Reading
from octavo.records import Change, Paper, Progress
from octavo.settings import (
    CITE_COMMAND,
    DIALECT,
    DRAG_TEXT,
    EXPORT_ABSTRACTS,
    EXPORT_FOLDER,
    EXPORT_FORMAT,
    EXPORT_KEYWORDS,
    EXPORT_NOTES,
    KEY_PATTERN,
    PROTECT_CAPITALS,
    Settings,
)

#: Papers of which the state of the citation is asked between two looks at what else the lane should do.
_STATES_AT_ONCE: Final = 500


class Exporting(QObject):
    """Keys are a preview until saved or copied; then the library stores them and they never change by themselves.

    `followed` carries a list's id, a file, a format and options: from now on the file follows the list.
    """

    followed = Signal(int, object, str, object)
    look_up_requested = Signal(tuple)

    def __init__(
        self,
        desk: Desk,
        finder: Finder,
        browsing: Browsing,
        telling: Telling,
        settings: Settings,
        window: QWidget,
        make_sheet: Callable[[], ExportSheet],
    ) -> None:
        super().__init__()
        self._desk, self._finder, self._browsing = desk, finder, browsing
        self._telling, self._settings, self._window, self._make_sheet = telling, settings, window, make_sheet
        self._preparing: Task | None = None
        self._sheet: ExportSheet | None = None

    def hear(self, change: Change) -> None:
        """A look-up or an edit has come to something: what the open sheet shows is made anew."""
        if self._sheet is not None and change.step is not None:
            self._sheet.ask_again()

    def offer(self) -> None:
        """Open the sheet on the list shown, else on what is selected or starred."""
        sheet = self._make_sheet()
        sheet.preview_requested.connect(lambda scope, form, options: self._preview(sheet, scope, form, options))
        sheet.save_requested.connect(lambda scope, form, options: self._save(sheet, scope, form, options))
        sheet.look_up_requested.connect(self.look_up_requested)
        sheet.closed.connect(self._stop_preparing)
        self._sheet = sheet
        sheet.closed.connect(self._forget_sheet)
        sheet.copy_requested.connect(lambda text: QGuiApplication.clipboard().setText(text))
        for box, setting in (
            (sheet.capitals, PROTECT_CAPITALS), (sheet.abstracts, EXPORT_ABSTRACTS),
            (sheet.keywords, EXPORT_KEYWORDS), (sheet.notes, EXPORT_NOTES),
        ):  # fmt: skip
            box.setChecked(self._settings.get(setting))
        last = self._settings.get(EXPORT_FORMAT)
        sheet.pattern.show_pattern(self._settings.get(KEY_PATTERN))
        sheet.pattern.chosen.connect(lambda pattern: self._settings.set(KEY_PATTERN, pattern))
        sheet.offer(
            self.scopes(), last if last in FORMATS and last not in DIALECT.choices else self._settings.get(DIALECT)
        )

    def _forget_sheet(self) -> None:
        self._sheet = None

    def copy_command(self) -> None:
        r"""`\cite{...}`, or the form chosen in preferences, for the selected papers in list order."""
        form = self._settings.get(CITE_COMMAND)
        self._with_keys(lambda _papers, keys: cited(keys, form), "Citation command copied")

    def copy_form(self, form: str) -> None:
        r"""`\cite{...}`, `[@...]` or `@...`, whatever the preferences say."""
        self._with_keys(lambda _papers, keys: cited(keys, form), f"Citation for {FORMS[form].words} copied")

    def drag_text(self, papers: Sequence[Paper]) -> str:
        """What another program gets when these papers, in list order, are dropped on it."""
        form = self._settings.get(DRAG_TEXT)
        if form == "command":
            form = self._settings.get(CITE_COMMAND)
        if form == "reference":
            return references(papers)
        keyed = _with_previews(self._browsing.key_taken, papers, self._settings.get(KEY_PATTERN))
        if form == "entry":
            options = ExportOptions(protect_capitals=self._settings.get(PROTECT_CAPITALS))
            return export(keyed, self._settings.get(DIALECT), options).text
        return cited([key for key, _ in keyed], form)

    def dragged_out(self, ids: Sequence[int]) -> None:
        """Papers were dropped on another program: their keys are known there from now on."""
        pattern = self._settings.get(KEY_PATTERN)
        if self._settings.get(DRAG_TEXT) != "reference":
            self._desk.do(lambda library: library.assign_keys(ids, pattern))

    def copy_keys(self) -> None:
        self._with_keys(lambda _papers, keys: cited(keys, "keys"), "Citation key copied")

    def copy_entries(self) -> None:
        dialect = self._settings.get(DIALECT)
        options = ExportOptions(protect_capitals=self._settings.get(PROTECT_CAPITALS))
        self._with_keys(
            lambda papers, keys: export(list(zip(keys, papers, strict=True)), dialect, options).text,
            "BibTeX copied" if dialect == "bibtex" else "BibLaTeX copied",
        )

    def copy_references(self) -> None:
        self._with_keys(lambda papers, _keys: references(papers), "Plain reference copied")

    def choose_dialect(self, dialect: str) -> None:
        """Write citations as "bibtex" or "biblatex" from now on."""
        self._settings.set(DIALECT, dialect)

    def _with_keys(self, make: Callable[[list[Paper], list[str]], str], said: str) -> None:
        """Copying is a need of the key: it is stored before it leaves the program."""
        ids = self._browsing.selected_ids()
        if not ids:
            return

        def copy(papers: list[Paper]) -> None:
            QGuiApplication.clipboard().setText(make(papers, [paper.key for paper in papers]))
            self._telling.say(said if len(papers) == 1 else f"{said} for {len(papers)} papers")

        pattern = self._settings.get(KEY_PATTERN)
        self._desk.do(
            lambda library: library.assign_keys(ids, pattern),
            lambda _keys: self._finder.do(lambda reading: reading.papers(ids), copy),
        )

    def scopes(self) -> list[Scope]:
        """What can be exported: the list shown first, else what is selected."""
        place, survey = self._browsing.place, self._browsing.survey
        lists = list(survey.lists) if survey else []
        lists.sort(key=lambda each: not (place.kind == "list" and each.id == place.id))
        scopes = [Scope("list", each.id, each.name, each.papers) for each in lists]
        selected = self._browsing.selected_ids()
        others = [Scope("selection", 0, "Selected papers", len(selected))] if selected else []
        if survey:
            others.append(Scope("starred", 0, "Starred", survey.counts.starred))
            others.append(Scope("all", 0, "All papers", survey.counts.all))
        return scopes + others if place.kind == "list" else others + scopes

    def ids_of(self, reading: Reading, scope: Scope) -> Sequence[int]:
        """The papers of a scope, in order."""
        if scope.kind == "selection":
            return self._browsing.selected_ids()
        return reading.listing(Place(scope.kind, scope.id, scope.name)).ids

    def _preview(self, sheet: ExportSheet, scope: Scope, form: str, options: ExportOptions) -> None:
        """A preview asked for later takes the place of one that is still being made."""
        self._stop_preparing()
        pattern = self._settings.get(KEY_PATTERN)
        self._preparing = self._finder.run(
            lambda reading: _written(reading, scope, self.ids_of(reading, scope), form, options, pattern),
            "Preparing a preview",
            progressed=sheet.show_progress,
            then=sheet.show_export,
            failed=sheet.show_error,
        )

    def _stop_preparing(self) -> None:
        if self._preparing is not None:
            self._preparing.cancel()
            self._preparing = None

    def _save(self, sheet: ExportSheet, scope: Scope, form: str, options: ExportOptions) -> None:
        folder = self._settings.get(EXPORT_FOLDER) or str(Path.home())
        proposed = str(Path(folder) / sheet.file_name)
        kinds = f"{FORMATS[form].words} (*{FORMATS[form].suffix})"
        name, _filter = QFileDialog.getSaveFileName(self._window, "Export", proposed, kinds)
        if name:
            self.save_to(Path(name), sheet, scope, form, options)

    def save_to(self, path: Path, sheet: ExportSheet, scope: Scope, form: str, options: ExportOptions) -> None:
        """Store the keys, write the file, say so; the sheet stays open with the sentence if it fails."""
        self._settings.set(EXPORT_FOLDER, str(path.parent))
        self._settings.set(EXPORT_FORMAT, form)
        if form in DIALECT.choices:
            self._settings.set(DIALECT, form)

        pattern = self._settings.get(KEY_PATTERN)
        follows = sheet.follows

        def write(reading: Reading, ids: Sequence[int]) -> Generator[Progress, None, int]:
            made = yield from _written(reading, scope, ids, form, options, pattern)
            save(made, path, form)
            return made.entries

        def saved(count: int) -> None:
            sheet.close()
            entries = "1 entry" if count == 1 else f"{count:,} entries"
            if follows:
                self.followed.emit(scope.id, path, form, options)
                self._telling.say(f"{entries} saved to {path.name}, which follows the list from now on")
            else:
                self._telling.say(f"{entries} saved to {path.name}")

        def store(ids: Sequence[int]) -> None:
            self._desk.do(lambda library: library.assign_keys(ids, pattern), lambda _keys: begin(ids), sheet.show_error)

        def begin(ids: Sequence[int]) -> None:
            self._stop_preparing()
            self._preparing = self._finder.run(
                lambda reading: write(reading, ids),
                "Exporting",
                progressed=sheet.show_progress,
                then=saved,
                failed=sheet.show_error,
            )

        self._finder.do(lambda reading: self.ids_of(reading, scope), store, sheet.show_error)


class _Growing:
    """Keys in use in the library, and those just given out in this preview."""

    def __init__(self, taken: Callable[[str], bool]) -> None:
        self._taken = taken
        self.given: set[str] = set()

    def __contains__(self, key: object) -> bool:
        return key in self.given or self._taken(str(key))


def _with_previews(taken: Callable[[str], bool], papers: Sequence[Paper], pattern: str) -> list[tuple[str, Paper]]:
    """Papers with the keys they have, or would get if they were given them now in this order."""
    growing = _Growing(taken)
    growing.given |= {paper.key.lower() for paper in papers if paper.key}
    keyed = []
    for paper in papers:
        key = paper.key or citekey.propose(paper, growing, pattern)
        growing.given.add(key.lower())
        keyed.append((key, paper))
    return keyed


def _written(
    reading: Reading, scope: Scope, ids: Sequence[int], form: str, options: ExportOptions, pattern: str
) -> Generator[Progress, None, Export]:
    """The file as it would be written now, with the keys that saving gives to papers without one."""
    keyed = _with_previews(reading.key_taken, reading.papers(ids), pattern)
    reasons = reading.reasons(scope.id) if scope.kind == "list" else {}
    made = yield from writing(
        keyed, form, options, heading=scope.name, reasons=reasons, returned=returned(reading, ids), unchecked=True
    )
    states: dict[int, CitationState] = {}
    for start in range(0, len(ids), _STATES_AT_ONCE):
        states |= Citations(reading).states(ids[start : start + _STATES_AT_ONCE])
        if len(ids) > _STATES_AT_ONCE:
            yield Progress(min(start + _STATES_AT_ONCE, len(ids)), len(ids))
    return replace(made, findings=check(keyed, needs_unicode=made.needs_unicode, states=states))
