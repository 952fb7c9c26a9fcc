"""Papers of the library that are likely the same work, or two faces of one. Reads only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from octavo.library.citations import Citations
from octavo.library.identity import (
    Facts,
    Likeness,
    abstracts_agree,
    first_families_agree,
    identifiers_conflict,
    likeness,
    near_titles,
)
from octavo.library.values import VISIBLE_SQL, authors_from
from octavo.records import Identifier

if TYPE_CHECKING:
    from octavo.library.reading import Reading

#: Letters at the beginning or end of a title that two titles share before they are compared in full.
_SHARED = 14
#: A title that begins or ends another one says something only from so many letters on.
_TELLING = 24
#: Letters at the start of the abstract that two abstracts share before they are compared in full.
_SAME_START = 80
#: More papers than this in one group are a series or a form, not duplicates.
_MOST = 12

_ARXIV = re.compile(
    r"(?:10\.48550/arxiv\.|https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/)(.+?)(?:v\d+)?(?:\.pdf)?", re.I
)
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)", re.I)
_OPENREVIEW = re.compile(r"https?://openreview\.net/(?:forum|pdf)\?id=([\w-]+)")
_ACL = re.compile(r"https?://(?:www\.)?aclanthology\.org/([A-Za-z0-9.-]+?)(?:\.pdf|/)?")
_FIGURES = re.compile(r"\d+")
_NAMES = {"arxiv": "arXiv number", "doi": "DOI", "openreview": "OpenReview number", "acl": "ACL Anthology number"}


#: Compares two papers: why they may be one work and whether it is sure, None when they are not.
Compare = Callable[[Facts, Facts], tuple[str, bool] | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers that may be one work, the older first. `sure` when a number, or title and text, say so."""

    first: int
    second: int
    why: str
    sure: bool


def duplicates(connection: sqlite3.Connection, of: int | None = None) -> list[Pair]:
    """The pairs of papers outside the trash that are likely one work, the surest first.

    Pairs the person said are not the same are left out. `of`: only pairs with this paper.
    """
    apart = _apart(connection)
    found: dict[tuple[int, int], Pair] = {}
    for pair in _pairs(connection):
        key = (pair.first, pair.second)
        if key not in apart and key not in found and (of is None or of in key):
            found[key] = pair
    return sorted(found.values(), key=lambda pair: (not pair.sure, -pair.second, -pair.first))


def _apart(connection: sqlite3.Connection) -> set[tuple[int, int]]:
    """The pairs the person said are not the same, the lower id first."""
    return {(first, second) for first, second in connection.execute("SELECT paper_id, other_id FROM apart")}


def with_numbers_found(reading: Reading, paper_id: int) -> list[Pair]:
    """The pairs with this paper, those first whose other paper has a number that a look-up found for this one."""
    found = reading.duplicates(paper_id)
    look_up = Citations(reading).look_ups([paper_id]).get(paper_id)
    numbers = [each for candidate in look_up.candidates for each in candidate.entry.identifiers] if look_up else []
    known = {each for pair in found for each in (pair.first, pair.second)}
    known.update(each for pair in _apart(reading.connection) if paper_id in pair for each in pair)
    for scheme, value in dict.fromkeys((each.scheme, each.value) for each in numbers):
        owner = reading.connection.execute(
            f"SELECT paper.id FROM identifier JOIN paper ON paper.id = paper_id WHERE scheme = ? AND value = ? "
            f"AND scheme <> 'url' AND aside = 0 AND {VISIBLE_SQL}",
            (scheme, value),
        ).fetchone()
        if owner and owner[0] != paper_id and owner[0] not in known:
            known.add(owner[0])
            why = f"A look-up found the {_NAMES.get(scheme, 'number')} {value} for both."
            found.insert(0, Pair(min(owner[0], paper_id), max(owner[0], paper_id), why, True))
    return found


def _pairs(connection: sqlite3.Connection) -> Iterator[Pair]:
    yield from _by_number(connection)
    groups = _groups(connection, "title_key", "title_key <> ''")
    yield from _compared(connection, groups, _same_title)
    groups = _groups(connection, f"substr(abstract, 1, {_SAME_START})", f"length(abstract) > {2 * _SAME_START}")
    yield from _compared(connection, groups, _same_abstract)
    for part in (f"substr(title_key, 1, {_SHARED})", f"substr(title_key, -{_SHARED})"):
        groups = _groups(connection, part, f"length(title_key) >= {_SHARED}")
        yield from _compared(connection, groups, _near_title)


