"""Feeds, refreshing them and rules by command: one line a feed, and an exit code that tells."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from command_line import NAMES, Octavo

ITEM = """<item><title>{name}: Finding Lost Things</title><link>https://arxiv.org/abs/2503.0{number}</link>
<description>We look for every {name} that was lost in a small house last winter, and find most of them.</description>
</item>"""
POST = "<item><title>We moved the pier</title><link>https://example.org/pier</link><description>x</description></item>"


class Server:
    """A server on this machine; `answers` maps a path to a status, headers and body."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        owner = self

        class Ask(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked.append((self.path, self.headers.get("If-None-Match", "")))
                status, headers, body = owner.answers.get(self.path, (404, {}, b""))
                if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                    status, body = 304, b""
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Ask)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def feed(self, *items: str, path: str = "/feed.xml", title: str = "Harbour News", **headers: str) -> str:
        body = f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>"
        self.answers[path] = (200, headers, body.encode())
        return f"{self.address}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def items(count: int) -> list[str]:
    return [ITEM.format(name=name, number=1000 + place) for place, name in enumerate(NAMES[:count])]


def test_a_feed_is_followed_by_its_address_under_its_own_name(octavo: Octavo, server: Server) -> None:
    answer = octavo.do("feeds", "add", server.feed(*items(2)))
    assert answer.err.startswith("You follow Harbour News now.")
    (feed,) = octavo.json("feeds", "list")
    assert (feed["name"], feed["address"], feed["undecided"]) == ("Harbour News", f"{server.address}/feed.xml", 0)


def test_a_refresh_says_in_one_line_a_feed_what_came(octavo: Octavo, server: Server) -> None:
    octavo.do("feeds", "add", server.feed(*items(2), POST, ETag='"one"'))
    assert octavo.do("refresh").out == "Harbour News: 2 new papers and 1 left out.\n"
    # The server says that nothing has changed.
    assert octavo.do("refresh").out == "Harbour News: Nothing new.\n"
    assert server.asked[-1] == ("/feed.xml", '"one"')
    server.feed(*items(3))
    assert octavo.json("refresh", "harbour news") == [
        {"name": "Harbour News", "new": 1, "already_here": 2, "skipped": 0, "muted": 0, "trouble": None}
    ]
    octavo.do("undo")
    assert len(octavo.json("search")) == 2


def test_posts_are_kept_when_they_are_wanted(octavo: Octavo, server: Server) -> None:
    octavo.do("feeds", "add", server.feed(POST))
    assert octavo.do("refresh", "--posts").out == "Harbour News: 1 new paper.\n"


def test_trouble_of_one_feed_is_told_and_the_others_go_on(octavo: Octavo, server: Server) -> None:
    octavo.do("feeds", "add", server.feed(*items(1), path="/a", title="Away"))
    octavo.do("feeds", "add", server.feed(*items(2), path="/b", title="Near"))
    server.answers["/a"] = (503, {"Retry-After": "3600"}, b"")
    answer = octavo.try_to("refresh", "away", "near")
    away, near = answer.out.splitlines()
    assert answer.code == 3
    assert away.startswith("Away: 127.0.0.1 asks for a pause until ")
    # The pause holds for the whole host, and is kept with both feeds.
    assert near.startswith("Near: 127.0.0.1 asks for a pause until ")
    asked = len(server.asked)
    assert octavo.try_to("refresh").code == 3
    assert len(server.asked) == asked


def test_an_ordinary_page_is_not_followed(octavo: Octavo, server: Server) -> None:
    server.answers["/"] = (200, {"Content-Type": "text/html"}, b"<!doctype html><p>Our harbour.</p>")
    answer = octavo.try_to("feeds", "add", f"{server.address}/")
    assert (answer.code, answer.err.strip()) == (
        3, "This page has no feed, and Octavo finds no papers in it. Give the address of its feed.",
    )  # fmt: skip
    assert not octavo.library.exists()


def test_a_page_that_names_its_feed_is_followed_there(octavo: Octavo, server: Server) -> None:
    server.feed(*items(1))
    link = b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    server.answers["/"] = (200, {"Content-Type": "text/html"}, link)
    octavo.do("feeds", "add", f"{server.address}/", "--name", "Pier", "--every", "60")
    (feed,) = octavo.json("feeds", "list")
    assert (feed["name"], feed["address"], feed["minutes"]) == ("Pier", f"{server.address}/feed.xml", 60)


def test_a_feed_that_cannot_be_reached_now_is_followed_all_the_same(octavo: Octavo, server: Server) -> None:
    server.answers["/feed.xml"] = (500, {}, b"")
    answer = octavo.do("feeds", "add", f"{server.address}/feed.xml", "--name", "Pier")
    assert "has trouble of its own" in answer.err
    assert octavo.try_to("refresh", "pier").code == 3


