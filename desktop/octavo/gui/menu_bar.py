"""The menu bar where no system shows it: hidden until F10, or Alt pressed and released alone, asks for it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

_ENDS_ALT = (
    QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.Shortcut, QEvent.Type.WindowDeactivate,
    QEvent.Type.ApplicationStateChange,
)  # fmt: skip


class HiddenMenuBar(QObject):
    """Shows the window's menu bar with the keyboard in it, and hides it again when the keyboard leaves.

    A native menu bar is the system's own and stays as it is.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bar = window.menuBar()
        self._alt = False
        self._follows_menus = False
        self._bar.setNativeMenuBar(True)
        if not self._bar.isNativeMenuBar():
            self._bar.hide()
            window.installEventFilter(self)
            self._bar.installEventFilter(self)

    def show(self) -> None:
        """Show it and put the keyboard on its first menu."""
        self._follow_menus()
        self._bar.show()
        # Only Qt itself can start the keyboard mode of a menu bar; Alt pressed and released is how one asks for it.
        # A key event of a modifier tells its modifiers as they were before.
        before, down = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
        for kind, held in ((QEvent.Type.ShortcutOverride, before), (QEvent.Type.KeyRelease, down)):
            QCoreApplication.sendEvent(self._window, QKeyEvent(kind, Qt.Key.Key_Alt, held))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._bar:
            # When the keyboard goes into one of the menus, the bar has not been left.
            if event.type() in (QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate):
                QTimer.singleShot(0, self, self._hide_if_left)
            return False
        if self._alt and event.type() in _ENDS_ALT:
            self._wait_for_release(False)
        if isinstance(event, QKeyEvent) and not self._bar.isVisible():
            return self._hear(watched, event)
        return False

    def _hear(self, watched: QObject, event: QKeyEvent) -> bool:
        kind, alone = event.type(), not event.modifiers() & ~Qt.KeyboardModifier.AltModifier
        if self._alt and event.key() != Qt.Key.Key_Alt:
            self._wait_for_release(False)
        if kind == QEvent.Type.KeyPress and watched is self._window and not event.isAutoRepeat():
            if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self.show()
                return True
            if event.key() == Qt.Key.Key_Alt and alone:
                self._wait_for_release(True)
        elif kind == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Alt and self._alt:
            self._wait_for_release(False)
            self.show()
            return True
        return False

    def _wait_for_release(self, on: bool) -> None:
        """While Alt is down, anything else that happens anywhere means that it was not pressed alone."""
        app = QApplication.instance()
        if on != self._alt and app is not None:
            self._alt = on
            if on:
                app.installEventFilter(self)
            else:
                app.removeEventFilter(self)

    def _follow_menus(self) -> None:
        for action in self._bar.actions() if not self._follows_menus else []:
            menu = action.menu()
            if isinstance(menu, QMenu):
                menu.aboutToHide.connect(self._hide_soon)
        self._follows_menus = True

    def _hide_if_left(self) -> None:
        if not self._bar.hasFocus() and not isinstance(QApplication.activePopupWidget(), QMenu):
            self._bar.hide()

    def _hide_soon(self) -> None:
        QTimer.singleShot(0, self, self._hide_if_left)
