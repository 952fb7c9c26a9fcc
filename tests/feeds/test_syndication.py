"""News feeds of every kind and age: journals, preprint servers, mirrors of the hub, blogs; papers told from posts."""

from __future__ import annotations

import html
import json

import pytest
from invented_pages import Invented, paper, papers

from octavo.feeds.detect import read
from octavo.feeds.syndication import NOT_A_PAPER
from octavo.records import Entry, Identifier, Kind

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
PRISM = 'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'


def rss(*items: str, names: str = DC, version: str = "2.0", title: str = "Harbour News") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="{version}" {names}><channel><title>{title}</title>'
        f"<link>https://example.org/</link><description>News</description>{''.join(items)}</channel></rss>"
    ).encode()


def only(data: bytes) -> Entry:
    (entry,) = read(data).entries
    return entry


def names(entry: Entry) -> list[str]:
    return [author.name for author in entry.authors]


def is_paper(entry: Entry) -> bool:
    return entry.other.get("item") != NOT_A_PAPER


POST = """<item><title>We Moved the Pier</title><link>https://example.org/pier</link>
<description>&lt;p&gt;The pier is &lt;b&gt;new&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;See arXiv:2503.01234 &amp;amp; co.&lt;/p&gt;
</description><author>ada@example.org (Ada Example)</author><category>Piers</category>
<pubDate>Tue, 11 Mar 2025 09:00:00 GMT</pubDate></item>"""


def test_an_item_that_names_no_paper_is_kept_and_marked() -> None:
    batch = read(rss(POST))
    (entry,) = batch.entries
    assert (batch.form, batch.source, batch.captured) == ("news feed", "Harbour News", "")
    assert (entry.title, entry.kind, entry.published) == ("We Moved the Pier", Kind.WEB, "2025-03-11")
    # A text that mentions a paper is not that paper.
    assert entry.identifiers == (Identifier("url", "https://example.org/pier"),)
    assert entry.abstract == "The pier is new.\n\nSee arXiv:2503.01234 & co."
    assert names(entry) == ["Ada Example"]
    assert entry.other == {"item": NOT_A_PAPER, "categories": "Piers"}


@pytest.mark.parametrize("version", ["0.91", "0.92", "0.93", "0.94", "2.0"])
def test_every_version_of_rss_with_items_in_its_channel(version: str) -> None:
    assert only(rss(POST, names="", version=version)).title == "We Moved the Pier"


@pytest.mark.parametrize(
    ("name", "space"),
    [
        ("0.90", "http://my.netscape.com/rdf/simple/0.9/"),
        ("1.0", "http://purl.org/rss/1.0/"),
    ],
)
def test_rdf_feeds_have_their_items_beside_the_channel(name: str, space: str) -> None:
    feed = f"""<?xml version="1.0"?><rdf:RDF {RDF} xmlns="{space}" {DC}>
<channel rdf:about="https://example.org/"><title>Harbour {name}</title><link>https://example.org/</link>
<items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>
<item rdf:about="https://example.org/1"><title>Fog Horn</title><link>https://example.org/1</link>
<dc:date>2025-03-11</dc:date></item></rdf:RDF>"""
    batch = read(feed.encode())
    assert batch.source == f"Harbour {name}"
    assert [(entry.title, entry.published) for entry in batch.entries] == [("Fog Horn", "2025-03-11")]


