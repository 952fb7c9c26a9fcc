"""An annotated bibliography in Markdown: the list in its order, why each paper is in it, notes where asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from octavo.bibliography.listed import Listed
from octavo.bibliography.plain_text import without_tex

#: What CommonMark, pandoc and GitHub give a meaning inside a line; "@" starts a citation, "$" a formula.
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<~$^@]|&(?=#|\w+;)")
_OPENS_BLOCK: Final = re.compile(r"[-+=:|>#]|[0-9]{1,9}[.)]")
_NUMBER: Final = re.compile(r"^[0-9]+\. \*\*", re.M)


def write_markdown(papers: Sequence[Listed], heading: str = "") -> str:
    """The papers as one numbered list under `heading`. Notes are Markdown already and stay as the person wrote them."""
    title = [f"# {_escaped(heading)}\n"] if heading else []
    return "\n".join([*title, *(_item(number, paper) for number, paper in enumerate(papers, 1))])


def papers_in(text: str) -> int:
    """How many numbered papers the text lists."""
    return len(_NUMBER.findall(text))


def _item(number: int, listed: Listed) -> str:
    mark = f"{number}. "
    indent = " " * len(mark)
    lines = [f"{mark}**{_escaped(listed.title)}**"]
    if about := _about(listed):
        lines[0] += "\\"
        lines.append(f"{indent}{about}")
    for paragraph in _paragraphs(listed):
        lines += ["", *(f"{indent}{line}".rstrip() for line in paragraph)]
    return "\n".join(lines) + "\n"


def _about(listed: Listed) -> str:
    """Who, when and where on one line."""
    links = (f"[{_escaped(words)}](<{address}>)" for words, address in listed.links())
    facts = (_escaped(listed.people), listed.facts.year, _escaped(listed.source), *links)
    return _at_start(". ".join(fact.rstrip(".") for fact in facts if fact))


def _paragraphs(listed: Listed) -> Iterator[list[str]]:
    if listed.reason:
        yield [_at_start(_escaped(without_tex(listed.reason)))]
    if listed.facts.abstract:
        yield [f"> {_at_start(_escaped(without_tex(listed.facts.abstract)))}"]
    if listed.note:
        yield listed.note.split("\n")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _at_start(text: str) -> str:
    """Text that begins a line, where a hyphen or a number would begin a list."""
    found = _OPENS_BLOCK.match(text)
    return f"{text[: found.end() - 1]}\\{text[found.end() - 1 :]}" if found else text
