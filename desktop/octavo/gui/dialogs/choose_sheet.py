"""The sheet where the person says which of the works a service found is the paper, or that none is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.choice_card import ChoiceCard, tell_in_full
from octavo.gui.dialogs.labels import Column, Hairline, Label
from octavo.gui.field_words import meta, value_words
from octavo.gui.theme import Theme
from octavo.inquiries import Candidate
from octavo.records import Paper

_WIDTH: Final = 920
_LEFT: Final = 300
_SIDE_BY_SIDE_FROM: Final = 640
_ABSTRACT: Final = 700


class ChooseSheet(Sheet):
    """The paper beside its candidates, each with what agrees and what does not. The first is chosen at the start.

    `chosen` carries the paper's id and the `Candidate`, `refused` the id of a paper that none of them is.
    """

    chosen = Signal(int, object)
    refused = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Which paper is it?", width=_WIDTH, height=640, parent=parent)
        px = theme.px
        self._paper_id = 0
        self._candidates: tuple[Candidate, ...] = ()
        self.cards: list[ChoiceCard] = []
        self._group = QButtonGroup(self)
        self.title = Label(theme, "", "row_unread", wrap=True)
        self.about = Label(theme, "", "caption", "text2", wrap=True)
        self.abstract = Label(theme, "", "body", "text2", wrap=True, prose=True)
        own = QWidget()
        left = QVBoxLayout(own)
        left.setContentsMargins(px(24), px(20), px(24), px(20))
        left.setSpacing(px(8))
        for part in (Label(theme, "Your paper", "caption_strong", "text2"), self.title, self.about, self.abstract):
            left.addWidget(part)
        left.addStretch(1)
        found = QWidget()
        self._found = QVBoxLayout(found)
        self._found.setContentsMargins(px(24), px(20), px(24), px(20))
        self._found.setSpacing(px(10))
        self._heading = Label(theme, "", "caption_strong", "text2")
        self._found.addWidget(self._heading)
        self._found.addStretch(1)
        self._own = Column(theme, own)
        self._line = Hairline(theme, upright=True)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(0)
        self._sides.addWidget(self._own)
        self._sides.addWidget(self._line)
        self._sides.addWidget(Column(theme, found), 1)
        self.body.addLayout(self._sides, 1)
        self.none_button = self.add_button("None of these", key="N")
        self.take_button = self.add_button("This is the paper", variant="primary", key="Enter")
        self.none_button.clicked.connect(self._refuse)
        self.take_button.clicked.connect(self._choose)

    def show_candidates(self, paper: Paper, candidates: tuple[Candidate, ...]) -> None:
        """Open on a paper and what was found for it, best first."""
        self._paper_id, self._candidates = paper.id, candidates
        self.title.setText(paper.title)
        self.about.setText("  ·  ".join(part for part in (value_words(paper.authors), meta(paper)) if part))
        self.about.setVisible(bool(paper.authors) or bool(meta(paper)))
        self.abstract.setText(_cut(paper.abstract) or "No abstract yet.")
        count = len(candidates)
        self._heading.setText("What was found" if count == 1 else f"{count} works were found")
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(number, each) for number, each in enumerate(candidates, 1)]
        for place, card in enumerate(self.cards, 1):
            self._group.addButton(card)
            self._found.insertWidget(place, card)
        self.cards[0].setChecked(True)
        if not self.isVisible():
            self.open_sheet(self.cards[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and 1 <= number <= len(self.cards):
            self.cards[number - 1].setChecked(True)
            self.cards[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
            event.accept()
        elif plain and event.key() == Qt.Key.Key_N:
            self._refuse()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._theme.px
        beside = min(px(_WIDTH), self.width() - px(48)) >= px(_SIDE_BY_SIDE_FROM)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._line.setVisible(beside)
        self._own.setMinimumWidth(px(_LEFT) if beside else 0)
        self._own.setMaximumWidth(px(_LEFT) if beside else 16_777_215)
        self._own.setMaximumHeight(16_777_215 if beside else px(160))

    def _card(self, number: int, candidate: Candidate) -> ChoiceCard:
        entry = candidate.entry
        card = ChoiceCard(self._theme, entry.title)
        about = "  ·  ".join(part for part in (meta(entry), candidate.service) if part)
        card.add_words(f"{number}.  {entry.title}", "row_unread")
        card.add_words(value_words(entry.authors) or "No authors named", "caption", "text2")
        card.add_words(about, "caption", "text2")
        if candidate.agrees or candidate.differs:
            card.add_space(4)
        for each in candidate.agrees:
            card.add_sign("check", "ok", each)
        for each in candidate.differs:
            card.add_sign("x", "warn", each)
        agrees = f"Agrees: {'; '.join(candidate.agrees)}" if candidate.agrees else ""
        differs = f"Differs: {'; '.join(candidate.differs)}" if candidate.differs else ""
        tell_in_full(card, (str(number), entry.title, value_words(entry.authors), about, agrees, differs))
        return card

    def _choose(self) -> None:
        chosen = next((place for place, card in enumerate(self.cards) if card.isChecked()), None)
        if chosen is not None:
            self.accept()
            self.chosen.emit(self._paper_id, self._candidates[chosen])

    def _refuse(self) -> None:
        self.accept()
        self.refused.emit(self._paper_id)


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _ABSTRACT else f"{words[:_ABSTRACT].rstrip(' .,;:')}…"
