"""A window for the sheets to lie over, and an import as the library would weigh it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from octavo.gui.theme import Theme
from octavo.records import Batch, Entry, Leftover, Placement, Preview, SourceLines, Verdict


@pytest.fixture
def theme(qapp):
    theme = Theme(Path(__file__).parents[3] / "resources", choice="light")
    theme.apply(qapp)
    return theme


@pytest.fixture
def window(qtbot):
    """A shown window with one field that has the focus, as the list would."""
    window = QWidget()
    window.resize(1440, 900)
    window.behind = QLineEdit(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.behind.setFocus()
    qtbot.waitUntil(window.behind.hasFocus)
    return window


def placed(index: int, verdict: Verdict, **more: object) -> Placement:
    return Placement(index, verdict, **more)


@pytest.fixture
def preview():
    """Six entries: new, here, new without abstract, twice, doubtful, new; and one line that was not placed."""
    entries = tuple(
        Entry(title, abstract, lines=SourceLines(10 + 3 * at, 12 + 3 * at))
        for at, (title, abstract) in enumerate(
            (
                ("Tile, Stitch, Repeat", "A scheduling layer decides."),
                ("Ruler and Thread", "Hiding one odd sentence."),
                ("Left to Right", ""),
                ("Tile, Stitch, Repeat", "A scheduling layer decides."),
                ("Sparse but Sociable", "Tokens that sit together."),
                ("Borrowed Voices", "Every recording carries a licence."),
            )
        )
    )
    placements = (
        placed(0, Verdict.NEW),
        placed(1, Verdict.ALREADY_HERE, paper_id=3, paper_title="Ruler and Thread", added="2024-03-08T09:00:00Z"),
        placed(2, Verdict.NEW),
        placed(3, Verdict.TWICE, twin=0),
        placed(4, Verdict.DOUBTFUL, paper_id=9, paper_title="Sparse but Social", why="Nearly the same title."),
        placed(5, Verdict.NEW),
    )
    lines = (Leftover(2, "Mar 11", "date"), Leftover(41, "a stray line", "not placed"))
    return Preview(
        Batch("page text", "Daily papers", "clipboard", entries, "Mar 11", 3, 11, leftovers=lines), placements
    )
