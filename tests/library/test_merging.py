"""Several papers that are one work: merged without losing anything, and apart again with one undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.inquiries import Candidate, LookUp, Proposal, Sought
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Author, Entry, Identifier, Kind, OctavoError, Receipt, State

ADA = Author("Frost", "Ada")
TEXT = "We weigh parcels with small scales and compare the sums with those of one large scale on rainy days."


@pytest.fixture
def pair(library: Library, add: Callable[..., Receipt]) -> tuple[int, int]:
    """A preprint, and the same work as a journal published it; each with something the other has not."""
    preprint = Entry(
        "Gardens of glass",
        TEXT,
        (ADA,),
        identifiers=(Identifier("arxiv", "2403.09611"), Identifier("doi", "10.48550/arxiv.2403.09611")),
        published="2024-03-11",
        kind=Kind.PREPRINT,
        details={"primary_class": "cs.LG"},
        other={"code": "shown"},
    )
    article = Entry(
        "The Glass Gardens",
        "",
        (ADA, Author("Okoye", "Ngozi")),
        identifiers=(Identifier("doi", "10.1000/glass"),),
        published="2025",
        kind=Kind.ARTICLE,
        venue="Journal of Gardens",
        details={"volume": "4", "pages": "1--9"},
    )
    first = add(preprint).ids[0]
    second = add(article).ids[0]
    return first, second


def test_preprint_and_published_version_become_one_work_with_two_faces(library: Library, pair: tuple[int, int]) -> None:
    first, second = pair
    library.merge(first, [second])
    paper = library.reading.paper(first)
    assert (paper.kind, paper.venue, paper.published) == (Kind.ARTICLE, "Journal of Gardens", "2025")
    assert paper.identifier("arxiv") == "2403.09611"
    assert paper.identifier("doi") == "10.1000/glass"
    assert paper.details == {"primary_class": "cs.LG", "volume": "4", "pages": "1--9"}
    assert (paper.title, paper.abstract, paper.other) == ("Gardens of glass", TEXT, {"code": "shown"})
    assert len(paper.authors) == 2
    assert library.reading.papers([second]) == []
    assert library.check() == []


def test_one_undo_brings_both_back_as_they_were_and_redo_joins_them_again(
    library: Library, pair: tuple[int, int]
) -> None:
    first, second = pair
    library.assign_keys(pair)
    library.tag([second], "glass")
    library.annotate(second, "Read again.")
    library.create_list("Chapter")
    library.add_to_list(1, [second, first])
    library.proposals.propose(Proposal(second, "version", "arXiv", {"venue": "Elsewhere"}))
    before = library.reading.papers(pair)
    library.merge(first, [second])
    merged = library.reading.paper(first)
    assert [each.paper_id for each in library.citations.proposals()] == [first]
    library.undo()
    assert [each.paper_id for each in library.citations.proposals()] == [second]
    assert library.reading.papers(pair) == before
    assert list(library.reading.listing(Place("all"), "glass").ids) == [second, first]
    library.redo()
    assert library.reading.paper(first) == merged
    assert list(library.reading.listing(Place("all"), "again").ids) == [first]
    assert library.check() == []


def test_what_was_decided_and_written_about_each_survives(
    library: Library, pair: tuple[int, int], ids: tuple[int, ...]
) -> None:
    first, second = pair
    library.star([second])
    library.move([second], State.TO_READ)
    library.tag([first, second], "glass")
    library.tag([second], "light")
    library.annotate(first, "One.")
    library.annotate(second, "Two.")
    library.create_list("Chapter")
    library.add_to_list(1, [ids[0], second, ids[1], first])
    library.give_reason(1, second, "the venue")
    library.give_reason(1, first, "the idea")
    library.create_list("Talk")
    library.add_to_list(2, [second])
    library.merge(first, [second])
    paper = library.reading.paper(first)
    assert (paper.starred, paper.state, paper.note) == (True, State.TO_READ, "One.\n\nTwo.")
    assert [tag.name for tag in paper.tags] == ["glass", "light"]
    assert [each.name for each in paper.lists] == ["Chapter", "Talk"]
    assert list(library.reading.listing(Place("list", 1)).ids) == [ids[0], first, ids[1]]
    assert library.reading.reasons(1) == {first: "the venue\nthe idea"}
    assert len(paper.sightings) == 2
    assert list(library.reading.listing(Place("all"), "tag:light two").ids) == [first]


def test_the_files_of_both_are_files_of_the_one(library: Library, pair: tuple[int, int], tmp_path: Path) -> None:
    first, second = pair
    for name, paper_ids in (("one.pdf", [first]), ("two.pdf", [second]), ("both.pdf", pair)):
        file = tmp_path / name
        file.write_bytes(b"%PDF-1.4 " + name.encode())
        for paper_id in paper_ids:
            library.files.attach(paper_id, file)
    files = "SELECT paper_id, name FROM attachment ORDER BY paper_id, name"
    before = library.reading.connection.execute(files).fetchall()
    library.merge(first, [second])
    assert library.reading.connection.execute(files).fetchall() == [
        (first, "both.pdf"),
        (first, "one.pdf"),
        (first, "two.pdf"),
    ]
    library.undo()
    assert library.reading.connection.execute(files).fetchall() == before


def test_the_losing_key_stays_as_an_alias_that_still_finds_the_paper(library: Library, pair: tuple[int, int]) -> None:
    first, second = pair
    keys = library.assign_keys(pair)
    change = library.merge(first, [second])
    paper = library.reading.paper(first)
    assert (paper.key, paper.aliases) == (keys[first], (keys[second],))
    assert change.arguments["keys"] == {keys[second]: keys[first]}
    assert library.reading.find(keys[second]) == first
    assert library.reading.key_taken(keys[second])


def test_a_paper_without_a_key_takes_that_of_the_one_that_ends(
    library: Library, pair: tuple[int, int], ids: tuple[int, ...]
) -> None:
    first, second = pair
    key = library.assign_keys([second])[second]
    library.merge(first, [second])
    assert library.reading.paper(first).key == key
    assert library.assign_keys([first]) == {first: key}
    with pytest.raises(OctavoError, match="already used"):
        library.edit(ids[0], {"key": key.upper()})


def test_a_key_that_is_also_a_former_one_of_its_paper_is_merged(library: Library, pair: tuple[int, int]) -> None:
    first, second = pair
    library.edit(first, {"key": "first"})
    library.edit(second, {"key": "second"})
    library.make_keys_anew([second])
    library.edit(second, {"key": "second"})
    library.merge(first, [second])
    assert "second" in library.reading.paper(first).aliases
    assert library.reading.find("second") == first


def test_a_key_given_after_an_undo_is_not_lost_by_a_redo(library: Library, pair: tuple[int, int]) -> None:
    first, second = pair
    key = library.assign_keys([second])[second]
    library.merge(first, [second])
    library.undo()
    keys = library.assign_keys([first])
    assert library.redo() is None
    assert library.assign_keys(pair) == {**keys, second: key}


def test_the_values_chosen_are_written_with_the_source_they_came_from(library: Library, pair: tuple[int, int]) -> None:
    first, second = pair
    library.edit(second, {"venue": "Annals of Glass"})
    library.edit(second, {"volume": "7"}, source="Crossref")
    library.merge(first, [second], {"title": "The Glass Gardens", "published": "2024-03-11", "pages": "2--8"})
    paper = library.reading.paper(first)
    assert (paper.title, paper.published, paper.details["pages"]) == ("The Glass Gardens", "2024-03-11", "2--8")
    assert paper.venue == "Annals of Glass"
    assert (paper.field_sources["venue"], paper.field_sources["volume"]) == ("person", "Crossref")
    assert paper.field_sources["pages"] == "person"


def test_what_the_person_wrote_wins_over_the_published_version(library: Library, pair: tuple[int, int]) -> None:
    first, second = pair
    library.edit(first, {"published": "2024-12"})
    library.merge(first, [second])
    assert library.reading.paper(first).published == "2024-12"


def test_what_makes_no_sense_is_refused_and_changes_nothing(library: Library, pair: tuple[int, int]) -> None:
    first, second = pair
    before = library.reading.papers(pair)
    for others, fields, words in (
        ([], {}, "nothing to merge"),
        ([first], {}, "nothing to merge"),
        ([second], {"note": "x"}, "not a field"),
        ([second], {"published": "soon"}, "not a date"),
        ([99], {}, "no paper 99"),
    ):
        with pytest.raises(OctavoError, match=words):
            library.merge(first, others, fields)
    assert library.reading.papers(pair) == before
    assert library.reading.next_undo().verb == "add"


def test_merging_a_paper_of_the_trash_into_one_outside_keeps_it_outside(
    library: Library, pair: tuple[int, int]
) -> None:
    first, second = pair
    library.trash([first])
    library.merge(first, [second])
    assert not library.reading.paper(first).trashed


def test_an_import_finds_the_merged_work_under_either_number(
    library: Library, pair: tuple[int, int], add: Callable[..., Receipt]
) -> None:
    first, second = pair
    library.merge(second, [first])
    receipt = add(
        Entry("Another", identifiers=(Identifier("doi", "10.1000/glass"),)),
        Entry("Yet another", identifiers=(Identifier("arxiv", "2403.09611"),)),
    )
    assert (receipt.new, receipt.already_here) == (0, 2)


_DEEDS = st.lists(
    st.tuples(st.sampled_from(("merge", "keys", "edit", "undo", "redo", "trash", "add", "empty", "match", "upgrade")),
              st.integers(0, 10**6), st.integers(0, 10**6)),
    max_size=25,
)  # fmt: skip


@given(deeds=_DEEDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_citation_key_changes_or_vanishes(
    deeds: list[tuple[str, int, int]], make_entry: Callable[..., Entry], make_page: Callable[..., object], run: object,
    tmp_path_factory: pytest.TempPathFactory, empty: object,
) -> None:  # fmt: skip
    """A key once written into a manuscript finds its work for ever: as its key, or as an alias of what it became."""
    path = tmp_path_factory.mktemp("keys") / "library.octavo"
    path.write_bytes(empty.read_bytes())
    with Library.open(path) as library:
        run(library.add(make_page(*(make_entry(number) for number in range(6)))))
        known: set[str] = set()
        whole = True
        number = 6
        for deed, one, other in deeds:
            ids = list(library.reading.listing(Place("all")).ids)
            before = {paper.id: paper.key for paper in _papers(library) if paper.key}
            if deed == "undo":
                undone = library.undo()
                whole = whole and (undone is None or undone.arguments["of"] != "add")
            elif deed == "redo":
                library.redo()
            elif deed == "add":
                run(library.add(make_page(make_entry(number))))
                number += 1
            elif deed == "empty":
                whole = not library.empty_trash() and whole
            elif ids:
                first, second = ids[one % len(ids)], ids[other % len(ids)]
                if deed == "merge" and first != second:
                    library.merge(first, [second])
                elif deed == "keys":
                    library.assign_keys([first, second])
                elif deed == "edit":
                    library.edit(first, {"title": f"Title {other}", "published": "1999", "authors": (ADA,)})
                elif deed == "match":
                    entry = Entry(f"Found {other}", authors=(ADA,), published="2020", venue="Found", kind=Kind.ARTICLE)
                    found = Candidate("arXiv", entry, "accept")
                    library.look_ups.take(LookUp(first, Sought.MATCHED, "arXiv", (found,)))
                elif deed == "upgrade":
                    fields = {"venue": f"Journal {other}", "published": "2025", "kind": "article", "key": "stolen"}
                    library.proposals.propose(Proposal(first, "published", "Crossref", fields))
                    for proposal in library.citations.proposals([first])[:1]:
                        library.proposals.accept(proposal.id)
                elif deed == "trash":
                    library.trash([first])
            papers = _papers(library)
            if deed not in ("undo", "redo"):
                assert all(before.get(paper.id, paper.key) == paper.key for paper in papers), f"changed by {deed}"
            known |= {paper.key for paper in papers if paper.key}
            for key in known:
                assert library.reading.key_taken(key), f"{key} vanished after {deed}"
                assert not whole or library.reading.find(key) is not None, f"{key} leads nowhere after {deed}"
            for paper in papers:
                assert all(library.reading.find(key) == paper.id for key in (paper.key, *paper.aliases) if key)
        assert library.check() == []


def _papers(library: Library) -> list[object]:
    reading = library.reading
    return reading.papers([*reading.listing(Place("all")).ids, *reading.listing(Place("trash")).ids])
