"""Finding papers that are one work, or two faces of one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from octavo.library.library import Library
from octavo.records import Author, Entry, Identifier, Receipt

ADA = (Author("Frost", "Ada"),)
TEXT = (
    "We weigh parcels with small scales and compare the sums with those of one large scale on rainy days. The string "
    "drinks water, which explains the difference, and a table that knows the weather takes it into account in nine of "
    "ten cases at a tenth of the price."
)


def found(library: Library) -> list[tuple[int, int, bool]]:
    return [(pair.first, pair.second, pair.sure) for pair in library.reading.duplicates()]


@pytest.fixture
def put(add: Callable[..., Receipt], library: Library) -> Callable[..., tuple[int, ...]]:
    """Papers that came under titles of their own, and are edited to be what the test wants: no import joined them."""

    def made(*entries: Entry) -> tuple[int, ...]:
        ids = add(*(Entry(f"Working title {chr(97 + at) * 5}") for at in range(len(entries)))).ids
        for paper_id, entry in zip(ids, entries, strict=True):
            library.edit(
                paper_id,
                {"title": entry.title, "abstract": entry.abstract, "authors": entry.authors,
                 "identifiers": entry.identifiers},
            )  # fmt: skip
        return tuple(sorted(ids))

    return made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Identifier("arxiv", "2403.09611"), Identifier("doi", "10.48550/arxiv.2403.09611")),
        (Identifier("arxiv", "2403.09611"), Identifier("url", "https://arxiv.org/pdf/2403.09611v2.pdf")),
        (Identifier("arxiv", "2403.09611"), Identifier("hf", "2403.09611")),
        (Identifier("doi", "10.1000/xyz"), Identifier("url", "https://doi.org/10.1000/XYZ")),
        (Identifier("openreview", "aB-3"), Identifier("url", "https://openreview.net/forum?id=aB-3")),
        (Identifier("acl", "2024.acl-long.1"), Identifier("url", "https://aclanthology.org/2024.acl-long.1/")),
    ],
)
def test_one_number_under_two_schemes_is_one_work(
    library: Library, put: Callable[..., tuple[int, ...]], one: Identifier, other: Identifier
) -> None:
    ids = put(Entry("Gardens of glass", identifiers=(one,)), Entry("Something else", identifiers=(other,)))
    assert found(library) == [(*ids, True)]
    assert one.value.casefold() in library.reading.duplicates()[0].why.casefold()


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        (Entry("Gardens of glass", TEXT, ADA), Entry("Gardens of Glass", "", ADA), True),
        (Entry("Gardens of glass", TEXT), Entry("Gardens of glass", "Another text altogether, on stones."), False),
        (Entry("Gardens of glass in the old harbour", TEXT, ADA),
         Entry("Gardens of glass in the old harbours", TEXT, ADA), False),
        (Entry("GlassCrow: gardens of glass in the old harbour", TEXT, ADA),
         Entry("Gardens of glass in the old harbour", TEXT, ADA), False),
        (Entry("Gardens of glass", TEXT, ADA), Entry("A wholly new name for it", TEXT, ADA), False),
        (Entry("Gardens of glass", TEXT, ADA, identifiers=(Identifier("arxiv", "2403.09611"),)),
         Entry("Gardens of glass", TEXT, ADA, identifiers=(Identifier("doi", "10.1000/xyz"),)), True),
    ],
    ids=["same title", "other abstract", "one letter", "a name before", "renamed", "preprint and published"],
)  # fmt: skip
def test_likely_duplicates_are_found(
    library: Library, put: Callable[..., tuple[int, ...]], one: Entry, other: Entry, sure: bool
) -> None:
    ids = put(one, other)
    assert found(library) == [(*ids, sure)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Entry("Glass gardens are all you need", TEXT, ADA), Entry("Glass gardens are not all you need", "", ADA)),
        (Entry("Harbour report 2.0", TEXT, ADA), Entry("Harbour report 3.0", "", ADA)),
        (Entry("Gardens of glass in the old harbour", TEXT, ADA),
         Entry("Gardens of glass in the old harbours", "", (Author("Okoye", "Ngozi"),))),
        (Entry("Gardens of glass", TEXT, ADA, identifiers=(Identifier("arxiv", "2403.09611"),)),
         Entry("Gardens of glass", TEXT, ADA, identifiers=(Identifier("arxiv", "2403.09612"),))),
        (Entry("Gardens of glass in the old harbour", "", ADA),
         Entry("Gardens of glass in the old harbour: a reply", "", ADA)),
        (Entry("Gardens of glass", TEXT, ADA), Entry("Stones", TEXT, (Author("Okoye", "Ngozi"),))),
    ],
    ids=["negated", "series", "other author", "other number", "a reply", "same abstract, other author"],
)  # fmt: skip
def test_look_alikes_are_left_alone(
    library: Library, put: Callable[..., tuple[int, ...]], one: Entry, other: Entry
) -> None:
    put(one, other)
    assert found(library) == []


def test_what_is_said_not_to_be_the_same_is_remembered_and_can_be_undone(
    library: Library, put: Callable[..., tuple[int, ...]]
) -> None:
    ids = put(Entry("Gardens of glass", TEXT, ADA), Entry("Gardens of glass", TEXT, ADA))
    library.keep_apart(ids)
    assert found(library) == []
    assert library.keep_apart(reversed(ids)).step is None
    library.undo()
    assert len(found(library)) == 1


def test_papers_of_the_trash_are_no_duplicates(library: Library, put: Callable[..., tuple[int, ...]]) -> None:
    ids = put(Entry("Gardens of glass", TEXT, ADA), Entry("Gardens of glass", TEXT, ADA))
    library.trash(ids[:1])
    assert found(library) == []


def test_not_the_same_holds_for_the_work_that_a_paper_was_merged_into(
    library: Library, put: Callable[..., tuple[int, ...]]
) -> None:
    first, second, third = put(*[Entry("Gardens of glass", TEXT, ADA)] * 3)
    library.keep_apart([second, third])
    library.merge(first, [second])
    assert found(library) == []


def test_one_paper_can_be_asked_about(library: Library, put: Callable[..., tuple[int, ...]]) -> None:
    ids = put(*[Entry("Gardens of glass", TEXT, ADA)] * 2, *[Entry("Stones", TEXT[40:] * 2, ADA)] * 2)
    assert [(pair.first, pair.second) for pair in library.reading.duplicates(ids[0])] == [ids[:2]]
