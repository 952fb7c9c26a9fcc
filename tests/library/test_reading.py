"""The reading side: what it shows, that it sees each commit, that it can change nothing and needs no SQLAlchemy."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from octavo.library import looking_up, migrations
from octavo.library import reading as reading_module
from octavo.library.full_text import SEARCHED
from octavo.library.library import Library, NotFound
from octavo.library.reading import Place, Reading, Sort
from octavo.library.tables import Row
from octavo.records import Author, Entry, Receipt, State

Add = Callable[..., Receipt]
Ids = tuple[int, ...]


def test_reading_needs_no_sqlalchemy() -> None:
    asked = "import octavo.library.reading, sys; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_reading_knows_the_version_and_columns_that_are_mapped(library: Library) -> None:
    assert migrations.version_of() == reading_module.VERSION
    for columns in (looking_up.ROW_COLUMNS, looking_up.PAPER_COLUMNS):
        library.reading.connection.execute(f"SELECT {columns} FROM paper LIMIT 0")
    mapped = {column.name for column in Row.metadata.tables["paper"].columns}
    assert set(SEARCHED) <= mapped


def test_a_row_holds_all_a_list_paints(library: Library, add: Add) -> None:
    authors = tuple(Author(f"Family{number}", "Ada") for number in range(40))
    own = add(Entry("Finches", "x" * 1000, authors=authors, more_authors=True, published="2024-01")).ids[0]
    library.star([own])
    (row,) = library.reading.rows([own, 999])
    assert (row.id, row.title, row.source, row.year, row.day) == (own, "Finches", "Daily papers", 2024, "2024-03-11")
    assert (row.authors[0], row.author_count, row.more_authors) == ("Ada Family0", 40, True)
    assert len(row.authors) < 40
    assert (row.state, row.starred, row.unread, row.trashed) == (State.INBOX, True, True, False)
    assert len(row.snippet) == 400


def test_rows_and_papers_come_in_the_order_asked(library: Library, ids: Ids) -> None:
    asked = [ids[3], ids[0], 12345, ids[4]]
    assert [row.id for row in library.reading.rows(asked)] == [ids[3], ids[0], ids[4]]
    assert [paper.id for paper in library.reading.papers(asked)] == [ids[3], ids[0], ids[4]]


def test_a_paper_is_found_by_any_of_its_names(library: Library, ids: Ids) -> None:
    paper = library.reading.paper(ids[2])
    key = library.assign_keys([paper.id])[paper.id]
    arxiv = paper.identifier("arxiv")
    address = f"https://arxiv.org/abs/{arxiv}"
    for name in (str(paper.id), paper.uuid, key, key.upper(), arxiv, f"arXiv:{arxiv}v2", f" {arxiv} ", address):
        assert library.reading.find(name) == paper.id
    for name in ("", "nothing", "9" * 30, "²"):
        assert library.reading.find(name) is None


def test_another_thread_sees_each_commit_at_once(at: Path, library: Library, ids: Ids) -> None:
    asked, answered = threading.Semaphore(0), threading.Semaphore(0)
    seen: list[tuple[int, int]] = []

    def window() -> None:
        reading = Reading(at)
        for _ in range(3):
            asked.acquire()
            seen.append((reading.counts().starred, reading.version()))
            answered.release()
        reading.close()

    thread = threading.Thread(target=window)
    thread.start()
    for number in range(3):
        library.star(ids[: number + 1])
        asked.release()
        answered.acquire()
    thread.join()
    assert [starred for starred, _ in seen] == [1, 2, 3]
    assert len({version for _, version in seen}) == 3


def test_the_reader_cannot_write(library: Library) -> None:
    with pytest.raises(sqlite3.OperationalError):
        library.reading.connection.execute("DELETE FROM paper")


def test_days_sort_newest_first_or_oldest_first_with_the_page_order_kept(library: Library, add: Add) -> None:
    late = add(Entry("C"), Entry("A"), day=date(2024, 4, 2)).ids
    early = add(Entry("B"), Entry("D"), day=date(2024, 4, 1)).ids
    newest = library.reading.listing(Place("all"))
    assert tuple(newest.ids) == (*late, *early)
    assert [(group.start, group.day) for group in newest.groups] == [(0, "2024-04-02"), (2, "2024-04-01")]
    oldest = library.reading.listing(Place("all"), sort=Sort.OLDEST)
    assert tuple(oldest.ids) == (*early, *late)
    assert [(group.start, group.day) for group in oldest.groups] == [(0, "2024-04-01"), (2, "2024-04-02")]
    titles = [row.title for row in library.reading.rows(library.reading.listing(Place("all"), sort=Sort.TITLE).ids)]
    assert titles == ["A", "B", "C", "D"]


def test_today_keeps_what_was_decided(library: Library, add: Add) -> None:
    ids = add(Entry("A"), Entry("B"), day=date(2024, 5, 2)).ids
    add(Entry("C"), day=date(2024, 5, 1))
    library.move(ids[:1], State.DONE)
    counts = library.reading.counts()
    assert (counts.today, counts.today_total, counts.inbox) == (1, 2, 2)
    assert tuple(library.reading.listing(Place("today")).ids) == ids


def test_a_feed_shows_its_days(library: Library, add: Add) -> None:
    one = add(Entry("A"), day=date(2024, 5, 2)).ids
    two = add(Entry("B", "Bees."), Entry("C", "Crows."), day=date(2024, 5, 1)).ids
    library.move(two[:1], State.DONE)
    assert library.reading.days() == [("Daily papers", "2024-05-02", 1), ("Daily papers", "2024-05-01", 1)]
    assert tuple(library.reading.listing(Place("day", name="Daily papers", day="2024-05-01")).ids) == two
    assert tuple(library.reading.listing(Place("feed", name="Daily papers")).ids) == (*one, *two)
    add(Entry("B", "Bees."), Entry("C", "Crows."), Entry("D"), day=date(2024, 5, 1))
    assert library.reading.days()[1] == ("Daily papers", "2024-05-01", 2)
    library.undo()
    library.trash(one)
    assert library.reading.days() == [("Daily papers", "2024-05-01", 1)]


def test_a_library_that_is_not_there_is_not_made_by_reading(at: Path) -> None:
    with pytest.raises(NotFound):
        Reading(at)
    assert not at.exists()


def test_a_place_nobody_knows_is_a_mistake(library: Library) -> None:
    with pytest.raises(ValueError):
        library.reading.listing(Place("attic"))
