"""Is this HTML fit to be parsed? A parser takes quadratic time and memory on markup that never closes."""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
#: Elements without an end tag, and those that people leave open because the next one closes them.
_UNCOUNTED: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option path "
    "circle rect line polyline polygon use stop g defs svg html head body".split()
)
#: Left open, these are opened again in every later paragraph.
_REOPENED: Final = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_MOST_TAGS: Final = 2_000_000
_DEEPEST: Final = 500
_MOST_COPIES: Final = 20_000_000


def is_tangled(markup: str) -> bool:
    """True for markup nested over 500 deep, with over 2 million tags, or with tags left open before very many others.

    Real pages of papers reach about 40 levels and 10,000 tags.
    """
    depth = deepest = left_open = most_open = tags = 0
    for match in _TAG.finditer(markup):
        tags += 1
        name = match[2].lower()
        if name in _UNCOUNTED:
            continue
        step = -1 if match[1] else 1
        if name in _REOPENED:
            left_open = max(0, left_open + step)
            most_open = max(most_open, left_open)
        else:
            depth = max(0, depth + step)
            deepest = max(deepest, depth)
        if deepest > _DEEPEST or tags > _MOST_TAGS:
            return True
    return most_open * tags > _MOST_COPIES
