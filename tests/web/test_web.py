"""Every way a server can misbehave ends in one sentence, within its time and size."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from octavo import web
from octavo.web import Answer, AskedToPause, Offline, Refused, TooLarge, Web

NOW = datetime(2026, 3, 11, 14, 0, tzinfo=UTC)


class Server:
    """A server on this machine that answers each path with its own function."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked.append((self.path, dict(self.headers)))
                try:
                    owner.answers[self.path](self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


class Clock:
    """Time that passes only when someone waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Web:
    return Web(clock=clock, now=clock.now, wait=clock.wait)


def replies(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def test_a_page_comes_back_whole_with_what_is_needed_to_ask_again(server: Server, client: Web) -> None:
    server.answers["/feed?x=1"] = replies(b"<feed/>", ETag='"7"', Last_Modified="Wed, 11 Mar 2026 12:00:00 GMT")
    answer = client.get(f"{server.address}/feed?x=1", typed=True)
    assert answer.body == b"<feed/>"
    assert (answer.etag, answer.modified) == ('"7"', "Wed, 11 Mar 2026 12:00:00 GMT")
    agent = server.asked[0][1]["User-Agent"]
    assert agent.startswith("Octavo/") and "mailto" not in agent


@pytest.mark.parametrize(
    ("contact", "told"),
    [("ada@example.org", "; mailto:ada@example.org)"), ("no address", "desktop)"), ("a@b\r\nX: 1", "mailto:a@bX: 1)")],
)
def test_services_are_told_whom_to_write_to_if_the_person_says_so(server: Server, contact: str, told: str) -> None:
    server.answers["/feed"] = replies(b"<feed/>")
    Web(wait=lambda _seconds: None, contact=lambda: contact).get(f"{server.address}/feed", typed=True)
    assert server.asked[0][1]["User-Agent"].endswith(told)


def test_nothing_new_is_said_without_a_body(server: Server, client: Web) -> None:
    server.answers["/feed"] = replies(b"", 304)
    answer = client.get(f"{server.address}/feed", etag='"7"', modified="then", typed=True)
    assert answer == Answer(f"{server.address}/feed", b"", not_modified=True)
    headers = server.asked[0][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"7"', "then")


def test_a_packed_answer_is_unpacked(server: Server, client: Web) -> None:
    server.answers["/"] = replies(gzip.compress(b"papers" * 100), Content_Encoding="gzip")
    assert client.get(f"{server.address}/", typed=True).body == b"papers" * 100


def test_a_gzip_bomb_is_not_unpacked(server: Server, client: Web) -> None:
    server.answers["/"] = replies(gzip.compress(b"\0" * (web.MOST_UNPACKED + 10)), Content_Encoding="gzip")
    with pytest.raises(TooLarge, match="30 MB"):
        client.get(f"{server.address}/", typed=True)


def test_an_endless_body_is_cut(server: Server, client: Web) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 1_000_000)

    server.answers["/"] = endless
    with pytest.raises(TooLarge, match="10 MB"):
        client.get(f"{server.address}/", typed=True)


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_given_up_at_the_deadline(server: Server, part: str) -> None:
    over = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not over.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    server.answers["/"] = drip
    began = time.monotonic()
    try:
        with pytest.raises(Offline):
            Web(seconds=0.3, silence=5).get(f"{server.address}/", typed=True)
    finally:
        over.set()
    assert time.monotonic() - began < 5


def test_an_answer_that_is_cut_off_is_not_taken_for_whole(server: Server, client: Web) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")

    server.answers["/"] = cut
    with pytest.raises(Offline):
        client.get(f"{server.address}/", typed=True)


@pytest.mark.parametrize(
    ("retry_after", "pause"),
    [
        ("300", timedelta(seconds=300)),
        (format_datetime(NOW + timedelta(minutes=10), usegmt=True), timedelta(minutes=10)),
        ("soon", web.SHORTEST_PAUSE),
        ("1", web.SHORTEST_PAUSE),
        ("99999999", web.LONGEST_PAUSE),
    ],
)
def test_a_pause_is_kept_without_asking_again(
    server: Server, client: Web, clock: Clock, retry_after: str, pause: timedelta
) -> None:
    server.answers["/"] = replies(b"", 429, Retry_After=retry_after)
    with pytest.raises(AskedToPause) as asked:
        client.get(f"{server.address}/", typed=True)
    assert asked.value.again is not None
    assert abs(asked.value.again - NOW - pause) < timedelta(seconds=3)
    assert "asks for a pause until" in asked.value.sentence
    with pytest.raises(AskedToPause):
        client.get(f"{server.address}/", typed=True)
    assert len(server.asked) == 1
    clock.seconds += pause.total_seconds() + 1
    server.answers["/"] = replies(b"ready")
    assert client.get(f"{server.address}/", typed=True).body == b"ready"


def test_pauses_without_advice_grow(server: Server, client: Web, clock: Clock) -> None:
    server.answers["/"] = replies(b"", 503)
    pauses = []
    for _number in range(3):
        with pytest.raises(AskedToPause) as asked:
            client.get(f"{server.address}/", typed=True)
        assert asked.value.again is not None
        pauses.append((asked.value.again - clock.now()).total_seconds())
        clock.seconds += pauses[-1] + 1
    assert pauses[0] < pauses[1] < pauses[2]


def test_requests_to_one_host_are_spaced(server: Server, client: Web, clock: Clock) -> None:
    server.answers["/"] = replies(b"x")
    for _number in range(3):
        client.get(f"{server.address}/", typed=True)
    assert clock.waited == [1.0, 1.0]


def test_all_hosts_of_arxiv_share_one_turn() -> None:
    assert {web._group(host) for host in ("arxiv.org", "export.arxiv.org", "rss.arxiv.org")} == {"arxiv.org"}
    assert web._group("notarxiv.org") == "notarxiv.org"


def test_arxiv_is_asked_every_three_seconds_whichever_of_its_hosts(client: Web, clock: Clock) -> None:
    for host in ("rss.arxiv.org", "export.arxiv.org", "arxiv.org"):
        with client._turn(web._checked(f"https://{host}/list")):
            clock.seconds += 0.5
    assert clock.waited == [3.0, 3.0]
    with client._turn(web._checked("https://huggingface.co/papers")):
        pass
    assert clock.waited == [3.0, 3.0]


def test_an_address_of_this_machine_is_asked_only_if_typed(server: Server, client: Web) -> None:
    server.answers["/"] = replies(b"secret")
    with pytest.raises(Refused, match="only if you type it"):
        client.get(f"{server.address}/")
    assert not server.asked


def test_a_redirect_cannot_reach_what_was_not_typed(server: Server, client: Web) -> None:
    port = server.address.rpartition(":")[2]
    server.answers["/"] = replies(b"", 302, Location=f"http://localhost:{port}/secret")
    server.answers["/secret"] = replies(b"secret")
    with pytest.raises(Refused):
        client.get(f"{server.address}/", typed=True)
    assert [path for path, _headers in server.asked] == ["/"]


@pytest.mark.parametrize("onward", ["file:///etc/passwd", "data:text/plain,x", "ftp://example.org/", "javascript:1"])
def test_a_redirect_to_anything_but_the_web_is_refused(server: Server, client: Web, onward: str) -> None:
    server.answers["/"] = replies(b"", 302, Location=onward)
    with pytest.raises(Refused):
        client.get(f"{server.address}/", typed=True)


def test_redirects_in_circles_end(server: Server, client: Web) -> None:
    server.answers["/"] = replies(b"", 301, Location="/")
    with pytest.raises(Refused, match="in circles"):
        client.get(f"{server.address}/", typed=True)
    assert len(server.asked) == web.REDIRECTS + 1


def test_a_relative_redirect_is_followed(server: Server, client: Web) -> None:
    server.answers["/old"] = replies(b"", 301, Location="new")
    server.answers["/new"] = replies(b"papers")
    answer = client.get(f"{server.address}/old", typed=True)
    assert (answer.body, answer.address) == (b"papers", f"{server.address}/new")


@pytest.mark.parametrize("address", ["", "arxiv.org", "file:///x", "http://", "http://a b/", "https://[::1", "http://x:0x/"])
def test_what_is_no_web_address_gets_a_sentence(client: Web, address: str) -> None:
    with pytest.raises(Refused, match="https://"):
        client.get(address)


@pytest.mark.parametrize(("status", "kind"), [(404, Refused), (403, Refused), (500, Offline), (502, Offline)])
def test_a_no_and_a_trouble_are_told_apart(server: Server, client: Web, status: int, kind: type[Exception]) -> None:
    server.answers["/"] = replies(b"", status)
    with pytest.raises(kind):
        client.get(f"{server.address}/", typed=True)


def test_a_silent_port_is_offline(client: Web) -> None:
    with pytest.raises(Offline):
        client.get("http://127.0.0.1:9/", typed=True)


def test_a_refusal_says_what_was_answered_so_that_a_miss_is_told_from_a_ban(server: Server, client: Web) -> None:
    for status in (404, 403):
        server.answers[f"/{status}"] = replies(b"", status)
        with pytest.raises(Refused) as refused:
            client.get(f"{server.address}/{status}", typed=True)
        assert refused.value.status == status
    with pytest.raises(Refused) as refused:
        client.get("not an address")
    assert refused.value.status == 0
