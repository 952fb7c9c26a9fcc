"""The address where editors ask for citations: for programs on this computer, and not for web pages."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator

import pytest

from octavo.bibliography.cite_request import CiteRequest
from octavo.gui.cite_server import PATH, CiteServer, PortTaken

asked: list[CiteRequest] = []


@pytest.fixture
def server() -> Iterator[CiteServer]:
    asked.clear()
    busy = threading.Lock()

    def answer(request: CiteRequest) -> str | None:
        asked.append(request)
        if request.command == "busy" or not busy.acquire(blocking=False):
            return None
        busy.release()
        return "\\cite{quill2023} Ünal"

    made = CiteServer(answer, port=0)
    yield made
    made.close()


def ask(server: CiteServer, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        reply = connection.getresponse()
        assert reply.getheader("Access-Control-Allow-Origin") is None
        return reply.status, reply.read().decode("utf-8")
    finally:
        connection.close()


def test_an_editor_learns_whether_anybody_is_there(server: CiteServer) -> None:
    assert ask(server, f"{PATH}?probe=true") == (200, "ready")
    assert asked == []


def test_an_editor_gets_its_citation(server: CiteServer) -> None:
    assert ask(server, f"{PATH}?format=latex&command=citep") == (200, "\\cite{quill2023} Ünal")
    assert asked == [CiteRequest("latex", "citep")]
    assert ask(server, f"{PATH}?format=latex", Host=f"localhost:{server.port}")[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Referer": "https://example.org/page"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Host": "evil.example:23119"},
        {"Host": "127.0.0.1"},
    ],
)
def test_web_pages_are_turned_away(server: CiteServer, headers: dict[str, str]) -> None:
    status, text = ask(server, PATH, **headers)
    assert status == 403 and text
    assert asked == []


def test_other_addresses_and_questions_are_refused_with_a_sentence(server: CiteServer) -> None:
    assert ask(server, "/")[0] == 404
    assert ask(server, "/better-bibtex/cayw/../../etc/passwd")[0] == 404
    status, text = ask(server, f"{PATH}?format=word")
    assert (status, "no format called “word”" in text) == (400, True)
    assert ask(server, f"{PATH}?" + "&".join(f"a{each}=1" for each in range(200)))[0] == 400
    assert ask(server, PATH, "POST")[0] == 501


def test_one_question_at_a_time(server: CiteServer) -> None:
    assert ask(server, f"{PATH}?command=busy")[0] == 409


def test_a_port_that_another_program_holds_is_said(server: CiteServer) -> None:
    with pytest.raises(PortTaken) as told:
        CiteServer(lambda _request: "", port=server.port)
    assert "Another program holds the address" in told.value.sentence
    assert str(server.port) in told.value.sentence


def test_a_closed_door_gives_its_port_back(server: CiteServer) -> None:
    first = CiteServer(lambda _request: "", port=0)
    first.close()
    again = CiteServer(lambda _request: "", port=first.port)
    again.close()
