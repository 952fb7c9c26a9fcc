"""The account of an import can be read later, and the import taken back as far as nothing decided is lost."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.library.library import Library, NotFound
from octavo.library.reading import Place, Reading
from octavo.library.receipts import Fate, imports, receipt
from octavo.library.rule_terms import Rule
from octavo.records import Batch, Entry, Identifier, Leftover, OctavoError, Receipt, SourceLines, State, Verdict

Add = Callable[..., Receipt]
Make = Callable[..., Entry]
Page = Callable[..., Batch]


def everything(library: Library) -> list[object]:
    """All papers as they are, whatever place they are in."""
    ids = [*library.reading.listing(Place("all")).ids, *library.reading.listing(Place("trash")).ids]
    return [library.reading.paper(each) for each in sorted(ids)]


def test_a_receipt_says_what_became_of_every_entry(
    library: Library, add: Add, make_entry: Make, make_page: Page
) -> None:
    known = add(make_entry(1)).ids[0]
    odd = Entry("On Balance", "A proof.", lines=SourceLines(7, 9), problems=("The abstract is short.",))
    batch = make_page(
        make_entry(2), make_entry(1), make_entry(2), odd, make_entry(3),
        leftovers=(Leftover(3, "Subscribe", "furniture"), Leftover(12, "??", "not placed")), message="Cut off.",
    )  # fmt: skip
    made = add(batch, chosen={0, 3})
    account = receipt(library.reading, made.batch_id)
    assert [(line.title, line.fate, line.paper_id) for line in account.lines] == [
        (make_entry(2).title, Fate.ADDED, made.ids[0]),
        (make_entry(1).title, Fate.SEEN, known),
        (make_entry(2).title, Fate.TWICE, made.ids[0]),
        ("On Balance", Fate.ADDED, made.ids[1]),
        (make_entry(3).title, Fate.LEFT_OUT, None),
    ]
    assert account.lines[3].lines == SourceLines(7, 9)
    assert account.lines[3].problems == ("The abstract is short.",)
    assert [line.verdict for line in account.lines[:3]] == [Verdict.NEW, Verdict.ALREADY_HERE, Verdict.TWICE]
    assert (account.leftovers, account.message) == ((Leftover(12, "??", "not placed"),), "Cut off.")
    summary = account.summary
    assert (summary.new, summary.already_here, summary.twice, summary.skipped, summary.not_placed) == (2, 1, 1, 1, 1)
    assert (summary.source, summary.origin, summary.day, summary.captured) == (
        "Daily papers", "page.txt", "2024-03-11", "Mar 11",
    )  # fmt: skip
    assert account.removable == 2


def test_imports_are_listed_newest_first(library: Library, add: Add, make_entry: Make) -> None:
    first, second = (add(make_entry(number)).batch_id for number in (1, 2))
    assert [each.batch_id for each in imports(library.reading)] == [second, first]
    assert [each.batch_id for each in imports(library.reading, 1)] == [second]
    assert all(each.can_undo and each.new == 1 for each in imports(library.reading))


def test_a_doubtful_entry_is_remembered_with_what_was_compared(library: Library, add: Add) -> None:
    add(Entry("On balance", "We weigh apples against pears and find both wanting."))
    made = add(Entry("On Balance", "Three theorems on rotating bodies."))
    (line,) = receipt(library.reading, made.batch_id).lines
    assert (line.verdict, line.fate, line.likeness) == (Verdict.DOUBTFUL, Fate.ADDED, "On balance")
    assert line.why == "Same title, different abstract."


def test_an_old_import_is_undone_though_much_happened_since(library: Library, add: Add, make_entry: Make) -> None:
    first = add(*(make_entry(number) for number in range(4)))
    later = add(make_entry(9))
    library.star(later.ids)
    before = everything(library)
    change = library.imports.undo(first.batch_id)
    assert change.arguments["removed"] == 4
    assert library.reading.listing(Place("all")).ids.tolist() == list(later.ids)
    assert [each.batch_id for each in imports(library.reading)] == [later.batch_id]
    with pytest.raises(NotFound, match="undone"):
        receipt(library.reading, first.batch_id)
    assert library.check() == []
    undone = library.undo()
    assert undone is not None and undone.arguments["of"] == "undo_import"
    assert everything(library) == before
    assert receipt(library.reading, first.batch_id).removable == 4
    assert library.reading.listing(Place("all"), make_entry(2).title).ids.tolist() == [first.ids[2]]


#: Everything a person may do to a paper that undoing an import must not take away.
TOUCHES: dict[str, Callable[[Library, int], object]] = {
    "star": lambda library, paper: library.star([paper]),
    "done": lambda library, paper: library.move([paper], State.DONE),
    "to read": lambda library, paper: library.move([paper], State.TO_READ),
    "not for me": lambda library, paper: library.move([paper], State.NOT_FOR_ME),
    "trash": lambda library, paper: library.trash([paper]),
    "tag": lambda library, paper: library.tag([paper], "mine"),
    "note": lambda library, paper: library.annotate(paper, "Look at this"),
    "list": lambda library, paper: library.add_to_list(
        int(str(library.create_list("Chapter").arguments["list_id"])), [paper]
    ),
    "edit": lambda library, paper: library.edit(paper, {"venue": "Journal"}),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_paper_the_person_touched_stays_when_its_import_is_undone(
    library: Library, add: Add, make_entry: Make, touch: str
) -> None:
    made = add(make_entry(1), make_entry(2))
    TOUCHES[touch](library, made.ids[0])
    kept = library.reading.paper(made.ids[0])
    change = library.imports.undo(made.batch_id)
    assert (change.arguments["removed"], change.arguments["kept"]) == (1, 1)
    assert library.reading.paper(made.ids[0]) == kept
    with pytest.raises(NotFound):
        library.reading.paper(made.ids[1])
    assert not imports(library.reading)[0].can_undo
    with pytest.raises(OctavoError, match="decided about"):
        library.imports.undo(made.batch_id)


def test_having_been_looked_at_is_no_decision(library: Library, add: Add, make_entry: Make) -> None:
    made = add(make_entry(1))
    library.mark_read(made.ids, quiet=True)
    assert library.imports.undo(made.batch_id).arguments["removed"] == 1


def test_state_and_tags_that_came_with_the_import_are_no_decision(
    library: Library, add: Add, make_entry: Make
) -> None:
    made = add(make_entry(1), make_entry(2), state=State.TO_READ, tags=["thesis"])
    library.move([made.ids[0]], State.INBOX)
    change = library.imports.undo(made.batch_id)
    assert (change.arguments["removed"], change.arguments["kept"]) == (1, 1)


def test_what_a_rule_did_on_arrival_is_no_decision(library: Library, add: Add, make_entry: Make) -> None:
    library.rules.add(Rule("tag", "words", "harbour", "ships"))
    library.rules.add(Rule("mute", "words", "lantern"))
    made = add(
        make_entry(1, title="Harbour lights in the long winter"),
        make_entry(2, title="Lantern oil for the long winter"),
        make_entry(3, title="A lantern nobody may mute again"),
    )  # fmt: skip
    assert [tag.name for tag in library.reading.paper(made.ids[0]).tags] == ["ships"]
    library.rules.mute([made.ids[2]], False)
    library.rules.mute([made.ids[2]], True)
    change = library.imports.undo(made.batch_id)
    assert (change.arguments["removed"], change.arguments["kept"]) == (2, 1)


def test_a_paper_seen_elsewhere_too_stays_and_its_other_sightings_with_it(
    library: Library, add: Add, make_entry: Make
) -> None:
    first = add(make_entry(1), make_entry(2))
    second = add(make_entry(2), make_entry(3))
    change = library.imports.undo(second.batch_id)
    assert (change.arguments["removed"], change.arguments["again"], change.arguments["kept"]) == (1, 1, 0)
    assert [len(library.reading.paper(each).sightings) for each in first.ids] == [1, 1]
    library.undo()
    change = library.imports.undo(first.batch_id)
    assert (change.arguments["removed"], change.arguments["kept"]) == (1, 1)
    assert [each.batch_id for each in library.reading.paper(first.ids[1]).sightings] == [
        first.batch_id, second.batch_id,
    ]  # fmt: skip


def test_a_page_undone_can_be_imported_again(library: Library, add: Add, make_entry: Make, make_page: Page) -> None:
    page = make_page(make_entry(1), make_entry(2), digest="d" * 64)
    made = add(page)
    library.imports.undo(made.batch_id)
    assert add(page).new == 2


def test_a_large_import_has_its_receipt_and_can_be_undone(library: Library, make_entry: Make, run: Callable) -> None:
    batch = Batch("page text", "Feed", "x", tuple(make_entry(number) for number in range(700)))
    work = library.add(batch)
    for _progress in range(4):
        next(work)
    assert imports(library.reading) == []
    made = run(work)
    account = receipt(library.reading, made.batch_id)
    assert [line.paper_id for line in account.lines] == list(made.ids)
    library.star([made.ids[5]])
    change = library.imports.undo(made.batch_id)
    assert (change.arguments["removed"], change.arguments["kept"]) == (699, 1)
    assert library.check() == []
    library.undo()
    assert library.reading.counts().all == 700
    assert library.check() == []


def test_no_import_is_undone_while_another_is_under_way(library: Library, add: Add, make_entry: Make) -> None:
    made = add(make_entry(1000))
    work = library.add(Batch("page text", "Feed", "x", tuple(make_entry(number) for number in range(700))))
    next(work)
    with pytest.raises(OctavoError, match="under way"):
        library.imports.undo(made.batch_id)
    work.close()


def test_an_import_older_than_receipts_says_what_it_brought(at: Path) -> None:
    released = Path(__file__).parent / "released" / "version-1.octavo.gz"
    at.write_bytes(gzip.decompress(released.read_bytes()))
    with Library.open(at) as library:
        found = imports(library.reading)
        assert sum(each.new for each in found) == 7
        account = receipt(library.reading, found[-1].batch_id)
        assert account.lines and all(line.paper_id for line in account.lines)
        assert {line.fate for line in account.lines} <= {Fate.ADDED, Fate.SEEN}


def test_the_reading_side_alone_can_show_receipts(library: Library, add: Add, make_entry: Make, at: Path) -> None:
    made = add(make_entry(1))
    reading = Reading(at)
    assert receipt(reading, made.batch_id).lines[0].paper_id == made.ids[0]
    reading.close()


# Sightings


def test_a_new_version_is_a_sighting_of_the_paper_that_is_here(library: Library, add: Add, make_entry: Make) -> None:
    own = add(make_entry(1)).ids[0]
    library.move([own], State.DONE)
    announced = make_entry(1, other={"announce": "replace", "arxiv_version": "v3"})
    stranger = make_entry(2, other={"announce": "replace-cross"})
    made = add(announced, stranger, make_entry(3, other={"announce": "cross"}))
    assert (made.new, made.already_here, made.skipped) == (1, 1, 1)
    paper = library.reading.paper(own)
    assert [each.new_version for each in paper.sightings] == ["", "v3"]
    assert (paper.state, paper.unread) == (State.DONE, False)


def test_a_new_version_of_a_stranger_is_added_when_the_person_wants_it(
    library: Library, add: Add, make_entry: Make
) -> None:
    made = add(make_entry(2, other={"announce": "replace"}), chosen={0})
    assert library.reading.paper(made.ids[0]).sightings[0].new_version == "new"


@pytest.mark.parametrize("aside", ["trash", "muted"])
def test_a_paper_put_aside_is_seen_again_where_it_is(
    library: Library, add: Add, make_entry: Make, make_page: Page, aside: str, at: Path
) -> None:
    own = add(make_entry(1, abstract="")).ids[0]
    library.trash([own])
    if aside == "muted":
        library.restore([own])
        library._connection.execute("UPDATE paper SET aside = 2")
    again = make_entry(1, votes=12)
    why = library.preview(make_page(again)).placements[0].why
    assert why == ("It is in the trash." if aside == "trash" else "It is muted.")
    made = add(again)
    assert (made.new, made.already_here) == (0, 1)
    paper = library.reading.paper(own)
    assert [each.votes for each in paper.sightings] == [None, 12]
    assert paper.abstract == again.abstract
    assert library.reading.counts().all == 0


def test_votes_are_those_of_each_day_and_the_person_s_words_stay(library: Library, add: Add, make_entry: Make) -> None:
    own = add(make_entry(1, votes=4, venue="")).ids[0]
    library.edit(own, {"title": "My own title for it", "venue": "My journal"})
    library.annotate(own, "Mine")
    add(make_entry(1, votes=210, venue="Theirs", note="Theirs"))
    paper = library.reading.paper(own)
    assert (paper.title, paper.venue, paper.note) == ("My own title for it", "My journal", "Mine")
    assert [each.votes for each in paper.sightings] == [4, 210]


def test_an_identifier_a_repeat_brings_finds_the_paper_by_it_from_then_on(library: Library, add: Add) -> None:
    first = Entry("Counting birds at dawn in winter", "We count.")
    own = add(first).ids[0]
    add(Entry(first.title, first.abstract, identifiers=(Identifier("arxiv", "2401.00077"),)))
    made = add(Entry("Another title", "Other words.", identifiers=(Identifier("arxiv", "2401.00077"),)))
    assert (made.new, made.already_here) == (0, 1)
    assert len(library.reading.paper(own).sightings) == 3
