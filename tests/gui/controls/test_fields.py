"""Fields, ticks, selects, segments and chips."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QFontMetricsF, QKeySequence
from PySide6.QtTest import QTest

from octavo.gui.controls.chips import Pill, TagChip, chip_width
from octavo.gui.controls.fields import Check, Field, Radio, Segmented, Select, Switch
from octavo.gui.controls.words_menu import in_our_words


def role(widget):
    return QAccessible.queryAccessibleInterface(widget).role()


def colour(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y)


def heard(signal):
    got = []
    signal.connect(lambda *values: got.append(values[0] if values else None))
    return got


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda theme: Field(theme, "Name"), QAccessible.Role.EditableText),
        (lambda theme: Check(theme, "Keep"), QAccessible.Role.CheckBox),
        (lambda theme: Radio(theme, "All"), QAccessible.Role.RadioButton),
        (lambda theme: Switch(theme, "On"), QAccessible.Role.CheckBox),
        (lambda theme: Select(theme), QAccessible.Role.ComboBox),
        (lambda theme: TagChip(theme, "vision", "pink"), QAccessible.Role.Button),
    ],
)
def test_painted_controls_keep_their_role(theme, put, make, expected):
    assert role(put(make(theme))) == expected


def test_a_field_shows_its_frame_and_its_ring(theme, put):
    field = put(Field(theme, "Name of the list"))
    assert colour(field, 0, 16).name() == theme.tokens.line_strong.name()
    field.setFocus()
    assert colour(field, 0, 16).name() == theme.tokens.mark.name()


def test_an_error_is_a_red_edge_and_a_sentence_below(theme, put):
    field = put(Field(theme, "Key"))
    before = field.height()
    field.set_error("{autor} is not a part of a key.")
    assert field.height() == before + 20
    assert colour(field, 0, 16).name() == theme.tokens.bad.name()
    assert field.accessibleDescription() == "{autor} is not a part of a key."
    field.set_error("")
    assert field.height() == before


def test_the_menu_over_words_speaks_like_the_other_menus(theme, put):
    menu = in_our_words(put(Field(theme, "Name")).createStandardContextMenu())
    shown = [action.text().partition("\t") for action in menu.actions() if action.text()]
    assert [words for words, _, _ in shown] == ["Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select all"]
    assert all(key for words, _, key in shown if words != "Delete")
    menu.deleteLater()


def test_a_field_follows_the_theme(theme, put):
    field = put(Field(theme, "Name"))
    theme.choose("dark")
    assert colour(field, 30, 4).name() == theme.tokens.field.name()
    assert field.palette().text().color().name() == theme.tokens.text.name()


def test_a_mixed_check_becomes_checked_by_a_click(theme, put):
    check = put(Check(theme, "Some papers"))
    check.setTristate(True)
    check.setCheckState(Qt.CheckState.PartiallyChecked)
    QTest.mouseClick(check, Qt.MouseButton.LeftButton)
    assert check.checkState() == Qt.CheckState.Checked


def test_a_select_answers_the_value_behind_its_words(theme, put):
    select = put(Select(theme))
    select.add("Small-run evidence", 4, "list-ordered")
    select.add("Fish & chips", 9)
    select.choose(9)
    assert (select.currentData(), select.currentText()) == (9, "Fish & chips")
    select.choose(77)
    assert select.currentData() == 9


@pytest.mark.parametrize("words", ["Small-run evidence", "Reading group, spring", "Every hour", "The place left last"])
def test_a_select_asks_for_room_to_say_its_widest_choice_in_full(theme, put, words):
    select = put(Select(theme))
    select.add(words)
    room = select.sizeHint().width() - theme.px(44)
    assert room >= QFontMetricsF(theme.font("body")).horizontalAdvance(words)


def test_a_select_offers_its_choices_in_a_menu(theme, put, qtbot):
    select = put(Select(theme))
    for number in range(6):
        select.add(f"List {number} & more", number)
    menu = select.menu()
    assert [action.isChecked() for action in menu.actions()] == [True] + [False] * 5
    assert menu.actions()[1].text() == "List 1 && more"
    with qtbot.waitSignal(select.activated):
        menu.actions()[3].trigger()
    assert select.currentData() == 3


def test_one_segment_is_chosen_at_a_time(theme, put):
    segmented = put(Segmented(theme, [("bibtex", "BibTeX"), ("biblatex", "BibLaTeX")]))
    chosen = heard(segmented.chosen)
    segmented._segments["biblatex"].click()
    assert (segmented.value, chosen) == ("biblatex", ["biblatex"])
    segmented.choose("bibtex")
    assert (segmented.value, chosen) == ("bibtex", ["biblatex"])


def test_a_segment_says_its_count(theme, put):
    segmented = put(Segmented(theme, [("all", "All"), ("new", "New")]))
    width = segmented.sizeHint().width()
    segmented.set_count("all", 1_086)
    assert segmented._segments["all"].accessibleName() == "All 1,086"
    assert segmented.sizeHint().width() > width


def test_the_cross_of_a_chip_removes_the_tag_and_the_rest_does_not(theme, put):
    chip = put(TagChip(theme, "long context", "teal"))
    removed, clicked = heard(chip.removed), heard(chip.clicked)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip._cross().center())
    assert (removed, clicked) == (["long context"], [])
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center() / 2)
    assert len(clicked) == 1


def test_delete_on_a_chip_removes_the_tag_and_not_the_paper(theme, put, host):
    ran = []
    action = QAction(host)
    action.setShortcut(QKeySequence(Qt.Key.Key_Delete))
    action.triggered.connect(lambda: ran.append(True))
    host.addAction(action)
    chip = put(TagChip(theme, "vision", "pink"))
    removed = heard(chip.removed)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert (removed, ran) == (["vision"], [])


def test_a_long_tag_name_cannot_fill_a_row(theme):
    assert chip_width(theme, "x" * 500) == 160


def test_a_pill_says_its_words_and_takes_other_ones(theme, put):
    pill = put(Pill(theme, "Complete", "ok"))
    width = pill.sizeHint().width()
    pill.show_words("Authors and number missing", "warn")
    assert pill.accessibleName() == "Authors and number missing"
    assert pill.sizeHint().width() > width
    assert colour(pill, pill.width() // 2, 1).name() == theme.tokens.warn_soft.name()


def test_a_pill_is_text_to_a_screen_reader(theme, put):
    told = QAccessible.queryAccessibleInterface(put(Pill(theme, "Authors missing", "warn")))
    assert told.role() == QAccessible.Role.StaticText
    assert told.text(QAccessible.Text.Name) == "Authors missing"


def test_an_error_below_a_field_is_said_once_typing_rests(qtbot, theme, put, aloud):
    field = put(Field(theme, "Date"))
    field.set_error("Write the date like 2024-03-11.")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud == ["Write the date like 2024-03-11."]


def test_each_answer_brings_its_question_along(theme, put):
    segmented = put(Segmented(theme, [("next", "Next paper"), ("previous", "Previous paper")]))
    segmented.setAccessibleName("After a decision, go to")
    told = QAccessible.queryAccessibleInterface(segmented._segments["next"])
    assert told.text(QAccessible.Text.Description) == "After a decision, go to"


def test_a_menu_does_not_lose_its_name_where_qt_gives_the_chosen_words(theme, put):
    select = put(Select(theme))
    select.add("Every hour")
    select.setAccessibleName("Refresh arXiv cs.LG")
    told = QAccessible.queryAccessibleInterface(select)
    said = {told.text(QAccessible.Text.Name), told.text(QAccessible.Text.Description)}
    assert "Refresh arXiv cs.LG" in said