def test_rdf_that_is_no_feed_is_not_taken_for_one() -> None:
    assert read(f"<?xml version='1.0'?><rdf:RDF {RDF}><z:Reference/></rdf:RDF>".encode()).form != "news feed"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Fog &amp; Horns", "Fog & Horns"),
        ('<title type="text">Is a &lt; b?</title>', "Is a < b?"),
        ('<title type="html">H&lt;sub&gt;2&lt;/sub&gt;O &amp;amp; Fog</title>', "H2O & Fog"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <i>Small</i> Horn</div></title>',
            "A Small Horn",
        ),
        ("<title><![CDATA[Fog & Horns]]></title>", "Fog & Horns"),
    ],
)
def test_atom_says_what_its_text_is(title: str, words: str) -> None:
    title = title if title.startswith("<") else f"<title>{title}</title>"
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><id>urn:1</id>
<link rel="self" href="https://example.org/atom"/><link href="https://example.org/"/>
<entry>{title}<id>tag:example.org,2025:1</id><link rel="edit" href="https://example.org/edit"/>
<link rel="alternate" href="https://example.org/1"/><updated>2025-03-12T00:00:00Z</updated>
<published>2025-03-11T23:00:00-05:00</published><author><name>Ada Example</name><email>a@example.org</email></author>
<author><name>Bo Sample</name></author>
<content type="html">&lt;p&gt;Long &lt;em&gt;text&lt;/em&gt;.&lt;/p&gt;</content><summary>Short.</summary></entry>
</feed>"""
    entry = only(feed.encode())
    assert entry.title == words
    assert (entry.abstract, entry.published) == ("Long text.", "2025-03-11")
    assert entry.identifiers == (Identifier("url", "https://example.org/1"),)
    assert names(entry) == ["Ada Example", "Bo Sample"]


def test_atom_0_3_is_read() -> None:
    feed = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Harbour</title>
<entry><title>Fog</title><link rel="alternate" type="text/html" href="https://example.org/1"/>
<issued>2004-03-11T00:00:00Z</issued><content type="text/html" mode="escaped">&lt;p&gt;Fog.&lt;/p&gt;</content></entry>
</feed>"""
    entry = only(feed.encode())
    assert (entry.title, entry.abstract, entry.published) == ("Fog", "Fog.", "2004-03-11")


def json_feed(*items: object, **more: object) -> bytes:
    found = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": items, **more}
    return json.dumps(found).encode()


def test_a_json_feed_is_read() -> None:
    batch = read(
        json_feed(
            {
                "id": 7, "url": "https://example.org/1", "title": "Fog <Horn>",
                "content_html": "<p>One.</p><p>Two.</p>",
                "summary": "One.", "date_published": "2025-03-11T09:00:00+01:00", "tags": ["fog", 3],
                "authors": [{"name": "Ada Example"}, {"url": "https://example.org"}],
            },
            {"id": "x", "external_url": "https://arxiv.org/abs/2503.01234v2", "url": "https://example.org/2",
             "title": "A Chair", "content_text": "We build a chair & a table.", "author": {"name": "Bo Sample"}},
            {"id": "y", "content_text": "A note without a title, long enough to be cut, and more. " * 5},
            "no item", {"id": "z"},
        )
    )  # fmt: skip
    post, chair, note = batch.entries
    assert (batch.form, batch.source) == ("news feed", "Harbour")
    assert (post.title, post.abstract, post.published) == ("Fog <Horn>", "One.\n\nTwo.", "2025-03-11")
    assert (names(post), post.other["categories"], is_paper(post)) == (["Ada Example"], "fog", False)
    assert (chair.identifiers, names(chair)) == ((Identifier("arxiv", "2503.01234"),), ["Bo Sample"])
    assert (chair.abstract, is_paper(chair)) == ("We build a chair & a table.", True)
    sentence = "A note without a title, long enough to be cut, and more. "
    assert note.title == (sentence * 2)[:99].rsplit(" ", 1)[0] + "…"


def takara(each: Invented) -> str:
    return f"""<item><title>{each.title}</title><link>https://tldr.takara.ai/p/{each.number}</link>
<guid isPermaLink="false">{each.number}</guid><pubDate>Tue, 11 Mar 2025 00:00:00 +0000</pubDate>
<description><![CDATA[{each.abstract}]]></description></item>"""


def test_the_mirror_without_authors_gives_numbers_from_its_links() -> None:
    batch = read(rss(*map(takara, papers(50)), title="Takara TLDR"))
    assert [(entry.title, entry.abstract) for entry in batch.entries] == [
        (each.title, each.abstract) for each in papers(50)
    ]
    assert [entry.identifiers for entry in batch.entries] == [
        (Identifier("arxiv", each.number),) for each in papers(50)
    ]
    # The mirror's date is the day it listed the paper.
    assert batch.entries[0].published == "2025-01"
    assert all(map(is_paper, batch.entries))


