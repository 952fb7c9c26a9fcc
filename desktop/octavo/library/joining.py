"""What one paper made of several says: which of them is kept, and the value proposed for each field. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from octavo.records import DETAIL_FIELDS, Identifier, Kind, Paper, State

#: The fields the person chooses between, one value each. All else of every paper is kept.
CHOSEN_FIELDS = ("title", "authors", "published", "kind", "venue", "abstract", *DETAIL_FIELDS)
_ARXIV_DOI = "10.48550/arxiv."
_FACES = (Kind.UNKNOWN, Kind.WEB, Kind.PREPRINT)


def value_of(paper: Paper, name: str) -> object:
    """What a paper says in one of the `CHOSEN_FIELDS`; "" or () where it says nothing."""
    if name in DETAIL_FIELDS:
        return paper.details.get(name, "")
    if name == "kind" and paper.kind is Kind.UNKNOWN:
        return ""
    return getattr(paper, name)


def is_published(paper: Paper) -> bool:
    """Is this the published face of a work, rather than the preprint?"""
    return paper.kind not in _FACES or (bool(paper.venue) and "arxiv" not in paper.venue.casefold())


def in_order(papers: Sequence[Paper]) -> list[Paper]:
    """The papers with the one to keep first: the one that is cited, decided about and written on, else the oldest."""
    return sorted(papers, key=lambda each: (-_weight(each), each.added, each.id))


def _weight(paper: Paper) -> int:
    marks = (bool(paper.lists), bool(paper.note), paper.starred, bool(paper.tags), paper.state is not State.INBOX)
    return 8 * bool(paper.key) + sum(marks)


def givers(papers: Sequence[Paper]) -> dict[str, Paper]:
    """Who is proposed to give each field of the joined paper. `papers`: the one to keep first.

    What the person wrote wins; then the published face says how the work was published; then the first that says
    anything. Fields that nobody has are left out.
    """
    faces = sorted(papers, key=lambda each: not is_published(each))
    found = {}
    for name in CHOSEN_FIELDS:
        order = papers if name in ("title", "abstract", "comment", "primary_class", "keywords") else faces
        saying = [each for each in order if value_of(each, name)]
        by_person = [each for each in saying if each.field_sources.get(name) == "person"]
        if saying:
            found[name] = (by_person or saying)[0]
    return found


def proposed(papers: Sequence[Paper]) -> dict[str, object]:
    """The values proposed for the joined paper, by field, as `Library.merge` takes them."""
    return {name: value_of(giver, name) for name, giver in givers(papers).items()}


def differing(papers: Sequence[Paper]) -> list[str]:
    """The fields in which at least two of the papers say something, and not the same."""
    found = []
    for name in CHOSEN_FIELDS:
        said = [value for each in papers if (value := value_of(each, name))]
        if any(value != said[0] for value in said[1:]):
            found.append(name)
    return found


def identifiers_of(papers: Sequence[Paper]) -> tuple[Identifier, ...]:
    """The names of all the papers, each once; a DOI that arXiv made up comes after the publisher's."""
    every = dict.fromkeys(each for paper in papers for each in paper.identifiers)
    return tuple(sorted(every, key=lambda each: each.scheme == "doi" and each.value.startswith(_ARXIV_DOI)))


def note_of(papers: Sequence[Paper]) -> str:
    """The notes of all the papers, one after the other, each once."""
    notes = dict.fromkeys(paper.note.strip() for paper in papers if paper.note.strip())
    return "\n\n".join(notes) if len(notes) > 1 else next((paper.note for paper in papers if paper.note.strip()), "")


def state_of(papers: Sequence[Paper]) -> State:
    """What was decided: of the first about which anything was."""
    return next((paper.state for paper in papers if paper.state is not State.INBOX), State.INBOX)


def other_of(papers: Sequence[Paper]) -> Mapping[str, str]:
    """The fields Octavo does not know, of all the papers; the first to say one wins."""
    joined: dict[str, str] = {}
    for paper in papers:
        for name, text in paper.other.items():
            joined.setdefault(name, text)
    return joined
