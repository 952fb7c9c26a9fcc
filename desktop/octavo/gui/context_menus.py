"""The menus of the other button and of the menu key: what they hold for papers, places and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from octavo.library.reading import Place

if TYPE_CHECKING:
    from octavo.gui.app import Octavo

PAPER_MENU = (
    "done", "to_read", "not_for_me", "to_inbox", "", "star", "unread", "tags", "add_to_list", "note", "edit_paper",
    "look_up", "merge", "",
    "open_page", "open_pdf", "attach_pdf", "", "copy_citation", "copy_key", "copy_bibtex", "copy_reference", "",
    "delete", "restore", "mute", "unmute",
)  # fmt: skip
FEED_MENU = (
    "refresh_feed", "catch_up", "pause_feed", "rename", "", "mark_all_read", "export", "", "follow_feed", "rules", "",
    "remove_feed",
)  # fmt: skip
OTHER_FEED_MENU = ("follow_feed", "", "mark_all_read", "export")
LIST_MENU = ("rename", "export", "live_files", "manuscript", "", "delete_place")
PLACE_MENUS = {
    "list": LIST_MENU,
    "smart": ("rename", "change_search", "export", "", "delete_place"),
    "tag": ("rename", "manage_tags", "", "delete_place"),
    "trash": ("empty_trash",),
}
#: What the headings of the sidebar offer, by the name of their section.
SECTION_MENUS: dict[str, tuple[str, ...]] = {
    "feeds": ("follow_feed", "refresh", "", "rules"), "lists": ("new_list",), "smart-lists": ("new_smart_list",),
    "tags": ("manage_tags",),
}  # fmt: skip
#: Ways back: where one of them leads somewhere, it stands in the place of the way there.
_BACK = {"restore": "delete", "unmute": "mute"}


def connect(octavo: Octavo) -> None:
    """Open each menu where it is asked for."""
    pane = octavo.pane
    pane.context_menu_requested.connect(lambda point, _ids: _offer_paper(octavo, point))
    pane.list_menu_requested.connect(lambda point: _open(octavo.actions.menu(LIST_MENU, pane), point))
    octavo.sidebar.context_menu_requested.connect(lambda point, place: _offer_place(octavo, point, place))
    octavo.sidebar.section_menu_requested.connect(lambda point, section: _offer_section(octavo, point, section))
    octavo.reader.tag_menu_wanted.connect(lambda point, name: _offer_tag(octavo, point, name))


def name_by_place(octavo: Octavo) -> None:
    """Say of what depends on the place shown what it would do there."""
    place, actions = octavo.browsing_now.place, octavo.actions.all
    actions["delete"].setText("Take out of this list" if place.kind == "list" else "Move to trash")
    actions["delete_place"].setText(
        {"list": "Delete list…", "tag": "Delete tag…", "smart": "Delete smart list…"}.get(
            place.kind, "Stop following this feed" if octavo.following_feeds.shown() else "Delete list or tag…"
        )
    )


def _offer_paper(octavo: Octavo, point: QPoint) -> None:
    back = {name for name in _BACK if octavo.actions.all[name].isEnabled()}
    hidden = {_BACK[name] for name in back} | set(_BACK) - back
    _open(octavo.actions.menu([name for name in PAPER_MENU if name not in hidden], octavo.pane), point)


def _offer_place(octavo: Octavo, point: QPoint, place: Place) -> None:
    octavo.browsing_now.show_place(place)
    names: tuple[str, ...] = PLACE_MENUS.get(place.kind, ("mark_all_read", "export"))
    if place.kind in ("feed", "day"):
        names = FEED_MENU if octavo.following_feeds.shown(place) else OTHER_FEED_MENU
    _open(octavo.actions.menu(names, octavo.sidebar), point)


def _offer_section(octavo: Octavo, point: QPoint, section: str) -> None:
    if section in SECTION_MENUS:
        _open(octavo.actions.menu(SECTION_MENUS[section], octavo.sidebar), point)


def _offer_tag(octavo: Octavo, point: QPoint, name: str) -> None:
    menu = QMenu(octavo.reader)
    menu.addAction("Show papers with this tag").triggered.connect(lambda: octavo.organising.show_tag(name))
    menu.addAction("Take this tag off").triggered.connect(lambda: octavo.organising.untag(name))
    menu.addSeparator()
    menu.addActions([octavo.actions.all["tags"], octavo.actions.all["manage_tags"]])
    _open(menu, point)


def _open(menu: QMenu, point: QPoint) -> None:
    # Made anew each time, for what is enabled and named so at the moment.
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(point)
