"""Papers to read, and a pane to read them in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence

from octavo.gui.reader.pane import ReaderPane
from octavo.gui.theme import Theme
from octavo.records import Author, Identifier, Paper, Sighting, Tag

NAMES = (
    "star", "tags", "add_to_list", "note", "open_page", "copy_citation", "done", "previous", "next", "to_read",
    "not_for_me", "unread", "edit_paper", "copy_bibtex",
)  # fmt: skip
KEYS = {"star": "S", "done": "E", "note": "N", "copy_bibtex": "Y", "tags": "T"}


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
def actions(qapp):
    made = {name: QAction(name.replace("_", " ")) for name in NAMES}
    for name, key in KEYS.items():
        made[name].setShortcut(QKeySequence(key))
    return made


@pytest.fixture
def make_pane(qtbot, theme, actions):
    """Makes panes alike, for comparing them."""

    def make():
        pane = ReaderPane(theme, actions, today=lambda: date(2024, 3, 12))
        qtbot.addWidget(pane)
        pane.resize(760, 860)
        return pane

    return make


@pytest.fixture
def pane(make_pane):
    return make_pane()


@pytest.fixture
def lantern():
    return Paper(
        1,
        "one",
        "Lantern runs: early loss curves",
        "The shape of a curve says who wins. " * 40,
        authors=(Author("Ruiz", "Ana"), Author("Okoro", "Ben")),
        identifiers=(Identifier("arxiv", "2403.99001"), Identifier("hf", "2403.99001")),
        published="2024-03",
        starred=True,
        tags=(Tag(1, "training", "blue"), Tag(2, "efficiency", "green")),
        note="Copy the *curvature* test.",
        sightings=(Sighting(4, "Daily papers", "2024-03-11", "Mar 11", 3),),
    )


@pytest.fixture
def quiet():
    return Paper(2, "two", "Teaching a model to say no", "It abstains.", tags=(Tag(2, "efficiency", "green"),))
