"""The menu of the other button over words: Qt's own, in the words and with the keys of the other menus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QMenu, QPlainTextEdit, QTextEdit

_KEY = QKeySequence.StandardKey
#: What Qt calls the deed → how it is said here, and its key.
_DEEDS: Final = {
    "edit-undo": ("Undo", _KEY.Undo), "edit-redo": ("Redo", _KEY.Redo), "edit-cut": ("Cut", _KEY.Cut),
    "edit-copy": ("Copy", _KEY.Copy), "link-copy": ("Copy link", None), "edit-paste": ("Paste", _KEY.Paste),
    "edit-delete": ("Delete", None), "select-all": ("Select all", _KEY.SelectAll),
}  # fmt: skip


def in_our_words(menu: QMenu) -> QMenu:
    """The same menu: sentence case, every key named, no picture of another family, no link where there is none."""
    for action in menu.actions():
        words, key = _DEEDS.get(action.objectName(), ("", None))
        if not words:
            continue
        shown = "" if key is None else QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(f"{words}\t{shown}" if shown else words)
        action.setIconVisibleInMenu(False)
        action.setVisible(action.isEnabled() or action.objectName() != "link-copy")
    return menu


def offer_words_menu(field: QLineEdit | QTextEdit | QPlainTextEdit) -> None:
    """Let `field` open this menu instead of Qt's."""

    def offer(spot: QPoint) -> None:
        # Only this one looks for a link under the pointer.
        menu = field.createStandardContextMenu(spot) if isinstance(field, QTextEdit) else None
        menu = in_our_words(menu or field.createStandardContextMenu())
        menu.aboutToHide.connect(menu.deleteLater)
        surface = field.viewport() if isinstance(field, QAbstractScrollArea) else field
        menu.popup(surface.mapToGlobal(spot))

    field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    field.customContextMenuRequested.connect(offer)
