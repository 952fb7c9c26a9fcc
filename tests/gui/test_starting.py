"""The program's own start: the list first, then everything else, a little at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from octavo import paths
from octavo.gui.starting import LATER, Program
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Batch, Entry
from octavo.settings import LAST_PAPER, LAST_PLACE, Settings

#: Own modules that one step may import; a module with its own takes about a millisecond.
MOST_MODULES_A_STEP = 24
COUNTED = """
import json, sys
from importlib import import_module
import octavo.gui.starting as starting
brought = {}
for name in starting.LATER:
    before = sum(each.startswith("octavo") for each in sys.modules)
    import_module(name)
    brought[name] = sum(each.startswith("octavo") for each in sys.modules) - before
print(json.dumps(brought))
"""


@pytest.fixture
def library(tmp_path):
    path = tmp_path / "library.octavo"
    with Library.open(path) as library:
        entries = tuple(Entry(f"Ferry {number}", "It crosses the harbour twice a day.") for number in range(90))
        list(library.add(Batch("page text", "Daily papers", "file", entries), day=date(2024, 3, 11)))
    return path


@pytest.fixture
def begin(library, qtbot):
    programs = []

    def begun(path=library) -> Program:
        program = Program(path, [])
        programs.append(program)
        program.start()
        return program

    yield begun
    for program in programs:
        program.front.window.close()
        program.close()
        program.front.window.deleteLater()
        QApplication.processEvents()


def running(program: Program, qtbot) -> Program:
    qtbot.waitUntil(
        lambda: (octavo := program.octavo) is not None
        and octavo.browsing is not None
        and octavo.browsing.survey is not None
        and octavo.desk.idle
        and octavo.finder.idle,
        timeout=20_000,
    )
    return program


def test_the_first_paper_is_read_and_a_key_decides_about_it(begin, qtbot):
    octavo = running(begin(), qtbot).octavo
    qtbot.waitUntil(lambda: octavo.browsing.paper is not None)
    ids = octavo.browsing.shown_ids()
    assert len(ids) == 90
    assert octavo.browsing.paper.id == ids[0]
    assert octavo.reader.header.isVisible()
    assert octavo.pane.view.hasFocus()
    qtbot.keyClick(octavo.pane.view, "e")
    qtbot.waitUntil(lambda: octavo.browsing.shown_ids() == ids[1:])
    assert octavo.browsing.paper.id == ids[1]


def test_the_session_goes_on_at_the_paper_it_was_left_at(begin, library, qtbot):
    with Library.open(library) as opened:
        left = opened.reading.listing(Place("all")).ids[4]
    settings = Settings(paths.settings_file())
    settings.set(LAST_PLACE, ["all", "0", "", ""])
    settings.set(LAST_PAPER, left)
    octavo = running(begin(), qtbot).octavo
    qtbot.waitUntil(lambda: octavo.browsing.paper is not None and octavo.browsing.paper.id == left)
    assert octavo.pane.current_id() == left
    assert octavo.browsing.place == Place("all")


def test_a_key_struck_before_all_is_there_moves_in_the_list_and_is_not_lost(begin, qtbot):
    program = begin()
    qtbot.waitUntil(lambda: program.front.pane.model.rowCount() > 0)
    program.front.pane.select_next()
    chosen = program.front.pane.current_id()
    octavo = running(program, qtbot).octavo
    qtbot.waitUntil(lambda: octavo.browsing.paper is not None)
    assert octavo.pane.current_id() == octavo.browsing.paper.id == chosen


def test_without_a_library_the_first_page_says_how_to_begin(begin, tmp_path, qtbot):
    octavo = running(begin(tmp_path / "none.octavo"), qtbot).octavo
    assert octavo.welcome.isVisible()
    assert not octavo.pane.isVisible()


def test_a_window_closed_at_once_builds_nothing_more(begin, qtbot):
    program = begin()
    program.front.window.close()
    with qtbot.waitSignal(program.front.painted, timeout=3_000):
        pass
    qtbot.waitUntil(lambda: not program._turn.isActive())
    assert program.octavo is None
    assert len(program._waiting) > len(LATER)


def test_no_step_after_the_first_paint_imports_much_at_once():
    told = subprocess.run([sys.executable, "-c", COUNTED], stdout=subprocess.PIPE, text=True, check=True).stdout
    brought = json.loads(told)
    assert max(brought.values()) <= MOST_MODULES_A_STEP, brought
