r"""What an editor asks for when it cites as one writes, and the text it gets: \cite, [@key], @key[p. 3] and the rest.

The address, the parameters and the forms are those that editors know from Better BibTeX for Zotero
(https://retorque.re/zotero-better-bibtex/citing/cayw/).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from octavo.bibliography.citing import cited
from octavo.records import OctavoError

#: What a page, a chapter and so on are called in a citation. The names are those of CSL.
LABELS: Final[Mapping[str, str]] = {
    "page": "p.", "chapter": "ch.", "section": "sec.", "figure": "fig.", "paragraph": "para.", "line": "l.",
    "note": "n.", "part": "pt.", "volume": "vol.", "verse": "v.",
}  # fmt: skip
_LONGEST: Final = 300
_OFF: Final = frozenset({"", "0", "false", "no", "off"})
_COMMAND: Final = re.compile(r"[A-Za-z]{1,40}\*?")
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Pick:
    """One paper picked, by its citation key, with what stands around it. `label` is a name in LABELS."""

    key: str
    prefix: str = ""
    locator: str = ""
    label: str = "page"
    suffix: str = ""
    without_author: bool = False

    @property
    def place(self) -> str:
        """ "p. 3", "" without a locator."""
        return f"{LABELS.get(self.label, self.label)} {self.locator}" if self.locator else ""

    @property
    def bare(self) -> bool:
        """Does nothing stand around the key?"""
        return not (self.prefix or self.locator or self.suffix or self.without_author)


@dataclass(frozen=True, slots=True)
class CiteRequest:
    """One question. `probe`: only whether anybody is there. `translator` names the format of whole entries."""

    form: str = "latex"
    command: str = ""
    brackets: bool = False
    probe: bool = False
    clipboard: bool = False
    translator: str = ""


def request_from(query: str) -> CiteRequest:
    """The question in the query of an address. Raises OctavoError for a form that nobody writes."""
    asked = {name.lower(): value for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=50)}
    form = asked.get("format", "").strip().lower() or "latex"
    if form not in FORMS:
        raise OctavoError(f"There is no format called “{form[:40]}”. Ask for one of {', '.join(FORMS)}.")
    command = asked.get("command", "").strip().lstrip("\\")
    if command and not _COMMAND.fullmatch(command):
        raise OctavoError(f"“{command[:40]}” is not a citation command. A command is made of letters.")
    return CiteRequest(
        form=form,
        command=command,
        brackets=_on(asked.get("brackets")),
        probe=_on(asked.get("probe")),
        clipboard=_on(asked.get("clipboard")),
        translator=re.sub(r"[\s-]|better", "", asked.get("translator", "").lower()),
    )


def answer(request: CiteRequest, picks: Sequence[Pick]) -> str:
    """The citation of the picks in their order; "" for none. Whole entries ("translate") are not made here."""
    picks = [_tidy(pick) for pick in picks]
    return FORMS[request.form](request, picks) if picks else ""


def _on(value: str | None) -> bool:
    return value is not None and value.strip().lower() not in _OFF


def _tidy(pick: Pick) -> Pick:
    texts = (_BLANKS.sub(" ", text).strip()[:_LONGEST] for text in (pick.prefix, pick.locator, pick.suffix))
    prefix, locator, suffix = texts
    return Pick(pick.key, prefix, locator, pick.label, suffix, pick.without_author)


def _latex(request: CiteRequest, picks: Sequence[Pick]) -> str:
    command = request.command or "cite"
    if all(pick.bare for pick in picks):
        return f"\\{command}{{{','.join(pick.key for pick in picks)}}}"
    if len(picks) > 1 and all(pick.without_author and not _around(pick) for pick in picks):
        return f"\\citeyear{{{','.join(pick.key for pick in picks)}}}"
    return "".join(
        f"\\{'citeyear' if pick.without_author else command}{_around(pick)}{{{pick.key}}}" for pick in picks
    )


def _biblatex(request: CiteRequest, picks: Sequence[Pick]) -> str:
    command = request.command or "autocite"
    if all(pick.bare for pick in picks):
        return f"\\{command}{{{','.join(pick.key for pick in picks)}}}"
    if len(picks) == 1 or any(pick.without_author for pick in picks):
        return "".join(
            f"\\{command}{'*' if pick.without_author else ''}{_around(pick)}{{{pick.key}}}" for pick in picks
        )
    return f"\\{command}s{''.join(f'{_around(pick)}{{{pick.key}}}' for pick in picks)}"


def _around(pick: Pick) -> str:
    """Optional arguments: before and behind. One alone stands behind."""
    place = pick.locator if pick.label == "page" else pick.place
    behind = ", ".join(part for part in (place, pick.suffix) if part)
    if pick.prefix:
        return f"[{_argument(pick.prefix)}][{_argument(behind)}]"
    return f"[{_argument(behind)}]" if behind else ""


def _argument(text: str) -> str:
    """A bracket in an optional argument would end it."""
    return f"{{{text}}}" if "]" in text or "[" in text else text


def _pandoc(request: CiteRequest, picks: Sequence[Pick]) -> str:
    written = []
    for pick in picks:
        key = cited([pick.key], "pandoc")[1:-1]
        parts = [f"{pick.prefix} " if pick.prefix else "", "-" if pick.without_author else "", key]
        parts += [f", {pick.place}" if pick.place else "", f" {pick.suffix}" if pick.suffix else ""]
        written.append("".join(parts))
    joined = "; ".join(written)
    return f"[{joined}]" if request.brackets else joined


def _typst(request: CiteRequest, picks: Sequence[Pick]) -> str:
    written = []
    for pick in picks:
        supplement = ", ".join(part for part in (pick.place, pick.suffix) if part)
        cite = cited([pick.key], "typst")
        if supplement:
            supplement = re.sub(r"([\[\]#\\*_`$<>@])", r"\\\1", supplement)
            cite = f"{cite[:-1]}, supplement: [{supplement}])" if cite.startswith("#") else f"{cite}[{supplement}]"
        written.append(f"{pick.prefix} {cite}".strip())
    return " ".join(written)


def _mmd(request: CiteRequest, picks: Sequence[Pick]) -> str:
    written = []
    for pick in picks:
        words = " ".join(part for part in (pick.prefix, pick.place, pick.suffix) if part)
        written.append(f"[{words}][#{pick.key}]" if words else f"[#{pick.key}][]")
    return "".join(written)


def _asciidoctor(request: CiteRequest, picks: Sequence[Pick]) -> str:
    written = []
    for pick in picks:
        place = pick.locator if pick.label == "page" else pick.place
        written.append(f"{pick.key}({place})" if place else pick.key)
    return f"{request.command or 'cite'}:[{', '.join(written)}]"


def _org(request: CiteRequest, picks: Sequence[Pick]) -> str:
    written = (
        " ".join(part for part in (pick.prefix, f"@{pick.key}", pick.place, pick.suffix) if part) for pick in picks
    )
    return f"[cite:{'; '.join(written)}]"


def _keys(request: CiteRequest, picks: Sequence[Pick]) -> str:
    return ",".join(pick.key for pick in picks)


FORMS: Final[Mapping[str, Callable[[CiteRequest, Sequence[Pick]], str]]] = {
    "latex": _latex, "natbib": _latex, "cite": _latex, "biblatex": _biblatex, "pandoc": _pandoc, "typst": _typst,
    "mmd": _mmd, "asciidoctor-bibtex": _asciidoctor, "org-cite": _org, "keys": _keys, "citekeys": _keys,
    "translate": _keys, "formatted-bibliography": _keys,
}  # fmt: skip
