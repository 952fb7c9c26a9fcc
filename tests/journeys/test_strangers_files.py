"""A window on a library file that a stranger made, or that a disk spoilt: a sentence and ways on, never a crash."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from person import Desktop, invented_page

from octavo.feeds.detect import read
from octavo.gui.dialogs.refused_sheet import RefusedSheet
from octavo.library.library import Library


@pytest.fixture
def at(tmp_path: Path) -> Path:
    path = tmp_path / "library.octavo"
    with Library.open(path) as library:
        list(library.add(read(invented_page(6).encode(), origin="page.txt")))
    return path


@pytest.mark.parametrize(
    ("planted", "words"),
    [
        ("ALTER TABLE tag ADD COLUMN evil AS (hex(zeroblob(300000000)))", "computed columns"),
        (
            "PRAGMA legacy_alter_table = ON; ALTER TABLE rule RENAME TO kept; CREATE VIEW rule AS WITH RECURSIVE "
            "endless(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM endless) SELECT id FROM endless",
            "triggers or views",
        ),
        ("DROP TABLE rule", "damaged"),
        ("DROP TABLE paper_words", "damaged"),
        ("PRAGMA legacy_alter_table = ON; ALTER TABLE paper RENAME TO papers", "damaged"),
    ],
    ids=["computed", "view", "no rules", "no index", "no papers"],
)
def test_it_is_refused_with_a_sentence(
    open_desktop: Callable[..., Desktop], at: Path, planted: str, words: str
) -> None:
    with closing(sqlite3.connect(at)) as connection:
        connection.executescript(planted)
    desktop = open_desktop(opens=False)
    sheet = desktop.layer(RefusedSheet)
    assert words in sheet.words.text()


def test_papers_that_cannot_be_read_leave_the_window_standing(open_desktop: Callable[..., Desktop], at: Path) -> None:
    with closing(sqlite3.connect(at)) as connection, connection:
        connection.execute("UPDATE paper SET authors = '[[' WHERE id % 2")
        connection.execute("UPDATE paper SET state = 'weird' WHERE id = 2")
    desktop = open_desktop()
    for _ in range(8):
        desktop.keys("j")
    desktop.keys("s")
    assert desktop.octavo.window.isVisible()
