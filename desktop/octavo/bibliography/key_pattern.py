"""Key patterns: what the person wants citation keys made of, and how a key is put together from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from octavo.records import OctavoError

DEFAULT_PATTERN: Final = "{author}{year}{word}"
#: What a pattern may hold in braces, and what each part is, in the person's words.
PARTS: Final[Mapping[str, str]] = {
    "author": "first author’s family name",
    "year": "year, where it is known",
    "word": "first telling word of the title",
    "id": "arXiv number or DOI",
}
_LONGEST: Final = 80
_PIECE: Final = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_ALLOWED: Final = re.compile(r"[A-Za-z0-9:._/+-]+")


class BadPattern(OctavoError):
    """The pattern cannot make keys; the sentence says which part of it is wrong."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern taken apart: each piece is the name of a part, or text between parts."""

    pieces: tuple[tuple[str, bool], ...]

    def has(self, part: str) -> bool:
        return (part, True) in self.pieces

    def filled(self, values: Mapping[str, str]) -> str:
        """The pattern with its parts filled in. Text beside a part that is not known goes with it."""
        first, is_part = self.pieces[0]
        opening = "" if is_part else first
        written = waiting = ""
        known = False
        for piece, is_part in self.pieces[bool(opening) :]:
            if not is_part:
                waiting = waiting or piece
            elif known := bool(values.get(piece)):
                written += (waiting if written else "") + values[piece]
                waiting = ""
        return opening + written + (waiting if written and known else "") if written else ""


@lru_cache(maxsize=64)
def pattern_from(text: str) -> Pattern:
    """The pattern written as `text`. Raises BadPattern with a sentence."""
    pieces: list[tuple[str, bool]] = []
    for part, between, brace in _PIECE.findall(text.strip()):
        if brace:
            raise BadPattern("A brace of this pattern has no partner. Write parts as {author}, {year}, {word} or {id}.")
        if between:
            pieces.append((_checked(between), False))
        elif part in PARTS:
            pieces.append((part, True))
        else:
            raise BadPattern(f"{{{part}}} is not a part of a key. Use author, year, word or id.")
    if not any(is_part for _, is_part in pieces):
        raise BadPattern("A key needs at least one part. Use author, year, word or id, in braces.")
    if len(text) > _LONGEST:
        raise BadPattern("This pattern is too long for a key. Use fewer parts.")
    first, is_part = pieces[0]
    if not is_part and not first[0].isalnum():
        raise BadPattern(f"A key begins with a letter or a digit. Take “{first[0]}” away from the start.")
    return Pattern(tuple(pieces))


def _checked(between: str) -> str:
    wrong = _ALLOWED.sub("", between)
    if wrong:
        raise BadPattern(f"“{wrong[0]}” cannot be in a key. Letters, digits and : . _ / + - can stand between parts.")
    return between
