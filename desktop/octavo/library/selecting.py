"""A place and a query made into SQL: which papers, in which order. Pure; runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from octavo.library import full_text
from octavo.library.query import Query, Term, Token, match_expression, years
from octavo.library.values import VISIBLE_SQL, Place, folded, storable

_OTHER_COLUMN = re.compile(r"paper\.(?!id\b)")
_SEEN = "SELECT sighting.paper_id FROM batch JOIN sighting ON sighting.batch_id = batch.id"
_STATES = {"inbox": "inbox", "to-read": "to-read", "done": "done", "not-for-me": "not-for-me"}
_FACTS = {
    "unread": "paper.unread = 1",
    "read": "paper.unread = 0",
    "starred": "paper.starred = 1",
    "noted": "paper.note <> ''",
    "incomplete": (
        "(paper.authors_text = '' OR paper.published = '' OR (paper.venue = '' AND NOT EXISTS "
        "(SELECT 1 FROM identifier WHERE identifier.paper_id = paper.id)))"
    ),
    **{name: f"paper.state = '{state}'" for name, state in _STATES.items()},
}
_HOLDINGS = {
    "note": "paper.note <> ''",
    "abstract": "paper.abstract <> ''",
    "authors": "paper.authors_text <> ''",
    "key": "EXISTS (SELECT 1 FROM citation_key WHERE citation_key.id = paper.id)",
    "file": "EXISTS (SELECT 1 FROM attachment WHERE attachment.paper_id = paper.id)",
    "pdf": (
        "(EXISTS (SELECT 1 FROM attachment WHERE attachment.paper_id = paper.id) OR "
        "EXISTS (SELECT 1 FROM identifier WHERE identifier.paper_id = paper.id AND "
        "(scheme IN ('arxiv', 'openreview', 'acl') OR (scheme = 'url' AND lower(value) LIKE '%.pdf'))))"
    ),
}


@dataclass(slots=True)
class Condition:
    """SQL conditions on `paper`, all of which must hold, and their values in order."""

    parts: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, part: str, *values: object, negated: bool = False) -> None:
        self.parts.append(f"NOT ({part})" if negated else part)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts)

    @property
    def needs_only_ids(self) -> bool:
        """Whether it can be decided of an id without reading the paper."""
        return _OTHER_COLUMN.search(self.sql) is None


def condition_for(place: Place, today: str, query: Query, *, of_hits: bool = False) -> Condition:
    """What must hold of the papers of a place that answer `query`, its free words that must match set aside.

    `of_hits`: it will be asked of hits of the full-text index, whose papers are better not read.
    """
    asked = {token.value.lower() for token in query.known if token.name == "is" and not token.negated}
    found = Condition()
    if place.kind == "trash" or "trash" in asked:
        found.add("paper.aside = 1")
    elif place.kind == "muted" or "muted" in asked:
        found.add("paper.aside = 2")
    elif of_hits:
        found.add("paper.id NOT IN (SELECT id FROM paper WHERE aside > 0)")
    else:
        found.add("paper.aside = 0")
    found.add(VISIBLE_SQL)
    _add_place(found, place, today)
    for token in query.known:
        _add_token(found, token)
    for term in query.terms:
        if term.negated:
            for table, expression in full_text.matches([term]).items():
                found.add(full_text.among(table), expression, negated=True)
    return found


def matching(place: Place, today: str, query: Query) -> Condition:
    """The same, with the free words that must match among the conditions."""
    condition = condition_for(place, today, query)
    for table, expression in full_text.matches(term for term in query.terms if not term.negated).items():
        condition.add(full_text.among(table), expression)
    return condition


def _add_place(found: Condition, place: Place, today: str) -> None:
    kind = place.kind
    if kind in _STATES:
        found.add(f"paper.state = '{_STATES[kind]}'")
    elif kind == "starred":
        found.add("paper.starred = 1")
    elif kind == "today":
        found.add("paper.day = ?", today)
    elif kind == "list":
        found.add("paper.id IN (SELECT paper_id FROM list_item WHERE list_id = ?)", place.id)
    elif kind == "tag":
        found.add("paper.id IN (SELECT paper_id FROM paper_tag WHERE tag_id = ?)", place.id)
    elif kind == "feed":
        # With the plus the order by day comes from its index; a feed may hold most of the library.
        found.add(f"+paper.id IN ({_SEEN} WHERE batch.source = ?)", place.name)
    elif kind == "day":
        found.add(f"paper.id IN ({_SEEN} WHERE batch.source = ? AND batch.day = ?)", place.name, place.day)
    elif kind not in ("all", "trash", "muted"):
        raise ValueError(f"no place is called {kind}")


def _add_token(found: Condition, token: Token) -> None:
    add = _TOKENS[token.name]
    part, values = add(token.value)
    if part:
        found.add(part, *values, negated=token.negated)


_Made = tuple[str, Iterable[object]]


def _is(value: str) -> _Made:
    return _FACTS.get(value.lower(), ""), ()


def _has(value: str) -> _Made:
    return _HOLDINGS[value.lower()], ()


def _named(table: str, members: str, column: str) -> Callable[[str], _Made]:
    """Members of the one called so; while none is called so, of those whose name begins so."""

    def made(value: str) -> _Made:
        name = storable(folded(value))
        chosen = (
            f"SELECT id FROM {table} WHERE folded = ? OR (substr(folded, 1, ?) = ? AND NOT EXISTS "
            f"(SELECT 1 FROM {table} WHERE folded = ?))"
        )
        part = f"paper.id IN (SELECT paper_id FROM {members} WHERE {column} IN ({chosen}))"
        return part, (name, len(name), name, name)

    return made


def _feed(value: str) -> _Made:
    start = storable(value)
    return f"paper.id IN ({_SEEN} WHERE lower(substr(batch.source, 1, ?)) = lower(?))", (len(start), start)


def _author(value: str) -> _Made:
    terms = tuple(Term(word) for word in storable(value).split() if any(letter.isalnum() for letter in word))
    if not terms:
        return "", ()
    return full_text.among(full_text.TEXT), (match_expression(terms, "authors_text"),)


def _year(value: str) -> _Made:
    bounds = years(value)
    if bounds is None:
        return "", ()
    part = "(paper.published <> '' AND CAST(substr(paper.published, 1, 4) AS INTEGER) BETWEEN ? AND ?)"
    return part, bounds


def _date(value: str) -> _Made:
    return f"paper.id IN ({_SEEN} WHERE batch.day = ?)", (value,)


_TOKENS: dict[str, Callable[[str], _Made]] = {
    "is": _is,
    "has": _has,
    "tag": _named("tag", "paper_tag", "tag_id"),
    "list": _named("reading_list", "list_item", "list_id"),
    "feed": _feed,
    "author": _author,
    "year": _year,
    "date": _date,
}
