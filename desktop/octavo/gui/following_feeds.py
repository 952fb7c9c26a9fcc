"""Feeds and rules in the window: follow, rename, pause, catch up, leave; lists of feeds; rules; muted papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from octavo.feeds.decoding import MAX_BYTES
from octavo.feeds.followable import Followable, Way, recognise
from octavo.feeds.opml import ListedFeed, read_opml, write_opml
from octavo.feeds.subscribe import MOST_DAYS, Fetched, examine
from octavo.gui.browsing import Browsing
from octavo.gui.choices import Choices
from octavo.gui.desk import Desk
from octavo.gui.dialogs.follow_sheet import FollowSheet
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.gui.dialogs.rules_sheet import SHOWN, RulesSheet
from octavo.gui.finder import Finder
from octavo.gui.papers.pane import PapersPane
from octavo.gui.refreshing import Refreshing
from octavo.gui.sidebar.widget import Sidebar
from octavo.gui.tasks import Lane
from octavo.gui.telling import Telling
from octavo.library.followed import Subscription
from octavo.library.reading import Place, Reading
from octavo.library.rule_terms import Rule
from octavo.library.values import Row
from octavo.records import Change, OctavoError
from octavo.settings import FEED_MINUTES
from octavo.web import Fetch

if TYPE_CHECKING:
    from octavo.library.library import Library

_FILES: Final = "Lists of feeds (*.opml *.xml);;All files (*)"


class FollowingFeeds(QObject):
    """The commands around feeds. The feed meant is the one whose papers are shown, or that a menu was opened on.

    `listed` carries the feeds, whenever they may stand otherwise.
    """

    listed = Signal(list)

    def __init__(
        self,
        desk: Desk,
        lane: Lane[Fetch],
        finder: Finder,
        browsing: Browsing,
        refreshing: Refreshing,
        telling: Telling,
        choices: Choices,
        sidebar: Sidebar,
        pane: PapersPane,
        window: QWidget,
        make_follow: Callable[[], FollowSheet],
        make_rules: Callable[[], RulesSheet],
        make_name: Callable[[], NameSheet],
    ) -> None:
        super().__init__()
        self._desk, self._lane, self._finder, self._browsing = desk, lane, finder, browsing
        self._refreshing, self._telling, self._choices, self._pane = refreshing, telling, choices, pane
        self._window = window
        self._make_follow, self._make_rules, self._make_name = make_follow, make_rules, make_name
        sidebar.follow_clicked.connect(self.follow)
        sidebar.feeds_reordered.connect(lambda ids: self._desk.do(lambda library: library.feeds.order(ids)))
        sidebar.rename_requested.connect(self.rename)
        sidebar.delete_requested.connect(self.remove)
        browsing.surveyed.connect(lambda survey: self.listed.emit(survey.feeds))
        browsing.surveyed.connect(lambda _survey: self._show_standing())
        browsing.place_changed.connect(lambda _place: self._show_standing())
        pane.trouble_clicked.connect(self._answer_banner)

    def shown(self, place: Place | None = None) -> Subscription | None:
        """The feed whose papers are shown, if it is followed."""
        place = place or self._browsing.place
        if place.kind not in ("feed", "day"):
            return None
        return next((each for each in self.feeds() if each.name == place.name), None)

    def follow(self) -> None:
        """Ask for an address or a name; look at an address nobody knows before it is followed."""
        sheet = self._make_follow()
        sheet.wanted.connect(lambda feed, name, minutes: self._examine(sheet, feed, name, minutes))
        minutes = int(self._choices.get(FEED_MINUTES))
        sheet.ask(followed=[each.address for each in self.feeds()], minutes=minutes)

    def refresh(self) -> None:
        """Ask the feed shown, paused or not."""
        feed = self.shown()
        if feed is not None:
            self._refreshing.refresh([feed.id])

    def rename(self, place: Place | None = None) -> None:
        """Give the feed shown another name."""
        feed = self.shown(place)
        if feed is None:
            return
        sheet = self._make_name()
        sheet.named.connect(lambda name: self._rename(feed, name))
        taken = [each.name for each in self.feeds() if each.id != feed.id]
        sheet.ask("Rename feed", "Name of the feed", name=feed.name, taken=taken, button="Rename")

    def pause(self) -> None:
        """Pause the feed shown, or resume it."""
        feed = self.shown()
        if feed is not None:
            self._desk.do(lambda library: library.feeds.pause(feed.id, not feed.paused))

    def every(self, feed: int, minutes: int) -> None:
        """Refresh a feed in another interval."""
        self._desk.do(lambda library: library.feeds.every(feed, minutes))

    def catch_up(self) -> None:
        """Ask the feed shown for the days that can still be had."""
        feed = self.shown()
        if feed is not None:
            self._refreshing.refresh([feed.id], back=MOST_DAYS)

    def remove(self, place: Place | None = None) -> None:
        """Stop following the feed shown. Nothing is lost, so nothing is asked; it can be undone."""
        feed = self.shown(place)
        if feed is not None:
            self._desk.do(lambda library: library.feeds.unfollow(feed.id))

    def follow_list(self) -> None:
        """Follow the feeds in a file of another program."""
        name, _filter = QFileDialog.getOpenFileName(self._window, "Follow feeds from a file", "", _FILES)
        if name:
            self.follow_list_in(Path(name))

    def follow_list_in(self, file: Path) -> None:
        """Follow the feeds that an OPML file lists; those followed already are left out."""
        try:
            with file.open("rb") as stream:
                listed = read_opml(stream.read(MAX_BYTES))
        except OSError as error:
            self._telling.show_error(OctavoError(f"{file.name} could not be read: {error.strerror or error}."))
            return
        feeds = []
        for each in listed.feeds:
            try:
                feeds.append((each.name, recognise(each.address).address))
            except OctavoError:
                continue
        if not feeds:
            self._telling.show_error(OctavoError(listed.message or "No feed in this list can be followed."))
            return
        minutes = int(self._choices.get(FEED_MINUTES))
        self._desk.do(lambda library: library.feeds.follow_all(feeds, minutes), self._followed_all)

    def save_list(self) -> None:
        """Write the feeds to a file that other programs read."""
        proposed = str(Path.home() / "octavo-feeds.opml")
        name, _filter = QFileDialog.getSaveFileName(self._window, "Save list of feeds", proposed, _FILES)
        if name:
            self.save_list_to(Path(name))

    def save_list_to(self, file: Path) -> None:
        """Write the feeds as OPML."""
        from octavo.bibliography.file import save

        feeds = [ListedFeed(each.name, each.address) for each in self.feeds()]
        text = write_opml(feeds, title="Feeds in Octavo", made=datetime.now(UTC)).decode()
        try:
            save(text, file, expect_entries=len(feeds), entries_in=lambda text: len(read_opml(text).feeds))
        except OctavoError as error:
            self._telling.show_error(error)
        else:
            self._telling.say(f"{len(feeds):,} {'feed' if len(feeds) == 1 else 'feeds'} saved to {file.name}")

    def rules(self) -> None:
        """Show the rules, and try one while it is written."""
        sheet = self._make_rules()

        def show(_answer: object = None) -> None:
            if isValid(sheet) and sheet.isVisible() and self._browsing.survey is not None:
                sheet.show_rules(self._browsing.survey.rules)

        def ask(verb: Callable[[Library], Change]) -> None:
            self._desk.do(verb, None, sheet.show_error)

        def added() -> None:
            if isValid(sheet) and sheet.isVisible():
                sheet.show_added()

        sheet.tried.connect(lambda rule: self._try(sheet, rule))
        sheet.add_requested.connect(
            lambda rule: self._desk.do(
                lambda library: library.rules.add(rule), lambda _change: added(), sheet.show_error
            )
        )
        sheet.change_requested.connect(lambda rule: ask(lambda library: library.rules.change(rule)))
        sheet.turn_requested.connect(lambda own, on: ask(lambda library: library.rules.turn(own, on)))
        sheet.delete_requested.connect(lambda own: ask(lambda library: library.rules.delete(own)))
        sheet.apply_requested.connect(lambda own: ask(lambda library: library.rules.apply(own)))
        self._browsing.surveyed.connect(show)
        sheet.closed.connect(lambda: self._browsing.surveyed.disconnect(show))
        sheet.open()
        show()

    def mute(self, on: bool) -> Callable[[], None]:
        """Put the selected papers on the shelf of muted ones, or take them back."""

        def act() -> None:
            ids = self._browsing.selected_ids()
            if ids:
                self._browsing.advance(ids)
                self._desk.do(lambda library: library.rules.mute(ids, on))

        return act

    def _examine(self, sheet: FollowSheet, feed: Followable, name: str, minutes: int) -> None:
        if feed.way is not Way.FEED:
            self._follow(sheet, feed.address, name or feed.name, minutes, typed=True)
            return
        sheet.show_asking()

        def found(answer: Fetched) -> None:
            if not isValid(sheet) or not sheet.isVisible():
                return
            # Whoever is offline follows the feed all the same; what never will be one is not followed.
            if answer.trouble and answer.again is None:
                sheet.show_error(OctavoError(answer.trouble))
                return
            address = answer.address or feed.address
            own = answer.batch.source if answer.batch is not None else ""
            typed = address.split("/")[2:3] == feed.address.split("/")[2:3]
            self._follow(sheet, address, name or own or feed.name, minutes, typed=typed)

        self._lane.do(lambda fetch: examine(feed.address, fetch, _now), found, sheet.show_error)

    def _follow(self, sheet: FollowSheet, address: str, name: str, minutes: int, *, typed: bool) -> None:
        def followed(change: Change) -> None:
            if isValid(sheet):
                sheet.accept()
            own = int(str(change.arguments["subscription_id"]))
            self._browsing.show_place(Place("feed", name=str(change.arguments["name"])))
            self._refreshing.refresh([own])

        def refused(error: OctavoError) -> None:
            if isValid(sheet) and sheet.isVisible():
                sheet.show_error(error)

        self._desk.do(lambda library: library.feeds.follow(name, address, minutes, typed=typed), followed, refused)

    def _followed_all(self, change: Change) -> None:
        made = change.arguments.get("subscription_ids")
        if isinstance(made, list) and made:
            self._refreshing.refresh([int(each) for each in made])
        else:
            self._telling.explain("You follow all of these feeds already.")

    def _rename(self, feed: Subscription, name: str) -> None:
        was = self._browsing.place

        def renamed(_change: Change) -> None:
            if was.kind in ("feed", "day") and was.name == feed.name and self._browsing.place == was:
                self._browsing.show_place(Place(was.kind, name=name, day=was.day))

        self._desk.do(lambda library: library.feeds.rename(feed.id, name), renamed)

    def _try(self, sheet: RulesSheet, rule: Rule) -> None:
        def look(reading: Reading) -> tuple[int, list[Row], int]:
            found = reading.touched_by(rule)
            return len(found), reading.rows(found[:SHOWN]), reading.counts().all

        def show(answer: tuple[int, list[Row], int]) -> None:
            if isValid(sheet) and sheet.isVisible():
                sheet.show_touched(rule, *answer)

        self._finder.do(look, show, sheet.show_error)

    def _show_standing(self) -> None:
        """Above the list: what is the matter with the feed shown, and what can be done about it."""
        feed = self.shown()
        if feed is None or not (feed.paused or feed.trouble):
            self._pane.show_trouble("")
        elif feed.paused:
            self._pane.show_trouble("This feed is paused.", "Resume", icon="pause")
        else:
            self._pane.show_trouble(feed.trouble, "Try now")

    def _answer_banner(self) -> None:
        feed = self.shown()
        if feed is not None:
            (self.pause if feed.paused else self.refresh)()

    def feeds(self) -> list[Subscription]:
        """All feeds followed."""
        return self._browsing.survey.feeds if self._browsing.survey is not None else []


def _now() -> datetime:
    return datetime.now(UTC)
