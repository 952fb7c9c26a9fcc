"""The reading side: ids, row blocks, counts and whole papers, on a read-only connection of its own.

Plain `sqlite3`, so that the window can show the library before SQLAlchemy is imported.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.library import full_text
from octavo.library.counting import Counts, counts_of, days_of
from octavo.library.followed import Subscription, subscriptions_of
from octavo.library.full_text import RANK, TEXT, WORDS
from octavo.library.looking_up import papers_from, rows_from, tags_by_id
from octavo.library.query import Query, Term, parse
from octavo.library.refusals import (
    DAMAGED,
    TOO_NEW,
    TOO_OLD,
    LibraryDamaged,
    LibraryTooNew,
    LibraryTooOld,
    NotFound,
    readable,
)
from octavo.library.rule_terms import Rule, rules_of, touched_by
from octavo.library.selecting import condition_for, matching
from octavo.library.shape import refuse_foreign, refuse_misshapen
from octavo.library.traits import traits_from
from octavo.library.values import VISIBLE_SQL, Place, Row, Traits, folded
from octavo.records import Paper, ReadingList, SmartList, Step, Tag

if TYPE_CHECKING:
    from octavo.library.duplicates import Pair

__all__ = ["VERSION", "Counts", "Group", "Listing", "Place", "Reading", "Row", "Sort"]

#: The version of the file this code reads; equal to the newest of the migrations, which a test compares.
VERSION = 2
#: Up to so many hits are ranked; more are shown newest first, for ranking costs time with every hit.
RANKED = 1000


_RESOLVER = re.compile(r"arxiv:|doi:|https?://(?:(?:dx\.)?doi\.org|(?:www\.)?arxiv\.org/(?:abs|pdf))/")
_VERSION = re.compile(r"v\d+$")


class Sort(StrEnum):
    """The orders a listing can have."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    BEST = "best match"
    LIST_ORDER = "list order"


