"""The citation card."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from octavo.gui import citation_words
from octavo.gui.reader.citation import CitationCard
from octavo.inquiries import CitationState, Trust
from octavo.records import Identifier

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ENTRY = "@misc{ruiz2024lantern,\n  title = {Lantern},\n}\n"


@pytest.fixture
def card(qtbot, theme):
    card = CitationCard(theme)
    qtbot.addWidget(card)
    card.resize(640, 200)
    return card


def state_words(paper):
    return citation_words.pill(citation_words.of_paper(paper))


def test_the_state_names_exactly_what_is_missing(lantern, quiet):
    assert state_words(lantern) == ("Complete", "ok")
    assert state_words(quiet) == ("Authors, year and number missing", "warn")
    assert state_words(replace(quiet, published="2024")) == ("Authors and number missing", "warn")
    assert state_words(replace(lantern, published="")) == ("Year missing", "warn")


def test_the_entry_is_shown_to_the_letter_and_read_from_left_to_right(card, lantern):
    card.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    card.show_entry(lantern, ENTRY.replace("Lantern", "فانوس <b>"))
    assert card.entry.toPlainText() == ENTRY.replace("Lantern", "فانوس <b>").rstrip()
    block = card.entry.document().begin()
    while block.isValid():
        assert block.textDirection() == Qt.LayoutDirection.LeftToRight
        block = block.next()


def test_copy_works_for_an_incomplete_paper_too(qtbot, card, quiet):
    card.show_entry(quiet, ENTRY)
    with qtbot.waitSignal(card.copy_requested, timeout=500) as asked:
        card.copy_button.click()
    assert asked.args == ["bibtex"]


def test_choosing_another_format_says_so_once(qtbot, card, lantern):
    chosen = []
    card.format_chosen.connect(chosen.append)
    card.show_entry(lantern, ENTRY)
    menu = card.open_formats()
    assert [(each.text(), each.isChecked()) for each in menu.actions()] == [("BibTeX", True), ("BibLaTeX", False)]
    menu.actions()[0].trigger()
    menu.actions()[1].trigger()
    assert chosen == ["biblatex"]
    assert card.format_button.text() == "BibLaTeX"
    menu.close()


def test_a_look_up_under_way_replaces_what_is_missing(card, quiet):
    card.show_entry(quiet, ENTRY, CitationState(Trust.LOOKING_UP))
    assert card.pill.accessibleName() == "Looking up…"


def test_the_type_is_coloured_anew_after_a_theme_switch(theme, card, lantern):
    def colour():
        formats = card.entry.document().begin().layout().formats()
        return next(each.format.foreground().color() for each in formats if each.start == 0)

    card.show_entry(lantern, ENTRY)
    assert colour() == theme.tokens.link
    theme.choose("dark")
    assert colour() == theme.tokens.link


def test_a_narrow_card_keeps_copy_within_itself(card, quiet):
    card.resize(300, 200)
    card.show_entry(replace(quiet, identifiers=(Identifier("url", "https://example.org"),)), ENTRY)
    assert card.copy_button.geometry().right() < 300
    assert not card.pill.geometry().intersects(card.copy_button.geometry())


@pytest.mark.parametrize("width", [640, 420, 340, 300])
def test_what_is_missing_is_read_in_full_in_a_card_of_any_width(card, quiet, width):
    card.resize(width, 200)
    card.show_entry(quiet, ENTRY)
    assert card.pill.width() == card.pill.sizeHint().width()
    beside = [card.heading, card.copy_button, card.format_button, card.entry, card.deeds]
    assert not any(card.pill.geometry().intersects(each.geometry()) for each in beside if not each.isHidden())


def test_a_retraction_is_said_once(card, lantern):
    card.show_entry(lantern, ENTRY, CitationState(Trust.RETRACTED, proposals=1, proposed="retracted"))
    assert [each.accessibleName() or each.text() for each in card.deeds.members] == ["Look"]


def test_a_remark_on_what_is_missing_has_the_colour_of_what_is_incomplete(theme, card, quiet):
    card.show_entry(quiet, "% No authors known.\n" + ENTRY)
    (colour,) = {each.format.foreground().color().name() for each in card.entry.document().begin().layout().formats()}
    assert colour == theme.tokens.warn.name()


def test_a_long_line_of_an_entry_goes_on_further_in(card, lantern):
    card.show_entry(lantern, "@misc{ruiz2024lantern,\n  title = {" + "Lantern runs and what they show " * 6 + "},\n}")
    card.resize(500, 300)
    layout = card.entry.document().findBlockByNumber(1).layout()
    first, second = layout.lineAt(0).naturalTextRect(), layout.lineAt(1).naturalTextRect()
    assert second.left() > first.left()
