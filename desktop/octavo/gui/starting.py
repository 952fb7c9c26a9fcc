"""The start of the program with its window: the list first, everything else behind its first paint."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon

from octavo import paths
from octavo.gui.front import Front, application
from octavo.settings import Settings

if TYPE_CHECKING:
    from octavo.gui.app import Octavo

#: What the rest of the window imports, in an order in which each brings little of the others along.
LATER = (
    "octavo.gui.journal",
    "octavo.bibliography.export",
    "octavo.gui.actions",
    "octavo.gui.reader.pane",
    "octavo.gui.browsing",
    "octavo.feeds",
    "octavo.gui.organising",
    "octavo.gui.importing",
    "octavo.gui.exporting",
    "octavo.gui.commands",
    "octavo.gui.app",
)


class Program:
    """From the first paint to the running Octavo."""

    def __init__(
        self, library: Path, files: Sequence[Path], *, after_paint: Callable[[], None] = lambda: None
    ) -> None:
        """`files` are imported once all is there; `after_paint` is called when the first paint is done."""
        self._files, self._after_paint = files, after_paint
        self.octavo: Octavo | None = None
        self.front = Front(library, Settings(paths.settings_file()), paths.resources())
        self.front.window.setWindowIcon(QIcon(str(paths.resources() / "octavo.svg")))
        self._waiting = list(LATER)
        self._turn = QTimer(self.front, interval=0)
        self._turn.timeout.connect(self._go_on)

    def start(self) -> None:
        """Show what there is to show; the rest follows by itself."""
        if self.front.path.exists():
            self.front.painted.connect(self._turn.start)
            self.front.show()
        else:
            self._build().start(self._files)

    def close(self) -> None:
        """The window is closed: finish every verb already given."""
        if self.octavo is not None:
            self.octavo.close()

    def _go_on(self) -> None:
        """One more module, then the objects, then their start: a turn of the loop each, so no key waits for all."""
        if not self.front.window.isVisible():
            self._turn.stop()
            return
        if self._waiting:
            import_module(self._waiting.pop(0))
        elif self.octavo is None:
            self._build()
        else:
            self._turn.stop()
            self.octavo.start(self._files)

    def _build(self) -> Octavo:
        from octavo.gui.app import Octavo

        self._after_paint()
        front = self.front
        self.octavo = Octavo(front.path, front.settings, front.resources, front=front)
        return self.octavo


def main(argv: Sequence[str]) -> int:
    """Run the window; `argv` are files to import, after an optional `--library FILE`. Answers the exit code."""
    library, files = _arguments(argv)
    app = application()
    program = Program(library, files, after_paint=_keep_journal)
    program.start()
    # Ctrl C in the terminal closes like the window's own button; Python needs a turn now and then to notice.
    signal.signal(signal.SIGINT, lambda *_: program.front.window.close())
    code = app.exec()
    program.close()
    return code


def _keep_journal() -> None:
    from octavo.gui.journal import keep_journal

    keep_journal(paths.log_folder())


def _arguments(argv: Sequence[str]) -> tuple[Path, list[Path]]:
    words = [part for word in argv for part in (word.split("=", 1) if word.startswith("--library=") else [word])]
    library = paths.library_file()
    if "--library" in words:
        at = words.index("--library")
        library = Path(words[at + 1]).expanduser().absolute()
        del words[at : at + 2]
    return library, [Path(word) for word in words]
