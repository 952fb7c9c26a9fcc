"""Every reader of feeds, answers and mails against anything: no error leaves the room, no work runs away."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from soundness import assert_sound

from octavo.feeds.arxiv_authors import read_authors
from octavo.feeds.arxiv_mail import read_arxiv_mail
from octavo.feeds.arxiv_pages import read_arxiv_page
from octavo.feeds.detect import read
from octavo.feeds.fields import find_doi, iso_date, iso_day, one_line, web_address
from octavo.feeds.hugging_face_api import read_answer
from octavo.feeds.mail import read_mail
from octavo.feeds.markup_words import words_of_markup, words_of_title
from octavo.feeds.syndication import read_feed, read_json_feed


def pieces(*words: str) -> st.SearchStrategy[str]:
    """Texts put together of the words a form is made of, and of any others."""
    return st.lists(st.sampled_from(words) | st.text(max_size=6), max_size=25).map("".join)


XML = pieces(
    "<rss>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>",
    "<feed>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>", "<entry>", "</entry>", "<id>", "</id>",
    "<author>", "</author>", "<name>", "</name>", "&amp;", "https://arxiv.org/abs/2503.01234v2", "<![CDATA[", "]]>",
    "oai:arXiv.org:2503.01234v1",
    "&nbsp;", "&#0;", "&#x110000;", "<dc:creator>", "</dc:creator>", "<!--", "-->", "<?x?>", "<!DOCTYPE rss>", "<guid>",
    "</guid>", "<description>", "</description>", "arXiv:2503.01234 Announce Type: new", "<summary type='xhtml'>",
    "</summary>", "<p>", "Authors: A", "<pubDate>Tue, 11 Mar 2025 00:00:00 GMT</pubDate>", "<category term='cs.CL'/>",
    "<rdf:RDF>", "<opml>", "<body>", "<outline xmlUrl='https://example.org'/>", "<published>2025-13-41</published>",
)  # fmt: skip

MAIL = pieces(
    "\n", "\\\\\n", "arXiv:2303.00763\n", "arXiv:hep-th/9901001 (*cross-listing*)\n",
    "Date: Wed, 1 Mar 2023 17:05:02 GMT\n", "-" * 30 + "\n", "> ", "From: a\n", "Subject: b\n",
    "Title: ", "Authors: A and B (C, (D))", "  ", "Categories: cs.CL\n", "replaced with revised version ",
    "\\\\ ( https://arxiv.org/abs/2303.00763 ,  3kb)\n", "%%--%%--%%--\n", "%-%-%-%-\n",
    "Content-Type: text/html; charset=utf-7\n", "Content-Type: multipart/mixed; boundary=x\n", "--x\n", "--x--\n",
    "Content-Transfer-Encoding: base64\n", "=?utf-8?q?=ff?=", "received from Tue 28 Feb 23 to Wed 31 Feb 23\n",
)  # fmt: skip

PAGE = pieces(
    "<html>", "<div id='dlpage'>", "<dl>", "<dt>", "<dd>", "<h3>Cross", "<span class='primary-subject'>(cs.CL)",
    "<h3>Showing new listings for Fri, 7 Mar 2025</h3>", "<p class='mathjax'>",
    "<a href='/abs/2503.01234v9' title='Abstract'>", "</a>", "<div class='list-title'>", "</div>",
    "<li class='arxiv-result'>", "<p class='list-title'>", "<p class='title'>", "<p class='authors'>", "(replaced)",
    "<span class='abstract-full'>", "<p class='is-size-7'>Submitted 41 March, 2025;",
)  # fmt: skip

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.sampled_from(["2503.01234", "https://jsonfeed.org/version/1", "https://arxiv.org/abs/2503.01234"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(
            "paper title id authors name summary dailyPapers upvotes publishedAt submittedOnDailyAt githubRepo version"
            " items url tags content_html content_text date_published author organization ai_keywords mediaUrls"
            " error".split()
        ),
        inner, max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(XML)
def test_any_feed(text: str) -> None:
    assert_sound(read_feed(text))
    assert_sound(read(text.encode("utf-8", "replace")))


@given(MAIL)
def test_any_mail(text: str) -> None:
    assert_sound(read_arxiv_mail(text))
    assert_sound(read(text.encode("utf-8", "replace")))
    read_mail(text.encode("utf-8", "replace"))


@given(PAGE)
def test_any_page(markup: str) -> None:
    if batch := read_arxiv_page(markup):
        assert_sound(batch)
    assert_sound(read(b"", html=markup + " "))


@given(JSON)
def test_any_answer(value: object) -> None:
    assert_sound(read_answer(value))
    assert_sound(read_answer([{"paper": value}, value]))
    assert_sound(read(json.dumps(value).encode()))
    if isinstance(value, dict):
        assert_sound(read_json_feed(value))


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_start_of_each_form(data: bytes) -> None:
    for start in (b"<?xml version='1.0'?><rss>", b"From: a\nSubject: b\n\n", b"\\\\\narXiv:2303.00763\n", b"[{"):
        assert_sound(read(start + data))


@given(st.text(max_size=200))
def test_any_field(text: str) -> None:
    for function in (words_of_markup, words_of_title, one_line, find_doi, iso_date, web_address):
        assert isinstance(function(text), str)
    authors, _ = read_authors(text)
    assert all(author.name for author in authors)


def steps(action: Callable[[], object]) -> int:
    """How many functions are called, in Python and in C: the same on every machine, however busy."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def feed_of(count: int) -> bytes:
    item = "<item><title>A %05d</title><link>https://arxiv.org/abs/2503.%05d</link></item>"
    items = "".join(item % (place, place) for place in range(count))
    return f"<rss><channel><title>T</title>{items}</channel></rss>".encode()


