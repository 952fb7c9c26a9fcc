"""The formats papers leave in, declared once for the export sheet and the command line; `writers` has what writes them.

Loads nothing, so that the command line can name the formats before it knows whether one is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `words` name it in a menu, `reads` says who or what reads it, `suffix` ends a file's name.

    `options` are the fields of `ExportOptions` that change anything in it. `place` shows where the entry of a key
    begins in the text, "{key}" standing for the key; "" where the key does not appear.
    """

    name: str
    words: str
    reads: str
    suffix: str
    options: tuple[str, ...] = ()
    place: str = ""
    encoding: str = "utf-8"

    def place_of(self, key: str) -> str:
        """The text that marks the entry of `key`, "" where there is none."""
        return self.place.replace("{key}", key)


_EXTRAS: Final = ("abstracts", "keywords", "notes")
_LATEX: Final = (*_EXTRAS, "protect_capitals", "preprint_as_article")
_ANNOTATED: Final = ("abstracts", "notes")

FORMATS: Final[Mapping[str, Format]] = {
    each.name: each
    for each in (
        Format("bibtex", "BibTeX", "LaTeX", ".bib", _LATEX, "{{key},"),
        Format("biblatex", "BibLaTeX", "LaTeX with biber", ".bib", _LATEX, "{{key},"),
        Format("csl-json", "CSL-JSON", "Zotero and pandoc", ".json", _EXTRAS, '"id": "{key}"'),
        Format("ris", "RIS", "EndNote and Mendeley", ".ris", _EXTRAS, "ID  - {key}"),
        Format("hayagriva", "Hayagriva", "Typst", ".yaml", _ANNOTATED, "{key}:"),
        Format("markdown", "Annotated list, Markdown", "people and editors", ".md", _ANNOTATED),
        Format("html", "Annotated list, web page", "people", ".html", _ANNOTATED, '<li id="{key}">'),
        # Spreadsheets take a table for Latin-1 unless a byte order mark says otherwise.
        Format("csv", "Table, CSV", "spreadsheets", ".csv", _EXTRAS, '"{key}",', "utf-8-sig"),
        Format("text-apa", "References, APA", "people", ".txt"),
        Format("text-ieee", "References, IEEE", "people", ".txt"),
        Format("text-acm", "References, ACM", "people", ".txt"),
        Format("text-nature", "References, Nature", "people", ".txt"),
    )
}
