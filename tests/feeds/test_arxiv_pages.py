"""arXiv's listing and search pages, saved or copied, with the elements and classes it uses and invented papers."""

from __future__ import annotations

import html

import pytest
from invented_pages import Invented, papers

from octavo.feeds.detect import read
from octavo.records import Identifier


def listed(each: Invented, mark: str = "", *, abstract: bool = True) -> str:
    body = f"<p class='mathjax'>\n {html.escape(each.abstract)}\n</p>" if abstract else ""
    return f"""<dt><a name='item1'>[1]</a>
      <a href ="/abs/{each.number}" title="Abstract" id="{each.number}">
        arXiv:{each.number}
      </a>
      {mark}
      [<a href="/pdf/{each.number}" title="Download PDF" id="pdf-{each.number}">pdf</a>, <a href="x">other</a>]
    </dt>
    <dd><div class='meta'>
        <div class='list-title mathjax'><span class='descriptor'>Title:</span>
          {html.escape(each.title)}
        </div>
        <div class='list-authors'><a href="https://arxiv.org/search/cs?a" rel="nofollow">Ada Example</a>,
          <a href="b" rel="nofollow">Bo Sample</a> (Pier 9)</div>
        <div class='list-comments mathjax'><span class='descriptor'>Comments:</span>
          12 pages, <a href="https://example.org/code">this https URL</a>
        </div>
        <div class='list-journal-ref'><span class='descriptor'>Journal-ref:</span>
          Letters 4, 12 (2025)
        </div>
        <div class='list-subjects'><span class='descriptor'>Subjects:</span>
          <span class="primary-subject">Computation and Language (cs.CL)</span>; Oceanic Physics (physics.ao-ph)
        </div>
        {body}
    </div></dd>"""


def listing(day: str = "Showing new listings for Friday, 7 March 2025") -> str:
    new, cross, replaced, crossed = papers(4)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Computation and Language</title></head><body>
<div id='dlpage'><h1>Computation and Language</h1>
<ul><li><a href="/list/cs.CL/new?skip=0#item0" rel="nofollow">New submissions</a></li></ul>
<p>See <a id="recent-cs.CL" href="/list/cs.CL/recent">recent</a> articles</p><h3>{day}</h3>
<div class='paging'>Total of 4 entries</div>
<dl id='articles'><h3>New submissions (showing 1 of 1 entries)</h3>{listed(new)}</dl>
<dl id='articles'><h3>Cross submissions (showing 1 of 1 entries)</h3>{listed(cross, "(cross-list from cs.AI)")}</dl>
<dl id='articles'><h3>Replacement submissions (showing 2 of 2 entries)</h3>
{listed(replaced, "(replaced)")}{listed(crossed, "(replaced)")}</dl></div></body></html>"""


def test_a_listing_gives_its_papers_with_all_that_is_shown_of_them() -> None:
    batch = read(listing().encode())
    assert (batch.form, batch.source) == ("arXiv page", "arXiv cs.CL")
    assert [entry.title for entry in batch.entries] == [each.title for each in papers(4)]
    assert [entry.abstract for entry in batch.entries] == [each.abstract for each in papers(4)]
    assert [entry.other["announce"] for entry in batch.entries] == ["new", "cross", "replace", "replace"]
    entry = batch.entries[0]
    assert [author.name for author in entry.authors] == ["Ada Example", "Bo Sample"]
    assert entry.identifiers == (Identifier("arxiv", papers(1)[0].number),)
    assert entry.details["comment"] == "12 pages, this https URL"
    assert entry.details["primary_class"] == "cs.CL"
    assert entry.other["categories"] == "cs.CL physics.ao-ph"
    assert entry.venue == "Letters"
    assert (batch.captured_month, batch.captured_day, batch.captured_year) == (3, 7, 2025)


def test_a_page_of_recent_papers_has_no_abstracts_and_no_single_day() -> None:
    one, other = papers(2)
    page = f"""<html><body><div id="dlpage"><h1>Computation and Language</h1>
