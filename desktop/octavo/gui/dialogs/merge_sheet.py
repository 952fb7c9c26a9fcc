"""The sheet where papers that may be one work stand side by side, and become one field by field."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from octavo.gui.controls.aloud import say
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.choice_card import ChoiceCard, tell_in_full
from octavo.gui.dialogs.labels import Column, Label
from octavo.gui.field_words import meta, name_of, value_words
from octavo.gui.theme import Theme
from octavo.library import joining
from octavo.library.identity import identifiers_conflict
from octavo.records import OctavoError, Paper

_WIDTH: Final = 920
_NAME: Final = 96
#: Narrower than this the words of a card would be a column of single words.
_CARD: Final = 172
_KEPT: Final = "Tags, notes, lists, numbers and files of all are kept."
_CONFLICT: Final = "These papers have different numbers of one kind, so they may be two works."
_TOP, _FILL = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag(0)
#: More papers than this do not stand side by side.
MOST: Final = 4


class MergeSheet(Sheet):
    """`merged` carries the id kept, those that end, and the values chosen; `parted` the ids that are not the same.

    Where the papers have no room side by side, their values stand below each other.

    With `show_pair` papers that may be one work are looked at one pair after the other: `skipped` asks for the next.
    With `show_papers` the person has said that they are one.
    """

    merged = Signal(int, list, object)
    parted = Signal(list)
    skipped = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Merge papers", width=_WIDTH, height=680, parent=parent)
        self._papers: list[Paper] = []
        self._groups: dict[str, QButtonGroup] = {}
        self.cards: dict[str, list[ChoiceCard]] = {}
        self._names: list[Label] = []
        self._comparison = Column(theme, QWidget())
        self.body.addWidget(self._comparison, 1)
        self.note = Label(theme, "", "caption", "text2", wrap=True, middle=True)
        self.footer.insertWidget(0, self.note, 100)
        self.skip_button = self.add_button("Skip", key="S")
        self.part_button = self.add_button("Not the same", key="N")
        self.merge_button = self.add_button("Merge", variant="primary", key="Enter")
        self.skip_button.clicked.connect(self._skip)
        self.part_button.clicked.connect(self._part)
        self.merge_button.clicked.connect(self._merge)
        self._pairs = False

    def show_pair(self, papers: Sequence[Paper], why: str, place: int, count: int) -> None:
        """Show the `place`-th of `count` pairs, the one to keep first."""
        self._pairs = True
        self.set_title("Are these the same work?", f"{why}  {place:,} of {count:,}" if count > 1 else why)
        self._show(papers)

    def show_papers(self, papers: Sequence[Paper]) -> None:
        """Show papers the person wants to make one, the one to keep first."""
        self._pairs = False
        self.set_title(f"Merge {len(papers)} papers", "One of them is kept; what belongs to the others goes to it.")
        self._show(papers)

    def show_error(self, error: OctavoError) -> None:
        """Say why nothing was merged."""
        self.merge_button.setEnabled(True)
        self.note.set_role("bad")
        self.note.setText(error.sentence)
        say(self, error.sentence)

    @property
    def kept(self) -> Paper:
        """The paper that stays."""
        return self._papers[self._chosen("keep")]

    def fields(self) -> dict[str, object]:
        """The values chosen where the papers differ."""
        return {name: joining.value_of(self._papers[self._chosen(name)], name) for name in self.cards if name != "keep"}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        deeds = {Qt.Key.Key_S: self._skip, Qt.Key.Key_N: self._part}
        deed = deeds.get(Qt.Key(event.key())) if plain and self._pairs else None
        if deed is not None:
            deed()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show(self, papers: Sequence[Paper]) -> None:
        self._papers = list(papers)
        self.skip_button.setVisible(self._pairs)
        self.part_button.setVisible(self._pairs)
        self.merge_button.setEnabled(True)
        conflict = any(
            identifiers_conflict(one.identifiers, other.identifiers) for one, other in combinations(self._papers, 2)
        )
        self.note.set_role("warn" if conflict else "text2")
        self.note.setText(_CONFLICT if conflict else _KEPT)
        self._fill()
        self._arrange()
        first = self.cards["keep"][0]
        if self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.open_sheet(first)

    def _fill(self) -> None:
        px, content = self._theme.px, QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(px(24), px(20), px(24), px(20))
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        self.cards, self._groups, self._names = {}, {}, []
        self._row("keep", "Keep", [self._summary(paper) for paper in self._papers], 0)
        givers = joining.givers(self._papers)
        for name in joining.differing(self._papers):
            giver = self._papers.index(givers[name])
            values = [value_words(joining.value_of(paper, name), name) for paper in self._papers]
            self._row(name, name_of(name), [[value] for value in values], giver)
        outer.addLayout(grid)
        outer.addStretch(1)
        self.body.removeWidget(self._comparison)
        self._comparison.hide()
        self._comparison.deleteLater()
        self._comparison = Column(self._theme, content)
        self.body.insertWidget(0, self._comparison, 1)

    def _summary(self, paper: Paper) -> list[str]:
        """What tells a paper from the others at a glance: title, authors, where it was published, what was done."""
        has = [
            f"Key {paper.key}" if paper.key else "",
            ", ".join(f"in {each.name}" for each in paper.lists),
            f"tags {', '.join(tag.name for tag in paper.tags)}" if paper.tags else "",
            "a note" if paper.note else "",
            "starred" if paper.starred else "",
        ]
        summary = (paper.title, value_words(paper.authors), meta(paper), "  ·  ".join(part for part in has if part))
        return [part for part in summary if part]

    def _row(self, field: str, name: str, values: Sequence[Sequence[str]], chosen: int) -> None:
        self._names.append(Label(self._theme, name, "caption_strong", "text2", wrap=True))
        group = self._groups[field] = QButtonGroup(self)
        self.cards[field] = []
        for place, lines in enumerate(values):
            card = ChoiceCard(self._theme, name)
            for number, words in enumerate(lines or ["nothing"]):
                strong = field == "keep" and number == 0
                role = "text" if number == 0 and (words or field == "keep") else "text2"
                card.add_words(words or "nothing", "row_unread" if strong else "caption" if number else "body", role)
            tell_in_full(card, (f"{name}, paper {place + 1}", *(lines or ["nothing"])))
            group.addButton(card, place)
            self.cards[field].append(card)
        self.cards[field][chosen].setChecked(True)
        if field == "keep":
            group.idToggled.connect(self._tell_key)

    def _tell_key(self, _place: int, on: bool) -> None:
        keys = [paper.key for paper in self._papers if paper.key and paper is not self.kept]
        if on and keys and self.kept.key:
            self.note.setText(f"The key stays {self.kept.key}; {', '.join(keys)} goes on to find this paper.")

    def _chosen(self, field: str) -> int:
        return self._groups[field].checkedId()

    def _arrange(self) -> None:
        """A row for each field: its name and the values side by side, or below each other."""
        px, count = self._theme.px, len(self._papers)
        beside = min(px(_WIDTH), self.width() - px(48)) >= px(48 + _NAME + count * (12 + _CARD))
        for number, (name, cards) in enumerate(zip(self._names, self.cards.values(), strict=True)):
            row = number if beside else number * (count + 1)
            name.setMinimumWidth(px(_NAME) if beside else 0)
            name.setMaximumWidth(px(_NAME) if beside else 16_777_215)
            # Beside the first line of the cards, or close above them.
            name.setContentsMargins(0, px(12 if beside else 10 if number else 0), 0, 0)
            for place, (part, across, down) in enumerate(
                ((name, 0, 0), *((card, at, 0) if beside else (card, 0, at) for at, card in enumerate(cards, 1)))
            ):
                self._grid.removeWidget(part)
                self._grid.addWidget(part, row + down, across, _TOP if place == 0 else _FILL)
        for column in range(count + 1):
            self._grid.setColumnStretch(column, int((column > 0) == beside))

    def _merge(self) -> None:
        if self._papers and self.merge_button.isEnabled():
            self.merge_button.setEnabled(False)
            kept = self.kept
            self.merged.emit(kept.id, [paper.id for paper in self._papers if paper is not kept], self.fields())

    def _part(self) -> None:
        self.parted.emit([paper.id for paper in self._papers])

    def _skip(self) -> None:
        self.skipped.emit()
