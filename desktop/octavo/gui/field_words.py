"""Bibliographic fields and their values in words, for comparing them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from octavo.gui.dialogs.edit_form import KINDS, field_words
from octavo.records import Author, Entry, Identifier, Kind, Paper

_NAMES: Final = {
    "title": "Title", "authors": "Authors", "more_authors": "More authors", "published": "Date", "kind": "Kind",
    "venue": "Venue", "abstract": "Abstract", "identifiers": "Numbers", "other.arxiv_version": "arXiv version",
    "other.updated": "Updated", "other.withdrawn": "Withdrawn", "other.retracted": "Retracted",
}  # fmt: skip
_SCHEMES: Final = {"arxiv": "arXiv", "doi": "DOI", "hf": "Hugging Face", "openreview": "OpenReview", "acl": "ACL"}
_AUTHORS_SHOWN: Final = 12
_LONGEST: Final = 420


def name_of(field: str) -> str:
    """What a field is called."""
    return _NAMES.get(field) or field_words(field.removeprefix("other."))


def value_words(value: object, field: str = "") -> str:
    """A value as people read it; a long one is cut. `field` tells a kind of work from other words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Kind) or (field == "kind" and value in set(Kind)):
        return KINDS[Kind(str(value))] if value != Kind.UNKNOWN else ""
    if isinstance(value, tuple):
        return _several(value)
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip(' .,;:')}…"


def _several(values: Sequence[object]) -> str:
    if all(isinstance(each, Identifier) for each in values):
        return ", ".join(number_words(each) for each in values if isinstance(each, Identifier))
    names = [each.name for each in values if isinstance(each, Author)]
    rest = len(names) - _AUTHORS_SHOWN
    return ", ".join(names[:_AUTHORS_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def number_words(identifier: Identifier) -> str:
    """ "arXiv 2403.09611"."""
    return f"{_SCHEMES.get(identifier.scheme, '')} {identifier.value}".strip()


def present(paper: Paper, field: str) -> object:
    """What a paper says now in a field of `Library.edit` or "other.NAME"."""
    if field.startswith("other."):
        return paper.other.get(field.removeprefix("other."), "")
    if hasattr(paper, field):
        return getattr(paper, field)
    return paper.details.get(field, "")


def meta(work: Paper | Entry) -> str:
    """Date, venue and numbers of a work in one line."""
    numbers = [number_words(each) for each in work.identifiers if each.scheme != "url"]
    return "  ·  ".join(part for part in (work.published, work.venue, *numbers[:3]) if part)
