"""The full-text index: its two tables, how papers enter and leave them, how words are matched. Pure SQL text.

`paper_words` answers words by their beginnings, those of one and two letters from an index of their own, for they match
almost every paper. It knows no positions, which keeps it small. `paper_text` does: it answers phrases and ranks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from octavo.library.query import Term, match_expression

#: The columns searched, in the order of the index, with their weight in ranking.
SEARCHED = {"title": 10.0, "authors_text": 5.0, "tags_text": 5.0, "note": 3.0, "abstract": 1.0}
TEXT = "paper_text"
WORDS = "paper_words"
TABLES = (WORDS, TEXT)
COLUMNS = ", ".join(SEARCHED)
RANK = f"bm25({TEXT}, {', '.join(map(str, SEARCHED.values()))})"

_OLD_UNICODE = unicodedata.ucd_3_2_0
_OPTIONS = {TEXT: "", WORDS: ", detail=none, prefix='1 2'"}


def create() -> list[str]:
    """SQL that makes the index: 8 MiB may gather in memory, 8 pieces in the file before they are joined.

    With SQLite's own choice of 4 pieces, an import in small transactions spends a sixth of its time joining them.
    """
    made = [
        f"CREATE VIRTUAL TABLE {table} USING fts5({COLUMNS}, content='paper', content_rowid='id', "
        f"tokenize='unicode61 remove_diacritics 2'{options})"
        for table, options in _OPTIONS.items()
    ]
    settings = (("hashsize", 8 * 1024 * 1024), ("automerge", 8))
    return made + [
        f"INSERT INTO {table}({table}, rank) VALUES ('{name}', {value})" for table in TABLES for name, value in settings
    ]


def enter(which: str) -> list[str]:
    """SQL that enters papers into the index; `which` is a condition on `paper`."""
    return [f"INSERT INTO {table}(rowid, {COLUMNS}) SELECT id, {COLUMNS} FROM paper WHERE {which}" for table in TABLES]


def take_out(which: str) -> list[str]:
    """SQL that takes papers out of the index, to be run while their rows still hold what was indexed."""
    return [
        f"INSERT INTO {table}({table}, rowid, {COLUMNS}) SELECT 'delete', id, {COLUMNS} FROM paper WHERE {which}"
        for table in TABLES
    ]


def enter_row(row: str) -> str:
    """Statements for a trigger, which enter `row` (NEW)."""
    values = ", ".join(f"{row}.{column}" for column in SEARCHED)
    return " ".join(f"INSERT INTO {table}(rowid, {COLUMNS}) VALUES ({row}.id, {values});" for table in TABLES)


def take_out_row(row: str) -> str:
    """Statements for a trigger, which take `row` (OLD) out."""
    values = ", ".join(f"{row}.{column}" for column in SEARCHED)
    return " ".join(
        f"INSERT INTO {table}({table}, rowid, {COLUMNS}) VALUES ('delete', {row}.id, {values});" for table in TABLES
    )


def matches(terms: Iterable[Term]) -> dict[str, str]:
    """The full-text expression each table has to match, so that together they match all of `terms`."""
    parted: dict[str, list[Term]] = {}
    for term in terms:
        word = "" if term.phrase else _one_word(term.text)
        parted.setdefault(WORDS if word else TEXT, []).append(Term(word) if word else term)
    return {table: match_expression(tuple(part)) for table, part in parted.items()}


def ranking(terms: Iterable[Term]) -> str:
    """The expression by which hits of `terms` are ranked, "" when none tells: two letters begin too many words."""
    return match_expression(tuple(term for term in terms if len(term.text) > 2))


def _one_word(text: str) -> str:
    """`text` without the signs around it if the index takes what is left as one word, else "".

    The index splits words by an older Unicode than Python's; what was a letter or digit in 3.2 is one to both.
    """
    signs = "".join(sign for sign in text if not sign.isalnum())
    word = text.strip(signs) if signs else text
    return word if all(_OLD_UNICODE.category(sign)[0] in "LN" for sign in word) else ""


def among(table: str) -> str:
    """The condition that a paper is among the hits of a table, the expression being its value."""
    return f"paper.id IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"
