"""Twenty thousand invented papers, made once for all journeys of a session."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Author, Batch, Entry, Identifier

SIZE = 20_000
_A_DAY = 1_000
_LAST_DAY = date(2026, 3, 11)
_SYLLABLES = "lan ter fer ry par cel har bour led ger ket tle or chard win dow sig nal mar ble gar den tun nel".split()
_VOCABULARY = [one + two + three for one in _SYLLABLES for two in _SYLLABLES for three in _SYLLABLES[:8]]


def invented(number: int) -> Entry:
    """The paper of that number, always the same."""
    chance = random.Random(number)

    def some(count: int) -> str:
        return " ".join(chance.choices(_VOCABULARY, k=count))

    return Entry(
        f"{some(7).capitalize()} {number}",
        ". ".join(some(12).capitalize() for _ in range(chance.randint(4, 9))),
        authors=tuple(Author(some(1).capitalize(), some(1).capitalize()) for _ in range(chance.randint(1, 6))),
        identifiers=(Identifier("arxiv", f"{2001 + number // 10_000:04}.{number % 10_000:05}"),),
    )


def make_big_library(path: Path) -> None:
    """A library of SIZE papers, a thousand to a day, every hundredth tagged and in a list."""
    with Library.open(path) as library:
        for start in range(0, SIZE, _A_DAY):
            day = _LAST_DAY - timedelta(days=(SIZE - start) // _A_DAY - 1)
            entries = tuple(invented(number) for number in range(start, start + _A_DAY))
            for _ in library.add(Batch("page text", "Daily papers", "file", entries), day=day):
                pass
        some = list(library.reading.listing(Place("all")).ids[::100])
        library.tag(some, "weather")
        library.add_to_list(int(str(library.create_list("To cite").arguments["list_id"])), some)
