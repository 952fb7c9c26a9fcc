"""Messages of the system when feeds bring papers; off unless the person wants them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from octavo.gui import words
from octavo.gui.choices import Choices
from octavo.gui.refreshing import Refreshing
from octavo.gui.theme import Theme
from octavo.settings import FEED_NOTICES


class Notices(QObject):
    """Says how many papers came while the window was not in front. An icon is in the tray only while they are on."""

    def __init__(self, choices: Choices, refreshing: Refreshing, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._choices, self._window, self._theme = choices, window, theme
        self._icon: QSystemTrayIcon | None = None
        refreshing.ended.connect(self._tell)
        choices.changed.connect(self._hear)

    def _tell(self, count: int) -> None:
        if not count or not self._choices.get(FEED_NOTICES) or self._window.isActiveWindow():
            return
        icon = self._shown_icon()
        if icon is not None:
            icon.showMessage("Octavo", f"{words.papers(count)} came by your feeds.", self._window.windowIcon())

    def _hear(self, name: str) -> None:
        if name == FEED_NOTICES.name and not self._choices.get(FEED_NOTICES) and self._icon is not None:
            self._icon.hide()
            self._icon = None

    def _shown_icon(self) -> QSystemTrayIcon | None:
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return None
        if self._icon is None:
            icon = self._window.windowIcon()
            self._icon = QSystemTrayIcon(icon if not icon.isNull() else self._theme.icon("rss"), self)
            self._icon.activated.connect(lambda _reason: self._come_forward())
            self._icon.messageClicked.connect(self._come_forward)
            self._icon.show()
        return self._icon

    def _come_forward(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
