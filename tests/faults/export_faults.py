"""Breaks exports at random points, by kills and full disks: a reader finds the old file or the new one, never a part.

    python3 tests/faults/export_faults.py [--points 100] [--seed N] [--sabotage torn]

A child, forked from this process, exports two different lists in turn over one file, as the window and the command
line do. Half of the points are SIGKILL at a random moment; the others are a disk that takes no more than so many bytes,
which the system itself enforces. Afterwards the file must be byte by byte one of the two. A sabotage must fail.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

from octavo.bibliography.export import Export, export
from octavo.bibliography.file import NotSaved
from octavo.bibliography.writers import save
from octavo.records import Author, Identifier, Kind, Paper

ENTRIES = 400


class Torn(Exception):
    """What the campaign is looking for."""


def invented(variant: str) -> Export:
    papers = [
        Paper(
            number, str(number), f"{variant} Lanterns of Harbour {number}: Größe and $x_{{{number}}}$",
            authors=(Author("Quill", f"Ada {number}"), Author(literal="The Group")), published="2024-03",
            kind=Kind.PREPRINT, identifiers=(Identifier("arxiv", f"2403.{number:05}"),),
        )
        for number in range(1, ENTRIES + 1)
    ]  # fmt: skip
    return export([(f"quill2024lanterns{paper.id}", paper) for paper in papers], "bibtex")


def write(made: Export, target: Path, sabotage: str) -> None:
    if sabotage != "torn":
        save(made, target, "bibtex")
        return
    with target.open("w", encoding="utf-8") as stream:
        for line in made.text.splitlines(keepends=True):
            stream.write(line)
            stream.flush()


def killed(target: Path, variants: list[Export], chance: random.Random, sabotage: str) -> None:
    """Export in turn until a kill at a random moment."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.write(writer, b"go")
        for number in range(10_000):
            write(variants[number % 2], target, sabotage)
        os._exit(1)
    os.close(writer)
    os.read(reader, 2)
    os.close(reader)
    time.sleep(chance.uniform(0, 0.12))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def on_a_full_disk(target: Path, made: Export, chance: random.Random, sabotage: str) -> None:
    """Export while no file may grow beyond a random size that is too small for the export."""
    limit = chance.randrange(len(made.text.encode("utf-8")))
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            write(made, target, sabotage)
        except NotSaved as told:
            os._exit(0 if "left as it was" in told.sentence else 3)
        except OSError:
            os._exit(0)
        os._exit(2)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended != 0:
        raise Torn(f"a disk that takes {limit} bytes: the export ended with {ended}")
    if left := [each.name for each in target.parent.iterdir() if each != target]:
        raise Torn(f"a failed export left {left} behind")


def check(target: Path, variants: list[Export]) -> None:
    content = target.read_bytes()
    if content not in [made.text.encode("utf-8") for made in variants]:
        raise Torn(f"the file has {len(content)} bytes and is none of the two exports")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run")
    parser.add_argument("--sabotage", choices=("torn",), default="", help="must make the run fail")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    print(f"exports broken at {options.points} points, seed {seed}", flush=True)
    variants = [invented("Old"), invented("New")]
    with tempfile.TemporaryDirectory() as folder:
        for point in range(options.points):
            target = Path(folder) / f"{point}" / "refs.bib"
            target.parent.mkdir()
            save(variants[0], target, "bibtex")
            try:
                if point % 2:
                    on_a_full_disk(target, variants[1], chance, options.sabotage)
                else:
                    killed(target, variants, chance, options.sabotage)
                check(target, variants)
            except Torn as torn:
                print(f"\npoint {point + 1}, seed {seed}: {torn}", file=sys.stderr)
                return 1
    print(f"{options.points} points: the old file or the new one each time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
