"""News feeds of journals, preprint servers, blogs and mirrors of the hub: their papers, and other posts marked so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from octavo.feeds.arxiv import is_arxiv, read_arxiv_feed
from octavo.feeds.arxiv_authors import authors_of_names, read_authors
from octavo.feeds.feed_items import Feed, Item, Words, items_of_json, items_of_xml
from octavo.feeds.fields import (
    abstract_or_problem,
    doi_identifier,
    find_doi,
    iso_date,
    one_line,
    paragraphs,
    web_address,
)
from octavo.feeds.identifiers import find_arxiv_ids, first_submitted
from octavo.feeds.markup_words import words_of_markup, words_of_title
from octavo.feeds.page_text import LONGEST_ABSTRACT
from octavo.feeds.xml_tree import MOST_PARTS, NotXml, read_xml
from octavo.records import Author, Batch, Entry, Identifier, Kind, Leftover

#: `Entry.other["item"]` of an item that names no paper: a post, an announcement, an editorial.
NOT_A_PAPER: Final = "not a paper"

EMPTY: Final = "This feed has no items now."
_NO_FEED: Final = "No feed found in this XML. Octavo reads RSS, Atom and JSON Feed."
_NOTHING_WHOLE: Final = "This feed is damaged, and none of its items is whole. Download it again."
_NO_TITLES: Final = "None of the items of this feed has a title or any text."

#: Addresses whose path names a paper at arXiv, on arXiv itself and on pages that mirror it.
_PAPER_ADDRESS: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org|huggingface\.co|takara\.ai|ar5iv\.org)/"
    r"(?:abs|pdf|html|papers|p|overview)/(?P<number>[\w./-]{8,40})",
    re.IGNORECASE,
)
_DOI_IN_PATH: Final = re.compile(r"/(10\.\d{4,9}/[^\s?#]{2,200})", re.ASCII)
_PATH_END: Final = re.compile(r"(?:v\d+)?(?:[./](?:full|abstract|short|pdf|html|full-text|full\.pdf))*/?\Z")
#: How mirrors and publishers name a paper's facts inside a description.
_LABEL: Final = re.compile(
    r"^[ \t]*(authors?|author\(s\)|upvotes?|votes|summary|abstract|source|publication date)[ \t]*:[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
_LONGEST_AUTHORS: Final = 300_000


def read_feed(text: str) -> Batch:
    """The papers and posts of an RSS, RDF or Atom feed. Never raises: an unreadable one is empty, with a sentence."""
    try:
        tree = read_xml(text)
    except NotXml as refusal:
        return Batch("news feed", "", "", message=refusal.sentence)
    feed = items_of_xml(tree)
    if is_arxiv(feed):
        return read_arxiv_feed(feed)
    return _batch(feed, empty=EMPTY if feed.title or feed.items else _NO_FEED)


def is_json_feed(found: object) -> bool:
    """Is this JSON value a JSON Feed?"""
    return isinstance(found, Mapping) and "jsonfeed.org/version" in str(found.get("version", ""))[:100]


def read_json_feed(found: Mapping[str, Any]) -> Batch:
    """The papers and posts of a JSON Feed."""
    return _batch(items_of_json(found), empty=EMPTY)


def _batch(feed: Feed, *, empty: str) -> Batch:
    entries = tuple(entry for item in feed.items if (entry := _entry(item)))
    leftovers = [Leftover(line, start, "not placed") for line, start in feed.damaged]
    if len(feed.items) == MOST_PARTS:
        leftovers.append(Leftover(0, f"Only the first {MOST_PARTS:,} items were read.", "not placed"))
    return Batch(
        form="news feed",
        source=one_line(words_of_title(feed.title), 200) or "News feed",
        origin="",
        entries=entries,
        leftovers=tuple(leftovers),
        message="" if entries else _why_empty(feed) or empty,
    )


def _why_empty(feed: Feed) -> str:
    return _NO_TITLES if feed.items else _NOTHING_WHOLE if feed.damaged else ""


def _entry(item: Item) -> Entry | None:
    body = max((_plain(words) for words in item.bodies), key=len, default="")
    labels = _labels(body)
    abstract = paragraphs(labels.get("abstract", body))
    title = one_line(words_of_title(item.title.text) if item.title.markup else item.title.text)
    if not title:
        title = _first_words(abstract)
    if not title:
        return None
    identifiers, is_paper = _identifiers(item)
    is_paper = is_paper or bool(labels.get("authors") and labels.get("source"))
    number = next((each.value for each in identifiers if each.scheme == "arxiv"), "")
    authors, more = _authors(item, labels)
    other = {"categories": ", ".join(item.categories[:20]), "section": item.fact("prism:section")[:200]}
    if not is_paper:
        return _post(Entry(title, authors=authors, identifiers=identifiers, published=item.published), abstract, other)
    abstract, problems = abstract_or_problem(abstract)
    return Entry(
        title=title,
        abstract=abstract,
        authors=authors,
        more_authors=more,
        identifiers=identifiers,
        # A mirror's date is the day it listed the paper; the number tells the month of the paper itself.
        published=first_submitted(number) if number else item.published or iso_date(item.fact("dc:date")),
        kind=Kind.PREPRINT if number else Kind.UNKNOWN,
        venue=one_line(item.fact("prism:publicationname") or _journal(item, labels), 500),
        details=_details(item),
        other={name: value for name, value in other.items() if value},
        votes=int(labels["votes"]) if labels.get("votes", "")[:7].isdigit() else None,
        problems=problems,
    )


def _post(entry: Entry, text: str, other: Mapping[str, str]) -> Entry:
    """An item that names no paper, kept as a page of the web with the start of its text."""
    shown = text if len(text) <= LONGEST_ABSTRACT else text[:LONGEST_ABSTRACT].rsplit(" ", 1)[0] + "…"
    marks = {"item": NOT_A_PAPER, **{name: value for name, value in other.items() if value}}
    return replace(entry, abstract=shown, kind=Kind.WEB, other=marks)


def _plain(words: Words) -> str:
    return words_of_markup(words.text) if words.markup else words.text


def _first_words(text: str) -> str:
    """A title for an item without one: the start of its text."""
    line = one_line(text, 400)
    return line if len(line) <= 100 else line[:100].rsplit(" ", 1)[0] + "…"


def _identifiers(item: Item) -> tuple[tuple[Identifier, ...], bool]:
    """What names the item's paper, and whether anything does: its links and numbers, never what its text mentions."""
    found: list[Identifier] = []
    for address in (item.address, item.guid):
        match = _PAPER_ADDRESS.match(address)
        if match and (numbers := find_arxiv_ids(match["number"].removesuffix(".pdf"))):
            found.append(Identifier("arxiv", numbers[0]))
    for name in ("prism:doi", "dc:identifier", "doi", "other:doi", "arxiv:doi", "guid", "id"):
        if doi := find_doi(item.fact(name)):
            found.append(doi_identifier(doi))
    if not found and (match := _DOI_IN_PATH.search(item.address)):
        found.append(doi_identifier(_PATH_END.sub("", match[1])))
    is_paper = bool(found) or bool(item.fact("prism:publicationname") and item.authors)
    if item.address and all(each.scheme != "arxiv" for each in found):
        found.append(Identifier("url", item.address))
    once: dict[str, Identifier] = {}
    for identifier in found:
        once.setdefault(identifier.scheme, identifier)
    return tuple(once.values()), is_paper


