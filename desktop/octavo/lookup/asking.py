"""How services are asked: their addresses and limits in one place, what is kept of answers, what counts as a miss."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, Final

from octavo.bibliography.residue import title_key
from octavo.bibliography.title_words import plain
from octavo.inquiries import KeptAnswer
from octavo.records import Batch, Entry
from octavo.web import Fetch, Refused, WebError

#: Answers looked at for one title. The right one is the first or not there.
HITS: Final = 3
#: arXiv answers for so many numbers at once, and asks for few requests.
NUMBERS_AT_ONCE: Final = 100
LONGEST_QUERY: Final = 300

_WORD: Final = re.compile(r"[^\W_]+")
_NOT_THERE: Final = (404, 410)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the services are. One that is not the usual one is taken for the person's own, as a typed address is."""

    hugging_face: str = "https://huggingface.co"
    arxiv: str = "https://export.arxiv.org"
    semantic_scholar: str = "https://api.semanticscholar.org"
    crossref: str = "https://api.crossref.org"
    open_alex: str = "https://api.openalex.org"

    @classmethod
    def written(cls, words: str) -> Addresses:
        """The usual addresses, but for those that `words` give: "arxiv=http://127.0.0.1:8000 crossref=..."."""
        names = {each.name for each in fields(cls)}
        pairs = (word.partition("=") for word in words.split())
        return cls(**{name: address.rstrip("/") for name, _, address in pairs if name in names and address})


USUAL: Final = Addresses()


class Unreadable(WebError):
    """A service answered with something that is not an answer, or with a part of one."""

    def __init__(self, service: str) -> None:
        super().__init__(f"{service} answered with something Octavo cannot read. Try again later.")


def nothing_kept(service: str, question: str) -> KeptAnswer | None:
    """Remember nothing: every question is asked."""
    return None


@dataclass(frozen=True)
class Asking:
    """What a look-up is given. `read` turns the bytes of a feed or a listing into entries (`feeds.read`).

    `recall` finds an answer kept before, by service and question. `open_alex_key` is the person's own; without one
    OpenAlex is not asked. `enough` tells that the person wants no more than what was asked for so far.
    """

    fetch: Fetch
    read: Callable[[bytes], Batch]
    recall: Callable[[str, str], KeptAnswer | None] = nothing_kept
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    addresses: Addresses = field(default_factory=Addresses)
    open_alex_key: str = ""
    enough: Callable[[], bool] = lambda: False

    def at(self) -> str:
        """The time, ISO 8601 in UTC, to the second."""
        return self.now().isoformat(timespec="seconds")

    def bytes_of(self, address: str) -> bytes | None:
        """The answer at an address, None when the service has nothing there. Raises WebError for everything else."""
        own = not address.startswith(tuple(getattr(USUAL, each.name) + "/" for each in fields(USUAL)))
        try:
            return self.fetch(address, typed=own).body
        except Refused as error:
            if error.status in _NOT_THERE:
                return None
            raise


@dataclass(frozen=True, slots=True)
class Heard:
    """The works a service knows of, and what of its answer should be kept, None when it was kept already."""

    entries: tuple[Entry, ...] = ()
    keep: KeptAnswer | None = None


def ask(
    asking: Asking,
    service: str,
    question: str,
    address: str,
    read: Callable[[bytes], tuple[Entry, ...]],
    *,
    searches: bool = False,
) -> Heard:
    """Ask one question, unless its answer is known. A fault raises WebError and is never kept.

    `searches`: the service answers every question with a list, so that "not there" is a fault and no miss.
    """
    kept = asking.recall(service, question)
    if kept is not None:
        return Heard(read(kept.body) if kept.found else ())
    body = asking.bytes_of(address)
    if body is None and searches:
        raise Unreadable(service)
    entries = read(body) if body is not None else ()
    return Heard(entries, KeptAnswer(service, question, bool(entries), body or b"" if entries else b"", asking.at()))


def is_known(asking: Asking, service: str, question: str) -> bool:
    """Would `ask` answer without asking?"""
    return asking.recall(service, question) is not None


def title_question(title: str) -> str:
    """Under what the answer to a title is kept."""
    return f"title:{title_key(title)}"


def record_of(service: str, body: bytes) -> Any:
    """The JSON of an answer. Raises Unreadable."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(service) from error


def query_text(title: str) -> str:
    """A title as search services take it: on one line, without TeX, of a length they answer."""
    return " ".join(plain(title).replace("$", " ").split())[:LONGEST_QUERY]


def query_words(title: str, shortest: int) -> list[str]:
    """The words of a title that a search by words takes: no signs, no accents, nothing shorter than `shortest`."""
    return [word for word in _WORD.findall(query_text(title)) if len(word) >= shortest]


def text_of(record: Any, name: str) -> str:
    """A text of a JSON record on one line, "" when it is missing or none."""
    value = record.get(name) if isinstance(record, Mapping) else None
    return " ".join(value.split()) if isinstance(value, str) else ""


def list_of(record: Any, name: str) -> list[Any]:
    """A list of a JSON record, empty when it is missing or none."""
    value = record.get(name) if isinstance(record, Mapping) else None
    return value if isinstance(value, list) else []


def map_of(record: Any, name: str) -> Mapping[str, Any]:
    """A record in a JSON record, empty when it is missing or none."""
    value = record.get(name) if isinstance(record, Mapping) else None
    return value if isinstance(value, Mapping) else {}