<dl id='articles'><h3>Fri, 7 Mar 2025 (showing 1 of 1 entries )</h3>{listed(one, abstract=False)}</dl>
<dl id='articles'><h3>Thu, 6 Mar 2025 (showing 1 of 1 entries )</h3>
{listed(other, "(cross-list from cs.AI)", abstract=False)}</dl></div></body></html>"""
    batch = read(page.encode())
    assert [(entry.title, entry.problems) for entry in batch.entries] == [(one.title, ()), (other.title, ())]
    assert [entry.other.get("announce") for entry in batch.entries] == [None, "cross"]
    assert batch.captured == ""


def test_a_listing_without_papers_says_so() -> None:
    page = "<html><body><div id='dlpage'><h1>Computation and Language</h1><p>No updates today.</p></div></body></html>"
    assert read(page.encode()).message == "This arXiv page lists no papers."


def test_a_copied_piece_of_a_listing_is_read_once_though_its_text_comes_with_it() -> None:
    piece = listed(papers(1)[0])
    text = f"[1] arXiv:{papers(1)[0].number} [pdf, other]\nTitle: {papers(1)[0].title}\nAda Example, Bo Sample\n"
    batch = read(text.encode(), html=f"<meta charset='utf-8'>{piece}")
    assert [entry.title for entry in batch.entries] == [papers(1)[0].title]


def result(each: Invented, *, version: str = "") -> str:
    first = '<span class="has-text-black-bis">v1</span> submitted 1 March, 2025;' if version else ""
    return f"""<li class="arxiv-result"><div class="is-marginless">
      <p class="list-title is-inline-block">
        <a href="https://arxiv.org/abs/{each.number}{version}">arXiv:{each.number}</a>
        <span>&nbsp;[<a href="https://arxiv.org/pdf/{each.number}">pdf</a>]&nbsp;</span></p>
      <div class="tags is-inline-block">
        <span class="tag is-small is-link tooltip is-tooltip-top" data-tooltip="Computation and Language">cs.CL</span>
        <span class="tag is-small is-grey tooltip is-tooltip-top" data-tooltip="Artificial Intelligence">cs.AI</span>
      </div>
      <div class="is-inline-block"><div class="tags has-addons"><span class="tag is-dark is-size-7">doi</span>
        <span class="tag is-light is-size-7"><a href="https://doi.org/10.1000/Tide.3">10.1000/Tide.3 <i></i></a>
        </span></div></div></div>
    <p class="title is-5 mathjax">
        {html.escape(each.title).replace("Letters", '<span class="search-hit mathjax">Letters</span>')}
    </p>
    <p class="authors"><span class="has-text-black-bis has-text-weight-semibold">Authors:</span>
      <a href="/search/?a">Ada Example</a>, <a href="/search/?b">Bo Sample</a>, et al. (12 additional authors not shown)
    </p>
    <p class="abstract mathjax"><span class="has-text-black-bis has-text-weight-semibold">Abstract</span>:
      <span class="abstract-short has-text-grey-dark mathjax" id="x-abstract-short" style="display: inline;">
        … {html.escape(each.abstract[40:200])} … <a class="is-size-7" onclick="f()">&#9661; More</a></span>
      <span class="abstract-full has-text-grey-dark mathjax" id="x-abstract-full" style="display: none;">
        {html.escape(each.abstract)}
        <a class="is-size-7" style="white-space: nowrap;" onclick="f()">&#9651; Less</a></span></p>
    <p class="is-size-7"><span class="has-text-weight-semibold">Submitted</span> 3 March, 2025; {first}
      <span class="has-text-black-bis has-text-weight-semibold">originally announced</span> March 2025.</p>
    <p class="comments is-size-7"><span class="has-text-black-bis">Comments:</span>
      <span class="has-text-grey-dark mathjax">12 pages</span></p>
    <p class="comments is-size-7"><span class="has-text-black-bis">Report number:</span> TIDE-7</p>
    <p class="comments is-size-7"><span class="has-text-black-bis">Journal ref:</span> Letters 4, 12 (2025)</p>
  </li>"""


def test_a_search_gives_full_abstracts_and_the_day_of_the_first_version() -> None:
    one, other = papers(2)
    page = f'<html><body><ol start="1">{result(one)}{result(other, version="v2")}</ol></body></html>'
    batch = read(page.encode())
    assert (batch.form, batch.source, batch.captured) == ("arXiv page", "arXiv search", "")
    assert [(entry.title, entry.abstract) for entry in batch.entries] == [
        (each.title, each.abstract) for each in (one, other)
    ]
    assert [entry.published for entry in batch.entries] == ["2025-03-03", "2025-03-01"]
    entry = batch.entries[1]
    assert entry.other["arxiv_version"] == "v2"
    assert [author.name for author in entry.authors] == ["Ada Example", "Bo Sample"]
    assert entry.more_authors
    assert entry.identifiers == (Identifier("arxiv", other.number), Identifier("doi", "10.1000/tide.3"))
    assert (entry.details["comment"], entry.details["primary_class"]) == ("12 pages", "cs.CL")
    assert (entry.other["report_number"], entry.venue) == ("TIDE-7", "Letters")


@pytest.mark.parametrize("page", ["<div id=dlpage>", "<p class='list-title'>x</p>", "<li class=arxiv-result></li>"])
def test_a_page_that_only_looks_like_arxivs_is_no_error(page: str) -> None:
    batch = read(f"<html><body>{page}</body></html>".encode())
    assert batch.entries == ()
    assert batch.message
