"""Hayagriva, the YAML that Typst reads its bibliography from: papers out.

Typst refuses a whole file for one date, address or language it cannot read, and runs what stands between dollars as
code, so what is written here is narrower than what YAML allows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from octavo.bibliography.facts import Facts
from octavo.bibliography.listed import Listed, web_address
from octavo.bibliography.plain_text import without_tex
from octavo.bibliography.titles import kept_parts
from octavo.records import Author, Kind

Value: TypeAlias = "str | Mapping[str, Value] | list[Value]"

_TYPES: Final = {
    Kind.PREPRINT: "article", Kind.ARTICLE: "article", Kind.CONFERENCE: "article", Kind.BOOK: "book",
    Kind.CHAPTER: "chapter", Kind.THESIS: "thesis", Kind.REPORT: "report", Kind.WEB: "web", Kind.DATASET: "misc",
    Kind.SOFTWARE: "repository",
}  # fmt: skip
_PARENTS: Final = {Kind.ARTICLE: "periodical", Kind.CONFERENCE: "proceedings", Kind.CHAPTER: "anthology"}
_SPECIAL: Final = re.compile(r"[\\{}$]")
#: A word that YAML takes for a string and for nothing else; the words for true, false and nothing are others.
_BARE: Final = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[a-z][a-z0-9-]*", re.I)
_ENTRY: Final = re.compile(r"^\S.*:$", re.M)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


def write_hayagriva(papers: Sequence[Listed], heading: str = "") -> str:
    """The papers as one mapping from key to entry, in their order, with a blank line between entries."""
    return "\n".join(f"{_scalar(paper.key)}:\n{''.join(_block(_entry(paper), '  '))}" for paper in papers)


def records_in(text: str) -> int:
    """How many entries the file has: the lines that begin one are the only ones that are not indented."""
    return len(_ENTRY.findall(text))


def _entry(listed: Listed) -> dict[str, Value]:
    facts = listed.facts
    parent = _parent(facts)
    publisher = facts.details.get("institution") or facts.details.get("publisher", "")
    fields: dict[str, Value] = {
        "type": _TYPES.get(facts.kind, "misc"),
        "title": _title(facts.title, facts.casing),
        "author": [_person(author) for author in facts.authors],
        "editor": [] if parent else [_person(editor) for editor in facts.editors],
        "date": "-".join([facts.year, *(f"{part:02d}" for part in (facts.month, facts.day) if part)]),
        "page-range": facts.pages.replace("--", "-"),
        "edition": facts.details.get("edition", ""),
        "chapter": facts.details.get("chapter", ""),
        "genre": ("Master’s thesis" if facts.masters else "PhD thesis") if facts.kind is Kind.THESIS else "",
        "organization" if facts.kind in (Kind.THESIS, Kind.REPORT) else "publisher": ""
        if parent
        else _text(publisher or facts.venue),
        "location": "" if parent else _text(facts.details.get("place", "")),
        "issue": facts.details.get("number", "") if facts.kind is Kind.REPORT else "",
        "serial-number": _numbers(facts, parent),
        "url": web_address(facts.url),
        "language": _language(facts),
        "abstract": _text(facts.abstract),
        "note": _text(" ".join(listed.note.split())),
        "parent": parent,
    }
    if facts.more_authors and facts.authors:
        fields["author"] = [*(_person(author) for author in facts.authors), {"name": "others"}]
    return {name: value for name, value in fields.items() if value}


def _parent(facts: Facts) -> dict[str, Value]:
    """What the paper appeared in, with the volume and number that are the journal's and not the paper's."""
    if facts.kind is Kind.PREPRINT and facts.eprint:
        return {"type": "repository", "title": "arXiv"}
    if facts.kind not in _PARENTS or not facts.venue:
        return {}
    fields: dict[str, Value] = {
        "type": _PARENTS[facts.kind],
        "title": _text(facts.venue),
        "editor": [_person(editor) for editor in facts.editors],
        "volume": facts.details.get("volume", ""),
        "issue": facts.details.get("number", ""),
        "publisher": _text(facts.details.get("publisher", "")),
        "location": _text(facts.details.get("place", "")),
        "serial-number": {
            name: facts.details[name] for name in ("isbn", "issn") if name in facts.details
        },
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def _numbers(facts: Facts, parent: Mapping[str, Value]) -> dict[str, Value]:
    numbers: dict[str, Value] = {"doi": facts.doi, "arxiv": facts.eprint}
    if not parent:
        numbers |= {name: facts.details.get(name, "") for name in ("isbn", "issn")}
    return {name: value for name, value in numbers.items() if value}


def _person(author: Author) -> dict[str, Value]:
    """A name by its parts: written as one string, Typst would split it again by rules of its own."""
    if author.literal or not author.family:
        return {"name": author.name}
    parts = {
        "name": author.family,
        "given-name": author.given,
        "prefix": author.particle,
        "suffix": author.suffix,
    }
    return {name: part for name, part in parts.items() if part}


def _title(title: str, choices: Mapping[str, bool]) -> str:
    """The title with braces around the word parts that keep their capitals in every style."""
    title = without_tex(title)
    written = []
    end = 0
    for start, stop in kept_parts(title, choices):
        written += [_escaped(title[end:start]), "{", _escaped(title[start:stop]), "}"]
        end = stop
    return "".join(written) + _escaped(title[end:])


def _text(text: str) -> str:
    return _escaped(without_tex(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _language(facts: Facts) -> str:
    language = facts.details.get("language", "")
    return language if _LANGUAGE.fullmatch(language) else ""


def _block(fields: Mapping[str, Value], indent: str) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, str):
            yield f"{indent}{name}: {_scalar(value)}\n"
        elif isinstance(value, list):
            yield f"{indent}{name}:\n"
            for item in value:
                lines = list(_block(item, f"{indent}    ")) if isinstance(item, Mapping) else [f"{item}\n"]
                yield f"{indent}  - {lines[0].lstrip()}"
                yield from lines[1:]
        else:
            yield f"{indent}{name}:\n"
            yield from _block(value, f"{indent}  ")


def _scalar(text: str) -> str:
    """A string as YAML's double quotes hold it, which is how JSON does; a plain word as it stands."""
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)
