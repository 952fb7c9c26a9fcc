"""Case protection: which words of a title keep their capitals when a style folds it, and the braces that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

from octavo.bibliography.latex import Dialect, escaped, is_plain, turned_quotes
from octavo.bibliography.maths import INLINE, safe_maths
from octavo.bibliography.proper_nouns import PROPER_NOUNS

NO_CHOICES: Final[Mapping[str, bool]] = MappingProxyType({})

_PART: Final = r"(?<![^\s(\[“‘\"'])\.[^\W_]\w*|[^\W_][\w\u0300-\u036f]*(?:[.'’][^\W_][\w\u0300-\u036f]*)*"
_PARTS: Final = re.compile(_PART)
_PARTS_AND_MATHS: Final = re.compile(rf"{INLINE.pattern}|{_PART}", re.DOTALL)
_TEX: Final = re.compile(rf"{INLINE.pattern}|\\\w+", re.DOTALL)
_AFTER_STOP: Final = re.compile(r"([\w.]*)[.?!…][\"'’”)\]]*\s+[\"'‘“(\[¿¡]*$")
_AFTER_OPENING: Final = re.compile(r"(?:^|:\s)[^\w\s:]+$")
_ABBREVIATIONS: Final = frozenset("vs e.g i.e cf al etc dr mr mrs ms st vol approx resp fig eq ch sec".split())
_PUNCTUATION: Final = ".,:;?!()[]\"'“”‘’"
_SMALL_WORDS: Final = frozenset(
    "about above across after against along amid among around before behind below beneath beside between beyond down"
    " during from inside into like near onto over past since than that their them then they this through toward"
    " towards under until upon versus what when where which while with within without your have does just only"
    " some such these those also both each more most".split()
)
#: Title words that often stand before a hyphen and a number without naming anything ("Top-1", "Level-2").
_COUNTED: Final = frozenset("Top Level Type Stage Phase Step Part Zero One Two Few Many Multi Order Rank Class".split())


def protected(title: str, dialect: Dialect, choices: Mapping[str, bool] = NO_CHOICES, *, capitals: bool = True) -> str:
    """Write a clean title: maths in braces, and braces around each word part whose capitals carry meaning.

    `choices` are the person's own: a word, as written in titles, to true (keep its capitals) or false (let styles
    fold them). With `capitals` false only maths is wrapped.
    """
    if dialect is Dialect.BIBTEX:
        title = turned_quotes(title)
    judged = _Title(title, choices) if capitals else None
    parts = _PARTS_AND_MATHS if "$" in title else _PARTS
    plain = is_plain(title)
    written = []
    end = 0
    for found in parts.finditer(title):
        part = found[0]
        if part.islower() and not choices and part[0] != "$":
            continue
        start = found.start()
        inside: str | None = None
        if part[0] == "$":
            formula = safe_maths(part[1:-1])
            inside = None if formula is None else f"${formula}$"
        elif judged and judged.keeps(part, start, found.end()):
            inside = part if plain else escaped(part, dialect)
        if inside is not None:
            between = title[end:start]
            written.append(between if plain else escaped(between, dialect))
            written.append(f"{{{inside}}}")
            end = found.end()
    rest = title[end:]
    written.append(rest if plain else escaped(rest, dialect))
    return "".join(written)


def kept_parts(title: str, choices: Mapping[str, bool] = NO_CHOICES) -> Iterator[tuple[int, int]]:
    """Start and end of each word part of a clean title without maths that keeps its capitals, for any format."""
    judged = _Title(title, choices)
    return (found.span() for found in _PARTS.finditer(title) if judged.keeps(found[0], *found.span()))


def parts_in(text: str) -> list[str]:
    """The word parts that capitals are chosen for, as they stand in `text`; maths has none."""
    return [found[0] for found in _PARTS_AND_MATHS.finditer(text) if not found[0].startswith("$")]


def judged_parts(title: str, choices: Mapping[str, bool] = NO_CHOICES) -> list[tuple[str, bool]]:
    """Each word part of a clean title that has a letter, in order, and whether it keeps its capitals."""
    judged = _Title(title, choices)
    return [
        (found[0], judged.keeps(found[0], *found.span()))
        for found in _PARTS_AND_MATHS.finditer(title)
        if not found[0].startswith("$") and any(letter.isalpha() for letter in found[0])
    ]


class _Title:
    """What of a title's own manner decides about its words."""

    def __init__(self, title: str, choices: Mapping[str, bool]) -> None:
        self._title = title
        self._choices = choices
        self._all_capitals = title.isupper() and _is_all_capitals(title)

    @cached_property
    def _sentence_case(self) -> bool:
        judged = _TEX.sub(" ", self._title) if "$" in self._title or "\\" in self._title else self._title
        return _is_sentence_case(judged)

    def keeps(self, part: str, start: int, end: int) -> bool:
        """Whether the part at `start:end` of the title needs braces."""
        if part in self._choices:
            return self._choices[part]
        if self._all_capitals or part.islower():
            return False
        if has_meaning(part):
            return True
        if not part[0].isupper():
            return False
        if len(part) == 1:
            return self._lone_letter_kept(part, start, end)
        title = self._title
        mid_sentence = start > 1 and title[start - 1] == " " and title[start - 2].isalnum()
        if start and not mid_sentence and self._opens_sentence(start):
            return True
        if start and not (start > 1 and title[start - 2 : start] == ": ") and self._sentence_case:
            return True
        return title[end : end + 1] == "-" and title[end + 1 : end + 2].isdigit() and part not in _COUNTED

    def _opens_sentence(self, start: int) -> bool:
        """Where styles fold a capital although it begins a sentence: after "?", "!", "." or an opening quote."""
        before = self._title[max(0, start - 24) : start]
        return _follows_stop(before) or bool(_AFTER_OPENING.search(before if start < 24 else f" {before}"))

    def _lone_letter_kept(self, letter: str, start: int, end: int) -> bool:
        """Vitamin C keeps it; the article "A" does not, unless it is joined to something or ends the title."""
        if letter != "A":
            return True
        after = self._title[end : end + 1]
        joined = after in ("", "-", "/", "*", "+", ",", ":", ")") or self._title[start - 1 : start] in ("-", "/")
        return joined or _follows_stop(self._title[max(0, start - 24) : start])


