"""Pages of Hugging Face papers as HTML: the records embedded in them, else the links every card is made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from octavo.feeds.dates import PageDate, read_date
from octavo.feeds.fields import LONGEST_TITLE, iso_day, one_line
from octavo.feeds.hugging_face_api import read_records
from octavo.feeds.identifiers import arxiv_id, first_submitted
from octavo.feeds.page_lines import paper_place
from octavo.feeds.page_text import LONGEST_ABSTRACT, NO_ABSTRACT, title_key
from octavo.records import Entry, Identifier

_SHORTEST_ABSTRACT: Final = 60
_AUTHOR_COUNT: Final = re.compile(r"[·•\s]*\d[\d,]*\s+authors?", re.IGNORECASE)
_COUNT: Final = re.compile(r"\d{1,7}")


@dataclass(frozen=True, slots=True)
class Page:
    """What one HTML page holds: papers in page order, the day it was captured, and what kind of page it is."""

    entries: tuple[Entry, ...]
    captured: PageDate | None = None
    source: str = "Daily papers"


@dataclass(slots=True)
class _Anchors:
    """The texts of all links to one paper, by what they are."""

    titles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    votes: int | None = None


def read_page_html(markup: str) -> Page:
    """The papers of a page from the hub, from a saved file or the clipboard. No papers gives no entries."""
    tree = LexborHTMLParser(markup)
    for node in tree.css("[data-props]"):
        page = _embedded(node.attributes.get("data-target") or "", node.attributes.get("data-props") or "")
        if page and page.entries:
            return page if page.captured else Page(page.entries, _date_above_cards(tree), page.source)
    entries = tuple(_from_links(tree))
    return Page(entries, _date_above_cards(tree) if entries else None)


def visible_text(markup: str) -> str:
    """The words a reader of the page sees, a line for each piece of text."""
    tree = LexborHTMLParser(markup)
    tree.strip_tags(["script", "style", "noscript", "template", "svg", "head"])
    return tree.body.text(separator="\n", strip=True) if tree.body else ""


def _embedded(target: str, properties: str) -> Page | None:
    if "aper" not in target and "aper" not in properties[:200]:
        return None
    try:
        found = json.loads(properties)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    papers = found.get("dailyPapers")
    if isinstance(papers, list):
        day = iso_day(found.get("date"))
        source = "Trending papers" if found.get("isTrending") else "Daily papers"
        return Page(read_records(papers), read_date(day) if day else None, source)
    if isinstance(found.get("paper"), dict):
        return Page(read_records([found]), None, "Single papers")
    return None


def _from_links(tree: LexborHTMLParser) -> Iterator[Entry]:
    """Cards without embedded records: every link to one paper is a piece of its card.

    The link in a heading is the title, the longest text the abstract. Telephone and desk copies carry the same number.
    """
    for number, anchors in _links_by_paper(tree).items():
        title = anchors.titles[0] if anchors.titles else _title_without_heading(anchors.texts)
        if not title:
            continue
        longer = [text for text in anchors.texts if title_key(text) != title_key(title)]
        abstract = max(longer, key=len, default="")
        if len(abstract) < _SHORTEST_ABSTRACT or len(abstract) > LONGEST_ABSTRACT:
            abstract = ""
        yield Entry(
            title=title[:LONGEST_TITLE].rstrip(),
            abstract=abstract,
            identifiers=(Identifier("arxiv", number),),
            published=first_submitted(number),
            votes=anchors.votes,
            problems=() if abstract else (NO_ABSTRACT,),
        )


def _links_by_paper(tree: LexborHTMLParser) -> dict[str, _Anchors]:
    found: dict[str, _Anchors] = {}
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        number = paper_place(href)
        if not number and "login" in href:
            number = paper_place(unquote(href))
            if number and _COUNT.fullmatch(text := _text_of(node)):
                found.setdefault(number, _Anchors()).votes = int(text)
            continue
        if not number:
            continue
        anchors = found.setdefault(number, _Anchors())
        text = _text_of(node)
        if not text or _AUTHOR_COUNT.fullmatch(text) or _COUNT.fullmatch(text) or arxiv_id(text):
            continue
        (anchors.titles if _is_heading(node) else anchors.texts).append(text)
    return found


def _is_heading(node: LexborNode) -> bool:
    if node.css_first("h1, h2, h3, h4") is not None:
        return True
    above = node.parent
    for _ in range(3):
        if above is None:
            return False
        if above.tag in ("h1", "h2", "h3", "h4"):
            return True
        above = above.parent
    return False


def _title_without_heading(texts: list[str]) -> str:
    """In fragments without headings the first text with two words or more names the paper, if it is no abstract."""
    first = next((text for text in texts if " " in text), "")
    return first if len(first) < 320 and not first.casefold().startswith(("view ", "arxiv page")) else ""


def _date_above_cards(tree: LexborHTMLParser) -> PageDate | None:
    """The date the page shows above its first paper; one further down may belong to a paper."""
    body = tree.body
    if body is None:
        return None
    for node in body.traverse(include_text=True):
        if node.tag == "a" and paper_place(node.attributes.get("href") or ""):
            return None
        if node.tag == "-text" and (date := read_date(one_line(node.text_content or ""))):
            return date
    return None


def _text_of(node: LexborNode) -> str:
    return one_line(node.text(deep=True, separator=""), LONGEST_ABSTRACT + 1)
