"""Clean text for readers that are not TeX: inline maths as the signs it prints, nothing else touched."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from octavo.bibliography.maths import INLINE, safe_maths

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text


def without_tex(text: str) -> str:
    """Clean text with "$\\ell_1$" as "ℓ_1"; what is no maths a reader could vouch for stays as it is."""
    return INLINE.sub(lambda found: _signs(found[1]) or found[0], text) if "$" in text else text


@lru_cache(maxsize=2_000)
def _signs(source: str) -> str:
    formula = safe_maths(source)
    return " ".join(_decoder().latex_to_text(f"${formula}$").split()) if formula is not None else ""


@cache
def _decoder() -> LatexNodes2Text:
    # Its tables take a tenth of a second to load, and few titles have maths.
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text")
