"""Refreshing a feed: days and pages, what was missed, conditional requests, and every way it can go wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import papers
from test_arxiv import item, rss
from test_arxiv_pages import listing
from test_hugging_face_api import record
from test_syndication import rss as news

from octavo.feeds.subscribe import FIRST_LOOK, MOST_DAYS, Fetched, Kept, examine, gather
from octavo.records import Progress
from octavo.web import Answer, AskedToPause, Offline, Refused, TooLarge

NOW = datetime(2026, 3, 11, 14, tzinfo=UTC)  # a Wednesday
TODAY = NOW.date()
DAILY = "https://huggingface.co/papers"
CS_CL = "https://rss.arxiv.org/rss/cs.CL"

PAPER = """<item><title>Chairs by the Sea</title><link>https://arxiv.org/abs/2503.04321</link>
<description>We sit by the sea and count the chairs that the tide leaves to us.</description></item>"""


class World:
    """A network of this test: what each address answers, and what was asked of it."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, str, str, bool]] = []

    def __call__(self, address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer:
        self.asked.append((address, etag, modified, typed))
        found = self.answers.get(address, Refused("There is nothing at this address (404)."))
        if isinstance(found, Exception):
            raise found
        if isinstance(found, Answer):
            return found
        return Answer(address, found)

    def lists(self, day: date | str, *pages: list[dict[str, Any]]) -> None:
        """The hub's answer for a day, page by page."""
        for number, page in enumerate(pages):
            self.answers[hub(day, number)] = json.dumps(page).encode()

    @property
    def addresses(self) -> list[str]:
        return [each[0] for each in self.asked]


def hub(day: date | str, page: int = 0) -> str:
    return f"https://huggingface.co/api/daily_papers?date={day}&limit=50&p={page}"


def records(count: int, start: int = 0) -> list[dict[str, Any]]:
    return [record(place) for place in range(start, start + count)]


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def refreshed(world: World) -> Callable[..., list[Fetched]]:
    """All that a refresh brings."""

    def run(address: str, **more: Any) -> list[Fetched]:
        return [each for each in gather(address, world, lambda: NOW, **more) if isinstance(each, Fetched)]

    return run


def known(*days: date, complete: bool = True) -> list[Kept]:
    return [Kept(day.isoformat(), complete=complete, done=True) for day in days]


def test_a_new_feed_is_asked_back_to_the_last_day_that_has_papers(world: World, refreshed: Any) -> None:
    world.lists(TODAY, [])
    world.lists(back(1), [])
    world.lists(back(2), records(3))
    today, yesterday, day = refreshed(DAILY)
    assert (today.batch, today.note, today.complete) == (None, "Nothing is listed for 11 March yet.", False)
    # Tuesday was a working day: the hub may be late.
    assert (yesterday.note, yesterday.complete) == ("Nothing is listed for 10 March.", False)
    assert (len(day.batch.entries), day.batch.captured, day.complete, day.trouble) == (3, "2026-03-09", True, "")


def test_a_new_feed_without_papers_is_not_asked_for_ever(world: World, refreshed: Any) -> None:
    for number in range(FIRST_LOOK + 3):
        world.lists(back(number), [])
    assert len(refreshed(DAILY)) == FIRST_LOOK


def test_the_pages_of_a_day_are_asked_until_one_is_short(world: World, refreshed: Any) -> None:
    world.lists(TODAY, records(50), records(50, 50), records(7, 100))
    (day,) = refreshed(DAILY)
    assert world.addresses == [hub(TODAY, page) for page in range(3)]
    assert len(day.batch.entries) == 107
    # What one page says of its age says nothing about the others.
    assert day.etag == ""


def test_a_day_of_exactly_one_full_page_ends_with_an_empty_one(world: World, refreshed: Any) -> None:
    world.lists(TODAY, records(50), [])
    (day,) = refreshed(DAILY)
    assert len(day.batch.entries) == 50


def test_a_service_that_knows_no_pages_is_not_asked_for_ever(world: World, refreshed: Any) -> None:
    world.lists(TODAY, *[records(50)] * 12)
    (day,) = refreshed(DAILY)
    assert (len(world.asked), len(day.batch.entries)) == (2, 50)


def test_missed_days_are_caught_up_on_newest_first_and_whole_ones_left_alone(world: World, refreshed: Any) -> None:
    for number in range(8):
        world.lists(back(number), records(1, number))
    brought = refreshed(DAILY, kept=known(back(5), back(3)), since=back(5))
    assert [each.day for each in brought] == [str(back(number)) for number in (0, 1, 2, 4)]
    assert [each.complete for each in brought] == [False, True, True, True]


def test_catching_up_has_a_bound_that_is_told(world: World, refreshed: Any) -> None:
    for number in range(60):
        world.lists(back(number), records(1, number))
    brought = refreshed(DAILY, kept=known(back(40)), since=back(50))
    assert brought[0].note == "Octavo caught up on 30 days. The 10 before were left out."
    assert [each.day for each in brought] == [str(back(number)) for number in range(MOST_DAYS)]


def test_a_person_can_ask_for_days_before_they_followed_the_feed(world: World, refreshed: Any) -> None:
    for number in range(10):
        world.lists(back(number), records(1, number))
    brought = refreshed(DAILY, kept=known(TODAY, complete=False), since=TODAY, back=7)
    assert len(brought) == 7


def test_a_day_that_breaks_off_is_kept_in_part_and_asked_for_again(world: World, refreshed: Any) -> None:
    world.lists(back(1), records(50), records(2, 50))
    world.answers[hub(back(1), 1)] = Offline("huggingface.co did not answer as it should.", NOW + timedelta(minutes=1))
    world.lists(TODAY, records(1, 90))
    today, day = refreshed(DAILY, kept=known(back(2)), since=back(2))
    assert today.trouble == ""
    assert (len(day.batch.entries), day.complete) == (50, False)
    assert day.batch.message == "Only a part of this list could be read; the papers after it are missing."
    assert day.trouble == "Hugging Face did not answer as it should."
    world.lists(back(1), records(50), records(2, 50))
    _today, again = refreshed(DAILY, kept=known(back(2)) + known(back(1), complete=False), since=back(2))
    assert (len(again.batch.entries), again.complete) == (52, True)


def test_an_answer_cut_off_in_the_middle_is_incomplete(world: World, refreshed: Any) -> None:
    whole = json.dumps(records(4)).encode()
    world.answers[hub(TODAY)] = whole[: len(whole) * 3 // 4]
    (day,) = refreshed(DAILY)
    assert 0 < len(day.batch.entries) < 4
    assert day.trouble
    assert not day.complete


def test_what_has_not_changed_brings_nothing_and_stays_known(world: World, refreshed: Any) -> None:
    world.answers[hub(TODAY)] = Answer(hub(TODAY), json.dumps(records(2)).encode(), '"one"', "Wed, 11 Mar 2026")
    (day,) = refreshed(DAILY)
    assert (day.etag, day.modified) == ('"one"', "Wed, 11 Mar 2026")
    world.answers[hub(TODAY)] = Answer(hub(TODAY), b"", not_modified=True)
    earlier = [Kept(str(TODAY), day.etag, day.modified, done=True)]
    (again,) = refreshed(DAILY, kept=earlier, since=TODAY)
    assert world.asked[-1] == (hub(TODAY), '"one"', "Wed, 11 Mar 2026", False)
    assert (again.batch, again.trouble, again.etag, again.complete) == (None, "", '"one"', False)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (AskedToPause("rss.arxiv.org asks for a pause until 14:05.", NOW), "arXiv asks for a pause until 14:05."),
        (Offline("rss.arxiv.org was not found.", NOW), "arXiv was not found."),
        (Refused("rss.arxiv.org has nothing at this address (404)."), "arXiv has nothing at this address (404)."),
        (TooLarge("The answer of rss.arxiv.org is over 10 MB. It was not read."), None),
    ],
)
def test_trouble_is_a_sentence_and_never_an_exception(
    world: World, refreshed: Any, error: Any, sentence: str | None
) -> None:
    world.answers[CS_CL] = error
    (fetched,) = refreshed(CS_CL)
    assert fetched.trouble == (sentence or "The answer of arXiv is over 10 MB. It was not read.")
    assert (fetched.again, fetched.batch) == (error.again, None)


