"""What must be true of the window whatever a person did, looked at with plain SQL and Qt's own answers."""

from __future__ import annotations

import logging
import sqlite3
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from every_window import LAYERS, path
from heartbeat import STALL_MS, Heartbeat
from person import invented_page
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from octavo.feeds.detect import read
from octavo.gui.app import Octavo
from octavo.library.tables import Row

#: What no undo step records: the history, what services and disks answered, keys given, papers read by being seen.
NOT_FOLLOWED = {"history", "change", "writing", "answer", "fetch", "live_export", "look_up", "citation_key"}
#: What being looked at changes in a paper, which is no step to undo.
NOT_RECORDED = {"unread", "decided"}
#: Qt says it about every window of the offscreen platform.
IGNORED = ("propagateSizeHints", "This plugin does not support")
LONGEST_WAIT = 60.0

SHOWN = "(SELECT hidden_from FROM writing)"
_KEPT = f"SELECT count(*) FROM paper WHERE aside = 0 AND id < {SHOWN}"
_COUNTS = {
    "inbox": f"{_KEPT} AND state = 'inbox'",
    "to-read": f"{_KEPT} AND state = 'to-read'",
    "starred": f"{_KEPT} AND starred = 1",
    "all": _KEPT,
    "done": f"{_KEPT} AND state = 'done'",
    "not-for-me": f"{_KEPT} AND state = 'not-for-me'",
    "trash": f"SELECT count(*) FROM paper WHERE aside = 1 AND id < {SHOWN}",
    "muted": f"SELECT count(*) FROM paper WHERE aside = 2 AND id < {SHOWN}",
}
_OF_TAG = "SELECT count(*) FROM paper_tag JOIN paper ON paper.id = paper_id WHERE aside = 0 AND tag_id = ?"
_OF_LIST = "SELECT count(*) FROM list_item JOIN paper ON paper.id = paper_id WHERE aside = 0 AND list_id = ?"

Dump = dict[str, list[tuple[Any, ...]]]


class Broken(Exception):
    """Something that must always be true is not."""


class Oracle:
    """Listens for errors and warnings, and looks whether window and library agree."""

    def __init__(self, octavo: Octavo) -> None:
        self.octavo = octavo
        self.heart = Heartbeat()
        self.heard: list[str] = []
        self.seen: Counter[str] = Counter()
        self._steps: list[int] = []
        self._start: Dump = {}
        sys.excepthook = lambda kind, error, trace: self._hear("".join(traceback.format_exception(kind, error, trace)))
        sys.unraisablehook = lambda found: self._hear(
            "".join(traceback.format_exception(found.exc_type, found.exc_value, found.exc_traceback))
        )
        threading.excepthook = lambda found: self._hear(
            "".join(traceback.format_exception(found.exc_type, found.exc_value, found.exc_traceback))
        )
        qInstallMessageHandler(self._qt_says)
        logging.getLogger().addHandler(_Listening(self._hear))

    def furnish(self) -> None:
        """Twelve papers with tags and a list, and two feeds."""
        self.until(lambda: self.octavo.browsing is not None and self.octavo.browsing.survey is not None)
        batch = read(invented_page(12).replace("Harbour", "Wharf").encode(), origin="page.txt")
        self.octavo.desk.run(lambda library: library.add(batch), "Importing")
        self.settle()
        ids = self.octavo.browsing_now.shown_ids()
        for verb in (
            lambda library: library.tag(ids[:5], "vision"),
            lambda library: library.create_list("Thesis"),
            lambda library: library.add_to_list(1, ids[:6]),
            lambda library: library.feeds.follow("Notes", "https://notes.example.org/feed"),
            lambda library: library.feeds.follow("Nothing", "https://notes.example.org/feee"),
            lambda library: library.assign_keys(ids[:2]),
        ):
            self.octavo.desk.do(verb)
        self.settle()
        self._begin()
        self.heart.start()

    def close(self) -> None:
        self.heart.stop()
        self.octavo.close()
        self.octavo.window.close()
        self.octavo.window.deleteLater()
        QApplication.processEvents()
        qInstallMessageHandler(None)

    def listen(self) -> None:
        """What was heard since."""
        if self.heard:
            raise Broken("\n".join(self.heard))
        if self.heart.longest.work > STALL_MS:
            raise Broken(f"the window was held up:\n{self.heart.report()}")

    def look(self, *, undo_all: bool = False) -> None:
        """Let the window settle, and look at everything."""
        self.settle()
        self.listen()
        for check in (self.check_library, self.check_counts, self.check_list, self.check_layers, self.check_focus):
            self.settle()
            check()
        if undo_all:
            self.leave_layers()
            self.check_undo()
        self.heart.rest()
        self.seen["looks"] += 1

    def told(self) -> str:
        return ", ".join(f"{count} {what}" for what, count in self.seen.items())

    def sabotage(self, what: str) -> None:
        """Break one of the things looked at."""
        if what == "hold":
            self.octavo.actions.hold(True)
        elif what == "error":
            self.octavo.desk.do(lambda _library: 1 // 0)
        elif what == "count":
            counts = self.octavo.sidebar.model._counts
            self.octavo.sidebar.model._counts = replace(counts, all=counts.all + 1)
            self.octavo.sidebar.model._rebuild()
        elif what == "write":
            self.octavo.desk.do(
                lambda library: library._connection.execute("UPDATE paper SET venue = 'unrecorded' WHERE id = 1")
            )

    def until(self, met: Callable[[], bool]) -> None:
        end = time.monotonic() + LONGEST_WAIT
        while not met():
            QApplication.processEvents()
            if time.monotonic() > end:
                raise Broken(f"the window did not come to rest: {self.waiting()}")
            self.listen()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()
            # Nothing turns between this and what is looked at next: a timer might ask for something new.
            self.until(lambda: not self.waiting())

    def waiting(self) -> list[str]:
        octavo = self.octavo
        lanes = (octavo.desk, octavo.finder, octavo.workshop, octavo.feeds_lane, octavo.inquiries)
        return [f"{lane._thread.name}: {[task.words for task in lane.tasks]}" for lane in lanes if not lane.idle]

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """The answer of the library thread."""
        answers: list[Any] = []
        self.octavo.desk.do(lambda library: answers.append(question(library)))
        self.until(lambda: bool(answers))
        return answers[0]

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(f"file:{self.octavo.path}?mode=ro", uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def check_library(self) -> None:
        if found := self.ask(lambda library: library.check()):
            raise Broken(f"the library's own check: {found}")

    def check_counts(self) -> None:
        """Beside each place of the sidebar stands what SQL counts."""
        model = self.octavo.sidebar.model
        for row in (model.row(at) for at in range(model.rowCount())):
            place = row.place
            if place is None:
                continue
            sql = {"tag": _OF_TAG, "list": _OF_LIST}.get(place.kind) or _COUNTS.get(place.kind)
            if sql is None:
                continue
            wanted = self.read(sql, *([place.id] if place.kind in ("tag", "list") else []))[0][0]
            if row.count != wanted:
                raise Broken(f"{place} shows {row.count}, the library holds {wanted}")
            self.seen["counts compared"] += 1

    def check_list(self) -> None:
        """The list shows what the library answers for its place and search."""
        browsing = self.octavo.browsing_now
        listing = self.octavo.reading.listing(
            browsing.place, browsing.words, browsing._sort, everywhere=browsing.everywhere
        )
        if list(listing.ids) != browsing.shown_ids():
            shown = browsing.shown_ids()[:9]
            raise Broken(f"{browsing.place} {browsing.words!r} shows {shown}, holds {listing.ids[:9]}")
        stored, paper = browsing.stored(), browsing.paper
        if stored is not None and paper is not None and replace(stored, key=paper.key) != paper:
            fields = [each.name for each in fields_of(paper) if getattr(stored, each.name) != getattr(paper, each.name)]
            raise Broken(f"the paper shown is not as stored: {fields}")

    def layers(self) -> list[QWidget]:
        found = [each for kind in LAYERS for each in self.octavo.window.findChildren(kind)]
        return [each for each in found if isValid(each) and each.isVisible()]

    def check_layers(self) -> None:
        """Commands are silent while a layer is open, and only then."""
        held, layers = self.octavo.actions._held, self.layers()
        if (held > 0) != bool(layers):
            raise Broken(f"commands are held {held} times with {[type(each).__name__ for each in layers]} open")

    def check_focus(self) -> None:
        """One widget that can be seen has the keyboard, in the topmost layer if one is open."""
        focus, window = QApplication.focusWidget(), self.octavo.window
        if QApplication.activePopupWidget() is not None:
            return
        if QApplication.activeWindow() is None:
            window.activateWindow()
            self.settle()
            focus = QApplication.focusWidget()
        if focus is None or not focus.isVisible() or not focus.isEnabled():
            how = "none" if focus is None else f"visible {focus.isVisible()}, enabled {focus.isEnabled()}"
            raise Broken(f"the keyboard is with {path(focus)} ({how})")
        if focus.window() not in (window, self.octavo.preferences):
            raise Broken(f"the keyboard is in another window, with {path(focus)}")
        layers = self.layers()
        within = any(each is focus or each.isAncestorOf(focus) for each in layers)
        if layers and focus.window() is window and not within:
            known = [type(each).__name__ for each in self.octavo.layers._open]
            names = [type(each).__name__ for each in layers]
            raise Broken(f"{names} ({known}) are open, the keyboard is with {path(focus)}")

    def leave_layers(self) -> None:
        """Esc, as often as it takes, closes whatever is open."""
        if self.octavo.preferences is not None:
            self.octavo.preferences.close()
        self.octavo.window.activateWindow()
        for _ in range(12):
            for menu in iter(QApplication.activePopupWidget, None):
                menu.close()
            if not self.layers():
                break
            QTest.keyClick(QApplication.focusWidget() or self.octavo.window, Qt.Key.Key_Escape)
            self.settle()
        if self.layers():
            raise Broken(f"Esc does not close {self.layers()}")
        self.octavo.reader.close_note()
        self.settle()
        self.check_layers()
        self.check_focus()

    def check_undo(self) -> None:
        """Undo leads back to what the library held, redo forward to what it holds."""
        self.octavo.writing.flush()
        self.settle()
        done = self._done()
        if done[: len(self._steps)] == self._steps and len(done) < 450:
            now = self._dump()
            count = len(done) - len(self._steps)
            self.ask(lambda library: [library.undo() for _ in range(count)])
            self._compare(self._start, "undo to the start")
            self.ask(lambda library: [library.redo() for _ in range(count)])
            self._compare(now, "redo to the end")
            self.seen["steps undone and redone"] += count
            self.octavo.browsing_now.refresh()
            self.octavo.browsing_now._list()
            self.octavo.browsing_now.show_again()
            self.settle()
        self._begin()

    def _begin(self) -> None:
        self._steps, self._start = self._done(), self._dump()

    def _done(self) -> list[int]:
        return [row[0] for row in self.read("SELECT id FROM history WHERE undone = 0 ORDER BY position, id")]

    def _dump(self) -> Dump:
        found: Dump = {}
        for table in sorted(set(Row.metadata.tables) - NOT_FOLLOWED):
            columns = ", ".join(
                f'"{column.name}"' for column in Row.metadata.tables[table].columns if column.name not in NOT_RECORDED
            )
            found[table] = self.read(f"SELECT {columns} FROM {table} ORDER BY id")
        return found

    def _compare(self, wanted: Dump, what: str) -> None:
        found = self._dump()
        for table, rows in wanted.items():
            if rows != found[table]:
                lost, more = set(rows) - set(found[table]), set(found[table]) - set(rows)
                pairs = list(zip(sorted(lost, key=repr), sorted(more, key=repr), strict=False))[:2]
                cells = [[(at, old, new) for at, (old, new) in enumerate(zip(*pair, strict=True)) if old != new]
                         for pair in pairs]  # fmt: skip
                raise Broken(f"{what}: {table} lost {len(lost)} rows and holds {len(more)} others; {cells}")

    def _hear(self, words: str) -> None:
        self.heard.append(words)

    def _qt_says(self, kind: QtMsgType, _context: object, words: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(each in words for each in IGNORED):
            self._hear(f"Qt: {words}")


class _Listening(logging.Handler):
    """Every logged warning and error, with its trace."""

    def __init__(self, hear: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._hear_words = hear
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self._hear_words(self.format(record))
