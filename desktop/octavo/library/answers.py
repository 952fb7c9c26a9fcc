"""What services answered, kept in the library: hits for good, definite misses for a month, faults never."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from octavo.inquiries import KeptAnswer
from octavo.library.citations import MISSES_LAST, packed
from octavo.library.values import storable
from octavo.library.writing import Writer


class Answers:
    """The writing side of the kept answers; `Citations.recall` reads them."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def keep(self, answers: Iterable[KeptAnswer]) -> None:
        """Keep what services answered; a later answer takes the place of an earlier one. Not an undo step."""
        now = self._writer.now()
        rows = [
            (storable(each.service), storable(each.question), int(each.found), packed(each.body), each.at or now)
            for each in answers
        ]
        if not rows:
            return
        with self._writer.transaction() as connection:
            connection.exec_driver_sql(
                "INSERT INTO answer(service, question, found, body, at) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT(service, question) DO UPDATE SET found = excluded.found, body = excluded.body, "
                "at = excluded.at",
                rows,
            )

    def forget_old_misses(self) -> int:
        """Remove the misses that no longer count, and answer how many there were."""
        oldest = (datetime.fromisoformat(self._writer.now()) - MISSES_LAST).isoformat(timespec="seconds")
        with self._writer.transaction() as connection:
            done = connection.exec_driver_sql("DELETE FROM answer WHERE found = 0 AND at < ?", (oldest,))
            return done.rowcount
