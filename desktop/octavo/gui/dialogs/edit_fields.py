"""Bibliographic fields as a person writes them: from a paper to text, from text to values, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from octavo.bibliography import citekey
from octavo.bibliography.names import split_name
from octavo.records import DETAIL_FIELDS, Author, Identifier, Paper

IDENTIFIER_FIELDS: Final = ("arxiv", "doi", "url", "openreview", "acl")

_NEW_ARXIV = re.compile(r"\d{4}\.\d{4,5}")
_OLD_ARXIV = re.compile(r"[a-z-]+(\.[A-Z]{2})?/\d{7}")
_DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/\S+")
_DOI_PREFIX = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ARXIV_PREFIX = re.compile(r"^(https?://(www\.|export\.)?arxiv\.org/(abs|pdf|html)/|arxiv:\s*)", re.IGNORECASE)
_OPENREVIEW_PREFIX = re.compile(r"^https?://openreview\.net/(?:forum|pdf)\?id=")
_ACL_PREFIX = re.compile(r"^https?://(?:www\.)?aclanthology\.org/")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def written(paper: Paper) -> dict[str, str]:
    """Every field of a paper as text for the form, by field name; identifiers under their scheme."""
    words = {
        "title": paper.title,
        "authors": "\n".join(author_line(author) for author in paper.authors),
        "published": paper.published,
        "venue": paper.venue,
        "abstract": paper.abstract,
        "key": paper.key,
    }
    words |= {scheme: paper.identifier(scheme) for scheme in IDENTIFIER_FIELDS}
    return words | {name: str(paper.details.get(name, "")) for name in DETAIL_FIELDS}


def author_line(author: Author) -> str:
    """One author as one line: "van den Berg, Jr., Vincent", or a group in {braces}."""
    if author.literal:
        return f"{{{author.literal}}}"
    family = " ".join(part for part in (author.particle, author.family) if part)
    return ", ".join(part for part in (family, author.suffix, author.given) if part)


def arxiv_number(words: str) -> str:
    """The bare arXiv number of what was typed or pasted: no address, no version, no .pdf."""
    bare = _ARXIV_PREFIX.sub("", words.strip()).removesuffix(".pdf")
    return re.sub(r"v\d+$", "", bare)


def doi_number(words: str) -> str:
    """The bare DOI in lower case, without a resolver's address."""
    return _DOI_PREFIX.sub("", words.strip()).lower()


def openreview_number(words: str) -> str:
    """The bare number of a paper at OpenReview, without the address."""
    return _OPENREVIEW_PREFIX.sub("", words.strip())


def acl_number(words: str) -> str:
    """The bare number of a paper in the ACL Anthology, without the address."""
    return _ACL_PREFIX.sub("", words.strip()).removesuffix(".pdf").rstrip("/")


def fault(name: str, words: str) -> str:
    """The sentence to show under a field, or "" when what is written can be kept."""
    check = _CHECKS.get(name)
    return check(words.strip()) if check else ""


def _title_fault(words: str) -> str:
    return "" if words else "A paper needs a title."


def _authors_fault(words: str) -> str:
    for number, line in enumerate(words.splitlines(), 1):
        if line.count("{") != line.count("}"):
            return f"Line {number} has a brace without its partner."
        if line.strip() in {",", "{}"}:
            return f"Line {number} has no name."
    return ""


def _published_fault(words: str) -> str:
    found = _DATE.fullmatch(words)
    if not words:
        return ""
    try:
        if found:
            date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        found = None
    return "" if found else "Write a year, or a date like 2024-03-11."


def _arxiv_fault(words: str) -> str:
    number = arxiv_number(words)
    if not words or _NEW_ARXIV.fullmatch(number) or _OLD_ARXIV.fullmatch(number):
        return ""
    return "An arXiv number looks like 2403.09611 or hep-th/9901001."


def _doi_fault(words: str) -> str:
    return "" if not words or _DOI.fullmatch(doi_number(words)) else "A DOI looks like 10.1000/xyz."


def _openreview_fault(words: str) -> str:
    fits = not words or re.fullmatch(r"[\w-]{4,40}", openreview_number(words), re.ASCII)
    return "" if fits else "An OpenReview number is what stands behind id= in its address."


def _acl_fault(words: str) -> str:
    fits = not words or re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{3,60}", acl_number(words))
    return "" if fits else "An ACL Anthology number looks like 2024.acl-long.1 or P18-1001."


def _url_fault(words: str) -> str:
    if not words:
        return ""
    try:
        parts = urlsplit(words)
    except ValueError:
        return "This is not a link Octavo can open."
    if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", words):
        return ""
    return "A link starts with https:// or http:// and has no spaces."


def _key_fault(words: str) -> str:
    if not words or citekey.valid(words):
        return ""
    return "A key begins with a letter or figure and has only those and - _ : . + / in it."


_CHECKS: Final[dict[str, Callable[[str], str]]] = {
    "title": _title_fault,
    "authors": _authors_fault,
    "published": _published_fault,
    "arxiv": _arxiv_fault,
    "doi": _doi_fault,
    "url": _url_fault,
    "openreview": _openreview_fault,
    "acl": _acl_fault,
    "key": _key_fault,
}


def changed_fields(paper: Paper, words: Mapping[str, str]) -> dict[str, object]:
    """What differs from `paper`, as the library's `edit` takes it. `words` holds faultless text by field name."""
    before = written(paper)
    fields: dict[str, object] = {}
    for name in ("title", "published", "venue", "abstract", "key", *DETAIL_FIELDS):
        if name in words and words[name].strip() != before[name].strip():
            fields[name] = words[name].strip()
    if "authors" in words and _lines(words["authors"]) != _lines(before["authors"]):
        # A line left as it was keeps its author as it was split, whatever a parser would make of it.
        known = {author_line(author): author for author in paper.authors}
        fields["authors"] = tuple(known.get(line) or parsed_author(line) for line in _lines(words["authors"]))
    identifiers = _identifiers(paper, words)
    if identifiers != paper.identifiers:
        fields["identifiers"] = identifiers
    return fields


def parsed_author(line: str) -> Author:
    """The author of one line: "Family, Given", a whole name, or a group in {braces}."""
    if line.startswith("{") and line.endswith("}"):
        return Author(literal=line[1:-1].strip())
    return split_name(line)


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _identifiers(paper: Paper, words: Mapping[str, str]) -> tuple[Identifier, ...]:
    """The paper's identifiers with those of the form put in place; the order and other schemes stay."""
    clean: dict[str, Callable[[str], str]] = {
        "arxiv": arxiv_number, "doi": doi_number, "url": str.strip, "openreview": openreview_number, "acl": acl_number,
    }  # fmt: skip
    wanted = {scheme: clean[scheme](words[scheme]) for scheme in IDENTIFIER_FIELDS if scheme in words}
    kept: list[Identifier] = []
    for each in paper.identifiers:
        if each.scheme not in wanted:
            kept.append(each)
        elif each.value == paper.identifier(each.scheme):
            value = wanted.pop(each.scheme)
            if value:
                kept.append(Identifier(each.scheme, value))
        else:
            kept.append(each)
    return (*kept, *(Identifier(scheme, value) for scheme, value in wanted.items() if value))
