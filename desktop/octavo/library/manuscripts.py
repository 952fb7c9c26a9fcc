"""A manuscript beside the library: which papers it cites, which it should not miss, and which keys have changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from octavo.bibliography.manuscript import Cited, Comparison, compare
from octavo.library.values import Place, folded
from octavo.records import Paper

if TYPE_CHECKING:
    from octavo.library.reading import Reading


@dataclass(frozen=True, slots=True)
class Review:
    """What a manuscript and the library say of each other.

    `cited` are the papers it cites, in the order of the text; `listed` those of the list it was compared with.
    """

    comparison: Comparison
    cited: tuple[Paper, ...] = ()
    listed: tuple[Paper, ...] = ()

    def paper(self, name: str) -> Paper | None:
        """The paper that the comparison calls `name`: by its key, or in words where it has none."""
        return next((each for each in (*self.cited, *self.listed) if name_of(each) == name), None)


def review(reading: Reading, manuscript: Sequence[Cited], list_id: int | None = None) -> Review:
    """Compare the keys a text cites with the library, and with a reading list when one is named."""
    found = {folded(each.key): _paper_of_key(reading, each.key) for each in manuscript}
    ids = list(dict.fromkeys(number for number in found.values() if number is not None))
    cited = tuple(reading.papers(ids))
    listed: tuple[Paper, ...] = ()
    if list_id is not None:
        listed = tuple(reading.papers(reading.listing(Place("list", list_id)).ids))
    comparison = compare(
        manuscript,
        {paper.key for paper in cited},
        opened={paper.key for paper in cited if not paper.unread},
        listed=[name_of(paper) for paper in listed],
        starred={name_of(paper) for paper in listed if paper.starred},
        aliases={alias: paper.key for paper in cited for alias in paper.aliases},
    )
    return Review(comparison, cited, listed)


def name_of(paper: Paper) -> str:
    """The key, or words for a paper that never needed one."""
    return paper.key or f"{paper.title} (no key yet)"


def _paper_of_key(reading: Reading, key: str) -> int | None:
    """The paper with this key now or formerly, in whatever capitals. A number or a DOI is no citation key."""
    row = reading.connection.execute(
        "SELECT id FROM citation_key WHERE folded = ?1 UNION ALL SELECT paper_id FROM key_alias WHERE folded = ?1",
        (folded(key),),
    ).fetchone()
    return int(row[0]) if row else None
