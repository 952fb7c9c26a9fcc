"""A sidebar with a small library in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from octavo.gui.sidebar.widget import Sidebar
from octavo.gui.theme import Theme
from octavo.library.reading import Counts
from octavo.records import ReadingList, Tag

COUNTS = Counts(
    inbox=147, today=61, today_total=86, to_read=12, starred=0, all=12480, unread=9, done=3, not_for_me=0, trash=1
)
TAGS = [Tag(1, "vision", "pink", 5), Tag(2, "agents", "red", 9)]
LISTS = [ReadingList(7, "Replicate first", 5), ReadingList(3, "Spring group", 14), ReadingList(9, "Later", 0)]
DAYS = [
    ("Daily papers", "2024-03-11", 61),
    ("Daily papers", "2024-03-08", 0),
    ("Daily papers", "2024-03-07", 34),
    ("Daily papers", "2023-12-29", 2),
    ("Another feed", "2024-03-10", 0),
]


@pytest.fixture(scope="session")
def one_theme(qapp):
    theme = Theme(Path(__file__).parents[3] / "resources", choice="light")
    theme.apply(qapp)
    return theme


@pytest.fixture
def theme(one_theme):
    """The one theme, as it was: to register the fonts again takes a second."""
    yield one_theme
    if one_theme.dark:
        one_theme.choose("light")
    if one_theme.factor != 1.0:
        one_theme.resize(1.0)


@pytest.fixture
def sidebar(qtbot, theme):
    sidebar = Sidebar(theme, today=lambda: date(2024, 3, 12))
    qtbot.addWidget(sidebar)
    sidebar.resize(240, 900)
    sidebar.show_places(COUNTS, TAGS, LISTS, DAYS)
    return sidebar


@pytest.fixture
def library():
    return {"counts": COUNTS, "tags": list(TAGS), "lists": list(LISTS), "days": list(DAYS)}
