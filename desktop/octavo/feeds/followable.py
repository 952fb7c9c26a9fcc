"""From what a person types to the feed they mean: an address of a page, feed or interface, or a name. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qs, quote, urlencode, urlsplit, urlunsplit

from octavo.records import OctavoError


class Way(StrEnum):
    """How a feed is asked: day by day, as a ranked list in pages, as arXiv's daily feed, or as it comes."""

    DAYS = "days"
    LIST = "list"
    ARXIV = "arxiv"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Followable:
    """A feed to follow. `address` is what is kept, `name` a proposal, `words` say what it is."""

    address: str
    name: str
    words: str
    way: Way = Way.FEED


HUB: Final = "https://huggingface.co"
DAILY: Final = Followable(f"{HUB}/papers", "Daily papers", "The daily papers of Hugging Face, day by day", Way.DAYS)
TRENDING: Final = Followable(
    f"{HUB}/papers/trending", "Trending papers", "The trending papers of Hugging Face", Way.LIST
)
WEEKLY: Final = Followable(
    f"{HUB}/papers/week", "Papers of the week", "The papers of the week at Hugging Face, as they are ranked", Way.LIST
)
MONTHLY: Final = Followable(
    f"{HUB}/papers/month", "Papers of the month", "The papers of the month at Hugging Face, as they are ranked",
    Way.LIST,
)  # fmt: skip
_HUB_LISTS: Final = {"daily": DAILY, "trending": TRENDING, "week": WEEKLY, "month": MONTHLY}

_UNKNOWN: Final = (
    "Octavo knows no feed of this name. Give its address, or a name such as “Hugging Face daily” or “arXiv cs.CL”."
)
_ONE_PAPER: Final = "This is the address of one paper, not of a feed. Import the paper instead."
_NO_CATEGORY: Final = "arXiv has no category “{name}”. Its names are like cs.CL, stat.ML or hep-th."
_ONLY_WEB: Final = "Octavo follows addresses that begin with https:// or http://."

#: https://arxiv.org/category_taxonomy; archives without subjects stand for themselves.
_ARCHIVES: Final = frozenset(
    "astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex nucl-th physics "
    "q-bio q-fin quant-ph stat".split()
)
_SMALL_SUBJECTS: Final = frozenset(("physics", "cond-mat"))
_CATEGORY: Final = re.compile(r"(?P<archive>[a-z]{2,8}(?:-[a-z]{2,4})?)(?:\.(?P<subject>[a-z]{2,4}(?:-[a-z]{2,5})?))?")
_LONGEST: Final = 2_000
_MOST_CATEGORIES: Final = 20

