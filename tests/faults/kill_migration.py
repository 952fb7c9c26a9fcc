"""Kills Octavo while it brings a library of version 1 up to date: the old file or the new one is there, whole.

    python3 tests/faults/kill_migration.py [--kills 100] [--seed N] [--sabotage half]

The file that was released is made larger first, so that kills fall everywhere. A sabotage must make the run fail.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kill9 import Loss, ask_soundness, check_soundness

from octavo.library.library import Library

RELEASED = Path(__file__).parents[1] / "library" / "released" / "version-1.octavo.gz"
COPIES = 3_000
_COLUMNS = "title, abstract, state, starred, unread, note, venue"


def old_library(path: Path) -> None:
    path.write_bytes(gzip.decompress(RELEASED.read_bytes()))
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(paper)")]
    taken = ", ".join(
        {"id": "1000 + number", "uuid": "'copy ' || number"}.get(column, f'paper."{column}"') for column in columns
    )
    quoted = ", ".join(f'"{column}"' for column in columns)
    connection.execute(
        f"WITH RECURSIVE counted(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counted LIMIT {COPIES}) "
        f"INSERT INTO paper({quoted}) SELECT {taken} FROM counted, paper WHERE paper.id = 1"
    )
    connection.commit()
    connection.close()


def papers_in(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = connection.execute(f"SELECT id, {_COLUMNS} FROM paper ORDER BY id").fetchall()
    connection.close()
    return found


def version_in(path: Path) -> int:
    """Read from a copy: what the kill left under way has to be undone first, and that is for Octavo to do."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("", "-wal", "-journal"):
            if Path(f"{path}{part}").exists():
                shutil.copy(f"{path}{part}", folder)
        connection = sqlite3.connect(Path(folder) / path.name)
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.close()
    return version


def kill_once(path: Path, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            Library.open(path).close()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run")
    parser.add_argument("--sabotage", choices=("half",), default="", help="must make the run fail")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"{options.kills} kills while a library is brought up to date, seed {seed}", flush=True)
    chance, seen = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.octavo"
        old_library(whole)
        wanted, content = papers_in(whole), whole.read_bytes()
        start = time.monotonic()
        path = Path(name) / "timed.octavo"
        path.write_bytes(content)
        Library.open(path).close()
        longest = time.monotonic() - start
        for kill in range(options.kills):
            folder = Path(name) / str(kill)
            folder.mkdir()
            path = folder / "library.octavo"
            path.write_bytes(content)
            try:
                kill_once(path, chance.uniform(0, longest * 1.2))
                if options.sabotage:
                    connection = sqlite3.connect(path)
                    connection.execute("DELETE FROM paper WHERE id = 1001")
                    connection.commit()
                    connection.close()
                check_soundness(path)
                seen[f"found at version {version_in(path)}"] += 1
                with Library.open(path) as library:
                    if complaints := library.check():
                        raise Loss(f"Octavo's own check: {complaints}")
                ask_soundness(path)
                if papers_in(path) != wanted:
                    raise Loss("the papers are not what they were")
            except Loss as loss:
                print(f"\nkill {kill + 1}, seed {seed}: {loss}", file=sys.stderr)
                return 1
    print(f"{options.kills} kills: the old library or the new one each time, and every paper in it")
    print(", ".join(f"{count} {what}" for what, count in seen.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
