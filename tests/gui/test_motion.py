"""What moves, what completes it, and that nothing waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from octavo.gui.controls.floating import Popover, Sheet, Toast
from octavo.gui.controls.ghost import _Ghost
from octavo.gui.motion import POPOVER, SHEET, Motion
from octavo.gui.theme import Theme


@pytest.fixture
def theme(qapp):
    theme = Theme(Path(__file__).parents[2] / "resources", choice="light")
    theme.apply(qapp)
    theme.motion.seen = True
    yield theme
    theme.motion.finish()


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(700, 500)
    window.field = QLineEdit(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.field.setFocus()
    return window


def ghosts(window):
    return [ghost for ghost in window.findChildren(_Ghost) if ghost.isVisible()]


def test_a_run_goes_from_nothing_to_all_and_then_ends(theme, qtbot):
    shares, ends = [], []
    theme.motion.run(SHEET.come, SHEET.curve, shares.append, lambda: ends.append(True))
    assert shares == [0.0]
    assert ends == []
    qtbot.waitUntil(lambda: ends == [True])
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert theme.motion.running == 0


@pytest.mark.parametrize("why", ["the person wants none", "nobody sees it"])
def test_without_motion_everything_is_in_its_place_at_once(theme, why):
    if why == "nobody sees it":
        theme.motion.seen = False
    else:
        theme.calm(True)
    told = []
    theme.motion.run(POPOVER.come, POPOVER.curve, told.append, lambda: told.append("done"))
    assert told == [1.0, "done"]
    assert theme.motion.running == 0


def test_without_a_screen_nothing_moves(qapp):
    assert Motion(lambda: False).still
    assert not Motion(lambda: False, seen=True).still


def test_a_key_completes_what_moves_and_is_answered_too(theme, window, qtbot):
    told = []
    theme.motion.run(10_000, POPOVER.curve, told.append, lambda: told.append("done"))
    qtbot.keyClicks(window.field, "a")
    assert told[-2:] == [1.0, "done"]
    assert window.field.text() == "a"


def test_a_second_animation_runs_beside_the_first(theme, qtbot):
    ends = []
    theme.motion.run(20, POPOVER.curve, lambda _share: None, lambda: ends.append("short"))
    theme.motion.run(60, POPOVER.curve, lambda _share: None, lambda: ends.append("long"))
    assert theme.motion.running == 2
    qtbot.waitUntil(lambda: ends == ["short", "long"])


def popover(theme, window):
    made = Popover(theme, parent=window)
    made.body.addWidget(QLineEdit())
    made.anchor_to(window.field)
    return made


def test_a_popover_takes_keys_from_its_first_moment(theme, window, qtbot):
    made = popover(theme, window)
    made.open()
    assert len(ghosts(window)) == 1
    field = made.findChild(QLineEdit)
    assert field.hasFocus()
    qtbot.keyClicks(field, "x")
    assert field.text() == "x"
    assert ghosts(window) == []


def test_a_press_reaches_the_popover_through_what_fades(theme, window, qtbot):
    made = popover(theme, window)
    made.open()
    field = made.findChild(QLineEdit)
    spot = field.mapTo(window, field.rect().center())
    [ghost] = ghosts(window)
    assert ghost.geometry().contains(spot)
    assert window.childAt(spot) is field


def test_a_closed_popover_gives_the_keyboard_back_before_it_has_faded(theme, window, qtbot):
    made = popover(theme, window)
    made.open()
    theme.motion.finish()
    made.close()
    assert len(ghosts(window)) == 1
    assert window.field.hasFocus()
    qtbot.waitUntil(lambda: ghosts(window) == [])


def test_a_sheet_comes_and_goes_over_the_whole_window(theme, window, qtbot):
    sheet = Sheet(theme, "A sheet", parent=window)
    sheet.body.addWidget(QLineEdit())
    sheet.open_sheet()
    [ghost] = ghosts(window)
    assert ghost.geometry() == window.rect()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: ghosts(window) == [])


def test_the_first_and_the_last_picture_are_what_was_and_what_will_be(theme, window, qtbot):
    before = window.grab().toImage()
    sheet = Sheet(theme, "A sheet", parent=window)
    sheet.open_sheet()
    [ghost] = ghosts(window)
    ghost.show_share(0.0)
    assert ghost.grab().toImage() == before
    qtbot.waitUntil(lambda: ghost.card is not None)
    ghost.show_share(1.0)
    shown = ghost.grab().toImage()
    theme.motion.finish()
    after = window.grab().toImage()
    differing = sum(
        abs(shown.pixelColor(x, y).lightness() - after.pixelColor(x, y).lightness()) > 3
        for x in range(0, 700, 7)
        for y in range(40, 500, 7)
    )
    assert differing == 0


def test_a_toast_that_is_replaced_does_not_rise_again(theme, window, qtbot):
    toast = Toast(theme, window)
    toast.show_words("Marked done", "Z")
    assert len(ghosts(window)) == 1
    theme.motion.finish()
    toast.show_words("Starred", "Z")
    assert ghosts(window) == []
