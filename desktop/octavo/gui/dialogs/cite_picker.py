"""The small window in which papers are picked for an editor that cites as one writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from octavo.bibliography.cite_request import LABELS
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.chips import TagChip
from octavo.gui.controls.fields import Field, Select
from octavo.gui.controls.strokes import box, elided, placed, write
from octavo.gui.dialogs.labels import Hairline, Label
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.rows_model import Index, RowsModel
from octavo.gui.reader.labels import Flow
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.library.values import Row

_ROW: Final = 48
_AFTER_MS: Final = 120

#: Asks for the papers that answer some words, and gives them to a function.
Find = Callable[[str, Callable[[Sequence[Row]], None]], None]


@dataclass(frozen=True, slots=True)
class Picked:
    """A paper picked, and what stands around it."""

    paper_id: int
    title: str
    prefix: str = ""
    locator: str = ""
    label: str = "page"
    suffix: str = ""


def paper_words(row: Row) -> str:
    """A paper found, in words."""
    return f"{plain(row.title, 200)}. {plain(_people(row), 200)}"


class FoundDelegate(QStyledItemDelegate):
    """Title above, who and when below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, view = index.data(Qt.ItemDataRole.UserRole), option.widget
        if not isinstance(row, Row) or not isinstance(view, RowsView):
            return
        theme, px, rect = self._theme, self._theme.px, option.rect
        mirrored = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if index.row() == view.currentIndex().row():
            box(painter, rect.adjusted(px(8), px(1), -px(8), -px(1)), px(6), theme.tokens.sel)
        room = rect.width() - px(32)
        for words, face, role, top in (
            (plain(row.title, 300), "body_strong", "text", 5), (plain(_people(row), 300), "caption", "text2", 26),
        ):  # fmt: skip
            font = theme.font(face)
            area = placed(rect, QRect(rect.left() + px(16), rect.top() + px(top), room, theme.line(face)), mirrored)
            shown = elided(words, QFontMetricsF(font), room)
            write(painter, area, shown, font, getattr(theme.tokens, role), mirrored=mirrored)


