"""What a foreign BibTeX file has beside its papers: comments, abbreviations, preambles, fields Octavo does not know.

Taken from a file when it is read, and written back when its papers are exported again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from octavo.bibliography.bibtex_reader import BibFile
from octavo.bibliography.latex import Dialect, clean, escaped
from octavo.bibliography.latex_text import plain
from octavo.records import Entry

#: More than this, in characters, is not kept: it would be no file of references.
LONGEST: Final = 4_000_000
#: What the library keeps beside a paper for itself, and under which name a field of that name in a file stands.
_OWN: Final = frozenset({"entry type", "arxiv_version", "genre", "doi"})
_RENAMED: Final = {"linked file": "file", "written doi": "doi", "written genre": "genre"}
#: Fields that a paper has a place for, though not every type of entry is written with them.
_DETAILS: Final = {
    "volume": "volume", "number": "number", "issue": "number", "publisher": "publisher", "address": "place",
    "location": "place", "series": "series", "edition": "edition", "chapter": "chapter", "isbn": "isbn", "issn": "issn",
    "institution": "institution", "school": "institution", "organization": "institution", "language": "language",
    "langid": "language", "note": "comment",
}  # fmt: skip
_FIELD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_TYPE: Final = re.compile(r"[a-z]{2,30}")
_COUNTED: Final = re.compile(r" (\d+)$")
#: Octavo's own line above an entry that lacks something, and its own preamble: each export writes them anew.
_OURS: Final = re.compile(r"% No [a-z ]+ known for this entry\.|.*\\(?:ProvideTextCommandDefault|providecommand)\{.*")
_OPENING: Final = re.compile(r"@[ \t]*([A-Za-z]+)\s*[{(]")
#: Commands that read, write, define or run: in a field nobody asked about they are shown, never meant.
_ACTIVE: Final = re.compile(
    r"\\(?:input|include\w*|verbatiminput|lstinputlisting|openin|openout|read|write\w*|immediate|special|directlua|latelua|"
    r"def|edef|gdef|xdef|let|futurelet|catcode|csname|expandafter|newcommand|renewcommand|providecommand|usepackage|"
    r"everypar|output|loop|jobname|primitive|scantokens|endinput|bye|end)(?![A-Za-z])|\^\^"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Aside:
    """A piece of a file between its entries. `before` counts the entries above it.

    `kind` is comment, string, preamble or data (entries that others take fields from).
    """

    before: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a file has beside its papers, `entries` being its number of them.

    `fields`, `types` and `names` are by an entry's place in the file, from 1: the fields nobody knows, the type of an
    entry that no kind of paper stands for, and under which names it gives what a paper has a place for.
    """

    entries: int
    asides: tuple[Aside, ...] = ()
    fields: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    types: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that goes back to where it came from: what was kept of it, and each paper's place in it by id."""

    kept: Kept
    places: Mapping[int, int]

    def above(self, paper_id: int) -> list[str]:
        """What stands above the entry of this paper, in order."""
        place = self.places.get(paper_id, 0)
        return [aside.text for aside in self.kept.asides if aside.before + 1 == place]

    def first(self) -> list[str]:
        """What stood above entries that do not come along, and is needed all the same."""
        here = set(self.places.values())
        last = self.kept.entries + 1
        return [
            aside.text
            for aside in self.kept.asides
            if aside.kind != "comment" and aside.before + 1 not in here and aside.before + 1 != last
        ]

    def below(self) -> list[str]:
        """What stands below the last entry; of comments only when every entry comes along."""
        whole = len(set(self.places.values())) == self.kept.entries
        return [
            aside.text
            for aside in self.kept.asides
            if aside.before == self.kept.entries and (whole or aside.kind != "comment")
        ]

    def fields(
        self, paper_id: int, details: Mapping[str, str], known: Sequence[str], dialect: Dialect
    ) -> list[tuple[str, str]]:
        """Name and value of the fields that the entry had and is not written with otherwise, `known` being those.

        What a paper has a place for is as it is there now; what nobody knows, as it was, unless it would do harm.
        """
        place = self.places.get(paper_id, 0)
        written = {_DETAILS.get(name, name) for name in known}
        wanted = [
            (name, escaped(clean(details[detail]), dialect))
            for name in self.kept.names.get(place, ())
            if (detail := _DETAILS.get(name, "")) in details and detail not in written
        ]
        unknown = self.kept.fields.get(place, {})
        wanted += [(name, _harmless(value, dialect)) for name, value in unknown.items() if name not in known]
        return [(name, value) for name, value in wanted if value]

    def type_of(self, paper_id: int) -> str:
        """The entry's own type where no kind of paper stands for it, else ""."""
        return self.kept.types.get(self.places.get(paper_id, 0), "")


