"""Each trouble of the network ends, for a feed that is followed, in a state and a sentence, and within its time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
from bad_network import ACCENTED_TITLE, TROUBLES
from services import Services

from octavo.feeds.subscribe import Fetched, examine
from octavo.web import LetGo, Offline, Web

#: What each trouble is told as, and whether it makes sense to ask again, and when.
ENDS: dict[str, tuple[str, timedelta | None]] = {
    "silent": ("did not answer", timedelta(minutes=1)),
    "slow": ("was too slow", timedelta(minutes=1)),
    "slow-headers": ("was too slow", timedelta(minutes=1)),
    "cut-off": ("did not answer as it should|was cut off", timedelta(minutes=1)),
    "noise": ("did not answer as it should", timedelta(minutes=1)),
    "gzip-bomb": ("unpacks to over 30 MB", None),
    "damaged-gzip": ("arrived damaged", timedelta(minutes=1)),
    "endless": ("is over 10 MB", None),
    "inside": ("inside this network", None),
    "router": ("inside this network", None),
    "circles": ("in circles", None),
    "busy": ("asks for a pause until", timedelta(minutes=5)),
    "busy-until": ("asks for a pause until", timedelta(minutes=10)),
    "down": ("asks for a pause until", timedelta(minutes=1)),
    "broken": ("trouble of its own", timedelta(minutes=1)),
    "forbidden": ("has nothing at this address", None),
    "gone": ("has nothing at this address", None),
    "hotel": ("has no feed", None),
    "nothing": ("is empty", None),
}  # fmt: skip
SECONDS = 0.6


def ask(services: Services, name: str) -> tuple[Fetched, float]:
    """Follow an address that has a trouble; what came of it, and the seconds it took."""
    web = Web(wait=lambda _seconds: None, seconds=SECONDS, silence=0.3)
    start = time.monotonic()
    found = examine(services.address(name), web.get, lambda: datetime.now(UTC))
    return found, time.monotonic() - start


@pytest.mark.parametrize("name", [each for each in TROUBLES if not each.endswith("charset")])
def test_a_trouble_ends_in_a_sentence_within_its_time(services: Services, name: str) -> None:
    words, pause = ENDS[name]
    found, seconds = ask(services, name)
    # The machine may be busy; without the limits these would take a minute or for ever.
    assert seconds < SECONDS + 5
    assert found.batch is None or not found.batch.entries
    assert any(each in found.trouble for each in words.split("|")), found.trouble
    assert found.trouble.endswith(".")
    assert not found.complete
    if pause is None:
        assert found.again is None
    else:
        assert found.again is not None
        assert abs(found.again - datetime.now(UTC) - pause) < timedelta(seconds=30)


@pytest.mark.parametrize("name", ["wrong-charset", "old-charset"])
def test_a_feed_in_a_wrong_charset_is_read_right(services: Services, name: str) -> None:
    found, _seconds = ask(services, name)
    assert found.batch is not None
    assert [entry.title for entry in found.batch.entries] == [ACCENTED_TITLE]


def test_nothing_behind_a_redirect_was_asked(services: Services) -> None:
    ask(services, "inside")
    assert [each.path for each in services.asked] == ["/inside"]


def test_a_host_that_asks_for_a_pause_is_left_alone(services: Services) -> None:
    web = Web(wait=lambda _seconds: None)
    for _turn in range(3):
        found = examine(services.address("busy"), web.get, lambda: datetime.now(UTC))
        assert "asks for a pause" in found.trouble
    assert services.count("") == 1


@contextmanager
def host(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port of a host that takes every connection and does `answer` with it."""
    listening = socket.create_server(("127.0.0.1", 0))

    def take() -> None:
        with suppress(OSError):
            while True:
                line, _address = listening.accept()
                threading.Thread(target=lambda line=line: quietly(line), daemon=True).start()

    def quietly(line: socket.socket) -> None:
        with line, suppress(OSError):
            answer(line)

    threading.Thread(target=take, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()


def drip(line: socket.socket) -> None:
    """Bytes that look like the beginning of a TLS record, without an end."""
    for byte in b"\x16\x03\x03\x3f\xff" + bytes(2_000):
        line.send(bytes((byte,)))
        time.sleep(0.02)


def test_a_host_that_drips_its_side_of_tls_is_cut_off_in_time() -> None:
    web = Web(wait=lambda _seconds: None, seconds=SECONDS, silence=0.3)
    start = time.monotonic()
    with host(drip) as port, pytest.raises(Offline):
        web.get(f"https://127.0.0.1:{port}/feed", typed=True)
    assert time.monotonic() - start < SECONDS + 5


def test_redirects_have_one_time_limit_together() -> None:
    hops: list[float] = []

    def send_on(line: socket.socket) -> None:
        line.recv(4096)
        hops.append(time.monotonic())
        time.sleep(SECONDS * 0.6)
        line.sendall(b"HTTP/1.0 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")

    web = Web(wait=lambda _seconds: None, seconds=SECONDS, silence=5)
    with host(send_on) as port, pytest.raises(Offline):
        web.get(f"http://127.0.0.1:{port}/feed", typed=True)
    assert len(hops) <= 3


@pytest.mark.parametrize("name", ["silent", "slow", "slow-headers"])
def test_who_lets_go_of_a_slow_host_is_free_at_once(services: Services, name: str) -> None:
    web, ended = Web(wait=lambda _seconds: None), threading.Event()

    def ask_long() -> None:
        with pytest.raises(LetGo):
            web.get(services.address(name), typed=True)
        ended.set()

    asking = threading.Thread(target=ask_long)
    asking.start()
    deadline = time.monotonic() + 20
    while not services.asked:
        assert time.monotonic() < deadline, "the host was never asked"
        time.sleep(0.005)
    assert asking.ident is not None
    web.let_go(asking.ident)
    assert ended.wait(5), "the host holds on to the one who asked"
    asking.join()
