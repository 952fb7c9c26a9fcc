"""What floats over the panes, as children of the window: popover, sheet and toast.

Top-level windows are no choice here: Wayland does not let a program place them, and tiling managers split them.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from octavo.gui.controls.aloud import say
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.focus import next_in
from octavo.gui.controls.ghost import Passage, clear_picture
from octavo.gui.controls.keycap import keys_width, paint_keys
from octavo.gui.controls.shadow import MARGIN, Shadow
from octavo.gui.controls.sheet import Sheet
from octavo.gui.controls.strokes import box, elided, picture, placed, ratio_of, ring, write
from octavo.gui.motion import POPOVER, TOAST
from octavo.gui.text import plain
from octavo.gui.theme import Theme

__all__ = ["Popover", "Sheet", "Toast"]

_TOAST_MS = 6_000
#: The second press of a quick pair comes as a kind of its own.
_PRESSES: Final = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Popover(QDialog):
    """A card near what opened it, a child of the window. Esc, or a click elsewhere, closes it.

    Fill `body`; call `anchor_to`, then `open`. While it is open Tab stays inside; closing gives the focus back.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, *, width: int = 288, parent: QWidget) -> None:
        super().__init__(parent.window())
        # A plain child widget, and still a Dialog to a screen reader.
        self.setWindowFlags(Qt.WindowType.Widget)
        self._theme = theme
        self._card_width = width
        self._anchor: QWidget | QRect | None = None
        self._gap = 4
        self._shadow = Shadow(theme, 10)
        self._focus_before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(0)
        self.hide()
        theme.resized.connect(self._settle)

    def anchor_to(self, target: QWidget | QRect, *, gap: int = 4) -> None:
        """Stand below `target` (a widget, or a rectangle of the window), above it where there is no room below.

        A target higher than the card, such as a pane, has it in its middle; so has the window if the target is gone.
        """
        self._anchor, self._gap = target, gap
        self._settle()

    def open(self) -> None:
        """Show it and take the keyboard."""
        self._focus_before = QApplication.focusWidget()
        self._settle()
        passage = self._passage(going=False)
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        first = next_in(self, None, forward=True)
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)
        passage.come()
        self.opened.emit()

    def card(self) -> QRect:
        """The visible card, without the margin its shadow lies in."""
        margin = self._theme.px(MARGIN)
        return self.rect().adjusted(margin, margin, -margin, -margin)

    def closeEvent(self, event: QCloseEvent) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self) or self.hasFocus()
        passage = self._passage(going=True)
        # Before it hides: else the keyboard comes to a neighbour for a moment, and a screen reader begins to say that.
        if had_focus and self._focus_before is not None and _alive(self._focus_before):
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)
        # Not by the dialog, which would take the press for an answer.
        event.accept()
        self.hide()
        passage.go()
        self._focus_before = None
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        # Typing in a popover must never reach the window's single-letter actions.
        typing = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if typing and isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PRESSES and isinstance(event, QMouseEvent) and self.isVisible():
            return self._pressed_at(watched, event.globalPosition().toPoint())
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            # Once what it hangs on has found its place.
            QTimer.singleShot(0, self, self._settle)
        return False

    def focusNextPrevChild(self, next: bool) -> bool:
        step = next_in(self, QApplication.focusWidget(), forward=next)
        if step is not None:
            step.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card().contains(event.position().toPoint()):
            self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._shadow.paint(painter, self.card())
        box(painter, self.card(), self._theme.px(10), self._theme.tokens.raised, self._theme.tokens.line_strong)

    def _passage(self, *, going: bool) -> Passage:
        area = QRect() if going and not self.isVisible() else self.geometry()
        return Passage(self._theme.motion, POPOVER, self.window(), area, partial(clear_picture, self), going=going)

    def _pressed_at(self, watched: QObject, spot: QPoint) -> bool:
        """Close when the press is outside; eat it only on the anchor, which would open the popover again."""
        if not isinstance(watched, QWidget) or watched is self or self.isAncestorOf(watched):
            return False
        if watched.window() is not self.window():
            return False
        self.close()
        if isinstance(self._anchor, QWidget) and _alive(self._anchor):
            return self._anchor.rect().contains(self._anchor.mapFromGlobal(spot))
        return False

    def _settle(self) -> None:
        px, host = self._theme.px, self.parentWidget()
        margin = px(MARGIN)
        self.body.setContentsMargins(margin + px(8), margin + px(8), margin + px(8), margin + px(8))
        if host is None:
            return
        width = min(px(self._card_width), host.width() - px(16)) + margin * 2
        height = min(self.body.totalHeightForWidth(width) if self.body.hasHeightForWidth() else
                     self.body.totalSizeHint().height(), host.height() - px(16) + margin * 2)  # fmt: skip
        self.setGeometry(QRect(self._corner(host, QSize(width, height), margin), QSize(width, height)))
        self.update()

    def _corner(self, host: QWidget, size: QSize, margin: int) -> QPoint:
        px = self._theme.px
        target, height = self._target(host), size.height() - margin * 2
        left = target.right() + 1 - size.width() + margin if self._mirrored() else target.left() - margin
        top = target.bottom() + 1 + px(self._gap) - margin
        if target.height() >= height:
            top = target.top() + (target.height() - size.height()) // 2
            left += max(0, target.width() - size.width() + margin * 2) // 2 * (-1 if self._mirrored() else 1)
        elif top + size.height() - margin > host.height() - px(8):
            above = target.top() - px(self._gap) - size.height() + margin
            top = above if above + margin >= px(8) else host.height() - px(8) - size.height() + margin
        left = max(px(8) - margin, min(left, host.width() - px(8) - size.width() + margin))
        return QPoint(left, max(px(8) - margin, top))

    def _target(self, host: QWidget) -> QRect:
        if isinstance(self._anchor, QWidget) and _alive(self._anchor):
            return QRect(self._anchor.mapTo(host, QPoint(0, 0)), self._anchor.size())
        if isinstance(self._anchor, QRect):
            return self._anchor
        return host.rect()

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _alive(widget: QWidget) -> bool:
    """Is the C++ side of a remembered widget still there, and shown?"""
    return isValid(widget) and widget.isVisible()


