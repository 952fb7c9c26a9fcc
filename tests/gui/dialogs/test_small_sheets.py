"""Naming, asking, links, about and tags, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from octavo.gui.dialogs.about_sheet import AboutSheet
from octavo.gui.dialogs.confirm_sheet import ConfirmSheet
from octavo.gui.dialogs.labels import Label
from octavo.gui.dialogs.links_sheet import LinksSheet
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.gui.dialogs.tags_sheet import TagsSheet
from octavo.records import OctavoError, Tag


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_a_name_is_given_without_stray_spaces(qtbot, window, theme):
    sheet = NameSheet(theme, window)
    sheet.ask("New list", "Name of the list", button="Make list")
    assert not sheet.ok_button.isEnabled()
    qtbot.keyClicks(QApplication.focusWidget(), "  Reading   group ")
    with qtbot.waitSignal(sheet.named) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == ["Reading group"]
    assert not sheet.isVisible()


def test_a_name_that_is_taken_is_explained_whatever_its_case(qtbot, window, theme):
    sheet = NameSheet(theme, window)
    sheet.ask("New list", "Name of the list", taken=["Reading group"])
    heard = []
    sheet.named.connect(heard.append)
    qtbot.keyClicks(QApplication.focusWidget(), "reading GROUP")
    assert sheet.field.error == "“Reading group” exists already. Give another name."
    press(qtbot, Qt.Key.Key_Return)
    assert sheet.isVisible() and heard == []
    qtbot.keyClicks(QApplication.focusWidget(), "s")
    assert sheet.field.error == ""


def test_renaming_to_the_same_name_says_nothing(qtbot, window, theme):
    sheet = NameSheet(theme, window)
    sheet.ask("Rename list", "Name of the list", name="Spring")
    heard = []
    sheet.named.connect(heard.append)
    press(qtbot, Qt.Key.Key_Return)
    assert not sheet.isVisible() and heard == []


def test_an_error_brings_the_sheet_back_with_its_sentence(qtbot, window, theme):
    sheet = NameSheet(theme, window)
    sheet.ask("New list", "Name of the list", name="Spring")
    sheet.reject()
    sheet.show_error(OctavoError("The disk is full."))
    assert sheet.isVisible() and sheet.field.error == "The disk is full."


def test_enter_keeps_and_only_the_other_button_deletes(qtbot, window, theme):
    sheet = ConfirmSheet(theme, window)
    heard = []
    sheet.confirmed.connect(lambda: heard.append(1))
    ask = ("Delete “Replicate first”?", "Its 5 papers stay in your library.", "Delete list", "Keep")
    sheet.ask(*ask)
    press(qtbot, Qt.Key.Key_Return)
    assert not sheet.isVisible() and heard == []
    sheet.ask(*ask)
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert not sheet.isVisible() and heard == [1]


def test_links_are_given_as_typed_with_control_enter(qtbot, window, theme):
    sheet = LinksSheet(theme, window)
    sheet.open()
    assert not sheet.add_links.isEnabled()
    qtbot.keyClicks(sheet.area, "2403.09611")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(sheet.area, "1706.03762")
    assert sheet.add_links.text() == "Add 2 papers"
    with qtbot.waitSignal(sheet.links_given) as heard:
        qtbot.keyClick(sheet.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["2403.09611\n1706.03762"]


def test_about_says_where_the_library_lies(qtbot, window, theme):
    sheet = AboutSheet(theme, window)
    sheet.show_about(Path("folder/library.octavo"))
    shown = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert str(Path("folder/library.octavo")) in shown
    assert "LGPL" in shown and "Open Font License" in shown and "ISC" in shown
    assert all(label.height() > 12 for label in sheet.findChildren(QLabel) if label.isVisible() and label.text())


TAGS = [Tag(1, "training", "blue", 212), Tag(2, "retrieval", "teal", 33), Tag(3, "agents", "red", 0)]


@pytest.fixture
def tags(window, theme):
    sheet = TagsSheet(theme, window)
    sheet.show_tags(TAGS)
    sheet.open()
    return sheet


def test_a_tag_is_renamed(qtbot, tags):
    tags.name_field.setFocus()
    tags.name_field.selectAll()
    qtbot.keyClicks(tags.name_field, "optimisation")
    with qtbot.waitSignal(tags.rename_requested) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == ["training", "optimisation"]


def test_a_name_that_exists_is_refused_with_the_way_out(qtbot, tags):
    tags.name_field.setText("Retrieval")
    assert tags.name_field.error == "“retrieval” exists already. Merge into it instead."
    assert not tags.rename_button.isEnabled()


def test_a_tag_is_merged_into_another_but_not_into_itself(qtbot, tags):
    choices = [tags.into_select.itemText(row) for row in range(tags.into_select.count())]
    assert "training" not in choices and "retrieval" in choices
    assert not tags.merge_button.isEnabled()
    tags.into_select.choose("retrieval")
    tags.merge_button.setFocus()
    with qtbot.waitSignal(tags.merge_requested) as heard:
        press(qtbot, Qt.Key.Key_Space)
    assert heard.args == [["training"], "retrieval"]


def test_a_tag_is_recoloured_with_the_arrows(qtbot, tags):
    blue = next(each for each in tags.hues.children() if getattr(each, "hue", "") == "blue")
    blue.setFocus()
    with qtbot.waitSignal(tags.recolour_requested) as heard:
        press(qtbot, Qt.Key.Key_Right)
    assert heard.args == ["training", "purple"]


def test_deleting_asks_in_the_button_and_forgets_the_question_on_another_tag(qtbot, tags):
    heard = []
    tags.delete_requested.connect(heard.append)
    tags.delete_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert tags.delete_button.text() == "Delete from 212 papers" and heard == []
    tags.rows.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert tags.delete_button.text() == "Delete tag"
    tags.delete_button.setFocus()
    press(qtbot, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert heard == ["retrieval"]


def test_shown_again_the_sheet_stays_on_its_tag(qtbot, tags):
    tags.rows.select_row(1)
    tags.show_tags([Tag(3, "agents", "red"), *TAGS[:2]])
    assert tags.name_field.text() == "retrieval"


def test_lines_of_words_keep_the_distance_of_the_type_scale(theme, window):
    words = Label(theme, "The scales agree on dry days and differ in rain. " * 4, wrap=True, parent=window)
    heights = {words.heightForWidth(width) for width in range(150, 600, 50)}
    assert len(heights) > 3
    assert not any(height % theme.line("body") for height in heights)


def test_words_that_wrap_keep_their_margins(theme, window):
    words = Label(theme, "No file follows a list yet. " * 4, wrap=True, parent=window)
    bare = words.heightForWidth(300)
    words.setContentsMargins(20, 12, 20, 12)
    assert words.heightForWidth(340) == bare + 24
