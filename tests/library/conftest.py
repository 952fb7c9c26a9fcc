"""A library in a folder of the test's own, a clock that stands still, and ways to fill it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from octavo.library.library import Library
from octavo.records import Author, Batch, Entry, Identifier, Progress, Receipt

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)

WORDS = (
    "harbour lantern granite meadow copper thistle orchard velvet compass ember juniper cobalt saffron willow anchor"
).split()


def finished(work: Generator[Progress, None, Receipt]) -> Receipt:
    """Run an import to its end."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def invented(number: int, **more: Any) -> Entry:
    """An entry like no other: `number` decides all of it."""
    first, second, third = (WORDS[(number * step + number // 15) % len(WORDS)] for step in (1, 4, 7))
    values: dict[str, Any] = {
        "title": f"Number {number}: {first} with {second} by {third}",
        "abstract": f"We study {second} number {number} and find that {third} holds. Then {first} follows from it.",
        "authors": (Author(family=f"{third.title()}son", given="Ida"), Author(literal=f"{first.title()} Group")),
        "identifiers": (Identifier("arxiv", f"2401.{number:05}"),),
    }
    return Entry(**{**values, **more})


def page(*entries: Entry, **more: Any) -> Batch:
    """A batch of these entries, from a page that says "Mar 11"."""
    values: dict[str, Any] = {
        "form": "page text", "source": "Daily papers", "origin": "page.txt", "entries": entries,
        "captured": "Mar 11", "captured_month": 3, "captured_day": 11, "digest": "",
    }  # fmt: skip
    return Batch(**{**values, **more})


@pytest.fixture
def at(tmp_path: Path) -> Path:
    return tmp_path / "library.octavo"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty library, closed: a copy is quicker than making one."""
    path = tmp_path_factory.mktemp("empty") / "library.octavo"
    Library.open(path).close()
    return path


@pytest.fixture
def library(at: Path, empty: Path) -> Iterator[Library]:
    shutil.copyfile(empty, at)
    with Library.open(at, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def add(library: Library) -> Callable[..., Receipt]:
    """Add entries to the library as one page, or a batch as it is; answers the receipt."""

    def added(*arriving: Any, **choices: Any) -> Receipt:
        batch = arriving[0] if arriving and isinstance(arriving[0], Batch) else page(*arriving)
        return finished(library.add(batch, **choices))

    return added


@pytest.fixture
def ids(add: Callable[..., Receipt]) -> tuple[int, ...]:
    """Five papers in the library, in page order."""
    return add(*(invented(number) for number in range(5))).ids


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    return invented


@pytest.fixture
def make_page() -> Callable[..., Batch]:
    return page


@pytest.fixture
def run() -> Callable[[Generator[Progress, None, Receipt]], Receipt]:
    return finished