def _groups(connection: sqlite3.Connection, by: str, where: str) -> list[list[int]]:
    return [
        json.loads(row[0])
        for row in connection.execute(
            f"SELECT json_group_array(id) FROM paper WHERE aside = 0 AND {VISIBLE_SQL} AND {where} "
            f"GROUP BY {by} HAVING count(*) BETWEEN 2 AND {_MOST}"
        )
    ]


def _compared(connection: sqlite3.Connection, groups: Sequence[Sequence[int]], compare: Compare) -> Iterator[Pair]:
    facts = _facts(connection, {each for group in groups for each in group})
    for group in groups:
        for first, second in combinations(sorted(group), 2):
            verdict = compare(facts[first], facts[second])
            if verdict is not None:
                yield Pair(first, second, *verdict)


def _same_title(one: Facts, other: Facts) -> tuple[str, bool] | None:
    verdict, why = likeness(one, other)
    if verdict is Likeness.SAME:
        return "The same title, and nothing speaks against it.", True
    return (why, False) if verdict is Likeness.DOUBTFUL else None


def _same_abstract(one: Facts, other: Facts) -> tuple[str, bool] | None:
    if one.key == other.key or identifiers_conflict(one.identifiers, other.identifiers):
        return None
    if first_families_agree(one.authors, other.authors) is False:
        return None
    if not abstracts_agree(one.abstract_words, other.abstract_words):
        return None
    return "Another title, the same abstract.", False


def _near_title(one: Facts, other: Facts) -> tuple[str, bool] | None:
    """Titles that are nearly one, or one with a beginning or an end more: only with authors or abstract to agree."""
    if one.key == other.key or identifiers_conflict(one.identifiers, other.identifiers):
        return None
    authors = first_families_agree(one.authors, other.authors)
    abstracts = bool(one.abstract_words and other.abstract_words) and abstracts_agree(
        one.abstract_words, other.abstract_words
    )
    if authors is False or not (authors or abstracts):
        return None
    agree = "authors and abstract" if authors and abstracts else "first author" if authors else "abstract"
    if near_titles(one.title, other.title):
        return f"Nearly the same title, the same {agree}.", False
    short, long = sorted((one.key, other.key), key=len)
    telling = len(short) >= _TELLING and (long.startswith(short) or long.endswith(short))
    if telling and abstracts and _FIGURES.findall(short) == _FIGURES.findall(long):
        return f"One title is a part of the other, the same {agree}.", False
    return None


def _by_number(connection: sqlite3.Connection) -> Iterator[Pair]:
    """Papers that one registry knows by one number, each of them under another scheme."""
    owners: defaultdict[Identifier, set[int]] = defaultdict(set)
    for scheme, value, paper_id in connection.execute(
        "SELECT scheme, value, paper.id FROM identifier JOIN paper ON paper.id = paper_id "
        f"WHERE aside = 0 AND {VISIBLE_SQL}"
    ):
        owners[plain_number(scheme, value)].add(paper_id)
    for number, papers in owners.items():
        if 2 <= len(papers) <= _MOST:
            why = f"The same {_NAMES.get(number.scheme, 'address')}, {number.value}."
            for first, second in combinations(sorted(papers), 2):
                yield Pair(first, second, why, True)


def plain_number(scheme: str, value: str) -> Identifier:
    """An identifier under the scheme of the registry that gave it, whichever scheme it came under."""
    if scheme == "hf":
        return Identifier("arxiv", value)
    if scheme in ("doi", "url"):
        for own, pattern in (("arxiv", _ARXIV), ("doi", _DOI), ("openreview", _OPENREVIEW), ("acl", _ACL)):
            if match := pattern.fullmatch(value):
                return plain_number("doi", match[1].lower()) if own == "doi" else Identifier(own, match[1])
    return Identifier(scheme, value)


def _facts(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Facts]:
    chosen = json.dumps(sorted(ids))
    identifiers: defaultdict[int, list[Identifier]] = defaultdict(list)
    among = "IN (SELECT value FROM json_each(?))"
    for paper_id, scheme, value in connection.execute(
        f"SELECT paper_id, scheme, value FROM identifier WHERE paper_id {among}", (chosen,)
    ):
        identifiers[paper_id].append(plain_number(scheme, value))
    return {
        paper_id: Facts(title, abstract, authors_from(authors), tuple(identifiers[paper_id]))
        for paper_id, title, abstract, authors in connection.execute(
            f"SELECT id, title, abstract, authors FROM paper WHERE id {among}", (chosen,)
        )
    }
