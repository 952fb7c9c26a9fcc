"""The rows of the import sheet: what each says, its model, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from octavo.gui.controls import strokes
from octavo.gui.dialogs.amounts import date_words
from octavo.gui.dialogs.import_choice import ImportChoice, Tab
from octavo.gui.dialogs.painting import Brush
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.records import Verdict

ROW_HEIGHT = 56
_SHOWN = 300
Index = QModelIndex | QPersistentModelIndex


class Outcome(Enum):
    """What became of a row while the import runs."""

    OPEN = "open"
    WAITING = "waiting"
    SAVED = "saved"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row as it reads. `badge` is (words, icon, tone), words "" for none."""

    title: str
    below: str
    badge: tuple[str, str, str] = ("", "", "plain")
    dimmed: bool = False


def row_words(choice: ImportChoice, row: int, today: date) -> RowWords:
    """What the row of an entry (or of a line not placed, when negative) says."""
    if row < 0:
        line = choice.line(row)
        return RowWords(plain(line.text, _SHOWN), f"Line {line.number}", ("Not placed", "triangle-alert", "warn"), True)
    entry, placement = choice.entry(row), choice.placement(row)
    title = plain(entry.title, _SHOWN)
    if row in choice.same:
        return RowWords(title, "Seen again; nothing new is added.", ("Same paper", "library", "plain"), True)
    if placement.verdict is Verdict.ALREADY_HERE:
        badge = ("New version", "refresh-cw", "ok") if entry.new_version else ("In library", "library", "plain")
        below = " ".join(part for part in (_since(placement.added, today) + ".", placement.why) if placement.why)
        return RowWords(title, below or _since(placement.added, today), badge, True)
    if placement.verdict is Verdict.TWICE:
        return RowWords(title, "The second copy will be skipped.", ("Twice in feed", "copy", "warn"), True)
    if placement.verdict is Verdict.DOUBTFUL:
        return RowWords(title, placement.why, ("In library?", "info", "warn"))
    if entry.new_version:
        words = "A new version of a paper that is not in your library. Tick it to import it."
        return RowWords(title, words, ("New version", "refresh-cw", "plain"), row not in choice.chosen)
    below = plain(" ".join(entry.abstract[:_SHOWN].split()))
    badge = ("", "", "plain")
    if not below:
        below = "The text after this title is empty. You can import it and add the abstract later."
        badge = ("No abstract", "triangle-alert", "warn")
    elif entry.problems:
        badge = ("Needs a look", "triangle-alert", "warn")
    return RowWords(title, below, badge, row not in choice.chosen)


def _since(added: str, today: date) -> str:
    try:
        return f"Added on {date_words(date.fromisoformat(added[:10]), today)}"
    except ValueError:
        return added or "Nothing new is added."


class ImportModel(QAbstractListModel):
    """The rows of one tab. The display role is the title; the user role is the row number of `ImportChoice`."""

    def __init__(self, parent: RowsView | None = None) -> None:
        super().__init__(parent)
        self.choice: ImportChoice | None = None
        self.today = date.min
        self._rows: list[int] = []
        self._order: dict[int, int] = {}
        self._saved: int | None = None

    def show(self, choice: ImportChoice, tab: Tab, today: date) -> None:
        """List one tab of `choice`."""
        self.beginResetModel()
        self.choice, self.today = choice, today
        self._rows = choice.rows(tab)
        self.endResetModel()

    def show_saved(self, saved: int | None) -> None:
        """Turn ticks into results: the first `saved` of the chosen are in. None: back to ticks."""
        if self.choice is not None and self._saved is None and saved is not None:
            self._order = {row: place for place, row in enumerate(sorted(self.choice.chosen))}
        self._saved = saved
        self.refresh()

    def refresh(self) -> None:
        """Say that any row may read differently now."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    @property
    def rows(self) -> list[int]:
        return self._rows

    def outcome(self, row: int) -> Outcome:
        if self._saved is None:
            return Outcome.OPEN
        place = self._order.get(row)
        if place is None:
            return Outcome.LEFT
        return Outcome.SAVED if place < self._saved else Outcome.WAITING

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.choice is None or not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row in self.choice.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return row_words(self.choice, row, self.today).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: int) -> str:
        assert self.choice is not None
        words = row_words(self.choice, row, self.today)
        ticked = ("ticked" if row in self.choice.chosen else "not ticked") if self.choice.can_tick(row) else ""
        return ". ".join(part for part in (ticked, words.badge[0], words.title, words.below) if part)


class ImportDelegate(QStyledItemDelegate):
    """Paints one row: tick or result, title, what is below it, badge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model = option.widget, index.model()
        assert isinstance(view, RowsView)
        assert isinstance(model, ImportModel)
        assert model.choice is not None
        row = index.data(Qt.ItemDataRole.UserRole)
        brush = Brush(painter, self._theme, option)
        brush.ground(focused=view.looks_focused)
        self._paint_mark(brush, model, row)
        self._paint_words(brush, row_words(model.choice, row, model.today))
        above_selected = view.currentIndex().row() == index.row() + 1
        if not brush.selected and not above_selected and index.row() + 1 < model.rowCount():
            brush.hairline(52, 24)

    def _paint_mark(self, brush: Brush, model: ImportModel, row: int) -> None:
        box = brush.part(24, 11, 16, 16)
        outcome = model.outcome(row)
        if outcome is Outcome.SAVED:
            brush.icon(box, "circle-check", "ok")
        elif outcome is Outcome.WAITING:
            strokes.box(brush.painter, brush.place(box), self._theme.px(8), None, self._theme.tokens.control, 1.25)
        elif outcome is Outcome.LEFT or row < 0:
            brush.icon(box, "minus", "text3")
        else:
            assert model.choice is not None
            ticked = row in model.choice.chosen
            state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            brush.tick(box, state, enabled=model.choice.can_tick(row))

    def _paint_words(self, brush: Brush, words: RowWords) -> None:
        px, rect, tokens = self._theme.px, brush.row, self._theme.tokens
        left, right = rect.left() + px(52), rect.right() + 1 - px(24)
        end = right
        if words.badge[0]:
            end = brush.badge(right, rect.top() + px(19), *words.badge) - px(12)
        title = QRect(left, rect.top() + px(9), end - left, px(20))
        brush.words(title, words.title, self._theme.font("body_strong"), tokens.text2 if words.dimmed else tokens.text)
        below = QRect(left, rect.top() + px(30), right - left, px(16))
        brush.words(below, words.below, self._theme.font("caption"), tokens.text3)
