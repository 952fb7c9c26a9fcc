"""The words in the search box: tokens and free words, read into a `Query`. Any text at all is a valid query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

#: What `is:` and `has:` can ask.
FACTS: Final = frozenset(
    ("unread", "read", "starred", "done", "noted", "incomplete", "to-read", "inbox", "not-for-me", "trash", "muted")
)
HOLDINGS: Final = frozenset(("note", "pdf", "file", "abstract", "key", "authors"))
NAMES: Final = frozenset(("tag", "is", "list", "feed", "author", "year", "date", "has"))

_PIECE: Final = re.compile(r'(?P<minus>-?)(?:(?P<name>\w+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S+))|(?P<rest>\S)')
_YEAR: Final = re.compile(r"(?P<sign>[<>]=?)?(?P<first>\d{4})|(?P<from>\d{4})?\.\.(?P<to>\d{4})?")


@dataclass(frozen=True, slots=True)
class Token:
    """One `name:value` of the query. A token that is not `known` is searched as the plain words it looks like.

    `start` and `end` are where it stands in the text, for marking it.
    """

    name: str
    value: str
    negated: bool
    known: bool
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A free word or phrase that must match, or must not. A word matches by prefix, a phrase as it is."""

    text: str
    phrase: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are the free words and phrases to find, as typed, for highlighting."""

    terms: tuple[Term, ...] = ()
    tokens: tuple[Token, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(term.text for term in self.terms if not term.negated)

    @property
    def known(self) -> tuple[Token, ...]:
        """The tokens that narrow the search: known, and with a value."""
        return tuple(token for token in self.tokens if token.known and token.value)


def parse(words: str) -> Query:
    """Read the text of the search box. Never raises; what is not understood is searched as plain words."""
    terms: list[Term] = []
    tokens: list[Token] = []
    for piece in _PIECE.finditer(words):
        phrase = piece["quoted"] is not None
        text = (piece["quoted"] if phrase else piece["plain"]) or piece["rest"] or ""
        negated = bool(piece["minus"])
        name = (piece["name"] or "").lower()
        if name or (not phrase and text.endswith(":") and text[:-1].lower() in NAMES):
            token = _token(name or text[:-1].lower(), text if name else "", negated, piece.span())
            tokens.append(token)
            if token.known:
                continue
            text = f"{piece['name']}:{text}"
        if _is_searchable(text):
            terms.append(Term(text, phrase, negated))
    return Query(tuple(terms), tuple(tokens))


def _token(name: str, value: str, negated: bool, span: tuple[int, int]) -> Token:
    value = value.strip()
    known = name in NAMES and (not value or _makes_sense(name, value))
    return Token(name, value, negated, known, *span)


def _makes_sense(name: str, value: str) -> bool:
    if name == "is":
        return value.lower() in FACTS
    if name == "has":
        return value.lower() in HOLDINGS
    if name == "year":
        return years(value) is not None
    if name == "date":
        return _is_day(value)
    return True


def years(value: str) -> tuple[int, int] | None:
    """First and last year of "2024", ">2023", "<=2020", "2022..2024" or "2022..", None when it is none of these."""
    found = _YEAR.fullmatch(value)
    if found is None or value == "..":
        return None
    if not found["first"]:
        return int(found["from"] or 0), int(found["to"] or 9999)
    year = int(found["first"])
    bounds = {">": (year + 1, 9999), ">=": (year, 9999), "<": (0, year - 1), "<=": (0, year)}
    return bounds.get(found["sign"] or "", (year, year))


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_searchable(text: str) -> bool:
    return any(character.isalnum() for character in text)


def match_expression(terms: tuple[Term, ...], column: str = "") -> str:
    """The full-text expression in which every one of `terms` must match; "" when there is none.

    Everything a person typed stands inside quotes, so none of it is read as an operator.
    """
    return " AND ".join(_quoted_terms(terms, f"{column} : " if column else ""))


def _quoted_terms(terms: tuple[Term, ...], prefix: str) -> Iterator[str]:
    for term in terms:
        quoted = '"' + term.text.replace('"', '""').replace("\0", " ") + '"'
        yield prefix + quoted + ("" if term.phrase else " *")
