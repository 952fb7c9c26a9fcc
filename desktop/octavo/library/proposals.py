"""What services would change in a paper: kept until the person takes or leaves it, whole or by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import Connection

from octavo.bibliography.residue import title_key
from octavo.inquiries import Candidate, Checked, Proposal
from octavo.library import editing
from octavo.library.citations import Citations
from octavo.library.filling import fields_of_the_person, put, say_who
from octavo.library.kept_values import fields_column
from octavo.library.values import authors_from, mapping_column, mapping_from, storable
from octavo.library.writing import Writer, ids_json, require_papers
from octavo.records import DETAIL_FIELDS, Author, Change, Entry, OctavoError

#: Fields whose difference is worth a question. An abstract differs by its residue alone, and is never asked about.
_COMPARED: Final = ("title", "authors", "published", "venue", "volume", "number", "pages", "publisher")
_OTHER: Final = "other."


class Proposals:
    """The writing side of proposals; `Citations` reads them."""

    def __init__(self, writer: Writer, citations: Citations) -> None:
        self._writer = writer
        self._citations = citations

    def propose(self, proposal: Proposal) -> Change:
        """Keep a proposal, unless the person has already decided about the same one. One undo step."""
        return self._writer.step(
            "propose",
            lambda db, at: keep(db, proposal, at),
            {"paper_id": proposal.paper_id, "kind": proposal.kind, "service": proposal.service},
        )

    def take_checked(self, checked: Checked, *, group: str = "") -> Change:
        """Note that a paper was asked after, and keep what came of it as proposals; nothing in the paper changes.

        A paper that a service has as it is here is verified against that service.
        """
        from octavo.library.look_ups import note_checked

        def write(connection: Connection, at: str) -> None:
            require_papers(connection, [checked.paper_id])
            for proposal in checked.proposals:
                keep(connection, proposal, at)
            if checked.confirmed is not None and not checked.proposals:
                propose_differences(connection, checked.paper_id, checked.confirmed, at)
            if not checked.trouble:
                note_checked(connection, checked, at)

        return self._writer.step("check", write, {"paper_id": checked.paper_id}, group=group)

    def accept(self, proposal_id: int, fields: Collection[str] | None = None, *, group: str = "") -> Change:
        """Take a proposal, whole or only `fields` of it; the rest is then rejected. One undo step.

        What the person wrote meanwhile stays. Raises NotFound, and OctavoError when it is decided already.
        """
        proposal = self._open(proposal_id)
        chosen = {name: value for name, value in proposal.fields.items() if fields is None or name in fields}
        decided = "accepted" if len(chosen) == len(proposal.fields) else "mixed" if chosen else "rejected"

        def write(connection: Connection, at: str) -> None:
            _apply(connection, at, proposal, chosen)
            _decide(connection, proposal_id, decided)

        arguments = {"paper_id": proposal.paper_id, "kind": proposal.kind, "service": proposal.service,
                     "fields": sorted(chosen)}  # fmt: skip
        return self._writer.step("accept_proposal", write, arguments, group=group)

    def reject(self, proposal_id: int, *, group: str = "") -> Change:
        """Leave a proposal; the same one is not made again. One undo step."""
        proposal = self._open(proposal_id)
        return self._writer.step(
            "reject_proposal",
            lambda db, _: _decide(db, proposal_id, "rejected"),
            {"paper_id": proposal.paper_id, "kind": proposal.kind, "service": proposal.service},
            group=group,
        )

    def _open(self, proposal_id: int) -> Proposal:
        proposal = self._citations.proposal(proposal_id)
        if proposal.decided:
            raise OctavoError(f"Proposal {proposal_id} was {proposal.decided} already. Undo that to decide again.")
        return proposal


def keep(connection: Connection, proposal: Proposal, at: str) -> None:
    """Write a proposal. One of its kind and service that waits is replaced; a decided one is not repeated."""
    require_papers(connection, [proposal.paper_id])
    fields = fields_column(proposal.fields)
    of_kind = (proposal.paper_id, proposal.kind, storable(proposal.service))
    before = connection.exec_driver_sql(
        "SELECT id, fields, decided FROM proposal WHERE paper_id = ? AND kind = ? AND service = ?", of_kind
    ).fetchall()
    if any(row.fields == fields for row in before):
        return
    made = proposal.at or at
    waiting = next((row.id for row in before if not row.decided), None)
    if waiting is not None:
        connection.exec_driver_sql(
            "UPDATE proposal SET fields = ?, why = ?, at = ? WHERE id = ?",
            (fields, storable(proposal.why), made, waiting),
        )
        return
    connection.exec_driver_sql(
        "INSERT INTO proposal(paper_id, kind, service, fields, why, at, decided) VALUES (?, ?, ?, ?, ?, ?, '')",
        (*of_kind, fields, storable(proposal.why), made),
    )


def propose_differences(connection: Connection, paper_id: int, candidate: Candidate, at: str) -> None:
    """Propose what a candidate says otherwise than the paper's filled fields, the person's own left out."""
    paper = connection.exec_driver_sql("SELECT * FROM paper WHERE id = ?", (paper_id,)).mappings().one()
    fixed = fields_of_the_person(connection, ids_json([paper_id]))[paper_id]
    differing = _differences(dict(paper), candidate.entry)
    fields = {name: value for name, value in differing.items() if name not in fixed}
    if fields:
        why = "; ".join(candidate.agrees) or "It is the same work."
        keep(connection, Proposal(paper_id, "complete", candidate.service, fields, why, candidate.at or at), at)


def _differences(paper: Mapping[str, Any], entry: Entry) -> dict[str, object]:
    details = mapping_from(paper["details"])
    found: dict[str, object] = {}
    for name in _COMPARED:
        offered: object = entry.details.get(name, "") if name in DETAIL_FIELDS else getattr(entry, name)
        present: Any = details.get(name, "") if name in DETAIL_FIELDS else paper[name]
        if name == "authors":
            present = authors_from(present)
        if offered and present and not _alike(name, present, offered):
            found[name] = offered
    if "authors" in found and entry.more_authors != bool(paper["more_authors"]):
        found["more_authors"] = entry.more_authors
    return found


def _alike(name: str, present: Any, offered: Any) -> bool:
    """Is it the same value, perhaps written another way? A date that says less than another agrees with it."""
    if name == "authors":
        return _families(present) == _families(offered)
    if name == "published":
        return bool(present.startswith(offered) or offered.startswith(present))
    return title_key(present) == title_key(offered)


def _families(authors: tuple[Author, ...]) -> list[str]:
    return [title_key(each.family or each.literal) for each in authors]


def _apply(connection: Connection, at: str, proposal: Proposal, chosen: Mapping[str, object]) -> None:
    fields = {name: value for name, value in chosen.items() if not name.startswith(_OTHER)}
    # A key never changes but by the person's own hand.
    fields.pop("key", None)
    if fields:
        editing.edit(connection, at, proposal.paper_id, fields, proposal.service)
    others = {name.removeprefix(_OTHER): str(value) for name, value in chosen.items() if name.startswith(_OTHER)}
    if others:
        present = connection.exec_driver_sql("SELECT other FROM paper WHERE id = ?", (proposal.paper_id,)).scalar_one()
        put(connection, proposal.paper_id, {"other": mapping_column({**mapping_from(present), **others})}, at)
        say_who(connection, proposal.paper_id, [_OTHER + name for name in others], proposal.service, at)


def _decide(connection: Connection, proposal_id: int, decided: str) -> None:
    connection.exec_driver_sql("UPDATE proposal SET decided = ? WHERE id = ?", (decided, proposal_id))
