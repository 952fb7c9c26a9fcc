"""The small words on coloured grounds: tag chips and state pills."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from octavo.gui.colours import mix
from octavo.gui.controls.progress import Spinning, paint_spinner
from octavo.gui.controls.strokes import box, elided, medium, picture, placed, ratio_of, ring, write
from octavo.gui.text import PlainLabel, plain
from octavo.gui.theme import Theme

LONGEST: Final = 160
"""Px a chip in a list may take; a longer name is cut."""


def chip_width(theme: Theme, text: str) -> int:
    """The px a list chip (18 high) with `text` takes, at most LONGEST."""
    metrics = QFontMetricsF(theme.font("chip"))
    return min(theme.px(LONGEST), round(metrics.horizontalAdvance(text) + 0.5) + theme.px(14))


def paint_chip(painter: QPainter, rect: QRect, theme: Theme, text: str, hue: str, *, selected: bool = False) -> None:
    """A tag as a list chip. `selected`: it lies on a selected row, so its fill is the list's own colour."""
    _, ink, fill = theme.tag_colours(hue)
    box(painter, rect, theme.px(4), theme.tokens.list_ if selected else fill)
    font = theme.font("chip")
    words = elided(text, QFontMetricsF(font), rect.width() - theme.px(14) + 1)
    write(painter, rect, words, font, ink, Qt.AlignmentFlag.AlignHCenter)


class TagChip(QAbstractButton):
    """A tag in the reading column, 24 px, with a cross that removes it. Delete or Backspace removes it too.

    `removed` carries the name; a click beside the cross is `clicked`. `menu_wanted` says where on screen, and the name.
    """

    removed = Signal(str)
    menu_wanted = Signal(QPoint, str)

    def __init__(
        self, theme: Theme, name: str, hue: str, *, removable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._hue = hue
        self._removable = removable
        self._over_cross = False
        self.setText(name)
        self.setAccessibleName(plain(name, 200))
        if removable:
            self.setAccessibleDescription("Delete removes the tag")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._refresh)

    @property
    def name(self) -> str:
        """The tag's name as the person wrote it."""
        return self._name

    def sizeHint(self) -> QSize:
        px = self._theme.px
        words = QFontMetricsF(medium(self._theme.font("caption"))).horizontalAdvance(self._words())
        width = min(px(240), round(words + 0.5) + px(20)) + (px(18) if self._removable else 0)
        return QSize(width, px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, px, mirrored = self._theme, self._theme.px, self._mirrored()
        _, ink, fill = theme.tag_colours(self._hue)
        box(painter, self.rect(), px(6), fill)
        font = medium(theme.font("caption"))
        room = self.width() - px(20) - (px(18) if self._removable else 0)
        area = placed(self.rect(), QRect(px(10), 0, room, self.height()), mirrored)
        write(painter, area, elided(self._words(), QFontMetricsF(font), room + 1), font, ink, mirrored=mirrored)
        if self._removable:
            cross = self._cross()
            if self._over_cross:
                box(painter, cross, px(4), mix(ink, fill, 0.16))
            picture(painter, cross, theme.coloured_pixmap("x", ink, 12, ratio_of(painter)))
        if self.hasFocus():
            ring(painter, self.rect(), px(6), theme.tokens.mark)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at_cross(self._cross().contains(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at_cross(False)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos(), self._name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_cross = self._removable and self._cross().contains(event.position().toPoint())
        if on_cross and self.isDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setDown(False)
            self.removed.emit(self._name)
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self._name)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Delete in the window sends a paper to the trash: a chip with the focus keeps the key.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            event.accept()
            return True
        return super().event(event)

    def _cross(self) -> QRect:
        side = self._theme.px(18)
        rect = QRect(self.width() - side - self._theme.px(5), (self.height() - side) // 2, side, side)
        return placed(self.rect(), rect, self._mirrored())

    def _point_at_cross(self, over: bool) -> None:
        if over != self._over_cross:
            self._over_cross = over
            self.update()

    def _words(self) -> str:
        return plain(self._name, 200)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()


_TONES: Final = {
    "ok": ("ok", "ok_soft", "circle-check"),
    "warn": ("warn", "warn_soft", "triangle-alert"),
    "bad": ("bad", "bad_soft", "circle-alert"),
    "busy": ("text2", "", ""),
    "plain": ("text2", "hover", ""),
}


class Pill(PlainLabel):
    """The state of one thing in a few words. `tone`: ok, warn, bad, busy (with a spinner) or plain.

    A label, so that a screen reader finds the words, and painted as a pill.
    """

    def __init__(
        self, theme: Theme, text: str, tone: str = "plain", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._theme = theme
        self._text = ""
        self._tone = tone
        self._icon = icon
        self._spinner = Spinning(self, theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._refresh)
        self.show_words(text, tone, icon)

    def show_words(self, text: str, tone: str, icon: str = "") -> None:
        """Say something else, in another tone; the tone brings its own icon when none is given."""
        self._text, self._tone = plain(text, 200), tone
        self._icon = icon or _TONES[tone][2]
        self.setAccessibleName(self._text)
        self._spinner.turn(tone == "busy" and self.isVisible())
        self._refresh()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        words = QFontMetricsF(medium(self._theme.font("caption"))).horizontalAdvance(self._text)
        mark = px(20) if self._icon or self._tone == "busy" else 0
        return QSize(round(words + 0.5) + px(16) + mark, px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, px = self._theme, self._theme.px
        ink_role, ground_role, _ = _TONES[self._tone]
        ink = getattr(theme.tokens, ink_role)
        if ground_role:
            box(painter, self.rect(), px(6), getattr(theme.tokens, ground_role))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, mark = px(8), QRect(px(7), 0, px(14), self.height())
        if self._tone == "busy":
            paint_spinner(painter, placed(self.rect(), mark, mirrored), theme, self._spinner.angle)
            left += px(19)
        elif self._icon:
            pixmap = theme.coloured_pixmap(self._icon, ink, 14, ratio_of(painter))
            picture(painter, placed(self.rect(), mark, mirrored), pixmap)
            left += px(18)
        area = placed(self.rect(), QRect(left, 0, self.width() - left, self.height()), mirrored)
        font = medium(theme.font("caption"))
        words = elided(self._text, QFontMetricsF(font), self.width() - left - px(7))
        write(painter, area, words, font, ink, mirrored=mirrored)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._spinner.turn(self._tone == "busy")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._spinner.turn(False)

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()
