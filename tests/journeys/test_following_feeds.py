"""A person follows feeds in the window: by keys, with a server that answers, fails, and answers again."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from person import Desktop, invented_page
from PySide6.QtCore import Qt

from octavo import web
from octavo.feeds.detect import read
from octavo.feeds.opml import ListedFeed, read_opml, write_opml
from octavo.gui.dialogs.follow_sheet import FollowSheet
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.gui.dialogs.palette import CommandPalette
from octavo.gui.dialogs.rules_sheet import RulesSheet
from octavo.gui.preferences.feeds import FeedsPage
from octavo.library.reading import Place
from octavo.settings import PREFERENCES_PAGE, Settings
from octavo.web import Answer

CONTROL = Qt.KeyboardModifier.ControlModifier
WORDS = ("Lantern", "Bracken", "Tidewheel", "Sparrow", "Marzipan", "Drizzle")


class Pier:
    """A feed on this machine: `count` items, or the status it fails with. While `held`, it does not answer."""

    def __init__(self) -> None:
        self.count, self.status, self.asked = 3, 200, 0
        self.open = threading.Event()
        self.open.set()
        owner = self

        class Ask(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked += 1
                owner.open.wait(20)
                body = owner.body()
                self.send_response(owner.status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Ask)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/feed.xml"

    def body(self) -> bytes:
        items = "".join(
            f"<item><title>{word}: Counting Chairs at the Pier</title><link>https://arxiv.org/abs/2503.0{place}</link>"
            f"<description>We count every chair of the {word} that the tide left at the pier last winter.</description>"
            "</item>"
            for place, word in enumerate(WORDS[: self.count], 1000)
        )
        return f"<rss version='2.0'><channel><title>Pier News</title>{items}</channel></rss>".encode()

    def close(self) -> None:
        self.open.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def pier() -> Iterator[Pier]:
    pier = Pier()
    yield pier
    pier.close()


@pytest.fixture(autouse=True)
def unspared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed is on this machine, which needs no rest between two requests."""
    monkeypatch.setattr(web, "_USUAL_SPACING", 0.0)


def run(desktop: Desktop, command: str) -> None:
    """Through the palette, as someone who knows the name but not the key."""
    desktop.key(Qt.Key.Key_K, CONTROL)
    palette = desktop.layer(CommandPalette)
    palette.field.setText(f">{command}")
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(CommandPalette)


def quiet(desktop: Desktop) -> None:
    octavo = desktop.octavo
    desktop.until(lambda: not octavo.refreshing.busy and octavo.feeds_lane.idle)


def follow(desktop: Desktop, what: str) -> None:
    run(desktop, "Follow a feed")
    sheet = desktop.layer(FollowSheet)
    sheet.what_field.setText(what)
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(FollowSheet)
    quiet(desktop)


def titles(desktop: Desktop) -> list[str]:
    octavo = desktop.octavo
    return [row.title.split(":")[0] for row in octavo.reading.rows(octavo.browsing_now.shown_ids())]


def test_a_feed_is_followed_refreshed_read_and_undone(desktop: Desktop, pier: Pier) -> None:
    desktop.does("follow a feed")
    follow(desktop, pier.address)
    octavo = desktop.octavo
    desktop.until(lambda: octavo.browsing_now.place == Place("feed", name="Pier News"))
    desktop.until(lambda: titles(desktop) == ["Lantern", "Bracken", "Tidewheel"])
    assert octavo.sidebar.model.row_of(Place("feed", name="Pier News")) >= 0

    desktop.does("refresh")
    pier.count = 5
    octavo.pane.focus_list()
    desktop.key(Qt.Key.Key_F5)
    quiet(desktop)
    desktop.until(lambda: len(titles(desktop)) == 5)
    assert octavo.status.accessibleName() == "Status"

    desktop.does("undo")
    octavo.pane.focus_list()
    desktop.keys("z")
    desktop.until(lambda: titles(desktop) == ["Lantern", "Bracken", "Tidewheel"])
    desktop.keys("z")
    desktop.until(lambda: titles(desktop) == [])
    desktop.keys("z")
    desktop.until(lambda: octavo.browsing_now.survey is not None and octavo.browsing_now.survey.feeds == [])


def test_trouble_stands_above_the_list_until_the_feed_answers(desktop: Desktop, pier: Pier) -> None:
    follow(desktop, pier.address)
    octavo, pane = desktop.octavo, desktop.octavo.pane
    desktop.until(lambda: len(titles(desktop)) == 3)
    assert not pane.trouble.isVisible()
    pier.status = 500
    pane.focus_list()
    desktop.key(Qt.Key.Key_F5)
    quiet(desktop)
    desktop.until(pane.trouble.isVisible)
    assert "127.0.0.1 has trouble of its own (500)" in pane.trouble.accessibleName()
    row = octavo.sidebar.model.row(octavo.sidebar.model.row_of(Place("feed", name="Pier News")))
    assert row.sign == "triangle-alert"
    pier.status = 200
    desktop.press(pane.trouble.button)
    quiet(desktop)
    desktop.until(lambda: not pane.trouble.isVisible())


