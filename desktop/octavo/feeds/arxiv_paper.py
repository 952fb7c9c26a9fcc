"""One paper as arXiv describes it, and the entry it becomes: the same from its answers, feeds, pages and mails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from octavo.feeds.fields import abstract_or_problem, doi_identifier, find_doi, one_line, paragraphs
from octavo.feeds.identifiers import find_arxiv_ids, first_submitted
from octavo.records import Author, Entry, Identifier, Kind, SourceLines

#: How arXiv announces a paper; a replacement is a new version of one announced before.
ANNOUNCEMENTS: Final = ("new", "cross", "replace", "replace-cross")

_VERSION: Final = re.compile(r"(?<=\d)(v[1-9]\d{0,2})(?!\w)")
_PREFIX: Final = re.compile(r"\s*arXiv:\S{5,40}\s+Announce\s+Type:\s*(?P<type>[\w-]{1,20})\s*(?:Abstract:\s*)?", re.I)
_CATEGORY: Final = re.compile(r"[a-z-]{2,12}(?:\.[A-Za-z-]{2,12})?", re.ASCII)
#: "Phys. Rev. D 76, 013009 (2007)", "Phys.Rev.D76:013009,2007", "J. Example 21(4):1-67, 2020": nothing less regular.
_JOURNAL: Final = re.compile(
    r"(?P<name>[A-Z][A-Za-z.&' -]{2,100}?)[\s,]*(?:vol(?:ume)?\.?\s*)?(?P<volume>\d{1,4})"
    r"(?:\s*\((?P<number>\d{1,4}(?:-\d{1,4})?)\))?\s*[,:]\s*(?:pp?\.\s*)?(?P<pages>[A-Z]?\d{1,9}(?:\s*[-\u2013]{1,2}\s*\d{1,9})?)"
    r"[\s,]*\(?(?P<year>(?:19|20)\d\d)\)?\.?"
)
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LONGEST: Final = 2_000


@dataclass(slots=True)
class ArxivPaper:
    """What arXiv says of a paper, as written; `number` is without version, `published` the day of the first one."""

    number: str
    title: str
    version: str = ""
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    more_authors: bool = False
    published: str = ""
    updated: str = ""
    announce: str = ""
    primary: str = ""
    categories: tuple[str, ...] = ()
    comment: str = ""
    journal: str = ""
    doi: str = ""
    report: str = ""
    licence: str = ""
    lines: SourceLines | None = None

    def entry(self, *, abstract_expected: bool = True) -> Entry:
        """The paper as an entry. Where a source gives no abstracts, their absence is no problem of the paper."""
        abstract, problems = abstract_or_problem(paragraphs(self.abstract))
        month = first_submitted(self.number)
        venue, details = _journal(self.journal, self.published or month)
        categories = [each for each in dict.fromkeys((self.primary, *self.categories)) if _CATEGORY.fullmatch(each)]
        dois = [doi for word in self.doi[:_LONGEST].split() if (doi := find_doi(word))]
        named = dict.fromkeys((Identifier("arxiv", self.number), *map(doi_identifier, dois[:1])))
        details |= {"primary_class": categories[0] if categories else "", "comment": one_line(self.comment, _LONGEST)}
        other = {
            "arxiv_version": self.version,
            "announce": self.announce if self.announce in ANNOUNCEMENTS else "",
            "categories": " ".join(categories[:50]),
            "updated": self.updated,
            "journal_ref": one_line(self.journal, _LONGEST),
            # An identifier is in lower case; a citation keeps the spelling its source gives.
            "doi": dois[0] if len(named) > 1 and dois[0] != dois[0].lower() else "",
            "report_number": one_line(self.report, _LONGEST),
            "license": one_line(self.licence, _LONGEST),
        }
        return Entry(
            title=one_line(self.title) or f"arXiv:{self.number}",
            abstract=abstract,
            authors=self.authors,
            more_authors=self.more_authors,
            identifiers=tuple(named),
            published=self.published or month,
            kind=Kind.ARTICLE if venue else Kind.PREPRINT,
            venue=venue,
            details={name: value for name, value in details.items() if value},
            other={name: value for name, value in other.items() if value},
            lines=self.lines,
            problems=problems if self.abstract or abstract_expected else (),
        )


def number_and_version(text: str) -> tuple[str, str]:
    """The first arXiv number in an address, an "oai:arXiv.org:" name or a number; and its version, "v2" or ""."""
    text = text[:300].replace("oai:arXiv.org:", "").replace("/abs/", " ").replace("/pdf/", " ").replace(".pdf", " ")
    numbers = find_arxiv_ids(text)
    version = _VERSION.search(text) if numbers else None
    return (numbers[0], version[1] if version else "") if numbers else ("", "")


def without_announcement(text: str) -> tuple[str, str]:
    """The abstract of a feed's item without "arXiv:... Announce Type: new Abstract:", and the type it names."""
    match = _PREFIX.match(text)
    return (text[match.end() :], match["type"].lower()) if match else (text, "")


def _journal(reference: str, published: str) -> tuple[str, dict[str, str]]:
    """Journal, volume, number and pages, where the reference is regular and of the paper's own year.

    arXiv gives the year of the preprint. With another journal year a citation made of both would be wrong.
    """
    text = one_line(reference, 300)
    match = _JOURNAL.fullmatch(text)
    if match is None or match["year"] != published[:4]:
        return "", {}
    found = {name: match[name] or "" for name in ("volume", "number", "pages")}
    found["pages"] = re.sub(r"\s*[-\u2013]{1,2}\s*", "-", found["pages"])
    return match["name"].strip(" ,"), found