def test_the_mirror_with_escaped_html_gives_authors_votes_and_summary() -> None:
    each = paper(3)
    description = html.escape(
        '<p><img src="https://example.org/t.png" alt="Paper thumbnail" /></p>'
        "<p><b>Authors:</b> Ada Example, Bo Sample</p>"
        f"<p><b>Upvotes:</b> 42</p><p><b>Summary:</b> {each.abstract}</p>"
    )
    item = (
        f"<item><title>{each.title}</title><link>https://arxiv.org/abs/{each.number}</link>"
        f'<description>{description}</description><guid isPermaLink="false">https://arxiv.org/abs/{each.number}</guid></item>'
    )
    entry = only(rss(item, title="Hugging Face Daily Papers"))
    assert (names(entry), entry.votes, entry.abstract) == (["Ada Example", "Bo Sample"], 42, each.abstract)
    assert entry.identifiers == (Identifier("arxiv", each.number),)


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://arxiv.org/abs/2503.01234v3", "2503.01234"),
        ("http://export.arxiv.org/pdf/2503.01234.pdf", "2503.01234"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("https://huggingface.co/papers/2503.01234", "2503.01234"),
        ("https://www.alphaxiv.org/abs/2503.01234", "2503.01234"),
        ("https://example.org/abs/2503.01234", ""),
        ("https://example.org/?u=https://arxiv.org/abs/2503.01234", ""),
        ("https://huggingface.co/blog/2503.01234", ""),
    ],
)
def test_links_to_a_paper_name_it(address: str, number: str) -> None:
    entry = only(rss(f"<item><title>A Chair</title><link>{address}</link></item>"))
    assert [each.value for each in entry.identifiers if each.scheme == "arxiv"] == ([number] if number else [])
    assert is_paper(entry) == bool(number)


def test_a_preprint_server_gives_doi_inverted_authors_and_date() -> None:
    feed = f"""<?xml version="1.0"?><rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/" {DC} {PRISM}>
<channel rdf:about="https://biorxiv.example"><title>bioRxiv Subject Collection: Tides</title></channel>
<item rdf:about="http://biorxiv.example/cgi/content/short/2025.03.01.640000v1?rss=1">
<title><![CDATA[Fog in <i>Salmo</i> Lights ]]></title>
<link>http://biorxiv.example/cgi/content/short/2025.03.01.640000v1?rss=1</link>
<description><![CDATA[We look at fog. It is grey & wet.]]></description>
<dc:creator><![CDATA[Example, A., van Sample, B. C., Third, D.-E.]]></dc:creator>
<dc:date>2025-03-07</dc:date><dc:identifier>doi:10.1101/2025.03.01.640000</dc:identifier>
<dc:publisher>Cold Harbour Press</dc:publisher><prism:publicationDate>2025-03-07</prism:publicationDate>
<prism:section>new_results</prism:section></item></rdf:RDF>"""
    entry = only(feed.encode())
    assert entry.title == "Fog in Salmo Lights"
    assert entry.identifiers[0] == Identifier("doi", "10.1101/2025.03.01.640000")
    assert names(entry) == ["A. Example", "B. C. van Sample", "D.-E. Third"]
    assert (entry.published, entry.other["section"]) == ("2025-03-07", "new_results")
    assert entry.details == {"publisher": "Cold Harbour Press"}
    assert is_paper(entry)


def test_a_journal_gives_volume_pages_and_whole_names() -> None:
    item = """<item><title>A Chair</title><link>https://journal.example/articles/s1</link>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>We build a chair.</p>]]>
</content:encoded><dc:creator>Example, Ada</dc:creator><dc:creator>Sample, Bo</dc:creator>
<prism:doi>10.1000/S1</prism:doi><prism:publicationName>Chairs</prism:publicationName><prism:volume>4</prism:volume>
<prism:number>2</prism:number><prism:startingPage>11</prism:startingPage><prism:endingPage>19</prism:endingPage>
<prism:publicationDate>2025-03-11</prism:publicationDate><pubDate>Wed, 12 Mar 2025 00:00:00 GMT</pubDate></item>"""
    entry = only(rss(item, names=f"{DC} {PRISM}"))
    assert (entry.venue, entry.published) == ("Chairs", "2025-03-11")
    assert entry.details == {"volume": "4", "number": "2", "pages": "11-19"}
    assert names(entry) == ["Ada Example", "Bo Sample"]
    assert entry.identifiers[0] == Identifier("doi", "10.1000/s1")


