"""The start of the program with its window: the list first, everything else behind its first paint."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon

from octavo import paths
from octavo.gui.front import Front, application
from octavo.settings import Settings

if TYPE_CHECKING:
    from octavo.gui.app import Octavo

#: What the rest of the window imports, in steps small enough that a key pressed meanwhile does not wait: each brings
#: what the one before has not brought yet.
LATER = (
    "octavo.gui.journal", "octavo.bibliography.residue", "octavo.inquiries", "octavo.bibliography.facts",
    "octavo.gui.reader.highlight", "octavo.bibliography.check", "octavo.gui.reader.notes", "octavo.gui.reader.pane",
    "octavo.bibliography.bibtex_reader", "octavo.gui.browsing", "octavo.feeds.decoding", "octavo.feeds.page_text",
    "octavo.feeds.fields", "octavo.feeds.harvest", "octavo.feeds.feed_items", "octavo.gui.dialogs.painting",
    "octavo.gui.organising", "octavo.feeds.mail", "octavo.feeds.reference_file", "octavo.feeds.arxiv_mail",
    "octavo.feeds.arxiv_pages", "octavo.feeds.detect", "octavo.web", "octavo.feeds.subscribe",
    "octavo.gui.following_feeds", "octavo.gui.cite_server", "octavo.bibliography.writers", "octavo.gui.exporting",
    "octavo.gui.dialogs.edit_sheet", "octavo.gui.dialogs.merge_sheet", "octavo.gui.importing",
    "octavo.gui.citing_elsewhere", "octavo.gui.dialogs.files_sheet", "octavo.gui.outgoing", "octavo.gui.commands",
    "octavo.gui.keeping_true", "octavo.gui.looking_up", "octavo.gui.remembering", "octavo.gui.app",
)  # fmt: skip


#: By then the library thread has imported what it needs, which stays as well.
_LIBRARY_OPEN_MS = 5_000


class Program:
    """From the first paint to the running Octavo."""

    def __init__(
        self, library: Path, files: Sequence[Path], *, after_paint: Callable[[], None] = lambda: None,
        when_there: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """`files` are imported once all is there; `after_paint` is called when the first paint is done, `when_there`
        when there is nothing more to make."""
        self._files, self._after_paint = files, after_paint
        self.octavo: Octavo | None = None
        self.front = Front(library, Settings(paths.settings_file()), paths.resources())
        self.front.window.setWindowIcon(QIcon(str(paths.resources() / "octavo.svg")))
        self._waiting: list[Callable[[], object]] = [partial(import_module, name) for name in LATER]
        self._waiting += [_meet_qt, self._build, self._furnish, self._start, when_there]
        self._turn = QTimer(self.front, interval=0)
        self._turn.timeout.connect(self._go_on)

    def start(self) -> None:
        """Show what there is to show; the rest follows by itself."""
        if self.front.path.exists():
            self.front.painted.connect(self._turn.start)
            self.front.show()
        else:
            # Nothing is on screen that could be kept waiting.
            while self._waiting:
                self._waiting.pop(0)()

    def close(self) -> None:
        """The window is closed: finish every verb already given."""
        if self.octavo is not None:
            self.octavo.close()

    def _go_on(self) -> None:
        """One more module, then the objects, then their start: a turn of the loop each, so no key waits for all."""
        if self._waiting and self.front.window.isVisible():
            self._waiting.pop(0)()
        else:
            self._turn.stop()

    def _start(self) -> None:
        assert self.octavo is not None
        self.octavo.start(self._files)

    def _furnish(self) -> None:
        assert self.octavo is not None
        if self.octavo.furnish():
            self._waiting.insert(0, self._furnish)

    def _build(self) -> None:
        from octavo.gui.app import Octavo

        self._after_paint()
        front = self.front
        self.octavo = Octavo(front.path, front.settings, front.resources, front=front, at_once=False)


def _meet_qt() -> None:
    """Let Python learn the classes of Qt's own objects; else the first key that opens a popover would wait for it."""
    application().findChildren(QObject)


def main(argv: Sequence[str]) -> int:
    """Run the window; `argv` are files to import, after an optional `--library FILE`. Answers the exit code."""
    library, files = _arguments(argv)
    app = application()
    program = Program(library, files, after_paint=_keep_journal, when_there=_look_for_garbage_again)
    program.start()
    # Ctrl C in the terminal closes like the window's own button; Python needs a turn now and then to notice.
    signal.signal(signal.SIGINT, lambda *_: program.front.window.close())
    code = app.exec()
    program.close()
    return code


def _keep_journal() -> None:
    from octavo.gui.journal import keep_journal

    keep_journal(paths.log_folder())


def _look_for_garbage_again() -> None:
    def begin() -> None:
        # What is there now stays. To look through all of it again would hold the window for 60 ms each time.
        gc.freeze()
        gc.enable()

    QTimer.singleShot(_LIBRARY_OPEN_MS, begin)


def _arguments(argv: Sequence[str]) -> tuple[Path, list[Path]]:
    words = [part for word in argv for part in (word.split("=", 1) if word.startswith("--library=") else [word])]
    library = paths.library_file()
    if "--library" in words:
        at = words.index("--library")
        library = Path(words[at + 1]).expanduser().absolute()
        del words[at : at + 2]
    return library, [Path(word) for word in words]
