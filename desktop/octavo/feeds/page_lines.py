"""What each line of a page's text is: furniture, date, votes, address, or words that may be a title or an abstract."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from octavo.feeds.dates import PageDate, month_number, read_date
from octavo.feeds.identifiers import arxiv_id, find_arxiv_ids


class Role(Enum):
    """What a block of lines is. TEXT is decided later, as TITLE or ABSTRACT."""

    FURNITURE = auto()
    HEADER = auto()
    FOOTER = auto()
    DATE = auto()
    NUMBER = auto()
    UPVOTE = auto()
    AUTHORS = auto()
    SUBMITTER = auto()
    ADDRESS = auto()
    PAPER_LINE = auto()
    TEXT = auto()
    TITLE = auto()
    ABSTRACT = auto()


@dataclass(slots=True)
class Block:
    """Lines `first` to `last` (counted from 1, both included) that belong together.

    `arxiv` is the number an address or link names; `number` the count of votes or comments; `level` the depth of a
    Markdown heading, else 0; `published` marks a date that is said to be the paper's own.
    """

    first: int
    last: int
    role: Role
    text: str
    arxiv: str = ""
    number: int | None = None
    date: PageDate | None = None
    level: int = 0
    published: bool = False
    gap_before: bool = field(default=True)


_HEADER: Final = frozenset({
    "daily papers", "trending papers", "get trending papers in your email inbox!",
    "get trending papers in your email inbox once a day!", "and the research community",
})  # fmt: skip
_FOOTER: Final = frozenset({"previous", "next", "trending papers ranked by github stars activity"})
_FURNITURE: Final = frozenset({
    "new", "subscribe", "by", "ak", "_akhaliq", "papers", "daily", "weekly", "monthly", "trending", "upvote", "upvotes",
    "arxiv page", "view arxiv page", "view pdf", "pdf", "github", "abstract", "ai-generated summary", "project page",
    "hugging face", "models", "datasets", "spaces", "posts", "docs", "solutions", "enterprise", "pricing", "buckets",
    "log in", "sign up", "login", "search", "search papers", "community", "company", "tos", "terms", "privacy", "about",
    "jobs", "careers", "press", "website", "resources", "learn", "documentation", "blog", "forum", "service status",
    "system theme", "follow", "comments", "submit", "share", "collection", "collections", "back to top", "menu",
    "submit a paper", "·", "•",
})  # fmt: skip

_BY_AK: Final = re.compile(r"by\s*@?_?ak(?:haliq)?_?\s*and the research community", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:-\s*|▲\s*|\+\s*)?(\d{1,3}(?:,\d{3})+|\d{1,7}|\d{1,4}(?:\.\d{1,2})?\s?[kK])")
_UPVOTE: Final = re.compile(r"upvotes?:?\s*(\S{1,9})|(\S{1,9})\s+upvotes?", re.IGNORECASE)
_AUTHORS: Final = re.compile(r"[·•]?\s*\d[\d,]*\s+authors?", re.IGNORECASE)
_COMMENTS: Final = re.compile(
    r"[·•]?\s*(?:\d[\d,]*\s+(?:comments?|replies|models?|datasets?|spaces?)|github\s+\S{1,9})", re.IGNORECASE
)
_SUBMITTER: Final = re.compile(r"submitted by:?(?:\s+(\S.{0,60}))?", re.IGNORECASE)
_PUBLISHED: Final = re.compile(
    r"(?:[·•]\s*)?(published on|published:?|submitted on|listed on)\s+(.{4,40})", re.IGNORECASE
)
_PAPER_LINE: Final = re.compile(r"paper\s*[•·]\s*(\S+)\s*[•·]\s*published\s+([^•·]{4,30})(.*)", re.IGNORECASE)
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\))\s*(?:\d{4}\s*)?hugging face.*", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"<?((?:https?://|www\.)\S+|/papers/\S+)>?", re.IGNORECASE)
_PAPER_PLACE: Final = re.compile(r"(?:/papers/|arxiv\.org/(?:abs|pdf|html)/)([^\s?#)>\]]{8,40})", re.IGNORECASE)
_LINK: Final = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^\s()<>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_IMAGE: Final = re.compile(r"!\[[^\[\]]*\]\([^\s()]*\)")
_HEADING: Final = re.compile(r"(#{1,6})\s+(.*)")
_BULLET: Final = re.compile(r"\A(?:[-*•‣▪◦\u2013]|\(?\d{1,3}[.)])\s+(?=\S)")
_DIGIT: Final = re.compile(r"\d")
_LIST_MARK: Final = re.compile(r"[-*•‣]|\(?\d{1,3}[.)]")
_NO_WORDS: Final = re.compile(r"[\W_]+")

#: The longest furniture, date or count that begins with a letter, and holds no bullet.
_LONGEST_FURNITURE: Final = 80
#: Lines longer than this are words and nothing else: no furniture, date or count is so long.
_LONGEST_SIGN: Final = 160


def read_lines(text: str) -> list[Block]:
    """One block a line that is not blank, recognised as far as a line alone tells."""
    blocks: list[Block] = []
    gap = True
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        first = number
        line = lines[number].strip()
        number += 1
        if not line:
            gap = True
            continue
        if line[0] == "#":
            line, number = _whole_heading(line, lines, number)
        block = recognise(line, first + 1, number)
        block.gap_before = gap
        blocks.append(block)
        gap = False
    return _joined_signs(blocks)


def recognise(line: str, first: int, last: int) -> Block:
    """The block one stripped line makes."""
    if len(line) > _LONGEST_SIGN and "](" not in line[:_LONGEST_SIGN]:
        if _is_address(line):
            return Block(first, last, Role.ADDRESS, line, paper_place(line[:_LONGEST_SIGN]))
        return Block(first, last, Role.TEXT, line)
    block = Block(first, last, Role.TEXT, line)
    if line[0] == "#" and (heading := _HEADING.fullmatch(line)):
        body, _, closing = heading[2].rpartition(" ")
        block.level, block.text = len(heading[1]), heading[2] if closing.strip("#") or not body else body.rstrip()
    if "](" in line:
        _unwrap_link(block)
    _recognise_sign(block)
    return block


def paper_place(text: str) -> str:
    """The arXiv number of the first paper address in `text`, "" when there is none."""
    match = _PAPER_PLACE.search(text) if "/" in text else None
    numbers = find_arxiv_ids(match[1].removesuffix(".pdf").removesuffix(".md")) if match else []
    return numbers[0] if numbers else ""


def without_bullet(title: str) -> str:
    """`title` without the bullet or list number in front of it."""
    return title if title[:1].isalpha() else _BULLET.sub("", title, count=1)


def _recognise_sign(block: Block) -> None:
    text = block.text
    if len(text) > _LONGEST_SIGN or (len(text) > _LONGEST_FURNITURE and text[0].isalpha() and "•" not in text):
        if _is_address(text):
            block.role, block.arxiv = Role.ADDRESS, block.arxiv or paper_place(text)
        return
    folded = without_bullet(text).casefold().strip()
    if not folded or _NO_WORDS.fullmatch(text):
        block.role = Role.NUMBER if folded == "-" else Role.FURNITURE
    elif folded in _HEADER or (folded.startswith("by") and _BY_AK.fullmatch(folded)):
        block.role = Role.HEADER
    elif folded in _FOOTER or _COPYRIGHT.fullmatch(text):
        block.role = Role.FOOTER
    elif folded in _FURNITURE:
        block.role = Role.UPVOTE if folded.startswith("upvote") else Role.FURNITURE
    elif _is_address(text):
        block.role, block.arxiv = Role.ADDRESS, block.arxiv or paper_place(text)
    elif _DIGIT.search(text):
        if not _recognise_count(block):
            _recognise_date(block)
    elif folded.startswith("submitted by") and _SUBMITTER.fullmatch(text):
        block.role = Role.SUBMITTER


def _recognise_count(block: Block) -> bool:
    text = block.text
    if match := _NUMBER.fullmatch(text):
        block.role, block.number = Role.NUMBER, _count(match[1])
    elif _AUTHORS.fullmatch(text):
        block.role = Role.AUTHORS
    elif _COMMENTS.fullmatch(text):
        block.role = Role.FURNITURE
    elif match := _UPVOTE.fullmatch(text):
        counted = _NUMBER.fullmatch(match[1] or match[2])
        if counted:
            block.role, block.number = Role.UPVOTE, _count(counted[1])
    elif _SUBMITTER.fullmatch(text):
        block.role = Role.SUBMITTER
    return block.role is not Role.TEXT


def _recognise_date(block: Block) -> None:
    text = block.text
    if number := arxiv_id(text):
        block.role, block.arxiv = Role.ADDRESS, number
        return
    if match := _PAPER_LINE.fullmatch(text):
        block.role = Role.PAPER_LINE
        block.arxiv = block.arxiv or next(iter(find_arxiv_ids(match[1])), "")
        block.date, block.published = read_date(match[2]), True
        votes = _NUMBER.fullmatch(match[3].strip(" •·"))
        block.number = _count(votes[1]) if votes else None
        return
    if match := _PUBLISHED.fullmatch(text):
        block.date, block.published = read_date(match[2]), match[1].casefold().startswith("published")
    elif text[0] in "·•":
        block.date, block.published = read_date(text[1:]), True
    else:
        block.date = read_date(text)
    if block.date:
        block.role = Role.DATE


def _count(digits: str) -> int:
    if digits[-1] in "kK":
        return round(float(digits[:-1]) * 1000)
    return int(digits.replace(",", ""))


def _is_address(text: str) -> bool:
    return (text[0] in "<hHwW/") and _ADDRESS.fullmatch(text) is not None


def _unwrap_link(block: Block) -> None:
    """A line that is nothing but links and images stands for its words; its address may name the paper."""
    text = _IMAGE.sub("", block.text).strip()
    rest = _LINK.sub("", text).strip(" ·•|")
    if rest and not block.level and not _LIST_MARK.fullmatch(rest):
        return
    block.arxiv = paper_place(block.text)
    block.text = _LINK.sub(r"\1", text).strip()


def _whole_heading(line: str, lines: list[str], number: int) -> tuple[str, int]:
    """A heading whose link text runs over the line's end, joined with the lines it needs (3 at most)."""
    taken = number
    while line.count("[") > line.count("]") and taken < min(len(lines), number + 3) and lines[taken].strip():
        line = f"{line} {lines[taken].strip()}"
        taken += 1
    return (line, taken) if line.count("[") == line.count("]") else (lines[number - 1].strip(), number)


def _joined_signs(blocks: list[Block]) -> list[Block]:
    """Signs that text extractors break in two: "Aug" above "1", and "Submitted by" above the name."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before and before.role is Role.TEXT and block.role is Role.NUMBER and month_number(before.text):
            date = read_date(f"{before.text} {block.text}")
            if date:
                joined[-1] = Block(before.first, block.last, Role.DATE, date.text, date=date, level=before.level)
                continue
        if before and block.role is Role.TEXT and _is_submitters_name(before, block):
            block.role, block.text = Role.SUBMITTER, f"Submitted by {block.text}"
        joined.append(block)
    return joined


def _is_submitters_name(before: Block, block: Block) -> bool:
    awaited = before.role is Role.SUBMITTER and before.text.casefold().rstrip(": ") == "submitted by"
    return awaited and len(block.text) <= 60 and ":" not in block.text and len(block.text.split()) <= 4
