"""octavo list: reading lists, and the order of the papers in them."""

from __future__ import annotations

import argparse

from octavo.cli import records_as_json
from octavo.cli.looking import line, papers_of
from octavo.cli.session import DONE, Session, counted, find_list, find_papers
from octavo.library.reading import Place
from octavo.records import Change


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Do what `arguments.action` says."""
    match arguments.action:
        case "show":
            return _show(session, arguments.name)
        case "list":
            return _list(session)
        case "create":
            return _create(session, arguments)
        case _:
            return _change(session, arguments)


def _show(session: Session, name: str) -> int:
    with session.reading() as reading:
        found = find_list(reading, name)
        papers = papers_of(reading, reading.listing(Place("list", found.id)).ids)
        reasons = reading.reasons(found.id)
    briefs = [records_as_json.brief(paper) | {"reason": reasons.get(paper.id, "")} for paper in papers]
    session.give({"id": found.id, "name": found.name, "papers": briefs})
    for place, paper in enumerate(papers, 1):
        session.show(f"{place:>4}. {line(paper)}")
        if paper.id in reasons:
            session.show(f"      {reasons[paper.id]}")
    if not session.as_json:
        session.say(f"{counted(len(papers), 'paper')} in {found.name}.")
    return DONE


def _list(session: Session) -> int:
    with session.reading() as reading:
        lists = reading.lists()
    session.give([{"id": each.id, "name": each.name, "papers": each.papers} for each in lists])
    for each in lists:
        session.show(f"{each.papers:>6}  {each.name}")
    return DONE


def _create(session: Session, arguments: argparse.Namespace) -> int:
    with session.library() as library:
        ids = find_papers(library.reading, arguments.ids)
        change = library.create_list(arguments.name)
        list_id = change.arguments["list_id"]
        if ids and isinstance(list_id, int):
            library.add_to_list(list_id, ids)
    session.give(records_as_json.change(change) | {"list": {"id": list_id, "name": arguments.name, "papers": len(ids)}})
    session.say(f"The list {arguments.name} was made" + (f", with {counted(len(ids), 'paper')}." if ids else "."))
    return DONE


def _change(session: Session, arguments: argparse.Namespace) -> int:
    with session.library() as library:
        found = find_list(library.reading, arguments.name)
        ids = find_papers(library.reading, getattr(arguments, "ids", []))
        change: Change
        match arguments.action:
            case "add":
                at = None if arguments.at is None else arguments.at - 1
                change, words = library.add_to_list(found.id, ids, position=at), f"put in {found.name}"
            case "remove":
                change, words = library.remove_from_list(found.id, ids), f"taken out of {found.name}"
            case "move":
                change, words = library.move_in_list(found.id, ids, arguments.at - 1), f"moved in {found.name}"
            case "reason":
                (paper_id,) = find_papers(library.reading, [arguments.id])
                change, words = library.give_reason(found.id, paper_id, arguments.text), "with a new reason"
            case "rename":
                change, words = library.rename_list(found.id, arguments.new_name), ""
            case _:
                change, words = library.delete_list(found.id), ""
    session.give(records_as_json.change(change))
    if change.step is None:
        session.say("Nothing changed: it was so already.")
    elif words:
        session.say(f"{counted(len(ids) or 1, 'paper')} {words}.")
    else:
        done = f"renamed to {arguments.new_name}" if arguments.action == "rename" else "deleted; its papers stay"
        session.say(f"The list {found.name} was {done}.")
    return DONE
