"""The door of the library: every verb a person can perform, each one transaction and one undo step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from octavo.bibliography.key_pattern import DEFAULT_PATTERN
from octavo.library import arriving, backup, deciding, editing, history, keys, lists, merging, migrations, tagging
from octavo.library.answers import Answers
from octavo.library.citations import Citations
from octavo.library.engine import connect, engine_for, transaction
from octavo.library.files import Files
from octavo.library.imports import Imports
from octavo.library.live_exports import LiveExports
from octavo.library.lock import InstanceLock
from octavo.library.look_ups import LookUps
from octavo.library.proposals import Proposals
from octavo.library.reading import Reading
from octavo.library.refusals import (
    ARRIVING,
    ImportUnderWay,
    LibraryDamaged,
    LibraryInUse,
    LibraryTooNew,
    LibraryTooOld,
    NotFound,
    refusal_for,
)
from octavo.library.rules import Rules
from octavo.library.smart_lists import SmartLists
from octavo.library.subscriptions import Subscriptions
from octavo.library.writing import Writer, require_papers, utc_now
from octavo.records import Batch, Change, OctavoError, Preview, Progress, Receipt, State, Step

__all__ = ["Library", "LibraryDamaged", "LibraryInUse", "LibraryTooNew", "LibraryTooOld", "NotFound"]


class Library:
    """One library file, open for writing by this process alone, on the thread that opened it.

    Each verb takes paper ids in any order, raises NotFound for an unknown one, and answers a `Change`. A verb that
    finds nothing to do makes no undo step. A verb with the same non-empty `group` as the newest step joins it.
    """

    def __init__(
        self, path: Path, lock: InstanceLock, connection: sqlite3.Connection, clock: Callable[[], datetime]
    ) -> None:
        """For `open`, which sees to it that the file is ready."""
        self.path = path
        self._lock = lock
        self._connection = connection
        self._clock = clock
        engine = engine_for(connection)
        migrations.replace_triggers(engine)
        with transaction(engine) as begun:
            arriving.forget_unfinished(begun)
            history.close_groups(begun)
        self._writer = Writer(path, engine, clock)
        self.reading = Reading(path, today=self._writer.today)
        self.files = Files(self._writer)
        self.imports = Imports(self._writer, self._refuse_while_arriving)
        self.smart_lists = SmartLists(self._writer)
        self.feeds = Subscriptions(self._writer, self.reading, self._arrive)
        self.rules = Rules(self._writer, self.reading)
        self.citations = Citations(self.reading)
        self.look_ups = LookUps(self._writer, self.citations)
        self.answers = Answers(self._writer)
        self.proposals = Proposals(self._writer, self.citations)
        self.exports = LiveExports(self._writer, self.reading, self.assign_keys, path)
        self._arriving = False

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], datetime] = utc_now) -> Library:
        """Open the library at `path`, made at need, brought up to date at need.

        Raises LibraryInUse, LibraryTooNew or LibraryDamaged, and then leaves the file as it is.
        """
        path = path.expanduser().resolve()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = InstanceLock(path)
        except OSError as error:
            raise OctavoError(
                f"The library cannot be opened in {path.parent}. Allow Octavo to write there, or choose another folder."
            ) from error
        connection: sqlite3.Connection | None = None
        try:
            migrations.prepare(path)
            connection = connect(path)
            migrations.require_tables(connection)
            return cls(path, lock, connection, clock)
        except BaseException as error:
            if connection is not None:
                connection.close()
            lock.release()
            refusal = refusal_for(error)
            if refusal is not None:
                raise refusal from error
            raise

    def close(self) -> None:
        """Close the file and give the lock back; a second call does nothing."""
        self._writer.closed = True
        self.reading.close()
        self._connection.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Arriving

    def preview(self, batch: Batch) -> Preview:
        """Say of each entry whether it is new, already here, twice in the batch, or doubtful. Writes nothing."""
        return arriving.preview(self.reading, batch)

    def add(
        self,
        batch: Batch,
        *,
        chosen: Collection[int] | None = None,
        same: Mapping[int, int] | None = None,
        state: State = State.INBOX,
        tags: Sequence[str] = (),
        day: date | None = None,
        files: Mapping[int, Path] | None = None,
    ) -> Generator[Progress, None, Receipt]:
        """Add a batch; a generator that yields progress and returns the receipt.

        `chosen`: indices of the entries to add; None adds all that are new, and doubtful ones as new papers. `same`
        maps an entry's index to the paper it is. An entry already here becomes a sighting, fills empty fields only,
        and changes no decision; one that is twice in the batch is never added. `day` is the import's date. `files`
        maps an entry's index to the PDF it was read from, which is copied beside the library and kept with the paper.

        Up to 500 new papers arrive in one transaction; more in several under one undo step, seen when the last is
        in. Closing the generator before its end leaves the library as it was.
        """
        choices = arriving.Choices(chosen, same or {}, state, tuple(tags), day, files or {})
        return (yield from self._arrive(batch, choices))

    def _arrive(self, batch: Batch, choices: arriving.Choices) -> Generator[Progress, None, Receipt]:
        self._refuse_while_arriving()
        self._arriving = True
        try:
            return (yield from arriving.add(self._writer, self.reading, batch, choices))
        finally:
            self._arriving = False

    # Deciding

    def star(self, ids: Iterable[int], on: bool = True, *, group: str = "") -> Change:
        """Put the star on papers, or take it off."""
        return self._papers("star", ids, {"on": on}, lambda db, at, each: deciding.star(db, at, each, on), group)

    def mark_read(self, ids: Iterable[int], on: bool = True, *, group: str = "", quiet: bool = False) -> Change:
        """Mark papers as read, or as unread. `quiet`: by having been looked at, which is no step to undo."""
        if quiet:
            chosen = list(ids)
            with self._writer.transaction() as connection:
                deciding.mark_read(connection, self._writer.now(), chosen, on)
            return Change("mark_read", tuple(chosen), True, None, {"on": on})
        return self._papers(
            "mark_read", ids, {"on": on}, lambda db, at, each: deciding.mark_read(db, at, each, on), group
        )

    def move(self, ids: Iterable[int], state: State, *, group: str = "") -> Change:
        """Give papers a state; they are then read."""
        return self._papers(
            "move", ids, {"state": str(state)}, lambda db, at, each: deciding.move(db, at, each, state), group
        )

    def tag(self, ids: Iterable[int], name: str, *, hue: str = "", group: str = "") -> Change:
        """Put a tag on papers. It is made at need, in `hue` or the colour least used."""
        return self._papers("tag", ids, {"name": name}, lambda db, _, each: tagging.tag(db, each, name, hue), group)

    def untag(self, ids: Iterable[int], name: str, *, group: str = "") -> Change:
        """Take a tag off papers."""
        return self._papers("untag", ids, {"name": name}, lambda db, _, each: tagging.untag(db, each, name), group)

    def annotate(self, paper_id: int, markdown: str, *, group: str = "") -> Change:
        """Write the note of a paper; "" removes it."""
        return self._writer.step(
            "annotate",
            lambda db, at: editing.annotate(db, at, paper_id, markdown),
            {"paper_id": paper_id},
            group=group,
            places=False,
        )

    def edit(
        self, paper_id: int, fields: Mapping[str, object], *, source: str = editing.PERSON, group: str = ""
    ) -> Change:
        """Write bibliographic fields of a paper; "" empties one.

        `fields` may hold title, abstract, authors (Author values), more_authors, published, kind, venue, identifiers
        (Identifier values), key, casing (a word of the title to whether it keeps its capitals), and the names in
        `DETAIL_FIELDS`. Raises OctavoError for a value that cannot be.
        What the person wrote or emptied, no other `source` changes.
        """
        return self._writer.step(
            "edit",
            lambda db, at: editing.edit(db, at, paper_id, fields, source),
            {"paper_id": paper_id, "fields": sorted(fields), "source": source},
            group=group,
        )

    def merge(
        self, kept: int, others: Iterable[int], fields: Mapping[str, object] | None = None, *, group: str = ""
    ) -> Change:
        """Make one work of several papers: `kept` stays, `others` end, and what belongs to them goes to it.

        `fields` chooses values by the names in `joining.CHOSEN_FIELDS`; without it, or for a field it does not name,
        what the person wrote wins, then the published version. No citation key is lost: those of the others become
        aliases, and `arguments["keys"]` maps old to new.
        """
        ids, wanted = [kept, *others], fields or {}
        return self._writer.step(
            "merge", lambda db, at: merging.merge(db, at, self.reading, ids, wanted), {}, group=group
        )

    def keep_apart(self, ids: Iterable[int]) -> Change:
        """Remember that papers are not the same work, so that they are not taken for duplicates again."""
        return self._papers("keep_apart", ids, {}, merging.keep_apart)

    def trash(self, ids: Iterable[int]) -> Change:
        """Put papers in the trash: they show there only, until they are restored."""
        return self._papers("trash", ids, {}, lambda db, at, each: deciding.trash(db, at, each, True))

    def restore(self, ids: Iterable[int]) -> Change:
        """Take papers out of the trash; they are where they were."""
        return self._papers("restore", ids, {}, lambda db, at, each: deciding.trash(db, at, each, False))

    def empty_trash(self) -> int:
        """Remove the papers in the trash for good and answer how many. This cannot be undone.

        The history forgets these papers: each step keeps what it did to others, a step left with nothing vanishes,
        and what was undone can no longer be redone. Their citation keys stay reserved.
        """
        self._refuse_while_arriving()
        with self._writer.transaction() as connection:
            removed = deciding.empty_trash(connection)
        self.files.sweep()
        return removed

    # Tags and lists

    def create_tag(self, name: str, hue: str = "") -> Change:
        """Make a tag. Raises OctavoError when there is one of this name."""
        return self._step("create_tag", lambda db: {"tag_id": tagging.create(db, name, hue)}, {"name": name})

    def rename_tag(self, name: str, new_name: str) -> Change:
        """Give a tag another name. Raises OctavoError when another tag has it."""
        arguments = {"name": name, "new_name": new_name}
        return self._step("rename_tag", lambda db: tagging.rename(db, name, new_name), arguments)

    def recolour_tag(self, name: str, hue: str) -> Change:
        """Give a tag another colour, one of `TAG_HUES`."""
        return self._step("recolour_tag", lambda db: tagging.recolour(db, name, hue), {"name": name, "hue": hue})

    def merge_tags(self, names: Sequence[str], into: str) -> Change:
        """Put the tag `into` on every paper that has one of `names`, and delete those."""
        arguments = {"names": list(names), "into": into}
        return self._step("merge_tags", lambda db: tagging.merge(db, names, into), arguments)

    def delete_tag(self, name: str) -> Change:
        """Delete a tag and take it off its papers."""
        return self._step("delete_tag", lambda db: tagging.delete(db, name), {"name": name})

    def create_list(self, name: str) -> Change:
        """Make a reading list; `arguments["list_id"]` of the change is its id."""
        return self._step("create_list", lambda db: lists.create(db, name), {"name": name})

    def rename_list(self, list_id: int, name: str) -> Change:
        """Give a reading list another name."""
        arguments = {"list_id": list_id, "name": name}
        return self._step("rename_list", lambda db: lists.rename(db, list_id, name), arguments)

    def delete_list(self, list_id: int) -> Change:
        """Delete a reading list; its papers stay in the library."""
        return self._step("delete_list", lambda db: lists.delete(db, list_id), {"list_id": list_id})

    def order_lists(self, list_ids: Sequence[int]) -> Change:
        """Put the reading lists in this order; those not named follow in theirs."""
        return self._step("order_lists", lambda db: lists.order(db, list_ids), {"list_ids": list(list_ids)})

    def add_to_list(self, list_id: int, ids: Iterable[int], *, position: int | None = None, group: str = "") -> Change:
        """Put papers in a list, in the order given, from index `position` or at the end."""
        return self._papers(
            "add_to_list", ids, {"list_id": list_id}, lambda db, _, each: lists.add(db, list_id, each, position), group
        )

    def remove_from_list(self, list_id: int, ids: Iterable[int], *, group: str = "") -> Change:
        """Take papers out of a list."""
        return self._papers(
            "remove_from_list", ids, {"list_id": list_id}, lambda db, _, each: lists.remove(db, list_id, each), group
        )

    def move_in_list(self, list_id: int, ids: Iterable[int], position: int) -> Change:
        """Move papers of a list as one block, in the order given, so that it starts at index `position` afterwards."""
        return self._papers(
            "move_in_list", ids, {"list_id": list_id}, lambda db, _, each: lists.move(db, list_id, each, position)
        )

    def give_reason(self, list_id: int, paper_id: int, text: str) -> Change:
        """Say why a paper is in a list; "" takes the reason away."""
        return self._writer.step(
            "give_reason",
            lambda db, _: lists.give_reason(db, list_id, paper_id, text),
            {"list_id": list_id, "paper_id": paper_id},
            places=False,
        )

    # Citation keys

    def assign_keys(self, ids: Iterable[int], pattern: str = DEFAULT_PATTERN) -> dict[int, str]:
        """The citation keys of papers, by id; those without one get theirs now, for good. Not an undo step."""
        with self._writer.transaction() as connection:
            chosen = require_papers(connection, ids)
            had = editing.keys_of(connection, chosen)
            lacking = [each for each in chosen if each not in had]
            had |= editing.assign_keys(connection, self.reading.papers(lacking), pattern)
        return {each: had[each] for each in chosen}

    def make_keys_anew(self, ids: Iterable[int], pattern: str = DEFAULT_PATTERN) -> Change:
        """Give papers that have a key the one that `pattern` makes now. The old one stays theirs, and nobody else's."""
        papers = self.reading.papers(ids)
        return self._writer.step(
            "make_keys_anew",
            lambda db, at: keys.make_anew(db, at, papers, pattern),
            {"pattern": pattern},
            places=False,
        )

    # History

    def undo(self) -> Change | None:
        """Take back the newest step; None when there is none. `arguments["of"]` is the verb that was undone."""
        return self._travel("undo", history.undo)

    def redo(self) -> Change | None:
        """Do the last undone step again; None when there is none. `arguments["of"]` is its verb."""
        return self._travel("redo", history.redo)

    def history(self, limit: int = 100) -> list[Step]:
        """The newest steps, undone ones included, newest first."""
        return self.reading.steps(limit)

    # Care

    def check(self) -> list[str]:
        """Check the file, its references and its full-text index: what is wrong, in sentences; empty when healthy."""
        return backup.problems(self._connection)

    def back_up(self, to: Path) -> None:
        """Copy the library to one file and check the copy. Raises OctavoError; a file at `to` is replaced last."""
        backup.copy_checked(self.path, to.expanduser())

    def _step(
        self, verb: str, write: Callable[[Connection], Mapping[str, object] | None], arguments: Mapping[str, object]
    ) -> Change:
        return self._writer.step(verb, lambda db, _: write(db), arguments)

    def _papers(
        self,
        verb: str,
        ids: Iterable[int],
        arguments: Mapping[str, object],
        write: Callable[[Connection, str, Sequence[int]], Mapping[str, object] | None],
        group: str = "",
    ) -> Change:
        chosen = list(ids)
        return self._writer.step(verb, lambda db, at: write(db, at, chosen), arguments, group=group)

    def _travel(self, verb: str, go: Callable[[Connection], tuple[Step, tuple[int, ...]] | None]) -> Change | None:
        self._refuse_while_arriving()
        with self._writer.transaction() as connection:
            found = go(connection)
        if found is None:
            return None
        step, papers = found
        return Change(verb, papers, True, step.id, {**step.arguments, "of": step.verb, "papers": step.papers})

    def _refuse_while_arriving(self) -> None:
        if self._arriving:
            raise ImportUnderWay(ARRIVING)
