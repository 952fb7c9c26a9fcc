"""Where the person is: the place, the search, the papers listed and the one being read."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal

from octavo.bibliography import citekey
from octavo.bibliography.export import ExportOptions, entry_text
from octavo.gui import words
from octavo.gui.finder import Finder, Survey
from octavo.gui.front import first_place
from octavo.gui.news import News
from octavo.gui.papers.pane import PapersPane
from octavo.gui.papers.standing import at_or_beside
from octavo.gui.reader.pane import ReaderPane
from octavo.gui.sidebar.widget import Sidebar
from octavo.inquiries import CitationState
from octavo.library.citations import Citations
from octavo.library.query import parse
from octavo.library.reading import Listing, Place, Reading, Sort
from octavo.library.refusals import NotFound
from octavo.library.values import Row, Traits
from octavo.records import Change, OctavoError, Paper, ReadingList, SmartList, Tag
from octavo.settings import (
    ADVANCE,
    COLLAPSED_SECTIONS,
    DIALECT,
    KEY_PATTERN,
    LAST_PAPER,
    LAST_PLACE,
    PROTECT_CAPITALS,
    READ_AFTER,
    Settings,
)

INBOX = Place("inbox")
#: More papers than this are not asked about while the window waits.
MANY = 1_000


class StoredKeys:
    """The citation keys in use, asked one at a time."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __contains__(self, key: object) -> bool:
        return self._reading.key_taken(str(key))


