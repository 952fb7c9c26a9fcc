"""Lists of arXiv numbers or addresses, one paper each, with whatever words stand beside them."""

from __future__ import annotations

import re
from typing import Final

from octavo.feeds.decoding import MAX_LINES, tidy
from octavo.feeds.identifiers import find_arxiv_ids, first_submitted
from octavo.feeds.page_lines import without_bullet
from octavo.records import Batch, Entry, Identifier, Leftover, SourceLines

ONLY_A_NUMBER: Final = "Only the arXiv number was given; its title is not known yet."

_AROUND: Final = re.compile(
    r"[(\[<{]?\s*(?:https?://\S+|(?:doi:\s*)?10\.48550/\S+|/papers/\S+"
    r"|(?:arxiv:)?\s*(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\s*\[[\w.-]+\])?)\s*[)\]>}]?",
    re.IGNORECASE,
)
_SEPARATORS: Final = " \t,;|:\u2013\u2014-"
_LONGEST_TITLE: Final = 300
_LONGEST_LINE: Final = 2_000


def looks_like_numbers(text: str) -> bool:
    """Is this a list of numbers: does nearly every line that is not blank name a paper, and is no line an abstract?"""
    lines = [line for line in text[:200_000].split("\n") if line.strip()]
    if not lines or max(map(len, lines)) > 500:
        return False
    naming = sum(1 for line in lines if find_arxiv_ids(line))
    return naming * 5 >= len(lines) * 4


def read_numbers(text: str) -> Batch:
    """One entry a number, each once. Words beside a single number are its title."""
    entries: list[Entry] = []
    leftovers: list[Leftover] = []
    seen: set[str] = set()
    for count, line in enumerate(tidy(text).split("\n"), 1):
        line = line.strip()
        if not line:
            continue
        numbers = [] if count > MAX_LINES else find_arxiv_ids(line)
        fresh = [number for number in numbers if number not in seen]
        seen.update(fresh)
        title = _title_beside(line) if len(numbers) == 1 else ""
        entries.extend(_entry(number, title, count) for number in fresh)
        if not fresh:
            leftovers.append(Leftover(count, line[:500], "furniture" if numbers else "not placed"))
    return Batch("arXiv numbers", "arXiv numbers", "", tuple(entries), leftovers=tuple(leftovers))


def _title_beside(line: str) -> str:
    words = _AROUND.sub(" ", line) if len(line) <= _LONGEST_LINE else ""
    title = " ".join(without_bullet(words.strip(_SEPARATORS)).strip(_SEPARATORS).split())
    return title if len(title.split()) >= 2 and len(title) <= _LONGEST_TITLE else ""


def _entry(number: str, title: str, line: int) -> Entry:
    return Entry(
        title=title or f"arXiv:{number}",
        identifiers=(Identifier("arxiv", number),),
        published=first_submitted(number),
        lines=SourceLines(line, line),
        problems=() if title else (ONLY_A_NUMBER,),
    )
