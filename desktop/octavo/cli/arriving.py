"""octavo import: files in, receipt out."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from octavo import paths
from octavo.cli.inputs import read_input
from octavo.cli.session import DONE, ENVIRONMENT, PROBLEMS, Misused, Session, counted, joined
from octavo.feeds.days import by_day
from octavo.feeds.detect import read
from octavo.feeds.pdf import without_files
from octavo.feeds.sample import sample_batch
from octavo.records import Batch, OctavoError, Receipt, State, Verdict

if TYPE_CHECKING:
    from octavo.library.library import Library

_SHOWN_LINES: Final = 10
_COUNTS: Final = ("new", "already_here", "twice", "doubtful", "not_placed")


@dataclass(frozen=True)
class _Outcome:
    """What became of one input: the numbers of its JSON, and whether it had any papers."""

    origin: str
    numbers: dict[str, object]
    code: int


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Import every input in turn; one that cannot be read does not stop the others."""
    if bool(arguments.files) == arguments.sample:
        raise Misused("Name the files to import, - for standard input, or --sample.")
    day = _day(arguments.day)
    outcomes: list[_Outcome] = []
    with session.library() as library:
        for origin in arguments.files or [""]:
            try:
                batch = _batch(session, origin)
            except OctavoError as error:
                session.say(error.sentence)
                outcomes.append(_Outcome(origin, _nothing(error.sentence), ENVIRONMENT))
                continue
            outcomes += [_import_one(session, library, each, arguments, day) for each in by_day(batch)]
    _give(session, outcomes)
    return max(outcome.code for outcome in outcomes)


def _batch(session: Session, origin: str) -> Batch:
    if not origin:
        return sample_batch(paths.resources())
    name = "standard input" if origin == "-" else Path(origin).name
    file = "" if origin == "-" else str(Path(origin).absolute())
    return read(read_input(session, origin), origin=name, file=file)


def _import_one(
    session: Session, library: Library, batch: Batch, arguments: argparse.Namespace, day: date | None
) -> _Outcome:
    if not batch.entries:
        session.say(f"{batch.origin}: {batch.message}")
        return _Outcome(batch.origin, _nothing(batch.message, len(batch.not_placed)), PROBLEMS)
    if arguments.dry_run:
        numbers = _would_do(session, library, batch)
    else:
        receipt = _add(library, batch, arguments, day)
        numbers = {name: getattr(receipt, name) for name in (*_COUNTS, "captured")}
        numbers |= {"ids": list(receipt.ids)}
        session.say(_receipt_sentence(batch, receipt))
    if batch.message:
        session.say(f"{batch.origin}: {batch.message}")
    _say_not_placed(session, batch)
    return _Outcome(batch.origin, numbers | {"message": batch.message}, DONE)


def _add(library: Library, batch: Batch, arguments: argparse.Namespace, day: date | None) -> Receipt:
    batch, files = without_files(batch)
    work = library.add(batch, state=State(arguments.state), tags=arguments.tag, day=day, files=files)
    try:
        while True:
            next(work)
    except StopIteration as ended:
        receipt: Receipt = ended.value
        return receipt
    finally:
        work.close()


def _would_do(session: Session, library: Library, batch: Batch) -> dict[str, object]:
    preview = library.preview(batch)
    for placement in preview.placements:
        session.show(f"{placement.verdict:<13} {batch.entries[placement.index].title}")
    session.say(f"{batch.origin}: nothing was added, as you asked.")
    return {
        "new": preview.count(Verdict.NEW),
        "already_here": preview.count(Verdict.ALREADY_HERE),
        "twice": preview.count(Verdict.TWICE),
        "doubtful": preview.count(Verdict.DOUBTFUL),
        "not_placed": len(batch.not_placed),
        "captured": batch.captured,
        "entries": [
            {
                "title": batch.entries[each.index].title,
                "verdict": str(each.verdict),
                "paper": each.paper_id,
                "why": each.why,
                "problems": list(batch.entries[each.index].problems),
            }
            for each in preview.placements
        ],
    }


def _receipt_sentence(batch: Batch, receipt: Receipt) -> str:
    if receipt.new:
        start = f"{batch.origin}: {counted(receipt.new, 'new paper')}"
    else:
        start = f"{batch.origin}: nothing new"
    parts = [f"{receipt.already_here:,} already here"] if receipt.already_here else []
    parts += [f"{receipt.twice:,} twice in this page"] if receipt.twice else []
    if receipt.doubtful:
        parts.append(f"{receipt.doubtful:,} that may be papers you have, added as new")
    if receipt.skipped:
        parts.append(f"{counted(receipt.skipped, 'new version')} of papers you do not have, left out")
    if receipt.not_placed:
        parts.append(f"{counted(receipt.not_placed, 'line')} not placed")
    date_words = f" The page says {receipt.captured}." if receipt.captured else ""
    return f"{start}{': ' if not receipt.new and parts else ', ' if parts else ''}{joined(parts)}.{date_words}"


def _say_not_placed(session: Session, batch: Batch) -> None:
    lines = batch.not_placed
    for line in lines[:_SHOWN_LINES]:
        session.say(f"  line {line.number} was not placed: {line.text[:100]}")
    if len(lines) > _SHOWN_LINES:
        session.say(f"  and {counted(len(lines) - _SHOWN_LINES, 'more line', 'more lines')}")


def _give(session: Session, outcomes: list[_Outcome]) -> None:
    if len(outcomes) == 1:
        session.give(outcomes[0].numbers)
        return
    totals: dict[str, object] = {name: sum(_numbers(outcomes, name)) for name in _COUNTS}
    captured = (str(outcome.numbers["captured"]) for outcome in outcomes if outcome.numbers["captured"])
    files = [{"file": outcome.origin} | outcome.numbers for outcome in outcomes]
    session.give(totals | {"captured": next(captured, ""), "files": files})


def _numbers(outcomes: Iterable[_Outcome], name: str) -> Iterable[int]:
    return (value for outcome in outcomes if isinstance(value := outcome.numbers[name], int))


def _nothing(message: str, not_placed: int = 0) -> dict[str, object]:
    zeros: dict[str, object] = dict.fromkeys(_COUNTS, 0)
    return zeros | {"not_placed": not_placed, "captured": "", "message": message}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Misused(f"“{text}” is not a day. Write it as 2025-03-11.") from None
