"""Which LaTeX stands for which character: accents in BibTeX's own form, signs, lone Greek letters, maths symbols."""

from __future__ import annotations

import unicodedata
from typing import Final

#: Accents that sit above and take any letter, as combining character to control sequence.
_ABOVE: Final = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u0304": "=", "\u0307": ".",
    "\u0306": "u", "\u030c": "v", "\u030b": "H", "\u030a": "r", "\u0309": "h",
}  # fmt: skip
_BELOW: Final = {"\u0327": "c", "\u0328": "k", "\u0323": "d", "\u0331": "b"}

_LETTERS: Final = {
    "ß": r"{\ss}", "ẞ": r"{\SS}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}",
    "Ø": r"{\O}", "å": r"{\aa}", "Å": r"{\AA}", "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}", "ȷ": r"{\j}",
    "đ": r"{\dj}", "Đ": r"{\DJ}", "ð": r"{\dh}", "Ð": r"{\DH}", "þ": r"{\th}", "Þ": r"{\TH}", "ŋ": r"{\ng}",
    "Ŋ": r"{\NG}", "ș": r"{\textcommabelow{s}}", "Ș": r"{\textcommabelow{S}}", "ț": r"{\textcommabelow{t}}",
    "Ț": r"{\textcommabelow{T}}", "ơ": r"{\ohorn}", "Ơ": r"{\OHORN}", "ư": r"{\uhorn}", "Ư": r"{\UHORN}",
}  # fmt: skip

#: What TeX would act on, for both dialects. A backslash never survives as such, so no text can start a command.
SPECIALS: Final = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "^": r"{\textasciicircum}", "~": r"{\textasciitilde}", "\\": r"{\textbackslash}", "<": r"{\textless}",
    ">": r"{\textgreater}", "|": r"{\textbar}", "`": r"{\textasciigrave}",
}  # fmt: skip

_SIGNS: Final = {
    "‘": "`", "’": "'", "“": "``", "”": "''", "„": r"{\quotedblbase}", "‚": r"{\quotesinglbase}",
    "«": r"{\guillemotleft}", "»": r"{\guillemotright}", "‹": r"{\guilsinglleft}", "›": r"{\guilsinglright}",
    "–": "--", "—": "---", "―": "---", "‐": "-", "‑": "-", "‒": "--", "−": "{$-$}", "…": r"{\ldots}",
    "¡": r"{\textexclamdown}", "¿": r"{\textquestiondown}", "£": r"{\textsterling}", "€": r"{\texteuro}",
    "¥": r"{\textyen}", "¢": r"{\textcent}", "¤": r"{\textcurrency}", "§": r"{\S}", "¶": r"{\P}",
    "©": r"{\textcopyright}", "®": r"{\textregistered}", "™": r"{\texttrademark}", "°": r"{\textdegree}",
    "·": r"{\textperiodcentered}", "•": r"{\textbullet}", "†": r"{\textdagger}", "‡": r"{\textdaggerdbl}",
    "‰": r"{\textperthousand}", "ª": r"{\textordfeminine}", "º": r"{\textordmasculine}", "¦": r"{\textbrokenbar}",
    "¼": r"{\textonequarter}", "½": r"{\textonehalf}", "¾": r"{\textthreequarters}", "№": r"{\textnumero}",
    "¨": r"{\textasciidieresis}", "´": r"{\textasciiacute}", "¯": r"{\textasciimacron}", "µ": r"{\textmu}",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl",
}  # fmt: skip

GREEK: Final = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ϵ": r"\epsilon",
    "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta", "ϑ": r"\vartheta", "ι": r"\iota", "κ": r"\kappa", "λ": r"\lambda",
    "μ": r"\mu", "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ϖ": r"\varpi", "ρ": r"\rho", "ϱ": r"\varrho",
    "σ": r"\sigma", "ς": r"\varsigma", "τ": r"\tau", "υ": r"\upsilon", "φ": r"\varphi", "ϕ": r"\phi", "χ": r"\chi",
    "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda", "Ξ": r"\Xi",
    "Π": r"\Pi", "Σ": r"\Sigma", "Υ": r"\Upsilon", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega",
}  # fmt: skip

