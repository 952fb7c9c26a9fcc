"""OpenAlex: by title, only with the person's own key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from octavo.bibliography.names import split_names
from octavo.bibliography.paper_numbers import doi_in, numbers_from
from octavo.lookup.asking import (
    HITS,
    Asking,
    Heard,
    Unreadable,
    ask,
    list_of,
    map_of,
    query_words,
    record_of,
    text_of,
    title_question,
)
from octavo.lookup.dates import real_date
from octavo.records import Entry, Identifier, Kind

NAME: Final = "OpenAlex"

_KINDS: Final = {"article": Kind.ARTICLE, "preprint": Kind.PREPRINT, "book": Kind.BOOK, "book-chapter": Kind.CHAPTER,
                 "dissertation": Kind.THESIS, "report": Kind.REPORT, "dataset": Kind.DATASET}  # fmt: skip


def by_title(asking: Asking, title: str) -> Heard:
    """The works most like this title. Raises when the person gave no key."""
    if not asking.open_alex_key:
        raise ValueError("OpenAlex is asked only with a key")
    # A filter ends at a comma or a colon, and fails at an apostrophe.
    words = " ".join(query_words(title, 1))
    query = urlencode({"filter": f"title.search:{words}", "per-page": HITS, "api_key": asking.open_alex_key})
    address = f"{asking.addresses.open_alex}/works?{query}"
    return ask(asking, NAME, title_question(title), address, _read, searches=True)


def _read(body: bytes) -> tuple[Entry, ...]:
    found = record_of(NAME, body)
    if not isinstance(found, dict) or not isinstance(found.get("results"), list):
        raise Unreadable(NAME)
    return tuple(_entry(each) for each in found["results"] if text_of(each, "display_name") or text_of(each, "title"))


def _entry(work: Any) -> Entry:
    place = map_of(map_of(work, "primary_location"), "source")
    venue = text_of(place, "display_name")
    at_arxiv = venue.casefold().startswith("arxiv")
    address = text_of(map_of(work, "primary_location"), "landing_page_url")
    doi = doi_in(text_of(work, "doi")).lower()
    arxiv = numbers_from(doi=doi, urls=[address] if "arxiv.org" in address else []).arxiv
    identifiers = [Identifier("arxiv", arxiv)] if arxiv else []
    if doi and not doi.startswith("10.48550/arxiv."):
        identifiers.append(Identifier("doi", doi))
    people = [text_of(map_of(each, "author"), "display_name") for each in list_of(work, "authorships")]
    authors, more = split_names([name for name in people if name])
    published = real_date(text_of(work, "publication_date"))
    return Entry(
        title=text_of(work, "display_name") or text_of(work, "title"),
        abstract=" ".join(_words(map_of(work, "abstract_inverted_index"))),
        authors=authors,
        more_authors=more,
        identifiers=tuple(identifiers),
        # Works of arXiv are all dated the first of January.
        published=published[:4] if published.endswith("-01-01") else published,
        kind=Kind.PREPRINT if at_arxiv else _KINDS.get(text_of(work, "type"), Kind.UNKNOWN),
        venue="" if at_arxiv else venue,
    )


def _words(index: Mapping[str, Any]) -> Iterator[str]:
    """The abstract's words in order; OpenAlex gives each word with its places."""
    places = [(at, word) for word, found in index.items() if isinstance(found, list) for at in found
              if isinstance(at, int)]  # fmt: skip
    return (word for _, word in sorted(places))
