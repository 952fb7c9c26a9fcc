"""The sample papers: complete, real and citable."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.feeds.sample import sample_batch
from octavo.records import Kind, OctavoError

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def test_every_sample_paper_can_be_cited_and_read_about() -> None:
    batch = sample_batch(RESOURCES)
    assert len(batch.entries) == 20
    assert batch.source == "Sample papers"
    for entry in batch.entries:
        assert entry.authors and not entry.more_authors, entry.title
        assert len(entry.published) >= 4 and entry.kind is not Kind.UNKNOWN, entry.title
        assert entry.identifiers or entry.venue, entry.title
        assert 150 <= len(entry.abstract) <= 500 and entry.abstract.endswith("."), entry.title
    numbers = [identifier for entry in batch.entries for identifier in entry.identifiers]
    assert len(set(numbers)) == len(numbers)


def test_a_copy_without_its_samples_says_so(tmp_path: Path) -> None:
    with pytest.raises(OctavoError, match="The sample papers are missing"):
        sample_batch(tmp_path)
