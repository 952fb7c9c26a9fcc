"""Bibliographic fields and citation keys as the person writes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import DETAIL_FIELDS, Author, Entry, Identifier, Kind, OctavoError, Receipt

Ids = tuple[int, ...]


def test_every_field_can_be_edited_and_undone(library: Library, ids: Ids) -> None:
    before = library.reading.paper(ids[0])
    fields: dict[str, Any] = {
        "title": r"A \emph{better} title",
        "abstract": "Another abstract.",
        "authors": (Author("Okoye", "Ngozi"),),
        "more_authors": True,
        "published": "2024-02-29",
        "kind": Kind.BOOK,
        "venue": "Press",
        "identifiers": (Identifier("doi", "10.5/x"),),
        "key": "okoye2024better",
        **{name: f"the {name}" for name in DETAIL_FIELDS},
    }
    library.edit(ids[0], fields)
    paper = library.reading.paper(ids[0])
    assert (paper.title, paper.raw_title) == ("A better title", r"A \emph{better} title")
    for name in ("abstract", "authors", "more_authors", "published", "kind", "venue", "identifiers", "key"):
        assert getattr(paper, name) == fields[name], name
    assert paper.details == {name: f"the {name}" for name in DETAIL_FIELDS}
    assert {paper.field_sources[name] for name in fields if name != "key"} == {"person"}
    assert library.reading.listing(Place("all"), "okoye better").ids.tolist() == [ids[0]]
    library.undo()
    assert library.reading.paper(ids[0]) == before


def test_empty_text_empties_a_field(library: Library, ids: Ids) -> None:
    for name in ("abstract", "authors", "published", "kind", "venue", "identifiers", "volume"):
        library.edit(ids[0], {name: ""})
    paper = library.reading.paper(ids[0])
    assert (paper.abstract, paper.authors, paper.identifiers, paper.kind) == ("", (), (), Kind.UNKNOWN)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "  ", "needs a title"),
        ("published", "last spring", "not a date"),
        ("published", "2023-02-29", "not a date"),
        ("published", "24", "not a date"),
        ("kind", "pamphlet", "no kind of paper"),
        ("key", "müller 2024", "citation key"),
        ("key", "a{b}", "citation key"),
        ("authors", "Ada Frost", "one by one"),
        ("identifiers", (Identifier("isbn", "1"),), "no kind of identifier"),
        ("identifiers", (Identifier("doi", " "),), "needs a value"),
        ("shoe size", "44", "no field called"),
        ("venue", 7, "takes text"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_a_sentence(
    library: Library, ids: Ids, field: str, value: object, words: str
) -> None:
    before = library.reading.paper(ids[0])
    with pytest.raises(OctavoError, match=words):
        library.edit(ids[0], {"venue": "Changed", field: value} if field != "venue" else {field: value})
    assert library.reading.paper(ids[0]) == before


def test_an_identifier_belongs_to_one_paper(library: Library, ids: Ids) -> None:
    theirs = library.reading.paper(ids[1]).identifiers
    with pytest.raises(OctavoError, match="belongs to another paper"):
        library.edit(ids[0], {"identifiers": theirs})


def test_another_source_never_changes_what_the_person_wrote(library: Library, ids: Ids) -> None:
    library.edit(ids[0], {"venue": "Mine", "published": ""})
    library.edit(ids[0], {"published": "2020"})
    library.edit(ids[0], {"published": ""})
    library.edit(ids[0], {"venue": "Theirs", "published": "2021", "volume": "4"}, source="Crossref")
    paper = library.reading.paper(ids[0])
    assert (paper.venue, paper.published, paper.details) == ("Mine", "", {"volume": "4"})
    assert (paper.field_sources["venue"], paper.field_sources["volume"]) == ("person", "Crossref")


def test_keys_are_assigned_once_and_survive_every_edit(library: Library, add: Callable[..., Receipt]) -> None:
    ids = add(
        Entry("Gardens of glass", authors=(Author("Frost", "Ada"),), published="2024"),
        Entry("Gardens of stone", authors=(Author("Frost", "Ada"),), published="2024"),
    ).ids
    keys = library.assign_keys(ids)
    assert keys == {ids[0]: "frost2024gardens", ids[1]: "frost2024gardensb"}
    library.edit(ids[0], {"title": "Else", "authors": (Author("Okoye"),), "published": "1999"})
    assert library.assign_keys(ids) == keys
    assert library.reading.find("FROST2024gardensB") == ids[1]
    assert [step.verb for step in library.history()] == ["edit", "add"]


def test_a_typed_key_is_unique_without_regard_to_case(library: Library, ids: Ids) -> None:
    library.edit(ids[0], {"key": "Mine2024"})
    assert library.assign_keys(ids[:1]) == {ids[0]: "Mine2024"}
    with pytest.raises(OctavoError, match="already used"):
        library.edit(ids[1], {"key": "mine2024"})
    library.edit(ids[0], {"key": "mine2024"})
    library.edit(ids[0], {"key": ""})
    library.edit(ids[1], {"key": "mine2024"})
    assert library.reading.find("mine2024") == ids[1]


def test_writing_the_same_again_is_no_step(library: Library, ids: Ids) -> None:
    paper = library.reading.paper(ids[0])
    change = library.edit(
        ids[0], {"title": paper.title, "authors": paper.authors, "identifiers": paper.identifiers, "volume": ""}
    )
    assert change.step is None
