"""A table of papers for spreadsheets: one row a paper, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from octavo.bibliography.listed import Listed

#: Where a spreadsheet sees a formula: at the start of a cell, also of one it makes by splitting at ";" or a line end.
_FORMULA: Final = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=\s*[\"']?\s*[=+\-@\t\r＝＋－＠])")
_COLUMNS: Final = (
    "key", "title", "authors", "year", "date", "kind", "venue", "volume", "number", "pages", "publisher", "arxiv",
    "doi", "url", "keywords", "why it is here", "abstract", "note",
)  # fmt: skip


def write_csv(papers: Sequence[Listed], heading: str = "") -> str:
    """A row of names, then one row a paper in their order, every cell in quotes.

    A cell that would begin with = + - @, a tab or a return gets an apostrophe in front, as spreadsheets do it.
    """
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for paper in papers:
        writer.writerow([harmless(cell) for cell in _cells(paper)])
    return table.getvalue()


def rows_in(text: str) -> int:
    """How many rows follow the row of names. Raises ValueError when the quotes do not match."""
    try:
        return max(0, sum(1 for _ in csv.reader(io.StringIO(text, newline=""), strict=True)) - 1)
    except csv.Error as error:
        raise ValueError(str(error)) from error


def harmless(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    return _FORMULA.sub("'", cell)


def _cells(listed: Listed) -> list[str]:
    """The cells of a row, in the order of the columns."""
    facts = listed.facts
    others = ["others"] if facts.more_authors and facts.authors else []
    return [
        listed.key,
        facts.title,
        " and ".join([*(author.name for author in facts.authors), *others]),
        facts.year,
        "-".join([facts.year, *(f"{part:02d}" for part in (facts.month, facts.day) if part)]),
        str(facts.kind),
        facts.venue,
        facts.details.get("volume", ""),
        facts.details.get("number", ""),
        facts.pages.replace("--", "–"),
        facts.details.get("publisher", ""),
        facts.eprint,
        facts.doi,
        facts.url,
        facts.keywords,
        listed.reason,
        facts.abstract,
        listed.note,
    ]