def test_a_feed_of_arxiv_marks_its_day_as_read(world: World, refreshed: Any) -> None:
    world.answers[CS_CL] = rss(item("2603.01234v1", "new"))
    whole, day = refreshed(CS_CL)
    assert len(whole.batch.entries) == 1
    assert (day.day, day.complete, day.batch) == ("2025-03-07", True, None)


def test_arxiv_is_empty_at_weekends_and_that_is_no_trouble(world: World, refreshed: Any) -> None:
    world.answers[CS_CL] = rss()
    (fetched,) = refreshed(CS_CL)
    assert fetched.trouble == ""
    assert fetched.note.startswith("arXiv announces nothing in this feed now.")


def test_announcements_missed_are_read_from_the_pages_for_catching_up(world: World, refreshed: Any) -> None:
    # The feed is of Friday 7 March 2025; the last one read was of Tuesday.
    now = datetime(2025, 3, 9, 12, tzinfo=UTC)
    world.answers[CS_CL] = rss(item("2503.01234v1", "new"))
    pages = {day: f"https://arxiv.org/catchup/cs.CL/2025-03-{day:02}?abs=True" for day in (5, 6)}
    world.answers[pages[6]] = listing("Showing new listings for Thursday, 6 March 2025").encode()
    world.answers[pages[5]] = b"<html><body><div id='dlpage'><h3>No updates</h3></div></body></html>"
    brought = [
        each
        for each in gather(CS_CL, world, lambda: now, kept=known(date(2025, 3, 4)), since=date(2025, 3, 4))
        if isinstance(each, Fetched)
    ]
    assert world.addresses == [CS_CL, pages[6], pages[5]]
    thursday, wednesday = brought[2:]
    assert (thursday.day, len(thursday.batch.entries), thursday.complete) == ("2025-03-06", 4, True)
    assert thursday.batch.captured_year == 2025
    assert (wednesday.batch, wednesday.complete) == (None, True)
    assert wednesday.note == "arXiv announced nothing on 5 March."


