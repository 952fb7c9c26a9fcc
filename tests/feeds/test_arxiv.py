"""arXiv's answers and daily feeds, laid out as it lays them out, with papers that do not exist."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pytest
from invented_pages import papers

from octavo.feeds.detect import read
from octavo.records import Author, Identifier, Kind

ANSWER = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/Ab1</id>
  <title>arXiv Query: search_query=&amp;id_list=2303.00763&amp;start=0&amp;max_results=100</title>
  <updated>2026-04-12T22:10:26Z</updated>
  <link href="https://arxiv.org/api/query?search_query=&amp;id_list=2303.00763" type="application/atom+xml"/>
  <opensearch:totalResults>1</opensearch:totalResults>
  %s
</feed>"""

ENTRY = """<entry>
    <id>%(scheme)s://arxiv.org/abs/%(number)sv2</id>
    <title>Counting Letters
  Between Tide Pools</title>
    <updated>2023-06-10T09:00:00Z</updated>
    <link href="https://arxiv.org/abs/%(number)sv2" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/%(number)sv2" rel="related" type="application/pdf" title="pdf"/>
    <summary>  We count letters where $a &lt; b$ and the tide is low, at most 5%% of the
day.
    </summary>
    <category term="math.CO" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <published>2023-03-01T19:00:02Z</published>
    <arxiv:comment>12 pages, 3 figures</arxiv:comment>
    <arxiv:journal_ref>%(journal)s</arxiv:journal_ref>
    <arxiv:doi>10.1000/Tide.3 10.1000/other</arxiv:doi>
    <arxiv:primary_category term="cs.CL"/>
    <author><name>Ada Example</name>
      <arxiv:affiliation>Department of Tides</arxiv:affiliation><arxiv:affiliation>Harbour School</arxiv:affiliation>
    </author>
    <author><name>Vincent van den Berg</name></author>
    <author><name>The Lantern Collaboration</name></author>
  </entry>"""


def answer(number: str = "2303.00763", *, scheme: str = "http", journal: str = "J. Letters 21(4):1-67, 2023") -> bytes:
    return (ANSWER % (ENTRY % {"number": number, "scheme": scheme, "journal": journal})).encode()


def test_an_answer_gives_everything_arxiv_knows_of_a_paper() -> None:
    batch = read(answer())
    (entry,) = batch.entries
    assert (batch.form, batch.source, batch.message) == ("arXiv answer", "arXiv", "")
    assert entry.title == "Counting Letters Between Tide Pools"
    assert entry.abstract == "We count letters where $a < b$ and the tide is low, at most 5% of the day."
    assert entry.authors == (
        Author(family="Example", given="Ada"),
        Author(family="Berg", given="Vincent", particle="van den"),
        Author(literal="The Lantern Collaboration"),
    )
    assert entry.identifiers == (Identifier("arxiv", "2303.00763"), Identifier("doi", "10.1000/tide.3"))
    assert entry.published == "2023-03-01"
    assert (entry.venue, entry.kind) == ("J. Letters", Kind.ARTICLE)
    assert entry.details == {
        "volume": "21", "number": "4", "pages": "1-67", "primary_class": "cs.CL", "comment": "12 pages, 3 figures",
    }  # fmt: skip
    assert entry.other == {
        "arxiv_version": "v2", "categories": "cs.CL math.CO", "updated": "2023-06-10", "doi": "10.1000/Tide.3",
        "journal_ref": "J. Letters 21(4):1-67, 2023",
    }  # fmt: skip
    assert entry.problems == ()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("number", ["2303.00763", "0704.0001", "hep-th/9901001", "math.GT/0309136"])
def test_numbers_of_every_age_and_address_are_read(number: str, scheme: str) -> None:
    (entry,) = read(answer(number, scheme=scheme)).entries
    assert entry.identifiers[0].scheme == "arxiv"
    assert entry.identifiers[0].value == number.replace("math.GT", "math")
    assert entry.other["arxiv_version"] == "v2"


@pytest.mark.parametrize(
    ("journal", "venue", "pages"),
    [
        ("Phys. Rev. D 76, 013009 (2023)", "Phys. Rev. D", "013009"),
        ("Phys.Rev.D76:013009,2023", "Phys.Rev.D", "013009"),
        ("J. Mach. Tides 115, 1626--1640 (2023).", "J. Mach. Tides", "1626-1640"),
        # Another year than the preprint's: both in one citation would be wrong.
        ("Phys. Rev. D 76, 013009 (2024)", "", ""),
        # Not regular enough to take apart.
        ("Proceedings of the 9th Harbour Workshop, 2023, pp. 3-9", "", ""),
        ("in press", "", ""),
    ],
)
def test_a_journal_reference_is_taken_apart_only_where_that_is_safe(journal: str, venue: str, pages: str) -> None:
    (entry,) = read(answer(journal=journal)).entries
    assert (entry.venue, entry.details.get("pages", "")) == (venue, pages)
    assert entry.other["journal_ref"] == journal


