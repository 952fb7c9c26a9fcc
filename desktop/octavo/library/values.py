"""How values are written in columns and read back: authors, names, keys for comparing; shared by both sides."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from octavo.records import Author, State, Tag

#: Reading never sees a paper whose id is not below the number in `writing.hidden_from`; this one hides none.
HIDES_NONE = 2**62
# The plus keeps SQLite from walking the wide papers by this bound where a narrow index would do.
VISIBLE_SQL = "+paper.id < (SELECT hidden_from FROM writing)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where papers are looked at.

    `kind` is one of inbox, today, to-read, starred, all, done, not-for-me, trash, muted, list, smart and tag (with
    `id`), feed (`name` is its source) and day (`name` and `day`, ISO).
    """

    kind: str
    id: int = 0
    name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a list paints of one paper, without asking further.

    `authors` are the first names only where there are many; `author_count` counts those known, and `more_authors`
    says that there are others. `snippet` is the start of the abstract; `day` the ISO day it was first imported.
    """

    id: int
    title: str
    authors: tuple[str, ...]
    author_count: int
    source: str
    state: State
    starred: bool
    unread: bool
    trashed: bool
    has_note: bool
    in_list: bool
    tags: tuple[Tag, ...]
    snippet: str
    year: int | None
    key: str
    more_authors: bool = False
    day: str = ""
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Traits:
    """What several papers have in common: how many there are, are starred, unread, in each state.

    `tags_all` are on every one of them, `tags_some` on others only; both by name.
    """

    count: int
    starred: int
    unread: int
    states: Mapping[State, int]
    tags_all: tuple[Tag, ...] = ()
    tags_some: tuple[Tag, ...] = ()

    def all_in(self, state: State) -> bool:
        """Are there papers, and is every one in this state?"""
        return 0 < self.count == self.states.get(state, 0)


def storable(text: str) -> str:
    """`text` without what SQLite cannot keep as text: NUL characters and lone surrogates."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def folded(name: str) -> str:
    """The form under which two names are one: no difference of case, width or outer space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def authors_column(authors: Iterable[Author]) -> str:
    """Authors in order as JSON: one array of family, given, particle, suffix, literal each, empty ends left out."""
    rows = []
    for author in authors:
        parts = [author.family, author.given, author.particle, author.suffix, author.literal]
        while parts and not parts[-1]:
            parts.pop()
        rows.append(parts)
    return storable(_json(rows))


def authors_from(column: str) -> tuple[Author, ...]:
    """The authors written by `authors_column`."""
    return tuple(Author(*parts) for parts in json.loads(column)) if column else ()


def names_column(authors: Iterable[Author]) -> str:
    """The names of all authors, one a line: what is searched and what a row shows."""
    return storable("\n".join([" ".join(author.name.split()) for author in authors]))


def mapping_column(values: Mapping[str, str]) -> str:
    """A mapping of texts as JSON, "" when it is empty."""
    return storable(_json(dict(values))) if values else ""


def _json(values: object) -> str:
    return _ENCODE(values).replace("\\u0000", "")


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def mapping_from(column: str) -> dict[str, str]:
    """The mapping written by `mapping_column`."""
    found: dict[str, str] = json.loads(column) if column else {}
    return found


def casing_column(choices: Mapping[str, bool]) -> str:
    """The person's word on capitals, as the column keeps it; "" for none."""
    return mapping_column({word: "keep" if kept else "fold" for word, kept in sorted(choices.items())})


def casing_from(column: str) -> dict[str, bool]:
    """The choices written by `casing_column`."""
    return {word: choice == "keep" for word, choice in mapping_from(column).items()}
