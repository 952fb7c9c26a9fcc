"""The command palette, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from shiboken6 import delete

from octavo.gui.actions import Actions
from octavo.gui.dialogs.key_sheet import KeySheet
from octavo.gui.dialogs.matching import fit
from octavo.gui.dialogs.palette import CommandPalette
from octavo.gui.dialogs.palette_items import Destination, key_words

PLACES = [
    Destination("inbox", "Inbox", "147 papers", "inbox"),
    Destination(("list", 1), "Small-run evidence", "9 papers", "list-ordered", "@"),
    Destination(("tag", 2), "listening", "4 papers", "tag", "#"),
]


@pytest.fixture
def actions(window, theme):
    actions = Actions(theme, window)
    actions.allow({"", "paper", "papers"})
    return actions


@pytest.fixture
def palette(window, theme, actions):
    palette = CommandPalette(theme, window)
    palette.recent = ["export", "gone"]
    palette.show_palette(actions.all, PLACES, lambda words: [(7, "Listen First")] if words == "lis" else [])
    return palette


def words(palette):
    return [item.words for item in palette.model.items]


def type_in(qtbot, palette, typed):
    qtbot.keyClicks(palette.field, typed)
    qtbot.waitUntil(lambda: not palette._pause.isActive())


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_with_nothing_typed_the_recent_commands_come_first(palette, qtmodeltester):
    assert words(palette)[:2] == ["Recent", "Export…"]
    qtmodeltester.check(palette.model)


def test_commands_places_and_papers_each_have_their_section(qtbot, palette):
    type_in(qtbot, palette, "lis")
    found = words(palette)
    assert [heading for heading in ("Commands", "Go to", "Papers") if heading in found] == [
        "Commands",
        "Go to",
        "Papers",
    ]
    assert "Add to list…" in found and "listening" in found and "Listen First" in found


def test_enter_runs_the_command_after_the_palette_has_closed(qtbot, palette):
    closed_first = []
    palette.command_run.connect(lambda name: closed_first.append((name, palette.isVisible())))
    type_in(qtbot, palette, "new list")
    press(qtbot, Qt.Key.Key_Return)
    assert closed_first == [("new_list", False)]


def test_enter_before_the_rest_after_typing_runs_what_was_typed(qtbot, palette):
    heard = []
    palette.command_run.connect(heard.append)
    qtbot.keyClicks(palette.field, "new list")
    press(qtbot, Qt.Key.Key_Return)
    assert heard == ["new_list"]


def test_commands_that_cannot_be_run_now_are_absent(palette, window, theme, actions):
    assert "Undo" not in words(palette), "there is nothing to undo"
    assert "Done" in words(palette)


@pytest.mark.parametrize(
    ("typed", "heading", "row"), [("@", "Reading lists", "Small-run evidence"), ("#", "Tags", "listening")]
)
def test_a_sign_asks_for_one_kind_alone(qtbot, palette, typed, heading, row):
    type_in(qtbot, palette, typed)
    assert words(palette) == [heading, row]


def test_a_paper_is_told_by_its_id_and_a_place_as_it_was_given(qtbot, palette):
    type_in(qtbot, palette, "lis")
    with qtbot.waitSignal(palette.paper_chosen) as heard:
        press(qtbot, *[Qt.Key.Key_Down] * 20, Qt.Key.Key_Return)
    assert heard.args == [7]


def test_a_place_is_handed_back_as_it_was_given(qtbot, palette):
    type_in(qtbot, palette, "@small")
    with qtbot.waitSignal(palette.place_chosen) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == [("list", 1)]


def test_nothing_found_is_said_and_enter_does_nothing(qtbot, palette):
    type_in(qtbot, palette, "zzzz")
    assert palette.nothing.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_escape_closes_and_returns_the_focus(qtbot, palette, window):
    press(qtbot, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.behind.hasFocus()


def test_the_widget_that_had_the_focus_may_be_gone_when_it_closes(qtbot, window, theme, actions):
    passing = QLineEdit(window)
    passing.show()
    passing.setFocus()
    palette = CommandPalette(theme, window)
    palette.show_palette(actions.all, PLACES)
    passing.setParent(None)
    delete(passing)
    press(qtbot, Qt.Key.Key_Escape)
    assert not palette.isVisible()


@pytest.mark.parametrize(
    ("typed", "text", "rank"),
    [("add", "Add to list", 0), ("li", "Add to list", 1), ("ist", "Add to list", 2), ("lst", "Add to list", None),
     ("etude", "Étude", 0), ("to add", "Add to list", 1)],
)  # fmt: skip
def test_the_start_of_the_text_beats_the_start_of_a_word(typed, text, rank):
    found = fit(typed, text)
    assert (found[0] if found else None) == rank


def test_the_matched_letters_are_where_they_are_said_to_be():
    text = "Ärger im Straßenverkehr"
    _, spans = fit("verkehr arger", text)
    assert [text[start : start + length] for start, length in spans] == ["Ärger", "verkehr"]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Ctrl+K", "Ctrl K"),
        ("G, I", "G I"),
        ("Ctrl++", "Ctrl +"),
        ("Shift+Z", "Shift Z"),
        ("Return", "Enter"),
        ("+", "+"),
    ],
)
def test_keys_are_shown_as_caps(keys, shown):
    assert key_words(QKeySequence(keys)) == shown


def test_the_key_sheet_names_every_command_that_has_a_key(window, theme, actions):
    sheet = KeySheet(theme, window)
    sheet.show_keys(actions.all)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    for name, action in actions.all.items():
        if not action.shortcut().isEmpty() and not name.startswith("tag_"):
            assert action.text().rstrip("…") in shown, name


def test_the_row_that_enter_would_run_is_said_while_typing_goes_on(qtbot, palette, aloud):
    type_in(qtbot, palette, "lis")
    qtbot.waitUntil(lambda: bool(aloud))
    first = palette.rows.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == [first]
    press(qtbot, Qt.Key.Key_Down)
    assert len(aloud) == 2 and aloud[1] != first


def test_that_nothing_is_found_is_said(qtbot, palette, aloud):
    type_in(qtbot, palette, "qqq")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == [palette.nothing.text()]
