"""Panes for every width: three, two with a sidebar that slides over them, one at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget

from octavo.gui.sidebar.widget import Sidebar
from octavo.gui.theme import Theme
from octavo.gui.window import Window
from octavo.library.reading import Counts
from octavo.settings import REDUCED_MOTION, SIDEBAR_SHOWN, Settings

COUNTS = Counts(
    inbox=147, today=61, today_total=86, to_read=12, starred=0, all=480, unread=9, done=3, not_for_me=0, trash=1
)


@pytest.fixture
def theme(qapp):
    theme = Theme(Path(__file__).parents[2] / "resources", choice="light")
    theme.apply(qapp)
    yield theme
    theme.motion.finish()


@pytest.fixture
def settings():
    return Settings(None)


@pytest.fixture
def window(qtbot, theme, settings):
    window = Window(theme, settings)
    sidebar = Sidebar(theme, today=lambda: date(2024, 3, 12))
    sidebar.show_places(COUNTS, [], [], [])
    window.place(sidebar, QLineEdit(), QWidget())
    window.furnish(QLineEdit(), QWidget())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def panes(window) -> list[str]:
    named = {"sidebar": window.sidebar, "list": window.papers, "paper": window.reader}
    return [name for name, pane in named.items() if pane.isVisible()]


def place_of(window, pane) -> QRect:
    return QRect(pane.mapTo(window.centralWidget(), QPoint(0, 0)), pane.size())


@pytest.mark.parametrize(
    ("width", "shown"),
    [(1440, ["sidebar", "list", "paper"]), (1100, ["sidebar", "list", "paper"]), (1099, ["list", "paper"]),
     (800, ["list", "paper"]), (799, ["list"]), (400, ["list"])],
)  # fmt: skip
def test_each_width_has_its_panes(window, width, shown):
    window.resize(width, 640)
    assert panes(window) == shown


def test_in_a_narrow_window_the_sidebar_lies_over_the_list_and_pushes_nothing(window, qtbot):
    window.resize(900, 640)
    before = place_of(window, window.papers), place_of(window, window.reader)
    window.show_sidebar(True)
    assert panes(window) == ["sidebar", "list", "paper"]
    assert (place_of(window, window.papers), place_of(window, window.reader)) == before
    assert place_of(window, window.sidebar) == QRect(0, 0, 240, window.centralWidget().height())
    assert window.sidebar.tree.hasFocus()


def test_the_rest_of_the_narrow_window_is_under_a_scrim(window):
    window.resize(900, 640)
    bare = window.centralWidget().grab().toImage().pixelColor(880, 300)
    window.show_sidebar(True)
    assert window.centralWidget().grab().toImage().pixelColor(880, 300).lightness() < bare.lightness() - 20


@pytest.mark.parametrize("way", ["again", "choice by key", "choice by pointer", "press beside it", "other focus"])
def test_the_slid_sidebar_is_put_away(window, qtbot, way):
    window.resize(900, 640)
    window.papers.setFocus()
    window.show_sidebar(True)
    tree = window.sidebar.tree
    if way == "again":
        window.show_sidebar(False)
    elif way == "choice by key":
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    elif way == "choice by pointer":
        spot = tree.visualRect(window.sidebar.model.index(2)).center()
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    elif way == "press beside it":
        qtbot.mouseClick(window.centralWidget().childAt(700, 300), Qt.MouseButton.LeftButton)
    else:
        window.reader.setFocus()
    assert panes(window) == ["list", "paper"]
    assert (window.reader if way == "other focus" else window.papers).hasFocus()


def test_moving_through_the_slid_sidebar_by_key_keeps_it_open(window, qtbot):
    window.resize(900, 640)
    window.show_sidebar(True)
    chosen = []
    window.sidebar.place_chosen.connect(chosen.append)
    qtbot.keyClick(window.sidebar.tree, Qt.Key.Key_Down)
    assert [place.kind for place in chosen] == ["today"]
    assert panes(window) == ["sidebar", "list", "paper"]


def test_esc_puts_away_only_what_is_open(window):
    window.resize(900, 640)
    assert not window.put_sidebar_away()
    window.show_sidebar(True)
    assert window.put_sidebar_away()
    assert not window.put_sidebar_away()


def test_a_slid_sidebar_stands_beside_the_list_again_when_the_window_grows(window):
    window.resize(900, 640)
    window.show_sidebar(True)
    window.resize(1300, 800)
    assert panes(window) == ["sidebar", "list", "paper"]
    assert place_of(window, window.papers).left() == 241


def test_in_one_pane_the_paper_is_pushed_and_the_list_comes_back(window):
    window.resize(480, 720)
    assert window.push_reader(True)
    assert panes(window) == ["paper"]
    assert window.reader.hasFocus()
    assert window.push_reader(False)
    assert panes(window) == ["list"]
    window.show_sidebar(True)
    assert place_of(window, window.sidebar).right() < 480 - 40


def test_the_sidebar_of_a_wide_window_stays_hidden_in_the_next_session(window, settings):
    window.show_sidebar(False)
    assert panes(window) == ["list", "paper"]
    assert settings.get(SIDEBAR_SHOWN) is False
    window.resize(1200, 800)
    assert panes(window) == ["list", "paper"]
    window.show_sidebar(True)
    assert panes(window) == ["sidebar", "list", "paper"]


def test_with_motion_the_sidebar_gives_way_and_the_list_keeps_its_width(window, theme, qtbot):
    theme.motion.seen = True
    width = window.papers.width()
    widths = []
    window.show_sidebar(False)
    qtbot.waitUntil(lambda: widths.append(place_of(window, window.papers).left()) or theme.motion.running == 0)
    assert widths == sorted(widths, reverse=True)
    qtbot.waitUntil(lambda: place_of(window, window.papers).left() == 0)
    assert window.papers.width() == width
    assert not window.sidebar.isVisible()


def test_f9_twice_in_a_row_ends_where_it_began(window, theme, qtbot):
    theme.motion.seen = True
    window.show_sidebar(False)
    qtbot.keyClick(window.papers, Qt.Key.Key_F9)
    assert theme.motion.running == 0
    window.show_sidebar(True)
    theme.motion.finish()
    assert panes(window) == ["sidebar", "list", "paper"]
    assert window.sidebar.width() == 240


def test_the_slid_sidebar_has_the_keyboard_while_it_still_moves(window, theme, qtbot):
    theme.motion.seen = True
    window.resize(900, 640)
    window.show_sidebar(True)
    assert theme.motion.running == 1
    assert window.sidebar.tree.hasFocus()
    qtbot.keyClick(window.sidebar.tree, Qt.Key.Key_Return)
    assert not window.sidebar.isVisible()


def test_motion_is_declared_as_a_setting():
    assert Settings(None).get(REDUCED_MOTION) is False


def test_mirrored_the_sidebar_slides_in_from_the_right(window):
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.resize(900, 640)
    window.show_sidebar(True)
    assert place_of(window, window.sidebar).right() == window.centralWidget().width() - 1


def met(widget: QWidget) -> list[QWidget]:
    """What a screen reader comes to when it goes through `widget`."""
    told = QAccessible.queryAccessibleInterface(widget)
    children = [told.child(at).object() for at in range(told.childCount())]
    return [each for child in children if child is not None for each in (child, *met(child))]


def test_a_screen_reader_comes_to_sidebar_list_and_paper_in_this_order_and_to_no_pane_of_layers(window):
    everything = met(window)
    assert [each for each in everything if each in (window.sidebar, window.papers, window.reader)] == [
        window.sidebar, window.papers, window.reader,
    ]  # fmt: skip
    roles = [QAccessible.queryAccessibleInterface(each).role() for each in everything]
    assert QAccessible.Role.LayeredPane not in roles


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_panes_fill_the_window_from_edge_to_edge(window, qapp, direction):
    window.setLayoutDirection(direction)
    for width in (1440, 900, 480):
        window.resize(width, 640)
        qapp.processEvents()
        shown = [place_of(window, pane) for pane in (window.sidebar, window.papers, window.reader) if pane.isVisible()]
        whole = window.centralWidget().width()
        assert (min(each.left() for each in shown), max(each.right() for each in shown)) == (0, whole - 1)


def test_with_larger_text_the_window_is_never_too_small_for_it_nor_for_the_screen(window, theme):
    assert (window.minimumWidth(), window.minimumHeight()) == (400, 480)
    theme.resize(2.0)
    window.lay_out_again()
    screen = window.screen().availableGeometry()
    assert window.minimumWidth() == min(800, screen.width())
    assert window.minimumHeight() == min(960, screen.height())
