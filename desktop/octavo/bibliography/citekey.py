"""Citation keys: proposed once by a pattern from author, year and title, and what a typed key may look like."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from anyascii import anyascii

from octavo.bibliography.key_pattern import DEFAULT_PATTERN, Pattern, pattern_from
from octavo.bibliography.residue import readable
from octavo.records import Author, Paper

_LONGEST_FAMILY: Final = 30
_LONGEST_WORD: Final = 20
_LONGEST_KEY: Final = 120
#: Room is left for the letters that tell keys apart.
_LONGEST_STEM: Final = 112
#: Every reader (BibTeX, biber and the 4 parsers of the tests) takes these; they need no escape in `\\cite{}`.
_VALID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._/+-]*")
_MATHS: Final = re.compile(r"\$[^$]*\$")
_WORD_ENDS: Final = re.compile(r"[\s/:;,|–—()\[\]]+")
_STOPWORDS: Final = frozenset(
    "a about across after all among an and any are as at be been before between beyond but by can could do does done"
    " down during each else ever every for from had has have how if in into is it its just may might more most much"
    " must no nor not of off on once one onto or our out over per shall should so some such than that the their them"
    " then there these they this those through to too toward towards under until up upon use using versus via vs was"
    " we were what when where whether which while who whom whose why will with within without would yet you your"
    " der die das ein eine und zur zum im auf mit von le la les un une des du et sur el los las una y en para".split()
)


def propose(paper: Paper, taken: Container[str], pattern: str = DEFAULT_PATTERN) -> str:
    """Return a key for `paper` that is not in `taken` (keys in lower case).

    By the usual pattern the key is family name, year and first significant title word ("touvron2023llama"), and
    matches `[a-z][a-z0-9]*`; without authors the first 2 significant title words stand in their place. A part that is
    not known is left out. Clashes get b, c ... z, aa. Raises BadPattern for a pattern that makes no keys.
    """
    return next(key for key in _with_letters(_stem(paper, pattern_from(pattern))) if key.lower() not in taken)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key made anew: the paper, the key it has, and the one it would have."""

    paper_id: int
    title: str
    old: str
    new: str


def made_anew(papers: Sequence[Paper], owners: Mapping[str, int], pattern: str = DEFAULT_PATTERN) -> list[NewKey]:
    """What `pattern` makes of the keys of those papers that have one; keys that stay the same are left out.

    `owners` says to which paper each key belongs or belonged, in lower case (0: to none that is left). No paper gets a
    key that another one has or had; its own former keys are free to it.
    """
    owned = dict(owners)
    found = []
    for paper in papers:
        if not paper.key:
            continue
        mine = paper.id
        stem = _stem(paper, pattern_from(pattern))
        new = next(key for key in _with_letters(stem) if owned.get(key.lower(), mine) == mine)
        owned[new.lower()] = mine
        if new != paper.key:
            found.append(NewKey(mine, paper.title, paper.key, new))
    return found


def _stem(paper: Paper, pattern: Pattern) -> str:
    """The key before it is told apart from others."""
    words = _significant_words(paper.title)
    values = {
        "year": str(paper.year) if paper.year is not None else "",
        "author": _family(paper.authors[0]) if paper.authors else "",
        "word": words[0] if words else "",
        "id": _number(paper),
    }
    if not values["author"] and pattern.has("author"):
        while words and not words[0][0].isalpha():
            words.pop(0)
        values |= {"author": "".join(words[:2]), "word": ""}
        if not values["author"] and not values["id"]:
            values["author"] = "paper"
    stem = pattern.filled(values)
    if not valid(stem[:_LONGEST_STEM]):
        stem = "".join(words[:2]) or "paper"
        stem = stem if stem[0].isalpha() else f"paper{stem}"
    return stem[:_LONGEST_STEM]


def _number(paper: Paper) -> str:
    """The paper's arXiv id or else its DOI, without what a key cannot hold."""
    number = paper.identifier("arxiv") or paper.identifier("doi")
    return re.sub(r"[^A-Za-z0-9:._/+-]", "", number).lstrip(":._/+-")


def valid(key: str) -> bool:
    """Tell whether a key typed by the person is one that every reader accepts."""
    return len(key) <= _LONGEST_KEY and _VALID.fullmatch(key) is not None


def _family(author: Author) -> str:
    return _from_letter(_folded(author.family or author.literal))[:_LONGEST_FAMILY]


def _significant_words(title: str) -> list[str]:
    """The title words that tell something, folded, in order; a title of stopwords only gives those."""
    words = [folded for word in _WORD_ENDS.split(_MATHS.sub(" ", readable(title))) if (folded := _shortened(word))]
    telling = [word for word in words if word not in _STOPWORDS and not word.isdigit()]
    return telling or [word for word in words if not word.isdigit()]


def _shortened(word: str) -> str:
    """A word folded to at most 20 characters; a long compound loses whole parts, not letters."""
    whole = _folded(word)
    if len(whole) <= _LONGEST_WORD:
        return whole
    short = ""
    for part in re.split(r"[-‐‑_.]", word):
        folded = _folded(part)
        if short and len(short) + len(folded) > _LONGEST_WORD:
            break
        short += folded
    return short[:_LONGEST_WORD]


def _folded(text: str) -> str:
    return "".join(letter for letter in anyascii(text).lower() if letter.isascii() and letter.isalnum())


def _from_letter(folded: str) -> str:
    return folded.lstrip("0123456789")


def _with_letters(stem: str) -> Iterator[str]:
    """The stem, then with b, c ... z, aa, ab ...: the first paper keeps the bare key."""
    yield stem
    for number in count(2):
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        yield stem + letters
