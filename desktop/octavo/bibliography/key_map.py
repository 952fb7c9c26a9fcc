"""The map from old citation keys to new ones, as a table to search and replace by."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from octavo.bibliography import file
from octavo.bibliography.citekey import NewKey
from octavo.bibliography.csv_table import harmless, rows_in


def key_map(renewed: Sequence[NewKey]) -> str:
    """A row of names, then old key, new key and title of each paper, every cell in quotes."""
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(("old key", "new key", "title"))
    for each in renewed:
        writer.writerow((each.old, each.new, harmless(" ".join(each.title.split()))))
    return table.getvalue()


def save_key_map(renewed: Sequence[NewKey], path: Path) -> None:
    """Write the map whole or not at all. Raises file.NotSaved."""
    file.save(
        key_map(renewed),
        path,
        expect_entries=len(renewed),
        entries_in=rows_in,
        # Spreadsheets take a table for Latin-1 unless a byte order mark says otherwise.
        encoding="utf-8-sig",
        replace_full_with_empty=True,
    )
