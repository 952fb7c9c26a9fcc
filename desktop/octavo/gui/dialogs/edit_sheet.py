"""The sheet to write a paper's bibliographic fields by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.fields import Check, Field, Select
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.edit_fields import changed_fields, fault, written
from octavo.gui.dialogs.labels import Column, Hairline, Label
from octavo.gui.dialogs.text_area import TextArea
from octavo.gui.theme import Theme
from octavo.records import DETAIL_FIELDS, Kind, OctavoError, Paper

_WIDTH: Final = 680
_PAIRS_FROM: Final = 560
_KINDS: Final = {
    Kind.UNKNOWN: "Not known", Kind.PREPRINT: "Preprint", Kind.ARTICLE: "Journal article",
    Kind.CONFERENCE: "Conference paper", Kind.BOOK: "Book", Kind.CHAPTER: "Chapter", Kind.THESIS: "Thesis",
    Kind.REPORT: "Report", Kind.WEB: "Web page", Kind.DATASET: "Data set", Kind.SOFTWARE: "Software",
}  # fmt: skip
_DETAILS: Final = {
    "isbn": "ISBN", "issn": "ISSN", "place": "Place of publication", "primary_class": "arXiv class",
    "editor": "Editors", "comment": "Comment", "keywords": "Keywords, with commas",
}  # fmt: skip


class EditSheet(Sheet):
    """All fields of one paper. `saved` carries its id and what was changed, by the names `Library.edit` takes.

    The sheet stays open until the caller closes it, or says with `show_error` why nothing was saved.
    """

    saved = Signal(int, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Edit details", width=_WIDTH, height=760, parent=parent)
        self.fields: dict[str, Field | TextArea] = {}
        self._paper: Paper | None = None
        self._saving = self._warned = False
        self._pairs: list[QBoxLayout] = []
        self.kind_select = Select(theme)
        self.kind_select.setAccessibleName("Kind of work")
        for kind, words in _KINDS.items():
            self.kind_select.add(words, kind)
        self.more_check = Check(theme, "There are more authors than these")
        self.note = Label(theme, "", "caption", "bad", wrap=True, middle=True)
        self._content = QWidget()
        self._fill(QVBoxLayout(self._content))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(Column(theme, self._content), 1)
        self.footer.insertWidget(0, self.note, 100)
        self.cancel_button = self.add_button("Cancel")
        self.save_button = self.add_button("Save details", variant="primary", key="Ctrl Enter")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._save)

    def show_paper(self, paper: Paper) -> None:
        """Open on the paper's fields as they are."""
        self._paper, self._saving, self._warned = paper, False, False
        words = written(paper)
        for name, field in self.fields.items():
            if isinstance(field, TextArea):
                field.setPlainText(words[name])
            else:
                field.setText(words[name])
                field.setCursorPosition(0)
            field.set_error("")
        self.kind_select.choose(paper.kind)
        self.more_check.setChecked(paper.more_authors)
        self.note.setText("")
        if not self.isVisible():
            self.open_sheet(self.fields["title"] if paper.authors else self.fields["authors"])

    def show_error(self, error: OctavoError) -> None:
        """Say why nothing was saved; what was written stays."""
        self._saving = False
        self.save_button.setEnabled(True)
        self._say(error.sentence, "bad")

    def changes(self) -> dict[str, object]:
        """What differs from the paper shown."""
        if self._paper is None:
            return {}
        changed = changed_fields(self._paper, {name: self._text(name) for name in self.fields})
        if self.kind_select.currentData() != self._paper.kind:
            changed["kind"] = Kind(self.kind_select.currentData())
        if self.more_check.isChecked() != self._paper.more_authors:
            changed["more_authors"] = self.more_check.isChecked()
        return changed

    def reject(self) -> None:
        """Close; what was written and not saved is left only when asked for twice."""
        if not self._saving and not self._warned and self.isVisible() and self.changes():
            self._warned = True
            self._say("Not saved yet. Press Esc again to leave without saving.", "warn")
            return
        super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._theme.px
        beside = min(px(_WIDTH), self.width() - px(48)) >= px(_PAIRS_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for pair in self._pairs:
            pair.setDirection(way)

    def _fill(self, column: QVBoxLayout) -> None:
        theme, px = self._theme, self._theme.px
        column.setContentsMargins(px(24), px(20), px(24), px(24))
        column.setSpacing(px(16))
        column.addWidget(self._area("title", "Title", 2))
        authors = self._area("authors", "Authors, one on each line: Family, Given. A group in {braces}", 4)
        column.addWidget(authors)
        column.addWidget(self.more_check)
        column.addLayout(self._pair(self._line("published", "Date of publication", "2024, 2024-03 or 2024-03-11"),
                                    self._labelled("Kind of work", self.kind_select)))  # fmt: skip
        column.addWidget(self._line("venue", "Journal, conference or book"))
        column.addLayout(self._pair(self._line("arxiv", "arXiv number"), self._line("doi", "DOI")))
        column.addWidget(self._line("url", "Link"))
        column.addWidget(self._area("abstract", "Abstract", 7))
        column.addWidget(self._line("key", "Citation key. Documents that cite the old key will not find it", mono=True))
        column.addWidget(Hairline(theme))
        details = list(DETAIL_FIELDS)
        for first, second in zip(details[::2], details[1::2], strict=True):
            column.addLayout(self._pair(self._detail(first), self._detail(second)))
        column.addStretch(1)

    def _pair(self, first: QWidget, second: QWidget) -> QBoxLayout:
        pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        pair.setSpacing(self._theme.px(16))
        pair.addWidget(first, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(second, 1, Qt.AlignmentFlag.AlignTop)
        self._pairs.append(pair)
        return pair

    def _detail(self, name: str) -> QWidget:
        return self._line(name, _DETAILS.get(name, name.capitalize()))

    def _line(self, name: str, label: str, placeholder: str = "", *, mono: bool = False) -> QWidget:
        field = Field(self._theme, placeholder, mono=mono)
        field.textChanged.connect(self._checker(name))
        self.fields[name] = field
        return self._labelled(label, field)

    def _area(self, name: str, label: str, lines: int) -> QWidget:
        area = TextArea(self._theme)
        area.set_lines(lines)
        area.textChanged.connect(self._checker(name))
        area.finished.connect(self._save)
        self.fields[name] = area
        return self._labelled(label, area)

    def _labelled(self, label: str, field: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(6))
        column.addWidget(Label(self._theme, label, "caption", "text2", wrap=True))
        column.addWidget(field)
        field.setAccessibleName(label)
        return box

    def _checker(self, name: str) -> Callable[[], None]:
        """Say at once what is wrong with the field, and take it back as soon as it is right."""

        def check() -> None:
            self.fields[name].set_error(fault(name, self._text(name)))
            self._warned = False
            self._say("", "bad")

        return check

    def _text(self, name: str) -> str:
        field = self.fields[name]
        if not isinstance(field, TextArea):
            return field.text()
        words = field.toPlainText()
        return " ".join(words.split()) if name == "title" else words

    def _save(self) -> None:
        """Give what was changed; with a fault, go to the first one instead."""
        if self._paper is None or self._saving:
            return
        wrong = next((name for name in self.fields if fault(name, self._text(name))), None)
        if wrong is not None:
            self.fields[wrong].set_error(fault(wrong, self._text(wrong)))
            self.fields[wrong].setFocus(Qt.FocusReason.OtherFocusReason)
            self._say("One field needs a look before this can be saved.", "bad")
            return
        changed = self.changes()
        if not changed:
            self.reject()
            return
        self._saving = True
        self.saved.emit(self._paper.id, changed)

    def _say(self, sentence: str, role: str) -> None:
        self.note.set_role(role)
        self.note.setText(sentence)
