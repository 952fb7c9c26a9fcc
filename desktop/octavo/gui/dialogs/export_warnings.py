"""What a person should know of a file before it leaves: each finding of the check with its repair, and its papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.bibliography.check import Trouble
from octavo.bibliography.export import Export
from octavo.gui.controls.buttons import Button
from octavo.gui.dialogs.amounts import counted
from octavo.gui.dialogs.labels import Glyph, Label, Well
from octavo.gui.theme import Theme

_MOST_LINES: Final = 5
_LOOKED_UP: Final = (Trouble.NO_AUTHORS, Trouble.NO_YEAR, Trouble.UNVERIFIED, Trouble.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class Caution:
    """One line of the banner, the keys of the entries it speaks of, and the papers that a look-up may mend."""

    words: str
    keys: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()


def cautions(made: Export) -> list[Caution]:
    """The lines for an export, at most `_MOST_LINES`; the last one counts what is left unsaid."""
    found = [
        Caution(f"{each.sentence} {each.repair}", each.keys, each.ids if each.trouble in _LOOKED_UP else ())
        for each in made.findings
    ]
    found += [Caution(sentence) for sentence in made.warnings]
    if len(found) > _MOST_LINES:
        rest = len(found) - _MOST_LINES + 1
        found = [*found[: _MOST_LINES - 1], Caution(f"and {counted(rest, 'more thing')} to look at")]
    return found


class Cautions(Well):
    """The banner with one line a caution. `show_clicked` carries the keys of the entries to look at.

    `look_up_clicked` carries the ids of papers.
    """

    show_clicked = Signal(tuple)
    look_up_clicked = Signal(tuple)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "warn_soft", parent)
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        self._column.setSpacing(0)
        self.hide()

    def show_lines(self, lines: Sequence[Caution], tone: str = "warn") -> None:
        """Say these, or hide when there are none; tone "bad" for a failure."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._role = f"{tone}_soft"
        self._lines = [self._line(each, tone) for each in lines]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(lines))
        self.update()

    def _line(self, caution: Caution, tone: str) -> QWidget:
        px, line = self._theme.px, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, px(2), 0, px(2))
        row.setSpacing(px(8))
        row.addWidget(Glyph(self._theme, "circle-alert" if tone == "bad" else "triangle-alert", tone))
        row.addWidget(Label(self._theme, caution.words, "body", wrap=True, middle=True), 1)
        if caution.ids:
            look_up = Button(self._theme, "Look up", variant="link", small=True)
            look_up.setAccessibleName(f"Look up: {caution.words}")
            look_up.clicked.connect(lambda: self._look_up(look_up, caution.ids))
            row.addWidget(look_up)
        if caution.keys:
            show = Button(self._theme, "Show", variant="link", small=True)
            show.setAccessibleName(f"Show: {caution.words}")
            show.clicked.connect(lambda: self.show_clicked.emit(caution.keys))
            row.addWidget(show)
        return line

    def _look_up(self, button: Button, ids: tuple[int, ...]) -> None:
        button.setText("Looking up…")
        button.setEnabled(False)
        self.look_up_clicked.emit(ids)
