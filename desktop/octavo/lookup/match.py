"""Is this answer that paper? Pure: evidence in, a verdict out. Rather ask once too often than accept one wrong work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from octavo.bibliography.residue import title_key
from octavo.bibliography.title_words import (
    SMALL_WORDS,
    key_of,
    negations_of,
    numbers_of,
    ratio,
    shared_part,
    triples_of,
    words_of,
)
from octavo.inquiries import Candidate
from octavo.records import Author, Entry, Identifier, Paper

ACCEPT: Final = "accept"
ASK: Final = "ask"
REJECT: Final = "reject"

#: From here on a title can be the same one, written another way.
NEAR: Final = 0.95
#: From here on a title is worth showing to the person.
LIKE: Final = 0.80
#: The part of word triples that two versions of one abstract share at least.
SAME_TEXT: Final = 0.60
NEARLY_ALL: Final = 0.90
SOME_OF_IT: Final = 0.25
#: Works that have nothing to do with each other share less.
HARDLY_ANY: Final = 0.10
#: An abstract with fewer triples says nothing: it is one sentence, or was cut.
FEWEST_TRIPLES: Final = 15
#: With fewer words a title is worth nothing without more evidence.
SHORT_TITLE: Final = 4
#: With this many words, none of them general, a title stands alone.
TELLING_TITLE: Final = 6
FARTHEST_YEARS: Final = 3
#: A piece of a title this long, at its start or end, is a reason to ask.
PIECE_WORDS: Final = 3
PIECE_LETTERS: Final = 12

_GENERAL: Final = frozenset(
    "survey surveys review overview introduction tutorial report lecture notes perspective roadmap challenges "
    "opportunities progress advances trends towards toward editorial preface proceedings handbook guide primer".split()
)
_CLASS: Final = re.compile(r"\.[a-z]{2}/")
_ONE_EACH: Final = ("arxiv", "doi", "openreview", "acl")
_RIVAL: Final = "Another work fits as well"
#: What stands for a title that no source gave.
_NUMBER_ONLY: Final = re.compile(r"(?:arxiv:|doi:|https?://)\S+|untitled", re.I)


@dataclass(frozen=True)
class Known:
    """What is known of a work that can tell it from others."""

    title: str
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    published: str = ""
    identifiers: tuple[Identifier, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words_of(self.title)

    @cached_property
    def key(self) -> str:
        return key_of(self.words) or title_key(self.title)

    @cached_property
    def triples(self) -> frozenset[tuple[str, ...]]:
        return triples_of(self.abstract)

    @property
    def year(self) -> int | None:
        return int(self.published[:4]) if self.published[:4].isdigit() else None


@dataclass
class Evidence:
    """What agrees and what does not, in short sentences. `score` orders candidates of one verdict."""

    verdict: str = REJECT
    score: float = 0.0
    agrees: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)


def known(work: Paper | Entry) -> Known:
    """What a paper or an answer says of itself."""
    return Known(work.title, work.abstract, work.authors, work.published, work.identifiers)


def compare(paper: Known, other: Known) -> Evidence:
    """Decide whether `other` is `paper`."""
    return _Comparison(paper, other).evidence()


def judged(paper: Known, entries: Iterable[Entry], service: str, at: str) -> tuple[Candidate, ...]:
    """The answers of a service as candidates, best first. Of two that would both be accepted, neither is."""
    found = []
    for entry in entries:
        evidence = compare(paper, known(entry))
        candidate = Candidate(
            service, entry, evidence.verdict, tuple(evidence.agrees), tuple(evidence.differs), at
        )  # fmt: skip
        found.append((evidence.score, candidate))
    found.sort(key=lambda each: ((ACCEPT, ASK, REJECT).index(each[1].verdict), -each[0]))
    return one_accepted([candidate for _, candidate in found])


def one_accepted(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates; when two different works would be accepted, the person is asked about all of them.

    A work that was a rival in the answer of one service stays one, whatever the next service knows.
    """
    rivals = [each for each in candidates if each.verdict == ACCEPT or _RIVAL in each.differs]
    if all(is_same_work(rivals[0].entry, each.entry) for each in rivals[1:]):
        return tuple(candidates)
    return tuple(
        replace(each, verdict=ASK, differs=(*each.differs, _RIVAL)) if each.verdict == ACCEPT else each
        for each in candidates
    )


def is_number_only(title: str) -> bool:
    """Does a number or an address stand in the place of the title?"""
    return _NUMBER_ONLY.fullmatch(title.strip()) is not None


