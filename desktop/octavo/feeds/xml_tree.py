"""The one door for XML: no document type that could pull anything in, and repairs for what feeds get wrong."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from octavo.feeds.decoding import tidy
from octavo.records import OctavoError

#: The names of the outermost elements of feeds and lists of feeds.
FEED_ROOTS: Final = ("rss", "feed", "rdf:rdf", "opml")

#: The most items or entries read of one file. Whole archives of a journal in one have a few thousand.
MOST_PARTS: Final = 20_000

_START: Final = re.compile(
    r"[\s\ufeff]*<(?:\?xml\b|!--|!doctype\s+(?:rss|rdf|opml|feed)\b|(?:rss|feed|rdf:rdf|opml)\b)", re.IGNORECASE
)
_SPACES: Final = re.compile(r"[\s\ufeff]*")
_NAME: Final = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)")
_DOCTYPE: Final = re.compile(r"<!doctype\s+([\w:.-]{1,40})", re.IGNORECASE)
# Old feeds name the entities of HTML this way; the doctype is taken out, so nothing is ever fetched or expanded.
_HARMLESS: Final = re.compile(
    r"<!doctype\s+[\w:.-]{1,40}(?:\s+(?:public|system)\s+(?:\"[^\"<>]{0,200}\"\s*|'[^'<>]{0,200}'\s*){1,2})?\s*"
    r"(?:\[\s*(?:<!entity\s+%\s+html(?:lat1|symbol|special)\s+public\s+\"[^\"<>]{0,200}\"\s*\"[^\"<>]{0,200}\"\s*>\s*"
    r"%html(?:lat1|symbol|special);\s*){1,3}\]\s*)?>",
    re.IGNORECASE,
)
_REFUSED: Final = (
    "This XML brings its own document type, which can make a few lines grow without end, so Octavo does not read it. "
    "Save it again without the lines from <!DOCTYPE on."
)
_BROKEN: Final = "This XML is damaged beyond reading. Save or download it again."

_REFERENCE: Final = re.compile(r"&(?:#(?P<number>\d{1,7}|x[0-9a-f]{1,6});|(?P<name>[a-z][a-z0-9]{1,30});)?", re.I)
_XML_NAMES: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_PREFIX: Final = re.compile(r"[<\s/]([A-Za-z_][\w.-]{0,40}):[A-Za-z_][\w.-]*(?=[\s=/>])")
_DECLARED: Final = re.compile(r"\sxmlns:([A-Za-z_][\w.-]{0,40})\s*=\s*(\"[^\"<]{0,300}\"|'[^'<]{0,300}')")
_DEFAULT: Final = re.compile(r"\sxmlns\s*=\s*(\"[^\"<]{0,300}\"|'[^'<]{0,300}')")
_PART: Final = re.compile(r"<((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s>])")
_HEAD: Final = re.compile(
    r"<(title|link|id|updated|pubDate|lastBuildDate|dc:date)(?:\s[^<>]{0,500})?>[^<]{0,2000}</\1>"
)
_LONGEST_ROOT: Final = 20_000
_MOST_COMMENTS: Final = 100
_SHOWN: Final = 200


class NotXml(OctavoError):
    """The text cannot be read as XML; the sentence says why."""


@dataclass(frozen=True, slots=True)
class XmlTree:
    """The outermost element, and each part that could not be read: its line, counted from 1, and how it starts."""

    root: Element
    damaged: tuple[tuple[int, str], ...] = ()


def xml_root(text: str) -> str:
    """The name of the outermost element, in lower case ("rss", "rdf:rdf", "html"), "" when `text` is no XML.

    Text that starts like HTML counts only with an XML declaration.
    """
    if not _START.match(text[:1_000]):
        return ""
    start = after_prolog(text)
    name = _DOCTYPE.match(text, start) or _NAME.match(text, start)
    return name[1].lower() if name else ""


def read_xml(text: str) -> XmlTree:
    """The tree of `text`. When it is not well-formed, the items and entries that are, and where the others stand.

    Raises NotXml for a document type that is not known to be harmless, and for text without any sound part.
    """
    text = _without_doctype(text)
    try:
        return XmlTree(fromstring(text))
    except (ParseError, ValueError):
        repaired = _repaired(text)
    try:
        return XmlTree(fromstring(repaired))
    except (ParseError, ValueError) as error:
        tree = _sound_parts(repaired)
        if tree is None:
            raise NotXml(_BROKEN) from error
        return tree


def after_prolog(text: str, start: int = 0) -> int:
    """Where the document type or the outermost element begins: behind declaration, comments and instructions.

    Where these do not end, or are more than any real file has, it is where they went on.
    """
    for _ in range(_MOST_COMMENTS):
        spaces = _SPACES.match(text, start)
        start = spaces.end() if spaces else start
        closing = "?>" if text.startswith("<?", start) else "-->" if text.startswith("<!--", start) else ""
        end = text.find(closing, start) if closing else -1
        if end < 0:
            return start
        start = end + len(closing)
    return start


def _without_doctype(text: str) -> str:
    # Blank lines above the declaration are common, and an error to XML.
    text = text.lstrip("\ufeff \t\r\n")
    start = after_prolog(text)
    if text.startswith(("<!--", "<?"), start):
        raise NotXml(_BROKEN)
    if not text.startswith("<!", start):
        return text
    match = _HARMLESS.match(text, start)
    if match is None or text.startswith("<!", after_prolog(text, match.end())):
        raise NotXml(_REFUSED)
    return text[:start] + text[match.end() :]


def _repaired(text: str) -> str:
    """Without characters XML forbids, with the entities of HTML and bare ampersands written out, prefixes declared."""
    pieces = (piece if is_data else _REFERENCE.sub(_written_out, piece) for piece, is_data in _data_apart(tidy(text)))
    text = "".join(pieces)
    root = _NAME.match(text, after_prolog(text))
    if root is None:
        return text
    end = text.find(">", root.end())
    declared = {match[1] for match in _DECLARED.finditer(text, root.end(), max(end, root.end()))}
    missing = sorted(set(_PREFIX.findall(text)) - declared - {"xml", "xmlns"})[:100]
    names = "".join(f' xmlns:{prefix}="urn:prefix:{prefix}"' for prefix in missing)
    return text[: root.end()] + names + text[root.end() :]


def _data_apart(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `text` outside and inside CDATA sections; the second value is true for those inside."""
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield text[place:start], False
        yield text[start : end + 3], True
        place = end + 3
    yield text[place:], False


