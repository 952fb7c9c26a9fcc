"""One entry of a BibTeX or BibLaTeX file as an arriving paper: which field says what, and what is kept as written."""

from __future__ import annotations

import re
from itertools import product
from typing import Final

from octavo.bibliography.bibtex_names import read_names, spoken
from octavo.bibliography.bibtex_scanner import RawEntry
from octavo.bibliography.latex import Dialect, clean
from octavo.bibliography.latex_text import address_of, count_signs, paragraphs, plain
from octavo.bibliography.paper_numbers import ARXIV, ARXIV_JOURNAL, doi_in, numbers_from, title_without
from octavo.bibliography.titles import protected
from octavo.records import Entry, Identifier, Kind, SourceLines

NO_TITLE: Final = "No title was found for this entry."

_KINDS: Final = {
    "article": Kind.ARTICLE, "periodical": Kind.ARTICLE, "suppperiodical": Kind.ARTICLE, "review": Kind.ARTICLE,
    "inproceedings": Kind.CONFERENCE, "conference": Kind.CONFERENCE,
    "proceedings": Kind.BOOK, "mvproceedings": Kind.BOOK, "book": Kind.BOOK, "mvbook": Kind.BOOK, "booklet": Kind.BOOK,
    "collection": Kind.BOOK, "mvcollection": Kind.BOOK, "reference": Kind.BOOK, "mvreference": Kind.BOOK,
    "manual": Kind.BOOK,
    "incollection": Kind.CHAPTER, "inbook": Kind.CHAPTER, "bookinbook": Kind.CHAPTER, "suppbook": Kind.CHAPTER,
    "suppcollection": Kind.CHAPTER, "inreference": Kind.CHAPTER,
    "phdthesis": Kind.THESIS, "mastersthesis": Kind.THESIS, "thesis": Kind.THESIS, "mathesis": Kind.THESIS,
    "techreport": Kind.REPORT, "report": Kind.REPORT,
    "online": Kind.WEB, "electronic": Kind.WEB, "www": Kind.WEB, "webpage": Kind.WEB,
    "dataset": Kind.DATASET, "data": Kind.DATASET, "software": Kind.SOFTWARE,
}  # fmt: skip
#: Types that say no more than the kind does; another one is kept beside the paper.
_PLAIN_TYPES: Final = frozenset(
    "article inproceedings incollection book phdthesis mastersthesis thesis techreport report misc online dataset"
    " software unpublished".split()
)
_DETAILS: Final = (
    ("volume", ("volume",)), ("number", ("number", "issue")), ("publisher", ("publisher",)),
    ("place", ("address", "location")), ("series", ("series",)), ("edition", ("edition",)), ("chapter", ("chapter",)),
    ("institution", ("institution", "school", "organization")), ("isbn", ("isbn",)), ("issn", ("issn",)),
    ("language", ("language", "langid")), ("primary_class", ("primaryclass", "eprintclass")), ("comment", ("note",)),
    ("keywords", ("keywords", "keyword")), ("pages", ("pages",)),
)  # fmt: skip
_JOURNAL: Final = ("journaltitle", "journal", "booktitle")
_BOOK: Final = ("booktitle", "journaltitle", "journal", "eventtitle")
_NOTES: Final = ("annote", "annotation", "annotations")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = re.compile(r"(?:(\d{1,2})\W+)?([a-z]{3})[a-z]*\.?(?:\W+(\d{1,2}))?", re.I)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?(?:T[\d:.+Z-]*)?(?:/.*)?", re.S)
_ARXIV_NUMBER: Final = re.compile(r"(?<![\w./])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?(?![\w.]?\d)", re.I)
_URL_COMMAND: Final = re.compile(r"\\(?:url|path|href)\s*\{([^{}]*)\}")
_WHOLE_NUMBER: Final = re.compile(r"[0-9]+|[IVXLC]+")
#: Names under which the library keeps something of its own; a field of that name in a file must not pass for it.
_RESERVED: Final = {"file": "linked file", "doi": "written doi", "genre": "written genre"}


def entry_from(raw: RawEntry, dialect: Dialect) -> Entry:
    """The paper that an entry describes. `dialect` settles the few signs that both dialects write the same way.

    What has no place of its own goes to `other` under the field's name, as written; nothing raises.
    """
    return _Entry(raw, dialect).entry()


