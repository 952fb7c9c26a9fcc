"""Where a page says that its feed is. Pure."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from octavo.feeds.decoding import NotText, decode
from octavo.feeds.fields import web_address
from octavo.feeds.markup import is_tangled

_FEEDS: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_START: Final = ("<!doctype html", "<html")
_MOST_LINKS: Final = 500


def is_page(body: bytes) -> bool:
    """Is this a page of HTML, as its first bytes say?"""
    start = body[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<?xml"):
        start = start.partition(b"?>")[2].lstrip()
    return start.startswith(tuple(each.encode() for each in _START))


def feed_of_page(body: bytes, address: str) -> str:
    """The address of the first feed that the page at `address` names, "" when it names none."""
    try:
        markup = decode(body)
    except NotText:
        return ""
    if is_tangled(markup):
        return ""
    tree = LexborHTMLParser(markup)
    first = tree.css_first("base[href]")
    root = _joined(address, (first.attributes.get("href") or "") if first else "") or address
    for link in tree.css("link[rel][href]")[:_MOST_LINKS]:
        relations = (link.attributes.get("rel") or "").lower().split()
        kind = (link.attributes.get("type") or "").lower().partition(";")[0].strip()
        if "alternate" in relations and kind in _FEEDS:
            found = _joined(root, link.attributes.get("href") or "")
            if found and found != address:
                return found
    return ""


def _joined(root: str, href: str) -> str:
    """The web address that a link means, "" when it means none."""
    try:
        found = web_address(urljoin(root, href.strip()))
        return found if urlsplit(found).hostname else ""
    except ValueError:
        return ""
