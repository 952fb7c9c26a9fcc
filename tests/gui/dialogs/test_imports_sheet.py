"""The sheet of imports and its receipts, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.imports_sheet import ImportsSheet
from octavo.gui.dialogs.told_popover import ToldPopover
from octavo.gui.dialogs.told_rows import ToldRow
from octavo.library.receipts import Account, Fate, Import, ReceiptLine
from octavo.records import Leftover, OctavoError, SourceLines, Verdict

TODAY = date(2026, 3, 12)
NEW = Import(9, "2026-03-12T09:00:00Z", "2026-03-12", "Daily papers", "clipboard", "Mar 12", 2, 1, 0, 0, 0, 1, True)
OLD = Import(4, "2026-03-11T09:00:00+00:00", "2026-03-11", "arXiv cs.CL", "feed", "", 40, 0, 0, 0, 6, 0, False)
ACCOUNT = Account(
    NEW,
    (
        ReceiptLine("Tile, Stitch, Repeat", Verdict.NEW, Fate.ADDED, 31, SourceLines(3, 5)),
        ReceiptLine("Ruler and Thread", Verdict.ALREADY_HERE, Fate.SEEN, 3, SourceLines(7, 9)),
        ReceiptLine("Left to Right", Verdict.NEW, Fate.LEFT_OUT, None, SourceLines(11, 11)),
    ),
    (Leftover(14, "a stray line", "not placed"),),
    "A part of this list could not be read.",
    2,
)


@pytest.fixture
def sheet(qtbot, theme, window):
    """The sheet with two imports, answering for the newest as the library would."""
    made = ImportsSheet(theme, window)
    made.account_wanted.connect(lambda number: made.show_account(ACCOUNT) if number == 9 else None)
    made.show_imports([NEW, OLD], TODAY)
    qtbot.waitUntil(made.imports.hasFocus)
    return made


def texts(model):
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def test_the_newest_import_is_chosen_and_its_receipt_shown(sheet):
    assert texts(sheet.imports_model) == [
        "Daily papers, 12 March. clipboard  ·  2 new, 1 seen again, 1 line not placed",
        "arXiv cs.CL, 11 March. feed  ·  40 new, 6 left out",
    ]
    assert texts(sheet.lines_model) == [
        "Added. Tile, Stitch, Repeat. Lines 3 to 5",
        "Seen again. Ruler and Thread. Lines 7 to 9",
        "Left out. Left to Right. Line 11",
        "Not placed. a stray line. Line 14",
    ]
    assert sheet.note.text() == "A part of this list could not be read. Undo import removes 2 papers."
    assert sheet.undo_button.isEnabled()


def test_another_import_is_asked_for_by_arrow_key(qtbot, sheet):
    with qtbot.waitSignal(sheet.account_wanted) as asked:
        QTest.keyClick(sheet.imports, Qt.Key.Key_Down)
    assert asked.args == [4]
    assert sheet.lines_model.rowCount() == 0
    assert not sheet.undo_button.isEnabled()
    # The answer to an older question comes too late.
    sheet.show_account(ACCOUNT)
    assert sheet.lines_model.rowCount() == 0
    sheet.show_account(Account(OLD, ()))
    assert sheet.note.text().startswith("Nothing of this import can be taken back")
    assert not sheet.undo_button.isEnabled()


def test_enter_goes_into_the_receipt_and_then_to_the_paper(qtbot, sheet):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert sheet.lines.hasFocus()
    QTest.keyClick(sheet.lines, Qt.Key.Key_Down)
    with qtbot.waitSignal(sheet.paper_chosen) as chosen:
        QTest.keyClick(sheet.lines, Qt.Key.Key_Return)
    assert chosen.args == [3]
    assert not sheet.isVisible()


def test_an_entry_that_was_left_out_has_no_paper_to_show(sheet):
    sheet.lines.select_row(2)
    assert not sheet.show_button.isEnabled()
    sheet.lines.setFocus()
    QTest.keyClick(sheet.lines, Qt.Key.Key_Return)
    assert sheet.isVisible()


def test_undoing_is_asked_for_once_and_its_refusal_told(qtbot, sheet):
    with qtbot.waitSignal(sheet.undo_requested) as asked:
        sheet.undo_button.click()
    assert asked.args == [9]
    assert not sheet.undo_button.isEnabled()
    sheet.show_error(OctavoError("Every paper of this import is one you decided about."))
    assert "decided about" in sheet.note.text()


def test_after_undoing_the_receipt_is_asked_for_again(qtbot, sheet):
    with qtbot.waitSignal(sheet.account_wanted) as asked:
        sheet.show_imports([replace(NEW, can_undo=False), OLD], TODAY, 9)
    assert asked.args == [9]
    sheet.show_imports([OLD], TODAY, 9)
    assert sheet.imports_model.rowCount() == 1


def test_without_imports_it_says_so(qtbot, theme, window):
    sheet = ImportsSheet(theme, window)
    sheet.show_imports([], TODAY)
    assert sheet.nothing.isVisible()
    assert not sheet.imports.isVisible()
    assert not sheet.undo_button.isEnabled()


def test_a_narrow_window_puts_the_receipt_below(qtbot, theme, window):
    window.resize(640, 600)
    sheet = ImportsSheet(theme, window)
    sheet.account_wanted.connect(lambda _number: sheet.show_account(ACCOUNT))
    sheet.show_imports([NEW, OLD], TODAY)
    assert sheet.lines.mapTo(sheet, sheet.lines.rect().topLeft()).y() > sheet.imports.mapTo(
        sheet, sheet.imports.rect().bottomLeft()
    ).y()  # fmt: skip


def test_a_row_of_the_popover_is_chosen_by_key(qtbot, theme, window):
    popover = ToldPopover(theme, window)
    popover.anchor_to(window.behind)
    popover.show_rows("Seen in", [ToldRow(4, "Mail, 12 March"), ToldRow(2, "Daily papers, 11 March")], "Enter shows it")
    qtbot.waitUntil(popover.rows.hasFocus)
    assert popover.accessibleName() == "Seen in"
    assert popover.heading.mapTo(popover, QPoint(0, 0)).x() == popover.rows.mapTo(popover, QPoint(12, 0)).x()
    QTest.keyClick(popover.rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(popover.row_chosen) as chosen:
        QTest.keyClick(popover.rows, Qt.Key.Key_Return)
    assert chosen.args == [1]
    assert not popover.isVisible()
