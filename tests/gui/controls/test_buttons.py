"""Buttons: what they are to keyboard and screen reader, and that they follow theme and actions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest

from octavo.gui.controls.buttons import VARIANTS, Button, IconButton
from octavo.gui.controls.keycap import KeyHint, keys_width


def role(widget):
    return QAccessible.queryAccessibleInterface(widget).role()


def colour(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y)


def test_a_button_is_a_button_to_a_screen_reader(theme, put):
    assert role(put(Button(theme, "Import 80 papers", variant="primary"))) == QAccessible.Role.PushButton


def test_an_icon_button_is_named_by_its_verb(theme, put):
    button = put(IconButton(theme, "tag", "Edit tags", key="T"))
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Edit tags"
    assert "Edit tags" in button.toolTip()
    assert button.sizeHint().width() == 32


@pytest.mark.parametrize(("small", "height"), [(False, 32), (True, 24)])
def test_heights_are_those_of_the_scale(theme, small, height):
    assert Button(theme, "Done", small=small).sizeHint().height() == height


def test_heights_grow_with_the_interface(theme):
    theme.resize(2.0)
    assert Button(theme, "Done").sizeHint().height() == 64


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_variant_looks_like_the_platforms_grey_button(theme, put, variant):
    button = put(Button(theme, "Done", variant=variant))
    expected = {"primary": theme.tokens.accent, "default": theme.tokens.raised, "danger": theme.tokens.raised}
    ground = colour(button, 6, button.height() - 4)
    assert ground.name() == expected.get(variant, colour(button.parentWidget(), 1, 1)).name()


def test_a_click_leaves_the_keyboard_where_it_was_and_tab_does_not(theme, put):
    first, second = put(Button(theme, "One")), put(Button(theme, "Two"))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()


def test_the_focused_button_wears_the_ring(theme, put):
    button = put(Button(theme, "Keep"))
    assert colour(button, 0, 16).name() != theme.tokens.mark.name()
    button.setFocus()
    assert colour(button, 0, 16).name() == theme.tokens.mark.name()


def test_a_change_of_theme_repaints_in_its_colours(theme, put):
    button = put(Button(theme, "Import", variant="primary"))
    light = colour(button, 6, 4).name()
    theme.choose("dark")
    assert colour(button, 6, 4).name() == theme.tokens.accent.name() != light


def test_space_clicks(theme, put, qtbot):
    button = put(Button(theme, "Done"))
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_button_follows_its_action(theme, put, host):
    ran = []
    action = QAction("Star…", host)
    action.setCheckable(True)
    action.setData("star")
    action.triggered.connect(lambda: ran.append(True))
    button = put(IconButton(theme, "tag", "x"))
    button.follow(action)
    button.click()
    assert ran == [True]
    assert button.isChecked()
    assert button.accessibleName() == "Star"
    action.setEnabled(False)
    assert not button.isEnabled()


def test_a_word_that_looks_like_markup_is_only_a_word(theme, put):
    button = put(IconButton(theme, "tag", "<b>x</b>"))
    assert "&lt;b&gt;" in button.toolTip()


def test_a_key_hint_makes_room_for_its_caps(theme):
    assert Button(theme, "Done", key="E").sizeHint().width() > Button(theme, "Done").sizeHint().width() + 18
    assert keys_width(theme, "Ctrl K") > keys_width(theme, "K") * 2
    assert KeyHint(theme, "Up Down", "Move").sizeHint().width() > keys_width(theme, "Up Down")


def test_everything_painted_can_be_clicked(theme, put, qtbot):
    button = put(Button(theme, "Done"))
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_a_screen_reader_is_told_the_key_of_a_button_and_never_markup(theme, put):
    action = QAction("&Star…")
    action.setShortcut("S")
    following = Button(theme, icon="star")
    following.follow(action)
    buttons = (IconButton(theme, "tag", "Edit tags", key="T"), Button(theme, "Done", key="E"), following)
    told = [
        QAccessible.queryAccessibleInterface(put(each)).text(QAccessible.Text.Description)
        for each in (*buttons, IconButton(theme, "x", "Close"))
    ]
    assert told == ["T", "E", "S", "Close"]
