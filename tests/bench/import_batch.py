"""A batch into the library, searchable, against raw rows into the same tables and one build of the full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import ClassVar

from measure import Metric

from octavo.library.library import Library

TABLES = ("paper", "identifier", "batch", "sighting")


class ImportBatch(Metric):
    name: ClassVar[str] = "import"
    floor_words: ClassVar[str] = "executemany into the same tables, then one rebuild of each full-text table"
    bound: ClassVar[float] = 1.5

    def prepare(self) -> None:
        self.batch = self.corpus.batch(self.size)
        self.numbers = count()
        self.library: Library | None = None
        filled = self.fresh()
        self.fill(filled)
        filled.close()
        with sqlite3.connect(filled.path) as connection:
            self.schema = [
                (name, sql)
                for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type <> 'trigger'")
                if sql and not name.startswith("sqlite_")
            ]
            self.rows: dict[str, Sequence[tuple]] = {
                table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES
            }
        connection.close()

    def fresh(self) -> Library:
        return Library.open(Path(self.folder) / f"import {self.size} {next(self.numbers)}.octavo")

    def fill(self, library: Library) -> None:
        for _ in library.add(self.batch):
            pass

    def before(self) -> None:
        if self.library is not None:
            self.library.close()
            self.library.path.unlink()
        self.library = self.fresh()

    def floor(self) -> None:
        path = Path(self.folder) / f"floor {self.size} {next(self.numbers)}.db"
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        shadows = [name for name, sql in self.schema if "fts5" in sql.lower()]
        connection.execute("BEGIN")
        for name, sql in self.schema:
            if not any(name.startswith(f"{each}_") for each in shadows):
                connection.execute(sql)
        for table, rows in self.rows.items():
            marks = ",".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        for each in shadows:
            connection.execute(f"INSERT INTO {each} ({each}, rank) VALUES ('hashsize', {64 << 20})")
            connection.execute(f"INSERT INTO {each} ({each}) VALUES ('rebuild')")
        connection.execute("COMMIT")
        connection.close()
        path.unlink()

    def product(self) -> None:
        assert self.library is not None
        self.fill(self.library)

    def also(self) -> dict[str, str]:
        assert self.library is not None
        size = self.library.path.stat().st_size + Path(f"{self.library.path}-wal").stat().st_size
        return {"file": f"{size / 1e6:.1f} MB"}
