"""The numbers a reference names its paper by: arXiv id, DOI and address, wherever in its fields they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from octavo.bibliography.facts import bare_doi, clean_address
from octavo.records import Identifier

_ID: Final = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d{1,3})?"
#: A whole text that is an arXiv id: bare, marked, as an address or as arXiv's own DOI. Groups: id, version, class.
ARXIV: Final = re.compile(
    r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*|abs/|(?:https?://doi\.org/)?10\.48550/arxiv\.)?"
    + _ID
    + r"(?:\.pdf)?(?:\s*\[([\w.-]+)\])?",
    re.I,
)
#: The same inside other words, where only a marked one counts.
ARXIV_INSIDE: Final = re.compile(
    rf"(?:\barxiv:\s*|\barxiv\.org/(?:abs|pdf|html)/){_ID}(?:\s*\[([\w.-]+)\])?(?!\d)", re.I
)
#: A journal's name that means arXiv.
ARXIV_JOURNAL: Final = re.compile(r"(?:arxiv|corr)(?:\s+e-?prints?|\s+preprint|\.org)?(?:\W.*)?", re.I | re.S)
_OPENREVIEW: Final = re.compile(r"https?://openreview\.net/(?:forum|pdf)\?id=([\w-]+)")
_ACL: Final = re.compile(r"https?://(?:www\.)?aclanthology\.org/([A-Za-z0-9.-]+?)(?:\.pdf|/)?")
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(slots=True)
class Numbers:
    """What was found. `other` holds what a citation spells in its own way: the DOI's capitals, the arXiv version."""

    identifiers: tuple[Identifier, ...] = ()
    other: dict[str, str] = field(default_factory=dict)
    primary_class: str = ""

    @property
    def arxiv(self) -> str:
        return next((each.value for each in self.identifiers if each.scheme == "arxiv"), "")


def numbers_from(*, doi: str = "", urls: Iterable[str] = (), arxiv: Iterable[str] = ()) -> Numbers:
    """The identifiers of a paper from what its fields say.

    `arxiv` are texts that may name an arXiv id, bare or marked; a DOI or arXiv id also comes from an address. An
    address that follows from the arXiv id is left out where there is no DOI.
    """
    found = Numbers()
    addresses = [address for url in urls if (address := clean_address(url))]
    bare = doi_in(doi) or next(filter(None, (doi_in(address) for address in addresses)), "")
    identifiers = []
    match = _arxiv_in([*arxiv, bare, *addresses])
    if match:
        identifiers.append(Identifier("arxiv", match[1]))
        if match[2]:
            found.other["arxiv_version"] = match[2].lower()
        found.primary_class = match[3] or ""
    if bare:
        identifiers.append(Identifier("doi", bare.lower()))
        if bare != bare.lower():
            found.other["doi"] = bare
    web = next(
        (address for address in addresses if address.casefold().startswith(("http://", "https://", "ftp://"))), ""
    )
    identifiers.extend(_own_numbers(web))
    follows = match and not bare and web == f"https://arxiv.org/abs/{match[1]}{found.other.get('arxiv_version', '')}"
    if web and not follows:
        identifiers.append(Identifier("url", web))
    found.identifiers = tuple(identifiers)
    return found


def doi_in(text: str) -> str:
    """The DOI when `text` is one, bare or with a resolver's address, in its own spelling; else ""."""
    bare = bare_doi(re.sub(r"^doi\s*:?\s*", "", text.strip(), flags=re.I))
    if not _DOI.fullmatch(bare):
        return ""
    return unquote(bare) if "%" in bare else bare


def title_without(identifiers: Iterable[Identifier], otherwise: str) -> str:
    """What stands for a title that no source gave: the paper's number, else `otherwise`."""
    words = {each.scheme: each.value for each in identifiers}
    for scheme, start in (("arxiv", "arXiv:"), ("doi", "doi:"), ("url", "")):
        if scheme in words:
            return start + words[scheme]
    return otherwise or "Untitled"


def _arxiv_in(texts: Iterable[str]) -> re.Match[str] | None:
    for text in texts:
        if found := ARXIV.fullmatch(text.strip()) or ARXIV_INSIDE.search(text):
            return found
    return None


def _own_numbers(address: str) -> Iterable[Identifier]:
    if openreview := _OPENREVIEW.fullmatch(address):
        yield Identifier("openreview", openreview[1])
    if acl := _ACL.fullmatch(address):
        yield Identifier("acl", acl[1])
