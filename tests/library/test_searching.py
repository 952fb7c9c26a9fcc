"""The search box: its grammar, that any text is safe, and that what it finds is what a person would expect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.library.library import Library
from octavo.library.query import parse
from octavo.library.reading import RANKED, Place, Reading, Sort
from octavo.records import Author, Batch, Entry, Identifier, Kind, Receipt, State

Add = Callable[..., Receipt]


def test_words_phrases_and_tokens_are_told_apart() -> None:
    query = parse('deep "winter forest" tag:vision -is:done -noise list:"reading group" foo:bar year:>2020')
    assert query.words == ("deep", "winter forest", "foo:bar")
    assert [(each.name, each.value, each.negated, each.known) for each in query.tokens] == [
        ("tag", "vision", False, True),
        ("is", "done", True, True),
        ("list", "reading group", False, True),
        ("foo", "bar", False, False),
        ("year", ">2020", False, True),
    ]


def test_a_token_says_where_it_stands() -> None:
    words = 'deep tag:vision  list:"a b"'
    assert [words[each.start : each.end] for each in parse(words).tokens] == ["tag:vision", 'list:"a b"']


@pytest.mark.parametrize("words", ["is:nice", "year:soon", "year:20", "date:2024-13-01", "has:legs", "year:.."])
def test_a_token_that_makes_no_sense_is_plain_words(words: str) -> None:
    query = parse(words)
    assert not query.tokens[0].known
    assert query.words == (words,)


@pytest.mark.parametrize("words", ["tag:", 'list:"', "-tag:", "is:", ""])
def test_a_token_still_being_typed_hides_nothing(library: Library, ids: tuple[int, ...], words: str) -> None:
    assert parse(words).words == ()
    assert library.reading.listing(Place("all"), words).ids.tolist() == list(ids)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    path = tmp_path_factory.mktemp("search") / "library.octavo"
    entries = (
        Entry("Reinforcement learning of birdsong", "Agents imitate 80 finches.", authors=(Author("Frost", "Ada"),),
              published="2022", identifiers=(Identifier("arxiv", "2201.1"),)),
        Entry("Über Straßen und Brücken", "A survey of bridges; RL is not used.", authors=(Author("Müller", "Jörg"),),
              published="2023-05", venue="Roads", kind=Kind.ARTICLE),
        Entry("State-of-the-art kites", "", authors=(Author("Okoye", "Ngozi"),), published="2024",
              identifiers=(Identifier("url", "https://kites.example/paper.PDF"),)),
        Entry("深層学習による鳥の歌", "日本語の要約"),
        Entry("Learning to stop", "When finches learn to stop learning."),
    )  # fmt: skip
    with Library.open(path, clock=lambda: datetime(2024, 5, 2, 12, tzinfo=UTC)) as library:
        for _ in library.add(Batch("t", "Daily papers", "x", entries, captured_month=3, captured_day=11)):
            pass
        birds, roads, kites, japan, _stop = library.reading.listing(Place("all")).ids
        library.tag([birds, roads], "Nature walks")
        library.tag([kites], "nature")
        library.annotate(kites, "Fly **tomorrow**")
        library.star([roads])
        library.move([japan], State.DONE)
        library.move([kites], State.TO_READ)
        library.assign_keys([birds])
        own = library.create_list("Reading group").arguments["list_id"]
        library.add_to_list(own, [japan, birds])
    opened = Reading(path, today=lambda: datetime(2024, 3, 11).date())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("finches", [1, 5]),
        ("FINCH", [1, 5]),
        ("f", [1, 3, 5]),
        ("learn stop", [5]),
        ("learn to sto", [5]),
        ('"learning to"', [5]),
        ('"to learning"', []),
        ("rl", [2]),
        ("mull", [2]),
        ("uber strassen", []),
        ("uber straßen", [2]),
        ("frost", [1]),
        ("ngozi kites", [3]),
        ("tomorrow", [3]),
        ("walks", [1, 2]),
        ("state-of-the-art", [3]),
        ("state-of-the", [3]),
        ("深層", [4]),
        ("80", [1]),
        ("finches -stop", [1]),
        ("-finches", [2, 3, 4]),
        ('-"learn to"', [1, 2, 3, 4]),
        ("tag:nature", [3]),
        ("tag:NATURE-walks", []),
        ('tag:"nature walks"', [1, 2]),
        ("tag:walk", []),
        ('tag:"nature w"', [1, 2]),
        ('-tag:"nature walks"', [3, 4, 5]),
        ("is:starred", [2]),
        ("-is:starred", [1, 3, 4, 5]),
        ("is:done", [4]),
        ("is:to-read", [3]),
        ("is:inbox", [1, 2, 5]),
        ("is:unread", [1, 2, 5]),
        ("is:read", [3, 4]),
        ("is:noted", [3]),
        ("is:incomplete", [4, 5]),
        ("is:trash", []),
        ("has:note", [3]),
        ("has:abstract", [1, 2, 4, 5]),
        ("has:key", [1]),
        ("has:pdf", [1, 3]),
        ("author:frost", [1]),
        ('author:"jorg mull"', [2]),
        ("author:kites", []),
        ("year:2022", [1]),
        ("year:>2022", [2, 3]),
        ("year:2022..2023", [1, 2]),
        ("year:..2022", [1]),
        ("year:<=2023", [1, 2]),
        ("-year:2022", [2, 3, 4, 5]),
        ("date:2024-03-11", [1, 2, 3, 4, 5]),
        ("date:2024-03-12", []),
        ("feed:daily", [1, 2, 3, 4, 5]),
        ("feed:weekly", []),
        ('list:"reading group"', [4, 1]),
        ("list:read finches", [1]),
        ("kites roads", []),
        ("is:nice", []),
        ("***", [1, 2, 3, 4, 5]),
        ("AND OR NOT", []),
        ("title:finches", []),
        ("NEAR(finches stop)", []),
    ],
)
def test_search_finds_what_a_person_would_expect(reading: Reading, words: str, found: list[int]) -> None:
    everything = reading.listing(Place("all")).ids.tolist()
    ids = reading.listing(Place("all"), words).ids
    assert sorted(everything.index(each) + 1 for each in ids) == sorted(found)


def test_best_match_puts_a_title_before_an_abstract(reading: Reading) -> None:
    everything = reading.listing(Place("all")).ids.tolist()
    best = reading.listing(Place("all"), "learning").ids.tolist()
    assert best[0] in (everything[0], everything[4])
    assert reading.listing(Place("all"), "learning", Sort.NEWEST).ids.tolist() == sorted(best, reverse=True)


def test_a_limit_cuts_after_ranking(reading: Reading) -> None:
    best = reading.listing(Place("all"), "learn")
    first = reading.listing(Place("all"), "learn", limit=1)
    assert len(best.ids) == 2
    assert (first.ids.tolist(), first.whole) == (best.ids.tolist()[:1], False)


def test_search_stays_in_its_place_or_looks_everywhere(reading: Reading) -> None:
    assert len(reading.listing(Place("starred"), "learning").ids) == 0
    assert len(reading.listing(Place("starred"), "learning", everywhere=True).ids) == 2
    own = reading.list_named("Reading group")
    assert own is not None
    in_order = reading.listing(Place("list", own.id), "l")
    assert len(in_order.ids) == 1


def test_a_list_keeps_its_order_while_searched(reading: Reading) -> None:
    own = reading.list_named("Reading group")
    assert own is not None
    everything = reading.listing(Place("all")).ids.tolist()
    assert reading.listing(Place("list", own.id), "-zebra").ids.tolist() == [everything[3], everything[0]]


def test_groups_count_what_is_undecided_in_each_day(reading: Reading) -> None:
    (group,) = reading.listing(Place("all")).groups
    assert (group.start, group.day, group.left, group.total) == (0, "2024-03-11", 3, 5)
    assert reading.listing(Place("all"), "learning").groups == ()
    (found,) = reading.listing(Place("all"), "learning", Sort.NEWEST).groups
    assert (found.left, found.total) == (2, 2)


PIECES = st.sampled_from(["'", " ", *'"|-|:|(|)|*|^|tag:|is:|year:|..|>|NEAR|OR|{|}|;|\0|%|_|author:'.split("|")])


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=8).map("".join), st.sampled_from(Sort))
def test_any_text_at_all_is_a_query(reading: Reading, words: str, sort: Sort) -> None:
    everything = set(reading.listing(Place("all")).ids)
    assert set(reading.listing(Place("all"), words, sort).ids) <= everything
    assert set(reading.listing(Place("trash"), words).ids) == set()


@given(st.integers(1, 9), st.data())
def test_every_beginning_of_every_word_finds_its_paper(reading: Reading, length: int, data: st.DataObject) -> None:
    paper = data.draw(st.sampled_from(reading.papers(reading.listing(Place("all")).ids)))
    texts = (paper.title, paper.abstract, *(author.name for author in paper.authors), *(tag.name for tag in paper.tags))
    words = [word for text in texts for word in text.split() if any(letter.isalnum() for letter in word)]
    word = data.draw(st.sampled_from(words))
    beginning = word[:length].strip("-*.;")
    assert paper.id in reading.listing(Place("all"), beginning).ids


def test_many_hits_come_newest_first_and_are_all_there(at: Path, library: Library, add: Add) -> None:
    entries = tuple(Entry(f"Finch {number}", f"Sings {number}") for number in range(RANKED + 200))
    ids = add(Batch("t", "F", "x", entries)).ids
    listing = library.reading.listing(Place("all"), "finch")
    assert tuple(listing.ids) == ids
    assert listing.whole
    first = library.reading.listing(Place("all"), "finch", limit=50)
    assert (tuple(first.ids), first.whole) == (ids[:50], False)
    assert library.reading.listing(Place("all"), limit=50).ids.tolist() == list(ids[:50])
    few = library.reading.listing(Place("all"), '"finch 7"', limit=50)
    assert (len(few.ids), few.whole) == (1, True)
