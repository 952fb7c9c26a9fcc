"""Makes the invented pages beside these tests importable, and finds the real page where the checkout's owner has it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

#: A real page cannot be in the project. Where a copy lies beside the checkout, the tests read it too.
REAL_PAGE = Path(__file__).resolve().parents[3] / "shared" / "feed" / "daily-papers-page.txt"


@pytest.fixture
def real_page() -> bytes:
    if not REAL_PAGE.is_file():
        pytest.skip("no copy of a real page lies beside this checkout")
    return REAL_PAGE.read_bytes()
