"""From arguments to an exit code: which verb runs, and how every ending is told."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from io import StringIO, TextIOWrapper
from typing import Final

from octavo import paths
from octavo.cli.arguments import parser
from octavo.cli.session import DONE, ENVIRONMENT, INTERRUPTED, PROBLEMS, USAGE, Misused, Session, Unavailable
from octavo.records import OctavoError

Verb = Callable[[Session, argparse.Namespace], int]

_NEGATED: Final = re.compile(r"-(?:tag|is|list|feed|author|year|date|has):")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code. Never raises, except to end the program with --help."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf_8()
    whole = parser(words)
    try:
        arguments = whole.parse_args(_with_negations_as_words(words))
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else USAGE
    if arguments.verb is None:
        whole.print_help()
        return USAGE
    library = arguments.library
    file = library.expanduser().absolute() if library else paths.library_file()
    return _ended(Session(file, named=library is not None, as_json=arguments.json), arguments)


def _ended(session: Session, arguments: argparse.Namespace) -> int:
    """Run the verb; every way it can end is one sentence and one code."""
    try:
        code = _verb(arguments)(session, arguments)
        session.out.flush()
        return code
    except Misused as error:
        session.say(error.sentence)
        return USAGE
    except BrokenPipeError:
        # Whoever read the answer has read enough.
        _abandon_output()
        return DONE
    except KeyboardInterrupt:
        session.say("Interrupted. What was not finished was not kept.")
        return INTERRUPTED
    except OctavoError as error:
        session.say(error.sentence)
        return ENVIRONMENT if _is_outside(error) else PROBLEMS
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        session.say(f"{where}{error.strerror or error}.")
        try:
            session.out.flush()
        except OSError:
            _abandon_output()
        return ENVIRONMENT
    except Exception as error:
        session.say(f"This is a fault in Octavo ({type(error).__name__}: {error}). The library keeps what was saved.")
        if os.environ.get("OCTAVO_TRACE"):
            traceback.print_exc(file=session.err)
        else:
            session.say("Set OCTAVO_TRACE=1 and run the command again to see where it happened.")
        return ENVIRONMENT


def _verb(arguments: argparse.Namespace) -> Verb:
    """The function of a verb. Imported here, so that a command loads only what it needs."""
    match arguments.verb:
        case "import":
            from octavo.cli import arriving

            return arriving.run
        case "imports":
            from octavo.cli import imports

            return imports.run
        case "attach" | "detach":
            from octavo.cli import attaching

            return attaching.attach if arguments.verb == "attach" else attaching.detach
        case "search" | "show":
            from octavo.cli import looking

            return looking.search if arguments.verb == "search" else looking.show
        case "list":
            from octavo.cli import lists

            return lists.run
        case "export":
            from octavo.cli import exporting

            return exporting.run
        case "files":
            from octavo.cli import live_files

            return live_files.run
        case "keys":
            from octavo.cli import keys

            return keys.run
        case "feeds" | "refresh":
            from octavo.cli import feeds

            return feeds.run if arguments.verb == "feeds" else feeds.refresh
        case "rules" | "mute" | "unmute":
            from octavo.cli import rules

            return rules.run if arguments.verb == "rules" else rules.mute
        case "lookup" | "verify":
            from octavo.cli import looking_up

            return looking_up.look_up if arguments.verb == "lookup" else looking_up.verify
        case "proposals":
            from octavo.cli import proposing

            return proposing.run
        case "manuscript":
            from octavo.cli import manuscripts

            return manuscripts.run
        case "duplicates" | "merge":
            from octavo.cli import duplicates

            return duplicates.duplicates if arguments.verb == "duplicates" else duplicates.merge
        case "undo" | "redo" | "history" | "backup" | "copies" | "restore" | "doctor":
            return _care_verb(arguments.verb)
        case _:
            return _deciding_verb(arguments.verb)


def _care_verb(verb: str) -> Verb:
    from octavo.cli import care

    return {
        "undo": care.travel,
        "redo": care.travel,
        "history": care.history,
        "backup": care.backup,
        "copies": care.list_copies,
        "restore": care.restore_copy,
        "doctor": care.doctor,
    }[verb]


def _deciding_verb(verb: str) -> Verb:
    from octavo.cli import deciding

    return {
        "star": deciding.star,
        "unstar": deciding.star,
        "read": deciding.mark_read,
        "unread": deciding.mark_read,
        "state": deciding.state,
        "note": deciding.note,
        "edit": deciding.edit,
        "trash": deciding.trash,
        "tag": deciding.tag,
    }[verb]


def _is_outside(error: OctavoError) -> bool:
    """Is it the surroundings (a file, a lock, a disk) rather than what was asked of the library?"""
    from octavo.bibliography.file import NotSaved
    from octavo.library.refusals import LibraryDamaged, LibraryInUse, LibraryTooNew, LibraryTooOld

    outside = (Unavailable, LibraryInUse, LibraryTooNew, LibraryTooOld, LibraryDamaged, NotSaved)
    return isinstance(error, outside) or isinstance(error.__cause__, OSError)


def _with_negations_as_words(words: list[str]) -> list[str]:
    """`-tag:x` is a token of a search and not an option; a blank in front keeps it from being taken for one."""
    return [f" {word}" if _NEGATED.match(word) else word for word in words]


def _speak_utf_8() -> None:
    """Windows consoles and redirected output have other encodings, and would turn a line end into two bytes.

    A program started without streams, as by "octavo search >&-", has None in their place.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, StringIO())
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _abandon_output() -> None:
    """Nothing more can be written: without this, Python would try once more at its end and complain."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
