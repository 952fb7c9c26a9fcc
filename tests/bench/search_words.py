"""From the words in the search box to the ids to show, against one full-text table asked for the newest 50."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import ClassVar

from measure import Metric, percentile

from octavo.library.library import Library
from octavo.library.reading import Place

SEARCHES = 200
NEWEST = "SELECT rowid FROM full WHERE full MATCH ? ORDER BY rowid DESC LIMIT 50"


class SearchWords(Metric):
    name: ClassVar[str] = "search"
    floor_words: ClassVar[str] = "one full-text table with prefixes 1 to 3, newest 50"
    bound: ClassVar[float] = 4.0

    def prepare(self) -> None:
        self.texts = self.corpus.searches(SEARCHES, self.size)
        self.library = Library.open(Path(self.folder) / f"search {self.size}.octavo")
        for _ in self.library.add(self.corpus.batch(self.size)):
            pass
        self.bare = sqlite3.connect(":memory:")
        self.bare.execute("CREATE VIRTUAL TABLE full USING fts5(title, authors, abstract, prefix='1 2 3')")
        self.bare.executemany(
            "INSERT INTO full VALUES (?, ?, ?)",
            (
                (each.title, " ".join(author.name for author in each.authors), each.abstract)
                for each in self.corpus.entries(self.size)
            ),
        )
        self.times: list[float] = []

    def floor(self) -> None:
        for text in self.texts:
            terms = " ".join(f'"{word}"' for word in text.split()) + "*"
            self.bare.execute(NEWEST, (terms,)).fetchall()

    def product(self) -> None:
        for text in self.texts:
            start = time.thread_time()
            found = self.library.reading.listing(Place("all"), text)
            self.times.append(time.thread_time() - start)
            assert found.ids, text

    def also(self) -> dict[str, str]:
        half, most = percentile(self.times, 0.5) * 1000, percentile(self.times, 0.95) * 1000
        self.library.close()
        return {"a keystroke, CPU ms": f"p50 {half:.2f}, p95 {most:.2f} (goal at 100,000: 3 and 16)"}