def test_an_element_that_is_there_and_empty_is_as_if_it_were_not() -> None:
    entry = ENTRY % {"number": "2303.00763", "scheme": "http", "journal": ""}
    emptied = re.sub(r"<(arxiv:\w+|author|name|summary|published|updated)\b[^>]*>[^<]*</\1>", r"<\1/>", entry)
    (paper,) = read((ANSWER % emptied.replace('term="cs.CL"', "")).encode()).entries
    assert (paper.published, paper.abstract, paper.details) == ("2023-03", "", {"primary_class": "math.CO"})


def test_the_doi_that_arxiv_made_for_a_number_is_that_number() -> None:
    made = answer().replace(b"10.1000/Tide.3 10.1000/other", b"10.48550/arXiv.2303.00763")
    (entry,) = read(made).entries
    assert entry.identifiers == (Identifier("arxiv", "2303.00763"),)
    assert "doi" not in entry.other


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_error_is_a_sentence_and_no_paper(scheme: str) -> None:
    error = (
        f"<entry><id>{scheme}://arxiv.org/api/errors#incorrect_id_format_for_abc</id><title>Error</title>"
        "<summary>incorrect id format for abc</summary><author><name>arXiv api core</name></author></entry>"
    )
    batch = read((ANSWER % error).encode())
    assert batch.entries == ()
    assert batch.message == "arXiv answered with an error: incorrect id format for abc."


def test_an_answer_without_papers_says_so() -> None:
    batch = read((ANSWER % "").encode())
    assert (batch.entries, batch.message) == ((), "arXiv has no paper that answers this question.")


def item(number: str, kind: str, *, title: str = "A Chair With Three Legs", authors: str = "Ada Example") -> str:
    return f"""<item>
      <title>{escape(title)}</title>
      <link>https://arxiv.org/abs/{number.split("v")[0]}</link>
      <description>arXiv:{number} Announce Type: {kind}
Abstract: We build a chair for $x &lt; 3$ people &amp; their letters.</description>
      <guid isPermaLink="false">oai:arXiv.org:{number}</guid>
      <category>cs.CL</category>
      <category>cs.AI</category>
      <pubDate>Fri, 07 Mar 2025 00:00:00 -0500</pubDate>
      <arxiv:announce_type>{kind}</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      <dc:creator>{escape(authors)}</dc:creator>
      <arxiv:DOI>10.1000/chair</arxiv:DOI>
      <arxiv:journal_reference>Chairs 3, 12 (2025)</arxiv:journal_reference>
    </item>"""


def rss(*items: str) -> bytes:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>cs.CL updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.CL</link>
    <description>cs.CL updates on the arXiv.org e-print archive.</description>
    <atom:link href="http://rss.arxiv.org/rss/cs.CL" rel="self" type="application/rss+xml"/>
    <pubDate>Fri, 07 Mar 2025 00:00:00 -0500</pubDate>
    <skipDays><day>Sunday</day><day>Saturday</day></skipDays>
    {"".join(items)}
  </channel>
