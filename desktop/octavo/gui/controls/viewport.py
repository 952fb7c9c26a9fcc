"""The part of a scrolling view that scrolls, made here and not by Qt."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def own_viewport(view: QAbstractScrollArea) -> None:
    """Give `view` a viewport that Python knows.

    To wrap one that Qt made, PySide goes through all its widget classes at the first time, 25 ms that every first
    paint would wait for.
    """
    viewport = QWidget()
    # Qt's own name for it: style and accessibility know the viewport by it.
    viewport.setObjectName("qt_scrollarea_viewport")
    view.setViewport(viewport)