def is_same_work(one: Entry, other: Entry) -> bool:
    """Do two answers speak of one work? A preprint and its published version do."""
    shared = _by_scheme(one.identifiers, other.identifiers)
    if "arxiv" in shared:
        return shared["arxiv"]
    if any(shared.values()):
        return True
    first, second = known(one), known(other)
    return first.key == second.key and _authors(one.authors, other.authors) is True


class _Comparison:
    def __init__(self, paper: Known, other: Known) -> None:
        self.paper, self.other = paper, other
        self.found = Evidence()
        self.same_title = paper.key == other.key
        self.ratio = 1.0 if self.same_title else ratio(paper.words, other.words)
        self.text = _text(paper.triples, other.triples)
        self.authors = _authors(paper.authors, other.authors)
        self.years = abs(paper.year - other.year) if paper.year and other.year else None
        shared = _by_scheme(paper.identifiers, other.identifiers)
        self.same_number = any(shared.values())
        self.other_number = not self.same_number and bool(shared)
        self.numbers_agree = _numbers_agree(paper, other, self.same_title)
        self.negations_agree = self.same_title or negations_of(paper.words) == negations_of(other.words)
        self.piece = not self.same_title and _is_piece(paper.words, other.words)

    def evidence(self) -> Evidence:
        self._tell()
        self.found.score = self.ratio + (self.text or 0.0) + (1.0 if self.same_number else 0.0)
        self.found.verdict = self._verdict()
        return self.found

    def _verdict(self) -> str:
        if self.same_number:
            return self._of_same_number()
        if self.same_title:
            return self._of_same_title()
        same_text = self.text is not None and self.text >= SAME_TEXT
        other_text = self.text is not None and self.text < HARDLY_ANY
        if not (self.numbers_agree and self.negations_agree):
            return ASK if same_text or (self.piece and not other_text) else REJECT
        if self.ratio >= NEAR and same_text and not self._contradicted() and self._differs_in_spelling_only():
            return ACCEPT
        if same_text:
            return ASK
        if self.authors is False or (other_text and self.ratio < NEAR):
            return REJECT
        return ASK if self.ratio >= LIKE or self.piece else REJECT

    def _of_same_number(self) -> str:
        same_text = self.text is not None and self.text >= SAME_TEXT
        unnamed = is_number_only(self.paper.title)
        # A number mistyped leads to a work whose title is somewhat alike only by chance.
        alike = self.piece or self.ratio >= (LIKE if self.text is None else NEAR)
        fits = self.same_title or same_text or (alike and self.numbers_agree and self.negations_agree)
        return ACCEPT if fits or unnamed else ASK

    def _of_same_title(self) -> str:
        other_text = self.text is not None and self.text < SOME_OF_IT
        if other_text and (self.authors is False or self.other_number):
            return REJECT
        if other_text or self._contradicted() or not self.numbers_agree:
            return ASK
        if len(self.paper.words) < SHORT_TITLE:
            sure = self.text is not None and self.text >= SAME_TEXT
            return ACCEPT if sure or (self.authors and self.years is not None and self.years <= 1) else ASK
        if self.text is not None or self.authors:
            return ACCEPT
        stands_alone = len(self.paper.words) >= TELLING_TITLE and _GENERAL.isdisjoint(self.paper.words)
        return ACCEPT if stands_alone else ASK

    def _contradicted(self) -> bool:
        """Something that one work has only once is another here."""
        far = self.years is not None and self.years > FARTHEST_YEARS
        return self.authors is False or self.other_number or far

    def _differs_in_spelling_only(self) -> bool:
        typing_slips = self.text is not None and self.text >= NEARLY_ALL
        return all(
            _is_spelling(one, other, typing_slips) for one, other in _differing(self.paper.words, self.other.words)
        )

    def _tell(self) -> None:
        agrees, differs = self.found.agrees, self.found.differs
        if self.same_number:
            agrees.append("Same number")
        elif self.other_number:
            differs.append("Another number")
        self._tell_title(agrees, differs)
        if self.text is not None:
            if self.text >= SAME_TEXT:
                agrees.append("Same abstract")
            elif self.text >= SOME_OF_IT:
                agrees.append("Much of the same abstract")
            else:
                differs.append("Another abstract")
        if self.authors is not None:
            (agrees if self.authors else differs).append("Same authors" if self.authors else "Other authors")
        if self.years is not None:
            if self.years <= 1:
                agrees.append("Same year" if not self.years else "One year apart")
            else:
                differs.append(f"{self.other.year}, not {self.paper.year}")

    def _tell_title(self, agrees: list[str], differs: list[str]) -> None:
        if self.same_title:
            agrees.append("Same title")
        elif self.piece:
            agrees.append("One title is a part of the other")
        elif self.ratio >= NEAR:
            agrees.append("Nearly the same title")
        else:
            differs.append("A similar title only" if self.ratio >= LIKE else "Another title")
        if not self.numbers_agree:
            differs.append("Other numbers in the title")
        if not self.negations_agree:
            differs.append("One title denies what the other says")


