"""Inline maths in titles and abstracts: which of it is safe to hand to TeX, and written how."""

from __future__ import annotations

import re
from typing import Final

from octavo.bibliography.symbols import maths_form

#: Inline maths by pandoc's rule: no blank inside the dollars' edges, no digit after the closing one.
INLINE: Final = re.compile(r"(?<![\\$])\$(?![\s$])((?:[^$\\]|\\.)*(?<!\s))\$(?!\d)", re.DOTALL)

_SYMBOLS: Final = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho"
    " sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
    " pm mp times div ast star circ bullet cdot cdots ldots dots vdots ddots cap cup vee wedge setminus oplus ominus"
    " otimes odot le leq ge geq ne neq ll gg prec succ sim simeq approx cong equiv propto subset supset subseteq"
    " supseteq in ni notin mid parallel perp vdash dashv top bot to gets mapsto leftarrow rightarrow leftrightarrow"
    " Leftarrow Rightarrow Leftrightarrow longrightarrow longleftarrow Longrightarrow uparrow downarrow updownarrow"
    " Uparrow Downarrow iff forall exists neg lnot land lor emptyset infty partial nabla sum prod int oint surd angle"
    " triangle diamond ell hbar Re Im aleph wp prime langle rangle lceil rceil lfloor rfloor lbrace rbrace vert Vert"
    " log ln exp sin cos tan sinh cosh tanh arg min max sup inf lim det dim ker Pr gcd deg hom quad qquad colon"
    " spadesuit clubsuit heartsuit diamondsuit sharp flat natural backslash".split()
)
_ONE_ARGUMENT: Final = frozenset(
    "mathbb mathcal mathbf mathrm mathit mathsf mathtt mathfrak boldsymbol sqrt hat widehat bar overline underline"
    " tilde widetilde vec dot ddot acute grave check breve".split()
)
_TEXT_ARGUMENT: Final = frozenset({"text", "mbox", "operatorname", "textrm", "textbf", "textit"})
_TWO_ARGUMENTS: Final = frozenset({"frac", "binom"})
_DELIMITERS: Final = frozenset("()[]|./<>") | {r"\langle", r"\rangle", r"\lbrace", r"\rbrace", r"\vert", r"\Vert"}
_SIGN_COMMANDS: Final = {r"\{": r"\lbrace", r"\}": r"\rbrace", r"\|": r"\Vert", r"\,": r"\,", r"\;": r"\;",
                         r"\:": r"\:", r"\!": r"\!", r"\ ": r"\ "}  # fmt: skip
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_PLAIN: Final = re.compile(r"[A-Za-z0-9+\-*/=()\[\].,:;!?|<>' ]")
_TEXT_CHARACTER: Final = re.compile(r"[A-Za-z0-9 .,:;()+\-/]")
_LONGEST: Final = 400
_DEEPEST: Final = 12


class _NotMaths(ValueError):
    """The source is not maths this module vouches for."""


def safe_maths(source: str) -> str | None:
    """Return the source between the dollars as safe LaTeX, or None when it must be written as text.

    Every command is on an allow-list with its arguments in place, braces balance as BibTeX counts them, and nothing
    in it raises a TeX error ("x_a_b", "x^"). Greek letters and signs become commands.
    """
    if len(source) > _LONGEST:
        return None
    try:
        return _Formula(source).written()
    except _NotMaths:
        return None


