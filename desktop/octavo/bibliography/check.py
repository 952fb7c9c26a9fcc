"""What would go wrong downstream, said before papers are exported: each finding with the repair."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from octavo.bibliography.facts import Facts, facts_of
from octavo.bibliography.latex import clean
from octavo.inquiries import CitationState, Trust
from octavo.records import Author, Paper


class Trouble(StrEnum):
    """What can be wrong with papers that are to be cited."""

    NO_AUTHORS = "no authors"
    NO_YEAR = "no year"
    UNVERIFIED = "unverified"
    UNCONFIRMED = "unconfirmed"
    RETRACTED = "retracted"
    SUSPICIOUS_NAME = "suspicious name"
    SAME_WORK = "same work twice"
    TOO_MANY_ALIKE = "too many alike"
    NEEDS_UNICODE = "needs Unicode"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the citation keys and ids of its papers, a sentence, and what would repair it."""

    trouble: Trouble
    keys: tuple[str, ...]
    ids: tuple[int, ...]
    sentence: str
    repair: str


#: Labels end in a letter, a to z; alpha, plainnat and ACM's style run into "{" with the 27th.
MOST_ALIKE: Final = 26

Keyed = tuple[str, Paper]
Lacking = tuple[Trouble, list[Keyed], tuple[str, str], str]

_TAKEN_BACK: Final = (Trust.RETRACTED, Trust.WITHDRAWN)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,3}")
_ET_AL: Final = re.compile(r"\bet\.?\s*al\b|\band\s+(?:\d+\s+)?(?:others|more)\b", re.I)
_DIGITS_BEHIND: Final = re.compile(r"[^\W\d_][0-9]{1,2}$")
_VERSION: Final = re.compile(r"v[0-9]+$")


def check(
    papers: Sequence[Keyed],
    *,
    needs_unicode: Collection[str] = (),
    states: Mapping[int, CitationState] | None = None,
) -> tuple[Finding, ...]:
    """Look at (key, paper) pairs, as an export takes them; nothing found gives an empty tuple.

    `needs_unicode` are the keys that an export to BibTeX reported; how many labels are alike matters to LaTeX too, and
    is always counted. `states` says how each citation stands, by id of the paper: then what no service has confirmed
    and what was taken back is told too.
    """
    facts = [(key, paper, facts_of(paper)) for key, paper in papers]
    lacking: tuple[Lacking, ...] = (
        (
            Trouble.NO_AUTHORS,
            [(key, paper) for key, paper, known in facts if not any(author.name for author in known.authors)],
            ("has no authors", "have no authors"),
            "Look up the authors, or write them by hand.",
        ),
        (
            Trouble.NO_YEAR,
            [(key, paper) for key, paper, known in facts if not known.year],
            ("has no year", "have no year"),
            "Look up the date, or write it by hand.",
        ),
        (
            Trouble.NEEDS_UNICODE,
            [(key, paper) for key, paper in papers if key in needs_unicode],
            ("has signs that only XeLaTeX, LuaLaTeX or biber can set",
             "have signs that only XeLaTeX, LuaLaTeX or biber can set"),
            "Compile with one of these, or export as BibLaTeX.",
        ),
        (
            Trouble.UNVERIFIED,
            [(key, paper) for key, paper, known in facts if not _is_verified(paper, known)],
            ("has no identifier, so nobody can verify it", "have no identifier, so nobody can verify them"),
            "Look for an arXiv number, a DOI or an address.",
        ),
    )  # fmt: skip
    lacking += _standing(papers, states or {})
    found = [
        _finding(trouble, lacks, f"{_counted(lacks)} {words[len(lacks) > 1]}.", repair)
        for trouble, lacks, words, repair in lacking
        if lacks
    ]
    return (*found, *_same_work(facts), *_names(papers), *_alike(facts))


def suspicion(author: Author) -> str:
    """What is odd about a name ("is a single initial"), "" when nothing is."""
    name = clean(author.name)
    if _ET_AL.search(name):
        return "says that there are more authors"
    if author.literal:
        if _DIGITS_BEHIND.search(name) and " " not in name:
            return "has digits in it"
        return "is a single initial" if _INITIALS.fullmatch(name) and len(name.strip(". ")) == 1 else ""
    family = clean(author.family)
    if any(letter.isdigit() for letter in name):
        return "has digits in it"
    if family.isascii() and _INITIALS.fullmatch(family) and (len(family.strip(".")) == 1 or "." in family):
        return "has initials for a family name"
    if (
        family.isupper()
        and sum(letter.isalpha() for letter in family) > 2
        and (not author.given or clean(author.given).isupper())
    ):
        return "is in capitals"
    return ""


