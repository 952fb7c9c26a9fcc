"""A second start of Octavo finds the window that has its library."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from octavo.gui.one_window import Door, knock


@pytest.fixture
def house(qapp):
    house = QObject()
    yield house
    house.deleteLater()


def knock_at(qtbot, library, files, house):
    answers: list[bool] = []
    knock(library, files, answers.append, house)
    qtbot.waitUntil(lambda: bool(answers))
    return answers


def test_the_window_that_has_the_library_is_asked_and_gets_the_files(qtbot, house, tmp_path):
    library, page = tmp_path / "library.octavo", tmp_path / "a page \u2014 \u5728.txt"
    door, came = Door(library, house), []
    door.knocked.connect(came.append)
    door.open_now()
    assert knock_at(qtbot, library, [page], house) == [True]
    assert knock_at(qtbot, tmp_path / "sub" / ".." / "library.octavo", [], house) == [True]
    assert came == [[page], []]
    door.close()


def test_nobody_answers_for_another_library_or_after_the_window_closed(qtbot, house, tmp_path):
    door = Door(tmp_path / "library.octavo", house)
    door.open_now()
    assert knock_at(qtbot, tmp_path / "other.octavo", [], house) == [False]
    door.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert knock_at(qtbot, tmp_path / "library.octavo", [], house) == [False]


def test_what_is_no_list_of_files_brings_the_window_and_nothing_else(qtbot, house, tmp_path):
    from PySide6.QtNetwork import QLocalSocket

    from octavo.gui.one_window import _name_of

    door, came = Door(tmp_path / "library.octavo", house), []
    door.knocked.connect(came.append)
    door.open_now()
    for line in (b"\xff\n", b'{"a": 1}\n', b"[1, null]\n"):
        socket = QLocalSocket(house)
        socket.connected.connect(lambda socket=socket, line=line: socket.write(line))
        socket.connectToServer(_name_of(tmp_path / "library.octavo"))
    qtbot.waitUntil(lambda: len(came) == 3)
    assert came == [[], [], []]
    door.close()
