"""Lists of feeds as every news reader exchanges them: OPML in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from octavo.feeds.decoding import NotText, decode, tidy
from octavo.feeds.fields import one_line, web_address
from octavo.feeds.xml_tree import NotXml, read_xml, xml_root

_NO_LIST: Final = "This is no list of feeds. Octavo reads the OPML files that news readers export."
_NO_FEEDS: Final = "This list of feeds has no address in it."
_LONGEST_NAME: Final = 200
_MOST_FEEDS: Final = 5_000
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of a list. `address` is where its items are, `page` its site, `folders` the outermost first."""

    name: str
    address: str
    page: str = ""
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedList:
    """The feeds of one OPML file, each address once. `skipped` counts outlines whose address cannot be followed."""

    feeds: tuple[ListedFeed, ...] = ()
    title: str = ""
    skipped: int = 0
    message: str = ""


def read_opml(data: bytes | str) -> FeedList:
    """The feeds in an OPML file of version 1 or 2. Never raises: an unreadable one is empty, with a sentence."""
    try:
        text = data if isinstance(data, str) else decode(data)
        if xml_root(text) != "opml":
            return FeedList(message=_NO_LIST)
        root = read_xml(text).root
    except (NotText, NotXml) as refusal:
        return FeedList(message=refusal.sentence)
    title = next((one_line(each.text or "", _LONGEST_NAME) for each in root.iter("title")), "")
    feeds: dict[str, ListedFeed] = {}
    skipped = 0
    for outline, folders in _outlines(root):
        address = web_address(_attribute(outline, "xmlurl"))
        if not address:
            skipped += bool(_attribute(outline, "xmlurl"))
            continue
        name = one_line(_attribute(outline, "title", "text"), _LONGEST_NAME) or address
        page = web_address(_attribute(outline, "htmlurl"))
        if len(feeds) < _MOST_FEEDS:
            feeds.setdefault(address, ListedFeed(name, address, page, folders))
    return FeedList(tuple(feeds.values()), title, skipped, "" if feeds else _NO_FEEDS)


def write_opml(feeds: Iterable[ListedFeed], *, title: str, made: datetime | None = None) -> bytes:
    """An OPML 2.0 file in UTF-8 that every news reader takes. Feeds of one folder stand together."""
    root = Element("opml", version="2.0")
    head = SubElement(root, "head")
    SubElement(head, "title").text = _writable(title)
    if made is not None:
        SubElement(head, "dateCreated").text = format_datetime(made)
    body = SubElement(root, "body")
    folders: dict[tuple[str, ...], Element] = {(): body}
    for feed in feeds:
        above = _folder(folders, feed.folders)
        name = _writable(feed.name)
        outline = SubElement(above, "outline", type="rss", text=name, title=name, xmlUrl=_writable(feed.address))
        if feed.page:
            outline.set("htmlUrl", _writable(feed.page))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'.encode()


def _folder(folders: dict[tuple[str, ...], Element], path: tuple[str, ...]) -> Element:
    for depth in range(1, len(path) + 1):
        if path[:depth] not in folders:
            name = _writable(path[depth - 1])
            folders[path[:depth]] = SubElement(folders[path[: depth - 1]], "outline", text=name, title=name)
    return folders[path]


def _writable(text: str) -> str:
    """`text` on one line, without the characters that no XML file may hold."""
    return " ".join(tidy(text).replace("\ufffe", "").replace("\uffff", "").split())


def _outlines(root: Element) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Every outline with the names of the outlines around it that are no feeds themselves."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        if element.tag == "outline":
            yield element, folders
            name = one_line(_attribute(element, "text", "title"), _LONGEST_NAME)
            if name and not _attribute(element, "xmlurl") and len(folders) < _DEEPEST:
                folders = (*folders, name)
        waiting.extend((child, folders) for child in reversed(element) if child.tag in ("outline", "body"))


def _attribute(element: Element, *names: str) -> str:
    """The first of the attributes that has a value; programs disagree on xmlUrl, xmlURL and xmlurl."""
    values = {name.lower(): value for name, value in element.attrib.items()}
    return next((values[name] for name in names if values.get(name, "").strip()), "")
