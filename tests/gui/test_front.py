"""What a start paints first, what it may import for that, and that the rest follows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from octavo import paths
from octavo.gui.app import Octavo
from octavo.gui.front import Front, first_place
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Batch, Entry
from octavo.settings import LAST_PAPER, LAST_PLACE, START_PLACE, Settings

FIRST_PAINT = Path(__file__).parents[1] / "bench" / "first_paint.py"
#: Slow to import, or of no use to someone who looks at a list.
LATER = ("sqlalchemy", "selectolax", "pylatexenc", "logging.handlers", "octavo.gui.dialogs", "octavo.gui.reader.pane",
         "octavo.bibliography.export", "octavo.feeds", "octavo.gui.preferences")  # fmt: skip


@pytest.fixture
def library(tmp_path):
    path = tmp_path / "library.octavo"
    with Library.open(path) as library:
        entries = tuple(Entry(f"Ferry {number}", "It crosses the harbour twice a day.") for number in range(200))
        list(library.add(Batch("page text", "Daily papers", "file", entries), day=date(2024, 3, 11)))
    return path


@pytest.fixture
def show(qtbot, library):
    fronts = []

    def shown(settings: Settings | None = None, path: Path = library) -> Front:
        front = Front(path, settings or Settings(None), paths.resources())
        fronts.append(front)
        with qtbot.waitSignal(front.painted):
            front.show()
        return front

    yield shown
    for front in fronts:
        front.window.close()
        if front.reading is not None:
            front.reading.close()
        front.window.deleteLater()


def test_the_first_paint_needs_nothing_but_qt_sqlite_and_what_paints(library):
    ran = subprocess.run(
        [sys.executable, str(FIRST_PAINT), str(library)], capture_output=True, text=True,
        env={**os.environ, "OCTAVO_BENCH_START": str(time.time()), "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["papers"] > 0
    assert [name for name in told["modules"] if name in LATER] == []


def test_the_list_of_the_last_place_is_there_at_once(show):
    front = show()
    assert front.pane.model.rowCount() == 65, "64 papers and their heading, more than a screen shows"
    assert front.pane.head._title == "Inbox"
    assert front.sidebar.place == Place("inbox")


def test_a_library_that_cannot_be_read_shows_an_empty_list_and_goes_on(show, tmp_path):
    damaged = tmp_path / "damaged.octavo"
    damaged.write_bytes(b"no database" * 1000)
    front = show(path=damaged)
    assert front.reading is None
    assert front.pane.model.rowCount() == 0


def test_a_session_begins_where_the_last_one_ended_or_where_the_person_said():
    settings = Settings(None)
    assert first_place(settings) == (Place("inbox"), 0)
    settings.set(LAST_PLACE, ["list", "3", "To cite", ""])
    settings.set(LAST_PAPER, 7)
    assert first_place(settings) == (Place("list", 3, "To cite"), 7)
    settings.set(START_PLACE, "today")
    assert first_place(settings) == (Place("today"), 0)
    settings.set(LAST_PLACE, ["list", "three", "To cite", ""])
    settings.set(START_PLACE, "last")
    assert first_place(settings)[0] == Place("inbox")


def test_the_rest_is_built_behind_what_is_shown_and_moves_nothing(show, library, qtbot):
    front = show()
    place = front.pane.view.visualRect(front.pane.model.index(3, 0))
    octavo = Octavo(library, front.settings, paths.resources(), front=front)
    octavo.start()
    qtbot.waitUntil(lambda: octavo.browsing is not None and len(octavo.browsing.shown_ids()) == 200)
    assert front.pane.model.rowCount() == 201
    assert front.pane.view.visualRect(front.pane.model.index(3, 0)) == place
    octavo.close()
