"""Several papers selected: the pile, the six bulk actions, and their tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from octavo.gui.controls.chips import TagChip
from octavo.gui.controls.scrolling import FloatingScrollBar, scroll_bare
from octavo.gui.controls.strokes import box, placed, write
from octavo.gui.controls.wrapping import lines_of
from octavo.gui.reader.cards import CardButton
from octavo.gui.reader.labels import Flow, Line, Rule
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.library.values import Traits
from octavo.records import State, Tag

_ACTIONS: Final = (
    ("done", "check", "Mark done"),
    ("star", "star", "Star"),
    ("tags", "tag", "Edit tags"),
    ("add_to_list", "list-plus", "Add to reading list"),
    ("unread", "circle-dot", "Mark as unread"),
    ("copy_bibtex", "copy", "Copy BibTeX"),
)
_WIDEST: Final = 616
_PILE: Final = (400, 132)


class Stack(QScrollArea):
    """What can be done to all selected papers at once."""

    tag_removed = Signal(str)
    tag_menu_wanted = Signal(QPoint, str)

    def __init__(self, theme: Theme, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Selected papers")
        self._page = QWidget()
        scroll_bare(self, self._page)
        self.pile = Pile(theme, self._page)
        self.buttons = {each[0]: self._button(actions, *each) for each in _ACTIONS}
        self._rule = Rule(theme, parent=self._page)
        self._heading = Line(theme, "Tags", "row_unread", parent=self._page)
        self._all_words = Line(theme, "On all", "body", "text2", parent=self._page)
        self._some_words = Line(theme, "On some", "body", "text2", parent=self._page)
        self._all, self._some = Flow(theme, gap=6, parent=self._page), Flow(theme, gap=6, parent=self._page)
        self._bar = FloatingScrollBar.attach(self, theme)
        theme.resized.connect(self._lay_out)

    def show_traits(self, title: str, traits: Traits) -> None:
        """Show the pile with `title` on top, and the tags that all of the papers carry and those only some do."""
        self.pile.show_titles(title, traits.count)
        # The words say what the key will do, which depends on what all of them are already.
        self.buttons["done"].setText("Mark not done" if traits.all_in(State.DONE) else "Mark done")
        self.buttons["star"].setText("Remove star" if 0 < traits.count == traits.starred else "Star")
        self.buttons["unread"].setText("Mark as read" if traits.unread else "Mark as unread")
        self._all.hold([self._chip(tag) for tag in traits.tags_all])
        self._some.hold([self._chip(tag) for tag in traits.tags_some])
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # There is nothing to scroll sideways: they lead to the list.
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _button(self, actions: Mapping[str, QAction], name: str, icon: str, words: str) -> CardButton:
        action = actions.get(name)
        button = CardButton(self._theme, icon, words, parent=self._page)
        if action is not None:
            button.follow(action)
        return button

    def _chip(self, tag: Tag) -> QWidget:
        chip = TagChip(self._theme, tag.name, tag.hue)
        chip.removed.connect(self.tag_removed)
        chip.menu_wanted.connect(self.tag_menu_wanted)
        return chip

    def _lay_out(self) -> None:
        px, width = self._theme.px, self.viewport().width()
        column = min(px(_WIDEST), width - 2 * min(px(40), width // 8))
        left = (width - column) // 2
        pile = self.pile.height_for(column)
        used = pile + px(56) + px(40) * 3 + px(16) + px(24) + px(120)
        top = max(px(40), (self.viewport().height() - used) * 2 // 5)
        self.pile.setGeometry(left, top, column, pile)
        top = self._place_buttons(left, top + pile + px(56), column)
        self._rule.setGeometry(left, top + px(24), column, 1)
        top = self._place_tags(left, top + px(24) + px(16), column)
        self._page.resize(width, max(top + px(40), self.viewport().height()))

    def _place_buttons(self, left: int, top: int, column: int) -> int:
        px = self._theme.px
        across = 2 if column >= px(420) else 1
        wide = (column - px(8) * (across - 1)) // across
        bounds = QRect(left, top, column, px(48) * len(self.buttons))
        for number, button in enumerate(self.buttons.values()):
            x, y = left + (number % across) * (wide + px(8)), top + number // across * px(48)
            button.setGeometry(placed(bounds, QRect(x, y, wide, px(40)), self._mirrored()))
        return top + -(-len(self.buttons) // across) * px(48) - px(8)

    def _place_tags(self, left: int, top: int, column: int) -> int:
        px = self._theme.px
        any_tags = bool(self._all.members or self._some.members)
        for each in (self._rule, self._heading):
            each.setVisible(any_tags)
        self._heading.setGeometry(left, top, column, self._theme.line("row_unread"))
        top += px(20) + px(8)
        lead = max(self._all_words.sizeHint().width(), self._some_words.sizeHint().width()) + px(16)
        for words, flow in ((self._all_words, self._all), (self._some_words, self._some)):
            words.setVisible(bool(flow.members))
            flow.setVisible(bool(flow.members))
            if not flow.members:
                continue
            high = flow.height_for(column - lead)
            bounds = QRect(left, top, column, high)
            words.setGeometry(placed(bounds, QRect(left, top + px(2), lead, px(20)), self._mirrored()))
            flow.setGeometry(placed(bounds, QRect(left + lead, top, column - lead, high), self._mirrored()))
            top += high + px(8)
        return top

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Pile(QWidget):
    """The first selected title on top of the others. Decoration for the number in the header."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title, self._count = "", 0

    def show_titles(self, title: str, count: int) -> None:
        """The title on top, and how many papers there are."""
        self._title, self._count = plain(title, 300), count
        self.setAccessibleName(f"{self._title}, and {count - 1:,} more")
        self.update()

    def height_for(self, width: int) -> int:
        """The same for every title."""
        return self._theme.px(_PILE[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        wide = min(px(_PILE[0]), self.width())
        left = (self.width() - wide) // 2
        for step in range(min(2, self._count - 1), -1, -1):
            inset = px(14) * step
            card = QRect(left + inset, px(28) - inset, wide - 2 * inset, self.height() - px(28))
            box(painter, card, px(10), theme.tokens.raised, theme.tokens.line_strong)
        self._paint_words(painter, QRect(left, px(28), wide, self.height() - px(28)))

    def _paint_words(self, painter: QPainter, card: QRect) -> None:
        theme, px = self._theme, self._theme.px
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = card.adjusted(px(20), px(16), -px(20), -px(14))
        font, line = theme.font("heading"), theme.line("heading")
        lines = lines_of(self._title, font, inner.width(), 2)
        for number, words in enumerate(lines):
            where = QRect(inner.left(), inner.top() + number * line, inner.width(), line)
            write(painter, where, words, font, theme.tokens.text, mirrored=mirrored)
        rest = QRect(inner.left(), inner.top() + len(lines) * line + px(2), inner.width(), px(20))
        more = f"and {self._count - 1:,} more"
        write(painter, rest, more, theme.font("body"), theme.tokens.text2, mirrored=mirrored)
