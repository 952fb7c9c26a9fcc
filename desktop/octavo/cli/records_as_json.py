"""How papers, lists and steps look in JSON. These names are a promise: scripts depend on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from octavo.inquiries import Candidate, CitationState
from octavo.records import Change, Paper, Step

if TYPE_CHECKING:
    from octavo.bibliography.check import Finding


def brief(paper: Paper) -> dict[str, object]:
    """What a search says of each paper."""
    return {
        "id": paper.id,
        "key": paper.key,
        "title": paper.title,
        "authors": [author.name for author in paper.authors],
        "year": paper.year,
        "abstract": paper.abstract,
        "starred": paper.starred,
        "state": str(paper.state),
        "tags": [tag.name for tag in paper.tags],
        "lists": [each.name for each in paper.lists],
    }


def whole(paper: Paper) -> dict[str, object]:
    """Every field of a paper, beside those of `brief`."""
    return brief(paper) | {
        "uuid": paper.uuid,
        "raw_title": paper.raw_title,
        "raw_abstract": paper.raw_abstract,
        "author_names": [asdict(author) for author in paper.authors],
        "more_authors": paper.more_authors,
        "identifiers": [asdict(identifier) for identifier in paper.identifiers],
        "arxiv": paper.identifier("arxiv"),
        "doi": paper.identifier("doi"),
        "published": paper.published,
        "kind": str(paper.kind),
        "venue": paper.venue,
        "details": dict(paper.details),
        "other": dict(paper.other),
        "unread": paper.unread,
        "trashed": paper.trashed,
        "note": paper.note,
        "missing": list(paper.missing),
        "sightings": [asdict(sighting) for sighting in paper.sightings],
        "field_sources": dict(paper.field_sources),
        "former_keys": list(paper.aliases),
        "casing": {word: "keep" if kept else "fold" for word, kept in paper.casing.items()},
        "files": [asdict(attachment) for attachment in paper.attachments],
        "added": paper.added,
        "changed": paper.changed,
    }


def citation(state: CitationState, given: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    """How a citation stands, and who gave its fields since it was imported."""
    return {
        "trust": str(state.trust),
        "missing": list(state.missing),
        "service": state.service or None,
        "at": state.at or None,
        "candidates": state.candidates,
        "proposals": state.proposals,
        "trouble": state.trouble or None,
        "given": {name: {"source": source, "at": at} for name, (source, at) in given.items()},
    }


def change(made: Change) -> dict[str, object]:
    """What a verb did; `step` is null when there was nothing to do."""
    return {
        "verb": made.verb,
        "papers": list(made.paper_ids),
        "step": made.step,
        "arguments": dict(made.arguments),
    }


def step(made: Step) -> dict[str, object]:
    """One line of the history."""
    return {
        "id": made.id,
        "at": made.at,
        "verb": made.verb,
        "arguments": dict(made.arguments),
        "papers": made.papers,
        "undone": made.undone,
    }


def candidate(made: Candidate) -> dict[str, object]:
    """A work some service has for a paper, and what speaks for and against it."""
    entry = made.entry
    return {
        "service": made.service,
        "verdict": made.verdict,
        "title": entry.title,
        "authors": [author.name for author in entry.authors],
        "published": entry.published,
        "venue": entry.venue,
        "identifiers": [asdict(identifier) for identifier in entry.identifiers],
        "agrees": list(made.agrees),
        "differs": list(made.differs),
    }


def finding(made: Finding) -> dict[str, object]:
    """One thing that would go wrong with papers that are cited."""
    return {
        "trouble": str(made.trouble),
        "keys": list(made.keys),
        "ids": list(made.ids),
        "sentence": made.sentence,
        "repair": made.repair,
    }
