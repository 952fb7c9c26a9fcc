"""How well typed words fit a line of text, and which letters to set in bold."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

Span = tuple[int, int]
"""Start and length, in characters of the text."""


def fold(words: str) -> str:
    """Lower case without accents, the same length as `words`, so that positions stay true."""
    return "".join(_fold_sign(sign) for sign in words)


def _fold_sign(sign: str) -> str:
    bare = unicodedata.normalize("NFD", sign)[0].lower()
    return bare if len(bare) == 1 else sign


def fit(typed: str, words: str) -> tuple[int, list[Span]] | None:
    """A rank (smaller is better) and the matched spans, or None when some typed word is absent.

    0: the text starts with it; 1: each typed word starts a word; 2: somewhere inside.
    """
    text = fold(words)
    needles = fold(typed).split()
    if not needles:
        return 2, []
    rank, spans = 0 if text.startswith(" ".join(needles)) else 1, []
    for needle in needles:
        place = _word_start(text, needle)
        if place < 0:
            place = text.find(needle)
            if place < 0:
                return None
            rank = 2
        spans.append((place, len(needle)))
    return rank, _merged(spans)


def _word_start(text: str, needle: str) -> int:
    place = text.find(needle)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(needle, place + 1)
    return place


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, length in sorted(spans):
        if merged and start <= sum(merged[-1]):
            first, held = merged[-1]
            merged[-1] = (first, max(held, start + length - first))
        else:
            merged.append((start, length))
    return merged
