"""One window a library: the one that has it can be asked by a second start to show itself and to take its files."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_log = logging.getLogger(__name__)
#: The door is needed when a second Octavo starts, never in the first moments of this one.
_OPENS_AFTER_MS: Final = 1_500
_ANSWER_MS: Final = 2_000
_MOST_BYTES: Final = 100_000


class Door(QObject):
    """Where a second start of Octavo knocks. `knocked` carries the files that it was to import."""

    knocked = Signal(list)

    def __init__(self, library: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._name = _name_of(library)
        self._later = QTimer(self, singleShot=True, interval=_OPENS_AFTER_MS)
        self._later.timeout.connect(self.open_now)
        self._listener: QLocalServer | None = None

    def open(self) -> None:
        """Listen, soon."""
        self._later.start()

    def open_now(self) -> None:
        """Listen. What a killed Octavo left of its door is taken away: the library is ours."""
        from PySide6.QtNetwork import QLocalServer

        if self._listener is not None:
            return
        QLocalServer.removeServer(self._name)
        server = self._listener = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        if not server.listen(self._name):
            _log.info("no second start can find this window: %s", server.errorString())

    def close(self) -> None:
        """Listen no more."""
        self._later.stop()
        if self._listener is not None:
            self._listener.close()
            self._listener.deleteLater()
            self._listener = None

    def _answer(self) -> None:
        socket = self._listener.nextPendingConnection() if self._listener is not None else None
        if socket is None:
            return

        def read() -> None:
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            elif socket.canReadLine():
                files = _files_in(bytes(socket.readLine().data()))
                socket.write(b"shown\n")
                socket.flush()
                self.knocked.emit(files)

        socket.readyRead.connect(read)
        socket.disconnected.connect(socket.deleteLater)
        read()


def knock(library: Path, files: Sequence[Path], then: Callable[[bool], object], parent: QObject) -> None:
    """Ask the window that has `library` to show itself and to import `files`; `then` is told whether it answered."""
    from PySide6.QtNetwork import QLocalSocket

    _let_it_come_to_the_front()
    socket, told = QLocalSocket(parent), False

    def end(answered: bool) -> None:
        nonlocal told
        if not told:
            told = True
            socket.deleteLater()
            then(answered)

    def ask() -> None:
        socket.write(json.dumps([str(file.absolute()) for file in files]).encode("utf-8") + b"\n")

    socket.connected.connect(ask)
    socket.readyRead.connect(lambda: end(True))
    socket.errorOccurred.connect(lambda _error: end(False))
    QTimer.singleShot(_ANSWER_MS, socket, lambda: end(False))
    socket.connectToServer(_name_of(library))


def come_to_the_front(window: QWidget) -> None:
    """Show a window that may be minimised or behind others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _name_of(library: Path) -> str:
    name = "octavo-" + hashlib.sha256(os.path.realpath(library).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    # The folder that systems of the Linux kind keep for such things; elsewhere Qt knows a place.
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    return os.path.join(own, name) if own and os.path.isdir(own) else name


def _files_in(line: bytes) -> list[Path]:
    try:
        names = json.loads(line)
    except ValueError:
        return []
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _let_it_come_to_the_front() -> None:
    """Windows lets a program come to the front only if the one in front allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
