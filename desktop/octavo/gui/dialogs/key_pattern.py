"""Where the person says what citation keys are made of: the pattern, its parts to put in, and a live example."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.bibliography.citekey import propose
from octavo.bibliography.key_pattern import PARTS, BadPattern, pattern_from
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Field
from octavo.gui.dialogs.labels import Label
from octavo.gui.theme import Theme
from octavo.records import Author, Identifier, Paper

#: A paper that nobody wrote, to show a key by.
EXAMPLE: Final = Paper(
    0, "", "Lanterns by the Harbour", authors=(Author("Quill", "Ada"),), published="2026",
    identifiers=(Identifier("arxiv", "2601.01234"),),
)  # fmt: skip
_NAMES: Final = {"author": "Author", "year": "Year", "word": "Word", "id": "Number"}


class KeyPatternField(QWidget):
    """`chosen` carries each pattern that makes keys; of another one the field says what is wrong."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.field = _PatternField(theme, "{author}{year}{word}", mono=True)
        self.field.setAccessibleName("Pattern of citation keys")
        self.field.setMaxLength(80)
        self.example = Label(theme, "", "caption", "text2", wrap=True)
        self.part_buttons: dict[str, Button] = {}
        column, parts = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        parts.setSpacing(px(4))
        for part, words in PARTS.items():
            button = self.part_buttons[part] = Button(theme, _NAMES[part], small=True)
            button.setAccessibleName(f"Put in {part}: {words}")
            button.clicked.connect(lambda _=False, part=part: self._put_in(part))
            parts.addWidget(button)
        parts.addStretch(1)
        column.addWidget(self.field)
        column.addLayout(parts)
        column.addWidget(self.example)
        self._showing = False
        self.field.textChanged.connect(lambda _text: self._judge())

    @property
    def pattern(self) -> str:
        """What stands in the field, whether it makes keys or not."""
        return self.field.text().strip()

    def show_pattern(self, pattern: str) -> None:
        """Show a pattern; one that is there already is not touched, so that typing goes on."""
        self._showing = True
        if pattern != self.pattern:
            self.field.setText(pattern)
        self._judge()
        self._showing = False

    def _put_in(self, part: str) -> None:
        self.field.insert(f"{{{part}}}")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        try:
            pattern_from(self.pattern)
        except BadPattern as wrong:
            self.field.set_error(wrong.sentence)
            self.example.set_role("bad")
            self.example.setText(wrong.sentence)
        else:
            self.field.set_error("")
            self.example.set_role("text2")
            self.example.setText(f"For example {propose(EXAMPLE, (), self.pattern)}")
            if not self._showing:
                self.chosen.emit(self.pattern)


class _PatternField(Field):
    """What is wrong is said below the parts, where it has room for more than one line."""

    def _message_height(self) -> int:
        return 0
