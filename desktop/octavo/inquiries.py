"""The frozen values of look-ups: what services were asked and answered, what they propose, how a citation stands.

As those of `records`, on which they build, they compute nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from octavo.records import Entry


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work some service has for a paper. `entry` is all the service says of it; `at` when it said so, ISO in UTC.

    `verdict` is accept, ask or reject; `agrees` and `differs` are short sentences of evidence ("Same title",
    "Other first author").
    """

    service: str
    entry: Entry
    verdict: str = ""
    agrees: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a service answered to one question, kept so as not to ask twice. `found` is False for a definite miss."""

    service: str
    question: str
    found: bool
    body: bytes = b""
    at: str = ""


class Sought(StrEnum):
    """Where the look-up of a paper stands."""

    WAITING = "waiting"
    MATCHED = "matched"
    ASKED = "asked"
    NOT_FOUND = "not found"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LookUp:
    """How far the look-up of one paper has come.

    MATCHED: the first of `candidates` is the paper. ASKED: the person chooses among them, best first. WAITING and
    FAILED: `trouble` is the sentence and `again` when it makes sense to go on, "" for any time. `checked` is when
    services were last asked whether the paper is still true. Times are ISO 8601 in UTC.
    """

    paper_id: int
    state: Sought
    service: str = ""
    candidates: tuple[Candidate, ...] = ()
    trouble: str = ""
    again: str = ""
    at: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Values a service has for a paper, for the person to take or leave, whole or by field.

    `kind` is complete, published, version, withdrawn or retracted. `fields` maps a field of `Library.edit`, or
    "other.NAME", to the value it would get; it is empty where there is only something to know, which `why` says.
    `decided` is "", accepted, rejected or mixed.
    """

    paper_id: int
    kind: str
    service: str
    fields: Mapping[str, object]
    why: str = ""
    at: str = ""
    id: int = 0
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What services say today of a paper that is cited. `proposals` are what the person may take.

    `confirmed` is the answer of a service that has the paper as it is here, None when none has.
    """

    paper_id: int
    at: str
    proposals: tuple[Proposal, ...] = ()
    trouble: str = ""
    again: str = ""
    confirmed: Candidate | None = None


class Trust(StrEnum):
    """How far the citation of a paper can be trusted, the most pressing first."""

    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposal waiting"
    TWO_POSSIBLE = "two possible"
    LOOKING_UP = "looking up"
    NOT_FOUND = "not found"
    FAILED = "failed"
    MISSING = "missing"
    VERIFIED = "verified"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class CitationState:
    """How a paper's citation stands, everywhere it appears.

    `missing` is what it lacks, in the person's words; `service` and `at` say who verified it and when. `candidates`
    counts those to choose from, `proposals` those not yet decided, `proposed` being the kind of the first. `trouble` is
    the sentence of a failed look-up.
    """

    trust: Trust
    missing: tuple[str, ...] = ()
    service: str = ""
    at: str = ""
    candidates: int = 0
    proposals: int = 0
    trouble: str = ""
    again: str = ""
    proposed: str = ""
