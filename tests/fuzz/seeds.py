"""One whole sample of every form Octavo reads, and what reads it: where the fuzzing starts."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

for room in ("services", "feeds"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / room))

from invented_works import Work, invented_days
from pdf_files import pdf
from played_arxiv import Arxiv
from played_hugging_face import HuggingFace

from octavo import feeds
from octavo.feeds import pdf as pdf_reader
from octavo.feeds.discover import feed_of_page
from octavo.feeds.followable import recognise
from octavo.feeds.opml import read_opml
from octavo.feeds.subscribe import examine
from octavo.records import Batch, OctavoError
from octavo.web import Answer

DAYS = invented_days(4, 4)
WORKS: Sequence[Work] = tuple(each.work for day in DAYS.values() for each in day)


@dataclass(frozen=True)
class Reader:
    """`read` takes any bytes and answers the batch, or None where the form has none. `seeds` are whole samples."""

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[bytes], Batch | None] = feeds.read


def _clipboard(data: bytes) -> Batch:
    text, _, markup = data.partition(b"\0")
    return feeds.read(text, origin="clipboard", html=markup.decode("utf-8", "replace"))


def _opml(data: bytes) -> Batch | None:
    read_opml(data)
    return feeds.read(data)


def _followed(data: bytes) -> Batch | None:
    def fetch(address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer:
        return Answer(address, data)

    feed_of_page(data, "https://example.org/page")
    return examine("https://example.org/feed", fetch, lambda: datetime(2026, 3, 11, tzinfo=UTC)).batch


def _typed(data: bytes) -> Batch | None:
    try:
        recognise(data.decode("utf-8", "replace"))
    except OctavoError:
        pass
    return None


def _pdf_answer(data: bytes) -> Batch | None:
    """A hostile process answers for the one that reads PDFs."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return None
    found = pdf_reader._checked(answer)
    if not found.refusal:
        pdf_reader._numbers(found, "2401.00001.pdf")
        pdf_reader._title(found)
    return None


def _card(work: Work) -> str:
    return f"Submitted by ada\n\n42\n\n{work.title}\n\n{work.abstract * 2}\n\n3 authors\n\n"


def _page_text() -> bytes:
    cards = "".join(map(_card, WORKS[:6]))
    return f"new\n\nbyAK and the research community\n\nMar 11\n\n{cards}Mar 12\n\n{cards[:900]}".encode()


def _mail() -> bytes:
    dashes = "-" * 78
    entries = "".join(
        f"\\\\\narXiv:{work.arxiv}{' (*cross-listing*)' if work.number % 2 else ''}\n"
        f"Date: Mon, 2 Mar 2026 19:00:02 GMT   (31kb,D)\n\nTitle: {work.title}\n"
        f"Authors: {' and '.join(work.authors)} (Univ. (Dept. A)), G. Hern\\'andez\nCategories: {work.categories[0]}\n"
        f"Comments: {work.comment}\n\\\\\n  {work.abstract}\n\\\\ ( https://arxiv.org/abs/{work.arxiv} ,  31kb)\n{dashes}\n"
        for work in WORKS[:5]
    )
    return f"{dashes}\n received from  Fri 27 Feb 26  to  Mon  2 Mar 26\n{dashes}\n{dashes}\n{entries}%%--%%\n".encode()


def _eml() -> bytes:
    markup = "".join(f'<a href="https://arxiv.org/abs/{work.arxiv}">{work.title}</a><p>42</p>' for work in WORKS[:5])
    packed = base64.encodebytes(f"<html><body>{markup}</body></html>".encode()).decode()
    return (
        "From: Daily <daily@example.org>\r\nSubject: =?utf-8?q?Papers_of_M=C3=A4rz?=\r\nDate: Tue, 3 Mar 2026 08:00:00 +0100\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; '
        f"charset=iso-8859-1\r\n\r\nSee {WORKS[0].title} 10.1000/xyz\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{packed}\r\n--b--\r\n"
    ).encode()


