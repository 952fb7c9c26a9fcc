"""Saved pages of single articles: what their heads say for machines to read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.feeds.article_page import read_article_page
from octavo.feeds.detect import read
from octavo.records import Author, Entry, Identifier, Kind


def page(*metas: tuple[str, str], head: str = "", body: str = "<p>Words</p>") -> str:
    tags = "".join(f'<meta name="{name}" content="{content}">' for name, content in metas)
    return f"<!DOCTYPE html><html><head><title>Site</title>{tags}{head}</head><body>{body}</body></html>"


def linked(value: object) -> str:
    return page(head=f'<script type="application/ld+json">{json.dumps(value)}</script>')


def article(markup: str) -> Entry:
    entry = read_article_page(markup)
    assert entry is not None
    return entry


HIGHWIRE = page(
    ("citation_title", "On &lt;i&gt;Ink&lt;/i&gt; &amp; Paper"),
    ("citation_author", "Quill, Ada"),
    ("citation_author_institution", "Ink University"),
    ("citation_author", "Jan van den Berg"),
    ("citation_publication_date", "2023/4/7"),
    ("citation_journal_title", "Annals of Ink"),
    ("citation_volume", "4"),
    ("citation_issue", "2"),
    ("citation_firstpage", "1"),
    ("citation_lastpage", "9"),
    ("citation_issn", "0028-0836"),
    ("citation_doi", "10.1000/ABC"),
    ("citation_abstract_html_url", "https://ex.org/x"),
    ("citation_keywords", "ink; paper"),
    ("citation_publisher", "Ink Press"),
    ("dc.description", "Some words about ink."),
)


def test_the_tags_that_search_engines_ask_for_give_the_whole_article() -> None:
    batch = read(HIGHWIRE.encode(), origin="x.html")
    assert (batch.form, batch.source, batch.message) == ("article page", "Articles", "")
    [entry] = batch.entries
    assert entry.title == "On Ink & Paper"
    assert entry.authors == (Author("Quill", "Ada"), Author("Berg", "Jan", "van den"))
    assert (entry.kind, entry.venue, entry.published) == (Kind.ARTICLE, "Annals of Ink", "2023-04-07")
    assert entry.identifiers == (Identifier("doi", "10.1000/abc"), Identifier("url", "https://ex.org/x"))
    assert entry.abstract == "Some words about ink."
    assert dict(entry.details) == {
        "volume": "4", "number": "2", "pages": "1–9", "issn": "0028-0836", "keywords": "ink; paper",
        "publisher": "Ink Press",
    }  # fmt: skip


def test_a_conference_paper_an_arxiv_page_and_a_thesis_are_told_apart() -> None:
    title, author = ("citation_title", "On Ink"), ("citation_author", "Ada Quill")
    paper = article(page(title, author, ("citation_conference_title", "Workshop on Ink"), ("citation_date", "2023")))
    assert (paper.kind, paper.venue, paper.published) == (Kind.CONFERENCE, "Workshop on Ink", "2023")
    preprint = article(page(title, author, ("citation_arxiv_id", "2304.00001"), ("citation_date", "2023/04/07")))
    assert (preprint.kind, preprint.identifiers) == (Kind.PREPRINT, (Identifier("arxiv", "2304.00001"),))
    thesis = article(page(title, author, ("citation_dissertation_institution", "Ink University")))
    assert (thesis.kind, thesis.details["institution"]) == (Kind.THESIS, "Ink University")


def test_dublin_core_with_an_author_is_an_article_and_without_is_none() -> None:
    metas = (("DC.Title", "On Ink"), ("DC.Identifier", "doi:10.1000/abc"), ("DC.Date", "2023-04-07"))
    entry = article(page(*metas, ("DC.Creator", "Quill, Ada")))
    assert (entry.title, entry.published) == ("On Ink", "2023-04-07")
    assert entry.identifiers == (Identifier("doi", "10.1000/abc"),)
    assert read_article_page(page(("DC.Title", "Shop"), ("description", "Buy ink"))) is None


def test_json_ld_gives_the_article_and_its_journal() -> None:
    entry = article(
        linked(
            {
                "@context": "https://schema.org",
                "@graph": [
                    {"@type": "WebSite", "name": "Site"},
                    {
                        "@type": ["ScholarlyArticle"], "headline": "On <i>Ink</i>",
                        "author": [{"@type": "Person", "name": "Ada Quill"}, {"familyName": "Reed", "givenName": "Bo"}],
                        "datePublished": "2023-04-07T00:00:00Z", "sameAs": "https://doi.org/10.1000/ABC",
                        "isPartOf": {"@type": "PublicationIssue", "issueNumber": 2, "isPartOf": {
                            "@type": "PublicationVolume", "volumeNumber": "4",
                            "isPartOf": {"@type": "Periodical", "name": "Annals of Ink", "issn": ["0028-0836"]}}},
                        "pagination": "1-9", "keywords": "ink, paper", "description": "<p>Some words.</p>",
                        "publisher": {"name": "Ink Press"},
                    },
                ],
            }
        )
    )  # fmt: skip
    assert (entry.title, entry.kind, entry.venue) == ("On Ink", Kind.ARTICLE, "Annals of Ink")
    assert entry.authors == (Author("Quill", "Ada"), Author("Reed", "Bo"))
    assert (entry.published, entry.abstract) == ("2023-04-07", "Some words.")
    assert Identifier("doi", "10.1000/abc") in entry.identifiers
    assert dict(entry.details) == {
        "volume": "4", "number": "2", "issn": "0028-0836", "pages": "1-9", "keywords": "ink; paper",
        "publisher": "Ink Press",
    }  # fmt: skip


def test_what_the_tags_leave_out_comes_from_json_ld() -> None:
    said = {
        "@type": "ScholarlyArticle",
        "name": "Other",
        "author": "Bo Reed",
        "abstract": "Words.",
        "datePublished": "2023-04",
    }
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    entry = article(page(("citation_title", "On Ink"), ("citation_year", "2023"), head=script))
    assert (entry.title, entry.abstract, entry.published) == ("On Ink", "Words.", "2023-04")
    assert entry.authors == (Author("Reed", "Bo"),)
    assert entry.problems == ()


def test_an_article_without_abstract_says_so() -> None:
    entry = article(page(("citation_title", "On Ink"), ("citation_author", "Ada Quill")))
    assert entry.problems == ("No abstract was found for this title.",)


@pytest.mark.parametrize(
    "markup",
    [
        "", "<html>", page(("citation_title", "")), page(head='<script type="application/ld+json">{"@type": </script>'),
        page(head='<script type="application/ld+json">' + "[" * 5_000 + "</script>"),
        linked({"@type": "Product", "name": "Ink"}),
        linked({"@type": "ScholarlyArticle", "headline": ["", 3], "author": [None, 3, {}], "isPartOf": [1, None]}),
    ],
)  # fmt: skip
def test_a_page_that_names_no_article_gives_none(markup: str) -> None:
    assert read_article_page(markup) is None


names = st.sampled_from(
    ["citation_title", "citation_author", "citation_date", "citation_doi", "dc.title", "dc.creator", "citation_pdf_url",
     "citation_firstpage", "citation_keywords", "citation_abstract"]
)  # fmt: skip
contents = st.text(max_size=20) | st.sampled_from(
    ["2023/13/99", "10.1000/x", "https://arxiv.org/pdf/2304.00001", "&lt;p"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.just("ScholarlyArticle"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from("@type @graph headline author name isPartOf identifier value sameAs".split()), inner
        )
    ),
    max_leaves=12,
)


@given(metas=st.lists(st.tuples(names, contents), max_size=6), value=values)
def test_any_head_gives_an_article_with_a_title_or_none(metas: list[tuple[str, str]], value: object) -> None:
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    entry = read_article_page(page(*[(name, content.replace('"', "")) for name, content in metas], head=script))
    assert entry is None or entry.title
