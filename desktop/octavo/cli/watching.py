"""octavo export --watch: a file kept as the library is, until it is interrupted. Only reads the library."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from octavo.bibliography.export import Export
from octavo.cli.session import DONE, ENVIRONMENT, Misused, Session, counted
from octavo.library.following import Outcome, State, compared, digest_of, put
from octavo.library.reading import Reading

#: Seconds between two looks at the library. A change is waited out for one look, and written within 3 seconds.
_EVERY: Final = 0.5

Make = Callable[[Reading], tuple[Export, int]]


def watch(
    session: Session, arguments: argparse.Namespace, make: Make, wait: Callable[[float], None] = time.sleep
) -> int:
    """Write the file `arguments.output` now and after each change of the library, until Ctrl C.

    `make` answers the export and how many papers were left out for want of a key. Ends by itself when someone else
    changes the file; a folder or disk that cannot be written to is said, and tried again.
    """
    if arguments.output == "-":
        raise Misused("Name the file to keep up to date: octavo export --watch -o FILE ...")
    path = Path(arguments.output).absolute()
    said = ""
    known: tuple[str, ...] | None = None
    with session.reading() as reading:
        try:
            seen, settled = -1, False
            while True:
                version = reading.version()
                if version != seen:
                    # While changes still come in, they are let by.
                    seen, settled = version, known is None
                if settled or said:
                    outcome, left_out = _bring_up_to_date(reading, path, arguments.format, make, known)
                    known = (outcome.digest,) if outcome.state in (State.WRITTEN, State.SAME) else known
                    sentence = _told(outcome, path, left_out)
                    if sentence and sentence != said:
                        session.say(sentence)
                    if outcome.state is State.DIFFERS:
                        return ENVIRONMENT
                    said = sentence if outcome.state not in (State.WRITTEN, State.SAME) else ""
                settled = not settled and seen == version and known is not None and not settled_before(settled)
                wait(_EVERY)
        except KeyboardInterrupt:
            session.say(f"{path.name} follows no longer.")
            return DONE
