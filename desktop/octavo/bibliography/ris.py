"""RIS, the lines that EndNote, Mendeley and most publishers' sites exchange: papers out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from octavo.bibliography.facts import Facts
from octavo.bibliography.listed import Listed
from octavo.records import Author, Kind

_TYPES: Final = {
    Kind.PREPRINT: "UNPB", Kind.ARTICLE: "JOUR", Kind.CONFERENCE: "CONF", Kind.BOOK: "BOOK", Kind.CHAPTER: "CHAP",
    Kind.THESIS: "THES", Kind.REPORT: "RPRT", Kind.WEB: "ELEC", Kind.DATASET: "DATA", Kind.SOFTWARE: "COMP",
}  # fmt: skip
_END: Final = re.compile(r"^ER  - ?$", re.M)


def write_ris(papers: Sequence[Listed], heading: str = "") -> str:
    """The papers as RIS records in their order, with a blank line between them."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _lines(paper)) for paper in papers)


def records_in(text: str) -> int:
    """How many records end in the text."""
    return len(_END.findall(text))


def _lines(listed: Listed) -> Iterator[tuple[str, str]]:
    """Tag and value of each line; `TY` opens a record and `ER` ends it, and neither can stand inside a value."""
    facts = listed.facts
    kind = _type(facts)
    yield "TY", kind
    fields = [
        ("ID", listed.key),
        *(("AU", _name(author)) for author in facts.authors),
        ("AU", "et al." if facts.more_authors and facts.authors else ""),
        *(("ED", _name(editor)) for editor in facts.editors),
        ("TI", facts.title),
        ("T2", facts.venue if kind not in ("THES", "RPRT") else ""),
        ("PY", facts.year),
        ("DA", _date(facts)),
        ("VL", facts.details.get("volume", "")),
        ("IS", facts.details.get("number", "")),
        *zip(("SP", "EP"), facts.pages.split("--", 1), strict=False),
        ("T3", facts.details.get("series", "")),
        ("ET", facts.details.get("edition", "")),
        ("PB", _publisher(facts, kind)),
        ("CY", facts.details.get("place", "")),
        ("SN", facts.details.get("isbn") or facts.details.get("issn", "")),
        ("LA", facts.details.get("language", "")),
        ("AN", f"arXiv:{facts.eprint}" if facts.eprint else ""),
        ("DO", facts.doi),
        ("UR", facts.url),
        *(("KW", word) for word in facts.keywords.split(", ")),
        ("AB", facts.abstract),
        ("N1", " ".join(listed.note.split())),
    ]
    yield from ((tag, value) for tag, value in fields if value)
    yield "ER", ""


def _type(facts: Facts) -> str:
    if facts.kind in (Kind.ARTICLE, Kind.CONFERENCE, Kind.CHAPTER) and not facts.venue:
        return "GEN"
    return _TYPES.get(facts.kind, "GEN")


def _name(author: Author) -> str:
    """ "van der Meer, Paolo, Jr."; a group as it stands, without commas, which would split it."""
    if author.literal or not author.family:
        return " ".join(author.name.replace(",", " ").split())
    family, given, suffix = (
        part.replace(",", " ").strip()
        for part in (f"{author.particle} {author.family}".strip(), author.given, author.suffix)
    )
    return f"{family}, {given}, {suffix}" if suffix else f"{family}, {given}" if given else family


def _date(facts: Facts) -> str:
    """ "2023/04/07/": year, month, day and nothing more to say, each with its slash."""
    if not facts.month:
        return ""
    return f"{facts.year}/{facts.month:02d}/{f'{facts.day:02d}' if facts.day else ''}/"


def _publisher(facts: Facts, kind: str) -> str:
    institution = facts.details.get("institution", "")
    publisher = facts.details.get("publisher", "")
    if kind in ("THES", "RPRT"):
        return institution or publisher or facts.venue
    return publisher or institution or ("arXiv" if facts.kind is Kind.PREPRINT and facts.eprint else "")