def _labels(body: str) -> dict[str, str]:
    """What stands after "Authors:", "Upvotes:" and "Summary:" in a description, up to the next of them."""
    pieces = _LABEL.split(body)
    found: dict[str, str] = {}
    before = pieces[0].strip()
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        name = {"summary": "abstract", "upvote": "votes", "upvotes": "votes"}.get(label.lower(), label.lower())
        found.setdefault("authors" if name.startswith("author") else name, value.strip())
    # A text that merely begins one of its lines with "Source:" is no list of facts.
    return {"abstract": before, **found} if "authors" in found or "votes" in found else {}


def _authors(item: Item, labels: Mapping[str, str]) -> tuple[tuple[Author, ...], bool]:
    if len(item.authors) > 1:
        return authors_of_names(list(item.authors))
    line = labels.get("authors", "").split("\n\n")[0][:_LONGEST_AUTHORS]
    names = item.authors[0] if item.authors else "" if line == "N/A" else line
    parts = [part.strip() for part in names.split(",") if part.strip()]
    if len(parts) == 2 and not all(" " in part for part in parts):
        return authors_of_names([names])
    # bioRxiv writes "Example, A., Sample, B. C.": every second part is the initials of the name before.
    if parts and len(parts) % 2 == 0 and all(map(_INITIALS.fullmatch, parts[1::2])):
        return authors_of_names([f"{parts[place]}, {parts[place + 1]}" for place in range(0, len(parts), 2)])
    return read_authors(names)


def _journal(item: Item, labels: Mapping[str, str]) -> str:
    """Publishers name the journal in dc:source ("Example Letters, Published online: ...") or in the description."""
    source = item.fact("dc:source").split(", Published", 1)[0]
    named = source if item.fact("prism:doi") and not web_address(source) else labels.get("source", "")
    return named.split(", Volume", 1)[0]


def _details(item: Item) -> dict[str, str]:
    first, last = item.fact("prism:startingpage"), item.fact("prism:endingpage")
    found = {
        "volume": item.fact("prism:volume"),
        "number": item.fact("prism:number") or item.fact("prism:issueidentifier"),
        "pages": f"{first}-{last}" if first and last and first != last else first or item.fact("prism:pagerange"),
        "issn": item.fact("prism:issn") or item.fact("prism:eissn"),
        "publisher": item.fact("dc:publisher"),
    }
    return {name: one_line(value, 300) for name, value in found.items() if value}
