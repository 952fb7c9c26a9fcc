"""The played services answer as the real ones do, as far as Octavo's readers and its door to the network can tell."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import quote

import pytest
from bad_network import TROUBLES
from services import Services

from octavo.feeds.detect import read
from octavo.web import AskedToPause, Fetch, Refused, Web, WebError


class Clock:
    """Time that passes only when someone waits."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock(services: Services) -> Clock:
    services.clock = Clock()
    return services.clock


@pytest.fixture
def fetch(services: Services, clock: Clock) -> Fetch:
    return services.fetch(Web(clock=clock, wait=clock.wait))


def test_a_day_comes_in_pages_until_a_short_one(services: Services, fetch: Fetch) -> None:
    day = date(2026, 3, 3)
    found = []
    for page in range(4):
        address = f"https://huggingface.co/api/daily_papers?date={day}&limit=5&p={page}"
        found.append(json.loads(fetch(address).body))
    lengths = [len(each) for each in found]
    assert sum(lengths) == len(services.days[day])
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < 5
    assert len({entry["paper"]["id"] for each in found for entry in each}) == sum(lengths)


@pytest.mark.parametrize("asked", ["date=2026-03-03", "week=2026-W10", "month=2026-03", "sort=trending"])
def test_every_listing_is_read_with_its_papers(services: Services, fetch: Fetch, asked: str) -> None:
    batch = read(fetch(f"https://huggingface.co/api/daily_papers?{asked}&limit=100").body)
    assert len(batch.entries) >= 10
    assert all(entry.authors and entry.abstract and entry.votes for entry in batch.entries)


def test_a_day_that_cannot_be_is_refused(fetch: Fetch) -> None:
    with pytest.raises(Refused, match="400"):
        fetch("https://huggingface.co/api/daily_papers?date=yesterday")


@pytest.mark.parametrize("page", ["papers", "papers/date/2026-03-03", "papers/week/2026-W10", "papers/trending"])
def test_pages_are_read_with_their_papers(services: Services, fetch: Fetch, page: str) -> None:
    batch = read(fetch(f"https://huggingface.co/{page}").body)
    assert len(batch.entries) >= 8
    assert all(entry.authors and entry.abstract for entry in batch.entries)


def test_a_search_by_title_puts_the_work_first(services: Services, fetch: Fetch) -> None:
    work = services.works[17]
    found = json.loads(fetch(f"https://huggingface.co/api/papers/search?q={quote(work.title)}&limit=3").body)
    assert [len(found), found[0]["paper"]["id"]] == [3, work.arxiv]


def test_arxiv_cuts_a_long_list_of_numbers_without_a_word(services: Services, fetch: Fetch) -> None:
    numbers = ",".join(work.arxiv for work in services.works[:25])
    address = f"https://export.arxiv.org/api/query?id_list={numbers}"
    assert len(read(fetch(address).body).entries) == 10
    assert len(read(fetch(f"{address}&max_results=100").body).entries) == 25


def test_arxiv_has_no_entry_for_an_unknown_number_and_an_error_for_a_bad_one(fetch: Fetch) -> None:
    assert not read(fetch("https://export.arxiv.org/api/query?id_list=2603.99999").body).entries
    with pytest.raises(Refused, match="400"):
        fetch("https://export.arxiv.org/api/query?id_list=notanumber")


def test_arxiv_finds_by_title(services: Services, fetch: Fetch) -> None:
    work = services.works[4]
    words = " AND ".join(f"ti:{word}" for word in work.title.replace(":", "").split()[:4])
    batch = read(fetch(f"https://export.arxiv.org/api/query?search_query={quote(words)}").body)
    assert [entry.title for entry in batch.entries] == [work.title]