@lru_cache(maxsize=20_000)
def has_meaning(part: str) -> bool:
    """Whether a word part keeps its capitals in any title: LLaMA, mT5, 3D, Node.js, Ångström, Bayesian."""
    if any(character.isupper() for character in part[1:]):
        return True
    if not any(character.isupper() for character in part):
        return False
    if any(character.isdigit() or (character.isalpha() and not character.isascii()) for character in part):
        return True
    return "." in part or part in PROPER_NOUNS or re.split("['’]", part)[0] in PROPER_NOUNS


def _follows_stop(before: str) -> bool:
    found = _AFTER_STOP.search(before)
    if not found:
        return False
    word = found[1].casefold()
    return not (before[found.end(1)] == "." and word in _ABBREVIATIONS)


def _is_all_capitals(title: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) > 1]
    return len(words) >= 3 and any(len(word) >= 5 for word in words)


def _is_sentence_case(title: str) -> bool:
    """At least 30 % of the long words that title case would capitalise, the first word aside, are in lower case."""
    lower = capitalised = 0
    for spelled in title.split()[1:]:
        word = spelled.strip(_PUNCTUATION)
        if len(word) < 4 or not word.isalpha():
            continue
        if word.islower():
            lower += word not in _SMALL_WORDS
        elif word[1:].islower():
            capitalised += word.lower() not in _SMALL_WORDS
    return lower > 0 and lower >= 0.3 * (lower + capitalised)
