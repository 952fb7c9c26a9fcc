"""Bringing papers in: a file, a drop, the clipboard, links or the samples; preview, then the receipt."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from octavo.feeds.days import by_day
from octavo.feeds.decoding import MAX_BYTES
from octavo.feeds.detect import read
from octavo.feeds.pdf import without_files
from octavo.feeds.sample import sample_batch
from octavo.gui.browsing import Browsing
from octavo.gui.deciding import Deciding
from octavo.gui.desk import Desk
from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.links_sheet import LinksSheet
from octavo.gui.tasks import Lane, Task
from octavo.gui.telling import Telling
from octavo.library.reading import Place
from octavo.records import Batch, OctavoError, Preview, Progress, Receipt, State

_FILES = (
    "Pages and papers (*.txt *.text *.md *.html *.htm *.json *.bib *.ris *.xml *.rdf *.rss *.eml *.pdf);;All files (*)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: `origin` is shown to the person ("clipboard", a file name). `read`: it was read already."""

    origin: str
    words: str
    load: Callable[[], bytes]
    html: str | None = None
    file: str = ""
    read: Batch | None = None


class Importing(QObject):
    """One sheet at a time: several files wait their turn. Parsing happens in the workshop, writing at the desk.

    `ended` carries the sheet that shows the receipt, and the receipt.
    """

    ended = Signal(object, object)

    def __init__(
        self,
        desk: Desk,
        workshop: Lane[None],
        browsing: Browsing,
        deciding: Deciding,
        telling: Telling,
        window: QWidget,
        make_sheet: Callable[[], ImportSheet],
        make_links: Callable[[], LinksSheet],
        resources: Path,
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._desk, self._workshop, self._browsing, self._deciding = desk, workshop, browsing, deciding
        self._telling, self._window, self._today = telling, window, today
        self._make_sheet, self._make_links, self._resources = make_sheet, make_links, resources
        self._waiting: deque[Source] = deque()
        self._sheet: ImportSheet | None = None
        #: Asked about each file first: one that is no page of papers may be for somebody else.
        self.taken_elsewhere: Callable[[Path], bool] = lambda _file: False
        self._task: Task | None = None
        self._progress = Progress(0, 0)

    def from_clipboard(self) -> None:
        """What is on the clipboard, or a sheet that asks for something to import."""
        data = QGuiApplication.clipboard().mimeData()
        if nothing := _no_words(data):
            self._open_sheet().show_message(nothing)
        else:
            self._begin(self._sources(data, "clipboard", "Text pasted from the clipboard"))

    def from_drop(self, data: QMimeData) -> None:
        """What was dropped on the window; with a sheet open, on that: it is read into it, and more files wait."""
        sources = self._sources(data, "drop", "Text dropped on the window")
        # The drag began in another program, which still has the keyboard.
        self._window.activateWindow()
        if sources and self._sheet is not None and self._sheet.takes_more:
            self._read_first(sources)
        else:
            self._begin(sources)

    def _sources(self, data: QMimeData, origin: str, words: str) -> list[Source]:
        """Files by their bytes; else the HTML flavour first, since paper numbers come with it."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            return [_file_source(file) for file in files if not self.taken_elsewhere(file)]
        text = data.text().encode("utf-8")
        return [Source(origin, words, lambda: text, data.html() or None)]

    def choose_files(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self._window, "Open", "", _FILES)
        if names:
            self.from_files([Path(name) for name in names])

    def from_files(self, files: Sequence[Path]) -> None:
        files = [file for file in files if not self.taken_elsewhere(file)]
        self._begin([_file_source(file) for file in files])

    def from_links(self) -> None:
        sheet = self._make_links()
        sheet.links_given.connect(
            lambda links: self._begin([Source("links", "Links you typed", lambda: str(links).encode("utf-8"))])
        )
        sheet.open()

    def samples(self) -> None:
        """Add the sample papers at once: they are ours and known to be whole."""
        self._workshop.do(
            lambda _none: sample_batch(self._resources),
            lambda batch: self._desk.do(lambda library: library.preview(batch), self._add_samples),
        )

    def _add_samples(self, preview: Preview) -> None:
        self._desk.run(
            lambda library: library.add(preview.batch),
            "Adding sample papers",
            then=lambda _receipt: self._browsing.show_place(Place("inbox")),
        )

    def _begin(self, sources: list[Source]) -> None:
        self._waiting.extend(sources)
        if self._sheet is None:
            self._next()

    def _next(self) -> None:
        if self._waiting:
            self._read(self._waiting.popleft())

    def _read(self, source: Source) -> None:
        self._telling.show_rest(f"Reading {source.origin}")

        def parse(_none: None) -> Batch:
            if source.read is not None:
                return source.read
            return read(source.load(), origin=source.origin, html=source.html, file=source.file)

        self._workshop.do(parse, lambda batch: self._weigh(batch, source), self._explain)

    def _weigh(self, batch: Batch, source: Source) -> None:
        if not batch.entries:
            self._explain(OctavoError(batch.message), batch)
            return
        batch, *later = by_day(batch)
        # Each day of a page is an import of its own, one after the other, before whatever else waits.
        self._waiting.extendleft(replace(source, read=day) for day in reversed(later))
        self._desk.do(
            lambda library: library.preview(batch), lambda preview: self._show(preview, source), self._explain
        )

    def _show(self, preview: Preview, source: Source) -> None:
        self._telling.show_rest()
        self._open_sheet().show_preview(preview, origin=source.words, today=self._today())

    def _explain(self, error: OctavoError, batch: Batch | None = None) -> None:
        self._telling.show_rest()
        self._open_sheet().show_message(error.sentence, batch)

    def _open_sheet(self) -> ImportSheet:
        if self._sheet is not None:
            return self._sheet
        sheet = self._sheet = self._make_sheet()
        sheet.import_requested.connect(self._add)
        sheet.stop_requested.connect(self._stop)
        sheet.paste_again.connect(self.from_clipboard_again)
        sheet.open_file.connect(self.choose_other)
        sheet.dropped.connect(self.from_drop)
        sheet.undo_requested.connect(self._deciding.undo)
        sheet.start_reading.connect(self._start_reading)
        sheet.offer_tags(self._browsing.survey.tags if self._browsing.survey else [])
        sheet.closed.connect(self._closed)
        return sheet

    def from_clipboard_again(self) -> None:
        """Read the clipboard into the sheet that is open."""
        data = QGuiApplication.clipboard().mimeData()
        if nothing := _no_words(data):
            self._open_sheet().show_message(nothing)
        elif sources := self._sources(data, "clipboard", "Text pasted from the clipboard"):
            self._read_first(sources)

    def choose_other(self) -> None:
        """Read another file into the sheet that is open."""
        names, _filter = QFileDialog.getOpenFileNames(self._window, "Open", "", _FILES)
        if names:
            self._read_first([_file_source(Path(name)) for name in names])

    def _read_first(self, sources: Sequence[Source]) -> None:
        """Read one into the sheet that is open; the others wait for their turn."""
        first, *others = sources
        self._waiting.extend(others)
        self._read(first)

    def _add(
        self, preview: Preview, chosen: set[int], same: dict[int, int], state: State, tags: list[str], day: date
    ) -> None:
        self._progress = Progress(0, len(chosen))
        batch, files = without_files(preview.batch)
        self._task = self._desk.run(
            lambda library: library.add(
                batch, chosen=chosen, same=same, state=state, tags=tags, day=day, files=files
            ),
            "Importing",
            progressed=self._show_progress,
            then=self._show_receipt,
            failed=self._explain,
        )
        self._telling.follow(self._task)

    def _show_progress(self, progress: Progress) -> None:
        self._progress = progress
        self._telling.show_progress(progress)
        if self._sheet is not None:
            self._sheet.show_progress(progress)

    def _show_receipt(self, receipt: Receipt) -> None:
        self._task = None
        self._telling.show_rest()
        if receipt.ids:
            self._browsing.select_when_listed(receipt.ids[0])
        if self._sheet is not None:
            self._sheet.show_receipt(receipt)
            self.ended.emit(self._sheet, receipt)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._telling.show_rest("Import stopped. The library is as it was.")

    def _start_reading(self) -> None:
        """Show the inbox with the first paper of the import."""
        self._browsing.show_place(Place("inbox"))

    def _closed(self) -> None:
        self._sheet = None
        self._next()


def _no_words(data: QMimeData | None) -> str:
    """Why what is on the clipboard cannot be read, "" if it can; where nothing was ever copied, Qt has no data."""
    if data is not None and (data.hasText() or data.hasHtml() or data.hasUrls()):
        return ""
    picture = data is not None and data.hasImage()
    what = "A picture is on the clipboard, without words." if picture else "Nothing is on the clipboard."
    return f"{what} Copy a page of papers, or open a file."


def _file_source(file: Path) -> Source:
    return Source(file.name, file.name, partial(_bytes_of, file), file=str(file.absolute()))


def _bytes_of(file: Path) -> bytes:
    """The file's bytes. Raises OctavoError with a sentence when it cannot be read or is too large."""
    try:
        if file.stat().st_size > MAX_BYTES:
            size = file.stat().st_size // 1_000_000
            raise OctavoError(f"{file.name} holds {size} MB; Octavo reads up to {MAX_BYTES // 1_000_000} MB.")
        return file.read_bytes()
    except IsADirectoryError:
        raise OctavoError(f"{file.name} is a folder. Choose the files in it instead.") from None
    except OSError as error:
        raise OctavoError(f"{file.name} could not be read: {error.strerror or error}. Nothing was imported.") from None