def test_a_publisher_that_writes_facts_into_its_descriptions() -> None:
    description = html.escape(
        "<p>Publication date: March 2025</p><p><b>Source:</b> Journal of Chairs, Volume 3</p>"
        "<p>Author(s): Ada Example, Bo Sample</p>"
    )
    entry = only(
        rss(f"<item><title>A Chair</title><link>https://p.example/1</link><description>{description}</description></item>")
    )
    assert (names(entry), entry.venue, is_paper(entry)) == (["Ada Example", "Bo Sample"], "Journal of Chairs", True)
    assert (entry.abstract, entry.problems) == ("", ("No abstract was found for this title.",))


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://doi.org/10.1000/Chair.1", "10.1000/chair.1"),
        ("https://press.example/doi/abs/10.1000/chair.1?af=R", "10.1000/chair.1"),
        ("https://www.biorxiv.example/content/10.1101/2025.03.01.640000v2.full", "10.1101/2025.03.01.640000"),
        ("https://press.example/content/about", ""),
    ],
)
def test_an_address_that_holds_a_doi_names_the_paper(address: str, doi: str) -> None:
    entry = only(rss(f"<item><title>A Chair</title><link>{address}</link></item>"))
    assert [each.value for each in entry.identifiers if each.scheme == "doi"] == ([doi] if doi else [])


@pytest.mark.parametrize(
    ("creator", "found"),
    [
        ("Ada Example", ["Ada Example"]),
        ("Example, Ada", ["Ada Example"]),
        ("van den Berg, Vincent", ["Vincent van den Berg"]),
        ("Ada Example, Bo Sample", ["Ada Example", "Bo Sample"]),
        ("Ada Example and Bo Sample", ["Ada Example", "Bo Sample"]),
        ("Example, A.", ["A. Example"]),
        ("The Fog Team", ["The Fog Team"]),
    ],
)
def test_one_creator_may_be_one_name_or_a_list(creator: str, found: list[str]) -> None:
    assert names(only(rss(f"<item><title>A</title><dc:creator>{creator}</dc:creator></item>"))) == found


def test_scripts_styles_and_tags_are_no_words() -> None:
    page = "<style>p{}</style><p>Seen <script>var x = '<p>';</script>words<br>go on</p>\n<ul><li>a<li>b</ul>"
    body = html.escape(page)
    entry = only(rss(f"<item><title>A</title><description>{body}</description></item>"))
    assert entry.abstract == "Seen words go on\n\na\n\nb"


def test_a_very_long_post_is_cut_and_a_paper_without_an_abstract_says_so() -> None:
    long = "word " * 20_000
    post = only(rss(f"<item><title>A</title><description>{long}</description></item>"))
    assert post.abstract.endswith("word…")
    assert len(post.abstract) <= 50_001
    link = "<link>https://arxiv.org/abs/2503.01234</link>"
    paper_of_it = only(rss(f"<item><title>A</title>{link}<description>{long}</description></item>"))
    assert paper_of_it.abstract == ""
    assert paper_of_it.problems[0].startswith("Its abstract was longer than")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (rss(), "This feed has no items now."),
        (rss("<item/>"), "None of the items of this feed has a title or any text."),
        (json_feed(), "This feed has no items now."),
        (b"<?xml version='1.0'?><rss/>", "No feed found in this XML."),
        (b"<?xml version='1.0'?><feed><entry>", "This feed is damaged, and none of its items is whole."),
        (b"<rss", "This XML is damaged beyond reading."),
    ],
)
def test_a_feed_without_items_says_why(data: bytes, words: str) -> None:
    batch = read(data)
    assert batch.entries == ()
    assert batch.message.startswith(words)


def test_a_feed_of_very_many_items_is_read_up_to_a_limit_that_is_shown() -> None:
    items = "".join(f"<item><title>Post {place}</title></item>" for place in range(20_010))
    batch = read(rss(items))
    assert len(batch.entries) == 20_000
    assert [line.text for line in batch.not_placed] == ["Only the first 20,000 items were read."]