#: Signs that LaTeX has in maths only (none needs a package but the 5 blackboard letters, which need amssymb).
MATHS_SIGNS: Final = {
    "±": r"\pm", "∓": r"\mp", "×": r"\times", "÷": r"\div", "¬": r"\neg", "∀": r"\forall", "∂": r"\partial",
    "∃": r"\exists", "∅": r"\emptyset", "∇": r"\nabla", "∈": r"\in", "∉": r"\notin", "∋": r"\ni", "∏": r"\prod",
    "∑": r"\sum", "∗": r"\ast", "∘": r"\circ", "∙": r"\bullet", "√": r"\surd", "∝": r"\propto", "∞": r"\infty",
    "∠": r"\angle", "∣": r"\mid", "∥": r"\parallel", "∧": r"\wedge", "∨": r"\vee", "∩": r"\cap", "∪": r"\cup",
    "∫": r"\int", "∮": r"\oint", "∼": r"\sim", "≃": r"\simeq", "≅": r"\cong", "≈": r"\approx", "≠": r"\neq",
    "≡": r"\equiv", "≤": r"\leq", "≥": r"\geq", "≪": r"\ll", "≫": r"\gg", "≺": r"\prec", "≻": r"\succ",
    "⊂": r"\subset", "⊃": r"\supset", "⊆": r"\subseteq", "⊇": r"\supseteq", "⊕": r"\oplus", "⊖": r"\ominus",
    "⊗": r"\otimes", "⊙": r"\odot", "⊢": r"\vdash", "⊣": r"\dashv", "⊤": r"\top", "⊥": r"\bot", "⋅": r"\cdot",
    "⋆": r"\star", "⋯": r"\cdots", "⋮": r"\vdots", "⋱": r"\ddots", "←": r"\leftarrow", "↑": r"\uparrow",
    "→": r"\rightarrow", "↓": r"\downarrow", "↔": r"\leftrightarrow", "↕": r"\updownarrow", "⇐": r"\Leftarrow",
    "⇑": r"\Uparrow", "⇒": r"\Rightarrow", "⇓": r"\Downarrow", "⇔": r"\Leftrightarrow", "↦": r"\mapsto",
    "⟶": r"\longrightarrow", "⟵": r"\longleftarrow", "⟹": r"\Longrightarrow", "⟨": r"\langle", "⟩": r"\rangle",
    "⌈": r"\lceil", "⌉": r"\rceil", "⌊": r"\lfloor", "⌋": r"\rfloor", "ℓ": r"\ell", "ℏ": r"\hbar", "ℑ": r"\Im",
    "ℜ": r"\Re", "ℵ": r"\aleph", "℘": r"\wp", "′": "'", "″": "''", "△": r"\triangle", "◇": r"\diamond",
    "♠": r"\spadesuit", "♣": r"\clubsuit", "♥": r"\heartsuit", "♦": r"\diamondsuit", "♯": r"\sharp",
    "♭": r"\flat", "♮": r"\natural", "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}",
    "ℂ": r"\mathbb{C}", "ℚ": r"\mathbb{Q}", "ℙ": r"\mathbb{P}", "𝔼": r"\mathbb{E}",
}  # fmt: skip

_SCRIPTS: Final = {
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", (f"^{sign}" for sign in "0123456789+-=()ni"), strict=True)),
    **dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", (f"_{sign}" for sign in "0123456789+-=()"), strict=True)),
}
_ALPHABETS: Final = (
    ("DOUBLE-STRUCK", "mathbb"), ("BOLD SCRIPT", "mathcal"), ("SCRIPT", "mathcal"), ("BOLD", "mathbf"),
    ("SANS-SERIF", "mathsf"), ("MONOSPACE", "mathtt"), ("ITALIC", "mathit"),
)  # fmt: skip
_PLAIN_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class AsciiTable(dict[int, str]):
    """A `str.translate` table from any character to its BibTeX form; what has none maps to itself.

    Accented letters are built on first use from their Unicode decomposition (Vietnamese stacks included), because
    no published table has them all.
    """

    def __missing__(self, code: int) -> str:
        written = written_character(chr(code))
        self[code] = written
        return written


def written_character(character: str) -> str:
    """The BibTeX form of one character: "{\\'e}" for "é", the character itself when LaTeX has no form for it."""
    if character in _LETTERS:
        return _LETTERS[character]
    if character in _SIGNS:
        return _SIGNS[character]
    maths = maths_form(character)
    if maths:
        return f"{{${maths}$}}"
    return accented(character) or character


def maths_form(character: str) -> str:
    """What the character is written as inside maths ("\\alpha"), "" when it is not a maths character."""
    found = MATHS_SIGNS.get(character) or GREEK.get(character) or _SCRIPTS.get(character)
    if found:
        return found
    if "\U0001d400" <= character <= "\U0001d7ff" or character in "ℬℰℱℋℐℒℳℛ":
        plain = unicodedata.normalize("NFKC", character)
        name = unicodedata.name(character, "")
        if plain in _PLAIN_LETTERS:
            return next((f"\\{command}{{{plain}}}" for words, command in _ALPHABETS if words in name), "")
    return ""


def accented(text: str) -> str:
    """A letter with its accents, composed or with combining marks behind it; "" when LaTeX has no form for that.

    Marks above go inside those below, each nested in the next, as readers decode them: "{\\d{\\^a}}".
    """
    letter, marks = _decomposed(text[0])
    marks += text[1:]
    if not marks or not all(mark in _ABOVE or mark in _BELOW for mark in marks):
        return ""
    if letter not in _PLAIN_LETTERS and letter not in _LETTERS:
        return ""
    written = _LETTERS[letter][1:-1] if letter in _LETTERS else letter
    above = [_ABOVE[mark] for mark in marks if mark in _ABOVE]
    below = [_BELOW[mark] for mark in marks if mark in _BELOW]
    for command in above + below:
        if len(written) > 1 or command.isalpha():
            written = f"{{{written}}}"
        written = f"\\{command}{written}"
    return f"{{{written}}}"


def _decomposed(character: str) -> tuple[str, str]:
    """The base letter (with its horn, which is no accent to LaTeX) and the combining marks."""
    letter, marks = character, ""
    while letter not in _LETTERS:
        parts = unicodedata.decomposition(letter).split()
        if len(parts) != 2 or parts[0].startswith("<"):
            break
        letter, mark = (chr(int(part, 16)) for part in parts)
        marks = mark + marks
    return letter, marks
