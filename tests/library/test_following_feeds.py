"""Feeds followed: named, paused, ordered, left; what they bring again and again; how their refreshes went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.library.refusals import NotFound
from octavo.library.rule_terms import Rule
from octavo.records import Batch, Identifier, OctavoError, Receipt, State

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)
DAILY = "https://example.org/papers"


@pytest.fixture
def feed(library: Library) -> int:
    return int(str(library.feeds.follow("Harbour news", DAILY, 60).arguments["subscription_id"]))


@pytest.fixture
def receive(library: Library, feed: int, make_page: Callable[..., Batch], run: Any) -> Callable[..., Receipt]:
    def received(*entries: Any, **more: Any) -> Receipt:
        options = {name: more.pop(name) for name in ("papers_only",) if name in more}
        return run(library.feeds.receive(feed, make_page(*entries, **more), **options))

    return received


def names(library: Library) -> list[str]:
    return [each.name for each in library.feeds.subscriptions()]


def test_a_feed_followed_is_there_with_all_that_was_said_of_it(library: Library, feed: int) -> None:
    (found,) = library.feeds.subscriptions()
    assert (found.id, found.name, found.address, found.minutes) == (feed, "Harbour news", DAILY, 60)
    assert (found.paused, found.typed, found.tried, found.trouble, found.undecided) == (False, True, "", "", 0)
    assert library.reading.subscriptions(counted=True) == [found]


def test_a_name_or_an_address_is_followed_once(library: Library, feed: int) -> None:
    with pytest.raises(OctavoError, match="called “Harbour news” already"):
        library.feeds.follow("HARBOUR  news", "https://example.org/other")
    with pytest.raises(OctavoError, match="follow this feed already, as “Harbour news”"):
        library.feeds.follow("Other", DAILY)
    with pytest.raises(OctavoError, match="needs a name"):
        library.feeds.follow(" ", "https://example.org/other")
    with pytest.raises(OctavoError, match="every 15 minutes at most"):
        library.feeds.follow("Other", "https://example.org/other", 5)
    assert names(library) == ["Harbour news"]


def test_every_verb_is_taken_back_by_undo(library: Library, feed: int) -> None:
    library.feeds.follow("Pier", "https://example.org/pier")
    before = library.feeds.subscriptions()
    for verb in (
        lambda: library.feeds.rename(feed, "Tides"),
        lambda: library.feeds.pause(feed),
        lambda: library.feeds.every(feed, 1440),
        lambda: library.feeds.order([before[1].id]),
        lambda: library.feeds.unfollow(feed),
        lambda: library.feeds.follow("Third", "https://example.org/3"),
        lambda: library.feeds.follow_all([("Fourth", "https://example.org/4"), ("Fifth", "https://example.org/5")]),
    ):
        change = verb()
        assert change.step is not None
        after = library.feeds.subscriptions()
        assert after != before
        library.undo()
        assert library.feeds.subscriptions() == before
        library.redo()
        assert library.feeds.subscriptions() == after
        library.undo()


def test_a_verb_that_changes_nothing_is_no_step(library: Library, feed: int) -> None:
    assert library.feeds.pause(feed, False).step is None
    assert library.feeds.every(feed, 60).step is None
    assert library.feeds.rename(feed, "Harbour news").step is None
    with pytest.raises(NotFound):
        library.feeds.pause(99)


def test_a_list_of_feeds_is_one_step_and_leaves_out_what_is_followed(library: Library, feed: int) -> None:
    change = library.feeds.follow_all(
        [("Again", DAILY), ("Harbour News", "https://example.org/2"), ("", "https://example.org/3")]
    )
    assert change.arguments["count"] == 2
    assert names(library) == ["Harbour news", "Harbour News 2", "https://example.org/3"]
    # Nobody typed these addresses.
    assert [each.typed for each in library.feeds.subscriptions()] == [True, False, False]


def test_papers_come_under_the_name_of_the_feed(library: Library, receive: Any, make_entry: Any) -> None:
    receipt = receive(make_entry(1), make_entry(2))
    paper = library.reading.paper(receipt.ids[0])
    assert paper.sightings[0].source == "Harbour news"
    assert library.reading.listing(Place("feed", name="Harbour news")).ids.tolist() == list(receipt.ids)
    assert library.feeds.subscriptions()[0].undecided == 2
    library.undo()
    assert library.reading.counts().all == 0


def test_a_new_name_is_the_name_everywhere_and_undo_takes_it_back(
    library: Library, feed: int, receive: Any, add: Any, make_entry: Any
) -> None:
    (paper_id,) = receive(make_entry(1)).ids
    (other,) = add(make_entry(2)).ids
    library.rules.add(Rule("mute", "feed", "Harbour news"))
    library.feeds.rename(feed, "Tides")
    row, kept = library.reading.rows([paper_id, other])
    assert (row.source, kept.source) == ("Tides", "Daily papers")
    assert library.reading.paper(paper_id).sightings[0].source == "Tides"
    assert {source for source, _day, _left in library.reading.days()} == {"Tides", "Daily papers"}
    assert library.rules.rules()[0].pattern == "Tides"
    library.undo()
    assert library.reading.rows([paper_id])[0].source == "Harbour news"
    assert {source for source, _day, _left in library.reading.days()} == {"Harbour news", "Daily papers"}
    assert library.rules.rules()[0].pattern == "Harbour news"
    assert library.check() == []


def test_a_feed_no_longer_followed_leaves_every_paper(
    library: Library, feed: int, receive: Any, make_entry: Any
) -> None:
    ids = receive(make_entry(1), make_entry(2)).ids
    library.star([ids[0]])
    library.feeds.unfollow(feed)
    assert library.reading.listing(Place("all")).ids.tolist() == list(ids)
    assert library.reading.listing(Place("feed", name="Harbour news")).ids.tolist() == list(ids)


def test_asked_again_on_one_day_a_page_shows_each_paper_once(
    library: Library, receive: Any, make_entry: Any
) -> None:
    (first,) = receive(make_entry(1, votes=3), digest="a").ids
    steps = len(library.history())
    again = receive(make_entry(1, votes=9), digest="b")
    assert (again.new, again.already_here, again.batch_id) == (0, 1, 0)
    (sighting,) = library.reading.paper(first).sightings
    assert sighting.votes == 9
    # Nothing to take back: the newest step is still the one that brought the paper.
    assert len(library.history()) == steps
    more = receive(make_entry(1, votes=11), make_entry(2), digest="c")
    assert more.new == 1
    assert [each.votes for each in library.reading.paper(first).sightings] == [11]
    library.undo()
    assert [each.votes for each in library.reading.paper(first).sightings] == [9]


def test_on_another_day_the_same_paper_is_seen_again(library: Library, receive: Any, make_entry: Any) -> None:
    (first,) = receive(make_entry(1)).ids
    library.move([first], State.DONE)
    receive(make_entry(1), captured="Mar 12", captured_day=12)
    paper = library.reading.paper(first)
    assert [each.day for each in paper.sightings] == ["2024-03-11", "2024-03-12"]
    assert (paper.state, paper.unread) == (State.DONE, False)


def test_the_list_of_a_week_shows_a_paper_once_that_week(
    tmp_path: Path, make_entry: Any, make_page: Any, run: Any
) -> None:
    clock = Clock()
    with Library.open(tmp_path / "weekly.octavo", clock=clock) as library:
        own = int(str(library.feeds.follow("Week", DAILY).arguments["subscription_id"]))
        for week, days in (("2024-W18", 3), ("2024-W19", 2)):
            for day in range(days):
                shown = make_page(
                    make_entry(1), captured=week, captured_month=None, captured_day=None, digest=f"{week}{day}"
                )
                run(library.feeds.receive(own, shown))
                clock.now += timedelta(days=1)
        (paper,) = library.reading.papers(library.reading.listing(Place("all")).ids)
        assert [each.captured for each in paper.sightings] == ["2024-W18", "2024-W19"]


def test_a_feed_that_says_no_day_shows_its_papers_once(library: Library, receive: Any, make_entry: Any) -> None:
    undated = {"captured": "", "captured_month": None, "captured_day": None}
    (first,) = receive(make_entry(1), **undated, digest="a").ids
    receive(make_entry(1), make_entry(2), **undated, digest="b")
    assert len(library.reading.paper(first).sightings) == 1


def test_a_paper_that_was_here_already_is_seen_in_the_feed(
    library: Library, add: Any, receive: Any, make_entry: Any
) -> None:
    (first,) = add(make_entry(1)).ids
    receipt = receive(make_entry(1))
    assert (receipt.new, receipt.already_here) == (0, 1)
    assert [each.source for each in library.reading.paper(first).sightings] == ["Daily papers", "Harbour news"]
    library.undo()
    assert len(library.reading.paper(first).sightings) == 1


def test_new_versions_are_told_of_papers_here_and_left_out_otherwise(
    library: Library, add: Any, receive: Any, make_entry: Any
) -> None:
    (first,) = add(make_entry(1)).ids
    version = {"announce": "replace", "arxiv_version": "v3"}
    cross = make_entry(3, other={"announce": "cross"})
    receipt = receive(make_entry(1, other=version), make_entry(2, other=version), cross)
    assert (receipt.new, receipt.already_here, receipt.skipped) == (1, 1, 1)
    assert library.reading.paper(first).sightings[-1].new_version == "v3"
    assert library.reading.find("2401.00002") is None


def test_posts_that_name_no_paper_are_left_out_unless_wanted(
    library: Library, receive: Any, make_entry: Any
) -> None:
    post = make_entry(1, other={"item": "not a paper"}, identifiers=(Identifier("url", "https://example.org/a"),))
    assert (receive(post).new, library.reading.counts().all) == (0, 0)
    assert receive(post, papers_only=False).new == 1


def test_what_comes_for_a_feed_no_longer_followed_is_refused(
    library: Library, feed: int, receive: Any, make_entry: Any
) -> None:
    library.feeds.unfollow(feed)
    with pytest.raises(NotFound, match="no longer followed"):
        receive(make_entry(1))
    library.feeds.note(feed, trouble="Nobody is there.", again=NOON)
    assert library.check() == []


def test_trouble_is_kept_with_its_sentence_until_the_feed_answers(library: Library, feed: int) -> None:
    library.feeds.note(feed, etag='"one"', modified="Mon")
    library.feeds.note(feed, trouble="It asks for a pause until 14:05.", again=NOON + timedelta(hours=2))
    found = library.feeds.subscription(feed)
    assert (found.trouble, found.again) == ("It asks for a pause until 14:05.", "2024-05-02T14:00:00+00:00")
    assert found.done == "2024-05-02T12:00:00+00:00"
    # What is known of the last good answer is still known.
    assert [(each.etag, each.modified) for each in library.feeds.fetches(feed)] == [('"one"', "Mon")]
    library.feeds.note(feed, etag='"two"')
    assert (library.feeds.subscription(feed).trouble, library.feeds.subscription(feed).again) == ("", "")
    assert library.history()[0].verb == "follow"


def test_days_are_kept_each_with_what_is_known_of_it(library: Library, feed: int) -> None:
    library.feeds.note(feed, day="2024-05-01", etag='"a"', complete=True)
    library.feeds.note(feed, day="2024-05-02", trouble="It was cut off.", again=NOON)
    days = {each.day: (each.etag, each.complete, bool(each.done)) for each in library.feeds.fetches(feed)}
    assert days == {"": ("", False, True), "2024-05-01": ('"a"', True, True), "2024-05-02": ("", False, False)}
    assert library.feeds.subscription(feed).trouble == "It was cut off."


def test_old_days_are_forgotten(library: Library, feed: int) -> None:
    for number in range(150):
        library.feeds.note(feed, day=(NOON - timedelta(days=number)).date().isoformat(), complete=True)
    days = [each.day for each in library.feeds.fetches(feed) if each.day]
    assert (len(days), days[-1]) == (120, "2024-05-02")


def test_the_address_a_page_leads_to_is_followed_from_then_on(library: Library, feed: int) -> None:
    library.feeds.note(feed, address="https://example.org/feed.xml")
    assert (library.feeds.subscription(feed).address, library.feeds.subscription(feed).typed) == (
        "https://example.org/feed.xml", True,
    )  # fmt: skip
    library.feeds.note(feed, address="https://elsewhere.example/feed.xml")
    assert library.feeds.subscription(feed).typed is False


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_a_feed_is_due_after_its_interval_and_later_the_longer_it_fails(tmp_path: Path) -> None:
    clock = Clock()
    with Library.open(tmp_path / "timed.octavo", clock=clock) as library:
        own = int(str(library.feeds.follow("Harbour", DAILY, 60).arguments["subscription_id"]))

        def due(**later: int) -> bool:
            return library.feeds.subscription(own).due(clock.now + timedelta(**later))

        assert due()
        library.feeds.note(own)
        assert (due(minutes=59), due(minutes=60)) == (False, True)
        clock.now += timedelta(hours=1)
        library.feeds.note(own, trouble="Nobody is there.", again=clock.now + timedelta(minutes=1))
        # An hour since all went well: a quarter of it until the next try.
        assert (due(minutes=14), due(minutes=15)) == (False, True)
        clock.now += timedelta(days=3)
        library.feeds.note(own, trouble="Nobody is there.", again=clock.now + timedelta(minutes=1))
        assert (due(hours=5, minutes=59), due(hours=6)) == (False, True)
        library.feeds.pause(own)
        assert not due(days=3)
        library.feeds.pause(own, False)
        library.feeds.every(own, 0)
        assert not due(days=3)


def test_days_in_order_and_out_of_order_leave_the_same_library(
    tmp_path: Path, make_entry: Any, make_page: Any, run: Any
) -> None:
    entries = [make_entry(number) for number in range(60)]
    found = []
    for name, order in (("on", range(1, 31)), ("off", [*range(30, 0, -2), *range(1, 31, 2)])):
        with Library.open(tmp_path / f"{name}.octavo", clock=lambda: NOON) as library:
            own = int(str(library.feeds.follow("Harbour", DAILY).arguments["subscription_id"]))
            for day in order:
                shown = make_page(
                    *entries[day : day + 12], captured=f"Apr {day}", captured_month=4, captured_day=day, digest=str(day)
                )
                run(library.feeds.receive(own, shown))
            papers = library.reading.papers(library.reading.listing(Place("all")).ids)
            found.append(
                {
                    paper.title: (paper.abstract, paper.unread, sorted(each.day for each in paper.sightings))
                    for paper in papers
                }
            )
            assert len(papers) == len(found[-1]) == 41
            assert all(paper.unread for paper in papers)
    assert found[0] == found[1]
