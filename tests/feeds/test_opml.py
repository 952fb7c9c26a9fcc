"""Lists of feeds in OPML: what other readers write is read, and what Octavo writes is read back the same."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.feeds.detect import read
from octavo.feeds.opml import FeedList, ListedFeed, read_opml, write_opml

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Ada's feeds</title></head><body>
 <outline text="Preprints" title="Preprints">
  <outline type="rss" text="arXiv cs.CL" title="arXiv: language" xmlUrl="https://rss.arxiv.org/rss/cs.CL+cs.LG"
    htmlUrl="https://arxiv.org/list/cs.CL/recent"/>
  <outline text="Sea"><outline text="Tides &amp; Fog" xmlurl="http://example.org/tides?x=1&amp;y=2"/></outline>
 </outline>
 <outline TYPE="rss" xmlURL="https://example.org/blog"/>
 <outline text="Again" xmlUrl="https://example.org/blog"/>
 <outline text="A local file" xmlUrl="file:///etc/passwd"/>
 <outline text="An empty folder"/>
</body></opml>"""


def test_feeds_are_read_with_their_folders_each_address_once() -> None:
    listed = read_opml(LIST.encode())
    assert listed.title == "Ada's feeds"
    assert listed.feeds == (
        ListedFeed(
            "arXiv: language",
            "https://rss.arxiv.org/rss/cs.CL+cs.LG",
            "https://arxiv.org/list/cs.CL/recent",
            ("Preprints",),
        ),
        ListedFeed("Tides & Fog", "http://example.org/tides?x=1&y=2", "", ("Preprints", "Sea")),
        ListedFeed("https://example.org/blog", "https://example.org/blog"),
    )
    assert (listed.skipped, listed.message) == (1, "")


def test_a_list_of_feeds_given_as_an_import_is_named_for_what_it_is() -> None:
    batch = read(LIST.encode())
    assert (batch.form, batch.entries) == ("list of feeds", ())
    assert batch.message == "This is a list of 3 feeds, and holds no papers itself."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This is empty."),
        (b"<rss></rss>", "This is no list of feeds."),
        (b"some words", "This is no list of feeds."),
        (b"<opml><body></body></opml>", "This list of feeds has no address in it."),
        (b'<!DOCTYPE opml [<!ENTITY x "y">]><opml><body/></opml>', "This XML brings its own document type"),
    ],
)
def test_what_is_no_list_of_feeds_says_so(data: bytes, words: str) -> None:
    listed = read_opml(data)
    assert listed.feeds == ()
    assert listed.message.startswith(words)


def test_the_written_file_is_opml_2_with_a_date() -> None:
    feeds = [ListedFeed("One", "https://example.org/1", "https://example.org", ("Sea",))]
    data = write_opml(feeds, title="Feeds", made=datetime(2025, 3, 11, 12, 0, tzinfo=UTC))
    root = ElementTree.fromstring(data)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/dateCreated") == "Tue, 11 Mar 2025 12:00:00 +0000"
    outline = root.find("body/outline/outline")
    assert outline is not None
    assert outline.attrib == {
        "type": "rss", "text": "One", "title": "One", "xmlUrl": "https://example.org/1", "htmlUrl": "https://example.org",
    }  # fmt: skip


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@given(st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=3)), max_size=8))
def test_what_is_written_is_read_back_the_same(named: list[tuple[str, list[str]]]) -> None:
    feeds = [
        ListedFeed(name, f"https://example.org/{place}", "", tuple(folders))
        for place, (name, folders) in enumerate(named)
    ]
    once = read_opml(write_opml(feeds, title="Feeds"))
    assert {feed.address for feed in once.feeds} == {feed.address for feed in feeds}
    # Names lose what cannot be seen or written; what is left stays.
    again = read_opml(write_opml(once.feeds, title="Feeds"))
    assert again == FeedList(again.feeds, "Feeds", 0, "" if feeds else again.message)
    assert set(again.feeds) == set(once.feeds)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"<opml>{text}</opml>".encode()))
def test_any_bytes_give_a_list_and_never_an_error(data: bytes) -> None:
    listed = read_opml(data)
    assert listed.feeds or listed.message
