"""Semantic Scholar: the one paper of a title, or a paper by number, with venue and DOI."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote, urlencode

from octavo.bibliography.names import split_names
from octavo.bibliography.paper_numbers import doi_in
from octavo.lookup.asking import (
    Asking,
    Heard,
    Unreadable,
    ask,
    list_of,
    map_of,
    query_text,
    record_of,
    text_of,
    title_question,
)
from octavo.lookup.dates import real_date
from octavo.records import Entry, Identifier, Kind

NAME: Final = "Semantic Scholar"

_FIELDS: Final = (
    "title,abstract,authors,year,publicationDate,venue,publicationVenue,publicationTypes,journal,externalIds"
)
_PATH: Final = "/graph/v1/paper"
_KINDS: Final = {"conference": Kind.CONFERENCE, "journal": Kind.ARTICLE}
_MEETING: Final = re.compile(r"\b(?:proceedings|conference|workshop|symposium|meeting|congress)\b", re.I)
_PREPRINT_PLACES: Final = ("arxiv", "corr", "biorxiv", "medrxiv", "ssrn")


def by_title(asking: Asking, title: str) -> Heard:
    """The paper it takes this title for, which need not be the one."""
    query = urlencode({"query": query_text(title), "fields": _FIELDS})
    address = f"{asking.addresses.semantic_scholar}{_PATH}/search/match?{query}"
    return ask(asking, NAME, title_question(title), address, _matched)


def by_number(asking: Asking, scheme: str, value: str) -> Entry | None:
    """The paper with an arXiv number or a DOI as it is known today; nothing is kept of it."""
    name = f"{'ARXIV' if scheme == 'arxiv' else 'DOI'}:{value}"
    address = f"{asking.addresses.semantic_scholar}{_PATH}/{quote(name, safe=':/')}?{urlencode({'fields': _FIELDS})}"
    body = asking.bytes_of(address)
    return _entry(record_of(NAME, body)) if body is not None else None


def _matched(body: bytes) -> tuple[Entry, ...]:
    found = record_of(NAME, body)
    if not isinstance(found, dict) or not isinstance(found.get("data"), list):
        raise Unreadable(NAME)
    return tuple(_entry(each) for each in found["data"])


def _entry(record: Any) -> Entry:
    title = text_of(record, "title")
    if not title:
        raise Unreadable(NAME)
    venue, kind = _venue(record)
    journal = map_of(record, "journal")
    names = [text_of(each, "name") for each in list_of(record, "authors")]
    authors, more = split_names([name for name in names if name])
    details = {"volume": text_of(journal, "volume"), "pages": text_of(journal, "pages").replace(" ", "")}
    year = record.get("year")
    return Entry(
        title=title,
        abstract=text_of(record, "abstract"),
        authors=authors,
        more_authors=more,
        identifiers=tuple(_identifiers(map_of(record, "externalIds"))),
        published=real_date(text_of(record, "publicationDate")) or (str(year) if isinstance(year, int) else ""),
        kind=kind,
        venue=venue,
        details={name: value for name, value in details.items() if value and venue},
    )


def _venue(record: Any) -> tuple[str, Kind]:
    place = map_of(record, "publicationVenue")
    venue = text_of(place, "name") or text_of(record, "venue")
    if venue.casefold().startswith(_PREPRINT_PLACES):
        return "", Kind.PREPRINT
    types = {each for each in list_of(record, "publicationTypes") if isinstance(each, str)}
    kind = _KINDS.get(text_of(place, "type"), Kind.UNKNOWN)
    if kind is Kind.UNKNOWN and venue:
        meeting = "Conference" in types or _MEETING.search(venue)
        kind = Kind.CONFERENCE if meeting else Kind.ARTICLE
    return venue, kind


def _identifiers(ids: Any) -> list[Identifier]:
    arxiv, doi, acl = (text_of(ids, name) for name in ("ArXiv", "DOI", "ACL"))
    found = [Identifier("arxiv", arxiv)] if arxiv else []
    doi = doi_in(doi).lower()
    if doi and not doi.startswith("10.48550/arxiv."):
        found.append(Identifier("doi", doi))
    if acl:
        found.append(Identifier("acl", acl))
    return found
