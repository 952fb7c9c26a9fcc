"""The large buttons of pages without a paper: an icon, words, a line beneath, keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from octavo.gui.controls.keycap import keys_width, paint_keys
from octavo.gui.controls.strokes import box, elided, picture, placed, ratio_of, ring, write
from octavo.gui.controls.wrapping import lines_of
from octavo.gui.theme import Theme


class CardButton(QPushButton):
    """A push button as wide as its column; with `about` it is 72 high and its icon lies on a tile, else 40 high."""

    def __init__(
        self, theme: Theme, icon: str, words: str, about: str = "", *, keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._theme, self._icon_name, self._about, self._keys = theme, icon, about, keys
        self.setAccessibleDescription(about)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._refresh)

    def follow(self, action: QAction) -> None:
        """Run `action` when clicked, enabled as it is, with its key of the moment."""

        def take_after() -> None:
            self.setEnabled(action.isEnabled())
            self._keys = action.shortcut().toString().replace("+", " ")
            self.update()

        self.clicked.connect(lambda: action.trigger())
        action.changed.connect(take_after)
        take_after()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(72 if self._about else 40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        tokens, area = theme.tokens, self.rect()
        pressed = tokens.press if self.isDown() else tokens.hover if self._hovered() else tokens.raised
        box(painter, area, px(10 if self._about else 8), pressed, tokens.line_strong if self._about else tokens.line)
        if self._about:
            self._paint_tall(painter, area)
        else:
            self._paint_short(painter, area)
        if self.hasFocus():
            ring(painter, area, px(10 if self._about else 8), tokens.mark)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _paint_short(self, painter: QPainter, area: QRect) -> None:
        px = self._theme.px
        ink = self._theme.tokens.text if self.isEnabled() else self._theme.tokens.disabled
        spot = placed(area, QRect(px(12), 0, px(16), area.height()), self._mirrored())
        picture(painter, spot, self._theme.coloured_pixmap(self._icon_name, ink, 16, ratio_of(painter)))
        self._paint_words(painter, area, QRect(px(40), 0, 0, area.height()), self.text(), "body_strong", ink)
        self._paint_caps(painter, area)

    def _paint_tall(self, painter: QPainter, area: QRect) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        chosen = self.hasFocus()
        tile = placed(area, QRect(px(16), (area.height() - px(40)) // 2, px(40), px(40)), self._mirrored())
        box(painter, tile, px(8), tokens.accent_soft if chosen else tokens.sidebar)
        role = tokens.link if chosen else tokens.text2
        picture(painter, tile, self._theme.coloured_pixmap(self._icon_name, role, 20, ratio_of(painter)))
        lines = lines_of(self._about, self._theme.font("body"), self._words_width(area, px(72)), 2)
        # Two lines lie closer, so that the card keeps its height.
        pitch = px(20 if len(lines) == 1 else 17)
        top = (area.height() - px(22) - pitch * len(lines)) // 2
        self._paint_words(painter, area, QRect(px(72), top, 0, px(20)), self.text(), "row_unread", tokens.text)
        for number, line in enumerate(lines):
            spot = QRect(px(72), top + px(21) + number * pitch, 0, pitch)
            self._paint_words(painter, area, spot, line, "body", tokens.text2)
        self._paint_caps(painter, area)

    def _paint_words(self, painter: QPainter, area: QRect, spot: QRect, words: str, token: str, ink: QColor) -> None:
        font = self._theme.font(token)
        spot.setWidth(self._words_width(area, spot.left()))
        shown = elided(words, QFontMetricsF(font), spot.width())
        write(painter, placed(area, spot, self._mirrored()), shown, font, ink, mirrored=self._mirrored())

    def _words_width(self, area: QRect, left: int) -> int:
        return max(0, area.width() - left - self._caps_width() - self._theme.px(12))

    def _paint_caps(self, painter: QPainter, area: QRect) -> None:
        if not self._keys:
            return
        width = keys_width(self._theme, self._keys)
        spot = QRect(area.width() - width - self._theme.px(16 if self._about else 12), 0, width, area.height())
        paint_keys(painter, placed(area, spot, self._mirrored()), self._theme, self._keys, mirrored=self._mirrored())

    def _caps_width(self) -> int:
        return keys_width(self._theme, self._keys) + self._theme.px(16) if self._keys else 0

    def _hovered(self) -> bool:
        return self.isEnabled() and self.underMouse()

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()
