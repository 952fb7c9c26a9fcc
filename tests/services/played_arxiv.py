"""arXiv as its query interface, its daily feeds, its listings and its abstract pages answer."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from invented_works import Work
from reply import Query, Reply

_USUAL = 10
_MOST = 2_000
_ID = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_TERM = re.compile(r'(ti|au|abs|cat|all|id):(?:"([^"]*)"|(\S+))')
_ATOM = "application/atom+xml; charset=utf-8"


class Arxiv:
    """`works` is all that arXiv has. `announced` are the works of the day's feeds, with how each is announced.

    As the real one does: an `id_list` longer than `max_results` is cut without a word, an id that could be one and is
    not gives no entry, and one that could not be gives an answer of 400 with a feed that holds one entry "Error".
    """

    def __init__(self, works: Iterable[Work]) -> None:
        self.works = {work.arxiv: work for work in works}
        self.announced: list[tuple[Work, str]] = []
        self.announced_on = date(2026, 3, 31)

    def query(self, query: Query) -> Reply:
        """`/api/query` of export.arxiv.org."""
        ids = [each for each in query.get("id_list", "").split(",") if each]
        bad = next((each for each in ids if not _ID.fullmatch(each)), None)
        if bad is not None:
            return _error(f"incorrect id format for {bad}")
        try:
            start, most = int(query.get("start", "0")), int(query.get("max_results", _USUAL))
        except ValueError:
            return _error("max_results must be an integer")
        if most > _MOST * 15:
            return _error("max_results too large")
        found = [self.works[bare] for each in ids if (bare := re.sub(r"v\d+$", "", each)) in self.works]
        if not ids and query.get("search_query"):
            found = [work for work in self.works.values() if _matches(work, query["search_query"])]
            if query.get("sortBy") in ("submittedDate", "lastUpdatedDate"):
                found.sort(key=lambda work: (work.submitted, work.arxiv), reverse=query.get("sortOrder") != "ascending")
        return _answer(found[start : start + min(most, _MOST)], len(found), start)

    def rss(self, categories: str) -> Reply:
        """`/rss/cs.CL+cs.LG` of rss.arxiv.org; empty on Saturdays and Sundays."""
        items = "".join(map(_rss_item, self._announced_in(categories), [self.announced_on] * len(self.announced)))
        stamp = f"{self.announced_on:%a, %d %b %Y} 00:00:00 -0400"
        body = (
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel>'
            f"<title>{categories} updates on arXiv.org</title><link>http://rss.arxiv.org/rss/{categories}</link>"
            f"<description>{categories} updates on the arXiv.org e-print archive.</description>"
            f'<atom:link href="http://rss.arxiv.org/rss/{categories}" rel="self" type="application/rss+xml"/>'
            f"<language>en-us</language><lastBuildDate>{stamp}</lastBuildDate><pubDate>{stamp}</pubDate>"
            f"<skipDays><day>Saturday</day><day>Sunday</day></skipDays>{items}</channel></rss>"
        )
        return Reply(200, body.encode(), "application/rss+xml; charset=utf-8", {"ETag": f'"{len(body)}-{stamp[:16]}"'})

    def atom(self, categories: str) -> Reply:
        """`/atom/cs.CL` of rss.arxiv.org."""
        items = "".join(map(_atom_item, self._announced_in(categories), [self.announced_on] * len(self.announced)))
        body = (
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<id>http://rss.arxiv.org/atom/{categories}</id><title>{categories} updates on arXiv.org</title>"
            f"<updated>{self.announced_on}T04:00:00+00:00</updated>"
            f'<link href="http://rss.arxiv.org/atom/{categories}" rel="self"/>{items}</feed>'
        )
        return Reply(200, body.encode(), _ATOM)

    def listing(self, category: str) -> Reply:
        """`/list/cs.CL/new` of arxiv.org."""
        found = self._announced_in(category)
        sections = (("New submissions", ("new",)), ("Cross submissions", ("cross",)),
                    ("Replacement submissions", ("replace", "replace-cross")))  # fmt: skip
        parts = [f"<h3>Showing new listings for {self.announced_on:%A, %-d %B %Y}</h3>"]
        for heading, kinds in sections:
            chosen = [work for work, kind in found if kind in kinds]
            entries = "".join(_listed(place, work) for place, work in enumerate(chosen, 1))
            parts.append(f"<h3>{heading} (showing {len(chosen)} of {len(chosen)} entries)</h3><dl>{entries}</dl>")
        page = (
            f"<!DOCTYPE html><html><head><title>{category} new</title></head><body><div id='dlpage'>"
            f"<h1>{category}</h1><a href='/list/{category}/new'>new</a>{''.join(parts)}</div></body></html>"
        )
        return Reply(200, page.encode(), "text/html; charset=utf-8")

    def abstract_page(self, number: str) -> Reply:
        """`/abs/2603.10001` of arxiv.org."""
        work = self.works.get(re.sub(r"v\d+$", "", number))
        if work is None:
            return Reply(404, b"<html><title>Article not found</title></html>", "text/html; charset=utf-8")
        metas = [("citation_title", work.title), ("citation_date", f"{work.published:%Y/%m/%d}"),
                 ("citation_arxiv_id", work.arxiv), ("citation_abstract", work.abstract)]  # fmt: skip
        metas += [("citation_author", ", ".join(reversed(name.split(" ", 1)))) for name in work.authors]
        tags = "".join(f'<meta name="{name}" content="{html.escape(value)}"/>' for name, value in metas)
        return Reply(200, f"<html><head>{tags}</head><body></body></html>".encode(), "text/html; charset=utf-8")

    def _announced_in(self, categories: str) -> list[tuple[Work, str]]:
        wanted = set(categories.split("+"))
        archives = {each for each in wanted if "." not in each}
        if self.announced_on.weekday() >= 5:
            return []
        return [
            (work, kind)
            for work, kind in self.announced
            if wanted & set(work.categories) or archives & {each.split(".")[0] for each in work.categories}
        ]


def _matches(work: Work, search: str) -> bool:
    """AND, OR and ANDNOT from left to right, without brackets; words of a phrase in any order, as stemming makes it."""
    result, joined = True, "AND"
    for piece in re.split(r"\s+(AND|OR|ANDNOT)\s+", search):
        if piece in ("AND", "OR", "ANDNOT"):
            joined = piece
            continue
        term = _TERM.search(piece)
        here = (
            _has(work, term[1], term[2] if term[2] is not None else term[3]) if term else _has(work, "all", piece)
        )
        result = (result and here) if joined == "AND" else (result or here) if joined == "OR" else (result and not here)
    return result


def _has(work: Work, name: str, words: str) -> bool:
    text = {
        "ti": work.title, "au": " ".join(work.authors), "abs": work.abstract, "cat": " ".join(work.categories),
        "id": work.arxiv,
    }.get(name, " ".join((work.title, *work.authors, work.abstract)))  # fmt: skip
    held = set(re.findall(r"[\w.]+", text.casefold())) | set(re.findall(r"\w+", text.casefold()))
    return all(word in held for word in re.findall(r"[\w.]+", words.casefold()))


def _answer(found: Sequence[Work], total: int, start: int) -> Reply:
    entries = "".join(map(_entry, found))
    return Reply(200, _feed(entries, total, start).encode(), _ATOM)


def _feed(entries: str, total: int, start: int) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        "<id>https://arxiv.org/api/invented</id><title>arXiv Query: search_query=&amp;id_list=</title>"
        '<updated>2026-03-31T00:00:00Z</updated><link href="https://arxiv.org/api/query" type="application/atom+xml"/>'
        f"<opensearch:itemsPerPage>{_USUAL}</opensearch:itemsPerPage>"
        f"<opensearch:totalResults>{total}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>{entries}</feed>"
    )


def _entry(work: Work) -> str:
    text = html.escape
    named = f"{work.arxiv}v{work.version}"
    optional = f"<arxiv:comment>{text(work.comment)}</arxiv:comment>" if work.comment else ""
    if work.doi:
        optional += (
            f"<arxiv:journal_ref>{text(work.journal)}</arxiv:journal_ref><arxiv:doi>{text(work.doi)}</arxiv:doi>"
        )
    return (
        f"<entry><id>http://arxiv.org/abs/{named}</id><title>{text(work.title)}</title>"
        f"<updated>{work.updated:%Y-%m-%dT%H:%M:%SZ}</updated><published>{work.submitted:%Y-%m-%dT%H:%M:%SZ}</published>"
        f'<link href="https://arxiv.org/abs/{named}" rel="alternate" type="text/html"/>'
        f'<link href="https://arxiv.org/pdf/{named}" rel="related" type="application/pdf" title="pdf"/>'
        f"<summary>  {text(work.abstract)}\n</summary>"
        + "".join(f'<category term="{each}" scheme="http://arxiv.org/schemas/atom"/>' for each in work.categories)
        + f'<arxiv:primary_category term="{work.categories[0]}"/>{optional}'
        + "".join(f"<author><name>{text(name)}</name></author>" for name in work.authors)
        + "</entry>"
    )


def _error(words: str) -> Reply:
    entry = (
        f"<entry><id>https://arxiv.org/api/errors#{words.replace(' ', '_')}</id><title>Error</title>"
        f"<summary>{html.escape(words)}</summary><updated>2026-03-31T00:00:00Z</updated>"
        "<author><name>arXiv api core</name></author></entry>"
    )
    return Reply(400, _feed(entry, 1, 0).encode(), _ATOM)


def _announcement(work: Work, kind: str) -> str:
    return f"arXiv:{work.arxiv}v{work.version} Announce Type: {kind} \nAbstract: {work.abstract}"


def _rss_item(announced: tuple[Work, str], day: date) -> str:
    work, kind = announced
    doi = f"<arxiv:DOI>{work.doi}</arxiv:DOI>" if work.doi else ""
    return (
        f"<item><title>{html.escape(work.title)}</title><link>https://arxiv.org/abs/{work.arxiv}</link>"
        f"<description>{html.escape(_announcement(work, kind))}</description>"
        f'<guid isPermaLink="false">oai:arXiv.org:{work.arxiv}v{work.version}</guid>'
        + "".join(f"<category>{each}</category>" for each in work.categories)
        + f"<pubDate>{day:%a, %d %b %Y} 00:00:00 -0400</pubDate><arxiv:announce_type>{kind}</arxiv:announce_type>"
        f"<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>{doi}"
        f"<dc:creator>{html.escape(', '.join(work.authors))}</dc:creator></item>"
    )


def _atom_item(announced: tuple[Work, str], day: date) -> str:
    work, kind = announced
    return (
        f"<entry><id>oai:arXiv.org:{work.arxiv}v{work.version}</id><title>{html.escape(work.title)}</title>"
        f"<updated>{day + timedelta(days=0)}T04:00:00+00:00</updated><published>{day}T00:00:00-04:00</published>"
        f'<link href="https://arxiv.org/abs/{work.arxiv}" rel="alternate" type="text/html"/>'
        f"<summary>{html.escape(_announcement(work, kind))}</summary>"
        + "".join(f'<category term="{each}"/>' for each in work.categories)
        + f"<arxiv:announce_type>{kind}</arxiv:announce_type>"
        f"<dc:creator>{html.escape(', '.join(work.authors))}</dc:creator></entry>"
    )


def _listed(place: int, work: Work) -> str:
    authors = ", ".join(f'<a href="/a">{html.escape(name)}</a>' for name in work.authors)
    return (
        f"<dt><a name='item{place}'>[{place}]</a> "
        f"<a href='/abs/{work.arxiv}' title='Abstract'>arXiv:{work.arxiv}</a></dt>"
        f"<dd><div class='meta'><div class='list-title mathjax'><span class='descriptor'>Title:</span> "
        f"{html.escape(work.title)}</div><div class='list-authors'>{authors}</div>"
        f"<div class='list-comments mathjax'><span class='descriptor'>Comments:</span> "
        f"{html.escape(work.comment)}</div>"
        f"<div class='list-subjects'><span class='descriptor'>Subjects:</span> "
        f"<span class='primary-subject'>Invented ({work.categories[0]})</span></div>"
        f"<p class='mathjax'>{html.escape(work.abstract)}</p></div></dd>"
    )
