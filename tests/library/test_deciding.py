"""Star, read, states, tags, notes, lists, trash: what each verb changes, and what it says it changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from octavo.library.library import Library, NotFound
from octavo.library.reading import Place, Sort
from octavo.records import Entry, OctavoError, Receipt, State

Ids = tuple[int, ...]


def shown(library: Library, kind: str, number: int = 0) -> list[int]:
    return library.reading.listing(Place(kind, number)).ids.tolist()


def test_starring_says_which_papers_changed(library: Library, ids: Ids) -> None:
    library.star([ids[0]])
    change = library.star(ids[:3])
    assert (change.verb, change.paper_ids, change.arguments) == ("star", tuple(sorted(ids[1:3])), {"on": True})
    assert shown(library, "starred") == list(ids[:3])
    library.star(ids, False)
    assert shown(library, "starred") == []


def test_a_verb_on_an_unknown_paper_is_refused_whole(library: Library, ids: Ids) -> None:
    with pytest.raises(NotFound, match="no paper 999"):
        library.star([ids[0], 999])
    assert library.reading.counts().starred == 0
    assert len(library.history()) == 1


def test_moving_decides_and_marks_read(library: Library, ids: Ids) -> None:
    library.move(ids[:2], State.TO_READ)
    library.move(ids[2:3], State.DONE)
    library.move(ids[3:4], State.NOT_FOR_ME)
    counts = library.reading.counts()
    assert (counts.inbox, counts.to_read, counts.done, counts.not_for_me) == (1, 2, 1, 1)
    assert (counts.all, counts.unread) == (5, 1)
    assert shown(library, "to-read") == list(ids[:2])
    assert shown(library, "inbox") == [ids[4]]
    library.mark_read(ids[:1], False)
    assert library.reading.counts().unread == 2


def test_ten_thousand_papers_can_be_decided_at_once(library: Library, ids: Ids) -> None:
    change = library.star(list(ids) * 2000)
    assert change.paper_ids == tuple(sorted(ids))


def test_a_tag_is_made_at_need_and_found_without_regard_to_case(library: Library, ids: Ids) -> None:
    library.tag(ids[:2], "  Deep   vision ", hue="pink")
    change = library.tag(ids[1:3], "deep VISION", hue="red")
    assert change.paper_ids == (ids[2],)
    (tag,) = library.reading.tags()
    assert (tag.name, tag.hue, tag.papers) == ("Deep vision", "pink", 3)
    assert shown(library, "tag", tag.id) == list(ids[:3])
    library.untag(ids[:1], "Deep Vision")
    assert library.reading.tags()[0].papers == 2
    assert [tag.name for tag in library.reading.rows(ids[1:2])[0].tags] == ["Deep vision"]


def test_new_tags_get_different_colours(library: Library) -> None:
    for name in ("a", "b", "c"):
        library.create_tag(name)
    assert len({tag.hue for tag in library.reading.tags()}) == 3


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_tag_needs_a_sensible_name(library: Library, ids: Ids, name: str) -> None:
    with pytest.raises(OctavoError, match="name"):
        library.tag(ids, name)
    assert library.reading.tags() == []


def test_renaming_a_tag_reaches_search_at_once_and_back(library: Library, ids: Ids) -> None:
    library.tag(ids[:1], "zebra")
    library.rename_tag("zebra", "Okapi")
    assert library.reading.listing(Place("all"), "okapi").ids.tolist() == [ids[0]]
    assert library.reading.listing(Place("all"), "zebra").ids.tolist() == []
    library.undo()
    assert library.reading.listing(Place("all"), "zebra").ids.tolist() == [ids[0]]


def test_a_tag_can_change_its_case_but_not_take_anothers_name(library: Library) -> None:
    library.create_tag("zebra")
    library.create_tag("okapi")
    library.rename_tag("zebra", "Zebra")
    with pytest.raises(OctavoError, match="Merge the two"):
        library.rename_tag("Zebra", "OKAPI")
    with pytest.raises(OctavoError, match="already"):
        library.create_tag("okapi")
    with pytest.raises(NotFound):
        library.delete_tag("gnu")
    assert [tag.name for tag in library.reading.tags()] == ["okapi", "Zebra"]


def test_merging_tags_keeps_every_paper(library: Library, ids: Ids) -> None:
    library.tag(ids[:2], "zebra")
    library.tag(ids[1:3], "okapi")
    library.tag(ids[3:4], "animals")
    change = library.merge_tags(["zebra", "okapi"], "Animals")
    assert change.paper_ids == tuple(sorted(ids[:3]))
    assert [(tag.name, tag.papers) for tag in library.reading.tags()] == [("animals", 4)]
    library.undo()
    assert [(tag.name, tag.papers) for tag in library.reading.tags()] == [("animals", 1), ("okapi", 2), ("zebra", 2)]


def test_recolouring_and_deleting_a_tag_tell_its_papers(library: Library, ids: Ids) -> None:
    library.tag(ids[:2], "zebra", hue="red")
    assert library.recolour_tag("zebra", "green").paper_ids == tuple(sorted(ids[:2]))
    with pytest.raises(OctavoError, match="colour"):
        library.recolour_tag("zebra", "infrared")
    assert library.delete_tag("zebra").paper_ids == tuple(sorted(ids[:2]))
    assert library.reading.tags() == []


def test_a_note_is_kept_as_written_and_searched(library: Library, ids: Ids) -> None:
    library.annotate(ids[0], "# Xylophone\n\n*good*  \n")
    assert library.reading.paper(ids[0]).note == "# Xylophone\n\n*good*  \n"
    assert library.reading.rows(ids[:1])[0].has_note
    assert library.reading.listing(Place("all"), "xylo").ids.tolist() == [ids[0]]
    library.annotate(ids[0], " \n")
    assert library.reading.paper(ids[0]).note == ""
    assert library.reading.listing(Place("all"), "xylo").ids.tolist() == []
    library.undo()
    assert library.reading.listing(Place("all"), "xylo").ids.tolist() == [ids[0]]


def test_a_list_keeps_the_order_it_is_given(library: Library, ids: Ids) -> None:
    own = library.create_list("Reading group").arguments["list_id"]
    library.add_to_list(own, [ids[2], ids[0]])
    library.add_to_list(own, [ids[4], ids[0]], position=1)
    assert shown(library, "list", own) == [ids[2], ids[4], ids[0]]
    library.move_in_list(own, [ids[0], ids[2]], 0)
    assert shown(library, "list", own) == [ids[0], ids[2], ids[4]]
    library.move_in_list(own, [ids[0]], 2)
    assert shown(library, "list", own) == [ids[2], ids[4], ids[0]]
    library.move_in_list(own, [ids[2]], 99)
    assert shown(library, "list", own) == [ids[4], ids[0], ids[2]]
    library.remove_from_list(own, [ids[4], ids[1]])
    assert shown(library, "list", own) == [ids[0], ids[2]]
    assert [(each.name, each.papers) for each in library.reading.lists()] == [("Reading group", 2)]
    assert library.reading.listing(Place("list", own), sort=Sort.NEWEST).ids.tolist() == [ids[0], ids[2]]


def test_papers_in_the_trash_do_not_count_when_a_list_is_ordered(library: Library, ids: Ids) -> None:
    own = library.create_list("Reading group").arguments["list_id"]
    library.add_to_list(own, ids)
    library.trash(ids[:2])
    library.move_in_list(own, [ids[4]], 0)
    assert shown(library, "list", own) == [ids[4], ids[2], ids[3]]
    library.move_in_list(own, [ids[4]], 1)
    assert shown(library, "list", own) == [ids[2], ids[4], ids[3]]
    library.restore(ids[:2])
    assert set(shown(library, "list", own)) == set(ids)


def test_lists_have_names_of_their_own(library: Library, ids: Ids) -> None:
    own = library.create_list("Reading group").arguments["list_id"]
    with pytest.raises(OctavoError, match="already"):
        library.create_list("READING GROUP")
    library.rename_list(own, "Thesis")
    found = library.reading.list_named("thesis")
    assert found is not None and found.id == own
    with pytest.raises(NotFound):
        library.add_to_list(own + 1, ids)
    with pytest.raises(NotFound, match="not in the list"):
        library.move_in_list(own, ids[:1], 0)


def test_lists_are_ordered_by_hand(library: Library) -> None:
    one, two, three = (library.create_list(name).arguments["list_id"] for name in ("one", "two", "three"))
    library.order_lists([three, one])
    assert [each.id for each in library.reading.lists()] == [three, one, two]
    library.undo()
    assert [each.id for each in library.reading.lists()] == [one, two, three]


def test_a_deleted_list_comes_back_with_its_order_and_reasons(library: Library, ids: Ids) -> None:
    own = library.create_list("Reading group").arguments["list_id"]
    library.add_to_list(own, [ids[3], ids[1]])
    library.give_reason(own, ids[1], "It began here")
    library.delete_list(own)
    assert library.reading.lists() == []
    assert not library.reading.rows(ids[3:4])[0].in_list
    library.undo()
    assert shown(library, "list", own) == [ids[3], ids[1]]
    assert library.reading.reasons(own) == {ids[1]: "It began here"}
    assert [each.name for each in library.reading.paper(ids[1]).lists] == ["Reading group"]


def test_the_trash_hides_papers_everywhere_but_in_itself(library: Library, ids: Ids) -> None:
    own = library.create_list("L").arguments["list_id"]
    library.add_to_list(own, ids)
    library.tag(ids, "t")
    library.star(ids)
    library.trash(ids[:1])
    tag_id = library.reading.tags()[0].id
    for place in (("inbox", 0), ("all", 0), ("starred", 0), ("list", own), ("tag", tag_id)):
        assert ids[0] not in shown(library, *place)
    assert shown(library, "trash") == [ids[0]]
    assert ids[0] not in library.reading.listing(Place("all"), "number").ids
    assert library.reading.listing(Place("trash"), "number").ids.tolist() == [ids[0]]
    assert (library.reading.tags()[0].papers, library.reading.lists()[0].papers) == (4, 4)
    counts = library.reading.counts()
    assert (counts.all, counts.starred, counts.trash) == (4, 4, 1)
    library.restore(ids[:1])
    assert shown(library, "list", own) == list(ids)


def test_emptying_the_trash_removes_papers_for_good(library: Library, ids: Ids) -> None:
    library.tag(ids, "t")
    key = library.assign_keys(ids[:1])[ids[0]]
    library.trash(ids[:2])
    assert library.empty_trash() == 2
    assert library.empty_trash() == 0
    assert library.reading.counts().trash == 0
    with pytest.raises(NotFound):
        library.reading.paper(ids[0])
    assert library.reading.find(key) is None
    assert library.check() == []


def test_a_removed_papers_key_and_id_are_never_given_again(library: Library, add: Callable[..., Receipt]) -> None:
    own = add(Entry("Gardens of glass")).ids[0]
    key = library.assign_keys([own])[own]
    library.trash([own])
    library.empty_trash()
    again = add(Entry("Gardens of glass")).ids[0]
    assert again > own
    assert library.assign_keys([again])[again] != key
