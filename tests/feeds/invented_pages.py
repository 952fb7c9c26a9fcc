"""Invented pages for the feed tests: papers that do not exist, laid out as real pages lay theirs out."""

from __future__ import annotations

from dataclasses import dataclass

PLACES = (
    "coastal towns", "mountain huts", "night trains", "paper mills", "river locks", "tide pools", "tram depots",
    "orchard sheds", "harbour cranes", "glass houses",
)  # fmt: skip
THINGS = (
    "Lantern", "Quillfeather", "mBracken", "Tidewheel", "Cobblestone", "Sparrowgrid", "Hollyhock-2", "Marzipan",
    "eDrizzle", "Fernweh",
)  # fmt: skip


@dataclass(frozen=True)
class Invented:
    title: str
    abstract: str
    number: str
    authors: int = 3


def paper(index: int) -> Invented:
    """The invented paper with this index; its abstract has about 700 characters in several sentences."""
    thing, place = THINGS[index % 10], PLACES[(index // 10 + index) % 10]
    title = f"{thing} {index}: Counting Letters Between {place.title()} With Small Models"
    sentences = [
        f"We look at letters sent between {place} and ask how many of them a small model can count.",
        f"Our method, {thing}, reads each envelope once and keeps a note of 7% of the stamps it sees.",
        "No letter is opened, and the postmen are paid for their time.",
        f"On an invented benchmark of {index + 100} bags it counts 98.5% of the letters in half the time of a clerk.",
        "We also describe where it fails: wet paper, torn corners, and envelopes inside other envelopes.",
        "Everything needed to count again is on a shelf, e.g. the scales, the string and a chair with three legs.",
        f"We hope that {place} will find the counts useful (and the chair comfortable).",
    ]
    return Invented(title, " ".join(sentences), f"25{index % 12 + 1:02}.{10000 + index:05}")


def papers(count: int, start: int = 0) -> list[Invented]:
    return [paper(index) for index in range(start, start + count)]


HEADER = ["new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community"]


def search_page(count: int, *, date: str = "Mar 11", start: int = 0, gap: str = "\n\n") -> str:
    """The text of a page of search results: header, date, then titles and abstracts."""
    blocks = [*HEADER, date]
    for each in papers(count, start):
        blocks += [each.title, each.abstract]
    return gap.join(blocks)
