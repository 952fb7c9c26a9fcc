"""One server on this machine that plays Hugging Face, arXiv, the registries, and a bad network.

A test takes the fixture `services` (tests/conftest.py) and asks in one of three ways:

* `services.fetch(web)` is a `Fetch` for code with real addresses in it. `https://export.arxiv.org/api/query?...` goes
  through `web` to this server under its own name, so the spacing and the pauses of its group of hosts hold. An address
  of a host that is not played goes on to `web` as it is.
* `services.address("arxiv.org/list/cs.CL/new")` is an address a person may type: `http://127.0.0.1:<port>/arxiv.org/...`.
  Ask it with `typed=True`. It works from another process too, such as the command line.
* `services.address("slow")`, or any other name of `bad_network.TROUBLES`, answers with that trouble.

`services.trouble("arxiv.org", "busy", times=2)` lets the next two answers of a played host be that trouble, before it
answers as usual; `times=None` for ever. `services.asked` holds every request; `count` and `gaps` sum it up by host.
The papers are those of `invented_works`: `services.works`, and `services.days` as Hugging Face lists them.
"""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from bad_network import TROUBLES
from invented_works import invented_days
from played_arxiv import Arxiv
from played_hugging_face import HuggingFace
from played_registries import Registries
from reply import Query, Reply

from octavo.web import Answer, Fetch, Web

