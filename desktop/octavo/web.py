"""The one door to the network: limits, polite spacing per host, no private addresses.

Limits (all here): 10 MB on the wire, 30 MB unpacked, 30 s in all, 5 redirects, never from https to http. Addresses are
resolved once and checked before connecting, so a name cannot change its mind between the check and the connection.
"""

from __future__ import annotations

import contextlib
import email.utils
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

from octavo import __version__
from octavo.records import OctavoError

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

MOST_ON_THE_WIRE: Final = 10_000_000
MOST_UNPACKED: Final = 30_000_000
SECONDS_IN_ALL: Final = 30.0
SECONDS_OF_SILENCE: Final = 10.0
REDIRECTS: Final = 5
SHORTEST_PAUSE: Final = timedelta(seconds=60)
LONGEST_PAUSE: Final = timedelta(hours=24)
AGENT: Final = f"Octavo/{__version__} (reading list for papers; one person's desktop)"

#: Seconds between two requests to one group of hosts. arXiv asks for 3 over all its services together.
SPACING: Final[Mapping[str, float]] = {"arxiv.org": 3.0, "api.semanticscholar.org": 1.1, "huggingface.co": 0.6}
_USUAL_SPACING: Final = 1.0
_CHUNK: Final = 65_536


class WebError(OctavoError):
    """A request that brought nothing. `again` is when it makes sense to ask again, None when it never will."""

    def __init__(self, sentence: str, again: datetime | None = None) -> None:
        super().__init__(sentence)
        self.again = again


class Offline(WebError):
    """No answer: the network is off, the name is unknown, or the host is silent."""


class AskedToPause(WebError):
    """The host wants a pause (429 or 503)."""


class Refused(WebError):
    """The answer was no, or the address is one Octavo does not ask. `status` is what the host answered, 0 for none."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


class TooLarge(WebError):
    """The answer is larger than any feed or page of papers."""


class LetGo(Exception):
    """Whoever asked wants no answer any more. No WebError: it says nothing about the host."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. `not_modified`: nothing has changed since `etag` or `modified`, and `body` is empty."""

    address: str
    body: bytes
    etag: str = ""
    modified: str = ""
    content_type: str = ""
    not_modified: bool = False


