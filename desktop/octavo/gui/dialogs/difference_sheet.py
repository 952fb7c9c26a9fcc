"""The sheet that shows how a file that someone else changed differs from what would be written in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QVBoxLayout, QWidget

from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.bib_text import BibText, CodeFrame
from octavo.gui.dialogs.labels import Label
from octavo.gui.reader.highlight import BibHighlighter
from octavo.gui.theme import Theme


class DifferenceHighlighter(BibHighlighter):
    """Lines of the file alone in the colour of loss, lines of the list alone in that of gain."""

    def highlightBlock(self, line: str) -> None:
        role = {"-": "bad", "+": "ok", "@": "text3", "…": "text3"}.get(line[:1])
        if role is not None:
            inked = QTextCharFormat()
            inked.setForeground(getattr(self._theme.tokens, role))
            self.setFormat(0, len(line), inked)


class DifferenceSheet(Sheet):
    """Three ways out: keep the file, write the list over it, or stop following. Esc decides nothing."""

    kept = Signal()
    written = Signal()
    stopped = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", width=840, height=640, parent=parent)
        px = theme.px
        self.words = Label(theme, "", "body", "text2", wrap=True)
        self.text = BibText(theme, highlighter=DifferenceHighlighter)
        self.text.setAccessibleName("Difference")
        frame = CodeFrame(theme)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(px(6), px(4), px(2), px(4))
        inside.addWidget(self.text)
        self.body.setContentsMargins(px(24), px(16), px(24), px(20))
        self.body.setSpacing(px(12))
        self.body.addWidget(self.words)
        self.body.addWidget(frame, 1)
        self.stop_button = self.add_button("Stop following")
        self.write_button = self.add_button("Write mine", variant="danger")
        self.keep_button = self.add_button("Keep theirs", variant="primary", key="Enter")
        for button, signal in (
            (self.stop_button, self.stopped), (self.write_button, self.written), (self.keep_button, self.kept),
        ):  # fmt: skip
            button.clicked.connect(self.accept)
            button.clicked.connect(signal)

    def show_difference(self, name: str, difference: str) -> None:
        """Open with the lines that differ."""
        self.set_title(f"{name} was changed by someone else")
        self.words.setText(
            "Lines with − are in the file alone, lines with + in your list alone. Keep theirs leaves the file as it is "
            "until it or the list changes; Write mine puts the list in its place."
        )
        self.text.show_file(difference)
        self.open_sheet(self.keep_button)
