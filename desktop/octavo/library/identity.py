"""Are these two the same work? Pure: gathers no facts, writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import cached_property

from octavo.bibliography.residue import title_key
from octavo.bibliography.title_words import NEGATIONS
from octavo.records import Author, Identifier

#: Abstracts that share at least this part of their word triples are the same text, perhaps revised.
SHARED_TRIPLES = 0.6
#: Titles at least this alike may be one title, mistyped.
NEAR_TITLE = 0.93
#: Longer titles at least this alike may be one title, revised.
REVISED_TITLE = 0.85
#: Longer titles are none, and comparing them would take minutes.
LONGEST_COMPARED = 1_000
#: Titles of fewer words are shared by works that have nothing to do with each other.
ENOUGH_WORDS = 4

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
#: A work has one of each of these; it may have any number of addresses.
_ONE_EACH = ("arxiv", "openreview", "acl", "doi")


class Likeness(Enum):
    """The verdict on two works."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Facts:
    """What is known of a work that can tell it from another."""

    title: str
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    @cached_property
    def key(self) -> str:
        return title_key(self.title)

    @cached_property
    def abstract_words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.abstract.casefold()))


def likeness(one: Facts, other: Facts) -> tuple[Likeness, str]:
    """Compare two works. For DOUBTFUL the second value says what agrees and what does not."""
    if _share_an_identifier(one.identifiers, other.identifiers):
        return Likeness.SAME, ""
    if identifiers_conflict(one.identifiers, other.identifiers):
        return Likeness.DIFFERENT, ""
    if one.key == other.key:
        return _same_title(one, other)
    if near_titles(one.title, other.title, REVISED_TITLE if _both_are_long(one, other) else NEAR_TITLE):
        return _near_title(one, other, "Nearly the same title.")
    if _goes_on(one, other) or _goes_on(other, one):
        return _near_title(one, other, "One title begins with the other.")
    return Likeness.DIFFERENT, ""


def near_titles(one: str, other: str, near: float = NEAR_TITLE) -> bool:
    """Tell whether two titles differ so little that a slip may be all: no number and no negation differs."""
    first, second = one.casefold(), other.casefold()
    if max(len(first), len(second)) > LONGEST_COMPARED:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < near or matcher.quick_ratio() < near:
        return False
    if _NUMBER.findall(first) != _NUMBER.findall(second):
        return False
    negations = [[word for word in _WORD.findall(title) if word in NEGATIONS] for title in (first, second)]
    return negations[0] == negations[1] and matcher.ratio() >= near


def _both_are_long(one: Facts, other: Facts) -> bool:
    return all(len(_WORD.findall(each.title)) >= ENOUGH_WORDS for each in (one, other))


def _goes_on(short: Facts, long: Facts) -> bool:
    """Does one title begin with the whole of the other, as one does that was cut or has lost its subtitle?"""
    return len(_WORD.findall(short.title)) >= ENOUGH_WORDS and long.key.startswith(short.key)


def _same_title(one: Facts, other: Facts) -> tuple[Likeness, str]:
    authors = first_families_agree(one.authors, other.authors)
    abstracts = _abstracts_say(one, other)
    if abstracts or authors:
        return Likeness.SAME, ""
    if abstracts is None and authors is None:
        if len(_WORD.findall(one.title)) >= ENOUGH_WORDS:
            return Likeness.SAME, ""
        return Likeness.DOUBTFUL, "Same title, which is short, and nothing else to compare."
    if authors is None:
        return Likeness.DOUBTFUL, "Same title, different abstract."
    if abstracts is None:
        return Likeness.DOUBTFUL, "Same title, different authors."
    return Likeness.DOUBTFUL, "Same title, different authors and abstract."


def _near_title(one: Facts, other: Facts, why: str) -> tuple[Likeness, str]:
    """A title that is nearly the same is asked about, unless all else says that these are two works of one series."""
    if _abstracts_say(one, other) is False and first_families_agree(one.authors, other.authors) is False:
        return Likeness.DIFFERENT, ""
    return Likeness.DOUBTFUL, why


def _abstracts_say(one: Facts, other: Facts) -> bool | None:
    """None when either has no abstract, so that nothing can be said."""
    both = one.abstract_words and other.abstract_words
    return abstracts_agree(one.abstract_words, other.abstract_words) if both else None


def _share_an_identifier(one: Iterable[Identifier], other: Iterable[Identifier]) -> bool:
    return not set(one).isdisjoint(other)


def identifiers_conflict(one: Iterable[Identifier], other: Iterable[Identifier]) -> bool:
    """Has each of them a number of its own under a scheme that gives a work one only?"""
    for scheme in _ONE_EACH:
        first, second = (_values(each, scheme) for each in (one, other))
        if first and second and first.isdisjoint(second):
            return True
    return False


def _values(identifiers: Iterable[Identifier], scheme: str) -> set[str]:
    """The values under a scheme. The DOI that arXiv gives each preprint says nothing about the published one."""
    return {
        each.value for each in identifiers if each.scheme == scheme and not each.value.startswith("10.48550/arxiv.")
    }


def abstracts_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Are these the words of one text, perhaps revised? Where one is missing, nothing speaks against it."""
    if not one or not other or one == other:
        return True
    first, second = _triples(one), _triples(other)
    return len(first & second) >= SHARED_TRIPLES * min(len(first), len(second))


def _triples(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[at : at + 3] for at in range(max(len(words) - 2, 1))}


def first_families_agree(one: tuple[Author, ...], other: tuple[Author, ...]) -> bool | None:
    """None when either has no authors, so that nothing can be said."""
    if not one or not other:
        return None
    return title_key(one[0].family or one[0].literal) == title_key(other[0].family or other[0].literal)
