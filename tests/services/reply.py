"""What a played service answers, before it goes over the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

#: The parameters of an address, the first of each name.
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, body and headers of an answer."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def as_json(found: object, status: int = 200) -> Reply:
    """`found` as a JSON answer."""
    return Reply(status, json.dumps(found, ensure_ascii=False).encode(), "application/json; charset=utf-8")
