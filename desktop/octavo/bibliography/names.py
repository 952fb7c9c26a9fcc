"""Names of authors: whole names as feeds give them, split into the parts that citations need."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from octavo.bibliography.residue import readable
from octavo.records import Author

PARTICLES: Final = frozenset(
    "van von vom der den de del della delle dell di da do dal dos das du des la le lo el al ter ten te tot zu zum zur"
    " af av auf bin ibn ben bint op 't ’t 's ’s het in vander vanden san santa st".split()
)
_CAPITAL_PARTICLES: Final = frozenset("Van Von De Del Della Di Da Dal Dos Das Du Des La Le El Ter Ten Vander".split())
#: Families that show a name is Vietnamese, where Van and De are middle names.
_VIETNAMESE: Final = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh luong truong".split()
)
_SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "jnr", "jnr.", "snr", "snr."})
#: Degrees stand behind a comma like given names, but are no part of a name.
_DEGREES: Final = frozenset({"phd", "ph.d.", "ph.d", "md", "m.d.", "msc", "m.sc.", "dr", "dr."})
_GROUP_WORDS: Final = frozenset(
    "team teams group collaboration collaborations consortium inc inc. ltd ltd. llc corp corp. corporation company"
    " gmbh university universität université universidad institute institut laboratory laboratories lab labs research"
    " foundation project organization organisation committee initiative alliance association society centre center"
    " department community contributors contributor technologies technology network agency authors council ministry"
    " working taskforce developers maintainers partnership office of for e.v.".split()
)
_GROUP_NAMES: Final = frozenset(
    "google deepmind openai nvidia microsoft anthropic eleutherai bigscience bigcode huggingface alibaba tencent"
    " bytedance baidu deepseek ibm amazon mistral cohere facebook salesforce".split()
)
_GROUPS: Final = frozenset({"hugging face", "stability ai", "allen ai"})
_EAST_ASIAN: Final = re.compile(
    r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af々ー·・]+"
)
_MORE: Final = re.compile(r"(?:^|[\s,;]+)(?:et\.?\s*al\.?|and\s+others|others|and\s+\d+\s+(?:more|others))$", re.I)
_MARKS: Final = " *†‡§¶#¹²³⁴⁵⁶⁷⁸⁹,;"
#: No name is longer; a line of commas that claims to be one may be.
_LONGEST: Final = 1_000
_COMMA: Final = re.compile(r"\s*,\s*")
_AND: Final = re.compile(r"\band\b|&", re.I)


def split_name(raw: str) -> Author:
    """Split one whole name ("Ludwig van Beethoven", "Beethoven, Ludwig van", "Gemini Team").

    Groups, single words and East Asian names without spaces become a `literal`. Nothing raises; a blank name
    gives an empty `Author`.
    """
    name = _tidy(raw[:_LONGEST])
    if not name:
        return Author()
    if _is_group(name):
        return Author(literal=name)
    parts = [part for part in _COMMA.split(name) if part and part.casefold() not in _DEGREES]
    if len(parts) == 1:
        return _split_spoken(parts[0])
    if len(parts) == 2:
        if parts[1].casefold() in _SUFFIXES:
            return _split_spoken(f"{parts[0]} {parts[1]}")
        return _split_inverted(parts[0], parts[1], "")
    if len(parts) == 3 and parts[1].casefold() in _SUFFIXES:
        return _split_inverted(parts[0], parts[2], parts[1])
    if len(parts) == 3 and parts[2].casefold() in _SUFFIXES:
        return _split_inverted(parts[0], parts[1], parts[2])
    return Author(literal=name)


def split_names(names: Sequence[str]) -> tuple[tuple[Author, ...], bool]:
    """Split whole names in order; the second value is true when the list ends in "et al." or "and others"."""
    authors = []
    more = False
    for raw in names:
        name = " ".join(raw[:_LONGEST].split())
        if _MORE.search(name):
            more = True
            name = _MORE.sub("", name)
        author = split_name(name)
        if author != Author():
            authors.append(author)
    return tuple(authors), more


def _tidy(raw: str) -> str:
    if raw.isascii() and raw.isprintable():
        return " ".join(readable(raw).split()).rstrip(_MARKS)
    text = unicodedata.normalize("NFC", readable(raw))
    text = "".join(" " if character.isspace() else character for character in text)
    text = "".join(character for character in text if unicodedata.category(character)[0] != "C")
    return " ".join(text.split()).rstrip(_MARKS)


def _is_group(name: str) -> bool:
    words = name.split()
    if len(words) == 1:
        return "," not in name
    folded = [word.strip(",;()").casefold() for word in words]
    if words[0] == "The" or _AND.search(name) or name.casefold() in _GROUPS:
        return True
    if any(word in _GROUP_NAMES for word in folded) or "AI" in words:
        return True
    return any(word in _GROUP_WORDS for word in folded[1:]) or folded[0] in {"university", "team"}


def _split_spoken(name: str) -> Author:
    """Split "Given particle Family Jr."."""
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1].casefold() in _SUFFIXES else ""
    if len(words) == 1:
        return Author(family=words[0], suffix=suffix) if suffix else Author(literal=words[0])
    if len(words) == 2 and all(_EAST_ASIAN.fullmatch(word) for word in words):
        return _split_east_asian(words)
    start = _family_start(words)
    given, rest = words[:start], words[start:]
    particle: list[str] = []
    while len(rest) > 1 and rest[0] in PARTICLES:
        particle.append(rest.pop(0))
    return Author(" ".join(rest), " ".join(given), " ".join(particle), suffix)


def _split_east_asian(words: list[str]) -> Author:
    """Family first, unless only the second word has the length of a family name."""
    if len(words[1]) == 1 and len(words[0]) > 1:
        words = words[::-1]
    return Author(family=words[0], given=words[1])


def _split_inverted(family: str, given: str, suffix: str) -> Author:
    """Split "particle Family, Given"; a particle may also stand after the given name ("Beethoven, Ludwig van")."""
    words = family.split()
    particle = []
    while len(words) > 1 and words[0] in PARTICLES:
        particle.append(words.pop(0))
    first = given.split()
    trailing: list[str] = []
    while not particle and len(first) > 1 and first[-1] in PARTICLES:
        trailing.insert(0, first.pop())
    return Author(" ".join(words), " ".join(first), " ".join(particle or trailing), suffix)


def _family_start(words: list[str]) -> int:
    """Where the family name (particles included) begins in "Given ... Family"."""
    last = len(words) - 1
    if words[last][0].islower() and ("'" in words[last] or "’" in words[last] or "-" in words[last]):
        return last
    for index in range(last):
        if words[index] in PARTICLES:
            return index
    for index in range(1, last):
        if words[index] in _CAPITAL_PARTICLES and not _is_vietnamese(words):
            return index
        if words[index] in ("y", "e") and index > 1:
            return index - 1
    return last


def _is_vietnamese(words: list[str]) -> bool:
    return _plain(words[0]) in _VIETNAMESE or _plain(words[-1]) in _VIETNAMESE


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
