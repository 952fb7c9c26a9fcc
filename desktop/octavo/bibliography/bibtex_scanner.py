"""Where the entries of a BibTeX file stand: fields as written, abbreviations filled in, broken entries told apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

#: The largest entry, in characters; beyond it a brace was never closed.
LONGEST_ENTRY: Final = 1_000_000
#: The longest text an abbreviation (`@string`) may stand for, in characters.
LONGEST_ABBREVIATION: Final = 10_000
_LONGEST_JOINED: Final = 100_000
_MOST_JOINED: Final = 20_000_000
_DEEPEST: Final = 64
_MOST_REPEATS: Final = 20
_MOST_PROBLEMS: Final = 5


def _nested(depth: int) -> str:
    """A pattern for text whose braces balance, up to `depth` deep. Possessive, so that it never tries twice."""
    inside = r"[^{}]*+"
    for _ in range(depth):
        inside = rf"[^{{}}]*+(?:\{{{inside}\}}[^{{}}]*+)*+"
    return inside


_START: Final = re.compile(r"(?<![\w.])@[ \t]*([A-Za-z][A-Za-z0-9_-]*+)\s*+([{(])")
_LINE_START: Final = re.compile(r"^[ \t]*@[ \t]*[A-Za-z][A-Za-z0-9_-]*+\s*+[{(]", re.M)
_KEY: Final = re.compile(r"\s*+([^,={}\"\n]*+)\s*+(,|(?=[})]))")
#: Between fields: commas, blanks, and lines that someone commented out.
_BETWEEN: Final = r"[\s,]*+(?:%[^\n]*+[\s,]*+)*+"
_NAME: Final = _BETWEEN + r"([A-Za-z_][^\s=,{}()\"#%'\\]*+)\s*+=\s*+"
_FIELD: Final = re.compile(rf"{_NAME}(?:\{{({_nested(4)})\}}\s*+(?=[,}}]))?")
_BRACED: Final = re.compile(rf"\{{({_nested(6)})\}}")
_QUOTED: Final = re.compile(rf"\"([^\"{{}}]*+(?:\{{{_nested(5)}\}}[^\"{{}}]*+)*+)\"")
_WORD: Final = re.compile(r"[^\s,#{}()\"=@]++")
_JOIN: Final = re.compile(r"\s*+#\s*+")
_NEXT_FIELD: Final = re.compile(_NAME)
_BLANKS: Final = re.compile(_BETWEEN)
_ESCAPED_BRACE: Final = re.compile(r"\\[{}]")
_SIGNS: Final = re.compile(r"[{}\")]")
_SIGNS_UNESCAPED: Final = re.compile(r"(?<!\\)[{}\")]")
_NEVER_CLOSED: Final = "it is never closed; a brace is missing"
_MONTHS: Final = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as written. `type` and the names in `fields` are in lower case, values without outer delimiters.

    A field that stands once more has a name with its count ("note 2"). `first` and `last` are lines from 1.
    """

    type: str
    key: str
    fields: dict[str, str]
    first: int
    last: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An entry that could not be read; `why` goes on from "could not be read: "."""

    first: int
    last: int
    why: str


@dataclass(slots=True)
class Scan:
    """What a BibTeX file holds. `asides` are the lines of preambles, abbreviations and comments, first and last."""

    entries: list[RawEntry] = field(default_factory=list)
    broken: list[BrokenEntry] = field(default_factory=list)
    asides: list[tuple[int, int]] = field(default_factory=list)


class _Broken(ValueError):
    """The entry cannot be read on; the argument says why."""


def scan(text: str) -> Scan:
    """Find all entries of `text`, in order. Nothing raises, and one broken entry never takes another with it.

    Braces count as BibTeX counts them, escaped ones too; an entry that does not close that way is tried once more
    with escaped braces left out. No abbreviation grows past LONGEST_ABBREVIATION characters.
    """
    return _Scanner(text).scanned()


class _Scanner:
    """One pass over a file."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Where recovery goes on, and the farthest any value may reach: no value has an entry at a line's start in it.
        self._starts = [found.start() for found in _LINE_START.finditer(text)] if "@" in text else []
        self._abbreviations: dict[str, str] = {}
        self._joined_size = 0
        self._problems: list[str] = []
        self._counted_to = 0
        self._line = 1
        self._skip_escaped = False

    def scanned(self) -> Scan:
        found = Scan()
        at = 0
        while start := _START.search(self._text, at):
            at = self._one(start, found)
        return found

    def _one(self, start: re.Match[str], found: Scan) -> int:
        """Read what begins at `start` into `found`; answers where to go on."""
        first = self._line_at(start.start())
        kind = start[1].lower()
        limit = self._limit(start.end())
        self._skip_escaped = False
        if kind == "comment":
            return self._comment(start, first, found)
        try:
            end, entry = self._block(kind, start, limit)
        except _Broken as broken:
            try:
                if not _ESCAPED_BRACE.search(self._text, start.end(), limit):
                    raise
                self._skip_escaped = True
                end, entry = self._block(kind, start, limit)
            except _Broken:
                found.broken.append(BrokenEntry(first, self._line_at(self._last_before(limit)), str(broken)))
                return limit
        last = self._line_at(end - 1)
        if entry is None:
            found.asides.append((first, last))
        else:
            found.entries.append(RawEntry(kind, entry[0], entry[1], first, last, tuple(self._problems)))
        return end

    def _comment(self, start: re.Match[str], first: int, found: Scan) -> int:
        """A comment may hold whole entries that someone put aside; one that never closes is only its first line."""
        try:
            end = self._closing(start.end(), len(self._text), ")" if start[2] == "(" else "}") + 1
        except _Broken:
            end = start.end()
        found.asides.append((first, self._line_at(end - 1)))
        return end

    def _block(self, kind: str, start: re.Match[str], limit: int) -> tuple[int, tuple[str, dict[str, str]] | None]:
        """Where the block ends, and key and fields unless it is no entry."""
        self._problems = []
        closing = ")" if start[2] == "(" else "}"
        if kind == "preamble":
            return self._closing(start.end(), limit, closing) + 1, None
        fields: dict[str, str] = {}
        if kind == "string":
            end = self._fields(start.end(), limit, closing, fields)
            self._abbreviations |= {name: text for name, text in fields.items() if len(text) <= LONGEST_ABBREVIATION}
            return end, None
        key, at = self._key(start.end(), limit)
        return self._fields(at, limit, closing, fields), (key, fields)

    def _key(self, at: int, limit: int) -> tuple[str, int]:
        found = _KEY.match(self._text, at, limit)
        if found:
            return found[1].strip(), found.end()
        if _NEXT_FIELD.match(self._text, at, limit):
            return "", at
        raise _Broken("its key is not followed by a comma")

    def _fields(self, at: int, limit: int, closing: str, fields: dict[str, str]) -> int:
        """Read fields from `at` up to the end of the block; answers the place behind it."""
        text = self._text
        match = _FIELD.match
        while found := match(text, at, limit):
            at = found.end()
            name, value = found[1].lower(), found[2]
            if value is None or self._skip_escaped:
                at, value = self._value(found.end(1), limit, name)
            fields[name if name not in fields else _counted(name, fields)] = value
        blanks = _BLANKS.match(text, at, limit)
        place = blanks.end() if blanks else at
        if place >= limit:
            raise _Broken(_NEVER_CLOSED)
        if text[place] == closing:
            return place + 1
        raise _Broken(f"there is no field where “{text[place : place + 20].splitlines()[0]}” stands")

    def _value(self, name_end: int, limit: int, name: str) -> tuple[int, str]:
        """The value behind a field's name: pieces in braces, in quotes, numbers and abbreviations, joined by "#"."""
        at = self._text.index("=", name_end) + 1
        pieces: list[str] = []
        more: re.Match[str] | None = None
        while not pieces or more:
            at, piece = self._piece(_blank(self._text, more.end() if more else at, limit), limit, name)
            pieces.append(piece)
            more = _JOIN.match(self._text, at, limit)
        place = _blank(self._text, at, limit)
        if place >= limit:
            raise _Broken(_NEVER_CLOSED)
        if self._text[place] not in ",})" and not _NEXT_FIELD.match(self._text, place, limit):
            raise _Broken(f"something stands behind the value of {name[:40]}; a brace may be missing")
        return place, self._joined(pieces, name) if len(pieces) > 1 else pieces[0]

    def _joined(self, pieces: list[str], name: str) -> str:
        size = sum(map(len, pieces))
        self._joined_size += size
        if size > _LONGEST_JOINED or self._joined_size > _MOST_JOINED:
            self._problem(f"Its field {name[:40]} grows too long from abbreviations, so it was cut.")
            return pieces[0]
        return "".join(pieces)

    def _piece(self, at: int, limit: int, name: str) -> tuple[int, str]:
        text = self._text
        opening = text[at] if at < limit else ""
        if opening == "{":
            if not self._skip_escaped and (found := _BRACED.match(text, at, limit)):
                return found.end(), found[1]
            end = self._closing(at + 1, limit, "}")
            return end + 1, text[at + 1 : end]
        if opening == '"':
            if not self._skip_escaped and (found := _QUOTED.match(text, at, limit)):
                return found.end(), found[1]
            end = self._closing(at + 1, limit, '"')
            return end + 1, text[at + 1 : end]
        word = _WORD.match(text, at, limit)
        if word is None:
            if opening in (",", "}", ")"):
                return at, ""
            raise _Broken(f"its field {name} has no value" if opening else _NEVER_CLOSED)
        return word.end(), self._named(word[0])

    def _named(self, word: str) -> str:
        """What a bare word stands for: a number for itself, a month for its name, an abbreviation for its text."""
        if word.isdigit() or word.lower() in _MONTHS:
            return word
        text = self._abbreviations.get(word.lower())
        if text is None:
            self._problem(f"The abbreviation {word[:40]} is not defined in this file, so it was kept as it is.")
            return word
        return text

    def _problem(self, sentence: str) -> None:
        if len(self._problems) < _MOST_PROBLEMS and sentence not in self._problems:
            self._problems.append(sentence)

    def _closing(self, at: int, limit: int, closing: str) -> int:
        """Where the `closing` sign of what was opened before `at` stands."""
        depth = 0
        signs = _SIGNS_UNESCAPED if self._skip_escaped else _SIGNS
        for found in signs.finditer(self._text, at, min(limit, at + LONGEST_ENTRY)):
            sign = found[0]
            if sign == closing and depth == 0:
                return found.start()
            if sign == "{":
                depth += 1
                if depth > _DEEPEST:
                    raise _Broken(f"its braces are nested over {_DEEPEST} deep")
            elif sign == "}":
                depth -= 1
                if depth < 0:
                    raise _Broken("a brace in it closes what was not opened")
        raise _Broken(_NEVER_CLOSED)

    def _limit(self, at: int) -> int:
        """The farthest place a block that is open at `at` may reach: the next entry at the start of a line."""
        index = bisect_left(self._starts, at)
        return self._starts[index] if index < len(self._starts) else len(self._text)

    def _line_at(self, place: int) -> int:
        if place > self._counted_to:
            self._line += self._text.count("\n", self._counted_to, place)
            self._counted_to = place
            return self._line
        return self._line - self._text.count("\n", place, self._counted_to)

    def _last_before(self, limit: int) -> int:
        """The last place before `limit` that is not blank."""
        while limit > 1 and self._text[limit - 1].isspace():
            limit -= 1
        return limit - 1


def _blank(text: str, at: int, limit: int) -> int:
    while at < limit and text[at].isspace():
        at += 1
    return at


def _counted(name: str, fields: dict[str, str]) -> str:
    """A name for a field that stands once more."""
    count = 2
    while f"{name} {count}" in fields:
        count += 1
        if count > _MOST_REPEATS:
            raise _Broken(f"its field {name[:40]} stands in it over {_MOST_REPEATS} times")
    return f"{name} {count}"