class Browsing(QObject):
    """Keeps sidebar, list and reading pane on the same place, search and paper; listens to the news."""

    current_changed = Signal(object)
    selection_changed = Signal(list)
    surveyed = Signal(object)
    listed = Signal()
    place_changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        finder: Finder,
        reading: Reading,
        news: News,
        settings: Settings,
        sidebar: Sidebar,
        pane: PapersPane,
        reader: ReaderPane,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self._finder, self._reading, self._settings, self._today = finder, reading, settings, today
        self._sidebar, self._pane, self._reader = sidebar, pane, reader
        self.place = INBOX
        self.words = ""
        self.everywhere = False
        self.paper: Paper | None = None
        self.survey: Survey | None = None
        self._sort: Sort | None = None
        self._listing = Listing(array("q"), ())
        self._asked: tuple[Place, str, bool, Sort | None] = (Place(""), "", False, None)
        self._left: dict[Place, int] = {}
        self._wanted: int | None = None
        self._kept_unread = False
        self._reads = QTimer(self, singleShot=True)
        self._reads.timeout.connect(self._read_current)
        self.read_requested: Callable[[int], None] = lambda _paper_id: None
        #: What is known of a look-up beside what the library knows: whether it runs.
        self.standing: Callable[[CitationState], CitationState] = lambda state: state
        news.changed.connect(self._hear)
        sidebar.place_chosen.connect(self.show_place)
        pane.current_changed.connect(self._show_current)
        pane.selection_changed.connect(self._show_selection)
        pane.search_changed.connect(self.search)
        pane.sort_chosen.connect(self._sort_by)
        pane.everywhere_chosen.connect(self._search_everywhere)

    def start(self) -> None:
        """Show the place and paper of the last session, or the place chosen to start with."""
        self._sidebar.set_collapsed(self._settings.get(COLLAPSED_SECTIONS))
        place, paper_id = first_place(self._settings)
        self._wanted = paper_id or None
        self.refresh()
        self.show_place(place)
        if self._pane.isVisible():
            self._pane.focus_list()

    def remember(self) -> None:
        """Keep place, paper and collapsed sections for the next session."""
        place = self.place
        self._settings.set(LAST_PLACE, [place.kind, str(place.id), place.name, place.day])
        self._settings.set(LAST_PAPER, self.paper.id if self.paper else 0)
        self._settings.set(COLLAPSED_SECTIONS, self._sidebar.collapsed())

    def show_place(self, place: Place) -> None:
        """Go to `place`, to the paper left there last. A search belongs to the place it was made in."""
        if self.paper is not None:
            self._left[self.place] = self.paper.id
        if place != self.place:
            self._sort, self.everywhere = None, False
            self.leave_search()
        self.place = place
        self._wanted = self._wanted or self._left.get(place)
        self._sidebar.select_place(place)
        self.place_changed.emit(place)
        self._list()

    def search(self, search: str) -> None:
        self.words = search
        self._list()

    def refresh(self) -> None:
        """Ask for the sidebar's counts anew."""
        self._finder.survey(self._show_survey)

    def selected_ids(self) -> list[int]:
        return list(self._pane.selected_ids())

    def shown_ids(self) -> list[int]:
        return list(self._listing.ids)

    @property
    def unread(self) -> int:
        """How many of the papers listed are unread."""
        return self._listing.unread or 0

    def traits(self, ids: list[int]) -> Traits:
        """What these papers have in common as they stand."""
        return self._reading.traits(ids)

    def ask_traits(self, ids: list[int], then: Callable[[Traits], object]) -> None:
        """The same, answered at once for few papers and off this thread for thousands."""
        if len(ids) <= MANY:
            then(self._reading.traits(ids))
        else:
            self._finder.do(lambda reading: reading.traits(ids), then)

    def advance(self, leaving: list[int], *, gone: bool = False) -> None:
        """Select the next below that stays, else the one above; undecided unless `leaving` are `gone` for good."""
        paper_id = self._after(set(leaving), gone)
        if paper_id is not None:
            self._pane.select(paper_id)

    def select_when_listed(self, paper_id: int) -> None:
        """Select the paper once the list that holds it is shown."""
        if paper_id in self._listing.ids:
            self._pane.select(paper_id)
        else:
            self._wanted = paper_id

    def keep_unread(self, keep: bool) -> None:
        """Marked unread by hand, the paper shown stays so until another is selected."""
        self._kept_unread = keep
        if keep:
            self._reads.stop()

    def step(self, by: int) -> None:
        """Go `by` rows down the sidebar."""
        self._sidebar.step(by)

    def find_papers(self, search: str) -> list[tuple[int, str]]:
        """Up to 6 papers for the command palette, as id and title."""
        listing = self._reading.listing(Place("all"), search, limit=6)
        return [(row.id, row.title) for row in self._reading.rows(listing.ids)]

    def show_paper_anywhere(self, paper_id: int) -> None:
        """Show the paper in All papers."""
        self.leave_search()
        self._wanted = paper_id
        self.show_place(Place("all"))

    def key_of(self, paper: Paper) -> str:
        """The stored citation key, or the one the paper would get now."""
        return paper.key or citekey.propose(paper, StoredKeys(self._reading), self._settings.get(KEY_PATTERN))

    def key_taken(self, key: str) -> bool:
        """Is this key in use, or was it ever?"""
        return self._reading.key_taken(key)

    def citation(self, paper: Paper) -> str:
        """The entry as the chosen dialect writes it today."""
        options = ExportOptions(protect_capitals=self._settings.get(PROTECT_CAPITALS))
        return entry_text(self.key_of(paper), paper, self._settings.get(DIALECT), options)

    def leave_search(self) -> None:
        """Empty the search field; what is shown next is a place as it is."""
        self._pane.clear_search()
        self.words = ""

    def stored(self) -> Paper | None:
        """The current paper as it is stored by now: what a copy or an export gave it, such as its key, is no news."""
        return self._paper(self.paper.id) if self.paper is not None else None

    def show_again(self) -> None:
        """Show the current paper anew, after a setting changed how."""
        if self.paper is not None:
            self._show_current(self.paper.id)

    def _list(self) -> None:
        self._finder.ask(self.place, self.words, self._sort, self.everywhere, self._show_listing, self.failed.emit)

    def _show_listing(self, listing: Listing) -> None:
        asked = (self.place, self.words, self.everywhere, self._sort)
        before = self._listing.ids if asked == self._asked else array("q")
        self._listing, self._asked = listing, asked
        wanted, self._wanted = self._wanted, None
        current = self.paper.id if self.paper is not None else -1
        self._pane.show_listing(listing, self._reading, parse(self.words).words, self.place)
        self._show_head()
        if not listing.ids:
            self._show_current(-1)
        elif wanted is not None and wanted in listing.ids:
            self._pane.select(wanted)
        elif self._pane.current_id() not in listing.ids:
            self._pane.select(at_or_beside(before, current, listing.ids) or listing.ids[0])
        self._catch_up()
        # The same paper may stand elsewhere in this list, or among more.
        self._show_position()
        self.listed.emit()

    def _catch_up(self) -> None:
        """Show what the list had as current before anyone listened to it: it is on screen before all else."""
        current = self._pane.current_id()
        if current > 0 and (self.paper is None or self.paper.id != current):
            self._show_current(current)

    def _show_head(self) -> None:
        if self.survey is None:
            return
        counts, shown = self.survey.counts, len(self._listing.ids)
        title = words.place_title(self._named(self.place), self._today())
        subtitle = words.place_subtitle(self.place, shown, counts, bool(self.words.strip()))
        decided = (counts.today_total - counts.today, counts.today_total) if self.place.kind == "today" else None
        self._pane.show_head(title, subtitle, decided)

    def _named(self, place: Place) -> Place:
        """The place under its name of today: lists and tags may have been renamed."""
        owners = self._owners(place)
        if owners is None:
            return place
        name = next((each.name for each in owners if each.id == place.id), place.name)
        return Place(place.kind, place.id, name, place.day)

    def _owners(self, place: Place) -> Sequence[ReadingList | SmartList | Tag] | None:
        """What the library has of the kind of `place`, None for places that cannot go."""
        if self.survey is None:
            return None
        found: dict[str, Sequence[ReadingList | SmartList | Tag]] = {
            "list": self.survey.lists, "smart": self.survey.smart_lists, "tag": self.survey.tags,
        }  # fmt: skip
        return found.get(place.kind)

    def _show_survey(self, survey: Survey) -> None:
        self.survey = survey
        self._sidebar.show_places(
            survey.counts, survey.tags, survey.lists, survey.days, smart_lists=survey.smart_lists, feeds=survey.feeds,
            any_rules=bool(survey.rules),
        )  # fmt: skip
        self._finder.count_smart_lists(survey.smart_lists, self._sidebar.show_matches)
        owners = self._owners(self.place)
        if owners is not None and all(each.id != self.place.id for each in owners):
            self.show_place(INBOX)
        self._sidebar.select_place(self.place)
        self._pane.set_vocabulary(
            survey.tags,
            survey.lists,
            sorted({source for source, _day, _left in survey.days}),
        )
        self._show_head()
        self.surveyed.emit(survey)

    def _hear(self, change: Change) -> None:
        self._pane.refresh_rows(list(change.paper_ids))
        changed, selected = set(change.paper_ids), self.selected_ids()
        if self.paper is not None and self.paper.id in changed:
            self._show_current(self.paper.id)
        elif len(selected) > 1 and not changed.isdisjoint(selected):
            self._show_several(selected)
        if change.places:
            self.refresh()
            self._list()

    def _show_current(self, paper_id: int) -> None:
        if self.paper is None or self.paper.id != paper_id:
            self._kept_unread = False
        self.paper = self._paper(paper_id)
        self._reads.stop()
        if self.paper is not None:
            self._reader.show_paper(self.paper, self._position(), self.citation(self.paper), self._standing(self.paper))
            selected = self.selected_ids()
            if len(selected) > 1:
                self._show_several(selected)
            wait = self._settings.get(READ_AFTER)
            if self.paper.unread and not self._kept_unread and not self.paper.trashed and wait != "never":
                self._reads.start(int(wait))
        elif self.place.kind == "inbox" and not self.words and self.survey is not None:
            self._reader.show_inbox_zero(self.survey.counts)
        else:
            self._reader.show_nothing()
        self.current_changed.emit(self.paper)

    def _paper(self, paper_id: int) -> Paper | None:
        try:
            return self._reading.paper(paper_id) if paper_id > 0 else None
        except NotFound:
            return None
        except OctavoError as error:
            self.failed.emit(error)
            return None

    def _standing(self, paper: Paper) -> CitationState | None:
        try:
            state = Citations(self._reading).states_of([paper]).get(paper.id)
        except OctavoError as error:
            self.failed.emit(error)
            return None
        return self.standing(state) if state is not None else None

    def _position(self) -> tuple[int, int]:
        ids = self._listing.ids
        at = ids.index(self.paper.id) + 1 if self.paper is not None and self.paper.id in ids else 0
        return at, len(ids)

    def _show_position(self) -> None:
        if self.paper is not None:
            self._reader.show_position(self._position())

    def _show_selection(self, ids: list[int]) -> None:
        if len(ids) > 1:
            self._show_several(ids)
        elif self.paper is not None:
            self._reader.show_one()
        self.selection_changed.emit(ids)

    def _show_several(self, ids: list[int]) -> None:
        """The pile of these papers; what thousands have in common is summed up off this thread."""
        if len(ids) <= MANY:
            self._show_pile(self._reading.rows(ids[:1]), self._reading.traits(ids))
            return

        def show(answer: tuple[list[Row], Traits]) -> None:
            if self.selected_ids() == ids:
                self._show_pile(*answer)

        self._finder.do(lambda reading: (reading.rows(ids[:1]), reading.traits(ids)), show)

    def _show_pile(self, rows: list[Row], traits: Traits) -> None:
        self._reader.show_selection(rows[0].title if rows else "", traits)

    def _read_current(self) -> None:
        if self.paper is not None and self.paper.unread and not self._kept_unread:
            self.read_requested(self.paper.id)

    def _after(self, leaving: set[int], gone: bool) -> int | None:
        ids = self._listing.ids
        places = [at for at, paper_id in enumerate(ids) if paper_id in leaving]
        if not places:
            return None
        below = (ids[at] for at in range(places[-1] + 1, len(ids)))
        above = (ids[at] for at in range(places[0] - 1, -1, -1))
        ahead, behind = (below, above) if self._settings.get(ADVANCE) == "next" else (above, below)
        if self.place.kind not in ("inbox", "list", "trash") and not gone:
            # Decided papers stay in these places: the next one is the next that still waits for a decision.
            ahead = (row.id for row in self._reading.rows(list(islice(ahead, 500))) if row.state == "inbox")
            return next(ahead, None)
        return next(ahead, None) or next(behind, None)

    def _sort_by(self, name: str) -> None:
        self._sort = Sort(name)
        self._list()

    def _search_everywhere(self, everywhere: bool) -> None:
        self.everywhere = everywhere
        self._list()