</rss>""".encode()


def test_a_daily_feed_gives_papers_of_its_day_without_the_prefix_of_their_abstracts() -> None:
    batch = read(rss(item("2503.01234v1", "new", authors="Ada Example, Bo Sample, Vincent van den Berg")))
    (entry,) = batch.entries
    assert (batch.form, batch.source) == ("arXiv feed", "arXiv cs.CL")
    assert (batch.captured, batch.captured_month, batch.captured_day, batch.captured_year) == ("2025-03-07", 3, 7, 2025)
    assert entry.abstract == "We build a chair for $x < 3$ people & their letters."
    assert [author.name for author in entry.authors] == ["Ada Example", "Bo Sample", "Vincent van den Berg"]
    assert entry.identifiers == (Identifier("arxiv", "2503.01234"), Identifier("doi", "10.1000/chair"))
    # The item's date is the announcement's; the paper's month is in its number.
    assert entry.published == "2025-03"
    assert entry.details["primary_class"] == "cs.CL"
    assert entry.other["categories"] == "cs.CL cs.AI"
    assert entry.other["license"] == "http://creativecommons.org/licenses/by/4.0/"
    assert (entry.venue, entry.details["volume"]) == ("Chairs", "3")


def test_every_kind_of_announcement_is_kept_and_marked() -> None:
    kinds = ["new", "cross", "replace", "replace-cross"]
    batch = read(rss(*(item(f"2503.0000{place}v{place}", kind) for place, kind in enumerate(kinds, 1))))
    assert [entry.other["announce"] for entry in batch.entries] == kinds
    assert [entry.other["arxiv_version"] for entry in batch.entries] == ["v1", "v2", "v3", "v4"]


def test_the_atom_feed_gives_the_same_as_the_rss_feed() -> None:
    atom = f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns="http://www.w3.org/2005/Atom">
  <id>http://rss.arxiv.org/atom/cs.CL</id><title>cs.CL updates on arXiv.org</title>
  <updated>2025-03-07T05:00:00+00:00</updated>
  <entry><id>oai:arXiv.org:2503.01234v1</id><title>A Chair With Three Legs</title>
    <updated>2025-03-07T05:00:00+00:00</updated><published>2025-03-07T00:00:00-05:00</published>
    <link href="https://arxiv.org/abs/2503.01234" rel="alternate" type="text/html"/>
    <summary>arXiv:2503.01234v1 Announce Type: new
Abstract: {escape("We build a chair for $x < 3$ people & their letters.")}</summary>
    <category term="cs.CL"/><category term="cs.AI"/>
    <arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Example</dc:creator>
    <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
    <arxiv:DOI>10.1000/chair</arxiv:DOI><arxiv:journal_reference>Chairs 3, 12 (2025)</arxiv:journal_reference>
  </entry></feed>"""
    one, other = read(atom.encode()), read(rss(item("2503.01234v1", "new")))
    entry = one.entries[0]
    assert {**entry.other, "updated": ""} == {**other.entries[0].other, "updated": ""}
    for name in ("title", "abstract", "authors", "identifiers", "published", "venue", "details"):
        assert getattr(entry, name) == getattr(other.entries[0], name)
    assert (one.captured, one.source) == (other.captured, other.source)


def test_an_empty_feed_is_a_weekend_and_no_error() -> None:
    batch = read(rss())
    assert batch.entries == ()
    assert batch.message.startswith("arXiv announces nothing in this feed now.")
    assert batch.captured == ""


def test_a_feed_that_is_an_error_says_what_arxiv_says() -> None:
    feed = rss().decode().replace("cs.CL updates on arXiv.org", "Feed error for query: http://rss.arxiv.org/rss/xx")
    feed = feed.replace("cs.CL updates on the arXiv.org e-print archive.", "Bad archive 'xx'")
    assert read(feed.encode()).message == "arXiv answered with an error: Bad archive 'xx'."


def test_a_feed_saved_before_2024_is_read_as_well() -> None:
    feed = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://arxiv.org/"><title>cs.CL updates on arXiv.org</title><link>http://arxiv.org/</link>
<dc:date>2023-03-02T20:30:00-05:00</dc:date></channel>
<item rdf:about="http://arxiv.org/abs/2303.00763"><title>A Chair. (arXiv:2303.00763v2 [cs.AI] UPDATED)</title>
<link>http://arxiv.org/abs/2303.00763</link><description>&lt;p&gt;We build a
chair.&lt;/p&gt;</description>
<dc:creator>&lt;a href="http://arxiv.org/a"&gt;Ada Example&lt;/a&gt;, &lt;a href="x"&gt;Bo Sample&lt;/a&gt;</dc:creator>
</item></rdf:RDF>"""
    (entry,) = read(feed.encode()).entries
    assert (entry.title, entry.abstract) == ("A Chair", "We build a chair.")
    assert [author.name for author in entry.authors] == ["Ada Example", "Bo Sample"]
    assert (entry.other["announce"], entry.other["arxiv_version"]) == ("replace", "v2")
    assert entry.details["primary_class"] == "cs.AI"


def test_a_day_of_2000_papers_is_read_whole() -> None:
    each = papers(40)
    items = [item(f"2503.{place:05}v1", "new", title=each[place % 40].title) for place in range(2_000)]
    batch = read(rss(*items))
    assert len({entry.identifiers[0].value for entry in batch.entries}) == 2_000


def test_a_paper_of_3000_authors_keeps_them_all() -> None:
    names = ", ".join(f"Ada Example{place}" for place in range(3_000))
    (entry,) = read(rss(item("2503.01234v1", "new", authors=names))).entries
    assert len(entry.authors) == 3_000
    assert not entry.more_authors
