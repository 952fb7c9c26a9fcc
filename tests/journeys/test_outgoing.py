"""A list whose file follows it, keys made anew, a manuscript dropped on the window, and an editor that asks."""

from __future__ import annotations

import socket
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from person import Desktop
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from octavo.bibliography.export import ExportOptions
from octavo.gui.dialogs.confirm_sheet import ConfirmSheet
from octavo.gui.dialogs.difference_sheet import DifferenceSheet
from octavo.gui.dialogs.export_sheet import ExportSheet
from octavo.gui.dialogs.files_sheet import FilesSheet
from octavo.gui.dialogs.keys_sheet import KeysSheet
from octavo.gui.dialogs.manuscript_sheet import ManuscriptSheet
from octavo.gui.dialogs.name_sheet import NameSheet
from octavo.library.following import State
from octavo.library.reading import Place
from octavo.settings import CITE_ELSEWHERE, DRAG_TEXT, KEY_PATTERN

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def listed(open_desktop: Callable[..., Desktop]) -> Desktop:
    """4 papers, 3 of them in a list that is shown."""
    desktop = open_desktop(papers=4)
    octavo = desktop.octavo
    ids = list(octavo.reading.listing(Place("all")).ids)
    octavo.desk.do(lambda library: library.create_list("Scales"))
    octavo.desk.do(lambda library: library.add_to_list(library.reading.lists()[0].id, ids[:3]))
    desktop.until(lambda: bool(octavo.reading.lists()) and octavo.reading.lists()[0].papers == 3)
    octavo.browsing_now.show_place(Place("list", octavo.reading.lists()[0].id, "Scales"))
    desktop.settle()
    octavo.pane.focus_list()
    return desktop


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scales.bib"


