"""What the person has chosen of an import so far: ticks, same-paper answers, the rows of each tab, and its date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from octavo.records import Batch, Entry, Leftover, Placement, Preview, Verdict


class Tab(StrEnum):
    """The four views on an import."""

    ALL = "all"
    NEW = "new"
    HERE = "here"
    PROBLEMS = "problems"


class ImportChoice:
    """The ticks and answers on one preview. Rows are entry indices; `~n` stands for the nth line not placed."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.same: dict[int, int] = {}
        # A new version of a paper that is not here is nothing to read for who did not ask for the first one.
        self.chosen: set[int] = {
            each.index
            for each in preview.placements
            if _can_arrive(each.verdict) and not preview.batch.entries[each.index].new_version
        }
        self._places = {each.index: each for each in preview.placements}
        self._lines = preview.batch.not_placed
        self._rows: dict[Tab, list[int]] = {}

    def entry(self, row: int) -> Entry:
        return self.preview.batch.entries[row]

    def placement(self, row: int) -> Placement:
        return self._places[row]

    def line(self, row: int) -> Leftover:
        """The line not placed that a negative row stands for."""
        return self._lines[~row]

    def rows(self, tab: Tab) -> list[int]:
        """The rows of a tab, in page order; lines that were not placed come last, under Problems."""
        if tab not in self._rows:
            self._rows[tab] = self._found(tab)
        return self._rows[tab]

    def _found(self, tab: Tab) -> list[int]:
        entries = [index for index in range(len(self.preview.batch.entries)) if self._belongs(index, tab)]
        if tab is Tab.PROBLEMS:
            return entries + [~number for number in range(len(self._lines))]
        return entries

    def _belongs(self, index: int, tab: Tab) -> bool:
        verdict = self._places[index].verdict
        if tab is Tab.NEW:
            return verdict in (Verdict.NEW, Verdict.DOUBTFUL) and index not in self.same
        if tab is Tab.HERE:
            return verdict is Verdict.ALREADY_HERE or index in self.same
        if tab is Tab.PROBLEMS:
            entry = self.entry(index)
            wanting = verdict is Verdict.NEW and not entry.abstract
            return wanting or bool(entry.problems) or verdict in (Verdict.TWICE, Verdict.DOUBTFUL)
        return True

    def can_tick(self, row: int) -> bool:
        """Whether a tick means anything here: a copy or a paper already in the library is never added."""
        return row >= 0 and row not in self.same and _can_arrive(self._places[row].verdict)

    def tick(self, rows: Iterable[int], on: bool) -> None:
        wanted = {row for row in rows if self.can_tick(row)}
        self.chosen = self.chosen | wanted if on else self.chosen - wanted

    def answer_same(self, row: int) -> None:
        """The person says that a doubtful entry is the paper it resembles: it becomes a sighting of it."""
        paper_id = self._places[row].paper_id
        if paper_id is None:
            return
        self.same[row] = paper_id
        self._rows.clear()
        self.chosen.discard(row)

    def answer_different(self, row: int) -> None:
        """The person says that a doubtful entry is a paper of its own."""
        self.same.pop(row, None)
        self._rows.clear()
        self.chosen.add(row)

    def give_abstract(self, row: int, words: str) -> None:
        """Put an abstract the person supplied into the entry, in place of the problem that it was missing."""
        self._rows.clear()
        kept = tuple(each for each in self.entry(row).problems if "abstract" not in each.lower())
        entries = list(self.preview.batch.entries)
        entries[row] = replace(entries[row], abstract=words, problems=kept)
        self.preview = replace(self.preview, batch=replace(self.preview.batch, entries=tuple(entries)))


def _can_arrive(verdict: Verdict) -> bool:
    return verdict in (Verdict.NEW, Verdict.DOUBTFUL)


def guessed_day(batch: Batch, today: date) -> date:
    """The day an import is filed under until the person says otherwise.

    A page says "Mar 11": the latest such day that is not after `today`, or the page's own year. No date: `today`.
    """
    if batch.captured_month is None or batch.captured_day is None:
        return today
    years = [batch.captured_year] if batch.captured_year else range(today.year, today.year - 8, -1)
    for year in years:
        try:
            day = date(year, batch.captured_month, batch.captured_day)
        except ValueError:
            continue
        if batch.captured_year or day <= today:
            return day
    return today
