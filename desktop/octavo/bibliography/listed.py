"""A paper as a list shows it: its key, what a citation says of it, why it is here, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from octavo.bibliography.export import ExportOptions
from octavo.bibliography.facts import Facts, facts_of
from octavo.bibliography.latex import clean
from octavo.bibliography.plain_text import without_tex
from octavo.records import Author, Paper

NO_REASONS: Final[Mapping[int, str]] = MappingProxyType({})

_NAMED: Final = 6
#: A host that every reader of addresses takes: labels of letters, digits and hyphens under a top domain of letters.
_WEB: Final = re.compile(
    r"https?://(?P<host>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24})(?::[0-9]{1,4})?(?:[/?#].*)?",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list that is to be written. `reason` and `note` are "" where there is none or none is wanted."""

    key: str
    paper: Paper
    facts: Facts
    reason: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """The title for reading, or words that say there is none."""
        return without_tex(self.facts.title) or "Without a title"

    @property
    def people(self) -> str:
        """ "Ada Quill, Bo Reed and Cy Dunn"; after 6 names "et al."; "" for nobody."""
        names = [author.name for author in self.facts.authors]
        if self.facts.more_authors or len(names) > _NAMED:
            return ", ".join(names[:_NAMED]) + " et al." if names else ""
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    @property
    def source(self) -> str:
        """Where it appeared: "Harbour Letters 3(2), 1–9"; "" for a bare preprint."""
        volume, number = self.facts.details.get("volume", ""), self.facts.details.get("number", "")
        issue = f"{volume}({number})" if volume and number else volume
        venue = " ".join(part for part in (without_tex(self.facts.venue), issue) if part)
        return ", ".join(part for part in (venue, self.facts.pages.replace("--", "–")) if part) if venue else ""

    def links(self) -> Iterator[tuple[str, str]]:
        """Words and web address of each place to read it: arXiv, DOI, else the address it came with."""
        if self.facts.eprint:
            yield f"arXiv:{self.facts.eprint}", f"https://arxiv.org/abs/{quote(self.facts.eprint, safe='/.')}"
        if self.facts.doi and not (self.facts.eprint and self.facts.doi.lower().startswith("10.48550/arxiv.")):
            yield f"doi:{self.facts.doi}", f"https://doi.org/{quote(self.facts.doi, safe='/:;().%')}"
        if not (self.facts.eprint or self.facts.doi) and (address := web_address(self.facts.url)):
            yield address.split("://", 1)[1].rstrip("/"), address


def gathered(
    papers: Sequence[tuple[str, Paper]], options: ExportOptions, reasons: Mapping[int, str] = NO_REASONS
) -> list[Listed]:
    """The (key, paper) pairs in their order; `reasons` are why each is in the list, by paper id."""
    return [
        Listed(
            key,
            paper,
            _facts(paper, options),
            clean(reasons.get(paper.id, "")),
            _visible(paper.note) if options.notes else "",
        )
        for key, paper in papers
    ]


def web_address(url: str) -> str:
    """The address when it is http or https with a plain host name and no user in it, else ""."""
    found = _WEB.fullmatch(url)
    if not found:
        return ""
    try:
        found["host"].encode("ascii").decode("idna")
    except UnicodeError:
        return ""
    return url


def _facts(paper: Paper, options: ExportOptions) -> Facts:
    facts = facts_of(paper, abstract=options.abstracts, keywords=options.keywords)
    return replace(facts, authors=_clean_names(facts.authors), editors=_clean_names(facts.editors))


def _clean_names(authors: Sequence[Author]) -> tuple[Author, ...]:
    """The names as text without TeX residue; one of which nothing is left is left out."""
    cleaned = (
        Author(
            clean(author.family), clean(author.given), clean(author.particle), clean(author.suffix),
            clean(author.literal),
        )
        for author in authors
    )  # fmt: skip
    return tuple(author for author in cleaned if author.name)


def _visible(note: str) -> str:
    """A note with its lines, but without characters that cannot be seen."""
    lines = ("".join(each for each in line if each.isprintable() or each == "\t") for line in note.splitlines())
    return "\n".join(lines).strip()
