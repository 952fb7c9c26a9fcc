"""A lane runs what it is given in order, answers on the window's thread, and never loses a verb."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from octavo.gui.tasks import Lane
from octavo.records import OctavoError, Progress


class Ledger:
    """A context that remembers what was done to it, and on which thread it was closed."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.closed = False

    def write(self, line: str) -> int:
        self.lines.append(line)
        return len(self.lines)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def lane(ledger: Ledger, qtbot: QtBot) -> Generator[Lane[Ledger], None, None]:
    lane = Lane("test", lambda: ledger)
    lane.start()
    yield lane
    lane.close()


def test_jobs_run_in_order_and_answer_on_the_windows_thread(lane: Lane[Ledger], qtbot: QtBot) -> None:
    answers: list[tuple[int, bool]] = []
    here = threading.get_ident()
    for number in range(5):
        lane.do(
            lambda ledger, number=number: ledger.write(str(number)),
            lambda count: answers.append((count, threading.get_ident() == here)),
        )
    qtbot.waitUntil(lambda: len(answers) == 5)
    assert answers == [(count, True) for count in range(1, 6)]


def test_a_sentence_reaches_whoever_asked(lane: Lane[Ledger], qtbot: QtBot) -> None:
    told: list[str] = []

    def refuse(_ledger: Ledger) -> None:
        raise OctavoError("The disk is full.")

    lane.do(refuse, failed=lambda error: told.append(error.sentence))
    qtbot.waitUntil(lambda: told == ["The disk is full."])


def test_an_error_nobody_foresaw_is_told_too_and_the_lane_goes_on(lane: Lane[Ledger], qtbot: QtBot) -> None:
    told: list[str] = []
    lane.failed.connect(lambda error: told.append(error.sentence))
    lane.do(lambda _ledger: 1 // 0)
    after: list[int] = []
    lane.do(lambda ledger: ledger.write("still here"), after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert "ZeroDivisionError" in told[0]


def test_a_short_job_does_not_wait_for_a_long_one(lane: Lane[Ledger], ledger: Ledger, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def long(ledger: Ledger) -> Generator[Progress, None, str]:
        for number in range(3):
            ledger.write(f"step {number}")
            yield Progress(number, 3)
            if number == 0:
                go_on.wait(5)
        return "done"

    results: list[str] = []
    lane.run(long, "Counting", then=results.append)
    qtbot.waitUntil(lambda: "step 0" in ledger.lines)
    lane.do(lambda ledger: ledger.write("star"))
    go_on.set()
    qtbot.waitUntil(lambda: results == ["done"])
    assert ledger.lines.index("star") < ledger.lines.index("step 2")


def test_a_cancelled_task_is_closed_and_calls_nobody(lane: Lane[Ledger], qtbot: QtBot) -> None:
    begun, closed = threading.Event(), threading.Event()
    called: list[object] = []

    def endless(_ledger: Ledger) -> Generator[Progress, None, None]:
        try:
            while True:
                begun.set()
                yield Progress(0, 0)
        finally:
            closed.set()

    task = lane.run(endless, "Waiting", then=called.append)
    qtbot.waitUntil(begun.is_set)
    task.cancel()
    qtbot.waitUntil(lambda: closed.is_set() and not lane.tasks)
    assert not called
    assert lane.idle


def test_closing_finishes_what_was_given_and_closes_the_context(ledger: Ledger, qtbot: QtBot) -> None:
    lane = Lane("test", lambda: ledger)
    for number in range(50):
        lane.do(lambda ledger, number=number: ledger.write(str(number)))
    lane.start()
    lane.close()
    assert ledger.lines == [str(number) for number in range(50)]
    assert ledger.closed


def test_an_answer_that_comes_after_closing_reaches_nobody(ledger: Ledger, qtbot: QtBot) -> None:
    lane, answers = Lane("test", lambda: ledger), []
    lane.do(lambda ledger: ledger.write("last words"), answers.append)
    lane.start()
    lane.close()
    QApplication.processEvents()
    assert ledger.lines == ["last words"]
    assert answers == []


def test_a_context_that_does_not_open_is_refused_with_its_sentence(qtbot: QtBot) -> None:
    def refuse() -> Ledger:
        raise OctavoError("This library is open in another Octavo window.")

    lane = Lane("test", refuse)
    with qtbot.waitSignal(lane.refused) as refusal:
        lane.start()
    assert "another Octavo window" in refusal.args[0].sentence


def test_a_task_that_waits_outside_is_let_go_of_when_cancelled_and_its_failure_is_no_news(
    lane: Lane[Ledger], qtbot: QtBot
) -> None:
    waiting, freed, told = threading.Event(), threading.Event(), []

    def wait_outside(_ledger: Ledger) -> Generator[Progress, None, None]:
        waiting.set()
        assert freed.wait(10)
        raise OSError("the line was cut")
        yield Progress(0, 0)

    def let_go(_thread: int) -> None:
        freed.set()

    lane.let_go = let_go
    lane.failed.connect(told.append)
    task = lane.run(wait_outside, "Waiting", failed=told.append)
    assert waiting.wait(10)
    task.cancel()
    qtbot.waitUntil(lambda: lane.idle)
    QApplication.processEvents()
    assert told == []
