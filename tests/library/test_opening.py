"""Opening: who may, what is refused and left untouched, what an older file goes through."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from octavo.library.engine import APPLICATION_ID
from octavo.library.library import Library, LibraryDamaged, LibraryInUse, LibraryTooNew, LibraryTooOld, NotFound
from octavo.library.migrations import MIGRATIONS, prepare, version_of
from octavo.library.reading import Place, Reading
from octavo.records import Entry, OctavoError, Receipt

Add = Callable[..., Receipt]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def closed(at: Path, library: Library, ids: tuple[int, ...]) -> Path:
    """The file of a library with five papers, closed."""
    library.star(ids[:1])
    library.close()
    return at


def test_a_new_library_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "größer" / "a#b?c %41" / "library.octavo"
    with Library.open(path) as library:
        assert library.reading.counts().all == 0
        assert library.check() == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert sorted(each.name for each in path.parent.iterdir()) == ["library.octavo", "library.octavo.lock"]


def test_the_writer_is_set_up_to_lose_nothing(library: Library) -> None:
    with library._writer.transaction() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "foreign_keys", "cell_size_check", "journal_mode")
        }
    assert settings == {"synchronous": 2, "foreign_keys": 1, "cell_size_check": 1, "journal_mode": "wal"}


def test_a_second_window_is_refused_in_one_sentence(at: Path, library: Library) -> None:
    with pytest.raises(LibraryInUse, match="open in another Octavo window"):
        Library.open(at)
    library.close()
    Library.open(at).close()


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_second_name_of_the_file_is_the_same_library(at: Path, library: Library) -> None:
    other = at.with_name("other.octavo")
    other.symlink_to(at)
    with pytest.raises(LibraryInUse):
        Library.open(other)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_writer_frees_the_library_and_loses_nothing_it_had_answered(at: Path) -> None:
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from octavo.library.library import Library
        from octavo.records import Batch, Entry
        library = Library.open(Path(sys.argv[1]))
        list(library.add(Batch("t", "F", "x", (Entry("Finches"),))))
        library.annotate(1, "kept")
        print("answered", flush=True)
        sys.stdin.read()
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(at)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "answered\n"
        with pytest.raises(LibraryInUse):
            Library.open(at)
        os.kill(process.pid, signal.SIGKILL)
    with Library.open(at) as library:
        assert library.reading.paper(1).note == "kept"
        assert library.check() == []


def test_a_newer_library_is_refused_and_not_a_byte_changes(closed: Path) -> None:
    run_sql(closed, "PRAGMA user_version = 99")
    before = digest(closed)
    with pytest.raises(LibraryTooNew, match="newer Octavo"):
        Library.open(closed)
    assert sorted(each.name for each in closed.parent.iterdir()) == ["library.octavo", "library.octavo.lock"]
    with pytest.raises(LibraryTooNew):
        Reading(closed)
    assert digest(closed) == before


@pytest.mark.parametrize("content", [b"Dear diary", b"SQLite format 3\0" + b"x" * 4000, b"\0" * 100])
def test_a_file_that_is_no_library_is_refused_and_kept(at: Path, content: bytes) -> None:
    at.write_bytes(content)
    with pytest.raises(LibraryDamaged, match="not an Octavo library"):
        Library.open(at)
    assert at.read_bytes() == content


def test_another_programs_database_is_refused_and_kept(at: Path) -> None:
    run_sql(at, "CREATE TABLE bookmark(url)", "INSERT INTO bookmark VALUES ('https://a.example')")
    before = digest(at)
    with pytest.raises(LibraryDamaged, match="not an Octavo library"):
        Library.open(at)
    assert digest(at) == before


@pytest.mark.parametrize(
    "made",
    [
        "CREATE VIEW paper_view AS SELECT * FROM paper",
        "CREATE TRIGGER surprise AFTER UPDATE ON paper BEGIN DELETE FROM paper; END",
    ],
)
def test_a_library_with_foreign_triggers_or_views_is_refused(closed: Path, made: str) -> None:
    run_sql(closed, made)
    before = digest(closed)
    with pytest.raises(LibraryDamaged, match="did not make"):
        Library.open(closed)
    assert digest(closed) == before


def test_a_trigger_of_ours_that_was_changed_is_put_right(closed: Path) -> None:
    run_sql(
        closed,
        "DROP TRIGGER record_tag_insert",
        "CREATE TRIGGER record_tag_insert AFTER INSERT ON tag BEGIN DELETE FROM paper; END",
    )
    with Library.open(closed) as library:
        library.create_tag("finches")
        assert library.reading.counts().all == 5
        library.undo()
        assert library.reading.tags() == []


def test_a_damaged_page_is_told_by_the_check(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'paper_by_title'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with closed.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)
    with Library.open(closed) as library:
        assert any("damaged" in sentence for sentence in library.check())


def test_a_search_index_that_disagrees_is_told_by_the_check(closed: Path) -> None:
    run_sql(closed, "DROP TRIGGER index_paper_update", "UPDATE paper SET title = 'Otters' WHERE id = 1")
    with Library.open(closed) as library:
        assert library.check() == ["The search index does not agree with the papers."]


def test_an_older_library_is_copied_checked_and_brought_up_to_date(closed: Path) -> None:
    def add_shelf(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE paper ADD COLUMN shelf TEXT NOT NULL DEFAULT 'left'")

    prepare(closed, (*MIGRATIONS, add_shelf))
    with closing(sqlite3.connect(closed)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version_of() + 1,)
        assert connection.execute("SELECT DISTINCT shelf FROM paper").fetchall() == [("left",)]
    (copy,) = closed.parent.glob("*.backup")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version_of(),)
        assert connection.execute("SELECT count(*) FROM paper").fetchone() == (5,)
    with pytest.raises(LibraryTooNew):
        Library.open(closed)


def test_a_migration_that_fails_leaves_the_library_as_it_was(closed: Path) -> None:
    def half(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE paper ADD COLUMN shelf TEXT")
        connection.execute("DELETE FROM paper")

    def break_down(connection: sqlite3.Connection) -> None:
        raise RuntimeError("no such luck")

    with pytest.raises(RuntimeError):
        prepare(closed, (*MIGRATIONS, half, break_down))
    with Library.open(closed) as library:
        assert library.reading.counts().all == 5
        assert library.check() == []


def test_a_migration_that_loses_a_reference_is_taken_back(closed: Path) -> None:
    def lose(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM batch")

    with pytest.raises(LibraryDamaged):
        prepare(closed, (*MIGRATIONS, lose))
    with Library.open(closed) as library:
        assert library.reading.paper(1).sightings != ()


def test_reading_an_older_library_waits_for_the_migration(closed: Path) -> None:
    run_sql(closed, "PRAGMA user_version = 0")
    with pytest.raises(LibraryTooOld):
        Reading(closed)


def test_a_full_disk_is_a_sentence_and_the_library_is_as_before(library: Library, ids: tuple[int, ...]) -> None:
    pages = library._connection.execute("PRAGMA page_count").fetchone()[0]
    library._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OctavoError, match="the disk is full"):
        library.annotate(ids[0], "long " * 50_000)
    assert library.reading.paper(ids[0]).note == ""
    library._connection.execute("PRAGMA max_page_count = 1000000")
    library.annotate(ids[0], "short")
    assert library.check() == []


def test_a_library_that_becomes_read_only_is_a_sentence(library: Library, ids: tuple[int, ...]) -> None:
    library._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(OctavoError, match="read-only"):
        library.star(ids)
    library._connection.execute("PRAGMA query_only = OFF")
    assert library.star(ids).paper_ids == tuple(sorted(ids))


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced there")
def test_a_library_replaced_under_us_is_not_written_to(at: Path, library: Library, ids: tuple[int, ...]) -> None:
    other = at.with_name("copy")
    shutil.copyfile(at, other)
    os.replace(other, at)
    before = digest(at)
    with pytest.raises(LibraryDamaged, match="moved or replaced"):
        library.star(ids)
    assert digest(at) == before


def test_a_backup_is_one_checked_file_that_opens(library: Library, ids: tuple[int, ...], tmp_path: Path) -> None:
    library.annotate(ids[0], "kept")
    copy = tmp_path / "backups" / "today.octavo"
    library.back_up(copy)
    library.annotate(ids[0], "later")
    library.back_up(copy)
    assert [each.name for each in copy.parent.iterdir()] == ["today.octavo"]
    with Library.open(copy) as opened:
        assert opened.reading.paper(ids[0]).note == "later"
        assert opened.reading.listing(Place("all"), "later").ids.tolist() == [ids[0]]
        opened.undo()
        assert opened.reading.paper(ids[0]).note == "kept"


def test_a_backup_that_cannot_be_written_leaves_the_one_before(library: Library, add: Add, tmp_path: Path) -> None:
    copy = tmp_path / "today.octavo"
    library.back_up(copy)
    before = digest(copy)
    with pytest.raises(OctavoError, match="could not be written"):
        library.back_up(copy / "inside-a-file")
    with pytest.raises(OctavoError, match="another name"):
        library.back_up(library.path)
    add(Entry("Finches"))
    assert digest(copy) == before


def test_closing_twice_is_harmless_and_a_closed_library_answers_nothing(library: Library) -> None:
    library.close()
    library.close()
    with pytest.raises(Exception, match="closed"):
        library.star([])


def test_an_unknown_paper_is_not_found(library: Library) -> None:
    with pytest.raises(NotFound):
        library.annotate(1, "x")
