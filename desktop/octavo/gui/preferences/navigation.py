"""The pages of the preferences down the leading side: a list of radio buttons, of icons alone where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from octavo.gui.controls.strokes import box, elided, hairline, picture, placed, ratio_of, ring, write
from octavo.gui.text import plain_tip
from octavo.gui.theme import Theme

WIDE: Final = 208
NARROW: Final = 56


class Navigation(QWidget):
    """`chosen` carries the name of a page."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, pages: Sequence[tuple[str, str, str]]) -> None:
        """`pages` are name, words and icon of each."""
        super().__init__()
        self._theme = theme
        self._wide = True
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self.items: dict[str, _Item] = {}
        for name, words, icon in pages:
            item = self.items[name] = _Item(theme, words, icon)
            item.toggled.connect(lambda on, name=name: self.chosen.emit(name) if on else None)
            self._group.addButton(item)
            self._column.addWidget(item)
        self._column.addStretch(1)
        self.setAccessibleName("Pages")
        theme.resized.connect(self._measure)
        self._measure()

    def choose(self, name: str) -> None:
        """Go to a page."""
        self.items[name].setChecked(True)

    def set_wide(self, wide: bool) -> None:
        """Words beside the icons, or icons alone."""
        if wide != self._wide:
            self._wide = wide
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._theme.tokens
        painter.fillRect(self.rect(), tokens.sidebar)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        hairline(painter, placed(self.rect(), QRect(self.width() - 1, 0, 1, self.height()), mirrored), tokens.line)

    def _measure(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(16), px(12), px(16))
        self._column.setSpacing(px(2))
        self.setFixedWidth(px(WIDE if self._wide else NARROW) + 1)
        for item in self.items.values():
            item.setAccessibleDescription(item.text())
            item.setToolTip("" if self._wide else plain_tip(item.text()))
        self.update()


class _Item(QRadioButton):
    def __init__(self, theme: Theme, words: str, icon: str) -> None:
        super().__init__(words)
        self._theme, self._icon = theme, icon
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._measure)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(32), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, tokens = QPainter(self), self._theme, self._theme.px, self._theme.tokens
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.isChecked() or self.underMouse():
            box(painter, self.rect(), px(6), tokens.press if self.isChecked() else tokens.hover)
        if self.hasFocus():
            ring(painter, self.rect(), px(6), tokens.mark)
        spot = placed(self.rect(), QRect(px(8), 0, px(16), self.height()), mirrored)
        pixmap = theme.pixmap(self._icon, "link" if self.isChecked() else "text2", 16, ratio_of(painter))
        picture(painter, spot, pixmap)
        font = theme.font("body_strong" if self.isChecked() else "body")
        area = QRect(px(36), 0, self.width() - px(36 + 8), self.height())
        if area.width() > px(24):
            words = elided(self.text(), QFontMetricsF(font), area.width())
            write(painter, placed(self.rect(), area, mirrored), words, font, tokens.text, mirrored=mirrored)

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()
