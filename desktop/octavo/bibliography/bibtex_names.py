"""Author lists of BibTeX files as authors: split where BibTeX splits them, each part decoded afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from octavo.bibliography.latex_text import plain
from octavo.bibliography.names import split_name, split_names
from octavo.records import Author

_AND: Final = re.compile(r"\s+and\s+", re.I)
_SIGNS: Final = re.compile(r"\\.|[{}]|\s+and(?=\s)|[,;]|[\s~]+", re.I | re.DOTALL)
_OTHERS: Final = re.compile(r"others|et\.?\s*al\.?", re.I)
_JUNIOR: Final = re.compile(r"(?:jr|sr|jnr|snr)\.?|I{2,3}|IV", re.I)
#: A brace that keeps words together; one before a backslash is a single accented character to BibTeX.
_KEEPS_TOGETHER: Final = re.compile(r"\{(?!\\)|\{\\relax\b")


def read_names(value: str) -> tuple[tuple[Author, ...], bool]:
    """The authors of a name list in order; the second value is true when it ends in "and others".

    A name in braces of its own is a group and stays whole. "von Family, Jr, Given" is taken at its word; a name
    without commas or braces is split as any name that a feed gives.
    """
    authors: list[Author] = []
    more = False
    for name in _names(value):
        if _OTHERS.fullmatch(name):
            more = True
            continue
        found, ends = _authors(name)
        authors.extend(found)
        more = more or ends
    return tuple(authors), more


def spoken(author: Author) -> str:
    """The name in the form that `split_name` splits the same way again: as people read it where that suffices."""
    name = author.name
    if split_name(name) == author:
        return name
    inverted = ", ".join(
        part for part in (f"{author.particle} {author.family}".strip(), author.suffix, author.given) if part
    )
    return inverted if split_name(inverted) == author else name


@lru_cache(maxsize=20_000)
def _authors(name: str) -> tuple[tuple[Author, ...], bool]:
    if "{" not in name and "\\" not in name:
        parts = [part.strip() for part in name.split(",")]
    else:
        whole = _whole_group(name)
        if whole is not None:
            literal = plain(whole)
            return ((Author(literal=literal),) if literal else ()), False
        parts = [part.strip() for part in _split(name, ",")]
    parts = parts[:-1] if len(parts) > 1 and not parts[-1] else parts
    if len(parts) == 1:
        return _without_comma(parts[0])
    if len(parts) > 3 and all(len(part.split()) > 1 for part in parts):
        # A list that someone separated by commas only.
        return split_names([plain(part) for part in parts])
    family, *between, given = parts
    suffix = " ".join(between)
    if between and _JUNIOR.fullmatch(given) and not _JUNIOR.fullmatch(suffix):
        suffix, given = given, suffix
    author = _inverted(family, plain(suffix), plain(given))
    return ((author,) if author != Author() else ()), False


def _without_comma(name: str) -> tuple[tuple[Author, ...], bool]:
    if not _KEEPS_TOGETHER.search(name):
        return split_names([plain(name)])
    words = [word for word in _split(name, " ") if word]
    first = next((at for at, word in enumerate(words[:-1]) if _is_particle(word)), len(words) - 1)
    last = first
    while last < len(words) - 1 and _is_particle(words[last]):
        last += 1
    given, particle, family = (plain(" ".join(part)) for part in (words[:first], words[first:last], words[last:]))
    if not family:
        return ((Author(literal=given),) if given else ()), False
    return (Author(family, given, particle),), False


def _inverted(family: str, suffix: str, given: str) -> Author:
    words = [word for word in _split(family, " ") if word]
    particles = 0
    while particles < len(words) - 1 and _is_particle(words[particles]):
        particles += 1
    name = plain(" ".join(words[particles:]))
    if not name:
        return Author(literal=" ".join(part for part in (given, suffix) if part))
    return Author(name, given, plain(" ".join(words[:particles])), suffix)


def _is_particle(word: str) -> bool:
    """Whether BibTeX takes the word for a "von": its first letter is in lower case, and no brace hides it."""
    if word[0] == "{" and not word.startswith("{\\"):
        return False
    text = plain(word) if "\\" in word else word
    return next((letter.islower() for letter in text if letter.isalpha()), False)


def _names(value: str) -> Iterator[str]:
    if "{" not in value:
        names = _AND.split(f" {value} ")
    else:
        names = _split(f" {value} ", "and")
    for name in names:
        if name := " ".join(name.split()):
            # A list that ends in "and" is cut short, not a name.
            yield name.removesuffix(" and") if name != "and" else ""


def _whole_group(name: str) -> str | None:
    """What stands inside the braces that hold all of the name; None when the name is more than one group."""
    if not name.startswith("{") or not name.endswith("}"):
        return None
    depth = 0
    for found in _SIGNS.finditer(name):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
            if depth == 0:
                inside = name[1:-1]
                special = inside.startswith("\\") and not inside.startswith("\\relax")
                return inside if found.end() == len(name) and not special else None
    return None


def _split(text: str, at: str) -> list[str]:
    """The parts of `text` between the signs `at` that stand outside of braces: "and", a comma, or blanks (" ")."""
    parts: list[str] = []
    depth = start = 0
    for found in _SIGNS.finditer(text):
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and _is(sign, at):
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    return parts


def _is(sign: str, wanted: str) -> bool:
    if wanted == "and":
        return sign[0].isspace() and sign.strip().casefold() == "and"
    return not sign.strip(" \t\n~") if wanted == " " else sign == wanted
