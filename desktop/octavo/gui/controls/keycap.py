"""The keycaps: keys painted as small caps, inside buttons and alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from octavo.gui.controls.strokes import box, picture, placed, ratio_of, write
from octavo.gui.theme import Theme

_PICTURES = {"Enter": "corner-down-left", "Return": "corner-down-left"}
_SIGNS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def keys_width(theme: Theme, keys: str) -> int:
    """The px that `keys` ("Ctrl K", "G I", "Enter") take as caps."""
    widths = [_cap_width(theme, key) for key in keys.split()]
    return sum(widths) + theme.px(2) * max(0, len(widths) - 1)


def paint_keys(
    painter: QPainter, rect: QRect, theme: Theme, keys: str, *, mirrored: bool = False, ground: str = "plain"
) -> None:
    """The caps of `keys` from the leading edge of `rect`, centred on its height.

    Mirrored, they stand at the right and still read from left to right: "Ctrl V" is pressed in that order. `ground`
    is what they lie on: "plain", "accent" (a primary button), "off" (a button that is) or "toast".
    """
    side, ratio = theme.px(18), ratio_of(painter)
    x = rect.right() + 1 - keys_width(theme, keys) if mirrored else rect.left()
    for key in keys.split():
        width = _cap_width(theme, key)
        painter.drawPixmap(x, rect.top() + (rect.height() - side) // 2, _cap(theme, key, ground, ratio))
        x += width + theme.px(2)


def _cap_width(theme: Theme, key: str) -> int:
    if key in _PICTURES:
        return theme.px(18)
    return max(theme.px(18), round(theme.width(_SIGNS.get(key, key), "keycap")) + theme.px(8))


def _cap(theme: Theme, key: str, ground: str, ratio: float) -> QPixmap:
    def size() -> QSize:
        return QSize(_cap_width(theme, key), theme.px(18))

    def paint(painter: QPainter, area: QRect) -> None:
        _paint_cap(painter, area, theme, key, ground)

    return theme.pictures.of(("keycap", key, ground), ratio, size, paint)


def _paint_cap(painter: QPainter, cap: QRect, theme: Theme, key: str, ground: str) -> None:
    fill, edge, ink = _colours(theme, ground)
    box(painter, cap, theme.px(4), fill, edge)
    if key in _PICTURES:
        picture(painter, cap, theme.coloured_pixmap(_PICTURES[key], ink, 12, ratio_of(painter)))
    else:
        write(painter, cap, _SIGNS.get(key, key), theme.font("keycap"), ink, Qt.AlignmentFlag.AlignHCenter)


def _colours(theme: Theme, ground: str) -> tuple[QColor, QColor, QColor]:
    tokens = theme.tokens
    if ground == "plain":
        return tokens.sidebar, tokens.line_strong, tokens.text2
    if ground == "off":
        return QColor(Qt.GlobalColor.transparent), tokens.line_strong, tokens.disabled
    ink = tokens.on_accent if ground == "accent" else tokens.toast_text
    fill, edge = QColor(ink), QColor(ink)
    fill.setAlphaF(0.16)
    edge.setAlphaF(0.3)
    return fill, edge, ink


class KeyHint(QWidget):
    """Keys standing alone, with the words they mean beside them ("J" Next). Decoration: it takes no focus."""

    def __init__(self, theme: Theme, keys: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._refresh)

    def set_keys(self, keys: str) -> None:
        """Show other keys."""
        self._keys = keys
        self._refresh()

    def sizeHint(self) -> QSize:
        width = keys_width(self._theme, self._keys)
        if self._words:
            width += self._theme.px(6) + round(self._theme.width(self._words, "caption")) + 1
        return QSize(width, self._theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = QRect(self.rect())
        caps = keys_width(self._theme, self._keys)
        paint_keys(painter, placed(area, QRect(0, 0, caps, area.height()), mirrored), self._theme, self._keys)
        if self._words:
            left = caps + self._theme.px(6)
            words = placed(area, QRect(left, 0, area.width() - left, area.height()), mirrored)
            tokens = self._theme.tokens
            write(painter, words, self._words, self._theme.font("caption"), tokens.text2, mirrored=mirrored)

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()
