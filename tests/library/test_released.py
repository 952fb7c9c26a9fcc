"""Library files of every released version open today, whole."""

from __future__ import annotations

import gzip
from contextlib import closing
from pathlib import Path

import pytest

from octavo.library.engine import connect
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import State

RELEASED = sorted((Path(__file__).parent / "released").glob("version-*.octavo.gz"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.name.partition(".")[0])
def old(request: pytest.FixtureRequest, at: Path) -> Path:
    at.write_bytes(gzip.decompress(request.param.read_bytes()))
    return at


def columns(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every table's columns: name, type, whether it must be given, place in the primary key."""
    with closing(connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            table: {
                (row[1], row[2], row[3], row[5]) for row in connection.execute(f'PRAGMA table_info("{table}")')
            }
            for table in tables
        }  # fmt: skip


def indexes(path: Path) -> dict[str, list[str]]:
    with closing(connect(path)) as connection:
        named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        return {
            name: [row[2] for row in connection.execute(f'PRAGMA index_info("{name}")')] for (name,) in named
        }  # fmt: skip


def test_there_is_a_file_of_each_released_version() -> None:
    assert RELEASED


def test_an_old_library_becomes_what_a_new_one_is(old: Path, tmp_path: Path) -> None:
    Library.open(old).close()
    new = tmp_path / "new.octavo"
    Library.open(new).close()
    assert columns(old) == columns(new)
    assert indexes(old) == indexes(new)


def test_an_old_library_keeps_what_was_decided_and_written(old: Path) -> None:
    with Library.open(old) as library:
        assert library.check() == []
        counts = library.reading.counts()
        assert (counts.all, counts.to_read, counts.not_for_me, counts.trash) == (6, 1, 1, 1)
        ferry = library.reading.paper(6)
        assert (ferry.title, ferry.starred, ferry.note) == (
            "A Ferry Timetable for Tidal Harbours", True, "See *section 2*.",
        )  # fmt: skip
        assert [tag.name for tag in ferry.tags] == ["Boats", "to cite"]
        assert [sighting.captured for sighting in ferry.sightings] == ["Mar 11", "Mar 12"]
        (chapter,) = library.reading.lists()
        assert list(library.reading.listing(Place("list", chapter.id)).ids) == [5, 6, 4]
        assert library.reading.paper(4).key == "boats2024"
        assert list(library.reading.listing(Place("all"), "tidal").ids) == [6]


def test_steps_of_an_old_library_can_be_taken_back_and_done_again(old: Path) -> None:
    with Library.open(old) as library:
        again = library.redo()
        assert again is not None and again.arguments["of"] == "star"
        undone = []
        while (change := library.undo()) is not None:
            undone.append(change.arguments["of"])
        assert undone[-2:] == ["add", "add"]
        assert library.reading.counts().all == library.reading.counts().trash == 0
        assert library.reading.lists() == library.reading.tags() == []
        while library.redo() is not None:
            pass
        assert library.check() == []
        assert library.reading.paper(3).starred
        assert library.reading.paper(1).trashed
        assert library.reading.paper(3).state is State.NOT_FOR_ME


def test_an_old_library_is_copied_before_it_is_changed(old: Path) -> None:
    before = old.read_bytes()
    Library.open(old).close()
    copies = list(old.parent.glob("*.backup"))
    assert len(copies) == 1
    assert len(copies[0].read_bytes()) >= len(before) // 2
