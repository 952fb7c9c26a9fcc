"""Paints one empty window and ends: what Python and Qt cost by themselves."""

import os

from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    def paintEvent(self, event: object) -> None:
        os._exit(0)


app = QApplication([])
window = Empty()
window.resize(1200, 800)
window.show()
app.exec()