def _is_verified(paper: Paper, facts: Facts) -> bool:
    return bool(paper.identifiers or facts.doi or facts.eprint or facts.url or facts.details.get("isbn"))


def _standing(papers: Sequence[Keyed], states: Mapping[int, CitationState]) -> tuple[Lacking, ...]:
    """What is known of how the citations stand. One without any number was told already."""
    trust = {key: states[paper.id].trust for key, paper in papers if paper.id in states}
    taken_back = [
        (key, paper)
        for key, paper in papers
        if paper.other.get("retracted") or paper.other.get("withdrawn") or trust.get(key) in _TAKEN_BACK
    ]
    unsure = [
        (key, paper)
        for key, paper in papers
        if key in trust and paper.identifiers and trust[key] not in (Trust.VERIFIED, *_TAKEN_BACK)
    ]
    return (
        (Trouble.RETRACTED, taken_back, ("was retracted or withdrawn", "were retracted or withdrawn"),
         "Cite them only to say so."),
        (Trouble.UNCONFIRMED, unsure,
         ("is not verified against any service", "are not verified against any service"), "Look them up."),
    )  # fmt: skip


def _names(papers: Sequence[Keyed]) -> Iterator[Finding]:
    for key, paper in papers:
        odd = [f"“{clean(author.name)}” {words}" for author in paper.authors if (words := suspicion(author))]
        if odd:
            rest = f", and {len(odd) - 3} more names" if len(odd) > 3 else ""
            yield _finding(
                Trouble.SUSPICIOUS_NAME,
                [(key, paper)],
                f"In {key}, the name {', '.join(odd[:3])}{rest}.",
                "Correct the name among the paper’s authors.",
            )


def _same_work(facts: Sequence[tuple[str, Paper, Facts]]) -> Iterator[Finding]:
    """Papers of one DOI or arXiv number under different keys, in the order of the list."""
    numbered: dict[str, list[Keyed]] = defaultdict(list)
    for key, paper, known in facts:
        if known.eprint:
            numbered[f"arXiv:{_VERSION.sub('', known.eprint)}"].append((key, paper))
        if known.doi:
            numbered[f"doi:{known.doi.casefold()}"].append((key, paper))
    told = set()
    for number, same in numbered.items():
        keys = tuple(key for key, _ in same)
        if len(same) > 1 and keys not in told:
            told.add(keys)
            yield _finding(
                Trouble.SAME_WORK,
                same,
                f"{_joined(keys)} are the same work, {number}.",
                "Cite one of them, and move the other to the trash.",
            )


def _alike(facts: Sequence[tuple[str, Paper, Facts]]) -> Iterator[Finding]:
    labels: dict[str, list[Keyed]] = defaultdict(list)
    for key, paper, known in facts:
        if known.authors and known.year:
            labels[f"{_people(known)} {known.year}"].append((key, paper))
    for label, same in labels.items():
        if len(same) > MOST_ALIKE:
            yield _finding(
                Trouble.TOO_MANY_ALIKE,
                same,
                f"{len(same)} papers are all cited as {label}, and styles tell at most {MOST_ALIKE} of them apart.",
                "Use a style with numbers, or cite fewer of them.",
            )


def _people(facts: Facts) -> str:
    """The label that author-year styles make: "Quill", "Quill and Reed", "Quill et al."."""
    families = [clean(author.family or author.literal) for author in facts.authors]
    if len(families) > 2 or facts.more_authors:
        return f"{families[0]} et al."
    return " and ".join(families)


def _finding(trouble: Trouble, papers: Sequence[Keyed], sentence: str, repair: str) -> Finding:
    return Finding(trouble, tuple(key for key, _ in papers), tuple(paper.id for _, paper in papers), sentence, repair)


def _counted(papers: Sequence[Keyed]) -> str:
    return "1 paper" if len(papers) == 1 else f"{len(papers):,} papers"


def _joined(keys: Sequence[str]) -> str:
    return f"{', '.join(keys[:-1])} and {keys[-1]}"
