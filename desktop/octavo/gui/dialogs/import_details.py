"""The right side of the import sheet: how the current row will be saved, what is wrong with it, and the repair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from octavo.bibliography.residue import readable
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.margins import set_margins
from octavo.gui.dialogs.amounts import counted, date_words
from octavo.gui.dialogs.import_choice import ImportChoice
from octavo.gui.dialogs.labels import Glyph, Hairline, Label, Well
from octavo.gui.theme import Theme
from octavo.records import Entry, Verdict

_MOST_NAMES: Final = 6


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to decide about a row; `actions` are (name, words) of its buttons, the first one raised."""

    headline: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    tone: str = "warn"


def troubles(choice: ImportChoice, row: int) -> list[Trouble]:
    """What is to be said about a row beside its facts."""
    if row < 0:
        return [Trouble("This line was not placed.", "It reads like neither a paper, a date nor the page's own words.")]
    entry, placement = choice.entry(row), choice.placement(row)
    if placement.verdict is Verdict.ALREADY_HERE:
        return [Trouble("Already in your library.", "Only what is missing there is filled in.", tone="plain")]
    if placement.verdict is Verdict.TWICE:
        return [Trouble("Listed twice on this page.", "The second copy will be skipped.")]
    found = []
    if placement.verdict is Verdict.DOUBTFUL:
        answers = (("same", "Same paper"), ("different", "Different paper"))
        body = f"{placement.why}\nIn your library: {placement.paper_title}"
        found.append(Trouble("Is this a paper you already have?", body.strip(), answers))
    for problem in entry.problems:
        found.append(_problem(entry, problem))
    if not entry.abstract and not any("abstract" in each.lower() for each in entry.problems):
        found.append(_problem(entry, "No abstract was found for this title."))
    return found


def _problem(entry: Entry, problem: str) -> Trouble:
    where = lines_words(entry)
    if entry.abstract:
        return Trouble(problem, f"{where}." if where else "")
    body = f"{where}. " if where else ""
    body += "Import it as it is, or paste the abstract now."
    return Trouble(problem, body, (("abstract", "Paste abstract"), ("skip", "Skip")))


def lines_words(entry: Entry) -> str:
    """ "Line 212", "Lines 210 to 212", or "" when the source has no lines."""
    if entry.lines is None:
        return ""
    first, last = entry.lines.first, entry.lines.last
    return f"Line {first}" if first == last else f"Lines {first} to {last}"


class ImportDetails(QWidget):
    """What is known of the current row. `asked` carries (row, action): same, different, abstract or skip."""

    asked = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._inset = 20
        self._set_margins()
        theme.resized.connect(self._set_margins)

    def show_row(self, choice: ImportChoice, row: int, day: date, today: date, *, repairs: bool = True) -> None:
        """Show an entry, or a line that was not placed (negative); without `repairs` no button is offered."""
        focused = self.focusWidget().objectName() if self.focusWidget() and self.focusWidget().hasFocus() else ""
        self.clear()
        self._add(Label(self._theme, "How it will be saved" if row >= 0 else "Left out", "caption_strong", "text2"))
        if row >= 0:
            entry = choice.entry(row)
            self._add(Label(self._theme, readable(entry.title), "heading", wrap=True, prose=True))
            self._add(self._facts(choice, entry, day, today))
        else:
            line = choice.line(row)
            self._add(Label(self._theme, f"Line {line.number}", "body", "text2"))
            self._add(Label(self._theme, line.text, "body", wrap=True, prose=True))
        for trouble in troubles(choice, row):
            self._add(self._banner(trouble if repairs else replace(trouble, actions=()), row, choice))
        if row >= 0 and choice.entry(row).abstract:
            self._add(Hairline(self._theme))
            self._add(Label(self._theme, readable(choice.entry(row).abstract), "body", "text2", wrap=True, prose=True))
        self._column.addStretch(1)
        again = self.findChild(QWidget, focused) if focused else None
        if again is not None:
            again.setFocus()

    def clear(self) -> None:
        """Show nothing."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)

    def set_inset(self, inset: int) -> None:
        """Stand `inset` design px from the leading edge."""
        self._inset = inset
        self._set_margins()

    def _set_margins(self) -> None:
        px = self._theme.px
        set_margins(self._column, self, px(self._inset), px(16), px(24), px(16))
        self._column.setSpacing(px(12))

    def _facts(self, choice: ImportChoice, entry: Entry, day: date, today: date) -> QWidget:
        facts = [("Source", choice.preview.batch.source), ("Date", date_words(day, today))]
        facts.append(("Authors", _names(entry)))
        for identifier in entry.identifiers[:3]:
            facts.append((_SCHEMES.get(identifier.scheme, identifier.scheme), identifier.value))
        if entry.published:
            facts.append(("Published", entry.published))
        if entry.venue:
            facts.append(("Venue", entry.venue))
        if where := lines_words(entry):
            word, _, numbers = where.partition(" ")
            facts.append((word, numbers))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.px(16))
        grid.setVerticalSpacing(self._theme.px(4))
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            grid.addWidget(Label(self._theme, name, "caption", "text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(self._theme, value, "caption", wrap=True, end=True), row, 1)
        return box

    def _banner(self, trouble: Trouble, row: int, choice: ImportChoice) -> QWidget:
        theme, px = self._theme, self._theme.px
        well = Well(theme, "sidebar" if trouble.tone == "plain" else f"{trouble.tone}_soft")
        across = QHBoxLayout(well)
        across.setContentsMargins(px(12), px(12), px(12), px(12))
        across.setSpacing(px(8))
        icon, role = ("library", "text2") if trouble.tone == "plain" else ("triangle-alert", trouble.tone)
        across.addWidget(Glyph(theme, icon, role, beside="body_strong"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(Label(theme, trouble.headline, "body_strong", wrap=True))
        if trouble.body:
            words.addWidget(Label(theme, trouble.body, "caption", "text2", wrap=True))
        if trouble.actions:
            words.addSpacing(px(4))
            words.addLayout(self._buttons(trouble, row, choice))
        across.addLayout(words, 1)
        return well

    def _buttons(self, trouble: Trouble, row: int, choice: ImportChoice) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._theme.px(8))
        for place, (name, words) in enumerate(trouble.actions):
            answers = name in ("same", "different")
            button = Button(self._theme, words, variant="default" if answers or not place else "ghost", small=True)
            button.setObjectName(name)
            if answers:
                button.setCheckable(True)
                button.setChecked((row in choice.same) == (name == "same"))
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(row, name))
            line.addWidget(button)
        line.addStretch(1)
        return line


_SCHEMES: Final = {
    "arxiv": "arXiv", "doi": "DOI", "url": "Link", "hf": "Hugging Face", "openreview": "OpenReview", "acl": "ACL",
}  # fmt: skip


def _names(entry: Entry) -> str:
    if not entry.authors:
        return "None on the page"
    names = ", ".join(author.name for author in entry.authors[:_MOST_NAMES])
    further = len(entry.authors) - _MOST_NAMES
    if further > 0:
        return f"{names} and {counted(further, 'other')}"
    return f"{names} and others" if entry.more_authors else names
