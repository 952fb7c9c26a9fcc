"""The sheet that holds a manuscript against the library: what is cited and missing, unread, renamed, or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui import words
from octavo.gui.controls.aloud import say
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Select
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.amounts import counted
from octavo.gui.dialogs.labels import Column, Glyph, Label
from octavo.gui.reader.labels import Line
from octavo.gui.theme import Theme
from octavo.library.manuscripts import Review
from octavo.records import OctavoError, Paper, ReadingList

_MOST_LINES: Final = 200
#: Where a key may be asked about, when it is looked for among all papers.
_GAP: Final = 4


class ManuscriptSheet(Sheet):
    """`list_chosen` carries the id of the list to compare with, 0 for none; the answer is given to `show_review`.

    `paper_clicked` carries an id, `search_clicked` a key that the library does not have, `list_requested` the ids of
    the papers cited, in the order of the text.
    """

    list_chosen = Signal(int)
    paper_clicked = Signal(int)
    search_clicked = Signal(str)
    list_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Manuscript", width=720, height=680, parent=parent)
        px = theme.px
        self._review: Review | None = None
        self.lists = Select(theme)
        self.lists.setAccessibleName("Reading list to compare with")
        self.parts: dict[str, list[QWidget]] = {}
        self._content = QWidget()
        self._lines = QVBoxLayout(self._content)
        self._lines.setContentsMargins(px(24), px(8), px(24), px(20))
        self._lines.setSpacing(px(_GAP))
        self.summary = Label(theme, "", "body", "text2", wrap=True)
        top = QHBoxLayout()
        top.setContentsMargins(px(24), px(16), px(24), px(8))
        top.setSpacing(px(8))
        top.addWidget(Label(theme, "Compare with", "body", "text2", names=self.lists))
        top.addWidget(self.lists, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(top)
        self.body.addWidget(Column(theme, self._content), 1)
        self.list_button = self.add_button("Make a list of these")
        self.close_foot = self.add_button("Close", key="Esc")
        self.close_foot.clicked.connect(self.reject)
        self.list_button.clicked.connect(self._ask_for_list)
        self.lists.currentIndexChanged.connect(lambda _row: self.list_chosen.emit(int(self.lists.currentData() or 0)))

    def offer(self, name: str, lists: Sequence[ReadingList], chosen: int) -> None:
        """Open for the manuscript called `name`, with the list `chosen` (0 for none) to compare it with."""
        self.set_title(f"Manuscript {name}")
        self.lists.blockSignals(True)
        self.lists.clear()
        self.lists.add("The whole library", 0)
        for each in lists:
            self.lists.add(f"{each.name}, {words.papers(each.papers)}", each.id, "list-ordered")
        self.lists.choose(chosen)
        self.lists.blockSignals(False)
        self.list_button.setEnabled(False)
        self.open_sheet(self.lists)

    def show_review(self, found: Review) -> None:
        """Show what was found; what stands is said first."""
        self._review = found
        self._clear()
        compared = found.comparison
        cited = len(compared.found) + len(compared.missing) + len(compared.other_case) + len(compared.renamed)
        here = len(compared.found) + len(compared.renamed)
        self.summary.set_role("text2")
        self.summary.setText(
            f"{counted(cited, 'paper')} cited, {here:,} of them in the library." if cited else "Nothing is cited in it."
        )
        self._lines.addWidget(self.summary)
        by_key = {paper.key: paper for paper in found.cited}
        self._part("missing", "Cited but not in the library",
                   [(each.key, f"line {each.line:,}", None) for each in compared.missing])  # fmt: skip
        self._part("renamed", "Cited by a key that has changed",
                   [(f"{each.key} is {key} now", f"line {each.line:,}", by_key.get(key))
                    for each, key in compared.renamed])  # fmt: skip
        self._part("other_case", "Cited with other capitals than the library has",
                   [(f"{each.key} is {key} here", f"line {each.line:,}", by_key.get(key))
                    for each, key in compared.other_case])  # fmt: skip
        self._part("never_opened", "Cited but never opened",
                   [(_titled(each.key, by_key.get(each.key)), f"line {each.line:,}", by_key.get(each.key))
                    for each in compared.never_opened])  # fmt: skip
        self._part("not_cited", "Starred in this list but not cited",
                   [(_titled(name, found.paper(name)), "", found.paper(name)) for name in compared.not_cited],
                   )  # fmt: skip
        if cited and not self.parts:
            self._lines.addWidget(Label(self._theme, "Nothing to look at: all of it is in order.", "body", "text2"))
        self._lines.addStretch(1)
        self.list_button.setEnabled(bool(found.cited))
        self.list_button.setText(f"Make a list of {counted(len(found.cited), 'paper')}" if found.cited
                                 else "Make a list of these")  # fmt: skip

    def show_error(self, error: OctavoError) -> None:
        """Say why the manuscript could not be compared, or no list made."""
        self._clear()
        self.summary.set_role("bad")
        self.summary.setText(error.sentence)
        say(self, error.sentence)
        self._lines.addWidget(self.summary)
        self._lines.addStretch(1)

    def _clear(self) -> None:
        self.parts = {}
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.summary:
                widget.hide()
                widget.deleteLater()

    def _part(self, name: str, heading: str, lines: Sequence[tuple[str, str, Paper | None]]) -> None:
        if not lines:
            return
        px = self._theme.px
        self._lines.addSpacing(px(12))
        icon, role = ("circle-alert", "bad") if name == "missing" else ("triangle-alert", "warn")
        if name in ("never_opened", "not_cited"):
            icon, role = "info", "text2"
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Glyph(self._theme, icon, role))
        row.addWidget(Label(self._theme, f"{heading}, {len(lines):,}", "body_strong"), 1)
        self._lines.addWidget(head)
        self.parts[name] = [self._line(name, *line) for line in lines[:_MOST_LINES]]
        for line in self.parts[name]:
            self._lines.addWidget(line)
        if len(lines) > _MOST_LINES:
            rest = f"and {len(lines) - _MOST_LINES:,} more"
            self._lines.addWidget(Label(self._theme, rest, "caption", "text2"))

    def _line(self, part: str, said: str, place: str, paper: Paper | None) -> QWidget:
        px, line = self._theme.px, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(px(24), 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Line(self._theme, said, "body"), 1)
        if place:
            row.addWidget(Label(self._theme, place, "caption", "text2"))
        if paper is not None or part == "missing":
            button = Button(self._theme, "Show" if paper is not None else "Search", variant="link", small=True)
            button.setAccessibleName(f"{button.text()}: {said}")
            # The numbers of the lines stand below each other whatever the button says.
            button.setMinimumWidth(px(64))
            if paper is not None:
                button.clicked.connect(lambda _=False, own=paper.id: self._leave_for(own))
            else:
                button.clicked.connect(lambda _=False, key=said: self._search(key))
            row.addWidget(button)
        return line

    def _leave_for(self, paper_id: int) -> None:
        self.reject()
        self.paper_clicked.emit(paper_id)

    def _search(self, key: str) -> None:
        self.reject()
        self.search_clicked.emit(key)

    def _ask_for_list(self) -> None:
        if self._review is not None:
            self.list_requested.emit([paper.id for paper in self._review.cited])


def _titled(name: str, paper: Paper | None) -> str:
    return f"{name}  ·  {paper.title}" if paper is not None and paper.key else name
