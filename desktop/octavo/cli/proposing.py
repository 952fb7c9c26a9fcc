"""octavo proposals: what services would change in papers, and what the person says to it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from octavo.cli import records_as_json
from octavo.cli.session import DONE, Misused, Session, counted, find_papers
from octavo.inquiries import Candidate, Proposal
from octavo.library.citations import Citations
from octavo.library.reading import Reading
from octavo.records import DETAIL_FIELDS, Author, Change, Identifier, Paper

if TYPE_CHECKING:
    from octavo.library.library import Library


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Do what `arguments.action` says."""
    if arguments.action in (None, "list"):
        return _list(session)
    with session.library() as library:
        change, words = _decide(library, arguments)
    session.give(records_as_json.change(change))
    session.say(words)
    return DONE


def _decide(library: Library, arguments: argparse.Namespace) -> tuple[Change, str]:
    match arguments.action:
        case "accept":
            fields = library.citations.proposal(arguments.number).fields
            unknown = [name for name in arguments.field or () if name not in fields]
            if unknown:
                names = ", ".join(fields) or "none"
                raise Misused(f"Proposal {arguments.number} has no field {unknown[0]}. Its fields: {names}.")
            return library.proposals.accept(arguments.number, arguments.field), "The proposal was taken."
        case "reject":
            return library.proposals.reject(arguments.number), "The proposal was left."
        case "choose":
            (paper_id,) = find_papers(library.reading, [arguments.id])
            return library.look_ups.choose_nth(paper_id, arguments.which), "The paper has its citation now."
        case _:
            (paper_id,) = find_papers(library.reading, [arguments.id])
            return library.look_ups.none_fits(paper_id), "None of them, then. Write its fields with: octavo edit"


def _list(session: Session) -> int:
    with session.reading() as reading:
        citations = Citations(reading)
        proposals, to_choose = citations.proposals(), citations.to_choose()
        look_ups = citations.look_ups(to_choose)
        session.give(
            {
                "proposals": [_as_json(each) for each in proposals],
                "to_choose": [
                    {"paper": each, "candidates": [records_as_json.candidate(c) for c in look_ups[each].candidates]}
                    for each in to_choose
                ],
            }
        )
        for proposal in proposals:
            for line in _told(proposal, reading.paper(proposal.paper_id)):
                session.show(line)
        for paper_id in to_choose:
            for line in _choice(reading, paper_id, look_ups[paper_id].candidates):
                session.show(line)
    if not session.as_json:
        session.say(f"{counted(len(proposals), 'proposal')}, {counted(len(to_choose), 'paper')} to choose for.")
    return DONE


def _told(proposal: Proposal, paper: Paper) -> Iterator[str]:
    yield f"{proposal.id:>6}  {proposal.kind}, {proposal.service}: {proposal.why}"
    yield f"        paper {paper.id}: {paper.title}"
    for name, value in proposal.fields.items():
        yield f"        {name}: {_words(present(paper, name)) or 'nothing yet'} → {_words(value)}"


def _choice(reading: Reading, paper_id: int, candidates: tuple[Candidate, ...]) -> Iterator[str]:
    yield f"paper {paper_id}: {reading.paper(paper_id).title}"
    for place, each in enumerate(candidates, 1):
        entry = each.entry
        people = ", ".join(author.short for author in entry.authors[:3]) + (" …" if len(entry.authors) > 3 else "")
        facts = ", ".join(part for part in (people, entry.published, entry.venue, *_numbers(entry.identifiers)) if part)
        yield f"    {place}. {entry.title} ({facts}) {each.service}"
        yield f"       same: {'; '.join(each.agrees) or 'nothing'}. Other: {'; '.join(each.differs) or 'nothing'}."


def present(paper: Paper, name: str) -> object:
    """The value a paper has now in a field of a proposal."""
    if name.startswith("other."):
        return paper.other.get(name.removeprefix("other."), "")
    return paper.details.get(name, "") if name in DETAIL_FIELDS else getattr(paper, name)


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(each.name if isinstance(each, Author) else f"{each.scheme}:{each.value}" for each in value)
    return str(value)


def _numbers(identifiers: tuple[Identifier, ...]) -> Iterator[str]:
    return (f"{each.scheme}:{each.value}" for each in identifiers)


def _as_json(proposal: Proposal) -> Mapping[str, object]:
    return {
        "id": proposal.id, "paper": proposal.paper_id, "kind": proposal.kind, "service": proposal.service,
        "why": proposal.why, "at": proposal.at, "fields": {name: _words(v) for name, v in proposal.fields.items()},
    }  # fmt: skip
