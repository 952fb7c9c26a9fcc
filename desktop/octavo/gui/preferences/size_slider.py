"""The text size as a slider between a small and a large letter, in steps of ten per cent."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from octavo.gui.choices import Choices
from octavo.gui.controls.strokes import box, placed, ring, write
from octavo.gui.dialogs.labels import Label
from octavo.gui.preferences.cards import Row
from octavo.gui.theme import Theme
from octavo.settings import LARGEST_TEXT, SMALLEST_TEXT, TEXT_SIZE, TEXT_STEP

_KNOB: Final = 16
_END: Final = 24
_TICKS: Final = (90, 100, 125, 150, 175, 200)


class TextSizeRow(Row):
    """The setting with its slider and the size in per cent."""

    def __init__(self, theme: Theme, choices: Choices) -> None:
        self._choices = choices
        self.slider = SizeSlider(theme)
        self.percent = Label(theme, "", "count", "text2", end=True)
        control = QWidget()
        control.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout(control)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.slider)
        self._line.addWidget(self.percent)
        super().__init__(theme, TEXT_SIZE.words, control)
        self.slider.setAccessibleName(TEXT_SIZE.words)
        self.slider.sliderMoved.connect(self._tell)
        self.slider.valueChanged.connect(self._keep)
        choices.changed.connect(self._hear)
        self._hear(TEXT_SIZE.name)

    def _hear(self, name: str) -> None:
        if name == TEXT_SIZE.name:
            self.slider.setValue(round(self._choices.get(TEXT_SIZE) * 100))
            self._tell(self.slider.value())

    def _keep(self, percent: int) -> None:
        self._tell(percent)
        self._choices.set(TEXT_SIZE, percent / 100)

    def _tell(self, percent: int) -> None:
        self.percent.setText(f"{percent} %")

    def _measure(self) -> None:
        self._line.setSpacing(self._theme.px(8))
        self.percent.setFixedWidth(self._theme.px(44))
        super()._measure()


class SizeSlider(QSlider):
    """Painted; the value counts when the mouse lets go, so that nothing grows under the pointer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setRange(round(SMALLEST_TEXT * 100), round(LARGEST_TEXT * 100))
        self.setSingleStep(round(TEXT_STEP * 100))
        self.setPageStep(2 * self.singleStep())
        self.setTracking(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._measure)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200 + 2 * _END), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(64 + 2 * _END), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, tokens = QPainter(self), self._theme, self._theme.px, self._theme.tokens
        track, mirrored = self._track(), self._mirrored()
        middle, radius = track.center().y(), px(4) / 2
        box(painter, track, radius, tokens.line_strong)
        at = self._spot(self.sliderPosition())
        filled = QRect(QPoint(min(at, self._spot(self.minimum())), track.top()), QSize(0, track.height()))
        filled.setWidth(abs(at - self._spot(self.minimum())))
        box(painter, filled, radius, tokens.accent)
        for percent in _TICKS:
            painter.fillRect(QRect(self._spot(percent), middle + px(8), 1, px(4)), tokens.line_strong)
        knob = QRectF(at - px(_KNOB) / 2, middle + 0.5 - px(_KNOB) / 2, px(_KNOB), px(_KNOB))
        box(painter, knob, px(_KNOB) / 2, tokens.raised, tokens.control)
        if self.hasFocus():
            ring(painter, knob.adjusted(-2, -2, 2, 2), px(_KNOB) / 2 + 2, tokens.mark)
        for left, token in ((0, "chip"), (self.width() - px(_END), "sheet_input")):
            area = placed(self.rect(), QRect(left, 0, px(_END), self.height()), mirrored)
            write(painter, area, "A", QFont(theme.font(token)), tokens.text2, Qt.AlignmentFlag.AlignHCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        self.setValue(self.sliderPosition())

    def _track(self) -> QRect:
        px = self._theme.px
        return QRect(px(_END), self.height() // 2 - px(2), self.width() - 2 * px(_END), px(4))

    def _spot(self, value: int) -> int:
        """Where a value stands, px from the left."""
        track, knob = self._track(), self._theme.px(_KNOB)
        share = (value - self.minimum()) / (self.maximum() - self.minimum())
        along = round(share * (track.width() - knob))
        return track.right() - knob // 2 - along if self._mirrored() else track.left() + knob // 2 + along

    def _value_at(self, x: float) -> int:
        low, high = self._spot(self.minimum()), self._spot(self.maximum())
        share = min(1.0, max(0.0, (x - low) / (high - low)))
        step = self.singleStep()
        return self.minimum() + round(share * (self.maximum() - self.minimum()) / step) * step

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()
