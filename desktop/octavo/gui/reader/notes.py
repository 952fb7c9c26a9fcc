"""The note editor, docked under the abstract: saves by itself, and never loses a keystroke."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from octavo.gui.controls.buttons import IconButton
from octavo.gui.controls.margins import set_margins
from octavo.gui.controls.pages import Pages
from octavo.gui.controls.scrolling import scroll_bare
from octavo.gui.reader.labels import Line, Rule
from octavo.gui.reader.markdown import word_count
from octavo.gui.reader.note_field import NoteField
from octavo.gui.reader.prose import Prose
from octavo.gui.theme import Theme

SAVE_AFTER_MS: Final = 400
MOST_CHARACTERS: Final = 200_000
LONGEST_LINE: Final = 10_000
_HINT: Final = "Markdown. Ctrl Enter closes the note and returns to the list."
_TOOLS: Final = (
    ("bold", "bold", "Bold", "Ctrl B"),
    ("italic", "italic", "Italic", "Ctrl I"),
    ("list", "list", "List", ""),
    ("task", "list-checks", "Task", ""),
    ("quote", "quote", "Quotation", ""),
    ("code", "code", "Code", ""),
    ("link", "link", "Link", "Ctrl K"),
)


def too_long(note: str) -> bool:
    """Would this text hold the window while it is edited? Qt lays out a line whole, however long it is."""
    return len(note) > MOST_CHARACTERS or any(len(line) > LONGEST_LINE for line in note.split("\n"))


def as_kept(note: str) -> str:
    """The note as the library gives it back: nothing for blanks alone, and no character that is not text."""
    words = note.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return words if words.strip() else ""


class NoteEditor(QWidget):
    """Writes the note of one paper at a time.

    `edited` carries paper id and Markdown: 400 ms after typing stops, and at once when another paper comes, when the
    editor loses the keyboard, closes or is hidden, and on `flush`. What the library answers meanwhile never undoes
    what was typed since.
    """

    edited = Signal(int, str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paper_id = 0
        self._unsaved = False
        self._sent: list[str] = []
        self._waiting: str | None = None
        self._kept = ""
        self._margin = theme.px(40)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.field = NoteField(theme)
        self.preview = Prose(theme, "note", markdown=True)
        self._state = Line(theme, "", "caption", "text2", icon="")
        self._count = Line(theme, "", "caption", "text2", trailing=True)
        self._build()
        self.field.typed.connect(self._typed)
        self.field.ended.connect(self.close_note)
        self.field.left.connect(self.flush)
        theme.resized.connect(self._measure)

    @property
    def paper_id(self) -> int:
        """The paper whose note is being written, 0 for none."""
        return self._paper_id

    def load(self, paper_id: int, note: str) -> None:
        """Show the note of a paper. For the paper already here, take over only what came from elsewhere (an undo).

        The note is laid out when the editor is seen: reading through papers does not wait for it.
        """
        if paper_id != self._paper_id:
            self.flush()
            self._paper_id, self._sent = paper_id, []
            self._show_state("")
            self._fill(note)
        elif note in self._sent:
            del self._sent[: self._sent.index(note) + 1]
            if not self._unsaved and not self._sent:
                self._show_state("Saved")
        elif not self._unsaved and not self._sent and note != as_kept(self.words()):
            self._fill(note)
        self._kept = note

    def words(self) -> str:
        """The note as it stands, saved or not."""
        return self.field.words() if self._waiting is None else self._waiting

    @property
    def is_too_long(self) -> bool:
        """Is the note longer than a window can lay out while it is written? It is shown and kept, not edited."""
        return self._waiting is not None and too_long(self._waiting)

    def _fill(self, note: str) -> None:
        self._waiting = note
        if self.isVisible():
            self._pour()

    def _pour(self) -> None:
        """Put what was loaded into the field, now that it is seen."""
        if self._waiting is None:
            return
        was_too_long = not self._eye.isEnabled()
        self._eye.setEnabled(not self.is_too_long)
        self.field.setReadOnly(self.is_too_long)
        if self.is_too_long:
            self.field.set_words("")
            self._show_state("Too long to edit here", "info")
            self.show_preview(True)
        else:
            note, self._waiting = self._waiting, None
            self.field.set_words(note)
            if was_too_long:
                self.show_preview(False)
        self._show_count()
        self._refresh_preview()

    def flush(self) -> None:
        """Emit what was typed and not yet emitted, now."""
        self._timer.stop()
        if not self._unsaved:
            return
        self._unsaved = False
        words = as_kept(self.field.words())
        if words == (self._sent[-1] if self._sent else self._kept):
            # Typed and taken back: the library would change nothing, and so answer nothing.
            return
        self._sent.append(words)
        self.edited.emit(self._paper_id, words)

    def keep(self, paper_id: int) -> None:
        """What was emitted last for this paper could not be saved: it counts as not yet emitted."""
        if paper_id == self._paper_id and self._waiting is None:
            self._sent = []
            self._unsaved = True
            self._show_state("Not saved yet", "triangle-alert")

    def close_note(self) -> None:
        """Save and say that the person is finished."""
        self.flush()
        self.closed.emit()

    def write(self) -> None:
        """Put the keyboard at the end of the note."""
        self._pour()
        if self.is_too_long:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.show_preview(False)
        # The keyboard first: a screen reader told of a caret before takes the field for one it has read out already.
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def show_preview(self, on: bool) -> None:
        """The note as it will be read, or the field to write it in."""
        on = on or self.is_too_long
        self._eye.setChecked(on)
        self._stack.setCurrentIndex(1 if on else 0)
        for tool in self._tools:
            tool.setEnabled(not on and not self.is_too_long)
        self._refresh_preview()

    def set_margin(self, margin: int) -> None:
        """Let text and tools start where the reading column does."""
        if margin != self._margin:
            self._margin = margin
            self._measure()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(140))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pour()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._refresh_preview()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.list_)

    def _build(self) -> None:
        theme = self._theme
        self._bar, self._foot = QHBoxLayout(), QHBoxLayout()
        self._title = Line(theme, "Note", "row_unread")
        self._tools = [self._tool(*each) for each in _TOOLS]
        self._eye = IconButton(theme, "eye", "Preview", size=28)
        self._eye.setCheckable(True)
        self._eye.clicked.connect(lambda on: self.show_preview(on))
        self._close = IconButton(theme, "x", "Close note", size=28, key="Esc")
        self._close.clicked.connect(self.close_note)
        for each in (self._title, *self._tools):
            self._bar.addWidget(each)
        self._bar.addStretch()
        self._bar.addWidget(self._state)
        self._bar.addSpacing(theme.px(8))
        self._bar.addWidget(Rule(theme, upright=True))
        self._bar.addSpacing(theme.px(6))
        self._bar.addWidget(self._eye)
        self._bar.addWidget(self._close)
        self._foot.addWidget(Line(theme, _HINT, "caption", "text2"), 1)
        self._foot.addWidget(self._count)
        self._page = _PreviewPage(theme, self.preview)
        self._stack = Pages()
        self._stack.addWidget(self.field)
        self._stack.addWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot)
        self._measure()
        self._show_count()

    def _tool(self, name: str, icon: str, words: str, key: str) -> IconButton:
        button = IconButton(self._theme, icon, words, size=28, key=key)
        button.clicked.connect(lambda: self.field.use_tool(name))
        return button

    def _measure(self) -> None:
        px, margin = self._theme.px, self._margin
        set_margins(self._bar, self, margin, px(8), px(12), 0)
        self._title.setFixedWidth(self._title.sizeHint().width() + px(16))
        self._bar.setSpacing(px(2))
        self._foot.setContentsMargins(margin, px(10), margin, px(14))
        self._foot.setSpacing(px(16))
        # The floating bar lies in the document's own margin, beside the words and not over them.
        self.field.set_margin(px(14))
        side = max(0, margin - px(14))
        self.field.setViewportMargins(side, 0, side, 0)
        self._page.set_margin(margin)
        self.setMinimumHeight(px(140))
        self._fit()
        self.update()

    def _fit(self) -> None:
        """A narrow editor keeps the tools that have no key the longest, and Close always."""
        px = self._theme.px
        fixed = self._margin + self._title.width() + self._state.sizeHint().width() + px(12 + 8 + 6 + 28 * 2 + 16)
        fits = max(0, (self.width() - fixed) // px(30))
        for number, tool in enumerate(self._tools):
            tool.setVisible(len(self._tools) - number <= fits)

    def _typed(self) -> None:
        self._unsaved = True
        self._timer.start()
        self._show_state("")
        self._show_count()

    def _show_state(self, words: str, icon: str = "check") -> None:
        self._state.set_icon(icon if words else "")
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _show_count(self) -> None:
        count = word_count(self.words())
        self._count.setText("1 word" if count == 1 else f"{count:,} words")

    def _refresh_preview(self) -> None:
        if self._stack.currentIndex() == 1:
            words = self.words()
            if words != self.preview.words:
                self.preview.set_words(words)
            self._page.lay_out()


class _PreviewPage(QScrollArea):
    """The rendered note, scrolling where it is longer than the dock."""

    def __init__(self, theme: Theme, prose: Prose) -> None:
        super().__init__()
        self._theme, self._prose, self._margin = theme, prose, 0
        self._holder = QWidget()
        prose.setParent(self._holder)
        scroll_bare(self, self._holder)
        self.verticalScrollBar().valueChanged.connect(self._go_on)
        theme.resized.connect(self.lay_out)

    def set_margin(self, margin: int) -> None:
        """Start where the reading column starts."""
        self._margin = margin
        self.lay_out()

    def _go_on(self, value: int) -> None:
        """A long note comes in helpings; the next one when the end of the last is reached."""
        if self._prose.is_cut and value > 0 and value == self.verticalScrollBar().maximum():
            self._prose.show_more()
            self.lay_out()

    def lay_out(self) -> None:
        """Give the text the height it needs."""
        width = self.viewport().width()
        column = max(1, width - 2 * self._margin)
        high = self._prose.height_for(column)
        self._prose.setGeometry(self._margin, self._theme.px(14), column, high)
        self._holder.resize(width, high + self._theme.px(22))
