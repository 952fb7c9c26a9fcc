"""Undo and redo: one law for all verbs, and what it means for a person."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from octavo.inquiries import Candidate, LookUp, Proposal, Sought
from octavo.library import history, indexing
from octavo.library.kept_files import path_of
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.library.receipts import imports
from octavo.library.tables import Row
from octavo.library.triggers import PARTS, wanted_triggers
from octavo.records import Author, Batch, Entry, Identifier, OctavoError, Receipt, State

#: What no step records: the history itself, and what services and disks answered.
OWN_OF_HISTORY = {"history", "change", "writing"}
NOT_DECIDED = {"answer", "fetch", "live_export", "look_up"}
Dump = dict[str, list[tuple[Any, ...]]]

SAFE_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TAGS = st.sampled_from(["vision", "Vision", "theory", "to cite", "Ünïcode"])
HUES = st.sampled_from(["", "red", "teal"])
PICKS = st.lists(st.integers(0, 40), min_size=1, max_size=4)


def dump(connection: sqlite3.Connection) -> Dump:
    """Every row that follows undo, derived columns too."""
    tables = sorted(set(Row.metadata.tables) - OWN_OF_HISTORY - NOT_DECIDED)
    return {table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables}


def differences(one: Dump, other: Dump) -> list[str]:
    return [table for table in one if one[table] != other[table]]


class UndoLaw(RuleBasedStateMachine):
    """Whatever was done: undo leads back through each state there was, redo forward through the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.octavo"
        self.moment = datetime(2024, 5, 2, tzinfo=UTC)
        self.library = Library.open(self.path, clock=self.clock)
        self.keys_follow = True
        self.states: list[Dump] = [self.dump()]
        self.undone: list[Dump] = []
        self.arrived = 0

    def clock(self) -> datetime:
        self.moment += timedelta(minutes=7)
        return self.moment

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    def papers(self, picks: list[int]) -> list[int]:
        known = [row[0] for row in self.library.reading.connection.execute("SELECT id FROM paper ORDER BY id")]
        return [known[pick % len(known)] for pick in picks] if known else []

    def lists(self) -> list[int]:
        return [each.id for each in self.library.reading.lists()]

    def dump(self) -> Dump:
        return dump(self.library.reading.connection)

    def check_state(self, wanted: Dump) -> None:
        different = differences(self.dump(), wanted)
        assert different == [] or (different == ["citation_key"] and not self.keys_follow)

    def do(self, verb: Callable[[], object]) -> None:
        before = self.dump()
        with contextlib.suppress(OctavoError):
            verb()
        after = self.dump()
        done = [step for step in self.library.history(1000) if not step.undone]
        assert (len(done) == len(self.states)) == (before != after), "a step for every change, a change for every step"
        if before != after:
            self.states.append(after)
            self.undone.clear()

    def do_to_paper(self, picks: list[int], verb: Callable[[int], object]) -> None:
        self.do(lambda: [verb(paper_id) for paper_id in self.papers(picks)[:1]])

    def do_to_list(self, pick: int, verb: Callable[[int], object]) -> None:
        self.do(lambda: [verb(list_id) for list_id in self.lists()[pick : pick + 1]])

    @initialize()
    def a_first_page(self) -> None:
        self.import_page(4, 0, [])
        self.create_list("Thesis")
        self.add_to_list([0, 1], None)
        self.tag([1, 2], "vision", "")

    @rule(count=st.integers(1, 4), again=st.integers(0, 3), tags=st.lists(TAGS, max_size=2))
    def import_page(self, count: int, again: int, tags: list[str]) -> None:
        start = max(self.arrived - again, 0)
        self.arrived = max(self.arrived, start + count)
        entries = tuple(
            Entry(
                f"Paper {number} about {number}{number} things",
                f"Abstract {number}" if number % 3 else "",
                identifiers=(Identifier("doi", f"10.1/{number}"),) if number % 2 else (),
                authors=(Author(f"Family{count}"),) if count % 2 else (),
                note=f"my own words {number}" if number % 4 == 1 else "",
            )
            for number in range(start, start + count)
        )
        batch = Batch("page text", f"Feed {again}", "x", entries, digest=f"{start} {count}")
        self.do(lambda: list(self.library.add(batch, tags=tags)))

    @rule(picks=PICKS, on=st.booleans())
    def star(self, picks: list[int], on: bool) -> None:
        self.do(lambda: self.library.star(self.papers(picks), on))

    @rule(picks=PICKS, on=st.booleans())
    def mark_read(self, picks: list[int], on: bool) -> None:
        self.do(lambda: self.library.mark_read(self.papers(picks), on))

    @rule(picks=PICKS, state=st.sampled_from(State))
    def move(self, picks: list[int], state: State) -> None:
        self.do(lambda: self.library.move(self.papers(picks), state))

    @rule(picks=PICKS, name=TAGS, hue=HUES)
    def tag(self, picks: list[int], name: str, hue: str) -> None:
        self.do(lambda: self.library.tag(self.papers(picks), name, hue=hue))

    @rule(picks=PICKS, name=TAGS)
    def untag(self, picks: list[int], name: str) -> None:
        self.do(lambda: self.library.untag(self.papers(picks), name))

    @rule(name=TAGS, new_name=TAGS)
    def rename_tag(self, name: str, new_name: str) -> None:
        self.do(lambda: self.library.rename_tag(name, new_name))

    @rule(name=TAGS, into=TAGS)
    def merge_tags(self, name: str, into: str) -> None:
        self.do(lambda: self.library.merge_tags([name], into))

    @rule(name=TAGS)
    def recolour_tag(self, name: str) -> None:
        self.do(lambda: self.library.recolour_tag(name, "pink"))

    @rule(name=TAGS)
    def delete_tag(self, name: str) -> None:
        self.do(lambda: self.library.delete_tag(name))

    @rule(picks=PICKS, note=SAFE_TEXT)
    def annotate(self, picks: list[int], note: str) -> None:
        self.do_to_paper(picks, lambda paper_id: self.library.annotate(paper_id, note))

    @rule(picks=PICKS, title=SAFE_TEXT, family=SAFE_TEXT, year=st.sampled_from(["", "2023", "2024-02"]))
    def edit(self, picks: list[int], title: str, family: str, year: str) -> None:
        fields = {"title": title, "authors": (Author(family),), "published": year, "volume": family, "venue": title}
        self.do_to_paper(picks, lambda paper_id: self.library.edit(paper_id, fields))

    @rule(picks=PICKS, number=st.integers(0, 5), key=st.sampled_from(["", "smith2024", "Smith2024", "jones2023a"]))
    def edit_names(self, picks: list[int], number: int, key: str) -> None:
        fields = {
            "identifiers": (Identifier("doi", f"10.1/{number}"), Identifier("url", "https://a.example")),
            "key": key,
        }
        self.do_to_paper(picks, lambda paper_id: self.library.edit(paper_id, fields))

    @rule(picks=PICKS)
    def keys_are_needed(self, picks: list[int]) -> None:
        """Not a step: from here on the keys there are do not follow undo, all else does."""
        self.keys_follow = self.keys_follow and not self.papers(picks)
        self.library.assign_keys(self.papers(picks))
        if self.library.reading.next_redo() is None:
            self.undone.clear()

    @rule(picks=PICKS, title=SAFE_TEXT)
    def merge(self, picks: list[int], title: str) -> None:
        self.do_to_paper(picks, lambda paper_id: self.library.merge(paper_id, self.papers(picks)[1:], {"title": title}))

    @rule(picks=PICKS)
    def keep_apart(self, picks: list[int]) -> None:
        self.do(lambda: self.library.keep_apart(self.papers(picks)))

    @rule(picks=PICKS, number=st.integers(0, 5), venue=SAFE_TEXT, title=st.sampled_from(["", "Paper 1 about 11 thing"]))
    def look_up(self, picks: list[int], number: int, venue: str, title: str) -> None:
        doi, people = Identifier("doi", f"10.1/{number}"), (Author(f"Family{number}"),)
        entry = Entry(title, identifiers=(doi,), authors=people, published="2024", venue=venue)
        found = Candidate("arXiv", entry, "accept")
        self.do_to_paper(
            picks, lambda paper_id: self.library.look_ups.take(LookUp(paper_id, Sought.MATCHED, "arXiv", (found,)))
        )

    @rule(picks=PICKS, venue=SAFE_TEXT, version=st.sampled_from(["v2", "v3"]))
    def propose(self, picks: list[int], venue: str, version: str) -> None:
        fields = {"venue": venue, "volume": "3", "other.arxiv_version": version}
        self.do_to_paper(
            picks, lambda paper_id: self.library.proposals.propose(Proposal(paper_id, "published", "Crossref", fields))
        )

    @rule(pick=st.integers(0, 5), fields=st.sampled_from([None, ["venue"], ["other.arxiv_version"], []]))
    def decide_a_proposal(self, pick: int, fields: list[str] | None) -> None:
        for proposal in self.library.citations.proposals()[pick : pick + 1]:
            if pick % 3:
                self.do(lambda number=proposal.id: self.library.proposals.accept(number, fields))
            else:
                self.do(lambda number=proposal.id: self.library.proposals.reject(number))

    @rule(pick=st.integers(0, 5))
    def undo_import(self, pick: int) -> None:
        for made in imports(self.library.reading)[pick : pick + 1]:
            self.do(lambda number=made.batch_id: self.library.imports.undo(number))

    @rule(picks=PICKS, number=st.integers(0, 2))
    def attach(self, picks: list[int], number: int) -> None:
        pdf = self.path.with_name(f"{number}.pdf")
        pdf.write_bytes(b"%PDF-1.4 " + str(number).encode())
        self.do_to_paper(picks, lambda paper_id: self.library.files.attach(paper_id, pdf))

    @rule(picks=PICKS)
    def detach(self, picks: list[int]) -> None:
        def take_off(paper_id: int) -> None:
            for each in self.library.reading.paper(paper_id).attachments[:1]:
                self.library.files.detach(paper_id, each.digest)

        self.do_to_paper(picks, take_off)

    @invariant()
    def every_file_a_paper_has_is_there(self) -> None:
        for paper in self.library.reading.papers(self.papers(list(range(41)))):
            for each in paper.attachments:
                kept = path_of(self.path, each.path)
                assert kept is not None and kept.is_file()

    @rule(picks=PICKS)
    def trash(self, picks: list[int]) -> None:
        self.do(lambda: self.library.trash(self.papers(picks)))

    @rule(picks=PICKS)
    def restore(self, picks: list[int]) -> None:
        self.do(lambda: self.library.restore(self.papers(picks)))

    @rule(name=st.sampled_from(["Reading group", "Thesis", "thesis"]))
    def create_list(self, name: str) -> None:
        self.do(lambda: self.library.create_list(name))

    @rule(pick=st.integers(0, 5), name=st.sampled_from(["Reading group", "Thesis", "Other"]))
    def rename_list(self, pick: int, name: str) -> None:
        self.do_to_list(pick, lambda list_id: self.library.rename_list(list_id, name))

    @rule(pick=st.integers(0, 5))
    def delete_list(self, pick: int) -> None:
        self.do_to_list(pick, lambda list_id: self.library.delete_list(list_id))

    @rule(flip=st.booleans())
    def order_lists(self, flip: bool) -> None:
        self.do(lambda: self.library.order_lists(self.lists()[:: -1 if flip else 1]))

    @rule(picks=PICKS, position=st.one_of(st.none(), st.integers(0, 5)))
    def add_to_list(self, picks: list[int], position: int | None) -> None:
        self.do_to_list(0, lambda list_id: self.library.add_to_list(list_id, self.papers(picks), position=position))

    @rule(picks=PICKS, position=st.integers(0, 5))
    def move_in_list(self, picks: list[int], position: int) -> None:
        self.do_to_list(0, lambda list_id: self.library.move_in_list(list_id, self.papers(picks), position))

    @rule(picks=PICKS)
    def remove_from_list(self, picks: list[int]) -> None:
        self.do_to_list(0, lambda list_id: self.library.remove_from_list(list_id, self.papers(picks)))

    @rule(picks=PICKS, reason=SAFE_TEXT)
    def give_reason(self, picks: list[int], reason: str) -> None:
        for_first = self.papers(picks)[:1]
        self.do_to_list(0, lambda list_id: [self.library.give_reason(list_id, own, reason) for own in for_first])

    @precondition(lambda self: len(self.states) > 1)
    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.states) - 1)):
            assert self.library.undo() is not None
            self.undone.append(self.states.pop())
            self.check_state(self.states[-1])

    @precondition(lambda self: self.undone)
    @rule(steps=st.integers(1, 4))
    def redo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.undone))):
            assert self.library.redo() is not None
            self.states.append(self.undone.pop())
            self.check_state(self.states[-1])

    @rule()
    def restart(self) -> None:
        self.library.close()
        self.library = Library.open(self.path, clock=self.clock)

    @invariant()
    def search_agrees_with_the_papers(self) -> None:
        assert self.library.check() == []

    @invariant()
    def tags_are_searched_as_they_are(self) -> None:
        for paper in self.library.reading.papers(self.papers(list(range(41)))):
            tags_text = self.library.reading.connection.execute(
                "SELECT tags_text FROM paper WHERE id = ?", (paper.id,)
            ).fetchone()[0]
            assert tags_text == "\n".join(tag.name for tag in paper.tags)


