"""Addresses that follow from a paper's identifiers. Pure: nothing is fetched."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, quote_plus

from octavo.records import Paper

#: How the address of a PDF that is kept with a paper begins; its path in the folder of files follows.
ATTACHED: Final = "attached:"


def page(paper: Paper) -> str:
    """The page about the paper: arXiv, else the DOI, else the address it came with, else ""."""
    if arxiv := paper.identifier("arxiv"):
        return f"https://arxiv.org/abs/{quote(arxiv, safe='/.')}"
    if doi := paper.identifier("doi"):
        return f"https://doi.org/{quote(doi, safe='/:;().')}"
    return paper.identifier("url")


def pdf(paper: Paper) -> str:
    """The PDF's address where one is certain (arXiv), else ""."""
    arxiv = paper.identifier("arxiv")
    return f"https://arxiv.org/pdf/{quote(arxiv, safe='/.')}" if arxiv else ""


def feed_page(paper: Paper) -> str:
    """The paper's page at the feed it came from, where its number says which."""
    number = paper.identifier("hf") or paper.identifier("arxiv")
    return f"https://huggingface.co/papers/{quote(number, safe='/.')}" if number else ""


def search(title: str) -> str:
    """A search for the title at arXiv."""
    return f"https://arxiv.org/search/?searchtype=title&query={quote_plus(title[:300])}"
