"""A random person at the real window: keys, clicks, drops, hostile pastes, sizes and themes; then does all still hold?

    python3 tests/faults/random_user.py [--steps 3000] [--seed N] [--sabotage hold|count|write|error]

Events go to the window as Qt would send them; nothing waits for anything. After every 50 steps the window is left to
settle, and what must always be true is looked at: see `Oracle`. A sabotage must make the run fail.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(1, str(Path(__file__).parents[1] / "gui"))
sys.path.insert(1, str(Path(__file__).parents[1] / "journeys"))

from hostile_text import DROPS, PAGES, SHORT, feed_answer
from oracle import Broken, Oracle
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from octavo import paths
from octavo.gui.app import Octavo
from octavo.gui.sidebar.model import LIST_MIME, PAPERS_MIME
from octavo.settings import Settings

EVERY = 50
"""Steps between two looks."""
#: What a hand does most, each as often as it stands here.
LETTERS = "jjjjkkkkeqdsuxtlnzzzZ123/?aAQELSXJKUCY[]fgigtgagsgq  "
MOVES = (
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Space,
    Qt.Key.Key_Escape, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F6, Qt.Key.Key_F2,
    Qt.Key.Key_F9, Qt.Key.Key_F5, Qt.Key.Key_Menu,
)  # fmt: skip
CONTROLLED = "AZVVKKFNENI,+-0CXEORS"
#: What cannot be taken back, or ends the run.
NEVER = ("quit", "empty_trash")


class RandomUser:
    """One person with one seed at one window."""

    def __init__(self, octavo: Octavo, folder: Path, chance: random.Random) -> None:
        self.octavo, self.folder, self.chance = octavo, folder, chance
        self.trail: deque[str] = deque(maxlen=60)
        self.ways: list[tuple[int, Callable[[], str]]] = [
            (34, self.letter), (22, self.move), (6, self.controlled), (8, self.type), (12, self.click), (3, self.drag),
            (3, self.paste), (3, self.drop), (2, self.resize), (5, self.command), (2, self.preferences), (2, self.busy),
            (4, self.leave), (5, self.work),
        ]  # fmt: skip

    def step(self) -> None:
        weights = [weight for weight, _way in self.ways]
        way = self.chance.choices(self.ways, weights)[0][1]
        self.trail.append(f"{way.__name__}: {way()}")
        if self.chance.random() < 0.7:
            QApplication.processEvents()
        menu = QApplication.activePopupWidget()
        if menu is not None and self.chance.random() < 0.5:
            QTest.keyClick(menu, Qt.Key.Key_Escape)

    def focus(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.octavo.window

    def letter(self) -> str:
        letter = self.chance.choice(LETTERS)
        QTest.keyClick(self.focus(), letter)
        return repr(letter)

    def move(self) -> str:
        key = self.chance.choice(MOVES)
        held = self.chance.choice([Qt.KeyboardModifier.NoModifier] * 6 + [Qt.KeyboardModifier.ShiftModifier])
        QTest.keyClick(self.focus(), key, held)
        return key.name

    def controlled(self) -> str:
        letter = self.chance.choice(CONTROLLED)
        if letter == "V":
            self._fill_clipboard()
        QTest.keyClick(self.focus(), letter, Qt.KeyboardModifier.ControlModifier)
        return f"Ctrl+{letter}"

    def type(self) -> str:
        words = self.chance.choice(SHORT)
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.focus(), event)
        return repr(words[:40])

    def click(self) -> str:
        spot = self._somewhere()
        if spot is None:
            return "nowhere"
        widget, point = spot
        button = self.chance.choice([Qt.MouseButton.LeftButton] * 7 + [Qt.MouseButton.RightButton])
        held = self.chance.choice([Qt.KeyboardModifier.NoModifier] * 5 + [Qt.KeyboardModifier.ControlModifier])
        name = type(widget).__name__
        (QTest.mouseDClick if self.chance.random() < 0.1 else QTest.mouseClick)(widget, button, held, point)
        return f"{name} {button.name}"

    def drag(self) -> str:
        spot = self._somewhere()
        if spot is None:
            return "nowhere"
        widget, point = spot
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=point)
        for _ in range(self.chance.randint(1, 4)):
            if widget.isVisible():
                QTest.mouseMove(widget, point + QPoint(self.chance.randint(-90, 90), self.chance.randint(-90, 90)))
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=point)
        return type(widget).__name__

    def drop(self) -> str:
        """What another program, or a pane, lets go over a widget."""
        spot = self._somewhere()
        if spot is None:
            return "nowhere"
        widget, point = spot
        # As Qt itself does: to the first that takes drops, and with a farewell where it does not take this one.
        while not widget.acceptDrops():
            above = widget.parentWidget()
            if above is None or widget.isWindow():
                return f"nothing takes it at {type(widget).__name__}"
            widget, point = above, widget.mapTo(above, point)
        mime = self._mime()
        action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(point, action, mime, left, none)
        QApplication.sendEvent(widget, enter)
        move = QDragMoveEvent(point, action, mime, left, none)
        if enter.isAccepted():
            QApplication.sendEvent(widget, move)
        if enter.isAccepted() and move.isAccepted():
            QApplication.sendEvent(widget, QDropEvent(QPointF(point), action, mime, left, none))
        else:
            QApplication.sendEvent(widget, QDragLeaveEvent())
        return f"{mime.formats()} on {type(widget).__name__}"

    def paste(self) -> str:
        told = self._fill_clipboard()
        self.octavo.actions.all["import_clipboard"].trigger()
        return told

    def resize(self) -> str:
        size = (self.chance.randint(400, 1_600), self.chance.randint(480, 1_000))
        self.octavo.window.resize(*size)
        return str(size)

    def command(self) -> str:
        name = self.chance.choice([each for each in self.octavo.actions.all if each not in NEVER])
        self.octavo.actions.all[name].trigger()
        return name

    def preferences(self) -> str:
        window = self.octavo.preferences
        if window is None:
            self.octavo.actions.all["preferences"].trigger()
            return "opened"
        if self.chance.random() < 0.6:
            window.close()
            self.octavo.window.activateWindow()
            return "closed"
        window.activateWindow()
        return "in front"

    def busy(self) -> str:
        """The library thread has something long to do."""
        self.octavo.desk.do(lambda _library: time.sleep(0.08))
        return "0.08 s"

    def work(self) -> str:
        """Some decisions in the list, one after the other."""
        if self.octavo.actions._held:
            return "not now"
        self.octavo.window.activateWindow()
        self.octavo.focus_front()
        letters = "".join(self.chance.choices("jjkeqdsuxzZCY", k=8))
        for letter in letters:
            QTest.keyClick(self.focus(), letter)
            QApplication.processEvents()
        return letters

    def leave(self) -> str:
        for _ in range(self.chance.randint(1, 4)):
            QTest.keyClick(self.focus(), Qt.Key.Key_Escape)
        return "Esc"

    def _somewhere(self) -> tuple[QWidget, QPoint] | None:
        """A widget that can be seen, and a point of it: where a pointer may well be."""
        top = QApplication.activePopupWidget() or QApplication.activeWindow() or self.octavo.window
        room = top.rect()
        spot = QPoint(self.chance.randrange(max(1, room.width())), self.chance.randrange(max(1, room.height())))
        widget = top.childAt(spot) or top
        return (widget, widget.mapFrom(top, spot)) if widget.isVisible() else None

    def _fill_clipboard(self) -> str:
        name = self.chance.choice(sorted(PAGES))
        mime = QMimeData()
        if name.startswith("html"):
            mime.setHtml(PAGES[name])
        mime.setText(PAGES[name])
        QGuiApplication.clipboard().setMimeData(mime)
        return name

    def _mime(self) -> QMimeData:
        ids = self.octavo.browsing_now.shown_ids()
        kind = self.chance.choice(("papers", "list", "files", "text", "nonsense"))
        mime = QMimeData()
        if kind == "papers" and ids:
            return self.octavo.pane.model.papers_mime(self.chance.sample(ids, min(3, len(ids))))
        if kind == "files":
            names = self.chance.sample(sorted(DROPS), 2)
            mime.setUrls([QUrl.fromLocalFile(str(self.folder / name)) for name in names])
        elif kind == "nonsense":
            form, content = self.chance.choice((PAPERS_MIME, LIST_MIME)), (b"", b"\xff", b"[9999]", b"{")
            mime.setData(form, self.chance.choice(content))
        else:
            mime.setText(self.chance.choice(SHORT))
        return mime


def play_the_world(chance: random.Random, folder: Path) -> list[str]:
    """File windows answer at once, addresses are only noted, and a drag ends where it began."""
    opened: list[str] = []

    def chosen(*_arguments: Any) -> tuple[str, str]:
        return (str(folder / chance.choice(sorted(DROPS))) if chance.random() < 0.5 else "", "")

    def saved(*_arguments: Any) -> tuple[str, str]:
        return (str(folder / "saved" / f"{chance.randint(1, 5)}.bib") if chance.random() < 0.5 else "", "")

    patched: list[tuple[type, str, object]] = [
        (QFileDialog, "getOpenFileName", chosen),
        (QFileDialog, "getOpenFileNames", lambda *more: ([name] if (name := chosen(*more)[0]) else [], "")),
        (QFileDialog, "getSaveFileName", saved),
        (QFileDialog, "getExistingDirectory", lambda *_more: ""),
        (QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True),
        (QDrag, "exec", lambda *_arguments: Qt.DropAction.IgnoreAction),
    ]
    for owner, name, stand_in in patched:
        setattr(owner, name, stand_in)
    return opened


def furnish(folder: Path) -> None:
    (folder / "saved").mkdir()
    for name, content in DROPS.items():
        (folder / name).write_bytes(content)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run")
    parser.add_argument(
        "--sabotage", choices=("hold", "count", "write", "error"), default="", help="must make the run fail"
    )
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"{options.steps} steps of a random user, seed {seed}", flush=True)
    faulthandler.enable()
    application = QApplication([])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
            os.environ[variable] = str(folder)
        ended = run(application, folder, options, random.Random(seed), seed)
        sys.stdout.flush()
        sys.stderr.flush()
    # The order in which an interpreter takes Qt's objects apart at its end is not what is looked at here.
    os._exit(ended)


def run(
    application: QApplication, folder: Path, options: argparse.Namespace, chance: random.Random, seed: int
) -> int:
    furnish(folder)
    play_the_world(random.Random(seed + 1), folder)
    octavo = Octavo(
        folder / "library.octavo", Settings(folder / "settings.json"), paths.resources(),
        fetch=feed_answer,
    )  # fmt: skip
    oracle = Oracle(octavo)
    octavo.start()
    octavo.window.activateWindow()
    user = RandomUser(octavo, folder, chance)
    taken = 0
    try:
        oracle.furnish()
        for taken in range(1, options.steps + 1):
            faulthandler.dump_traceback_later(60, exit=True)
            if taken == EVERY and options.sabotage:
                oracle.sabotage(options.sabotage)
            user.step()
            if taken % (EVERY // 2) == 0 and chance.random() < 0.6:
                # A sheet swallows most keys: nobody stays in one for long.
                user.leave()
            oracle.listen()
            if taken % EVERY == 0:
                oracle.look(undo_all=taken % (EVERY * 6) == 0)
            if taken % 1_000 == 0:
                print(f"{taken} steps, all as it should be; {oracle.told()}", flush=True)
    except Broken as broken:
        print(f"\nstep {taken}, seed {seed}: {broken}\nbefore it:", file=sys.stderr)
        print("\n".join(f"  {each}" for each in user.trail), file=sys.stderr)
        return 1
    finally:
        faulthandler.cancel_dump_traceback_later()
        oracle.close()
        application.processEvents()
    print(f"{options.steps} steps, seed {seed}: all as it should be; {oracle.told()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