def test_trending_papers_are_one_list_of_today(world: World, refreshed: Any) -> None:
    address = "https://huggingface.co/api/daily_papers?sort=trending&limit=50"
    world.answers[address] = json.dumps(records(50)).encode()
    (fetched,) = refreshed(f"{DAILY}/trending")
    assert (world.addresses, len(fetched.batch.entries), fetched.batch.captured) == ([address], 50, "2026-03-11")


def test_a_week_is_asked_by_its_number_and_in_pages(world: World, refreshed: Any) -> None:
    address = "https://huggingface.co/api/daily_papers?week=2026-W11&limit=50&p={}"
    world.answers[address.format(0)] = json.dumps(records(50)).encode()
    world.answers[address.format(1)] = json.dumps(records(3, 50)).encode()
    (fetched,) = refreshed(f"{DAILY}/week")
    assert len(fetched.batch.entries) == 53


def test_a_search_is_asked_of_the_interface(world: World, refreshed: Any) -> None:
    address = "https://huggingface.co/api/papers/search?q=tide%20pools&limit=120"
    world.answers[address] = json.dumps(records(2)).encode()
    (fetched,) = refreshed(f"{DAILY}?q=tide%20pools")
    assert (world.addresses, len(fetched.batch.entries)) == ([address], 2)


def page_with(*links: str) -> bytes:
    return f"<!doctype html><html><head>{''.join(links)}</head><body><p>Our harbour.</p></body></html>".encode()


def test_a_page_that_names_its_feed_leads_to_it(world: World, refreshed: Any) -> None:
    link = '<link href="/feed.xml" type="application/rss+xml" rel="alternate" title="All">'
    world.answers["https://example.org/blog"] = page_with('<link rel="stylesheet" href="a.css">', link)
    world.answers["https://example.org/feed.xml"] = news(PAPER)
    (fetched,) = refreshed("https://example.org/blog", typed=True)
    assert fetched.address == "https://example.org/feed.xml"
    assert [each.title for each in fetched.batch.entries] == ["Chairs by the Sea"]


