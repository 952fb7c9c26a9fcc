"""A disk that forgets and a disk that is full: a person is told, nothing crashes, and what was acknowledged is there.

    python3 tests/faults/bad_disk.py [--points 200] [--seed N]

Half of the points flip one bit of a library file and then open, read and change it: each verb works or is refused with
a sentence. The others work in a process of which no file may grow beyond a random size, which the system itself
enforces: an import, a PDF, a copy and an export each happen whole or not at all.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from octavo.bibliography.export import export
from octavo.bibliography.writers import save
from octavo.library.copies import copy_daily
from octavo.library.library import Library
from octavo.library.reading import Place, Reading
from octavo.records import Author, Batch, Entry, Identifier, OctavoError

PAPERS = 60


class Failed(Exception):
    """What the campaign is looking for."""


def batch(first: int, count: int) -> Batch:
    entries = tuple(
        Entry(
            f"Lantern {number} over the harbour", f"We count {number} fish by lamp light. " * 8,
            identifiers=(Identifier("doi", f"10.1/{number}"),), authors=(Author("Quill", f"Ada {number}"),),
            published="2024-03",
        )
        for number in range(first, first + count)
    )  # fmt: skip
    return Batch("page text", "Daily papers", "page.txt", entries, digest=f"{first} {count}")


def furnish(path: Path) -> None:
    with Library.open(path) as library:
        list(library.add(batch(0, PAPERS)))
        ids = list(library.reading.listing(Place("all")).ids)
        library.tag(ids[:20], "vision")
        library.create_list("Thesis")
        library.add_to_list(1, ids[:9])
        library.annotate(ids[0], "A note.")
        library.assign_keys(ids[:5])
        library.star(ids[:3])
        library.undo()


def everything(library: Library) -> list[tuple[str, Callable[[], object]]]:
    """What the window and its threads do with a library, by name."""
    reading = library.reading
    return [
        ("counts", reading.counts),
        ("sidebar", lambda: (reading.tags(), reading.lists(), reading.days(), reading.smart_lists())),
        ("rows", lambda: reading.rows(reading.listing(Place("all")).ids)),
        ("papers", lambda: reading.papers(reading.listing(Place("all")).ids)),
        ("search", lambda: reading.listing(Place("all"), "lantern")),
        ("star", lambda: library.star([1, 2])),
        ("edit", lambda: library.edit(3, {"venue": "Parcels"})),
        ("undo", library.undo),
        ("add", lambda: list(library.add(batch(PAPERS, 3)))),
    ]


#: What a verb may end with besides a refusal: the window says of these that it did not expect them, and goes on.
FORESEEN = (OctavoError, sqlite3.DatabaseError, ValueError)


def flipped(path: Path, chance: random.Random, seen: Counter[str]) -> None:
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    content[at] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(content))
    before = bytes(content)
    try:
        Reading(path).close()
    except OctavoError:
        seen["refused before the first paint"] += 1
    try:
        library = Library.open(path)
    except OctavoError as refusal:
        seen["not opened"] += 1
        if not refusal.sentence.endswith("."):
            raise Failed(f"no sentence: {refusal.sentence}") from refusal
        if path.read_bytes() != before:
            raise Failed("a file that was refused was changed") from refusal
        return
    with library:
        told = []
        for name, verb in everything(library):
            try:
                verb()
            except OctavoError:
                told.append(name)
            except Exception as error:
                if name in ("rows", "papers") or not isinstance(getattr(error, "orig", error), FORESEEN):
                    raise Failed(f"{name} at byte {at}: {type(error).__name__} {error}") from error
                told.append(name)
        try:
            noticed = bool(library.check())
        except OctavoError:
            noticed = True
    seen["met while working"] += bool(told)
    seen["noticed by the check"] += noticed
    seen["noticed by nobody"] += not noticed and not told


def on_a_full_disk(folder: Path, path: Path, chance: random.Random, seen: Counter[str]) -> None:
    """In a process of its own: one thing is done while no file may grow beyond a size that may be too small."""
    size = path.stat().st_size
    what = chance.choice(("import", "attach", "copy", "export", "star"))
    limit = size + chance.randrange(200_000) if what in ("import", "star") else chance.randrange(size * 2)
    pdf, target = folder / "paper.pdf", folder / "refs.bib"
    pdf.write_bytes(b"%PDF-1.4\n" + bytes(300_000))
    target.write_text("old\n")

    def work(library: Library) -> None:
        if what == "import":
            list(library.add(batch(1_000, 400)))
        elif what == "attach":
            library.files.attach(1, pdf)
        elif what == "copy":
            copy_daily(path, date(2024, 5, 2))
        elif what == "star":
            for number in range(200):
                library.annotate(1 + number % PAPERS, f"{number} " * 200)
        else:
            papers = library.reading.papers(library.reading.listing(Place("all")).ids)
            save(export([(f"k{paper.id}", paper) for paper in papers], "bibtex"), target, "bibtex")

    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        library = Library.open(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            work(library)
        except OctavoError as told:
            os._exit(0 if told.sentence.endswith(".") else 4)
        except BaseException as error:
            os.write(2, f"{what} with {limit} bytes: {type(error).__name__} {error}\n".encode())
            os._exit(3)
        os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended not in (0, 1):
        raise Failed(f"{what} on a disk of {limit} bytes ended with {ended}")
    seen[f"{what} {'refused' if ended == 0 else 'done'}"] += 1
    with Library.open(path) as library:
        if found := library.check():
            raise Failed(f"after {what} on a full disk: {found}")
        count = library.reading.counts().all
        if count not in (PAPERS, PAPERS + 400) or ((what == "import") != (count > PAPERS) and ended == 1):
            raise Failed(f"{what} left {count} papers")
        for paper in library.reading.papers([1]):
            for each in paper.attachments:
                if not (path.parent / each.path).exists() and not list(path.parent.rglob(Path(each.path).name)):
                    raise Failed("a paper names a file that is not there")
    if target.read_text() != "old\n" and not (what == "export" and ended == 1):
        raise Failed("an export that failed changed the old file")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run")
    options = parser.parse_args()
    if not hasattr(os, "fork"):
        print("This campaign forks the Unix way; run it on Linux or macOS.", file=sys.stderr)
        return 3
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"{options.points} points on a bad disk, seed {seed}", flush=True)
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.octavo"
        furnish(whole)
        for point in range(options.points):
            chance, folder = random.Random(seed + point), Path(name) / str(point)
            folder.mkdir()
            path = Path(shutil.copy(whole, folder / "library.octavo"))
            try:
                if point % 2:
                    on_a_full_disk(folder, path, chance, seen)
                else:
                    flipped(path, chance, seen)
            except Failed as failed:
                print(f"\npoint {point + 1}, seed {seed}: {failed}", file=sys.stderr)
                return 1
            shutil.rmtree(folder)
    print(f"{options.points} points: told each time, nothing lost")
    print(", ".join(f"{count} {what}" for what, count in seen.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
