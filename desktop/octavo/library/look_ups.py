"""Which papers are to be looked up, and what became of it: a queue that outlives the program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from octavo.inquiries import Candidate, Checked, LookUp, Sought
from octavo.library import proposals
from octavo.library.citations import Citations
from octavo.library.filling import fill_in
from octavo.library.kept_values import candidates_column
from octavo.library.values import storable
from octavo.library.writing import Writer, among, ids_json, require_papers
from octavo.records import Change, OctavoError

_NONE_FITS = "You said that none of the papers found is this one."


class LookUps:
    """The writing side of look-ups; `Citations` reads them. The queue itself is not undone, what it fills is."""

    def __init__(self, writer: Writer, citations: Citations) -> None:
        self._writer = writer
        self._citations = citations

    def want(self, ids: Iterable[int]) -> int:
        """Put papers in the queue, in this order, and answer how many were not in it already."""
        with self._writer.transaction() as connection:
            chosen = require_papers(connection, ids)
            waiting = _in_state(connection, chosen, Sought.WAITING)
            wanted = [each for each in chosen if each not in waiting]
            last = connection.exec_driver_sql("SELECT coalesce(max(position), 0) FROM look_up").scalar_one()
            for position, paper_id in enumerate(wanted, last + 1):
                _put_waiting(connection, LookUp(paper_id, Sought.WAITING), position)
            connection.exec_driver_sql(
                f"UPDATE look_up SET trouble = '', again = '' WHERE state = ? AND {among('id')}",
                (Sought.WAITING.value, ids_json(chosen)),
            )
        return len(wanted)

    def forget(self, ids: Iterable[int]) -> None:
        """Take papers out of the queue; what was found before stays."""
        with self._writer.transaction() as connection:
            connection.exec_driver_sql(
                "UPDATE look_up SET trouble = '', again = '', state = CASE WHEN candidates = '' THEN '' "
                "WHEN json_extract(candidates, '$[0].verdict') = 'accept' THEN ? ELSE ? END "
                f"WHERE state = ? AND {among('id')}",
                (Sought.MATCHED.value, Sought.ASKED.value, Sought.WAITING.value, ids_json(ids)),
            )

    def take(self, look_up: LookUp, *, group: str = "") -> Change:
        """Note what a look-up came to; one undo step when it changes the paper.

        MATCHED fills fields that are empty and that the person has not written or emptied, with the service and the
        time as their source. Where a service says something else than a field that is filled, a proposal is made.
        `again` with WAITING keeps the paper in the queue.
        """

        def write(connection: Connection, at: str) -> None:
            require_papers(connection, [look_up.paper_id])
            noted = look_up if look_up.at else replace(look_up, at=at)
            if noted.state is Sought.WAITING:
                _put_waiting(connection, noted)
                return
            if noted.state is Sought.MATCHED:
                noted = _fill(connection, noted, at)
            _put(connection, noted)

        arguments = {"paper_id": look_up.paper_id, "service": look_up.service, "state": look_up.state.value}
        change = self._writer.step("look_up", write, arguments, group=group)
        # How the citation stands is shown with the paper, and changes even where no field does.
        return replace(change, paper_ids=tuple(sorted({*change.paper_ids, look_up.paper_id})))

    def choose(self, paper_id: int, candidate: Candidate, *, group: str = "") -> Change:
        """The person says that a candidate is the paper: as `take` with MATCHED."""
        chosen = LookUp(paper_id, Sought.MATCHED, candidate.service, (replace(candidate, verdict="accept"),))
        return self.take(chosen, group=group)

    def choose_nth(self, paper_id: int, number: int) -> Change:
        """As `choose`, by the place among the candidates kept, from 1. Raises OctavoError for a place there is not."""
        kept = self._citations.look_ups([paper_id]).get(paper_id)
        found = kept.candidates if kept and kept.state is Sought.ASKED else ()
        if not 1 <= number <= len(found):
            count = f"{len(found)} candidate{'' if len(found) == 1 else 's'}" if found else "no candidates"
            raise OctavoError(f"Paper {paper_id} has {count} to choose from.")
        return self.choose(paper_id, found[number - 1])

    def none_fits(self, paper_id: int) -> Change:
        """The person says that no candidate is the paper."""
        return self.take(LookUp(paper_id, Sought.NOT_FOUND, trouble=_NONE_FITS))


def _fill(connection: Connection, look_up: LookUp, at: str) -> LookUp:
    """Fill the paper from the candidates that are it, propose where they differ, and say what stands in the way."""
    kept = [each for each in look_up.candidates if each.verdict == "accept"] or list(look_up.candidates[:1])
    twin = _other_owner(connection, look_up.paper_id, kept)
    for candidate in kept:
        proposals.propose_differences(connection, look_up.paper_id, candidate, at)
        fill_in(connection, [(look_up.paper_id, candidate.entry)], candidate.service, candidate.at or at)
    trouble = f"It may be the same work as paper {twin.id}, “{twin.title}”, which has this number." if twin else ""
    # What is kept once it is settled is what was taken, not what else there was.
    return replace(look_up, candidates=tuple(kept), trouble=look_up.trouble or trouble, again="")


def _other_owner(connection: Connection, paper_id: int, candidates: Sequence[Candidate]) -> Any | None:
    """The other paper of this library that has one of the numbers, None when nobody has."""
    for identifier in {each for candidate in candidates for each in candidate.entry.identifiers}:
        found = connection.exec_driver_sql(
            "SELECT paper.id, title FROM identifier JOIN paper ON paper.id = paper_id "
            "WHERE scheme = ? AND value = ? AND paper_id <> ? AND scheme <> 'url'",
            (identifier.scheme, identifier.value, paper_id),
        ).first()
        if found:
            return found
    return None


def _in_state(connection: Connection, ids: Sequence[int], state: Sought) -> set[int]:
    return {
        row.id
        for row in connection.exec_driver_sql(
            f"SELECT id FROM look_up WHERE state = ? AND {among('id')}", (state.value, ids_json(ids))
        )
    }


def _put_waiting(connection: Connection, look_up: LookUp, position: int = 0) -> None:
    """Put a paper in the queue, or say what it waits for. What was found before stays, for it may be all there is."""
    connection.exec_driver_sql(
        "INSERT INTO look_up(id, state, service, candidates, trouble, again, position, at, checked) "
        "VALUES (?, ?, '', '', ?, ?, ?, '', '') ON CONFLICT(id) DO UPDATE SET state = excluded.state, "
        "trouble = excluded.trouble, again = excluded.again, "
        "position = CASE WHEN excluded.position > 0 THEN excluded.position ELSE look_up.position END",
        (look_up.paper_id, look_up.state.value, storable(look_up.trouble), look_up.again, position),
    )


def _put(connection: Connection, look_up: LookUp) -> None:
    """Write where a look-up stands. Its place in the queue and the time of the last check stay."""
    connection.exec_driver_sql(
        "INSERT INTO look_up(id, state, service, candidates, trouble, again, position, at, checked) "
        "VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?) ON CONFLICT(id) DO UPDATE SET state = excluded.state, "
        "service = excluded.service, candidates = excluded.candidates, trouble = excluded.trouble, "
        "again = excluded.again, at = excluded.at, "
        "checked = CASE WHEN excluded.checked <> '' THEN excluded.checked ELSE look_up.checked END",
        (
            look_up.paper_id, look_up.state.value, storable(look_up.service), candidates_column(look_up.candidates),
            storable(look_up.trouble), look_up.again, look_up.at, look_up.checked,
        ),
    )  # fmt: skip


def note_checked(connection: Connection, checked: Checked, at: str) -> None:
    """Note when a paper was last asked after, and who confirmed it. One that waits or is to be chosen stays so."""
    candidate, when = checked.confirmed, checked.at or at
    state, service = (Sought.MATCHED.value, candidate.service) if candidate else ("", "")
    connection.exec_driver_sql(
        "INSERT INTO look_up(id, state, service, candidates, trouble, again, position, at, checked) "
        "VALUES (?, ?, ?, ?, '', '', 0, ?, ?) ON CONFLICT(id) DO UPDATE SET checked = excluded.checked",
        (checked.paper_id, state, storable(service), candidates_column([candidate] if candidate else ()), when, when),
    )
    if candidate:
        connection.exec_driver_sql(
            "UPDATE look_up SET state = ?, service = ?, candidates = ?, trouble = '', again = '', at = ? "
            "WHERE id = ? AND state NOT IN (?, ?)",
            (
                state, storable(service), candidates_column([candidate]), when, checked.paper_id, Sought.WAITING.value,
                Sought.ASKED.value,
            ),
        )  # fmt: skip
