"""Preferences at a running window: opened by key, each choice seen to work at once, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from person import Desktop
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.export_sheet import ExportSheet
from octavo.gui.dialogs.key_sheet import KeySheet
from octavo.gui.dialogs.labels import Label
from octavo.gui.preferences.cards import Page
from octavo.gui.preferences.looks import Look
from octavo.gui.preferences.window import Preferences
from octavo.library.reading import Place
from octavo.records import State
from octavo.settings import (
    ADVANCE,
    APPEARANCE,
    CITE_COMMAND,
    DENSITY,
    DIALECT,
    EXPORT_ABSTRACTS,
    EXPORT_KEYWORDS,
    EXPORT_NOTES,
    KEYS,
    LISTING_MARKS_DONE,
    PROTECT_CAPITALS,
    READ_AFTER,
    REDUCED_MOTION,
    START_PLACE,
    TEXT_SIZE,
    Settings,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def full(open_desktop: Callable[..., Desktop]) -> Desktop:
    """Six papers in the inbox, the keyboard in the list."""
    return open_desktop(papers=6)


def opened(desktop: Desktop, name: str) -> Page:
    """The preferences on this page."""
    desktop.octavo.open_preferences()
    window = desktop.octavo.preferences
    assert window is not None
    window.navigation.choose(name)
    desktop.settle()
    return window.page_named(name)


def back(desktop: Desktop) -> None:
    """Close the preferences and go on in the list."""
    window = desktop.octavo.preferences
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert desktop.octavo.preferences is None
    desktop.octavo.window.activateWindow()
    desktop.octavo.pane.focus_list()
    desktop.settle()


def test_the_command_and_the_button_open_one_window(full: Desktop) -> None:
    full.key(Qt.Key.Key_Comma, CONTROL)
    first = full.octavo.preferences
    assert isinstance(first, Preferences)
    assert first.isVisible()
    full.octavo.open_preferences()
    assert full.octavo.preferences is first
    back(full)
    full.press(full.octavo.sidebar.preferences_button)
    assert full.octavo.preferences is not None
    assert full.octavo.actions.all["preferences"].menuRole() == QAction.MenuRole.PreferencesRole
    back(full)


def test_letters_typed_in_the_preferences_decide_nothing(full: Desktop) -> None:
    page = opened(full, "keyboard")
    page.filter.setFocus()
    full.keys("sed")
    assert page.filter.text() == "sed"
    assert full.octavo.reading.counts().inbox == 6
    assert full.octavo.reading.counts().starred == 0


def test_a_new_key_works_at_once_everywhere_and_the_old_one_no_longer(full: Desktop) -> None:
    octavo = full.octavo
    page = opened(full, "keyboard")
    button = page.rows["done"].button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, "b")
    back(full)
    full.keys("e")
    assert octavo.reading.counts().done == 0
    full.keys("b")
    full.until(lambda: octavo.reading.counts().done == 1)
    assert octavo.actions.all["done"].toolTip() == "Done (B)"
    assert octavo.reader.header.done._key == "B"
    assert "B" in octavo.reader.stack.buttons["done"]._keys
    full.key(Qt.Key.Key_F1)
    sheet = full.layer(KeySheet)
    assert "Done: B" in [label.accessibleName() for label in sheet.findChildren(Label)]
    widths = [group.width() for group in sheet._groups]
    assert max(widths) - min(widths) <= 2


def test_two_swapped_keys_do_each_others_work(full: Desktop) -> None:
    octavo = full.octavo
    page = opened(full, "keyboard")
    button = page.rows["done"].button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, "s")
    QTest.keyClick(button, Qt.Key.Key_Return)
    back(full)
    full.keys("e")
    full.until(lambda: octavo.reading.counts().starred == 1)
    full.keys("s")
    full.until(lambda: octavo.reading.counts().done == 1)


def test_keys_chosen_are_there_in_the_next_session(open_desktop: Callable[..., Desktop], tmp_path: Path) -> None:
    Settings(tmp_path / "settings.json").set(KEYS, {"palette": ["Ctrl+P"]})
    desktop = open_desktop()
    assert desktop.octavo.actions.all["palette"].shortcut() == QKeySequence("Ctrl+P")


def test_appearance_and_text_size_and_rows_change_the_main_window_at_once(full: Desktop) -> None:
    octavo = full.octavo
    octavo.theme.choose("light")
    page = opened(full, "appearance")
    page.looks.looks["dark"].click()
    assert octavo.theme.dark
    assert octavo.settings.get(APPEARANCE) == "dark"
    page.looks.looks["light"].click()
    assert not octavo.theme.dark

    before = octavo.theme.px(100)
    page.text_size.slider.setFocus()
    QTest.keyClick(page.text_size.slider, Qt.Key.Key_End)
    assert octavo.theme.px(100) == 2 * before
    assert page.text_size.percent.text() == "200 %"
    octavo.actions.all["ordinary_text"].trigger()
    assert page.text_size.slider.value() == 100
    assert octavo.settings.get(TEXT_SIZE) == 1.0

    row = octavo.pane.view.rowHeight(1)
    page.density.segments.chosen.emit("compact")
    full.settle()
    assert octavo.pane.view.rowHeight(1) < row
    assert octavo.actions.all["compact_rows"].isChecked()
    octavo.actions.all["compact_rows"].trigger()
    assert page.density.segments.value == "comfortable"
    assert octavo.settings.get(DENSITY) == "comfortable"


def test_the_slider_counts_when_the_mouse_lets_go(full: Desktop) -> None:
    slider = opened(full, "appearance").text_size.slider
    y = slider.height() // 2
    start, end = slider.rect().center(), slider.rect().center()
    start.setX(slider._spot(100))
    end.setX(slider._spot(150))
    end.setY(y)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(slider, end)
    assert full.octavo.settings.get(TEXT_SIZE) == 1.0
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=end)
    assert full.octavo.settings.get(TEXT_SIZE) == 1.5
    full.octavo.settings.set(TEXT_SIZE, 1.0)


def test_hints_stand_under_the_paper_until_they_are_not_wanted(full: Desktop) -> None:
    octavo = full.octavo
    assert octavo.hints.isVisible()
    assert ("E", "Done") in octavo.hints.shown()
    full.keys("n")
    assert not octavo.hints.isVisible(), "letters are no commands while a note is written"
    octavo.reader.close_note()
    full.settle()
    assert octavo.hints.isVisible()
    opened(full, "appearance").hints.switch.click()
    assert not octavo.hints.isVisible()


def test_hints_name_the_keys_of_the_moment(full: Desktop) -> None:
    full.octavo.settings.set(KEYS, {"done": ["B"], "star": []})
    hints = full.octavo.hints.shown()
    assert ("B", "Done") in hints
    assert "Star" not in [words for _keys, words in hints]


def test_reduced_motion_reaches_what_would_move(full: Desktop) -> None:
    page = opened(full, "appearance")
    page.motion.switch.click()
    assert full.octavo.settings.get(REDUCED_MOTION)
    assert full.octavo.theme.still
    page.motion.switch.click()
    assert not full.octavo.theme.still


def test_the_citation_card_and_c_follow_the_citations_page(full: Desktop) -> None:
    octavo = full.octavo
    page = opened(full, "citations")
    page.dialect.segments._segments["biblatex"].click()
    assert octavo.settings.get(DIALECT) == "biblatex"
    octavo.desk.do(lambda library: library.edit(full.current(), {"title": "Weighing with GNNs at Lake Como"}))
    full.settle()
    paper = octavo.browsing_now.paper
    assert paper is not None
    card = octavo.reader.detail.citation
    assert "BibLaTeX" in card.format_button.text()
    protected = octavo.browsing_now.citation(paper)
    page.capitals.switch.click()
    assert not octavo.settings.get(PROTECT_CAPITALS)
    assert octavo.browsing_now.citation(paper) != protected
    page.command.segments._segments["typst"].click()
    assert page.example.text() == "@lantern2026"
    assert octavo.settings.get(CITE_COMMAND) == "typst"
    back(full)
    full.keys("c")
    full.until(lambda: QGuiApplication.clipboard().text().startswith("@"))


def test_the_export_sheet_begins_with_what_was_chosen(full: Desktop) -> None:
    page = opened(full, "citations")
    for row, setting in (
        (page.abstracts, EXPORT_ABSTRACTS), (page.keywords, EXPORT_KEYWORDS), (page.notes, EXPORT_NOTES),
    ):  # fmt: skip
        row.switch.click()
        assert full.octavo.settings.get(setting)
    page.capitals.switch.click()
    back(full)
    full.key(Qt.Key.Key_E, CONTROL)
    options = full.layer(ExportSheet).options
    assert (options.abstracts, options.keywords, options.notes, options.protect_capitals) == (True, True, True, False)


def test_a_paper_is_marked_read_when_the_person_wants(full: Desktop) -> None:
    octavo = full.octavo
    page = opened(full, "general")
    page.read_after.select.choose("never")
    assert octavo.settings.get(READ_AFTER) == "never"
    back(full)
    unread = octavo.reading.counts().unread
    full.keys("j")
    QTest.qWait(900)
    full.settle()
    assert octavo.reading.counts().unread == unread
    octavo.settings.set(READ_AFTER, "0")
    full.keys("j")
    full.until(lambda: octavo.reading.counts().unread == unread - 1)


def test_after_a_decision_the_hand_goes_up_or_down(full: Desktop) -> None:
    octavo = full.octavo
    ids = octavo.browsing_now.shown_ids()
    page = opened(full, "general")
    page.advance.segments._segments["previous"].click()
    assert octavo.settings.get(ADVANCE) == "previous"
    back(full)
    octavo.pane.select(ids[3])
    full.keys("e")
    full.until(lambda: full.current() == ids[2])
    octavo.settings.set(ADVANCE, "next")
    full.keys("e")
    full.until(lambda: full.current() == ids[4])


def test_up_past_the_first_paper_goes_down(full: Desktop) -> None:
    octavo = full.octavo
    octavo.settings.set(ADVANCE, "previous")
    ids = octavo.browsing_now.shown_ids()
    octavo.pane.select(ids[0])
    full.keys("e")
    full.until(lambda: full.current() == ids[1])


def test_a_paper_on_a_list_is_done_if_the_person_wants(full: Desktop) -> None:
    octavo = full.octavo
    opened(full, "general").listing.switch.click()
    assert octavo.settings.get(LISTING_MARKS_DONE)
    back(full)
    paper = full.current()
    octavo.desk.do(lambda library: library.create_list("Keep"))
    full.settle()
    place = next(Place("list", each.id, each.name) for each in octavo.reading.lists())
    octavo.organising.drop_on("list", place.id, [paper])
    full.until(lambda: octavo.reading.paper(paper).state is State.DONE)


@pytest.mark.parametrize("start", ["last", "starred", "today"])
def test_the_window_opens_where_the_person_wants(open_desktop: Callable[..., Desktop], start: str) -> None:
    first = open_desktop()
    opened(first, "general").start.select.choose(start)
    assert first.octavo.settings.get(START_PLACE) == start
    first.octavo.browsing_now.show_place(Place("all"))
    first.settle()
    first.octavo.close()
    again = open_desktop()
    assert again.octavo.browsing_now.place.kind == ("all" if start == "last" else start)


def test_a_check_of_the_library_ends_in_a_sentence_on_the_page(full: Desktop) -> None:
    page = opened(full, "library")
    page.check.click()
    full.until(lambda: page.outcome.text() == "The library is in good order")
    assert page.location.path.text() == str(full.octavo.path)


def test_a_backup_that_cannot_be_written_says_so_on_the_page(full: Desktop, tmp_path: Path) -> None:
    page = opened(full, "library")
    blocked = tmp_path / "a file"
    blocked.write_text("", encoding="utf-8")
    full.octavo.caring.back_up_to(blocked / "copy.octavo")
    full.until(lambda: "could not be written" in page.outcome.text())


def test_the_preferences_close_with_the_main_window(full: Desktop) -> None:
    opened(full, "general")
    window = full.octavo.preferences
    assert window is not None
    full.octavo.window.close()
    assert not window.isVisible()


def test_menus_come_by_f10_and_run_by_keyboard(full: Desktop) -> None:
    octavo = full.octavo
    bar = octavo.window.menuBar()
    if bar.isNativeMenuBar():
        pytest.skip("the system shows the menu bar itself")
    assert not bar.isVisible()
    full.key(Qt.Key.Key_F10)
    assert bar.isVisible()
    assert bar.hasFocus()
    full.key(Qt.Key.Key_Escape)
    full.until(lambda: not bar.isVisible())
    assert octavo.pane.isAncestorOf(QApplication.focusWidget())


def test_shift_tab_comes_back_to_the_appearance_that_is_chosen(full: Desktop) -> None:
    page = opened(full, "appearance")
    full.octavo.choices.set(APPEARANCE, "dark")
    looks = page.findChildren(Look)
    chosen = next(each for each in looks if each.isChecked())
    chosen.setFocus()
    full.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in looks
    full.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is chosen


def test_panes_are_made_wider_by_key_and_stay_so(full: Desktop) -> None:
    octavo, wide = full.octavo, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    octavo.pane.focus_list()
    full.settle()
    before = octavo.pane.width(), octavo.sidebar.width()
    full.key(Qt.Key.Key_Right, wide)
    assert octavo.pane.width() > before[0] and octavo.sidebar.width() == before[1]
    full.key(Qt.Key.Key_Left, wide)
    assert octavo.pane.width() == before[0]
    octavo.sidebar.focus_places()
    for _ in range(20):
        full.key(Qt.Key.Key_Right, wide)
    assert before[1] < octavo.sidebar.width() <= octavo.theme.px(360)
    octavo.pane.focus_list()
    full.keys("n")
    note = octavo.reader.notes.height()
    full.key(Qt.Key.Key_Right, wide)
    assert octavo.reader.notes.height() > note
