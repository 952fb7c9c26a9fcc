"""Titles and abstracts taken apart for comparing: words, numbers that tell works apart, negations, shared triples."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Final

from octavo.bibliography.residue import readable

NEGATIONS: Final = frozenset(
    "no not non without never cannot nor neither un less isnt arent dont doesnt wont cant".split()
)
#: Words that a title may lose or gain without becoming another one.
SMALL_WORDS: Final = frozenset("a an the of for in on to and with via by from at as using is are its".split())

_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*(?:[a-z]{1,2}(?![a-z]))?")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ROMAN: Final = re.compile(r"(?<![\w.])(II|III|IV|VI|VII|VIII|IX|XI|XII)(?![\w.])")
_ROMANS: Final = {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "XI": "11",
                  "XII": "12"}  # fmt: skip
_SPELLED: Final = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
                   "nine": "9", "ten": "10"}  # fmt: skip
#: Signs that one source spells out and another does not.
_SIGNS: Final = {"∞": " infty ", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "λ": "lambda",
                 "μ": "mu", "π": "pi", "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega", "&": " and ", "×": "x",
                 "’": "'", "Σ": "sigma", "Δ": "delta", "Ω": "omega"}  # fmt: skip
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\*?")


def plain(text: str) -> str:
    """`text` in lower case, without accents, TeX or signs that some sources spell out."""
    text = readable(text)
    if "\\" in text:
        text = readable(text.replace("$", " "))
        text = _COMMAND.sub(r" \1 ", text)
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words)
    text = _ROMAN.sub(lambda found: _ROMANS[found[1]], text)
    text = unicodedata.normalize("NFKD", _THOUSANDS.sub("", text)).casefold()
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def words_of(title: str) -> tuple[str, ...]:
    """The words of a title in order. An apostrophe joins ("isn't" is "isnt"), any other sign parts."""
    return tuple(_WORD.findall(plain(title).replace("'", "")))


def key_of(words: tuple[str, ...]) -> str:
    """What stays of a title when blanks and signs do not count."""
    return "".join(words)


def numbers_of(title: str) -> tuple[str, ...]:
    """The numbers of a title, sorted: digits with a letter or two behind them ("4o", "7b"), versions, small words."""
    text = plain(title)
    found = _NUMBER.findall(text) + [_SPELLED[word] for word in _WORD.findall(text) if word in _SPELLED]
    return tuple(sorted(found))


def negations_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a title that turn its meaning round, sorted."""
    return tuple(sorted(word for word in words if word in NEGATIONS))


def ratio(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike two titles are, letter by letter, from 0 to 1."""
    first, second = sorted((" ".join(one), " ".join(other)))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.3 else 0.0


def triples_of(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of three words in a text."""
    words = _WORD.findall(plain(text))
    return frozenset(tuple(words[at : at + 3]) for at in range(len(words) - 2))


def shared_part(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The part of the shorter text's triples that the other has too."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