def test_an_ordinary_page_is_refused_in_the_sheet(desktop: Desktop, pier: Pier) -> None:
    pier.body = lambda: b"<!doctype html><p>Our harbour.</p>"  # type: ignore[method-assign]
    run(desktop, "Follow a feed")
    sheet = desktop.layer(FollowSheet)
    sheet.what_field.setText(pier.address)
    desktop.key(Qt.Key.Key_Return)
    desktop.until(lambda: sheet.words.text().startswith("This page has no feed"))
    assert sheet.isVisible()
    desktop.key(Qt.Key.Key_Escape)
    assert desktop.octavo.browsing_now.survey is not None
    assert desktop.octavo.browsing_now.survey.feeds == []


def test_the_window_answers_while_a_feed_does_not(desktop: Desktop, pier: Pier) -> None:
    follow(desktop, pier.address)
    octavo = desktop.octavo
    desktop.until(lambda: len(titles(desktop)) == 3)
    asked = pier.asked
    pier.open.clear()
    octavo.pane.focus_list()
    desktop.does("work while a feed is silent")
    desktop.key(Qt.Key.Key_F5)
    desktop.until(lambda: pier.asked > asked)
    first = octavo.browsing_now.shown_ids()[0]
    desktop.keys("s")
    desktop.until(lambda: octavo.reading.paper(first).starred)
    octavo.status.stop_clicked.emit()
    desktop.until(lambda: not octavo.refreshing.busy)
    pier.open.set()
    assert len(titles(desktop)) == 3


def test_a_feed_is_asked_at_the_start_and_a_closed_window_asks_no_more(
    open_desktop: Callable[..., Desktop], pier: Pier
) -> None:
    first = open_desktop(settings=Settings(None))
    follow(first, pier.address)
    first.until(lambda: len(titles(first)) == 3)
    first.octavo.close()
    pier.count = 4
    second = open_desktop(settings=Settings(None))
    second.until(lambda: second.octavo.reading.counts().all == 4)
    quiet(second)


def test_a_rule_is_tried_while_it_is_written_and_mutes_what_arrives(desktop: Desktop, pier: Pier) -> None:
    follow(desktop, pier.address)
    octavo = desktop.octavo
    desktop.until(lambda: len(titles(desktop)) == 3)
    run(desktop, "Rules")
    sheet = desktop.layer(RulesSheet)
    desktop.keys("bracken")
    desktop.until(lambda: sheet.told.text() == "Would touch 1 of 3 papers.")
    assert sheet.touched.rowCount() == 1
    sheet.pattern_field.setText("sparrow")
    desktop.until(lambda: sheet.told.text() == "Would touch 0 of 3 papers.")
    desktop.press(sheet.add_rule)
    desktop.until(lambda: sheet.model.rowCount() == 1)
    desktop.key(Qt.Key.Key_Escape)
    desktop.until_closed(RulesSheet)
    pier.count = 5
    octavo.pane.focus_list()
    desktop.key(Qt.Key.Key_F5)
    quiet(desktop)
    desktop.until(lambda: titles(desktop) == ["Marzipan", "Lantern", "Bracken", "Tidewheel"])
    octavo.browsing_now.show_place(Place("muted"))
    desktop.until(lambda: titles(desktop) == ["Sparrow"])
    octavo.pane.focus_list()
    octavo.actions.all["unmute"].trigger()
    desktop.until(lambda: titles(desktop) == [])
    assert octavo.reading.counts().muted == 0


def test_an_import_under_way_and_a_refresh_both_arrive(desktop: Desktop, pier: Pier) -> None:
    follow(desktop, pier.address)
    octavo = desktop.octavo
    desktop.until(lambda: len(titles(desktop)) == 3)
    page = read(invented_page(620).encode())
    octavo.desk.run(lambda library: library.add(page), "Importing")
    pier.count = 5
    octavo.refreshing.refresh([1])
    quiet(desktop)
    desktop.until(lambda: octavo.reading.counts().all == 625)
    assert octavo.reading.subscriptions()[0].trouble == ""


