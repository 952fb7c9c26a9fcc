"""The rows of the sidebar: places, their counts, and which sections are open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from octavo.gui.text import plain_tip
from octavo.gui.words import number, short_day
from octavo.library.followed import Subscription
from octavo.library.reading import Counts, Place
from octavo.records import ReadingList, SmartList, Tag

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
PAPERS_MIME: Final = "application/x-octavo-papers"
LIST_MIME: Final = "application/x-octavo-list"
FEED_MIME: Final = "application/x-octavo-feed"

_DAYS_SHOWN: Final = 3
_TAGS_SHOWN: Final = 10
_TAKES_PAPERS: Final = frozenset({"inbox", "to-read", "starred", "done", "not-for-me", "trash", "list", "tag"})
_SECTION_OF: Final = {"feed": "feeds", "day": "feeds", "list": "lists", "tag": "tags", "smart": "smart-lists"}

Index = QModelIndex | QPersistentModelIndex
Identity = tuple[str, int, str, str]
Days = Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class SidebarRow:
    """One painted row. `role`: place, heading or more. `fold` names what it opens and closes, "" for nothing.

    `level` 1 is indented under the row above. `count` 0 is left blank. `sign` is an icon before the count, and `tip`
    says what it means.
    """

    role: str
    words: str
    place: Place | None = None
    icon: str = ""
    hue: str = ""
    count: int = 0
    level: int = 0
    fold: str = ""
    open: bool = True
    sign: str = ""
    tip: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What stays the same while counts and names change."""
        return (self.role, identity(self.place) if self.place else (self.fold, self.words))


def identity(place: Place) -> Identity:
    """What makes two places the same: a list or tag by its number, so that it survives a new name."""
    if place.kind in ("list", "tag", "smart"):
        return (place.kind, place.id, "", "")
    return (place.kind, 0, place.name if place.kind in ("feed", "day") else "", place.day)


