"""Adding a batch: new papers, sightings of those already here, and what a sighting can fill in."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from octavo.bibliography import citekey
from octavo.library import by_feed, files, full_text, history, rules
from octavo.library.filling import fill_in, lasting
from octavo.library.import_days import import_day
from octavo.library.indexing import suspended
from octavo.library.placing import Placed, place
from octavo.library.reading import Reading
from octavo.library.receipts import Fate, account_column
from octavo.library.refusals import NotFound
from octavo.library.tagging import tag_ids
from octavo.library.values import HIDES_NONE, authors_column, folded, mapping_column, names_column, storable
from octavo.library.writing import Writer
from octavo.records import Batch, Entry, Placement, Preview, Progress, Receipt, State, Verdict

#: Up to so many entries arrive in one transaction.
AT_ONCE = 500
#: Papers a transaction of a larger import; a star waits for one of these at most.
CHUNK = 250

_PAPER = (
    "INSERT INTO paper(id, uuid, title, abstract, raw_title, raw_abstract, title_key, authors, authors_text, "
    "more_authors, published, kind, venue, details, other, source, day, added, changed, state, starred, unread, "
    "note, noted, tags_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, 0, ?, ?, ?, ?)"
)
_SIGHTING = (
    "INSERT OR IGNORE INTO sighting(batch_id, paper_id, rank, votes, first_line, last_line, new_version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
# An identifier that another paper has stays with it: the entry was doubtful, and the person was told.
#: A key that is taken stays with the paper that has it; the newcomer gets one of its own at first need.
_KEY = (
    "INSERT OR IGNORE INTO citation_key(id, key, folded) SELECT ?1, ?2, ?3 "
    "WHERE NOT EXISTS (SELECT 1 FROM key_alias WHERE folded = ?3)"
)
_ALIAS = (
    "INSERT OR IGNORE INTO key_alias(paper_id, key, folded, at) SELECT ?1, ?2, ?3, ?4 "
    "WHERE NOT EXISTS (SELECT 1 FROM citation_key WHERE folded = ?3)"
)
_IDENTIFIER = "INSERT OR IGNORE INTO identifier(paper_id, scheme, value) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Choices:
    """How the person wants a batch added; see `Library.add`."""

    chosen: Collection[int] | None = None
    same: Mapping[int, int] = field(default_factory=dict)
    state: State = State.INBOX
    tags: Sequence[str] = ()
    day: date | None = None
    files: Mapping[int, Path] = field(default_factory=dict)
    subscription: int | None = None
    papers_only: bool = False
    certain_only: bool = False


@dataclass(slots=True)
class _Plan:
    """What is to be done, by entry: `added` in page order, `seen` with the paper each is.

    `still`, with paper and sighting, are those which the same feed showed before: no sighting is added for them.
    """

    added: list[int] = field(default_factory=list)
    seen: list[tuple[int, int]] = field(default_factory=list)
    still: list[tuple[int, int, int]] = field(default_factory=list)
    new: int = 0
    twice: int = 0
    doubtful: int = 0
    skipped: int = 0
    merged: int = 0


def preview(reading: Reading, batch: Batch) -> Preview:
    """Say of each entry what it is to the library; writes nothing."""
    placed = [each.placement for slice_ in place(reading.connection, batch) for each in slice_]
    return Preview(batch, tuple(placed))


def add(writer: Writer, reading: Reading, batch: Batch, choices: Choices) -> Generator[Progress, None, Receipt]:
    """The generator behind `Library.add`."""
    total = len(batch.entries)
    if choices.subscription is not None:
        batch = by_feed.named(reading.connection, batch, choices.subscription)
    yield Progress(0, total, "Comparing with the library")
    _require_papers(reading, choices.same.values())
    placed: list[Placed] = []
    for slice_ in place(reading.connection, batch):
        placed += slice_
        if total > AT_ONCE:
            yield Progress(len(placed), total, "Comparing with the library")
    plan = _plan(batch, placed, choices)
    if choices.subscription is not None:
        _set_still_apart(reading, batch, choices.subscription, plan)
    earlier = _same_page(reading, batch)
    nothing_to_say = not plan.seen or (
        earlier is not None and not plan.merged and not _brings_a_file(reading, batch, plan, choices)
    )
    if not plan.added and nothing_to_say:
        _count_votes(writer, batch, plan)
        return _receipt(batch, plan, earlier or 0, ())
    copied = {index: files.copy_in(writer.path, file) for index, file in choices.files.items()}
    arrival = _Arrival(writer, batch, choices, placed, plan, copied)
    if len(plan.added) <= AT_ONCE:
        return arrival.at_once()
    return (yield from arrival.in_chunks())


def _require_papers(reading: Reading, ids: Collection[int]) -> None:
    missing = sorted(set(ids) - {paper.id for paper in reading.papers(ids)})
    if missing:
        raise NotFound(f"There is no paper {missing[0]} in this library.")


def _plan(batch: Batch, placed: Sequence[Placed], choices: Choices) -> _Plan:
    plan = _Plan()
    for each in placed:
        placement = each.placement
        index = placement.index
        if placement.verdict is Verdict.TWICE:
            plan.twice += 1
        elif index in choices.same:
            plan.seen.append((index, choices.same[index]))
            plan.merged += 1
        elif placement.verdict is Verdict.ALREADY_HERE and placement.paper_id is not None:
            plan.seen.append((index, placement.paper_id))
        elif _is_left_out(batch.entries[index], placement, choices):
            plan.skipped += 1
        else:
            plan.added.append(index)
            plan.doubtful += placement.verdict is Verdict.DOUBTFUL
            plan.new += placement.verdict is Verdict.NEW
    return plan


def _is_left_out(entry: Entry, placement: Placement, choices: Choices) -> bool:
    """A new version of a paper that is not here says nothing to who did not ask for the first one."""
    if choices.papers_only and by_feed.is_post(entry):
        return True
    if choices.certain_only and placement.verdict is Verdict.DOUBTFUL:
        return True
    return placement.index not in choices.chosen if choices.chosen is not None else bool(entry.new_version)


def _set_still_apart(reading: Reading, batch: Batch, subscription: int, plan: _Plan) -> None:
    known = by_feed.still_listed(reading.connection, batch, subscription, plan.seen)
    plan.still = [(index, paper_id, known[paper_id]) for index, paper_id in plan.seen if paper_id in known]
    plan.seen = [(index, paper_id) for index, paper_id in plan.seen if paper_id not in known]


def _count_votes(writer: Writer, batch: Batch, plan: _Plan) -> None:
    """A refresh that brings nothing but votes is no step: nobody would want to take it back."""
    if plan.still:
        with writer.transaction() as connection:
            by_feed.count_votes(connection, batch, [(index, own) for index, _, own in plan.still])


def _same_page(reading: Reading, batch: Batch) -> int | None:
    """The import that brought exactly these bytes before."""
    if not batch.digest:
        return None
    found = reading.connection.execute("SELECT max(id) FROM batch WHERE digest = ?", (batch.digest,)).fetchone()
    return int(found[0]) if found[0] is not None else None


def _brings_a_file(reading: Reading, batch: Batch, plan: _Plan, choices: Choices) -> bool:
    """Is there a paper here that lacks the file it comes with now?"""
    owners = [paper_id for index, paper_id in plan.seen if index in choices.files]
    lacks = "SELECT 1 FROM attachment WHERE paper_id = ? AND digest = ?"
    return any(not reading.connection.execute(lacks, (each, batch.digest)).fetchone() for each in owners)


def _receipt(batch: Batch, plan: _Plan, batch_id: int, ids: tuple[int, ...], muted: int = 0) -> Receipt:
    return Receipt(
        batch_id=batch_id,
        new=plan.new,
        already_here=len(plan.seen) + len(plan.still),
        twice=plan.twice,
        doubtful=plan.doubtful,
        not_placed=len(batch.not_placed),
        captured=batch.captured,
        ids=ids,
        skipped=plan.skipped,
        muted=muted,
    )


class _Arrival:
    """One import on its way into the library."""

    def __init__(
        self,
        writer: Writer,
        batch: Batch,
        choices: Choices,
        placed: Sequence[Placed],
        plan: _Plan,
        copied: Mapping[int, files.Copied],
    ) -> None:
        self._writer = writer
        self._batch = batch
        self._choices = choices
        self._placed = placed
        self._plan = plan
        self._copied = copied
        self._at = writer.now()
        self._day = (choices.day or import_day(batch, writer.today())).isoformat()
        self._batch_id = 0
        self._first_id = 0

    def at_once(self) -> Receipt:
        with self._writer.transaction() as connection:
            recording = self._begin(connection)
            self._write(connection, 0, len(self._plan.added))
            return self._finish(connection, recording)

    def in_chunks(self) -> Generator[Progress, None, Receipt]:
        # The last of the page is written first, so that ids ascend in the file and descend on the page.
        total = waiting = len(self._plan.added)
        with self._writer.transaction() as connection:
            recording = self._begin(connection)
            history.pause(connection)
            connection.exec_driver_sql("UPDATE writing SET hidden_from = ?", (self._first_id,))
        finished = False
        try:
            while waiting:
                yield Progress(total - waiting, total, "Adding")
                with self._writer.transaction() as connection:
                    history.resume(connection, recording.step)
                    start = max(waiting - CHUNK, 0)
                    self._write(connection, start, waiting)
                    waiting = start
                    if waiting:
                        history.pause(connection)
                        continue
                    connection.exec_driver_sql("UPDATE writing SET hidden_from = ?", (HIDES_NONE,))
                    receipt = self._finish(connection, recording)
                finished = True
            return receipt
        finally:
            # A library closed meanwhile forgets the import when it is opened next.
            if not finished and not self._writer.closed:
                with self._writer.transaction() as connection:
                    forget_unfinished(connection)

    def _begin(self, connection: Connection) -> history.Recording:
        batch = self._batch
        arguments = {
            "source": batch.source, "origin": batch.origin, "form": batch.form, "captured": batch.captured,
            "day": self._day, "new": len(self._plan.added),
        }  # fmt: skip
        recording = history.begin(connection, "add", arguments, "", self._at)
        self._first_id = connection.exec_driver_sql(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'paper'), 0) + 1"
        ).scalar_one()
        words = [storable(each) for each in (batch.form, batch.source, batch.origin, batch.captured)]
        self._batch_id = connection.exec_driver_sql(
            "INSERT INTO batch(form, source, origin, captured, day, digest, at, account, subscription, kept) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (*words, self._day, batch.digest, self._at, self._account(), self._choices.subscription,
             storable(batch.kept)),
        ).scalar_one()
        return recording

    def _finish(self, connection: Connection, recording: history.Recording) -> Receipt:
        here = set(_still_here(connection, [paper_id for _, paper_id in self._plan.seen]))
        seen = [(index, paper_id) for index, paper_id in self._plan.seen if paper_id in here]
        if seen:
            connection.exec_driver_sql(_SIGHTING, [self._sighting(index, paper_id) for index, paper_id in seen])
            entries = [(paper_id, self._batch.entries[index]) for index, paper_id in seen]
            fill_in(connection, entries, self._batch.source, self._at, self._day)
        self._attach(connection, seen)
        by_feed.count_votes(connection, self._batch, [(index, own) for index, _, own in self._plan.still])
        last = self._first_id + len(self._plan.added) - 1
        followed = self._choices.subscription is not None
        muted = rules.on_arrival(connection, self._first_id, last, by_feed=followed) if self._plan.added else 0
        history.finish(connection, recording, papers=len(self._plan.added) or None)
        ids = tuple(self._id_of(place) for place in range(len(self._plan.added)))
        return _receipt(self._batch, self._plan, self._batch_id, ids, muted)

    def _account(self) -> str:
        ended: dict[int, tuple[Fate, int | None]] = {
            index: (Fate.ADDED, self._id_of(place)) for place, index in enumerate(self._plan.added)
        }
        ended |= {index: (Fate.SEEN, paper_id) for index, paper_id in self._plan.seen}
        ended |= {index: (Fate.SEEN, paper_id) for index, paper_id, _ in self._plan.still}
        placements = [each.placement for each in self._placed]
        for each in placements:
            if each.verdict is Verdict.TWICE and each.twin is not None:
                ended[each.index] = (Fate.TWICE, ended.get(each.twin, (Fate.TWICE, None))[1])
        return account_column(self._batch, placements, ended, self._choices.state, self._choices.tags)

    def _attach(self, connection: Connection, seen: Sequence[tuple[int, int]]) -> None:
        """Give each paper the file it was read from."""
        owners = dict(seen) | {index: self._id_of(place) for place, index in enumerate(self._plan.added)}
        for index, copied in self._copied.items():
            if index in owners:
                files.enter(connection, owners[index], copied, self._at)

    def _id_of(self, place: int) -> int:
        """The id of the entry that is `place`th among those added, counted from 0."""
        return self._first_id + len(self._plan.added) - 1 - place

    def _write(self, connection: Connection, start: int, stop: int) -> None:
        """Write the new papers from the `start`th to before the `stop`th of those added, the last of them first."""
        if start == stop:
            return
        names, tags = tag_ids(connection, self._choices.tags)
        tags_text = "\n".join(sorted(names, key=folded))
        numbered = [(self._id_of(place), self._plan.added[place]) for place in reversed(range(start, stop))]
        with suspended(connection):
            connection.exec_driver_sql(_PAPER, [self._paper(own, index, tags_text) for own, index in numbered])
            connection.exec_driver_sql(_SIGHTING, [self._sighting(index, own) for own, index in numbered])
            identifiers = [
                (own, storable(each.scheme), storable(each.value))
                for own, index in numbered
                for each in self._batch.entries[index].identifiers
            ]
            if identifiers:
                connection.exec_driver_sql(_IDENTIFIER, identifiers)
            wished = [(own, self._batch.entries[index].key) for own, index in numbered]
            keys = [(own, key, folded(key)) for own, key in wished if key and citekey.valid(key)]
            if keys:
                connection.exec_driver_sql(_KEY, keys)
            aliases = [
                (own, key, folded(key), self._at)
                for own, index in numbered
                for key in self._batch.entries[index].aliases
                if citekey.valid(key)
            ]
            if aliases:
                connection.exec_driver_sql(_ALIAS, aliases)
            if tags:
                connection.exec_driver_sql(
                    "INSERT INTO paper_tag(paper_id, tag_id) VALUES (?, ?)",
                    [(own, tag_id) for own, _ in numbered for tag_id in tags],
                )
        for statement in full_text.enter("id BETWEEN ? AND ?"):
            connection.exec_driver_sql(statement, (numbered[0][0], numbered[-1][0]))

    def _paper(self, own: int, index: int, tags_text: str) -> tuple[object, ...]:
        entry, facts = self._batch.entries[index], self._placed[index].facts
        title, abstract = storable(facts.title), storable(facts.abstract)
        raw_title, raw_abstract = storable(entry.title), storable(entry.abstract)
        state = self._choices.state
        note = storable(entry.note)
        return (
            own, str(uuid.uuid4()), title, abstract,
            None if raw_title == title else raw_title, None if raw_abstract == abstract else raw_abstract,
            storable(facts.key), authors_column(entry.authors), names_column(entry.authors), int(entry.more_authors),
            storable(entry.published), entry.kind.value, storable(entry.venue), mapping_column(entry.details),
            mapping_column(lasting(entry.other)), storable(self._batch.source), self._day, self._at, state.value,
            int(state in (State.INBOX, State.TO_READ)), note, self._at if note else "", tags_text,
        )  # fmt: skip

    def _sighting(self, index: int, paper_id: int) -> tuple[object, ...]:
        entry: Entry = self._batch.entries[index]
        first, last = (entry.lines.first, entry.lines.last) if entry.lines else (None, None)
        return self._batch_id, paper_id, index + 1, entry.votes, first, last, entry.new_version


def _still_here(connection: Connection, ids: Sequence[int]) -> list[int]:
    found = connection.exec_driver_sql(
        "SELECT id FROM paper WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )
    return [row.id for row in found]


def forget_unfinished(connection: Connection) -> None:
    """Remove all that unfinished imports wrote: the library is as it was before them."""
    for step in history.unfinished(connection):
        history.take_away(connection, step)
    connection.exec_driver_sql(
        "UPDATE writing SET step = NULL, bulk = 0, hidden_from = ?1 "
        "WHERE step IS NOT NULL OR bulk <> 0 OR hidden_from <> ?1",
        (HIDES_NONE,),
    )
