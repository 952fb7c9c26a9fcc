"""A full repaint of the list after a page of scrolling, against the bare strokes of as many two-line rows."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import ClassVar

from measure import Metric, percentile
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from octavo.gui.papers.pane import PapersPane
from octavo.gui.theme import Theme
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.paths import resources

PAGES = 40
ROWS = 18


class PaintList(Metric):
    name: ClassVar[str] = "paint the list"
    floor_words: ClassVar[str] = f"{ROWS} rows of three drawText calls each"
    bound: ClassVar[float] = 4.0

    def prepare(self) -> None:
        self.app = QApplication.instance() or QApplication([])
        self.theme = Theme(resources())
        self.theme.apply(self.app)
        self.library = Library.open(Path(self.folder) / f"paint {self.size}.octavo")
        for _ in self.library.add(self.corpus.batch(self.size)):
            pass
        self.pane = PapersPane(self.theme)
        self.pane.resize(420, 900)
        everything = Place("all")
        self.pane.show_listing(self.library.reading.listing(everything), self.library.reading, (), everything)
        self.pane.show()
        self.app.processEvents()
        self.bar = self.pane.view.verticalScrollBar()
        self.chance = random.Random(1)
        self.times: dict[str, list[float]] = {"wheel": [], "page": [], "page after a rest": [], "jump": []}
        self.texts = [(each.title, ", ".join(author.name for author in each.authors), each.abstract[:90])
                      for each in self.corpus.entries(ROWS)]  # fmt: skip
        self.picture = QPixmap(420, 900)

    def floor(self) -> None:
        fonts = [QFont("Inter") for _ in range(3)]
        for font, pixels in zip(fonts, (14, 12, 12), strict=True):
            font.setPixelSize(pixels)
        for _ in range(PAGES):
            painter = QPainter(self.picture)
            painter.fillRect(self.picture.rect(), QColor("white"))
            for row, texts in enumerate(self.texts):
                for line, (font, text) in enumerate(zip(fonts, texts, strict=True)):
                    painter.setFont(font)
                    painter.drawText(QPointF(20, 20 + row * 50 + line * 16), text)
            painter.end()

    def product(self) -> None:
        for _ in range(PAGES):
            self.scroll("page", (self.bar.value() + self.bar.pageStep()) % max(1, self.bar.maximum()))

    def scroll(self, kind: str, value: int) -> None:
        start = time.thread_time()
        self.bar.setValue(value)
        if kind == "wheel":
            self.app.processEvents()
        else:
            self.pane.view.viewport().repaint()
        self.times[kind].append(time.thread_time() - start)

    def also(self) -> dict[str, str]:
        for _ in range(200):
            self.scroll("wheel", (self.bar.value() + 40) % max(1, self.bar.maximum()))
            self.scroll("jump", self.chance.randrange(max(1, self.bar.maximum())))
        for _ in range(PAGES):
            while self.pane.view.next_page.waiting:
                self.app.processEvents()
            self.scroll("page after a rest", (self.bar.value() + self.bar.pageStep()) % max(1, self.bar.maximum()))
        goals = {"wheel": 4, "page": 9, "page after a rest": 9, "jump": 13}
        self.library.close()
        return {
            f"{kind}, CPU ms": f"p50 {percentile(times, 0.5) * 1000:.1f}, p95 {percentile(times, 0.95) * 1000:.1f}"
            f" (goal {goals[kind]})"
            for kind, times in self.times.items()
        }
