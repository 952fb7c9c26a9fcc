"""The export sheet: what to export and how, with the exact file beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.bibliography.export import Export, ExportOptions
from octavo.bibliography.formats import FORMATS, Format
from octavo.gui import words
from octavo.gui.controls.aloud import say
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Check, Segmented, Select
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.amounts import counted, size_words
from octavo.gui.dialogs.bib_text import BibText, CodeFrame
from octavo.gui.dialogs.export_warnings import Caution, Cautions, cautions
from octavo.gui.dialogs.key_pattern import KeyPatternField
from octavo.gui.dialogs.labels import Column, Glyph, Hairline, Label
from octavo.gui.theme import Theme
from octavo.records import OctavoError, Progress

_WIDTH: Final = 1000
_NARROW: Final = 720
_LEFT: Final = 340
_SPINS_AFTER_MS: Final = 300
_ICONS: Final = {"list": "list-ordered", "selection": "list-checks", "starred": "star", "all": "library"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What can be exported: a list, the selected papers, the starred ones, all. `papers` is how many it holds."""

    kind: str
    id: int
    name: str
    papers: int


class ExportSheet(Sheet):
    """Shows the file as it will be written. Each signal carries the `Scope`, a name in `FORMATS`, and the options.

    After `preview_requested` the answer is given to `show_export`, or `show_error`; `show_progress` may come before.
    `copy_requested` carries the whole text, `look_up_requested` the ids of papers.
    """

    preview_requested = Signal(object, str, object)
    save_requested = Signal(object, str, object)
    copy_requested = Signal(str)
    look_up_requested = Signal(tuple)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Export papers", width=_WIDTH, height=664, parent=parent)
        self._export: Export | None = None
        self._shown_key = -1
        self.sides = Segmented(theme, [("choices", "What to export"), ("preview", "Preview")])
        self.scope_select = Select(theme)
        self.scope_select.setAccessibleName("Papers to export")
        self.format = Select(theme)
        self.format.setAccessibleName("Format")
        for form in FORMATS.values():
            self.format.add(form.words, form.name)
        self.format_words = Label(theme, "", "caption", "text2", wrap=True)
        self.capitals = Check(theme, "Protect capitals in titles")
        self.abstracts = Check(theme, "Include abstracts")
        self.keywords = Check(theme, "Include keywords")
        self.notes = Check(theme, "Include my notes")
        self.as_imported = Check(theme, "Comments and fields of the imported file")
        self.as_imported.setChecked(True)
        self.as_imported.hide()
        self.keep_current = Check(theme, "Keep this file up to date")
        self.pattern = KeyPatternField(theme)
        self.capitals.setChecked(True)
        self.amount = Label(theme, "", "caption", "text2")
        self.copy_button = Button(theme, "Copy all", icon="copy", small=True)
        self.cautions = Cautions(theme)
        self.text = BibText(theme)
        self.cut_words = Label(theme, "", "caption", "text2", wrap=True)
        self.file_label = Label(theme, "", "body", "text2")
        self._late = QTimer(self, singleShot=True, interval=_SPINS_AFTER_MS)
        self._build()
        self._connect()

    def offer(self, scopes: Sequence[Scope], form: str = "bibtex") -> None:
        """Open with these to choose from, the first one and the format `form` chosen, and ask for the preview."""
        self.scope_select.blockSignals(True)
        self.scope_select.clear()
        for scope in scopes:
            self.scope_select.add(f"{scope.name}, {words.papers(scope.papers)}", scope, _ICONS.get(scope.kind, ""))
        self.scope_select.blockSignals(False)
        self.format.blockSignals(True)
        self.format.choose(form)
        self.format.blockSignals(False)
        self._show_format()
        self._show_scope()
        if not self.isVisible():
            self.open_sheet(self.scope_select)

    @property
    def scope(self) -> Scope | None:
        """What is chosen at this moment."""
        chosen = self.scope_select.currentData()
        return chosen if isinstance(chosen, Scope) else None

    @property
    def form(self) -> Format:
        """The format chosen at this moment."""
        return FORMATS[str(self.format.currentData())]

    @property
    def options(self) -> ExportOptions:
        return ExportOptions(
            abstracts=self.abstracts.isChecked(),
            keywords=self.keywords.isChecked(),
            notes=self.notes.isChecked(),
            protect_capitals=self.capitals.isChecked(),
            as_imported=self.as_imported.isChecked(),
        )

    @property
    def follows(self) -> bool:
        """Is the file to follow the list from now on?"""
        return self.keep_current.isEnabled() and self.keep_current.isChecked()

    @property
    def file_name(self) -> str:
        """The file name to propose: "small-run-evidence.bib"."""
        name = re.sub(r"[^\w]+", "-", self.scope.name.lower() if self.scope else "").strip("-_")
        return f"{name[:60] or 'papers'}{self.form.suffix}"

    def show_export(self, made: Export) -> None:
        """Show the file as it would be written now."""
        self._late.stop()
        self._export, self._shown_key = made, -1
        self.as_imported.setVisible(made.came_in_one_file)
        size = len(made.text.encode("utf-8"))
        self.amount.setText(f"{counted(made.entries, 'entry', 'entries')}, {size_words(size)}")
        hidden = self.text.show_file(made.text)
        self.cut_words.setText(
            f"The first {size_words(size - hidden)} are shown; the file holds all {size_words(size)}." if hidden else ""
        )
        self.cut_words.setVisible(bool(hidden))
        lines = cautions(made)
        if not self.form.place:
            lines = [replace(line, keys=()) for line in lines]
        self.cautions.show_lines(lines)
        self._allow(made.entries > 0)

    def ask_again(self) -> None:
        """Papers have changed while the sheet is open."""
        self._ask()

    def show_progress(self, progress: Progress) -> None:
        """Say how far a file is that takes its time."""
        self._late.stop()
        self.amount.setText(f"Preparing {progress.done:,} of {progress.total:,}…")

    def show_error(self, error: OctavoError) -> None:
        """Say why there is no preview, or why nothing was saved; the sheet stays open."""
        self._late.stop()
        self.cautions.show_lines([Caution(error.sentence)], "bad")
        say(self, error.sentence)
        self._allow(self._export is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        px, band = self._theme.px, QHBoxLayout()
        self._band, columns = QWidget(), QHBoxLayout()
        self._band.setLayout(band)
        band.setContentsMargins(px(24), px(10), px(24), 0)
        band.addWidget(self.sides)
        band.addStretch(1)
        columns.setSpacing(0)
        self._left, self._right = Column(self._theme, self._choices()), self._preview()
        self._upright = Hairline(self._theme, upright=True)
        columns.addWidget(self._left)
        columns.addWidget(self._upright)
        columns.addWidget(self._right, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self._band)
        self.body.addLayout(columns, 1)
        self.footer.insertWidget(0, Glyph(self._theme, "file-text"))
        self.footer.insertWidget(1, self.file_label)
        self.cancel_button = self.add_button("Cancel")
        self.save_button = self.add_button("Save…", variant="primary", key="Enter")

    def _choices(self) -> QWidget:
        px, box = self._theme.px, QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(6))
        column.addWidget(Label(self._theme, "Papers", "caption_strong", "text2", names=self.scope_select))
        column.addWidget(self.scope_select)
        column.addSpacing(px(10))
        column.addWidget(Label(self._theme, "Format", "caption_strong", "text2", names=self.format))
        column.addWidget(self.format)
        column.addWidget(self.format_words)
        column.addSpacing(px(10))
        column.addWidget(Label(self._theme, "Options", "caption_strong", "text2"))
        for check in (self.capitals, self.abstracts, self.keywords, self.notes, self.as_imported):
            column.addWidget(check)
        column.addSpacing(px(4))
        column.addWidget(self.keep_current)
        column.addSpacing(px(10))
        column.addWidget(Label(self._theme, "Keys for papers without one", "caption_strong", "text2"))
        column.addWidget(self.pattern)
        column.addStretch(1)
        return box

    def _preview(self) -> QWidget:
        px, side = self._theme.px, QWidget()
        column, top = QVBoxLayout(side), QHBoxLayout()
        column.setContentsMargins(px(24), px(16), px(24), px(20))
        column.setSpacing(px(12))
        top.setSpacing(px(10))
        top.addWidget(Label(self._theme, "Preview", "body_strong"))
        top.addWidget(self.amount)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        column.addLayout(top)
        column.addWidget(self.cautions)
        frame = CodeFrame(self._theme)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(px(6), px(4), px(2), px(4))
        inside.addWidget(self.text)
        column.addWidget(frame, 1)
        column.addWidget(self.cut_words)
        self.cut_words.hide()
        return side

    def _connect(self) -> None:
        self.scope_select.currentIndexChanged.connect(self._show_scope)
        self.format.currentIndexChanged.connect(self._change_format)
        for check in (self.capitals, self.abstracts, self.keywords, self.notes, self.as_imported):
            check.clicked.connect(lambda _on: self._ask())
        self.pattern.chosen.connect(lambda _pattern: self._ask())
        self.sides.chosen.connect(lambda _value: self._arrange())
        self.copy_button.clicked.connect(self._copy)
        self.cautions.show_clicked.connect(self._show_entry)
        self.cautions.look_up_clicked.connect(self.look_up_requested)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._save)
        self._late.timeout.connect(lambda: self.amount.setText("Preparing…"))

    def _show_scope(self) -> None:
        if self.scope is not None:
            self.set_title("Export reading list" if self.scope.kind == "list" else "Export papers")
            self.file_label.setText(self.file_name)
            self.keep_current.setEnabled(self.scope.kind == "list")
            self._ask()

    def _change_format(self) -> None:
        self._show_format()
        self.file_label.setText(self.file_name)
        self._ask()

    def _show_format(self) -> None:
        """Only what changes this format can be chosen."""
        form = self.form
        self.format_words.setText(f"For {form.reads}")
        for check, option in (
            (self.capitals, "protect_capitals"), (self.abstracts, "abstracts"), (self.keywords, "keywords"),
            (self.notes, "notes"),
        ):  # fmt: skip
            check.setEnabled(option in form.options)

    def _ask(self) -> None:
        """The old preview stays until the new one is there."""
        if self.scope is None:
            return
        self._allow(False)
        self._late.start()
        self.preview_requested.emit(self.scope, self.form.name, self.options)

    def _allow(self, on: bool) -> None:
        self.save_button.setEnabled(on)
        self.copy_button.setEnabled(on)
        self.copy_button.setText("Copy all")
        self.copy_button.set_icon("copy")

    def _copy(self) -> None:
        if self._export is not None:
            self.copy_requested.emit(self._export.text)
            self.copy_button.setText("Copied")
            self.copy_button.set_icon("check")

    def _save(self) -> None:
        if self.scope is not None:
            self.save_requested.emit(self.scope, self.form.name, self.options)

    def _show_entry(self, keys: tuple[str, ...]) -> None:
        """The next of these entries; in a narrow window the preview comes forward."""
        self._shown_key = (self._shown_key + 1) % len(keys)
        if self._band.isVisible():
            self.sides.choose("preview")
            self._arrange()
        self.text.show_entry(self.form.place_of(keys[self._shown_key]))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        px = self._theme.px
        narrow = min(px(_WIDTH), self.width() - px(48)) < px(_NARROW)
        preview = self.sides.value == "preview"
        self._band.setVisible(narrow)
        self._left.setVisible(not narrow or not preview)
        self._right.setVisible(not narrow or preview)
        self._upright.setVisible(not narrow)
        self._left.setMinimumWidth(0 if narrow else px(_LEFT))
        self._left.setMaximumWidth(16_777_215 if narrow else px(_LEFT))
