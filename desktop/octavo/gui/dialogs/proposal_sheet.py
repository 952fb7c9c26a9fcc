"""The sheet that shows what a service would change in a paper: old and new by field, to take or to leave."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from octavo.gui.controls.aloud import say
from octavo.gui.controls.fields import Check
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Column, Glyph, Hairline, Label
from octavo.gui.field_words import name_of, present, value_words
from octavo.gui.sources import told
from octavo.gui.theme import Theme
from octavo.inquiries import Proposal
from octavo.records import OctavoError, Paper

_WIDTH: Final = 760
_NAME: Final = 136
_KINDS: Final = {
    "complete": "{service} says something else", "published": "A published version was found",
    "version": "There is a new version", "withdrawn": "This paper was withdrawn",
    "retracted": "This paper was retracted",
}  # fmt: skip


class ProposalSheet(Sheet):
    """One proposal at a time. `taken` carries its id and the fields ticked, `left` the id of one not wanted.

    Closing decides nothing: the proposal waits.
    """

    taken = Signal(int, list)
    left = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", width=_WIDTH, height=560, parent=parent)
        px = theme.px
        self._proposal: Proposal | None = None
        self.checks: dict[str, Check] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(24), px(20), px(24), px(24))
        column.setSpacing(px(16))
        self.paper_title = Label(theme, "", "row_unread", wrap=True)
        self.why = Label(theme, "", "body", "text2", wrap=True)
        column.addWidget(self.paper_title)
        column.addWidget(self.why)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(10))
        column.addWidget(self._rows)
        column.addStretch(1)
        self.body.addWidget(Column(theme, content), 1)
        self.note = Label(theme, "", "caption", "bad", wrap=True, middle=True)
        self.footer.insertWidget(0, self.note, 100)
        self.leave_button = self.add_button("Leave as it is", key="N")
        self.take_button = self.add_button("Take", variant="primary", key="Enter")
        self.leave_button.clicked.connect(self._leave)
        self.take_button.clicked.connect(self._take)

    def show_proposal(self, paper: Paper, proposal: Proposal, place: int, count: int, today: date) -> None:
        """Open on the `place`-th of `count` proposals."""
        self._proposal = proposal
        heading = _KINDS.get(proposal.kind, "A change was proposed").format(service=proposal.service)
        source = told(proposal.service, proposal.at, today)
        self.set_title(heading, source if count == 1 else f"{source}  ·  {place} of {count}")
        self.paper_title.setText(paper.title)
        self.why.setText(proposal.why)
        self.why.setVisible(bool(proposal.why))
        self.note.setText("")
        self._fill(paper, proposal)
        self._count()
        if not self.isVisible():
            self.open_sheet(next(iter(self.checks.values()), self.take_button))
        else:
            next(iter(self.checks.values()), self.take_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, error: OctavoError) -> None:
        """Say why nothing was changed."""
        self.note.setText(error.sentence)
        say(self, error.sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._leave()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _fill(self, paper: Paper, proposal: Proposal) -> None:
        theme, px = self._theme, self._theme.px
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.checks = {}
        fields = [name for name in proposal.fields if name != "more_authors" or "authors" not in proposal.fields]
        for number, name in enumerate(fields):
            before, after = value_words(present(paper, name), name), value_words(proposal.fields[name], name)
            check = self.checks[name] = Check(theme, name_of(name))
            check.setChecked(True)
            check.setAccessibleDescription(f"Now: {before or 'nothing'}. Then: {after}")
            check.toggled.connect(lambda _on: self._count())
            check.setMinimumWidth(px(_NAME))
            row = 2 * number
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(check, row, 0, top)
            old, new = (Label(theme, each, "body", role, wrap=True) for each, role in (
                (before or "nothing", "text3"), (after, "text")))  # fmt: skip
            arrow = Glyph(theme, "chevron-right", "text3", 14)
            arrow.setFixedHeight(px(24))
            for place, part in ((1, old), (2, arrow), (3, new)):
                if part is not arrow:
                    # Their first line stands with the words of the check, which is 24 px high.
                    part.setContentsMargins(0, px(4), 0, 0)
                self._grid.addWidget(part, row, place, top)
            if number < len(fields) - 1:
                self._grid.addWidget(Hairline(theme), row + 1, 0, 1, 4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    def _count(self) -> None:
        count = sum(check.isChecked() for check in self.checks.values())
        if not self.checks:
            self.take_button.setText("Note it")
        else:
            self.take_button.setText("Take 1 change" if count == 1 else f"Take {count} changes")
        self.take_button.setEnabled(bool(count) or not self.checks)

    def _ticked(self) -> list[str]:
        found = [name for name, check in self.checks.items() if check.isChecked()]
        if "authors" in found and self._proposal is not None and "more_authors" in self._proposal.fields:
            found.append("more_authors")
        return found

    def _take(self) -> None:
        if self._proposal is not None:
            self.taken.emit(self._proposal.id, self._ticked())

    def _leave(self) -> None:
        if self._proposal is not None:
            self.left.emit(self._proposal.id)