def kept_of(text: str, found: BibFile) -> str:
    """What `text`, read as `found`, has beside its papers, as JSON; "" for nothing."""
    own = found.names
    fields = {
        str(place): named for place, entry in enumerate(found.entries, 1) if (named := _unknown(entry, own[place - 1]))
    }
    types = {
        str(place): kind
        for place, entry in enumerate(found.entries, 1)
        if _TYPE.fullmatch(kind := entry.other.get("entry type", ""))
    }
    asides = [[aside.before, aside.kind, aside.text] for aside in _asides(text, found)]
    # Octavo never writes a note field; where there is one, the file is somebody else's.
    if not (fields or types or asides or any("note" in each for each in own)):
        return ""
    names = {
        str(place): kept
        for place in range(1, len(own) + 1)
        if (kept := sorted((own[place - 1] & _DETAILS.keys()) - fields.get(str(place), {}).keys()))
    }
    whole = json.dumps(
        {"entries": len(found.entries), "asides": asides, "fields": fields, "types": types, "names": names},
        ensure_ascii=False,
    )
    return whole if len(whole) <= LONGEST else ""


def kept_from(column: str) -> Kept:
    """What `kept_of` wrote."""
    found = json.loads(column)
    return Kept(
        int(found["entries"]),
        tuple(Aside(int(before), str(kind), str(text)) for before, kind, text in found["asides"]),
        {int(place): dict(named) for place, named in found["fields"].items()},
        {int(place): str(kind) for place, kind in found["types"].items()},
        {int(place): list(names) for place, names in found["names"].items()},
    )


def _unknown(entry: Entry, own: frozenset[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, value in entry.other.items():
        if name in _OWN or _RENAMED.get(name, name) not in own:
            continue
        name = _COUNTED.sub(r"_\1", _RENAMED.get(name, name))
        if _FIELD.fullmatch(name):
            named[name] = value
    return named


def _asides(text: str, found: BibFile) -> list[Aside]:
    """The pieces between entries, in order, without those that Octavo writes itself and those it could not read."""
    lines = text.split("\n")
    entry_at = {
        number: place
        for place, entry in enumerate(found.entries, 1)
        if entry.lines
        for number in range(entry.lines.first, entry.lines.last + 1)
    }
    broken = {number for each in found.broken for number in range(each.first, each.last + 1)}
    block_at = {number: first for first, last in found.asides for number in range(first, last + 1)}
    asides: list[Aside] = []
    above, piece, owner = 0, list[str](), 0

    def close() -> None:
        nonlocal piece
        kept = "\n".join(piece).strip("\n")
        if kept.strip() and not all(_OURS.fullmatch(line) or not line.strip() for line in kept.split("\n")):
            opening = _OPENING.match(kept.lstrip()) if owner else None
            kinds = {"string": "string", "preamble": "preamble", "comment": "comment"}
            kind = kinds.get(opening[1].lower(), "data") if opening else "comment"
            asides.append(Aside(above, kind, _CONTROL.sub("", kept).rstrip()))
        piece = []

    for number, line in enumerate(lines, 1):
        block = block_at.get(number, 0)
        if number in entry_at:
            close()
            above = entry_at[number]
        elif number in broken:
            close()
        else:
            if block != owner:
                close()
            owner = block
            piece.append(line)
    close()
    return asides


def _harmless(value: str, dialect: Dialect) -> str:
    """The value on one line, as it is where its braces balance and nothing in it acts; else as plain text."""
    value = " ".join(_CONTROL.sub(" ", value).split())
    depth = 0
    for sign in re.findall(r"[{}]", value):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            break
    if depth == 0 and not _ACTIVE.search(value):
        return value
    return escaped(clean(plain(value.replace("{", "").replace("}", ""))), dialect)
