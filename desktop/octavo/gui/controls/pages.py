"""Pages of which one is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QWidget


class Pages(QWidget):
    """What QStackedWidget does. That one is a "layered pane" to a screen reader, which says so at every turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, page: QWidget) -> int:
        return self._pages.addWidget(page)

    def currentIndex(self) -> int:
        return self._pages.currentIndex()

    def currentWidget(self) -> QWidget | None:
        return self._pages.currentWidget()

    def setCurrentIndex(self, number: int) -> None:
        self._pages.setCurrentIndex(number)

    def setCurrentWidget(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
