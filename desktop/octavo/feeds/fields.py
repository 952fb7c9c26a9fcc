"""What one field of an arriving paper may hold: a line, paragraphs, a day, a DOI; cleaned and cut to a length."""

from __future__ import annotations

import html
import re
from datetime import date
from email.utils import parsedate_tz
from typing import Final

from octavo.bibliography.facts import bare_doi
from octavo.feeds.decoding import tidy
from octavo.feeds.identifiers import arxiv_id
from octavo.feeds.page_text import LONGEST_ABSTRACT, NO_ABSTRACT
from octavo.records import Identifier

LONGEST_TITLE: Final = 1_000
#: Papers of the large collaborations have about 3,000.
MOST_AUTHORS: Final = 10_000

_TOO_LONG: Final = f"Its abstract was longer than {LONGEST_ABSTRACT:,} characters and was left out."
_LONGEST_DOI: Final = 300
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n\s*")
_ISO_DAY: Final = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?![\d-])", re.ASCII)
_ISO_MONTH: Final = re.compile(r"\s*(\d{4}-(?:0[1-9]|1[0-2]))\s*", re.ASCII)
_YEAR: Final = re.compile(r"\s*((?:19|20)\d\d)\s*", re.ASCII)
_LONGEST_DATE: Final = 80
_DOI_START: Final = re.compile(r"(?:doi|info:doi/)\s*:?\s*(?=10\.)", re.IGNORECASE)
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)


def one_line(text: str, longest: int = LONGEST_TITLE) -> str:
    """`text` tidied, on one line, with single blanks, of at most `longest` characters."""
    return " ".join(tidy(text[: 20 * longest]).split())[:longest].rstrip()


def paragraphs(text: str) -> str:
    """`text` with the lines of each paragraph joined and paragraphs apart. Old records are broken at 80 characters."""
    return "\n\n".join(" ".join(part.split()) for part in _BLANK_LINES.split(tidy(text).strip()))


def abstract_or_problem(text: str) -> tuple[str, tuple[str, ...]]:
    """The abstract, already in paragraphs, and what to say when there is none or one too long to be one."""
    if not text:
        return "", (NO_ABSTRACT,)
    return (text, ()) if len(text) <= LONGEST_ABSTRACT else ("", (_TOO_LONG,))


def iso_day(value: object) -> str:
    """The day of a time as feeds write it, in ISO 8601 or as in a mail; "2025-03-11", or "" for anything else.

    A time zone is not applied: the day is the one that is written.
    """
    if not isinstance(value, str) or len(value) > _LONGEST_DATE:
        return ""
    if match := _ISO_DAY.match(value):
        return _real_day(*map(int, match.groups()))
    try:
        found = parsedate_tz(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""
    return _real_day(*found[:3]) if found else ""


def iso_date(value: str) -> str:
    """As `iso_day`, and for "2025-03" and "2025" what is there."""
    match = _ISO_MONTH.fullmatch(value) or _YEAR.fullmatch(value)
    return match[1] if match else iso_day(value)


def find_doi(text: str) -> str:
    """The DOI that `text` is or links to, in its own spelling, "" when there is none. Of several the first."""
    text = text[: 2 * _LONGEST_DOI].strip()
    if not text:
        return ""
    bare = bare_doi(_DOI_START.sub("", text, count=1).split()[0])
    doi = bare.rstrip(".,;")
    return doi if _DOI.fullmatch(doi) and len(doi) <= _LONGEST_DOI else ""


def doi_identifier(doi: str) -> Identifier:
    """A DOI as an identifier; one that arXiv made for a number is that number."""
    match = _ARXIV_DOI.fullmatch(doi)
    number = arxiv_id(match[1]) if match else ""
    return Identifier("arxiv", number) if number else Identifier("doi", doi.lower())


def web_address(text: str) -> str:
    """`text` when it is one http or https address, else ""."""
    text = html.unescape(text.strip()) if "&amp;" in text else text.strip()
    is_address = text[:8].lower().startswith(("http://", "https://")) and len(text) <= 2_000 and text.isprintable()
    return text if is_address and not any(character.isspace() for character in text) else ""


def _real_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year >= 1_000 else ""
    except (ValueError, OverflowError):
        return ""