@dataclass(frozen=True, slots=True)
class Group:
    """Papers of one import day within a listing: from index `start`, `total` of them, `left` undecided."""

    start: int
    day: str
    left: int
    total: int
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Ids in order. `groups` are there when the order is by day. `whole` is false when a limit cut it short; `unread`
    is None while `Reading.unread_in` was not asked."""

    ids: array[int]
    groups: tuple[Group, ...] = ()
    whole: bool = True
    unread: int | None = None


class Reading:
    """A reader of one library file. It sees every commit at once, and can change nothing.

    Used on the thread that made it. `connection` is for this room only.
    """

    def __init__(self, path: Path, *, today: Callable[[], date] = date.today) -> None:
        """Open the file. Raises NotFound when there is none, LibraryTooNew, LibraryTooOld or LibraryDamaged."""
        if not path.exists():
            raise NotFound(f"There is no library at {path}.")
        self._today = today
        self.connection = _open(path)

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        self.connection.close()

    def interrupt(self) -> None:
        """Make a listing that runs on another thread end with `sqlite3.OperationalError`. Safe from any thread."""
        self.connection.interrupt()

    def listing(
        self,
        place: Place,
        words: str = "",
        sort: Sort | None = None,
        *,
        everywhere: bool = False,
        limit: int | None = None,
    ) -> Listing:
        """The papers of `place` that answer `words`, in order.

        `everywhere` looks in all papers instead (in the trash when that is the place). The order is, unless `sort`
        says otherwise: that of the list in a list, best match when there are free words, else newest first: import
        day descending, then as on the page. Words of one or two letters do not rank. `limit` cuts the listing for a
        first look while someone types.
        """
        ranks = any(not term.negated for term in parse(words).terms)
        if everywhere and place.kind != "trash":
            place = Place("all")
        place, words = self._where(place, words)
        query = parse(words)
        found = tuple(term for term in query.terms if not term.negated)
        if sort is None:
            sort = Sort.LIST_ORDER if place.kind == "list" else Sort.BEST if ranks else Sort.NEWEST
        if sort is Sort.BEST and found:
            return self._best(place, query, found, limit)
        if sort is Sort.BEST or (sort is Sort.LIST_ORDER and place.kind != "list"):
            sort = Sort.NEWEST
        return self._sorted(place, query, sort, limit)

    def _best(self, place: Place, query: Query, found: tuple[Term, ...], limit: int | None) -> Listing:
        condition = condition_for(place, self._today().isoformat(), query, of_hits=True)
        matches = full_text.matches(found)
        table = WORDS if WORDS in matches else TEXT
        values = [matches.pop(table), *condition.values]
        for other, expression in matches.items():
            condition.add(full_text.among(other))
            values.append(expression)
        paper, where = f"CROSS JOIN paper ON paper.id = {table}.rowid", condition.sql
        if condition.needs_only_ids:
            # With the plus the hits are walked; without, SQLite may ask the index anew for each id of a set.
            paper, where = "", where.replace("paper.id", f"+{table}.rowid")
        hits = f"SELECT {table}.rowid FROM {table} {paper} WHERE {table} MATCH ? AND {where}"
        enough = -1 if limit is None else max(limit, RANKED) + 1
        ids = self._ids(f"{hits} ORDER BY {table}.rowid DESC LIMIT ?", *values, enough)
        if len(ids) <= RANKED:
            ids = self._ranked(ids, full_text.ranking(found))
        return Listing(ids) if limit is None else Listing(ids[:limit], whole=len(ids) <= limit)

    def _ranked(self, ids: array[int], expression: str) -> array[int]:
        """Papers that all match, the best match first."""
        if not expression or len(ids) < 2:
            return ids
        return self._ids(
            f"SELECT rowid FROM {TEXT} WHERE {TEXT} MATCH ? AND +rowid IN (SELECT value FROM json_each(?)) "
            f"ORDER BY {RANK}, rowid DESC",
            expression,
            json.dumps(ids.tolist()),
        )

    def _sorted(self, place: Place, query: Query, sort: Sort, limit: int | None) -> Listing:
        condition = matching(place, self._today().isoformat(), query)
        where, values = condition.sql, condition.values
        source, order = "paper", _ORDERS[sort]
        if sort is Sort.LIST_ORDER:
            source = "list_item JOIN paper ON paper.id = list_item.paper_id"
            where += " AND list_item.list_id = ?"
            values.append(place.id)
        listing = self._cut(f"SELECT paper.id FROM {source} WHERE {where} ORDER BY {order}", values, limit)
        if sort in (Sort.NEWEST, Sort.OLDEST) and place.kind != "list":
            return Listing(listing.ids, self._groups(where, values, sort), listing.whole)
        return listing

    def _cut(self, sql: str, values: Sequence[object], limit: int | None) -> Listing:
        if limit is None:
            return Listing(self._ids(sql, *values))
        ids = self._ids(f"{sql} LIMIT ?", *values, limit + 1)
        return Listing(ids[:limit], whole=len(ids) <= limit)

    @readable()
    def _groups(self, where: str, values: Sequence[object], sort: Sort) -> tuple[Group, ...]:
        way = "DESC" if sort is Sort.NEWEST else "ASC"
        groups, start = [], 0
        for day, left, total, unread in self.connection.execute(
            "SELECT day, sum(state = 'inbox'), count(*), sum(unread) FROM paper "
            f"WHERE {where} GROUP BY day ORDER BY day {way}",
            values,
        ):
            groups.append(Group(start, day, left, total, unread))
            start += total
        return tuple(groups)

    def unread_in(self, listing: Listing) -> int:
        """How many papers of a listing are unread."""
        if listing.groups:
            return sum(group.unread for group in listing.groups)
        found = self.connection.execute(
            "SELECT count(*) FROM paper WHERE unread = 1 AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(listing.ids.tolist()),),
        ).fetchone()
        return int(found[0])

    @readable()
    def _ids(self, sql: str, *values: object) -> array[int]:
        return array("q", chain.from_iterable(self.connection.execute(sql, values)))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """What a list paints of these papers, in the order asked; ids that are not there are left out."""
        return rows_from(self.connection, ids)

    def traits(self, ids: Sequence[int]) -> Traits:
        """What these papers have in common; ids that are not there are left out."""
        return traits_from(self.connection, ids)

    def paper(self, paper_id: int) -> Paper:
        """One paper, whole. Raises NotFound."""
        found = self.papers([paper_id])
        if not found:
            raise NotFound(f"There is no paper {paper_id} in this library.")
        return found[0]

    def papers(self, ids: Iterable[int]) -> list[Paper]:
        """Papers, whole, in the order asked; ids that are not there are left out."""
        return papers_from(self.connection, list(ids))

    def find(self, name: str) -> int | None:
        """The paper called so by id, citation key, uuid, or identifier (arXiv id, DOI), None when there is none."""
        name = name.strip()
        asked: list[tuple[str, tuple[object, ...]]] = []
        if name.isascii() and name.isdigit() and len(name) < 19:
            asked.append(("SELECT id FROM paper WHERE id = ?", (int(name),)))
        bare = _RESOLVER.sub("", name.lower(), count=1)
        asked += [
            ("SELECT id FROM citation_key WHERE folded = ?", (folded(name),)),
            ("SELECT paper_id FROM key_alias WHERE folded = ?", (folded(name),)),
            ("SELECT id FROM paper WHERE uuid = ?", (name.lower(),)),
            ("SELECT paper_id FROM identifier WHERE scheme = 'doi' AND value = ?", (bare,)),
            ("SELECT paper_id FROM identifier WHERE scheme = 'arxiv' AND value = ?", (_VERSION.sub("", bare),)),
            ("SELECT paper_id FROM identifier WHERE value = ?", (name,)),
        ]
        for sql, values in asked:
            found = self.connection.execute(
                f"SELECT paper.id FROM paper WHERE {VISIBLE_SQL} AND paper.id IN ({sql})", values
            ).fetchone()
            if found:
                return int(found[0])
        return None

    def key_taken(self, key: str) -> bool:
        """Is this citation key in use, or was it ever? Case does not matter."""
        found = self.connection.execute(
            "SELECT 1 FROM citation_key WHERE folded = :key UNION ALL SELECT 1 FROM key_alias WHERE folded = :key",
            {"key": folded(key)},
        ).fetchone()
        return found is not None

    def duplicates(self, of: int | None = None) -> list[Pair]:
        """Pairs of papers that are likely one work, the surest first; with `of`, those of this paper."""
        # Seldom asked, and no part of what the first paint waits for.
        from octavo.library.duplicates import duplicates

        return duplicates(self.connection, of)

    def counts(self) -> Counts:
        """How many papers each fixed place holds."""
        return counts_of(self.connection, self._today().isoformat())

    def tags(self) -> list[Tag]:
        """All tags by name, each with the number of its papers outside the trash."""
        return sorted(tags_by_id(self.connection, counted=True).values(), key=lambda tag: folded(tag.name))

    def lists(self) -> list[ReadingList]:
        """All reading lists in the person's order, each with the number of its papers outside the trash."""
        return [
            ReadingList(*row)
            for row in self.connection.execute(
                "SELECT id, name, (SELECT count(*) FROM list_item JOIN paper ON paper.id = list_item.paper_id "
                "WHERE list_item.list_id = reading_list.id AND paper.aside = 0) "
                "FROM reading_list ORDER BY position, id"
            )
        ]

    def smart_lists(self) -> list[SmartList]:
        """All smart lists in order, not counted: `count` may have to read every paper."""
        found = self.connection.execute("SELECT id, name, words FROM saved_search ORDER BY position, id")
        return [SmartList(*row) for row in found]

    def _where(self, place: Place, words: str) -> tuple[Place, str]:
        """Where to look, and for what: a smart list is a search of all papers."""
        return (Place("all"), f"{self._kept_search(place.id)} {words}") if place.kind == "smart" else (place, words)

    def _kept_search(self, smart_list_id: int) -> str:
        found = self.connection.execute("SELECT words FROM saved_search WHERE id = ?", (smart_list_id,)).fetchone()
        if found is None:
            raise NotFound("This smart list is no longer in the library.")
        return str(found[0])

    def count(self, place: Place) -> int:
        """How many papers a place holds; nothing is put in order for it."""
        place, words = self._where(place, "")
        condition = matching(place, self._today().isoformat(), parse(words))
        found = self.connection.execute(f"SELECT count(*) FROM paper WHERE {condition.sql}", condition.values)
        return int(found.fetchone()[0])

    def list_named(self, name: str) -> ReadingList | None:
        """The list of this name, without regard to case."""
        return next((each for each in self.lists() if folded(each.name) == folded(name)), None)

    def reasons(self, list_id: int) -> dict[int, str]:
        """Why each paper is in a list, by paper; papers without a reason are left out."""
        return dict(
            self.connection.execute(
                "SELECT paper_id, reason FROM list_item WHERE list_id = ? AND reason <> ''", (list_id,)
            ).fetchall()
        )

    def days(self) -> list[tuple[str, str, int]]:
        """Every feed's import days that still show a paper: source, ISO day, undecided; newest first."""
        return days_of(self.connection)

    def subscriptions(self, *, counted: bool = False) -> list[Subscription]:
        """The feeds followed, in the person's order; `counted` with their undecided papers."""
        return subscriptions_of(self.connection, counted=counted)

    def rules(self) -> list[Rule]:
        """What happens to papers on arrival, in the person's order."""
        return rules_of(self.connection)

    def touched_by(self, rule: Rule) -> list[int]:
        """The stored papers a rule would touch, newest first. Raises OctavoError for one that means nothing."""
        return touched_by(self.connection, rule)

    def steps(self, limit: int = 100) -> list[Step]:
        """The newest steps of the history, undone ones included, newest first."""
        return self._steps("position IS NOT NULL ORDER BY position DESC LIMIT ?", limit)

    def next_undo(self) -> Step | None:
        """The step that undo would take back."""
        return next(iter(self._steps("position IS NOT NULL AND undone = 0 ORDER BY position DESC LIMIT 1")), None)

    def next_redo(self) -> Step | None:
        """The step that redo would do again."""
        return next(iter(self._steps("position IS NOT NULL AND undone = 1 ORDER BY position LIMIT 1")), None)

    def version(self) -> int:
        """A number that is another one after every commit of the writer."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _steps(self, which: str, *values: object) -> list[Step]:
        return [
            Step(step, at, verb, json.loads(arguments), papers, bool(undone))
            for step, at, verb, arguments, papers, undone in self.connection.execute(
                f"SELECT id, at, verb, arguments, papers, undone FROM history WHERE {which}", values
            )
        ]


_ORDERS = {
    Sort.NEWEST: "paper.day DESC, paper.id DESC",
    Sort.OLDEST: "paper.day ASC, paper.id DESC",
    Sort.TITLE: "paper.title_key, paper.id DESC",
    Sort.LIST_ORDER: "list_item.position, list_item.id",
}


#: Tables read for the first paint, before anyone has looked at the file as a whole.
_FIRST_READ = ("paper", "writing", "tag", "paper_tag", "reading_list", "list_item", "citation_key", TEXT, WORDS)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        for pragma in ("query_only=ON", "trusted_schema=OFF", "busy_timeout=1000", "temp_store=MEMORY",
                       "cache_size=-32768"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            raise LibraryTooNew(TOO_NEW) if version > VERSION else LibraryTooOld(TOO_OLD)
        refuse_foreign(connection, path.name)
        refuse_misshapen(connection, dict.fromkeys(_FIRST_READ, ()))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # SQLite quotes a damaged schema in its complaint, which then may be no text.
        connection.close()
        raise LibraryDamaged(DAMAGED) from error
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.close()
        raise
    return connection
