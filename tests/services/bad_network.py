"""Every way an answer can go wrong, by name; each writes to the connection itself."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Final

#: What the feed in a wrong charset holds, as it should be read.
ACCENTED_TITLE: Final = "Éclairs über Łódź: naïve façades"
_FEED: Final = (
    '<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>Notes</title><item>'
    f"<title>{ACCENTED_TITLE}</title><link>https://notes.example.org/1</link>"
    "<description>We describe facades.</description></item></channel></rss>"
)

#: Writes an answer; the event is set when the server closes, so that none waits for ever.
Trouble = Callable[[BaseHTTPRequestHandler, Event], None]


def _plain(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def _silent(_handler: BaseHTTPRequestHandler, closed: Event) -> None:
    closed.wait(60)


def _slow(handler: BaseHTTPRequestHandler, closed: Event) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not closed.wait(0.02):
        handler.wfile.write(b"<")
        handler.wfile.flush()


def _slow_headers(handler: BaseHTTPRequestHandler, closed: Event) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    while not closed.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def _cut_off(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<rss><channel><title>Half of")


def _wrong_charset(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    """The bytes are UTF-8, the XML says ISO-8859-1, the header says US-ASCII."""
    body = _FEED.format(charset="ISO-8859-1").encode("utf-8")
    _plain(handler, 200, body, Content_Type="text/xml; charset=us-ascii")


def _old_charset(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    """The bytes are what the XML declares; the header claims UTF-8."""
    body = _FEED.format(charset="ISO-8859-2").encode("iso-8859-2", "xmlcharrefreplace")
    _plain(handler, 200, body, Content_Type="text/xml; charset=utf-8")


@cache
def _bomb() -> bytes:
    """60 kB that unpack to 60 MB."""
    packer = zlib.compressobj(1, wbits=31)
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(60)) + packer.flush()


def _gzip_bomb(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 200, _bomb(), Content_Encoding="gzip")


def _damaged_gzip(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    body = bytearray(gzip.compress(b"papers" * 1_000))
    body[12:20] = b"\xff" * 8
    _plain(handler, 200, bytes(body), Content_Encoding="gzip")


def _endless(handler: BaseHTTPRequestHandler, closed: Event) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not closed.is_set():
        handler.wfile.write(b"<item></item>" * 20_000)


def _inside(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    """On to another name of this machine, which nobody typed."""
    port = handler.server.server_address[1]
    _plain(handler, 302, Location=f"http://localhost:{port}/secret")


def _router(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 302, Location="http://192.168.1.1/admin")


def _circles(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 301, Location=handler.path)


def _busy(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 429, Retry_After="300", RateLimit='"api";r=0;t=300')


def _busy_until(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 429, Retry_After=format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True))


def _down(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 503, b"<html>Service unavailable</html>")


def _broken(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 500, b"Traceback")


def _forbidden(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 403, b"<html>Prove that you are human</html>")


def _gone(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 404, b"<html>Not found</html>")


def _hotel(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    """What a captive portal says to every question: 200, and its own page."""
    _plain(handler, 200, b"<html><body><h1>Welcome, accept the terms</h1></body></html>", Content_Type="text/html")


def _nothing(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    _plain(handler, 200)


def _noise(handler: BaseHTTPRequestHandler, _closed: Event) -> None:
    handler.wfile.write(b"\x00\x01\x02 this is not HTTP\r\n\r\n")


_bomb()

#: By name, which is also the path under which the server on this machine answers so ("/slow").
TROUBLES: Final[Mapping[str, Trouble]] = {
    "silent": _silent, "slow": _slow, "slow-headers": _slow_headers, "cut-off": _cut_off,
    "wrong-charset": _wrong_charset, "old-charset": _old_charset, "gzip-bomb": _gzip_bomb,
    "damaged-gzip": _damaged_gzip, "endless": _endless, "inside": _inside, "router": _router, "circles": _circles,
    "busy": _busy, "busy-until": _busy_until, "down": _down, "broken": _broken, "forbidden": _forbidden, "gone": _gone,
    "hotel": _hotel, "nothing": _nothing, "noise": _noise,
}  # fmt: skip
