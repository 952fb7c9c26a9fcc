"""Figures for the matching of titles: how many wrong works it accepts, and how many right ones it finds.

    python3 packaging/dev.py matching           the figures
    python3 packaging/dev.py matching --list    also every pair that is judged otherwise than one would wish

`pairs.json` holds pairs written by hand; `mutated` makes more of their titles. A third of all pairs is held out: it was
never looked at while the rules were made.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from octavo.bibliography.names import split_names
from octavo.lookup.match import ACCEPT, ASK, REJECT, Known, compare
from octavo.records import Identifier

PAIRS = Path(__file__).with_name("pairs.json")
WORDS = "harbour lantern granite meadow copper thistle orchard velvet compass ember juniper cobalt willow".split()


@dataclass(frozen=True)
class Pair:
    """Two titles with what else is known, and whether they name one work."""

    paper: Known
    other: Known
    same: bool
    why: str
    by_hand: bool = True

    @property
    def held_out(self) -> bool:
        text = f"{self.paper.title}\n{self.other.title}\n{self.why}\n{self.paper.abstract[:40]}"
        return hashlib.sha256(text.encode()).digest()[0] % 3 == 0

    @property
    def verdict(self) -> str:
        return compare(self.paper, self.other).verdict


def written() -> list[Pair]:
    """The pairs of the file."""
    return [_pair(row) for row in json.loads(PAIRS.read_text(encoding="utf-8"))]


def _pair(row: dict[str, Any]) -> Pair:
    return Pair(_known(row, "title", ""), _known(row, "other", "other_"), row["same"], row["why"])


def _known(row: dict[str, Any], title: str, start: str) -> Known:
    named = [each.split(":", 1) for each in row.get(f"{start}identifiers", ())]
    return Known(
        row[title],
        row.get(f"{start}abstract", ""),
        split_names(row.get(f"{start}authors", ()))[0],
        row.get(f"{start}published", ""),
        tuple(Identifier(scheme, value) for scheme, value in named),
    )


def mutated(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """More pairs of the titles there are: one that is the same work after all, and one that is another."""
    abstracts = sorted({pair.paper.abstract for pair in pairs if pair.paper.abstract})
    titles = sorted({pair.paper.title for pair in pairs if len(pair.paper.words) >= 5})
    for place, title in enumerate(titles):
        abstract = abstracts[place * 7 % len(abstracts)] if place % 2 else ""
        paper = Known(title, abstract)
        why, same = _still_the_same(title, place)
        yield Pair(paper, Known(same, _revised(abstract)), True, why, by_hand=False)
        why, another = _another(title, place)
        # The hardest look-alike has the same words of abstract too, as shared tasks and series do.
        like = _revised(abstract) if place % 4 == 1 else abstracts[(place * 7 + 5) % len(abstracts)] if abstract else ""
        yield Pair(paper, Known(another, like), False, why, by_hand=False)


def _still_the_same(title: str, place: int) -> tuple[str, str]:
    words = title.split()
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    marked = [*words[:longest], f"\\textbf{{{words[longest]}}}", *words[longest + 1 :]]
    kept = max(4, len(words) * 7 // 10)
    ways = (
        ("lower case", title.lower()),
        ("upper case", title.upper()),
        ("no signs", re.sub(r"[^\w\s.]", " ", title.replace("'", ""))),
        ("TeX round a word", " ".join(marked)),
        ("wrapped", "\n  ".join((" ".join(words[:3]), " ".join(words[3:])))),
        ("stop at the end", title + "."),
        ("truncated", " ".join(words[:kept]) + "…"),
        ("a small word lost", re.sub(r" (the|a|an|of) ", " ", title, count=1)),
        ("subtitle added", f"{title}: Extended Version of the Conference Paper"),
    )
    return ways[place % len(ways)]


def _another(title: str, place: int) -> tuple[str, str]:
    words = title.split()
    middle = len(words) // 2
    number = re.search(r"\d+", title)
    if number and place % 2:
        return "another number", f"{title[: number.start()]}{int(number[0]) + 1}{title[number.end() :]}"
    ways = (
        ("not", " ".join([*words[:middle], "not", *words[middle:]])),
        ("a number behind", f"{title} {2 + place % 7}"),
        ("part two", f"{title} II"),
        ("another word", " ".join([*words[:middle], WORDS[place % len(WORDS)], *words[middle + 1 :]])),
        ("another first word", " ".join([WORDS[place % len(WORDS)].title(), *words[1:]])),
        ("without", " ".join([*words[:-2], "without", *words[-2:]])),
        ("a word more", " ".join([*words[:middle], WORDS[place % len(WORDS)], *words[middle:]])),
        ("another last word", " ".join([*words[:-1], WORDS[place % len(WORDS)].title()])),
    )
    return ways[place % len(ways)]


def _revised(abstract: str) -> str:
    words = abstract.split()
    return " ".join([*words[:9], "indeed", *words[9:30], *words[31:]])


@dataclass(frozen=True)
class Figures:
    """What the rules make of some pairs."""

    pairs: int
    false_accepts: int
    accepted: float
    found: float
    rejected_others: float


def figures(pairs: Sequence[Pair]) -> Figures:
    """`accepted` and `found` (accepted or asked) are parts of the pairs that are one work."""
    verdicts = Counter((pair.same, pair.verdict) for pair in pairs)
    same = sum(count for (is_same, _), count in verdicts.items() if is_same) or 1
    other = len(pairs) - same or 1
    return Figures(
        len(pairs),
        verdicts[False, ACCEPT],
        verdicts[True, ACCEPT] / same,
        (verdicts[True, ACCEPT] + verdicts[True, ASK]) / same,
        verdicts[False, REJECT] / other,
    )


def all_pairs() -> list[Pair]:
    pairs = written()
    return [*pairs, *mutated(pairs)]


def main(arguments: Sequence[str]) -> int:
    pairs = all_pairs()
    groups = {
        "by hand": [pair for pair in pairs if pair.by_hand and not pair.held_out],
        "by hand, held out": [pair for pair in pairs if pair.by_hand and pair.held_out],
        "mutated": [pair for pair in pairs if not pair.by_hand and not pair.held_out],
        "mutated, held out": [pair for pair in pairs if not pair.by_hand and pair.held_out],
        "all": pairs,
    }
    print(f"{'pairs':<20}{'number':>8}{'false accepts':>15}{'accepted':>10}{'or asked':>10}{'others rejected':>17}")
    for name, group in groups.items():
        found = figures(group)
        print(
            f"{name:<20}{found.pairs:>8}{found.false_accepts:>15}{found.accepted:>10.1%}{found.found:>10.1%}"
            f"{found.rejected_others:>17.1%}"
        )
    if "--list" in arguments:
        for pair in pairs:
            if (pair.same and pair.verdict == REJECT) or (not pair.same and pair.verdict == ACCEPT):
                shown = replace(pair.paper, abstract=""), replace(pair.other, abstract="")
                print(f"\n{pair.verdict}, {'one work' if pair.same else 'two works'} ({pair.why})")
                print(f"  {shown[0].title}\n  {shown[1].title}\n  {compare(pair.paper, pair.other)}")
    whole = figures(pairs)
    return int(whole.false_accepts > 0 or whole.found < 0.95)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
