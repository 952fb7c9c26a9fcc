"""What RSS 0.9 to 2.0, RDF, Atom and JSON Feed all come to: a feed with a title, and items."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from xml.etree.ElementTree import Element, tostring

from octavo.feeds.fields import iso_day, web_address
from octavo.feeds.xml_tree import MOST_PARTS, XmlTree

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
#: Part of a name space's address, and the prefix its names get here, whatever prefix the feed uses.
_SPACES: Final = (
    ("arxiv.org/schemas/atom", "arxiv"),
    ("purl.org/dc/", "dc"),
    ("prismstandard.org", "prism"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("search.yahoo.com/mrss", "media"),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("www.w3.org/2005/atom", ""),
    ("purl.org/atom/ns", ""),
    ("purl.org/rss/1.0/", ""),
    ("my.netscape.com/", ""),
    ("backend.userland.com/", ""),
)
_PARTS: Final = ("item", "entry")
_HEAD_DAYS: Final = ("pubdate", "lastbuilddate", "updated", "modified", "dc:date", "prism:publicationdate")
_BODIES: Final = ("content:encoded", "content", "description", "summary", "media:description", "dc:description")
_PUBLISHED: Final = ("prism:publicationdate", "dc:date", "dc:issued", "published", "issued", "pubdate", "updated")
_LONGEST_FACT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """Text as a feed holds it. `markup` is true when it is HTML, or may be."""

    text: str
    markup: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `facts` are all short fields by name, in lower case ("guid", "dc:creator", "arxiv:doi"), in order."""

    title: Words
    bodies: tuple[Words, ...] = ()
    address: str = ""
    guid: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    categories: tuple[str, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fact(self, name: str) -> str:
        """The first value under `name`, "" when there is none."""
        return self.facts.get(name, ("",))[0]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it came. `about` is what it says of itself, `day` the ISO day it was made; `damaged` as in XmlTree."""

    title: str
    about: str = ""
    address: str = ""
    day: str = ""
    items: tuple[Item, ...] = ()
    damaged: tuple[tuple[int, str], ...] = ()


def items_of_xml(tree: XmlTree) -> Feed:
    """The feed that an XML tree holds; one without items when it is none."""
    root = tree.root
    channels = [child for child in root if _name(child) == "channel"]
    # RSS 1.0 has its items beside the channel, every other RSS inside it.
    holders = [root, *channels]
    head = _by_name([child for holder in (*channels, root) for child in holder if _name(child) not in _PARTS])
    items = (child for holder in holders for child in holder if _name(child) in _PARTS)
    return Feed(
        title=" ".join(_first(head, "title").split())[:200],
        about=" ".join((_first(head, "description") or _first(head, "subtitle")).split())[:500],
        address=_alternate(head) or _first(head, "id"),
        day=next((day for name in _HEAD_DAYS if (day := iso_day(_first(head, name)))), ""),
        items=tuple(_item(element) for _, element in zip(range(MOST_PARTS), items, strict=False)),
        damaged=tree.damaged,
    )


def _item(element: Element) -> Item:
    children = _by_name(list(element))
    titles = [words for name in ("title", "dc:title") for child in children.get(name, ()) if (words := _words(child))]
    bodies = [words for name in _BODIES for child in children.get(name, ()) if (words := _words(child))]
    found = {name: tuple(_facts(elements)) for name, elements in children.items() if name not in _BODIES}
    facts = {name: values for name, values in found.items() if values}
    guid = _first(children, "guid") or _first(children, "id") or element.get(f"{_RDF}about", "")
    return Item(
        title=titles[0] if titles else Words(""),
        bodies=tuple(bodies),
        address=_alternate(children) or web_address(guid),
        guid=guid[:_LONGEST_FACT],
        authors=tuple(_authors(children)),
        published=next((day for name in _PUBLISHED if (day := iso_day(_first(children, name)))), ""),
        categories=tuple(_categories(children)),
        facts=facts,
    )


def _by_name(elements: list[Element]) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in elements:
        found.setdefault(_name(element), []).append(element)
    return found


def _name(element: Element) -> str:
    return _name_of_tag(str(element.tag))


@lru_cache(maxsize=1_024)
def _name_of_tag(tag: str) -> str:
    """The name in lower case ("pubdate" is common) with one fixed prefix a name space, since a feed may choose any."""
    if not tag.startswith("{"):
        return tag.lower()
    space, _, name = tag[1:].partition("}")
    return _prefix(space) + name.lower()


def _prefix(space: str) -> str:
    folded = space.lower()
    if folded.startswith("urn:prefix:"):
        return folded.removeprefix("urn:prefix:") + ":"
    for part, prefix in _SPACES:
        if part in folded:
            return prefix + ":" if prefix else ""
    return "other:"


def _first(children: Mapping[str, list[Element]], name: str) -> str:
    """The text of the first element called `name` that has any."""
    for element in children.get(name, ()):
        if text := (element.text or "").strip():
            return text
    return ""


def _words(element: Element) -> Words | None:
    """Atom says what its text is; everywhere else it may be HTML."""
    kind = element.get("type", "").lower()
    if kind == "xhtml" or any(str(child.tag).startswith(_XHTML) for child in element):
        text = _inner_markup(element)
        return Words(text) if text.strip() else None
    if len(element):
        return Words(" ".join("".join(element.itertext()).split()), markup=False)
    text = element.text or ""
    if not text.strip():
        return None
    atom = "atom" in str(element.tag)[:40].lower()
    return Words(text, markup=not (kind in ("text", "text/plain") or (atom and not kind)))


def _inner_markup(element: Element) -> str:
    """XHTML as HTML: ElementTree writes it with a prefix, which is no part of a name in HTML."""
    try:
        text = "".join([element.text or "", *(tostring(child, "unicode") for child in element)])
    except RecursionError:
        return html.escape(" ".join("".join(element.itertext()).split()))
    return re.sub(r"(</?)\w{1,10}:", r"\1", text)


def _alternate(children: Mapping[str, list[Element]]) -> str:
    """The address of the page: the text of an RSS link, or the Atom link that is the entry itself."""
    links = children.get("link", [])
    for element in links:
        if address := web_address(element.text or ""):
            return address
    for relation in ("alternate", "", "related"):
        for element in links:
            address = web_address(element.get("href", ""))
            if element.get("rel", "").lower() == relation and address:
                return address
    return ""


def _authors(children: Mapping[str, list[Element]]) -> Iterator[str]:
    """All names: repeated or joined creators, Atom's persons without their affiliations, RSS's addresses."""
    creators = [" ".join("".join(child.itertext()).split()) for child in children.get("dc:creator", ())]
    if any(creators):
        yield from filter(None, creators)
        return
    for element in (*children.get("author", ()), *children.get("contributor", ())):
        names = [child.text or "" for child in element if _name(child) == "name"]
        text = names[0] if names else (element.text or "")
        if text := _without_mail_address(" ".join(text.split())):
            yield text


def _without_mail_address(text: str) -> str:
    """RSS 2.0 writes "ada@example.org (Ada Example)"."""
    match = re.fullmatch(r"\S+@\S+\s*\(([^()]{1,200})\)", text)
    return match[1] if match else "" if re.fullmatch(r"\S+@\S+", text) else text


def _categories(children: Mapping[str, list[Element]]) -> Iterator[str]:
    for name in ("category", "dc:subject", "prism:section"):
        for element in children.get(name, ()):
            if text := " ".join((element.get("term") or element.text or "").split()):
                yield text[:200]


def _facts(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        text = element.text or element.get("term") or element.get("href") or element.get(f"{_RDF}resource") or ""
        if text := text.strip():
            yield text[:_LONGEST_FACT]


def items_of_json(found: Mapping[str, Any]) -> Feed:
    """The feed that a JSON Feed holds, of version 1 or 1.1. https://www.jsonfeed.org/version/1.1/"""
    items = found.get("items")
    records = [each for each in items if isinstance(each, Mapping)] if isinstance(items, list) else []
    return Feed(
        title=" ".join(_text(found, "title").split())[:200],
        address=web_address(_text(found, "home_page_url") or _text(found, "feed_url")),
        items=tuple(_json_item(record) for record in records[:MOST_PARTS]),
    )


def _json_item(record: Mapping[str, Any]) -> Item:
    bodies = [Words(_text(record, "content_html"))]
    bodies += [Words(_text(record, name), markup=False) for name in ("content_text", "summary")]
    people = record.get("authors") if isinstance(record.get("authors"), list) else [record.get("author")]
    names = [_text(each, "name") for each in people or () if isinstance(each, Mapping)]
    tags = record.get("tags")
    guid = record.get("id")
    return Item(
        title=Words(_text(record, "title"), markup=False),
        bodies=tuple(body for body in bodies if body.text.strip()),
        address=web_address(_text(record, "external_url")) or web_address(_text(record, "url")),
        guid=str(guid)[:_LONGEST_FACT] if isinstance(guid, str | int) else "",
        authors=tuple(name for name in names if name.strip()),
        published=iso_day(record.get("date_published")) or iso_day(record.get("date_modified")),
        categories=tuple(tag[:200] for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
    )


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""
