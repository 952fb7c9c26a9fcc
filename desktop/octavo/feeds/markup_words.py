"""The words of the small pieces of HTML that feeds carry in titles and descriptions."""

from __future__ import annotations

import html
import re
from typing import Final

_TAG: Final = re.compile(r"(<(?:/?[a-zA-Z][^<>]*|!--[^<>]*--|![A-Za-z\[][^<>]*)>)")
_TAG_NAME: Final = re.compile(r"</?([a-zA-Z][\w:-]{0,40})")
#: Where one paragraph ends and the next begins; every other element stands inside a line.
_BLOCKS: Final = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr table section article blockquote pre figure hr jats:p jats:sec"
    " jats:title header footer".split()
)
_UNSEEN: Final = frozenset(("script", "style", "template"))
#: In titles "<" is as often a relation as the start of a tag, so only tags that do stand in titles are taken out.
_IN_TITLE: Final = re.compile(
    r"</?(?:i|b|u|a|em|strong|sub|sup|span|small|tt|br|p|div|scp|inline-formula|jats:[a-z]{1,12}|mml:[a-z]{1,12})"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)


def words_of_markup(markup: str) -> str:
    """What a reader sees of `markup`, paragraphs apart by a blank line. Text without any tag is only unescaped."""
    if "<" not in markup:
        return html.unescape(markup)
    pieces = []
    unseen = ""
    for place, piece in enumerate(_TAG.split(markup)):
        if place % 2 == 0:
            pieces.append("" if unseen else piece)
            continue
        found = _TAG_NAME.match(piece)
        name = found[1].lower() if found else ""
        if name in _UNSEEN:
            unseen = "" if piece.startswith("</") and name == unseen else unseen or name
        elif unseen:
            continue
        elif name in _BLOCKS:
            pieces.append("\n\n")
        elif name == "br":
            pieces.append("\n")
    return html.unescape("".join(pieces))


def words_of_title(markup: str) -> str:
    """A title without the tags that stand in titles and without entities."""
    return html.unescape(_IN_TITLE.sub("", markup) if "<" in markup else markup)
