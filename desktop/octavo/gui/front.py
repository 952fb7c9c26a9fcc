"""What a start paints first: the window with its sidebar and the list of the last place. Nothing here writes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from octavo import __version__
from octavo.gui import words
from octavo.gui.papers.pane import PapersPane
from octavo.gui.sidebar.widget import Sidebar
from octavo.gui.status import StatusStrip
from octavo.gui.theme import Theme
from octavo.gui.window import Window
from octavo.library.reading import Place, Reading
from octavo.records import OctavoError
from octavo.settings import (
    ACCENT,
    APPEARANCE,
    COLLAPSED_SECTIONS,
    LAST_PAPER,
    LAST_PLACE,
    MORE_CONTRAST,
    START_PLACE,
    TEXT_SIZE,
    Settings,
)

#: Papers read for the first paint: more than any screen shows.
_FIRST = 64
_NEVER_PAINTED_MS = 1_000


class Front(QObject):
    """`painted` is emitted once, when the list has been painted (or cannot be, as in a minimised window).

    `reading` is the connection the list reads from, None while the library cannot be read; whoever goes on closes it.
    """

    painted = Signal()

    def __init__(
        self, library: Path, settings: Settings, resources: Path, *, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__()
        self.path, self.settings, self.resources, self.today = library, settings, resources, today
        self.theme = Theme(
            resources, choice=settings.get(APPEARANCE), scale=settings.get(TEXT_SIZE), accent=settings.get(ACCENT),
            more_contrast=settings.get(MORE_CONTRAST),
        )  # fmt: skip
        self.theme.apply(application(), first_paint=True)
        self.window = Window(self.theme, settings)
        self.sidebar = Sidebar(self.theme, today=today)
        self.pane = PapersPane(self.theme, today=today)
        self.status = StatusStrip(self.theme)
        self.window.arranged.connect(lambda beside: self.pane.offer_sidebar(not beside))
        self.window.place(self.sidebar, self.pane, self.status)
        self.reading: Reading | None = None
        self._painted = False

    def show(self) -> None:
        """Show the window with the papers it shows first; a library that cannot be read yet shows none."""
        self.window.restore()
        self._read_first_papers()
        self.pane.view.viewport().installEventFilter(self)
        QTimer.singleShot(_NEVER_PAINTED_MS, self._tell)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The filter sees the event before the list does.
            QTimer.singleShot(0, self._tell)
        return False

    def _read_first_papers(self) -> None:
        place, _paper_id = first_place(self.settings)
        self.sidebar.set_collapsed(self.settings.get(COLLAPSED_SECTIONS))
        self.sidebar.select_place(place)
        self.pane.show_place(place, words.place_title(place, self.today()), "")
        try:
            self.reading = Reading(self.path, today=self.today)
            listing = self.reading.listing(place, limit=_FIRST)
        except OctavoError:
            # Whoever opens the library for good says what is wrong with it, or that the place is gone.
            return
        self.pane.show_listing(listing, self.reading, (), place)

    def _tell(self) -> None:
        if not self._painted:
            self._painted = True
            self.painted.emit()


def application() -> QApplication:
    """The one QApplication, in the style that `Theme` paints upon, made at the first call."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*sys.argv[:1], "-style", "Fusion"])
        app.setApplicationName("Octavo")
        app.setApplicationVersion(__version__)
        app.setDesktopFileName("org.octavo.Octavo")
    return app


def first_place(settings: Settings) -> tuple[Place, int]:
    """Where a session begins: the place chosen for it, or the last one with its paper (0: no certain paper)."""
    kept = settings.get(LAST_PLACE)
    whole = len(kept) == 4 and kept[1].isdecimal()
    place = Place(kept[0], int(kept[1]), kept[2], kept[3]) if whole else Place("inbox")
    start = settings.get(START_PLACE)
    if start not in ("last", place.kind):
        return Place(start), 0
    return place, settings.get(LAST_PAPER)
