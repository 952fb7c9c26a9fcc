"""Author lists as BibTeX and biber read them: von, family, suffix and given name in places no name can break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from octavo.bibliography.latex import Dialect, clean, escaped
from octavo.records import Author

_FORBIDDEN: Final = re.compile(r"[{}\\]")
_BREAKS_LIST: Final = re.compile(r",|\band\b", re.I)
_SIMPLE: Final = re.compile(r"[A-Z][A-Za-z]*(?:[ -][A-Z][A-Za-z]*\.?)*")


def author_list(authors: Sequence[Author], dialect: Dialect, *, more: bool = False) -> str:
    """The value of an author or editor field; `more` ends it with "and others". "" for nobody.

    All authors are written. Braces, backslashes and invisible characters in names are left out: the initials that
    styles make of them would not compile.
    """
    names = [written for author in authors if (written := written_name(author, dialect))]
    if names and more:
        names.append("others")
    return " and ".join(names)


def written_name(author: Author, dialect: Dialect) -> str:
    """One name as "von Family, Jr, Given", a group or single name in braces."""
    write = _written_for_bibtex if dialect is Dialect.BIBTEX else _written_for_biblatex
    return write(author.literal, author.family, author.given, author.particle, author.suffix)


# 2 caches of strings: hashing an author and a dialect would cost more than it saves.
@lru_cache(maxsize=50_000)
def _written_for_bibtex(literal: str, family: str, given: str, particle: str, suffix: str) -> str:
    return _written(_tidy(literal), _tidy(family), _tidy(given), _tidy(particle), _tidy(suffix), Dialect.BIBTEX)


@lru_cache(maxsize=50_000)
def _written_for_biblatex(literal: str, family: str, given: str, particle: str, suffix: str) -> str:
    return _written(_tidy(literal), _tidy(family), _tidy(given), _tidy(particle), _tidy(suffix), Dialect.BIBLATEX)


def _written(literal: str, family: str, given: str, particle: str, suffix: str, dialect: Dialect) -> str:
    if literal or not family:
        return _whole(literal or " ".join(part for part in (given, suffix) if part), dialect)
    if particle and (not particle.islower() or _BREAKS_LIST.search(particle)):
        family, particle = f"{particle} {family}", ""
    if not given:
        # "Family," with nothing behind the comma is a warning, and a bare "Gemini Team" would be split.
        alone = _whole(f"{family} {suffix}".strip(), dialect)
        return f"{_words(particle, dialect)} {alone}" if particle else alone
    written = _family(particle, family, dialect)
    if suffix:
        written += f", {_guarded(suffix, _words(suffix, dialect))}"
    return f"{written}, {_guarded(given, _words(given, dialect))}"


def _tidy(part: str) -> str:
    if not part or _SIMPLE.fullmatch(part):
        return part
    return " ".join(_FORBIDDEN.sub("", clean(part)).split())


def _whole(name: str, dialect: Dialect) -> str:
    """A name that no reader may take apart."""
    if not name:
        return ""
    written = escaped(name, dialect)
    if dialect is Dialect.BIBTEX and not written.isascii():
        return f"{{\\relax {written}}}"
    # A brace followed by a backslash is one character to BibTeX; a second brace makes it a group again.
    return f"{{{{{written}}}}}" if written.startswith("\\") else f"{{{written}}}"


def _family(particle: str, family: str, dialect: Dialect) -> str:
    if _BREAKS_LIST.search(family) or _looks_like_particle(family):
        written = _whole(family, dialect)
    else:
        written = escaped(family, dialect)
        if dialect is Dialect.BIBTEX and not written.isascii():
            written = f"{{\\relax {written}}}"
    return f"{_words(particle, dialect)} {written}" if particle else written


def _looks_like_particle(family: str) -> bool:
    """Whether a reader would take a lower-case word of the family name for a "von" ("boven d'Eert", "hooks")."""
    firsts = (next((letter for letter in word if letter.isalpha()), "A") for word in re.split(r"[\s~-]+", family))
    return any(first.islower() for first in firsts)


def _words(text: str, dialect: Dialect) -> str:
    """The words of a name part; one that LaTeX cannot write becomes a single character to BibTeX ("{\\relax 小明}").

    Else styles that abbreviate would print half a character of it.
    """
    written = escaped(text, dialect)
    if dialect is Dialect.BIBLATEX or written.isascii():
        return written
    return " ".join(word if word.isascii() else f"{{\\relax {word}}}" for word in written.split())


def _guarded(part: str, written: str) -> str:
    """Braces around a part with a comma or an "and" in it."""
    if not _BREAKS_LIST.search(part):
        return written
    return f"{{{{{written}}}}}" if written.startswith("\\") else f"{{{written}}}"
