"""LaTeX as the text it prints: the way back from `latex`, for values that came in a BibTeX file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from octavo.bibliography.maths import INLINE
from octavo.bibliography.symbols import SPECIALS, written_character

_DEEPEST: Final = 40
_PLAIN: Final = re.compile(r"[^\\{}$~`'\-\s]*+(?:[ '\-](?![ '\-])[^\\{}$~`'\-\s]*+)*+")
_RUN: Final = re.compile(r"[^\\{}$~`'?!\-]++")
_WORDS_KEPT: Final = re.compile(r"\{([^\\{}$~`'?!\-]*+)\}")
_NAME: Final = re.compile(r"\\([A-Za-z]+)\*?[ \t]*\n?[ \t]*")
_FORMULA: Final = re.compile(r"\{\$((?:[^$\\{}]++|\\.|\{[^{}]*+\})++)\$\}", re.DOTALL)
_DISPLAYED: Final = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
_GROUP: Final = re.compile(r"\s*\{")
_BRACES: Final = re.compile(r"[{}]")
_BRACES_AND_ESCAPES: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_FIRST_LETTER: Final = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_SINGLE_QUOTED: Final = re.compile(r"‘([^‘']*)'(?!\w)")
_PARAGRAPH: Final = re.compile(r"[ \t]*\n[ \t]*\n\s*")

#: Accents by control sequence; those whose name is a letter need a blank or a brace behind them.
_ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "h": "\u0309", "t": "\u0361", "textcommabelow": "\u0326",
}  # fmt: skip
_ALONE: Final = {"`": "`", "'": "'", "^": "^", "~": "~", '"': '"', "=": "=", ".": "."}
_SIGNS: Final = {
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", ",": " ", ";": " ", ":": " ", " ": " ",
    "\n": " ", "\t": " ", "!": "", "-": "", "/": "", "@": "", "\\": " ", "(": "$", ")": "$",
}  # fmt: skip
#: Commands that change how their argument looks and not what it says.
_LOOKS: Final = frozenset(
    "textit textbf textsc texttt textrm textsf textsl textmd textup textnormal text emph underline uline mbox hbox"
    " mkbibemph mkbibbold mkbibitalic mkbibacro natexlab ensuremath textsubscript textsuperscript textquote"
    " foreignquote mathrm mathbf mathit mathsf mathtt uppercase lowercase MakeUppercase MakeLowercase citetitle"
    " nocase textcase singleletter textln lowercaseabbr acronym ac".split()
)
_SWITCHES: Final = frozenset(
    "relax protect em it bf sc tt rm sf sl itshape bfseries scshape ttfamily upshape rmfamily sffamily tiny scriptsize"
    " footnotesize small normalsize large Large LARGE huge Huge null unskip ignorespaces nobreak allowbreak break"
    " linebreak newline noindent sloppy xspace bgroup egroup begingroup endgroup raggedright par".split()
)
_SPACES: Final = frozenset("quad qquad enspace enskip thinspace space newline linebreak par hfill".split())
_DROPPED: Final = frozenset({"noopsort", "SortNoop", "noop", "label", "vspace", "hspace"})
_FURTHER: Final = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "slash": "/", "textquotesingle": "'", "textquotedbl": '"',
    "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "textunderscore": "_", "textdollar": "$",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textasteriskcentered": "*", "textpercent": "%", "textampersand": "&", "bibrangedash": "–", "bibinitperiod": ".",
    "bibinitdelim": " ", "hyphen": "-", "textnumbersign": "#", "textvisiblespace": " ", "lbrace": "{", "rbrace": "}",
    "textsterling": "£", "pounds": "£", "euro": "€", "copyright": "©", "lq": "‘", "rq": "’", "dag": "†", "ddag": "‡",
}  # fmt: skip

#: Where the writer puts what, so that both ways read one table and cannot drift apart.
_WRITTEN_RANGES: Final = (
    (0xA1, 0x250), (0x370, 0x400), (0x1E9E, 0x1E9F), (0x2010, 0x2150), (0x2190, 0x2300), (0x2308, 0x230C),
    (0x25A0, 0x2670), (0x27E8, 0x27FA), (0x1D400, 0x1D800),
)  # fmt: skip


def plain(value: str, *, straight_ticks: bool = False, as_maths: Callable[[int], bool] | None = None) -> str:
    """The text that a LaTeX value prints, on one line, in NFC; inline maths stays verbatim between its dollars.

    A single sign in braced dollars ("{$\\alpha$}") becomes its character; `as_maths` is asked for each of them, by
    its number from 0, whether to keep it as maths. `straight_ticks` keeps a lone backquote, which is no quotation
    mark in biblatex files. Unknown commands stay visible; nothing raises.
    """
    return " ".join(_decoded(value, straight_ticks, as_maths).split())


def paragraphs(value: str, *, straight_ticks: bool = False) -> str:
    """Like `plain`, but blank lines in the value stay between its paragraphs."""
    parts = (plain(part, straight_ticks=straight_ticks) for part in _PARAGRAPH.split(value.strip()))
    return "\n\n".join(part for part in parts if part)


def count_signs(value: str) -> int:
    """How many single signs in braced dollars the value has: those `as_maths` of `plain` would be asked for."""
    return sum(1 for found in _FORMULA.finditer(value) if found[1] in written_formulas())


@cache
def written_formulas() -> Mapping[str, str]:
    """The character that each formula the BibTeX writer makes of one character stands for."""
    return _turned_round()[1]


def _decoded(value: str, straight_ticks: bool, as_maths: Callable[[int], bool] | None) -> str:
    if _PLAIN.fullmatch(value):
        text = value
    else:
        text = _Reading(value, straight_ticks, as_maths).text()
    if text.isascii():
        return text
    # The writer gives both closing quotes one form, so only an opening one tells which this was.
    text = text if straight_ticks or "‘" not in text else _SINGLE_QUOTED.sub(r"‘\1’", text)
    return unicodedata.normalize("NFC", text)


class _Reading:
    """One pass over a value, left to right."""

    def __init__(self, value: str, straight_ticks: bool, as_maths: Callable[[int], bool] | None) -> None:
        self._value = value
        self._tick = "`" if straight_ticks else "‘"
        self._as_maths = as_maths
        self._signs = 0
        self._closings: dict[int, int] | None = None

    def text(self) -> str:
        return self._between(0, len(self._value), 0)

    def _between(self, at: int, end: int, depth: int) -> str:
        value = self._value
        pieces: list[str] = []
        while at < end:
            run = _RUN.match(value, at, end)
            if run:
                pieces.append(run[0])
                at = run.end()
                continue
            character = value[at]
            if character == "\\":
                at, piece = self._command(at, end, depth)
            elif character == "{" and (kept := _WORDS_KEPT.match(value, at, end)):
                at, piece = kept.end(), kept[1]
            elif character == "{":
                at, piece = self._group(at, end, depth)
            elif character == "$":
                formula = INLINE.match(value, at, end)
                piece = formula[0] if formula else "$"
                at += len(piece)
            else:
                at, piece = self._punctuation(at, end)
            pieces.append(piece)
        return "".join(pieces)

    def _group(self, at: int, end: int, depth: int) -> tuple[int, str]:
        formula = _FORMULA.match(self._value, at, end)
        if formula:
            return formula.end(), self._formula(formula[1])
        closing = self._closing(at + 1, end)
        if depth >= _DEEPEST:
            return closing + 1, _BRACES.sub("", self._value[at + 1 : closing])
        return closing + 1, self._between(at + 1, closing, depth + 1)

    def _formula(self, source: str) -> str:
        sign = written_formulas().get(source)
        if sign is None:
            return f"${source}$"
        number = self._signs
        self._signs += 1
        return f"${source}$" if self._as_maths and self._as_maths(number) else sign

    def _punctuation(self, at: int, end: int) -> tuple[int, str]:
        """Signs that join as TeX joins them: quotes, dashes, turned question and exclamation marks."""
        value = self._value
        for joined, sign in _JOINED.get(value[at], ()):
            if value.startswith(joined, at, end):
                return at + len(joined), sign
        if value[at] == "`":
            return at + 1, self._tick
        return at + 1, {"~": " ", "}": ""}.get(value[at], value[at])

    def _command(self, at: int, end: int, depth: int) -> tuple[int, str]:
        value = self._value
        name = _NAME.match(value, at, end)
        if name is None:
            return self._sign(at, end, depth)
        word, behind = name[1], name.end()
        if word in _ACCENTS:
            return self._accented(word, behind, end, depth, name[0])
        if word in _SPACES:
            return behind, " "
        if word in _SWITCHES:
            return behind, ""
        if word in ("url", "path", "nolinkurl", "href"):
            return self._link(word, behind, end, depth, name[0])
        if word in _LOOKS or word in _DROPPED or word == "texorpdfstring":
            place, piece = self._argument(behind, end, depth)
            if word == "texorpdfstring":
                return self._argument(place, end, depth)
            return place, "" if word in _DROPPED else piece
        if word in ("enquote", "mkbibquote"):
            place, piece = self._argument(behind, end, depth)
            return place, f"“{piece}”"
        sign = symbol(word)
        if sign is not None:
            return (behind + 2 if value.startswith("{}", behind, end) else behind), sign
        if value.startswith("{", behind, end):
            place, piece = self._group(behind, end, depth)
            return place, f"\\{word}{{{piece}}}"
        return behind, name[0]

    def _sign(self, at: int, end: int, depth: int) -> tuple[int, str]:
        sign = self._value[at + 1 : at + 2] if at + 1 < end else ""
        if sign in _ACCENTS:
            return self._accented(sign, at + 2, end, depth, f"\\{sign}")
        if sign == "(" and (formula := _DISPLAYED.match(self._value, at, end)):
            return formula.end(), f"${formula[1].strip()}$"
        return at + 1 + len(sign), _SIGNS.get(sign, f"\\{sign}")

    def _accented(self, accent: str, at: int, end: int, depth: int, as_written: str) -> tuple[int, str]:
        value = self._value
        while at < end and value[at].isspace():
            at += 1
        if at < end and value[at] == "{":
            at, letter = self._group(at, end, depth)
        elif at < end and value[at] == "\\" and depth < _DEEPEST:
            at, letter = self._command(at, end, depth + 1)
        elif at < end and value[at].isalpha():
            at, letter = at + 1, value[at]
        else:
            return at, _ALONE.get(accent, as_written)
        if not letter.strip():
            return at, _ALONE.get(accent, as_written)
        if not letter[0].isalpha():
            return at, as_written + letter if accent not in _ALONE else _ALONE[accent] + letter
        if letter[0] in "ıȷ" and accent not in ("d", "c", "k", "b", "textcommabelow"):
            letter = ("i" if letter[0] == "ı" else "j") + letter[1:]
        first = _FIRST_LETTER.match(letter)
        marked = first[0] if first else letter
        return at, marked + _ACCENTS[accent] + letter[len(marked) :]

    def _link(self, word: str, at: int, end: int, depth: int, as_written: str) -> tuple[int, str]:
        group = _GROUP.match(self._value, at, end)
        if group is None:
            return at, as_written
        closing = self._closing(group.end(), end)
        address = address_of(self._value[group.end() : closing])
        if word != "href":
            return closing + 1, address
        place, words = self._argument(closing + 1, end, depth)
        return place, words if words in ("", address) or address.endswith(words) else f"{words} ({address})"

    def _argument(self, at: int, end: int, depth: int) -> tuple[int, str]:
        """The group behind a command, decoded; nothing when there is none."""
        group = _GROUP.match(self._value, at, end)
        return self._group(group.end() - 1, end, depth) if group else (at, "")

    def _closing(self, at: int, end: int) -> int:
        """The brace that closes what was opened just before `at`; `end` when none does."""
        if self._closings is None:
            self._closings = {}
            opened: list[int] = []
            for found in _BRACES_AND_ESCAPES.finditer(self._value):
                if found[0] == "{":
                    opened.append(found.start())
                elif found[0] == "}" and opened:
                    self._closings[opened.pop()] = found.start()
        return min(self._closings.get(at - 1, end), end)


_JOINED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "`": (("``", "“"),),
    "'": (("''", "”"),),
    "-": (("---", "—"), ("--", "–")),
    "?": (("?`", "¿"),),
    "!": (("!`", "¡"),),
}


def address_of(value: str) -> str:
    """A web address or DOI as it is meant: without `\\url{}`, braces around it and escapes of TeX's own signs."""
    address = value.strip()
    if "\\" not in address and "{" not in address:
        return address
    address = re.sub(r"\\(?:url|path|nolinkurl|href)\s*(?=\{)", "", address)
    address = re.sub(r"\{?\\textasciitilde\s*(?:\{\})?\}?|\\~\{\}|\{\\~\{?\}?\}|\\~", "~", address)
    address = re.sub(r"\{?\\textunderscore\s*(?:\{\})?\}?", "_", address)
    address = re.sub(r"\{?\$\\sim\$\}?", "~", address)
    address = re.sub(r"\\([&%$#_{}])", r"\1", address)
    return address.replace("{", "").replace("}", "").strip()


@cache
def symbol(name: str) -> str | None:
    """The text a command without arguments prints: from the writer's own table, else from pylatexenc's."""
    known = _turned_round()[0].get(name) or _FURTHER.get(name)
    if known is not None:
        return known
    # Rarely needed, and slow to load.
    from pylatexenc.latex2text import get_default_latex_context_db

    found = get_default_latex_context_db().get_macro_spec(name)
    text = getattr(found, "simplify_repl", None)
    return text if isinstance(text, str) and text and "%" not in text and name.isalpha() else None


@cache
def _turned_round() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Command names and formulas as the BibTeX writer uses them, each with its character."""
    commands: dict[str, str] = {}
    formulas: dict[str, str] = {}
    written = dict(SPECIALS)
    for start, stop in _WRITTEN_RANGES:
        written |= {chr(code): written_character(chr(code)) for code in range(start, stop)}
    for character, form in written.items():
        if command := re.fullmatch(r"\{\\([A-Za-z]+)\}", form):
            commands.setdefault(command[1], character)
        elif formula := re.fullmatch(r"\{\$(.+)\$\}", form):
            formulas.setdefault(formula[1], character)
    return commands, formulas
