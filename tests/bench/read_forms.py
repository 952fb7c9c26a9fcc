"""Each form papers arrive in: bytes to a batch, against the bare parser it stands on, in papers a second."""

from __future__ import annotations

import email
import email.policy
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import ClassVar
from xml.etree.ElementTree import fromstring

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "services"))

from invented_works import Listed, Work, invented_work
from measure import Metric
from played_arxiv import Arxiv
from played_hugging_face import HuggingFace
from selectolax.lexbor import LexborHTMLParser

from octavo.bibliography.bibtex_scanner import scan
from octavo.feeds.detect import read
from octavo.records import Batch

DAY = invented_work(0).published


def works(count: int) -> list[Work]:
    """Papers with numbers of their own: the invented ones run out of them after some thousands."""
    return [replace(invented_work(place), arxiv=f"26{place // 90_000 + 1:02}.{place % 90_000 + 10_000}")
            for place in range(count)]  # fmt: skip


class ReadForm(Metric):
    """A form: `made` writes so many papers in it, `bare` parses the bytes and no more."""

    def prepare(self) -> None:
        self.data = self.made(works(self.size))
        self.seconds = 0.0

    def made(self, papers: list[Work]) -> bytes:
        raise NotImplementedError

    def bare(self, data: bytes) -> object:
        raise NotImplementedError

    def floor(self) -> None:
        self.bare(self.data)

    def product(self) -> None:
        start = time.process_time()
        batch: Batch = read(self.data)
        self.seconds = time.process_time() - start
        assert len(batch.entries) == self.size, f"{len(batch.entries)} of {self.size}: {batch.message}"

    def also(self) -> dict[str, str]:
        start = time.process_time()
        self.floor()
        bare = time.process_time() - start
        return {"papers a second": f"{self._rate(self.seconds)}, bare {self._rate(bare)}"}

    def _rate(self, seconds: float) -> str:
        return f"{self.size / max(seconds, 1e-6):,.0f}"


