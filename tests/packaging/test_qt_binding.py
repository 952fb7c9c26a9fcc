"""The Python and PySide6 in use keep count: a pair that loses references aborts after some thousand calls."""

from __future__ import annotations

import subprocess
import sys

import pytest

# In a process of its own, because a pair that fails takes its process with it. Numbers of references to None and True
# move a little for reasons of Python's own; a leaking pair moves by one in every call. From Python 3.12 on they are
# not counted at all, so an object that is counted is sent along.
CANARY = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

ROUNDS = 2000
LOSS = {loss}
app = QApplication([])

class Sender(QObject):
    nothing = Signal()
    truth = Signal(bool)
    thing = Signal(object)

class Thing:
    pass

thing = Thing()

def drift(what, work):
    work(10)
    before = sys.getrefcount(what)
    work(ROUNDS)
    return sys.getrefcount(what) - before

kept = []
def emits(rounds):
    sender = Sender()
    sender.nothing.connect(lambda: None)
    sender.truth.connect(lambda value: None)
    sender.thing.connect(lambda value: None)
    for _ in range(rounds):
        sender.nothing.emit()
        sender.truth.emit(True)
        sender.thing.emit(thing)
        if LOSS:
            kept.append(thing)

def void_calls(rounds):
    widget = QWidget()
    picture = QPixmap(8, 8)
    painter = QPainter(picture)
    for _ in range(rounds):
        widget.setEnabled(True)
        widget.update()
        painter.save()
        painter.drawLine(0, 0, 7, 7)
        painter.restore()
    painter.end()

found = {{
    (name, type(what).__name__): drift(what, work)
    for name, work in (("emits", emits), ("void calls", void_calls))
    for what in (None, True, thing)
}}
print(found)
sys.exit(any(abs(count) > 100 for count in found.values()))
"""


def run_canary(loss: bool) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CANARY.format(loss=loss)], capture_output=True, text=True, timeout=100, check=False
    )


def test_two_thousand_signals_and_calls_lose_no_reference() -> None:
    ran = run_canary(loss=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_canary_notices_a_drift_of_one_a_call() -> None:
    ran = run_canary(loss=True)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_pair_known_to_abort_is_not_installed() -> None:
    if sys.version_info >= (3, 12):
        pytest.skip("all releases of PySide6 are sound from Python 3.12 on")
    from PySide6 import __version_info__

    assert __version_info__[:2] < (6, 12)
