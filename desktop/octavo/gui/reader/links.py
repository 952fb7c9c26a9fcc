"""What the reading column says around the text: where a paper was seen, who wrote it, and where it can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from octavo.bibliography.links import ATTACHED
from octavo.gui import words
from octavo.gui.reader.labels import sentence_of
from octavo.gui.text import may_open, plain
from octavo.records import Attachment, Paper, State

_AUTHORS_SHOWN: Final = 40
_PDFS_SHOWN: Final = 3
_STATES: Final = {State.TO_READ: "To read", State.DONE: "Done", State.NOT_FOR_ME: "Not for me"}


@dataclass(frozen=True, slots=True)
class Link:
    """One button that opens an address."""

    icon: str
    words: str
    address: str


def links_of(paper: Paper) -> list[Link]:
    """Where the paper can be opened; without a number, where it can be looked for."""
    kept = [_attached(paper, each) for each in paper.attachments[-_PDFS_SHOWN:]]
    links = [*kept]
    if arxiv := paper.identifier("arxiv"):
        links.append(Link("file-text", f"arXiv {arxiv}", f"https://arxiv.org/abs/{quote(arxiv, safe='/')}"))
        links.append(Link("file-down", "PDF", f"https://arxiv.org/pdf/{quote(arxiv, safe='/')}"))
    if doi := paper.identifier("doi"):
        links.append(Link("file-text", "DOI", f"https://doi.org/{quote(doi, safe='/')}"))
    if forum := paper.identifier("openreview"):
        links.append(Link("external-link", "OpenReview", f"https://openreview.net/forum?id={quote(forum, safe='')}"))
    if anthology := paper.identifier("acl"):
        links.append(Link("file-text", "ACL Anthology", f"https://aclanthology.org/{quote(anthology, safe='')}/"))
    if len(links) == len(kept):
        title = quote(paper.title, safe="")
        links.append(Link("search", "Search arXiv", f"https://arxiv.org/search/?searchtype=title&query={title}"))
    if page := paper.identifier("hf"):
        links.append(Link("external-link", "Feed page", f"https://huggingface.co/papers/{quote(page, safe='')}"))
    links += [
        Link("external-link", "Web page", each.value)
        for each in paper.identifiers
        if each.scheme == "url" and may_open(each.value)
    ][:3]
    return links


def _attached(paper: Paper, attachment: Attachment) -> Link:
    words = "My PDF" if len(paper.attachments) == 1 else plain(attachment.name, 30)
    return Link("file-text", words, ATTACHED + attachment.path)


def seen_in(paper: Paper, today: date) -> str:
    """Where and when the paper was brought in, and its state: "Daily papers · captured Mar 11 · To read".

    The day is the import's, never the paper's own date.
    """
    parts = []
    if paper.sightings:
        first = min(paper.sightings, key=lambda sighting: (sighting.day, sighting.batch_id))
        parts.append(first.source)
        if first.captured:
            parts.append(f"captured {first.captured}")
        elif first.day:
            parts.append(f"imported {words.day(first.day, today)}")
    elif paper.added:
        parts.append(f"added {words.day(paper.added[:10], today)}")
    parts.append("In the trash" if paper.trashed else _STATES.get(paper.state, ""))
    return sentence_of(parts)


def authors_of(paper: Paper) -> str:
    """The names in order; beyond 40 the rest as a number, with "and others" when the source said so."""
    shown = ", ".join(author.name for author in paper.authors[:_AUTHORS_SHOWN])
    rest = len(paper.authors) - _AUTHORS_SHOWN
    if rest > 0:
        return f"{shown} and {words.number(rest)} more"
    return f"{shown} and others" if paper.more_authors and shown else shown


def published_in(paper: Paper) -> str:
    """Venue and the paper's own date, as far as a source gave them."""
    return ", ".join(part for part in (paper.venue, _date_words(paper.published)) if part)


def _date_words(published: str) -> str:
    """ "2024", "March 2024" or "11 March 2024", as exact as the source was; anything else as it is."""
    try:
        when = date.fromisoformat(f"{published}-01" if len(published) == 7 else published)
    except ValueError:
        return published
    month_and_year = f"{words.month(when.month)} {when.year}"
    return month_and_year if len(published) == 7 else f"{when.day} {month_and_year}"
