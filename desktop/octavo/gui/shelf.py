"""Where the sidebar stands: beside the list in a wide window, slid over it with a scrim in a narrow one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from octavo.gui.controls.ghost import Passage, clear_picture
from octavo.gui.controls.strokes import hairline
from octavo.gui.motion import SIDEBAR
from octavo.gui.theme import Theme

if TYPE_CHECKING:
    from octavo.gui.sidebar.widget import Sidebar


class Shelf(QWidget):
    """Holds the sidebar in the splitter. While it `slides` it may be narrower than the sidebar, which then is cut."""

    def __init__(self, theme: Theme, sidebar: Sidebar) -> None:
        super().__init__()
        self._theme, self._sidebar = theme, sidebar
        self._slides_at = 0
        sidebar.setParent(self)

    def slide(self, width: int) -> None:
        """Let the sidebar keep this width whatever room there is; 0 ends that."""
        self._slides_at = width
        self.setMinimumWidth(0 if width else self._theme.px(180))
        self._settle()

    def put(self) -> None:
        """Take the sidebar back from where it was slid to."""
        self._sidebar.setParent(self)
        self._sidebar.show()
        self._settle()

    def sizeHint(self) -> QSize:
        return self._sidebar.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        if self._sidebar.parentWidget() is self:
            width = max(self.width(), self._slides_at)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self._sidebar.setGeometry(0 if mirrored else self.width() - width, 0, width, self.height())


class SlidSidebar(QWidget):
    """The sidebar over the panes of a narrow window. A choice, Esc, a press beside it or other focus puts it away."""

    def __init__(self, theme: Theme, shelf: Shelf, sidebar: Sidebar, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._shelf, self._sidebar, self._host = theme, shelf, sidebar, over
        self._focus_before: QWidget | None = None
        self.hide()
        sidebar.place_entered.connect(self.put_away)
        sidebar.tree.clicked.connect(self.put_away)
        over.installEventFilter(self)
        theme.resized.connect(self._settle)

    def open(self) -> None:
        """Slide the sidebar in and give it the keyboard."""
        if self.isVisible():
            return
        self._focus_before = QApplication.focusWidget()
        self._settle()
        passage = self._passage(going=False)
        self._sidebar.setParent(self)
        self._sidebar.show()
        self._settle()
        self.show()
        self.raise_()
        self._sidebar.focus_places()
        passage.come()
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def put_away(self) -> bool:
        """Slide it out; the focus goes back to where it was. Answers whether it was open."""
        if not self.isVisible():
            return False
        QApplication.instance().focusChanged.disconnect(self._follow_focus)  # type: ignore[union-attr]
        passage = self._passage(going=True)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        before, self._focus_before = self._focus_before, None
        self.hide()
        self._shelf.put()
        passage.go()
        if had_focus and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.put_away()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._theme.tokens
        painter.fillRect(self.rect(), tokens.scrim)
        bar = self._bar()
        edge = bar.left() - 1 if self._mirrored() else bar.right() + 1
        hairline(painter, QRect(edge, 0, 1, self.height()), tokens.line_strong)

    def _passage(self, *, going: bool) -> Passage:
        bar = self._bar()
        slide = QPoint(bar.width() if self._mirrored() else -bar.width(), 0)
        return Passage(
            self._theme.motion, SIDEBAR, self._host, bar, partial(clear_picture, self._sidebar),
            going=going, scrim=self._theme.tokens.scrim, slide=slide,
        )  # fmt: skip

    def _bar(self) -> QRect:
        host = self._host.rect()
        width = min(self._theme.px(240), host.width() - self._theme.px(56))
        return QRect(host.width() - width if self._mirrored() else 0, 0, width, host.height())

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self.isAncestorOf(now) and now.window() is self.window():
            self.put_away()

    def _settle(self) -> None:
        self.setGeometry(self._host.rect())
        if self._sidebar.parentWidget() is self:
            self._sidebar.setGeometry(self._bar())