@pytest.fixture
def following(listed: Desktop, file: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """The list's file follows it since it was exported."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    listed.key(Qt.Key.Key_E, CONTROL)
    sheet = listed.layer(ExportSheet)
    listed.until(sheet.save_button.isEnabled)
    sheet.keep_current.click()
    listed.press(sheet.save_button)
    listed.until_closed(ExportSheet)
    standing(listed, State.SAME)
    return listed


def standing(desktop: Desktop, state: State) -> None:
    """Wait until the one file stands so."""
    live = desktop.octavo.outgoing.live
    desktop.until(lambda: live.idle and [each.state for each in live.standings] == [state])


def titles(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("  title = ")


def test_a_file_follows_its_list_by_itself_and_over_a_restart(
    following: Desktop, file: Path, open_desktop: Callable[..., Desktop]
) -> None:
    octavo = following.octavo
    assert titles(file) == 3
    assert octavo.pane.head.file_pill.accessibleName() == "File up to date"
    fourth = octavo.reading.listing(Place("all")).ids[3]
    octavo.desk.do(lambda library: library.add_to_list(1, [fourth]))
    following.until(lambda: titles(file) == 4)
    standing(following, State.WRITTEN)
    octavo.desk.do(lambda library: library.remove_from_list(1, [fourth]))
    following.settle()
    octavo.close()
    assert titles(file) == 3
    file.unlink()
    again = open_desktop()
    again.until(lambda: file.exists() and titles(file) == 3)
    standing(again, State.WRITTEN)


def test_what_a_co_author_wrote_is_shown_and_decided_about(following: Desktop, file: Path) -> None:
    octavo = following.octavo
    by_hand = file.read_text(encoding="utf-8") + "\n% checked by Bo\n"
    file.write_text(by_hand, encoding="utf-8")
    octavo.desk.do(lambda library: library.remove_from_list(1, [octavo.browsing_now.shown_ids()[2]]))
    standing(following, State.DIFFERS)
    assert file.read_text(encoding="utf-8") == by_hand
    assert octavo.pane.head.file_pill.accessibleName() == "File changed"
    QTest.mouseClick(octavo.pane.head.file_pill, Qt.MouseButton.LeftButton)
    files = following.layer(FilesSheet)
    standing(following, State.DIFFERS)
    following.press(files.rows[0].show_button)
    sheet = following.layer(DifferenceSheet)
    assert "-% checked by Bo" in sheet.text.toPlainText()
    following.press(sheet.keep_button)
    standing(following, State.KEPT)
    octavo.outgoing.live.write_now(octavo.outgoing.live.standings[0].live.id)
    standing(following, State.KEPT)
    octavo.desk.do(lambda library: library.give_reason(1, octavo.browsing_now.shown_ids()[0], "It began it all"))
    octavo.desk.do(lambda library: library.remove_from_list(1, [octavo.browsing_now.shown_ids()[1]]))
    standing(following, State.DIFFERS)
    octavo.outgoing.show_difference(octavo.outgoing.live.standings[0])
    following.press(following.layer(DifferenceSheet).write_button)
    following.until(lambda: titles(file) == 1)
    standing(following, State.WRITTEN)
    assert "checked by Bo" not in file.read_text(encoding="utf-8")


def test_an_emptied_list_asks_before_the_file_is_emptied(following: Desktop, file: Path) -> None:
    octavo = following.octavo
    octavo.desk.do(lambda library: library.remove_from_list(1, octavo.browsing_now.shown_ids()))
    standing(following, State.EMPTY)
    assert titles(file) == 3
    octavo.actions.all["live_files"].trigger()
    files = following.layer(FilesSheet)
    standing(following, State.EMPTY)
    following.press(files.rows[0].write_button)
    sheet = following.layer(ConfirmSheet)
    following.press(sheet.act_button)
    following.until(lambda: file.stat().st_size == 0)


def test_a_folder_that_went_away_turns_the_pill_red_with_a_sentence(following: Desktop, file: Path) -> None:
    octavo = following.octavo
    moved = file.parent / "moved"
    own = octavo.outgoing.live.standings[0].live.id
    octavo.outgoing.live.stop(own)
    following.until(lambda: octavo.outgoing.live.idle and not octavo.outgoing.live.standings)
    moved.mkdir()
    target = moved / "scales.bib"
    octavo.outgoing.live.follow(1, target, "bibtex", ExportOptions())
    following.until(lambda: target.exists())
    standing(following, State.WRITTEN)
    target.unlink()
    moved.rmdir()
    octavo.desk.do(lambda library: library.remove_from_list(1, [octavo.browsing_now.shown_ids()[0]]))
    standing(following, State.FAILED)
    assert octavo.pane.head.file_pill.accessibleName() == "File not written"
    assert "not there any more" in octavo.pane.head.file_pill.accessibleDescription()


def test_keys_are_made_anew_after_a_look(listed: Desktop, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    octavo = listed.octavo
    ids = octavo.browsing_now.shown_ids()
    octavo.desk.do(lambda library: library.assign_keys(ids))
    listed.settle()
    old = [paper.key for paper in octavo.reading.papers(ids)]
    octavo.actions.all["keys_anew"].trigger()
    sheet = listed.layer(KeysSheet)
    listed.until(lambda: "already as the pattern" in sheet.note.text())
    sheet.pattern.field.setText("{autor}")
    assert sheet.pattern.field.error == "{autor} is not a part of a key. Use author, year, word or id."
    sheet.pattern.field.clear()
    listed.press(sheet.pattern.part_buttons["word"])
    listed.until(lambda: sheet.make_button.isEnabled() and sheet.make_button.text() == "Make 3 keys anew")
    table = file.with_suffix(".csv")
    octavo.outgoing.keys.save_map(sheet, sheet._renewed, table)
    listed.until(table.exists)
    listed.press(sheet.make_button)
    listed.until_closed(KeysSheet)
    listed.until(lambda: [paper.aliases for paper in octavo.reading.papers(ids)] == [(key,) for key in old])
    assert octavo.settings.get(KEY_PATTERN) == "{word}"
    octavo.actions.all["undo"].trigger()
    listed.until(lambda: [paper.key for paper in octavo.reading.papers(ids)] == old)


def test_a_manuscript_dropped_on_the_window_is_compared_and_makes_a_list(listed: Desktop, tmp_path: Path) -> None:
    octavo = listed.octavo
    first, second, third = octavo.browsing_now.shown_ids()
    octavo.desk.do(lambda library: library.edit(first, {"key": "quill2023"}))
    octavo.desk.do(lambda library: library.edit(first, {"key": "quill2024"}))
    octavo.desk.do(lambda library: library.edit(second, {"key": "reed2020"}))
    octavo.desk.do(lambda library: library.mark_read([second], False))
    octavo.desk.do(lambda library: library.star([third]))
    listed.settle()
    text = tmp_path / "paper.tex"
    text.write_text("\\cite{reed2020} \\cite{quill2023}\n\\cite{lostOne2020}", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(text))])
    octavo.window.dropped.emit(mime)
    sheet = listed.layer(ManuscriptSheet)
    listed.until(lambda: set(sheet.parts) == {"missing", "renamed", "never_opened", "not_cited"})
    assert sheet.summary.text() == "3 papers cited, 2 of them in the library."
    listed.press(sheet.list_button)
    name = listed.layer(NameSheet)
    assert name.field.text() == "Cited in paper"
    listed.key(Qt.Key.Key_Return)
    listed.until(lambda: any(each.name == "Cited in paper" for each in octavo.reading.lists()))
    listed.until(lambda: octavo.browsing_now.shown_ids() == [second, first])


def test_papers_dragged_away_are_cited_in_list_order_with_keys_that_last(listed: Desktop) -> None:
    octavo = listed.octavo
    ids = octavo.browsing_now.shown_ids()
    text = octavo.pane.model.papers_mime(ids).text()
    assert text.startswith("\\cite{") and text.count(",") == 2
    octavo.pane.dragged_out.emit(ids)
    listed.until(lambda: all(paper.key for paper in octavo.reading.papers(ids)))
    keys = [paper.key for paper in octavo.reading.papers(ids)]
    assert text == f"\\cite{{{','.join(keys)}}}"
    octavo.settings.set(DRAG_TEXT, "pandoc")
    assert octavo.pane.model.papers_mime(ids[:1]).text() == f"[@{keys[0]}]"
    octavo.settings.set(DRAG_TEXT, "entry")
    assert octavo.pane.model.papers_mime(ids[:1]).text().startswith("% No authors")
    octavo.actions.all["copy_typst"].trigger()
    listed.until(lambda: QGuiApplication.clipboard().text() == f"@{keys[0]}")


def test_an_editor_asks_and_gets_what_was_picked(listed: Desktop) -> None:
    octavo = listed.octavo
    elsewhere = octavo.outgoing.elsewhere
    elsewhere.wanted_port = 0
    octavo.settings.set(CITE_ELSEWHERE, True)
    address = f"http://127.0.0.1:{elsewhere.port}/better-bibtex/cayw"
    answers: list[str] = []

    def ask() -> None:
        with urllib.request.urlopen(f"{address}?format=pandoc&brackets=1", timeout=60) as reply:
            answers.append(reply.read().decode())

    editor = threading.Thread(target=ask, daemon=True)
    editor.start()
    listed.until(lambda: elsewhere.picker is not None and elsewhere.picker.model.rowCount() == 4)
    picker = elsewhere.picker
    assert picker is not None
    picker.field.setText("study 2")
    listed.until(lambda: picker.model.rowCount() >= 1 and "Study 2" in picker.model.rows[0].title)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert len(picker.picks) == 1
    picker.locator.setFocus()
    QTest.keyClicks(picker.locator, "7")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    listed.until(lambda: bool(answers))
    key = next(paper.key for paper in octavo.reading.papers(octavo.reading.listing(Place("all")).ids) if paper.key)
    assert answers == [f"[@{key}, p. 7]"]
    editor.join(5)
    octavo.settings.set(CITE_ELSEWHERE, False)
    assert elsewhere.port == 0


def test_an_editor_that_asks_while_the_window_closes_gets_nothing(listed: Desktop) -> None:
    octavo = listed.octavo
    elsewhere = octavo.outgoing.elsewhere
    elsewhere.wanted_port = 0
    octavo.settings.set(CITE_ELSEWHERE, True)
    answers: list[str] = []

    def ask() -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{elsewhere.port}/better-bibtex/cayw", timeout=60) as reply:
            answers.append(reply.read().decode())

    editor = threading.Thread(target=ask, daemon=True)
    editor.start()
    listed.until(lambda: elsewhere.picker is not None)
    octavo.close()
    editor.join(10)
    assert answers == [""]


def test_another_program_at_the_address_is_told_and_the_switch_goes_back(listed: Desktop) -> None:
    octavo = listed.octavo
    told: list[str] = []
    octavo.outgoing.elsewhere.told.connect(told.append)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        octavo.outgoing.elsewhere.wanted_port = other.getsockname()[1]
        octavo.settings.set(CITE_ELSEWHERE, True)
    assert "Another program holds the address" in told[0]
    assert not octavo.settings.get(CITE_ELSEWHERE)
