"""The small fixed words of the reading pane: one painted line, a hairline, a row that wraps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from octavo.gui.controls.strokes import elided, hairline, picture, placed, ratio_of, write
from octavo.gui.text import PlainLabel, plain, plain_tip
from octavo.gui.theme import Theme


class Line(PlainLabel):
    """One line of words in a step of the type scale, cut with an ellipsis; an icon may lead it.

    Its height is the step's, whatever script the words are in. What was cut is in the tool tip.
    """

    def __init__(
        self, theme: Theme, words: str = "", token: str = "body", role: str = "text", *, icon: str = "",
        centred: bool = False, trailing: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._theme, self._token, self._role, self._icon = theme, token, role, icon
        super().__init__(words, parent)
        self._align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeading
        if trailing:
            self._align = Qt.AlignmentFlag.AlignTrailing
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._refresh)

    def setText(self, words: str) -> None:
        super().setText(words)
        self._tell_cut()
        self.updateGeometry()

    def set_icon(self, icon: str) -> None:
        """Lead the words with another icon; "" for none."""
        self._icon = icon
        self._refresh()

    def sizeHint(self) -> QSize:
        width = round(self._theme.width(self.text(), self._token) + 0.5)
        return QSize(width + self._lead(), self._theme.line(self._token))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(24), self._theme.line(self._token))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        font, area = theme.font(self._token), self.rect()
        if self._icon:
            side = theme.px(14)
            spot = placed(area, QRect(0, (area.height() - side) // 2, side, side), mirrored)
            picture(painter, spot, theme.pixmap(self._icon, self._role, 14, ratio_of(painter)))
        words = placed(area, area.adjusted(self._lead(), 0, 0, 0), mirrored)
        shown = self.text()
        if theme.width(shown, self._token) > words.width() + 0.5:
            shown = elided(shown, theme.metrics(self._token), words.width() + 0.5)
        write(painter, words, shown, font, getattr(theme.tokens, self._role), self._align, mirrored=mirrored)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_cut()

    def _tell_cut(self) -> None:
        cut = self.text() if self.sizeHint().width() > self.width() else ""
        self.setToolTip(plain_tip(cut))
        # Without a description a screen reader is given the tip, markup and all.
        self.setAccessibleDescription(cut)

    def _lead(self) -> int:
        return self._theme.px(20) if self._icon else 0

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()


class Rule(QWidget):
    """A hairline between two parts. Decoration."""

    def __init__(self, theme: Theme, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._upright = upright
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Fixed if upright else policy.Expanding, policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(1, self._theme.px(20)) if self._upright else QSize(1, 1)

    def height_for(self, width: int) -> int:
        """One px."""
        return 1

    def paintEvent(self, event: QPaintEvent) -> None:
        hairline(QPainter(self), self.rect(), self._theme.tokens.line)


class Flow(QWidget):
    """Widgets of one height side by side that wrap where the column ends; mirrored where the window is."""

    def __init__(self, theme: Theme, *, gap: int = 8, height: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._gap, self._row = theme, gap, height
        self._members: list[QWidget] = []

    def hold(self, members: Sequence[QWidget]) -> None:
        """Show these, in this order, instead of those before, which are deleted."""
        before, self._members = self._members, list(members)
        for each in self._members:
            each.setParent(self)
            each.show()
        self._hand_keyboard_on(before)
        for old in before:
            old.hide()
            old.deleteLater()
        self._place(self.width())

    @property
    def members(self) -> list[QWidget]:
        """What it shows, in order."""
        return list(self._members)

    def _hand_keyboard_on(self, before: list[QWidget]) -> None:
        """What comes in the place of a member that has the keyboard gets it: else it would go to anywhere."""
        at = next((at for at, old in enumerate(before) if old.hasFocus()), -1)
        if at >= 0 and self._members:
            self._members[min(at, len(self._members) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def height_for(self, width: int) -> int:
        """The height the rows take at `width`."""
        rows = len(self._rows(width))
        return rows * self._theme.px(self._row) + max(0, rows - 1) * self._theme.px(8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def _rows(self, width: int) -> list[list[tuple[QWidget, int]]]:
        rows: list[list[tuple[QWidget, int]]] = []
        used = width + 1
        for each in self._members:
            # A pane about to be shown is a few px wide for a moment, its column less than none.
            wanted = max(0, min(width, each.sizeHint().width()))
            if not rows or used + wanted > width:
                rows.append([])
                used = 0
            rows[-1].append((each, wanted))
            used += wanted + self._theme.px(self._gap)
        return rows

    def _place(self, width: int) -> None:
        px, mirrored = self._theme.px, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        bounds = QRect(0, 0, width, self.height())
        for number, row in enumerate(self._rows(width)):
            top, left = number * px(self._row + 8), 0
            for each, wanted in row:
                high = min(px(self._row), each.sizeHint().height())
                rect = QRect(left, top + (px(self._row) - high) // 2, wanted, high)
                each.setGeometry(placed(bounds, rect, mirrored))
                left += wanted + px(self._gap)


def sentence_of(parts: Sequence[str]) -> str:
    """Parts of a meta line with a middle dot between them; empty ones are left out."""
    return "  ·  ".join(plain(part, 300) for part in parts if part)
