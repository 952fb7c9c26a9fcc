"""The door for editors that cite as one writes: one address on this computer, asked by programs, never by web pages."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import urlsplit

from octavo.bibliography.cite_request import CiteRequest, request_from
from octavo.records import OctavoError

#: Where editors look for it: the port of Zotero, whose add-on Better BibTeX began this.
PORT: Final = 23119
PATH: Final = "/better-bibtex/cayw"
_LOOPBACK: Final = "127.0.0.1"
_HOSTS: Final = ("127.0.0.1", "localhost", "[::1]")
_SECONDS: Final = 15

#: Answers a question with the text for the editor, None when somebody else is being answered.
Ask = Callable[[CiteRequest], str | None]


class PortTaken(OctavoError):
    """Another program holds the address."""


class CiteServer:
    """Listens on this computer alone, each question on a thread of its own. `ask` is called on that thread."""

    def __init__(self, ask: Ask, port: int = PORT) -> None:
        """Raises PortTaken with a sentence when another program has the port."""
        try:
            self._server = _Listener((_LOOPBACK, port), _asked_by(ask))
        except OSError as error:
            raise PortTaken(
                f"Another program holds the address {_LOOPBACK}:{port}, most likely Zotero or JabRef. Close it there, "
                "then turn citing from other programs on again."
            ) from error
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="cite", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Answer no more, and give the port back."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    # A question may wait for a person: closing does not wait for it.
    block_on_close = False
    # Two programs on one port would each get some of the questions.
    allow_reuse_port = False
    allow_reuse_address = not hasattr(socket, "SO_EXCLUSIVEADDRUSE")

    def server_bind(self) -> None:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        # Not HTTPServer's, which asks for the name of this computer and may wait long for it.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = _LOOPBACK, int(self.socket.getsockname()[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """An editor that went away is no fault worth a trace."""


def _asked_by(ask: Ask) -> type[BaseHTTPRequestHandler]:
    class Question(BaseHTTPRequestHandler):
        timeout = _SECONDS
        server_version = "Octavo"
        sys_version = ""

        def do_GET(self) -> None:
            refusal = self._refusal()
            if refusal is not None:
                self._give(*refusal)
                return
            try:
                request = request_from(urlsplit(self.path).query)
            except (OctavoError, ValueError) as error:
                sentence = error.sentence if isinstance(error, OctavoError) else "The question has too many parts."
                self._give(HTTPStatus.BAD_REQUEST, sentence)
                return
            if request.probe:
                self._give(HTTPStatus.OK, "ready")
                return
            text = ask(request)
            if text is None:
                self._give(HTTPStatus.CONFLICT, "Octavo is being asked for another citation. Answer that first.")
            else:
                self._give(HTTPStatus.OK, text)

        def _refusal(self) -> tuple[HTTPStatus, str] | None:
            """Web pages can make a browser ask; what only a browser says gives them away."""
            host, _, port = self.headers.get("Host", "").lower().rpartition(":")
            if host not in _HOSTS or port != str(self.connection.getsockname()[1]):
                return HTTPStatus.FORBIDDEN, "This address is for programs on this computer."
            by_page = self.headers.get("Origin") or self.headers.get("Referer")
            if by_page or self.headers.get("Sec-Fetch-Site", "none").lower() != "none":
                return HTTPStatus.FORBIDDEN, "Web pages may not ask for citations."
            if urlsplit(self.path).path.rstrip("/") != PATH:
                return HTTPStatus.NOT_FOUND, f"Octavo answers at {PATH} only."
            return None

        def _give(self, status: HTTPStatus, text: str) -> None:
            content = text.encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """What is cited is nobody's business but the person's."""

    return Question
