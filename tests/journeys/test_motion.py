"""The same keys with everything moving as without: nothing waits for an animation, nothing is lost to one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from heartbeat import STALL_MS
from person import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from octavo.gui.dialogs.palette import CommandPalette
from octavo.gui.dialogs.tag_popover import TagPopover

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def lively(open_desktop: Callable[..., Desktop]) -> Desktop:
    """A window of 30 papers in which things move."""
    desktop = open_desktop(papers=30)
    desktop.octavo.theme.motion.seen = True
    return desktop


def still(desktop: Desktop) -> None:
    desktop.until(lambda: desktop.octavo.theme.motion.running == 0)


def test_decisions_one_after_the_other_all_count(lively: Desktop) -> None:
    ids = lively.octavo.browsing_now.shown_ids()
    for letter in "eqdeqdeqde":
        lively.keys(letter)
    still(lively)
    assert lively.octavo.browsing_now.shown_ids() == ids[10:]
    assert lively.current() == ids[10]
    counts = lively.octavo.reading.counts()
    assert (counts.inbox, counts.to_read, counts.done, counts.not_for_me) == (20, 3, 4, 3)


def test_keys_struck_faster_than_anything_moves_are_all_answered(lively: Desktop) -> None:
    ids = lively.octavo.browsing_now.shown_ids()
    view = lively.octavo.pane.view
    for letter in "jjjjkj":
        QTest.keyClick(view, letter)
    lively.settle()
    assert lively.current() == ids[4]
    lively.keys("t")
    lively.layer(TagPopover)
    lively.keys("harbour")
    lively.key(Qt.Key.Key_Return)
    lively.key(Qt.Key.Key_Escape)
    lively.until_closed(TagPopover)
    lively.key(Qt.Key.Key_K, CONTROL)
    lively.layer(CommandPalette)
    lively.key(Qt.Key.Key_Escape)
    still(lively)
    assert [tag.name for tag in lively.octavo.reading.paper(ids[4]).tags] == ["harbour"]
    assert view.hasFocus()


def test_f9_hides_the_sidebar_and_brings_it_back(lively: Desktop) -> None:
    sidebar = lively.octavo.sidebar
    lively.key(Qt.Key.Key_F9)
    still(lively)
    assert not sidebar.isVisible()
    lively.key(Qt.Key.Key_F9)
    still(lively)
    assert sidebar.isVisible()
    assert sidebar.width() == 240


@pytest.mark.parametrize("moves", [True, False])
def test_a_narrow_window_by_keyboard(lively: Desktop, moves: bool) -> None:
    octavo = lively.octavo
    octavo.theme.calm(not moves)
    octavo.window.resize(900, 640)
    lively.key(Qt.Key.Key_F9)
    assert octavo.sidebar.isVisible()
    assert octavo.sidebar.tree.hasFocus()
    lively.key(Qt.Key.Key_Escape)
    assert not octavo.sidebar.isVisible()
    assert octavo.pane.view.hasFocus()

    lively.key(Qt.Key.Key_F9)
    lively.key(Qt.Key.Key_Down)
    lively.key(Qt.Key.Key_Return)
    assert not octavo.sidebar.isVisible()
    assert octavo.browsing_now.place.kind == "today"

    lively.keys("gi")
    octavo.window.resize(480, 720)
    octavo.pane.focus_list()
    lively.key(Qt.Key.Key_Return)
    assert not octavo.pane.isVisible()
    assert octavo.reader.isVisible()
    lively.key(Qt.Key.Key_Escape)
    assert octavo.pane.isVisible()
    assert not octavo.reader.isVisible()


def test_moving_things_hold_nothing_up(lively: Desktop) -> None:
    lively.does("sheet in and out")
    lively.key(Qt.Key.Key_F1)
    still(lively)
    lively.key(Qt.Key.Key_Escape)
    still(lively)
    assert lively.heart.longest.work < STALL_MS
