"""arXiv's query interface: up to 100 numbers in one request, or a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from octavo.inquiries import KeptAnswer
from octavo.lookup.asking import HITS, NUMBERS_AT_ONCE, Asking, Heard, Unreadable, ask, query_words, title_question
from octavo.records import Entry

NAME: Final = "arXiv"

_NUMBER: Final = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
_CLASS: Final = re.compile(r"\.[A-Za-z]{2}/")
_ERROR: Final = b"/api/errors"
#: Shorter words are left out of a search by arXiv itself, or mean nothing.
_SHORTEST_WORD: Final = 4
_FEWEST_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Numbered:
    """What arXiv has under some numbers. `missing` are those it surely does not know, `keep` says so for later."""

    entries: dict[str, Entry]
    missing: tuple[str, ...] = ()
    keep: tuple[KeptAnswer, ...] = ()


def is_number(text: str) -> bool:
    """May this be asked for? One impossible number makes arXiv refuse a hundred others."""
    return _NUMBER.fullmatch(text) is not None


def by_numbers(asking: Asking, numbers: Sequence[str]) -> Numbered:
    """The papers with these arXiv numbers (at most 100), in one request. A number known to be missing is not asked."""
    asked = list(dict.fromkeys(numbers))[:NUMBERS_AT_ONCE]
    known = [each for each in asked if asking.recall(NAME, _question(each)) is not None]
    asked = [each for each in asked if each not in known]
    if not asked:
        return Numbered({}, tuple(known))
    # Without max_results arXiv silently answers for the first ten.
    query = urlencode({"id_list": ",".join(asked), "max_results": len(asked)}, safe=",/")
    body = asking.bytes_of(f"{asking.addresses.arxiv}/api/query?{query}")
    entries, whole = _read(asking, body or b"")
    by_bare = {_bare(each): each for each in asked}
    numbered = ((by_bare.get(_bare(number)), entry) for entry in entries for number in _numbers(entry))
    found = {number: entry for number, entry in numbered if number is not None}
    if not whole and not found:
        raise Unreadable(NAME)
    missing = [each for each in asked if each not in found] if whole else []
    keep = tuple(KeptAnswer(NAME, _question(each), False, at=asking.at()) for each in missing)
    return Numbered(found, (*known, *missing), keep)


def by_title(asking: Asking, title: str) -> Heard:
    """The papers whose titles have all the longer words of this one."""
    words = query_words(title, _SHORTEST_WORD)
    if len(words) < _FEWEST_WORDS:
        return Heard()
    # A hyphen means NOT here, a colon ends a field's name: words alone are safe.
    search = " AND ".join(f"ti:{word}" for word in words)
    query = urlencode({"search_query": search, "max_results": HITS})
    address = f"{asking.addresses.arxiv}/api/query?{query}"
    return ask(asking, NAME, title_question(title), address, lambda body: _whole(asking, body), searches=True)


def _bare(number: str) -> str:
    """arXiv itself leaves out the class of an old number: "math.GT/0309136" is "math/0309136"."""
    return _CLASS.sub("/", number).lower()


def _question(number: str) -> str:
    return f"number:{number}"


def _numbers(entry: Entry) -> list[str]:
    return [each.value for each in entry.identifiers if each.scheme == "arxiv"]


def _whole(asking: Asking, body: bytes) -> tuple[Entry, ...]:
    entries, whole = _read(asking, body)
    if not whole:
        raise Unreadable(NAME)
    return entries


def _read(asking: Asking, body: bytes) -> tuple[tuple[Entry, ...], bool]:
    """The papers of an answer, and whether it came whole: half a page must not make a miss of the other half."""
    batch = asking.read(body)
    if _ERROR in body or (batch.form != "arXiv answer" and b"</feed>" not in body):
        return batch.entries if batch.form == "arXiv answer" and _ERROR not in body else (), False
    return batch.entries, body.rstrip().endswith(b"</feed>") and not batch.leftovers
