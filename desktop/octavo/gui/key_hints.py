"""The strip of keys under the paper: what the hand can do next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from octavo.gui.actions import Actions
from octavo.gui.controls.floating import Toast
from octavo.gui.controls.keycap import keys_width, paint_keys
from octavo.gui.controls.strokes import hairline, placed, write
from octavo.gui.dialogs.palette_items import key_words
from octavo.gui.reader.pane import ReaderPane
from octavo.gui.theme import Theme

#: The most useful first; from the end they give way where there is no room.
_SHOWN: Final = (
    ("next", "Next"), ("done", "Done"), ("to_read", "To read"), ("star", "Star"), ("add_to_list", "List"),
    ("tags", "Tag"), ("note", "Note"), ("undo", "Undo"), ("keys", "All keys"),
)  # fmt: skip
_HEIGHT: Final = 40


class KeyHints(QWidget):
    """Stands at the foot of the reading pane while one paper is shown and no note is being written.

    Decoration: it takes no focus, and the keyboard sheet says the same.
    """

    def __init__(self, theme: Theme, actions: Actions, reader: ReaderPane, toast: Toast) -> None:
        super().__init__(reader)
        self._theme, self._actions, self._reader, self._toast = theme, actions, reader, toast
        self._allowed = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = reader.layout()
        assert column is not None
        column.addWidget(self)
        # The header stands over one paper only, and no letter is a command while a note is written.
        reader.header.installEventFilter(self)
        reader.notes.installEventFilter(self)
        for name, _words in _SHOWN:
            actions.all[name].changed.connect(self.update)
        theme.resized.connect(self._settle)
        self._settle()

    def allow(self, on: bool) -> None:
        """Show the strip where it makes sense, or never."""
        self._allowed = on
        self._settle()

    def shown(self) -> list[tuple[str, str]]:
        """Keys and words that fit, in order."""
        room, fitting = self.width() - self._theme.px(32), []
        for name, words in _SHOWN:
            keys = key_words(self._actions.all[name].shortcut())
            if not keys:
                continue
            room -= self._width(keys, words)
            if room < 0:
                break
            fitting.append((keys, words))
        return fitting

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._settle()
        return False

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        hairline(painter, QRect(0, 0, self.width(), 1), theme.tokens.line)
        hints = self.shown()
        x = (self.width() - sum(self._width(*hint) for hint in hints) + px(20)) // 2
        for keys, words in hints:
            caps = keys_width(theme, keys)
            spot = QRect(x, 1, caps, self.height() - 1)
            paint_keys(painter, placed(self.rect(), spot, mirrored), theme, keys, mirrored=mirrored)
            area = QRect(x + caps + px(7), 1, self._width(keys, words), self.height() - 1)
            font, ink = theme.font("caption"), theme.tokens.text2
            write(painter, placed(self.rect(), area, mirrored), words, font, ink, mirrored=mirrored)
            x += self._width(keys, words)

    def _width(self, keys: str, words: str) -> int:
        """What one hint takes, with the gap after it."""
        return keys_width(self._theme, keys) + self._theme.px(7 + 20) + round(self._theme.width(words, "caption"))

    def _settle(self) -> None:
        on = self._allowed and not self._reader.header.isHidden() and self._reader.notes.isHidden()
        self.setVisible(on)
        self._toast.set_lift(self._theme.px(_HEIGHT) if on else 0)
        self.updateGeometry()
        self.update()
