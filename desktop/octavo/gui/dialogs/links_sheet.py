"""A sheet to add papers by arXiv link or number, one on each line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.amounts import counted
from octavo.gui.dialogs.labels import Label
from octavo.gui.dialogs.text_area import TextArea
from octavo.gui.theme import Theme


class LinksSheet(Sheet):
    """`links_given` carries the text as typed; the import preview says what was understood of it."""

    links_given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Add arXiv links", width=560, height=400, parent=parent)
        px = theme.px
        self.area = TextArea(theme, "2403.09611\nhttps://arxiv.org/abs/1706.03762", mono=True)
        self.area.setAccessibleName("Links or numbers, one on each line")
        self.body.setContentsMargins(px(24), px(20), px(24), px(20))
        self.body.setSpacing(px(6))
        self.body.addWidget(Label(theme, "One link or number on each line", "caption_strong", "text2", names=self.area))
        self.body.addWidget(self.area, 1)
        self.cancel_button = self.add_button("Cancel")
        self.add_links = self.add_button("Add papers", variant="primary", key="Ctrl Enter")
        self.cancel_button.clicked.connect(self.reject)
        self.add_links.clicked.connect(self._give)
        self.area.textChanged.connect(self._count)
        self.area.finished.connect(self.add_links.click)

    def open(self) -> None:
        """Open empty."""
        self.area.clear()
        self._count()
        self.open_sheet(self.area)

    def _count(self) -> None:
        lines = sum(1 for line in self.area.toPlainText().splitlines() if line.strip())
        self.add_links.setText(f"Add {counted(lines, 'paper')}" if lines else "Add papers")
        self.add_links.setEnabled(lines > 0)

    def _give(self) -> None:
        text = self.area.toPlainText()
        self.accept()
        self.links_given.emit(text)
