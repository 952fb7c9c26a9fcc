"""Popover, sheet, toast, banner and the floating scroll bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from octavo.gui.controls.banner import Banner
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Check, Field
from octavo.gui.controls.floating import Popover, Sheet, Toast
from octavo.gui.controls.progress import ProgressBar, Spinner
from octavo.gui.controls.scrolling import FloatingScrollBar


def heard(signal):
    got = []
    signal.connect(lambda *_: got.append(True))
    return got


@pytest.fixture
def outside(theme, put):
    """Where the focus is before anything opens."""
    field = put(QLineEdit())
    field.setFocus()
    return field


@pytest.fixture
def sheet(theme, host, outside):
    sheet = Sheet(theme, "Export reading list", width=400, parent=host)
    sheet.field, sheet.note = Field(theme, "Name"), QPlainTextEdit()
    sheet.body.addWidget(sheet.field)
    sheet.body.addWidget(sheet.note)
    sheet.cancel = sheet.add_button("Cancel")
    sheet.save = sheet.add_button("Save…", variant="primary", key="Enter")
    sheet.open_sheet()
    return sheet


@pytest.fixture
def popover(theme, host, outside):
    popover = Popover(theme, width=200, parent=host)
    popover.field, popover.check = Field(theme, "Filter"), Check(theme, "training")
    popover.body.addWidget(popover.field)
    popover.body.addWidget(popover.check)
    popover.anchor_to(outside)
    popover.open()
    return popover


def test_a_popover_stays_in_a_window_that_becomes_smaller(popover, host, qtbot):
    popover.anchor_to(QRect(host.width() - 20, 10, 10, 10))
    assert popover.geometry().right() > 300
    host.resize(300, host.height())
    qtbot.waitUntil(lambda: host.rect().contains(popover.card().translated(popover.pos())))


def test_a_quick_pair_of_presses_beside_a_popover_closes_it(popover, outside):
    QTest.mouseDClick(outside, Qt.MouseButton.LeftButton)
    assert not popover.isVisible()


def test_a_sheet_is_a_dialog_that_stays_inside_the_window(sheet, host):
    assert not sheet.isWindow()
    assert sheet.geometry() == host.rect()
    assert host.rect().contains(sheet.card.geometry())
    assert QAccessible.queryAccessibleInterface(sheet).role() == QAccessible.Role.Dialog


def test_a_sheet_opens_on_its_first_control_and_gives_the_focus_back(sheet, outside):
    assert sheet.field.hasFocus()
    closed = heard(sheet.closed)
    QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert outside.hasFocus()
    assert closed == [True]


def test_tab_goes_round_inside_a_sheet(sheet, host):
    seen = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert sheet.isAncestorOf(focused)
        seen.append(focused)
        sheet.focusNextPrevChild(True)
    assert {sheet.field, sheet.note, sheet.cancel, sheet.save, sheet.close_button} == set(seen)


def test_enter_presses_the_primary_button_but_not_in_a_note(sheet):
    saved, cancelled = heard(sheet.save.clicked), heard(sheet.cancel.clicked)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert saved == [True]
    sheet.note.setFocus()
    QTest.keyClick(sheet.note, Qt.Key.Key_Return)
    assert saved == [True]
    assert sheet.note.toPlainText() == "\n"
    sheet.cancel.setFocus()
    QTest.keyClick(sheet.cancel, Qt.Key.Key_Return)
    assert (saved, cancelled) == ([True], [True])


def test_enter_does_nothing_while_the_primary_button_is_off(sheet):
    saved = heard(sheet.save.clicked)
    sheet.save.setEnabled(False)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert saved == []
    assert sheet.isVisible()


def test_a_sheet_follows_the_size_of_its_window(sheet, host):
    host.resize(420, 300)
    QApplication.processEvents()
    assert sheet.geometry() == host.rect()
    assert sheet.card.width() == 420 - 48
    assert sheet.card.height() <= 300 - 48


def test_a_window_can_switch_its_commands_off_while_a_sheet_is_open(theme, host):
    sheet = Sheet(theme, "Rename", parent=host)
    opened, closed = heard(sheet.opened), heard(sheet.closed)
    sheet.open_sheet()
    assert (opened, closed) == ([True], [])
    sheet.reject()
    assert (opened, closed) == ([True], [True])


def test_a_popover_stands_below_its_anchor_or_above_it(popover, outside, host):
    anchor = QRect(outside.mapTo(host, QPoint(0, 0)), outside.size())
    card = popover.card().translated(popover.pos())
    assert card.top() == anchor.bottom() + 5
    assert card.left() == anchor.left()
    popover.anchor_to(QRect(680, 560, 10, 20))
    card = popover.card().translated(popover.pos())
    assert card.bottom() < 560
    assert host.rect().contains(card)


def test_a_popover_closes_by_escape_and_gives_the_focus_back(popover, outside):
    closed = heard(popover.closed)
    assert popover.field.hasFocus()
    QTest.keyClick(popover.field, Qt.Key.Key_Escape)
    assert closed == [True]
    assert outside.hasFocus()


def test_a_popover_closes_by_a_click_elsewhere_and_stays_for_one_inside(popover, host):
    QTest.mouseClick(popover.check, Qt.MouseButton.LeftButton)
    assert popover.isVisible()
    QTest.mouseClick(host, Qt.MouseButton.LeftButton, pos=QPoint(600, 500))
    assert not popover.isVisible()


def test_the_click_on_what_opened_a_popover_only_closes_it(theme, host, put):
    button = put(Button(theme, "Tag"))
    popover = Popover(theme, parent=host)
    opened = []

    def toggle():
        opened.append(True)
        popover.anchor_to(button)
        popover.open()

    button.clicked.connect(toggle)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == [True]
    assert not popover.isVisible()


def test_letters_in_a_popover_are_no_commands(popover, host):
    ran = []
    action = QAction(host)
    action.setShortcut(QKeySequence("E"))
    action.triggered.connect(lambda: ran.append(True))
    host.addAction(action)
    QTest.keyClicks(popover.check, "e")
    assert ran == []


def test_a_popover_grows_with_what_is_put_in(theme, popover, qtbot):
    height = popover.height()
    popover.body.addWidget(Check(theme, "retrieval"))
    qtbot.waitUntil(lambda: popover.height() > height)


@pytest.fixture
def toast(theme, host):
    return Toast(theme, host)


def test_a_toast_stands_in_the_middle_above_the_bottom(toast, host):
    toast.show_words("Marked done", "Z")
    card = toast._card().translated(toast.pos())
    assert card.height() == 40
    assert abs(card.center().x() - host.rect().center().x()) <= 1
    assert host.height() - card.bottom() - 1 == 16


def test_the_newest_words_replace_the_ones_before(toast):
    toast.show_words("Marked done", "Z")
    toast.show_words("3 papers marked done", "Z")
    assert toast.words == "3 papers marked done"


def test_undo_in_a_toast_is_told_once_and_closes_it(toast):
    undone = heard(toast.undo_clicked)
    toast.show_words("Marked done", "Z")
    toast._undo.click()
    assert undone == [True]
    assert not toast.isVisible()


def test_a_toast_without_undo_offers_none(toast):
    toast.show_words("Copied")
    assert not toast._undo.isVisible()


def test_a_toast_waits_while_undo_has_the_focus(toast):
    toast.show_words("Marked done", "Z")
    assert toast._timer.isActive()
    toast._undo.setFocus()
    assert not toast._timer.isActive()


def test_a_banner_says_what_is_true_and_offers_one_action(theme, put):
    banner = put(Banner(theme, "arXiv did not answer", "Next try in 5 minutes.", tone="bad", action="Try now"))
    pressed = heard(banner.action_clicked)
    banner.button.click()
    assert pressed == [True]
    assert banner.accessibleName() == "arXiv did not answer. Next try in 5 minutes"
    banner.show_words("All well", tone="ok")
    assert not banner.button.isVisible()
    assert banner.sizeHint().height() == 44


@pytest.fixture
def area(theme, put):
    area = put(QScrollArea())
    content = QWidget()
    content.setFixedSize(100, 3_000)
    area.setWidget(content)
    return area


def test_the_floating_bar_moves_the_content_and_follows_it(theme, area):
    bar = FloatingScrollBar.attach(area, theme)
    real = area.verticalScrollBar()
    bar.setValue(500)
    assert real.value() == 500
    real.setValue(20)
    assert bar.value() == 20
    assert bar.maximum() == real.maximum()


def test_the_floating_bar_takes_no_room(theme, area):
    width = area.viewport().width()
    FloatingScrollBar.attach(area, theme)
    QApplication.processEvents()
    assert area.viewport().width() >= width


def test_the_floating_bar_is_gone_when_everything_fits(theme, area):
    bar = FloatingScrollBar.attach(area, theme)
    assert bar.isVisible()
    area.widget().setFixedSize(100, 50)
    QApplication.processEvents()
    assert not bar.isVisible()


def test_dragging_the_handle_to_the_end_shows_the_end(theme, area):
    bar = FloatingScrollBar.attach(area, theme)
    QApplication.processEvents()
    start = bar._handle().center()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(bar, QPoint(start.x(), bar.height() + 50))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(start.x(), bar.height() + 50))
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum()


def test_progress_shows_how_far_it_is(theme, put):
    bar = put(ProgressBar(theme))
    bar.resize(100, 4)
    bar.set_progress(50, 100)
    picture = bar.grab().toImage()
    assert picture.pixelColor(25, 2).name() == theme.tokens.accent.name()
    assert picture.pixelColor(75, 2).name() == theme.tokens.line.name()


def test_a_spinner_costs_nothing_while_hidden(theme, put):
    spinner = put(Spinner(theme))
    spinner.hide()
    assert not spinner._spinning._timer.isActive()


def test_a_popover_is_a_dialog_that_stays_inside_the_window(popover):
    assert not popover.isWindow()
    assert QAccessible.queryAccessibleInterface(popover).role() == QAccessible.Role.Dialog


@pytest.mark.parametrize("layer", ["sheet", "popover"])
def test_what_closes_hands_the_keyboard_straight_back(request, qapp, outside, layer):
    # With a neighbour between, a screen reader begins to say the neighbour.
    shown, went = request.getfixturevalue(layer), []
    qapp.focusChanged.connect(lambda _before, now: went.append(now))
    QTest.keyClick(shown.field, Qt.Key.Key_Escape)
    assert went == [outside]
