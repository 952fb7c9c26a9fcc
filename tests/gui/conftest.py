"""One furnished window for the tests that walk through every screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parent))

from every_window import Stage


@pytest.fixture
def aloud(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told beside what has the keyboard, in this order."""
    told: list[str] = []

    def update(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    # Not by `setActive`, which would set all of Qt going.
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    return told


@pytest.fixture(scope="module")
def stage(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("stage"))
    stage.furnish()
    yield stage
    stage.scale(1.0)
    stage.close()
