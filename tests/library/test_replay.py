"""Thirty days of a feed, in order and out of order: every work once, and the same library either way."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from invented_works import Listed, invented_days
from played_hugging_face import HuggingFace

from octavo.feeds.detect import read
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Batch, Paper, Receipt, State

Add = Callable[..., Receipt]

DAYS = invented_days(30, 8)
WORKS = {each.work.arxiv for listed in DAYS.values() for each in listed}
HUB = HuggingFace(DAYS)


def batch_of(day: date) -> Batch:
    """The day as the hub's interface gives it; on some days as its page does, which a person may have saved."""
    if day.day % 5 == 0:
        return read(HUB.answer(f"/papers/date/{day}", {}).body, origin=f"{day}.html")
    return read(HUB.answer("/api/daily_papers", {"date": str(day), "limit": "100"}).body, origin="feed")


def replay(add: Add, days: Iterable[date]) -> None:
    for day in days:
        batch = batch_of(day)
        if batch.entries:
            add(batch, day=day)


def papers(library: Library) -> dict[str, Paper]:
    found = library.reading.papers(library.reading.listing(Place("all")).ids)
    return {paper.identifier("arxiv"): paper for paper in found}


def but_for_sightings(paper: Paper) -> Paper:
    """A paper without what says when and in which order things came."""
    return replace(paper, id=0, uuid="", sightings=(), added="", changed="")


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paper]:
    with Library.open(tmp_path_factory.mktemp("in order") / "library.octavo") as library:
        for day in sorted(DAYS):
            batch = batch_of(day)
            for _progress in library.add(batch, day=day):
                pass
        return papers(library)


def test_every_work_is_here_once_and_unread_once(in_order: dict[str, Paper]) -> None:
    assert set(in_order) == WORKS
    assert all(paper.unread and paper.state is State.INBOX for paper in in_order.values())


def test_every_listing_is_a_sighting_with_its_votes(in_order: dict[str, Paper]) -> None:
    listed: dict[str, list[Listed]] = {}
    for day in sorted(DAYS):
        for each in DAYS[day]:
            listed.setdefault(each.work.arxiv, []).append(each)
    assert max(map(len, listed.values())) >= 3
    for number, paper in in_order.items():
        assert [(each.day, each.votes) for each in paper.sightings] == [
            (str(each.day), each.votes) for each in listed[number]
        ]


@pytest.mark.parametrize("order", ["backwards", "shuffled", "twice"])
def test_the_order_of_days_changes_nothing_but_the_sightings(
    library: Library, add: Add, in_order: dict[str, Paper], order: str
) -> None:
    days = sorted(DAYS, reverse=order == "backwards")
    if order != "backwards":
        random.Random(7).shuffle(days)
    replay(add, days)
    if order == "twice":
        replay(add, days)
    found = papers(library)
    assert set(found) == WORKS
    for number, paper in found.items():
        assert but_for_sightings(paper) == but_for_sightings(in_order[number])
        assert {(each.day, each.votes) for each in paper.sightings} == {
            (each.day, each.votes) for each in in_order[number].sightings
        }
        assert len(paper.sightings) == len(in_order[number].sightings)


def test_what_was_decided_on_a_day_stays_decided_on_all_days_after(library: Library, add: Add) -> None:
    seen: set[int] = set()
    for day in sorted(DAYS):
        replay(add, [day])
        inbox = set(library.reading.listing(Place("inbox")).ids)
        unread = {each for each in inbox if library.reading.paper(each).unread}
        assert not inbox & seen
        assert unread == inbox
        assert len(inbox) == sum(each.work.arxiv not in decided(library, seen) for each in fresh(day))
        for place, paper_id in enumerate(sorted(inbox)):
            if place % 4 == 0:
                library.trash([paper_id])
            else:
                library.move([paper_id], (State.DONE, State.TO_READ, State.NOT_FOR_ME)[place % 3])
        seen |= inbox
    assert len(seen) == len(WORKS)


def fresh(day: date) -> list[Listed]:
    """What was never listed before this day."""
    before = {each.work.arxiv for earlier in DAYS if earlier < day for each in DAYS[earlier]}
    return [each for each in DAYS[day] if each.work.arxiv not in before]


def decided(library: Library, seen: set[int]) -> set[str]:
    return {paper.identifier("arxiv") for paper in library.reading.papers(seen)}
