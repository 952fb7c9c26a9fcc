"""The scroll bar that floats over the content, so that nothing moves when it appears, and areas bare of any other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget

from octavo.gui.controls.strokes import box, placed
from octavo.gui.theme import Theme

_LANE = 12
_SHORTEST = 32


def scroll_bare(area: QScrollArea, content: QWidget) -> None:
    """Let `area` scroll `content` up and down, with no frame, ground or level bar of Qt's own."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    # Qt fills what it is given to scroll.
    content.setAutoFillBackground(False)


class FloatingScrollBar(QScrollBar):
    """A second vertical bar over the viewport, in step with the hidden real one: wheel, keys and drag work on both."""

    def __init__(self, scroll_area: QAbstractScrollArea, theme: Theme, *, beside: bool = False) -> None:
        """`beside`: stand in a strip that the area's parent keeps free, so that scrolling can move finished pixels."""
        super().__init__(Qt.Orientation.Vertical, scroll_area.parentWidget() if beside else scroll_area)
        self._beside = beside
        self._theme = theme
        self._area = scroll_area
        self._grip: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # It lies over the content: everything it does not paint must show through.
        self.setAutoFillBackground(False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        scroll_area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        real = scroll_area.verticalScrollBar()
        real.rangeChanged.connect(self._take_range)
        real.valueChanged.connect(self.setValue)
        self.valueChanged.connect(real.setValue)
        scroll_area.installEventFilter(self)
        scroll_area.viewport().installEventFilter(self)
        theme.resized.connect(self._settle)
        self._settle()

    @classmethod
    def attach(cls, scroll_area: QAbstractScrollArea, theme: Theme) -> FloatingScrollBar:
        """Give `scroll_area` a floating bar; it lives as long as the area."""
        return cls(scroll_area, theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.LayoutDirectionChange):
            self._settle()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() <= self.minimum():
            return
        # An area works out its page after it was resized, and tells nobody.
        self.setPageStep(self._area.verticalScrollBar().pageStep())
        painter = QPainter(self)
        lit = self.underMouse() or self.isSliderDown()
        thick = self._theme.px(6 if lit else 4)
        lane = self._handle()
        handle = QRect(lane.right() + 1 - thick - self._theme.px(2), lane.top(), thick, lane.height())
        colour = self._theme.tokens.control if lit else self._theme.tokens.line_strong
        box(painter, placed(self.rect(), handle, self._mirrored()), thick / 2, colour)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the handle, or bring it under the pointer: the style knows nothing of where it is painted."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        handle, y = self._handle(), event.position().toPoint().y()
        self._grip = y - handle.top() if handle.top() <= y <= handle.bottom() else handle.height() // 2
        self.setSliderDown(True)
        self._drag_to(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._drag_to(event.position().toPoint().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.setSliderDown(False)
        self.update()

    def _drag_to(self, y: int) -> None:
        inset = self._theme.px(2)
        room = self.height() - inset * 2 - self._handle().height()
        share = (y - (self._grip or 0) - inset) / max(1, room)
        self.setValue(self.minimum() + round(share * (self.maximum() - self.minimum())))

    def _handle(self) -> QRect:
        """Where the handle stands, over the whole width of the lane."""
        span = self.maximum() - self.minimum()
        inset = self._theme.px(2)
        room = self.height() - inset * 2
        length = min(room, max(self._theme.px(_SHORTEST), room * self.pageStep() // max(1, span + self.pageStep())))
        top = inset + round((room - length) * (self.value() - self.minimum()) / max(1, span))
        return QRect(0, top, self.width(), length)

    def _take_range(self, least: int, most: int) -> None:
        real = self._area.verticalScrollBar()
        self.setPageStep(real.pageStep())
        self.setSingleStep(real.singleStep())
        self.setRange(least, most)
        self.setValue(real.value())
        self.setVisible(most > least)

    def _settle(self) -> None:
        real = self._area.verticalScrollBar()
        area = self._area.geometry() if self._beside else self._area.viewport().geometry()
        width = self._theme.px(8 if self._beside else _LANE)
        left = area.right() + 1 if self._beside else area.right() + 1 - width
        if self._mirrored():
            left = area.left() - width if self._beside else area.left()
        self.setGeometry(left, area.top(), width, area.height())
        self._take_range(real.minimum(), real.maximum())
        self.raise_()
        self.update()

    def _mirrored(self) -> bool:
        return self._area.layoutDirection() == Qt.LayoutDirection.RightToLeft
