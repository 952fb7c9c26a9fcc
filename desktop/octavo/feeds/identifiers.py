"""How arXiv numbers its papers: finding the numbers in text, and the month each one tells."""

from __future__ import annotations

import re
from typing import Final

# https://info.arxiv.org/help/arxiv_identifier.html. The archives of the old scheme are a closed list: without it
# every "pages/1234567" in an address would count.
_ARCHIVES: Final = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    "q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con"
)
_NUMBER: Final = re.compile(
    r"(?:(?<=[aA][rR][xX][iI][vV]\.)|(?<![\w.]))(?:arxiv:)?(?:"
    r"(?P<new>\d{4}\.\d{4,5})|"
    rf"(?P<archive>{_ARCHIVES})(?:\.[A-Z]{{2}})?/(?P<old>\d{{7}})"
    r")(?P<version>v\d{1,3})?(?!\w)(?!\.\d)",
    re.IGNORECASE | re.ASCII,
)


def find_arxiv_ids(text: str) -> list[str]:
    """The arXiv numbers in `text`, each once, in order, without version: "1706.03762", "hep-th/9901001"."""
    found: dict[str, None] = {}
    for match in _NUMBER.finditer(text):
        number = match["new"] or f"{match['archive'].lower()}/{match['old']}"
        if first_submitted(number):
            found[number] = None
    return list(found)


def arxiv_id(text: str) -> str:
    """The number when `text` is one arXiv number and nothing else ("arXiv:1706.03762v5"), else ""."""
    match = _NUMBER.fullmatch(text.strip())
    return next(iter(find_arxiv_ids(match.group())), "") if match else ""


def first_submitted(number: str) -> str:
    """The year and month an arXiv number tells, "2017-06"; "" when it is not a possible number."""
    digits = number.rpartition("/")[2]
    year, month = int(digits[:2]), digits[2:4]
    if not "01" <= month <= "12":
        return ""
    if "/" in number:
        century = 1900 if year >= 91 else 2000
        return f"{century + year}-{month}" if year >= 91 or year <= 7 else ""
    if digits[:4] < "0704" or (digits[:4] >= "1501") != (len(digits) == 10):
        return ""
    return f"{2000 + year}-{month}"
