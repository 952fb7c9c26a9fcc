"""Asking the feeds: one at a time in a lane of its own, by hand, at the start and in their intervals."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from octavo.feeds.subscribe import Fetched, Kept, gather
from octavo.gui import words
from octavo.gui.activity import Activity
from octavo.gui.browsing import Browsing
from octavo.gui.choices import Choices
from octavo.gui.desk import Desk
from octavo.gui.tasks import Lane, Task
from octavo.gui.telling import Telling
from octavo.library.followed import FetchState, Subscription
from octavo.library.refusals import ImportUnderWay
from octavo.records import OctavoError, Progress, Receipt, State
from octavo.settings import FEED_DOUBTS, FEED_STATE, PAPERS_ONLY, REFRESH_ON_START
from octavo.web import Fetch

if TYPE_CHECKING:
    from octavo.library.library import Library

_START_AFTER: Final = 1_500
_LOOK_EVERY: Final = 60_000
_TRY_AGAIN: Final = 500
#: More entries than this are written in pieces between other verbs, not as one.
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class _Job:
    feed: int
    back: int = 0


class Refreshing(QObject):
    """`ended` carries the number of new papers once all feeds that were waiting have been asked.

    A feed's trouble is kept with the feed, never shown as a dialog. What one answer brought is written at once, so
    stopping loses nothing that came before.
    """

    ended = Signal(int)
    _brought = Signal(object, object)

    def __init__(
        self,
        desk: Desk,
        lane: Lane[Fetch],
        browsing: Browsing,
        telling: Telling,
        choices: Choices,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._desk, self._lane, self._browsing, self._telling = desk, lane, browsing, telling
        self._choices, self._now = choices, now
        self._waiting: deque[_Job] = deque()
        self._job: _Job | None = None
        self._task: Task | None = None
        self._activity: Activity | None = None
        self._total = self._arriving = self._new = self._troubled = 0
        self._note = ""
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._started = self._now()
        self._start_timer = QTimer(self, singleShot=True, interval=_START_AFTER)
        self._start_timer.timeout.connect(self._ask_at_start)
        self._brought.connect(self._keep)

    def start(self) -> None:
        """Begin to watch the intervals; at the start all feeds that have one are asked, if the person wants that."""
        self._timer.start()
        if self._choices.get(REFRESH_ON_START):
            self._start_timer.start()

    def stop_watching(self) -> None:
        """The window closes: ask for nothing more."""
        self._timer.stop()
        self._start_timer.stop()
        self.stop()

    @property
    def busy(self) -> bool:
        """Is a feed being asked, or something it brought being written?"""
        return self._job is not None or bool(self._waiting) or self._arriving > 0

    def refresh_all(self) -> None:
        """Ask every feed that is not paused and has not asked for a pause itself."""
        feeds = self._feeds()
        if not feeds:
            self._telling.explain("You follow no feed yet. Follow one from the File menu.")
            return
        ready = [each.id for each in feeds if not each.paused and self._may_be_asked(each)]
        if ready:
            self.refresh(ready)
        else:
            self._telling.explain("Every feed is paused, or asked for a pause.")

    def refresh(self, feeds: Iterable[int], *, back: int = 0) -> None:
        """Ask these feeds, whatever their state; `back` asks for so many days, too."""
        known = {each.feed for each in self._waiting} | ({self._job.feed} if self._job else set())
        jobs = [_Job(feed, back) for feed in feeds if feed not in known]
        if not jobs:
            return
        if not self.busy:
            self._total = self._new = self._troubled = 0
            self._note = ""
        self._waiting.extend(jobs)
        self._total += len(jobs)
        if self._activity is None:
            self._activity = self._telling.begin("Refreshing feeds", self.stop)
        self._next()

    def stop(self) -> None:
        """Ask no more; what came before is kept."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
        self._task = self._job = None
        self._end("Refresh stopped. What came before is kept.")

    def _next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        job = self._job = self._waiting.popleft()
        self._desk.do(
            lambda library: (library.feeds.subscription(job.feed), library.feeds.fetches(job.feed)),
            lambda known: self._ask(job, *known),
            lambda _error: self._asked(job),
        )

    def _ask(self, job: _Job, feed: Subscription, fetches: Sequence[FetchState]) -> None:
        if job is not self._job:
            return
        done = self._total - len(self._waiting) - 1
        if self._activity is not None:
            self._activity.words = f"Refreshing {feed.name}"
            self._activity.show(Progress(done, self._total if self._total > 1 else 0))
        kept = [Kept(each.day, each.etag, each.modified, each.complete, bool(each.done)) for each in fetches]
        since = date.fromisoformat(feed.added[:10])

        def steps(fetch: Fetch) -> Generator[Progress, None, None]:
            for each in gather(
                feed.address, fetch, self._now, kept=kept, since=since, typed=feed.typed, back=job.back
            ):
                if isinstance(each, Fetched):
                    self._brought.emit(feed, each)
                else:
                    yield each

        self._task = self._lane.run(
            steps,
            f"Refreshing {feed.name}",
            progressed=self._show,
            then=lambda _none: self._asked(job),
            failed=lambda error: self._failed(job, error),
        )

    def _show(self, progress: Progress) -> None:
        """A single feed shows its own days; several show how many are done."""
        if self._activity is not None and self._total == 1 and progress.total > 1:
            self._activity.show(progress)

    def _asked(self, job: _Job) -> None:
        if job is self._job:
            self._task = self._job = None
            self._next()
            self._end_if_done()

    def _failed(self, job: _Job, error: OctavoError) -> None:
        self._telling.show_error(error)
        self._troubled += 1
        self._asked(job)

    def _keep(self, feed: Subscription, fetched: Fetched) -> None:
        """Write what came, then how the feed stands: were it the other way, a failure would lose papers."""
        self._arriving += 1
        self._troubled += bool(fetched.trouble)
        self._note = self._note or fetched.note
        state, doubtful = State(self._choices.get(FEED_STATE)), self._choices.get(FEED_DOUBTS) == "add"
        papers_only = self._choices.get(PAPERS_ONLY)

        def work(library: Library) -> Generator[Progress, None, Receipt | None]:
            receipt = None
            if fetched.batch is not None:
                receipt = yield from library.feeds.receive(
                    feed.id, fetched.batch, state=state, papers_only=papers_only, doubtful=doubtful
                )
            library.feeds.note(
                feed.id, day=fetched.day, etag=fetched.etag, modified=fetched.modified, complete=fetched.complete,
                trouble=fetched.trouble, again=fetched.again, address=fetched.address,
            )  # fmt: skip
            return receipt

        def refused(error: OctavoError) -> None:
            self._arriving -= 1
            if isinstance(error, ImportUnderWay):
                self._troubled -= bool(fetched.trouble)
                QTimer.singleShot(_TRY_AGAIN, self, lambda: self._keep(feed, fetched))
                return
            self._telling.show_error(error)
            self._end_if_done()

        if fetched.batch is not None and len(fetched.batch.entries) > _AT_ONCE:
            self._desk.run(work, f"Adding papers of {feed.name}", then=self._kept, failed=refused)
        else:
            self._desk.do(lambda library: _to_the_end(work(library)), self._kept, refused)

    def _kept(self, receipt: Receipt | None) -> None:
        self._arriving -= 1
        if receipt is None:
            # No change was told of, but the feed stands otherwise now.
            self._browsing.refresh()
        else:
            self._new += receipt.new + receipt.doubtful - receipt.muted
        self._end_if_done()

    def _end_if_done(self) -> None:
        if not self.busy:
            count = self._new
            came = f"{words.number(count)} new {'paper' if count == 1 else 'papers'}" if count else "No new papers"
            if self._total == 1 and self._note and not count and not self._troubled:
                self._end(self._note)
                return
            feeds = "1 feed" if self._troubled == 1 else f"{words.number(self._troubled)} feeds"
            self._end(f"{came}. {feeds} could not be refreshed." if self._troubled else f"{came} in your feeds")

    def _end(self, sentence: str) -> None:
        activity, self._activity = self._activity, None
        if activity is not None:
            self._telling.end(activity, sentence)
            self.ended.emit(self._new)

    def _ask_at_start(self) -> None:
        regular = [each for each in self._feeds() if each.minutes and not each.paused]
        # One followed in this very second was asked then.
        waiting = [each for each in regular if not each.tried or datetime.fromisoformat(each.tried) < self._started]
        self.refresh([each.id for each in waiting if self._may_be_asked(each)])

    def _look(self) -> None:
        now = self._now()
        self.refresh([each.id for each in self._feeds() if each.due(now)])

    def _may_be_asked(self, feed: Subscription) -> bool:
        return not feed.again or datetime.fromisoformat(feed.again) <= self._now()

    def _feeds(self) -> list[Subscription]:
        return self._browsing.survey.feeds if self._browsing.survey is not None else []


def _to_the_end(work: Generator[Progress, None, Receipt | None]) -> Receipt | None:
    while True:
        try:
            next(work)
        except StopIteration as end:
            receipt: Receipt | None = end.value
            return receipt