def test_feeds_change_places_by_key_and_get_another_interval_in_the_preferences(desktop: Desktop, pier: Pier) -> None:
    follow(desktop, pier.address)
    octavo = desktop.octavo
    octavo.desk.do(lambda library: library.feeds.follow("Tides", "https://example.org/tides", 0))
    octavo.desk.do(lambda library: library.feeds.pause(2))
    desktop.until(lambda: len(octavo.following_feeds.feeds()) == 2)
    octavo.browsing_now.show_place(Place("feed", name="Tides"))
    octavo.sidebar.focus_places()
    desktop.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desktop.until(lambda: [each.name for each in octavo.following_feeds.feeds()] == ["Tides", "Pier News"])
    desktop.until(octavo.pane.trouble.isVisible)
    assert octavo.pane.trouble.accessibleName() == "This feed is paused"
    octavo.choices.set(PREFERENCES_PAGE, "feeds")
    octavo.open_preferences()
    assert octavo.preferences is not None
    page = octavo.preferences.page_named("feeds")
    assert isinstance(page, FeedsPage)
    assert page.intervals[2].currentText() == "By hand only"
    page.intervals[2].menu().actions()[1].trigger()
    desktop.until(lambda: octavo.following_feeds.feeds()[0].minutes == 60)
    octavo.preferences.close()
    desktop.settle()


def test_a_feed_keeps_its_place_under_a_new_name(desktop: Desktop, pier: Pier) -> None:
    follow(desktop, pier.address)
    octavo = desktop.octavo
    desktop.until(lambda: len(titles(desktop)) == 3)
    octavo.sidebar.focus_places()
    desktop.key(Qt.Key.Key_F2)
    sheet = desktop.layer(NameSheet)
    sheet.field.setText("Tides")
    desktop.key(Qt.Key.Key_Return)
    desktop.until(lambda: octavo.browsing_now.place == Place("feed", name="Tides"))
    desktop.until(lambda: len(titles(desktop)) == 3)
    assert octavo.following_feeds.shown() is not None


def test_feeds_of_another_program_come_in_and_go_out(desktop: Desktop, pier: Pier, tmp_path: Path) -> None:
    follow(desktop, pier.address)
    octavo, asked = desktop.octavo, pier.asked
    listed = tmp_path / "in.opml"
    feed = ListedFeed("Tides", f"{pier.address}?tides")
    listed.write_bytes(write_opml([feed, ListedFeed("Again", pier.address)], title="Feeds"))
    octavo.following_feeds.follow_list_in(listed)
    desktop.until(lambda: len(octavo.following_feeds.feeds()) == 2)
    quiet(desktop)
    # Nobody typed this address, so one of this machine is not asked.
    desktop.until(lambda: "only if you type it yourself" in octavo.following_feeds.feeds()[1].trouble)
    assert pier.asked == asked
    octavo.following_feeds.save_list_to(tmp_path / "out.opml")
    assert [each.name for each in read_opml((tmp_path / "out.opml").read_bytes()).feeds] == ["Pier News", "Tides"]
    octavo.following_feeds.follow_list_in(tmp_path / "none.opml")
    assert octavo.toast.isVisible()


class Hub:
    """Plays the interface of Hugging Face: `papers` by ISO day."""

    def __init__(self) -> None:
        self.papers: dict[str, int] = {}
        self.asked: list[str] = []

    def __call__(self, address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer:
        self.asked.append(address)
        asked = parse_qs(urlsplit(address).query)
        first = int(asked["p"][0]) * 50
        numbers = range(first, min(first + 50, self.papers.get(asked["date"][0], 0)))
        return Answer(address, json.dumps([self.record(asked["date"][0], number) for number in numbers]).encode())

    def record(self, day: str, number: int) -> dict[str, object]:
        own = f"{day[2:4]}{day[5:7]}.{int(day[8:]) * 200 + number:05}"
        paper = {
            "id": own, "title": f"Tide {day} {number}: Counting Chairs", "upvotes": number,
            "summary": f"We count chair {number} of {day} and find that the tide took it.",
            "authors": [{"name": "Ada Example"}], "publishedAt": f"{day}T08:00:00.000Z",
        }  # fmt: skip
        return {"paper": paper}


def test_the_daily_papers_come_by_name_day_by_day_and_page_by_page(
    open_desktop: Callable[..., Desktop],
) -> None:
    hub, today = Hub(), datetime.now(UTC).date()
    hub.papers = {str(today - timedelta(days=1)): 64}
    desktop = open_desktop(fetch=hub)
    run(desktop, "Follow a feed")
    sheet = desktop.layer(FollowSheet)
    desktop.keys("daily papers")
    assert sheet.words.text() == "The daily papers of Hugging Face, day by day."
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(FollowSheet)
    quiet(desktop)
    octavo = desktop.octavo
    desktop.until(lambda: octavo.reading.counts().inbox == 64)
    assert [octavo.reading.days()[0][:2]] == [("Daily papers", str(today - timedelta(days=1)))]
    # Today was empty, yesterday took two pages.
    assert len(hub.asked) == 3
    hub.papers[str(today)] = 3
    octavo.pane.focus_list()
    desktop.key(Qt.Key.Key_F5)
    quiet(desktop)
    desktop.until(lambda: octavo.reading.counts().inbox == 67)
    # Yesterday is whole, and not asked for again.
    assert len(hub.asked) == 4
