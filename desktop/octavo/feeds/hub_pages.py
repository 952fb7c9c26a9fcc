"""The pages of one list of the hub's interface: their addresses, and one answer read. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256

from octavo.feeds.decoding import NotText, decode
from octavo.feeds.hugging_face_api import read_answer, read_cut_answer
from octavo.records import Batch


@dataclass(frozen=True, slots=True)
class HubList:
    """A list asked for in pages. `asked` is its day, week or month as written; `pages` the most that are asked for.

    The hub gives 50 a page unless told otherwise, and no total: the last page is the short one.
    """

    address: str
    asked: str
    pages: int = 12
    size: int = 50

    def page(self, number: int) -> str:
        """The address of a page, counted from 0."""
        mark = "&" if "?" in self.address else "?"
        limit = f"{self.address}{mark}limit={self.size}"
        return f"{limit}&p={number}" if self.pages > 1 else limit


def one_page(body: bytes, asked: str) -> tuple[Batch, int, bool]:
    """The papers of one answer, how many records it lists, and whether it is a whole list."""
    digest = sha256(body).hexdigest()
    try:
        text = decode(body)
    except NotText as refusal:
        return Batch("papers json", "", "", message=refusal.sentence), 0, False
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        cut = read_cut_answer(text) or Batch("papers json", "", "")
        message = "The answer of Hugging Face was cut off or is none."
        return replace(cut, digest=digest, message=message), len(cut.entries), False
    batch = replace(read_answer(found, asked=asked), digest=digest)
    count = len(found) if isinstance(found, list) else 0
    return batch, count, isinstance(found, list)
