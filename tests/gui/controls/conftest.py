"""A window to put controls in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from octavo.gui.theme import Theme


@pytest.fixture
def theme(qapp):
    theme = Theme(Path(__file__).parents[3] / "resources", choice="light")
    theme.apply(qapp)
    return theme


@pytest.fixture
def host(qtbot, theme):
    host = QWidget()
    host.resize(700, 600)
    qtbot.addWidget(host)
    QVBoxLayout(host)
    with qtbot.waitExposed(host):
        host.show()
    return host


@pytest.fixture
def put(host):
    """Puts a control into the window and answers it."""

    def placed(widget):
        host.layout().addWidget(widget)
        widget.show()
        return widget

    return placed
