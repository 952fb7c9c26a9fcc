"""A real library of invented papers, and the pane that shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from octavo.gui.papers.pane import PapersPane
from octavo.gui.theme import Theme
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Author, Batch, Entry

MONDAY, TUESDAY = date(2024, 3, 11), date(2024, 3, 12)

INBOX = Place("inbox")


def entry(number: int) -> Entry:
    return Entry(
        f"Paper {number}: reading curves early",
        f"Abstract number {number} speaks of curves at length, and once, much later in the text, of a stopping rule.",
        authors=(Author("Ruiz", "Ana"), Author("Okoro", "Ben"), Author("Sato", "Chie")) if number % 2 else (),
    )


@pytest.fixture
def theme(qapp):
    theme = Theme(Path(__file__).parents[3] / "resources", choice="light")
    theme.apply(qapp)
    return theme


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.octavo") as library:
        for day, numbers in ((MONDAY, range(12)), (TUESDAY, range(12, 20))):
            batch = Batch("page text", "Daily papers", "file", tuple(entry(number) for number in numbers))
            list(library.add(batch, day=day))
        yield library


@pytest.fixture
def ids(library):
    """The ids in the order of the inbox: Tuesday's 8 papers, then Monday's 12."""
    return list(library.reading.listing(Place("inbox")).ids)


@pytest.fixture
def show(library, pane):
    """Shows a place, or a search in it, as the window does."""

    def shown(place: Place = INBOX, words: str = "", hits: tuple[str, ...] = ()) -> None:
        pane.show_listing(library.reading.listing(place, words), library.reading, hits, place)

    yield shown
    # The library closes next: nothing may be painted from it after that.
    pane.hide()


@pytest.fixture
def pane(qtbot, theme):
    pane = PapersPane(theme)
    qtbot.addWidget(pane)
    pane.resize(440, 700)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane
