"""Every screen: names and roles for those who do not see it, Tab for those without a mouse, room for larger text."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from every_window import BY_COMMAND, EVERY, LAYERS, Stage, path, room, walk
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from octavo.gui.dialogs.palette import CommandPalette
from octavo.gui.reader.labels import Line

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QTextEdit,
)  # fmt: skip
SHIFT = Qt.KeyboardModifier.ShiftModifier


def is_control(widget: QWidget) -> bool:
    return isinstance(widget, CONTROLS) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


#: Every size and both ways take minutes over all windows: the largest and forwards by day, all with the long profile.
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SCALES = [0.9, 1.0, 1.5, 2.0] if LONG else [2.0]
WAYS = [False, True] if LONG else [False]


@pytest.fixture(scope="module", params=EVERY)
def screen(stage: Stage, request: pytest.FixtureRequest) -> QWidget:
    """Every screen in turn, opened once for all that is asked of it."""
    return stage.open(request.param)


@pytest.fixture(scope="module", params=SCALES)
def enlarged(stage: Stage, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """The window at a text size, set once for all screens."""
    stage.scale(request.param)
    yield stage
    stage.scale(1.0)


def stops(root: QWidget) -> list[QWidget]:
    """What Tab has to reach."""
    return [
        each
        for each in walk(root)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and each.focusProxy() is None
    ]


def test_every_control_has_a_name_and_a_role(screen: QWidget) -> None:
    nameless, roleless = [], []
    # A layer is told when it opens; the window's own title is.
    for widget in [screen, *walk(screen)] if isinstance(screen, LAYERS) else walk(screen):
        if widget is not screen and not is_control(widget):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip():
            nameless.append(path(widget))
        # Qt tells no better of what scrolls than Client; its name says what it holds.
        if not isinstance(widget, QScrollArea) and told.role() in (QAccessible.Role.Client, QAccessible.Role.NoRole):
            roleless.append(path(widget))
    assert not nameless, "without a name:\n" + "\n".join(nameless)
    assert not roleless, "without a role:\n" + "\n".join(roleless)


def _is_its_groups_stop(button: QAbstractButton) -> bool:
    group = button.group()
    return group is None or not group.exclusive() or group.checkedButton() in (None, button)


def round_trip(stage: Stage, root: QWidget, modifier: Qt.KeyboardModifier) -> list[QWidget]:
    """Where Tab goes from the first stop until it is back there, or for as long as it could take."""
    wanted = stops(root)
    # Of choices that exclude each other Tab stops at the chosen one only.
    start = next(each for each in wanted if not isinstance(each, QAbstractButton) or _is_its_groups_stop(each))
    start.setFocus(Qt.FocusReason.TabFocusReason)
    first = QApplication.focusWidget()
    seen: list[QWidget] = []
    for _ in range(len(wanted) * 2 + 5):
        now = QApplication.focusWidget()
        assert now is not None, f"Tab leads nowhere after {path(seen[-1])}"
        if seen and now is first:
            break
        assert now not in seen, f"Tab stays with {path(now)}"
        seen.append(now)
        stage.key(Qt.Key.Key_Tab if modifier != SHIFT else Qt.Key.Key_Backtab, modifier)
    return seen


@pytest.mark.parametrize("backwards", WAYS)
def test_tab_reaches_everything_and_comes_back(stage: Stage, screen: QWidget, backwards: bool) -> None:
    if isinstance(screen, CommandPalette):
        pytest.skip("in the palette Tab chooses")
    wanted = stops(screen)
    seen = round_trip(stage, screen, SHIFT if backwards else Qt.KeyboardModifier.NoModifier)
    strangers = [path(each) for each in seen if each is not screen and not screen.isAncestorOf(each)]
    assert not strangers, "Tab leaves for:\n" + "\n".join(strangers)
    # Of choices that exclude each other Tab reaches one; the arrows go on from there.
    groups = [each.group() for each in seen if isinstance(each, QAbstractButton) and each.group() is not None]
    missed = [
        path(each)
        for each in wanted
        if each not in seen and not (isinstance(each, QAbstractButton) and each.group() in groups)
    ]
    assert not missed, "Tab never reaches:\n" + "\n".join(missed)


@pytest.mark.parametrize("name", BY_COMMAND)
def test_esc_closes_and_the_focus_returns(stage: Stage, name: str) -> None:
    stage.clear()
    before = QApplication.focusWidget()
    assert before is not None
    root = stage.open(name)
    assert root.isAncestorOf(QApplication.focusWidget())
    stage.key(Qt.Key.Key_Escape)
    stage.settle()
    assert not stage.layers()
    assert QApplication.focusWidget() is before


def test_a_window_made_narrow_and_wide_again_keeps_several_papers_selected(stage: Stage) -> None:
    root = stage.open("several")
    for width in (820, 480, 1440):
        root.resize(width, 720)
        stage.settle()
    assert len(stage.octavo.pane.selected_ids()) == 3


def clipped(root: QWidget) -> list[str]:
    """What does not get the room its words need."""
    short: list[str] = []
    for widget in walk(root):
        need = needed(widget)
        if need is None:
            continue
        have = room(widget, root)
        if have.width() + 1 < need[0] or have.height() + 1 < need[1]:
            short.append(f"{path(widget)} has {have.width()} x {have.height()}, needs {need[0]} x {need[1]}")
    return short


def needed(widget: QWidget) -> tuple[int, int] | None:
    """The width and height below which words of `widget` are cut."""
    letters = QFontMetricsF(widget.font())
    if isinstance(widget, Line):
        # It ends in an ellipsis, with the whole in its tip: only its height must be there.
        return (1, widget.minimumSizeHint().height())
    if isinstance(widget, QLabel):
        if not widget.text():
            return None
        if widget.wordWrap():
            return (1, widget.heightForWidth(widget.width()))
        return (round(letters.horizontalAdvance(widget.text())), round(letters.ascent() + letters.descent()) - 2)
    if isinstance(widget, QAbstractButton):
        hint = widget.minimumSizeHint()
        return (hint.width(), hint.height())
    if isinstance(widget, (QLineEdit, QComboBox)):
        return (1, round(letters.ascent() + letters.descent()))
    return None


@pytest.mark.parametrize("name", EVERY)
def test_no_words_are_clipped(enlarged: Stage, name: str) -> None:
    short = clipped(enlarged.open(name))
    assert not short, "\n".join(short)


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5, 2.0])
def test_painted_rows_are_as_high_as_their_lines(stage: Stage, scale: float, compact: bool) -> None:
    octavo = stage.octavo
    stage.scale(scale)
    octavo.pane.set_compact(compact)
    try:
        stage.clear()
        theme, index = octavo.theme, octavo.pane.view.currentIndex()
        lines = theme.line("row") + theme.line("caption") * (1 if compact else 3)
        assert octavo.pane.view.rowHeight(index.row()) >= lines
        tree = octavo.sidebar.tree
        assert tree.visualRect(tree.currentIndex()).height() >= theme.line("body")
    finally:
        octavo.pane.set_compact(False)
        stage.scale(1.0)
