"""arXiv's pages as HTML: the listings of an archive (new, recent, catch-up, by month) and the results of a search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from octavo.feeds.arxiv_authors import read_authors
from octavo.feeds.arxiv_paper import ArxivPaper, number_and_version
from octavo.feeds.dates import PageDate, read_date
from octavo.feeds.decoding import tidy
from octavo.records import Author, Batch, Entry

_NO_UPDATES: Final = "This arXiv page lists no papers."

_LISTING_DATE: Final = re.compile(r"(?:Showing new listings for\s+)?(?P<date>\w{3,9},\s+\d{1,2}\s+\w{3,9}\s+\d{4})\b")
_SECTIONS: Final = (("new sub", "new"), ("cross", "cross"), ("replace", "replace"))
_CATEGORY: Final = re.compile(r"\(([a-z-]{2,12}(?:\.[A-Za-z-]{2,12})?)\)")
_CONTEXT: Final = re.compile(r"/list/([a-z-]{2,12}(?:\.[A-Za-z-]{2,12})?)/")
_SUBMITTED: Final = re.compile(r"submitted\s+(\d{1,2}\s+\w+,?\s+\d{4})", re.IGNORECASE)
_LABEL: Final = re.compile(r"\s*(?:Title|Authors?|Comments|Journal-ref|Subjects)\s*:\s*", re.IGNORECASE)


def read_arxiv_page(markup: str) -> Batch | None:
    """The papers of a listing or search page of arXiv, None when `markup` is neither.

    Papers in the sections of cross-lists and replacements are marked in `Entry.other["announce"]`.
    """
    if "list-title" not in markup and "dlpage" not in markup:
        return None
    tree = LexborHTMLParser(markup)
    results = tree.css("li.arxiv-result")
    if results:
        return _batch(tuple(entry for node in results if (entry := _result(node))), "arXiv search", None)
    # A copied piece of a listing comes without the element around it, a listing without papers with nothing but it.
    if tree.css_first("dd .list-title") is None and tree.css_first("#dlpage") is None:
        return None
    context = next((match[1] for node in tree.css("a[href]") if (match := _CONTEXT.search(_href(node)))), "")
    return _batch(tuple(_listed(tree)), f"arXiv {context}".strip(), _listing_day(tree))


def _batch(entries: tuple[Entry, ...], source: str, day: PageDate | None) -> Batch:
    day = day if day and entries else PageDate("")
    return Batch(
        form="arXiv page",
        source=source,
        origin="",
        entries=entries,
        captured=day.text,
        captured_month=day.month,
        captured_day=day.day,
        captured_year=day.year,
        message="" if entries else _NO_UPDATES,
    )


def _listed(tree: LexborHTMLParser) -> Iterator[Entry]:
    announce = number = version = ""
    for node in tree.css("h3, dt, dd"):
        if node.tag == "h3":
            heading = _words(node).casefold()
            announce = next((kind for start, kind in _SECTIONS if heading.startswith(start)), announce)
        elif node.tag == "dt":
            links = [_href(each) for each in node.css("a[href]") if "/abs/" in _href(each)]
            number, version = number_and_version(links[0] if links else _words(node))
            kind = _words(node)
            mark = "replace" if "(replaced)" in kind else "cross" if "(cross-list" in kind else ""
            announced = mark if announce in ("", "new") and mark else announce
        elif number:
            yield _listed_paper(node, number, version, announced)
            number = ""


def _listed_paper(node: LexborNode, number: str, version: str, announce: str) -> Entry:
    authors, more = _authors(node.css_first(".list-authors"))
    abstracts = [_words(each) for each in node.css("p.mathjax")]
    subjects = _field(node, ".list-subjects")
    primary = node.css_first(".list-subjects .primary-subject")
    return ArxivPaper(
        number=number,
        version=version,
        title=_field(node, ".list-title"),
        abstract="\n\n".join(abstracts),
        authors=authors,
        more_authors=more,
        announce=announce,
        primary=next(iter(_CATEGORY.findall(_words(primary) if primary else subjects)), ""),
        categories=tuple(_CATEGORY.findall(subjects)),
        comment=_field(node, ".list-comments"),
        journal=_field(node, ".list-journal-ref"),
        doi=next((_href(each) for each in node.css("a[href]") if "doi.org/" in _href(each)), ""),
    ).entry(abstract_expected=False)


def _result(node: LexborNode) -> Entry | None:
    link = node.css_first(".list-title a[href]")
    number, version = number_and_version(_href(link) if link else "")
    title = node.css_first("p.title")
    if not number or title is None:
        return None
    authors, more = _authors(node.css_first(".authors"))
    abstract = node.css_first(".abstract-full") or node.css_first(".abstract-short")
    for each in abstract.css("a") if abstract else ():
        if _words(each)[1:].strip() in ("More", "Less"):
            each.decompose()
    notes = [_words(each) for each in node.css("p.comments")]
    categories = tuple(_words(each) for each in node.css(".tags span.tag[data-tooltip]"))
    return ArxivPaper(
        number=number,
        version=version,
        title=_words(title),
        abstract=_words(abstract) if abstract else "",
        authors=authors,
        more_authors=more,
        published=_first_version(node),
        primary=categories[0] if categories else "",
        categories=categories,
        comment=_after_label(notes, "Comments:"),
        journal=_after_label(notes, "Journal ref:"),
        report=_after_label(notes, "Report number:"),
        doi=next((_href(each) for each in node.css("a[href]") if "doi.org/" in _href(each)), ""),
    ).entry(abstract_expected=False)


def _first_version(node: LexborNode) -> str:
    """The day of the first version: of "Submitted 3 March, 2025; v1 submitted 1 March, 2025;" the last."""
    lines = (_words(each) for each in node.css("p.is-size-7"))
    line = next((each for each in lines if each.startswith("Submitted")), "")
    found = [read_date(date.replace(",", "")) for date in _SUBMITTED.findall(line)]
    dates = [date for date in found if date and date.year]
    return f"{dates[-1].year:04}-{dates[-1].month:02}-{dates[-1].day:02}" if dates else ""


def _authors(node: LexborNode | None) -> tuple[tuple[Author, ...], bool]:
    return read_authors(_LABEL.sub("", _words(node), count=1)) if node else ((), False)


def _listing_day(tree: LexborHTMLParser) -> PageDate | None:
    """The day a listing is for; a page of several days has none."""
    days = {}
    for node in tree.css("h3"):
        if (match := _LISTING_DATE.match(_words(node))) and (date := read_date(match["date"])):
            days[date.text] = date
    return next(iter(days.values())) if len(days) == 1 else None


def _after_label(lines: list[str], label: str) -> str:
    return next((line.removeprefix(label).strip() for line in lines if line.startswith(label)), "")


def _field(node: LexborNode, selector: str) -> str:
    found = node.css_first(selector)
    return _LABEL.sub("", _words(found), count=1) if found else ""


def _words(node: LexborNode) -> str:
    return " ".join(tidy(node.text(deep=True, separator="")).split())


def _href(node: LexborNode) -> str:
    return node.attributes.get("href") or ""