def lengthy(examples: int, steps: int) -> settings:
    """Settings of a law that costs a second an example; HYPOTHESIS_PROFILE=long tries forty times as many."""
    many = settings.get_current_profile_name() == "long"
    return settings(
        max_examples=examples * 40 if many else examples, stateful_step_count=steps, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


TestUndoLaw = UndoLaw.TestCase
TestUndoLaw.settings = lengthy(6, 30)


class UndoLawInBulk(UndoLaw):
    """The same law where steps are so large that the full-text index is kept by whole sets."""

    @initialize()
    def a_first_page(self) -> None:
        self.import_page(indexing.ROW_BY_ROW + 20, 0, ["theory"])

    def papers(self, picks: list[int]) -> list[int]:
        return super().papers(picks if picks[0] % 3 else list(range(indexing.ROW_BY_ROW + 30)))


TestUndoLawInBulk = UndoLawInBulk.TestCase
TestUndoLawInBulk.settings = lengthy(3, 12)


@pytest.fixture
def everything(library: Library) -> Callable[[], Dump]:
    return lambda: dump(library.reading.connection)


def test_undo_says_what_it_took_back(library: Library, ids: tuple[int, ...]) -> None:
    library.star(ids[:3])
    taken_back = library.undo()
    assert taken_back is not None
    assert (taken_back.verb, taken_back.arguments["of"], taken_back.paper_ids) == (
        "undo",
        "star",
        tuple(sorted(ids[:3])),
    )
    assert library.reading.counts().starred == 0


def test_undo_and_redo_with_nothing_to_do_answer_none(library: Library) -> None:
    assert library.undo() is None
    assert library.redo() is None


def test_undo_of_an_import_removes_its_papers_and_redo_brings_them_back(
    library: Library, ids: tuple[int, ...], everything: Callable[[], Dump]
) -> None:
    before = everything()
    library.undo()
    assert library.reading.counts().all == 0
    assert library.reading.listing(Place("all"), "number").ids.tolist() == []
    assert library.reading.days() == []
    library.redo()
    assert everything() == before
    assert library.reading.listing(Place("inbox")).ids.tolist() == list(ids)


def test_undo_survives_a_restart(at: Path, library: Library, ids: tuple[int, ...]) -> None:
    library.star(ids[:2])
    library.move([ids[0]], State.DONE)
    library.undo()
    library.close()
    with Library.open(at) as opened:
        following = opened.reading.next_redo()
        assert following is not None and following.verb == "move"
        opened.redo()
        opened.undo()
        opened.undo()
        assert opened.reading.counts().starred == 0
        assert [step.verb for step in opened.history()] == ["move", "star", "add"]


def test_a_new_step_ends_what_could_be_redone(library: Library, ids: tuple[int, ...]) -> None:
    library.star(ids[:1])
    library.undo()
    library.mark_read(ids[:1])
    assert library.reading.next_redo() is None
    assert library.redo() is None


def test_a_verb_that_changes_nothing_makes_no_step_and_keeps_what_can_be_redone(
    library: Library, ids: tuple[int, ...]
) -> None:
    library.star(ids[:1])
    library.star(ids[1:2])
    library.undo()
    change = library.star(ids[:1])
    assert (change.step, change.paper_ids) == (None, ())
    assert library.redo() is not None


def test_verbs_of_one_group_are_one_step(library: Library, ids: tuple[int, ...]) -> None:
    for text in ("a", "a word", "a word more"):
        library.annotate(ids[0], text, group="note-1")
    assert [step.verb for step in library.history()] == ["annotate", "add"]
    library.undo()
    assert library.reading.paper(ids[0]).note == ""
    library.redo()
    assert library.reading.paper(ids[0]).note == "a word more"


def test_a_group_that_comes_to_nothing_leaves_no_step(library: Library, ids: tuple[int, ...]) -> None:
    library.tag(ids[:2], "vision", group="popover")
    library.undo()
    library.create_tag("vision")
    library.tag(ids[:2], "vision", group="popover-2")
    change = library.untag(ids[:2], "vision", group="popover-2")
    assert change.step is None
    assert change.paper_ids == tuple(sorted(ids[:2]))
    assert [step.verb for step in library.history()] == ["create_tag", "add"]


def test_a_group_does_not_reach_over_another_step_or_a_restart(
    at: Path, library: Library, ids: tuple[int, ...]
) -> None:
    library.annotate(ids[0], "one", group="note")
    library.star(ids)
    library.annotate(ids[0], "two", group="note")
    library.close()
    with Library.open(at) as opened:
        opened.annotate(ids[0], "three", group="note")
        assert [step.verb for step in opened.history()] == ["annotate", "annotate", "star", "annotate", "add"]


def test_the_history_keeps_its_newest_steps_only(at: Path, library: Library, ids: tuple[int, ...]) -> None:
    library.close()
    with contextlib.closing(sqlite3.connect(at)) as connection, connection:
        for step in range(2, history.KEPT + 5):
            connection.execute("INSERT INTO history VALUES (?, ?, '', 'star', '{}', 1, 0, '')", (step, step))
            connection.execute("INSERT INTO change VALUES (?, 'decision', 1, NULL)", (step,))
    with Library.open(at) as opened:
        opened.star(ids)
        steps = opened.history(10_000)
        kept = opened.reading.connection.execute("SELECT count(DISTINCT step) FROM change").fetchone()[0]
    assert len(steps) == kept == history.KEPT
    assert {step.verb for step in steps} == {"star"}


def test_emptying_the_trash_keeps_undo_of_all_that_concerns_other_papers(
    library: Library, ids: tuple[int, ...], everything: Callable[[], Dump]
) -> None:
    library.star(ids)
    library.tag(ids[:1], "vision")
    library.trash(ids[:2])
    assert library.empty_trash() == 2
    assert [(step.verb, step.papers) for step in library.history()] == [("tag", 0), ("star", 3), ("add", 3)]
    assert library.check() == []
    before = everything()
    while library.undo():
        pass
    assert library.reading.counts().all == 0
    while library.redo():
        pass
    assert everything() == before
    assert library.reading.counts().starred == 3


def test_a_key_assigned_after_undo_stays_and_redo_still_works(library: Library, ids: tuple[int, ...]) -> None:
    own = library.assign_keys(ids[:1])[ids[0]]
    library.edit(ids[1], {"key": own + "x"})
    library.undo()
    given = library.assign_keys(ids)
    assert given[ids[0]] == own
    library.redo()
    assert library.reading.paper(ids[1]).key == own + "x"
    library.undo()
    assert library.reading.paper(ids[1]).key == given[ids[1]]


def test_a_key_that_undo_took_away_is_not_given_to_another_paper(library: Library, add: Callable[..., Receipt]) -> None:
    first, second = add(Entry("Gardens of glass", "Of panes."), Entry("Gardens of glass", "All else.")).ids
    wanted = library.assign_keys([first])[first]
    library.edit(first, {"key": "mine2024"})
    library.undo()
    assert library.assign_keys([first, second]) == {first: wanted, second: wanted + "b"}


def test_every_column_is_recorded_or_derived() -> None:
    """The parts are made from the mapped tables; this is what fails when a table is forgotten."""
    assert {part.table for part in PARTS} == set(Row.metadata.tables) - OWN_OF_HISTORY - NOT_DECIDED
    for table in {part.table for part in PARTS}:
        whole = next(part for part in PARTS if part.table == table and part.whole)
        columns = {column.name for column in Row.metadata.tables[table].columns}
        assert columns - set(whole.columns) <= {"tags_text"}
        watched = set().union(*(part.watched for part in PARTS if part.table == table))
        assert watched == set(whole.columns)


def test_the_file_holds_the_triggers_of_this_program(library: Library) -> None:
    found = dict(library.reading.connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
    assert found == wanted_triggers()
