"""What the library and the window may rely on in a batch, whatever came in."""

from __future__ import annotations

import re

from octavo.records import DETAIL_FIELDS, Batch

_PUBLISHED = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?", re.ASCII)
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}", re.ASCII)


def assert_sound(batch: Batch, longest_title: int = 1_000, longest_abstract: int = 50_001) -> None:
    """A title that is one, dates and numbers in their forms, no text that cannot be shown or kept."""
    assert batch.entries or batch.message.endswith((".", "”", '"'))
    for entry in batch.entries:
        texts = [entry.title, entry.abstract, entry.venue, *entry.details.values(), *entry.other.values()]
        texts += [author.name for author in entry.authors] + [each.value for each in entry.identifiers]
        assert entry.title.strip() == entry.title != ""
        assert len(entry.title) <= longest_title
        assert len(entry.abstract) <= longest_abstract
        assert _PUBLISHED.fullmatch(entry.published)
        assert set(entry.details) <= set(DETAIL_FIELDS)
        assert all(entry.details.values())
        assert all(entry.other.values())
        assert all(_ARXIV.fullmatch(each.value) for each in entry.identifiers if each.scheme == "arxiv")
        for text in texts:
            text.encode()
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
