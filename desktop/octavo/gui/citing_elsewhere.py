"""Citing from other programs: the server's questions become a picker on screen, and what is picked their answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from octavo.bibliography.cite_request import CiteRequest, Pick, answer
from octavo.bibliography.citing import references
from octavo.bibliography.writers import written
from octavo.gui.choices import Choices
from octavo.gui.cite_server import PATH, PORT, CiteServer, PortTaken
from octavo.gui.desk import Desk
from octavo.gui.dialogs.cite_picker import CitePicker, Picked
from octavo.gui.finder import Finder
from octavo.gui.theme import Theme
from octavo.library.reading import Place
from octavo.library.values import Row
from octavo.records import OctavoError, Paper
from octavo.settings import CITE_ELSEWHERE, KEY_PATTERN

#: An editor is not kept waiting longer than this.
_PATIENCE_S: Final = 600
_SHOWN: Final = 9
_ENTRIES: Final = {"biblatex": "biblatex", "bibtex": "bibtex", "csljson": "csl-json", "json": "csl-json"}


class _Question:
    """One question, passed from the server's thread to the window's and back."""

    def __init__(self, request: CiteRequest) -> None:
        self.request = request
        self.text = ""
        self._answered = threading.Event()

    def give(self, text: str) -> None:
        self.text = text
        self._answered.set()

    def wait(self) -> str:
        self._answered.wait(_PATIENCE_S)
        return self.text


class CitingElsewhere(QObject):
    """Listens while the setting is on. `told` carries a sentence when it cannot, and when it begins or ends.

    `wanted_port` is where it listens from its next start on; 0 for any that is free.
    """

    told = Signal(str)
    failed = Signal(object)
    _asked = Signal(object)

    def __init__(self, desk: Desk, finder: Finder, choices: Choices, theme: Theme) -> None:
        super().__init__()
        self._desk, self._finder, self._choices, self._theme = desk, finder, choices, theme
        self.wanted_port = PORT
        self._server: CiteServer | None = None
        self._question: _Question | None = None
        self._busy = threading.Lock()
        self.picker: CitePicker | None = None
        self._asked.connect(self._show_picker, Qt.ConnectionType.QueuedConnection)
        choices.changed.connect(self._hear)

    def start(self) -> None:
        """Listen, if the person wants it."""
        if self._choices.get(CITE_ELSEWHERE) and self._server is None:
            try:
                self._server = CiteServer(self._ask, self.wanted_port)
            except PortTaken as error:
                self.failed.emit(error)
                self.told.emit(error.sentence)
                self._choices.set(CITE_ELSEWHERE, False)
            else:
                self.told.emit(f"Editors can cite from Octavo at http://127.0.0.1:{self.port}{PATH}")

    def close(self) -> None:
        """Answer no more; a question under way gets nothing."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._give("")

    @property
    def port(self) -> int:
        """The port it listens on, 0 while it does not."""
        return self._server.port if self._server is not None else 0

    def _hear(self, name: str) -> None:
        if name == CITE_ELSEWHERE.name:
            if self._choices.get(CITE_ELSEWHERE):
                self.start()
            elif self._server is not None:
                self.close()
                self.told.emit("Other programs can no longer ask for citations.")

    def _ask(self, request: CiteRequest) -> str | None:
        """On the server's thread: one question at a time."""
        if not self._busy.acquire(blocking=False):
            return None
        try:
            question = _Question(request)
            self._asked.emit(question)
            return question.wait()
        finally:
            self._busy.release()

    def _show_picker(self, question: _Question) -> None:
        # A question that nobody answered in time leaves its picker behind.
        self._give("")
        self._question = question
        picker = self.picker = CitePicker(self._theme, self._find)
        picker.picked.connect(self._answer)
        picker.left.connect(lambda: self._give(""))
        picker.ask()

    def _find(self, words: str, then: Callable[[Sequence[Row]], None]) -> None:
        self._finder.do(
            lambda reading: reading.rows(reading.listing(Place("all"), words, limit=_SHOWN).ids[:_SHOWN]), then
        )

    def _answer(self, picked: Sequence[Picked]) -> None:
        """Citing is a need of the key: it is stored before it leaves the program."""
        ids = [each.paper_id for each in picked]
        pattern = self._choices.get(KEY_PATTERN)
        self._desk.do(
            lambda library: library.assign_keys(ids, pattern),
            lambda _keys: self._finder.do(
                lambda reading: reading.papers(ids), lambda papers: self._write(picked, papers), self._stumble
            ),
            self._stumble,
        )

    def _write(self, picked: Sequence[Picked], papers: Sequence[Paper]) -> None:
        question = self._question
        if question is None:
            return
        by_id = {paper.id: paper for paper in papers}
        request = question.request
        if request.form == "translate":
            entries = [(paper.key, paper) for paper in papers]
            text = written(entries, _ENTRIES.get(request.translator, "biblatex")).text
        elif request.form == "formatted-bibliography":
            text = references(papers)
        else:
            text = answer(request, [_pick(each, by_id[each.paper_id]) for each in picked if each.paper_id in by_id])
        if request.clipboard:
            QGuiApplication.clipboard().setText(text)
        self._give(text)

    def _stumble(self, error: OctavoError) -> None:
        self._give("")
        self.failed.emit(error)

    def _give(self, text: str) -> None:
        question, self._question = self._question, None
        if question is not None:
            question.give(text)
        picker, self.picker = self.picker, None
        if picker is not None:
            picker.close()
            picker.deleteLater()


def _pick(each: Picked, paper: Paper) -> Pick:
    return Pick(paper.key, each.prefix, each.locator, each.label, each.suffix)
