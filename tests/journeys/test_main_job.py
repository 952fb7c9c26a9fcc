"""The main job, by keyboard: a saved page in, decisions, notes, an ordered list, a .bib file out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from person import Desktop, invented_page
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from octavo.gui.dialogs.export_sheet import ExportSheet
from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.list_popover import ListPopover
from octavo.gui.dialogs.tag_popover import TagPopover
from octavo.library.reading import Place

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def import_page(desktop: Desktop, count: int) -> None:
    """Paste a page, look at the preview, press Enter, and start reading."""
    desktop.paste(invented_page(count))
    sheet = desktop.layer(ImportSheet)
    desktop.key(Qt.Key.Key_Return)
    desktop.until(lambda: len(desktop.octavo.browsing_now.shown_ids()) == count)
    assert "imported" in sheet.receipt_words.text()
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(ImportSheet)


def test_a_page_becomes_a_bibliography_by_keyboard_alone(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    octavo = desktop.octavo
    desktop.octavo.welcome.setFocus()
    import_page(desktop, 86)
    octavo.pane.focus_list()
    ids = octavo.browsing_now.shown_ids()
    assert desktop.current() == ids[0]

    # 86 decisions, one key each: every tenth to read, every fifth of the rest not for me.
    for number in range(86):
        if number % 10 == 0:
            desktop.keys("s")
        desktop.keys("q" if number % 10 == 0 else "d" if number % 5 == 0 else "e")
    assert octavo.browsing_now.shown_ids() == []
    counts = octavo.reading.counts()
    assert (counts.inbox, counts.to_read, counts.not_for_me, counts.starred) == (0, 9, 9, 9)

    # The nine to read: tag all, note on one, into a new list.
    desktop.keys("gq")
    desktop.until(lambda: len(octavo.browsing_now.shown_ids()) == 9)
    desktop.key(Qt.Key.Key_A, CONTROL)
    desktop.keys("t")
    desktop.layer(TagPopover)
    desktop.keys("weights")
    desktop.key(Qt.Key.Key_Return)
    desktop.key(Qt.Key.Key_Escape)
    desktop.keys("l")
    desktop.layer(ListPopover)
    desktop.keys("related work")
    desktop.key(Qt.Key.Key_Return)
    desktop.key(Qt.Key.Key_Escape)
    [made] = octavo.reading.lists()
    assert (made.name, made.papers) == ("related work", 9)
    assert [tag.papers for tag in octavo.reading.tags()] == [9]

    octavo.browsing_now.show_place(Place("list", made.id, made.name))
    desktop.settle()
    octavo.pane.focus_list()
    before = octavo.browsing_now.shown_ids()
    octavo.pane.select(before[2])
    desktop.key(Qt.Key.Key_Up, ALT)
    desktop.key(Qt.Key.Key_Up, ALT)
    after = octavo.browsing_now.shown_ids()
    assert after == [before[2], before[0], before[1], *before[3:]]
    assert desktop.current() == before[2]

    desktop.keys("n")
    desktop.keys("weigh again")
    desktop.key(Qt.Key.Key_Return, CONTROL)
    desktop.until(lambda: octavo.reading.paper(before[2]).note == "weigh again")

    target = tmp_path / "related.bib"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    octavo.pane.focus_list()
    desktop.key(Qt.Key.Key_E, CONTROL)
    desktop.layer(ExportSheet)
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(ExportSheet)
    text = target.read_text(encoding="utf-8")
    titles = [octavo.reading.paper(each).title for each in after]
    keys = [octavo.reading.paper(each).key for each in after]
    assert text.count("@misc{") == 9
    assert [text.index(f"@misc{{{key},") for key in keys] == sorted(text.index(f"@misc{{{key},") for key in keys)
    assert all(title.split(":")[1].split()[0] in text for title in titles)
    assert "year" not in text.replace("no year", ""), "no source gave a year, so none may be written"


def test_undo_after_a_restart_brings_the_paper_back(open_desktop: Callable[..., Desktop]) -> None:
    desktop = open_desktop(papers=5)
    first = desktop.current()
    desktop.keys("d")
    assert first not in desktop.octavo.browsing_now.shown_ids()
    desktop.octavo.close()

    again = open_desktop()
    again.octavo.pane.focus_list()
    again.keys("z")
    again.until(lambda: first in again.octavo.browsing_now.shown_ids())
    assert again.current() == first


def test_the_window_opens_where_it_was_left(open_desktop: Callable[..., Desktop]) -> None:
    desktop = open_desktop()
    import_page(desktop, 6)
    desktop.octavo.pane.focus_list()
    desktop.keys("s")
    desktop.keys("jj")
    left_at = desktop.current()
    desktop.octavo.browsing_now.show_place(Place("all"))
    desktop.settle()
    desktop.octavo.pane.select(left_at)
    desktop.octavo.window.close()

    again = open_desktop()
    again.until(lambda: again.current() == left_at)
    assert again.octavo.browsing_now.place == Place("all")


def test_a_page_pasted_twice_says_so_and_adds_nothing(desktop: Desktop) -> None:
    import_page(desktop, 4)
    desktop.octavo.pane.focus_list()
    desktop.paste(invented_page(4))
    sheet = desktop.layer(ImportSheet)
    assert "Import" not in sheet.import_button.text()
    desktop.key(Qt.Key.Key_Return)
    assert "4 were already here" in sheet.receipt_words.text()
    assert desktop.octavo.reading.counts().all == 4


def test_nonsense_on_the_clipboard_gets_a_sentence(desktop: Desktop) -> None:
    desktop.octavo.welcome.setFocus()
    desktop.paste("\x00\x01\x02")
    sheet = desktop.layer(ImportSheet)
    assert sheet.notice.sentence.text().endswith(".")
    desktop.key(Qt.Key.Key_Escape)
    assert desktop.octavo.reading.counts().all == 0


def test_single_keys_are_silent_behind_a_sheet_and_while_typing(open_desktop: Callable[..., Desktop]) -> None:
    desktop = open_desktop(papers=3)
    desktop.keys("/")
    desktop.keys("seed")
    assert desktop.octavo.reading.counts().inbox == 3
    assert desktop.octavo.pane.search.text() == "seed"
    desktop.key(Qt.Key.Key_Escape)
    desktop.key(Qt.Key.Key_Escape)
    desktop.octavo.pane.focus_list()
    desktop.key(Qt.Key.Key_F1)
    desktop.keys("ed")
    assert desktop.octavo.reading.counts().inbox == 3


def test_a_hand_faster_than_the_disk_loses_no_decision(open_desktop: Callable[..., Desktop]) -> None:
    desktop = open_desktop(papers=40)
    for _number in range(40):
        QTest.keyClick(desktop.focus(), "e")
        QApplication.processEvents()
    desktop.settle()
    counts = desktop.octavo.reading.counts()
    assert (counts.inbox, counts.done) == (0, 40)


def test_another_place_shows_a_paper_after_several_were_selected(open_desktop: Callable[..., Desktop]) -> None:
    desktop = open_desktop(papers=6)
    octavo = desktop.octavo
    desktop.key(Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    desktop.key(Qt.Key.Key_Escape)
    octavo.browsing_now.show_place(Place("all"))
    desktop.settle()
    assert desktop.current() in octavo.browsing_now.shown_ids()
    assert octavo.pane.current_id() == desktop.current()
