"""Twenty thousand invented papers, made once for all journeys of a session."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date
from itertools import islice
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
    sentences, people = chance.randint(4, 9), chance.randint(1, 6)
    drawn = iter(chance.choices(_VOCABULARY, k=7 + 12 * sentences + 2 * people))

    def some(count: int) -> str:
        return " ".join(islice(drawn, count))

    return Entry(
        f"{some(7).capitalize()} {number}",
        ". ".join(some(12).capitalize() for _ in range(sentences)),
        authors=tuple(Author(some(1).capitalize(), some(1).capitalize()) for _ in range(people)),
        identifiers=(Identifier("arxiv", f"{2001 + number // 10_000:04}.{number % 10_000:05}"),),
    )


def make_big_library(path: Path) -> None:
    """A library of SIZE papers, a thousand to a day, every hundredth tagged and in a list."""
    # The last ones first, as a page has them.
    entries = tuple(invented(number) for number in reversed(range(SIZE)))
    with Library.open(path) as library:
        # All at once: into an empty library they need not be compared with what is there, which takes half the time.
        for _ in library.add(Batch("page text", "Daily papers", "file", entries), day=_LAST_DAY):
            pass
        some = list(library.reading.listing(Place("all")).ids[::100])
        library.tag(some, "weather")
        library.add_to_list(int(str(library.create_list("To cite").arguments["list_id"])), some)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(
            "UPDATE paper SET day = date(?, format('-%d days', ((SELECT max(id) FROM paper) - id) / ?))",
            (_LAST_DAY.isoformat(), _A_DAY),
        )
