"""The frozen values every room speaks: what arrived, what is kept, what changed.

Nothing here reads, writes or computes more than a property can. One thing in four forms has four names: `Entry`
(arrived), `Paper` (a value taken from the library), `PaperRow` (stored, private to `library`), `PapersModel` (Qt).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """What the person decided about a paper. A new paper is in the inbox."""

    INBOX = "inbox"
    TO_READ = "to-read"
    DONE = "done"
    NOT_FOR_ME = "not-for-me"


class Kind(StrEnum):
    """What sort of work a paper is; each citation format maps these to its own types."""

    UNKNOWN = "unknown"
    PREPRINT = "preprint"
    ARTICLE = "article"
    CONFERENCE = "conference"
    BOOK = "book"
    CHAPTER = "chapter"
    THESIS = "thesis"
    REPORT = "report"
    WEB = "web"
    DATASET = "dataset"
    SOFTWARE = "software"


@dataclass(frozen=True, slots=True)
class Author:
    """One author, split. Either `literal` (a group, or a name that cannot be split) or `family` is set, never both.

    `particle` holds only words that belong before the family name in lower case ("van den"); `suffix` is Jr., III.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def name(self) -> str:
        """The name as people read it: "Vincent van den Berg Jr."."""
        if self.literal:
            return self.literal
        return " ".join(part for part in (self.given, self.particle, self.family, self.suffix) if part)

    @property
    def short(self) -> str:
        """Initial and family name ("V. van den Berg"), for narrow places."""
        if self.literal:
            return self.literal
        initial = f"{self.given[0]}." if self.given else ""
        return " ".join(part for part in (initial, self.particle, self.family) if part)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name some registry gave the work. `scheme`: arxiv, doi, hf, openreview, acl, url.

    `value` is bare and normalised: an arXiv id carries no version ("2403.09611", "hep-th/9901001"), a DOI no
    resolver address and lower case ("10.1000/xyz").
    """

    scheme: str
    value: str


#: The further bibliographic fields a person can edit, beside title, abstract, authors, date, kind and venue.
DETAIL_FIELDS: Final = (
    "volume", "number", "pages", "publisher", "place", "series", "edition", "chapter", "editor", "institution",
    "isbn", "issn", "language", "primary_class", "comment", "keywords",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceLines:
    """Lines of the imported text, counted from 1, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper as it arrived. Text is as received; nothing is invented.

    `published` is the paper's own date as far as a source gave it: "", "2024", "2024-03" or "2024-03-11". A date on a
    feed page is never one. `details` uses the names in `DETAIL_FIELDS`; fields Octavo does not know go to `other`,
    as written. `problems` are short sentences to show beside the entry ("No abstract was found for this title.").
    `key` is the citation key under which another program knows the paper: a wish, "" when there is none.
    `aliases` are keys it had there before.
    """

    title: str
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    more_authors: bool = False
    identifiers: tuple[Identifier, ...] = ()
    published: str = ""
    kind: Kind = Kind.UNKNOWN
    venue: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    votes: int | None = None
    note: str = ""
    lines: SourceLines | None = None
    problems: tuple[str, ...] = ()
    key: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def new_version(self) -> str:
        """ "v3", or "new" without a number, where a known paper is announced again in a new version; else ""."""
        replaced = self.other.get("announce", "").startswith("replace")
        return (self.other.get("arxiv_version", "") or "new") if replaced else ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line of the input that is not part of a paper. `role`: date, furniture (page chrome), or not placed."""

    number: int
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class PageDay:
    """A date line between the papers of a page: those below it were listed on that day. `text` as the page has it."""

    line: int
    text: str
    month: int | None = None
    day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One import, parsed and not yet kept.

    `form` names what was recognised ("page text", "page html"); `source` is the feed's name in the person's words
    ("Daily papers"); `origin` says where the bytes came from ("clipboard", a file name). `captured` is the date as
    the page writes it ("Mar 11"), `captured_year` only when it gives one; `days` the date lines of a page of several.
    `digest` is the SHA-256 of the bytes, in hexadecimal. `message` is for the person: why the batch is empty or what
    could not be read, or "". `kept` is what a BibTeX file has beside its papers, as `bibliography.kept` writes it.
    """

    form: str
    source: str
    origin: str
    entries: tuple[Entry, ...] = ()
    captured: str = ""
    captured_month: int | None = None
    captured_day: int | None = None
    captured_year: int | None = None
    digest: str = ""
    leftovers: tuple[Leftover, ...] = ()
    message: str = ""
    kept: str = ""
    days: tuple[PageDay, ...] = ()

    @property
    def not_placed(self) -> tuple[Leftover, ...]:
        """The lines that looked like neither paper, date nor page chrome."""
        return tuple(line for line in self.leftovers if line.role == "not placed")


class Verdict(StrEnum):
    """What the library says of an arriving entry, before anything is written."""

    NEW = "new"
    ALREADY_HERE = "already here"
    TWICE = "twice"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Placement:
    """The verdict on one entry. `paper_id` and `paper_title`: the paper it equals or may equal.

    `twin` is the index of the earlier entry of the same batch when the verdict is TWICE. `why` says what agrees
    and what does not, for DOUBTFUL ("Same title, different abstract.").
    """

    index: int
    verdict: Verdict
    paper_id: int | None = None
    paper_title: str = ""
    added: str = ""
    twin: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """One placement an entry, in the batch's order."""

    batch: Batch
    placements: tuple[Placement, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(1 for placement in self.placements if placement.verdict is verdict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import did. `ids` are the papers it added, in page order; `muted` of them are so by a rule."""

    batch_id: int
    new: int
    already_here: int
    twice: int
    doubtful: int
    not_placed: int
    captured: str
    ids: tuple[int, ...] = ()
    skipped: int = 0
    muted: int = 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """A paper seen in one import. `day` is the import's date, ISO; `captured` what the page itself said.

    `new_version` is set where it was announced as a new version of a paper known before: "v3", or "new" without number.
    """

    batch_id: int
    source: str
    day: str
    captured: str
    rank: int
    votes: int | None = None
    lines: SourceLines | None = None
    new_version: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF kept with a paper. `path` is relative to the folder beside the library; `name` is what it was called."""

    path: str
    name: str
    digest: str
    at: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A word of the person's own. `hue` is one of red, orange, yellow, green, teal, blue, purple, pink, grey."""

    id: int
    name: str
    hue: str
    papers: int = 0


TAG_HUES: Final = ("blue", "purple", "teal", "green", "pink", "red", "yellow", "orange", "grey")


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A list ordered by hand. `papers` counts those in it that are not in the trash."""

    id: int
    name: str
    papers: int = 0


@dataclass(frozen=True, slots=True)
class SmartList:
    """A search under a name. `papers` counts its matches, None while nobody has counted."""

    id: int
    name: str
    words: str
    papers: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One work in the library, whole.

    `title` and `abstract` are readable (TeX residue repaired); `raw_title` and `raw_abstract` are as received. `key`
    is the citation key once one was needed, else ""; `aliases` are keys it had before, and those of papers merged
    into it. `casing` is the person's word on words of the title: true keeps a word's capitals in every style, false
    lets styles fold them. Times are ISO 8601 in UTC.
    """

    id: int
    uuid: str
    title: str
    abstract: str = ""
    raw_title: str = ""
    raw_abstract: str = ""
    authors: tuple[Author, ...] = ()
    more_authors: bool = False
    identifiers: tuple[Identifier, ...] = ()
    published: str = ""
    kind: Kind = Kind.UNKNOWN
    venue: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    state: State = State.INBOX
    starred: bool = False
    unread: bool = True
    trashed: bool = False
    tags: tuple[Tag, ...] = ()
    lists: tuple[ReadingList, ...] = ()
    note: str = ""
    key: str = ""
    sightings: tuple[Sighting, ...] = ()
    field_sources: Mapping[str, str] = field(default_factory=dict)
    added: str = ""
    changed: str = ""
    aliases: tuple[str, ...] = ()
    casing: Mapping[str, bool] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    muted: bool = False

    @property
    def year(self) -> int | None:
        """The year of `published`, None when no source gave one."""
        return int(self.published[:4]) if self.published[:4].isdigit() else None

    def identifier(self, scheme: str) -> str:
        """The bare value under `scheme`, "" when there is none."""
        return next((each.value for each in self.identifiers if each.scheme == scheme), "")

    @property
    def missing(self) -> tuple[str, ...]:
        """What a complete citation still lacks, in the person's words, of: authors, year, number."""
        lacks = []
        if not self.authors:
            lacks.append("authors")
        if not self.published:
            lacks.append("year")
        if not self.identifiers and not self.venue:
            lacks.append("number")
        return tuple(lacks)


@dataclass(frozen=True, slots=True)
class Change:
    """What one verb did, as verb and ids: the words are made where they are shown.

    `verb` is the name of the `Library` method ("star", "tag", "create_list", "undo" carries the undone verb in
    `arguments["of"]`). `paper_ids` are the papers whose shown values changed; `places` is true when membership of
    places or their names, order or counts may have changed. `step` is the undo step it made, None when it made none
    (a verb that found nothing to do makes none).
    """

    verb: str
    paper_ids: tuple[int, ...] = ()
    places: bool = True
    step: int | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history: what could be undone or redone."""

    id: int
    at: str
    verb: str
    arguments: Mapping[str, object]
    papers: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a long action stands. `total` is 0 while unknown."""

    done: int
    total: int
    words: str = ""


class OctavoError(Exception):
    """Something a person can be told: what happened, what it means, what to do, in one clear sentence or two."""

    @property
    def sentence(self) -> str:
        return str(self.args[0]) if self.args else "Something went wrong."
