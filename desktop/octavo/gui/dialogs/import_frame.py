"""The parts of the import sheet and where they stand, for each stage of an import and each width of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Segmented
from octavo.gui.controls.pages import Pages
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.import_choice import Tab
from octavo.gui.dialogs.import_details import ImportDetails
from octavo.gui.dialogs.import_parts import Notice, PutIn, Running, SourceWell
from octavo.gui.dialogs.import_rows import ROW_HEIGHT, ImportDelegate, ImportModel
from octavo.gui.dialogs.labels import Column, Glyph, Hairline, Label
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.theme import Theme

WIDTH, HEIGHT = 1000, 664
_NARROW: Final = 720
_DETAILS: Final = 340
_ROOM_FOR_COUNT: Final = 880
_TABS: Final = ((Tab.ALL, "All"), (Tab.NEW, "New"), (Tab.HERE, "In library"), (Tab.PROBLEMS, "Problems"))


class ImportFrame(Sheet):
    """Places everything; knows nothing of papers. `show_stage`: choosing, running, receipt or message."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Import papers", width=WIDTH, height=HEIGHT, parent=parent)
        self.stage = "choosing"
        self.well = SourceWell(theme)
        self.tabs = Segmented(theme, [(str(tab), label) for tab, label in _TABS])
        self.sides = Segmented(theme, [("papers", "Papers"), ("details", "How it will be saved")])
        self.chosen_label = Label(theme, "", "body", "text2")
        self.model = ImportModel()
        self.rows = RowsView(theme, "Papers found", ROW_HEIGHT, ImportDelegate(theme))
        self.rows.setModel(self.model)
        self.rows.tick_width = 48
        self.rows.setAccessibleDescription("Space ticks a paper, Ctrl A ticks all or none")
        self.details = ImportDetails(theme)
        self.destination = PutIn(theme)
        self.running = Running(theme)
        self.notice = Notice(theme, "file-text")
        self.receipt_words = Label(theme, "", "body", wrap=True, middle=True)
        self._build_head()
        self._build_body()
        self._build_foot()
        self.show_stage("choosing")

    def show_stage(self, stage: str) -> None:
        """Show what belongs to one stage, and say what Enter does in it."""
        self.stage = stage
        choosing, receipt = stage == "choosing", stage == "receipt"
        self.cancel_button.setVisible(choosing)
        self.import_button.setVisible(choosing)
        self.stop_button.setVisible(stage == "running")
        self.running.setVisible(stage == "running")
        for widget in (self._receipt, self.undo_button, self.start_button):
            widget.setVisible(receipt)
        self.close_foot.setVisible(stage == "message")
        self.well.setVisible(stage != "message")
        self.well.allow(choosing)
        self.stack.setCurrentWidget(self.notice if stage == "message" else self._preview)
        primaries: dict[str, QPushButton] = {
            "choosing": self.import_button,
            "receipt": self.start_button,
            "message": self.other_file,
        }
        self.primary = primaries.get(stage)
        self._arrange()

    def _primary(self) -> QPushButton | None:
        if self.stage == "choosing":
            return self.import_button
        if self.stage == "receipt":
            return self.start_button
        return self.other_file if self.stage == "message" else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Below 720 px of card the right column moves under a tab; the source and the destination go into the body."""
        px = self._theme.px
        width = min(px(WIDTH), self.width() - px(48))
        narrow = width < px(_NARROW)
        shown = self.stage != "message"
        self.sides_band.setVisible(narrow and shown)
        details = self.sides.value == "details"
        self._left.setVisible(not narrow or not details)
        self._right.setVisible(not narrow or details)
        self._upright.setVisible(not narrow)
        if narrow:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16_777_215)
        else:
            self._right.setFixedWidth(px(_DETAILS))
        self.chosen_label.setVisible(width >= px(_ROOM_FOR_COUNT))
        self.details.set_inset(24 if narrow else 20)
        self.well.fold(narrow)
        choosing = self.stage == "choosing"
        well_row = self._well_row if narrow else self._inset
        if self.well.parentWidget() is not well_row.parentWidget():
            well_row.addWidget(self.well)
        self.well_band.setVisible(narrow and shown)
        home = self._destination_row if narrow else self.footer
        if self.destination.parentWidget() is not home.parentWidget():
            home.insertWidget(0, self.destination)
        self.destination.setVisible(choosing)
        self.destination_band.setVisible(narrow and choosing)

    def _build_head(self) -> None:
        """The well with the source lies above the header's line, under the title, where it is not scrolled."""
        px, head, top, title = self._theme.px, QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self.header.takeAt(0)
        title.setSpacing(px(4))
        title.addSpacing(px(8))
        title.addWidget(self.title_label)
        title.addWidget(self.subtitle_label)
        top.addLayout(title, 1)
        top.addWidget(self.close_button)
        head.setSpacing(px(16))
        head.addLayout(top)
        self._inset = QHBoxLayout()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._inset.setContentsMargins(px(8) if mirrored else 0, 0, 0 if mirrored else px(8), px(8))
        self._inset.addWidget(self.well)
        head.addLayout(self._inset)
        self.header.addLayout(head, 1)

    def _build_body(self) -> None:
        px = self._theme.px
        self._preview, self.stack = QWidget(), Pages()
        columns = QHBoxLayout(self._preview)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        self._left = self._left_column()
        # In a low window the papers give way, never the words above them; at last all of it is scrolled.
        self.rows.setMinimumHeight(px(ROW_HEIGHT) * 2)
        self._upright = Hairline(self._theme, upright=True)
        self._right = Column(self._theme, self.details)
        columns.addWidget(self._left, 1)
        columns.addWidget(self._upright)
        columns.addWidget(self._right)
        self.stack.addWidget(self._preview)
        self.stack.addWidget(self.notice)
        self.well_band = QWidget()
        self._well_row = QHBoxLayout(self.well_band)
        self._well_row.setContentsMargins(px(24), px(12), px(24), 0)
        self.sides_band = QWidget()
        sides = QHBoxLayout(self.sides_band)
        sides.setContentsMargins(px(24), px(10), px(24), 0)
        sides.addWidget(self.sides)
        sides.addStretch(1)
        self.destination_band, self._destination_row = QWidget(), QHBoxLayout()
        band = QVBoxLayout(self.destination_band)
        band.setContentsMargins(0, 0, 0, 0)
        band.addWidget(Hairline(self._theme))
        band.addLayout(self._destination_row)
        self._destination_row.setContentsMargins(px(24), px(8), px(24), px(12))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.well_band)
        self.body.addWidget(self.sides_band)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.destination_band)
        self.other_paste = Button(self._theme, "Paste again", icon="clipboard")
        self.other_file = Button(self._theme, "Open another file…", variant="primary")
        self.notice.add(self.other_paste, self.other_file)

    def _left_column(self) -> QWidget:
        px, column = self._theme.px, QWidget()
        down, line = QVBoxLayout(column), QHBoxLayout()
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        line.setContentsMargins(px(24), px(10), px(24), px(10))
        line.addWidget(self.tabs)
        line.addStretch(1)
        line.addWidget(self.chosen_label)
        down.addLayout(line)
        down.addWidget(Hairline(self._theme))
        down.addWidget(self.rows, 1)
        return column

    def _build_foot(self) -> None:
        self._receipt = QWidget()
        line = QHBoxLayout(self._receipt)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.px(8))
        line.addWidget(Glyph(self._theme, "circle-check", "ok"))
        line.addWidget(self.receipt_words, 1)
        self.footer.insertWidget(0, self.destination)
        self.footer.insertWidget(1, self.running, 100)
        self.footer.insertWidget(2, self._receipt, 100)
        self.cancel_button = self.add_button("Cancel")
        self.import_button = self.add_button("Import papers", variant="primary", key="Enter")
        self.stop_button = self.add_button("Stop")
        self.undo_button = self.add_button("Undo")
        self.start_button = self.add_button("Start reading", variant="primary", key="Enter")
        self.close_foot = self.add_button("Close", key="Esc")
