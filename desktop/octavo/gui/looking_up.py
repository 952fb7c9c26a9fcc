"""Looking papers up behind the window: what is asked for, how it goes, where it stopped, and when it goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from octavo.gui import words
from octavo.gui.activity import Activity
from octavo.gui.browsing import Browsing
from octavo.gui.desk import Desk
from octavo.gui.dialogs.confirm_sheet import ConfirmSheet
from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.finder import Finder
from octavo.gui.inquiry import Due, Inquiry, utc_now
from octavo.gui.news import News
from octavo.gui.tasks import Lane, Task
from octavo.gui.telling import Telling
from octavo.inquiries import CitationState, Sought, Trust
from octavo.library.reading import Place, Reading
from octavo.records import Change, OctavoError, Progress, Receipt
from octavo.settings import LOOK_UP_NEW, Settings

if TYPE_CHECKING:
    from octavo.lookup.complete import Account

#: More papers than this are asked for only after a question.
MANY: Final = 200
_PAUSE: Final = timedelta(minutes=5)
_LONGEST_WAIT: Final = timedelta(hours=12)
_WORDS: Final = "Looking up authors"


class LookingUp(QObject):
    """The queue is the library's and outlives the program; this asks for what is in it, one run at a time."""

    def __init__(
        self,
        desk: Desk,
        lane: Lane[Inquiry],
        finder: Finder,
        browsing: Browsing,
        telling: Telling,
        news: News,
        settings: Settings,
        make_question: Callable[[], ConfirmSheet],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__()
        self._desk, self._lane, self._finder, self._browsing = desk, lane, finder, browsing
        self._telling, self._news, self._settings = telling, news, settings
        self._make_question, self._now = make_question, now
        self._task: Task | None = None
        self._activity: Activity | None = None
        self._stopped = False
        self._pause = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.go_on)
        lane.failed.connect(telling.show_error)
        lane.opened.connect(lambda _inquiry: self.go_on())
        news.changed.connect(self._hear)

    @property
    def is_running(self) -> bool:
        return self._task is not None

    def standing(self, state: CitationState) -> CitationState:
        """The state as it is to be shown: a paper that waits while nothing runs says what it waits for."""
        if state.trust is not Trust.LOOKING_UP or self.is_running or state.trouble:
            return state
        return replace(state, trouble=self._pause or "It waits for its turn.")

    def selected(self) -> None:
        """Look up the current paper, or all that are selected."""
        self._want(self._browsing.selected_ids())

    def papers(self, ids: Sequence[int]) -> None:
        """Look up these papers."""
        self._want(ids)

    def shown(self) -> None:
        """Look up every paper of this view that lacks something."""
        self._ask_first(lambda reading: _incomplete(reading, self._browsing.shown_ids()))

    def incomplete(self) -> None:
        """Look up every paper of the library that lacks something."""
        self._ask_first(lambda reading: list(reading.listing(Place("all"), "is:incomplete").ids))

    def stop_current(self) -> None:
        """Take the current paper out of the queue."""
        paper = self._browsing.paper
        if paper is not None:
            paper_id = paper.id
            self._desk.do(
                lambda library: library.look_ups.forget([paper_id]), lambda _none: self._show_again([paper_id])
            )

    def stop(self) -> None:
        """End the run. What was found is kept; what was not asked for stays in the queue until the next look-up."""
        if self._task is None:
            return
        self._task.cancel()
        self._stopped = True
        self._pause = "The look-up was stopped."
        # Not asked of the lane, which may still be waiting for an answer.
        self._desk.do(lambda library: len(library.citations.waiting()), self._tell_stopped)
        self._end_run()

    def go_on(self) -> None:
        """Ask for what waits, as far as its time has come."""
        self._timer.stop()
        if self._task is None and not self._stopped:
            self._lane.do(lambda inquiry: inquiry.due(), self._begin)

    def offer_in(self, sheet: ImportSheet, receipt: Receipt) -> None:
        """Under the receipt of an import: offer to look up what it brought, until the choice is made."""
        if self._settings.get(LOOK_UP_NEW) == "ask" and receipt.ids:

            def offer(ids: list[int]) -> None:
                if ids and isValid(sheet) and sheet.isVisible():
                    sheet.look_up_agreed.connect(lambda: self._agree(ids))
                    sheet.offer_look_up(len(ids))

            self._finder.do(lambda reading: _incomplete(reading, receipt.ids), offer)

    def _agree(self, ids: Sequence[int]) -> None:
        self._settings.set(LOOK_UP_NEW, "always")
        self._want(ids)

    def _ask_first(self, find: Callable[[Reading], list[int]]) -> None:
        def found(ids: list[int]) -> None:
            if not ids:
                self._telling.explain("Nothing is missing here")
            elif len(ids) <= MANY:
                self._want(ids)
            else:
                sheet = self._make_question()
                sheet.confirmed.connect(lambda: self._want(ids))
                minutes = max(1, round(len(ids) * 0.75 / 60))
                sheet.ask(
                    f"Look up {words.papers(len(ids))}?",
                    f"This takes about {words.number(minutes)} minutes. It can be stopped at any time, and goes on in "
                    "the next session.",
                    f"Look up {words.papers(len(ids))}",
                    "Not now",
                )

        self._finder.do(find, found)

    def _want(self, ids: Sequence[int]) -> None:
        wanted = list(ids)
        if not wanted:
            return
        self._stopped = False

        def queued(_count: int) -> None:
            self._show_again(wanted)
            self.go_on()

        self._desk.do(lambda library: library.look_ups.want(wanted), queued)

    def _begin(self, due: Due) -> None:
        if self._task is not None or self._stopped:
            return
        if not due.ids:
            if due.later:
                self._wait_until(due.next_at)
            return
        ids, group, self._pause = due.ids, f"look up {uuid4().hex}", ""
        self._activity = self._telling.begin(_WORDS, self.stop)
        task = self._task = self._lane.run(
            lambda inquiry: inquiry.look_up(ids, self._desk, group),
            _WORDS,
            progressed=self._show_progress,
            # A run that was stopped may come to its end in the same step.
            then=lambda account: None if task.cancelled.is_set() else self._finish(account, ids),
            failed=lambda error: None if task.cancelled.is_set() else self._break_off(error),
        )
        self._show_current_again()

    def _show_progress(self, progress: Progress) -> None:
        if self._activity is not None:
            self._activity.show(progress)

    def _finish(self, account: Account, ids: Sequence[int]) -> None:
        """The run is over. Its results are still on their way to the library, so the queue is asked after them."""
        sentence = told(account)
        self._end_run(sentence)
        if account.trouble:
            self._desk.do(
                lambda library: len(library.citations.waiting()), lambda count: self._tell_trouble(account, count)
            )
            return
        if len(ids) > 1:
            self._telling.say(sentence)
        self._desk.do(lambda library: set(library.citations.waiting()), lambda left: self._look_again(left, ids))

    def _look_again(self, left: set[int], ids: Sequence[int]) -> None:
        if left - set(ids):
            self.go_on()
        elif left:
            self._wait_until("")

    def _tell_trouble(self, account: Account, waiting: int) -> None:
        moment = self._wait_until(account.again)
        self._pause = f"{account.trouble} Next try at {moment.astimezone():%H:%M}."
        self._show_current_again()
        still = f"{words.papers(waiting)} still {'needs' if waiting == 1 else 'need'} a look-up. " if waiting else ""
        again = f"Next try at {moment.astimezone():%H:%M}." if waiting else ""
        sentence = f"{account.trouble} {still}{again}".strip()
        self._telling.explain(sentence, trouble=True)
        self._telling.show_rest(sentence, trouble=True)

    def _wait_until(self, moment: str) -> datetime:
        """Go on at this moment, or in a while when none is named; answers when."""
        soon = self._now() + _PAUSE
        try:
            when = max(datetime.fromisoformat(moment), self._now() + timedelta(seconds=5)) if moment else soon
        except ValueError:
            when = soon
        self._timer.start(int(min(when - self._now(), _LONGEST_WAIT) / timedelta(milliseconds=1)))
        return when

    def _break_off(self, error: OctavoError) -> None:
        self._end_run(error.sentence)
        self._telling.show_error(error)
        self._wait_until("")

    def _show_current_again(self) -> None:
        if self._browsing.paper is not None:
            self._show_again([self._browsing.paper.id])

    def _end_run(self, sentence: str = "Library saved") -> None:
        self._task = None
        self._show_current_again()
        if self._activity is not None:
            activity, self._activity = self._activity, None
            self._telling.end(activity, sentence)

    def _tell_stopped(self, waiting: int) -> None:
        left = f" {words.papers(waiting)} still {'waits' if waiting == 1 else 'wait'}; R goes on." if waiting else ""
        self._telling.say(f"Look-up stopped. What was found is kept.{left}")

    def _show_again(self, ids: Sequence[int]) -> None:
        """How the citations of these papers stand has changed, though no field has."""
        self._news.changed.emit(Change("look_up", tuple(ids), places=False, arguments={"state": Sought.WAITING.value}))

    def _hear(self, change: Change) -> None:
        if change.verb == "add" and change.paper_ids and self._settings.get(LOOK_UP_NEW) == "always":
            self._finder.do(lambda reading: _incomplete(reading, change.paper_ids), self._want)


def told(account: Account) -> str:
    """What a run came to, in one sentence."""
    parts = [f"{words.papers(account.matched)} found"]
    if account.asked:
        parts.append(f"{words.number(account.asked)} to choose")
    if account.not_found:
        parts.append(f"{words.number(account.not_found)} not found")
    if account.failed:
        parts.append(f"{words.number(account.failed)} failed")
    return ", ".join(parts) + "."


def _incomplete(reading: Reading, ids: Sequence[int]) -> list[int]:
    """Those of the papers that lack something, in order."""
    return [paper.id for paper in reading.papers(ids) if paper.missing]