class _Formula:
    """One pass over the tokens of a formula, left to right."""

    def __init__(self, source: str) -> None:
        self._tokens: list[str] = []
        for token in _TOKEN.findall(source):
            self._tokens.extend(_as_ascii(token))
        self._at = 0

    def written(self) -> str:
        written = self._run(depth=0)
        if self._at < len(self._tokens) or not written.strip():
            raise _NotMaths
        return written

    def _run(self, depth: int) -> str:
        """Everything up to the closing brace of this depth; refuses 2 subscripts on one symbol."""
        if depth > _DEEPEST:
            raise _NotMaths
        pieces: list[str] = []
        scripts = ""
        opened = 0
        while self._at < len(self._tokens) and self._tokens[self._at] != "}":
            token = self._tokens[self._at]
            if token in ("_", "^"):
                if token in scripts or (token == "^" and "'" in scripts):
                    raise _NotMaths
                scripts += token
                self._at += 1
                pieces.append(token + self._argument(depth))
            elif token == "'":
                if "^" in scripts:
                    raise _NotMaths
                scripts += "'"
                self._at += 1
                pieces.append(token)
            else:
                if not token.isspace():
                    scripts = ""
                opened += {r"\left": 1, r"\right": -1}.get(token, 0)
                if opened < 0:
                    raise _NotMaths
                pieces.append(self._atom(depth))
        if opened:
            raise _NotMaths
        return _joined(pieces)

    def _atom(self, depth: int) -> str:
        token = self._tokens[self._at]
        self._at += 1
        if token == "{":
            return self._group(depth)
        if token.isspace():
            return " "
        if not token.startswith("\\"):
            if _PLAIN.fullmatch(token):
                return token
            raise _NotMaths
        if token in _SIGN_COMMANDS:
            return _SIGN_COMMANDS[token]
        return self._command(token[1:], depth)

    def _command(self, name: str, depth: int) -> str:
        if name in _SYMBOLS:
            return f"\\{name}"
        if name in _ONE_ARGUMENT:
            return f"\\{name}{self._braced(depth)}"
        if name in _TWO_ARGUMENTS:
            return f"\\{name}{self._braced(depth)}{self._braced(depth)}"
        if name in _TEXT_ARGUMENT:
            return f"\\{name}{self._words()}"
        if name in ("left", "right"):
            self._peek()
            delimiter = self._next()
            delimiter = _SIGN_COMMANDS.get(delimiter, delimiter)
            if delimiter in _DELIMITERS:
                return f"\\{name}{delimiter}"
        raise _NotMaths

    def _group(self, depth: int) -> str:
        inside = self._run(depth + 1)
        if self._next() != "}":
            raise _NotMaths
        return f"{{{inside}}}"

    def _argument(self, depth: int) -> str:
        """What follows _ or ^: a group or symbol as it stands, a command with arguments in braces."""
        token = self._peek()
        if token == "{":
            self._at += 1
            return self._group(depth)
        if token in ("_", "^", "'", "}") or token in (r"\left", r"\right"):
            raise _NotMaths
        written = self._atom(depth)
        return f"{{{written}}}" if "{" in written else written

    def _braced(self, depth: int) -> str:
        written = self._argument(depth)
        return written if written.startswith("{") else f"{{{written}}}"

    def _words(self) -> str:
        """The plain words inside \\text{...}."""
        if self._peek() != "{":
            raise _NotMaths
        self._at += 1
        words = ""
        while (token := self._next()) != "}":
            if not _TEXT_CHARACTER.fullmatch(token) and not token.isspace():
                raise _NotMaths
            words += token
        return f"{{{words}}}"

    def _peek(self) -> str:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        if self._at == len(self._tokens):
            raise _NotMaths
        return self._tokens[self._at]

    def _next(self) -> str:
        if self._at == len(self._tokens):
            raise _NotMaths
        self._at += 1
        return self._tokens[self._at - 1]


def _as_ascii(token: str) -> list[str]:
    """A token as it stands, a character outside ASCII as the tokens of its command."""
    if token.isascii():
        return [" "] if token.isspace() else [token]
    form = maths_form(token)
    if not form:
        raise _NotMaths
    return _TOKEN.findall(form)


def _joined(pieces: list[str]) -> str:
    """The pieces, with a blank where a command would run into the letter behind it."""
    written = ""
    for piece in pieces:
        if re.search(r"\\[A-Za-z]+$", written) and piece[:1].isalpha():
            written += " "
        written += piece
    return written
