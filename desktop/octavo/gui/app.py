"""Builds the window's objects once, in order, and hands them to each other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from octavo.gui import citation_words, commands
from octavo.gui.actions import Actions
from octavo.gui.browsing import Browsing
from octavo.gui.caring import Caring
from octavo.gui.choices import Choices, Effects
from octavo.gui.controls.floating import Toast
from octavo.gui.deciding import Deciding
from octavo.gui.desk import Desk
from octavo.gui.dialogs.choose_sheet import ChooseSheet
from octavo.gui.dialogs.confirm_sheet import ConfirmSheet
from octavo.gui.dialogs.edit_sheet import EditSheet
from octavo.gui.dialogs.export_sheet import ExportSheet
from octavo.gui.dialogs.follow_sheet import FollowSheet
from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.links_sheet import LinksSheet
from octavo.gui.dialogs.list_popover import ListPopover
from octavo.gui.dialogs.merge_sheet import MergeSheet
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.gui.dialogs.proposal_sheet import ProposalSheet
from octavo.gui.dialogs.rules_sheet import RulesSheet
from octavo.gui.dialogs.tag_popover import TagPopover
from octavo.gui.dialogs.tags_sheet import TagsSheet
from octavo.gui.drop_hint import DropHint
from octavo.gui.exporting import Exporting
from octavo.gui.finder import Finder, Survey
from octavo.gui.following_feeds import FollowingFeeds
from octavo.gui.front import Front, application
from octavo.gui.importing import Importing
from octavo.gui.inquiry import Inquiry
from octavo.gui.keeping_true import KeepingTrue
from octavo.gui.key_hints import KeyHints
from octavo.gui.key_positions import KeyPositions
from octavo.gui.layers import Layer, Layers
from octavo.gui.looking_up import LookingUp
from octavo.gui.merging import Merging
from octavo.gui.moving import Moving
from octavo.gui.network import Network
from octavo.gui.news import News
from octavo.gui.notices import Notices
from octavo.gui.one_window import Door, come_to_the_front
from octavo.gui.organising import Organising, Sheets
from octavo.gui.outgoing import Outgoing
from octavo.gui.reader.detail import Detail
from octavo.gui.reader.first_run import FirstRun
from octavo.gui.reader.notes import NoteEditor
from octavo.gui.reader.pane import ReaderPane
from octavo.gui.reading_aloud import ReadingAloud
from octavo.gui.refreshing import Refreshing
from octavo.gui.remembering import Remembering
from octavo.gui.smart_lists import SmartListing
from octavo.gui.sources import source_words
from octavo.gui.tasks import Lane
from octavo.gui.telling import Telling
from octavo.gui.theme import Theme
from octavo.gui.writing import Writing
from octavo.library.citations import Citations
from octavo.library.reading import Reading
from octavo.records import OctavoError, Paper
from octavo.settings import CONTACT, KEYS, OPEN_ALEX_KEY, Settings

if TYPE_CHECKING:
    from octavo.gui.preferences.window import Preferences
    from octavo.web import Fetch

_log = logging.getLogger(__name__)


class Octavo(QObject):
    """The running program. `start()` shows the window; `close()` saves everything and ends the threads."""

    def __init__(
        self,
        library: Path,
        settings: Settings,
        resources: Path,
        *,
        today: Callable[[], date] = date.today,
        front: Front | None = None,
        fetch: Fetch | None = None,
        at_once: bool = True,
    ) -> None:
        """`front` is what is shown of this library already; `fetch` asks the network, tests give it their own.

        Not `at_once`: call `furnish` until it answers False, then `start`.
        """
        super().__init__()
        self.path, self.settings, self.resources, self.today = library, settings, resources, today
        self.front = front or Front(library, settings, resources, today=today)
        self.theme, self.window, self.status = self.front.theme, self.front.window, self.front.status
        self.sidebar, self.pane = self.front.sidebar, self.front.pane
        self.news = News()
        self.desk = Desk(library, self.news)
        self.finder = Finder(library, today=today)
        self.workshop: Lane[None] = Lane("workshop", lambda: None)
        self.fetch = fetch or Network(lambda: settings.get(CONTACT))
        self.inquiries = Lane("inquiries", lambda: Inquiry(library, self.fetch, lambda: settings.get(OPEN_ALEX_KEY)))
        self.feeds_lane: Lane[Fetch] = Lane("feeds", lambda: self.fetch)
        for lane in (self.inquiries, self.feeds_lane):
            # Stop does not wait for a host that is in no hurry.
            lane.let_go = getattr(self.fetch, "let_go", lane.let_go)
        self.choices = Choices(settings)
        self.preferences: Preferences | None = None
        self.browsing: Browsing | None = None
        self._closed = False
        self._wanted: list[Path] = []
        self.door = Door(library, self)
        self.door.knocked.connect(self._show_again)
        self.desk.opened.connect(lambda _library: self._opened())
        self.desk.refused.connect(self._refused)
        self.window.closing.connect(self.close)
        self._parts = self._make_parts()
        while at_once and self.furnish():
            pass

    def furnish(self) -> bool:
        """Make one more part of the window; False when all are there."""
        return next(self._parts, self) is None

    def _make_parts(self) -> Iterator[None]:
        # The window is on screen already: between two parts it answers whoever moves or scrolls it.
        self.theme.dress_menus(application())
        yield
        self.actions = Actions(self.theme, self.window)
        self.actions.rekey(self.settings.get(KEYS))
        yield
        detail = Detail(self.theme)
        yield
        notes = NoteEditor(self.theme)
        yield
        self.reader = ReaderPane(self.theme, self.actions.all, detail=detail, notes=notes)
        yield
        self.welcome = FirstRun(self.theme)
        self.window.furnish(self.reader, self.welcome)
        self.toast = Toast(self.theme, self.reader)
        self.drop_hint = DropHint(self.theme, self.window)
        self.window.arranged.connect(lambda _beside: self._place_toast())
        self._place_toast()
        self.layers = Layers(self.theme, self.window, self.actions, self.focus_front)

    def start(self, files: Sequence[Path] = ()) -> None:
        """Show the window at once, open the library behind it, then import `files`."""
        self._wanted = list(files)
        if not self.path.exists():
            self.window.show_welcome(True)
        if not self.window.isVisible():
            self.front.show()
        if self.path.exists():
            self._browse()
        self.desk.start()
        self.workshop.start()
        self.feeds_lane.start()

    def close(self) -> None:
        """Save the note being written and the state of the window; finish every verb already given."""
        if self._closed:
            return
        self._closed = True
        self.door.close()
        if self.preferences is not None:
            self.preferences.close()
        if self.browsing is not None:
            self.writing.flush()
            self.browsing.remember()
        # Whatever is being asked of a service just now is let go; what was answered is with the library.
        self.inquiries.close(0.5)
        if self.browsing is not None:
            self.refreshing.stop_watching()
            self.caring.stop_watching()
        self.feeds_lane.close(0.5)
        if self.browsing is not None:
            self.outgoing.close()
        for lane in (self.workshop, self.desk, self.finder):
            lane.close()
        if self.browsing is not None:
            # The window may still be painted while it goes.
            self.pane.model.read_no_more()
            self.reading.close()

    def over(self, make: Callable[[Theme, QWidget], Layer]) -> Callable[[], Layer]:
        """A function that makes a sheet or popover over the window; commands are silent while it is open."""

        return self.layers.over(make)

    def focus_front(self) -> None:
        """Give the keyboard to what the window shows: the welcome, the list, or the paper that fills it."""
        if self.welcome.isVisible():
            self.welcome.setFocus()
        elif self.pane.isVisible():
            self.pane.focus_list()
        else:
            self.reader.setFocus()

    def _place_toast(self) -> None:
        """In the pane that is shown: the paper's, where there is one."""
        panes = (self.welcome, self.reader, self.pane)
        self.toast.stand_in(next((pane for pane in panes if not pane.isHidden()), self.reader))

    def open_preferences(self, page: str = "") -> None:
        """Show the preferences window, in front, on the page of this name or on the one shown last."""
        # Seldom needed: its modules are read when it is first asked for.
        from octavo.gui.preferences.window import Preferences

        if self.preferences is None:
            window = self.preferences = Preferences(self.theme, self.choices, self.actions, self.path, self.window)
            window.back_up_clicked.connect(self.caring.back_up)
            window.check_clicked.connect(self.caring.check)
            self.caring.told.connect(window.tell)
            self.following_feeds.listed.connect(window.show_feeds)
            window.every_chosen.connect(self.following_feeds.every)
            window.show_feeds(self.following_feeds.feeds())
            window.closed.connect(self._forget_preferences)
        self.preferences.show_page(page)

    def _forget_preferences(self) -> None:
        if self.preferences is not None:
            self.preferences.deleteLater()
            self.preferences = None

    def _browse(self) -> None:
        """Connect the panes to a library that can be read; a file that cannot waits for the library thread."""
        try:
            self.reading = self.front.reading or Reading(self.path, today=self.today)
        except OctavoError as error:
            _log.info("not readable before opening: %s", error)
            return
        self._build()
        self.finder.start()
        self.browsing_now.start()

    @property
    def browsing_now(self) -> Browsing:
        assert self.browsing is not None
        return self.browsing

    def _build(self) -> None:
        browsing = self.browsing = Browsing(
            self.finder, self.reading, self.news, self.settings, self.sidebar, self.pane, self.reader, self.today
        )
        browsing.read_requested = lambda paper_id: self.desk.do(
            lambda library: library.mark_read([paper_id], True, quiet=True)
        )
        self.telling = Telling(self.toast, self.status, self.actions, browsing, self.news, self.today)
        self.reading_aloud = ReadingAloud(browsing, self.news, self.sidebar, self.pane)
        self.desk.failed.connect(self.telling.show_error)
        self.finder.failed.connect(self.telling.show_error)
        self.workshop.failed.connect(self.telling.show_error)
        self.deciding = Deciding(self.desk, browsing)
        self.writing = Writing(
            self.desk, browsing, self.reader, self.over(EditSheet), self.telling.show_error, self._sources
        )
        self.organising = Organising(
            self.desk, browsing, self.telling, self.settings, self.sidebar,
            Sheets(self.over(TagPopover), self.over(ListPopover), self.over(NameSheet), self.over(ConfirmSheet),
                   self.over(TagsSheet)),
            self._anchor,
        )  # fmt: skip
        self.smart_listing = SmartListing(
            self.desk, browsing, self.telling, self.sidebar, self.over(NameSheet)
        )  # fmt: skip
        self.importing = Importing(
            self.desk, self.workshop, browsing, self.deciding, self.telling, self.window, self.over(ImportSheet),
            self.over(LinksSheet), self.resources, self.today,
        )  # fmt: skip
        self.exporting = Exporting(
            self.desk, self.finder, browsing, self.telling, self.settings, self.window, self.over(ExportSheet)
        )
        self.looking_up = LookingUp(
            self.desk, self.inquiries, self.finder, browsing, self.telling, self.news, self.settings,
            self.over(ConfirmSheet),
        )  # fmt: skip
        browsing.standing = self.looking_up.standing
        self.importing.ended.connect(self.looking_up.offer_in)
        self.exporting.look_up_requested.connect(self.looking_up.papers)
        self.news.changed.connect(self.exporting.hear)
        self.keeping_true = KeepingTrue(
            self.desk, self.inquiries, self.finder, browsing, self.telling, self.reading, self.over(ChooseSheet),
            self.over(ProposalSheet), self.settings, self.today,
        )  # fmt: skip
        self.merging = Merging(
            self.desk, self.workshop, self.finder, browsing, self.telling, self.settings, self.reading, self.path,
            self.window, self.over(MergeSheet),
        )  # fmt: skip
        self.refreshing = Refreshing(self.desk, self.feeds_lane, browsing, self.telling, self.choices)
        self.following_feeds = FollowingFeeds(
            self.desk, self.feeds_lane, self.finder, browsing, self.refreshing, self.telling, self.choices,
            self.sidebar, self.pane, self.window, self.over(FollowSheet), self.over(RulesSheet), self.over(NameSheet),
        )  # fmt: skip
        self.notices = Notices(self.choices, self.refreshing, self.window, self.theme)
        self.outgoing = Outgoing(self)
        self.remembering = Remembering(self)
        self.moving = Moving(self.window, browsing, self.sidebar, self.pane, self.reader)
        self.caring = Caring(self.desk, self.workshop, self.telling, self.window, self.settings, self.today)
        self.hints = KeyHints(self.theme, self.actions, self.reader, self.toast)
        self.effects = Effects(
            self.choices, self.theme, self.actions, self.window, browsing, self.sidebar, self.pane, self.reader,
            self.hints,
        )  # fmt: skip
        self.pane.model.citation_told = self._citation_told
        commands.connect(self)
        panes = (self.sidebar, self.pane, self.reader, self.welcome)
        self.positions = KeyPositions(self.actions.all, panes, self.window)
        browsing.surveyed.connect(self._show_emptiness)

    def _opened(self) -> None:
        if self.browsing is None:
            self._browse()
        if self.browsing is None:
            return
        self.status.show_rest("Library saved")
        self.browsing.refresh()
        self.inquiries.start()
        self.refreshing.start()
        self.outgoing.start()
        self.door.open()
        if self._wanted:
            self.importing.from_files(self._wanted)
            self._wanted = []

    def _refused(self, error: OctavoError) -> None:
        """The library cannot be opened: nothing was changed; say why and offer the ways on."""
        from octavo.gui.dialogs.refused_sheet import RefusedSheet
        from octavo.gui.refusing import Refusing

        self.status.show_rest("The library is not open", trouble=True)
        self.refusing = Refusing(self.path, self.window, self.over(RefusedSheet), self._try_again, self.today,
                                 self._wanted)
        self.refusing.refuse(error)

    def _show_again(self, files: list[Path]) -> None:
        """Octavo was started a second time for this library."""
        come_to_the_front(self.window)
        if files:
            self.layers.when_free(lambda: self.importing.from_files(files))

    def _try_again(self) -> None:
        self.desk.start()

    def _show_emptiness(self, survey: Survey) -> None:
        self.window.show_welcome(not survey.counts.all and not survey.counts.trash)

    def _citation_told(self, paper_id: int) -> str:
        """How the citation of a paper stands, for whoever has the list read to them."""
        try:
            state = Citations(self.reading).states([paper_id]).get(paper_id)
        except OctavoError as error:
            # Asked for by Qt, which nothing may break: the row is read without it.
            _log.error("a citation that cannot be read: %s", error)
            return ""
        return citation_words.spoken(state) if state is not None else ""

    def _sources(self, paper: Paper) -> dict[str, str]:
        """Who gave each field of a paper, in words."""
        return source_words(paper, Citations(self.reading).field_sources(paper.id), self.today())

    def _anchor(self, command: str) -> QWidget | QRect:
        """Where a popover belongs: under its button, or over the list when that is not to be seen."""
        if command == "sidebar":
            return self.sidebar
        button = self.reader.header.tools.get(command)
        return button if button is not None and button.isVisible() else self.pane
