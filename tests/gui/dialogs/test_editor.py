"""The editor by hand: what it says while one types, and what it makes of what is pasted."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.doubts import doubt
from octavo.gui.dialogs.edit_sheet import EditSheet
from octavo.gui.dialogs.pasted import recognise
from octavo.gui.sources import source_words
from octavo.records import Author, Identifier, Kind, Paper

TODAY = date(2026, 11, 24)
CONTROL = Qt.KeyboardModifier.ControlModifier
BIB = """@article{x2025,
  title = {Lantern Walks},
  author = {Okoro, Ben and {The Lantern Team} and others},
  journal = {Journal of Lanterns},
  year = {2025},
  doi = {10.1000/XYZ},
  volume = {4},
}"""
RIS = "TY  - JOUR\nAU  - Okoro, Ben\nTI  - Lantern Walks\nJO  - Journal of Lanterns\nPY  - 2025\nER  - \n"
PAPER = Paper(
    1, "u", "Lantern Runs", authors=(Author("Berg", "Vincent"),), venue="Old Place", published="2024",
    identifiers=(Identifier("arxiv", "2403.09611"),), field_sources={"title": "Daily papers", "venue": "person"},
    added="2026-11-24T09:00:00+00:00",
)  # fmt: skip


@pytest.fixture
def sheet(window, theme):
    sheet = EditSheet(theme, window)
    sheet.show_paper(PAPER, {"venue": "You, 24 November", "identifiers": "arXiv, 24 November"}, today=lambda: TODAY)
    return sheet


def paste(sheet, name, text):
    """Put the keyboard in a field and paste at the end of it, as Ctrl V does."""
    field = sheet.fields[name]
    field.setFocus()
    QGuiApplication.clipboard().setText(text)
    field.paste()


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("published", "2094", "far in the future"),
        ("published", "0024-03", "before printing"),
        ("published", "2027-01", ""),
        ("title", "Lantern {Runs", "no partner"),
        ("title", "Lantern }Runs{", "no partner"),
        ("title", "Lantern {Runs}", ""),
        ("authors", "Okoro, Ben\nGemini Research Team", "Line 2 looks like a group"),
        ("authors", "{Gemini Research Team}\nOkoro, Ben", ""),
        ("authors", "Okoro, Ben and Berg, Vincent", "several authors"),
        ("authors", "Okoro, Ben; Berg, Vincent", "several authors"),
        ("isbn", "978-0-306-40615-7", ""),
        ("isbn", "978-0-306-40615-8", "does not fit"),
        ("isbn", "0-306-40615-2", ""),
        ("isbn", "12", "10 or 13"),
        ("issn", "2049-3630", ""),
        ("issn", "2049-3631", "does not fit"),
        ("venue", "", ""),
    ],
)
def test_what_may_be_wrong_is_said_in_a_sentence(name, words, said):
    found = doubt(name, words, TODAY)
    assert (said in found and found.endswith(".")) if said else found == ""


def test_a_doubt_is_shown_under_its_field_and_does_not_keep_from_saving(qtbot, sheet):
    sheet.fields["published"].setText("2094")
    box = sheet.form.labelled["published"]
    assert box.doubt.text() == "2094 is far in the future." and box.doubt.isVisible()
    with qtbot.waitSignal(sheet.saved) as heard:
        sheet.save_button.click()
    assert heard.args == [1, {"published": "2094"}]


def test_each_value_shows_who_gave_it_until_it_is_written_anew(qtbot, sheet):
    shown = {name: box.source.text() for name, box in sheet.form.labelled.items() if box.source.isVisible()}
    assert shown == {"venue": "You, 24 November", "arxiv": "arXiv, 24 November"}
    sheet.fields["venue"].setText("New Place")
    assert not sheet.form.labelled["venue"].source.isVisible()
    sheet.fields["venue"].setText("Old Place")
    assert sheet.form.labelled["venue"].source.isVisible()


def test_sources_are_told_in_words():
    told = source_words(PAPER, {"venue": ("person", "2025-03-01T12:00:00+00:00")}, TODAY)
    assert told == {"title": "Daily papers, 24 November", "venue": "You, 1 March 2025"}


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        (BIB, "This is a BibTeX entry.", {"venue": "Journal of Lanterns", "doi": "10.1000/xyz", "volume": "4"}),
        (RIS, "This is a RIS reference.", {"title": "Lantern Walks", "authors": "Okoro, Ben", "published": "2025"}),
        (BIB + BIB.replace("x2025", "y"), "These are 2 references.", {"title": "Lantern Walks"}),
        ("https://arxiv.org/abs/2403.09611v2", "This is an arXiv address.", {"arxiv": "2403.09611"}),
        ("arXiv:2403.09611", "This is an arXiv address.", {"arxiv": "2403.09611"}),
        ("https://doi.org/10.1000/XYZ", "This is a DOI.", {"doi": "10.1000/xyz"}),
        ("10.48550/arXiv.2403.09611", "This is arXiv’s DOI.", {"arxiv": "2403.09611"}),
    ],
)
def test_a_reference_or_a_number_is_recognised(text, question, words):
    found = recognise(text, "venue")
    assert found.question.startswith(question)
    assert words.items() <= found.words.items()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Journal of Lanterns", "venue"),
        ("a@b.example and others", "authors"),
        ("https://arxiv.org/abs/2403.09611", "arxiv"),
        ("https://doi.org/10.1000/xyz", "doi"),
        ("https://example.org/a", "url"),
        ("@article{broken", "title"),
    ],
)
def test_what_belongs_in_the_field_is_left_alone(text, field):
    assert recognise(text, field) is None


def test_a_pasted_entry_is_offered_and_replaces_nothing_by_itself(qtbot, sheet):
    paste(sheet, "venue", BIB)
    assert sheet.banner.isVisible() and "BibTeX" in sheet.banner.accessibleName()
    assert sheet.fields["title"].toPlainText() == "Lantern Runs"


def test_filling_shows_each_value_that_was_there_with_the_way_back(qtbot, sheet):
    paste(sheet, "venue", BIB)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, CONTROL)
    assert not sheet.banner.isVisible()
    assert sheet.changes() == {
        "title": "Lantern Walks",
        "published": "2025",
        "venue": "Journal of Lanterns",
        "volume": "4",
        "authors": (Author("Okoro", "Ben"), Author(literal="The Lantern Team")),
        "more_authors": True,
        "identifiers": (Identifier("arxiv", "2403.09611"), Identifier("doi", "10.1000/xyz")),
        "kind": Kind.ARTICLE,
    }
    replaced = {name: box.before.text() for name, box in sheet.form.labelled.items() if box.before.isVisible()}
    assert replaced == {
        "title": "Was: Lantern Runs", "authors": "Was: Berg, Vincent", "published": "Was: 2024",
        "venue": "Was: Old Place",
    }  # fmt: skip
    sheet.form.labelled["published"].put_back_button.click()
    assert "published" not in sheet.changes() and sheet.fields["published"].hasFocus()


def test_escape_leaves_the_offer_first_and_the_text_as_it_was_pasted(qtbot, sheet):
    paste(sheet, "title", BIB)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.banner.isVisible() and sheet.isVisible()
    assert "@article" in sheet.fields["title"].toPlainText()


def test_taking_the_pasted_text_out_again_takes_the_offer_away(qtbot, sheet):
    paste(sheet, "venue", BIB)
    sheet.fields["venue"].undo()
    assert not sheet.banner.isVisible()


def test_an_entry_of_several_lines_is_read_whole_from_a_field_of_one_line(qtbot, sheet):
    paste(sheet, "venue", RIS)
    sheet.fill()
    assert sheet.fields["title"].toPlainText() == "Lantern Walks"
    assert sheet.fields["venue"].text() == "Journal of Lanterns"
