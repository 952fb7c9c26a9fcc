"""Library files from strangers and from failing disks: nothing planted in one runs, and damage ends in a sentence."""

from __future__ import annotations

import gzip
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from octavo.library.library import Library, LibraryDamaged
from octavo.library.reading import Place, Reading
from octavo.records import Receipt

PLANTED = {
    "a trigger": "CREATE TRIGGER evil AFTER UPDATE ON paper BEGIN DELETE FROM paper; END",
    "a view": "CREATE VIEW evil AS SELECT 1",
    "a view in place of a table": (
        "PRAGMA legacy_alter_table = ON; ALTER TABLE rule RENAME TO kept; CREATE VIEW rule AS WITH RECURSIVE "
        "endless(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM endless) SELECT id FROM endless"
    ),
    "a computed column": (
        "ALTER TABLE tag ADD COLUMN evil TEXT GENERATED ALWAYS AS (hex(zeroblob(300000000))) VIRTUAL"
    ),
    "an index of an expression": "CREATE INDEX evil ON paper (hex(title))",
}


@pytest.fixture
def closed(at: Path, library: Library, ids: tuple[int, ...]) -> Path:
    library.close()
    return at


def plant(path: Path, sql: str) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    return path.read_bytes()


@pytest.mark.parametrize("what", PLANTED)
def test_what_a_stranger_planted_is_never_run(closed: Path, what: str) -> None:
    before = plant(closed, PLANTED[what])
    with pytest.raises(LibraryDamaged, match="that Octavo did not make"):
        Library.open(closed)
    assert closed.read_bytes() == before


@pytest.mark.parametrize("what", ["a view", "a view in place of a table", "a computed column"])
def test_nor_before_the_first_paint(closed: Path, what: str) -> None:
    plant(closed, PLANTED[what])
    with pytest.raises(LibraryDamaged):
        Reading(closed)


def test_a_trigger_under_one_of_our_names_is_replaced_before_it_can_run(closed: Path) -> None:
    plant(closed, "DROP TRIGGER record_note_update; CREATE TRIGGER record_note_update AFTER UPDATE OF starred ON paper "
          "BEGIN DELETE FROM sighting; END")  # fmt: skip
    with Library.open(closed) as library:
        library.star([1])
        assert library.check() == []
        assert library.reading.paper(1).sightings


@pytest.mark.parametrize("table", ["rule", "paper_text", "proposal"])
def test_a_file_that_lacks_a_table_is_called_damaged(closed: Path, table: str) -> None:
    plant(closed, f"DROP TABLE {table}")
    with pytest.raises(LibraryDamaged, match="damaged"):
        Library.open(closed)


@pytest.mark.parametrize(
    "harm",
    ["authors = '[[\"Quill'", "details = 'zzz'", "other = '{'", "state = 'weird'", "title = x'ff00fe'",
     "title = CAST(x'41ff42' AS TEXT)"],
)  # fmt: skip
def test_a_value_that_means_nothing_is_told_and_found_by_the_check(closed: Path, harm: str) -> None:
    plant(closed, f"UPDATE paper SET {harm} WHERE id = 1")
    with Library.open(closed) as library:
        for read in (library.reading.rows, library.reading.papers):
            with suppress(LibraryDamaged):
                read(library.reading.listing(Place("all")).ids)
        assert library.reading.papers([2])
        assert library.check() != []


def test_a_year_in_odd_digits_is_no_year(library: Library, add: Callable[..., Receipt], ids: tuple[int, ...]) -> None:
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("UPDATE paper SET published = '²⁰²⁴' WHERE id = 1")
    assert library.reading.rows([1])[0].year is None


def test_an_old_library_without_a_log_that_was_killed_half_way_opens_again(at: Path) -> None:
    released = Path(__file__).parent / "released" / "version-1.octavo.gz"
    at.write_bytes(gzip.decompress(released.read_bytes()))
    kill = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA journal_mode=DELETE'); c.execute('PRAGMA cache_size=1'); c.execute('BEGIN'); "
        "c.execute(\"UPDATE paper SET abstract = replace(hex(zeroblob(20000)), '0', 'x')\"); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", kill, str(at)], check=False)
    assert at.with_name(f"{at.name}-journal").stat().st_size
    with Library.open(at) as library:
        assert library.check() == []
        assert library.reading.paper(6).title == "A Ferry Timetable for Tidal Harbours"
