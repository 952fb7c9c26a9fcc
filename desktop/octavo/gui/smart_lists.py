"""Smart lists in the window: kept from a search, renamed, changed, deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from octavo.gui.browsing import INBOX, Browsing
from octavo.gui.desk import Desk
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.gui.sidebar.widget import Sidebar
from octavo.gui.telling import Telling
from octavo.library.reading import Place
from octavo.records import Change, SmartList

#: The search that finds the papers of a place; a list, a tag or a feed is found by its name.
_TOKENS = {
    "inbox": "is:inbox", "to-read": "is:to-read", "starred": "is:starred", "done": "is:done",
    "not-for-me": "is:not-for-me", "trash": "is:trash",
}  # fmt: skip
_NAMED = {"list": "list", "tag": "tag", "feed": "feed"}


class SmartListing(QObject):
    """A smart list is a search, so deleting one loses no paper and asks nothing: it can be undone."""

    def __init__(
        self, desk: Desk, browsing: Browsing, telling: Telling, sidebar: Sidebar, name_sheet: Callable[[], NameSheet]
    ) -> None:
        super().__init__()
        self._desk, self._browsing, self._telling, self._name_sheet = desk, browsing, telling, name_sheet
        sidebar.rename_requested.connect(self.rename)
        sidebar.delete_requested.connect(self.delete)

    def save(self) -> None:
        """Keep the present search, and the place it looks in, under a name."""
        words = self.present_search()
        if not words:
            self._telling.explain("Search for something first. A smart list keeps a search.")
            return
        sheet = self._name_sheet()
        sheet.named.connect(
            lambda name: self._desk.do(
                lambda library: library.smart_lists.create(name, words), lambda change: self._made(change, name)
            )
        )
        sheet.ask("New smart list", f"Name for “{words}”", taken=self._names(), button="Make smart list")

    def present_search(self) -> str:
        """What the list shows as one search over all papers; "" where that is every paper."""
        browsing = self._browsing
        place = Place("all") if browsing.everywhere else browsing.place
        return " ".join(part for part in (self._search_for(place), browsing.words.strip()) if part)

    def rename(self, place: Place | None = None) -> None:
        """Give the smart list shown another name."""
        found = self._of(place or self._browsing.place)
        if found is None:
            return
        sheet = self._name_sheet()
        sheet.named.connect(
            lambda name: self._desk.do(lambda library: library.smart_lists.rename(found.id, name))
        )  # fmt: skip
        others = [name for name in self._names() if name != found.name]
        sheet.ask("Rename smart list", "Name of the smart list", name=found.name, taken=others, button="Rename")

    def change(self) -> None:
        """Let the smart list shown keep another search."""
        found = self._of(self._browsing.place)
        if found is None:
            return
        sheet = self._name_sheet()
        sheet.named.connect(
            lambda words: self._desk.do(lambda library: library.smart_lists.change(found.id, words))
        )  # fmt: skip
        sheet.ask(f"Search of “{found.name}”", "Words and filters", name=found.words, button="Save search")

    def delete(self, place: Place | None = None) -> None:
        """Forget the smart list shown; its papers stay."""
        place = place or self._browsing.place
        found = self._of(place)
        if found is None:
            return
        if place == self._browsing.place:
            self._browsing.show_place(INBOX)
        self._desk.do(lambda library: library.smart_lists.delete(found.id))

    def _search_for(self, place: Place) -> str:
        if place.kind in _NAMED:
            name = place.name.replace('"', "")
            return f'{_NAMED[place.kind]}:"{name}"'
        if place.kind == "smart":
            found = self._of(place)
            return found.words if found else ""
        if place.kind == "day":
            return f"date:{place.day}"
        return _TOKENS.get(place.kind, "")

    def _made(self, change: Change, name: str) -> None:
        self._browsing.leave_search()
        self._browsing.show_place(Place("smart", int(str(change.arguments["smart_list_id"])), name))

    def _of(self, place: Place) -> SmartList | None:
        if place.kind != "smart":
            return None
        return next((each for each in self._all() if each.id == place.id), None)

    def _names(self) -> list[str]:
        return [each.name for each in self._all()]

    def _all(self) -> list[SmartList]:
        return self._browsing.survey.smart_lists if self._browsing.survey is not None else []
