"""Tags and reading lists: popovers, new, rename, delete, order, and what is dropped on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from octavo.gui import words
from octavo.gui.browsing import INBOX, Browsing
from octavo.gui.desk import Desk
from octavo.gui.dialogs.confirm_sheet import ConfirmSheet
from octavo.gui.dialogs.list_popover import ListPopover
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.gui.dialogs.tag_popover import TagPopover
from octavo.gui.dialogs.tags_sheet import TagsSheet
from octavo.gui.finder import Survey
from octavo.gui.sidebar.widget import Sidebar
from octavo.gui.telling import Telling
from octavo.library.reading import Place
from octavo.library.values import Traits
from octavo.records import Change, State, Tag
from octavo.settings import LAST_LIST, LISTING_MARKS_DONE, Settings

Each = TypeVar("Each", str, int)


class Sheets:
    """Makes each sheet over the window when it is asked for."""

    def __init__(
        self,
        tags: Callable[[], TagPopover],
        lists: Callable[[], ListPopover],
        name: Callable[[], NameSheet],
        confirm: Callable[[], ConfirmSheet],
        all_tags: Callable[[], TagsSheet],
    ) -> None:
        self.tags, self.lists, self.name, self.confirm, self.all_tags = tags, lists, name, confirm, all_tags


class Organising(QObject):
    """All that one popover changes while it is open is one undo step."""

    def __init__(
        self,
        desk: Desk,
        browsing: Browsing,
        telling: Telling,
        settings: Settings,
        sidebar: Sidebar,
        sheets: Sheets,
        anchor: Callable[[str], QWidget | QRect],
    ) -> None:
        super().__init__()
        self._desk, self._browsing, self._telling, self._settings = desk, browsing, telling, settings
        self._sidebar, self._sheets, self._anchor = sidebar, sheets, anchor
        sidebar.papers_dropped.connect(self.drop_on)
        sidebar.lists_reordered.connect(self._order_lists)
        sidebar.new_list_clicked.connect(self.new_list)
        sidebar.rename_requested.connect(self.rename)
        sidebar.delete_requested.connect(self.delete)

    def edit_tags(self) -> None:
        """The tag popover for the selected papers."""
        ids = self._browsing.selected_ids()
        if ids:
            self._browsing.ask_traits(ids, lambda traits: self._open_tags(ids, traits))

    def toggle_nth_tag(self, nth: int) -> Callable[[], None]:
        """A function that puts the nth tag of the sidebar (from 1) on the selected papers, or takes it off all."""

        def toggle() -> None:
            tags, ids = self._sidebar.shown_tags(), self._browsing.selected_ids()
            if ids and nth <= len(tags):
                name = tags[nth - 1].name

                def turn(traits: Traits) -> None:
                    self._tag(ids, name, all(tag.name != name for tag in traits.tags_all), "", "")

                self._browsing.ask_traits(ids, turn)

        return toggle

    def untag(self, name: str) -> None:
        """Take the tag off the selected papers."""
        ids = self._browsing.selected_ids()
        if ids:
            self._tag(ids, name, False, "", "")

    def show_tag(self, name: str) -> None:
        """Go to the papers with this tag."""
        tag = next((tag for tag in self._tags() if tag.name == name), None)
        if tag is not None:
            self._browsing.show_place(Place("tag", tag.id, tag.name))

    def add_to_list(self) -> None:
        """The list popover for the selected papers."""
        ids, survey = self._browsing.selected_ids(), self._browsing.survey
        if not ids or survey is None:
            return
        self._ask_memberships(ids, lambda memberships: self._open_lists(ids, memberships))

    def add_to_last_list(self) -> None:
        """Add the selected papers to the list used last; without one, ask."""
        survey, list_id = self._browsing.survey, self._settings.get(LAST_LIST)
        if survey and any(each.id == list_id for each in survey.lists):
            self._put_in(list_id, self._browsing.selected_ids(), True, "")
        else:
            self.add_to_list()

    def drop_on(self, kind: str, place_id: int, ids: Sequence[int]) -> None:
        """Papers dropped on a list, a tag or a state of the sidebar."""
        if kind == "list":
            self._put_in(place_id, list(ids), True, "")
        elif kind == "tag":
            name = next((tag.name for tag in self._tags() if tag.id == place_id), "")
            self._tag(list(ids), name, True, "", "")
        elif kind == "starred":
            self._desk.do(lambda library: library.star(ids, True))
        elif kind == "trash":
            self._desk.do(lambda library: library.trash(ids))
        else:
            self._desk.do(lambda library: library.move(ids, State(kind)))

    def new_list(self) -> None:
        sheet = self._sheets.name()
        taken = [each.name for each in self._browsing.survey.lists] if self._browsing.survey else []
        sheet.named.connect(
            lambda name: self._desk.do(
                lambda library: library.create_list(name), lambda change: self._made(change, name)
            )
        )
        sheet.ask("New list", "Name of the list", taken=taken, button="Make list")

    def rename(self, place: Place | None = None) -> None:
        """Rename the list or tag shown."""
        place = place or self._browsing.place
        if place.kind not in ("list", "tag"):
            return
        old = self._name_of(place)
        owners: Iterable[str] = []
        if self._browsing.survey is not None:
            own = self._browsing.survey.lists if place.kind == "list" else self._browsing.survey.tags
            owners = [each.name for each in own if each.name != old]
        sheet = self._sheets.name()
        sheet.named.connect(
            lambda name: self._desk.do(
                (lambda library: library.rename_list(place.id, name))
                if place.kind == "list"
                else (lambda library: library.rename_tag(old, name))
            )
        )
        sheet.ask(f"Rename {place.kind}", f"Name of the {place.kind}", name=old, taken=list(owners), button="Rename")

    def delete(self, place: Place | None = None) -> None:
        """Delete the list or tag shown, after asking; its papers stay."""
        place = place or self._browsing.place
        if place.kind not in ("list", "tag"):
            return
        name = self._name_of(place)
        owners = self._browsing.survey
        count = next((each.papers for each in (owners.lists if place.kind == "list" else owners.tags)
                      if each.id == place.id), 0) if owners else 0  # fmt: skip
        sheet = self._sheets.confirm()
        sheet.confirmed.connect(lambda: self._delete(place, name))
        sheet.ask(
            f"Delete “{name}”?",
            f"Its {words.papers(count)} {'stays' if count == 1 else 'stay'} in your library.",
            f"Delete {place.kind}",
            "Keep",
        )

    def empty_trash(self) -> None:
        """Remove what is in the trash for good, after asking: the one thing that cannot be undone."""
        count = self._browsing.survey.counts.trash if self._browsing.survey else 0
        if not count:
            self._telling.explain("The trash is empty")
            return
        sheet = self._sheets.confirm()
        sheet.confirmed.connect(
            lambda: self._desk.do(
                lambda library: library.empty_trash(),
                lambda removed: self._telling.say(f"{words.papers(removed)} removed for good"),
            )
        )
        sheet.ask("Empty the trash?", f"{words.papers(count)} will be gone for good. This cannot be undone.",
                  "Empty trash", "Keep")  # fmt: skip

    def manage_tags(self) -> None:
        sheet = self._sheets.all_tags()
        sheet.rename_requested.connect(
            lambda old, new: self._desk.do(lambda library: library.rename_tag(old, new), failed=sheet.show_error)
        )
        sheet.merge_requested.connect(
            lambda names, into: self._desk.do(lambda library: library.merge_tags(names, into), failed=sheet.show_error)
        )
        sheet.recolour_requested.connect(
            lambda name, hue: self._desk.do(lambda library: library.recolour_tag(name, hue), failed=sheet.show_error)
        )
        sheet.delete_requested.connect(
            lambda name: self._desk.do(lambda library: library.delete_tag(name), failed=sheet.show_error)
        )

        def show(survey: Survey) -> None:
            sheet.show_tags(survey.tags)

        self._browsing.surveyed.connect(show)
        sheet.closed.connect(lambda: self._browsing.surveyed.disconnect(show))
        sheet.show_tags(self._tags())
        sheet.open()

    def move_by(self, by: int) -> Callable[[], None]:
        """A function that moves the selected papers one place up (-1) or down (1) in the reading list shown."""

        def move() -> None:
            place, ids = self._browsing.place, self._browsing.selected_ids()
            if place.kind != "list" or not ids or self._browsing.words:
                return
            order = self._browsing.shown_ids()
            rest = [each for each in order if each not in set(ids)]
            first = min(order.index(each) for each in ids)
            position = min(len(rest), max(0, first + by))
            self.put_at(ids, position)

        return move

    def put_at(self, ids: Sequence[int], position: int) -> None:
        """Move papers of the reading list shown so that they start at `position`."""
        list_id = self._browsing.place.id
        self._desk.do(lambda library: library.move_in_list(list_id, ids, position))

    def go_to(self, kind: str) -> None:
        """Choose a list or a tag from a popover and show it."""
        popover = self._sheets.lists() if kind == "list" else self._sheets.tags()
        popover.anchor_to(self._anchor("sidebar"))
        popover.choose_place(self._browsing.survey, self._browsing.show_place)

    def _open_tags(self, ids: list[int], traits: Traits) -> None:
        survey, group = self._browsing.survey, self._group("tags")
        if survey is None:
            return
        popover = self._sheets.tags()
        popover.tag_toggled.connect(lambda name, on: self._tag(ids, name, on, "", group))
        popover.tag_created.connect(lambda name, hue: self._tag(ids, name, True, hue, group))
        popover.anchor_to(self._anchor("tags"))
        on_all, on_some = ({tag.name for tag in tags} for tags in (traits.tags_all, traits.tags_some))
        popover.show_tags(survey.tags, on_all, on_some)

    def _open_lists(self, ids: list[int], memberships: list[list[int]]) -> None:
        survey = self._browsing.survey
        if survey is None:
            return
        group = self._group("lists")
        popover = self._sheets.lists()
        popover.list_toggled.connect(lambda list_id, on: self._put_in(list_id, ids, on, group))
        popover.list_created.connect(
            lambda name: self._desk.do(
                lambda library: library.create_list(name),
                lambda change: self._put_in(int(str(change.arguments["list_id"])), ids, True, group),
                self._telling.show_error,
            )
        )
        popover.anchor_to(self._anchor("add_to_list"))
        popover.show_lists(survey.lists, *_shared(memberships))

        def follow(survey: Survey) -> None:
            """A list made in the popover has its number, and its tick, only now."""
            self._ask_memberships(ids, lambda now: show(survey, now))

        def show(survey: Survey, now: list[list[int]]) -> None:
            if isValid(popover) and popover.isVisible():
                popover.show_lists(survey.lists, *_shared(now))

        self._browsing.surveyed.connect(follow)
        popover.closed.connect(lambda: self._browsing.surveyed.disconnect(follow))

    def _ask_memberships(self, ids: Sequence[int], then: Callable[[list[list[int]]], None]) -> None:
        """Ask in which lists each paper is."""
        self._desk.do(
            lambda library: [[each.id for each in paper.lists] for paper in library.reading.papers(ids)], then
        )

    def _put_in(self, list_id: int, ids: Sequence[int], on: bool, group: str) -> None:
        if not ids:
            return
        if not on:
            self._desk.do(lambda library: library.remove_from_list(list_id, ids, group=group))
            return
        self._settings.set(LAST_LIST, list_id)
        also_done = self._settings.get(LISTING_MARKS_DONE)
        group = group or (self._group("lists") if also_done else "")
        self._desk.do(lambda library: library.add_to_list(list_id, ids, group=group))
        if also_done:
            self._desk.do(lambda library: library.move(ids, State.DONE, group=group))

    def _tag(self, ids: Sequence[int], name: str, on: bool, hue: str, group: str) -> None:
        if on:
            self._desk.do(lambda library: library.tag(ids, name, hue=hue, group=group))
        else:
            self._desk.do(lambda library: library.untag(ids, name, group=group))

    def _made(self, change: Change, name: str) -> None:
        self._browsing.show_place(Place("list", int(str(change.arguments["list_id"])), name))

    def _delete(self, place: Place, name: str) -> None:
        if place == self._browsing.place:
            self._browsing.show_place(INBOX)
        if place.kind == "list":
            self._desk.do(lambda library: library.delete_list(place.id))
        else:
            self._desk.do(lambda library: library.delete_tag(name))

    def _order_lists(self, list_ids: Sequence[int]) -> None:
        self._desk.do(lambda library: library.order_lists(list_ids))

    def _tags(self) -> list[Tag]:
        return self._browsing.survey.tags if self._browsing.survey else []

    def _name_of(self, place: Place) -> str:
        survey = self._browsing.survey
        owners = (survey.lists if place.kind == "list" else survey.tags) if survey else []
        return next((each.name for each in owners if each.id == place.id), place.name)

    def _group(self, what: str) -> str:
        # Steps outlive the session, so a counter would join a step of yesterday.
        return f"{what} {uuid4().hex}"


def _shared(memberships: Sequence[Sequence[Each]]) -> tuple[set[Each], set[Each]]:
    """What all papers have, and what only some have."""
    sets = [set(each) for each in memberships]
    on_all: set[Each] = set.intersection(*sets) if sets else set()
    on_any: set[Each] = set().union(*sets)
    return on_all, on_any - on_all
