"""Single-letter commands under keyboard layouts without Latin letters, by the place of the key.

Qt matches the characters a key gives, so under a Cyrillic, Greek, Arabic, Hebrew or Korean layout no single letter
would run anything. The place of the key is known from the code the system sends along.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from octavo.gui.controls.focus import holds

# Linux sends the number of the key plus 8 as scan code, on X11 and on Wayland, row by row from the leading key.
_EVDEV_ROWS: Final = ((10, "1234567890"), (24, "QWERTYUIOP[]"), (38, "ASDFGHJKL"), (52, "ZXCVBNM,./"))
_EVDEV: Final = {first + at: key for first, row in _EVDEV_ROWS for at, key in enumerate(row)}

# Windows keeps the Latin letter of a key as its virtual key under every layout; marks have names of their own.
_WINDOWS: Final = {
    **{code: chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B))},
    0xDB: "[", 0xDD: "]", 0xBF: "/", 0xBC: ",", 0xBE: ".",
}  # fmt: skip

# macOS numbers the keys of the ANSI keyboard, whatever they give.
_MACOS: Final = {
    0x00: "A", 0x01: "S", 0x02: "D", 0x03: "F", 0x04: "H", 0x05: "G", 0x06: "Z", 0x07: "X", 0x08: "C", 0x09: "V",
    0x0B: "B", 0x0C: "Q", 0x0D: "W", 0x0E: "E", 0x0F: "R", 0x10: "Y", 0x11: "T", 0x12: "1", 0x13: "2", 0x14: "3",
    0x15: "4", 0x16: "6", 0x17: "5", 0x19: "9", 0x1A: "7", 0x1C: "8", 0x1D: "0", 0x1E: "]", 0x1F: "O", 0x20: "U",
    0x21: "[", 0x22: "I", 0x23: "P", 0x25: "L", 0x26: "J", 0x28: "K", 0x2B: ",", 0x2C: "/", 0x2D: "N", 0x2E: "M",
    0x2F: ".",
}  # fmt: skip

_PRESSED: Final = QEvent.Type.KeyPress
_ASKED: Final = QEvent.Type.ShortcutOverride


def key_in_place(event: QKeyEvent, platform: str) -> str:
    """What the key gives on a Latin (US) keyboard, capitals for letters; "" where it is not known."""
    if platform == "windows":
        return _WINDOWS.get(event.nativeVirtualKey(), "")
    if platform == "cocoa":
        # A real key always brings its character; without one, the 0 of A would stand for "not told".
        return _MACOS.get(event.nativeVirtualKey(), "") if event.text() else ""
    return _EVDEV.get(event.nativeScanCode(), "")


def latin_stroke(event: QKeyEvent, platform: str, *, foreign: bool) -> str:
    """The stroke in Qt's spelling ("J", "Shift+A") that a key without a Latin letter stands for, else "".

    `foreign` says that the layout is known to have no Latin letters: then marks count too, since Greek has ";" where
    Q is, and Hebrew "/".
    """
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~shift or not event.text():
        return ""
    given, key = event.text()[0], key_in_place(event, platform)
    if event.modifiers() & shift and given.isascii() and given.isupper():
        # Hebrew keeps Latin capitals behind Shift; Qt takes that Shift as used up and would run the letter alone.
        return f"Shift+{given}"
    # Windows names letter keys as such only where the layout knows them as letters.
    marks_count = foreign or (platform == "windows" and key.isalpha())
    if not key or not (is_foreign(given) or (given.isascii() and given.isprintable() and marks_count)):
        return ""
    if given.isascii() and (given.isalpha() or given.isspace() or given == key):
        return ""
    return f"Shift+{key}" if event.modifiers() & shift and key.isalpha() else key


def is_foreign(letter: str) -> bool:
    """Is this a letter or digit of a script that is not Latin?"""
    # Below stand the letters and raised figures of Latin keyboards (ß, ø, º, ²).
    beyond = len(letter) == 1 and ord(letter) >= 0x370
    return beyond and letter.isalnum() and not unicodedata.name(letter, "LATIN").startswith("LATIN")


class KeyPositions(QObject):
    """Runs the commands of `actions` for foreign letters while one of `panes` has the focus and nothing is typed."""

    def __init__(
        self, actions: Mapping[str, QAction], panes: Iterable[QWidget], window: QWidget, platform: str = ""
    ) -> None:
        super().__init__(window)
        self._actions, self._panes = actions, tuple(panes)
        self._platform = platform or QGuiApplication.platformName()
        self._watched: QWidget | None = None
        self._begun: list[str] = []
        self._asking = False
        self._foreign = _layout_is_foreign()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)
        self._follow_focus(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._asking or not isinstance(event, QKeyEvent) or event.type() not in (_PRESSED, _ASKED):
            return False
        self._note_layout(event)
        stroke = latin_stroke(event, self._platform, foreign=self._foreign)
        if event.type() == _ASKED:
            # A mark in the place of a letter may be a key of its own ("/" where Hebrew has Q): the place wins.
            if stroke and event.text().isascii() and not self._is_typing(watched, event, stroke):
                event.accept()
                return True
            return False
        if not stroke or self._is_typing(watched, event, stroke):
            if event.text():
                self._begun.clear()
            return False
        return self._press(stroke, held=event.isAutoRepeat())

    def _press(self, stroke: str, *, held: bool) -> bool:
        """Run the command of this stroke, or keep it as the beginning of one; answers whether it meant anything."""
        for strokes in ([*self._begun, stroke], [stroke]):
            typed, waits = QKeySequence(", ".join(strokes)), False
            for action in self._actions.values():
                for sequence in action.shortcuts() if action.isEnabled() else []:
                    fit = typed.matches(sequence)
                    if fit == QKeySequence.SequenceMatch.ExactMatch:
                        self._begun.clear()
                        if not held or action.autoRepeat():
                            action.trigger()
                        return True
                    waits = waits or fit == QKeySequence.SequenceMatch.PartialMatch
            if waits:
                self._begun = strokes
                return True
        self._begun.clear()
        return False

    def _is_typing(self, watched: QObject, event: QKeyEvent, stroke: str) -> bool:
        """Would the widget keep the letter for itself, as every field does?"""
        letter = stroke[-1]
        shown = letter if event.modifiers() else letter.lower()
        question = QKeyEvent(_ASKED, ord(letter), event.modifiers(), shown)
        question.ignore()
        self._asking = True
        try:
            QCoreApplication.sendEvent(watched, question)
        finally:
            self._asking = False
        return question.isAccepted()

    def _note_layout(self, event: QKeyEvent) -> None:
        """The last letter typed says which layout is in use now; the system's own word for it is often missing."""
        letter = event.text()[:1]
        if is_foreign(letter):
            self._foreign = True
        elif letter.isalpha():
            self._foreign = False

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        self._begun.clear()
        if now is not None and any(holds(pane, now) for pane in self._panes):
            self._watched = now
            now.installEventFilter(self)


def _layout_is_foreign() -> bool:
    """Does the system say that its keyboard has no Latin letters?"""
    script = QGuiApplication.inputMethod().locale().script()
    return script in (
        QLocale.Script.CyrillicScript, QLocale.Script.GreekScript, QLocale.Script.ArabicScript,
        QLocale.Script.HebrewScript, QLocale.Script.KoreanScript,
    )  # fmt: skip
