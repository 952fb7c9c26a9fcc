"""Words and grounds inside sheets: labels in the theme's colours, wells, hairlines, scrolled columns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from octavo.gui.controls import strokes
from octavo.gui.controls.scrolling import FloatingScrollBar
from octavo.gui.text import PlainLabel
from octavo.gui.theme import Theme


class Label(PlainLabel):
    """Plain words in one step of the type scale and one colour role, aligned with the interface's side.

    `end` puts them at the trailing edge, `centred` in the middle; `wrap` lets them take several lines,
    which stand at the top of their room unless `middle`.
    """

    def __init__(
        self, theme: Theme, words: str = "", font: str = "body", role: str = "text", *, wrap: bool = False,
        end: bool = False, centred: bool = False, middle: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._theme, self._token, self._role = theme, font, role
        self._end, self._centred, self._middle = end, centred, middle
        super().__init__(words, parent)
        self.setWordWrap(wrap)
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
        theme.changed.connect(self.update)

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
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.line)


class Glyph(QWidget):
    """An icon standing alone. Decoration: the words beside it say the same."""

    def __init__(
        self, theme: Theme, name: str, role: str = "text2", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._role, self._size = theme, name, role, size
        theme.changed.connect(self._refresh)
        self._refresh()

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pixmap = self._theme.pixmap(self._name, self._role, self._size, strokes.ratio_of(painter))
        strokes.picture(painter, self.rect(), pixmap)

    def _refresh(self) -> None:
        self.setFixedSize(self._theme.px(self._size), self._theme.px(self._size))
        self.update()


class Column(QScrollArea):
    """A column that scrolls when it is higher than its room."""

    def __init__(self, theme: Theme, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        FloatingScrollBar.attach(self, theme)

    def minimumSizeHint(self) -> QSize:
        # Whatever the content needs across, it can always be scrolled down.
        return QSize(self._content.minimumSizeHint().width(), 0)
