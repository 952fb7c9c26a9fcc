"""Text as TeX reads it: what may stand in an exported value, and how each dialect writes it."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from octavo.bibliography.maths import INLINE, safe_maths
from octavo.bibliography.residue import readable
from octavo.bibliography.symbols import SPECIALS, AsciiTable, accented


class Dialect(StrEnum):
    """BibTeX reads bytes, so it gets ASCII with LaTeX accents; biber reads Unicode and misreads stacked accents."""

    BIBTEX = "bibtex"
    BIBLATEX = "biblatex"


_PLAIN: Final = re.compile(r"[A-Za-z0-9 .:;()\[\]+*=/?!@,-]*")
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\uffff\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e0fff]"
)
_BLANKS: Final = re.compile(r"\s+")
_OPENING_QUOTE: Final = re.compile(r"(?:^|(?<=[\s(\[{‘“«„–—/-]))\"(?=\S)")
#: Where 2 characters would join into a dash or quote that the text does not have.
_JOINING: Final = re.compile(
    r"(?<=[-‐‑‒–—―])(?=[-‐‑‒–—―])|(?<=['’”])(?=['’”])|(?<=[‘“])(?=[‘“])|(?<=[?!])(?=[‘“])|(?<=,)(?=,)"
)
_JOINING_ASCII: Final = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=,)(?=,)")
#: Greek words, which stay as they are, and letters whose accents Unicode cannot compose.
_WHOLE: Final = re.compile(r"([\u0370-\u03ff\u1f00-\u1fff]{2,}|[^\W\d_][\u0300-\u036f]+)")
#: Stands for "{}" until the text is translated; cleaned text never contains it.
_BREAK: Final = "\x00"
_ASCII: Final = AsciiTable({ord(character): written for character, written in SPECIALS.items()} | {0: "{}"})
_UNICODE: Final = str.maketrans({**SPECIALS, "`": "`", _BREAK: "{}"})

#: Commands that some set-up lacks, each with a definition that takes effect only there.
_GUARDED: Final = {
    "k": r"\ProvideTextCommandDefault{\k}[1]{\c{#1}}",
    "h": r"\ProvideTextCommandDefault{\h}[1]{{\leavevmode\ooalign{#1\crcr"
    r"\hss\raisebox{1ex}[0pt][0pt]{\tiny ?}\hss\crcr}}}",
    "ohorn": r"\ProvideTextCommandDefault{\ohorn}{o\llap{\raisebox{.7ex}{'}}}",
    "OHORN": r"\ProvideTextCommandDefault{\OHORN}{O\llap{\raisebox{.9ex}{'}}}",
    "uhorn": r"\ProvideTextCommandDefault{\uhorn}{u\llap{\raisebox{.7ex}{'}}}",
    "UHORN": r"\ProvideTextCommandDefault{\UHORN}{U\llap{\raisebox{.9ex}{'}}}",
    "dj": r"\ProvideTextCommandDefault{\dj}{d\llap{\raisebox{.7ex}{-}}}",
    "DJ": r"\ProvideTextCommandDefault{\DJ}{\leavevmode\rlap{\raisebox{.2ex}{-}}D}",
    "dh": r"\ProvideTextCommandDefault{\dh}{d\llap{\raisebox{.7ex}{-}}}",
    "DH": r"\ProvideTextCommandDefault{\DH}{\leavevmode\rlap{\raisebox{.2ex}{-}}D}",
    "th": r"\ProvideTextCommandDefault{\th}{\leavevmode\rlap{b}p}",
    "TH": r"\ProvideTextCommandDefault{\TH}{\leavevmode\rlap{I}{\small P}}",
    "ng": r"\ProvideTextCommandDefault{\ng}{n\kern-.1em\j}",
    "NG": r"\ProvideTextCommandDefault{\NG}{N\kern-.1em\j}",
    "quotedblbase": r"\ProvideTextCommandDefault{\quotedblbase}{,\kern-.05em,}",
    "quotesinglbase": r"\ProvideTextCommandDefault{\quotesinglbase}{,}",
    "guillemotleft": r"\ProvideTextCommandDefault{\guillemotleft}{$\ll$}",
    "guillemotright": r"\ProvideTextCommandDefault{\guillemotright}{$\gg$}",
    "guilsinglleft": r"\ProvideTextCommandDefault{\guilsinglleft}{$<$}",
    "guilsinglright": r"\ProvideTextCommandDefault{\guilsinglright}{$>$}",
    "text": r"\providecommand{\text}[1]{\mbox{#1}}",
    "operatorname": r"\providecommand{\operatorname}[1]{\mathrm{#1}}",
    "boldsymbol": r"\providecommand{\boldsymbol}[1]{\mathbf{#1}}",
    "binom": r"\providecommand{\binom}[2]{{#1 \choose #2}}",
    "mathbb": r"\providecommand{\mathbb}[1]{\mathbf{#1}}",
    "mathfrak": r"\providecommand{\mathfrak}[1]{\mathbf{#1}}",
}
_USED: Final = re.compile(r"\\(" + "|".join(sorted(_GUARDED, key=len, reverse=True)) + r")(?![A-Za-z])")


def clean(text: str) -> str:
    """Return one paragraph of NFC text without invisible characters, its TeX residue repaired."""
    if text.isascii() and text.isprintable():
        return readable(_BLANKS.sub(" ", text).strip() if "  " in text else text.strip())
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", readable(_BLANKS.sub(" ", text).strip()))


def escaped(text: str, dialect: Dialect) -> str:
    """Write clean text so that TeX shows it and runs nothing of it; dollars are money here, never maths."""
    if is_plain(text):
        return text
    if dialect is Dialect.BIBLATEX:
        return _JOINING_ASCII.sub(_BREAK, text).translate(_UNICODE)
    text = _JOINING.sub(_BREAK, turned_quotes(text))
    if text.isascii():
        return text.translate(_ASCII)
    pieces = _WHOLE.split(text)
    pieces[::2] = [piece.translate(_ASCII) for piece in pieces[::2]]
    pieces[1::2] = [accented(piece) or piece for piece in pieces[1::2]]
    return "".join(pieces)


def escaped_with_maths(text: str, dialect: Dialect) -> str:
    """Like `escaped`, but inline maths that is safe stays maths."""
    if "$" not in text:
        return escaped(text, dialect)
    written = []
    end = 0
    for found in INLINE.finditer(text):
        formula = safe_maths(found[1])
        if formula is not None:
            written.append(escaped(text[end : found.start()], dialect))
            written.append(f"${formula}$")
            end = found.end()
    written.append(escaped(text[end:], dialect))
    return "".join(written)


def turned_quotes(text: str) -> str:
    """Straight double quotes as opening and closing ones: LaTeX has no straight one."""
    return _OPENING_QUOTE.sub("“", text).replace('"', "”") if '"' in text else text


def preamble_for(text: str) -> str:
    """The `@preamble` that `text` (a whole file) needs to compile in any set-up, "" when it needs none."""
    used = set(_USED.findall(text))
    definitions = "\n".join(definition for name, definition in _GUARDED.items() if name in used)
    return f'@preamble{{"{definitions}"}}\n\n' if definitions else ""


def is_plain(text: str) -> bool:
    """Whether text reads the same in TeX: no special character, no quote, nothing that would join into a dash."""
    return _PLAIN.fullmatch(text) is not None and "--" not in text and ",," not in text
