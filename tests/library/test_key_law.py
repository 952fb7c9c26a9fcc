"""One law for citation keys: once given, a key is that paper's, whatever is done to papers afterwards."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Author, Batch, Entry, Identifier, State

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
#: What is done in one run. The ordinary tests take a walk, the long profile a journey.
STEPS = 1_000 if LONG else 60
NAMES = ("Quill", "Reed", "Ünal", "Đặng", "王", "O'Dunn")
WORDS = ("Lanterns", "Scales", "Harbours", "Ledgers", "GPT-9", "$x$", "的")


class Walk:
    """A library to which random things happen, and every key that was ever seen, with its paper."""

    def __init__(self, library: Library, seed: int) -> None:
        self.library, self.chance = library, random.Random(seed)
        self.key_of: dict[str, str] = {}
        self.owner_of: dict[str, set[str]] = {}
        self.number = 0

    def step(self) -> None:
        chance, library = self.chance, self.library
        papers = list(library.reading.listing(Place("all")).ids)
        trashed = list(library.reading.listing(Place("trash")).ids)
        verbs = [self.add] * 2 + ([self.edit, self.edit, self.assign, self.decide, self.trash] if papers else [])
        verbs += [self.merge] if len(papers) > 3 else []
        verbs += [self.restore] if trashed else []
        verbs += [self.empty] if trashed and chance.random() < 0.2 else []
        verbs += [self.travel] if chance.random() < 0.5 else []
        chance.choice(verbs)()
        self.check()

    def some(self, most: int = 3, place: str = "all") -> list[int]:
        papers = list(self.library.reading.listing(Place(place)).ids)
        return self.chance.sample(papers, min(len(papers), self.chance.randint(1, most)))

    def invented(self) -> Entry:
        chance = self.chance
        self.number += 1
        known = tuple(self.key_of.values())
        return Entry(
            f"{chance.choice(WORDS)} and {chance.choice(WORDS)}",
            f"Number {self.number}.",
            authors=(Author(chance.choice(NAMES), "A."),) if chance.random() < 0.8 else (),
            published=chance.choice(("", "2023", "2024-05")),
            identifiers=(Identifier("arxiv", f"2401.{self.number:05}"),),
            # Other programs may bring a key that is taken here.
            key=chance.choice(known) if known and chance.random() < 0.2 else "",
        )

    def add(self) -> None:
        entries = tuple(self.invented() for _ in range(self.chance.randint(1, 4)))
        for _ in self.library.add(Batch("BibTeX", "References", "x.bib", entries)):
            pass

    def edit(self) -> None:
        entry = self.invented()
        fields = {"title": entry.title, "authors": entry.authors, "published": entry.published}
        self.library.edit(self.some(1)[0], fields)

    def assign(self) -> None:
        self.library.assign_keys(self.some(5))

    def decide(self) -> None:
        self.library.move(self.some(), self.chance.choice(list(State)))

    def trash(self) -> None:
        self.library.trash(self.some(2))

    def restore(self) -> None:
        self.library.restore(self.some(2, "trash"))

    def empty(self) -> None:
        self.library.empty_trash()

    def merge(self) -> None:
        kept, *others = self.some(3)
        if others:
            uuids = {paper.uuid for paper in self.library.reading.papers([kept, *others])}
            # From now on they are one work, and so are their keys.
            for owners in self.owner_of.values():
                if owners & uuids:
                    owners |= uuids
            self.library.merge(kept, others)

    def travel(self) -> None:
        """Undo or redo; not a merge, whose undo gives a key back to the paper that brought it."""
        reading = self.library.reading
        for step, go in ((reading.next_undo(), self.library.undo), (reading.next_redo(), self.library.redo)):
            if step is not None and step.verb != "merge" and self.chance.random() < 0.5:
                go()
                return

    def check(self) -> None:
        reading = self.library.reading
        seen: dict[str, str] = {}
        everything = [*reading.listing(Place("all")).ids, *reading.listing(Place("trash")).ids]
        for paper in reading.papers(everything):
            if paper.key:
                assert self.key_of.setdefault(paper.uuid, paper.key) == paper.key, "a key changed by itself"
            for key in (paper.key, *paper.aliases):
                if not key:
                    continue
                assert seen.setdefault(key.lower(), paper.uuid) == paper.uuid, "two papers have one key"
                owners = self.owner_of.setdefault(key.lower(), {paper.uuid})
                assert paper.uuid in owners, "a key came to mean another work"


@given(seed=st.integers(0, 2**32))
@settings(max_examples=10 if LONG else 3)
def test_a_key_once_given_never_changes_and_never_means_another_paper(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.octavo") as library:
        walk = Walk(library, seed)
        for _ in range(STEPS):
            walk.step()
