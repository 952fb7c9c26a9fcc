"""The text field a note is written in: plain Markdown, its keys, its colours, and every character kept as typed."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPalette, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from octavo.gui.controls.scrolling import FloatingScrollBar
from octavo.gui.controls.words_menu import offer_words_menu
from octavo.gui.reader.highlight import MarkdownHighlighter
from octavo.gui.reader.markdown import Edit, continued, linked, prefixed, wrapped
from octavo.gui.theme import Theme

#: What the tools do, by name.
TOOLS: Final[dict[str, Callable[[str, int, int], Edit]]] = {
    "bold": lambda text, start, end: wrapped(text, start, end, "**"),
    "italic": lambda text, start, end: wrapped(text, start, end, "*"),
    "list": lambda text, start, end: prefixed(text, start, end, "- "),
    "task": lambda text, start, end: prefixed(text, start, end, "- [ ] "),
    "quote": lambda text, start, end: prefixed(text, start, end, "> "),
    "code": lambda text, start, end: wrapped(text, start, end, "`"),
    "link": linked,
}
_TOOL_KEYS: Final = {Qt.Key.Key_B: "bold", Qt.Key.Key_I: "italic", Qt.Key.Key_K: "link"}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


def _resizes(event: QKeyEvent) -> bool:
    """Alt with an arrow means nothing in a text, except on macOS, where it goes by words."""
    by_words = (QKeySequence.StandardKey.SelectNextWord, QKeySequence.StandardKey.SelectPreviousWord)
    arrow = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
    with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return arrow and with_alt and not any(event.matches(each) for each in by_words)


class NoteField(QTextEdit):
    """A QTextEdit rather than a QPlainTextEdit, because only it can set lines 22 px high; it takes plain text only."""

    typed = Signal()
    ended = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._known = ""
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Note")
        self.viewport().setAutoFillBackground(False)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self._highlighter = MarkdownHighlighter(theme, self.document())
        self._bar = FloatingScrollBar.attach(self, theme)
        offer_words_menu(self)
        self.textChanged.connect(self._compare)
        theme.changed.connect(self.refresh)
        self.refresh()

    def words(self) -> str:
        """The note as typed. Qt's own plain text would turn no-break spaces into spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_words(self, words: str, *, keep_cursor: bool = False) -> None:
        """Show another text, which is not typing; its undo starts afresh."""
        position = self.textCursor().position() if keep_cursor else 0
        self._known = words.replace("\r\n", "\n").replace("\r", "\n")
        self.setPlainText(self._known)
        self._space_lines()
        self.document().clearUndoRedoStacks()
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._known = self.words()

    def set_margin(self, margin: int) -> None:
        """Leave `margin` px free around the text."""
        if self.document().documentMargin() != margin:
            self.document().setDocumentMargin(margin)

    def use_tool(self, name: str) -> None:
        """Do what the tool does to the selection, as one step of undo."""
        cursor = self.textCursor()
        units = _units(self.words())
        self._apply(TOOLS[name](units, cursor.selectionStart(), cursor.selectionEnd()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Take today's font and colours; the text and its undo stay."""
        theme = self._theme
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Text, theme.tokens.text)
        palette.setColor(QPalette.ColorRole.Base, theme.tokens.list_)
        self.setPalette(palette)
        self.setFont(theme.font("note"))
        self.document().setDefaultFont(theme.font("note"))
        self.setCursorWidth(max(1, theme.px(2)))
        if self._line_height() != theme.line("note"):
            self._space_lines()

    def event(self, event: QEvent) -> bool:
        # The window's single keys must stay letters here, and Ctrl I, Ctrl K, Ctrl B belong to the note.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _resizes(event):
                event.ignore()
                return True
            if _is_for_typing(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and modifiers == _CONTROL):
            self.ended.emit()
        elif modifiers == _CONTROL and event.key() in _TOOL_KEYS:
            self.use_tool(_TOOL_KEYS[Qt.Key(event.key())])
        elif event.key() in _ENTER and not modifiers and self._continue_item():
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n"))
        return data

    def _continue_item(self) -> bool:
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        change = continued(_units(self.words()), cursor.position())
        if change is not None:
            self._apply(change)
        return change is not None

    def _apply(self, change: Edit) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(change.start)
        cursor.setPosition(change.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(_text(change.words))
        cursor.endEditBlock()
        cursor.setPosition(change.anchor)
        cursor.setPosition(change.position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _compare(self) -> None:
        # Colours and line heights count as changes for Qt; only other words are typing.
        words = self.words()
        if words != self._known:
            self._known = words
            self.typed.emit()

    def _line_height(self) -> float:
        return self.document().begin().blockFormat().lineHeight()

    def _space_lines(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(float(self._theme.line("note")), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(spacing)


def _is_for_typing(event: QKeyEvent) -> bool:
    """Does this key belong to the note while it is written? Function keys and the window's own Ctrl keys do not."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    command = modifiers & (_CONTROL | Qt.KeyboardModifier.MetaModifier)
    if command:
        ours = modifiers == _CONTROL and (event.key() in _TOOL_KEYS or event.key() in _ENTER)
        return ours or any(event.matches(each) for each in _EDITING)
    return not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


_EDITING: Final = (
    QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo, QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.MoveToNextWord, QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.SelectNextWord, QKeySequence.StandardKey.SelectPreviousWord,
    QKeySequence.StandardKey.DeleteStartOfWord, QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.MoveToStartOfDocument, QKeySequence.StandardKey.MoveToEndOfDocument,
    QKeySequence.StandardKey.SelectStartOfDocument, QKeySequence.StandardKey.SelectEndOfDocument,
)  # fmt: skip


def _units(words: str) -> str:
    """One character for each position of a Qt cursor: letters beyond U+FFFF count twice there."""
    return "".join(map(chr, array("H", words.encode("utf-16-le", "surrogatepass"))))


def _text(units: str) -> str:
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
