"""Following a feed: what is typed is recognised at once, and nothing is asked for before Follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.follow_sheet import FollowSheet
from octavo.records import OctavoError


@pytest.fixture
def sheet(window, theme):
    sheet = FollowSheet(theme, window)
    sheet.ask(followed=["https://rss.arxiv.org/rss/cs.CL"], minutes=180)
    return sheet


def test_a_name_is_recognised_while_it_is_typed(qtbot, sheet):
    assert not sheet.follow_button.isEnabled()
    qtbot.keyClicks(QApplication.focusWidget(), "arxiv stat.ML")
    assert sheet.words.text() == "New papers at arXiv in stat.ML, each working day."
    assert sheet.name_field.text() == "arXiv stat.ML"
    with qtbot.waitSignal(sheet.wanted) as heard:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    feed, name, minutes = heard.args
    assert (feed.address, name, minutes) == ("https://rss.arxiv.org/rss/stat.ML", "arXiv stat.ML", 180)
    # It closes when the feed is followed, not before.
    assert sheet.isVisible()


def test_what_is_not_finished_is_no_error_and_what_cannot_be_is_said(sheet):
    sheet.what_field.setText("hugging fa")
    assert sheet.words.text().startswith("Type or paste an address")
    sheet.what_field.setText("https://arxiv.org/abs/2503.01234")
    assert sheet.words.text().startswith("This is the address of one paper")
    assert not sheet.follow_button.isEnabled()


def test_a_feed_is_not_followed_twice(sheet):
    sheet.what_field.setText("arXiv cs.CL")
    assert sheet.words.text() == "You follow this feed already."
    assert not sheet.follow_button.isEnabled()


def test_a_suggestion_fills_the_field_and_those_followed_cannot_be_taken(qtbot, sheet):
    enabled = {each.text(): each.isEnabled() for each in sheet.suggestions}
    assert enabled["arXiv cs.CL"] is False
    qtbot.mouseClick(sheet.suggestions[0], Qt.MouseButton.LeftButton)
    assert sheet.what_field.text() == "Daily papers"
    assert sheet.follow_button.isEnabled()


def test_a_name_of_ones_own_stays_whatever_is_typed_above(qtbot, sheet):
    sheet.what_field.setText("Hugging Face daily")
    sheet.name_field.clear()
    qtbot.keyClicks(sheet.name_field, "Mine")
    sheet.what_field.setText("Hugging Face trending")
    assert sheet.name_field.text() == "Mine"


def test_an_error_is_said_under_the_field_with_the_keyboard_in_it(sheet):
    sheet.what_field.setText("https://example.org/")
    sheet.show_asking()
    assert not sheet.follow_button.isEnabled()
    sheet.show_error(OctavoError("This page has no feed."))
    assert sheet.words.text() == "This page has no feed."
    assert sheet.what_field.accessibleDescription() == "This page has no feed."
    assert sheet.what_field.hasFocus()
    assert sheet.follow_button.isEnabled()
