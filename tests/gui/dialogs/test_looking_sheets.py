"""The sheets around looking up and merging: choosing a match, taking a proposal, making several papers one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.choose_sheet import ChooseSheet
from octavo.gui.dialogs.merge_sheet import MergeSheet
from octavo.gui.dialogs.proposal_sheet import ProposalSheet
from octavo.inquiries import Candidate, Proposal
from octavo.records import Author, Entry, Identifier, Kind, OctavoError, Paper

TODAY = date(2026, 11, 24)
ADA, BEN = Author("Frost", "Ada"), Author("Okoro", "Ben")
PREPRINT = Paper(
    1, "a", "Lantern Runs", "We read curves.", authors=(ADA,), published="2024", kind=Kind.PREPRINT, key="frost2024",
    identifiers=(Identifier("arxiv", "2403.09611"),), added="2024-03-12T09:00:00+00:00",
)  # fmt: skip
ARTICLE = Paper(
    2, "b", "Lantern Runs: The Journal Version", authors=(ADA, BEN), published="2025", kind=Kind.ARTICLE,
    venue="Journal of Lanterns", key="frost2025", added="2025-03-12T09:00:00+00:00",
)  # fmt: skip
FOUND = (
    Candidate("arXiv", Entry("Lantern Walks", authors=(ADA,)), "ask", ("Same abstract",), ("Other title",)),
    Candidate("Crossref", Entry("Lantern Runs Again", published="2023"), "ask", (), ("Other year",)),
)


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


@pytest.fixture
def choosing(window, theme):
    sheet = ChooseSheet(theme, window)
    sheet.show_candidates(PREPRINT, FOUND)
    return sheet


@pytest.fixture
def proposed(window, theme):
    fields = {"venue": "Journal of Lanterns", "published": "2025", "authors": (ADA, BEN), "more_authors": True}
    sheet = ProposalSheet(theme, window)
    proposal = Proposal(1, "published", "Crossref", fields, "The same title.", "2026-11-20T09:00:00+00:00", 7)
    sheet.show_proposal(PREPRINT, proposal, 1, 2, TODAY)
    return sheet


@pytest.fixture
def merging(window, theme):
    return MergeSheet(theme, window)


def test_a_candidate_says_what_agrees_and_what_does_not(choosing):
    assert "Agrees: Same abstract. Differs: Other title" in choosing.cards[0].accessibleName()
    assert choosing.cards[0].isChecked() and choosing.cards[0].hasFocus()


def test_a_figure_chooses_and_enter_takes_it(qtbot, choosing):
    press(qtbot, Qt.Key.Key_2)
    with qtbot.waitSignal(choosing.chosen) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == [1, FOUND[1]] and not choosing.isVisible()


def test_arrows_go_through_the_candidates_too(qtbot, choosing):
    press(qtbot, Qt.Key.Key_Down)
    assert choosing.cards[1].isChecked()


def test_n_says_that_none_fits(qtbot, choosing):
    with qtbot.waitSignal(choosing.refused) as heard:
        press(qtbot, Qt.Key.Key_N)
    assert heard.args == [1]


def test_escape_decides_nothing(qtbot, choosing):
    heard = []
    choosing.chosen.connect(lambda *args: heard.append(args))
    choosing.refused.connect(lambda *args: heard.append(args))
    press(qtbot, Qt.Key.Key_Escape)
    assert heard == [] and not choosing.isVisible()


def test_old_and_new_stand_beside_each_other_with_the_source(proposed):
    assert proposed.title_label.text() == "A published version was found"
    assert proposed.subtitle_label.text() == "Crossref, 20 November  ·  1 of 2"
    assert proposed.checks["published"].accessibleDescription() == "Now: 2024. Then: 2025"
    assert proposed.checks["venue"].accessibleDescription() == "Now: nothing. Then: Journal of Lanterns"


def test_only_what_is_ticked_is_taken(qtbot, proposed):
    proposed.checks["published"].setChecked(False)
    assert proposed.take_button.text() == "Take 2 changes"
    with qtbot.waitSignal(proposed.taken) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args[0] == 7 and set(heard.args[1]) == {
        "authors", "venue", "more_authors",
    }  # fmt: skip


def test_with_nothing_ticked_there_is_nothing_to_take(qtbot, proposed):
    for check in proposed.checks.values():
        check.setChecked(False)
    assert not proposed.take_button.isEnabled()
    with qtbot.waitSignal(proposed.left) as heard:
        press(qtbot, Qt.Key.Key_N)
    assert heard.args == [7]


def test_a_proposal_that_is_only_to_be_known_is_noted(qtbot, proposed):
    proposed.show_proposal(PREPRINT, Proposal(1, "retracted", "Crossref", {}, "The journal took it back."), 2, 2, TODAY)
    assert (proposed.title_label.text(), proposed.take_button.text()) == ("This paper was retracted", "Note it")
    with qtbot.waitSignal(proposed.taken) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args[1] == []


def test_what_stands_in_the_way_of_a_change_is_said(proposed):
    proposed.show_error(OctavoError("The disk is full."))
    assert proposed.note.text() == "The disk is full." and proposed.isVisible()


def test_the_published_version_gives_what_publishing_changes(qtbot, merging):
    merging.show_pair([PREPRINT, ARTICLE], "Nearly the same title.", 1, 3)
    assert merging.kept is PREPRINT
    assert merging.fields() == {
        "title": "Lantern Runs", "authors": (ADA, BEN), "published": "2025", "kind": Kind.ARTICLE,
    }  # fmt: skip
    with qtbot.waitSignal(merging.merged) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args[:2] == [1, [2]]


def test_arrows_choose_the_paper_to_keep_and_its_key_is_named(qtbot, merging):
    merging.show_papers([PREPRINT, ARTICLE])
    press(qtbot, Qt.Key.Key_Right)
    assert merging.kept is ARTICLE
    assert merging.note.text() == "The key stays frost2025; frost2024 goes on to find this paper."


def test_letters_settle_a_pair_and_nothing_else(qtbot, merging):
    merging.show_pair([PREPRINT, ARTICLE], "Nearly the same title.", 1, 3)
    with qtbot.waitSignal(merging.parted) as heard:
        press(qtbot, Qt.Key.Key_N)
    assert heard.args == [[1, 2]]
    with qtbot.waitSignal(merging.skipped):
        press(qtbot, Qt.Key.Key_S)
    merging.show_papers([PREPRINT, ARTICLE])
    parted = []
    merging.parted.connect(parted.append)
    press(qtbot, Qt.Key.Key_N)
    assert parted == [] and not merging.part_button.isVisible()


def test_a_merge_that_fails_says_why_and_can_be_tried_again(qtbot, merging):
    merging.show_papers([PREPRINT, ARTICLE])
    press(qtbot, Qt.Key.Key_Return)
    assert not merging.merge_button.isEnabled()
    merging.show_error(OctavoError("The disk is full."))
    assert merging.merge_button.isEnabled() and merging.note.text() == "The disk is full."


def test_papers_with_different_numbers_are_merged_only_with_a_warning(merging):
    other = replace(ARTICLE, identifiers=(Identifier("arxiv", "2403.09612"),))
    merging.show_papers([PREPRINT, other])
    assert "may be two works" in merging.note.text()
    merging.show_papers([PREPRINT, ARTICLE])
    assert "are kept" in merging.note.text()


def test_in_a_narrow_window_the_values_of_two_papers_stand_below_each_other(window, merging):
    merging.show_papers([PREPRINT, ARTICLE])
    first, second = merging.cards["keep"]
    assert first.y() == second.y() and first.x() < second.x()
    window.resize(480, 720)
    merging.card.layout().activate()
    assert first.x() == second.x() and first.geometry().bottom() < second.y()
    edge = merging.card.width() - 24
    assert all(card.mapTo(merging.card, card.rect().topRight()).x() <= edge for card in (first, second))
