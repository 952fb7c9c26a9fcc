"""Papers to cite, and 2 readers that are not Octavo's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from octavo.records import Author, Identifier, Kind, Paper

sys.path.insert(0, str(Path(__file__).parent))

MakePaper = Callable[..., Paper]


def make(title: str = "Reading Ledgers by Lamplight", **facts: Any) -> Paper:
    """A complete preprint; `arxiv`, `doi` and `url` are short for identifiers, the rest are fields of `Paper`."""
    numbers = tuple(Identifier(scheme, facts.pop(scheme)) for scheme in ("arxiv", "doi", "url") if scheme in facts)
    whole: dict[str, Any] = {
        "id": 1,
        "uuid": "1",
        "title": title,
        "authors": (Author("Quill", "Ada"),),
        "published": "2023-04-07",
        "kind": Kind.PREPRINT if any(number.scheme == "arxiv" for number in numbers) else Kind.UNKNOWN,
        "identifiers": numbers,
    }
    return Paper(**(whole | facts))


@pytest.fixture(scope="session")
def paper() -> MakePaper:
    return make
