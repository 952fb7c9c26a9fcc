"""What a person may type to follow a feed: addresses of pages, feeds and interfaces, and names."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.feeds.followable import Way, recognise, well_known
from octavo.records import OctavoError

DAILY = "https://huggingface.co/papers"


@pytest.mark.parametrize(
    ("typed", "address", "name"),
    [
        ("Hugging Face daily", DAILY, "Daily papers"),
        ("huggingface papers", DAILY, "Daily papers"),
        ("daily papers", DAILY, "Daily papers"),
        ("https://huggingface.co/papers/date/2026-03-11", DAILY, "Daily papers"),
        ("https://huggingface.co/api/daily_papers?date=2026-03-11", DAILY, "Daily papers"),
        ("HF trending", f"{DAILY}/trending", "Trending papers"),
        ("https://huggingface.co/api/daily_papers?sort=trending", f"{DAILY}/trending", "Trending papers"),
        ("Hugging Face weekly", f"{DAILY}/week", "Papers of the week"),
        ("https://huggingface.co/papers/month/2026-03", f"{DAILY}/month", "Papers of the month"),
        ("https://huggingface.co/papers?q=tide+pools", f"{DAILY}?q=tide%20pools", "Papers about tide pools"),
        ("arXiv cs.CL", "https://rss.arxiv.org/rss/cs.CL", "arXiv cs.CL"),
        ("cs.cl+CS.lg", "https://rss.arxiv.org/rss/cs.CL+cs.LG", "arXiv cs.CL+cs.LG"),
        ("arxiv: hep-th, physics.acc-ph", "https://rss.arxiv.org/rss/hep-th+physics.acc-ph", None),
        ("https://arxiv.org/list/cs.CL/recent", "https://rss.arxiv.org/rss/cs.CL", "arXiv cs.CL"),
        ("http://export.arxiv.org/rss/cond-mat.mes-hall", "https://rss.arxiv.org/rss/cond-mat.mes-hall", None),
        ("example.org/feed.xml", "https://example.org/feed.xml", "example.org"),
        ("feed://example.org/a?b=c#d", "https://example.org/a?b=c", "example.org"),
        ("localhost:8000/feed", "http://localhost:8000/feed", "localhost"),
    ],
)
def test_what_a_person_types_is_the_feed_they_mean(typed: str, address: str, name: str | None) -> None:
    found = recognise(f"  {typed} ")
    assert found.address == address
    assert name is None or found.name == name


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("", "knows no feed"),
        ("my favourite papers", "knows no feed"),
        ("arXiv", "knows no feed"),
        ("arXiv cs.CL and chairs", "no category “and”"),
        ("ftp://example.org/feed", "begin with https"),
        ("https://", "begin with https"),
        ("http://[::1", "begin with https"),
        ("https://arxiv.org/abs/2503.01234", "one paper"),
        ("https://huggingface.co/papers/2503.01234", "one paper"),
    ],
)
def test_what_is_no_feed_is_said_in_a_sentence(typed: str, part: str) -> None:
    with pytest.raises(OctavoError, match=part):
        recognise(typed)


@given(st.text(max_size=60))
def test_anything_typed_is_a_feed_or_refused(typed: str) -> None:
    with contextlib.suppress(OctavoError):
        assert recognise(typed).address.startswith("http")


def test_what_is_kept_of_a_feed_is_recognised_again_as_the_same() -> None:
    feeds = [*well_known(), *(recognise(each) for each in ("HF weekly", "HF monthly", f"{DAILY}?q=tide%20pools"))]
    assert [recognise(each.address) for each in feeds] == feeds
    assert {each.way for each in feeds} == {Way.DAYS, Way.LIST, Way.ARXIV}
