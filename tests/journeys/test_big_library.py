"""A library of 20,000 papers: nothing a person does holds the window up, and nothing reads more than it shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from big_library import SIZE, make_big_library
from long_day import spend_a_day
from person import Desktop, invented_page
from PySide6.QtCore import Qt

from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.tag_popover import TagPopover
from octavo.gui.papers.model import BLOCK

CONTROL = Qt.KeyboardModifier.ControlModifier

#: Making the library is part of the first test, and one process makes it for all.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="session")
def big_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "library.octavo"
    make_big_library(path)
    return path


@pytest.fixture
def desktop(open_desktop: Callable[..., Desktop], big_library: Path, tmp_path: Path) -> Desktop:
    shutil.copy(big_library, tmp_path / "library.octavo")
    desktop = open_desktop()
    desktop.until(lambda: desktop.current() > 0)
    desktop.octavo.pane.focus_list()
    return desktop


class Asked:
    """What the window's thread asked of the library."""

    def __init__(self, desktop: Desktop) -> None:
        self._connection = desktop.octavo.reading.connection
        self.statements: list[str] = []

    def __enter__(self) -> list[str]:
        self._connection.set_trace_callback(self.statements.append)
        return self.statements

    def __exit__(self, *_: object) -> None:
        self._connection.set_trace_callback(None)


@pytest.fixture
def rows_read(desktop: Desktop) -> Iterator[list[int]]:
    """How many papers each reading of rows asked for."""
    model, asked = desktop.octavo.pane.model, []

    class Counting:
        def __init__(self, reading: object) -> None:
            self._reading = reading

        def rows(self, ids: object) -> object:
            asked.append(len(ids))  # type: ignore[arg-type]
            return self._reading.rows(ids)  # type: ignore[attr-defined]

    whole = model._reader
    model._reader = Counting(whole)  # type: ignore[assignment]
    yield asked
    model._reader = whole


def test_a_day_with_twenty_thousand_papers_holds_nothing_up(desktop: Desktop) -> None:
    assert desktop.octavo.status._right.text().startswith("20,000 papers, ")
    spend_a_day(desktop, ("lanlanlan", "ferwin mar", "is:unread tag:weather"))
    assert len(desktop.octavo.browsing_now.shown_ids()) == SIZE - 7


def test_an_import_into_twenty_thousand_papers_holds_nothing_up(desktop: Desktop) -> None:
    desktop.does("preview of a page")
    desktop.paste(invented_page(86))
    desktop.layer(ImportSheet)
    desktop.does("import of a page")
    desktop.key(Qt.Key.Key_Return)
    desktop.until(lambda: len(desktop.octavo.browsing_now.shown_ids()) == SIZE + 86)
    desktop.does("close the receipt")
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(ImportSheet)


def test_everything_selected_holds_nothing_up(desktop: Desktop) -> None:
    desktop.does("select all")
    desktop.key(Qt.Key.Key_A, CONTROL)
    assert len(desktop.octavo.pane.selected_ids()) == SIZE
    desktop.does("tag popover on all")
    desktop.keys("t")
    desktop.layer(TagPopover)
    desktop.key(Qt.Key.Key_Escape)
    desktop.does("star all")
    desktop.keys("s")
    desktop.until(lambda: desktop.octavo.browsing_now.survey.counts.starred == SIZE)
    desktop.does("give the selection up")
    desktop.key(Qt.Key.Key_Escape)
    assert len(desktop.octavo.pane.selected_ids()) == 1


def test_a_page_down_reads_no_more_than_the_page_and_the_next(desktop: Desktop, rows_read: list[int]) -> None:
    first, end = desktop.octavo.pane.view.visible_rows()
    for _ in range(10):
        rows_read.clear()
        desktop.key(Qt.Key.Key_PageDown)
        assert sum(rows_read) <= (end - first) * 2 + BLOCK
        assert all(count <= BLOCK for count in rows_read)


def test_a_jump_to_the_middle_reads_one_screen(desktop: Desktop, rows_read: list[int]) -> None:
    view = desktop.octavo.pane.view
    first, end = view.visible_rows()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.viewport().repaint()
    assert sum(rows_read) <= end - first + 2 * BLOCK


def test_going_to_the_next_paper_asks_the_library_for_that_paper_only(desktop: Desktop) -> None:
    desktop.keys("j")
    with Asked(desktop) as statements:
        desktop.keys("j")
    assert sum("FROM paper" in each for each in statements) <= 3
    assert len(statements) <= 15


def test_a_decision_asks_the_same_few_questions_however_many_papers_there_are(desktop: Desktop) -> None:
    desktop.keys("e")
    with Asked(desktop) as statements:
        desktop.keys("e")
    assert len(statements) <= 40, statements
