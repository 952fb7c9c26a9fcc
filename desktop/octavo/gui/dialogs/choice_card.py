"""One of several to choose from, with more to say than a radio button has room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from octavo.gui.controls.margins import set_margins
from octavo.gui.controls.strokes import box, dot, placed, ring
from octavo.gui.dialogs.labels import Glyph, Label
from octavo.gui.theme import Theme


class ChoiceCard(QRadioButton):
    """A radio button drawn as a card. `add_words` and `add_sign` fill it from above; all of it can be clicked."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self.toggled.connect(self._share_focus)
        self._share_focus(False)
        theme.resized.connect(self._measure)
        self._measure()

    def add_words(self, words: str, font: str = "body", role: str = "text") -> None:
        """A line or more of words."""
        self._column.insertWidget(self._last, self._silent(Label(self._theme, words, font, role, wrap=True)))

    def add_sign(self, icon: str, tone: str, words: str) -> None:
        """Words after an icon that says the same as its colour."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(6))
        row.addWidget(self._silent(Glyph(self._theme, icon, tone, 14, beside="caption")), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._silent(Label(self._theme, words, "caption", "text2", wrap=True)), 1)
        self._column.insertLayout(self._last, row)

    def add_space(self, height: int) -> None:
        """Part what comes next from what is there."""
        self._column.insertSpacing(self._last, self._theme.px(height))

    @property
    def _last(self) -> int:
        """Before the stretch, which takes the room a higher neighbour makes."""
        return self._column.count() - 1

    def sizeHint(self) -> QSize:
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        width = self._column.totalMinimumSize().width()
        return QSize(width, self._column.totalHeightForWidth(max(width, self.width())))

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens, px = QPainter(self), self._theme.tokens, self._theme.px
        ground = tokens.sel if self.isChecked() else tokens.hover if self.underMouse() else tokens.field
        box(painter, self.rect(), px(8), ground, tokens.mark if self.isChecked() else tokens.line_strong)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        mark = placed(self.rect(), QRect(px(12), px(12), px(16), px(16)), mirrored)
        if self.isChecked():
            dot(painter, mark, tokens.accent)
            inset = px(5)
            dot(painter, mark.adjusted(inset, inset, -inset, -inset), tokens.on_accent)
        else:
            box(painter, mark, mark.height() / 2, tokens.field, tokens.control)
        if self.hasFocus():
            ring(painter, self.rect(), px(8), tokens.mark)

    def _silent(self, part: QWidget) -> QWidget:
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return part

    def _share_focus(self, on: bool) -> None:
        # Tab stops once, at the choice made; the arrows go on from there.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def _measure(self) -> None:
        px = self._theme.px
        set_margins(self._column, self, px(40), px(10), px(12), px(10))
        self._column.setSpacing(px(4))
        self.updateGeometry()
        self.update()


def tell_in_full(card: ChoiceCard, parts: Sequence[str]) -> None:
    """What a screen reader says of a card."""
    card.setAccessibleName(". ".join(part.strip().rstrip(".") for part in parts if part.strip()))
