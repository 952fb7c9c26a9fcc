"""The colours of Markdown while it is written and of BibTeX while it is read."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from octavo.gui.theme import Theme

_ENTRY: Final = re.compile(r"^\s*(@\w+)\s*\{\s*([^,\s]*)")
_FIELD: Final = re.compile(r"^\s+([\w-]+)\s*(=)")

_HEADING: Final = re.compile(r"^(#{1,6})\s+(\S.*)")
_QUOTE: Final = re.compile(r"^\s*(>)(.*)")
_ITEM: Final = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])(?=\s)(?:\s+\[[ xX]\])?")
_CODE: Final = re.compile(r"`[^`\n]+`")
_STRONG: Final = re.compile(r"\*\*(?=\S)([^*\n]+)\*\*")
_EMPHASIS: Final = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]+)\*(?!\*)|(?<![_\w])_(?=[^\s_])([^_\n]+)_(?![_\w])")
_LINK: Final = re.compile(r"\[[^\]\n]*\]\([^)\s]*\)|https?://\S+")
_LONGEST: Final = 5_000


class BibHighlighter(QSyntaxHighlighter):
    """Entry type, key, field names, and Octavo's remarks on what is missing; reads the theme each time it runs."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, line: str) -> None:
        tokens = self._theme.tokens
        if line.lstrip().startswith("%"):
            self.setFormat(0, len(line), _ink(tokens.warn))
        elif entry := _ENTRY.match(line):
            self.setFormat(entry.start(1), len(entry[1]), _ink(tokens.link))
            self.setFormat(entry.start(2), len(entry[2]), _ink(tokens.text, weight=QFont.Weight.Bold))
        elif field := _FIELD.match(line):
            self.setFormat(field.start(1), len(field[1]), _ink(tokens.text2))
            self.setFormat(field.start(2), 1, _ink(tokens.text3))


class MarkdownHighlighter(QSyntaxHighlighter):
    """Marks of Markdown in quiet colours, the words in the style they will have."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, line: str) -> None:
        # A line beyond this is nothing a person wrote: colours are not worth the wait.
        if len(line) > _LONGEST:
            return
        tokens = self._theme.tokens
        if heading := _HEADING.match(line):
            self.setFormat(0, len(heading[1]), _ink(tokens.text3))
            self.setFormat(heading.start(2), len(heading[2]), _ink(tokens.text, weight=QFont.Weight.DemiBold))
        elif quote := _QUOTE.match(line):
            self.setFormat(quote.start(1), 1, _ink(tokens.text3))
            self.setFormat(quote.start(2), len(quote[2]), _ink(tokens.text2, italic=True))
        elif item := _ITEM.match(line):
            self.setFormat(item.start(), item.end() - item.start(), _ink(tokens.link, weight=QFont.Weight.DemiBold))
        self._format_spans(line)

    def _format_spans(self, line: str) -> None:
        tokens = self._theme.tokens
        for found in _STRONG.finditer(line):
            self._mark(found.start(), found.end(), 2, weight=QFont.Weight.DemiBold)
        for found in _EMPHASIS.finditer(line):
            self._mark(found.start(), found.end(), 1, italic=True)
        for found in _LINK.finditer(line):
            self.setFormat(found.start(), found.end() - found.start(), _ink(tokens.link))
        for found in _CODE.finditer(line):
            code = _ink(tokens.link)
            code.setFontFamilies(self._theme.font("code").families())
            self.setFormat(found.start(), found.end() - found.start(), code)

    def _mark(self, start: int, end: int, signs: int, **style: object) -> None:
        tokens = self._theme.tokens
        self.setFormat(start, signs, _ink(tokens.text3))
        self.setFormat(end - signs, signs, _ink(tokens.text3))
        self.setFormat(start + signs, end - start - signs * 2, _ink(tokens.text, **style))  # type: ignore[arg-type]


def _ink(colour: QColor, *, weight: QFont.Weight | None = None, italic: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour)
    if weight is not None:
        made.setFontWeight(weight)
    made.setFontItalic(italic)
    return made
