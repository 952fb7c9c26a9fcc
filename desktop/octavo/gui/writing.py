"""The person's own words about a paper: the note beside the abstract, and bibliographic details by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import uuid4

from PySide6.QtCore import QObject

from octavo.gui.browsing import Browsing
from octavo.gui.desk import Desk
from octavo.gui.dialogs.edit_sheet import EditSheet
from octavo.gui.reader.pane import ReaderPane
from octavo.records import OctavoError, Paper


class Writing(QObject):
    """A note is saved as it is written; all saves of one sitting are one undo step."""

    def __init__(
        self,
        desk: Desk,
        browsing: Browsing,
        reader: ReaderPane,
        make_sheet: Callable[[], EditSheet],
        failed: Callable[[OctavoError], None],
        sources: Callable[[Paper], Mapping[str, str]],
    ) -> None:
        """`sources` says in words who gave each field of a paper."""
        super().__init__()
        self._desk, self._browsing, self._reader = desk, browsing, reader
        self._make_sheet, self._failed, self._sources = make_sheet, failed, sources
        self._sitting = uuid4().hex
        reader.note_edited.connect(self._save_note)
        reader.edit_requested.connect(self.edit)

    def note(self) -> None:
        """Open the note of the paper shown."""
        if self._browsing.paper is not None:
            self._sitting = uuid4().hex
            self._reader.edit_note()

    def flush(self) -> None:
        """Save what is still on its way from the keyboard."""
        self._reader.flush()

    def edit(self) -> None:
        """Open the sheet for title, authors, date, venue, numbers and key."""
        paper = self._browsing.stored()
        if paper is None:
            return
        sheet = self._make_sheet()
        sheet.saved.connect(lambda paper_id, fields: self._save_details(sheet, paper_id, fields))
        sheet.show_paper(paper, self._sources(paper))

    def _save_note(self, paper_id: int, markdown: str) -> None:
        group = f"note {paper_id} {self._sitting}"

        def keep(error: OctavoError) -> None:
            self._reader.keep_note(paper_id)
            self._failed(error)

        self._desk.do(lambda library: library.annotate(paper_id, markdown, group=group), failed=keep)

    def _save_details(self, sheet: EditSheet, paper_id: int, fields: Mapping[str, object]) -> None:
        self._desk.do(lambda library: library.edit(paper_id, fields), lambda _change: sheet.close(), sheet.show_error)
