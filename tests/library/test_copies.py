"""Daily copies: made once a day where something changed, thinned with age, and the way back from one."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from octavo.library.copies import copies, copy_daily, folder_of, restore
from octavo.library.library import Library, LibraryDamaged
from octavo.records import Entry, OctavoError, Receipt

Add = Callable[..., Receipt]
DAY = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)


def lapse(path: Path) -> None:
    """Let the library look changed after its last copy."""
    newest = max(copy.path.stat().st_mtime for copy in copies(path))
    os.utime(path, (newest + 10, newest + 10))


def test_a_copy_a_day_while_the_library_is_open(at: Path, library: Library, ids: tuple[int, ...]) -> None:
    first = copy_daily(at, DAY)
    assert first == folder_of(at) / "2026-03-11.octavo"
    assert copy_daily(at, DAY) is None
    library.star(ids[:1])
    lapse(at)
    assert copy_daily(at, DAY + timedelta(days=1)) is not None
    assert [(copy.day, copy.papers) for copy in copies(at)] == [(date(2026, 3, 12), 5), (DAY, 5)]


def test_a_library_that_did_not_change_is_not_copied_again(at: Path, library: Library, ids: tuple[int, ...]) -> None:
    library.close()
    assert copy_daily(at, DAY) is not None
    assert copy_daily(at, DAY + timedelta(days=1)) is None


def test_an_empty_library_is_no_copy(at: Path, library: Library) -> None:
    assert copy_daily(at, DAY) is None
    assert copies(at) == []


def test_old_copies_thin_out_but_days_weeks_and_months_keep_theirs(
    at: Path, library: Library, ids: tuple[int, ...]
) -> None:
    library.close()
    first = copy_daily(at, DAY)
    assert first is not None
    # Every third day, and each of the last three months.
    for days in (*range(1, 300, 3), *range(300, 399)):
        os.link(first, first.with_name(f"{DAY + timedelta(days=days)}.octavo"))
    lapse(at)
    last = DAY + timedelta(days=399)
    assert copy_daily(at, last) is not None
    kept = [copy.day for copy in copies(at)]
    assert kept[:12] == [last - timedelta(days=days) for days in range(12)]
    weeks = {day.isocalendar()[:2] for day in kept}
    assert {(last - timedelta(weeks=weeks)).isocalendar()[:2] for weeks in range(10)} <= weeks
    assert {(day.year, day.month) for day in kept} >= {(2026, 8), (2026, 12), (2027, 4)}
    assert len(kept) < 35


def test_a_damaged_library_makes_no_copy_and_costs_none(at: Path, library: Library, ids: tuple[int, ...]) -> None:
    library.close()
    copy_daily(at, DAY)
    with at.open("r+b") as file:
        file.seek(at.stat().st_size // 2)
        file.write(b"\xff" * 8_192)
    lapse(at)
    before = [copy.path for copy in copies(at)]
    with pytest.raises(OctavoError):
        copy_daily(at, DAY + timedelta(days=1))
    assert [copy.path for copy in copies(at)] == before


def test_restoring_brings_the_day_back_and_keeps_what_was_there(at: Path, library: Library, add: Add) -> None:
    add(Entry("Kept in the Copy", "Its abstract."))
    copy = copy_daily(at, DAY)
    assert copy is not None
    add(Entry("Newer Than the Copy", "Its abstract."))
    library.close()
    aside = restore(copy, at, NOW)
    with Library.open(at) as restored:
        assert restored.reading.counts().all == 1
        assert restored.check() == []
    assert aside is not None and aside.name == "library before 2026-03-11 09.30.00.octavo"
    with Library.open(aside) as before:
        assert before.reading.counts().all == 2
    assert copy.exists()


def test_a_damaged_copy_is_refused_and_nothing_changes(at: Path, library: Library, ids: tuple[int, ...]) -> None:
    library.close()
    bad = at.with_name("bad.octavo")
    bad.write_bytes(b"not a library at all" * 100)
    before = at.read_bytes()
    with pytest.raises(LibraryDamaged, match="choose another copy"):
        restore(bad, at, NOW)
    assert at.read_bytes() == before


def test_restoring_works_where_the_library_is_gone(at: Path, library: Library, ids: tuple[int, ...]) -> None:
    copy = copy_daily(at, DAY)
    assert copy is not None
    library.close()
    at.unlink()
    assert restore(copy, at, NOW) is None
    with Library.open(at) as restored:
        assert restored.reading.counts().all == 5
