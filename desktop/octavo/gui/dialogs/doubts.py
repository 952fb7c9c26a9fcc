"""What may be wrong with a bibliographic field though it can be saved: a sentence to show under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from octavo.bibliography.names import split_name

#: The first printed books of Europe; an older work has no date of publication.
_FIRST_YEAR: Final = 1450
#: Journals date ahead by a year at most.
_YEARS_AHEAD: Final = 2


def doubt(name: str, words: str, today: date) -> str:
    """The sentence for the field `name`, "" when there is nothing to look at."""
    words = words.strip()
    if name == "published":
        return _date(words, today)
    check = _CHECKS.get(name)
    return check(words) if check and words else ""


def _date(words: str, today: date) -> str:
    year = int(words[:4]) if words[:4].isascii() and words[:4].isdigit() else 0
    if year > today.year + _YEARS_AHEAD:
        return f"{year} is far in the future."
    if 0 < year < _FIRST_YEAR:
        return f"{year} is before printing began."
    return ""


def _braces(words: str) -> str:
    depth = 0
    for sign in words:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            break
    return "A brace has no partner. It will be printed as it stands." if depth else ""


def _authors(words: str) -> str:
    for number, line in enumerate(words.splitlines(), 1):
        name = line.strip()
        if name.startswith("{") or len(name.split()) < 2:
            continue
        if ";" in name or name.count(",") > 2 or ("," in name and re.search(r"\band\b|&", name)):
            return f"Line {number} may hold several authors. Each has a line of their own."
        if split_name(name).literal:
            return f"Line {number} looks like a group and is kept whole. In {{braces}} that is certain."
    return ""


def _isbn(words: str) -> str:
    signs = re.sub(r"[\s-]", "", re.split(r"[,;]", words)[0]).upper()
    if re.fullmatch(r"\d{13}", signs):
        right = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(signs)) % 10 == 0
    elif re.fullmatch(r"\d{9}[\dX]", signs):
        right = _weighed(signs, 11)
    else:
        return "An ISBN has 10 or 13 figures."
    return "" if right else "The last figure of this ISBN does not fit the others."


def _issn(words: str) -> str:
    signs = re.sub(r"[\s-]", "", words).upper()
    if not re.fullmatch(r"\d{7}[\dX]", signs):
        return "An ISSN has 8 figures, like 2049-3630."
    return "" if _weighed(signs, 11) else "The last figure of this ISSN does not fit the others."


def _weighed(signs: str, modulus: int) -> bool:
    total = sum((10 if sign == "X" else int(sign)) * (len(signs) - place) for place, sign in enumerate(signs))
    return total % modulus == 0


_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "title": _braces,
    "venue": _braces,
    "series": _braces,
    "publisher": _braces,
    "abstract": _braces,
    "authors": _authors,
    "isbn": _isbn,
    "issn": _issn,
}
