"""Manuscripts: which keys a text cites, in order, and how that compares with the library and with a reading list."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from octavo.records import OctavoError


@dataclass(frozen=True, slots=True)
class Cited:
    """A key as the text writes it, and the line of its first citation, counted from 1."""

    key: str
    line: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a manuscript and a library say of each other. Keys are in the order of the text, or of the list.

    `found` are cited and in the library. `missing` are cited and not there. `other_case` pairs a cited key with the
    library's, which differs in capitals alone: BibTeX and biber take them for two. `renamed` pairs one with the key
    that its paper has now. `never_opened` are cited papers that are still unread. `not_cited` are starred papers of
    the list that the text does not cite.
    """

    found: tuple[Cited, ...] = ()
    missing: tuple[Cited, ...] = ()
    other_case: tuple[tuple[Cited, str], ...] = ()
    never_opened: tuple[Cited, ...] = ()
    not_cited: tuple[str, ...] = ()
    renamed: tuple[tuple[Cited, str], ...] = ()


NO_ALIASES: Final[Mapping[str, str]] = MappingProxyType({})

#: What a citing command is named, and commands with "cite" in their name that take no keys.
_COMMAND: Final = re.compile(r"\\([A-Za-z@]*(?:[Cc]ite|[Cc]quote|bibentry)[A-Za-z@]*)\*?")
_NO_KEYS: Final = re.compile(
    r"cite(?:text|style|setup|reset|tracker|index|name|counter|dash|mid|punct|left|right|mode)\w*|setcitestyle"
    r"|(?:New|Renew|Provide|Declare)\w+|At(?:Every|Next)\w+|bibcite|abx@\w+|\w*citedelim\w*|multicitedelim|if\w+"
)
_DEFINES: Final = re.compile(r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|let|def|edef|gdef)\*?\s*\{?$")
_ARGUMENT: Final = re.compile(r"\s*(?:\[((?:[^\[\]{}]|\{[^{}]*\}|\[[^\[\]]*\])*)\]|\(([^()]*)\))")
_BRACED: Final = re.compile(r"\s*\{([^{}]*)\}")
_COMMENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_TEX_ASIDE: Final = re.compile(
    r"\\begin\{(verbatim\*?|lstlisting|minted|comment|Verbatim)\}.*?\\end\{\1\}|\\(?:verb|lstinline)\*?([^A-Za-z0-9\s*{\[])[^\n]*?\2",
    re.S,
)
_TEX_KEY: Final = re.compile(r"[^\s{}\\#%,~\"*]+")

_AUX: Final = re.compile(r"\\(?:citation|abx@aux@cite)(?:\{[0-9]+\}(?=\{))?\{([^{}]*)\}")
_BCF: Final = re.compile(r"<bcf:citekey\b[^<>]*>([^<]*)</bcf:citekey>")

_MARKDOWN_ASIDE: Final = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)|<!--.*?(?:-->|\Z)"
    r"|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\2(?!`)",
    re.S | re.M,
)
_PANDOC: Final = re.compile(r"(?<![\w@./+\\])@(?:\{([^{}\s]+)\}|(\w+(?:[:.#$%&+?<>~/-]\w+)*))")
#: What Quarto numbers itself: figures, tables, theorems, call-outs. Not citations.
_QUARTO: Final = re.compile(
    r"(?:fig|tbl|lst|sec|eq|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|vid|supp\w*)-.+"
)

_TYPST_ASIDE: Final = re.compile(
    r"(`{3,}).*?\1|`[^`]*`|/\*.*?(?:\*/|\Z)|(?<![:\w])//[^\n]*|\b(?:link|image|raw|read)\(\s*\"(?:[^\"\\]|\\.)*\"", re.S
)
_TYPST: Final = re.compile(
    r"(?<![\w\\@./+-])@(\w[\w:.-]*)|\bcite\(\s*(?:<([^<>\s]+)>|label\(\s*\"([^\"]+)\"\s*\))", re.S
)
_TYPST_LABEL: Final = re.compile(r"(?<!cite\()<([\w][\w:.-]*)>")


def cited_in(text: str, form: str) -> tuple[Cited, ...]:
    """The keys that a manuscript cites, each once, in the order of their first citation.

    `form` is one of `FORMS`: "tex", "aux", "bcf", "md", "qmd", "typ". Comments and code are left out. Nothing is
    read beside the text: for a work of several files, the .aux or .bcf has the keys of all. Raises KeyError.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first: dict[str, Cited] = {}
    line, at = 1, 0
    for key, start in FORMS[form](text):
        line, at = line + text.count("\n", at, start), start
        first.setdefault(key, Cited(key, line))
    return tuple(first.values())


def form_of(name: str) -> str:
    """The form that a file name tells. Raises OctavoError when it tells none."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    form = {"ltx": "tex", "rmd": "md", "markdown": "md"}.get(ending, ending)
    if form not in FORMS:
        known = ", ".join(f".{each}" for each in FORMS)
        raise OctavoError(f"{name} is no manuscript that Octavo reads. It reads {known}.")
    return form


