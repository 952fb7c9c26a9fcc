"""From right to left: headings change sides, keys do not change their order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from octavo import paths
from octavo.gui.controls import keycap
from octavo.gui.controls.sheet import Sheet
from octavo.gui.theme import Theme


@pytest.mark.parametrize("mirrored", [False, True])
def test_keys_are_read_in_the_order_they_are_pressed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, mirrored: bool
) -> None:
    theme, caps = Theme(paths.resources()), []
    note = lambda _painter, cap, _theme, key, _ground: caps.append((cap.left(), key))  # noqa: E731
    monkeypatch.setattr(keycap, "_paint_cap", note)
    canvas = QImage(200, 32, QImage.Format.Format_ARGB32)
    painter = QPainter(canvas)
    keycap.paint_keys(painter, QRect(0, 0, 200, 32), theme, "Ctrl V", mirrored=mirrored)
    painter.end()
    assert [key for _left, key in sorted(caps)] == ["Ctrl", "V"]
    assert (caps[0][0] > 100) == mirrored


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
