"""The exact text of a file to be exported: read-only, coloured, and laid out only as far as a window can bear."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from octavo.gui.controls import strokes
from octavo.gui.controls.scrolling import FloatingScrollBar
from octavo.gui.controls.words_menu import offer_words_menu
from octavo.gui.reader.highlight import BibHighlighter
from octavo.gui.text import plain
from octavo.gui.theme import Theme

MOST_SHOWN: Final = 200_000
"""Characters of a file that are laid out; the rest is saved but not shown."""


class BibText(QPlainTextEdit):
    """Shows a file; always left to right, scrolled by keys, selectable."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, highlighter: type[BibHighlighter] = BibHighlighter
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Preview of the file")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.viewport().setAutoFillBackground(False)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        FloatingScrollBar.attach(self, theme)
        offer_words_menu(self)
        self._highlighter = highlighter(theme, self.document())
        theme.resized.connect(self._refresh)
        self._refresh()

    def show_file(self, words: str) -> int:
        """Show the beginning of `words`; answers how many characters are left out of sight."""
        shown = words
        if len(words) > MOST_SHOWN:
            cut = words.rfind("\n", 0, MOST_SHOWN)
            shown = words[: cut if cut > 0 else MOST_SHOWN]
        # One line at a time: `plain` breaks endless runs, which would hold the window while they are laid out.
        self.setPlainText("\n".join(plain(line, 20_000) for line in shown.split("\n")))
        return len(words) - len(shown)

    def show_entry(self, place: str) -> bool:
        """Bring the line with this text to the top and select it; false when it is not laid out."""
        found = self.document().find(place, 0, QTextDocument.FindFlag.FindCaseSensitively)
        if found.isNull():
            return False
        found.select(QTextCursor.SelectionType.LineUnderCursor)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setTextCursor(found)
        return True

    def _refresh(self) -> None:
        px = self._theme.px
        self.setFont(self._theme.font("code_small"))
        self.setViewportMargins(px(8), px(8), px(8), px(8))
        self.viewport().update()
        self.update()


class CodeFrame(QWidget):
    """The rounded well a `BibText` lies in."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        strokes.box(QPainter(self), QRect(self.rect()), self._theme.px(8), tokens.code, tokens.line)
