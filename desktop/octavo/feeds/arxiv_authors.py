"""arXiv's author line: names parted by commas and "and", with affiliations in parentheses, groups and TeX accents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from octavo.bibliography.names import split_names
from octavo.feeds.fields import MOST_AUTHORS
from octavo.feeds.markup_words import words_of_title
from octavo.records import Author

# What may begin anywhere in a run of blanks or commas would be tried from each of them.
_INNERMOST: Final = re.compile(r"(?<!\s)\s*+\([^()]*+\)")
_DEEPEST: Final = 8
_SEPARATOR: Final = re.compile(r"\s*(?:[,;]|(?<=\s)(?:and|&)(?=\s))\s*")
# "The Lantern Collaboration: A. Example, B. Sample": the colon belongs to no name.
_GROUP: Final = re.compile(r"((?:the\s+)?[^,:;]{1,200}(?:collaborations?|consortium|team|group))\s*:\s*", re.IGNORECASE)
_FOR_GROUP: Final = re.compile(
    r"(?<![\s,])[\s,]++(?:for|on\s+behalf\s+of)\s+(?=(?:the\s+)?[^,:;]{1,200}(?:collaborations?|consortium|team|group)\b)",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
_MORE: Final = re.compile(r"(?:et\.?\s*al\.?|others)(?:\s+\(?\d[\d,]*\s.*)?", re.IGNORECASE)


def read_authors(line: str) -> tuple[tuple[Author, ...], bool]:
    """The authors of one line, in order; the second value is true when it ends in "et al.".

    Affiliations are left out. A group before a colon or after "for the" is an author of its own.
    """
    return authors_of_names(list(_names(line)))


def authors_of_names(names: list[str]) -> tuple[tuple[Author, ...], bool]:
    """Whole names, each split into its parts, up to 10,000 of them; more than that counts as "et al."."""
    authors, more = split_names(names[:MOST_AUTHORS])
    return authors, more or len(names) > MOST_AUTHORS


def _names(line: str) -> Iterator[str]:
    line = _without_affiliations(words_of_title(line))
    if group := _GROUP.match(line):
        yield group[1].strip()
        line = line[group.end() :]
    line = _FOR_GROUP.sub(", ", line)
    before = ""
    for part in _SEPARATOR.split(" ".join(line.split())):
        part = part.strip()
        if before and _SUFFIX.fullmatch(part):
            before = f"{before}, {part}"
            continue
        if before:
            yield before
        before = "et al." if _MORE.fullmatch(part) else part
    if before:
        yield before


def _without_affiliations(line: str) -> str:
    for _ in range(_DEEPEST):
        shorter = _INNERMOST.sub("", line)
        if shorter == line:
            break
        line = shorter
    # A parenthesis that never closes must not take the rest of the authors with it.
    return line.replace("(", " ").replace(")", " ")
