"""Octavo's own feed format, and the sample papers that come with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from octavo.bibliography.names import split_names
from octavo.feeds.decoding import tidy
from octavo.feeds.identifiers import arxiv_id
from octavo.records import DETAIL_FIELDS, Batch, Entry, Identifier, Kind, OctavoError

FORMAT: Final = "octavo-feed"
_FILE: Final = "sample-feed.json"
_PUBLISHED: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)


def sample_batch(resources: Path) -> Batch:
    """The sample papers in the folder `resources`, ready to add. Raises OctavoError when the file is not there."""
    try:
        data = (resources / _FILE).read_bytes()
        found = json.loads(data)
    except (OSError, ValueError) as error:
        raise OctavoError("The sample papers are missing from this copy of Octavo. Install it again.") from error
    return read_own_feed(found, origin="sample papers", digest=sha256(data).hexdigest())


def is_own_feed(found: object) -> bool:
    """Is this JSON value a feed in Octavo's own format?"""
    return isinstance(found, Mapping) and found.get("format") == FORMAT and isinstance(found.get("papers"), list)


def read_own_feed(found: Mapping[str, Any], *, origin: str, digest: str) -> Batch:
    """The batch of a feed in Octavo's own format. Papers without a title are left out."""
    papers = [paper for paper in found["papers"] if isinstance(paper, Mapping)]
    return Batch(
        form="octavo feed",
        source=_words(found, "source") or "Papers",
        origin=origin,
        entries=tuple(_entry(paper) for paper in papers if _words(paper, "title")),
        digest=digest,
    )


def _entry(paper: Mapping[str, Any]) -> Entry:
    names = paper.get("authors")
    authors, more_authors = split_names(
        [tidy(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []
    )
    kind = _words(paper, "kind")
    details = paper.get("details")
    return Entry(
        title=_words(paper, "title"),
        abstract=_words(paper, "abstract"),
        authors=authors,
        more_authors=more_authors,
        identifiers=_identifiers(paper),
        published=published if _PUBLISHED.fullmatch(published := _words(paper, "published")) else "",
        kind=Kind(kind) if kind in Kind.__members__.values() else Kind.UNKNOWN,
        venue=_words(paper, "venue"),
        details={
            name: value for name in DETAIL_FIELDS if isinstance(details, Mapping) and (value := _words(details, name))
        },
    )


def _identifiers(paper: Mapping[str, Any]) -> tuple[Identifier, ...]:
    arxiv, doi = arxiv_id(_words(paper, "arxiv")), _words(paper, "doi").lower()
    found = [Identifier("arxiv", arxiv)] if arxiv else []
    return tuple([*found, Identifier("doi", doi)] if _DOI.fullmatch(doi) else found)


def _words(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return " ".join(tidy(value).split()) if isinstance(value, str) else ""