class CitePicker(QWidget):
    """A window of its own, above the editor. `picked` carries the `Picked` in their order; `left` that nothing was."""

    picked = Signal(list)
    left = Signal()

    def __init__(self, theme: Theme, find: Find) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._theme, self._find = theme, find
        self._done = False
        self.picks: list[Picked] = []
        self.setWindowTitle("Cite")
        self.setAccessibleName("Cite")
        self.field = Field(theme, "Find a paper to cite", icon="search")
        self.model = RowsModel[Row](paper_words)
        self.rows = RowsView(theme, "Papers", _ROW, FoundDelegate(theme))
        self.rows.setModel(self.model)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.driven = True
        self.chips = Flow(theme, gap=4)
        self.prefix = Field(theme, "Before")
        self.label = Select(theme)
        self.label.setAccessibleName("Kind of place")
        for name in LABELS:
            self.label.add(name.capitalize(), name)
        self.locator = Field(theme, "Number")
        self.suffix = Field(theme, "After")
        self.hint = Label(theme, "Enter picks a paper; Enter once more cites.", "caption", "text2")
        self.cancel_button = Button(theme, "Cancel", key="Esc")
        self.cite_button = Button(theme, "Cite", variant="primary", key="Ctrl Enter")
        self._pause = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._pause.timeout.connect(self._look)
        self._build()
        self._connect()
        self._show_picks()

    def ask(self) -> None:
        """Show the window, in front of the editor, with the papers added last."""
        self._look()
        self.resize(self._theme.px(560), self._theme.px(520))
        self.show()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._done:
            self._done = True
            self.left.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._cite()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.list_)

    def _build(self) -> None:
        px, column = self._theme.px, QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, around, foot, middle = QVBoxLayout(), QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        top.setContentsMargins(px(16), px(16), px(16), px(8))
        top.setSpacing(px(8))
        top.addWidget(self.chips)
        top.addWidget(self.field)
        column.addLayout(top)
        column.addWidget(self.rows, 1)
        self._around = QWidget()
        self._around.setLayout(around)
        around.setContentsMargins(px(16), px(8), px(16), px(8))
        around.setSpacing(px(8))
        for widget, stretch in ((self.prefix, 2), (self.label, 2), (self.locator, 1), (self.suffix, 2)):
            around.addWidget(widget, stretch)
        middle.addWidget(Hairline(self._theme))
        middle.addWidget(self._around)
        column.addLayout(middle)
        column.addWidget(Hairline(self._theme))
        foot.setContentsMargins(px(16), px(12), px(16), px(12))
        foot.setSpacing(px(8))
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.cite_button)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.rows.chosen.connect(lambda index: self._pick(index.data(Qt.ItemDataRole.UserRole)))
        for edit in (self.prefix, self.locator, self.suffix):
            edit.textEdited.connect(lambda _text: self._write_around())
        self.label.currentIndexChanged.connect(lambda _row: self._write_around())
        self.cancel_button.clicked.connect(self.close)
        self.cite_button.clicked.connect(self._cite)

    def _look(self) -> None:
        self._find(self.field.text().strip(), self._show_found)

    def _show_found(self, rows: Sequence[Row]) -> None:
        if not self._done:
            self.model.show(rows)
            self.rows.select_row(0)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.rows.step(steps[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at_once = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if at_once or (self.picks and not self.field.text().strip()):
                self._cite()
            elif self._pause.isActive():
                # What the words find is not there yet: picking now would pick what they do not mean.
                self._pause.stop()
                self._find(self.field.text().strip(), self._show_and_pick)
            else:
                self._pick(self.rows.currentIndex().data(Qt.ItemDataRole.UserRole))
            return True
        if key == Qt.Key.Key_Backspace and not self.field.text() and self.picks:
            self.picks.pop()
            self._show_picks()
            return True
        return False

    def _show_and_pick(self, rows: Sequence[Row]) -> None:
        self._show_found(rows)
        self._pick(self.rows.currentIndex().data(Qt.ItemDataRole.UserRole))

    def _pick(self, row: object) -> None:
        if not isinstance(row, Row):
            return
        if all(each.paper_id != row.id for each in self.picks):
            self.picks.append(Picked(row.id, row.title))
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_picks()

    def _show_picks(self) -> None:
        chips = []
        for place, each in enumerate(self.picks):
            chip = TagChip(self._theme, each.title, "blue")
            chip.removed.connect(lambda _name, place=place: self._drop(place))
            chips.append(chip)
        self.chips.hold(chips)
        self.chips.setVisible(bool(chips))
        self.chips.setFixedHeight(max(1, self.chips.height_for(max(1, self.width() - self._theme.px(32)))))
        self._around.setVisible(bool(chips))
        self.cite_button.setEnabled(bool(chips))
        self.cite_button.setText(f"Cite {len(chips)} papers" if len(chips) > 1 else "Cite")
        last = self.picks[-1] if self.picks else Picked(0, "")
        for field, words in ((self.prefix, last.prefix), (self.locator, last.locator), (self.suffix, last.suffix)):
            field.setText(words)
        self.label.blockSignals(True)
        self.label.choose(last.label)
        self.label.blockSignals(False)

    def _drop(self, place: int) -> None:
        del self.picks[place]
        self._show_picks()

    def _write_around(self) -> None:
        """What stands around the paper picked last."""
        if self.picks:
            self.picks[-1] = replace(
                self.picks[-1],
                prefix=self.prefix.text(),
                locator=self.locator.text(),
                label=str(self.label.currentData()),
                suffix=self.suffix.text(),
            )

    def _cite(self) -> None:
        if not self.picks:
            self._pick(self.rows.currentIndex().data(Qt.ItemDataRole.UserRole))
        if self.picks and not self._done:
            self._done = True
            self.picked.emit(list(self.picks))
            self.close()


def _people(row: Row) -> str:
    names = ", ".join(row.authors[:3]) + (" et al." if row.author_count > 3 or row.more_authors else "")
    return "  ·  ".join(part for part in (names or "No authors yet", str(row.year or ""), row.key) if part)
