"""The preferences window: separate, not modal, every change in effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from octavo.gui.actions import Actions
from octavo.gui.choices import Choices
from octavo.gui.controls.focus import next_in
from octavo.gui.controls.pages import Pages
from octavo.gui.preferences.appearance import AppearancePage
from octavo.gui.preferences.cards import Page
from octavo.gui.preferences.citations import CitationsPage
from octavo.gui.preferences.feeds import FeedsPage
from octavo.gui.preferences.general import GeneralPage
from octavo.gui.preferences.keyboard import KeyboardPage
from octavo.gui.preferences.library import LibraryPage
from octavo.gui.preferences.navigation import Navigation
from octavo.gui.theme import Theme
from octavo.library.followed import Subscription
from octavo.settings import PREFERENCES_PAGE

_SIZE: Final = (840, 640)
_SMALLEST: Final = (400, 320)
_WORDS_FROM: Final = 620
"""Design px of width from which the pages are named beside their icons."""

_PAGES: Final = (
    ("general", "General", "settings"),
    ("appearance", "Appearance", "palette"),
    ("feeds", "Feeds and import", "rss"),
    ("citations", "Citations", "quote"),
    ("keyboard", "Keyboard", "keyboard"),
    ("library", "Library", "hard-drive"),
)


class Preferences(QWidget):
    """Opens on the page shown last. Esc closes it; `closed` tells so.

    No dialog: a screen reader would begin with every sentence on the page.
    """

    closed = Signal()
    back_up_clicked = Signal()
    check_clicked = Signal()
    every_chosen = Signal(int, int)

    def __init__(self, theme: Theme, choices: Choices, actions: Actions, library: Path, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._theme, self._choices = theme, choices
        self.setWindowTitle("Preferences")
        self.setAccessibleName("Preferences")
        # A page is made when it is first shown: 80 rows of keys are not needed to change the text size.
        self._makers: dict[str, Callable[[], Page]] = {
            "general": lambda: GeneralPage(theme, choices),
            "appearance": lambda: AppearancePage(theme, choices),
            "feeds": self._make_feeds,
            "citations": lambda: CitationsPage(theme, choices),
            "keyboard": lambda: KeyboardPage(theme, choices, actions),
            "library": lambda: self._make_library(library),
        }
        self._pages: dict[str, Page] = {}
        self._feeds: Sequence[Subscription] = ()
        self.navigation = Navigation(theme, _PAGES)
        self._stack = Pages()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self._stack, 1)
        self.navigation.chosen.connect(self._turn_to)
        theme.resized.connect(self._measure)
        self._measure()
        self.resize(self._fitting_size())

    def show_page(self, name: str = "") -> None:
        """Show the window, in front, on this page or on the one shown last."""
        wanted = name or self._choices.get(PREFERENCES_PAGE)
        page = wanted if wanted in self._makers else _PAGES[0][0]
        self.navigation.choose(page)
        self._turn_to(page)
        if self.isVisible() and not self.isActiveWindow():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
            self.raise_()
        self.show()
        self.activateWindow()
        self.navigation.items[page].setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())

    def page_named(self, name: str) -> Page:
        """The page of that name, made at need."""
        if name not in self._pages:
            page = self._pages[name] = self._makers[name]()
            self._stack.addWidget(page)
        return self._pages[name]

    def show_feeds(self, feeds: Sequence[Subscription]) -> None:
        """The feeds followed, for their page."""
        self._feeds = feeds
        page = self._pages.get("feeds")
        if isinstance(page, FeedsPage):
            page.show_feeds(feeds)

    def tell(self, sentence: str) -> None:
        """Say what came of a copy or a check of the library."""
        page = self._pages.get("library")
        if isinstance(page, LibraryPage):
            page.tell(sentence)

    def focusNextPrevChild(self, next: bool) -> bool:
        # Qt's own ring goes backwards into the first of a set of radio buttons, whichever is chosen.
        step = next_in(self, QApplication.focusWidget(), forward=next, as_read=True)
        if step is not None:
            step.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return step is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Close):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.list_)

    def _turn_to(self, name: str) -> None:
        self._stack.setCurrentWidget(self.page_named(name))
        self._choices.set(PREFERENCES_PAGE, name)

    def _make_feeds(self) -> FeedsPage:
        page = FeedsPage(self._theme, self._choices)
        page.every_chosen.connect(self.every_chosen)
        page.show_feeds(self._feeds)
        return page

    def _make_library(self, file: Path) -> LibraryPage:
        page = LibraryPage(self._theme, self._choices, file)
        page.back_up_clicked.connect(self.back_up_clicked)
        page.check_clicked.connect(self.check_clicked)
        return page

    def _fitting_size(self) -> QSize:
        px, room = self._theme.px, self.screen().availableGeometry().size()
        return QSize(px(_SIZE[0]), px(_SIZE[1])).boundedTo(room)

    def _measure(self) -> None:
        # At twice the text size the window still has to fit the screen.
        px, room = self._theme.px, self.screen().availableGeometry().size()
        self.setMinimumSize(QSize(px(_SMALLEST[0]), px(_SMALLEST[1])).boundedTo(room))
        self.navigation.set_wide(self.width() >= self._theme.px(_WORDS_FROM))
        self.update()
