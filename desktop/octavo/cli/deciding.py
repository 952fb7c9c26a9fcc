"""octavo star, read, state, note, edit, tag and trash: what a person decides about papers."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from octavo.cli import records_as_json
from octavo.cli.inputs import read_input
from octavo.cli.looking import line, papers_of
from octavo.cli.session import DONE, Misused, Session, counted, find_papers
from octavo.library.reading import Place
from octavo.records import Author, Change, Identifier, State

if TYPE_CHECKING:
    from octavo.library.library import Library

_STATES = {
    State.INBOX: "moved to the inbox",
    State.TO_READ: "put in To read",
    State.DONE: "marked done",
    State.NOT_FOR_ME: "marked not for me",
}


def star(session: Session, arguments: argparse.Namespace) -> int:
    on = arguments.verb == "star" and not arguments.off
    words = "starred" if on else "without the star"
    return _decide(session, arguments, lambda library, ids: library.star(ids, on), words)


def mark_read(session: Session, arguments: argparse.Namespace) -> int:
    on = arguments.verb == "read"
    words = "marked as read" if on else "marked as unread"
    return _decide(session, arguments, lambda library, ids: library.mark_read(ids, on), words)


def state(session: Session, arguments: argparse.Namespace) -> int:
    chosen = State(arguments.state)
    return _decide(session, arguments, lambda library, ids: library.move(ids, chosen), _STATES[chosen])


def note(session: Session, arguments: argparse.Namespace) -> int:
    """Write a note; without options show it."""
    if arguments.text is None and arguments.append is None and arguments.file is None:
        with session.reading() as reading:
            (paper_id,) = find_papers(reading, [arguments.id])
            text = reading.paper(paper_id).note
        session.give({"id": paper_id, "note": text})
        session.show(text)
        return DONE
    with session.library() as library:
        (paper_id,) = find_papers(library.reading, [arguments.id])
        text = _note_text(session, arguments, library.reading.paper(paper_id).note)
        change = library.annotate(paper_id, text)
    session.give(records_as_json.change(change))
    session.say("The note was saved." if text else "The note was removed.")
    return DONE


def edit(session: Session, arguments: argparse.Namespace) -> int:
    """Write bibliographic fields by hand."""
    with session.library() as library:
        (paper_id,) = find_papers(library.reading, [arguments.id])
        fields = _fields(library, paper_id, arguments.fields)
        change = library.edit(paper_id, fields)
    session.give(records_as_json.change(change))
    session.say("The paper was changed." if change.step else "Nothing changed.")
    return DONE


def trash(session: Session, arguments: argparse.Namespace) -> int:
    """List, fill, restore from or empty the trash."""
    words: list[str] = arguments.words
    if not words:
        with session.reading() as reading:
            papers = papers_of(reading, reading.listing(Place("trash")).ids)
        session.give([records_as_json.brief(paper) for paper in papers])
        for paper in papers:
            session.show(line(paper))
        session.say(f"{counted(len(papers), 'paper')} in the trash.")
        return DONE
    if words[0] == "empty" and len(words) == 1:
        if not arguments.yes:
            raise Misused("Emptying the trash cannot be undone. Write: octavo trash empty --yes")
        with session.library() as library:
            removed = library.empty_trash()
        session.give({"removed": removed})
        session.say(f"{counted(removed, 'paper')} removed for good.")
        return DONE
    if words[0] == "restore":
        if len(words) == 1:
            raise Misused("Say which papers to restore: octavo trash restore ID...")
        arguments.ids = words[1:]
        return _decide(session, arguments, lambda library, ids: library.restore(ids), "restored")
    arguments.ids = words
    return _decide(session, arguments, lambda library, ids: library.trash(ids), "moved to the trash")


def tag(session: Session, arguments: argparse.Namespace) -> int:
    """Put tags on papers, take them off, and look after the tags."""
    name: str = getattr(arguments, "name", "")
    match arguments.action:
        case "add":
            hue = arguments.hue
            return _decide(session, arguments, lambda library, ids: library.tag(ids, name, hue=hue), f"tagged {name}")
        case "remove":
            return _decide(session, arguments, lambda library, ids: library.untag(ids, name), f"without the tag {name}")
        case "list":
            return _list_tags(session)
    with session.library() as library:
        match arguments.action:
            case "rename":
                change = library.rename_tag(name, arguments.new_name)
            case "merge":
                change = library.merge_tags(arguments.names, arguments.into)
            case "colour":
                change = library.recolour_tag(name, arguments.hue)
            case _:
                change = library.delete_tag(name)
    session.give(records_as_json.change(change))
    session.say("The tags were changed." if change.step else "Nothing changed.")
    return DONE


def _list_tags(session: Session) -> int:
    with session.reading() as reading:
        tags = reading.tags()
    session.give([{"name": each.name, "hue": each.hue, "papers": each.papers} for each in tags])
    for each in tags:
        session.show(f"{each.papers:>6}  {each.name}")
    return DONE


def _decide(
    session: Session,
    arguments: argparse.Namespace,
    verb: Callable[[Library, list[int]], Change],
    words: str,
) -> int:
    with session.library() as library:
        ids = find_papers(library.reading, arguments.ids)
        change = verb(library, ids)
    session.give(records_as_json.change(change))
    changed = f"{counted(len(change.paper_ids), 'paper')} {words}."
    session.say(changed if change.step else "Nothing changed: it was so already.")
    return DONE


def _note_text(session: Session, arguments: argparse.Namespace, before: str) -> str:
    if arguments.append is not None:
        return f"{before.rstrip()}\n\n{arguments.append}" if before.strip() else str(arguments.append)
    if arguments.file is not None:
        from octavo.feeds.decoding import decode, tidy

        data = read_input(session, arguments.file)
        return tidy(decode(data)) if data.strip() else ""
    return str(arguments.text)


def _fields(library: Library, paper_id: int, pairs: list[str]) -> dict[str, object]:
    from octavo.bibliography.names import split_names
    from octavo.bibliography.titles import parts_in

    fields: dict[str, object] = {}
    casing = dict(library.reading.paper(paper_id).casing)
    identifiers = {each.scheme: each for each in library.reading.paper(paper_id).identifiers}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name, value = name.strip().lower(), value.strip()
        if not equals:
            raise Misused(f"“{pair}” is not a field and its value. Write for example: year=2024")
        if name == "authors":
            names = [each.strip() for each in value.split(";") if each.strip()]
            authors: tuple[Author, ...]
            authors, fields["more_authors"] = split_names(names)
            fields["authors"] = authors
        elif name in ("keep", "fold"):
            casing = {word: kept for word, kept in casing.items() if kept is not (name == "keep")}
            casing |= dict.fromkeys(parts_in(value), name == "keep")
            fields["casing"] = casing
        elif name in ("arxiv", "doi", "url", "acl", "openreview"):
            identifiers.pop(name, None)
            if value:
                identifiers[name] = Identifier(name, value)
            fields["identifiers"] = tuple(identifiers.values())
        else:
            fields["published" if name in ("year", "date") else name] = value
    return fields
