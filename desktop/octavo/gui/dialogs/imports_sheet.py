"""The sheet of imports: what came in and when, the receipt of the one chosen, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, overload

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from octavo.gui import receipt_words
from octavo.gui.controls.aloud import say
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Hairline, Label
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.told_rows import ROW_HEIGHT, ToldDelegate, ToldRow, told_model
from octavo.gui.theme import Theme
from octavo.library.receipts import Account, Import
from octavo.records import OctavoError

_NARROW: Final = 760
_IMPORTS: Final = 340


class _Lines(Sequence[ToldRow]):
    """The rows of a receipt, each made when it is looked at: an import may have brought 20,000 papers."""

    def __init__(self, account: Account) -> None:
        self._entries, self._left = account.lines, account.leftovers

    def __len__(self) -> int:
        return len(self._entries) + len(self._left)

    @overload
    def __getitem__(self, place: int) -> ToldRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[ToldRow]: ...
    def __getitem__(self, place: int | slice) -> ToldRow | list[ToldRow]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if place < len(self._entries):
            entry = self._entries[place]
            below, badge = receipt_words.line(entry)
            return ToldRow(entry.paper_id or 0, entry.title, below, badge, entry.paper_id is None)
        left = self._left[place - len(self._entries)]
        return ToldRow(0, left.text, f"Line {left.number}", ("Not placed", "triangle-alert", "warn"), True)


class ImportsSheet(Sheet):
    """Imports on the leading side, newest first; the entries of the chosen one beside them.

    `account_wanted` and `undo_requested` carry the import's number, `paper_chosen` that of a paper in its receipt.
    """

    account_wanted = Signal(int)
    undo_requested = Signal(int)
    paper_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Imports", width=960, height=640, parent=parent)
        self._today = date.min
        self._asked = 0
        self.imports_model, self.lines_model = told_model(), told_model()
        self.imports = RowsView(theme, "Imports, newest first", ROW_HEIGHT, ToldDelegate(theme))
        self.imports.setModel(self.imports_model)
        self.lines = RowsView(theme, "Papers of this import", ROW_HEIGHT, ToldDelegate(theme))
        self.lines.setModel(self.lines_model)
        self.lines.setAccessibleDescription("Enter shows the paper")
        self.heading = Label(theme, "", "heading", wrap=True)
        self.counts = Label(theme, "", "caption", "text2", wrap=True)
        self.nothing = Label(theme, "Nothing was imported yet.", "body", "text3", wrap=True, centred=True)
        self.note = Label(theme, "", "caption", "text2", wrap=True, middle=True)
        self._build()
        self.imports.selectionModel().currentRowChanged.connect(self._choose)
        self.lines.chosen.connect(self._show_paper)
        self.undo_button.clicked.connect(self._undo)
        self.show_button.clicked.connect(lambda: self._show_paper(self.lines.currentIndex()))
        self.lines.selectionModel().currentRowChanged.connect(lambda *_rows: self._allow())
        self.close_foot.clicked.connect(self.reject)

    def show_imports(self, made: Sequence[Import], today: date, chosen: int = 0) -> None:
        """List these imports and stand on `chosen`, or on the newest."""
        self._today = today
        self.imports_model.show([self._row(each) for each in made])
        self.nothing.setVisible(not made)
        for part in (self.imports, self._account):
            part.setVisible(bool(made))
        self.undo_button.setEnabled(False)
        self.show_button.setEnabled(False)
        numbers = [each.batch_id for each in made]
        # Chosen anew even where it was the current row: its receipt has changed.
        self._asked = 0
        self.imports.select_row(numbers.index(chosen) if chosen in numbers else 0)
        self._choose()
        if not self.isVisible():
            self.open_sheet(self.imports if made else self.close_foot)

    def show_account(self, account: Account) -> None:
        """Show the receipt of the import that is chosen; one that came too late is left."""
        if account.summary.batch_id != self._asked:
            return
        made = account.summary
        self.heading.setText(receipt_words.import_title(made, self._today))
        self.counts.setText("  ·  ".join(part for part in (made.origin, receipt_words.import_counts(made)) if part))
        self.lines_model.show(_Lines(account))
        self.lines.select_row(0)
        self.note.set_role("text2")
        self.note.setText(" ".join(part for part in (account.message, receipt_words.can_undo(account)) if part))
        self.undo_button.setEnabled(made.can_undo)
        self.undo_button.setAccessibleDescription(self.note.text())
        self._allow()

    def show_error(self, error: OctavoError) -> None:
        """Say why an import was not taken back, or cannot be shown."""
        self.note.set_role("bad")
        self.note.setText(error.sentence)
        say(self, error.sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if QApplication.focusWidget() is self.lines:
                self._show_paper(self.lines.currentIndex())
                event.accept()
                return
            if QApplication.focusWidget() is self.imports and self.lines_model.rows:
                self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
                event.accept()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _row(self, made: Import) -> ToldRow:
        return ToldRow(
            made.batch_id,
            receipt_words.import_title(made, self._today),
            "  ·  ".join(part for part in (made.origin, receipt_words.import_counts(made)) if part),
            dimmed=not made.can_undo,
        )

    def _choose(self, *_rows: QModelIndex) -> None:
        index = self.imports.currentIndex()
        row = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if not isinstance(row, ToldRow) or row.id == self._asked:
            return
        self._asked = row.id
        self.lines_model.show([])
        self.note.setText("")
        self.undo_button.setEnabled(False)
        self._allow()
        self.account_wanted.emit(row.id)

    def _paper(self, index: QModelIndex) -> int:
        row = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return row.id if isinstance(row, ToldRow) else 0

    def _show_paper(self, index: QModelIndex) -> None:
        if paper := self._paper(index):
            self.accept()
            self.paper_chosen.emit(paper)

    def _allow(self) -> None:
        self.show_button.setEnabled(bool(self._paper(self.lines.currentIndex())))

    def _undo(self) -> None:
        self.undo_button.setEnabled(False)
        self.undo_requested.emit(self._asked)

    def _build(self) -> None:
        px = self._theme.px
        self._account = QWidget()
        down = QVBoxLayout(self._account)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(24), px(16), px(24), px(12))
        head.setSpacing(px(4))
        head.addWidget(self.heading)
        head.addWidget(self.counts)
        down.addLayout(head)
        down.addWidget(Hairline(self._theme))
        down.addWidget(self.lines, 1)
        for view in (self.imports, self.lines):
            # In a low window the rows give way, never the words.
            view.setMinimumHeight(px(ROW_HEIGHT))
        self._between, self._below = Hairline(self._theme, upright=True), Hairline(self._theme)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(0)
        self._columns.addWidget(self.imports)
        self._columns.addWidget(self._between)
        self._columns.addWidget(self._below)
        self._columns.addWidget(self._account, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.nothing, 1)
        self.body.addLayout(self._columns, 1)
        self.footer.insertWidget(0, self.note, 100)
        self.undo_button = self.add_button("Undo import")
        self.show_button = self.add_button("Show paper")
        self.close_foot = self.add_button("Close", key="Esc")
        self._arrange()

    def _arrange(self) -> None:
        """In a narrow window the receipt stands below the imports."""
        px = self._theme.px
        narrow = min(px(960), self.width() - px(48)) < px(_NARROW)
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._between.setVisible(not narrow and bool(self.imports_model.rows))
        self._below.setVisible(narrow and bool(self.imports_model.rows))
        if narrow:
            self.imports.setMinimumWidth(0)
            self.imports.setMaximumWidth(16_777_215)
            self.imports.setMaximumHeight(px(3 * ROW_HEIGHT))
        else:
            self.imports.setFixedWidth(px(_IMPORTS))
            self.imports.setMaximumHeight(16_777_215)
