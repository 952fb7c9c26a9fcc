"""Work off the window's thread: a lane is one thread that runs jobs in order and steps long ones between them."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from octavo.library.refusals import refusal_for
from octavo.records import OctavoError, Progress

Context = TypeVar("Context")
Result = TypeVar("Result")

_log = logging.getLogger(__name__)


class Task:
    """A long job under way. `cancel` closes its generator at the next step; nothing is called back after that."""

    def __init__(self, words: str, hurry: Callable[[Task], None] = lambda _task: None) -> None:
        """`hurry` is told of the end at once, whatever the job waits for."""
        self.words = words
        self.cancelled = threading.Event()
        self._hurry = hurry

    def cancel(self) -> None:
        self.cancelled.set()
        self._hurry(self)


class Lane(QObject, Generic[Context]):
    """One thread with a context of its own (a library, a read-only connection), made on that thread by `make`.

    Jobs run in the order given and answer on the window's thread. A long job is a generator that is stepped only
    while no short job waits, so a star never waits for an import. The lane owns its tasks: closing it cancels them.
    """

    opened = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    busy_changed = Signal()
    _answer = Signal(object)

    def __init__(self, name: str, make: Callable[[], Context]) -> None:
        super().__init__()
        self._make = make
        self._jobs: deque[Callable[[Context], None]] = deque()
        self._long: deque[tuple[Task, Generator[Any, None, Any], Callable[[Any], None] | None, _Ends]] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._working = False
        self._closed = False
        self._answer.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self.tasks: list[Task] = []
        self._stepped: Task | None = None
        #: Ends what the thread of this number waits for outside, when a task that waits is cancelled.
        self.let_go: Callable[[int], object] = lambda _thread: None

    def start(self) -> None:
        """Begin, or begin again after a refusal: jobs given meanwhile are waiting and run then."""
        if self._thread.ident is not None:
            self._thread.join()
            self._thread = threading.Thread(target=self._work, name=self._thread.name, daemon=True)
        self._thread.start()

    def do(
        self,
        job: Callable[[Context], Result],
        then: Callable[[Result], object] | None = None,
        failed: Callable[[OctavoError], object] | None = None,
    ) -> None:
        """Run `job(context)` after those already waiting; `then(result)` or `failed(error)` runs on this thread."""

        def run(context: Context) -> None:
            try:
                result = job(context)
            except Exception as error:
                self._report(error, failed)
            else:
                self._finish(result, then)

        with self._wake:
            self._jobs.append(run)
            self._wake.notify()

    def run(
        self,
        job: Callable[[Context], Generator[Progress, None, Result]],
        words: str,
        *,
        progressed: Callable[[Progress], None] | None = None,
        then: Callable[[Result], object] | None = None,
        failed: Callable[[OctavoError], object] | None = None,
    ) -> Task:
        """Step the generator `job(context)` between other jobs, telling each `Progress` on this thread."""
        task = Task(words, self._hurry)
        self.tasks.append(task)
        self.busy_changed.emit()

        def begin(context: Context) -> None:
            ends = _Ends(then, failed)
            try:
                self._long.append((task, job(context), progressed, ends))
            except Exception as error:
                self._report(error, failed)
                self._answer.emit(lambda: self._forget(task))

        with self._wake:
            self._jobs.append(begin)
            self._wake.notify()
        return task

    def close(self, seconds: float = 10.0) -> None:
        """Finish the jobs already given, cancel the long ones, and end the thread; no answer comes after this."""
        for task in self.tasks:
            task.cancel()
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join(seconds)
        self._closed = True

    @property
    def idle(self) -> bool:
        """Nothing waits and nothing runs (seen from the window's thread)."""
        with self._wake:
            return not self._jobs and not self._working and not self.tasks

    def finished(self, result: object) -> None:
        """Called on the window's thread with every result, before `then`."""

    def _hear(self, call: Callable[[], None]) -> None:
        # Whoever asked may have closed what the answer needs.
        if not self._closed:
            call()

    def _work(self) -> None:
        try:
            context = self._make()
        except Exception as error:
            _log.info("%s did not open: %s", self._thread.name, error)
            self.refused.emit(_told(error))
            return
        self.opened.emit(context)
        while (job := self._next()) is not None:
            job(context)
        close = getattr(context, "close", None)
        if close is not None:
            close()

    def _next(self) -> Callable[[Context], None] | None:
        with self._wake:
            self._working = False
            while True:
                if self._jobs or self._long:
                    self._working = True
                    return self._jobs.popleft() if self._jobs else self._step
                if self._closing:
                    return None
                self._wake.wait()

    def _step(self, context: Context) -> None:
        task, generator, progressed, ends = self._long.popleft()
        if task.cancelled.is_set():
            self._end(task, generator.close)
            return
        self._stepped = task
        try:
            progress = next(generator)
        except StopIteration as stop:
            self._finish(stop.value, ends.then)
            self._answer.emit(lambda: self._forget(task))
        except Exception as error:
            # What was given up may well fail of it, which is no news to anybody.
            if not task.cancelled.is_set():
                self._report(error, ends.failed)
            self._answer.emit(lambda: self._forget(task))
        else:
            self._long.append((task, generator, progressed, ends))
            if progressed is not None and not task.cancelled.is_set():
                self._answer.emit(lambda: None if task.cancelled.is_set() else progressed(progress))
        finally:
            self._stepped = None

    def _hurry(self, task: Task) -> None:
        if self._stepped is task and self._thread.ident is not None:
            self.let_go(self._thread.ident)

    def _end(self, task: Task, close: Callable[[], None]) -> None:
        try:
            close()
        except Exception as error:
            self._report(error, None)
        self._answer.emit(lambda: self._forget(task))

    def _forget(self, task: Task) -> None:
        if task in self.tasks:
            self.tasks.remove(task)
        self.busy_changed.emit()

    def _finish(self, result: Any, then: Callable[[Any], object] | None) -> None:
        def tell() -> None:
            self.finished(result)
            if then is not None:
                then(result)

        self._answer.emit(tell)

    def _report(self, error: Exception, failed: Callable[[OctavoError], object] | None) -> None:
        told = _told(error)
        self._answer.emit(lambda: failed(told) if failed is not None else self.failed.emit(told))


class _Ends:
    def __init__(self, then: Callable[[Any], object] | None, failed: Callable[[OctavoError], object] | None) -> None:
        self.then, self.failed = then, failed


def _told(error: Exception) -> OctavoError:
    """The error in the person's words; what nobody foresaw goes to the log with its trace."""
    refusal = error if isinstance(error, OctavoError) else refusal_for(error)
    if refusal is not None:
        return refusal
    _log.error("unforeseen", exc_info=error)
    return OctavoError(f"Octavo met an error it did not expect ({type(error).__name__}). Nothing was changed.")
