"""Words and grounds inside sheets: labels in the theme's colours, wells, hairlines, scrolled columns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from octavo.gui.controls import strokes
from octavo.gui.controls.scrolling import FloatingScrollBar, scroll_bare
from octavo.gui.text import PlainLabel
from octavo.gui.theme import Theme

#: Design px that words in several lines take at least; letters that are measured whole before they are broken.
_NARROWEST = 96
_SHORT = 80


class Label(PlainLabel):
    """Plain words in one step of the type scale and one colour role, aligned with the interface's side.

    `end` puts them at the trailing edge, `centred` in the middle; `wrap` lets them take several lines,
    which stand at the top of their room unless `middle`. `prose` stands on the side of its own script. `names` is the
    field beside it: a screen reader says the words with that, and not as part of the sheet.
    """

    def __init__(
        self, theme: Theme, words: str = "", font: str = "body", role: str = "text", *, wrap: bool = False,
        end: bool = False, centred: bool = False, middle: bool = False, prose: bool = False,
        names: QWidget | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._theme, self._token, self._role = theme, font, role
        self._end, self._centred, self._middle, self._prose = end, centred, middle, prose
        self._broken_for: tuple[object, ...] = ()
        self._layout = QTextLayout()
        super().__init__(words, parent)
        self.setWordWrap(wrap)
        if names is not None:
            self.setBuddy(names)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        theme.changed.connect(self._refresh)
        self._refresh()

    def set_role(self, role: str) -> None:
        """Take another colour role."""
        self._role = role
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def heightForWidth(self, width: int) -> int:
        # Qt sets lines as closely as the face allows; those of the type scale have air between them.
        return self._height(self._lines(width)) if self._paints_lines() else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self.heightForWidth(hint.width())) if self._paints_lines() else hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        # A word that is longer goes on in the next line: it must not widen what it stands in.
        narrow = min(hint.width(), self._theme.px(_NARROWEST))
        return QSize(narrow, self._height(1)) if self._paints_lines() else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._paints_lines():
            super().paintEvent(event)
            return
        painter, tall, layout = QPainter(self), self._theme.line(self._token), self._broken(self.width())
        painter.setPen(getattr(self._theme.tokens, self._role if self.isEnabled() else "disabled"))
        metrics, area = QFontMetricsF(self.font()), self.contentsRect()
        if self._centred or self._middle:
            area.adjust(0, max(0, (area.height() - layout.lineCount() * tall) // 2), 0, 0)
        for number in range(layout.lineCount()):
            line, room = layout.lineAt(number), QRectF(0, area.top() + number * tall, area.width(), tall)
            foot = strokes.baseline(room, metrics)
            line.draw(painter, QPointF(area.left(), foot - line.ascent() - line.y()))

    def _height(self, lines: int) -> int:
        margins = self.contentsMargins()
        return lines * self._theme.line(self._token) + margins.top() + margins.bottom()

    def _lines(self, width: int) -> int:
        words, margins = self.text(), self.contentsMargins()
        # A layout asks for many widths, and most labels are a few words.
        short = len(words) <= _SHORT and "\n" not in words
        if short and self._theme.width(words, self._token) < width - margins.left() - margins.right():
            return 1
        return self._broken(width).lineCount()

    def _paints_lines(self) -> bool:
        return self.wordWrap() and self.textInteractionFlags() == Qt.TextInteractionFlag.LinksAccessibleByMouse

    def _broken(self, width: int) -> QTextLayout:
        """The words in lines of this width, on the side where they belong."""
        words, margins = self.text(), self.contentsMargins()
        width = max(0, width - margins.left() - margins.right())
        asked = (words, width, self.font().key(), self.alignment())
        if asked == self._broken_for:
            return self._layout
        layout = QTextLayout(words.replace("\n", "\u2028"), self.font())
        option = QTextOption(self.alignment() & ~Qt.AlignmentFlag.AlignVertical_Mask)
        option.setTextDirection(strokes.direction_of(words))
        if self._prose:
            option.setAlignment(strokes.leading(option.textDirection() == Qt.LayoutDirection.RightToLeft))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        self._broken_for, self._layout = asked, layout
        return layout

    def _refresh(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, getattr(self._theme.tokens, self._role))
        self.setPalette(palette)
        self.setFont(self._theme.font(self._token))
        if not self.wordWrap():
            # A fixed height: a fallback face for another script must not move the layout.
            self.setFixedHeight(self._theme.line(self._token))
        self._align()

    def _align(self) -> None:
        # A label follows the direction of its text; a sheet's words keep to the side of the interface.
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl != self._end else Qt.AlignmentFlag.AlignLeft
        if self._centred:
            self.setAlignment(Qt.AlignmentFlag.AlignCenter)
            return
        down = Qt.AlignmentFlag.AlignTop if self.wordWrap() and not self._middle else Qt.AlignmentFlag.AlignVCenter
        self.setAlignment(side | down | Qt.AlignmentFlag.AlignAbsolute)


class Well(QWidget):
    """A rounded ground in one colour role, for what belongs together. Decoration: it takes no focus."""

    def __init__(self, theme: Theme, role: str = "sidebar", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._role = theme, role

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = getattr(self._theme.tokens, self._role)
        strokes.box(QPainter(self), QRect(self.rect()), self._theme.px(8), ground)


class Hairline(QWidget):
    """A line one device-independent pixel thick; `upright` makes it stand."""

    def __init__(self, theme: Theme, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        strokes.hairline(QPainter(self), self.rect(), self._theme.raised_line)


class Glyph(QWidget):
    """An icon standing alone. Decoration: the words beside it say the same.

    `beside` names the type of words whose first line it stands in the middle of.
    """

    def __init__(
        self, theme: Theme, name: str, role: str = "text2", size: int = 16, *, beside: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._name, self._role, self._size, self._beside = theme, name, role, size, beside
        theme.resized.connect(self._refresh)
        self._refresh()

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pixmap = self._theme.pixmap(self._name, self._role, self._size, strokes.ratio_of(painter))
        mirrored = self._name in strokes.POINTING and self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        strokes.picture(painter, self.rect(), pixmap, mirrored=mirrored)

    def _refresh(self) -> None:
        side = self._theme.px(self._size)
        self.setFixedSize(side, max(side, self._theme.line(self._beside)) if self._beside else side)
        self.update()


class Column(QScrollArea):
    """A column that scrolls when it is higher than its room."""

    def __init__(self, theme: Theme, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_bare(self, content)
        FloatingScrollBar.attach(self, theme)

    def minimumSizeHint(self) -> QSize:
        # Whatever the content needs across, it can always be scrolled down.
        return QSize(self._content.minimumSizeHint().width(), 0)
