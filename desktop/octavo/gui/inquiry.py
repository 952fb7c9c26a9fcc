"""What asks services for the window: a lane of its own, with the network and a reader of the library."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.gui.desk import Desk
from octavo.library.citations import Citations
from octavo.library.reading import Reading
from octavo.records import Checked, KeptAnswer, LookUp, Progress

if TYPE_CHECKING:
    from octavo.lookup.asking import Asking
    from octavo.lookup.complete import Account
    from octavo.web import Fetch


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """The papers that wait to be looked up: those to ask for now, how many wait for a moment, and the next moment."""

    ids: tuple[int, ...]
    later: int
    next_at: str


class Inquiry:
    """The lane's own: lives on its thread. `key` is the person's key for OpenAlex, "" for none."""

    def __init__(
        self, path: Path, fetch: Fetch, key: Callable[[], str] = lambda: "", *, now: Callable[[], datetime] = utc_now
    ) -> None:
        self.reading = Reading(path)
        self.citations = Citations(self.reading)
        self._fetch, self._key, self._now = fetch, key, now

    def close(self) -> None:
        self.reading.close()

    def due(self) -> Due:
        """What of the queue can be asked for now."""
        waiting = self.citations.waiting()
        look_ups, moment = self.citations.look_ups(waiting), self._now().isoformat(timespec="seconds")
        held = {paper_id: each.again for paper_id, each in look_ups.items() if each.again > moment}
        ids = tuple(each for each in waiting if each not in held)
        return Due(ids, len(held), min(held.values(), default=""))

    def look_up(self, ids: Sequence[int], desk: Desk, group: str) -> Generator[Progress, None, Account]:
        """Look papers up; every answer and result goes to the library as it comes, so that stopping loses nothing."""
        from octavo.lookup.complete import complete

        papers = self.reading.papers(ids)
        return (yield from self._written(complete(papers, self._asking()), desk, group))

    def due_to_check(self, ids: Sequence[int]) -> list[int]:
        """Those of the papers that may be asked after again: none within a week."""
        return self.citations.due(list(ids), self._now())

    def check(self, ids: Sequence[int], desk: Desk, group: str) -> Generator[Progress, None, Account]:
        """Ask whether papers are still what they were; what came of each is kept as proposals."""
        from octavo.lookup.kept_true import keep_true

        papers = self.reading.papers(ids)
        return (yield from self._written(keep_true(papers, self._asking()), desk, group))

    def _asking(self) -> Asking:
        from octavo import feeds
        from octavo.lookup.asking import Addresses, Asking

        def recall(service: str, question: str) -> KeptAnswer | None:
            return self.citations.recall(service, question, self._now())

        addresses = Addresses.written(os.environ.get("OCTAVO_SERVICES", ""))
        return Asking(self._fetch, feeds.read, recall, self._now, addresses, self._key())

    def _written(
        self, stream: Generator[Progress | KeptAnswer | LookUp | Checked, None, Account], desk: Desk, group: str
    ) -> Generator[Progress, None, Account]:
        try:
            while True:
                try:
                    value = next(stream)
                except StopIteration as end:
                    account: Account = end.value
                    return account
                if isinstance(value, Progress):
                    yield value
                else:
                    _write(value, desk, group)
        finally:
            stream.close()


def _write(value: KeptAnswer | LookUp | Checked, desk: Desk, group: str) -> None:
    """Give a result to the library thread. A paper removed meanwhile needs none."""
    if isinstance(value, KeptAnswer):
        desk.do(lambda library: library.answers.keep([value]))
    elif isinstance(value, LookUp):
        desk.do(lambda library: library.look_ups.take(value, group=group), failed=_let_go)
    else:
        desk.do(lambda library: library.proposals.take_checked(value, group=group), failed=_let_go)


def _let_go(_error: Exception) -> None:
    pass