@pytest.mark.parametrize("path", ["rss.arxiv.org/rss/cs.CL+cs.LG", "rss.arxiv.org/atom/cs", "arxiv.org/list/cs.CL/new"])
def test_the_day_s_papers_of_arxiv_are_read(services: Services, fetch: Fetch, path: str) -> None:
    batch = read(fetch(f"https://{path}").body)
    assert {entry.other["announce"] for entry in batch.entries} >= {"new", "cross"} or "list" in path
    assert all(entry.authors for entry in batch.entries)


def test_arxiv_announces_nothing_on_a_sunday(services: Services, fetch: Fetch) -> None:
    services.arxiv.announced_on = date(2026, 3, 29)
    batch = read(fetch("https://rss.arxiv.org/rss/cs.CL").body)
    assert not batch.entries
    assert "announces nothing" in batch.message


def test_a_feed_that_has_not_changed_is_not_sent_again(fetch: Fetch) -> None:
    first = fetch("https://rss.arxiv.org/rss/cs.CL")
    assert fetch("https://rss.arxiv.org/rss/cs.CL", etag=first.etag).not_modified


def test_the_registries_know_their_works(services: Services, fetch: Fetch) -> None:
    work = services.works[5]
    match = json.loads(
        fetch(f"https://api.semanticscholar.org/graph/v1/paper/search/match?query={quote(work.title)}").body
    )
    assert match["data"][0]["externalIds"]["ArXiv"] == work.arxiv
    crossref = json.loads(fetch(f"https://api.crossref.org/works/{quote(work.doi, safe='')}").body)
    assert crossref["message"]["title"] == [work.title]
    assert json.loads(fetch(f"https://doi.org/{work.doi}").body)["DOI"] == work.doi
    datacite = json.loads(fetch(f"https://api.datacite.org/dois/10.48550/arxiv.{work.arxiv}").body)
    assert datacite["data"]["attributes"]["titles"] == [{"title": work.title}]


def test_a_miss_of_semantic_scholar_has_two_forms(services: Services, fetch: Fetch) -> None:
    address = "https://api.semanticscholar.org/graph/v1/paper/search/match?query=nothing+of+the+kind"
    with pytest.raises(Refused, match="404"):
        fetch(address)
    services.registries.empty_data = True
    assert json.loads(fetch(address).body) == {"data": []}


def test_all_hosts_of_arxiv_are_asked_three_seconds_apart(services: Services, fetch: Fetch) -> None:
    fetch("https://export.arxiv.org/api/query?id_list=2603.10001")
    fetch("https://rss.arxiv.org/rss/cs.CL")
    fetch("https://arxiv.org/list/cs.CL/new")
    assert min(services.gaps("export.arxiv.org", "rss.arxiv.org", "arxiv.org")) >= 3
    assert services.count("rss.arxiv.org") == 1


def test_a_host_can_have_trouble_for_a_while(services: Services, fetch: Fetch, clock: Clock) -> None:
    services.trouble("huggingface.co", "broken", times=1)
    with pytest.raises(WebError, match="500"):
        fetch("https://huggingface.co/api/daily_papers")
    assert read(fetch("https://huggingface.co/api/daily_papers").body).entries
    services.trouble("export.arxiv.org", "busy", times=None)
    with pytest.raises(AskedToPause):
        fetch("https://export.arxiv.org/api/query?id_list=2603.10001")
    with pytest.raises(AskedToPause):
        fetch("https://rss.arxiv.org/rss/cs.CL")
    assert services.count("rss.arxiv.org") == 0


def test_an_address_of_this_machine_works_too(services: Services) -> None:
    clock = Clock()
    web = Web(clock=clock, wait=clock.wait)
    answer = web.get(services.address("huggingface.co/papers"), typed=True)
    assert read(answer.body).entries
    assert services.count("huggingface.co") == 2


def test_every_trouble_has_a_name_for_its_path(services: Services) -> None:
    assert set(TROUBLES) >= {"slow", "cut-off", "busy", "down", "wrong-charset", "gzip-bomb", "inside", "endless"}
    with pytest.raises(Refused, match="404"):
        Web(wait=lambda _seconds: None).get(services.address("no-such-trouble"), typed=True)
