"""One whole sample of every form Octavo reads, and what reads it: where the fuzzing starts."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent / "samples"
for room in ("services", "feeds"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / room))

from invented_works import Work, invented_days
from pdf_files import pdf
from played_arxiv import Arxiv
from played_hugging_face import HuggingFace

from octavo.feeds import pdf as pdf_reader
from octavo.feeds.detect import read
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
    read: Callable[[bytes], Batch | None] = read


def _clipboard(data: bytes) -> Batch:
    text, _, markup = data.partition(b"\0")
    return read(text, origin="clipboard", html=markup.decode("utf-8", "replace"))


def _opml(data: bytes) -> Batch | None:
    read_opml(data)
    return read(data)


def _followed(data: bytes) -> Batch | None:
    def fetch(address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer:
        return Answer(address, data)

    feed_of_page(data, "https://example.org/page")
    return examine("https://example.org/feed", fetch, lambda: datetime(2026, 3, 11, tzinfo=UTC)).batch


def _typed(data: bytes) -> Batch | None:
    with contextlib.suppress(OctavoError):
        recognise(data.decode("utf-8", "replace"))
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
        f"Authors: {' and '.join(work.authors)} (Univ. (Dept. A)), G. Hern\\'andez\n"
        f"Categories: {work.categories[0]}\n"
        f"Comments: {work.comment}\n\\\\\n  {work.abstract}\n"
        f"\\\\ ( https://arxiv.org/abs/{work.arxiv} ,  31kb)\n{dashes}\n"
        for work in WORKS[:5]
    )
    return f"{dashes}\n received from  Fri 27 Feb 26  to  Mon  2 Mar 26\n{dashes}\n{dashes}\n{entries}%%--%%\n".encode()


def _sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


_MENTIONS = (
    "We liked https://arxiv.org/abs/2603.00001v2 and doi:10.1000/xyz(1) and "
    "[a link](https://openreview.net/forum?id=abc123) and https://huggingface.co/papers/2603.00002.\n" * 3
).encode()
_MARKDOWN = "".join(
    f"### [{work.title}](https://huggingface.co/papers/{work.arxiv})\n\n{work.abstract}\n\n* Upvote 12\n\n"
    for work in WORKS[:4]
).encode()
_OWN = (Path(__file__).resolve().parents[2] / "resources" / "sample-feed.json").read_bytes()[:20_000]


def all_readers() -> list[Reader]:
    """Every reader, each with its samples."""
    hub, arxiv = HuggingFace(DAYS), Arxiv(WORKS)
    arxiv.announced = [(work, ("new", "cross", "replace")[work.number % 3]) for work in WORKS]
    page = hub.answer("/papers/date/2026-03-03", {}).body
    trending, single = (hub.answer(f"/papers/{name}", {}).body for name in ("trending", WORKS[0].arxiv))
    listing = hub.answer("/api/daily_papers", {"date": "2026-03-03"}).body
    one = hub.answer(f"/api/papers/{WORKS[0].arxiv}", {}).body
    answer = arxiv.query({"id_list": ",".join(work.arxiv for work in WORKS[:6])}).body
    error = arxiv.query({"id_list": "bad"}).body
    facts = {"state": "read", "texts": ["arXiv:2401.00001v1 [cs.CL] 1 Jan 2024 doi:10.1/x"], "largest": "A Title Here",
             "facts": {"Title": "A Title", "doi": "10.1000/xyz", "packet": ""}}  # fmt: skip
    return [
        Reader("hub page", (page, trending, single)),
        Reader("hub answer", (listing, one, listing[: len(listing) // 2])),
        Reader("clipboard", (_page_text()[:3_000] + b"\0" + page[:6_000],), _clipboard),
        Reader("page text", (_page_text(), _MARKDOWN)),
        Reader("arXiv answer", (answer, error)),
        Reader("arXiv feed", (arxiv.rss("cs.CL+cs.LG").body, arxiv.atom("cs.CL").body)),
        Reader("arXiv page", (arxiv.listing("cs.CL").body,)),
        Reader("arXiv mail", (_mail(),)),
        Reader("mail", (_sample("daily.eml"),)),
        Reader("news feed", (_sample("journal.rss"), _sample("news.rdf"), _sample("notes.atom"))),
        Reader("JSON feed", (_sample("notes.json"), _OWN)),
        Reader("OPML", (_sample("feeds.opml"),), _opml),
        Reader("BibTeX", (_sample("library.bib"),)),
        Reader("RIS", (_sample("library.ris"),)),
        Reader("CSL-JSON", (_sample("library.json"),)),
        Reader("Zotero RDF", (_sample("zotero.rdf"),)),
        Reader("EndNote XML", (_sample("endnote.xml"),)),
        Reader("article page", (_sample("article.html"),)),
        Reader("any text", (_MENTIONS, b"2603.00001\narXiv:2603.00002v3 A title beside it\nhep-th/9901001\n")),
        Reader("PDF answer", (json.dumps(facts).encode(),), _pdf_answer),
        Reader("followed address", (_sample("journal.rss"), page[:5_000], _sample("page.html")), _followed),
        Reader("typed address", (b"https://huggingface.co/papers?q=trees", b"arXiv cs.CL+stat.ML"), _typed),
        Reader("PDF", (pdf([[(20, "On Ink"), (10, "arXiv:2401.00001v1 [cs.DL] 1 Jan 2024")]], {"Title": "On Ink"}),)),
    ]  # fmt: skip