_HUB_NAME: Final = re.compile(
    r"(?:(?:hugging\s?face|hf)(?:'s)?)?\s*(?:papers?)?\s*(?P<which>daily|trending|weekly|week|monthly|month)?"
    r"(?:\s+papers?)?"
)
_ARXIV_NAME: Final = re.compile(r"arxiv\s*[:/ ]?\s*(?P<names>[a-z.+,;&\s-]{2,300})?")
_HOST: Final = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d{1,5})?(?:[/?#].*)?", re.IGNORECASE)
_LOCAL_HOST: Final = re.compile(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:[/?#].*)?", re.IGNORECASE)
_ARXIV_PATH: Final = re.compile(r"/(?:rss|atom|list|catchup)/(?P<names>[^/?#]{2,300})", re.IGNORECASE)
_ARXIV_PAPER: Final = re.compile(r"/(?:abs|pdf|html|format)/", re.IGNORECASE)
_HUB_PAPER: Final = re.compile(r"/papers/\d{4}\.\d{4,5}(?:v\d+)?/?")


def recognise(typed: str) -> Followable:
    """The feed that `typed` means. Raises OctavoError with a sentence when it means none."""
    text = " ".join(typed[:_LONGEST].split()).strip("<>\"'“” ")
    if address := _as_address(text):
        return _of_address(address)
    return _of_name(text.casefold())


def is_address(typed: str) -> bool:
    """Does this look like an address, complete or not, rather than a name?"""
    return bool(_as_address(" ".join(typed[:_LONGEST].split())))


def well_known() -> tuple[Followable, ...]:
    """Feeds to propose to someone who follows none yet."""
    return DAILY, TRENDING, *(_arxiv([name]) for name in ("cs.CL", "cs.LG", "cs.AI", "cs.CV", "stat.ML"))


def _as_address(text: str) -> str:
    text = re.sub(r"^feed:(?://)?(?=\S)", "", text, flags=re.IGNORECASE)
    if "://" in text:
        return text
    if _LOCAL_HOST.fullmatch(text):
        return f"http://{text}"
    if _HOST.fullmatch(text) and not _known_categories(text.casefold()):
        return f"https://{text}"
    return ""


def _of_address(address: str) -> Followable:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        sound = parts.scheme.lower() in ("http", "https") and host and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or " " in address:
        raise OctavoError(_ONLY_WEB)
    path, asked = parts.path or "/", parse_qs(parts.query)
    if host in ("huggingface.co", "hf.co"):
        if _HUB_PAPER.fullmatch(path):
            raise OctavoError(_ONE_PAPER)
        if found := _of_hub(path, asked):
            return found
    if host == "arxiv.org" or host.endswith(".arxiv.org"):
        if match := _ARXIV_PATH.match(path):
            return _arxiv(_categories(match["names"].casefold()))
        if _ARXIV_PAPER.match(path):
            raise OctavoError(_ONE_PAPER)
    kept = urlunsplit((parts.scheme.lower(), parts.netloc, parts.path or "/", parts.query, ""))
    return Followable(kept, host, f"A feed or page at {host}")


def _of_hub(path: str, asked: dict[str, list[str]]) -> Followable | None:
    """A listing of the hub by the address of its page or of its interface."""
    path = path.rstrip("/")
    if path == "/papers" and asked.get("q"):
        return _hub_search(asked["q"][0])
    if path == "/papers" or path.startswith("/papers/date"):
        return DAILY
    if path == "/api/papers/search" and asked.get("q"):
        return _hub_search(asked["q"][0])
    if path == "/api/daily_papers" and not asked.get("submitter"):
        if asked.get("sort", [""])[0] == "trending":
            return TRENDING
        return WEEKLY if "week" in asked else MONTHLY if "month" in asked else DAILY
    found = re.fullmatch(r"/papers/(trending|week|month)(?:/[\w-]+)?", path)
    return _HUB_LISTS[found[1]] if found else None


def _hub_search(words: str) -> Followable:
    tidy = " ".join(words.split())[:200]
    return Followable(
        f"{HUB}/papers?{urlencode({'q': tidy}, quote_via=quote)}", f"Papers about {tidy}"[:80],
        f"What Hugging Face finds for “{tidy}”", Way.LIST,
    )  # fmt: skip


def _of_name(name: str) -> Followable:
    match = _HUB_NAME.fullmatch(name) if name else None
    if match and (match["which"] or "hugging" in name or name.split()[0] == "hf"):
        return _HUB_LISTS[(match["which"] or "daily").replace("weekly", "week").replace("monthly", "month")]
    if name.startswith("arxiv"):
        match = _ARXIV_NAME.fullmatch(name)
        if match and match["names"]:
            return _arxiv(_categories(match["names"]))
    elif categories := _known_categories(name):
        return _arxiv(categories)
    raise OctavoError(_UNKNOWN)


def _known_categories(name: str) -> list[str]:
    """The categories in "cs.cl+cs.lg" when all of them are arXiv's, and dotted as no other word is; else none."""
    try:
        return _categories(name) if "." in name else []
    except OctavoError:
        return []


def _categories(names: str) -> list[str]:
    """The categories named, spelled as arXiv spells them. Raises OctavoError for one that it has not."""
    found: dict[str, None] = {}
    for name in re.split(r"[+,;&\s]+", names):
        match = _CATEGORY.fullmatch(name)
        if match is None or match["archive"] not in _ARCHIVES:
            if name:
                raise OctavoError(_NO_CATEGORY.format(name=name))
            continue
        subject = match["subject"] or ""
        subject = subject if match["archive"] in _SMALL_SUBJECTS else subject.upper()
        found[f"{match['archive']}.{subject}" if subject else match["archive"]] = None
    if not found:
        raise OctavoError(_UNKNOWN)
    return list(found)[:_MOST_CATEGORIES]


def _arxiv(categories: list[str]) -> Followable:
    joined = "+".join(categories)
    return Followable(
        f"https://rss.arxiv.org/rss/{joined}", f"arXiv {joined}",
        f"New papers at arXiv in {' and '.join(categories)}, each working day", Way.ARXIV,
    )  # fmt: skip


def arxiv_categories(address: str) -> list[str]:
    """The categories of an arXiv feed that `recognise` made."""
    return address.rpartition("/")[2].split("+")
