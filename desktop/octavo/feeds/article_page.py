"""The page of one article, saved from a publisher's or an archive's site: what its head says for machines to read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from octavo.bibliography.names import split_names
from octavo.bibliography.paper_numbers import numbers_from
from octavo.feeds.fields import MOST_AUTHORS, abstract_or_problem, iso_date, one_line, paragraphs
from octavo.feeds.markup_words import words_of_markup, words_of_title
from octavo.records import Entry, Kind

#: Names of meta tags by what they say: Highwire's, as Google Scholar asks for them, then PRISM and Dublin Core.
_TITLE: Final = (
    "citation_title",
    "prism.title",
    "dc.title",
    "dcterms.title",
    "eprints.title",
    "bepress_citation_title",
)
_AUTHOR: Final = (
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "eprints.creators_name",
    "bepress_citation_author",
)
_AUTHORS: Final = ("citation_authors",)
_DATE: Final = (
    "citation_publication_date", "citation_date", "citation_online_date", "citation_cover_date",
    "prism.publicationdate", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "citation_year",
    "bepress_citation_date",
    "article:published_time",
)  # fmt: skip
_JOURNAL: Final = ("citation_journal_title", "prism.publicationname", "dc.source", "dcterms.ispartof")
_CONFERENCE: Final = ("citation_conference_title", "citation_conference", "citation_proceedings_title")
_BOOK: Final = ("citation_inbook_title", "citation_book_title")
_INSTITUTION: Final = ("citation_dissertation_institution", "citation_technical_report_institution")
_DOI: Final = (
    "citation_doi",
    "prism.doi",
    "dc.identifier.doi",
    "dc.identifier",
    "dcterms.identifier",
    "doi",
    "bepress_citation_doi",
)
_ABSTRACT: Final = (
    "citation_abstract", "dcterms.abstract", "dc.description.abstract", "eprints.abstract", "dc.description",
    "dcterms.description",
)  # fmt: skip
_DETAILS: Final = {
    "volume": ("citation_volume", "prism.volume"), "number": ("citation_issue", "prism.number"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher"), "issn": ("citation_issn", "prism.issn"),
    "isbn": ("citation_isbn", "prism.isbn"), "language": ("citation_language", "dc.language"),
    "number_of_report": ("citation_technical_report_number",),
}  # fmt: skip
_KEYWORDS: Final = ("citation_keywords", "citation_keyword", "dc.subject", "dcterms.subject")
_ARTICLES: Final = {
    "ScholarlyArticle": Kind.UNKNOWN, "MedicalScholarlyArticle": Kind.ARTICLE, "Thesis": Kind.THESIS,
    "Report": Kind.REPORT, "Chapter": Kind.CHAPTER, "Book": Kind.BOOK, "Dataset": Kind.DATASET,
    "SoftwareSourceCode": Kind.SOFTWARE, "PublicationIssue": Kind.UNKNOWN,
}  # fmt: skip
_RELATIVE: Final = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_JSON: Final = 2_000_000
_DEEPEST: Final = 6


def read_article_page(markup: str) -> Entry | None:
    """The article a saved page is about, None when its head does not name one. Nothing raises.

    Meta tags come first, and what they do not say is taken from the page's JSON-LD. A Dublin Core title alone makes
    no article: any page may have one, so an author or a DOI has to stand beside it.
    """
    tree = LexborHTMLParser(markup)
    meta = _meta(tree)
    linked = next(_linked_articles(tree), {})
    from_meta, from_linked = _from_meta(meta, tree), _from_linked(linked) if linked else None
    if from_meta is None or from_linked is None:
        return from_meta or from_linked
    return _together(from_meta, from_linked)


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """The contents of all meta tags by name, in lower case, in order."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").strip().lower()
        content = (node.attributes.get("content") or "").strip()
        if name and content and len(found.setdefault(name, [])) < MOST_AUTHORS:
            found[name].append(content)
    return found


