"""What a screen reader is told of places, searches and decisions that only change how a row looks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QStringListModel, Signal
from PySide6.QtWidgets import QListView, QWidget

from octavo.gui import words
from octavo.gui.news import News
from octavo.gui.papers.model import Header
from octavo.gui.reading_aloud import ReadingAloud
from octavo.records import Change


class Browsing(QObject):
    """As much of it as is listened to."""

    place_changed, listed, selection_changed, current_changed = Signal(object), Signal(), Signal(list), Signal(object)
    words, paper = "", None
    found: list[int] = []

    def shown_ids(self) -> list[int]:
        return self.found


class Sidebar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.tree = self


class Pane(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.head = self
        self.view = QListView(self)
        self.view.setModel(QStringListModel(["Wednesday", "Lamps", "Tuesday", "Ropes"]))
        self.model = self
        self.setAccessibleName("Today")
        self.setAccessibleDescription("1 of 18 decided")

    def header_above(self, row: int) -> tuple[int, Header] | None:
        return (0, Header(0, "Wednesday 25 November", "18 left")) if row < 2 else (2, Header(1, "Tuesday", "5 left"))


@pytest.fixture
def told(qtbot, aloud):
    browsing, news, pane, sidebar = Browsing(), News(), Pane(), Sidebar()
    for each in (pane, sidebar):
        qtbot.addWidget(each)
    with qtbot.waitExposed(pane):
        pane.show()
    reading = ReadingAloud(browsing, news, sidebar, pane)
    reading.browsing, reading.news = browsing, news

    def said() -> str:
        qtbot.waitUntil(lambda: bool(aloud))
        return aloud.pop()

    reading.said = said
    return reading


def test_the_place_one_has_come_to_is_said(told):
    told.browsing.place_changed.emit(None)
    told.browsing.listed.emit()
    assert told.said() == "Today. 1 of 18 decided"


def test_how_much_a_search_found_is_said_once(told, aloud):
    told.browsing.words, told.browsing.found = "kettles", [4, 9]
    told.browsing.listed.emit()
    assert told.said() == "2 papers found"
    told.browsing.listed.emit()
    told.news.changed.emit(Change("star", (4,), step=1, arguments={"on": True}))
    assert told.said() == "Starred"
    assert aloud == []


def test_a_search_that_finds_nothing_says_so_and_one_that_is_emptied_says_the_place(told):
    told.browsing.words = "qqq"
    told.browsing.listed.emit()
    assert told.said() == "No papers found"
    told.browsing.words = ""
    told.browsing.listed.emit()
    assert told.said() == "Today. 1 of 18 decided"


def test_the_heading_is_said_with_the_first_paper_below_it(told, qtbot, aloud):
    view = told._pane.view
    told._pane.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    for row in (1, 3):
        view.setCurrentIndex(view.model().index(row, 0))
        told.browsing.current_changed.emit(None)
    assert told.said().startswith("Tuesday, 5 left")
    assert aloud == []


def test_how_many_papers_are_selected_is_said_from_two_on(told, aloud):
    for ids in ([4], [4, 9], [4]):
        told.browsing.selection_changed.emit(ids)
    assert told.said() == "2 papers selected. 1 paper selected"
    assert aloud == []


def test_a_paper_that_was_looked_at_long_enough_says_nothing(told, aloud):
    told.news.changed.emit(Change("mark_read", (4,), step=None, arguments={"on": True}))
    told.news.changed.emit(Change("mark_read", (4,), step=2, arguments={"on": False}))
    assert told.said() == "Marked unread"


@pytest.mark.parametrize(
    ("verb", "arguments", "count", "said"),
    [
        ("star", {"on": False}, 1, "Star removed"),
        ("tag", {"name": "vision"}, 1, "Tagged vision"),
        ("untag", {"name": "vision"}, 1, "Tag vision removed"),
    ],
)
def test_what_only_changes_how_a_row_looks_has_words(verb, arguments, count, said):
    assert words.seen_only(verb, arguments, count) == said


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "verb",
    ["move", "trash", "restore", "add_to_list", "remove_from_list", "star", "mark_read", "tag", "untag"],
)
def test_what_was_done_is_said_by_the_toast_or_here_and_not_by_both(verb, count):
    arguments = {"state": "done", "name": "Replicate first", "on": True}
    assert bool(words.done(verb, arguments, count)) != bool(words.seen_only(verb, arguments, count))
