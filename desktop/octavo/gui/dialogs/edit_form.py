"""The form of a paper's bibliographic fields: one column that reads in pairs where there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.fields import Check, Field, Select
from octavo.gui.dialogs.edit_fields import IDENTIFIER_FIELDS
from octavo.gui.dialogs.labelled import Labelled
from octavo.gui.dialogs.labels import Hairline
from octavo.gui.dialogs.text_area import TextArea
from octavo.gui.theme import Theme
from octavo.records import DETAIL_FIELDS, Kind

KINDS: Final = {
    Kind.UNKNOWN: "Not known", Kind.PREPRINT: "Preprint", Kind.ARTICLE: "Journal article",
    Kind.CONFERENCE: "Conference paper", Kind.BOOK: "Book", Kind.CHAPTER: "Chapter", Kind.THESIS: "Thesis",
    Kind.REPORT: "Report", Kind.WEB: "Web page", Kind.DATASET: "Data set", Kind.SOFTWARE: "Software",
}  # fmt: skip
_DETAILS: Final = {
    "isbn": "ISBN", "issn": "ISSN", "place": "Place of publication", "primary_class": "arXiv class",
    "editor": "Editors", "comment": "Comment", "keywords": "Keywords, with commas",
}  # fmt: skip
#: Fields of a paper that one field of the form shows, where the names differ.
_SOURCES: Final = dict.fromkeys(IDENTIFIER_FIELDS, "identifiers")


def field_words(name: str) -> str:
    """What a detail is called in the form."""
    return _DETAILS.get(name, name.capitalize())


class EditForm(QWidget):
    """`edited` names a field whose text changed; `finished`: Ctrl Enter in a field of several lines."""

    edited = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.fields: dict[str, Field | TextArea] = {}
        self.labelled: dict[str, Labelled] = {}
        self._pairs: list[QBoxLayout] = []
        self.kind_select = Select(theme)
        for kind, words in KINDS.items():
            self.kind_select.add(words, kind)
        self.more_check = Check(theme, "There are more authors than these")
        #: What belongs to the title stands under it.
        self.under_title = QVBoxLayout()
        self._fill(QVBoxLayout(self))

    def text(self, name: str) -> str:
        """What stands in a field; a title is one line."""
        field = self.fields[name]
        if not isinstance(field, TextArea):
            return field.text()
        words = field.toPlainText()
        return " ".join(words.split()) if name == "title" else words

    def put(self, name: str, words: str) -> None:
        """Write a field anew, as one change that Ctrl Z takes back."""
        field = self.fields[name]
        if isinstance(field, TextArea):
            field.selectAll()
            field.insertPlainText(words)
        else:
            field.selectAll()
            field.insert(words)

    def show_words(self, words: Mapping[str, str], kind: Kind, more_authors: bool) -> None:
        """Fill the form; nothing of it can be undone."""
        for name, field in self.fields.items():
            if isinstance(field, TextArea):
                field.setPlainText(words[name])
            else:
                field.setText(words[name])
                field.setCursorPosition(0)
            field.set_error("")
        self.kind_select.choose(kind)
        self.more_check.setChecked(more_authors)

    def show_sources(self, sources: Mapping[str, str]) -> None:
        """Say beside each field who gave its value, by the names of a paper's fields."""
        for name in self.labelled:
            self.show_source(name, sources)

    def show_source(self, name: str, sources: Mapping[str, str]) -> None:
        """The same beside one field; an empty one has no source."""
        has_words = name not in self.fields or bool(self.text(name).strip())
        self.labelled[name].show_source(sources.get(_SOURCES.get(name, name), "") if has_words else "")

    def lie_in_pairs(self, beside: bool) -> None:
        """Put the two fields of each pair beside each other, or one below the other."""
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for pair in self._pairs:
            pair.setDirection(way)

    def _fill(self, column: QVBoxLayout) -> None:
        theme, px = self._theme, self._theme.px
        column.setContentsMargins(px(24), px(20), px(24), px(24))
        column.setSpacing(px(16))
        column.addWidget(self._area("title", "Title", 2))
        column.addLayout(self.under_title)
        column.addWidget(self._area("authors", "Authors, one on each line: Family, Given. A group in {braces}", 4))
        column.addWidget(self.more_check)
        kind = self.labelled["kind"] = Labelled(theme, "Kind of work", self.kind_select)
        column.addLayout(
            self._pair(self._line("published", "Date of publication", "2024, 2024-03 or 2024-03-11"), kind)
        )
        column.addWidget(self._line("venue", "Journal, conference or book"))
        column.addLayout(self._pair(self._line("arxiv", "arXiv number"), self._line("doi", "DOI")))
        column.addWidget(self._line("url", "Link"))
        column.addLayout(
            self._pair(self._line("openreview", "OpenReview number"), self._line("acl", "ACL Anthology number"))
        )
        column.addWidget(self._area("abstract", "Abstract", 7))
        column.addWidget(self._line("key", "Citation key. Documents that cite the old key will not find it", mono=True))
        column.addWidget(Hairline(theme))
        details = list(DETAIL_FIELDS)
        for first, second in zip(details[::2], details[1::2], strict=True):
            column.addLayout(self._pair(self._line(first, field_words(first)), self._line(second, field_words(second))))
        column.addStretch(1)

    def _pair(self, first: QWidget, second: QWidget) -> QBoxLayout:
        pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        pair.setSpacing(self._theme.px(16))
        pair.addWidget(first, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(second, 1, Qt.AlignmentFlag.AlignTop)
        self._pairs.append(pair)
        return pair

    def _line(self, name: str, label: str, placeholder: str = "", *, mono: bool = False) -> QWidget:
        field = Field(self._theme, placeholder, mono=mono)
        field.textChanged.connect(self._teller(name))
        return self._labelled(name, label, field)

    def _area(self, name: str, label: str, lines: int) -> QWidget:
        area = TextArea(self._theme)
        area.set_lines(lines)
        area.textChanged.connect(self._teller(name))
        area.finished.connect(self.finished)
        return self._labelled(name, label, area)

    def _labelled(self, name: str, label: str, field: Field | TextArea) -> Labelled:
        self.fields[name] = field
        self.labelled[name] = Labelled(self._theme, label, field)
        return self.labelled[name]

    def _teller(self, name: str) -> Callable[[], None]:
        return lambda: self.edited.emit(name)
