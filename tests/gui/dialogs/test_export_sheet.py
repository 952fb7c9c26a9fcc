"""The export sheet with real entries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from octavo.bibliography.formats import FORMATS
from octavo.bibliography.writers import written
from octavo.gui.dialogs.bib_text import MOST_SHOWN
from octavo.gui.dialogs.export_sheet import ExportSheet, Scope
from octavo.records import Author, Identifier, OctavoError, Paper, Progress

LIST, STARRED = Scope("list", 1, "Small-run evidence", 3), Scope("starred", 0, "Starred", 23)


def paper(number: int) -> Paper:
    known = number != 2
    return Paper(
        number, f"u{number}", f"Paper {number} on curves", "We read curves.",
        authors=(Author(f"Ruiz{'abcdefghijklmnopqrstuvwxyz'[number % 26] * (number // 26)}", "Ana"),) if known else (),
        published="2024" if known else "", identifiers=(Identifier("arxiv", f"2401.{number:05}"),),
    )  # fmt: skip


def made(count: int = 3, form: str = "bibtex"):
    return written([(f"key{number}", paper(number)) for number in range(1, count + 1)], form)


NO_AUTHORS = "1 paper has no authors. Look up the authors, or write them by hand."
NO_YEAR = "1 paper has no year. Look up the date, or write it by hand."


@pytest.fixture
def sheet(window, theme):
    return ExportSheet(theme, window)


@pytest.fixture
def asked(sheet):
    asked = []
    sheet.preview_requested.connect(lambda *request: asked.append(request))
    sheet.offer([LIST, STARRED], "bibtex")
    return asked


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def said(sheet):
    return [label.text() for label in sheet.cautions.findChildren(QLabel) if label.isVisible()]


def test_opening_asks_for_the_first_scope_and_nothing_can_be_saved_yet(sheet, asked):
    assert [(scope, dialect) for scope, dialect, _ in asked] == [(LIST, "bibtex")]
    assert not sheet.save_button.isEnabled()
    assert sheet.title_label.text() == "Export reading list"
    assert sheet.file_name == "small-run-evidence.bib"


def test_the_preview_is_the_exact_file_with_its_counts(qtbot, sheet, asked):
    answer = made()
    sheet.show_export(answer)
    assert sheet.text.toPlainText() == answer.text.rstrip("\n") + "\n"
    assert sheet.amount.text().startswith("3 entries, ")
    qtbot.waitUntil(lambda: said(sheet) == [NO_AUTHORS, NO_YEAR])


def test_another_scope_format_or_option_asks_anew(qtbot, sheet, asked):
    sheet.scope_select.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert asked[-1][0] == STARRED
    sheet.format.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert asked[-1][1] == "biblatex"
    sheet.abstracts.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert asked[-1][2].abstracts and asked[-1][2].protect_capitals
    assert sheet.title_label.text() == "Export papers"


def test_every_format_can_be_chosen_and_names_the_file(sheet, asked):
    assert [sheet.format.itemData(row) for row in range(sheet.format.count())] == list(FORMATS)
    for name, form in FORMATS.items():
        sheet.format.choose(name)
        assert asked[-1][1] == name
        assert sheet.file_name == f"small-run-evidence{form.suffix}"
        assert sheet.file_label.text() == sheet.file_name


def test_only_options_that_change_the_format_can_be_chosen(sheet, asked):
    sheet.format.choose("text-ieee")
    assert not any(check.isEnabled() for check in (sheet.capitals, sheet.abstracts, sheet.keywords, sheet.notes))
    sheet.format.choose("markdown")
    assert [check.isEnabled() for check in (sheet.capitals, sheet.abstracts, sheet.notes)] == [False, True, True]


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.place])
def test_show_finds_the_entry_in_every_format_with_keys(qtbot, sheet, asked, name):
    sheet.format.choose(name)
    sheet.show_export(made(form=name))
    sheet.cautions.show_clicked.emit(("key2",))
    assert "key2" in sheet.text.textCursor().selectedText()


def test_a_format_without_keys_says_what_is_wrong_and_offers_no_place(qtbot, sheet, asked):
    sheet.format.choose("markdown")
    sheet.show_export(made(form="markdown"))
    qtbot.waitUntil(lambda: said(sheet) == [NO_AUTHORS, NO_YEAR])
    shown = [each.text() for each in sheet.cautions.findChildren(QAbstractButton) if each.isVisible()]
    assert set(shown) == {"Look up"}


def test_papers_that_lack_something_can_be_looked_up_from_the_sheet(qtbot, sheet, asked):
    sheet.show_export(made())
    button = next(each for each in sheet.cautions.findChildren(QAbstractButton) if each.text() == "Look up")
    with qtbot.waitSignal(sheet.look_up_requested) as heard:
        button.click()
    assert heard.args[0] and not button.isEnabled()


def test_a_slow_format_says_how_far_it_is(sheet, asked):
    sheet.format.choose("text-apa")
    sheet.show_progress(Progress(12, 300, "references"))
    assert sheet.amount.text() == "Preparing 12 of 300…"
    assert not sheet.save_button.isEnabled()


def test_enter_saves_and_the_sheet_stays_until_the_caller_closes_it(qtbot, sheet, asked):
    sheet.show_export(made())
    with qtbot.waitSignal(sheet.save_requested) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args[:2] == [LIST, "bibtex"]
    sheet.show_error(OctavoError("The disk is full. Nothing was saved."))
    qtbot.waitUntil(lambda: said(sheet) == ["The disk is full. Nothing was saved."])
    assert sheet.isVisible() and sheet.save_button.isEnabled()


def test_copy_all_gives_the_whole_text(qtbot, sheet, asked):
    answer = made()
    sheet.show_export(answer)
    sheet.copy_button.setFocus()
    with qtbot.waitSignal(sheet.copy_requested) as heard:
        press(qtbot, Qt.Key.Key_Space)
    assert heard.args == [answer.text]
    assert sheet.copy_button.text() == "Copied"


def test_show_goes_to_the_entry_without_authors(qtbot, sheet, asked):
    sheet.show_export(made())
    buttons = sheet.cautions.findChildren(QAbstractButton)
    show = next(each for each in buttons if each.isVisible() and each.text() == "Show")
    show.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert "key2" in sheet.text.textCursor().selectedText()


def test_a_long_file_is_shown_in_part_and_says_so(sheet, asked):
    answer = made(6_000)
    sheet.show_export(answer)
    assert len(sheet.text.toPlainText()) <= MOST_SHOWN
    assert sheet.cut_words.isVisible() and "the file holds all" in sheet.cut_words.text()


def test_an_empty_list_cannot_be_saved(sheet, asked):
    sheet.show_export(made(0))
    assert sheet.amount.text().startswith("0 entries")
    assert not sheet.save_button.isEnabled()


def test_in_a_narrow_window_the_preview_lies_under_a_tab(qtbot, sheet, asked, window):
    sheet.show_export(made())
    window.resize(480, 720)
    qtbot.waitUntil(sheet.sides.isVisible)
    assert not sheet.text.isVisible()
    preview = next(each for each in sheet.sides.findChildren(QAbstractButton) if each.text() == "Preview")
    preview.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert sheet.text.isVisible() and not sheet.scope_select.isVisible()


def test_escape_closes(qtbot, sheet, asked, window):
    press(qtbot, Qt.Key.Key_Escape)
    assert not sheet.isVisible() and window.behind.hasFocus()


def test_what_an_imported_file_had_beside_its_papers_is_offered_where_there_is_such_a_file(sheet, asked):
    sheet.show_export(made())
    assert sheet.as_imported.isHidden()
    sheet.show_export(replace(made(), came_in_one_file=True))
    assert not sheet.as_imported.isHidden() and sheet.options.as_imported
    sheet.as_imported.click()
    assert not sheet.options.as_imported and not asked[-1][2].as_imported


def test_only_a_reading_list_can_have_a_file_that_follows_it(sheet, asked):
    sheet.keep_current.click()
    assert sheet.follows
    sheet.scope_select.setCurrentIndex(1)
    assert not sheet.follows and not sheet.keep_current.isEnabled()
