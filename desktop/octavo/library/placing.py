"""What each arriving entry is to the library: new, already here, twice in the batch, or doubtful. Reads only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from octavo.bibliography.residue import readable
from octavo.library.full_text import TEXT
from octavo.library.identity import Facts, Likeness, likeness
from octavo.library.values import VISIBLE_SQL, authors_from, storable
from octavo.records import Batch, Entry, Identifier, Placement, Verdict

#: Entries placed between two looks at the clock of whoever steps this.
SLICE = 200
_NEAR_CANDIDATES = 8
_WORD = re.compile(r"\w{4,}")
#: Where a paper may be that its place in the inbox does not show.
_ASIDE = {1: "It is in the trash.", 2: "It is muted."}


@dataclass(slots=True)
class _Kept:
    """A paper of the library, as far as placing needs it; `where` says that it is put aside, and is else ""."""

    id: int
    facts: Facts
    added: str
    where: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What the library holds that a slice of entries may be: papers by identifier, by title key, and by id.

    `anything` is false for a library without papers, which need not be searched.
    """

    owners: dict[Identifier, int]
    titled: defaultdict[str, list[int]]
    kept: dict[int, _Kept]
    anything: bool


@dataclass(slots=True)
class _Seen:
    """The entries of the batch that came before."""

    by_identifier: dict[Identifier, int] = field(default_factory=dict)
    by_key: defaultdict[str, list[tuple[int, Facts]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Placed:
    """The verdict on an entry, beside the facts it rests on."""

    placement: Placement
    facts: Facts


def place(connection: sqlite3.Connection, batch: Batch) -> Iterator[list[Placed]]:
    """Place the entries in order, a slice at a time."""
    seen = _Seen()
    for start in range(0, len(batch.entries), SLICE):
        entries = batch.entries[start : start + SLICE]
        arriving = [_facts_of(entry) for entry in entries]
        known = _known(connection, arriving)
        yield _place_slice(connection, start, arriving, known, seen)


def _facts_of(entry: Entry) -> Facts:
    return Facts(readable(entry.title), readable(entry.abstract), entry.authors, entry.identifiers)


def _known(connection: sqlite3.Connection, arriving: Sequence[Facts]) -> _Known:
    owners = _owners(connection, [each for facts in arriving for each in facts.identifiers])
    titled = _titled(connection, [facts.key for facts in arriving])
    kept = _kept(connection, {*owners.values(), *chain.from_iterable(titled.values())})
    anything = connection.execute(f"SELECT EXISTS (SELECT 1 FROM paper WHERE {VISIBLE_SQL})").fetchone()[0]
    return _Known(owners, titled, kept, bool(anything))


def _place_slice(
    connection: sqlite3.Connection, start: int, arriving: Sequence[Facts], known: _Known, seen: _Seen
) -> list[Placed]:
    placements = []
    for index, facts in enumerate(arriving, start):
        placement = _within_batch(index, facts, seen)
        if placement is None or placement.verdict is Verdict.DOUBTFUL:
            for identifier in facts.identifiers:
                seen.by_identifier.setdefault(identifier, index)
            seen.by_key[facts.key].append((index, facts))
            in_library = _place_one(connection, index, facts, known)
            if placement is None or in_library.verdict is not Verdict.NEW:
                placement = in_library
        placements.append(Placed(placement, facts))
    return placements


def _within_batch(index: int, facts: Facts, seen: _Seen) -> Placement | None:
    """TWICE or DOUBTFUL when an earlier entry of the batch is, or may be, the same work."""
    for identifier in facts.identifiers:
        if identifier in seen.by_identifier:
            return Placement(index, Verdict.TWICE, twin=seen.by_identifier[identifier])
    doubt = None
    for earlier, other in seen.by_key.get(facts.key, ()):
        verdict, why = likeness(facts, other)
        if verdict is Likeness.SAME:
            return Placement(index, Verdict.TWICE, twin=earlier)
        if verdict is Likeness.DOUBTFUL and doubt is None:
            why = f"{why} The other one is on this page too."
            doubt = Placement(index, Verdict.DOUBTFUL, paper_title=other.title, twin=earlier, why=why)
    return doubt


def _place_one(connection: sqlite3.Connection, index: int, facts: Facts, known: _Known) -> Placement:
    owning = list(dict.fromkeys(known.owners[each] for each in facts.identifiers if each in known.owners))
    if len(owning) > 1:
        why = "Its identifiers belong to 2 different papers."
        return _placed(index, Verdict.DOUBTFUL, known.kept[owning[0]], why)
    if owning:
        return _placed(index, Verdict.ALREADY_HERE, known.kept[owning[0]])
    doubt: tuple[_Kept, str] | None = None
    for kept in (known.kept[each] for each in known.titled[facts.key]):
        verdict, why = likeness(facts, kept.facts)
        if verdict is Likeness.SAME:
            return _placed(index, Verdict.ALREADY_HERE, kept)
        if verdict is Likeness.DOUBTFUL and doubt is None:
            doubt = kept, why
    if doubt is None and known.anything and not known.titled[facts.key]:
        doubt = _near(connection, facts)
    return _placed(index, Verdict.DOUBTFUL, *doubt) if doubt else Placement(index, Verdict.NEW)


def _placed(index: int, verdict: Verdict, kept: _Kept, why: str = "") -> Placement:
    why = f"{why} {kept.where}".strip()
    return Placement(index, verdict, kept.id, kept.facts.title, kept.added, why=why)


def _owners(connection: sqlite3.Connection, identifiers: Sequence[Identifier]) -> dict[Identifier, int]:
    if not identifiers:
        return {}
    asked = json.dumps([[storable(each.scheme), storable(each.value)] for each in identifiers])
    found = connection.execute(
        "SELECT identifier.scheme, identifier.value, paper.id FROM json_each(?) AS asked "
        "CROSS JOIN identifier ON identifier.scheme = json_extract(asked.value, '$[0]') "
        "AND identifier.value = json_extract(asked.value, '$[1]') JOIN paper ON paper.id = identifier.paper_id "
        f"WHERE {VISIBLE_SQL}",
        (asked,),
    )
    return {Identifier(scheme, value): paper_id for scheme, value, paper_id in found}


def _titled(connection: sqlite3.Connection, keys: Sequence[str]) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, paper_id in connection.execute(
        "SELECT title_key, id FROM paper WHERE title_key IN (SELECT value FROM json_each(?)) "
        f"AND {VISIBLE_SQL} ORDER BY aside, id",
        (json.dumps(sorted({storable(key) for key in keys if key})),),
    ):
        found[key].append(paper_id)
    return found


def _kept(connection: sqlite3.Connection, ids: set[int]) -> dict[int, _Kept]:
    chosen = json.dumps(sorted(ids))
    identifiers: defaultdict[int, list[Identifier]] = defaultdict(list)
    for paper_id, scheme, value in connection.execute(
        "SELECT paper_id, scheme, value FROM identifier WHERE paper_id IN (SELECT value FROM json_each(?))", (chosen,)
    ):
        identifiers[paper_id].append(Identifier(scheme, value))
    return {
        paper_id: _Kept(
            paper_id,
            Facts(title, abstract, authors_from(authors), tuple(identifiers[paper_id])),
            added,
            _ASIDE.get(aside, ""),
        )
        for paper_id, title, abstract, authors, added, aside in connection.execute(
            "SELECT id, title, abstract, authors, added, aside FROM paper "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (chosen,),
        )
    }


def _near(connection: sqlite3.Connection, facts: Facts) -> tuple[_Kept, str] | None:
    """A paper whose title may be this one mistyped, found by its longest words: every other of them must be intact."""
    words = sorted(dict.fromkeys(_WORD.findall(storable(facts.title).casefold())), key=len, reverse=True)[:6]
    if not words:
        return None
    halves = [" AND ".join(f'"{word}"' for word in half) for half in (words[::2], words[1::2]) if half]
    hits = connection.execute(
        f"SELECT rowid FROM {TEXT} WHERE {TEXT} MATCH ? LIMIT ?",
        (f"title : ({' OR '.join(f'({half})' for half in halves)})", _NEAR_CANDIDATES),
    ).fetchall()
    for kept in _kept(connection, {row[0] for row in hits}).values() if hits else ():
        verdict, why = likeness(facts, kept.facts)
        if verdict is Likeness.DOUBTFUL:
            return kept, why
    return None
