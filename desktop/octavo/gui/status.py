"""The strip at the foot of the window: one activity with Stop, or where things stand; counts on the right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from octavo.gui.controls.buttons import IconButton
from octavo.gui.controls.progress import ProgressBar, Spinner
from octavo.gui.controls.strokes import hairline
from octavo.gui.reader.labels import Line
from octavo.gui.theme import Theme
from octavo.records import Progress


class StatusStrip(QWidget):
    """28 px high. `stop_clicked`: the person stops the activity shown."""

    stop_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = "Library saved"
        self.setAccessibleName("Status")
        self._spinner = Spinner(theme)
        self._bar = ProgressBar(theme)
        self._left, self._right = Line(theme, "", "caption", "text2"), Line(theme, "", "caption", "text2")
        self._stop = IconButton(theme, "x", "Stop", size=24)
        self._stop.clicked.connect(self.stop_clicked)
        row = self._row = QHBoxLayout(self)
        row.setSpacing(theme.px(8))
        # Keeps the place of the sign that is painted at rest, on whichever side lines begin.
        self._sign = QWidget()
        for part in (self._sign, self._spinner, self._left, self._bar, self._stop):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._right)
        theme.resized.connect(self._dress)
        self._dress()
        self.show_rest("Library saved")

    def show_rest(self, words: str, *, trouble: bool = False) -> None:
        """Nothing runs: say where things stand, or what went wrong."""
        self._left.setText(words)
        self._at_rest, self._trouble = True, trouble
        self._sign.show()
        for part in (self._spinner, self._bar, self._stop):
            part.hide()
        self.update()

    def show_progress(self, progress: Progress) -> None:
        """An activity runs: its words, how far it is, and a way to stop it."""
        counted = f", {progress.done:,} of {progress.total:,}" if progress.total else ""
        self._left.setText(f"{progress.words}{counted}")
        self._bar.set_progress(progress.done, progress.total)
        self._at_rest = False
        self._sign.hide()
        for part in (self._spinner, self._bar, self._stop):
            part.show()
        self.update()

    def show_counts(self, words: str) -> None:
        self._right.setText(words)

    @property
    def counts(self) -> str:
        """What stands on the right."""
        return self._right.text()

    @property
    def troubled(self) -> bool:
        """Does it say what went wrong?"""
        return self._at_rest and self._trouble

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.tokens.sidebar)
        hairline(painter, QRect(0, 0, self.width(), 1), theme.tokens.line)
        if self._at_rest:
            side = theme.px(14)
            spot = QRect(self._sign.x(), (self.height() - side) // 2, side, side)
            name, role = ("triangle-alert", "warn") if self.troubled else ("circle-check", "text3")
            painter.drawPixmap(spot, theme.pixmap(name, role, 14, self.devicePixelRatioF()))

    def _dress(self) -> None:
        theme = self._theme
        self.setFixedHeight(theme.px(28))
        self._row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self._sign.setFixedWidth(theme.px(14))
        self._bar.setFixedWidth(theme.px(96))
        self.update()