def test_a_page_cannot_lead_to_a_private_address_nobody_typed(world: World, refreshed: Any) -> None:
    link = '<link href="http://192.168.0.1/feed" type="application/atom+xml" rel="alternate">'
    world.answers["https://example.org/blog"] = page_with(link)
    refreshed("https://example.org/blog", typed=True)
    assert [(each[0], each[3]) for each in world.asked] == [
        ("https://example.org/blog", True), ("http://192.168.0.1/feed", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page", [page_with(), page_with('<link rel="alternate" type="text/plain" href="/x">'), b"<html"]
)
def test_an_ordinary_page_is_said_to_be_one(world: World, refreshed: Any, page: bytes) -> None:
    world.answers["https://example.org/"] = page
    (fetched,) = refreshed("https://example.org")
    assert fetched.trouble == "This page has no feed, and Octavo finds no papers in it. Give the address of its feed."


def test_a_feed_without_items_is_no_trouble_and_no_feed_is_some(world: World, refreshed: Any) -> None:
    world.answers["https://example.org/a"] = news()
    world.answers["https://example.org/b"] = b'{"hello": 1}'
    (empty,) = refreshed("https://example.org/a")
    (none,) = refreshed("https://example.org/b")
    assert (empty.trouble, empty.note) == ("", "This feed has no items now.")
    assert none.trouble.startswith("No papers found in this JSON file.")


def test_what_is_at_an_address_can_be_seen_before_following_it(world: World) -> None:
    world.answers["https://example.org/feed"] = news(PAPER)
    found = examine("https://example.org/feed", world, lambda: NOW)
    assert (found.batch.source, found.trouble) == ("Harbour News", "")
    assert world.asked[0][3] is True


def test_progress_comes_before_every_request(world: World) -> None:
    for number in range(3):
        world.lists(back(number), records(1, number))
    steps = list(gather(DAILY, world, lambda: NOW, kept=known(back(3)), since=back(2)))
    assert [type(each) for each in steps] == [Progress, Fetched] * 3
    assert steps[2] == Progress(1, 3, "Asking for 10 March")


def test_a_refresh_that_is_closed_asks_for_nothing_more(world: World) -> None:
    for number in range(3):
        world.lists(back(number), records(1, number))
    work = gather(DAILY, world, lambda: NOW, kept=known(back(3)), since=back(2))
    next(work), next(work)
    work.close()
    assert len(world.asked) == 1


def test_thirty_days_bring_every_paper_of_the_days(world: World, refreshed: Any) -> None:
    for number in range(30):
        world.lists(back(number), records(10, number * 7))
    brought = refreshed(DAILY, kept=known(back(40), complete=False), since=back(29))
    numbers = {entry.identifiers[0].value for each in brought for entry in each.batch.entries}
    assert numbers == {each.number for each in papers(29 * 7 + 10)}


def test_days_asked_for_anew_are_asked_whatever_came_of_them(world: World, refreshed: Any) -> None:
    for number in range(3):
        world.lists(back(number), records(1, number))
    earlier = [Kept(str(back(1)), '"one"', "Mon", complete=True, done=True)]
    assert len(refreshed(DAILY, kept=earlier, since=back(1), back=3)) == 3
    assert all(each[1] == "" for each in world.asked)


HOSTILE_LINKS = ["http://[", "//[x/", "javascript:alert(1)", "http://", "\x00", "data:text/xml,<rss/>", " ", "http:///a"]


@pytest.mark.parametrize("href", HOSTILE_LINKS)
def test_a_link_that_leads_nowhere_is_passed_over(world: World, refreshed: Any, href: str) -> None:
    for links in (
        f'<link rel="alternate" type="application/rss+xml" href="{href}">',
        f'<base href="{href}"><link rel="alternate" type="application/rss+xml" href="">',
    ):
        world.answers["https://example.org/blog"] = page_with(links)
        (fetched,) = refreshed("https://example.org/blog")
        assert fetched.trouble


PIECES = st.sampled_from([
    b"<!doctype html>", b"<html>", b"<link rel=alternate type=application/rss+xml href=", b"/feed", b"http://[", b">",
    b"<rss version='2.0'><channel><title>x", b"</title><item><title>A chair</title></item>", b"</channel></rss>",
    b"[", b"{", b'{"paper": {"id": "2503.01234", "title": "A"}}', b",", b"]", b"Mar 11\n\n", b"\xff\xfe", b"\x00",
])  # fmt: skip


@given(body=st.lists(PIECES | st.binary(max_size=12), max_size=12).map(b"".join))
def test_whatever_a_host_answers_a_refresh_ends_in_words_or_papers(body: bytes) -> None:
    def anything(address: str, **_more: Any) -> Answer:
        return Answer(address, body)

    for address in (DAILY, f"{DAILY}/trending", f"{DAILY}/week", CS_CL, "https://example.org/feed"):
        for each in gather(address, anything, lambda: NOW, kept=known(back(2)), since=back(2)):
            if isinstance(each, Fetched):
                assert each.batch is None or each.batch.entries
                assert each.batch or each.trouble or each.note or each.complete
