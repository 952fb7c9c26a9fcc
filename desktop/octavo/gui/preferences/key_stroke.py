"""One press of a key as the spelling of a shortcut, and which keys cannot be given away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from octavo.gui.key_positions import latin_stroke

_MODIFIERS: Final = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L,
    Qt.Key.Key_Hyper_R, Qt.Key.Key_Mode_switch, Qt.Key.Key_Multi_key, Qt.Key.Key_unknown,
)  # fmt: skip

#: Keys that lists, menus and the focus need, whatever the command: alone and with Shift.
_TAKEN: Final = {
    Qt.Key.Key_Up: "moves in lists", Qt.Key.Key_Down: "moves in lists", Qt.Key.Key_Left: "moves between panes",
    Qt.Key.Key_Right: "moves between panes", Qt.Key.Key_Home: "moves in lists", Qt.Key.Key_End: "moves in lists",
    Qt.Key.Key_PageUp: "moves in lists", Qt.Key.Key_PageDown: "moves in lists",
    Qt.Key.Key_F10: "opens the menu bar", Qt.Key.Key_Menu: "opens the menu of what is selected",
}  # fmt: skip


def stroke_of(event: QKeyEvent) -> str:
    """The key in Qt's portable spelling; "" while only Shift, Ctrl or the like are down."""
    if event.key() in _MODIFIERS or event.key() == 0:
        return ""
    latin = latin_stroke(event, QGuiApplication.platformName(), foreign=False)
    if latin:
        return latin
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.GroupSwitchModifier
    text = event.text()
    if len(text) == 1 and text.isprintable() and not text.isalpha() and not text.isspace():
        # A mark is named by itself: the Shift that some layouts need for it is not part of its name.
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(held, Qt.Key(event.key()))).toString(QKeySequence.SequenceFormat.PortableText)


def refusal(event: QKeyEvent) -> str:
    """Why this key cannot run a command ("moves in lists"), or ""."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
    return "" if held else _TAKEN.get(Qt.Key(event.key()), "")
