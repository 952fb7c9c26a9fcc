"""octavo export --watch: a file kept as the library is, until it is interrupted. Other Octavos may have it open."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from octavo.bibliography.export import Export
from octavo.cli.session import DONE, PROBLEMS, Misused, Session, counted
from octavo.library.following import Outcome, State, compared, digest_of, put

#: Seconds between two looks at the library. A change is written when a look finds no further one.
_EVERY: Final = 0.5

#: Makes the export; answers with it how many papers were left out for want of a key.
Make = Callable[[], tuple[Export, int]]


def watch(
    session: Session, arguments: argparse.Namespace, make: Make, wait: Callable[[float], None] = time.sleep
) -> int:
    """Write the file `arguments.output` now and after each change of the library, until Ctrl C.

    Ends by itself when someone else changes the file. A folder or disk that cannot be written to is said once, and
    tried again.
    """
    if arguments.output == "-":
        raise Misused("Name the file to keep up to date: octavo export --watch -o FILE ...")
    path = Path(arguments.output).absolute()
    known = digest_of(path)
    seen, due, said = -1, False, ""
    with session.reading() as reading:
        try:
            while True:
                version = reading.version()
                if version != seen:
                    seen, due = version, True
                elif due:
                    made, left_out = make()
                    outcome = compared(path, arguments.format, made, (known,))
                    if outcome.state is State.READY:
                        outcome = put(path, arguments.format, outcome)
                    due = outcome.state is State.FAILED
                    said = _tell(session, path, outcome, left_out, said)
                    if outcome.state is State.DIFFERS:
                        return PROBLEMS
                    if outcome.state in (State.WRITTEN, State.SAME):
                        known = outcome.digest
                wait(_EVERY)
        except KeyboardInterrupt:
            session.say(f"{path.name} follows the library no longer; it stays as it is.")
            return DONE


def _tell(session: Session, path: Path, outcome: Outcome, left_out: int, before: str) -> str:
    """Say what came of a look, unless it is what was said `before`; answers what was said last."""
    if outcome.state is State.SAME:
        return before
    if outcome.state is State.WRITTEN:
        sentence = f"{path.name} written, {counted(outcome.entries, 'entry', 'entries')}."
        if left_out:
            sentence += (
                f" {counted(left_out, 'paper has', 'papers have')} no citation key yet and the library is open in "
                "another Octavo, which can give them one: copy or export them there."
            )
    else:
        sentence = outcome.sentence
    if sentence != before or outcome.state is State.WRITTEN:
        session.say(sentence)
        session.give({"state": str(outcome.state), "file": str(path), "entries": outcome.entries, "told": sentence})
    return sentence
