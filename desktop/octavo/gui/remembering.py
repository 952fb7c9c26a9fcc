"""What was seen before and what is kept of it: sightings, receipts of imports, and the PDFs of papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from octavo.bibliography import links
from octavo.gui import receipt_words
from octavo.gui.dialogs.imports_sheet import ImportsSheet
from octavo.gui.dialogs.told_popover import ToldPopover
from octavo.gui.dialogs.told_rows import ToldRow
from octavo.gui.text import open_file, open_link
from octavo.library.kept_files import path_of
from octavo.library.receipts import imports, receipt
from octavo.records import Attachment, Change, Paper

if TYPE_CHECKING:
    from octavo.gui.app import Octavo

_MOST_IMPORTS: Final = 500
_GONE: Final = "The attached PDF is no longer in the folder beside the library. Attach it again."


class Remembering(QObject):
    """Reads at the finder, writes at the desk; one sheet or popover at a time."""

    def __init__(self, octavo: Octavo) -> None:
        super().__init__()
        self._octavo = octavo
        self._desk, self._finder, self._telling = octavo.desk, octavo.finder, octavo.telling
        self._browsing = octavo.browsing_now
        self._make_sheet, self._make_popover = octavo.over(ImportsSheet), octavo.over(ToldPopover)
        octavo.reader.sightings_wanted.connect(self.show_sightings)
        octavo.reader.link_activated.connect(self.open_address)

    def commands(self) -> dict[str, Callable[[], object]]:
        """One function a command."""
        return {
            "imports": self.show_imports,
            "sightings": self.show_sightings,
            "attach_pdf": self.attach,
            "detach_pdf": self.detach,
            "open_pdf": self.open_pdf,
        }

    # Receipts

    def show_imports(self, chosen: int = 0) -> None:
        """The sheet of imports, standing on the one with this number, or on the newest."""
        sheet = self._make_sheet()
        sheet.account_wanted.connect(
            lambda number: self._finder.do(
                lambda reading: receipt(reading, number),
                _while_open(sheet, sheet.show_account),
                _while_open(sheet, sheet.show_error),
            )
        )
        sheet.undo_requested.connect(lambda number: self._undo_import(sheet, number))
        sheet.paper_chosen.connect(self._browsing.show_paper_anywhere)
        self._list(sheet, chosen)

    def _list(self, sheet: ImportsSheet, chosen: int) -> None:
        self._finder.do(
            lambda reading: imports(reading, _MOST_IMPORTS),
            _while_open(sheet, lambda made: sheet.show_imports(made, self._octavo.today(), chosen)),
            self._telling.show_error,
        )

    def _undo_import(self, sheet: ImportsSheet, number: int) -> None:
        self._desk.do(
            lambda library: library.imports.undo(number),
            lambda _change: self._list(sheet, number),
            _while_open(sheet, sheet.show_error),
        )

    def show_sightings(self) -> None:
        """Where and when the paper shown was seen; a row leads to the receipt of its import."""
        paper = self._browsing.paper
        if paper is None or not paper.sightings:
            return
        today = self._octavo.today()
        newest_first = sorted(paper.sightings, key=lambda each: (each.day, each.batch_id), reverse=True)
        rows = []
        for each in newest_first:
            title, below = receipt_words.sighting(each, today)
            rows.append(ToldRow(each.batch_id, title, below))
        popover = self._make_popover()
        popover.row_chosen.connect(lambda place: self.show_imports(rows[place].id))
        popover.anchor_to(self._anchor(self._octavo.reader.detail.seen_button))
        popover.show_rows("Seen in", rows, "Enter shows the receipt of the import")

    def _anchor(self, widget: QWidget) -> QWidget:
        return widget if widget.isVisible() else self._octavo.reader

    # PDFs

    def attach(self) -> None:
        """Ask for a PDF and keep it with the paper."""
        paper = self._browsing.paper
        if paper is None:
            return
        name, _filter = QFileDialog.getOpenFileName(self._octavo.window, "Attach PDF", "", "PDF (*.pdf)")
        if name:
            self.attach_file(paper.id, Path(name))

    def attach_file(self, paper_id: int, file: Path) -> None:
        """Keep a PDF with a paper."""

        def tell(change: Change) -> None:
            if change.step is None:
                self._telling.explain("The paper has this PDF already.")

        self._desk.do(lambda library: library.files.attach(paper_id, file), tell, self._telling.show_error)

    def detach(self) -> None:
        """Take a PDF off the paper; of several the one the person chooses."""
        paper = self._browsing.paper
        if paper is None or not paper.attachments:
            return
        if len(paper.attachments) == 1:
            self._detach(paper, paper.attachments[0])
            return
        today = self._octavo.today()
        rows = [
            ToldRow(place, each.name, f"Attached on {receipt_words.plain_day(each.at[:10], today)}")
            for place, each in enumerate(paper.attachments)
        ]
        popover = self._make_popover()
        popover.row_chosen.connect(lambda place: self._detach(paper, paper.attachments[place]))
        popover.anchor_to(self._octavo.reader)
        popover.show_rows("Take off", rows, "Enter takes the PDF off the paper")

    def _detach(self, paper: Paper, attachment: Attachment) -> None:
        self._desk.do(
            lambda library: library.files.detach(paper.id, attachment.digest), failed=self._telling.show_error
        )

    def open_pdf(self) -> None:
        """The PDF kept with the paper, the last one attached; else the one at arXiv."""
        paper = self._browsing.paper
        if paper is None:
            return
        if paper.attachments:
            self._open_attached(paper.attachments[-1].path)
        elif not open_link(links.pdf(paper)):
            self._telling.explain("No PDF is known for this paper. Attach one, or add its arXiv number.")

    def open_address(self, address: str) -> None:
        """Open what a link of the card leads to: a page, or a PDF that is kept here."""
        if address.startswith(links.ATTACHED):
            self._open_attached(address.removeprefix(links.ATTACHED))
        else:
            open_link(address)

    def _open_attached(self, path: str) -> None:
        file = path_of(self._octavo.path, path)
        if file is None or not open_file(file):
            self._telling.explain(_GONE, trouble=True)


def _while_open(sheet: ImportsSheet, then: Callable[[Any], object]) -> Callable[[Any], object]:
    """`then`, or nothing once the sheet has closed: an answer may come later than that."""

    def hear(answer: Any) -> object:
        return then(answer) if isValid(sheet) else None

    return hear
