"""Bytes of a saved page to a batch of papers, against cutting the same bytes at blank lines."""

from __future__ import annotations

from typing import ClassVar

from measure import Metric

from octavo.feeds.detect import read
from octavo.records import Entry


class ParsePage(Metric):
    name: ClassVar[str] = "parse a page"
    floor_words: ClassVar[str] = "decode and cut at blank lines into pairs"
    bound: ClassVar[float] = 2.0

    def prepare(self) -> None:
        self.data = self.corpus.page(self.size).encode()

    def floor(self) -> None:
        blocks = self.data.decode().split("\n\n")[3:]
        entries = [Entry(title=title, abstract=abstract)
                   for title, abstract in zip(blocks[::2], blocks[1::2], strict=True)]  # fmt: skip
        assert len(entries) == self.size

    def product(self) -> None:
        assert len(read(self.data, origin="page.txt").entries) == self.size