class SidebarModel(QAbstractListModel):
    """A flat list of rows made from what the library answers; folded sections leave their rows out."""

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self._rows: list[SidebarRow] = []
        self._folds: set[str] = set()
        self._counts = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        self._tags: tuple[Tag, ...] = ()
        self._lists: tuple[ReadingList, ...] = ()
        self._days: Days = ()
        self._smart_lists: tuple[SmartList, ...] = ()
        self._matches: dict[int, int] = {}
        self._feeds: tuple[Subscription, ...] = ()
        self._any_rules = False

    def show(
        self,
        counts: Counts,
        tags: Iterable[Tag],
        lists: Iterable[ReadingList],
        days: Days,
        *,
        smart_lists: Iterable[SmartList] = (),
        feeds: Iterable[Subscription] = (),
        any_rules: bool = False,
    ) -> None:
        """Take the library's answers: `lists` in hand order, `days` as (source, ISO day, undecided), newest first.

        The counts of smart lists stay what they were until `show_matches`. With `any_rules` the shelf of muted papers
        shows even when empty.
        """
        self._counts, self._tags, self._lists, self._days = counts, tuple(tags), tuple(lists), tuple(days)
        self._smart_lists, self._feeds, self._any_rules = tuple(smart_lists), tuple(feeds), any_rules
        self._rebuild()

    def show_matches(self, matches: Mapping[int, int]) -> None:
        """How many papers each smart list finds, by its id."""
        self._matches = dict(matches)
        self._rebuild()

    def row(self, index: Index | int) -> SidebarRow:
        """The row at `index`."""
        return self._rows[index if isinstance(index, int) else index.row()]

    def row_of(self, place: Place | None) -> int:
        """Where `place` is shown, -1 while it is folded away or gone."""
        if place is None:
            return -1
        wanted = identity(place)
        return next((n for n, row in enumerate(self._rows) if row.place and identity(row.place) == wanted), -1)

    def nearest(self, place: Place) -> int:
        """The row of `place`, or while it is folded away the row of its feed or the heading of its section."""
        found = self.row_of(place)
        if found < 0 and place.kind == "day":
            found = self.row_of(Place("feed", name=place.name))
        fold = _SECTION_OF.get(place.kind, "shelves")
        return found if found >= 0 else self.fold_row(fold)

    def fold_row(self, fold: str) -> int:
        """The row that opens and closes `fold`, 0 when there is none."""
        return next((at for at, row in enumerate(self._rows) if row.fold == fold), 0)

    def knows(self, place: Place) -> bool:
        """Does the library still have this place, folded away or not?"""
        if place.kind == "list":
            return any(each.id == place.id for each in self._lists)
        if place.kind == "tag":
            return any(each.id == place.id for each in self._tags)
        if place.kind == "smart":
            return any(each.id == place.id for each in self._smart_lists)
        if place.kind == "feed":
            return any(source == place.name for source, _, _ in self._days) or any(
                each.name == place.name for each in self._feeds
            )
        if place.kind == "day":
            return any((source, day) == (place.name, place.day) for source, day, _ in self._days)
        return True

    def shown_tags(self) -> list[Tag]:
        """The tags in the order of the sidebar, which the keys 1 to 9 follow."""
        return self._most_used() if "all-tags" not in self._folds else sorted(self._tags, key=_by_name)

    def list_ids(self) -> list[int]:
        """The reading lists in hand order."""
        return [each.id for each in self._lists]

    def feeds(self) -> list[Subscription]:
        """The feeds followed, in their order."""
        return list(self._feeds)

    def toggle(self, fold: str) -> None:
        """Open what is closed, close what is open."""
        self._folds.symmetric_difference_update({fold})
        self._rebuild()

    def folds(self) -> list[str]:
        """What the person opened or closed against the default, for keeping."""
        return sorted(self._folds)

    def set_folds(self, folds: Iterable[str]) -> None:
        """Take back what `folds` gave."""
        self._folds = set(folds)
        self._rebuild()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.tip)
        return row if role == ROW_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        place = self._rows[index.row()].place
        if place is None:
            return flags
        flags |= Qt.ItemFlag.ItemIsSelectable
        if any(self.number_of(index.row(), kind) is not None for kind in ("list", "feed")):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled if place.kind in _TAKES_PAPERS else flags

    def mimeTypes(self) -> list[str]:
        return [LIST_MIME, FEED_MIME, PAPERS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        for kind, form in (("list", LIST_MIME), ("feed", FEED_MIME)):
            numbers = [self.number_of(index.row(), kind) for index in indexes]
            if words := ",".join(str(number) for number in numbers if number is not None):
                data.setData(form, QByteArray(words.encode("ascii")))
        return data

    def number_of(self, row: int, kind: str) -> int | None:
        """The number of the reading list ("list") or followed feed ("feed") in this row, None for any other row."""
        place = self._rows[row].place
        if place is None or place.kind != kind:
            return None
        if kind == "list":
            return place.id
        return next((each.id for each in self._feeds if each.name == place.name), None)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def takes_papers(self, row: int) -> bool:
        """May papers be dropped on this row?"""
        place = self._rows[row].place if 0 <= row < len(self._rows) else None
        return place is not None and place.kind in _TAKES_PAPERS

    def _rebuild(self) -> None:
        # Only the rows between the common start and end change, so the view keeps its place and its scrolling.
        new, old = self._build(), self._rows
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        gone, come = len(old) - end - start, len(new) - end - start
        if gone:
            self.beginRemoveRows(QModelIndex(), start, start + gone - 1)
            self._rows = old[:start] + old[len(old) - end :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), start, start + come - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new
        if new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def _build(self) -> list[SidebarRow]:
        counts = self._counts
        rows = [
            _fixed("inbox", "Inbox", "inbox", counts.inbox),
            _fixed("today", "Today", "sun", counts.today),
            _fixed("to-read", "To read", "bookmark", counts.to_read),
            _fixed("starred", "Starred", "star", counts.starred),
            _fixed("all", "All papers", "library", counts.all),
        ]
        rows += self._section("feeds", "Feeds", self._feed_rows())
        rows += self._section("lists", "Reading lists", self._list_rows())
        if self._smart_lists:
            rows += self._section("smart-lists", "Smart lists", self._smart_rows())
        if self._tags:
            rows += self._section("tags", "Tags", self._tag_rows())
        shelves = [
            _fixed("done", "Done", "check", counts.done),
            _fixed("not-for-me", "Not for me", "ban", counts.not_for_me),
            _fixed("trash", "Trash", "trash-2", counts.trash),
        ]
        if counts.muted or self._any_rules:
            shelves.insert(2, _fixed("muted", "Muted", "volume-x", counts.muted))
        return rows + self._section("shelves", "Shelves", shelves)

    def _section(self, name: str, words: str, rows: list[SidebarRow]) -> list[SidebarRow]:
        open_ = name not in self._folds
        return [SidebarRow("heading", words, fold=name, open=open_), *(rows if open_ else [])]

    def _feed_rows(self) -> list[SidebarRow]:
        rows: list[SidebarRow] = []
        followed = {each.name: each for each in self._feeds}
        others = {source for source, _, _ in self._days} - set(followed)
        for source in (*followed, *sorted(others, key=str.casefold)):
            days = [(day, undecided) for each, day, undecided in self._days if each == source]
            fold = f"feed:{source}"
            open_ = fold not in self._folds
            undecided = sum(count for _, count in days)
            sign, tip = _standing(followed.get(source))
            rows.append(
                SidebarRow(
                    "place", source or "Other", Place("feed", name=source), "rss", "", undecided, 0,
                    fold if days else "", open_, sign, tip,
                )
            )  # fmt: skip
            rows += self._day_rows(source, days) if open_ else []
        if not followed:
            rows.append(SidebarRow("more", "Follow a feed…", icon="plus", fold="follow-feed"))
        return rows

    def _day_rows(self, source: str, days: Sequence[tuple[str, int]]) -> list[SidebarRow]:
        all_shown = f"days:{source}" in self._folds
        rows = [
            SidebarRow(
                "place", short_day(day, self._today()), Place("day", name=source, day=day), count=undecided, level=1
            )
            for day, undecided in (days if all_shown else days[:_DAYS_SHOWN])
        ]
        if len(days) > _DAYS_SHOWN:
            words = "Fewer days" if all_shown else "Earlier…"
            rows.append(SidebarRow("more", words, level=1, fold=f"days:{source}"))
        return rows

    def _list_rows(self) -> list[SidebarRow]:
        rows = [
            SidebarRow("place", each.name, Place("list", each.id, each.name), "list-ordered", count=each.papers)
            for each in self._lists
        ]
        return rows or [SidebarRow("more", "New list…", icon="plus", fold="new-list")]

    def _smart_rows(self) -> list[SidebarRow]:
        return [
            SidebarRow(
                "place",
                each.name,
                Place("smart", each.id, each.name),
                "list-filter",
                count=self._matches.get(each.id, 0),
            )
            for each in self._smart_lists
        ]

    def _tag_rows(self) -> list[SidebarRow]:
        rows = [
            SidebarRow("place", tag.name, Place("tag", tag.id, tag.name), hue=tag.hue or "grey", count=tag.papers)
            for tag in self.shown_tags()
        ]
        if len(self._tags) > _TAGS_SHOWN:
            words = "Fewer tags" if "all-tags" in self._folds else "All tags…"
            rows.append(SidebarRow("more", words, icon="tag", fold="all-tags"))
        return rows

    def _most_used(self) -> list[Tag]:
        # By name among the ten, so that tagging a paper does not make rows change places under the pointer.
        ranked = sorted(self._tags, key=lambda tag: (-tag.papers, *_by_name(tag)))
        return sorted(ranked[:_TAGS_SHOWN], key=_by_name)


def _by_name(tag: Tag) -> tuple[str, int]:
    return (tag.name.casefold(), tag.id)


def _fixed(kind: str, words: str, icon: str, count: int) -> SidebarRow:
    return SidebarRow("place", words, Place(kind), icon, count=count)


def _standing(feed: Subscription | None) -> tuple[str, str]:
    """The sign of a feed that is not asked as usual, and what it means."""
    if feed is None:
        return "", ""
    if feed.paused:
        return "pause", "Paused. It is asked again when you resume it."
    return ("triangle-alert", feed.trouble) if feed.trouble else ("", "")


def _common(one: Sequence[SidebarRow], other: Sequence[SidebarRow]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left.key != right.key:
            break
        count += 1
    return count


def _spoken(row: SidebarRow) -> str:
    if row.role == "heading":
        return f"{row.words}, {'open' if row.open else 'closed'}"
    count = f", {number(row.count)}" if row.count else ""
    fold = "" if row.role == "more" or not row.fold else f", {'open' if row.open else 'closed'}"
    tip = f", {row.tip}" if row.tip else ""
    return f"{row.words}{count}{fold}{tip}"
