"""Papers to the text of a .bib file, against the writer of bibtexparser 2, which escapes nothing and checks nothing."""

from __future__ import annotations

import io
import logging
import time
from pathlib import Path
from typing import ClassVar

import bibtexparser
from bibtexparser.library import Library as Entries
from bibtexparser.model import Entry, Field
from measure import Metric
from pybtex.database import BibliographyData
from pybtex.database.input.bibtex import Parser
from pybtex.database.output.bibtex import Writer

from octavo.bibliography.bibtex_reader import read_bib
from octavo.bibliography.export import ExportOptions, export
from octavo.library.library import Library
from octavo.library.reading import Place

WITH_ABSTRACTS = ExportOptions(abstracts=True)
PYBTEX_SHARE = 200
"""Entries pybtex is given: it writes some hundreds a second."""


class ExportBibtex(Metric):
    name: ClassVar[str] = "export BibTeX"
    floor_words: ClassVar[str] = "bibtexparser 2 writing entries it already holds"
    bound: ClassVar[float] = 1.0

    def prepare(self) -> None:
        self.library = Library.open(Path(self.folder) / f"export {self.size}.octavo")
        for _ in self.library.add(self.corpus.batch(self.size)):
            pass
        ids = list(self.library.reading.listing(Place("all")).ids)
        keys = self.library.assign_keys(ids)
        self.papers = [(keys[paper.id], paper) for paper in self.library.reading.papers(ids)]
        self.entries = Entries([
            Entry("misc", key, [
                Field("author", " and ".join(f"{each.family}, {each.given}" for each in paper.authors)),
                Field("title", paper.title),
                Field("year", paper.published),
                Field("eprint", paper.identifier("arxiv")),
                Field("abstract", paper.abstract),
            ])
            for key, paper in self.papers
        ])  # fmt: skip

    def floor(self) -> None:
        # Told on every call that its copying is slow; the copying is what a caller gets who says nothing.
        logging.disable(logging.WARNING)
        assert len(bibtexparser.write_string(self.entries)) > 1_000 * self.size

    def product(self) -> None:
        written = export(self.papers, "bibtex", WITH_ABSTRACTS)
        assert written.entries == self.size
        assert len(written.text) > 1_000 * self.size

    def also(self) -> dict[str, str]:
        some = self.papers[:PYBTEX_SHARE]
        data: BibliographyData = Parser().parse_string(export(some, "bibtex", WITH_ABSTRACTS).text)
        start = time.process_time()
        Writer().write_stream(data, io.StringIO())
        pybtex = time.process_time() - start
        start = time.process_time()
        export(some, "bibtex", WITH_ABSTRACTS)
        ours = time.process_time() - start
        whole = export(self.papers, "bibtex", WITH_ABSTRACTS).text
        start = time.process_time()
        found = read_bib(whole)
        own_reading = time.process_time() - start
        assert [entry.key for entry in found.entries] == [key for key, _ in self.papers]
        start = time.process_time()
        assert len(bibtexparser.parse_string(whole).entries) == self.size
        other_reading = time.process_time() - start
        self.library.close()
        return {
            f"{len(some)} entries": f"{pybtex / ours:.1f} times as fast as pybtex (goal 5)",
            "read back": f"{own_reading * 1000:.0f} ms; bibtexparser 2 splits it in {other_reading * 1000:.0f} ms",
        }
