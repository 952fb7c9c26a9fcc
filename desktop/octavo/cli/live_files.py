"""octavo files: the files that follow reading lists."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.bibliography.export import ExportOptions
from octavo.cli.session import DONE, ENVIRONMENT, PROBLEMS, Misused, Session, counted, find_list
from octavo.cli.wishes import key_pattern
from octavo.library.following import LiveExport, Outcome, State, live_exports
from octavo.library.reading import Reading

_WORDS = {
    State.WRITTEN: "written",
    State.SAME: "as the list is",
    State.KEPT: "left as someone else made it",
}


def run(session: Session, arguments: argparse.Namespace) -> int:
    """List the files, bind one to a list, write them, or let one go."""
    match arguments.action:
        case "list":
            return _list(session)
        case "follow":
            return _follow(session, arguments)
        case "write":
            return _write(session, arguments)
        case _:
            return _stop(session, arguments)


def _list(session: Session) -> int:
    with session.reading() as reading:
        found = live_exports(reading)
    session.give([_as_json(live) for live in found])
    for live in found:
        standing = live.trouble or (f"written {live.written}" if live.written else "not written yet")
        session.show(f"{live.path}  follows {live.list_name or 'a list that was deleted'}, {live.form}; {standing}")
    session.say(f"{counted(len(found), 'file follows a list', 'files follow lists')}.")
    return DONE


def _follow(session: Session, arguments: argparse.Namespace) -> int:
    options = ExportOptions(
        abstracts=arguments.abstracts,
        keywords=arguments.keywords,
        notes=arguments.notes,
        protect_capitals=not arguments.no_protection,
        preprint_as_article=arguments.preprint_as_article,
    )
    with session.library() as library:
        shown = find_list(library.reading, arguments.name)
        own = library.exports.follow(shown.id, Path(arguments.file), arguments.format, options)
        live = next(each for each in live_exports(library.reading) if each.id == own)
        outcome = library.exports.write(live, pattern=key_pattern(arguments))
        if outcome.state is State.DIFFERS and arguments.replace:
            outcome = library.exports.write(live, over=outcome.their_digest)
    return _told(session, [(live, outcome)])


def _write(session: Session, arguments: argparse.Namespace) -> int:
    with session.library() as library:
        chosen = [_the_one(library.reading, arguments.file)] if arguments.file else live_exports(library.reading)
        done = []
        for live in chosen:
            outcome = library.exports.write(live, pattern=key_pattern(arguments), allow_empty=arguments.empty)
            if outcome.state is State.DIFFERS and arguments.replace:
                outcome = library.exports.write(live, over=outcome.their_digest, allow_empty=arguments.empty)
            done.append((live, outcome))
    return _told(session, done)


def _stop(session: Session, arguments: argparse.Namespace) -> int:
    with session.library() as library:
        live = _the_one(library.reading, arguments.file)
        library.exports.stop(live.id)
    session.give({"stopped": str(live.path)})
    session.say(f"{live.path.name} follows its list no longer; it stays as it is.")
    return DONE


def _the_one(reading: Reading, name: str) -> LiveExport:
    path = Path(name).expanduser().absolute()
    found = next((live for live in live_exports(reading) if live.path == path), None)
    if found is None:
        raise Misused(f"{name} follows no list. See which files do with: octavo files list")
    return found


def _told(session: Session, done: list[tuple[LiveExport, Outcome]]) -> int:
    session.give(
        [
            {"file": str(live.path), "state": str(outcome.state), "entries": outcome.entries, "told": outcome.sentence}
            for live, outcome in done
        ]
    )
    for live, outcome in done:
        entries = counted(outcome.entries, "entry", "entries")
        session.say(outcome.sentence or f"{live.path.name}: {_WORDS.get(outcome.state, outcome.state)}, {entries}.")
        if outcome.state is State.DIFFERS:
            session.say("To write the list over it all the same, add --replace.")
    states = {outcome.state for _, outcome in done}
    if State.FAILED in states:
        return ENVIRONMENT
    return PROBLEMS if states & {State.DIFFERS, State.EMPTY} else DONE


def _as_json(live: LiveExport) -> dict[str, object]:
    return {
        "file": str(live.path),
        "list": live.list_name or None,
        "format": live.form,
        "entries": live.entries,
        "written": live.written or None,
        "trouble": live.trouble or None,
    }