def _written_out(match: re.Match[str]) -> str:
    number, name = match["number"], match["name"]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        return match[0] if allowed else "\ufffd"
    if name and name not in _XML_NAMES:
        character = html.unescape(match[0])
        return f"&amp;{name};" if character == match[0] else html.escape(character)
    return match[0] if name else "&amp;" + match[0][1:]


def _sound_parts(text: str) -> XmlTree | None:
    """The items or entries that can be read one by one, under an outermost element of the same name."""
    opening = _NAME.match(text, after_prolog(text))
    end = text.find(">", opening.end(), opening.end() + _LONGEST_ROOT) if opening else -1
    if opening is None or end < 0:
        return None
    spaces = dict(_DECLARED.findall(text, opening.start(), end))
    default = _DEFAULT.search(text, opening.start(), end)
    starts = list(islice(_PART.finditer(text, end), MOST_PARTS))
    name = opening[1]
    root = _parsed(f"<{name}></{name}>", spaces, default[1] if default else "")
    if root is None:
        return None
    for match in _HEAD.finditer(text, end, starts[0].start() if starts else len(text)):
        if (element := _parsed(match[0], spaces, default[1] if default else "")) is not None:
            root.append(element)
    damaged = []
    line, counted = 1, 0
    following = next(_PART.finditer(text, starts[-1].end()), None) if starts else None
    bounds = [match.start() for match in starts] + [following.start() if following else len(text)]
    for match, (start, limit) in zip(starts, pairwise(bounds), strict=True):
        line, counted = line + text.count("\n", counted, start), start
        close = f"</{match[1]}>"
        stop = text.find(close, start, limit)
        part = text[start : stop + len(close)] if stop >= 0 else ""
        element = _parsed(part, spaces, default[1] if default else "") if part else None
        if element is not None:
            root.append(element)
        else:
            damaged.append((line, " ".join(text[start : start + _SHOWN].split())))
    return XmlTree(root, tuple(damaged)) if len(root) or damaged else None


def _parsed(part: str, spaces: dict[str, str], default: str) -> Element | None:
    """One element out of its document, with the name spaces it uses declared anew."""
    used = set(_PREFIX.findall(part)) - {"xml", "xmlns"}
    names = "".join(f" xmlns:{prefix}={spaces.get(prefix) or repr('urn:prefix:' + prefix)}" for prefix in sorted(used))
    default = f" xmlns={default}" if default else ""
    try:
        found = fromstring(f"<part{default}{names}>{part}</part>")
    except (ParseError, ValueError):
        return None
    return found[0] if len(found) == 1 else None
