"""octavo imports: what came in and when, the receipt of each import, and taking one back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from octavo.cli import records_as_json
from octavo.cli.session import DONE, Session, counted, joined
from octavo.library.receipts import Account, Fate, Import, ReceiptLine, imports, receipt
from octavo.records import SourceLines


def run(session: Session, arguments: argparse.Namespace) -> int:
    """List the imports, show one, or undo one."""
    if arguments.action == "undo":
        return _undo(session, arguments.number)
    with session.reading() as reading:
        if arguments.action == "list":
            found = imports(reading, arguments.limit)
            session.give([asdict(each) for each in found])
            for each in found:
                session.show(_line(each))
            return DONE
        account = receipt(reading, arguments.number)
    session.give(asdict(account))
    for line in _described(account):
        session.show(line)
    return DONE


def _undo(session: Session, number: int) -> int:
    with session.library() as library:
        change = library.imports.undo(number)
    session.give(records_as_json.change(change))
    removed, kept = (int(str(change.arguments[name])) for name in ("removed", "kept"))
    stays = f" {counted(kept, 'paper stays', 'papers stay')}, because you decided or wrote something about them."
    session.say(f"{counted(removed, 'paper')} removed.{stays if kept else ''} octavo undo brings them back.")
    return DONE


def _line(made: Import) -> str:
    counts = [f"{made.new + made.doubtful:,} new"]
    counts += [f"{made.already_here:,} already here"] if made.already_here else []
    counts += [f"{made.skipped:,} left out"] if made.skipped else []
    return f"{made.batch_id:>5}  {made.day}  {made.source}, {made.origin}: {joined(counts)}"


def _described(account: Account) -> Iterator[str]:
    yield _line(account.summary).strip()
    for line in account.lines:
        yield _entry(line)
    for left in account.leftovers:
        yield f"{'not placed':<11} {_where(SourceLines(left.number, left.number))}{left.text[:100]}"
    if account.message:
        yield account.message
    if account.summary.can_undo:
        yield f"Undoing this import would remove {counted(account.removable, 'paper')}."


def _entry(line: ReceiptLine) -> str:
    number = f" (number {line.paper_id})" if line.paper_id and line.fate is not Fate.TWICE else ""
    why = f" {line.why}" if line.why else ""
    return f"{line.fate:<11} {_where(line.lines)}{line.title}{number}{why}"


def _where(lines: SourceLines | None) -> str:
    return f"line {lines.first}: " if lines else ""
