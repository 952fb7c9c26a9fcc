"""What a citation of one paper says, before any dialect: kinds settled, numbers bare, dates and addresses checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from urllib.parse import quote, unquote

from octavo.bibliography.latex import clean
from octavo.bibliography.names import split_names
from octavo.records import Author, Kind, Paper

_CONFERENCE: Final = re.compile(
    r"\b(proceedings|proc\.|conference|workshop|symposium|NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|EACL"
    r"|AAAI|IJCAI|KDD|SIGIR|CHI|UAI|AISTATS|COLT|COLM|CoRL|ICRA|IROS|INTERSPEECH|ICASSP|WACV|SIGGRAPH)\b",
    re.I,
)
_ARXIV_VENUE: Final = re.compile(r"(arxiv|corr)\b.*", re.I | re.S)
_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.I)
_NOT_IN_NUMBER: Final = re.compile(r"[^A-Za-z0-9./\-]")
_WEB: Final = re.compile(r"(?:https?|ftp)://[^/]", re.I)
#: RFC 3986's reserved and unreserved characters that also mean nothing to TeX inside a verbatim field.
_URL_SAFE: Final = "-._~:/?#[]@!$&'()*+,;=%"
_URL_PLAIN: Final = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]*")
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DOI_SAFE: Final = "-._~:/?#[]@!$&'()*+,;=<>|\"`"
_DOI_PLAIN: Final = re.compile(r"[A-Za-z0-9./_():;\-]*")
_DOI_ADDRESS: Final = re.compile(r"^(?:https?://)?(?:dx\.|www\.)?doi\.org/|^doi:\s*", re.I)
_PUBLISHED: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?.*", re.S)
_RANGE: Final = re.compile(r"(?<=\d)\s*[-‐‑‒–—−]+\s*(?=[A-Za-z]{0,3}\d)")


@dataclass(frozen=True, slots=True)
class Facts:
    """One paper as a citation states it. Text is clean and not yet escaped; "" means not known.

    `doi`, `url` and `eprint` are ready to be written verbatim. `month` and `day` are 0 when not known.
    """

    kind: Kind
    title: str
    authors: tuple[Author, ...]
    more_authors: bool
    editors: tuple[Author, ...]
    year: str
    month: int
    day: int
    venue: str
    eprint: str
    eprint_class: str
    doi: str
    url: str
    pages: str
    details: Mapping[str, str]
    masters: bool
    aliases: tuple[str, ...] = ()
    casing: Mapping[str, bool] = field(default_factory=dict)
    keywords: str = ""
    abstract: str = ""
    note: str = ""


def facts_of(paper: Paper, *, abstract: bool = False, keywords: bool = False, note: bool = False) -> Facts:
    """Gather what is known; nothing is invented. Abstract, keywords and note only where they are asked for."""
    eprint, doi = _numbers(paper)
    venue = clean(paper.venue)
    kind = _kind(paper.kind, venue, eprint)
    url = _url(paper, eprint, doi)
    if eprint and url and _ARXIV_DOI.fullmatch(doi):
        doi = ""
    year, month, day = _date(paper.published)
    details = {name: cleaned for name, text in paper.details.items() if (cleaned := clean(text))}
    editors = split_names(re.split(r"\s+and\s+|\s*;\s*", details["editor"]))[0] if "editor" in details else ()
    return Facts(
        kind=kind,
        title=clean(paper.title),
        authors=paper.authors,
        more_authors=paper.more_authors,
        editors=editors,
        year=year,
        month=month,
        day=day,
        venue="" if kind is Kind.PREPRINT and _ARXIV_VENUE.fullmatch(venue) else venue,
        eprint=eprint,
        eprint_class=details.get("primary_class", "") if eprint else "",
        doi=safe_doi(doi),
        url=url,
        pages=_RANGE.sub("--", details.get("pages", "")),
        details=details,
        masters="master" in paper.other.get("genre", "").casefold(),
        aliases=paper.aliases,
        casing=paper.casing,
        keywords=_keywords(paper) if keywords else "",
        abstract=clean(paper.abstract) if abstract else "",
        note=clean(paper.note) if note else "",
    )


def as_article(facts: Facts) -> Facts:
    """A preprint the way styles without a type for it want it: an article in "arXiv preprint arXiv:ID"."""
    if facts.kind is not Kind.PREPRINT or not facts.eprint:
        return facts
    return replace(facts, kind=Kind.ARTICLE, venue=f"arXiv preprint arXiv:{facts.eprint}")


def safe_url(url: str) -> str:
    """The address with everything percent-encoded that a URL or a TeX field cannot hold; "" unless a web address."""
    url = clean_address(url)
    if not _WEB.match(url):
        return ""
    if _URL_PLAIN.fullmatch(url):
        return url
    return quote(_LONE_PERCENT.sub("%25", url), safe=_URL_SAFE)


def bare_doi(doi: str) -> str:
    """The DOI without the address of a resolver, in its own spelling; "" when it is none."""
    address = clean_address(doi)
    bare = _DOI_ADDRESS.sub("", address)
    if address.casefold().startswith("http"):
        bare = unquote(bare)
    return bare if bare.startswith("10.") else ""


def safe_doi(doi: str) -> str:
    """A bare DOI with everything percent-encoded that would end or break a TeX field."""
    return doi if _DOI_PLAIN.fullmatch(doi) else quote(doi, safe=_DOI_SAFE)


def clean_address(address: str) -> str:
    """An address as received, without blanks around it or characters that cannot be seen."""
    address = address.strip()
    if address.isascii() and address.isprintable():
        return address
    kept = (" " if character.isspace() else character for character in address)
    return "".join(character for character in kept if character.isprintable() and character != "\u00ad")


def _numbers(paper: Paper) -> tuple[str, str]:
    """arXiv id and DOI; the DOI in the spelling it came with, and an arXiv DOI's own id."""
    eprint = _NOT_IN_NUMBER.sub("", paper.identifier("arxiv"))
    doi = bare_doi(paper.identifier("doi"))
    spelled = bare_doi(paper.other.get("doi", ""))
    if spelled.casefold() == doi.casefold():
        doi = spelled
    if not eprint and (found := _ARXIV_DOI.fullmatch(doi)):
        eprint = _NOT_IN_NUMBER.sub("", found[1])
    version = paper.other.get("arxiv_version", "")
    if version and eprint and re.fullmatch(r"v[0-9]+", version):
        eprint += version
    return eprint, doi


