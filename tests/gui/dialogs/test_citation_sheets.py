"""The sheets and controls around citations: capitals word by word, the key pattern, files that follow, the picker."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from octavo.bibliography.export import ExportOptions
from octavo.gui.dialogs.casing_row import CasingRow
from octavo.gui.dialogs.cite_picker import CitePicker, Picked
from octavo.gui.dialogs.edit_sheet import EditSheet
from octavo.gui.dialogs.files_sheet import FilesSheet
from octavo.gui.dialogs.key_pattern import KeyPatternField
from octavo.gui.live_exporting import Standing
from octavo.gui.live_words import list_pill, moment, standing_line
from octavo.gui.theme import Theme
from octavo.library.following import LiveExport, Outcome, State
from octavo.library.values import Row
from octavo.records import Paper
from octavo.records import State as Decision

TODAY = date(2026, 3, 12)


def words_of(row: CasingRow) -> dict[str, bool]:
    return {each.word: each.isChecked() for each in row.flow.members}


def test_the_words_of_a_title_show_what_would_be_kept_and_a_press_overrules_it(theme: Theme, window: QWidget) -> None:
    row = CasingRow(theme, window)
    row.show_title("Reading GPT Ledgers in Lanterns", {"Ledgers": True})
    assert words_of(row) == {"Reading": False, "GPT": True, "Ledgers": True, "Lanterns": False}
    assert row.choices == {"Ledgers": True}
    for each in row.flow.members:
        if each.word in ("GPT", "Ledgers"):
            each.click()
    assert row.choices == {"GPT": False}


def test_a_choice_goes_with_its_word_and_comes_back_with_it(theme: Theme, window: QWidget) -> None:
    row = CasingRow(theme, window)
    row.show_title("Harbour Songs", {"Harbour": True})
    row.set_title("Songs")
    assert words_of(row) == {"Songs": False}
    row.set_title("Songs of the Harbour")
    assert row.choices == {"Harbour": True}
    row.set_title("")
    assert row.isHidden()


def test_the_edit_sheet_saves_capitals_with_the_rest(theme: Theme, window: QWidget) -> None:
    sheet = EditSheet(theme, window)
    saved: list[object] = []
    sheet.saved.connect(lambda _own, changed: saved.append(changed))
    sheet.show_paper(Paper(1, "1", "Harbour Songs of GPT"))
    assert sheet.changes() == {}
    next(each for each in sheet.casing.flow.members if each.word == "Harbour").click()
    sheet.save_button.click()
    assert saved == [{"casing": {"Harbour": True}}]


def test_a_pattern_is_told_only_when_it_makes_keys(theme: Theme, window: QWidget) -> None:
    field = KeyPatternField(theme, window)
    told: list[str] = []
    field.chosen.connect(told.append)
    field.show_pattern("{author}{year}{word}")
    assert field.example.text() == "For example quill2026lanterns"
    field.field.setFocus()
    QTest.keyClicks(field.field, "x")
    assert told == ["{author}{year}{word}x"]
    QTest.keyClicks(field.field, "{")
    assert "no partner" in field.field.error and len(told) == 1
    QTest.keyClick(field.field, Qt.Key.Key_Backspace)
    field.part_buttons["id"].click()
    assert told[-1] == "{author}{year}{word}x{id}"
    assert field.example.text() == "For example quill2026lanternsx2601.01234"


def live(path: Path, **more: object) -> LiveExport:
    return LiveExport(1, 1, "To cite", path, "bibtex", ExportOptions(), **more)  # type: ignore[arg-type]


def test_how_a_file_stands_is_said_in_a_sentence(tmp_path: Path) -> None:
    written = live(tmp_path / "a.bib", written="2026-03-12T10:05:00+00:00", entries=2)
    assert standing_line(Standing(written, Outcome(State.SAME)), TODAY).endswith(", 2 entries.")
    assert standing_line(Standing(written, Outcome(State.SAME), waiting=True), TODAY).startswith("Changes of the list")
    assert standing_line(Standing(live(tmp_path / "a.bib")), TODAY) == "Not written yet."
    assert moment("2026-03-11T10:05:00+00:00", TODAY).startswith("on Wed 11 March at ")
    bad = Standing(written, Outcome(State.FAILED, "The disk is full."))
    good = Standing(written, Outcome(State.SAME))
    assert list_pill([good, bad]) == ("File not written", "bad", "The disk is full.")
    assert list_pill([good])[:2] == ("File up to date", "ok")


def test_rows_of_files_stay_while_their_words_change(theme: Theme, window: QWidget, tmp_path: Path) -> None:
    sheet = FilesSheet(theme, window)
    sheet.show_files([], TODAY)
    assert not sheet.nothing.isHidden()
    one = live(tmp_path / "a.bib")
    sheet.show_files([Standing(one)], TODAY)
    sheet.open()
    row = sheet.rows[0]
    assert row.write_button.hasFocus()
    sheet.show_files([Standing(one, Outcome(State.DIFFERS, "Changed.", theirs="x"))], TODAY)
    assert sheet.rows == [row]
    assert row.show_button.isVisible() and not row.write_button.isVisible()
    asked: list[Standing] = []
    sheet.difference_requested.connect(asked.append)
    row.show_button.click()
    assert [each.state for each in asked] == [State.DIFFERS]


def found(number: int) -> Row:
    return Row(number, f"Study {number}", ("A. Quill",), 1, "Feed", Decision.INBOX, False, False, False, False, False,
               (), "", 2024, "")  # fmt: skip


@pytest.fixture
def picker(theme: Theme, qtbot):
    """A picker over 9 papers; words find the papers whose title holds them."""
    papers = [found(number) for number in range(1, 10)]
    made = CitePicker(theme, lambda words, then: then([each for each in papers if words in each.title]))
    qtbot.addWidget(made)
    made.ask()
    return made


def test_papers_are_picked_by_keyboard_alone(picker: CitePicker) -> None:
    picked: list[list[Picked]] = []
    picker.picked.connect(picked.append)
    QTest.keyClicks(picker.field, "Study 3")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    QTest.keyClicks(picker.field, "Study 5")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert [each.paper_id for each in picker.picks] == [3, 5]
    assert picker.cite_button.text() == "Cite 2 papers"
    picker.prefix.setFocus()
    QTest.keyClicks(picker.prefix, "see")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert [(each.paper_id, each.prefix) for each in picked[0]] == [(3, ""), (5, "see")]
    assert not picker.isVisible()


def test_a_pick_is_taken_back_and_leaving_picks_nothing(picker: CitePicker) -> None:
    left: list[bool] = []
    picked: list[object] = []
    picker.left.connect(lambda: left.append(True))
    picker.picked.connect(picked.append)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert len(picker.picks) == 1
    QTest.keyClick(picker.field, Qt.Key.Key_Backspace)
    assert picker.picks == [] and not picker.cite_button.isEnabled()
    QTest.keyClick(picker.field, Qt.Key.Key_Escape)
    assert (left, picked) == ([True], [])
