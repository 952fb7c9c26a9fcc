"""The sheet: a dialog that stays inside the window, over a scrim."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from octavo.gui.controls.buttons import Button, IconButton
from octavo.gui.controls.focus import next_in
from octavo.gui.controls.ghost import Scrimmed
from octavo.gui.controls.margins import set_margins
from octavo.gui.controls.shadow import Shadow
from octavo.gui.controls.sheet_room import Footer, Room, height_of
from octavo.gui.controls.strokes import box, hairline
from octavo.gui.motion import SHEET
from octavo.gui.text import PlainLabel
from octavo.gui.theme import Theme


class Sheet(Scrimmed):
    """A dialog over the whole window with its card in the middle, kept a child so that every platform places it.

    Fill `body` (and `footer`: words before its stretch, buttons behind it), name the `primary` button, then
    `open_sheet`. Tab stays inside; Enter clicks the primary button except in text of several lines; Esc closes;
    closing gives the focus back. It is not modal for Qt: the window disables its actions between `opened` and `closed`.
    """

    opened = Signal()
    closed = Signal()

    def __init__(
        self, theme: Theme, title: str, *, subtitle: str = "", width: int = 560, height: int | None = None,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent.window())
        # A plain child widget, and still a Dialog to a screen reader.
        self.setWindowFlags(Qt.WindowType.Widget)
        self._theme = theme
        self._wanted = (width, height)
        self._shadow = Shadow(theme, 12)
        self._focus_before: QWidget | None = None
        self.primary: QPushButton | None = None
        self.card = QWidget(self)
        self._column = QVBoxLayout(self.card)
        self._build_header(title, subtitle)
        # A widget of its own: Tab goes through heading, body and footer in the order in which they were made.
        middle = QWidget(self.card)
        self.body = QVBoxLayout(middle)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._room = Room(theme, middle)
        self._column.addWidget(self._room, 1)
        self.footer = Footer(theme)
        self._foot = _Band(theme, self.footer)
        self.footer.addStretch(1)
        self._column.addWidget(self._foot)
        self.hide()
        parent.window().installEventFilter(self)
        theme.changed.connect(self._ink_words)
        theme.resized.connect(self._settle)
        self._settle()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the heading, and the line below it."""
        self.title_label.setText(title)
        self.subtitle_label.setText(subtitle)
        self.subtitle_label.setVisible(bool(subtitle))
        self.setAccessibleName(title)
        self.setWindowTitle(title)

    def add_button(self, words: str, *, variant: str = "default", key: str = "") -> Button:
        """Add a button to the footer; a primary one becomes what Enter clicks."""
        button = Button(self._theme, words, variant=variant, key=key)
        self.footer.addWidget(button)
        if variant == "primary":
            self.primary = button
        return button

    def open_sheet(self, first: QWidget | None = None) -> None:
        """Show the sheet with the focus on `first`, or on the first control of its body."""
        self._focus_before = QApplication.focusWidget()
        self._settle()
        passage = self.passage(self._theme, SHEET, going=False)
        self.show()
        self.raise_()
        wanted = first or next_in(self, self.close_button, forward=True) or self.close_button
        wanted.setFocus(Qt.FocusReason.PopupFocusReason)
        passage.come()
        self.opened.emit()

    def done(self, result: int) -> None:
        """Close with `result`; the focus goes back to where it was."""
        passage = self.passage(self._theme, SHEET, going=True)
        before, self._focus_before = self._focus_before, None
        # Before it hides: else the keyboard comes to a neighbour for a moment, and a screen reader begins to say that.
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        super().done(result)
        passage.go()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._settle()
        return False

    def focusNextPrevChild(self, next: bool) -> bool:
        step = next_in(self, QApplication.focusWidget(), forward=next)
        if step is not None:
            step.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press_enter()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.bare:
            painter.fillRect(self.rect(), self._theme.tokens.scrim)
        self._shadow.paint(painter, self.card.geometry())
        edge = self._theme.tokens.line_strong
        box(painter, self.card.geometry(), self._theme.px(12), self._theme.tokens.raised, edge)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def _build_header(self, title: str, subtitle: str) -> None:
        self.header = QHBoxLayout()
        self._head = _Band(self._theme, self.header, below=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title_label = PlainLabel(title)
        self.subtitle_label = PlainLabel(subtitle)
        if not subtitle:
            # Never shown before it has a parent: it would be a window of its own for a moment, and take the keys.
            self.subtitle_label.hide()
        words.addStretch(1)
        words.addWidget(self.title_label)
        words.addWidget(self.subtitle_label)
        words.addStretch(1)
        self.header.addLayout(words, 1)
        self.close_button = IconButton(self._theme, "x", "Close", key="Esc")
        self.close_button.clicked.connect(self.reject)
        self.header.addWidget(self.close_button)
        self._column.addWidget(self._head)
        self.setAccessibleName(title)
        self.setWindowTitle(title)

    def _press_enter(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, (QPlainTextEdit, QTextEdit)):
            return
        if isinstance(focused, QPushButton) and focused.isEnabled():
            focused.click()
        elif self.primary is not None and self.primary.isEnabled():
            self.primary.click()

    def _ink_words(self) -> None:
        _ink(self.title_label, self._theme, "sheet", self._theme.tokens.text)
        _ink(self.subtitle_label, self._theme, "caption", self._theme.tokens.text2)

    def _settle(self) -> None:
        px, host = self._theme.px, self.parentWidget()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        set_margins(self.header, self, px(24), px(8), px(16), px(8))
        self.footer.setContentsMargins(px(24), px(16), px(24), px(16))
        self.footer.setSpacing(px(8))
        self._foot.setVisible(self.footer.count() > 1)
        self._ink_words()
        if host is None:
            return
        self.setGeometry(host.rect())
        width = min(px(self._wanted[0]), host.width() - px(48))
        self._head.setFixedHeight(max(px(60), height_of(self.header, width)))
        self._foot.setFixedHeight(self.footer.height_for(width))
        natural = self._head.height() + self._room.natural_height(width)
        natural += 0 if self._foot.isHidden() else self._foot.height()
        # With large text in a low window every line counts: the edge does not grow with the letters there.
        edge = px(48) if host.height() >= px(700) else min(px(48), 48)
        height = min(px(self._wanted[1]) if self._wanted[1] else natural, host.height() - edge)
        place = QRect((host.width() - width) // 2, (host.height() - height) // 2, width, height)
        self.place_card(self._theme, place)
        self._room.fit()


def _ink(label: PlainLabel, theme: Theme, face: str, colour: QColor) -> None:
    palette = label.palette()
    palette.setColor(label.foregroundRole(), colour)
    label.setPalette(palette)
    label.setFont(theme.font(face))
    label.setFixedHeight(theme.line(face))
    # A label follows the direction of its text; a heading keeps to the side of the interface.
    rtl = label.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)


class _Band(QWidget):
    """The header or footer of a sheet, with its hairline."""

    def __init__(self, theme: Theme, row: QHBoxLayout, *, below: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._below = below
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        line = QRect(0, self.height() - 1 if self._below else 0, self.width(), 1)
        hairline(QPainter(self), line, self._theme.raised_line)
