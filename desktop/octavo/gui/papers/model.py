"""The papers of one listing as Qt rows: ids kept whole, the papers behind them fetched in blocks as they are shown."""

from __future__ import annotations

import logging
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from octavo.bibliography.citing import references
from octavo.library.reading import Reading
from octavo.library.values import Row
from octavo.records import OctavoError, Paper, State

PAPERS_MIME: Final = "application/x-octavo-papers"
BLOCK: Final = 16
BLOCKS_KEPT: Final = 512
#: Above this many changed papers the whole cache is dropped instead of looking for each.
_FEW: Final = 256

Index = QModelIndex | QPersistentModelIndex

# Put together once: Qt asks for them several times a row and a paint.
_HEADING = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_PAPER = _HEADING | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

#: What of a row can change while it stays. Not its words for screen readers, who would say all of them again for a
#: star or for having been read: the view tells them anew when the row becomes the current one.
_SHOWN_ROLES: Final = [Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole]

_log = logging.getLogger(__name__)

_STATES = {State.DONE: "done", State.TO_READ: "to read", State.NOT_FOR_ME: "not for me"}


@dataclass(frozen=True, slots=True)
class Header:
    """A heading between papers: before the paper at `start`, its words, and what stands at its trailing end."""

    start: int
    words: str
    count: str = ""


