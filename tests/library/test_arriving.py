"""Adding a batch: what is new, what is here already, what is doubtful, and that nothing is lost or half done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from octavo.library.arriving import AT_ONCE, import_day
from octavo.library.library import Library, NotFound
from octavo.library.reading import Place, Reading
from octavo.records import (
    Author,
    Batch,
    Entry,
    Identifier,
    Kind,
    Leftover,
    OctavoError,
    Progress,
    Receipt,
    SourceLines,
    State,
    Verdict,
)

Make = Callable[..., Entry]
Page = Callable[..., Batch]
Add = Callable[..., Receipt]


def test_a_page_is_added_in_its_order_with_its_day(library: Library, add: Add, make_entry: Make) -> None:
    receipt = add(*(make_entry(number) for number in range(7)))
    assert (receipt.new, receipt.already_here, receipt.twice, receipt.doubtful) == (7, 0, 0, 0)
    assert receipt.captured == "Mar 11"
    listing = library.reading.listing(Place("inbox"))
    assert tuple(listing.ids) == receipt.ids
    assert [(group.day, group.left, group.total) for group in listing.groups] == [("2024-03-11", 7, 7)]
    assert [paper.sightings[0].rank for paper in library.reading.papers(receipt.ids)] == list(range(1, 8))


def test_all_an_entry_says_is_kept(library: Library, add: Add) -> None:
    entry = Entry(
        title=r"Walking \textit{slowly} in 3times3 grids",
        abstract=r"We gain 46\% of nothing.",
        authors=(Author("Berg", "Vincent", "van den", "Jr."), Author(literal="The Grid Group")),
        more_authors=True,
        identifiers=(Identifier("arxiv", "2403.00001"), Identifier("url", "https://grids.example/a")),
        published="2024-03",
        kind=Kind.CONFERENCE,
        venue="Grids 2024",
        details={"volume": "7", "pages": "1-9"},
        other={"x-shelf": "blue"},
        votes=12,
        note="*Read* this first",
        lines=SourceLines(4, 9),
    )
    paper = library.reading.paper(add(entry).ids[0])
    assert paper.title == "Walking slowly in 3×3 grids"
    assert (paper.raw_title, paper.raw_abstract) == (entry.title, entry.abstract)
    assert paper.abstract == "We gain 46% of nothing."
    for name in ("authors", "more_authors", "identifiers", "published", "kind", "venue", "details", "other", "note"):
        assert getattr(paper, name) == getattr(entry, name), name
    assert (paper.state, paper.starred, paper.unread, paper.year) == (State.INBOX, False, True, 2024)
    assert [(seen.votes, seen.lines, seen.rank) for seen in paper.sightings] == [(12, SourceLines(4, 9), 1)]
    assert paper.field_sources["venue"] == "Daily papers"


def test_nothing_is_invented_for_a_bare_title(library: Library, add: Add) -> None:
    paper = library.reading.paper(add(Entry("A bare title")).ids[0])
    assert (paper.authors, paper.published, paper.year, paper.kind, paper.venue) == ((), "", None, Kind.UNKNOWN, "")
    assert paper.missing == ("authors", "year", "number")


def test_a_page_imported_twice_adds_nothing_and_leaves_no_step(
    library: Library, add: Add, make_entry: Make, make_page: Page
) -> None:
    batch = make_page(*(make_entry(number) for number in range(5)), digest="d1")
    first = add(batch)
    version = library.reading.version()
    again = add(batch)
    assert (again.new, again.already_here, again.ids, again.batch_id) == (0, 5, (), first.batch_id)
    assert library.reading.version() == version
    assert len(library.history()) == 1


def test_the_same_papers_on_another_page_are_sightings(
    library: Library, add: Add, make_entry: Make, make_page: Page
) -> None:
    first = add(make_entry(1), make_entry(2))
    receipt = add(make_page(make_entry(2), make_entry(3), source="Other feed", captured_day=12, digest="d2"))
    assert (receipt.new, receipt.already_here) == (1, 1)
    seen = library.reading.paper(first.ids[1])
    assert [(each.source, each.day, each.rank) for each in seen.sightings] == [
        ("Daily papers", "2024-03-11", 2),
        ("Other feed", "2024-03-12", 1),
    ]
    other_feed = library.reading.listing(Place("feed", name="Other feed"))
    assert set(other_feed.ids) == {first.ids[1], *receipt.ids}
    assert library.reading.days() == [("Other feed", "2024-03-12", 2), ("Daily papers", "2024-03-11", 2)]


def test_a_sighting_fills_only_what_is_empty_and_changes_no_decision(library: Library, add: Add) -> None:
    own = add(Entry("Rivers in winter", "", identifiers=(Identifier("doi", "10.1/r"),), published="2023")).ids[0]
    library.move([own], State.DONE)
    library.star([own])
    add(
        Entry(
            "Rivers in Winter, second edition",
            "All about ice.",
            authors=(Author("Frost", "Ada"),),
            identifiers=(Identifier("doi", "10.1/r"), Identifier("arxiv", "2402.1")),
            published="2024-05",
            venue="Ice",
            kind=Kind.ARTICLE,
            details={"volume": "3"},
        )
    )
    paper = library.reading.paper(own)
    assert (paper.title, paper.published) == ("Rivers in winter", "2023")
    assert (paper.abstract, paper.venue, paper.kind) == ("All about ice.", "Ice", Kind.ARTICLE)
    assert paper.authors == (Author("Frost", "Ada"),)
    assert paper.details == {"volume": "3"}
    assert set(paper.identifiers) == {Identifier("doi", "10.1/r"), Identifier("arxiv", "2402.1")}
    assert (paper.state, paper.starred, paper.unread) == (State.DONE, True, False)
    assert library.reading.listing(Place("all"), "ice frost").ids.tolist() == [own]


def test_a_feed_never_fills_what_the_person_emptied(library: Library, add: Add) -> None:
    own = add(Entry("Rivers of the old harbour", "Wrong text", venue="Wrong")).ids[0]
    library.edit(own, {"abstract": "", "venue": "", "volume": ""})
    library.edit(own, {"volume": "2"})
    library.edit(own, {"volume": ""})
    again = Entry(
        "Rivers of the old harbour", "Wrong text", venue="Wrong", details={"volume": "9"}, published="2020"
    )
    add(again)
    paper = library.reading.paper(own)
    assert (paper.abstract, paper.venue, dict(paper.details), paper.published) == ("", "", {}, "2020")
    assert paper.field_sources["venue"] == "person"
    assert paper.field_sources["published"] == "Daily papers"


def test_twice_on_one_page_is_added_once(library: Library, add: Add, make_entry: Make, make_page: Page) -> None:
    batch = make_page(make_entry(1), make_entry(2), replace(make_entry(1), identifiers=()))
    placements = library.preview(batch).placements
    assert [(each.verdict, each.twin) for each in placements] == [
        (Verdict.NEW, None),
        (Verdict.NEW, None),
        (Verdict.TWICE, 0),
    ]
    receipt = add(batch)
    assert (receipt.new, receipt.twice, len(receipt.ids)) == (2, 1, 2)


def test_the_same_title_with_another_abstract_is_doubtful_and_kept_as_a_new_paper(library: Library, add: Add) -> None:
    own = add(Entry("On balance", "We weigh apples against pears and find both wanting.")).ids[0]
    arriving = Entry("On Balance.", "This note proves three theorems on rotating bodies.")
    placement = library.preview(Batch("text", "Feed", "x", (arriving,))).placements[0]
    assert (placement.verdict, placement.paper_id) == (Verdict.DOUBTFUL, own)
    assert (placement.paper_title, placement.why) == ("On balance", "Same title, different abstract.")
    receipt = add(arriving)
    assert (receipt.new, receipt.doubtful, len(receipt.ids)) == (0, 1, 1)
    assert library.reading.counts().all == 2


def test_a_title_with_a_slip_of_the_pen_is_doubtful(library: Library, add: Add) -> None:
    add(Entry("Measuring the unseen weather of distant planets", "Clouds."))
    batch = Batch("text", "F", "x", (Entry("Measuring the unseen whether of distant planets", "Clouds."),))
    placement = library.preview(batch).placements[0]
    assert (placement.verdict, placement.why) == (Verdict.DOUBTFUL, "Nearly the same title.")


def test_a_doubtful_entry_can_be_merged_into_its_paper(library: Library, add: Add) -> None:
    own = add(Entry("On balance", "We weigh apples against pears and find both wanting.")).ids[0]
    receipt = add(Entry("On balance", "Three theorems on rotating bodies.", venue="Mechanics"), same={0: own})
    assert (receipt.new, receipt.doubtful, receipt.already_here, receipt.ids) == (0, 0, 1, ())
    paper = library.reading.paper(own)
    assert (paper.venue, len(paper.sightings)) == ("Mechanics", 2)
    assert paper.abstract.startswith("We weigh")


def test_merging_into_a_paper_that_is_not_there_is_refused(library: Library, add: Add) -> None:
    with pytest.raises(NotFound):
        add(Entry("On balance"), same={0: 99})
    assert library.history() == []


def test_only_chosen_entries_are_added(library: Library, add: Add, make_entry: Make) -> None:
    receipt = add(*(make_entry(number) for number in range(4)), chosen=[2])
    assert (receipt.new, receipt.skipped, len(receipt.ids)) == (1, 3, 1)
    assert library.reading.paper(receipt.ids[0]).title == make_entry(2).title


def test_a_paper_in_the_trash_counts_as_here_and_stays_there(library: Library, add: Add, make_entry: Make) -> None:
    own = add(make_entry(1)).ids
    library.trash(own)
    placement = library.preview(Batch("text", "F", "x", (make_entry(1),))).placements[0]
    assert (placement.verdict, placement.why) == (Verdict.ALREADY_HERE, "It is in the trash.")
    assert add(make_entry(1)).already_here == 1
    assert library.reading.paper(own[0]).trashed
    assert library.reading.counts().all == 0


def test_state_tags_and_day_can_be_chosen(library: Library, add: Add, make_entry: Make) -> None:
    library.create_tag("vision", "pink")
    receipt = add(make_entry(1), state=State.DONE, tags=["Vision", "to cite", "VISION"], day=date(2020, 2, 29))
    paper = library.reading.paper(receipt.ids[0])
    assert ([tag.name for tag in paper.tags], paper.state, paper.unread) == (["to cite", "vision"], State.DONE, False)
    assert paper.sightings[0].day == "2020-02-29"
    assert library.reading.listing(Place("all"), "cite").ids.tolist() == list(receipt.ids)
    library.undo()
    assert [tag.name for tag in library.reading.tags()] == ["vision"]


def test_two_identifiers_of_two_papers_are_doubtful_and_steal_nothing(library: Library, add: Add) -> None:
    one = add(Entry("One", identifiers=(Identifier("arxiv", "1"),))).ids[0]
    two = add(Entry("Two", identifiers=(Identifier("doi", "10.1/2"),))).ids[0]
    receipt = add(Entry("Three", identifiers=(Identifier("arxiv", "1"), Identifier("doi", "10.1/2"))))
    assert receipt.doubtful == 1
    assert library.reading.find("arXiv:1") == one
    assert library.reading.find("10.1/2") == two
    assert library.check() == []


def test_lines_that_were_not_placed_are_counted(add: Add, make_entry: Make, make_page: Page) -> None:
    leftovers = (Leftover(1, "???", "not placed"), Leftover(2, "Mar 11", "date"))
    assert add(make_page(make_entry(1), leftovers=leftovers)).not_placed == 1


def test_an_empty_batch_writes_nothing(library: Library, add: Add, make_page: Page) -> None:
    assert add(make_page(digest="e")).new == 0
    assert library.history() == []


def test_hostile_text_is_kept_as_text(library: Library, add: Add) -> None:
    title = 'Robert\'); DROP TABLE paper;-- \ud800 \0 <b>\u202e {"a": 1}'
    paper = library.reading.paper(add(Entry(title, title, note=title, authors=(Author(literal=title),))).ids[0])
    assert paper.title == title.replace("\ud800", "?").replace("\0", "")
    library.undo()
    library.redo()
    assert library.reading.paper(paper.id) == paper


@pytest.mark.parametrize(
    ("page", "today", "day"),
    [
        ({"captured_month": 3, "captured_day": 11}, date(2024, 5, 2), date(2024, 3, 11)),
        ({"captured_month": 3, "captured_day": 11}, date(2024, 3, 11), date(2024, 3, 11)),
        ({"captured_month": 12, "captured_day": 30}, date(2024, 1, 2), date(2023, 12, 30)),
        ({"captured_month": 5, "captured_day": 3}, date(2024, 5, 2), date(2024, 5, 3)),
        ({"captured_month": 2, "captured_day": 29}, date(2023, 5, 2), date(2020, 2, 29)),
        ({"captured_month": 2, "captured_day": 30}, date(2023, 5, 2), date(2023, 5, 2)),
        ({"captured_month": 6, "captured_day": 1, "captured_year": 2031}, date(2024, 5, 2), date(2031, 6, 1)),
        ({}, date(2024, 5, 2), date(2024, 5, 2)),
    ],
)
def test_the_day_of_an_import_is_the_pages_day_in_the_latest_year_not_to_come(
    page: dict[str, Any], today: date, day: date
) -> None:
    assert import_day(Batch("text", "F", "x", **page), today) == day


@pytest.fixture
def large(make_entry: Make, make_page: Page) -> Batch:
    return make_page(*(make_entry(number) for number in range(AT_ONCE + 30)), digest="large")


def test_a_large_import_is_one_step_and_seen_only_when_whole(
    at: Path, library: Library, large: Batch, ids: tuple[int, ...]
) -> None:
    library.undo()
    work = library.add(large, tags=["bulk"])
    window = Reading(at)
    seen = []
    try:
        while True:
            next(work)
            seen.append((window.counts().all, len(window.listing(Place("all"), "number").ids)))
    except StopIteration as end:
        receipt: Receipt = end.value
    assert len(seen) > 3
    assert set(seen) == {(0, 0)}
    assert receipt.new == len(large.entries) == window.counts().all
    assert tuple(window.listing(Place("inbox")).ids) == receipt.ids
    assert len(window.listing(Place("all"), "bulk").ids) == receipt.new
    window.close()
    assert [(step.verb, step.papers) for step in library.history()] == [("add", receipt.new)]
    library.undo()
    assert library.reading.counts().all == 0
    assert library.check() == []
    library.redo()
    assert tuple(library.reading.listing(Place("inbox")).ids) == receipt.ids
    assert library.check() == []


def step_until_some_are_written(work: Generator[Progress, None, Receipt]) -> None:
    while not ((progress := next(work)).words == "Adding" and progress.done):
        pass


#: Ids are not given twice, and the index has more than one way to hold the same.
NOT_COMPARED = ("sqlite_sequence", "paper_text", "paper_words")


def everything(at: Path) -> str:
    connection = sqlite3.connect(at)
    try:
        kept = (line for line in connection.iterdump() if not any(name in line for name in NOT_COMPARED))
        return "\n".join(kept)
    finally:
        connection.close()


def test_closing_a_large_import_leaves_the_library_as_it_was(
    at: Path, library: Library, large: Batch, ids: tuple[int, ...]
) -> None:
    library.star(ids[:1])
    library.undo()
    before = everything(at)
    work = library.add(large, tags=["bulk"])
    step_until_some_are_written(work)
    work.close()
    assert everything(at) == before
    assert library.check() == []
    assert library.redo() is not None


def test_an_interrupted_large_import_leaves_no_trace(at: Path, library: Library, large: Batch) -> None:
    before = everything(at)
    work = library.add(large, tags=["bulk"])
    step_until_some_are_written(work)
    killed = at.with_name("killed.octavo")
    with sqlite3.connect(at) as source, sqlite3.connect(killed) as target:
        source.backup(target)
    source.close()
    target.close()
    work.close()
    assert f"Number {AT_ONCE}:" in everything(killed)
    with Library.open(killed) as opened:
        assert opened.check() == []
        assert opened.history() == []
    assert everything(killed) == before


def test_closing_the_library_in_the_middle_of_an_import_leaves_no_trace(
    at: Path, library: Library, large: Batch
) -> None:
    before = everything(at)
    work = library.add(large)
    step_until_some_are_written(work)
    library.close()
    work.close()
    Library.open(at).close()
    assert everything(at) == before


def test_verbs_go_on_while_a_large_import_runs(library: Library, large: Batch, ids: tuple[int, ...]) -> None:
    work = library.add(large)
    receipt = None
    turns = 0
    try:
        while True:
            next(work)
            turns += 1
            library.star([ids[turns % 5]], turns % 2 == 0)
            library.annotate(ids[0], f"note {turns}")
            with pytest.raises(OctavoError, match="import is under way"):
                library.undo()
    except StopIteration as end:
        receipt = end.value
    assert library.history(1)[0].verb == "add"
    library.undo()
    assert library.reading.counts().all == 5
    assert library.reading.paper(ids[0]).note == f"note {turns}"
    library.redo()
    assert library.reading.counts().all == 5 + receipt.new
    assert library.check() == []


def test_a_second_import_waits_for_the_first(library: Library, large: Batch, make_page: Page, make_entry: Make) -> None:
    work = library.add(large)
    next(work)
    with pytest.raises(OctavoError, match="import is under way"):
        next(library.add(make_page(make_entry(1))))
    work.close()
    assert library.reading.counts().all == 0


def test_an_import_that_is_never_started_holds_nothing_up(library: Library, large: Batch, add: Add) -> None:
    unused = library.add(large)
    assert add(Entry("A paper")).new == 1
    unused.close()


def test_a_key_that_comes_with_an_entry_is_kept_unless_another_paper_has_it(library: Library, add: Add) -> None:
    entries = (
        Entry("Counting Boats at Dusk", key="boats2024"),
        Entry("Counting Gulls at Dawn", key="Boats2024"),
        Entry("Counting Ropes at Noon", key="not a key"),
    )
    receipt = add(Batch("bibtex", "refs.bib", "refs.bib", entries))
    keys = [library.reading.paper(each).key for each in receipt.ids]
    assert sorted(keys)[-1] in ("boats2024", "Boats2024")
    assert keys.count("") == 2
    library.undo()
    library.redo()
    assert [library.reading.paper(each).key for each in receipt.ids] == keys
