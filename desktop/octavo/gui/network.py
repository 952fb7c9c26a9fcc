"""The window's one door to the network, made when something is first asked: all that asks keeps one spacing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from octavo.web import Answer, Web


class Network:
    """A `Fetch` for every lane. Its modules are read with the first request, not while the window starts."""

    def __init__(self, contact: Callable[[], str] = lambda: "") -> None:
        """`contact` answers the person's address for the services."""
        self._contact = contact
        self._web: Web | None = None
        self._lock = threading.Lock()

    def __call__(self, address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer:
        from octavo.web import Web

        with self._lock:
            web = self._web = self._web or Web(contact=self._contact)
        return web.get(address, etag=etag, modified=modified, typed=typed)

    def let_go(self, thread: int) -> None:
        """Cut what this thread is waiting for just now."""
        with self._lock:
            web = self._web
        if web is not None:
            web.let_go(thread)
