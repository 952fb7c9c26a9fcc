"""A library in a folder of its own, worked on by commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from command_line import Octavo


@pytest.fixture
def octavo(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Octavo:
    return Octavo(tmp_path, capsys, monkeypatch)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for libraries that several tests begin with."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def filled(octavo: Octavo, kept: Path) -> Octavo:
    """A library with the 6 invented papers."""
    page = octavo.page()
    octavo.begin_with(kept / "filled", lambda: octavo.do("import", str(page)))
    return octavo


@pytest.fixture
def number_of(filled: Octavo) -> Callable[[str], str]:
    """The number of a paper by the first word of its title, as a command takes it."""
    numbers = {paper["title"].split(":")[0]: str(paper["id"]) for paper in filled.json("search")}
    return numbers.__getitem__
