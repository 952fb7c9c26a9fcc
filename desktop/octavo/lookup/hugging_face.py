"""Hugging Face Papers: finds by title every paper its listings ever showed."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from octavo.lookup.asking import HITS, Asking, Heard, Unreadable, ask, query_text, record_of, title_question
from octavo.records import Entry

NAME: Final = "Hugging Face"


def by_title(asking: Asking, title: str) -> Heard:
    """The papers most like this title; there always are some."""
    query = urlencode({"q": query_text(title), "limit": HITS})
    address = f"{asking.addresses.hugging_face}/api/papers/search?{query}"
    return ask(asking, NAME, title_question(title), address, lambda body: _read(asking, body)[:HITS],
               searches=True)  # fmt: skip


def by_number(asking: Asking, number: str) -> Heard:
    """The paper with a number of Hugging Face's own."""
    address = f"{asking.addresses.hugging_face}/api/papers/{quote(number, safe='')}"
    return ask(asking, NAME, f"number:{number}", address, lambda body: _read(asking, body))


def _read(asking: Asking, body: bytes) -> tuple[Entry, ...]:
    found = record_of(NAME, body)
    entries = asking.read(body).entries
    if found and not entries:
        raise Unreadable(NAME)
    return entries