class _Entry:
    """The fields of one entry, each taken out as its place is found."""

    def __init__(self, raw: RawEntry, dialect: Dialect) -> None:
        self._raw = raw
        self._dialect = dialect
        self._left = dict(raw.fields)
        self._ticks = dialect is Dialect.BIBLATEX
        self._other: dict[str, str] = {}
        self._problems = list(raw.problems)

    def entry(self) -> Entry:
        raw = self._raw
        title = self._title()
        authors, more = read_names(self._take("author"))
        eprint, eprint_class = self._eprint()
        kind, venue = self._kind_and_venue(eprint)
        details = self._details(kind, eprint_class)
        identifiers = self._identifiers(eprint)
        abstract = paragraphs(self._take("abstract"), straight_ticks=self._ticks)
        note = "\n\n".join(filter(None, (paragraphs(self._take(name), straight_ticks=self._ticks) for name in _NOTES)))
        published = self._published()
        if self._left.get("key") == raw.key:
            del self._left["key"]
        aliases = tuple(key.strip() for key in self._take("ids").split(",") if key.strip())
        # For BibTeX the title of an @inbook is the book's; for biblatex it is a chapter like any other.
        if raw.type not in _PLAIN_TYPES and not (raw.type == "inbook" and self._dialect is Dialect.BIBLATEX):
            self._other["entry type"] = raw.type
        self._other |= {_RESERVED.get(name, name): text for name, text in self._left.items() if text.strip()}
        if not title:
            self._problems.append(NO_TITLE)
        return Entry(
            title=title or title_without(identifiers, raw.key),
            abstract=abstract,
            authors=authors,
            more_authors=more,
            identifiers=identifiers,
            published=published,
            kind=kind,
            venue=venue,
            details=details,
            other=self._other,
            note=note,
            lines=SourceLines(raw.first, raw.last),
            problems=tuple(self._problems),
            key=raw.key,
            aliases=aliases,
        )

    def _take(self, *names: str) -> str:
        """The first of these fields that says anything, as written, and no longer left over."""
        for name in names:
            if text := self._left.get(name, "").strip():
                del self._left[name]
                return text
        return ""

    def _text(self, *names: str) -> str:
        taken = self._take(*names)
        return plain(taken, straight_ticks=self._ticks) if taken else ""

    def _title(self) -> str:
        value = self._take("title")
        title = title_of(value, self._dialect) if value else ""
        subtitle = self._text("subtitle") if title else ""
        return f"{title}: {subtitle}" if subtitle else title

    def _eprint(self) -> tuple[str, str]:
        """The arXiv id, with its version put by, and its class where the id names one."""
        left = self._left
        system = plain(left.get("archiveprefix") or left.get("eprinttype") or "").casefold()
        found = ARXIV.fullmatch(address_of(left.get("eprint", ""))) if system in ("arxiv", "") else None
        if found:
            for name in ("eprint", "archiveprefix", "eprinttype"):
                left.pop(name, None)
        else:
            found = next(filter(None, (ARXIV.fullmatch(address_of(left.get(name, ""))) for name in _TELLING)), None)
        if not found and (number := self._number_in_journal()):
            return number, ""
        if not found:
            return "", ""
        if found[2]:
            self._other["arxiv_version"] = found[2].lower()
        return found[1], found[3] or ""

    def _number_in_journal(self) -> str:
        """The arXiv id where it is given as a journal ("arXiv preprint arXiv:2304.00001", "CoRR" with "abs/...")."""
        left = self._left
        if not ARXIV_JOURNAL.fullmatch(plain(left.get("journal") or left.get("journaltitle") or "")):
            return ""
        for name in ("journal", "journaltitle", "volume", "number", "pages"):
            if found := _ARXIV_NUMBER.search(left.get(name, "").replace("abs/", "")):
                if name in ("volume", "number", "pages"):
                    del left[name]
                return found[1]
        return ""

    def _kind_and_venue(self, eprint: str) -> tuple[Kind, str]:
        kind = _KINDS.get(self._raw.type, Kind.UNKNOWN)
        if kind in (Kind.THESIS, Kind.REPORT):
            self._genre()
        if kind in (Kind.THESIS, Kind.REPORT, Kind.BOOK, Kind.DATASET):
            return kind, ""
        if kind in (Kind.ARTICLE, Kind.CONFERENCE, Kind.CHAPTER):
            venue = self._text(*(_JOURNAL if kind is Kind.ARTICLE else _BOOK))
            arxiv_only = kind is Kind.ARTICLE and (not venue or ARXIV_JOURNAL.fullmatch(venue))
            return (Kind.PREPRINT, "") if eprint and arxiv_only else (kind, venue)
        publisher = self._howpublished(eprint)
        if kind in (Kind.WEB, Kind.SOFTWARE) or self._dialect is Dialect.BIBLATEX:
            publisher = publisher or self._text("organization")
        if publisher or kind is Kind.SOFTWARE:
            return Kind.SOFTWARE if kind is Kind.SOFTWARE else Kind.WEB, publisher
        # Without a type of its own the venue decides, as it does for any paper.
        venue = self._text(*_JOURNAL)
        if eprint and (not venue or ARXIV_JOURNAL.fullmatch(venue)):
            return Kind.PREPRINT, ""
        return kind, venue

    def _genre(self) -> None:
        """What sort of thesis or report it is, unless its type says so already."""
        genre = self._text("type")
        if self._raw.type in ("mastersthesis", "mathesis") or genre == "mathesis":
            self._other["genre"] = "Master's thesis"
        elif genre and genre not in ("phdthesis", "techreport", "candthesis"):
            self._other["genre"] = genre

    def _howpublished(self, eprint: str) -> str:
        """Where it was published, unless that only repeats the arXiv id or an address."""
        value = self._without_address("howpublished")
        self._left.pop("howpublished", None)
        text = plain(value, straight_ticks=self._ticks)
        found = ARXIV.fullmatch(text)
        return "" if found and found[1].casefold() == eprint.casefold() else text

    def _without_address(self, name: str) -> str:
        """The field's value; an address marked as one in it becomes the paper's where it has no other."""
        value = self._left.get(name, "")
        address = _URL_COMMAND.search(value)
        if address is None or self._left.get("url"):
            return value
        self._left["url"] = address[1]
        return _URL_COMMAND.sub("", value).strip(" ,;.:~{}")

    def _details(self, kind: Kind, eprint_class: str) -> dict[str, str]:
        self._rearrange_volume(kind)
        if "note" in self._left:
            self._left["note"] = self._without_address("note")
        details: dict[str, str] = {}
        for name, fields in _DETAILS:
            if text := self._text(*fields):
                details[name] = text
        if eprint_class:
            details.setdefault("primary_class", eprint_class)
        editors, more = read_names(self._take("editor"))
        if editors:
            details["editor"] = " and ".join([*map(spoken, editors), *(["others"] if more else [])])
        return details

    def _rearrange_volume(self, kind: Kind) -> None:
        """biblatex takes whole numbers only for a volume, so another one stands under a neighbour's name."""
        left = self._left
        if left.get("volume"):
            return
        number = left.get("number", "")
        if kind is Kind.ARTICLE and left.get("issue") and number and not _WHOLE_NUMBER.fullmatch(number):
            left["volume"], left["number"] = number, left.pop("issue")
        elif left.get("part") and kind in (Kind.CONFERENCE, Kind.CHAPTER, Kind.BOOK):
            left["volume"] = left.pop("part")

    def _identifiers(self, eprint: str) -> tuple[Identifier, ...]:
        numbers = numbers_from(
            doi=self._doi(),
            urls=[address_of(self._take("url"))],
            arxiv=[eprint + self._other.get("arxiv_version", "")] if eprint else (),
        )
        self._other |= numbers.other
        return numbers.identifiers

    def _doi(self) -> str:
        """The DOI in its own spelling; one that is none stays with what is left."""
        doi = doi_in(address_of(self._left.get("doi", "")))
        if doi:
            del self._left["doi"]
        return doi

    def _published(self) -> str:
        date = _DATE.fullmatch(plain(self._left.get("date", "")))
        if date:
            del self._left["date"]
            year, month, day = date[1], int(date[2] or 0), int(date[3] or 0)
        else:
            written = re.fullmatch(r"\D{0,3}(\d{4})\W*", plain(self._left.get("year", "")))
            if not written:
                return ""
            del self._left["year"]
            year = written[1]
            month, day = self._month()
        parts = [year] + ([f"{month:02d}"] if 1 <= month <= 12 else [])
        return "-".join([*parts, f"{day:02d}"] if len(parts) == 2 and 1 <= day <= 31 else parts)

    def _month(self) -> tuple[int, int]:
        written = plain(self._left.get("month", ""))
        number = int(written) if written.isdigit() and len(written) < 3 else 0
        found = _MONTH.fullmatch(written)
        if found and found[2].lower() in _MONTHS:
            number = _MONTHS.index(found[2].lower()) + 1
        if not 1 <= number <= 12:
            return 0, 0
        del self._left["month"]
        days = (found[1] or found[3] or "0") if found else "0"
        own = self._left.get("day", "")
        if own.isdigit() and len(own) < 3:
            days = self._left.pop("day")
        return number, int(days)


#: Fields beside `eprint` that may tell the arXiv id.
_TELLING: Final = ("arxivid", "arxiv", "doi", "url", "howpublished")


def title_of(value: str, dialect: Dialect) -> str:
    """A title as text. The writer gives "α" and "$\\alpha$" one form; the one it would write this way is chosen."""
    ticks = dialect is Dialect.BIBLATEX
    signs = count_signs(value) if "{$" in value else 0
    text = plain(value, straight_ticks=ticks)
    if not signs or signs > _MOST_SIGNS or _written(text, dialect) == value:
        return text
    for choice in product((False, True), repeat=signs):
        candidate = plain(value, straight_ticks=ticks, as_maths=choice.__getitem__)
        if _written(candidate, dialect) == value:
            return candidate
    return text


_MOST_SIGNS: Final = 5


def _written(title: str, dialect: Dialect) -> str:
    return protected(clean(title), dialect)
