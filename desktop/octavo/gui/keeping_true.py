"""What services say of papers: choosing among candidates, taking proposals, asking whether all is still true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

from octavo.gui import words
from octavo.gui.activity import Activity
from octavo.gui.browsing import Browsing
from octavo.gui.desk import Desk
from octavo.gui.dialogs.choose_sheet import ChooseSheet
from octavo.gui.dialogs.proposal_sheet import ProposalSheet
from octavo.gui.finder import Finder
from octavo.gui.inquiry import Inquiry
from octavo.gui.tasks import Lane, Task
from octavo.gui.telling import Telling
from octavo.inquiries import Proposal, Sought
from octavo.library.citations import Citations
from octavo.library.reading import Place, Reading
from octavo.records import OctavoError, Progress
from octavo.settings import KEEP_TRUE, Settings

if TYPE_CHECKING:
    from octavo.lookup.complete import Account

_WORDS: Final = "Checking kept papers"
#: Each paper is asked after once a week at most; this is how often one looks whether a week is over.
_LOOKS_EVERY_MS: Final = 6 * 3600 * 1000


class KeepingTrue(QObject):
    """Nothing of it changes a paper by itself: a sheet shows what would change, and the person decides."""

    def __init__(
        self,
        desk: Desk,
        lane: Lane[Inquiry],
        finder: Finder,
        browsing: Browsing,
        telling: Telling,
        reading: Reading,
        make_choice: Callable[[], ChooseSheet],
        make_proposal: Callable[[], ProposalSheet],
        settings: Settings,
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._desk, self._lane, self._finder = desk, lane, finder
        self._browsing, self._telling, self._reading = browsing, telling, reading
        self._make_choice, self._make_proposal, self._today = make_choice, make_proposal, today
        self._task: Task | None = None
        self._activity: Activity | None = None
        self._settings, self._quietly = settings, False
        self._timer = QTimer(self, interval=_LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.check_by_itself)
        lane.opened.connect(lambda _inquiry: self._watch())

    def _watch(self) -> None:
        self.check_by_itself()
        self._timer.start()

    def choose(self) -> None:
        """Show the candidates of the current paper, else of the first that waits for a choice."""
        paper, citations = self._browsing.paper, Citations(self._reading)
        waiting = citations.to_choose()
        ids = [paper.id] if paper is not None and paper.id in waiting else waiting[:1]
        look_up = citations.look_ups(ids).get(ids[0]) if ids else None
        if look_up is None or look_up.state is not Sought.ASKED or not look_up.candidates:
            self._telling.explain("No paper waits for a choice")
            return
        sheet = self._make_choice()
        sheet.chosen.connect(
            lambda paper_id, candidate: self._desk.do(lambda library: library.look_ups.choose(paper_id, candidate))
        )
        sheet.refused.connect(lambda paper_id: self._desk.do(lambda library: library.look_ups.none_fits(paper_id)))
        sheet.show_candidates(self._reading.paper(ids[0]), look_up.candidates)

    def show_proposals(self) -> None:
        """Show what is proposed for the current paper, else for any."""
        paper, citations = self._browsing.paper, Citations(self._reading)
        found = citations.proposals([paper.id]) if paper is not None else []
        self._show(found or citations.proposals())

    def check_kept(self) -> None:
        """Ask services whether the starred papers and those in lists are still what they were."""
        if self._task is not None:
            self._telling.explain("Kept papers are being checked already")
            return
        self._quietly = False
        self._finder.do(_kept, self._begin)

    def check_by_itself(self) -> None:
        """The same without being asked, where the person wants it so: heard of only when something has changed."""
        if self._task is None and self._settings.get(KEEP_TRUE) == "weekly":
            self._quietly = True
            self._finder.do(_kept, lambda ids: self._lane.do(lambda inquiry: inquiry.due_to_check(ids), self._check))

    def stop(self) -> None:
        """End the check. What was learnt is kept."""
        if self._task is not None:
            self._task.cancel()
            self._end("Library saved")
            self._telling.say("Check stopped. What was learnt is kept.")

    def _begin(self, ids: Sequence[int]) -> None:
        if not ids:
            self._telling.explain("No paper is starred or in a list yet")
            return
        self._lane.do(lambda inquiry: inquiry.due_to_check(ids), self._check)

    def _check(self, ids: Sequence[int]) -> None:
        if not ids:
            if not self._quietly:
                self._telling.explain("All kept papers were checked within a week")
            return
        group = f"check {uuid4().hex}"
        self._activity = self._telling.begin(_WORDS, self.stop)
        task = self._task = self._lane.run(
            lambda inquiry: inquiry.check(ids, self._desk, group),
            _WORDS,
            progressed=self._show_progress,
            then=lambda account: None if task.cancelled.is_set() else self._finish(account),
            failed=lambda error: None if task.cancelled.is_set() else self._break_off(error),
        )

    def _show_progress(self, progress: Progress) -> None:
        if self._activity is not None:
            self._activity.show(progress)

    def _finish(self, account: Account) -> None:
        self._end(account.trouble or "Library saved")
        # The results are still on their way to the library.
        self._desk.do(lambda library: library.citations.proposals(), lambda found: self._tell(account, found))

    def _tell(self, account: Account, found: list[Proposal]) -> None:
        asked = account.matched + account.asked
        if self._quietly:
            if account.asked and found:
                count = "1 change" if len(found) == 1 else f"{words.number(len(found))} changes"
                self._telling.say(f"{count} found in papers you keep, under Proposed changes.")
            return
        if account.trouble:
            left = f" {words.papers(account.waiting)} not checked yet." if account.waiting else ""
            self._telling.explain(f"{account.trouble}{left}", trouble=True)
        elif not found:
            self._telling.say(f"{words.papers(asked)} checked. Nothing has changed.")
        if found:
            self._show(found)

    def _show(self, proposals: list[Proposal]) -> None:
        if not proposals:
            self._telling.explain("Nothing is proposed")
            return
        sheet, waiting, count = self._make_proposal(), list(proposals), len(proposals)

        def show_next(_done: object = None) -> None:
            while waiting:
                proposal = waiting.pop(0)
                papers = self._reading.papers([proposal.paper_id])
                if papers:
                    sheet.show_proposal(papers[0], proposal, count - len(waiting), count, self._today())
                    return
            sheet.close()

        def take(proposal_id: int, fields: list[str]) -> None:
            chosen = fields or None
            self._desk.do(lambda library: library.proposals.accept(proposal_id, chosen), show_next, sheet.show_error)

        sheet.taken.connect(take)
        sheet.left.connect(
            lambda proposal_id: self._desk.do(
                lambda library: library.proposals.reject(proposal_id), show_next, sheet.show_error
            )
        )
        show_next()

    def _break_off(self, error: OctavoError) -> None:
        self._end(error.sentence)
        self._telling.show_error(error)

    def _end(self, sentence: str) -> None:
        self._task = None
        if self._activity is not None:
            activity, self._activity = self._activity, None
            self._telling.end(activity, sentence)


def _kept(reading: Reading) -> list[int]:
    """The starred papers and those in lists, each once."""
    ids = dict.fromkeys(reading.listing(Place("starred")).ids)
    for each in reading.lists():
        ids.update(dict.fromkeys(reading.listing(Place("list", each.id, each.name)).ids))
    return list(ids)
