"""What was pasted into a field, when it is more than the field holds: a reference, or a paper's number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from octavo.bibliography.paper_numbers import doi_in, numbers_from
from octavo.feeds.reference_file import read_reference_file
from octavo.gui.dialogs.edit_fields import written
from octavo.records import Entry, Kind, Paper

#: Longer texts are no single reference.
_LONGEST: Final = 50_000
_ARXIV: Final = re.compile(r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What it is, as a question to the person, and the words it has for the form by field name."""

    question: str
    words: dict[str, str]
    kind: Kind = Kind.UNKNOWN
    more_authors: bool = False


def recognise(text: str, field: str) -> Pasted | None:
    """What `text` is when it belongs in more or other fields than `field`, else None."""
    text = text.strip()
    if not 4 < len(text) <= _LONGEST:
        return None
    number = _number(text, field)
    if number is not None or len(text.split()) < 2:
        return number
    batch = read_reference_file(text)
    if batch is None or not batch.entries:
        return None
    entry, count = batch.entries[0], len(batch.entries)
    form = {"BibTeX": "a BibTeX entry", "RIS": "a RIS reference"}.get(batch.form, "a reference")
    question = (
        f"This is {form}. Fill the fields from it?"
        if count == 1
        else f"These are {count:,} references. Fill the fields from the first?"
    )
    return Pasted(question, words_of(entry), entry.kind, entry.more_authors)


def words_of(entry: Entry) -> dict[str, str]:
    """What an entry says, as text for the form by field name; fields it says nothing of are left out."""
    paper = Paper(
        0, "", entry.title, entry.abstract, authors=entry.authors, identifiers=entry.identifiers,
        published=entry.published, venue=entry.venue, details=entry.details,
    )  # fmt: skip
    return {name: words for name, words in written(paper).items() if words.strip() and name != "key"}


def _number(text: str, field: str) -> Pasted | None:
    """An arXiv address or a DOI in a field that is not its own."""
    if _ARXIV.fullmatch(text):
        found = numbers_from(arxiv=[text]).arxiv
        if found and field != "arxiv":
            return Pasted("This is an arXiv address. Put its number in the field for it?", {"arxiv": found})
        return None
    doi = doi_in(text)
    if not doi or field == "doi":
        return None
    words = numbers_from(doi=doi)
    if words.arxiv and field != "arxiv":
        return Pasted("This is arXiv’s DOI. Put the number in its field?", {"arxiv": words.arxiv, "doi": doi.lower()})
    return Pasted("This is a DOI. Put it in the field for it?", {"doi": doi.lower()})
