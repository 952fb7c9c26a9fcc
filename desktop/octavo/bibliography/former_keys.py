"""The map from old citation keys to those of today, for mending a manuscript."""

from __future__ import annotations

from collections.abc import Iterable

from octavo.records import Paper


def former_keys(papers: Iterable[Paper]) -> str:
    """One line a former key: the old key, a tab, the key its work has now. Papers without a key are left out."""
    return "".join(f"{old}\t{paper.key}\n" for paper in papers if paper.key for old in paper.aliases)