class HubAnswer(ReadForm):
    name: ClassVar[str] = "hub answer"
    floor_words: ClassVar[str] = "json.loads"
    bound: ClassVar[float] = 20.0

    def made(self, papers: list[Work]) -> bytes:
        hub = HuggingFace({DAY: [Listed(work, DAY, 5) for work in papers]})
        pages = [
            json.loads(hub.answer("/api/daily_papers", {"limit": "100", "p": str(page)}).body)
            for page in range(len(papers) // 100 + 1)
        ]
        return json.dumps([entry for page in pages for entry in page]).encode()

    def bare(self, data: bytes) -> object:
        return json.loads(data)


class HubPage(ReadForm):
    name: ClassVar[str] = "hub page"
    floor_words: ClassVar[str] = "parse the HTML and the JSON in it"
    bound: ClassVar[float] = 10.0

    def made(self, papers: list[Work]) -> bytes:
        return HuggingFace({DAY: [Listed(work, DAY, 5) for work in papers]}).answer(f"/papers/date/{DAY}", {}).body

    def bare(self, data: bytes) -> object:
        node = LexborHTMLParser(data.decode()).css_first("[data-props]")
        assert node is not None
        return json.loads(node.attributes["data-props"] or "")


class ArxivAnswer(ReadForm):
    name: ClassVar[str] = "arXiv answer"
    floor_words: ClassVar[str] = "ElementTree"
    bound: ClassVar[float] = 18.0

    def made(self, papers: list[Work]) -> bytes:
        asked = {"id_list": ",".join(work.arxiv for work in papers), "max_results": "30000"}
        bodies = []
        for start in range(0, len(papers), 2_000):
            bodies.append(Arxiv(papers).query({**asked, "start": str(start)}).body.decode())
        heads = [body.partition("<entry>") for body in bodies]
        entries = "".join(f"<entry>{rest.removesuffix('</feed>')}" for _head, _mark, rest in heads)
        return f"{heads[0][0]}{entries}</feed>".encode()

    def bare(self, data: bytes) -> object:
        return fromstring(data.decode())


class ArxivFeed(ArxivAnswer):
    name: ClassVar[str] = "arXiv feed"
    bound: ClassVar[float] = 18.0

    def made(self, papers: list[Work]) -> bytes:
        arxiv = Arxiv(papers)
        arxiv.announced = [(work, "new") for work in papers]
        return arxiv.rss("cs+stat").body


class ArxivPage(ReadForm):
    name: ClassVar[str] = "arXiv page"
    floor_words: ClassVar[str] = "parse the HTML"
    bound: ClassVar[float] = 42.0

    def made(self, papers: list[Work]) -> bytes:
        arxiv = Arxiv(papers)
        arxiv.announced = [(replace(work, categories=("cs.CL",)), "new") for work in papers]
        return arxiv.listing("cs.CL").body

    def bare(self, data: bytes) -> object:
        return LexborHTMLParser(data.decode())


class ArxivMail(ReadForm):
    name: ClassVar[str] = "arXiv mail"
    floor_words: ClassVar[str] = "cut at the rules into lines"
    bound: ClassVar[float] = 160.0

    def made(self, papers: list[Work]) -> bytes:
        rule = "-" * 78
        entries = "".join(
            f"\\\\\narXiv:{work.arxiv}\nDate: Mon, 2 Mar 2026 19:00:02 GMT   (31kb,D)\n\nTitle: {work.title}\n"
            f"Authors: {', '.join(work.authors)}\nCategories: {work.categories[0]}\nComments: {work.comment}\n\\\\\n"
            f"  {work.abstract}\n\\\\ ( https://arxiv.org/abs/{work.arxiv} ,  31kb)\n{rule}\n"
            for work in papers
        )
        return f"{rule}\n received from  Fri 27 Feb 26  to  Mon  2 Mar 26\n{rule}\n{rule}\n{entries}".encode()

    def bare(self, data: bytes) -> object:
        return [block.split("\n") for block in data.decode().split("-" * 78)]


class Mail(ReadForm):
    name: ClassVar[str] = "mail"
    floor_words: ClassVar[str] = "parse the mail and its HTML"
    bound: ClassVar[float] = 70.0

    def made(self, papers: list[Work]) -> bytes:
        links = "".join(f'<p><a href="https://arxiv.org/abs/{each.arxiv}">{each.title}</a></p>\n' for each in papers)
        head = "From: a@example.org\nSubject: Papers\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        return f"{head}<html><body>{links}</body></html>".encode()

    def bare(self, data: bytes) -> object:
        body = email.message_from_bytes(data, policy=email.policy.default).get_body(("html",))
        assert body is not None
        return LexborHTMLParser(body.get_content())


class NewsFeed(ArxivAnswer):
    name: ClassVar[str] = "news feed"
    bound: ClassVar[float] = 36.0

    def made(self, papers: list[Work]) -> bytes:
        items = "".join(
            f"<item><title>{work.title}</title><link>https://doi.org/10.99999/n.{work.number}</link>"
            f"<description>{work.abstract}</description><dc:creator>{work.authors[0]}</dc:creator></item>"
            for work in papers
        )
        head = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Journal</title>'
        return f"{head}{items}</channel></rss>".encode()


class Bib(ReadForm):
    name: ClassVar[str] = "BibTeX"
    floor_words: ClassVar[str] = "its own scanner"
    bound: ClassVar[float] = 11.0

    def made(self, papers: list[Work]) -> bytes:
        return "\n".join(
            f"@article{{key{work.number},\n title = {{{work.title}}},\n author = {{{' and '.join(work.authors)}}},\n"
            f" year = {{{work.published.year}}},\n eprint = {{{work.arxiv}}},\n archiveprefix = {{arXiv}},\n"
            f" abstract = {{{work.abstract}}}\n}}\n"
            for work in papers
        ).encode()

    def bare(self, data: bytes) -> object:
        return scan(data.decode())


class Ris(ReadForm):
    name: ClassVar[str] = "RIS"
    floor_words: ClassVar[str] = "cut into tags and values"
    bound: ClassVar[float] = 65.0

    def made(self, papers: list[Work]) -> bytes:
        return "".join(
            f"TY  - JOUR\nTI  - {work.title}\n" + "".join(f"AU  - {name}\n" for name in work.authors)
            + f"PY  - {work.published.year}\nDO  - 10.99999/r.{work.number}\nAB  - {work.abstract}\nER  - \n"
            for work in papers
        ).encode()  # fmt: skip

    def bare(self, data: bytes) -> object:
        return [line.partition("  - ") for line in data.decode().split("\n")]


class Csl(HubAnswer):
    name: ClassVar[str] = "CSL-JSON"
    bound: ClassVar[float] = 24.0

    def made(self, papers: list[Work]) -> bytes:
        return json.dumps(
            [{"id": str(work.number), "type": "article-journal", "title": work.title, "abstract": work.abstract,
              "author": [{"literal": name} for name in work.authors], "issued": {"date-parts": [[2026, 3]]}}
             for work in papers]
        ).encode()  # fmt: skip