def compare(
    manuscript: Iterable[Cited],
    library: Collection[str],
    *,
    opened: Collection[str],
    listed: Iterable[str] = (),
    starred: Collection[str] = (),
    aliases: Mapping[str, str] = NO_ALIASES,
) -> Comparison:
    """Compare citations with the keys of a library, of the papers `opened`, of a list in its order, and `starred`.

    `aliases` leads from a key a paper had before to the one it has now.
    """
    folded = {key.lower(): key for key in library}
    formerly = {old.lower(): new for old, new in aliases.items()}
    found, missing, other_case, renamed = [], [], [], []
    for each in manuscript:
        if each.key in library:
            found.append(each)
        elif each.key.lower() in folded:
            other_case.append((each, folded[each.key.lower()]))
        elif each.key.lower() in formerly:
            renamed.append((each, formerly[each.key.lower()]))
        else:
            missing.append(each)
    used = {each.key for each in found} | {key for _, key in (*other_case, *renamed)}
    return Comparison(
        tuple(found),
        tuple(missing),
        tuple(other_case),
        tuple(each for each in found if each.key not in opened),
        tuple(key for key in listed if key in starred and key not in used),
        tuple(renamed),
    )


Found = Iterator[tuple[str, int]]


def _tex(text: str) -> Found:
    """Keys and places in LaTeX; \\nocite counts, for what it names is in the bibliography."""
    text = _blanked(_COMMENT, _blanked(_TEX_ASIDE, text))
    end = text.find("\\end{document}")
    text = text if end < 0 else text[:end]
    for command in _COMMAND.finditer(text):
        name = command[1]
        if _NO_KEYS.fullmatch(name) or _DEFINES.search(text, max(0, command.start() - 40), command.start()):
            continue
        skip = 1 if "volcite" in name.lower() or name.lower() in ("foreigntextcquote", "hyphentextcquote") else 0
        yield from _tex_arguments(text, command.end(), skip, many=name.lower().endswith("cites"))


def _tex_arguments(text: str, at: int, skip: int, *, many: bool) -> Found:
    """The keys of one command: behind its optional arguments; a command like \\autocites goes on to the next braces."""
    while True:
        while optional := _ARGUMENT.match(text, at):
            at = optional.end()
        braced = _BRACED.match(text, at)
        if braced is None:
            return
        at = braced.end()
        if skip:
            skip -= 1
            continue
        # An argument of a new command ("#1") is no key, nor is what a command makes.
        if "#" not in braced[1] and "\\" not in braced[1]:
            yield from ((key[0], braced.start(1) + key.start()) for key in _TEX_KEY.finditer(braced[1]))
        if not many:
            return


def _aux(text: str) -> Found:
    for found in _AUX.finditer(text):
        yield from ((key[0], found.start(1) + key.start()) for key in _TEX_KEY.finditer(found[1]))


def _bcf(text: str) -> Found:
    """The control file that biblatex writes for biber. Read as text: no entity of it is ever expanded but the five."""
    for found in _BCF.finditer(text):
        key = html.unescape(found[1]).strip()
        if key and key != "*":
            yield key, found.start(1)


def _markdown(text: str) -> Found:
    for found in _PANDOC.finditer(_blanked(_MARKDOWN_ASIDE, text)):
        yield found[1] or found[2], found.start()


def _quarto(text: str) -> Found:
    return ((key, at) for key, at in _markdown(text) if not _QUARTO.fullmatch(key))


def _typst(text: str) -> Found:
    """Keys and places in Typst, where @ also refers to the text's own labels."""
    text = _blanked(_TYPST_ASIDE, text)
    labels = set(_TYPST_LABEL.findall(text))
    for found in _TYPST.finditer(text):
        key = found[1].rstrip(".:") if found[1] else found[2] or found[3]
        if key not in labels:
            yield key, found.start()


def _blanked(aside: re.Pattern[str], text: str) -> str:
    """The text with what matches as blanks, so that places and lines stay where they were."""
    return aside.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


FORMS: Final[Mapping[str, Callable[[str], Found]]] = {
    "tex": _tex, "aux": _aux, "bcf": _bcf, "md": _markdown, "qmd": _quarto, "typ": _typst,
}  # fmt: skip
