"""Samples made wrong in every way a wire, a disk, an editor or a person may; the same numbers make the same input."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

#: Inputs stay below this, so that 10,000 of them can be read; sizes have a test of their own.
LONGEST: Final = 60_000
_PIECE = re.compile(rb"<[^<>]{0,200}>|[{}\[\]\",:@\\]|\w+|\s+|[^\w\s]")
#: What trips readers: nothing, extremes, other encodings, unclosed things, controls and directions.
_NASTY: Final = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\xc2\x85", b"\xe2\x80\xae", b"\xf0\x9f\x92\xa9",
    b"<", b">", b"&", b"&#0;", b"&#x110000;", b"&lt;", b"]]>", b"<![CDATA[", b"<!--", b"<?", b"{", b"}", b"[", b"]",
    b'"', b"\\", b"\\\\", b"@", b"%", b"null", b"-1", b"1e999", b"99999999999999999999", b"NaN", b"\\ud800", b"\\u0000",
    b"<div>" * 300, b"[" * 2_000, b'{"paper":' * 500, b"{" * 2_000, b"(" * 2_000,
    b"a" * 5_000, b" " * 5_000, b"\n" * 3_000,
    b"-" * 3_000, b"&amp;" * 500, b", " * 3_000, b" and " * 2_000, b"\xcc\x81" * 2_000, b"=" * 3_000, b"<a href=" * 500,
    b"2603.00001 " * 500, b"10.1000/" + b"x" * 3_000, b"$" * 2_000, b"\\textit{" * 500, b"Submitted by " * 300,
)  # fmt: skip


def mutated(seeds: Sequence[bytes], others: Sequence[bytes], chance: random.Random) -> bytes:
    """One wrong input made of a sample; `others` are samples of other forms, to be mixed in."""
    data = chance.choice(seeds)
    for _turn in range(chance.choice((1, 1, 2, 3, 5, 9))):
        data = chance.choice(_WAYS)(data, others, chance)[:LONGEST]
    return data


def _bits(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _turn in range(chance.randint(1, 12)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] if chance.random() < 0.7 else data[place:]


def _without(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    start, stop = _span(data, chance)
    return data[:start] + data[stop:]


def _again(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    start, stop = _span(data, chance)
    return data[:stop] + data[start:stop] * chance.choice((1, 2, 20, 200)) + data[stop:]


def _nasty(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(_NASTY) + data[place:]


def _nasty_piece(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    """A tag, word or sign of the form is replaced."""
    pieces = list(_PIECE.finditer(data[:LONGEST]))
    if not pieces:
        return chance.choice(_NASTY)
    found = chance.choice(pieces)
    return data[: found.start()] + chance.choice(_NASTY) + data[found.end() :]


def _swapped(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    pieces = _PIECE.findall(data[:LONGEST])
    for _turn in range(min(len(pieces), chance.randint(1, 6))):
        one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def _spliced(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _encoded(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    """Read as one encoding and written in another, as editors do."""
    text = data.decode(chance.choice(("utf-8", "latin-1")), "replace")
    return text.encode(chance.choice(("utf-16", "utf-16-be", "utf-8-sig", "cp1252", "utf-7", "utf-8")), "replace")


def _ends(data: bytes, _others: Sequence[bytes], chance: random.Random) -> bytes:
    ends = chance.choice((b"\r\n", b"\r", b"\n\n", b" ", b"", "\u2028".encode()))
    return data.replace(b"\n", ends)


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 5, 30, 300)))


_Way = Callable[[bytes, Sequence[bytes], random.Random], bytes]
_WAYS: Final[tuple[_Way, ...]] = (
    _bits, _cut, _without, _again, _nasty, _nasty_piece, _nasty_piece, _swapped, _spliced, _encoded, _ends,
)  # fmt: skip
