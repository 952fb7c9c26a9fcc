"""arXiv's mails: every entry of a daily listing, new, cross-listed or replaced, from a file, a mail or a paste."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from octavo.feeds.arxiv_authors import read_authors
from octavo.feeds.arxiv_paper import ArxivPaper, number_and_version
from octavo.feeds.dates import month_number, read_date
from octavo.feeds.decoding import MAX_LINES, tidy
from octavo.feeds.fields import iso_day
from octavo.feeds.identifiers import first_submitted
from octavo.records import Batch, Entry, Leftover, SourceLines

_NOTHING: Final = "This arXiv mail lists no papers."
_TOO_LONG: Final = f"This has more than {MAX_LINES:,} lines. Import the mails of fewer days at a time."

_MARK: Final = "\\\\"
#: "arXiv:2303.00763 (*cross-listing*)"; in mails of the 1990s "Paper (*cross-listing*): quant-ph/9901070".
_NUMBER: Final = re.compile(r"(?:arXiv:|Paper(?:\s*\([^()]{1,40}\))?:\s*)(?P<number>\S+)", re.IGNORECASE)
_FIELD: Final = re.compile(
    r"(Title|Authors?|Categories|Comments|Report-no|MSC-class|ACM-class|Journal-ref|DOI|License|Proxy|Subj-class|"
    r"From|Date(?:\s*\([^)]{1,40}\))?)\s*:(?:\s+|$)",
    re.IGNORECASE,
)
_REPLACED: Final = re.compile(
    r"(?:(?:figures|part)\s+added|replaced\s+with\s+revised\s+version)\b\s*(?P<date>.*)", re.IGNORECASE
)
#: The rules that part new papers, cross-lists and replacements.
_SECTIONS: Final = (("%%%---", "new"), ("%%--%%", "replace"), ("%-%-", "cross"))
_RULE: Final = re.compile(r"-{20,}|[%-]{20,}|-{4,}\s*$")
_RECEIVED: Final = re.compile(
    r"\s*received\s+from\b.{0,80}?\bto\s+\w{2,4}\.?,?\s+(?P<day>\d{1,2})\s+(?P<month>\w{3})\w*\s+(?P<year>\d{2,4})\b",
    re.IGNORECASE,
)
_ARCHIVE: Final = re.compile(
    r"(?:subject:\s*)?(?P<archive>[a-z-]{2,12}(?:\.[A-Za-z-]{2,12})?)\s+daily\b", re.IGNORECASE
)
_QUOTE: Final = re.compile(r"(?:> ?)+")
_PLACE: Final = re.compile(r"arxiv\.org/abs/", re.IGNORECASE)
#: What a mail says around its entries.
_FURNITURE: Final = re.compile(
    r"send any comments|archives at|to unsubscribe|submissions to:?|received from|subject:|from:|to:|date:|reply-to:|"
    r"\d+ new \+|cross-?lists|replacements|use a web browser",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Draft:
    """One entry while its lines are being collected; `stage` is head, abstract or over, `flush` true once a field
    began at the left edge, so that an indented line can only continue one."""

    number: str
    first: int
    last: int
    cross: bool = False
    replaced: bool = False
    stage: str = "head"
    fields: dict[str, list[str]] = field(default_factory=dict)
    abstract: list[str] = field(default_factory=list)
    updated: str = ""
    current: str = ""
    flush: bool = False


def looks_like_arxiv_mail(text: str) -> bool:
    r"""Does `text` hold an entry of an arXiv mail: a line of `\\` and below it "arXiv:" and a number?"""
    if _MARK not in text:
        return False
    lines = [line for line in _unquoted(text[:400_000]).split("\n") if line.strip()]
    return any(line.strip() == _MARK and _numbered(below) for line, below in pairwise(lines))


def read_arxiv_mail(text: str, *, subject: str = "", day: str = "") -> Batch:
    """Every paper of a mail's text. `subject` and `day` are the mail's own, where it came with them.

    Cross-lists and replacements are marked in `Entry.other["announce"]`. Lines are counted from 1 in `text`.
    """
    if text.count("\n") > MAX_LINES:
        return Batch("arXiv mail", "arXiv", "", message=_TOO_LONG)
    lines = _unquoted(text).split("\n")
    drafts = list(_drafts(lines))
    entries = tuple(_entry(draft) for draft in drafts)
    day = (day or _received(lines)) if entries else ""
    year, month, day_of_month = map(int, day.split("-")) if day else (None, None, None)
    head = lines[: drafts[0].first if drafts else 0]
    archive = next((match for line in (subject, *head[:60]) if (match := _ARCHIVE.match(line.strip()))), None)
    return Batch(
        form="arXiv mail",
        source=f"arXiv {archive['archive']}" if archive else "arXiv",
        origin="",
        entries=entries,
        captured=day,
        captured_month=month,
        captured_day=day_of_month,
        captured_year=year,
        leftovers=tuple(_leftovers(lines, drafts)),
        message="" if entries else _NOTHING,
    )


def _unquoted(text: str) -> str:
    """Tidy text, without the marks of a quotation when most lines are quoted, as in a mail that was passed on."""
    text = tidy(text)
    lines = text.split("\n")
    written = [line for line in lines[:2_000] if line.strip()]
    if sum(line.startswith(">") for line in written) * 2 <= len(written):
        return text
    return "\n".join(_QUOTE.sub("", line, count=1) if line.startswith(">") else line for line in lines)


def _numbered(line: str) -> re.Match[str] | None:
    match = _NUMBER.match(line.strip())
    return match if match and number_and_version(match["number"])[0] else None


def _drafts(lines: list[str]) -> Iterator[_Draft]:
    draft: _Draft | None = None
    mark, section = 0, "new"
    for place, line in enumerate(lines, 1):
        bare = line.strip()
        if mark and (match := _numbered(bare)):
            if draft:
                draft.last = min(draft.last, mark - 1)
                yield draft
            number = number_and_version(match["number"])[0]
            crossed = section == "cross" or "cross-listing" in bare.lower()
            draft = _Draft(number, mark, place, crossed, replaced=section == "replace")
            mark = 0
            continue
        section = next((name for rule, name in _SECTIONS if bare.startswith(rule)), section)
        if bare:
            mark = place if bare == _MARK else 0
        if draft is None or draft.stage == "over" or not bare:
            if draft and draft.stage == "abstract":
                draft.abstract.append("")
            continue
        _take(draft, line, bare)
        draft.last = place if not (draft.stage == "over" and _RULE.match(bare)) else draft.last
    if draft:
        yield draft


def _take(draft: _Draft, line: str, bare: str) -> None:
    """Put one line of an entry where it belongs."""
    if bare.startswith(_MARK) and (bare == _MARK or _PLACE.search(bare)):
        # A replacement has no abstract: its head ends with the line that closes every entry.
        draft.stage = "abstract" if draft.stage == "head" and bare == _MARK else "over"
    elif _RULE.match(bare):
        draft.stage = "over"
    elif draft.stage == "abstract":
        draft.abstract.append(line)
    elif match := _REPLACED.match(bare):
        draft.replaced, draft.updated = True, match["date"]
        draft.current = ""
    elif (match := _FIELD.match(bare)) and not (draft.flush and line.startswith("  ")):
        name = match[1].lower().split("(")[0].strip()
        name = "author" if name == "authors" else name
        # "Date (revised v2):" may follow: the first date is the one of the first version.
        draft.current = "again" if name in draft.fields else name
        draft.flush = draft.flush or not line.startswith(" ")
        draft.fields.setdefault(draft.current, []).append(bare[match.end() :])
    elif draft.current:
        draft.fields[draft.current].append(bare)


def _entry(draft: _Draft) -> Entry:
    def said(name: str) -> str:
        return " ".join(draft.fields.get(name, ())).strip()

    authors, more = read_authors(said("author"))
    announce = ("replace-cross" if draft.cross else "replace") if draft.replaced else "cross" if draft.cross else "new"
    categories = tuple(said("categories").split())
    return ArxivPaper(
        number=draft.number,
        title=said("title"),
        abstract=_abstract(draft.abstract),
        authors=authors,
        more_authors=more,
        published=_published(draft.number, said("date")),
        updated=iso_day(draft.updated.split("(")[0]),
        announce=announce,
        primary=categories[0] if categories else "",
        categories=categories,
        comment=said("comments"),
        journal=said("journal-ref"),
        doi=said("doi"),
        report=said("report-no"),
        licence=said("license"),
        lines=SourceLines(draft.first, draft.last),
    ).entry(abstract_expected=not draft.replaced)


def _published(number: str, date: str) -> str:
    """The day of submission, if it fits the month the number tells; a cross-list may carry the day of a revision."""
    day = iso_day(date.split("(")[0])
    month = first_submitted(number)
    if not day or not month:
        return month
    apart = (int(month[:4]) - int(day[:4])) * 12 + int(month[5:7]) - int(day[5:7])
    return day if apart in (0, 1) else month


def _abstract(lines: list[str]) -> str:
    """The first line of each paragraph is indented; where every line is, blank lines part the paragraphs."""
    written = [line for line in lines if line.strip()]
    indented = [line for line in written if line.startswith("  ")]
    if len(indented) == len(written):
        return "\n".join(lines)
    return "\n".join(f"\n{line}" if line.startswith("  ") else line for line in lines)


def _received(lines: list[str]) -> str:
    """The day up to which the mail's papers were received, ISO; arXiv writes the year with two digits."""
    for line in lines[:200]:
        if match := _RECEIVED.match(line):
            year = int(match["year"])
            year += 0 if year > 99 else 1900 if year >= 91 else 2000
            month = month_number(match["month"])
            date = read_date(f"{year:04}-{month:02}-{int(match['day']):02}") if month else None
            return date.text if date else ""
    return ""


def _leftovers(lines: list[str], drafts: list[_Draft]) -> Iterator[Leftover]:
    """Every line that is not blank and lies in no entry."""
    start = drafts[0].first if drafts else len(lines) + 1
    within = iter(drafts)
    draft = next(within, None)
    for number, line in enumerate(lines, 1):
        while draft and draft.last < number:
            draft = next(within, None)
        bare = line.strip()
        if not bare or (draft and draft.first <= number):
            continue
        furniture = number < start or _RULE.match(bare) or bare == _MARK or _FURNITURE.match(bare)
        role = "date" if _RECEIVED.match(line) else "furniture" if furniture else "not placed"
        yield Leftover(number, bare[:500], role)
