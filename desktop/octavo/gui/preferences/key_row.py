"""One command and its keys, as a button that listens for a new key when it is pressed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from octavo.gui.controls.aloud import say, say_now
from octavo.gui.controls.buttons import IconButton
from octavo.gui.controls.keycap import keys_width, paint_keys
from octavo.gui.controls.strokes import box, elided, picture, placed, ratio_of, ring, write
from octavo.gui.dialogs.palette_items import key_words
from octavo.gui.preferences.key_stroke import refusal, stroke_of
from octavo.gui.theme import Theme

_HEIGHT: Final = 45
_BOX: Final = 150
_RESET: Final = 24
_INSET: Final = 16
_NO_KEY: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class KeyRow(QWidget):
    """A command with its keys, and the small button that brings its usual ones back while it has others."""

    reset_clicked = Signal()

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self.button = KeyButton(theme, words)
        self.reset: IconButton | None = None
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.button)
        theme.resized.connect(self._measure)
        self._measure()

    def show_keys(self, keys: list[str], *, usual: bool) -> None:
        """Show the keys of the command; `usual` says that they are those it came with."""
        self.button.show_keys(keys)
        if self.reset is None and not usual:
            self.reset = IconButton(self._theme, "rotate-ccw", f"Usual keys for {self.button.text()}", size=_RESET)
            self.reset.clicked.connect(lambda: self.reset_clicked.emit())
            self._line.addWidget(self.reset)
        if self.reset is not None:
            self.reset.setVisible(not usual)
        self._measure()

    def _measure(self) -> None:
        self._line.setSpacing(0)
        trailing = 0 if self.reset is None or self.reset.isHidden() else self._theme.px(12)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._line.setContentsMargins(trailing if mirrored else 0, 0, 0 if mirrored else trailing, 0)


class KeyButton(QAbstractButton):
    """Enter, Space or a click begins listening; `stroke_given` carries what is pressed then, `confirmed` is Enter
    while a question is open, and Esc or leaving ends it. Delete takes the keys away (`removed`).
    """

    stroke_given = Signal(str)
    key_refused = Signal(str, str)
    confirmed = Signal()
    removed = Signal()
    listening_changed = Signal(bool)

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._keys: list[str] = []
        self._listening = False
        self._pressed = ""
        self._state = ""
        self._question = False
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.listen)
        theme.resized.connect(self._measure)
        self.show_keys([])

    @property
    def is_listening(self) -> bool:
        return self._listening

    def show_keys(self, keys: list[str]) -> None:
        """Show the keys, the main one first; the two Enter keys look and sound like one."""
        self._keys = list(dict.fromkeys(key_words(QKeySequence(key)) for key in keys))
        said = " or ".join(self._keys)
        self.setAccessibleName(f"{self.text()}: {said or 'no key'}")
        self.setAccessibleDescription("Enter changes the key, Delete takes it away.")
        self.update()

    def listen(self) -> None:
        """Wait for a key."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin(True)

    def rest(self) -> None:
        """Wait no longer; nothing is changed."""
        self._begin(False)

    def show_pressed(self, key: str, state: str, *, question: bool = False) -> None:
        """While listening: the key pressed and what is to be said of it. A `question` is answered by Enter."""
        self._pressed, self._state, self._question = key, state, question
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(_HEIGHT))

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._listening:
            # Tab leaves, as everywhere; every other key is the answer, whatever it runs elsewhere.
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if event.type() == QEvent.Type.KeyPress and not tab:
                self._take(event)
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.listen()
        elif event.key() in _NO_KEY:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.rest()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, tokens = QPainter(self), self._theme, self._theme.px, self._theme.tokens
        inner = self.rect().adjusted(px(4), px(4), -px(4), -px(4))
        if self.underMouse() and not self._listening:
            box(painter, inner, px(6), tokens.hover)
        if self.hasFocus() and not self._listening:
            ring(painter, inner, px(6), tokens.mark)
        end = self.width() - px(_INSET)
        left = self._paint_box(painter, end) if self._listening else self._paint_keys(painter, end)
        font, room = theme.font("body"), left - px(_INSET) - px(12)
        words = elided(self.text(), QFontMetricsF(font), room)
        write(painter, self._place(QRect(px(_INSET), 0, room, self.height())), words, font, tokens.text,
              mirrored=self._mirrored())  # fmt: skip

    def _paint_keys(self, painter: QPainter, end: int) -> int:
        """The keys up to `end`; answers where they begin."""
        for key in reversed(self._keys):
            width = keys_width(self._theme, key)
            spot = self._place(QRect(end - width, 0, width, self.height()))
            paint_keys(painter, spot, self._theme, key, mirrored=self._mirrored())
            end -= width + self._theme.px(8)
        return end

    def _paint_box(self, painter: QPainter, end: int) -> int:
        """The field that waits for a key; answers where it begins."""
        theme, px, tokens = self._theme, self._theme.px, self._theme.tokens
        ink: QColor = tokens.warn if self._question else tokens.text2
        width = min(px(_BOX), self.width() // 2)
        frame = QRect(end - width, (self.height() - px(28)) // 2, width, px(28))
        spot = self._place(frame)
        box(painter, spot, px(6), tokens.field)
        ring(painter, spot, px(6), tokens.warn if self._question else tokens.mark)
        left = frame.left() + px(8)
        if self._pressed:
            key = key_words(QKeySequence(self._pressed))
            caps = QRect(left, frame.top(), keys_width(theme, key), frame.height())
            paint_keys(painter, self._place(caps), theme, key, mirrored=self._mirrored())
            left = caps.right() + 1 + px(8)
        font = theme.font("caption")
        area = QRect(left, frame.top(), frame.right() - px(6) - left, frame.height())
        words = elided(self._state or "Press a key", QFontMetricsF(font), area.width())
        write(painter, self._place(area), words, font, ink, mirrored=self._mirrored())
        return frame.left()

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.rest()
        elif event.isAutoRepeat():
            return
        elif self._question and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif why := refusal(event):
            self.key_refused.emit(stroke_of(event), why)
        elif stroke := stroke_of(event):
            self.stroke_given.emit(stroke)

    def _begin(self, on: bool) -> None:
        if on != self._listening:
            self._listening = on
            self.show_pressed("", "")
            self._measure()
            self.listening_changed.emit(on)
            if on:
                said = f"Press the new key for {self.text()}. Esc leaves it as it is."
                say_now(self, said)

    def _place(self, rect: QRect) -> QRect:
        return placed(self.rect(), rect, self._mirrored())

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class KeyMessage(QWidget):
    """What stands in the way of a key, in place below its row."""

    parted = False

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = ""
        self._icon = ""
        self._role = "text2"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()
        theme.resized.connect(self._measure)

    @property
    def words(self) -> str:
        """What it says; "" while it is not shown."""
        return self._words

    def say(self, words: str, *, warn: bool = False) -> None:
        """Show these words, as a warning or as a hint; "" takes them away."""
        self._words, self._icon, self._role = words, "triangle-alert" if warn else "info", "warn" if warn else "text2"
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._measure()
        if words:
            say(self, words)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(30) + self._theme.line("caption") * (self._lines() - 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(100), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line, font = theme.line("caption"), theme.font("caption")
        spot = placed(self.rect(), QRect(px(_INSET), px(2), px(14), line), mirrored)
        picture(painter, spot, theme.pixmap(self._icon, self._role, 14, ratio_of(painter)))
        for number, words in enumerate(self._wrapped()):
            area = QRect(px(_INSET + 20), px(2) + number * line, self._room(), line)
            ink = getattr(theme.tokens, self._role)
            write(painter, placed(self.rect(), area, mirrored), words, font, ink, mirrored=mirrored)

    def _room(self) -> int:
        return self.width() - self._theme.px(2 * _INSET + 20)

    def _lines(self) -> int:
        return max(1, len(self._wrapped()))

    def _wrapped(self) -> list[str]:
        metrics, lines = QFontMetricsF(self._theme.font("caption")), [""]
        for word in self._words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and metrics.horizontalAdvance(longer) > self._room():
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()