def _url(paper: Paper, eprint: str, doi: str) -> str:
    """The address it came with; else one that follows from its number, unless a DOI already leads there."""
    url = safe_url(paper.identifier("url"))
    if url or doi:
        return url
    if eprint:
        return f"https://arxiv.org/abs/{eprint}"
    if openreview := clean_address(paper.identifier("openreview")):
        return f"https://openreview.net/forum?id={quote(openreview, safe='')}"
    if acl := clean_address(paper.identifier("acl")):
        return f"https://aclanthology.org/{quote(acl, safe='')}/"
    return ""


def _kind(kind: Kind, venue: str, eprint: str) -> Kind:
    """An unknown kind is settled by the venue or the arXiv id; an article without a journal is none."""
    if _ARXIV_VENUE.fullmatch(venue) and kind in (Kind.UNKNOWN, Kind.ARTICLE):
        return Kind.PREPRINT if eprint else kind
    if kind in (Kind.UNKNOWN, Kind.PREPRINT) and _CONFERENCE.search(venue):
        return Kind.CONFERENCE
    if kind is Kind.UNKNOWN and venue:
        return Kind.ARTICLE
    if kind in (Kind.UNKNOWN, Kind.ARTICLE, Kind.CONFERENCE) and not venue:
        return Kind.PREPRINT if eprint else Kind.UNKNOWN
    return kind


def _date(published: str) -> tuple[str, int, int]:
    """Year, month and day as far as they are a date that exists."""
    found = _PUBLISHED.fullmatch(published)
    if not found or found[1] == "0000":
        return "", 0, 0
    month, day = int(found[2] or 0), int(found[3] or 0)
    if not 1 <= month <= 12:
        return found[1], 0, 0
    try:
        date(int(found[1]), month, day)
    except ValueError:
        day = 0
    return found[1], month, day


def _keywords(paper: Paper) -> str:
    """Tags, then the paper's own keywords, without repeats; a comma inside one would split it."""
    own = paper.details.get("keywords", "")
    words = [tag.name for tag in paper.tags] + re.split(r"\s*;\s*" if ";" in own else r"\s*,\s*", own)
    cleaned = (" ".join(clean(word).replace(",", " ").split()) for word in words)
    seen: dict[str, str] = {}
    for word in cleaned:
        if word:
            seen.setdefault(word.casefold(), word)
    return ", ".join(seen.values())
