"""The keyboard page: find a command, press another key, be told whose it is, swap, and come back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from octavo.gui.actions import COMMANDS
from octavo.settings import KEYS, Settings

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(preferences):
    preferences.show_page("keyboard")
    return preferences.page_named("keyboard")


@pytest.fixture
def listening(page):
    """Begins to listen for a key of the command, and answers its button."""

    def begin(name):
        button = page.rows[name].button
        button.setFocus()
        button.click()
        assert button.is_listening
        return button

    return begin


def shown(page) -> list[str]:
    return [name for name, row in page.rows.items() if row.isVisibleTo(page)]


def test_every_command_is_there_under_its_menu(page, actions):
    named = [command.name for command in COMMANDS if command is not None]
    assert [name for name in page.rows if not name.startswith("tag_")] == named
    assert set(page.rows) == set(actions.all)
    for command in COMMANDS:
        if command is not None:
            assert page.cards[command.menu].isAncestorOf(page.rows[command.name])
            assert page.cards[command.menu].heading.text() == command.menu


def test_a_row_says_its_command_and_all_its_keys(page):
    assert page.rows["undo"].button.accessibleName() == "Undo: Z or Ctrl Z"
    assert page.rows["go_inbox"].button.accessibleName() == "Inbox: G I"
    assert page.rows["check"].button.accessibleName() == "Check library: no key"
    assert page.rows["open_page"].button.accessibleName() == "Open in browser: Enter"


def test_the_filter_finds_commands_by_words_and_by_keys(page):
    for typed, found in (
        ("star", {"star", "go_starred"}), ("edit tag", {"tags"}), ("ctrl k", {"palette"}), ("Ctrl+K", {"palette"}),
        ("g q", {"go_to_read"}), ("f6", {"next_pane"}), ("[", {"previous_place"}), ("?", {"keys"}),
    ):  # fmt: skip
        page.filter.setText(typed)
        assert set(shown(page)) == found, typed


def test_a_single_letter_finds_its_key_and_the_words_that_begin_with_it(page):
    page.filter.setText("e")
    assert {"done", "tags", "export"} <= set(shown(page))
    assert "star" not in shown(page)


def test_a_filter_without_match_says_so_and_escape_empties_it_before_it_closes(page, preferences, press):
    page.filter.setFocus()
    press("xylophone")
    assert shown(page) == []
    assert "xylophone" in page.nothing.text()
    assert page.nothing.isVisibleTo(page)
    press(Qt.Key.Key_Escape)
    assert page.filter.text() == ""
    assert len(shown(page)) == len(page.rows)
    assert preferences.isVisible()
    press(Qt.Key.Key_Escape)
    assert not preferences.isVisible()


def test_a_free_key_is_taken_at_once_and_kept(page, listening, press, tmp_path):
    listening("done")
    press("b")
    assert page.rows["done"].button.accessibleName() == "Done: B"
    assert not page.rows["done"].button.is_listening
    assert Settings(tmp_path / "settings.json").get(KEYS) == {"done": ["B"]}


def test_another_main_key_leaves_the_second_one_alone(page, listening, press, settings):
    listening("undo")
    press("b")
    assert settings.get(KEYS) == {"undo": ["B", "Ctrl+Z"]}


def test_a_key_in_use_is_explained_in_place_and_enter_swaps_the_two(page, listening, press, settings):
    button = listening("add_to_list")
    press("t")
    message = page.message("add_to_list")
    assert message.words == "T already runs “Edit tags”. Press another key, or Enter to swap the two."
    assert message.isVisibleTo(page)
    assert settings.get(KEYS) == {}
    press(Qt.Key.Key_Return)
    assert settings.get(KEYS) == {"add_to_list": ["T"], "tags": ["L"]}
    assert not button.is_listening
    assert not message.isVisibleTo(page)


def test_another_key_after_the_question_is_simply_taken(page, listening, press, settings):
    listening("add_to_list")
    press("t")
    press("b")
    assert settings.get(KEYS) == {"add_to_list": ["B"]}


def test_escape_leaves_everything_as_it_was(page, preferences, listening, press, settings):
    button = listening("add_to_list")
    press("t")
    press(Qt.Key.Key_Escape)
    assert not button.is_listening
    assert preferences.isVisible()
    assert settings.get(KEYS) == {}
    assert page.message("add_to_list").words == ""


def test_leaving_the_row_leaves_everything_as_it_was(page, listening, press, settings):
    button = listening("add_to_list")
    press("t")
    press(Qt.Key.Key_Tab)
    assert not button.is_listening
    assert QApplication.focusWidget() is not button
    assert settings.get(KEYS) == {}


def test_enter_itself_belongs_to_a_command_until_a_question_is_open(page, listening, press):
    listening("done")
    press(Qt.Key.Key_Return)
    assert "“Open in browser”" in page.message("done").words


def test_a_key_that_begins_a_longer_one_waits_for_the_second(page, listening, press, settings):
    listening("palette")
    press("g")
    assert page.message("palette").words == "G begins “Inbox” and 6 more. Press the second key."
    press("p")
    assert settings.get(KEYS) == {"palette": ["G, P"]}


def test_a_longer_key_in_use_is_asked_about_too(page, listening, press, settings):
    listening("palette")
    press("g")
    press("t")
    assert "G T already runs “Today”" in page.message("palette").words
    press(Qt.Key.Key_Return)
    assert settings.get(KEYS) == {"palette": ["G, T"], "go_today": ["Ctrl+K"]}


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_F10])
def test_keys_that_lists_and_menus_need_cannot_be_given_away(page, listening, press, settings, key):
    button = listening("done")
    press(key)
    assert button.is_listening
    assert page.message("done").words.endswith("Press another key.")
    assert settings.get(KEYS) == {}


def test_shift_alone_is_no_answer_and_shift_with_a_letter_is(page, listening, press, settings):
    button = listening("done")
    press(Qt.Key.Key_Shift)
    assert button.is_listening
    press(Qt.Key.Key_B, SHIFT)
    assert settings.get(KEYS) == {"done": ["Shift+B"]}


def test_a_mark_is_named_without_the_shift_it_needs(page, listening, settings):
    button = listening("done")
    down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Exclam, SHIFT, "!")
    QCoreApplication.sendEvent(button, down)
    assert settings.get(KEYS) == {"done": ["!"]}


def test_a_letter_of_another_script_is_taken_for_the_key_it_lies_on(page, listening, settings, monkeypatch):
    button = listening("done")
    # The key that carries B on a Latin keyboard, 56 by its number.
    none = Qt.KeyboardModifier.NoModifier
    down = QKeyEvent(QEvent.Type.KeyPress, 0x418, none, 56, 0x6C9, 0, "и")
    QCoreApplication.sendEvent(button, down)
    assert settings.get(KEYS) == {"done": ["B"]}


def test_delete_takes_the_key_away_and_the_small_button_brings_it_back(page, press, settings):
    row = page.rows["star"]
    row.button.setFocus()
    assert row.reset is None
    press(Qt.Key.Key_Delete)
    assert settings.get(KEYS) == {"star": []}
    assert row.button.accessibleName() == "Star: no key"
    assert row.reset.isVisibleTo(page)
    row.reset.click()
    assert settings.get(KEYS) == {}
    assert row.button.accessibleName() == "Star: S"


def test_bringing_back_one_of_two_that_were_swapped_brings_back_both(page, listening, press, settings):
    listening("add_to_list")
    press("t")
    press(Qt.Key.Key_Return)
    page.rows["add_to_list"].reset.click()
    assert settings.get(KEYS) == {}


def test_all_usual_keys_come_back_at_once_and_the_own_ones_once_more(page, listening, press, settings):
    assert not page.reset_all.isEnabled()
    listening("done")
    press("b")
    mine = settings.get(KEYS)
    page.reset_all.click()
    assert settings.get(KEYS) == {}
    assert page.reset_all.text() == "Bring my keys back"
    page.reset_all.click()
    assert settings.get(KEYS) == mine


def test_keys_changed_elsewhere_are_shown(page, settings):
    settings.set(KEYS, {"done": ["B"]})
    assert page.rows["done"].button.accessibleName() == "Done: B"


def test_tool_tips_and_shortcuts_follow_a_new_mapping(actions):
    actions.rekey({"done": ["B"], "star": []})
    assert actions.all["done"].shortcut() == QKeySequence("B")
    assert actions.all["done"].toolTip() == "Done (B)"
    assert actions.all["star"].shortcuts() == []
    assert actions.all["star"].toolTip() == "Star"
    actions.rekey({})
    assert actions.all["done"].toolTip() == "Done (E)"
    assert actions.all["star"].shortcut() == QKeySequence("S")


def test_keys_end_where_the_other_settings_end(theme, page):
    image = page.rows["done"].button.grab().toImage()
    middle = [image.pixel(x, image.height() // 2) for x in range(image.width())]
    ink = [x for x, colour in enumerate(middle) if colour != middle[-1]]
    assert image.width() - 1 - ink[-1] == theme.px(16)
