"""What gives way where there is little room: footers and bodies of sheets, banners, rows of controls, popovers, toasts;

and lines on screens where a px is no whole number of device pixels.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from octavo.gui.controls.banner import Banner
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.floating import Popover, Sheet, Toast
from octavo.gui.controls.strokes import box, hairline
from octavo.gui.controls.wrapping import WrapRow
from octavo.gui.text import PlainLabel

WORDS = "Undo import removes 2 papers; 16 of them stay, since you decided about them."


def in_window(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.fixture
def sheet(theme, host):
    sheet = Sheet(theme, "Imports", width=600, parent=host)
    sheet.note = PlainLabel(WORDS)
    sheet.note.setWordWrap(True)
    sheet.footer.insertWidget(0, sheet.note, 100)
    sheet.buttons = [sheet.add_button(words) for words in ("Undo import", "Show paper", "Close")]
    sheet.fields = [QLineEdit() for _ in range(8)]
    for field in sheet.fields:
        field.setFixedHeight(40)
        sheet.body.addWidget(field)
    sheet.open_sheet()
    return sheet


def test_words_of_a_footer_stand_beside_its_buttons_where_there_is_room(sheet, host):
    assert in_window(sheet.note).center().y() == pytest.approx(in_window(sheet.buttons[0]).center().y(), abs=2)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_in_a_narrow_sheet_the_words_of_the_footer_go_above_its_buttons(sheet, host, direction):
    host.setLayoutDirection(direction)
    host.resize(400, 480)
    card, note = in_window(sheet.card), in_window(sheet.note)
    assert note.bottom() < in_window(sheet.buttons[0]).top()
    assert note.height() >= sheet.note.heightForWidth(note.width())
    for button in sheet.buttons:
        assert card.contains(in_window(button))
        assert button.size() == button.sizeHint()
    edge = in_window(sheet.buttons[-1])
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    assert (edge.left() - card.left() if mirrored else card.right() - edge.right()) == 24


def test_buttons_that_have_no_room_in_one_line_take_two(sheet, host):
    sheet.buttons[0].setText("Save the old keys and the new ones…")
    host.resize(400, 480)
    assert in_window(sheet.buttons[0]).bottom() < in_window(sheet.buttons[1]).top()
    assert in_window(sheet.card).contains(in_window(sheet.buttons[1]))


def test_a_body_that_cannot_be_as_low_as_its_room_is_scrolled_and_tab_shows_what_it_reaches(sheet, host, qtbot):
    host.resize(700, 340)
    room = in_window(sheet.card).adjusted(0, 60, 0, -64)
    assert [field.height() for field in sheet.fields] == [40] * 8
    assert not room.contains(in_window(sheet.fields[-1]))
    sheet.fields[-2].setFocus()
    qtbot.keyClick(sheet.fields[-2], Qt.Key.Key_Tab)
    assert sheet.fields[-1].hasFocus()
    assert room.contains(in_window(sheet.fields[-1]))
    host.resize(700, 600)
    assert in_window(sheet.card).contains(in_window(sheet.fields[0]))


def test_a_banner_says_all_of_it_and_puts_its_button_below_in_a_narrow_pane(theme, put, host):
    host.resize(320, 400)
    banner = put(Banner(theme, "This feed did not answer twice, so it is asked again tomorrow", action="Try now"))
    host.layout().addStretch(1)
    host.layout().activate()
    assert banner.heightForWidth(900) == 44
    assert banner.heightForWidth(290) == 44 + 20 + 32, "one more line, and one for the button"
    assert banner.height() == banner.heightForWidth(banner.width())
    assert banner.rect().contains(banner.button.geometry())
    assert banner.button.geometry().top() > banner.height() // 2


@pytest.mark.parametrize("mirrored", [False, True])
def test_controls_go_on_in_the_next_line_and_are_never_squeezed(theme, qapp, put, host, mirrored):
    host.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    place = put(QWidget())
    row = WrapRow(8)
    place.setLayout(row)
    buttons = [Button(theme, words) for words in ("Change date", "Paste again", "Open file…")]
    for button in buttons:
        row.addWidget(button)
    qapp.processEvents()
    place.resize(240, 200)
    row.setGeometry(place.rect())
    assert [button.size() for button in buttons] == [button.sizeHint() for button in buttons]
    first, _second, third = (button.geometry() for button in buttons)
    assert third.top() >= first.bottom() + 8
    assert first.left() == third.left() if not mirrored else first.right() == third.right() == place.rect().right()
    row.set_wraps(False)
    assert row.minimumSize().width() == sum(button.sizeHint().width() for button in buttons) + 16


def test_a_popover_over_a_pane_stands_in_its_middle(theme, host):
    popover = Popover(theme, width=200, parent=host)
    popover.body.addWidget(QLineEdit())
    for pane in (QRect(300, 0, 400, 600), host):
        popover.anchor_to(pane)
        popover.open()
        card = popover.card().translated(popover.pos())
        middle = pane.center() if isinstance(pane, QRect) else host.rect().center()
        assert abs(card.center().x() - middle.x()) <= 1
        assert abs(card.center().y() - middle.y()) <= 1
        popover.close()


def test_a_toast_moves_with_what_it_says_to_the_pane_that_is_shown(theme, put, host):
    paper, papers = put(QWidget()), put(QWidget())
    toast = Toast(theme, paper)
    toast.set_lift(40)
    toast.show_words("Marked done", "Z")
    paper.hide()
    toast.stand_in(papers)
    assert toast.isVisible() and toast.words == "Marked done"
    margin = theme.px(28)
    assert toast.geometry().bottom() - margin == papers.height() - 16 - 1, "the lift is for what stands in the first"


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_lines_are_equally_thin_and_sharp_wherever_they_lie(qapp, ratio):
    canvas = QImage(QSize(round(100 * ratio), round(400 * ratio)), QImage.Format.Format_RGB32)
    canvas.fill(Qt.GlobalColor.white)
    canvas.setDevicePixelRatio(ratio)
    painter = QPainter(canvas)
    for place in range(7):
        hairline(painter, QRect(0, place * 11, 100, 1), QColor("black"))
        box(painter, QRect(10, 100 + place * 31, 80, 20), 0, None, QColor("black"))
    painter.end()
    middle = [canvas.pixelColor(canvas.width() // 2, y).lightness() for y in range(canvas.height())]
    assert not [each for each in middle if 8 < each < 247], "nothing between line and ground"
    assert sum(each <= 8 for each in middle) == int(ratio) * (7 + 2 * 7)
