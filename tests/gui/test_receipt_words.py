"""What was seen before, and what an import did, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from octavo.gui import receipt_words, words
from octavo.library.receipts import Account, Fate, Import, ReceiptLine
from octavo.records import Sighting, SourceLines, Verdict

TODAY = date(2026, 9, 1)
AUGUST = Sighting(1, "Daily papers", "2026-08-12", "Aug 12", 3, 40)
MADE = Import(4, "2026-08-12T09:00:00Z", "2026-08-12", "Daily papers", "page.txt", "Aug 12", 86, 3, 1, 2, 4, 0, True)


@pytest.mark.parametrize(
    ("sightings", "said"),
    [
        ((), ""),
        ((replace(AUGUST, votes=None),), ""),
        ((AUGUST,), "40 votes"),
        ((replace(AUGUST, votes=1),), "1 vote"),
        (
            (AUGUST, replace(AUGUST, batch_id=2, day="2026-08-13", votes=90),
             Sighting(3, "Mail", "2026-08-14", "", 1, 210)),
            "Third time, first on 12 August, now 210 votes",
        ),
        # Out of order, and the last of them without votes.
        (
            (Sighting(2, "Mail", "2026-08-14", "", 1), AUGUST),
            "Second time, first on 12 August, now 40 votes",
        ),
        # One feed asked all day long is one time.
        ((AUGUST, Sighting(2, "Daily papers", "2026-08-12", "", 1, 55)), "55 votes"),
        (
            (replace(AUGUST, day="2025-08-12", votes=None),
             Sighting(2, "arXiv", "2026-08-30", "", 1, None, None, "v3")),
            "Second time, first on 12 August 2025, new version (v3) on 30 August",
        ),
        ((Sighting(2, "arXiv", "2026-08-30", "", 1, None, None, "new"),), "New version on 30 August"),
    ],
)  # fmt: skip
def test_the_line_of_the_card(sightings: tuple[Sighting, ...], said: str) -> None:
    assert receipt_words.times_seen(sightings, TODAY) == said


@pytest.mark.parametrize(("times", "said"), [(10, "Tenth"), (11, "11th"), (21, "21st"), (112, "112th"), (122, "122nd")])
def test_many_times_are_counted_in_figures(times: int, said: str) -> None:
    many = [replace(AUGUST, batch_id=place, source=f"Feed {place}", votes=None) for place in range(times)]
    assert receipt_words.times_seen(many, TODAY).startswith(f"{said} time, first on 12 August")


def test_a_sighting_says_where_and_what_was_told() -> None:
    assert receipt_words.sighting(AUGUST, TODAY) == ("Daily papers, 12 August", "40 votes, number 3 on the page")
    renewed = replace(AUGUST, votes=None, new_version="v2")
    assert receipt_words.sighting(renewed, TODAY)[1] == "New version (v2), number 3 on the page"


def test_an_import_is_named_by_feed_and_day_and_told_in_numbers() -> None:
    assert receipt_words.import_title(MADE, TODAY) == "Daily papers, 12 August"
    assert receipt_words.import_title(replace(MADE, source=""), date(2027, 1, 1)) == "page.txt, 12 August 2026"
    assert receipt_words.import_counts(MADE) == "88 new, 3 seen again, 1 twice, 4 left out"
    assert receipt_words.import_counts(replace(MADE, not_placed=1)).endswith("1 line not placed")


def test_a_line_of_the_receipt_says_what_became_of_the_entry() -> None:
    entry = ReceiptLine("Any", Verdict.NEW, Fate.ADDED, 7, SourceLines(12, 14), problems=("No abstract.",))
    assert receipt_words.line(entry) == ("Lines 12 to 14  ·  No abstract.", ("Added", "circle-check", "ok"))
    doubt = ReceiptLine("Any", Verdict.DOUBTFUL, Fate.ADDED, 7, why="Nearly the same title.", likeness="Many")
    assert receipt_words.line(doubt)[0] == "Nearly the same title. Compared with “Many”."
    assert receipt_words.line(ReceiptLine("Any", Verdict.NEW, Fate.LEFT_OUT))[1][0] == "Left out"


def test_what_undoing_would_do_is_said_before() -> None:
    assert receipt_words.can_undo(Account(MADE, (), removable=88)) == "Undo import removes 88 papers."
    assert receipt_words.can_undo(Account(MADE, (), removable=87)) == "Undo import removes 87 papers; 1 stays."
    done = Account(replace(MADE, can_undo=False), ())
    assert receipt_words.can_undo(done).startswith("Nothing of this import can be taken back")


def test_verbs_of_the_memory_have_words() -> None:
    some = {"removed": 83, "kept": 3}
    assert words.done("undo_import", some, 83) == "83 papers removed, 3 stay that you decided about"
    assert words.done("undo_import", {"removed": 1, "kept": 0}, 1) == "1 paper removed"
    assert words.step("undo_import", {"source": "Daily papers"}, 83) == "undo of the import Daily papers"
    assert words.done("attach", {"name": "a.pdf"}, 1) == "“a.pdf” is kept with the paper"
    assert words.step("detach", {"name": "a.pdf"}, 1) == "take off “a.pdf”"
