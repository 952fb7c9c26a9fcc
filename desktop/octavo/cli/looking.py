"""octavo search and show: papers as lines for people, or as JSON."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

from octavo.bibliography.citation_state import told
from octavo.cli.records_as_json import brief, citation, whole
from octavo.cli.session import DONE, Session, counted, find_papers
from octavo.library.citations import Citations
from octavo.library.reading import Place, Reading, Sort
from octavo.records import Paper

_SORTS: Final = {"best": Sort.BEST, "newest": Sort.NEWEST, "oldest": Sort.OLDEST, "title": Sort.TITLE}
_BLOCK: Final = 500


def search(session: Session, arguments: argparse.Namespace) -> int:
    """Every paper that answers the query, best match first."""
    with session.reading() as reading:
        ids = found_ids(reading, " ".join(arguments.words), _SORTS.get(arguments.sort), arguments.limit)
        if arguments.ids:
            for paper_id in ids:
                session.show(str(paper_id))
            session.give(list(ids))
            return DONE
        papers = papers_of(reading, ids)
        session.give([brief(paper) for paper in papers])
        for paper in papers:
            session.show(line(paper))
    if not session.as_json:
        session.say(f"{counted(len(ids), 'paper')} found.")
    return DONE


def show(session: Session, arguments: argparse.Namespace) -> int:
    """Everything about one paper."""
    with session.reading() as reading:
        (paper_id,) = find_papers(reading, [arguments.id])
        paper = reading.paper(paper_id)
        state = Citations(reading).state(paper_id)
        given = Citations(reading).field_sources(paper_id)
    session.give(whole(paper) | {"citation": citation(state, given)})
    for text in _described(paper, f"Citation: {told(state)}{f'. {state.trouble}' if state.trouble else ''}"):
        session.show(text)
    return DONE


def found_ids(reading: Reading, words: str, sort: Sort | None = None, limit: int | None = None) -> Sequence[int]:
    """The ids a query finds in all papers, the trash left out."""
    return reading.listing(Place("all"), words, sort, limit=limit).ids[:limit]


def papers_of(reading: Reading, ids: Sequence[int]) -> list[Paper]:
    """Whole papers in the order of `ids`, read in blocks."""
    return [paper for start in range(0, len(ids), _BLOCK) for paper in reading.papers(ids[start : start + _BLOCK])]


def line(paper: Paper) -> str:
    """One paper on one line: number, star, state, year, first author, title, tags."""
    star = "*" if paper.starred else " "
    people = people_of(paper)
    tags = "".join(f" #{tag.name}" for tag in paper.tags)
    facts = ", ".join(str(fact) for fact in (people, paper.year) if fact)
    return f"{paper.id:>6} {star} {paper.state:<10}  {paper.title}{f' ({facts})' if facts else ''}{tags}"


def people_of(paper: Paper) -> str:
    """ "Ada Example", "Ada Example and Bo Sample", "Ada Example and others"; "" without authors."""
    names = [author.name for author in paper.authors]
    if len(names) > 2 or (names and paper.more_authors):
        return f"{names[0]} and others"
    return " and ".join(names)


def _described(paper: Paper, citation_words: str) -> Iterable[str]:
    yield f"{paper.title}{'  *' if paper.starred else ''}"
    names = ", ".join(author.name for author in paper.authors)
    yield f"{names}{' and others' if paper.more_authors else ''}" if names else "No authors yet"
    identifiers = [f"{identifier.scheme}:{identifier.value}" for identifier in paper.identifiers]
    yield "  ".join(part for part in (paper.published or "No year yet", paper.venue, *identifiers) if part)
    yield f"Number {paper.id}  key {paper.key or 'not yet given'}  state {paper.state}" + (
        "  in the trash" if paper.trashed else ""
    )
    yield citation_words
    if paper.tags:
        yield f"Tags: {', '.join(tag.name for tag in paper.tags)}"
    if paper.lists:
        yield f"Reading lists: {', '.join(each.name for each in paper.lists)}"
    for sighting in paper.sightings:
        said = f", the page said {sighting.captured}" if sighting.captured else ""
        votes = f", {counted(sighting.votes, 'vote')}" if sighting.votes is not None else ""
        version = f", new version {sighting.new_version}" if sighting.new_version else ""
        yield f"Seen in {sighting.source} on {sighting.day}{said}{votes}{version.removesuffix(' new')}"
    for attachment in paper.attachments:
        yield f"PDF: {attachment.name}"
    if paper.abstract:
        yield ""
        for paragraph in paper.abstract.split("\n\n"):
            yield textwrap.fill(paragraph, 88)
    if paper.note:
        yield ""
        yield f"Note:\n{paper.note}"