class PapersModel(QAbstractTableModel):
    """One column. Rows are papers and, before each group, a heading that cannot be selected.

    "Row" counts headings, "position" counts papers only. Asking for a paper outside the cached blocks reads one block
    from the library, so what is scrolled past is never fetched.
    """

    PaperRole = Qt.ItemDataRole.UserRole + 1
    IdRole = Qt.ItemDataRole.UserRole + 2
    HeaderRole = Qt.ItemDataRole.UserRole + 3

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader: Reading | None = None
        #: What other programs get of papers dropped on them.
        self.drag_text: Callable[[Sequence[Paper]], str] = references
        self._ids: array[int] = array("q")
        self._headers: tuple[Header, ...] = ()
        self._header_rows: list[int] = []
        self._blocks: OrderedDict[int, dict[int, Row]] = OrderedDict()
        self.ordered_by_hand = False
        #: How the citation of a paper stands, in words; asked only where a row is read aloud.
        self.citation_told: Callable[[int], str] = lambda _paper_id: ""

    def set_listing(
        self, ids: array[int], headers: Sequence[Header], reader: Reading, *, ordered_by_hand: bool = False
    ) -> bool:
        """Show `ids` in this order, with `headers` sorted by their start; answers whether any row came, went or moved.

        Where none did, nothing is reset: a screen reader would begin the current row again.
        """
        starts = [header.start for header in headers]
        same_rows = ids == self._ids and starts == [header.start for header in self._headers]
        if same_rows and ordered_by_hand == self.ordered_by_hand:
            self._reader, self._headers = reader, tuple(headers)
            self._blocks.clear()
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0), _SHOWN_ROLES)
            return False
        self.beginResetModel()
        self._ids, self._reader, self.ordered_by_hand = ids, reader, ordered_by_hand
        self._headers = tuple(headers)
        self._header_rows = [header.start + number for number, header in enumerate(self._headers)]
        self._blocks.clear()
        self.endResetModel()
        return True

    def read_no_more(self) -> None:
        """The library closes: show what has been read, and nothing else."""
        self._reader = None
        self.citation_told = lambda _paper_id: ""

    def set_headers(self, headers: Sequence[Header]) -> None:
        """Change the words of headings that stand where they stood (counts after a decision)."""
        if [each.start for each in headers] == [each.start for each in self._headers]:
            self._headers = tuple(headers)
            for row in self._header_rows:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0), _SHOWN_ROLES)

    @property
    def ids(self) -> array[int]:
        """The paper ids in shown order."""
        return self._ids

    @property
    def header_rows(self) -> list[int]:
        """The rows that are headings, ascending."""
        return self._header_rows

    def header_at(self, row: int) -> Header | None:
        """The heading at `row`, if that row is one."""
        number = bisect_left(self._header_rows, row)
        if number < len(self._header_rows) and self._header_rows[number] == row:
            return self._headers[number]
        return None

    def header_above(self, row: int) -> tuple[int, Header] | None:
        """The row and heading of the group that `row` belongs to."""
        number = bisect_right(self._header_rows, row) - 1
        return (self._header_rows[number], self._headers[number]) if number >= 0 else None

    def header_below(self, row: int) -> int | None:
        """The row of the next heading after `row`."""
        number = bisect_right(self._header_rows, row)
        return self._header_rows[number] if number < len(self._header_rows) else None

    def position(self, row: int) -> int:
        """How many papers stand above `row`."""
        return row - bisect_left(self._header_rows, row)

    def row_of_position(self, position: int) -> int:
        """The row of the paper at `position` (0-based)."""
        return position + bisect_right([header.start for header in self._headers], position)

    def id_at(self, row: int) -> int | None:
        """The paper id at `row`, None for a heading or beyond the ends."""
        if not 0 <= row < self.rowCount() or self.header_at(row) is not None:
            return None
        return self._ids[self.position(row)]

    def find_row(self, paper_id: int) -> int | None:
        """The row of a paper, None when it is not listed."""
        try:
            return self.row_of_position(self._ids.index(paper_id))
        except ValueError:
            return None

    def find_rows(self, paper_ids: Sequence[int]) -> list[int]:
        """The rows of those papers that are listed, ascending."""
        if len(paper_ids) <= 16:
            found = [self.find_row(paper_id) for paper_id in paper_ids]
            return sorted(row for row in found if row is not None)
        wanted = set(paper_ids)
        return [self.row_of_position(at) for at, paper_id in enumerate(self._ids) if paper_id in wanted]

    def paper_at(self, row: int) -> Row | None:
        """The paper at `row` as it is shown; None for a heading, or when the paper has just left the library."""
        paper_id = self.id_at(row)
        if paper_id is None:
            return None
        return self._block(self.position(row) // BLOCK).get(paper_id)

    def refresh_rows(self, paper_ids: Sequence[int]) -> None:
        """Read these papers again where they are cached, and say that their rows changed."""
        if len(paper_ids) > _FEW:
            self._blocks.clear()
            if self._ids:
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0), _SHOWN_ROLES)
            return
        self._renew(set(paper_ids))
        for row in self.find_rows(paper_ids):
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0), _SHOWN_ROLES)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids) + len(self._headers)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self.ordered_by_hand else Qt.ItemFlag.NoItemFlags
        if self.header_at(index.row()) is not None:
            return _HEADING
        return _PAPER

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        row = index.row()
        header = self.header_at(row)
        if header is not None:
            return _header_data(header, role)
        if role == self.IdRole:
            return self.id_at(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, self.PaperRole):
            paper = self.paper_at(row)
            if paper is None or role == self.PaperRole:
                return paper
            return paper.title if role == Qt.ItemDataRole.DisplayRole else self._spoken(paper)
        return None

    def _spoken(self, paper: Row) -> str:
        citation = self.citation_told(paper.id)
        return f"{spoken(paper)}. {citation}" if citation else spoken(paper)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headers are hidden; without this a screen reader would say Qt's row numbers, which count headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return "Papers"
        return None

    def mimeTypes(self) -> list[str]:
        return [PAPERS_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [self.id_at(row) for row in sorted({index.row() for index in indexes})]
        return self.papers_mime([paper_id for paper_id in ids if paper_id is not None])

    def papers_mime(self, paper_ids: Sequence[int]) -> QMimeData:
        """These papers as they travel by drag: ids for Octavo, `drag_text` for other programs."""
        mime = QMimeData()
        mime.setData(PAPERS_MIME, ",".join(str(paper_id) for paper_id in paper_ids).encode("ascii"))
        if self._reader is not None:
            mime.setText(self.drag_text(self._reader.papers(paper_ids)))
        return mime

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def _block(self, number: int) -> dict[int, Row]:
        block = self._blocks.get(number)
        if block is not None:
            self._blocks.move_to_end(number)
            return block
        ids = self._ids[number * BLOCK : (number + 1) * BLOCK]
        block = {row.id: row for row in self._rows(ids)}
        self._blocks[number] = block
        while len(self._blocks) > BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        return block

    def _rows(self, ids: Sequence[int]) -> list[Row]:
        try:
            return self._reader.rows(ids) if self._reader is not None else []
        except OctavoError as error:
            # Asked while painting, which nothing may break: these rows stay blank.
            _log.error("rows that cannot be read: %s", error)
            return []

    def _renew(self, paper_ids: set[int]) -> None:
        cached = [paper_id for block in self._blocks.values() for paper_id in block.keys() & paper_ids]
        if not cached or self._reader is None:
            return
        fresh = {row.id: row for row in self._rows(cached)}
        for block in self._blocks.values():
            for paper_id in block.keys() & paper_ids:
                if paper_id in fresh:
                    block[paper_id] = fresh[paper_id]
                else:
                    del block[paper_id]


def dragged_ids(mime: QMimeData) -> list[int]:
    """The paper ids a drag carries, [] when it carries none."""
    if not mime.hasFormat(PAPERS_MIME):
        return []
    words = bytes(mime.data(PAPERS_MIME).data()).decode("ascii", "replace").split(",")
    return [int(word) for word in words if word.isdecimal()]


def _header_data(header: Header, role: int) -> object:
    if role == PapersModel.HeaderRole:
        return header
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return f"{header.words}, {header.count}" if header.count else header.words
    return None


def spoken(paper: Row) -> str:
    """A row as a screen reader says it."""
    parts = ["unread"] if paper.unread else []
    if paper.starred:
        parts.append("starred")
    if paper.state in _STATES:
        parts.append(_STATES[paper.state])
    parts.append(paper.title)
    others = paper.author_count - len(paper.authors)
    names = ", ".join(paper.authors) + (f" and {others} more" if others > 0 else "")
    parts.append(names if paper.authors else "no authors yet")
    if paper.source:
        parts.append(paper.source)
    if paper.has_note:
        parts.append("has a note")
    if paper.tags:
        parts.append("tags " + ", ".join(tag.name for tag in paper.tags))
    return ". ".join(parts)
