"""The reading column: what is said of a paper, and how safely."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.chips import Pill, TagChip
from octavo.gui.reader.links import authors_of, links_of, published_in, seen_in
from octavo.gui.reader.prose import Prose
from octavo.gui.text import SHOWN
from octavo.records import Attachment, Author, Identifier, Sighting, State

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
TODAY = date(2024, 3, 12)


@pytest.fixture
def detail(pane):
    return pane.detail


def show(pane, paper):
    pane.show_paper(paper, (1, 2), "@misc{key,\n  title = {T}\n}")


def button(pane, words):
    return next(each for each in pane.detail.findChildren(Button) if each.text() == words and not each.isHidden())


def give_keyboard(qtbot, pane, widget):
    pane.show()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    widget.setFocus()
    assert widget.hasFocus()


def visible(pane, kind):
    return [each for each in pane.detail.findChildren(kind) if each.isVisibleTo(pane)]


def test_a_page_is_named_by_the_day_it_was_captured(lantern):
    assert seen_in(lantern, TODAY) == "Daily papers  ·  captured Mar 11"


def test_an_import_without_a_date_of_its_own_is_named_by_its_day(lantern):
    paper = replace(lantern, sightings=(Sighting(1, "From my desk", "2023-12-01", "", 1),), state=State.TO_READ)
    assert seen_in(paper, TODAY) == "From my desk  ·  imported Friday 1 December 2023  ·  To read"


def test_a_paper_seen_again_says_how_often(lantern, pane, qtbot):
    seen = (*lantern.sightings, Sighting(9, "Mail", "2024-03-12", "", 1, 210))
    paper = replace(lantern, sightings=seen, trashed=True)
    assert seen_in(paper, TODAY) == "Daily papers  ·  captured Mar 11  ·  In the trash"
    pane.show()
    pane.show_paper(paper, (1, 2), "")
    assert pane.detail.seen_button.text() == "Second time, first on 11 March, now 210 votes"
    assert pane.detail.seen_button.isVisibleTo(pane)
    with qtbot.waitSignal(pane.sightings_wanted):
        pane.detail.seen_button.click()
    pane.show_paper(lantern, (1, 2), "")
    assert not pane.detail.seen_button.isVisibleTo(pane)


def test_a_pdf_kept_with_the_paper_is_its_first_link(lantern, pane, qtbot):
    kept = Attachment(f"ab/ab{'0' * 62}.pdf", "lantern-final.pdf", f"ab{'0' * 62}", "2024-03-12T09:00:00+00:00")
    paper = replace(lantern, attachments=(kept,))
    assert [link.words for link in links_of(paper)][:2] == ["My PDF", "arXiv 2403.99001"]
    pane.show()
    pane.show_paper(paper, (1, 2), "")
    with qtbot.waitSignal(pane.link_activated) as opened:
        button(pane, "My PDF").click()
    assert opened.args == [f"attached:{kept.path}"]
    two = replace(paper, attachments=(kept, replace(kept, name="second.pdf")), identifiers=())
    assert [link.words for link in links_of(two)] == ["lantern-final.pdf", "second.pdf", "Search arXiv"]


def test_the_date_of_a_page_is_never_the_papers(lantern):
    assert published_in(replace(lantern, published="", venue="")) == ""
    assert published_in(lantern) == "March 2024"
    assert published_in(replace(lantern, venue="Workshop on curves", published="2024")) == "Workshop on curves, 2024"
    assert published_in(replace(lantern, published="2024-03-09")) == "9 March 2024"


def test_very_many_authors_end_in_a_number(lantern):
    paper = replace(lantern, authors=tuple(Author(f"Name{n}", "A.") for n in range(1200)))
    assert authors_of(paper).endswith("A. Name39 and 1,160 more")
    assert authors_of(replace(lantern, more_authors=True)) == "Ana Ruiz, Ben Okoro and others"


def test_a_known_number_gives_the_page_and_the_pdf(lantern):
    assert [(link.words, link.address) for link in links_of(lantern)] == [
        ("arXiv 2403.99001", "https://arxiv.org/abs/2403.99001"),
        ("PDF", "https://arxiv.org/pdf/2403.99001"),
        ("Feed page", "https://huggingface.co/papers/2403.99001"),
    ]


def test_without_a_number_arxiv_is_searched_by_title(quiet):
    (link,) = links_of(replace(quiet, title="50% of a&b?"))
    assert link.words == "Search arXiv"
    assert link.address == "https://arxiv.org/search/?searchtype=title&query=50%25%20of%20a%26b%3F"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "smb://host/share", "data:text/html,x"]
)
def test_an_address_that_is_no_web_page_has_no_button(quiet, address):
    links = links_of(replace(quiet, identifiers=(Identifier("url", address), Identifier("arxiv", "2403.00001"))))
    assert [link.words for link in links] == ["arXiv 2403.00001", "PDF"]


def test_a_link_button_says_its_address(qtbot, pane, lantern):
    show(pane, lantern)
    with qtbot.waitSignal(pane.link_activated, timeout=500) as activated:
        button(pane, "PDF").click()
    assert activated.args == ["https://arxiv.org/pdf/2403.99001"]


def test_a_paper_without_authors_offers_to_enter_them(qtbot, pane, quiet):
    show(pane, quiet)
    assert "No authors yet" in [pill.accessibleName() for pill in visible(pane, Pill)]
    with qtbot.waitSignal(pane.edit_requested, timeout=500):
        button(pane, "Enter by hand").click()


def test_a_paper_with_authors_has_no_such_pill(pane, lantern):
    show(pane, lantern)
    assert "No authors yet" not in [pill.accessibleName() for pill in visible(pane, Pill)]
    assert pane.detail.authors.toPlainText() == "Ana Ruiz, Ben Okoro"


def test_tags_can_be_removed_by_key_and_clicked(qtbot, pane, lantern):
    removed, clicked = [], []
    pane.tag_removed.connect(removed.append)
    pane.tag_clicked.connect(clicked.append)
    show(pane, lantern)
    chips = visible(pane, TagChip)
    assert [chip.name for chip in chips] == ["training", "efficiency"]
    qtbot.keyClick(chips[1], Qt.Key.Key_Delete)
    chips[0].click()
    assert (removed, clicked) == (["efficiency"], ["training"])


def test_markup_in_titles_and_abstracts_is_read_as_written(pane, quiet):
    show(pane, replace(quiet, title="if a<b and <b>c</b>", abstract="<img src='x'> x < y\n\n<script>"))
    assert pane.detail.title.toPlainText() == "if a<b and <b>c</b>"
    assert pane.detail.abstract.toPlainText() == "<img src='x'> x < y\n\n<script>"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe that never answers")
@pytest.mark.timeout(30)
def test_a_picture_in_a_note_or_abstract_opens_no_file(pane, quiet, tmp_path):
    pipe = tmp_path / "never"
    os.mkfifo(pipe)
    note = f"![x]({pipe}) ![y](file://{pipe}) <img src='{pipe}'> [z]: {pipe}\n\n![q][z]"
    show(pane, replace(quiet, abstract=f"<img src={pipe}><table background='{pipe}'>", note=note))
    pane.grab()
    pane.edit_note()
    pane.notes.show_preview(True)
    pane.grab()


def test_a_very_long_abstract_comes_in_helpings(pane, quiet):
    show(pane, replace(quiet, abstract="word " * 3000))
    assert len(pane.detail.abstract.toPlainText()) <= SHOWN + 1
    before = pane.detail.abstract.height()
    more = pane.detail.more_button
    while not more.isHidden():
        more.click()
    assert len(pane.detail.abstract.toPlainText()) > 14_000
    assert pane.detail.abstract.height() > before


@pytest.mark.timeout(30)
def test_an_endless_line_does_not_hold_the_window(pane, quiet):
    show(pane, replace(quiet, title="x" * 200_000, abstract="y" * 400_000, note="z" * 400_000))
    assert not pane.grab().isNull()


def test_selected_words_are_copied_before_the_citation_is(pane, quiet):
    show(pane, quiet)

    def is_kept() -> bool:
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        asked.ignore()
        QCoreApplication.sendEvent(pane.detail.abstract, asked)
        return asked.isAccepted()

    assert not is_kept()
    pane.detail.abstract.selectAll()
    assert is_kept()


def test_text_copied_from_the_column_has_no_hidden_breaks(pane, quiet):
    address = "https://example.org/" + "a" * 900
    show(pane, replace(quiet, abstract=f"See {address}"))
    pane.detail.abstract.selectAll()
    assert pane.detail.abstract.createMimeDataFromSelection().text() == f"See {address}"


def test_the_same_paper_keeps_its_place_on_screen_another_starts_at_the_top(pane, lantern, quiet):
    pane.resize(760, 420)
    pane.show()
    show(pane, lantern)
    bar = pane.detail.verticalScrollBar()
    bar.setValue(120)
    show(pane, replace(lantern, starred=False))
    assert bar.value() == 120
    show(pane, replace(quiet, abstract="Long. " * 400))
    assert bar.value() == 0


def test_the_blocks_of_the_column_share_one_edge_and_never_overlap(pane, lantern):
    pane.grab()
    show(pane, lantern)
    detail = pane.detail
    blocks = [detail.source, detail.title, detail.authors, detail.abstract, detail.note, detail.citation]
    assert len({block.x() for block in blocks}) == 1
    assert len({block.width() for block in blocks}) == 1
    for above, below in pairwise(blocks):
        assert above.geometry().bottom() < below.y()


@pytest.mark.parametrize("width", [400, 760, 1400])
def test_the_column_is_never_wider_than_640_and_stands_in_the_middle(pane, lantern, width):
    pane.resize(width, 700)
    pane.grab()
    show(pane, lantern)
    title = pane.detail.title.geometry()
    assert title.width() <= 640
    assert abs(title.x() - (pane.detail.viewport().width() - title.right() - 1)) <= 1
    assert title.x() >= 40


def test_larger_text_makes_the_column_higher_and_cuts_nothing(theme, pane, lantern):
    pane.grab()
    show(pane, lantern)
    small = pane.detail.abstract.height()
    theme.resize(2.0)
    abstract = pane.detail.abstract
    assert abstract.height() > small
    assert abstract.height() >= abstract.document().size().height()


def test_each_script_keeps_its_own_direction(pane, quiet):
    show(pane, replace(quiet, title="قراءة أبطأ", abstract="English words"))
    title, abstract = pane.detail.title.document().begin(), pane.detail.abstract.document().begin()
    assert title.textDirection() == Qt.LayoutDirection.RightToLeft
    assert abstract.textDirection() == Qt.LayoutDirection.LeftToRight


def test_the_pane_says_which_paper_it_shows_and_its_parts_their_words(pane, lantern, quiet):
    show(pane, lantern)
    assert pane.detail.accessibleName() == f"Paper. {lantern.title}. {authors_of(lantern)}"
    assert pane.detail.abstract.accessibleName() == f"Abstract. {lantern.abstract}"
    assert pane.detail.citation.entry.accessibleName().startswith("Citation entry. @misc{key,")
    show(pane, replace(quiet, authors=()))
    assert pane.detail.accessibleName().endswith(". no authors yet")


def test_the_keyboard_stays_in_the_pane_when_the_next_paper_lacks_what_had_it(qtbot, pane, lantern, quiet):
    show(pane, replace(lantern, sightings=(Sighting(9, "Mail", "2024-03-12", "", 1, 210),)))
    give_keyboard(qtbot, pane, pane.detail.seen_button)
    show(pane, replace(quiet, sightings=()))
    assert pane.detail.hasFocus()


def test_a_tag_taken_off_by_key_leaves_the_keyboard_among_the_tags(qtbot, pane, lantern):
    show(pane, lantern)
    give_keyboard(qtbot, pane, pane.detail._tags.members[0])
    show(pane, replace(lantern, tags=lantern.tags[1:]))
    assert pane.detail._tags.members[0].hasFocus()


def test_a_bullet_stands_clear_of_its_words(qtbot, theme):
    note = Prose(theme, "note", markdown=True)
    qtbot.addWidget(note)
    note.resize(300, 40)
    note.set_words("- Hold the window")
    note.height_for(300)
    image = note.grab().toImage()
    ground = image.pixel(299, 39)
    inked = [x for x in range(300) if any(image.pixel(x, y) != ground for y in range(40))]
    gaps = [after - before - 1 for before, after in pairwise(inked)]
    assert next(gap for gap in gaps if gap) >= 6


def test_what_a_look_up_found_is_said_while_the_paper_is_shown_and_not_when_another_comes(
    qtbot, pane, quiet, lantern, aloud
):
    with qtbot.waitExposed(pane):
        pane.show()
    bare = replace(quiet, authors=())
    show(pane, lantern)
    show(pane, bare)
    show(pane, replace(bare, authors=lantern.authors))
    qtbot.waitUntil(lambda: bool(aloud))
    assert len(aloud) == 1 and aloud[0].startswith(f"Citation: {pane.detail.citation.pill.accessibleName()}")
