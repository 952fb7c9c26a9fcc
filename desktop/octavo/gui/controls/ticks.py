"""Check boxes, radio buttons and switches."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from octavo.gui.controls.strokes import box, dot, elided, picture, placed, ratio_of, ring, write
from octavo.gui.text import plain
from octavo.gui.theme import Theme


class Check(QCheckBox):
    """A check box; a third state is shown as a dash when `setTristate` is on."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.resized.connect(self._settle_again)

    def _settle_again(self) -> None:
        settle_again(self)

    def sizeHint(self) -> QSize:
        return _choice_size(self._theme, self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = _choice_mark(self, self._theme)
        paint_check(painter, mark, self._theme, self.checkState(), enabled=self.isEnabled(), hovered=self.underMouse())
        if self.hasFocus():
            _ring_mark(
                painter, mark, self._theme, self._theme.px(4), filled=self.checkState() != Qt.CheckState.Unchecked
            )
        _write_choice(painter, self, self._theme)


def paint_check(
    painter: QPainter, mark: QRect, theme: Theme, state: Qt.CheckState, *, enabled: bool = True, hovered: bool = False
) -> None:
    """The box of a check, also for rows that carry one; `mark` is 16 scaled px square."""
    tokens, radius = theme.tokens, theme.px(4)
    if state == Qt.CheckState.Unchecked:
        edge = tokens.disabled if not enabled else tokens.text2 if hovered else tokens.control
        box(painter, mark, radius, tokens.field, edge)
        return
    box(painter, mark, radius, tokens.accent if enabled else tokens.disabled)
    name = "check" if state == Qt.CheckState.Checked else "minus"
    picture(painter, mark, theme.pixmap(name, "on_accent", 12, ratio_of(painter)))


class Radio(QRadioButton):
    """One of a few; siblings exclude each other, arrows move."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.resized.connect(self._settle_again)

    def _settle_again(self) -> None:
        settle_again(self)

    def sizeHint(self) -> QSize:
        return _choice_size(self._theme, self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, px = self._theme.tokens, self._theme.px
        mark = _choice_mark(self, self._theme)
        if self.isChecked():
            dot(painter, mark, tokens.accent if self.isEnabled() else tokens.disabled)
            inset = px(5)
            dot(painter, mark.adjusted(inset, inset, -inset, -inset), tokens.on_accent)
        else:
            edge = tokens.text2 if self.underMouse() and self.isEnabled() else tokens.control
            box(painter, mark, mark.height() / 2, tokens.field, edge if self.isEnabled() else tokens.disabled)
        if self.hasFocus():
            _ring_mark(painter, mark, self._theme, mark.height() / 2, filled=self.isChecked())
        _write_choice(painter, self, self._theme)


class Switch(QCheckBox):
    """On or off with instant effect; for preferences only."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        theme.resized.connect(self._settle_again)

    def _settle_again(self) -> None:
        settle_again(self)

    def sizeHint(self) -> QSize:
        size = _choice_size(self._theme, self.text())
        # Its track is 36 px wide; words begin 8 px behind it.
        return QSize(size.width() + self._theme.px(20 if self.text() else 12), size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, px = self._theme.tokens, self._theme.px
        track = placed(self.rect(), QRect(0, (self.height() - px(20)) // 2, px(36), px(20)), _is_mirrored(self))
        on, knob = self.isChecked(), px(14)
        if on:
            box(painter, track, px(10), tokens.accent if self.isEnabled() else tokens.disabled)
        else:
            box(painter, track, px(10), tokens.field, tokens.control if self.isEnabled() else tokens.disabled)
        left = track.width() - px(3) - knob if on else px(3)
        spot = QRect(track.left() + left, track.top() + px(3), knob, knob)
        dot(painter, placed(track, spot, _is_mirrored(self)), tokens.on_accent if on else tokens.control)
        if self.hasFocus():
            _ring_mark(painter, track, self._theme, px(10), filled=on)
        _write_choice(painter, self, self._theme, px(44))


def _ring_mark(painter: QPainter, mark: QRect, theme: Theme, radius: float, *, filled: bool) -> None:
    """The focus ring inside the edge; on an accent ground a white line makes it visible."""
    ring(painter, mark, radius, theme.tokens.mark)
    if filled:
        ring(painter, mark.adjusted(2, 2, -2, -2), max(1.0, radius - 2), theme.tokens.on_accent, 1)


def _choice_size(theme: Theme, words: str) -> QSize:
    advance = theme.width(plain(words, 200), "body") if words else 0
    return QSize(theme.px(24) + round(advance + 1) if words else theme.px(24), theme.px(24))


def _choice_mark(widget: QAbstractButton, theme: Theme) -> QRect:
    side = theme.px(16)
    mark = QRect(0, (widget.height() - side) // 2, side, side)
    return placed(widget.rect(), mark, _is_mirrored(widget))


def _write_choice(painter: QPainter, widget: QAbstractButton, theme: Theme, left: int = 0) -> None:
    left = left or theme.px(24)
    area = placed(widget.rect(), QRect(left, 0, widget.width() - left, widget.height()), _is_mirrored(widget))
    colour = theme.tokens.text if widget.isEnabled() else theme.tokens.disabled
    font = theme.font("body")
    words = elided(plain(widget.text().replace("&", ""), 200), QFontMetricsF(font), area.width() + 1)
    write(painter, area, words, font, colour, mirrored=_is_mirrored(widget))


def settle_again(widget: QWidget) -> None:
    """Measure and paint anew after a change of theme or size."""
    widget.updateGeometry()
    widget.update()


def _is_mirrored(widget: QWidget) -> bool:
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