def _from_meta(meta: Mapping[str, list[str]], tree: LexborHTMLParser) -> Entry | None:
    title = one_line(words_of_title(_first(meta, *_TITLE)))
    authors, more = split_names([name for name in _people(meta) if name])
    doi = next((value for name in _DOI for value in meta.get(name, ()) if numbers_from(doi=value).identifiers), "")
    if not title or not (authors or doi or "citation_title" in meta):
        return None
    address = _first(meta, "citation_abstract_html_url", "citation_public_url", "citation_fulltext_html_url", "og:url")
    canonical = tree.css_first("link[rel=canonical][href]")
    address = address or ((canonical.attributes.get("href") or "") if canonical else "")
    numbers = numbers_from(
        doi=doi,
        urls=[each for each in (address, _first(meta, "citation_pdf_url")) if _RELATIVE.match(each)][:1],
        arxiv=[each for each in (_first(meta, "citation_arxiv_id"), address, _first(meta, "citation_pdf_url")) if each],
    )
    abstract, problems = abstract_or_problem(paragraphs(words_of_markup(_first(meta, *_ABSTRACT))))
    kind, venue = _kind(meta, numbers.arxiv)
    return Entry(
        title=title,
        abstract=abstract,
        authors=authors,
        more_authors=more,
        identifiers=numbers.identifiers,
        published=_date(_first(meta, *_DATE)),
        kind=kind,
        venue=venue,
        details=_details(meta),
        other=numbers.other,
        problems=problems,
    )


def _people(meta: Mapping[str, list[str]]) -> list[str]:
    for name in _AUTHOR:
        if name in meta:
            return [one_line(words_of_title(each)) for each in meta[name]]
    return [one_line(each) for value in meta.get(_AUTHORS[0], ()) for each in value.split(";")]


def _kind(meta: Mapping[str, list[str]], arxiv: str) -> tuple[Kind, str]:
    for names, kind in ((_CONFERENCE, Kind.CONFERENCE), (_BOOK, Kind.CHAPTER), (_JOURNAL, Kind.ARTICLE)):
        if venue := one_line(words_of_title(_first(meta, *names))):
            return kind, venue
    if "citation_dissertation_institution" in meta or "citation_dissertation_name" in meta:
        return Kind.THESIS, ""
    if "citation_technical_report_institution" in meta:
        return Kind.REPORT, ""
    return (Kind.PREPRINT, "") if arxiv else (Kind.UNKNOWN, "")


def _details(meta: Mapping[str, list[str]]) -> dict[str, str]:
    details = {name: text for name, names in _DETAILS.items() if (text := one_line(_first(meta, *names)))}
    if report := details.pop("number_of_report", ""):
        details.setdefault("number", report)
    first = one_line(_first(meta, "citation_firstpage", "prism.startingpage"))
    last = one_line(_first(meta, "citation_lastpage", "prism.endingpage"))
    if first or last:
        details["pages"] = f"{first}–{last}" if first and last and first != last else first or last
    if institution := one_line(_first(meta, *_INSTITUTION)):
        details["institution"] = institution
    words = [one_line(word) for name in _KEYWORDS for value in meta.get(name, ()) for word in re.split(r"[;,]", value)]
    if keywords := "; ".join(dict.fromkeys(word for word in words if word)):
        details["keywords"] = keywords
    return details


def _linked_articles(tree: LexborHTMLParser) -> Iterator[Mapping[str, Any]]:
    """The articles of the page's JSON-LD, in order."""
    for node in tree.css('script[type="application/ld+json"]'):
        source = node.text(deep=True)
        if len(source) > _LONGEST_JSON:
            continue
        try:
            yield from _articles(json.loads(source), 0)
        except (ValueError, RecursionError):
            continue


