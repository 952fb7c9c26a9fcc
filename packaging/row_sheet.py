"""One picture of the rows of the list in all their states, each painted as the list paints it."""

from __future__ import annotations

from typing import Any, NamedTuple

from component_sheet import ground, heading
from invented_library import TAGS, abstract, title


class Shown(NamedTuple):
    """A paper or a day's heading and how it looks: compact, a heading that is stuck, words that a search found."""

    row: Any
    look: Any = None
    compact: bool = False
    stuck: bool = False
    hits: tuple[str, ...] = ()


def row_sheet(theme: Any) -> Any:
    """The rows of the list: comfortable, selected, of a reading list and compact."""
    from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

    sheet = ground(theme)
    columns = QHBoxLayout(sheet)
    columns.setContentsMargins(24, 16, 24, 24)
    columns.setSpacing(24)
    for words, rows in (
        ("Row: no authors, starred, done, not for me, to read, hover", _resting()),
        ("Row: selected, without focus, several selected, dragged", _selected()),
        ("Row of a reading list, found by a search, and compact", [*_numbered(), *_found(), *_compact()]),
    ):
        column = QVBoxLayout()
        column.setSpacing(8)
        heading(theme, column, words)
        column.addWidget(_strip(theme, rows))
        column.addStretch(1)
        columns.addLayout(column)
    columns.addStretch(1)
    sheet.resize(1440, 1060)
    return sheet


def _resting() -> list[Shown]:
    from octavo.gui.papers.delegate import Look
    from octavo.gui.papers.model import Header
    from octavo.records import State

    return [
        Shown(Header(0, "Wednesday 11 March", "61 left of 86"), stuck=True),
        Shown(invented_row(0), Look()),
        Shown(invented_row(1, authors=()), Look()),
        Shown(invented_row(2, unread=False, starred=True), Look()),
        Shown(invented_row(3, state=State.DONE, unread=False, has_note=True), Look()),
        Shown(invented_row(4, tags=1, state=State.NOT_FOR_ME, unread=False), Look()),
        Shown(invented_row(5, tags=2, state=State.TO_READ, unread=False, in_list=True, has_note=True), Look()),
        Shown(invented_row(6, tags=2, starred=True), Look(hovered=True)),
        Shown(invented_row(7, tags=5), Look(hovered=True, hot="check")),
        Shown(invented_row(8), Look()),
    ]


def _selected() -> list[Shown]:
    from octavo.gui.papers.delegate import Look
    from octavo.gui.papers.model import Header
    from octavo.records import State

    on, off = Look(selected=True, focused=True), Look(selected=True)
    return [
        Shown(Header(0, "Tuesday 10 March", "5 left")),
        Shown(invented_row(9, tags=4, unread=False, starred=True, in_list=True, has_note=True), on),
        Shown(invented_row(10, tags=3, unread=False), off),
        Shown(invented_row(11, tags=2), Look(ruled=False)),
        Shown(invented_row(12, tags=2), on),
        Shown(invented_row(13, tags=5), Look(selected=True, focused=True, ringed=True)),
        Shown(invented_row(14, unread=False), on),
        Shown(invented_row(15, tags=2, state=State.DONE, unread=False), off),
        Shown(invented_row(16, tags=1), Look(dragged=True)),
        Shown(invented_row(17), Look()),
    ]


def _numbered() -> list[Shown]:
    from octavo.gui.papers.delegate import Look
    from octavo.records import State

    return [
        Shown(invented_row(0, tags=3, in_list=True), Look(number=1, ruled=False)),
        Shown(invented_row(1, unread=False, in_list=True), Look(number=9, selected=True, focused=True)),
        Shown(invented_row(2, state=State.DONE, unread=False, in_list=True), Look(number=10)),
        Shown(invented_row(3, tags=2, in_list=True), Look(number=128, hovered=True)),
        Shown(invented_row(4, tags=2, in_list=True), Look(number=129)),
    ]


def _found() -> list[Shown]:
    from octavo.gui.papers.delegate import Look

    return [Shown(invented_row(8, unread=False), Look(), hits=("read", "two percent", "rest"))]


def _compact() -> list[Shown]:
    from octavo.gui.papers.delegate import Look
    from octavo.records import State

    return [
        Shown(invented_row(5, tags=2), Look(), compact=True),
        Shown(invented_row(6, tags=5, unread=False, starred=True), Look(), compact=True),
        Shown(invented_row(7, state=State.DONE, unread=False), Look(), compact=True),
        Shown(invented_row(8, tags=1), Look(hovered=True), compact=True),
        Shown(
            invented_row(9, tags=3, unread=False, has_note=True, in_list=True), Look(selected=True, focused=True), True
        ),
        Shown(invented_row(10, tags=1, starred=True), Look(selected=True), compact=True),
    ]


def invented_row(at: int, *, tags: int = 0, authors: tuple[str, ...] | None = None, **facts: Any) -> Any:
    """A row of the list with this place's title."""
    from octavo.library.values import Row
    from octavo.records import State, Tag

    names = ("I. Marlow", "T. Brandt", "Y. Aldersey")[: 1 + at % 3] if authors is None else authors
    values = {**dict.fromkeys(("starred", "trashed", "has_note", "in_list"), False), "unread": True, **facts}
    return Row(
        id=at, title=title(at), authors=names, author_count=len(names) + at % 2 if names else 0, source="Daily papers",
        tags=tuple(Tag(n, *TAGS[(at + n) % len(TAGS)]) for n in range(tags)), snippet=abstract(at), year=2026, key="",
        **{"state": State.INBOX, **values},
    )  # fmt: skip


def _strip(theme: Any, rows: list[Shown]) -> Any:
    """The list's ground with these rows on it."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from octavo.gui.papers.delegate import PaperDelegate
    from octavo.gui.papers.model import Header
    from octavo.gui.papers.typesetting import hit_pattern

    delegate = PaperDelegate(theme)

    def height(shown: Shown) -> int:
        delegate.compact = shown.compact
        return delegate.header_height() if isinstance(shown.row, Header) else delegate.row_height()

    class Strip(QWidget):
        def paintEvent(self, event: object) -> None:
            painter = QPainter(self)
            painter.fillRect(self.rect(), theme.tokens.list_)
            mirrored, top = self.isRightToLeft(), 0
            for shown in rows:
                area = QRect(0, top, self.width(), height(shown))
                top += area.height()
                if isinstance(shown.row, Header):
                    delegate.paint_header(painter, area, shown.row, mirrored)
                    if shown.stuck:
                        painter.fillRect(QRect(0, area.bottom(), area.width(), 1), theme.tokens.line)
                    continue
                delegate.set_hits(hit_pattern(shown.hits))
                delegate.paint_paper(painter, area, shown.row, shown.look, mirrored)

    strip = Strip()
    strip.setFixedSize(440, sum(map(height, rows)))
    return strip
