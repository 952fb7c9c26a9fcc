"""What is chosen of an import, apart from any window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from octavo.gui.dialogs.import_choice import ImportChoice, Tab, guessed_day
from octavo.gui.dialogs.import_rows import row_words
from octavo.gui.dialogs.import_sheet import source_sentence
from octavo.records import Batch

TODAY = date(2024, 3, 12)


def test_new_and_doubtful_papers_are_chosen_and_the_rest_is_not(preview):
    assert ImportChoice(preview).chosen == {0, 2, 4, 5}


def test_each_tab_holds_its_rows_and_problems_end_with_the_lines_not_placed(preview):
    choice = ImportChoice(preview)
    assert choice.rows(Tab.ALL) == [0, 1, 2, 3, 4, 5]
    assert choice.rows(Tab.NEW) == [0, 2, 4, 5]
    assert choice.rows(Tab.HERE) == [1]
    assert choice.rows(Tab.PROBLEMS) == [2, 3, 4, ~0]
    assert choice.line(~0).number == 41


def test_a_paper_already_here_and_a_second_copy_cannot_be_ticked(preview):
    choice = ImportChoice(preview)
    choice.tick([1, 3, ~0], True)
    assert choice.chosen == {0, 2, 4, 5}


def test_same_paper_takes_a_doubtful_entry_out_and_different_paper_puts_it_back(preview):
    choice = ImportChoice(preview)
    choice.answer_same(4)
    assert (choice.same, choice.chosen) == ({4: 9}, {0, 2, 5})
    assert choice.rows(Tab.HERE) == [1, 4]
    choice.answer_different(4)
    assert (choice.same, choice.chosen) == ({}, {0, 2, 4, 5})


def test_a_pasted_abstract_ends_the_problem_and_travels_with_the_preview(preview):
    choice = ImportChoice(preview)
    choice.give_abstract(2, "We read both ways.")
    assert choice.preview.batch.entries[2].abstract == "We read both ways."
    assert 2 not in choice.rows(Tab.PROBLEMS)
    assert preview.batch.entries[2].abstract == ""


@pytest.fixture
def replaced(preview):
    """The preview, where the first and the second entry are announced as new versions."""
    entries = list(preview.batch.entries)
    entries[0] = replace(entries[0], other={"announce": "replace", "arxiv_version": "v2"})
    entries[1] = replace(entries[1], other={"announce": "replace-cross"})
    return replace(preview, batch=replace(preview.batch, entries=tuple(entries)))


def test_a_new_version_of_a_stranger_is_left_out_until_it_is_ticked(replaced):
    choice = ImportChoice(replaced)
    assert choice.chosen == {2, 4, 5}
    assert "not in your library" in row_words(choice, 0, TODAY).below
    choice.tick([0], True)
    assert 0 in choice.chosen


def test_a_new_version_of_a_paper_that_is_here_says_so(replaced):
    assert row_words(ImportChoice(replaced), 1, TODAY).badge[0] == "New version"


def test_a_paper_that_is_put_aside_says_where_it_is(preview):
    placements = list(preview.placements)
    placements[1] = replace(placements[1], why="It is in the trash.")
    choice = ImportChoice(replace(preview, placements=tuple(placements)))
    assert row_words(choice, 1, TODAY).below == "Added on 8 March. It is in the trash."


def test_what_could_not_be_read_is_said_beside_the_papers_that_were(preview):
    batch = replace(preview.batch, message="Only a part of this list could be read.")
    assert source_sentence(batch, date(2024, 3, 11), TODAY).endswith("Only a part of this list could be read.")


@pytest.mark.parametrize(
    ("month", "day", "year", "today", "expected"),
    [
        (3, 11, None, date(2024, 3, 12), date(2024, 3, 11)),
        (3, 11, None, date(2024, 3, 11), date(2024, 3, 11)),
        (12, 30, None, date(2024, 1, 2), date(2023, 12, 30)),
        (2, 29, None, date(2023, 5, 1), date(2020, 2, 29)),
        (3, 11, 2019, date(2024, 3, 12), date(2019, 3, 11)),
        (None, None, None, date(2024, 3, 12), date(2024, 3, 12)),
    ],
)
def test_the_day_is_the_latest_one_that_the_page_can_mean(month, day, year, today, expected):
    batch = Batch("page text", "Daily papers", "x", captured_month=month, captured_day=day, captured_year=year)
    assert guessed_day(batch, today) == expected


def test_the_sentence_says_what_the_page_said_and_what_was_assumed(preview):
    words = source_sentence(preview.batch, date(2024, 3, 11), date(2024, 3, 12))
    assert words == (
        "6 titles, 5 abstracts. The page says “Mar 11” and no year; 2024 is assumed for this import. "
        "1 line could not be placed."
    )