def _articles(found: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        for each in found:
            yield from _articles(each, depth + 1)
    elif isinstance(found, Mapping):
        types = found.get("@type")
        named = types if isinstance(types, list) else [types]
        if any(isinstance(each, str) and each in _ARTICLES for each in named):
            yield found
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(found.get(name), depth + 1)


def _from_linked(article: Mapping[str, Any]) -> Entry | None:
    title = one_line(words_of_title(_words(article.get("headline")) or _words(article.get("name"))))
    authors, more = split_names([name for each in _listed(article.get("author")) if (name := one_line(_named(each)))])
    addresses = [_words(article.get(name)) for name in ("@id", "url", "sameAs")]
    marked = [_words(each.get("value")) for each in _listed(article.get("identifier")) if isinstance(each, Mapping)]
    bare = [each for each in _listed(article.get("identifier")) if isinstance(each, str)]
    numbers = numbers_from(
        doi=next((each for each in (*marked, *bare, *addresses) if "10." in each), ""),
        urls=[each for each in addresses if _RELATIVE.match(each)][:1],
        arxiv=[*marked, *bare],
    )
    if not title or not (authors or numbers.identifiers):
        return None
    types = [each for each in _listed(article.get("@type")) if isinstance(each, str)]
    kind = next((_ARTICLES[each] for each in types if each in _ARTICLES), Kind.UNKNOWN)
    venue, details = _parts(article.get("isPartOf"))
    details |= _linked_details(article)
    abstract = paragraphs(words_of_markup(_words(article.get("abstract")) or _words(article.get("description"))))
    shown, problems = abstract_or_problem(abstract)
    return Entry(
        title=title,
        abstract=shown,
        authors=authors,
        more_authors=more,
        identifiers=numbers.identifiers,
        published=_date(_words(article.get("datePublished")) or _words(article.get("dateCreated"))),
        kind=Kind.ARTICLE if kind is Kind.UNKNOWN and venue else kind,
        venue=venue,
        details=details,
        other=numbers.other,
        problems=problems,
    )


def _linked_details(article: Mapping[str, Any]) -> dict[str, str]:
    details = {}
    if publisher := one_line(_named(article.get("publisher"))):
        details["publisher"] = publisher
    first, last = one_line(_words(article.get("pageStart"))), one_line(_words(article.get("pageEnd")))
    if pages := one_line(_words(article.get("pagination"))) or (f"{first}–{last}" if first and last else first):
        details["pages"] = pages
    keywords = [one_line(word) for each in _listed(article.get("keywords")) for word in _words(each).split(",")]
    if words := "; ".join(dict.fromkeys(word for word in keywords if word)):
        details["keywords"] = words
    return details


def _parts(part: object, depth: int = 0) -> tuple[str, dict[str, str]]:
    """Journal, volume and issue of nested `isPartOf` values."""
    venue, details = "", {}
    for each in _listed(part):
        if not isinstance(each, Mapping) or depth > _DEEPEST:
            continue
        for name, key in (("volume", "volumeNumber"), ("number", "issueNumber"), ("issn", "issn")):
            if value := one_line(_words(each.get(key))):
                details[name] = value
        inner_venue, inner = _parts(each.get("isPartOf"), depth + 1)
        details |= inner
        venue = venue or inner_venue or one_line(_words(each.get("name")))
    return venue, details


def _together(first: Entry, second: Entry) -> Entry:
    """The first entry, with what only the second one says."""
    schemes = {each.scheme for each in first.identifiers}
    return Entry(
        title=first.title,
        abstract=first.abstract or second.abstract,
        authors=first.authors or second.authors,
        more_authors=first.more_authors if first.authors else second.more_authors,
        identifiers=(*first.identifiers, *(each for each in second.identifiers if each.scheme not in schemes)),
        published=max(first.published, second.published, key=len) if first.published else second.published,
        kind=first.kind if first.kind is not Kind.UNKNOWN else second.kind,
        venue=first.venue or second.venue,
        details={**second.details, **first.details},
        other={**second.other, **first.other},
        problems=first.problems if first.abstract or not second.abstract else second.problems,
    )


def _date(written: str) -> str:
    written = re.sub(r"^(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?$", _with_hyphens, written.strip())
    return iso_date(written) or (found[0] if (found := re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", written)) else "")


def _with_hyphens(found: re.Match[str]) -> str:
    return "-".join([found[1], *(f"{int(part):02d}" for part in (found[2], found[3]) if part and part != "0")])


def _first(meta: Mapping[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if meta.get(name)), "")


def _listed(value: object) -> list[Any]:
    found = value if isinstance(value, list) else [] if value is None else [value]
    return found[:MOST_AUTHORS]


def _named(value: object) -> str:
    """A person's or an organisation's name, however it is given."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, Mapping):
        return _words(value)
    whole = _words(value.get("name"))
    family, given = _words(value.get("familyName")), _words(value.get("givenName"))
    return whole or (f"{family}, {given}" if family and given else family or given)


def _words(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
