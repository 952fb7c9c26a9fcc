"""The library thread: it owns the only read-write connection and runs verbs in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.gui.news import News
from octavo.gui.tasks import Lane
from octavo.records import Change, Receipt

if TYPE_CHECKING:
    from octavo.library.library import Library


def _open(path: Path) -> Library:
    # SQLAlchemy's import takes longer than the first paint may: it happens on this thread, behind the window.
    from octavo.library.library import Library

    return Library.open(path)


class Desk(Lane["Library"]):
    """`desk.do(lambda library: library.star(ids))`: the verb runs behind the window, its `Change` comes out as news."""

    def __init__(self, path: Path, news: News, make: Callable[[], Library] | None = None) -> None:
        super().__init__("library", make or (lambda: _open(path)))
        self.path = path
        self._news = news

    def finished(self, result: object) -> None:
        if isinstance(result, Change):
            self._news.changed.emit(result)
        elif isinstance(result, Receipt):
            self._news.changed.emit(Change("add", result.ids, arguments={"new": result.new}))
