"""Questions to the library that may take longer than a frame, asked on a thread of their own; the newest one wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from octavo.gui.tasks import Lane
from octavo.library.followed import Subscription
from octavo.library.reading import Counts, Listing, Place, Reading, Sort
from octavo.library.rule_terms import Rule
from octavo.records import OctavoError, ReadingList, SmartList, Step, Tag

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Survey:
    """All that stands in the sidebar and the Edit menu, read at one moment."""

    counts: Counts
    tags: list[Tag]
    lists: list[ReadingList]
    days: list[tuple[str, str, int]]
    smart_lists: list[SmartList]
    undo: Step | None
    redo: Step | None
    feeds: list[Subscription] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


class Finder(Lane[Reading]):
    """A lane with a read-only connection. `ask` and `survey` drop a question that a newer one has overtaken."""

    def __init__(self, path: Path, *, today: Callable[[], date] = date.today) -> None:
        super().__init__("finder", lambda: Reading(path, today=today))
        self._newest = {"listing": 0, "survey": 0, "smart lists": 0}

    def ask(
        self,
        place: Place,
        words: str,
        sort: Sort | None,
        everywhere: bool,
        then: Callable[[Listing], None],
        failed: Callable[[OctavoError], None] | None = None,
    ) -> None:
        """The papers of `place` that match `words`; `then` is not called if another listing was asked for since."""

        def listing(reading: Reading) -> Listing:
            found = reading.listing(place, words, sort, everywhere=everywhere)
            return replace(found, unread=reading.unread_in(found))

        self._only_newest("listing", listing, then, failed)

    def survey(self, then: Callable[[Survey], None]) -> None:
        """Counts, tags, lists, days and the next undo and redo."""
        self._only_newest("survey", _survey, then, None)

    def count_smart_lists(self, smart_lists: list[SmartList], then: Callable[[dict[int, int]], None]) -> None:
        """How many papers each smart list finds, by its id; may read every paper, so nothing else waits for it."""
        self._only_newest(
            "smart lists",
            lambda reading: {each.id: reading.count(Place("smart", each.id)) for each in smart_lists},
            then,
            None,
        )

    def _only_newest(
        self,
        kind: str,
        job: Callable[[Reading], Answer],
        then: Callable[[Answer], None],
        failed: Callable[[OctavoError], None] | None,
    ) -> None:
        self._newest[kind] += 1
        mine = self._newest[kind]

        def run(reading: Reading) -> Answer | None:
            return job(reading) if mine == self._newest[kind] else None

        def tell(answer: Answer | None) -> None:
            if answer is not None and mine == self._newest[kind]:
                then(answer)

        self.do(run, tell, failed)


def _survey(reading: Reading) -> Survey:
    return Survey(
        reading.counts(),
        reading.tags(),
        reading.lists(),
        reading.days(),
        reading.smart_lists(),
        reading.next_undo(),
        reading.next_redo(),
        reading.subscriptions(),
        reading.rules(),
    )
