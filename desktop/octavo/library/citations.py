"""What is known of citations: where each look-up stands, what is proposed, who gave a field, what services answered."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from octavo.bibliography.citation_state import VERIFIED_FIELDS, citation_state
from octavo.inquiries import CitationState, KeptAnswer, LookUp, Proposal, Sought, Trust
from octavo.library.kept_values import candidates_from, fields_from
from octavo.library.refusals import NotFound, readable
from octavo.library.values import VISIBLE_SQL
from octavo.records import Paper

if TYPE_CHECKING:
    from octavo.library.reading import Reading

#: A service that knows nothing of a paper may know it later.
MISSES_LAST: Final = timedelta(days=30)
#: A paper is asked after at most this often.
CHECKED_EVERY: Final = timedelta(days=7)

_AMONG: Final = "IN (SELECT value FROM json_each(?))"
#: Asked of one paper at a time: a list of all that are shown would be read anew for each.
_SHOWN: Final = f"EXISTS (SELECT 1 FROM paper WHERE paper.id = paper_id AND aside = 0 AND {VISIBLE_SQL})"
_PROPOSAL: Final = "SELECT id, paper_id, kind, service, fields, why, at, decided FROM proposal"


class Citations:
    """The reading side of look-ups and proposals, on the connection of a `Reading`."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._reading.connection

    def states(self, ids: Iterable[int]) -> dict[int, CitationState]:
        """How the citation of each paper stands, by id; ids that are not there are left out."""
        return self.states_of(self._reading.papers(ids))

    def states_of(self, papers: Sequence[Paper]) -> dict[int, CitationState]:
        """The same for papers that are at hand already."""
        chosen = [paper.id for paper in papers]
        look_ups = self.look_ups(chosen)
        waiting: defaultdict[int, list[Proposal]] = defaultdict(list)
        for proposal in self.proposals(chosen):
            waiting[proposal.paper_id].append(proposal)
        changed = self._changed_by_person(chosen)
        return {
            paper.id: citation_state(paper, look_ups.get(paper.id), waiting[paper.id], changed.get(paper.id, ""))
            for paper in papers
        }

    def state(self, paper_id: int) -> CitationState:
        """How the citation of one paper stands. Raises NotFound."""
        found = self.states([paper_id])
        if paper_id not in found:
            raise NotFound(f"There is no paper {paper_id} in this library.")
        return found[paper_id]

    def unverified(self, ids: Iterable[int]) -> list[int]:
        """Those of the papers that no service has confirmed as they are now."""
        return [paper_id for paper_id, state in self.states(ids).items() if state.trust is not Trust.VERIFIED]

    @readable()
    def look_ups(self, ids: Iterable[int]) -> dict[int, LookUp]:
        """Where the look-ups of papers stand, by paper; papers never looked up are left out."""
        return {
            row[0]: LookUp(row[0], Sought(row[1]), row[2], candidates_from(row[3]), *row[4:])
            for row in self._connection.execute(
                f"SELECT id, state, service, candidates, trouble, again, at, checked FROM look_up "
                f"WHERE state <> '' AND id {_AMONG}",
                (json.dumps(list(ids)),),
            )
        }

    def waiting(self) -> list[int]:
        """The papers to be looked up, in their order; those in the trash are left out."""
        return self._in_state(Sought.WAITING)

    def to_choose(self) -> list[int]:
        """The papers for which the person must choose among candidates."""
        return self._in_state(Sought.ASKED)

    @readable()
    def proposals(self, ids: Iterable[int] | None = None, *, decided: bool = False) -> list[Proposal]:
        """Proposals not yet decided, oldest first, of these papers or all; with `decided` the others too."""
        condition, values = [], []
        if ids is not None:
            condition.append(f"paper_id {_AMONG}")
            values.append(json.dumps(list(ids)))
        if not decided:
            condition.append("decided = ''")
        where = f" WHERE {' AND '.join(condition)}" if condition else ""
        shown = f" {'AND' if where else 'WHERE'} {_SHOWN}"
        return [_proposal(row) for row in self._connection.execute(f"{_PROPOSAL}{where}{shown} ORDER BY id", values)]

    def proposal(self, proposal_id: int) -> Proposal:
        """One proposal. Raises NotFound."""
        row = self._connection.execute(f"{_PROPOSAL} WHERE id = ?", (proposal_id,)).fetchone()
        if row is None:
            raise NotFound(f"There is no proposal {proposal_id}.")
        return _proposal(row)

    def field_sources(self, paper_id: int) -> dict[str, tuple[str, str]]:
        """Who gave the fields of a paper, and when, where that is not the import it came with."""
        return {
            name: (source, at)
            for name, source, at in self._connection.execute(
                "SELECT field, source, at FROM field_source WHERE paper_id = ? ORDER BY id", (paper_id,)
            )
        }

    def recall(self, service: str, question: str, now: datetime) -> KeptAnswer | None:
        """What a service answered to this question; a miss only while it lasts."""
        row = self._connection.execute(
            "SELECT found, body, at FROM answer WHERE service = ? AND question = ?", (service, question)
        ).fetchone()
        if row is None or (not row[0] and row[2] < (now - MISSES_LAST).isoformat(timespec="seconds")):
            return None
        return KeptAnswer(service, question, bool(row[0]), unpacked(row[1]), row[2])

    def due(self, ids: Sequence[int], now: datetime) -> list[int]:
        """Those of the papers that may be asked after again: none within a week."""
        since = (now - CHECKED_EVERY).isoformat(timespec="seconds")
        checked = {
            row[0]
            for row in self._connection.execute(
                f"SELECT id FROM look_up WHERE checked > ? AND id {_AMONG}", (since, json.dumps(list(ids)))
            )
        }
        return [each for each in ids if each not in checked]

    def _in_state(self, state: Sought) -> list[int]:
        return [
            row[0]
            for row in self._connection.execute(
                "SELECT look_up.id FROM look_up JOIN paper ON paper.id = look_up.id "
                f"WHERE look_up.state = ? AND aside = 0 AND {VISIBLE_SQL} ORDER BY position, look_up.id",
                (state.value,),
            )
        ]

    def _changed_by_person(self, ids: Sequence[int]) -> dict[int, str]:
        fields = ", ".join(f"'{name}'" for name in VERIFIED_FIELDS)
        return dict(
            self._connection.execute(
                f"SELECT paper_id, max(at) FROM field_source WHERE source = 'person' AND field IN ({fields}) "
                f"AND paper_id {_AMONG} GROUP BY paper_id",
                (json.dumps(list(ids)),),
            ).fetchall()
        )


def packed(body: bytes) -> bytes:
    """An answer as it is kept: a thousand of them would make a small library a large one."""
    return zlib.compress(body) if body else b""


def unpacked(kept: bytes) -> bytes:
    """The answer written by `packed`."""
    return zlib.decompress(kept) if kept else b""


def _proposal(row: tuple[int, int, str, str, str, str, str, str]) -> Proposal:
    proposal_id, paper_id, kind, service, fields, why, at, decided = row
    return Proposal(paper_id, kind, service, fields_from(fields), why, at, proposal_id, decided)
