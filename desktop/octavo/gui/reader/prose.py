"""Selectable text of the reading column, in one step of the type scale and the colours of the moment."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextListFormat,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.strokes import ring
from octavo.gui.reading_text import ReadingText
from octavo.gui.text import SHOWN, plain
from octavo.gui.theme import Theme

_SOFT_BREAK: Final = "\u200b"
_BULLETS: Final = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)


class Prose(ReadingText):
    """Plain text or Markdown, as high as its content.

    `direction`: "own" follows the script of each paragraph, "interface" the side of the window, "ltr" is for code.
    `called` comes before the words where they are read aloud.
    Long text is laid out in helpings of SHOWN characters: `is_cut` says that there is more, `show_more` brings it.
    """

    def __init__(
        self, theme: Theme, token: str, role: str = "text", *, direction: str = "own", markdown: bool = False,
        centred: bool = False, called: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._token, self._role, self._called = theme, token, role, called
        self._direction, self._markdown, self._centred = direction, markdown, centred
        self._words = ""
        self._limit = SHOWN
        self._by_tab = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(ReadingText.LineWrapMode.FixedPixelWidth)
        theme.changed.connect(self._recolour)
        theme.resized.connect(self.refresh)
        self.refresh()

    @property
    def words(self) -> str:
        """The whole text, shown or not."""
        return self._words

    @property
    def is_cut(self) -> bool:
        """Is there more than what is laid out?"""
        return len(self._words) > self._limit

    def set_words(self, words: str) -> None:
        """Show other words, from the start."""
        self._words, self._limit = words, SHOWN
        self.refresh()

    def set_token(self, token: str) -> None:
        """Take another step of the type scale."""
        if token != self._token:
            self._token = token
            self.refresh()

    def show_more(self) -> None:
        """Lay out another helping."""
        self._limit += SHOWN
        self.refresh()

    def height_for(self, width: int) -> int:
        """The height the text needs at `width` px."""
        if not self._words:
            return 0
        # A width of its own: else the editor breaks the lines at the width it had before, while they are measured.
        self.setLineWrapColumnOrWidth(max(1, width))
        return self.content_height(max(1, width))

    def refresh(self) -> None:
        """Set the text again in today's font and colours."""
        theme, shown = self._theme, plain(self._words, self._limit)
        self._ink()
        self.setFont(theme.font(self._token))
        self.document().setDefaultFont(theme.font(self._token))
        self.document().setDefaultTextOption(self._option())
        if self._markdown:
            self.show_markdown(self._words[: self._limit], theme.line(self._token))
            self._dress_markdown()
            shown = self.toPlainText()
        else:
            self.document().setPlainText(shown)
            self._space(theme.line(self._token))
            if self._direction == "ltr":
                self._hang()
        # A screen reader says the name of what is only read, and not its text.
        self.setAccessibleName(". ".join(part for part in (self._called, shown) if part))

    def _recolour(self) -> None:
        # Plain text takes its colour from the palette; Markdown has some of its own in its formats.
        if self._markdown:
            self.refresh()
        else:
            self._ink()

    def _ink(self) -> None:
        tokens, palette = self._theme.tokens, QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Text, getattr(tokens, self._role))
        palette.setColor(QPalette.ColorRole.Link, tokens.link)
        palette.setColor(QPalette.ColorRole.Highlight, tokens.match)
        palette.setColor(QPalette.ColorRole.HighlightedText, tokens.text)
        self.setPalette(palette)

    def createMimeDataFromSelection(self) -> QMimeData:
        # The soft breaks that keep endless runs from freezing the window are not part of anybody's text.
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText().replace(_SOFT_BREAK, ""))
        return data

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.document().setDefaultTextOption(self._option())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self._by_tab:
            painter = QPainter(self.viewport())
            ring(painter, self.viewport().rect(), self._theme.px(4), self._theme.tokens.mark)

    def _option(self) -> QTextOption:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        direction, side = Qt.LayoutDirection.LayoutDirectionAuto, Qt.AlignmentFlag.AlignLeading
        if self._direction == "ltr":
            direction, side = Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft
        elif self._direction == "interface" and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        if self._centred:
            side = Qt.AlignmentFlag.AlignHCenter
        option.setTextDirection(direction)
        option.setAlignment(side)
        return option

    def _dress_markdown(self) -> None:
        """Headings as large as the text, code in the code face, quotations quiet, air between paragraphs."""
        theme = self._theme
        heading, code, quote = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        heading.setFont(theme.font("note"))
        heading.setFontWeight(QFont.Weight.DemiBold)
        heading.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        code.setFontFamilies(theme.font("code").families())
        code.setProperty(QTextFormat.Property.FontPixelSize, theme.font("code").pixelSize())
        quote.setForeground(theme.tokens.text2)
        quote.setFontItalic(True)
        self.document().setIndentWidth(theme.px(20))
        # Found first and changed after: a change of format ends Qt's walk through the pieces.
        for start, length, kind in self._special_pieces():
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat({"heading": heading, "code": code, "quote": quote}[kind])
        self._space_blocks()

    def _hang(self) -> None:
        """A line of code too long for the column goes on four letters in, so that it does not look like a new line."""
        inward = QFontMetricsF(self._theme.font(self._token)).horizontalAdvance("0") * 4
        cursor, hanging = QTextCursor(self.document()), QTextBlockFormat()
        cursor.select(QTextCursor.SelectionType.Document)
        hanging.setLeftMargin(inward)
        hanging.setTextIndent(-inward)
        cursor.mergeBlockFormat(hanging)

    def _special_pieces(self) -> list[tuple[int, int, str]]:
        found = []
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            whole = "heading" if form.headingLevel() else ""
            whole = "quote" if form.property(QTextFormat.Property.BlockQuoteLevel) else whole
            piece = block.begin()
            while not piece.atEnd():
                fragment = piece.fragment()
                kind = "code" if fragment.charFormat().fontFixedPitch() else whole
                if kind:
                    found.append((fragment.position(), fragment.length(), kind))
                piece += 1
            block = block.next()
        return found

    def _space_blocks(self) -> None:
        block, before_in_list = self.document().begin(), False
        while block.isValid():
            in_list, cursor = block.textList() is not None, QTextCursor(block)
            if block.blockNumber():
                cursor.mergeBlockFormat(self._spacing(block, in_list and before_in_list))
            if in_list and block.textList().format().style() in _BULLETS:
                # Qt parts a bullet from its words by a space of this font, and Inter's is a third of an m.
                sign = QTextCharFormat()
                sign.setFontFamilies(self._theme.font("code").families())
                cursor.mergeBlockCharFormat(sign)
            block, before_in_list = block.next(), in_list

    def _spacing(self, block: QTextBlock, goes_on: bool) -> QTextBlockFormat:
        """The air above a block that is not the first; `goes_on`: it belongs to the one before."""
        in_code = bool(block.blockFormat().property(QTextFormat.Property.BlockCodeFence))
        spacing = QTextBlockFormat()
        spacing.setTopMargin(0 if goes_on or in_code else self._theme.px(8))
        spacing.setBottomMargin(0)
        if level := block.blockFormat().intProperty(QTextFormat.Property.BlockQuoteLevel):
            spacing.setLeftMargin(level * self._theme.px(16))
            spacing.setRightMargin(0)
        return spacing
