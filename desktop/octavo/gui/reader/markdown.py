"""What the tools of the note editor do to Markdown: pure functions on a text and its selection."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"^(\s*)(?:[-*+] \[[ xX]\] |[-*+] |\d{1,9}[.)] |> )?")
_ITEM: Final = re.compile(r"^(\s*)([-*+] \[[ xX]\] |[-*+] |> |(\d{1,9})([.)]) )(.*)$")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `words` in place of the characters from `start` to `end`, then select from `anchor` to `position`."""

    start: int
    end: int
    words: str
    anchor: int
    position: int


def wrapped(text: str, start: int, end: int, sign: str) -> Edit:
    """Put `sign` ("**", "*", "`") on both sides of the selection, or take it away where it stands already.

    With nothing selected, just before the sign that ends such words: go on behind it.
    """
    length, chosen = len(sign), text[start:end]
    outside = text[max(0, start - length) : start] == sign == text[end : end + length]
    # One star beside two is bold, not emphasis.
    if outside and not (sign == "*" and (text[: start - 1].endswith("*") or text[end + 1 :].startswith("*"))):
        return Edit(start - length, end + length, chosen, start - length, end - length)
    if len(chosen) > 2 * length and chosen.startswith(sign) and chosen.endswith(sign):
        inner = chosen[length:-length]
        if not (sign == "*" and inner.startswith("*")):
            return Edit(start, end, inner, start, start + len(inner))
    if start == end and _ends_here(text, start, sign):
        return Edit(start, end, "", start + length, start + length)
    return Edit(start, end, f"{sign}{chosen}{sign}", start + length, end + length)


def linked(text: str, start: int, end: int) -> Edit:
    """Make the selection a link: an address gets words to fill in, words get an address to fill in."""
    chosen = text[start:end]
    if re.fullmatch(r"https?://\S+", chosen):
        return Edit(start, end, f"[]({chosen})", start + 1, start + 1)
    place = start + len(chosen) + 3
    return Edit(start, end, f"[{chosen}]()", place, place)


def prefixed(text: str, start: int, end: int, sign: str) -> Edit:
    """Begin each line of the selection with `sign` ("- ", "- [ ] ", "> "), or take it away where all have it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(start, end - 1 if end > start else end))
    last = len(text) if last < 0 else last
    lines = text[first:last].split("\n")
    if all(_own_mark(line) == sign for line in lines):
        changed = [_MARK.sub(r"\1", line, count=1) for line in lines]
    else:
        changed = [_MARK.sub(lambda found: found[1] + sign, line, count=1) for line in lines]
    words = "\n".join(changed)
    anchor = first if len(lines) > 1 else first + len(words)
    return Edit(first, last, words, anchor, first + len(words))


def continued(text: str, position: int) -> Edit | None:
    """What Enter does inside a list or a quotation: begin the next item, or end the list from an empty one."""
    first = text.rfind("\n", 0, position) + 1
    found = _ITEM.match(text[first:position])
    if found is None:
        return None
    if not found[5].strip():
        return Edit(first, position, "", first, first)
    mark = f"{int(found[3]) + 1}{found[4]} " if found[3] else re.sub(r"\[[xX]\]", "[ ]", found[2])
    words = f"\n{found[1]}{mark}"
    return Edit(position, position, words, position + len(words), position + len(words))


def word_count(text: str) -> int:
    """Words with at least one letter or figure; Markdown's marks do not count."""
    return sum(1 for word in text.split() if any(letter.isalnum() for letter in word))


def _ends_here(text: str, position: int, sign: str) -> bool:
    """Do the signs at `position` end words that `sign` began in this line?"""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    ahead = text[position:]
    runs = [len(run) for run in re.findall(rf"{re.escape(sign[0])}+", line)]
    next_run = len(ahead) - len(ahead.lstrip(sign[0]))
    if sign == "**":
        # Three stars are bold and emphasis at once.
        return next_run >= 2 and sum(run >= 2 for run in runs) % 2 == 1
    return next_run % 2 == 1 and sum(run % 2 for run in runs) % 2 == 1


def _own_mark(line: str) -> str:
    found = _MARK.match(line)
    return found[0][len(found[1]) :] if found else ""
