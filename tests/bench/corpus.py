"""Invented papers in any number: the first thousand are the same whether 1,000 or 100,000 are asked for.

Words are drawn with Zipf's law from a made-up vocabulary of 60,000; lengths follow what saved daily pages show: titles
of about 74 characters, abstracts of about 1,236 (5 % under 930, 5 % over 1,586), 4.7 authors.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from octavo.records import Author, Batch, Entry, Identifier

VOCABULARY = 60_000
SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve wi xo ya zen kor mel tra stu qui pho ther ing ous ent al ic".split()


def make_vocabulary() -> list[str]:
    chance = random.Random("words")
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
    # Frequent words are short, as in any language.
    return sorted(words, key=lambda word: (len(word) + chance.random() * 6, word))


class Corpus:
    """Where the invented papers come from."""

    def __init__(self) -> None:
        self.words = make_vocabulary()
        self.weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))

    def some(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.weights, k=count)

    def entry(self, number: int) -> Entry:
        """The paper of that number, always the same."""
        chance = random.Random(f"paper {number}")
        title = self.grown(chance, chance.gauss(72, 14), 25).rstrip(".")
        authors = tuple(
            Author(family=self.some(chance, 1)[0].capitalize(), given=self.some(chance, 1)[0].capitalize())
            for _ in range(max(1, round(chance.gauss(4.7, 2))))
        )
        return Entry(
            title=f"{title} {number}",
            abstract=self.grown(chance, chance.gauss(1236, 200), 400),
            authors=authors,
            identifiers=(Identifier("arxiv", f"{2001 + number // 100_000 % 60:04}.{number % 100_000:05}"),),
            published=f"{2015 + number % 10}",
        )

    def grown(self, chance: random.Random, length: float, least: int) -> str:
        """Sentences of that many characters or a few more."""
        length = max(length, least)
        text = ""
        while len(text) < length:
            words = self.some(chance, min(chance.randint(9, 24), int((length - len(text)) / 6) + 2))
            text += " ".join(words).capitalize() + ". "
        return text.rstrip()

    def entries(self, count: int) -> Iterator[Entry]:
        return (self.entry(number) for number in range(count))

    def batch(self, count: int) -> Batch:
        return Batch(
            form="page text", source="Daily papers", origin="corpus", entries=tuple(self.entries(count)),
            captured="Mar 11", captured_month=3, captured_day=11, captured_year=2024, digest=f"{count:064}",
        )  # fmt: skip

    def page(self, count: int) -> str:
        """A saved daily page with that many papers, titles and abstracts only."""
        head = "new\n\nSubscribe\n\nMar 11\n\n"
        return head + "\n\n".join(f"{each.title}\n\n{each.abstract}" for each in self.entries(count))

    def searches(self, count: int, papers: int) -> list[str]:
        """What a person types: one to three words of some paper, the last one cut after any letter."""
        chance = random.Random("searches")
        texts = []
        while len(texts) < count:
            entry = self.entry(chance.randrange(papers))
            words = chance.sample(entry.abstract.replace(".", "").split(), chance.randint(1, 3))
            words[-1] = words[-1][: chance.randint(1, len(words[-1]))]
            texts.append(" ".join(words).lower())
        return texts
