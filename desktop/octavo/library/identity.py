"""Are these two the same work? Pure: gathers no facts, writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import cached_property

from octavo.bibliography.residue import title_key
from octavo.records import Author, Identifier

#: Abstracts that share at least this part of their word triples are the same text, perhaps revised.
SHARED_TRIPLES = 0.6
#: Titles at least this alike may be one title, mistyped or revised.
NEAR_TITLE = 0.93

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_NEGATIONS = frozenset(("no", "not", "non", "without", "never", "cannot", "nor", "neither", "un"))
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
    if _identifiers_conflict(one.identifiers, other.identifiers):
        return Likeness.DIFFERENT, ""
    if one.key == other.key:
        return _same_title(one, other)
    if near_titles(one.title, other.title):
        return Likeness.DOUBTFUL, "Nearly the same title."
    return Likeness.DIFFERENT, ""


def near_titles(one: str, other: str) -> bool:
    """Tell whether two titles differ so little that a slip may be all: no number and no negation differs."""
    first, second = one.casefold(), other.casefold()
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < NEAR_TITLE or matcher.quick_ratio() < NEAR_TITLE:
        return False
    if _NUMBER.findall(first) != _NUMBER.findall(second):
        return False
    negations = [[word for word in _WORD.findall(title) if word in _NEGATIONS] for title in (first, second)]
    return negations[0] == negations[1] and matcher.ratio() >= NEAR_TITLE


def _same_title(one: Facts, other: Facts) -> tuple[Likeness, str]:
    authors = _first_families_agree(one.authors, other.authors)
    if _abstracts_agree(one.abstract_words, other.abstract_words):
        if authors is False and not (one.abstract_words and other.abstract_words):
            return Likeness.DOUBTFUL, "Same title, different authors."
        return Likeness.SAME, ""
    if authors:
        return Likeness.SAME, ""
    if authors is None:
        return Likeness.DOUBTFUL, "Same title, different abstract."
    return Likeness.DOUBTFUL, "Same title, different authors and abstract."


def _share_an_identifier(one: Iterable[Identifier], other: Iterable[Identifier]) -> bool:
    return not set(one).isdisjoint(other)


def _identifiers_conflict(one: Iterable[Identifier], other: Iterable[Identifier]) -> bool:
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


def _abstracts_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other or one == other:
        return True
    first, second = _triples(one), _triples(other)
    return len(first & second) >= SHARED_TRIPLES * min(len(first), len(second))


def _triples(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[at : at + 3] for at in range(max(len(words) - 2, 1))}


def _first_families_agree(one: tuple[Author, ...], other: tuple[Author, ...]) -> bool | None:
    """None when either has no authors, so that nothing can be said."""
    if not one or not other:
        return None
    return title_key(one[0].family or one[0].literal) == title_key(other[0].family or other[0].literal)