class Fetch(Protocol):
    """What a room that needs the network is given; tests give it a plain function."""

    def __call__(self, address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer: ...


@dataclass(slots=True)
class _Turn:
    """When a group of hosts may be asked next."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    paused_until: datetime | None = None
    failures: int = 0


class Web:
    """Asks for addresses, one at a time per group of hosts. `clock`, `now` and `wait` are given by tests."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        wait: Callable[[float], None] = time.sleep,
        seconds: float = SECONDS_IN_ALL,
        silence: float = SECONDS_OF_SILENCE,
        contact: Callable[[], str] = lambda: "",
    ) -> None:
        """`contact` is the person's own address for the services, "" where they gave none."""
        self._contact = contact
        self._clock, self._now, self._wait = clock, now, wait
        self._seconds, self._silence = seconds, silence
        self._turns: dict[str, _Turn] = {}
        self._lines: dict[int, _Line] = {}
        self._lock = threading.Lock()

    def let_go(self, thread: int) -> None:
        """Cut what the thread of this number is being told just now; there it ends with LetGo."""
        with self._lock:
            line = self._lines.get(thread)
        if line is not None:
            line.let_go = True
            line.cut()

    def get(self, address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer:
        """The answer to GET `address`, following redirects hop by hop.

        `typed`: the person wrote this address themselves, so its host may be on this machine or the local network;
        a redirect from there to another private host is still refused. Raises WebError with a sentence.
        """
        first = _checked(address)
        deadline: float | None = None
        for _hop in range(REDIRECTS + 1):
            parts = _checked(address)
            private = typed and parts.hostname == first.hostname
            with self._turn(parts):
                # Waiting for a turn costs nothing; all hops together take no longer than one may.
                deadline = deadline or self._clock() + self._seconds
                found = self._ask(parts, etag, modified, private, deadline)
            if isinstance(found, Answer):
                return found
            onward = urljoin(address, found)
            if parts.scheme == "https" and urlsplit(onward).scheme != "https":
                raise Refused(f"{parts.hostname} sent Octavo to an unprotected address. Nothing was fetched.")
            address = onward
        raise Refused(f"{first.hostname} sent Octavo in circles. Nothing was fetched.")

    def _turn(self, parts: SplitResult) -> _Waiting:
        group = _group(parts.hostname or "")
        with self._lock:
            turn = self._turns.setdefault(group, _Turn())
        return _Waiting(self, turn, SPACING.get(group, _USUAL_SPACING), parts.hostname or "")

    def _agent(self) -> str:
        contact = "".join(sign for sign in self._contact() if sign.isascii() and sign.isprintable()).strip("() ")
        return f"{AGENT[:-1]}; mailto:{contact})" if "@" in contact else AGENT

    def _ask(self, parts: SplitResult, etag: str, modified: str, private: bool, deadline: float) -> Answer | str:
        import urllib3

        host = parts.hostname or ""
        headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": self._agent(), "Accept-Encoding": "gzip"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = _connection(parts, _resolved(host, parts.port or _port(parts), private), self._silence)
        left = max(0.0, deadline - self._clock())
        try:
            # A host that sends a byte now and then keeps every time-out of silence waiting, from its first word on: the
            # line is cut at the end.
            with self._held(_Line(connection)) as line, line.cut_after(left):
                connection.connect()
                connection.request("GET", target, headers=headers, preload_content=False, decode_content=False)
                with contextlib.closing(connection.getresponse()) as response:
                    answer = self._answer(parts, response, deadline)
            if line.was_cut:
                raise Offline(f"{host} was too slow.", self._now() + SHORTEST_PAUSE)
            return answer
        except (ssl.SSLError, urllib3.exceptions.SSLError) as error:
            raise Refused(f"{host} could not prove who it is. Nothing was fetched.") from error
        except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as error:
            raise Offline(f"{host} did not answer as it should.", self._now() + SHORTEST_PAUSE) from error
        finally:
            connection.close()

    @contextmanager
    def _held(self, line: _Line) -> Iterator[_Line]:
        own = threading.get_ident()
        with self._lock:
            self._lines[own] = line
        try:
            yield line
        finally:
            with self._lock:
                del self._lines[own]
            line.close()
            if line.let_go:
                raise LetGo

    def _answer(self, parts: SplitResult, response: _Response, deadline: float) -> Answer | str:
        host, headers = parts.hostname or "", response.headers
        if response.status in (301, 302, 303, 307, 308) and headers.get("Location"):
            return headers["Location"]
        if response.status in (429, 503):
            raise self._pause(host, headers.get("Retry-After", ""))
        if response.status >= 500:
            raise Offline(f"{host} has trouble of its own ({response.status}).", self._now() + SHORTEST_PAUSE)
        if response.status == 304:
            return Answer(parts.geturl(), b"", not_modified=True)
        if response.status != 200:
            raise Refused(f"{host} has nothing at this address ({response.status}).", response.status)
        body = b"".join(self._unpacked(host, response, deadline))
        return Answer(
            parts.geturl(), body, headers.get("ETag", ""), headers.get("Last-Modified", ""),
            headers.get("Content-Type", ""),
        )  # fmt: skip

    def _unpacked(self, host: str, response: _Response, deadline: float) -> Iterator[bytes]:
        packed = response.headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip", "deflate")
        unpacker = zlib.decompressobj(wbits=47) if packed else None
        wire = whole = 0
        while chunk := response.read1(_CHUNK, decode_content=False):
            wire += len(chunk)
            if self._clock() > deadline:
                raise Offline(f"{host} was too slow.", self._now() + SHORTEST_PAUSE)
            if wire > MOST_ON_THE_WIRE:
                raise TooLarge(f"The answer of {host} is over {MOST_ON_THE_WIRE // 1_000_000} MB. It was not read.")
            try:
                plain = unpacker.decompress(chunk, MOST_UNPACKED + 1 - whole) if unpacker else chunk
            except zlib.error as error:
                raise Offline(f"The answer of {host} arrived damaged.", self._now() + SHORTEST_PAUSE) from error
            whole += len(plain)
            if whole > MOST_UNPACKED:
                raise TooLarge(
                    f"The answer of {host} unpacks to over {MOST_UNPACKED // 1_000_000} MB. It was not read."
                )
            yield plain
        if (unpacker is not None and not unpacker.eof) or wire < int(response.headers.get("Content-Length") or 0):
            raise Offline(f"The answer of {host} was cut off.", self._now() + SHORTEST_PAUSE)

    def _pause(self, host: str, retry_after: str) -> AskedToPause:
        group = _group(host)
        turn = self._turns[group]
        turn.failures += 1
        pause = _asked_pause(retry_after, self._now()) or SHORTEST_PAUSE * 2 ** min(turn.failures - 1, 10)
        until = self._now() + min(LONGEST_PAUSE, max(SHORTEST_PAUSE, pause))
        turn.paused_until = until
        return AskedToPause(f"{host} asks for a pause until {until.astimezone():%H:%M}.", until)


class _Waiting:
    """Holds the one connection to a group of hosts, after the spacing has passed."""

    def __init__(self, web: Web, turn: _Turn, spacing: float, host: str) -> None:
        self._web, self._turn, self._spacing, self._host = web, turn, spacing, host

    def __enter__(self) -> None:
        self._turn.lock.acquire()
        try:
            until = self._turn.paused_until
            if until is not None and self._web._now() < until:
                raise AskedToPause(f"{self._host} asks for a pause until {until.astimezone():%H:%M}.", until)
            early = self._turn.next_at - self._web._clock()
            if early > 0:
                self._web._wait(early)
        except BaseException:
            self._turn.lock.release()
            raise

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        self._turn.next_at = self._web._clock() + self._spacing
        if kind is None:
            self._turn.failures, self._turn.paused_until = 0, None
        self._turn.lock.release()


class _Response(Protocol):
    status: int

    @property
    def headers(self) -> Mapping[str, str]: ...
    def read1(self, amt: int, decode_content: bool) -> bytes: ...
    def close(self) -> None: ...


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fits = False
    if not fits or any(letter.isspace() or ord(letter) < 32 for letter in address.strip()):
        raise Refused("This is not an address of a web page. It begins with https:// or http://.")
    return parts


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _group(host: str) -> str:
    """The hosts that share one turn: all of arXiv's are one."""
    return next((group for group in SPACING if host == group or host.endswith(f".{group}")), host)


def _resolved(host: str, port: int, private: bool) -> str:
    """One address of `host` that may be asked. Raises Refused when all are private, Offline when there is none."""
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Offline(f"{host} was not found. Perhaps this computer is offline.") from error
    if private and found:
        return found[0]
    allowed = [each for each in found if ipaddress.ip_address(each.partition("%")[0]).is_global]
    if not allowed:
        raise Refused(f"{host} is an address inside this network. Octavo asks it only if you type it yourself.")
    return allowed[0]


def _connection(parts: SplitResult, address: str, silence: float) -> HTTPConnection:
    import truststore
    from urllib3.connection import HTTPConnection, HTTPSConnection

    port = parts.port or _port(parts)
    if parts.scheme == "http":
        return HTTPConnection(address, port, timeout=silence)
    return HTTPSConnection(
        address,
        port,
        timeout=silence,
        ssl_context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
    )


class _Line:
    """The wire below a connection, which another thread may cut at any moment, also while TLS is being agreed on."""

    def __init__(self, connection: HTTPConnection) -> None:
        self.was_cut = self.let_go = False
        self._wire: socket.socket | None = None
        dial = connection._new_conn

        def dialled() -> socket.socket:
            made = dial()
            # TLS takes the socket itself away; a second handle on it stays.
            self._wire = made.dup()
            if self.was_cut:
                self.cut()
            return made

        connection._new_conn = dialled  # type: ignore[method-assign]

    def cut(self) -> None:
        self.was_cut = True
        wire = self._wire
        if wire is not None:
            with contextlib.suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()

    @contextmanager
    def cut_after(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _asked_pause(retry_after: str, now: datetime) -> timedelta | None:
    """What Retry-After asks for, in either of its forms; None when it says nothing sensible."""
    words = retry_after.strip()
    if words.isascii() and words.isdigit() and len(words) < 9:
        return timedelta(seconds=int(words))
    try:
        when = email.utils.parsedate_to_datetime(words)
    except (TypeError, ValueError, IndexError):
        return None
    return when - now if when.tzinfo else when.replace(tzinfo=UTC) - now