def mail_of(count: int) -> bytes:
    entry = "\\\\\narXiv:2303.%05d\nTitle: A\nAuthors: Ada Example\n\\\\\n  Words.\n\\\\ ( https://arxiv.org/abs/x )\n"
    return "".join(entry % place for place in range(count)).encode()


def authors_of(count: int) -> bytes:
    names = ", ".join(f"Ada Example{place} (Pier {place})" for place in range(count))
    return f"\\\\\narXiv:2303.00001\nTitle: A\nAuthors: {names}\n\\\\\n  Words.\n".encode()


def answer_of(count: int) -> bytes:
    papers = ({"id": f"2503.{place:05}", "title": "A", "authors": [{"name": "Ada"}]} for place in range(count))
    return json.dumps([{"paper": paper} for paper in papers]).encode()


def damaged_feed_of(count: int) -> bytes:
    return feed_of(count).replace(b"</title>", b"</titel>") + b"<"


@pytest.mark.parametrize("made", [feed_of, mail_of, authors_of, answer_of, damaged_feed_of])
def test_twice_the_input_is_twice_the_work(made: Callable[[int], bytes]) -> None:
    once, twice = made(200), made(400)
    assert steps(lambda: read(twice)) < 2.2 * steps(lambda: read(once))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-11T01:02:03.000Z", "2025-03-11"),
        ("Tue, 11 Mar 2025 23:00:00 -0500", "2025-03-11"),
        ("11 Mar 25 09:00 GMT", "2025-03-11"),
        ("2025-02-30", ""),
        ("2025-03-111", ""),
        (f"Tue, 11 Mar {'9' * 30} 00:00:00 GMT", ""),
        (f"Tue, {'9' * 30} Mar 2025 00:00:00 GMT", ""),
        ("Tue, 11 Mar 0999 00:00:00 GMT", ""),
        ("0999-03-11", ""),
        ("tomorrow", ""),
        ("", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_times_as_feeds_write_them(text: object, day: str) -> None:
    assert iso_day(text) == day
