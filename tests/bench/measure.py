"""How a floor and the product are compared: in turns, by CPU time, pair by pair."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from corpus import Corpus


def own_cpu() -> float:
    """CPU seconds of this process."""
    return time.process_time()


def childrens_cpu() -> float:
    """CPU seconds, user and system, of the processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Metric:
    """One thing measured. A subclass sets its words and bound, prepares in `prepare`, and has `floor` and `product`.

    `before` runs unmeasured before each of the two, to put back what they use up.
    """

    name: ClassVar[str]
    floor_words: ClassVar[str]
    bound: ClassVar[float]
    clock: ClassVar[Callable[[], float]] = staticmethod(own_cpu)

    def __init__(self, corpus: Corpus, size: int, folder: Path) -> None:
        self.corpus = corpus
        self.size = size
        self.folder = folder
        self.prepare()

    def prepare(self) -> None: ...

    def before(self) -> None: ...

    def floor(self) -> None:
        raise NotImplementedError

    def product(self) -> None:
        raise NotImplementedError

    def also(self) -> dict[str, str]:
        """Further figures to print, by name."""
        return {}


@dataclass
class Outcome:
    """Seconds of each round, and what they come to."""

    name: str
    size: int
    bound: float
    floors: list[float] = field(default_factory=list)
    products: list[float] = field(default_factory=list)
    further: dict[str, str] = field(default_factory=dict)

    @property
    def ratios(self) -> list[float]:
        return [product / floor for product, floor in zip(self.products, self.floors, strict=True)]

    @property
    def kept(self) -> bool:
        """False only when the median and the best pair both pass the bound: noise alone does not do that."""
        return min(self.ratios) <= self.bound or statistics.median(self.ratios) <= self.bound

    def row(self) -> str:
        ratios = self.ratios
        median, least, most = statistics.median(ratios), min(ratios), max(ratios)
        words = (
            f"{self.name:<16}{self.size:>8}{statistics.median(self.floors) * 1000:>12.1f}"
            f"{statistics.median(self.products) * 1000:>12.1f}{median:>9.2f}{least:>8.2f}{most:>8.2f}{self.bound:>8.2f}"
            f"  {'kept' if self.kept else 'over'}"
        )
        return words + "".join(f"\n{'':<24}{name}: {text}" for name, text in self.further.items())


HEADING = f"{'metric':<16}{'papers':>8}{'floor ms':>12}{'Octavo ms':>12}{'ratio':>9}{'least':>8}{'most':>8}{'bound':>8}"


def compare(metric: Metric, rounds: int) -> Outcome:
    """Floor, product, floor, product; the first pair is thrown away."""
    outcome = Outcome(metric.name, metric.size, metric.bound)
    for number in range(rounds + 1):
        pair = []
        for work in (metric.floor, metric.product):
            metric.before()
            start = metric.clock()
            work()
            pair.append(metric.clock() - start)
        if number:
            outcome.floors.append(pair[0])
            outcome.products.append(pair[1])
    outcome.further = metric.also()
    return outcome


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