_RSS = b"""<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel><title>J. of Samples</title>
<link>https://j.example.org</link><item><title>On &lt;i&gt;caf\xe9s&lt;/i&gt;</title>
<link>https://doi.org/10.1000/abc.1</link><dc:creator>A. Example</dc:creator><dc:creator>B. Sample</dc:creator>
<prism:doi>10.1000/abc.1</prism:doi><prism:volume>4</prism:volume><pubDate>Tue, 3 Mar 2026 09:00 GMT</pubDate>
<description><![CDATA[<p>Authors: A</p><b>Abstract</b> words &amp; more]]></description></item></channel></rss>"""
_RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://x"><title>T</title></channel><item rdf:about="https://arxiv.org/abs/2603.00001">
<title>A paper</title><link>https://arxiv.org/abs/2603.00001</link><description>Words</description></item></rdf:RDF>"""
_ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><entry><id>tag:x,2026:1</id><title type="html">A
&lt;b&gt;note&lt;/b&gt;</title><link href="https://x.example.org/1"/><author><name>Ada</name></author>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Words</p></div></summary></entry></feed>"""
_OPML = b"""<opml version="2.0"><head><title>Mine</title></head><body><outline text="Physics"><outline text="J" type="rss"
 xmlUrl="https://j.example.org/feed" htmlUrl="https://j.example.org"/></outline></body></opml>"""
_BIB = r"""@string{ink = "Annals of Ink"}
@article{quill2023, title={On {Ink} and \"Ofen}, author={van den Berg, Jan and {Page Team} and others}, journal=ink,
 year=2023, pages={1--9}, month=mar # "~3", file={:a.pdf:PDF}, crossref={book1}}
@inbook{book1, title={A {\TeX} Book}, editor="Ada Lee", booktitle={Things}, year = {2020}}
@misc{broken, title={Never closed, year=2024}
stray words @comment{x} @preamble{"\newcommand"}
""".encode()
_RIS = (
    b"TY  - JOUR\r\nTI  - On Ink\r\nAU  - Quill, Ada\r\nA1  - Reed, Bo\r\nPY  - 2023/04/07/\r\nVL  - 4\r\nSP  - 1\r\n"
    b"EP  - 9\r\nDO  - 10.1000/abc\r\nN1  - mine\r\nX9  - odd\r\nER  - \r\nTY  - CONF\r\nTI  - Paper\r\n"
)
_CSL = json.dumps(
    [{"id": "q", "type": "article-journal", "title": "On Ink", "author": [{"family": "Quill", "given": "Ada"},
      {"literal": "Page Team"}], "issued": {"date-parts": [[2023, 4, 7]]}, "DOI": "10.1000/abc", "custom": {"x": [1]}}]
).encode()  # fmt: skip
_ZOTERO = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:dcterms="http://purl.org/dc/terms/"><bib:Article rdf:about="#a">
<z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="#j"/><bib:authors><rdf:Seq><rdf:li><foaf:Person>
<foaf:surname>Quill</foaf:surname><foaf:givenName>Ada</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
<dc:title>On Ink</dc:title><dc:date>2023-04-07</dc:date></bib:Article><bib:Journal rdf:about="#j"><dc:title>Annals</dc:title>
<dc:identifier>DOI 10.1000/ABC</dc:identifier></bib:Journal></rdf:RDF>"""
_ENDNOTE = b"""<xml><records><record><ref-type name="Journal Article">17</ref-type><contributors><authors><author><style
 face="normal">Quill, Ada</style></author></authors></contributors><titles><title>On Ink</title><secondary-title>Annals
</secondary-title></titles><dates><year>2023</year></dates><electronic-resource-num>10.1000/abc</electronic-resource-num>
</record></records></xml>"""
_ARTICLE = b"""<html><head><meta name="citation_title" content="On Ink"><meta name="citation_author" content="Quill, Ada">
<meta name="citation_publication_date" content="2023/04/07"><meta name="citation_doi" content="10.1000/abc">
<meta name="DC.Title" content="On Ink"><script type="application/ld+json">{"@type": "ScholarlyArticle", "name": "On Ink",
"author": [{"name": "Ada Quill"}], "isPartOf": {"@type": "Periodical", "name": "Annals"}}</script></head><body></body></html>"""
_MENTIONS = (
    "We liked https://arxiv.org/abs/2603.00001v2 and doi:10.1000/xyz(1) and "
    "[a link](https://openreview.net/forum?id=abc123) and https://huggingface.co/papers/2603.00002.\n" * 3
).encode()
_MARKDOWN = "".join(
    f"### [{work.title}](https://huggingface.co/papers/{work.arxiv})\n\n{work.abstract}\n\n* Upvote 12\n\n" for work in WORKS[:4]
).encode()
_OWN = (Path(__file__).resolve().parents[2] / "resources" / "sample-feed.json").read_bytes()[:20_000]


def all_readers() -> list[Reader]:
    """Every reader, each with its samples."""
    hub, arxiv = HuggingFace(DAYS), Arxiv(WORKS)
    arxiv.announced = [(work, ("new", "cross", "replace")[work.number % 3]) for work in WORKS]
    page = hub.answer("/papers/date/2026-03-03", {}).body
    listing = hub.answer("/api/daily_papers", {"date": "2026-03-03"}).body
    one = hub.answer(f"/api/papers/{WORKS[0].arxiv}", {}).body
    answer = arxiv.query({"id_list": ",".join(work.arxiv for work in WORKS[:6])}).body
    error = arxiv.query({"id_list": "bad"}).body
    facts = {"state": "read", "texts": ["arXiv:2401.00001v1 [cs.CL] 1 Jan 2024 doi:10.1/x"], "largest": "A Title Here",
             "facts": {"Title": "A Title", "doi": "10.1000/xyz", "packet": ""}}  # fmt: skip
    return [
        Reader("hub page", (page, hub.answer("/papers/trending", {}).body, hub.answer(f"/papers/{WORKS[0].arxiv}", {}).body)),
        Reader("hub answer", (listing, one, listing[: len(listing) // 2])),
        Reader("clipboard", (_page_text()[:3_000] + b"\0" + page[:6_000],), _clipboard),
        Reader("page text", (_page_text(), _MARKDOWN)),
        Reader("arXiv answer", (answer, error)),
        Reader("arXiv feed", (arxiv.rss("cs.CL+cs.LG").body, arxiv.atom("cs.CL").body)),
        Reader("arXiv page", (arxiv.listing("cs.CL").body,)),
        Reader("arXiv mail", (_mail(),)),
        Reader("mail", (_eml(),)),
        Reader("news feed", (_RSS, _RDF, _ATOM)),
        Reader("JSON feed", (b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "url": '
                             b'"https://arxiv.org/abs/2603.00001", "title": "A", "content_html": "<p>W</p>"}]}', _OWN)),
        Reader("OPML", (_OPML,), _opml),
        Reader("BibTeX", (_BIB,)),
        Reader("RIS", (_RIS,)),
        Reader("CSL-JSON", (_CSL,)),
        Reader("Zotero RDF", (_ZOTERO,)),
        Reader("EndNote XML", (_ENDNOTE,)),
        Reader("article page", (_ARTICLE,)),
        Reader("any text", (_MENTIONS, b"2603.00001\narXiv:2603.00002v3 A title beside it\nhep-th/9901001\n")),
        Reader("PDF answer", (json.dumps(facts).encode(),), _pdf_answer),
        Reader("followed address", (_RSS, page[:5_000], b'<html><link rel="alternate" type="application/rss+xml" href="/f">'),
               _followed),
        Reader("typed address", (b"https://huggingface.co/papers?q=trees", b"arXiv cs.CL+stat.ML", b"rss.arxiv.org/rss/cs"),
               _typed),
        Reader("PDF", (pdf([[(20, "On Ink"), (10, "arXiv:2401.00001v1 [cs.DL] 1 Jan 2024")]], {"Title": "On Ink"}),)),
    ]  # fmt: skip
