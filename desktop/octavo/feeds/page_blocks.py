"""From lines to blocks: wrapped paragraphs joined again, and each block of words called a title or an abstract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from octavo.feeds.page_lines import Block, Role

#: A block this long, in characters or words, is an abstract wherever it stands. Titles measured: 6 to 175 characters.
ABSTRACT_CHARACTERS: Final = 320
_ABSTRACT_WORDS: Final = 45
_SENTENCE_WORDS: Final = 14
_SHORT_SENTENCE_WORDS: Final = 6
_TWO_SENTENCES_CHARACTERS: Final = 150

_WIDEST_WRAP: Final = 120
_LONGEST_PARAGRAPH: Final = 10_000
_CLOSING: Final = "\"'\u201d\u2019»)]*_ "
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s+[\"\u201c'(]?[^\Wa-z_])|[\u3002\uff01\uff1f]")
_LETTERS_WITHOUT_SPACES: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def classify(blocks: list[Block]) -> list[Block]:
    """The blocks with every TEXT called TITLE or ABSTRACT, by the strongest sign the page carries.

    Markdown headings come first; then addresses of papers, which stand right under their titles; then length, words
    and punctuation. Position alone decides nothing, so one missing abstract does not turn the rest around.
    """
    blocks = join_wrapped(blocks)
    level = _title_level(blocks)
    title_before = False
    for block in blocks:
        if block.role is Role.TEXT:
            if level:
                block.role = Role.TITLE if block.level == level else _under_heading(block, title_before)
            else:
                block.role = Role.ABSTRACT if is_abstract(block.text, after_title=title_before) else Role.TITLE
        if block.role in (Role.TITLE, Role.ABSTRACT):
            title_before = block.role is Role.TITLE
    if not level:
        _titles_above_addresses(blocks)
    return blocks


def is_abstract(text: str, *, after_title: bool) -> bool:
    """Does `text` read as an abstract, going by length, words and sentences?"""
    if is_long(text):
        return True
    words = count_words(text)
    sentence = text.rstrip(_CLOSING)[-1:] in (".", "。")
    if sentence and words >= (_SHORT_SENTENCE_WORDS if after_title else _SENTENCE_WORDS):
        return True
    return len(text) >= _TWO_SENTENCES_CHARACTERS and len(_SENTENCE_END.findall(text + " A")) >= 2


def is_long(text: str) -> bool:
    """True for what is too long to be a title, whatever stands around it."""
    return len(text) >= ABSTRACT_CHARACTERS or count_words(text) >= _ABSTRACT_WORDS


def count_words(text: str) -> int:
    """Words between spaces; in scripts without spaces, two characters count as one word."""
    words = len(text.split())
    return words if text.isascii() else words + len(_LETTERS_WITHOUT_SPACES.findall(text)) // 2


def join_wrapped(blocks: list[Block]) -> list[Block]:
    """The blocks with paragraphs that were broken at a fixed width made whole, when the page was broken so."""
    width = _wrap_width(blocks)
    if not width:
        return blocks
    apart = _stand_apart(blocks)
    joined: list[Block] = []
    end = ""
    for block in blocks:
        before = joined[-1] if joined else None
        room = before is not None and len(before.text) < _LONGEST_PARAGRAPH
        if before and room and _goes_on(before, block) and not _ends_here(before.text, end, block, width, apart):
            before.last, before.text = block.last, f"{before.text} {block.text}"
        else:
            joined.append(block)
        end = block.text
    return joined


def _stand_apart(blocks: list[Block]) -> bool:
    """Do blank lines stand between titles and abstracts? Then among the runs of lines many are short."""
    runs: list[int] = []
    for block in blocks:
        if block.role is Role.TEXT:
            if block.gap_before or not runs:
                runs.append(0)
            runs[-1] += 1
    longer = sum(1 for run in runs if run > 3)
    return longer >= 1 and (len(runs) - longer) * 10 >= len(runs) * 4


def _wrap_width(blocks: list[Block]) -> int:
    """The width the page's paragraphs were broken at, 0 when they were not.

    In broken text most lines end because the next word had no room, and most lines go on in lower case. In a list of
    titles of one length only the first is true.
    """
    lengths = sorted(len(block.text) for block in blocks if block.role is Role.TEXT)
    if sum(1 for length in lengths[-2:] if length > ABSTRACT_CHARACTERS) == 2:
        return 0
    lengths = [length for length in lengths if length <= _WIDEST_WRAP]
    pairs = [
        (len(above.text) + 1 + len(below.text.split(maxsplit=1)[0]), below.text[0].islower())
        for above, below in pairwise(blocks)
        if below.role is Role.TEXT and _goes_on(above, below)
    ]
    if len(pairs) < 3 or not lengths:
        return 0
    for width in (lengths[-1], lengths[len(lengths) * 9 // 10]):
        full = [lower for needed, lower in pairs if needed > width]
        if len(full) >= 3 and len(full) * 5 >= len(pairs) * 2 and sum(full) * 2 >= len(full):
            return width
    return 0


def _goes_on(above: Block, below: Block) -> bool:
    """May `below` be the next line of the paragraph of `above`?

    A word of furniture may, for "Models" ends many titles; so may an address that names no paper.
    """
    return (
        above.role is Role.TEXT
        and below.role in (Role.TEXT, Role.FURNITURE, Role.FOOTER, Role.ADDRESS)
        and not (below.gap_before or below.level or above.level)
        and (len(below.text) <= _WIDEST_WRAP if below.role is Role.TEXT else not below.arxiv)
    )


def _ends_here(paragraph: str, line: str, below: Block, width: int, apart: bool) -> bool:
    """Does `paragraph`, whose last line is `line`, end before `below`?

    Where blank lines stand between the paragraphs, no paragraph ends elsewhere. Without them one ends when the next
    word had room, and where capitals show that a title begins or ends at a full line.
    """
    following = below.text
    if apart and below.role is Role.TEXT:
        return False
    stopped = line.rstrip(_CLOSING)[-1:] in (".", "!", "?", "\u3002")
    if len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width:
        return stopped or not following[0].islower()
    if below.role is Role.ADDRESS:
        return False
    if stopped:
        return _capitals(following, 3) >= 0.7
    if len(paragraph) >= ABSTRACT_CHARACTERS or not following[0].isupper():
        return False
    return _capitals(paragraph, 3) >= 0.7 and 0 <= _capitals(following, 5) <= 0.4


def _capitals(text: str, fewest: int) -> float:
    """The share of longer words with a capital or figure in front; -1 when there are fewer than `fewest` of them."""
    longer = [word for word in text.split() if len(word) > 3]
    if len(longer) < fewest:
        return -1.0
    return sum(1 for word in longer if not word[0].islower()) / len(longer)


def _title_level(blocks: Iterable[Block]) -> int:
    """The depth of Markdown heading that holds the titles, 0 on a page without such headings."""
    levels: Counter[int] = Counter()
    named: set[int] = set()
    for block in blocks:
        if block.level and block.role is Role.TEXT:
            levels[block.level] += 1
            if block.arxiv:
                named.add(block.level)
    if named:
        return max(named, key=lambda level: levels[level])
    level, count = max(levels.items(), key=lambda item: item[1], default=(0, 0))
    return level if count >= 2 or (count == 1 and level > 1) else 0


def _under_heading(block: Block, title_before: bool) -> Role:
    if block.level:
        return Role.TEXT
    enough = count_words(block.text) >= _SHORT_SENTENCE_WORDS if title_before else False
    return Role.ABSTRACT if enough or is_abstract(block.text, after_title=title_before) else Role.TEXT


def _titles_above_addresses(blocks: list[Block]) -> None:
    """The words right above the first address of a paper are its title, even when they end like a sentence."""
    seen: set[str] = set()
    untitled = True
    for above, below in pairwise(blocks):
        if below.role is Role.ADDRESS and below.arxiv and below.arxiv not in seen:
            seen.add(below.arxiv)
            if above.role is Role.ABSTRACT and not is_long(above.text) and untitled:
                above.role = Role.TITLE
            untitled = True
        elif above.role is Role.TITLE:
            untitled = False