def test_feeds_known_by_name_are_followed_without_a_network(octavo: Octavo) -> None:
    octavo.do("feeds", "add", "Hugging Face daily")
    octavo.do("feeds", "add", "arXiv cs.CL+cs.LG")
    assert [each["name"] for each in octavo.json("feeds", "list")] == ["Daily papers", "arXiv cs.CL+cs.LG"]
    assert octavo.try_to("feeds", "add", "daily papers").code == 1
    assert octavo.try_to("feeds", "add", "my papers").code == 2


def test_feeds_are_renamed_paused_timed_and_left(octavo: Octavo) -> None:
    octavo.do("feeds", "add", "Hugging Face daily")
    octavo.do("feeds", "rename", "daily papers", "Tides")
    octavo.do("feeds", "pause", "tides")
    octavo.do("feeds", "every", "tides", "60")
    (feed,) = octavo.json("feeds", "list")
    assert (feed["name"], feed["paused"], feed["minutes"]) == ("Tides", True, 60)
    assert "paused" in octavo.do("feeds", "list").out
    # Nothing is asked: the only feed is paused.
    assert octavo.do("refresh").out == ""
    octavo.do("feeds", "resume", "tides")
    assert "Nothing changed" in octavo.do("feeds", "resume", "tides").err
    octavo.do("feeds", "remove", "tides")
    assert octavo.json("feeds", "list") == []
    assert octavo.do("undo").err == "Undone: stop following the feed Tides.\n"
    assert octavo.try_to("feeds", "pause", "pier").code == 1


def test_without_a_library_nothing_is_refreshed_and_none_is_made(octavo: Octavo) -> None:
    assert octavo.try_to("refresh").code == 3
    assert octavo.try_to("feeds", "pause", "tides").code == 3
    assert not octavo.library.exists()


def test_feeds_go_out_and_come_in_as_opml(octavo: Octavo, tmp_path: Path) -> None:
    octavo.do("feeds", "add", "arXiv cs.CL")
    octavo.do("feeds", "add", "Hugging Face trending", "--name", "Trends & more")
    file = tmp_path / "feeds.opml"
    octavo.do("feeds", "export", "-o", str(file))
    assert octavo.do("feeds", "export").out.count("<outline") == 2
    for name in ("arXiv cs.CL", "Trends & more"):
        octavo.do("feeds", "remove", name)
    assert octavo.do("feeds", "import", str(file)).err == "2 feeds followed.\n"
    assert [each["name"] for each in octavo.json("feeds", "list")] == ["arXiv cs.CL", "Trends & more"]
    assert octavo.do("feeds", "import", str(file)).err == "0 feeds followed, 2 were followed already or are none.\n"
    assert octavo.try_to("feeds", "import", "-", given=b"no list").code == 3


def test_a_rule_is_tried_made_applied_and_removed(filled: Octavo) -> None:
    tried = filled.do("rules", "try", "mute", "--words", "anchor")
    assert tried.out.count("\n") == 1
    assert tried.err == "This rule would touch 1 of 6 papers.\n"
    made = filled.do("rules", "add", "mute", "--words", "anchor")
    assert "1 stored paper would be touched, too: octavo rules apply 1" in made.err
    filled.do("rules", "apply", "1")
    assert len(filled.json("search")) == 5
    (muted,) = filled.json("search", "is:muted")
    filled.do("unmute", str(muted["id"]))
    assert len(filled.json("search")) == 6
    filled.do("rules", "off", "1")
    assert filled.do("rules", "list").out.endswith("anchor  (off)\n")
    filled.do("rules", "remove", "1")
    assert filled.json("rules", "list") == []
    assert filled.try_to("rules", "apply", "1").code == 1


def test_a_rule_holds_for_what_arrives(octavo: Octavo, server: Server) -> None:
    octavo.do("feeds", "add", server.feed(*items(3)))
    octavo.do("rules", "add", "mute", "--words", NAMES[0])
    octavo.do("rules", "add", "tag", "--feed", "harbour news", "--tag", "pier")
    assert octavo.do("refresh").out == "Harbour News: 3 new papers (1 muted).\n"
    assert [each["tags"] for each in octavo.json("search")] == [["pier"], ["pier"]]


@pytest.mark.parametrize(
    "words",
    [("mute",), ("mute", "--words", "-x"), ("tag", "--words", "x"), ("paint", "--words", "x"), ("mute", "--feed", " ")],
)
def test_a_rule_that_means_nothing_is_wrong_usage(octavo: Octavo, words: tuple[str, ...]) -> None:
    assert octavo.try_to("rules", "try", *words).code == 2
