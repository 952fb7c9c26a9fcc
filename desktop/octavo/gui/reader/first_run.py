"""The page of an empty library: three ways in, samples, and what happens to your data."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.scrolling import FloatingScrollBar, scroll_bare
from octavo.gui.reader.cards import CardButton
from octavo.gui.reader.labels import Line
from octavo.gui.reader.prose import Prose
from octavo.gui.theme import Theme

_WIDEST = 560
_PRIVACY = "Your library is one file on this computer. Nothing is uploaded."


class FirstRun(QWidget):
    """Shown instead of list and reading pane while the library has no paper."""

    paste_clicked = Signal()
    open_clicked = Signal()
    links_clicked = Signal()
    samples_clicked = Signal()

    def __init__(self, theme: Theme, *, samples: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Start your reading desk")
        self._page, self._area = QWidget(), QScrollArea(self)
        self.lamp = Lamp(theme)
        self.paste = CardButton(
            theme, "clipboard-paste", "Paste today’s papers",
            "Copy the Daily Papers page in your browser, then paste it here.", keys="Ctrl V",
        )  # fmt: skip
        self.open = CardButton(
            theme, "folder-open", "Open a file", "A saved page, a text file or a BibTeX library.", keys="Ctrl O"
        )
        self.links = CardButton(theme, "link", "Add arXiv links", "One link or number on each line.")
        self.samples = Button(theme, f"Look around with {samples} sample papers", variant="link")
        self.paste.clicked.connect(lambda: self.paste_clicked.emit())
        self.open.clicked.connect(lambda: self.open_clicked.emit())
        self.links.clicked.connect(lambda: self.links_clicked.emit())
        self.samples.clicked.connect(lambda: self.samples_clicked.emit())
        self._build()
        theme.resized.connect(self._lay_out)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.paste.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.paper)

    def _build(self) -> None:
        theme, page = self._theme, self._page
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_bare(self._area, page)
        FloatingScrollBar.attach(self._area, theme)
        self._heading = Line(theme, "Start your reading desk", "title", centred=True, parent=page)
        self._about = Prose(theme, "authors", "text2", centred=True, parent=page)
        self._about.set_words("Bring in a day of papers, decide what deserves your time, keep the rest out of the way.")
        self._about.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self.lamp, self.paste, self.open, self.links, self.samples):
            widget.setParent(page)
        self._privacy = Line(theme, _PRIVACY, "caption", "text2", icon="hard-drive", parent=page)
        self._lay_out()

    def _lay_out(self) -> None:
        px = self._theme.px
        room, tall = max(px(160), self.width() - px(32)), self._privacy.sizeHint().height()
        foot = self.height() - px(24) - tall
        # A low window gives up the drawing before the words, then air; at last it scrolls.
        self.lamp.setVisible(self.height() >= px(560))
        parts = self._parts(room)
        if _height_of(parts, px) + px(32) > foot:
            parts = [(widget, min(gap, 8), wide, high) for widget, gap, wide, high in parts]
        top = max(px(16), (foot - _height_of(parts, px)) * 9 // 20)
        for widget, gap, wide, high in parts:
            widget.setGeometry((self.width() - wide) // 2, top + px(gap), wide, high)
            top += px(gap) + high
        wide = min(room, self._privacy.sizeHint().width())
        foot = max(foot, top + px(16))
        self._privacy.setGeometry((self.width() - wide) // 2, foot, wide, tall)
        self._area.setGeometry(self.rect())
        self._page.resize(self.width(), max(self.height(), foot + tall + px(16)))
        self.update()

    def _parts(self, room: int) -> list[tuple[QWidget, int, int, int]]:
        """From top to bottom: the widget, the gap above it, its width and its height."""
        px = self._theme.px
        wide, card, line = min(px(_WIDEST + 80), room), min(px(_WIDEST), room), self._theme.line("title")
        parts: list[tuple[QWidget, int, int, int]] = [
            (self._heading, 24, wide, line),
            (self._about, 8, wide, self._about.height_for(wide)),
            (self.paste, 24, card, px(72)),
            (self.open, 10, card, px(72)),
            (self.links, 10, card, px(72)),
            (self.samples, 20, min(room, self.samples.sizeHint().width()), px(32)),
        ]
        return parts if self.lamp.isHidden() else [(self.lamp, 0, self.lamp.width(), self.lamp.height()), *parts]


def _height_of(parts: list[tuple[QWidget, int, int, int]], px: Callable[[float], int]) -> int:
    return sum(px(gap) + high for _widget, gap, _wide, high in parts)


class Lamp(QWidget):
    """A lamp over an open book. Decoration."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.resized.connect(self._measure)
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Drawn on a square of 96 by 84 and scaled as a whole.
        painter.scale(self.width() / 96, self.height() / 84)
        self._paint_light(painter)
        painter.setPen(_ink(tokens.text2))
        painter.drawLine(QPointF(48, 2), QPointF(48, 10))
        shade = QPainterPath(QPointF(30, 26))
        shade.cubicTo(QPointF(30, 14), QPointF(38, 9), QPointF(48, 9))
        shade.cubicTo(QPointF(58, 9), QPointF(66, 14), QPointF(66, 26))
        shade.closeSubpath()
        painter.fillPath(shade, tokens.accent)
        self._paint_book(painter)

    def _paint_light(self, painter: QPainter) -> None:
        bright, faded = QColor(self._theme.tokens.star), QColor(self._theme.tokens.star)
        bright.setAlphaF(0.34)
        faded.setAlphaF(0.05)
        light = QLinearGradient(QPointF(48, 26), QPointF(48, 76))
        light.setColorAt(0, bright)
        light.setColorAt(1, faded)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(light)
        painter.drawPolygon(QPolygonF([QPointF(31, 26), QPointF(65, 26), QPointF(82, 66), QPointF(14, 66)]))

    def _paint_book(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setPen(_ink(tokens.text2))
        painter.setBrush(tokens.paper)
        for side in (-1, 1):
            page = QPainterPath(QPointF(48, 66))
            page.cubicTo(QPointF(48 + side * 10, 60), QPointF(48 + side * 24, 60), QPointF(48 + side * 34, 64))
            page.lineTo(QPointF(48 + side * 34, 78))
            page.cubicTo(QPointF(48 + side * 24, 74), QPointF(48 + side * 10, 74), QPointF(48, 80))
            page.closeSubpath()
            painter.drawPath(page)

    def _measure(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


def _ink(colour: QColor) -> QPen:
    return QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
