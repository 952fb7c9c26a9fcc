"""What asks services for the window: a lane of its own, with the network and a reader of the library."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from octavo.gui.desk import Desk
from octavo.inquiries import Checked, KeptAnswer, LookUp
from octavo.library.citations import Citations
from octavo.library.reading import Reading
from octavo.library.refusals import NotFound
from octavo.records import Change, Progress

if TYPE_CHECKING:
    from octavo.library.library import Library
    from octavo.lookup.asking import Asking
    from octavo.lookup.complete import Account
    from octavo.web import Fetch

_AT_ONCE: Final = 12


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
        from octavo.feeds.detect import read
        from octavo.lookup.asking import Addresses, Asking

        def recall(service: str, question: str) -> KeptAnswer | None:
            return self.citations.recall(service, question, self._now())

        addresses = Addresses.written(os.environ.get("OCTAVO_SERVICES", ""))
        return Asking(self._fetch, read, recall, self._now, addresses, self._key())

    def _written(
        self, stream: Generator[Progress | KeptAnswer | LookUp | Checked, None, Account], desk: Desk, group: str
    ) -> Generator[Progress, None, Account]:
        results: list[LookUp | Checked] = []
        try:
            while True:
                try:
                    value = next(stream)
                except StopIteration as end:
                    account: Account = end.value
                    return account
                if isinstance(value, Progress):
                    yield value
                elif isinstance(value, KeptAnswer):
                    _keep_answer(value, desk)
                else:
                    results.append(value)
                    if len(results) == _AT_ONCE:
                        _keep_results(results, desk, group)
                        results = []
        finally:
            stream.close()
            if results:
                _keep_results(results, desk, group)


def _keep_answer(answer: KeptAnswer, desk: Desk) -> None:
    desk.do(lambda library: library.answers.keep([answer]))


def _keep_results(results: Sequence[LookUp | Checked], desk: Desk, group: str) -> None:
    """Give results to the library thread: a few at once, for the window looks again after each time.

    A paper that was removed meanwhile needs none.
    """

    def keep(library: Library) -> Change:
        made = []
        for each in results:
            with contextlib.suppress(NotFound):
                if isinstance(each, LookUp):
                    made.append(library.look_ups.take(each, group=group))
                else:
                    made.append(library.proposals.take_checked(each, group=group))
        touched = {paper_id for change in made for paper_id in change.paper_ids}
        step = next((change.step for change in reversed(made) if change.step is not None), None)
        return Change("look_up", tuple(sorted(touched)), step is not None, step)

    desk.do(keep)
