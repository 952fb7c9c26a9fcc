"""TeX left over in feed text: repaired for display and for keys, never in what is stored as received."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "h": "\u0309",
}  # fmt: skip

_SYMBOLS: Final = {
    "i": "ı", "j": "ȷ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "ss": "ß", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ",
    "ohorn": "ơ", "OHORN": "Ơ", "uhorn": "ư", "UHORN": "Ư",
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "S": "§", "P": "¶",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "textdegree": "°", "textmu": "µ",
    "textless": "<", "textgreater": ">", "textbar": "|", "textunderscore": "_", "textdollar": "$",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "quad": " ", "qquad": " ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "times": "×", "cdot": "·", "pm": "±", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈", "sim": "∼", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "in": "∈", "ell": "ℓ", "partial": "∂", "nabla": "∇",
    "sqrt": "√", "sum": "∑", "prod": "∏", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃",
}  # fmt: skip

_WRAPPERS: Final = (
    "textit|textbf|textsc|texttt|textrm|textsf|textsl|textmd|textup|textnormal|textsuperscript|textsubscript|text|emph"
    "|underline|uline|mbox|hbox|mathrm|mathbf|mathcal|mathbb|mathit|mathsf|mathtt|mathfrak|boldsymbol|bm"
    "|operatorname|ensuremath"
)
_SIZES: Final = "tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge"
_SWITCHES: Final = rf"\\(?:em|bf|it|sc|tt|rm|sf|sl|itshape|bfseries|scshape|ttfamily|{_SIZES})|(?:{_SIZES})"

#: What must be there for any repair to apply; most text has none of it.
_LOST_TIMES: Final = re.compile(r"\dtimes")
_LINK: Final = r"(?:https?|ftp)://[^\s{}<>\"\\]+"
#: Inline maths by pandoc's rule (no blank inside the dollars, no digit after the closing one), and addresses.
_LEFT_ALONE: Final = re.compile(
    r"((?<![\\$])\$(?![\s$])(?:[^$\\]|\\.)*(?<!\s)\$(?!\d)|" + _LINK + r"|www\.[^\s{}<>\"\\]+)", re.DOTALL
)
_SAME_LINK_TWICE: Final = re.compile(rf"\{{?({_LINK})\}}?\{{\1\}}")
_URL: Final = re.compile(rf"\\?\b(?:url|path|nolinkurl)\{{({_LINK})\}}")
_HREF: Final = re.compile(rf"\\?\bhref\{{({_LINK})\}}\{{([^{{}}]*)\}}")
_LETTER: Final = r"[^\W\d_][\u0300-\u036f]*"
_TARGET: Final = rf"(?:\{{\s*(\\[ij]|{_LETTER})\s*\}}|(\\[ij](?![A-Za-z])|{_LETTER}))"
_ACCENT: Final = re.compile(
    rf"\{{\s*\\([`'^~\"=.]|[uvHckrdbh](?![A-Za-z]))\s*{_TARGET}\s*\}}"
    rf"|\\([`'^~\"=.](?!\s)|[uvHckrdbh](?![A-Za-z]))\s*{_TARGET}"
)
_WRAPPED: Final = re.compile(rf"(?:\\|(?<![A-Za-z\\]))(?:{_WRAPPERS})\s*\{{([^{{}}]*)\}}")
_SWITCHED: Final = re.compile(rf"\{{\s*(?:{_SWITCHES})\s+([^{{}}]*)\}}")
_SYMBOL: Final = re.compile(r"\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+)(?![A-Za-z])(?:\{\}|\s(?=[a-z]))?")
_SCRIPT: Final = re.compile(r"(?<=[^\W_])([_^])\{([+\-]?\w[\w.+\-]*)\}")
_CAPITALS: Final = re.compile(r"(?<![\\\w^_=}\])])\{([A-Z][\w.+\-]*:?)\}(?![{^_])|\{([^\W\d_a-zA-Z])\}")
_TIE: Final = re.compile(r"(?<=[^\W\d][.,;:)\]])~(?=[\w(\[\\$])|(?<=[^\W\d])~(?=[\w(\[\\$])|(?<=[\d)\]])~(?=[^\W\d])")
# From the start of a run of blanks or backslashes only: trying each of them would take time by the square.
_BREAK: Final = re.compile(r"(?<!\s)\s*+(?<!\\)(\\?)(?:\\\\)++(?:\s+|$)")
_BRACE: Final = re.compile(r"[{}]")
#: Braces nested deeper are no TeX that anyone wrote for a title or an abstract.
_DEEPEST: Final = 30
_EN_DASH: Final = re.compile(r"(?<=\s)--(?=\s)|(?<=\w)--(?=\w)")
_EM_DASH: Final = re.compile(r"(?<=\s)---(?=\s)|(?<=\w)---(?=\w)")
_QUOTED: Final = re.compile(r"``([^`\n]*?)''")
_TIMES: Final = re.compile(r"(?<=\d)times(?=\d|\b)")
_ESCAPED: Final = re.compile(r"\\([%&#_${}])")
_SPACING: Final = re.compile(r"\\([,;:!/-])|(?<=\S)\\( )")


def readable(text: str) -> str:
    """Return `text` with TeX residue repaired for reading.

    Real maths between dollars and web addresses stay as they are, unknown commands stay visible. Repairing twice
    changes nothing more, and no input raises.
    """
    if not _is_suspect(text) or _is_tangled(text):
        return text
    # One repair can uncover the next. Each shortens the text or removes a tie, so this ends.
    while (repaired := _repair(text)) != text:
        text = repaired
    return text


def _is_suspect(text: str) -> bool:
    """Looked for sign by sign, which is many times as fast as one pattern for them all."""
    return (
        "\\" in text
        or "{" in text
        or "}" in text
        or "~" in text
        or "--" in text
        or "``" in text
        or ("times" in text and _LOST_TIMES.search(text) is not None)
    )


def _is_tangled(text: str) -> bool:
    """Are braces nested so deep that undoing them one by one would take minutes?"""
    if text.count("{") <= _DEEPEST:
        return False
    depth = 0
    for brace in _BRACE.finditer(text):
        depth = depth + 1 if brace[0] == "{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            return True
    return False


def title_key(text: str) -> str:
    """Return what stays of a title when spelling habits are set aside, for telling whether 2 titles are one.

    Accents, case, punctuation, spaces and TeX residue do not count. A title without any letter or digit is
    returned without its spaces.
    """
    plain = unicodedata.normalize("NFKD", readable(text.strip())).casefold()
    key = "".join(character for character in unicodedata.normalize("NFKD", plain) if character.isalnum())
    return key or "".join(plain.split())


def _repair(text: str) -> str:
    text = _URL.sub(r"\1", text)
    text = _HREF.sub(lambda found: found[1] if found[2] in ("", found[1]) else f"{found[2]} ({found[1]})", text)
    text = _SAME_LINK_TWICE.sub(r"\1", text)
    pieces = _LEFT_ALONE.split(text)
    pieces[::2] = [_repair_prose(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _repair_prose(text: str) -> str:
    if not _is_suspect(text):
        return text
    if "\\" in text:
        text = _ACCENT.sub(_accented, text)
        text = _BREAK.sub(r"\1 ", text)
        text = _SYMBOL.sub(_symbol, text)
    if "{" in text:
        text = _WRAPPED.sub(r"\1", text)
        text = _SWITCHED.sub(r"\1", text)
        text = _SCRIPT.sub(r"\1\2", text)
        text = _CAPITALS.sub(lambda found: found[1] or found[2], text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
        text = _SPACING.sub(lambda found: "" if found[1] and found[1] in "!/-" else " ", text)
    text = _TIE.sub(" ", text)
    text = _EM_DASH.sub("—", text)
    text = _EN_DASH.sub("–", text)
    text = _QUOTED.sub(r"“\1”", text)
    return _TIMES.sub("×", text)


def _accented(found: re.Match[str]) -> str:
    accent = found[1] or found[4]
    letter = found[2] or found[3] or found[5] or found[6]
    if letter.startswith("\\"):
        letter = letter[1]
    composed = unicodedata.normalize("NFC", letter + _ACCENTS[accent])
    # A quote escaped by another program ("don\\'t", "\\"hello") is no accent.
    loose = found[6] is not None and accent in "'\"" and not found[6].startswith("\\")
    unlikely = len(composed) > 1 or (accent == '"' and letter not in "aeiouyAEIOUY")
    return found[0] if loose and unlikely else composed


def _symbol(found: re.Match[str]) -> str:
    return _SYMBOLS.get(found[1] or found[2], found[0])
