"""Rules: what they touch, on arrival and among stored papers; muted papers are on a shelf, never gone."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.library.refusals import NotFound
from octavo.library.rule_terms import Rule
from octavo.records import Author, OctavoError, State

MUTED = Place("muted")


def shown(library: Library, place: Place | None = None, words: str = "") -> list[int]:
    place = place or Place("inbox")
    return library.reading.listing(place, words).ids.tolist()


def keep(library: Library, *values: Any, **more: Any) -> int:
    return int(str(library.rules.add(Rule(*values, **more)).arguments["rule_id"]))


@pytest.mark.parametrize(
    ("looks_at", "pattern", "touched"),
    [
        ("words", "harbour", [0]),
        ("words", "harb", [0]),
        ("words", "HARBOUR lights", [0]),
        ("words", "harbour chairs", []),
        ("words", '"two chairs"', [1]),
        ("words", "the -harbour", [1, 2]),
        ("words", "Bracken", []),
        ("author", "Bracken", [1]),
        ("author", "ada example", [0, 2]),
        ("category", "cs.CL", [0, 2]),
        ("category", "CS", [0, 1, 2]),
        ("category", "cs.C", []),
        ("category", "physics.ao-ph", [0]),
        ("category", "machine learning", [1]),
        ("feed", "daily PAPERS", [0, 1, 2]),
        ("feed", "Daily", []),
    ],
)
def test_a_rule_touches_what_it_names(
    library: Library, add: Any, make_entry: Any, looks_at: str, pattern: str, touched: list[int]
) -> None:
    ada, bo = Author(family="Example", given="Ada"), Author(family="Bracken", given="Bo")
    arriving = (
        make_entry(1, title="Harbour Lights", abstract="The lamp is lit.", authors=(ada,),
                   other={"categories": "cs.CL physics.ao-ph"}),
        make_entry(2, title="Two Chairs", abstract="The chair is sat upon.", authors=(bo,),
                   other={"categories": "cs.LG, Machine Learning"}),
        make_entry(3, title="One Stool", abstract="The stool has the legs.", authors=(ada,),
                   details={"primary_class": "cs.CL"}),
    )  # fmt: skip
    ids = add(*arriving).ids
    dry = library.rules.dry_run(Rule("tag", looks_at, pattern, "x"))
    assert dry == [ids[place] for place in touched]
    assert library.reading.touched_by(Rule("mute", looks_at, pattern)) == dry
    # The same papers arriving under the rule are touched the same way.
    library.undo()
    keep(library, "mute", looks_at, pattern)
    receipt = add(*arriving)
    assert shown(library, MUTED) == [receipt.ids[place] for place in touched]
    assert receipt.muted == len(touched)


def test_what_a_rule_does_on_arrival_is_taken_back_with_the_import(library: Library, add: Any, make_entry: Any) -> None:
    keep(library, "mute", "words", "Number 1")
    keep(library, "tag", "words", "Number 2", "chairs")
    first, second, third = add(make_entry(1), make_entry(2), make_entry(3)).ids
    assert shown(library) == [second, third]
    assert shown(library, MUTED) == [first]
    assert [tag.name for tag in library.reading.paper(second).tags] == ["chairs"]
    assert shown(library, Place("all"), "chairs") == [second]
    library.undo()
    assert (shown(library, MUTED), library.reading.tags()) == ([], [])
    library.redo()
    assert (shown(library, MUTED), shown(library, Place("all"), "chairs")) == ([first], [second])
    assert library.check() == []


def test_a_large_import_follows_the_rules_as_a_small_one_does(library: Library, add: Any, make_entry: Any) -> None:
    keep(library, "mute", "words", '"Number 7"')
    keep(library, "tag", "words", "Number", "all of them")
    receipt = add(*(make_entry(number) for number in range(620)))
    assert receipt.muted == 1
    assert library.reading.counts().muted == 1
    # The muted one was muted before the tag came to it.
    assert len(shown(library, Place("all"), 'tag:"all of them"')) == 619
    library.undo()
    assert library.check() == []


def test_a_paper_already_here_is_left_as_it_is(library: Library, add: Any, make_entry: Any) -> None:
    (first,) = add(make_entry(1)).ids
    keep(library, "mute", "words", "Number")
    assert add(make_entry(1)).muted == 0
    assert shown(library) == [first]


def test_a_rule_mutes_what_comes_by_a_feed_wherever_it_goes_and_what_is_brought_by_hand_in_the_inbox_only(
    library: Library, add: Any, make_entry: Any, make_page: Any, run: Any
) -> None:
    keep(library, "mute", "words", "Number")
    assert add(make_entry(1), state=State.DONE).muted == 0
    own = int(str(library.feeds.follow("Pier", "https://example.org/pier").arguments["subscription_id"]))
    assert run(library.feeds.receive(own, make_page(make_entry(2)), state=State.TO_READ)).muted == 1


def test_a_rule_that_is_off_does_nothing(library: Library, add: Any, make_entry: Any) -> None:
    own = keep(library, "mute", "words", "Number")
    library.rules.turn(own, False)
    assert add(make_entry(1)).muted == 0
    library.rules.turn(own, True)
    assert add(make_entry(2)).muted == 1


def test_muted_papers_are_found_on_their_shelf_and_come_back(library: Library, ids: tuple[int, ...]) -> None:
    library.rules.mute(ids[:2])
    assert shown(library) == list(ids[2:])
    assert (library.reading.counts().muted, library.reading.counts().inbox) == (2, 3)
    assert sorted(shown(library, MUTED)) == sorted(ids[:2])
    assert sorted(shown(library, Place("all"), "is:muted")) == sorted(ids[:2])
    assert shown(library, Place("all"), "Number is:muted") == sorted(ids[:2], reverse=True)
    assert library.reading.paper(ids[0]).muted
    assert library.reading.rows([ids[0]])[0].muted
    library.rules.mute(ids[:1], False)
    assert sorted(shown(library)) == sorted((ids[0], *ids[2:]))
    library.undo()
    library.undo()
    assert library.reading.counts().muted == 0


def test_trash_and_shelf_do_not_mix(library: Library, ids: tuple[int, ...]) -> None:
    library.trash([ids[0]])
    library.rules.mute([ids[1]])
    library.rules.mute([ids[0]])
    assert library.reading.paper(ids[0]).trashed
    library.restore([ids[0], ids[1]])
    assert not library.reading.paper(ids[0]).trashed
    assert library.reading.paper(ids[1]).muted


def test_a_rule_applied_to_stored_papers_does_what_the_dry_run_said(library: Library, ids: tuple[int, ...]) -> None:
    library.star([ids[0]])
    library.move([ids[1]], State.DONE)
    library.annotate(ids[2], "Mine.")
    own = keep(library, "mute", "words", "Number")
    # Nothing the person decided about goes out of sight.
    assert library.rules.dry_run(library.rules.rules()[0]) == list(ids[3:])
    change = library.rules.apply(own)
    assert sorted(change.paper_ids) == sorted(ids[3:])
    assert shown(library, MUTED) == list(ids[3:])
    assert library.rules.apply(own).step is None
    library.undo()
    assert shown(library, MUTED) == []


def test_a_tag_applied_to_stored_papers_goes_to_those_without_it(library: Library, ids: tuple[int, ...]) -> None:
    library.tag([ids[0]], "Chairs")
    own = keep(library, "tag", "words", "Number", "chairs")
    assert library.rules.dry_run(library.rules.rules()[0]) == list(ids[1:])
    library.rules.apply(own)
    assert library.reading.tags()[0].papers == 5
    library.undo()
    assert library.reading.tags()[0].papers == 1


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Rule("mute", "words", "  "), "at least one word"),
        (Rule("mute", "words", "-chairs"), "at least one word"),
        (Rule("mute", "words", "author:Bracken"), "Choose Author"),
        (Rule("mute", "author", "---"), "name of an author"),
        (Rule("mute", "category", ""), "name of a category"),
        (Rule("mute", "feed", " "), "name of a feed"),
        (Rule("tag", "words", "chairs"), "Name the tag"),
        (Rule("tag", "words", "chairs", "x" * 90), "at most 80"),
        (Rule("mute", "words", "x" * 300), "at most 200"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(library: Library, rule: Rule, sentence: str) -> None:
    with pytest.raises(OctavoError, match=sentence):
        library.rules.add(rule)
    assert library.rules.rules() == []


def test_rules_are_changed_ordered_and_deleted_each_with_its_undo(library: Library) -> None:
    first = keep(library, "mute", "words", "chairs")
    second = keep(library, "tag", "author", "Bracken", "Bo")
    before = library.rules.rules()
    for verb in (
        lambda: library.rules.change(Rule("tag", "category", "cs.CL", "language", first)),
        lambda: library.rules.order([second, first]),
        lambda: library.rules.turn(first, False),
        lambda: library.rules.delete(first),
    ):
        assert verb().step is not None
        after = library.rules.rules()
        assert after != before
        library.undo()
        assert library.rules.rules() == before
        library.redo()
        assert library.rules.rules() == after
        library.undo()
    with pytest.raises(NotFound, match="no longer"):
        library.rules.delete(99)


def test_a_rule_follows_its_tag(library: Library, ids: tuple[int, ...]) -> None:
    keep(library, "tag", "words", "chairs", "seats")
    library.tag([ids[0]], "Seats")
    library.rename_tag("seats", "furniture")
    assert library.rules.rules()[0].tag_name == "furniture"
    library.tag([ids[0]], "wood")
    library.merge_tags(["furniture"], "wood")
    assert library.rules.rules()[0].tag_name == "wood"
    library.delete_tag("wood")
    # It would make the tag again with the next paper.
    assert library.rules.rules()[0].active is False


def test_hostile_patterns_are_only_text(library: Library, ids: tuple[int, ...]) -> None:
    for pattern in ('" OR 1=1 --', "'); DROP TABLE paper;", "NEAR(a b)", "title : x", "*", "a\0b", "{x}"):
        for looks_at in ("words", "author", "category", "feed"):
            with contextlib.suppress(OctavoError):
                assert library.rules.dry_run(Rule("mute", looks_at, pattern)) == []