class Toast(QWidget):
    """One line at the foot of a pane for 6 s, paused by pointer or focus, with Undo and its key.

    It stands in the middle of its parent, 16 px above the bottom edge (`lift` raises it). The newest words replace.
    """

    undo_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._home = parent
        self._words = ""
        self._icon = "check"
        self._lift = 0
        self._shadow = Shadow(theme, 8)
        self._undo = _ToastButton(theme, self)
        self._undo.clicked.connect(self._undo_now)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        self.hide()
        parent.installEventFilter(self)
        theme.resized.connect(self._settle)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def show_words(self, words: str, undo_key: str = "", *, undo: str = "Undo", icon: str = "check") -> None:
        """Say `words`; with `undo_key` an Undo button that shows the key."""
        self._words, self._icon = plain(words, 300), icon
        self._undo.show_key(undo, undo_key)
        self._undo.setVisible(bool(undo_key))
        self._settle()
        passage = None if self.isVisible() else self._passage(going=False)
        self.show()
        self.raise_()
        if passage is not None:
            passage.come()
        self._timer.start(_TOAST_MS)
        say(self, self._words)

    def stand_in(self, pane: QWidget) -> None:
        """Move to another pane, shown or not as it is."""
        before, shown = self.parentWidget(), not self.isHidden()
        if before is None or pane is before:
            return
        before.removeEventFilter(self)
        self.setParent(pane)
        pane.installEventFilter(self)
        self._settle()
        if shown:
            self.show()
            self.raise_()

    def set_lift(self, px: int) -> None:
        """Stand `px` higher in the first pane, to clear a row of key hints."""
        self._lift = px
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self._undo.hasFocus():
            self._timer.start(_TOAST_MS)

    def hold(self, held: bool) -> None:
        """Pause while something in it has the focus."""
        if held:
            self._timer.stop()
        elif self.isVisible():
            self._timer.start(_TOAST_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, px, card, mirrored = self._theme, self._theme.px, self._card(), self._mirrored()
        self._shadow.paint(painter, card)
        box(painter, card, px(8), theme.tokens.toast, theme.tokens.line_strong if theme.dark else None)
        mark = placed(card, QRect(card.left() + px(14), card.top(), px(16), card.height()), mirrored)
        picture(painter, mark, theme.pixmap(self._icon, "toast_text", 16, ratio_of(painter)))
        room = card.width() - px(38) - px(16) - self._undo_room()
        area = placed(card, QRect(card.left() + px(38), card.top(), room, card.height()), mirrored)
        font = theme.font("body")
        words = elided(self._words, QFontMetricsF(font), room + 1)
        write(painter, area, words, font, theme.tokens.toast_text, mirrored=mirrored)

    def _passage(self, *, going: bool) -> Passage:
        window = self.window()
        area = QRect(self.mapTo(window, QPoint(0, 0)), self.size())
        return Passage(self._theme.motion, TOAST, window, area, partial(clear_picture, self), going=going)

    def _leave(self) -> None:
        passage = self._passage(going=True)
        self.hide()
        passage.go()

    def _undo_now(self) -> None:
        self.hide()
        self.undo_clicked.emit()

    def _undo_room(self) -> int:
        return self._undo.sizeHint().width() + self._theme.px(8) if self._undo.wanted else 0

    def _card(self) -> QRect:
        margin = self._theme.px(MARGIN)
        return self.rect().adjusted(margin, margin, -margin, -margin)

    def _settle(self) -> None:
        host, px = self.parentWidget(), self._theme.px
        if host is None:
            return
        margin = px(MARGIN)
        words = round(QFontMetricsF(self._theme.font("body")).horizontalAdvance(self._words) + 0.5)
        width = min(px(38) + words + px(16) + self._undo_room(), host.width() - px(32))
        left = (host.width() - width) // 2 - margin
        lift = self._lift if host is self._home else 0
        top = host.height() - px(16) - lift - px(40) - margin
        self.setGeometry(left, top, width + margin * 2, px(40) + margin * 2)
        side = self._undo.sizeHint()
        card = self._card()
        corner = QPoint(card.right() + 1 - side.width() - px(8), card.top() + (card.height() - side.height()) // 2)
        spot = QRect(corner, side)
        self._undo.setGeometry(placed(card, spot, self._mirrored()))
        self.update()

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class _ToastButton(Button):
    """Undo on the dark ground of the toast."""

    def __init__(self, theme: Theme, toast: Toast) -> None:
        super().__init__(theme, "Undo", variant="link", small=True, parent=toast)
        self._toast = toast
        self.wanted = False

    def show_key(self, words: str, key: str) -> None:
        self.wanted = bool(key)
        self.setText(words)
        self.set_key(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, px = self._theme.tokens, self._theme.px
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        colour = tokens.toast_text if self.underMouse() else tokens.toast_link
        area = self.rect().adjusted(px(8), 0, -px(8), 0)
        write(painter, area, self.text(), self._theme.font("body_strong"), colour, mirrored=mirrored)
        caps = keys_width(self._theme, self._key)
        spot = placed(self.rect(), QRect(self.width() - px(8) - caps, 0, caps, self.height()), mirrored)
        paint_keys(painter, spot, self._theme, self._key, mirrored=mirrored, ground="toast")
        if self.hasFocus():
            ring(painter, self.rect(), px(6), tokens.toast_link)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._toast.hold(event.type() == QEvent.Type.FocusIn)
        return super().event(event)
