"""The two lists of the rules sheet: rules with a tick each, and the papers one of them would touch."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from octavo.gui.dialogs.painting import Brush
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.rows_model import Index, RowsModel
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.library.rule_terms import Rule
from octavo.library.values import Row

RULE_HEIGHT: Final = 32
PAPER_HEIGHT: Final = 28

_LOOKS: Final = {
    "words": "title or abstract has {}", "author": "{} is an author", "category": "it is in {}",
    "feed": "it comes by {}",
}  # fmt: skip


def rule_words(rule: Rule) -> str:
    """A rule as one sentence without its stop: "Mute when title or abstract has chairs"."""
    does = "Mute" if rule.does == "mute" else f"Tag “{rule.tag_name}”"
    return f"{does} when {_LOOKS[rule.looks_at].format(rule.pattern)}"


def rules_model() -> RowsModel[Rule]:
    """The rules in their order."""
    return RowsModel(
        lambda rule: plain(rule_words(rule), 400),
        lambda rule: f"{plain(rule_words(rule), 400)}. {'On' if rule.active else 'Off'}",
    )


class RuleDelegate(QStyledItemDelegate):
    """Paints a rule: its tick, what it does, and to what."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, rule = option.widget, index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(view, RowsView)
        brush, px = Brush(painter, self._theme, option), self._theme.px
        brush.ground(focused=view.looks_focused, inset=0, pill=False)
        brush.tick(brush.part(6, 8, 16, 16), Qt.CheckState.Checked if rule.active else Qt.CheckState.Unchecked)
        brush.icon(brush.part(32, 8, 16, 16), "volume-x" if rule.does == "mute" else "tag")
        words = QRect(brush.row.left() + px(56), brush.row.top(), brush.row.width() - px(64), brush.row.height())
        ink = self._theme.tokens.text if rule.active else self._theme.tokens.text3
        brush.words(words, plain(rule_words(rule), 400), self._theme.font("body"), ink)


def touched_model() -> RowsModel[Row]:
    """Papers that a rule would touch."""
    return RowsModel(lambda paper: plain(f"{paper.title}. {_people(paper)}", 500))


class TouchedDelegate(QStyledItemDelegate):
    """Paints a paper on one line: title, then who wrote it or the feed it came by."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, paper = option.widget, index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(view, RowsView)
        brush, px = Brush(painter, self._theme, option), self._theme.px
        brush.ground(focused=view.looks_focused, inset=0, pill=False)
        row, end = brush.row, brush.row.right() + 1 - px(8)
        room = row.width() // 3
        people = QRect(end - room, row.top(), room, row.height())
        tokens = self._theme.tokens
        end -= brush.words(people, _people(paper), self._theme.font("caption"), tokens.text2, end=True) + px(16)
        title = QRect(row.left() + px(8), row.top(), end - row.left() - px(8), row.height())
        brush.words(title, plain(paper.title, 300), self._theme.font("body"), tokens.text)


def _people(paper: Row) -> str:
    more = paper.author_count - 1
    if not paper.authors:
        return plain(paper.source, 100)
    return plain(paper.authors[0], 100) + (f" +{more}" if more > 0 else "")
