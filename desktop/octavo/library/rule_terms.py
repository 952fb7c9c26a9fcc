"""What a rule is, and the SQL condition on papers that it means: the same for papers that arrive and those stored."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from octavo.library import full_text
from octavo.library.query import Query, match_expression, parse
from octavo.library.values import VISIBLE_SQL, storable
from octavo.records import OctavoError

DOES: Final = ("mute", "tag")
LOOKS_AT: Final = ("words", "author", "category", "feed")
LONGEST_PATTERN: Final = 200

_ALL_PAPERS: Final = 2**62
#: A rule never takes a paper from sight about which the person has decided anything.
_UNTOUCHED: Final = (
    "paper.starred = 0 AND paper.note = '' "
    "AND NOT EXISTS (SELECT 1 FROM list_item WHERE list_item.paper_id = paper.id)"
)
_TAGGED: Final = (
    "NOT EXISTS (SELECT 1 FROM paper_tag JOIN tag ON tag.id = tag_id WHERE paper_tag.paper_id = paper.id "
    "AND tag.name = ? COLLATE NOCASE)"
)
#: Categories stand apart by blanks or commas; of a paper completed later only the primary one may be known.
_CATEGORIES: Final = (
    "(' ' || lower(replace(CASE WHEN paper.other <> '' THEN coalesce(json_extract(paper.other, '$.categories'), '') "
    "ELSE '' END || ' ' || CASE WHEN paper.details <> '' "
    "THEN coalesce(json_extract(paper.details, '$.primary_class'), '') ELSE '' END, ',', ' ')) || ' ')"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens to a paper on arrival. `does` is one of `DOES`, `looks_at` one of `LOOKS_AT`.

    `pattern`: for words, those that title or abstract must hold, as in the search field ("quotes", -without); for
    author, names; for category "cs.CL" or a whole archive, "cs"; for feed its name. `tag_name` where it tags.
    """

    does: str
    looks_at: str
    pattern: str
    tag_name: str = ""
    id: int = 0
    active: bool = True


def checked(rule: Rule) -> Rule:
    """The rule with its pattern tidied. Raises OctavoError for one that could never mean anything."""
    if rule.does not in DOES or rule.looks_at not in LOOKS_AT:
        raise ValueError(f"no rule does {rule.does} by {rule.looks_at}")
    pattern = " ".join(storable(rule.pattern).split())
    tag_name = " ".join(storable(rule.tag_name).split()) if rule.does == "tag" else ""
    if rule.does == "tag" and not tag_name:
        raise OctavoError("Name the tag that this rule puts on papers.")
    if len(pattern) > LONGEST_PATTERN:
        raise OctavoError(f"A rule looks for at most {LONGEST_PATTERN} characters; these are {len(pattern)}.")
    query = parse(pattern)
    if rule.looks_at == "words" and query.known:
        raise OctavoError("This rule looks at words of title and abstract. Choose Author, Category or Feed for those.")
    nothing = not query.words if rule.looks_at in ("words", "author") else not pattern
    if nothing:
        wanted = {"words": "Give at least one word that must be there.", "author": "Give the name of an author."}
        raise OctavoError(wanted.get(rule.looks_at, f"Give the name of a {rule.looks_at}."))
    return Rule(rule.does, rule.looks_at, pattern, tag_name, rule.id, rule.active)


def condition_of(
    rule: Rule, first: int = 1, last: int = _ALL_PAPERS, *, by_feed: bool = False
) -> tuple[str, list[object]]:
    """SQL on `paper`, and its values: the papers with ids from `first` to `last` that the rule would touch.

    A paper that has left the inbox was decided about; not so one that just came `by_feed`, wherever feeds put theirs.
    """
    part, values = _looked_at(rule, first, last)
    untouched = _UNTOUCHED if by_feed else f"paper.state = 'inbox' AND {_UNTOUCHED}"
    effect, more = (untouched, []) if rule.does == "mute" else (_TAGGED, [rule.tag_name])
    sql = f"paper.id BETWEEN ? AND ? AND paper.aside = 0 AND {VISIBLE_SQL} AND {part} AND {effect}"
    return sql, [first, last, *values, *more]


def _looked_at(rule: Rule, first: int, last: int) -> tuple[str, list[object]]:
    if rule.looks_at == "category":
        name = rule.pattern.lower().replace(",", " ")
        whole = [f" {name} "] if "." in name or " " in name else [f" {name} ", f" {name}."]
        return "(" + " OR ".join(f"instr({_CATEGORIES}, ?) > 0" for _ in whole) + ")", list(whole)
    if rule.looks_at == "feed":
        seen = "SELECT 1 FROM sighting JOIN batch ON batch.id = batch_id WHERE sighting.paper_id = paper.id"
        return f"EXISTS ({seen} AND batch.source = ? COLLATE NOCASE)", [rule.pattern]
    column = "authors_text" if rule.looks_at == "author" else "{title abstract}"
    return _worded(parse(rule.pattern), column, first, last)


def _worded(query: Query, column: str, first: int, last: int) -> tuple[str, list[object]]:
    hits = f"(SELECT rowid FROM {full_text.TEXT} WHERE {full_text.TEXT} MATCH ? AND rowid BETWEEN ? AND ?)"
    parts: list[str] = []
    values: list[object] = []
    for negated in (False, True):
        terms = tuple(term for term in query.terms if term.negated == negated)
        for group in [terms] if not negated else [(term,) for term in terms]:
            if group:
                parts.append(f"paper.id {'NOT ' if negated else ''}IN {hits}")
                values += [match_expression(group, column), first, last]
    return " AND ".join(parts), values


def rules_of(connection: sqlite3.Connection) -> list[Rule]:
    """All rules, in the person's order."""
    return [
        Rule(does, looks_at, pattern, tag_name, own, bool(active))
        for own, does, looks_at, pattern, tag_name, active in connection.execute(
            "SELECT id, does, looks_at, pattern, tag_name, active FROM rule ORDER BY position, id"
        )
    ]


def touched_by(connection: sqlite3.Connection, rule: Rule) -> list[int]:
    """The stored papers a rule would touch, newest first. Raises OctavoError for one that means nothing."""
    where, values = condition_of(checked(rule))
    found = connection.execute(f"SELECT id FROM paper WHERE {where} ORDER BY day DESC, id DESC", values)
    return [row[0] for row in found]
