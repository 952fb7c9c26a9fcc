"""How a verb writes: one transaction, one undo step, one `Change`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from octavo.library import history
from octavo.library.engine import transaction
from octavo.library.refusals import REPLACED, LibraryDamaged, NotFound
from octavo.library.values import VISIBLE_SQL
from octavo.records import Change


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Writer:
    """The one that writes to a library file. `closed` is set when it never will again."""

    def __init__(self, path: Path, engine: Engine, clock: Callable[[], datetime]) -> None:
        self.closed = False
        self.path = path
        self._engine = engine
        self._clock = clock
        self._identity = self._file_identity()

    def now(self) -> str:
        """The time, ISO 8601 in UTC, to the second."""
        return self._clock().isoformat(timespec="seconds")

    def today(self) -> date:
        """The date where the person is."""
        return self._clock().astimezone().date()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction. Raises LibraryDamaged when the file at the path is no longer the one that is open."""
        if self._file_identity() != self._identity:
            raise LibraryDamaged(REPLACED)
        with transaction(self._engine) as connection:
            yield connection

    def step(
        self,
        verb: str,
        write: Callable[[Connection, str], Mapping[str, object] | None],
        arguments: Mapping[str, object],
        *,
        group: str = "",
        places: bool = True,
    ) -> Change:
        """Run `write(connection, time)` as one undo step. What it answers is added to `arguments`."""
        at = self.now()
        with self.transaction() as connection:
            recording = history.begin(connection, verb, arguments, group, at)
            found = write(connection, at)
            if found:
                arguments = {**arguments, **found}
                history.describe(connection, recording, arguments)
            kept, papers = history.finish(connection, recording)
        return Change(verb, papers, places, recording.step if kept else None, arguments)

    def _file_identity(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return found.st_dev, found.st_ino


def ids_json(ids: Iterable[int]) -> str:
    """Ids as a JSON array, which SQL reads with `json_each`: any number of them is one value."""
    return json.dumps([int(each) for each in ids])


#: The condition that a row's `{column}` is among the ids given as `ids_json`.
def among(column: str) -> str:
    """SQL: `column` is one of the ids in a value made by `ids_json`."""
    return f"{column} IN (SELECT value FROM json_each(?))"


def require_papers(connection: Connection, ids: Iterable[int]) -> Sequence[int]:
    """The ids in order, each once. Raises NotFound when one is not a paper of this library."""
    chosen = list(dict.fromkeys(ids))
    missing = connection.exec_driver_sql(
        "SELECT value FROM json_each(?) WHERE NOT EXISTS "
        f"(SELECT 1 FROM paper WHERE paper.id = json_each.value AND {VISIBLE_SQL}) LIMIT 1",
        (ids_json(chosen),),
    ).first()
    if missing:
        raise NotFound(f"There is no paper {missing[0]} in this library.")
    return chosen
