"""octavo keys: making citation keys anew, with a look at them before."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from octavo.bibliography.key_map import save_key_map
from octavo.cli.exporting import chosen_ids
from octavo.cli.session import DONE, Session, counted
from octavo.cli.wishes import key_pattern
from octavo.library.key_owners import keys_anew


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Show old and new keys; with --yes make them. The old ones stay with their papers."""
    pattern = key_pattern(arguments)
    with session.reading() as reading:
        ids: Sequence[int] = chosen_ids(reading, arguments)
        renewed = keys_anew(reading, ids, pattern)
    step: int | None = None
    if arguments.yes and renewed:
        with session.library() as library:
            renewed = keys_anew(library.reading, ids, pattern)
            if arguments.map:
                save_key_map(renewed, Path(arguments.map))
            step = library.make_keys_anew(ids, pattern).step
    elif arguments.map:
        save_key_map(renewed, Path(arguments.map))
    session.give({"keys": [{"id": each.paper_id, "old": each.old, "new": each.new} for each in renewed], "step": step})
    for each in renewed:
        session.show(f"{each.old}  ->  {each.new}")
    if not renewed:
        session.say("Every key is already as the pattern makes it.")
    elif arguments.yes:
        session.say(f"{counted(len(renewed), 'key')} made anew; the old ones stay with their papers. Undo: octavo undo")
    else:
        session.say(f"{counted(len(renewed), 'key')} would change. To make them: add --yes")
    return DONE
