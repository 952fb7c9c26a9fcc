"""A decided row fades while the list closes its gap, and only then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from octavo.gui.papers.leaving import _Curtain
from octavo.records import State


@pytest.fixture
def view(pane, show, theme):
    theme.motion.seen = True
    show()
    yield pane.view
    theme.motion.finish()


def curtains(view):
    return [each for each in view.viewport().findChildren(_Curtain) if each.isVisible()]


def decide(library, show, *ids):
    library.move(list(ids), State.DONE)
    show()


def test_a_row_that_leaves_fades_while_the_rows_below_come_up(view, show, library, ids):
    view.select(ids[3])
    before = view.viewport().grab().toImage()
    top = view.visualRect(view.model().index(view.model().find_row(ids[2]), 0)).top()
    decide(library, show, ids[2])
    [curtain] = curtains(view)
    assert curtain.geometry().top() == top
    curtain.show_share(0.0)
    shown = view.viewport().grab().toImage()
    assert shown.copy(0, top, shown.width(), 90) == before.copy(0, top, shown.width(), 90)


def test_the_last_picture_is_the_list_as_it_is(view, show, library, ids, theme):
    decide(library, show, ids[2])
    [curtain] = curtains(view)
    curtain.show_share(1.0)
    last = view.viewport().grab().toImage()
    theme.motion.finish()
    assert curtains(view) == []
    assert view.viewport().grab().toImage() == last


def test_the_rows_above_come_down_when_the_current_paper_stays_where_it_is(view, show, library, ids):
    bar = view.verticalScrollBar()
    view.select(ids[8])
    bar.setValue(bar.value() + view.visualRect(view.currentIndex()).top() - 300)
    place = view.visualRect(view.currentIndex()).top()
    assert place > 250, "the paper is on screen with others above it"
    decide(library, show, ids[7])
    [curtain] = curtains(view)
    assert view.visualRect(view.currentIndex()).top() == place
    assert curtain.geometry().bottom() < place


def test_two_neighbours_leave_as_one(view, show, library, ids):
    decide(library, show, ids[1], ids[2])
    assert len(curtains(view)) == 1


@pytest.mark.parametrize("which", [(0, 3), (19,)])
def test_rows_apart_or_out_of_sight_leave_at_once(view, show, library, ids, which):
    decide(library, show, *(ids[at] for at in which))
    assert curtains(view) == []


def test_a_search_shows_its_result_at_once(view, show):
    show(words="Paper 1", hits=("paper", "1"))
    assert curtains(view) == []


def test_the_next_key_ends_it_and_is_answered(view, show, library, ids, qtbot):
    view.setFocus()
    view.select(ids[3])
    decide(library, show, ids[2])
    assert curtains(view)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert curtains(view) == []
    assert view.current_id() == ids[4]


def test_without_motion_the_row_is_gone_at_once(view, show, library, ids, theme):
    theme.calm(True)
    decide(library, show, ids[2])
    assert curtains(view) == []
