"""A real window on a library of the test's own, driven by key events."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

sys.path.insert(0, str(Path(__file__).parent))

from heartbeat import GOAL_MS, STALL_MS, Heartbeat
from person import TODAY, Desktop, invented_page

from octavo import paths
from octavo.feeds.detect import read
from octavo.gui.app import Octavo
from octavo.library.library import Library
from octavo.settings import Settings
from octavo.web import Fetch


@pytest.fixture(autouse=True)
def heart(request: pytest.FixtureRequest) -> Iterator[Heartbeat]:
    """Listens to the window through every journey; one that holds it up for half a second fails."""
    heart = Heartbeat()
    yield heart
    heart.stop()
    if heart.gaps:
        print(f"\nlongest gaps of the window's thread (goal {GOAL_MS} ms):\n{heart.report()}")
    assert heart.longest.work < STALL_MS, f"the window was held up:\n{heart.report()}"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Answers a library into which a page of so many papers was imported, made when first asked for.

    Most journeys begin with papers that are there; to paste and import them by keys each time takes half of the whole.
    """
    folder = tmp_path_factory.mktemp("kept")

    def library_of(papers: int) -> Path:
        path = folder / f"{papers}.octavo"
        if not path.exists():
            with Library.open(path) as library:
                list(library.add(read(invented_page(papers).encode(), origin="page.txt"), day=TODAY - timedelta(1)))
        return path

    return library_of


@pytest.fixture
def open_desktop(
    qtbot: QtBot, tmp_path: Path, heart: Heartbeat, kept: Callable[[int], Path]
) -> Iterator[Callable[..., Desktop]]:
    """Opens a window on the library file; called again (after `close`), it is the next day's session.

    With `papers`, so many are in the inbox already, as `bring_in` would import them, and the keyboard is in the list.
    """
    opened: list[Octavo] = []

    def start(
        *,
        settings: Settings | None = None,
        files: tuple[Path, ...] = (),
        fetch: Fetch | None = None,
        opens: bool = True,
        papers: int = 0,
    ) -> Desktop:
        if papers:
            shutil.copyfile(kept(papers), tmp_path / "library.octavo")
        octavo = Octavo(
            tmp_path / "library.octavo",
            settings or Settings(tmp_path / "settings.json"),
            paths.resources(),
            today=lambda: TODAY,
            fetch=fetch,
        )
        opened.append(octavo)
        octavo.start(files)
        octavo.window.resize(1440, 900)
        octavo.window.activateWindow()
        desktop = Desktop(octavo, qtbot, heart)
        heart.start()
        if opens:
            desktop.until(lambda: octavo.browsing is not None and octavo.browsing.survey is not None)
        if papers:
            desktop.until(lambda: len(octavo.browsing_now.shown_ids()) == papers and desktop.current() > 0)
            octavo.pane.focus_list()
        return desktop

    yield start
    for octavo in opened:
        octavo.close()
        octavo.window.close()
        octavo.window.deleteLater()
        QApplication.processEvents()


@pytest.fixture
def desktop(open_desktop: Callable[..., Desktop]) -> Desktop:
    return open_desktop()
