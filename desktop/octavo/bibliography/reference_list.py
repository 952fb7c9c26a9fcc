"""Reference lists as APA, IEEE, ACM and Nature print them: plain text, made by citeproc-py from bundled CSL styles.

MLA and Chicago are not offered: citeproc-py cuts given names to initials where these two want them whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from octavo import paths
from octavo.bibliography.csl_json import csl_item
from octavo.bibliography.latex import clean
from octavo.bibliography.listed import Listed
from octavo.bibliography.plain_text import without_tex
from octavo.bibliography.reference import plain_reference
from octavo.records import Progress


@dataclass(frozen=True, slots=True)
class Style:
    """A style of the field: its file in `resources/csl`, and whether it numbers references.

    `initials` is false where given names are printed whole. `repairs` are patterns and replacements for what
    citeproc-py 0.11 prints otherwise than the style says.
    """

    name: str
    file: str
    numbered: bool = True
    initials: bool = True
    repairs: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = ()


STYLES: Final = (
    Style(
        "apa", "apa.csl", numbered=False,
        repairs=(
            (r"\(ArXiv:", "(arXiv:"),
            (r"\((eds?)\.\)", lambda found: f"({found[1].capitalize()}.)"),
            # The words for a number that a thesis does not have, and for a day of retrieval that nobody noted.
            (r" \(Publication\)(?= \[)", ""),
            (r"\bRetrieved (?=http)", ""),
        ),
    ),
    # American punctuation stands inside the quotes.
    Style("ieee", "ieee.csl", repairs=((r"([?!])”[,.]", r"\1”"), (r"”([,.])", r"\1”"))),
    Style("acm", "association-for-computing-machinery.csl", initials=False),
    Style("nature", "nature.csl"),
)  # fmt: skip

_TEXTS: Final = ("title", "container-title", "publisher", "collection-title")
_MARKUP: Final = re.compile(r"<(?=/?span)", re.I)
#: "others" as the last name, in the words of each style.
_OTHERS: Final = re.compile(r",? (?:&|and) others\b\.?")
#: Han, kana and Hangul, where the family name stands first and no blank behind it.
_EAST_ASIAN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEFT_OUT: Final = frozenset({"custom", "note", "abstract", "keyword", "language"})


def write_references(papers: Sequence[Listed], style: Style) -> Generator[Progress, None, str]:
    """One line a paper, in their order and numbered where the style numbers.

    Yields after each paper, for one takes up to a tenth of a second. A paper that the processor cannot set is
    written as `plain_reference` writes it.
    """
    if not papers:
        return ""
    bibliography = _bibliography(papers, style)
    lines = []
    for number, paper in enumerate(papers, 1):
        lines.append(_line(bibliography, number, paper, style))
        yield Progress(number, len(papers), "references")
    return "".join(f"{line}\n" for line in lines)


def references_in(text: str) -> int:
    """How many references the text has: its lines."""
    return len(text.splitlines())


def _bibliography(papers: Sequence[Listed], style: Style) -> Any:
    """The processor with every paper in it, each under its number, which unlike a key has no upper case."""
    # lxml and citeproc take a tenth of a second to load, and only these formats need them.
    from citeproc import (  # type: ignore[import-untyped]
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

    parsed = CitationStylesStyle(str(paths.resources() / "csl" / style.file), validate=False)
    source = CiteProcJSON([_item(number, paper, style) for number, paper in enumerate(papers, 1)])
    bibliography = CitationStylesBibliography(parsed, source, formatter.plain)
    for number in range(1, len(papers) + 1):
        bibliography.register(Citation([CitationItem(str(number))]))
    return bibliography


def _line(bibliography: Any, number: int, paper: Listed, style: Style) -> str:
    plain = without_tex(clean(plain_reference(paper.paper))) or paper.title
    if not paper.facts.authors and not style.numbered:
        # citeproc-py puts the title in the authors' place and then forgets that it is used up.
        return plain
    try:
        (made,) = bibliography.style.render_bibliography([bibliography.items[number - 1]])
    except Exception:
        # One paper that the processor chokes on must not keep the others from being written.
        return f"{number}. {plain}" if style.numbered else plain
    line = " ".join(str(made).split())
    for pattern, replacement in style.repairs:
        line = re.sub(pattern, replacement, line)
    if paper.facts.more_authors:
        line = _OTHERS.sub(" et al.", line, count=1)
    # A number and its sign stand before the words without the blank that a tab stop would make.
    return re.sub(rf"^(\[{number}\]|{number}\.)(?=\S)", r"\1 ", line) if style.numbered else line


def _item(number: int, paper: Listed, style: Style) -> Mapping[str, Any]:
    """The paper's CSL record with what a printed reference has no room for left out."""
    item = {name: value for name, value in csl_item(paper).items() if name not in _LEFT_OUT}
    item["id"] = str(number)
    item.setdefault("title", paper.title)
    for name in _TEXTS:
        if name in item:
            # citeproc-py reads this one tag and no other; as text it is no tag.
            item[name] = _MARKUP.sub("‹", without_tex(item[name]))
    for role in ("author", "editor"):
        if role in item:
            item[role] = [_name(name, style) for name in item[role]]
    return item


def _name(name: dict[str, str], style: Style) -> dict[str, str]:
    """The name with a given name of which citeproc-py can make initials: it looks for capitals."""
    given = name.get("given", "")
    if not given or given[0].isupper():
        return name
    if given[0].upper() != given[0]:
        return name | {"given": given[0].upper() + given[1:]} if style.initials else name
    family = " ".join(part for part in (name.get("non-dropping-particle", ""), name["family"]) if part)
    return {"literal": family + given if _EAST_ASIAN.match(given) else f"{given} {family}"}
