r"""The forms in which a text cites papers: \\cite{a,b}, [@a; @b], @a, and what else is copied for a text or a mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from octavo.bibliography.reference import plain_reference
from octavo.records import Paper

#: Keys that pandoc and Typst read to their end without a fence around them.
_PLAIN_TO_PANDOC: Final = re.compile(r"\w+(?:[:.#$%&+?<>~/-]\w+)*", re.ASCII)
_PLAIN_TO_TYPST: Final = re.compile(r"[\w-]+(?:[:.][\w-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to cite: its name in settings, its words in a menu, and how it writes keys in their order."""

    name: str
    words: str
    write: Callable[[Sequence[str]], str]


def _latex(command: str) -> Callable[[Sequence[str]], str]:
    return lambda keys: f"\\{command}{{{','.join(keys)}}}"


def _pandoc(keys: Sequence[str]) -> str:
    fenced = (key if _PLAIN_TO_PANDOC.fullmatch(key) else f"{{{key}}}" for key in keys)
    return f"[{'; '.join(f'@{key}' for key in fenced)}]"


def _typst(keys: Sequence[str]) -> str:
    return " ".join(f"@{key}" if _PLAIN_TO_TYPST.fullmatch(key) else f'#cite(label("{key}"))' for key in keys)


FORMS: Final[Mapping[str, Form]] = {
    form.name: form
    for form in (
        Form("latex", "LaTeX", _latex("cite")),
        Form("autocite", "LaTeX with biblatex", _latex("autocite")),
        Form("pandoc", "Pandoc", _pandoc),
        Form("typst", "Typst", _typst),
        Form("keys", "Keys alone", ",".join),
    )
}


def cited(keys: Sequence[str], form: str = "latex") -> str:
    """The keys as one citation in the form of that name, in their order; "" for no keys. Raises KeyError."""
    return FORMS[form].write(keys) if keys else ""


def references(papers: Sequence[Paper]) -> str:
    """Plain references for a mail or a chat, one a line."""
    return "\n".join(map(plain_reference, papers))
