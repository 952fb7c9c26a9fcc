"""Text from outside to read and select: plain, or small safe rich text. Part of the door that text.py is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from octavo.gui.controls.words_menu import offer_words_menu
from octavo.gui.text import open_link, plain


class SafeDocument(QTextDocument):
    """A document that loads nothing: every picture is one transparent pixel."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        # An empty answer would make Qt open the file itself; only a picture stops it.
        blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        blank.fill(Qt.GlobalColor.transparent)
        return blank


class ReadingText(QTextBrowser):
    """Selectable text as high as its content: an abstract (plain) or a note (Markdown without HTML). Loads nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocument(SafeDocument(self))
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        offer_words_menu(self)
        self.anchorClicked.connect(lambda url: open_link(url.toString()))

    def event(self, event: QEvent) -> bool:
        # The window's own Copy is about the paper: words that were selected go before it.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
            and self.textCursor().hasSelection()
        ):
            event.accept()
            return True
        return super().event(event)

    def show_plain(self, words: str, line: int) -> None:
        """Set plain text with lines `line` px high."""
        self.document().setPlainText(plain(words))
        self._space(line)

    def show_markdown(self, words: str, line: int) -> None:
        """Set Markdown; inline HTML stays visible text."""
        self.document().setMarkdown(
            plain(words),
            QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectGitHub,
        )
        self._space(line)

    def content_height(self, width: int) -> int:
        """The height the text needs at `width` px."""
        self.document().setTextWidth(width)
        return int(self.document().size().height() + 0.999)

    def _space(self, line: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(float(line), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(spacing)
