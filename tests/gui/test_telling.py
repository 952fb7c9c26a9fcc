"""The status strip while several things go on: the nearest is shown, the others wait behind it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.floating import Toast
from octavo.gui.news import News
from octavo.gui.status import StatusStrip
from octavo.gui.tasks import Task
from octavo.gui.telling import Telling
from octavo.gui.theme import Theme
from octavo.records import Change, OctavoError, Progress


class Browsing(QObject):
    """As much of it as is listened to."""

    surveyed, failed, selection_changed, listed = Signal(object), Signal(object), Signal(list), Signal()
    survey = None


class Actions:
    all: dict[str, object] = {}


@pytest.fixture
def strip(qtbot, qapp):
    theme = Theme(Path(__file__).parents[2] / "resources", choice="light")
    theme.apply(qapp)
    status, host = StatusStrip(theme), QWidget()
    qtbot.addWidget(status)
    qtbot.addWidget(host)
    status.news, status.stopped = News(), []
    status.telling = Telling(
        Toast(theme, host), status, Actions(), Browsing(), status.news, lambda: date(2026, 3, 12)
    )
    return status


def words(strip) -> str:
    return strip._left.text()


def test_what_goes_on_behind_is_shown_with_its_progress_until_it_ends(strip):
    activity = strip.telling.begin("Looking up authors", lambda: strip.stopped.append("look-up"))
    activity.show(Progress(12, 47, "Asking arXiv"))
    assert words(strip) == "Looking up authors, 12 of 47"
    strip.news.changed.emit(Change("star", (1,), step=1))
    assert words(strip) == "Looking up authors, 12 of 47"
    strip.telling.end(activity, "47 papers found.")
    assert words(strip) == "47 papers found."


def test_an_import_is_nearer_and_what_goes_on_behind_comes_back_after_it(strip):
    strip.telling.begin("Looking up authors", lambda: None).show(Progress(3, 9))
    strip.telling.follow(Task("Importing"))
    strip.telling.show_progress(Progress(1, 2))
    assert words(strip) == "Importing, 1 of 2"
    strip.telling.show_rest()
    assert words(strip) == "Looking up authors, 3 of 9"


def test_two_at_once_are_counted_and_stop_ends_the_newest(strip):
    first = strip.telling.begin("Looking up authors", lambda: strip.stopped.append("look-up"))
    second = strip.telling.begin("Checking kept papers", lambda: strip.stopped.append("check"))
    assert words(strip) == "2 tasks, the newest: Checking kept papers"
    strip.stop_clicked.emit()
    assert strip.stopped == ["check"]
    strip.telling.end(second)
    assert words(strip) == "Looking up authors"
    strip.telling.end(first)
    assert words(strip) == "Library saved"


def test_what_went_wrong_stands_beside_a_warning_and_not_beside_a_check(strip):
    assert not strip.troubled
    strip.telling.show_error(OctavoError("The disk is full."))
    assert (words(strip), strip.troubled) == ("The disk is full.", True)
    strip.news.changed.emit(Change("star", (1,), step=1))
    assert (words(strip), strip.troubled) == ("Library saved", False)


def test_only_what_was_done_wears_the_tick(strip):
    toast = strip.telling._toast
    strip.telling.say("Old and new keys saved")
    assert toast._icon == "check"
    strip.telling.explain("The trash is empty")
    assert toast._icon == "info"
    strip.telling.explain("arXiv did not answer.", trouble=True)
    assert toast._icon == "triangle-alert"
