"""Papers as a saved page gives them, a clock that waits for nobody, and look-ups of the played services."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from invented_works import Work
from services import Services

from octavo.feeds.detect import read
from octavo.inquiries import KeptAnswer, LookUp
from octavo.lookup.asking import Asking
from octavo.lookup.complete import Account, complete
from octavo.records import Paper, Progress
from octavo.web import Fetch, Web

NOON = datetime(2026, 4, 2, 12, tzinfo=UTC)


class Clock:
    """Time that passes when someone waits, and a little when someone looks at it: no answer may come for ever."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 0.005
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)


class Memory:
    """Answers kept, as the library keeps them."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], KeptAnswer] = {}

    def recall(self, service: str, question: str) -> KeptAnswer | None:
        return self.kept.get((service, question))

    def keep(self, answer: KeptAnswer) -> None:
        self.kept[answer.service, answer.question] = answer


class Ran:
    """What a run yielded, sorted."""

    def __init__(self, run: Generator[Any, None, Account], memory: Memory | None = None, steps: int = -1) -> None:
        self.progress: list[Progress] = []
        self.look_ups: dict[int, LookUp] = {}
        self.values: list[Any] = []
        self.account: Account | None = None
        while steps:
            steps -= 1
            try:
                value = next(run)
            except StopIteration as end:
                self.account = end.value
                break
            if isinstance(value, Progress):
                self.progress.append(value)
            elif isinstance(value, KeptAnswer):
                if memory is not None:
                    memory.keep(value)
            else:
                self.values.append(value)
                self.look_ups[value.paper_id] = value
        run.close()


def titled(paper_id: int, work: Work, **more: Any) -> Paper:
    """A work as a saved page has it: a title and an abstract, nothing else."""
    values: dict[str, Any] = {"title": work.title, "abstract": work.abstract}
    return Paper(paper_id, f"uuid-{paper_id}", **{**values, **more})


@pytest.fixture
def clock(services: Services) -> Clock:
    services.clock = Clock()
    return services.clock


@pytest.fixture
def fetch(services: Services, clock: Clock) -> Fetch:
    return services.fetch(Web(clock=clock, wait=clock.wait, now=clock.now, seconds=0.6, silence=0.3))


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def asking(fetch: Fetch, clock: Clock, memory: Memory) -> Asking:
    return Asking(fetch, read, memory.recall, clock.now)


@pytest.fixture
def look_up(asking: Asking, memory: Memory) -> Callable[..., Ran]:
    """Look papers up and keep the answers. `steps` stops after so many values."""

    def ran(papers: list[Paper], steps: int = -1, **more: Any) -> Ran:
        return Ran(complete(papers, more.get("asking", asking)), memory, steps)

    return ran


@pytest.fixture
def make_paper() -> Callable[..., Paper]:
    return titled
