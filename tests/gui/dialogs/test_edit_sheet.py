"""Bibliographic fields by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.edit_fields import changed_fields, fault, written
from octavo.gui.dialogs.edit_sheet import EditSheet
from octavo.records import Author, Identifier, Kind, OctavoError, Paper

PAPER = Paper(
    1,
    "u",
    "Lantern Runs",
    "We read curves.",
    authors=(Author("Berg", "Vincent", "van den", "Jr."), Author(literal="The Lantern Team")),
    identifiers=(Identifier("arxiv", "2403.09611"), Identifier("acl", "2024.acl-long.1")),
    details={"pages": "1--9"},
    key="berg2024lantern",
)


@pytest.fixture
def sheet(window, theme):
    sheet = EditSheet(theme, window)
    sheet.show_paper(PAPER)
    return sheet


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_what_is_written_out_reads_back_as_no_change():
    assert changed_fields(PAPER, written(PAPER)) == {}


def test_only_changed_fields_are_given():
    changed = changed_fields(PAPER, written(PAPER) | {"title": "Lantern Walks", "pages": ""})
    assert changed == {"title": "Lantern Walks", "pages": ""}


def test_authors_are_read_one_a_line_and_untouched_lines_keep_their_author():
    lines = written(PAPER)["authors"] + "\nOkoro, Ben\n{Team of Two}"
    assert changed_fields(PAPER, written(PAPER) | {"authors": lines}) == {
        "authors": (*PAPER.authors, Author("Okoro", "Ben"), Author(literal="Team of Two"))
    }


def test_numbers_are_kept_bare_and_other_identifiers_stay():
    words = written(PAPER) | {
        "arxiv": "https://arxiv.org/abs/1706.03762v5", "doi": "https://doi.org/10.1000/XYZ",
        "openreview": "https://openreview.net/forum?id=aB-3xyz",
    }  # fmt: skip
    assert changed_fields(PAPER, words)["identifiers"] == (
        Identifier("arxiv", "1706.03762"),
        Identifier("acl", "2024.acl-long.1"),
        Identifier("doi", "10.1000/xyz"),
        Identifier("openreview", "aB-3xyz"),
    )


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("title", "A", "   "),
        ("published", "2024-03", "March 2024"),
        ("published", "2024-02-29", "2023-02-29"),
        ("arxiv", "hep-th/9901001", "24.1"),
        ("doi", "10.1000/xyz", "11.1000/xyz"),
        ("url", "https://example.org/a", "javascript:alert(1)"),
        ("url", "", "example.org"),
        ("openreview", "https://openreview.net/forum?id=aB-3xyz", "a b"),
        ("acl", "https://aclanthology.org/2024.acl-long.1/", "ACL 2024"),
        ("key", "berg2024:a", "van den berg"),
        ("key", "", "berg{2024}"),
        ("authors", "{A Team}\nBerg, V.", "{A Team"),
    ],
)
def test_a_field_says_what_is_wrong_with_it(name, good, bad):
    assert fault(name, good) == ""
    assert fault(name, bad).endswith(".")


def test_a_fault_is_shown_while_typing_and_goes_when_it_is_mended(qtbot, sheet):
    field = sheet.fields["doi"]
    qtbot.keyClicks(field, "11")
    assert field.error == "A DOI looks like 10.1000/xyz."
    field.clear()
    qtbot.keyClicks(field, "10.1000/xyz")
    assert field.error == ""


def test_saving_with_a_fault_goes_to_the_field_instead(qtbot, sheet):
    heard = []
    sheet.saved.connect(lambda *args: heard.append(args))
    sheet.fields["published"].setText("soon")
    sheet.fields["venue"].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert heard == [] and sheet.fields["published"].hasFocus()


def test_enter_saves_what_was_changed_and_the_caller_closes(qtbot, sheet):
    sheet.fields["venue"].setFocus()
    qtbot.keyClicks(sheet.fields["venue"], "A Journal")
    sheet.kind_select.choose(Kind.ARTICLE)
    with qtbot.waitSignal(sheet.saved) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == [1, {"venue": "A Journal", "kind": Kind.ARTICLE}]
    sheet.show_error(OctavoError("The disk is full."))
    assert sheet.isVisible() and sheet.note.text() == "The disk is full."
    press(qtbot, Qt.Key.Key_Return)
    sheet.close()
    assert not sheet.isVisible()


def test_what_was_written_is_left_only_when_asked_for_twice(qtbot, sheet):
    sheet.fields["venue"].setText("A Journal")
    press(qtbot, Qt.Key.Key_Escape)
    assert sheet.isVisible() and "Not saved yet" in sheet.note.text()
    press(qtbot, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_without_changes_escape_closes_at_once(qtbot, sheet, window):
    press(qtbot, Qt.Key.Key_Escape)
    assert not sheet.isVisible() and window.behind.hasFocus()


def test_tab_leaves_a_field_of_several_lines(qtbot, sheet):
    assert sheet.fields["title"].hasFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert sheet.fields["authors"].hasFocus()


def test_the_focused_field_is_scrolled_into_sight(qtbot, sheet, window):
    window.resize(480, 720)
    for _ in range(12):
        press(qtbot, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert not focused.visibleRegion().isEmpty()


def test_a_feed_with_a_long_name_leaves_the_fields_their_room(qapp, window, sheet):
    name = "A feed with a very long name that nobody would ever have chosen by themselves, 11 March"
    before = sheet.fields["published"].width()
    sheet.form.show_sources({"published": name, "title": name})
    window.resize(480, 720)
    window.resize(1440, 900)
    qapp.processEvents()
    assert sheet.fields["published"].width() == before
    assert sheet.form.labelled["title"].source.text() == name
