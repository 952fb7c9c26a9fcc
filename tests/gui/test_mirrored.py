"""From right to left: headings, words and arrows change sides, keys and code do not change their order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from octavo import paths
from octavo.gui.controls import keycap
from octavo.gui.controls.buttons import IconButton
from octavo.gui.controls.fields import Field
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Label
from octavo.gui.papers.search_field import SearchField
from octavo.gui.text import for_menu
from octavo.gui.theme import Theme


def test_keys_are_read_in_the_order_they_are_pressed(qtbot: QtBot) -> None:
    theme = Theme(paths.resources())
    width = keycap.keys_width(theme, "Ctrl V")

    def painted(mirrored: bool) -> QImage:
        canvas = QImage(200, 32, QImage.Format.Format_ARGB32)
        canvas.fill(0)
        painter = QPainter(canvas)
        keycap.paint_keys(painter, QRect(0, 0, 200, 32), theme, "Ctrl V", mirrored=mirrored)
        painter.end()
        return canvas

    assert painted(False).copy(0, 0, width, 32) == painted(True).copy(200 - width, 0, width, 32)
    assert painted(False).copy(width, 0, 200 - width, 32) == painted(True).copy(0, 0, 200 - width, 32), "nothing else"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_heading_of_a_sheet_stands_at_the_leading_edge(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.setLayoutDirection(direction)
    window.show()
    sheet = Sheet(Theme(paths.resources()), "New list", subtitle="A name is enough", parent=window)
    sheet.open_sheet()
    wanted = Qt.AlignmentFlag.AlignRight if direction == Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
    for label in (sheet.title_label, sheet.subtitle_label):
        assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute
        assert label.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask & wanted
    sheet.close()


@pytest.mark.parametrize("mirrored", [False, True])
def test_words_in_a_field_begin_at_the_side_of_the_interface_and_code_at_the_left(qtbot: QtBot, mirrored: bool) -> None:
    theme, window = Theme(paths.resources()), QWidget()
    qtbot.addWidget(window)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    field, code = Field(theme, "Find a tag", icon="search", parent=window), Field(theme, mono=True, parent=window)
    search = SearchField(theme, parent=window)
    for each in (field, code, search):
        each.resize(400, 32)
    search.set_text("tag:training lamplight")
    window.grab()
    assert (field.cursorRect().center().x() > 200) == mirrored
    assert code.cursorRect().center().x() < 50
    # Beside its token.
    assert (search.line.cursorRect().center().x() > search.line.width() // 2) == mirrored


def test_icons_that_point_along_the_line_point_the_other_way(qtbot: QtBot) -> None:
    theme = Theme(paths.resources())

    def shown(icon: str, direction: Qt.LayoutDirection) -> QImage:
        button = IconButton(theme, icon, "Back")
        qtbot.addWidget(button)
        button.setLayoutDirection(direction)
        button.resize(32, 32)
        return button.grab().toImage()

    for icon, points in (("arrow-left", True), ("chevron-down", False), ("star", False)):
        there, mirrored = shown(icon, Qt.LayoutDirection.LeftToRight), shown(icon, Qt.LayoutDirection.RightToLeft)
        assert (mirrored == there.flipped(Qt.Orientation.Horizontal) and mirrored != there) == points, icon


def test_an_ellipsis_in_a_menu_stays_behind_its_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert for_menu("Export…") == "Export…"
    monkeypatch.setattr(QGuiApplication, "layoutDirection", lambda: Qt.LayoutDirection.RightToLeft)
    assert for_menu("Export…") == "Export…\u200e" and for_menu("Undo") == "Undo"


@pytest.mark.parametrize(("words", "right"), [("An abstract in English.", False), ("تقرير عن المصابيح", True)])
def test_a_paragraph_in_a_mirrored_sheet_stands_on_the_side_of_its_own_script(
    qtbot: QtBot, words: str, right: bool
) -> None:
    theme = Theme(paths.resources())
    label = Label(theme, words, wrap=True, prose=True)
    qtbot.addWidget(label)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    label.resize(600, 40)
    picture = label.grab().toImage()
    ground = picture.pixelColor(300, 38)
    inked = [x for x in range(600) if any(picture.pixelColor(x, y) != ground for y in range(20))]
    assert (min(inked) > 300, max(inked) > 300) == (right, right)