#: The hosts this server answers for.
PLAYED: Final = (
    "huggingface.co", "export.arxiv.org", "rss.arxiv.org", "arxiv.org", "api.semanticscholar.org", "api.crossref.org",
    "api.datacite.org", "doi.org",
)  # fmt: skip
_PACKED_FROM: Final = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the host played, path and parameters, headers, and the time by `services.clock`."""

    host: str
    path: str
    query: Query
    headers: Mapping[str, str]
    at: float


@dataclass(slots=True)
class _Pending:
    """A trouble a host has; `times` None for ever."""

    name: str
    times: int | None


@dataclass(slots=True)
class _Traffic:
    asked: list[Asked] = field(default_factory=list)
    pending: dict[str, _Pending] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Services:
    """The server, from its making to `close`. `clock` stamps the requests: give it the clock given to `Web`."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.days = invented_days()
        listed = {each.work.arxiv: each.work for day in self.days.values() for each in day}
        self.works = tuple(listed.values())
        self.hugging_face = HuggingFace(self.days)
        self.arxiv = Arxiv(self.works)
        kinds = ("new", "new", "cross", "replace", "replace-cross")
        self.arxiv.announced = [(work, kinds[place % 5]) for place, work in enumerate(self.works[:40])]
        self.registries = Registries(self.works)
        self._traffic = _Traffic()
        self._closed = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, self._closed))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="played services")
        self._thread.start()
        self.port = self._server.server_port

    def close(self) -> None:
        """Stop answering; answers that hang are let go."""
        self._closed.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def asked(self) -> list[Asked]:
        """Every request so far."""
        with self._traffic.lock:
            return list(self._traffic.asked)

    def count(self, host: str) -> int:
        """How often a played host was asked; "" counts what was asked of the bad network."""
        return sum(1 for each in self.asked if each.host == host)

    def gaps(self, *hosts: str) -> list[float]:
        """The seconds between requests to any of `hosts`, by `clock`."""
        times = [each.at for each in self.asked if each.host in hosts]
        return [later - earlier for earlier, later in pairwise(times)]

    def trouble(self, host: str, name: str, *, times: int | None = 1) -> None:
        """Let the next answers of a played host go wrong; see `bad_network.TROUBLES`. `times` 0 ends it."""
        assert name in TROUBLES, f"there is no trouble called {name}"
        with self._traffic.lock:
            self._traffic.pending[host] = _Pending(name, times)

    def address(self, path: str) -> str:
        """The address on this machine of a played host's path, or of a trouble."""
        return f"http://127.0.0.1:{self.port}/{path}"

    def fetch(self, web: Web) -> Fetch:
        """Ask through `web`, with the played hosts here. Needs the fixture's name look-up."""

        def asked(address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer:
            parts = urlsplit(address)
            if parts.hostname not in PLAYED:
                return web.get(address, etag=etag, modified=modified, typed=typed)
            here = parts._replace(scheme="http", netloc=f"{parts.hostname}:{self.port}").geturl()
            answer = web.get(here, etag=etag, modified=modified, typed=True)
            there = urlsplit(answer.address)
            return replace(answer, address=there._replace(scheme="https", netloc=there.hostname or "").geturl())

        return asked

    def take(self, host: str, path: str, query: Query, headers: Mapping[str, str]) -> str:
        """Note a request; answers the name of the trouble the host has now, or ""."""
        traffic = self._traffic
        with traffic.lock:
            traffic.asked.append(Asked(host, path, query, headers, self.clock()))
            pending = traffic.pending.get(host)
            if pending is None or pending.times == 0:
                return ""
            if pending.times is not None:
                pending.times -= 1
            return pending.name

    def reply(self, host: str, path: str, query: Query) -> Reply:
        """What a played host says."""
        first, _, rest = path.strip("/").partition("/")
        routes: dict[tuple[str, str], Callable[[], Reply]] = {
            ("export.arxiv.org", "api"): lambda: self.arxiv.query(query),
            ("rss.arxiv.org", "rss"): lambda: self.arxiv.rss(unquote(rest)),
            ("rss.arxiv.org", "atom"): lambda: self.arxiv.atom(unquote(rest)),
            ("arxiv.org", "list"): lambda: self.arxiv.listing(rest.partition("/")[0]),
            ("arxiv.org", "abs"): lambda: self.arxiv.abstract_page(rest),
            ("api.datacite.org", "dois"): lambda: self.registries.datacite(rest),
            ("api.crossref.org", "works"): lambda: (
                self.registries.crossref(unquote(rest)) if rest else self.registries.crossref_search(query)
            ),
        }
        if host == "huggingface.co":
            return self.hugging_face.answer(path, query)
        if host == "doi.org":
            return self.registries.content(unquote(path.lstrip("/")))
        if host == "api.semanticscholar.org":
            name = path.removeprefix("/graph/v1/paper/")
            return self.registries.match(query) if name == "search/match" else self.registries.scholar_paper(name)
        return routes.get((host, first), lambda: Reply(404, b"Not found"))()


def lookup_here(real: Callable[..., object]) -> Callable[..., object]:
    """A `socket.getaddrinfo` that finds the played hosts on this machine."""

    def found(host: object, *more: object, **named: object) -> object:
        if host == "192.168.1.1":
            # Numbers need no look-up, and nobody connects to them.
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, more[0] if more else 80))]
        return real("127.0.0.1" if host in PLAYED else host, *more, **named)

    return found


def _handler(services: Services, closed: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                self._answer()
            except (BrokenPipeError, ConnectionResetError, ConnectionAbortedError):
                self.close_connection = True

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            host, path = self.headers.get("Host", "").partition(":")[0], parts.path
            if host not in PLAYED:
                first, _, rest = path.lstrip("/").partition("/")
                host, path = (first, f"/{rest}") if first in PLAYED else ("", path)
            query: dict[str, str] = {}
            for name, value in parse_qsl(parts.query, keep_blank_values=True):
                query.setdefault(name, value)
            trouble = services.take(host, path, query, dict(self.headers))
            if not host:
                trouble = path.strip("/")
            if trouble in TROUBLES:
                TROUBLES[trouble](self, closed)
                return
            reply = services.reply(host, path, query) if host else Reply(404, b"Not found")
            location = reply.headers.get("Location", "")
            if location.startswith("/") and self.headers.get("Host", "").partition(":")[0] != host:
                reply = replace(reply, headers={**reply.headers, "Location": f"/{host}{location}"})
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            etag = reply.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            body = reply.body
            packed = len(body) >= _PACKED_FROM and "gzip" in self.headers.get("Accept-Encoding", "")
            body = gzip.compress(body, 1) if packed else body
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    return Handler