def _text(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float | None:
    """The shared part of two abstracts, None where one is missing or too short to say anything."""
    if min(len(one), len(other)) < FEWEST_TRIPLES:
        return None
    return shared_part(one, other)


def _authors(one: Sequence[Author], other: Sequence[Author]) -> bool | None:
    """Do the first authors agree? None when either has none, or when only a frequent family name does."""
    if not one or not other:
        return None
    first = _is_same_person(one[0], other[0])
    if first:
        return True
    # Some sources sort authors; half of several who are named elsewhere as well is the same group.
    shared = sum(any(_is_same_person(author, each) for each in other) for author in one)
    if shared > 1 and shared * 2 >= len(one):
        return True
    return first


def _is_same_person(one: Author, other: Author) -> bool | None:
    """None for one family name with other initials. Family and given name may stand the other way round."""
    families = title_key(one.family or one.literal), title_key(other.family or other.literal)
    given = title_key(one.given), title_key(other.given)
    if families[0] == families[1]:
        return True if not all(given) or given[0][0] == given[1][0] else None
    swapped = families == (given[1], given[0]) and all(given)
    return swapped or title_key(one.name) == title_key(other.name)


def _by_scheme(one: Iterable[Identifier], other: Iterable[Identifier]) -> dict[str, bool]:
    """For each registry that numbered both works: is it the same number? arXiv's own DOIs count as arXiv's."""
    first, second = _numbers(one), _numbers(other)
    return {
        scheme: bool(first[scheme] & second[scheme])
        for scheme in _ONE_EACH
        if first.get(scheme) and second.get(scheme)
    }  # fmt: skip


def _numbers(identifiers: Iterable[Identifier]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in identifiers:
        scheme, value = each.scheme, each.value.casefold()
        if scheme == "doi" and value.startswith("10.48550/arxiv."):
            scheme, value = "arxiv", value.removeprefix("10.48550/arxiv.")
        if scheme == "arxiv":
            # An old number may name its class: "math.gt/0309136" is "math/0309136".
            value = _CLASS.sub("/", value)
        found.setdefault(scheme, set()).add(value)
    return found


def _numbers_agree(paper: Known, other: Known, same_title: bool) -> bool:
    one, two = numbers_of(paper.title), numbers_of(other.title)
    if same_title:
        # "3-D" and "3D" are one; "2.5" and "25" are not.
        one, two = (tuple(number.rstrip("abcdefghijklmnopqrstuvwxyz") for number in each) for each in (one, two))
    return one == two


def _is_piece(one: Sequence[str], other: Sequence[str]) -> bool:
    """Is one title the start or the end of the other, as when a subtitle is cut, added or changed?"""
    shorter, longer = sorted((one, other), key=lambda words: len("".join(words)))
    piece, whole = "".join(shorter), "".join(longer)
    long_enough = len(shorter) >= PIECE_WORDS or len(piece) >= PIECE_LETTERS
    return long_enough and (whole.startswith(piece) or whole.endswith(piece))


def _differing(one: Sequence[str], other: Sequence[str]) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    for kind, first, last, start, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield tuple(one[first:last]), tuple(other[start:end])


def _is_spelling(one: Sequence[str], other: Sequence[str], typing_slips: bool) -> bool:
    """Do these words differ as spellings do? With `typing_slips` one letter may be wrong in a long word."""
    if "".join(one) == "".join(other):
        return True
    first, second = ([word for word in words if word not in SMALL_WORDS] for words in (one, other))
    if len(first) != len(second):
        return False
    return all(
        _stem(left) == _stem(right) or (typing_slips and _is_slip(left, right))
        for left, right in zip(first, second, strict=True)
    )


def _stem(word: str) -> str:
    """One spelling for British and American, singular and plural."""
    for british, american in (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"),
                              ("yse", "yze"), ("our", "or"), ("ll", "l"), ("tre", "ter"), ("ogue", "og")):  # fmt: skip
        if len(word) > 5:
            word = word.replace(british, american)
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 6 or one[0] != other[0] or any(map(str.isdigit, one + other)):
        return False
    if len(one) == len(other):
        wrong = [at for at in range(len(one)) if one[at] != other[at]]
        swapped = len(wrong) == 2 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
        return len(wrong) == 1 or (swapped and wrong[1] == wrong[0] + 1)
    shorter, longer = sorted((one, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )  # fmt: skip
