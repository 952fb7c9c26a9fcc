"""Files that follow reading lists: which list is bound to which file, and how each stood when it was last written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from octavo.bibliography.export import ExportOptions
from octavo.bibliography.formats import FORMATS
from octavo.bibliography.key_pattern import DEFAULT_PATTERN
from octavo.library.following import LiveExport, Outcome, State, live_exports, options_column, outcome_of, put
from octavo.library.reading import Reading
from octavo.library.refusals import NotFound
from octavo.library.values import storable
from octavo.library.writing import Writer
from octavo.records import OctavoError

AssignKeys = Callable[[list[int], str], Mapping[int, str]]


class LiveExports:
    """The door to files that follow lists. None of its verbs is an undo step: what happens on the disk cannot be."""

    def __init__(self, writer: Writer, reading: Reading, assign_keys: AssignKeys, library: Path) -> None:
        """`library` is the library's own file, which no list is ever written over."""
        self._writer, self._reading, self._assign_keys, self._library = writer, reading, assign_keys, library

    def follow(self, list_id: int, path: Path, form: str, options: ExportOptions | None = None) -> int:
        """Bind a list to a file in the format `form`; answers the id of the binding. Nothing is written yet.

        A file that follows this list already takes the new format and options. Raises OctavoError when it follows
        another list, NotFound for a list that is not there.
        """
        if form not in FORMATS:
            raise OctavoError(f"There is no format called “{form}”. Choose one of {', '.join(FORMATS)}.")
        path = path.expanduser().absolute()
        if path.resolve().name.startswith(self._library.name) and path.resolve().parent == self._library.parent:
            raise OctavoError(f"{path.name} belongs to the library itself. Choose another file.")
        column = options_column(form, options or ExportOptions())
        with self._writer.transaction() as connection:
            if not connection.exec_driver_sql("SELECT 1 FROM reading_list WHERE id = ?", (list_id,)).first():
                raise NotFound("This reading list is no longer in the library.")
            present = connection.exec_driver_sql(
                "SELECT id, list_id, (SELECT name FROM reading_list WHERE id = list_id) AS name FROM live_export "
                "WHERE path = ?",
                (storable(str(path)),),
            ).first()
            if present is not None and present.list_id != list_id and present.name is not None:
                raise OctavoError(f"{path.name} follows the list “{present.name}” already. Choose another file.")
            if present is not None:
                connection.exec_driver_sql(
                    "UPDATE live_export SET list_id = ?, options = ? WHERE id = ?", (list_id, column, present.id)
                )
                return int(present.id)
            made = connection.exec_driver_sql(
                "INSERT INTO live_export(list_id, path, options, digest, entries, written, trouble) "
                "VALUES (?, ?, ?, '', 0, '', '') RETURNING id",
                (list_id, storable(str(path)), column),
            ).scalar_one()
            return int(made)

    def stop(self, export_id: int) -> None:
        """Let a file follow its list no more; the file stays as it is."""
        with self._writer.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM live_export WHERE id = ?", (export_id,))

    def intend(self, export_id: int, digest: str) -> None:
        """Say before a file is written which bytes it will have: whoever finds them later knows them for Octavo's."""
        with self._writer.transaction() as connection:
            connection.exec_driver_sql(
                "UPDATE live_export SET digest = trim(substr(digest, 1, 64) || ' ' || ?) WHERE id = ?",
                (digest, export_id),
            )

    def record(self, export_id: int, outcome: Outcome) -> None:
        """Keep how a file stands after a look at it."""
        with self._writer.transaction() as connection:
            if outcome.state in (State.WRITTEN, State.SAME):
                at = self._writer.now()
                connection.exec_driver_sql(
                    "UPDATE live_export SET written = CASE WHEN ?1 OR written = '' THEN ?2 ELSE written END, "
                    "digest = ?3, entries = ?4, trouble = '' WHERE id = ?5",
                    (outcome.state is State.WRITTEN, at, outcome.digest, outcome.entries, export_id),
                )
            else:
                connection.exec_driver_sql(
                    "UPDATE live_export SET trouble = ? WHERE id = ?", (storable(outcome.sentence), export_id)
                )

    def keep_theirs(self, export_id: int, theirs: str, mine: str) -> None:
        """Leave a file as someone else made it for as long as neither it nor the list changes; both by digest."""
        with self._writer.transaction() as connection:
            column = connection.exec_driver_sql(
                "SELECT options FROM live_export WHERE id = ?", (export_id,)
            ).scalar_one_or_none()
            if column is not None:
                settled = json.dumps(json.loads(column) | {"kept": [theirs, mine]}, sort_keys=True)
                connection.exec_driver_sql(
                    "UPDATE live_export SET options = ?, trouble = '' WHERE id = ?", (settled, export_id)
                )

    def write(
        self, live: LiveExport, *, pattern: str = DEFAULT_PATTERN, over: str = "", allow_empty: bool = False
    ) -> Outcome:
        """Bring one file up to date now, keys and all, and keep how it went; see `following.outcome_of`."""
        outcome = outcome_of(self._reading, live, over=over, allow_empty=allow_empty)
        if outcome.state is State.KEYLESS:
            self._assign_keys(list(outcome.keyless), pattern)
            outcome = outcome_of(self._reading, live, over=over, allow_empty=allow_empty)
        if outcome.state is State.READY:
            self.intend(live.id, outcome.digest)
            outcome = put(live.path, live.form, outcome)
        self.record(live.id, outcome)
        return outcome

    def write_all(self, pattern: str = DEFAULT_PATTERN) -> list[Outcome]:
        """Bring every file up to date, in the order in which they were bound."""
        return [self.write(live, pattern=pattern) for live in live_exports(self._reading)]
