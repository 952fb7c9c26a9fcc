"""Works nobody wrote, and the days on which they were listed: what the played services answer from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WORDS = (
    "harbour lantern granite meadow copper thistle orchard velvet compass ember juniper cobalt saffron willow anchor "
    "quarry marble heather timber canyon pebble walnut feather glacier"
).split()
GIVEN = "Ida Noor Tomás Mei Anselm Priya Jürgen Olga Kofi Łucja".split()
FAMILY = ("Fensom", "van der Aarde", "Okonjo", "Brückmann", "Silvestre", "Haldorsen", "Iyer", "Zieliński")
CATEGORIES = ("cs.CL", "cs.LG", "cs.CV", "stat.ML")
FIRST_DAY = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Work:
    """One invented paper. `arxiv` is its number without version, `published` the day of its first version."""

    number: int
    arxiv: str
    title: str
    abstract: str
    authors: tuple[str, ...]
    published: date
    categories: tuple[str, ...] = ("cs.CL",)
    version: int = 1
    comment: str = ""
    doi: str = ""
    journal: str = ""
    retracted: bool = False

    @property
    def submitted(self) -> datetime:
        return datetime(self.published.year, self.published.month, self.published.day, 17, 59, 59, tzinfo=UTC)

    @property
    def updated(self) -> datetime:
        return self.submitted + timedelta(days=20 * (self.version - 1))


@dataclass(frozen=True, slots=True)
class Listed:
    """A work on the list of one day, with the votes it had then."""

    work: Work
    day: date
    votes: int


def invented_work(number: int, **more: object) -> Work:
    """The work with this number, from 0: the number decides all of it.

    Every 5th was published in a journal and has a DOI, every 7th has a third version, the 13th was withdrawn on
    arXiv, and the 20th was published and then retracted.
    """
    first, second, third = (WORDS[(number * step + number // len(WORDS)) % len(WORDS)] for step in (1, 5, 7))
    published = FIRST_DAY + timedelta(days=number // 8 - 6)
    people = 1 + number % 5
    values: dict[str, object] = {
        "number": number,
        "arxiv": f"{published:%y%m}.{10_000 + number:05}",
        "title": f"{first.title()}{number}: Learning {second.title()} Representations from {third.title()} Signals",
        "abstract": (
            f"We study {second} number {number} when only {third} signals are seen. The method, {first}{number}, needs "
            f"no labels and runs in $O(n^2)$ time. On {number + 3} invented tasks it is {number % 40 + 3}\\% better "
            f"than what was there before. Then {first} follows from {third}, which we show by an example in {second}."
        ),
        "authors": tuple(
            f"{GIVEN[(number + place) % len(GIVEN)]} {FAMILY[(number * 3 + place) % len(FAMILY)]}"
            for place in range(people)
        ),
        "published": published,
        "categories": tuple(dict.fromkeys((CATEGORIES[number % 4], CATEGORIES[number // 4 % 4]))),
        "version": 3 if number % 7 == 0 else 1,
        "comment": f"{number % 20 + 8} pages, {number % 6} figures",
    }
    if number % 5 == 0:
        values["doi"] = f"10.99999/ijs.{number}"
        volume, issue = number % 30 + 1, number % 4 + 1
        values["journal"] = f"Int. J. Samples {volume}({issue}):{number}-{number + 9}, {published.year}"
    if number == 13:
        values |= {"version": 2, "comment": "This paper has been withdrawn by the author due to an error in Lemma 3"}
    if number == 20:
        values["retracted"] = True
    return Work(**{**values, **more})  # type: ignore[arg-type]


def invented_days(days: int = 30, a_day: int = 8, first: date = FIRST_DAY) -> Mapping[date, Sequence[Listed]]:
    """What was listed on each of `days` days: new works, and below them some of the last days again with more votes.

    Sundays have none. A work stays up to three days, and every 11th comes back two weeks later.
    """
    found: dict[date, list[Listed]] = {}
    fresh: dict[date, list[Work]] = {}
    number = 0
    for place in range(days):
        day = first + timedelta(days=place)
        found[day] = []
        if day.weekday() == 6:
            continue
        fresh[day] = [invented_work(each) for each in range(number, number + a_day)]
        number += a_day
        for work, age in _on_show(fresh, day):
            found[day].append(Listed(work, day, 5 + work.number % 60 + 12 * age))
    return found


def _on_show(fresh: Mapping[date, Sequence[Work]], day: date) -> Iterator[tuple[Work, int]]:
    for age in (0, 1, 2, 14):
        for work in fresh.get(day - timedelta(days=age), ()):
            stays = age == 0 or (age == 14 and work.number % 11 == 0) or (age < 14 and work.number % (age + 2) == 0)
            if stays:
                yield work, age
