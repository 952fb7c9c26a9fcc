"""Sets the rows of the next page in idle moments, so that paging through a list paints what is ready."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from octavo.gui.papers.delegate import Look, PaperDelegate
from octavo.gui.papers.model import PapersModel


class NextPage(QObject):
    """Paints one row an idle turn where nobody sees it, which fills the caches of text, chips and papers.

    It runs only while rows wait: a list at rest wakes nothing.
    """

    def __init__(self, view: QWidget, model: PapersModel, delegate: PaperDelegate) -> None:
        super().__init__(view)
        self._view, self._model, self._delegate = view, model, delegate
        self._shown = (0, 0)
        self._mirrored = False
        self._waiting: deque[int] = deque()
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._prepare_one)

    @property
    def waiting(self) -> int:
        """How many rows are still to be set."""
        return len(self._waiting)

    @property
    def running(self) -> bool:
        """Does it take idle turns?"""
        return self._idle.isActive()

    def expect(self, shown: tuple[int, int], mirrored: bool) -> None:
        """These rows are on screen: the page after them is next, or the one before when the list went up."""
        if shown == self._shown:
            return
        up = shown[0] < self._shown[0]
        self._shown, self._mirrored = shown, mirrored
        first, end = shown
        page = end - first
        wanted = range(first - 1, max(-1, first - page - 1), -1) if up else range(end, end + page)
        self._waiting = deque(row for row in wanted if row < self._model.rowCount())
        if self._waiting:
            self._idle.start()
        else:
            self._idle.stop()

    def forget(self) -> None:
        """What was set may be out of date: begin anew at the next paint."""
        self._shown = (0, 0)
        self._waiting.clear()
        self._idle.stop()

    def _prepare_one(self) -> None:
        if not self._view.isVisible():
            self.forget()
            return
        row = self._waiting.popleft()
        if not self._waiting:
            self._idle.stop()
        paper = self._model.paper_at(row)
        if paper is None:
            return
        nowhere = QImage(1, 1, QImage.Format.Format_RGB32)
        nowhere.setDevicePixelRatio(self._view.devicePixelRatioF())
        numbered = self._model.ordered_by_hand
        rect = self._delegate.widened(QRect(0, 4, self._view.width(), self._delegate.row_height()), self._mirrored)
        look = Look(number=self._model.position(row) + 1 if numbered else 0)
        # Ended whatever happens: an image must not go while it is painted on.
        with QPainter(nowhere) as painter:
            self._delegate.paint_paper(painter, rect, paper, look, self._mirrored)
