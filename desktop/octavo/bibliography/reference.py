"""A plain reference for mail and chat: authors, year, title, where it appeared, number. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.records import Author, Paper

_NAMED = 6


def plain_reference(paper: Paper) -> str:
    """One line such as "H. Touvron, T. Lavril (2023). LLaMA: Open Models. arXiv:2302.13971."; nothing is invented."""
    parts = []
    people = _people(paper.authors, paper.more_authors)
    year = f"({paper.year})" if paper.year else ""
    head = " ".join(part for part in (people, year) if part)
    if head:
        parts.append(head)
    parts.append(paper.title.strip())
    parts.append(_where(paper))
    return " ".join(_stopped(part) for part in parts if part)


def _people(authors: Sequence[Author], more: bool) -> str:
    names = [author.short for author in authors]
    if more or len(names) > _NAMED:
        return ", ".join(names[:_NAMED]) + " et al."
    if len(names) > 1:
        return ", ".join(names[:-1]) + " and " + names[-1]
    return names[0] if names else ""


def _where(paper: Paper) -> str:
    volume = paper.details.get("volume", "")
    number = paper.details.get("number", "")
    issue = f"{volume}({number})" if volume and number else volume
    pages = paper.details.get("pages", "")
    venue = ", ".join(part for part in (paper.venue, issue, pages) if part)
    arxiv, doi = paper.identifier("arxiv"), paper.identifier("doi")
    numbers = [f"arXiv:{arxiv}"] if arxiv else []
    if doi and not doi.lower().startswith("10.48550/arxiv."):
        numbers.append(f"https://doi.org/{doi}")
    if not numbers and paper.identifier("url"):
        numbers.append(paper.identifier("url"))
    return ". ".join(part for part in (venue, *numbers) if part)


def _stopped(words: str) -> str:
    return words if words[-1:] in ".?!" else words + "."
