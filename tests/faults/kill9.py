"""Kills Octavo at random moments while it imports and edits, then looks for anything lost, halved or damaged.

    python3 packaging/dev.py faults [--kills 200] [--seed N] [--sabotage lost|half|damage]

A worker, forked from this process, prints each verb before it starts and acknowledges it after it returned; SIGKILL
comes between. Then the file must be sound and hold exactly what was acknowledged, with or without the one verb that was
under way. The file is read with plain SQL, never with Octavo's own reading side. A sabotage must make the run fail.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from model import Model, Op
from worker import work

from octavo.library.library import Library

ROUNDS_A_LIBRARY = 20
SOUNDNESS = ("PRAGMA integrity_check", "PRAGMA foreign_key_check")


class Loss(Exception):
    """What the campaign is looking for."""


def kill_once(path: Path, model: Model, seed: int, sabotage: str) -> list[list]:
    """Let a worker work for a random while, kill it, and answer the lines it wrote."""
    chance = random.Random(seed)
    reader, writer = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reader)
        work(path, model, seed, writer, sabotage)
    os.close(writer)
    # One in 8 is killed while it opens the library, the others some verbs later.
    opening = chance.random() < 0.125 and not sabotage
    text = b""
    deadline = time.monotonic() + (chance.uniform(0, 0.02) if opening else 30)
    counted = opening
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            break
        piece = os.read(reader, 65536)
        if not piece:
            break
        text += piece
        if not counted and b"ready" in text:
            counted = True
            # A sabotage waits for its verb, which a busy machine may be long in coming to.
            deadline = time.monotonic() + (2.0 if sabotage in ("lost", "half") else chance.uniform(0.03, 0.5))
    os.kill(child, signal.SIGKILL)
    while piece := os.read(reader, 65536):
        text += piece
    os.close(reader)
    os.waitpid(child, 0)
    return [json.loads(line) for line in text.decode().splitlines() if line.endswith("]")]


def replay(model: Model, lines: list[list]) -> Op | None:
    """Apply what was acknowledged; answer the verb that was under way."""
    under_way: Op | None = None
    for kind, *rest in lines:
        if kind == "died":
            raise Loss(f"the worker failed before it was killed:\n{rest[0]}")
        if kind == "begin":
            under_way = rest[0]
        elif kind == "ack":
            op, keys = rest
            for title, key in keys.items():
                if model.keys.setdefault(title, key) != key:
                    raise Loss(f"the key of {title!r} changed from {model.keys[title]} to {key}")
            if op["verb"] != "assign_keys":
                model.apply(op)
            under_way = None
    return under_way if under_way and under_way["verb"] != "assign_keys" else None


def check_soundness(path: Path) -> None:
    """The file as the kill left it, on a copy, so that Octavo itself has to recover the original."""
    if not path.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        for part in ("", "-wal", "-journal"):
            if Path(f"{path}{part}").exists():
                shutil.copy(f"{path}{part}", folder)
        ask_soundness(Path(folder) / path.name)


def ask_soundness(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for question in SOUNDNESS:
            answer = connection.execute(question).fetchall()
            if answer not in ([], [("ok",)]):
                raise Loss(f"the file is unsound: {question} says {answer[:3]}")
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5%'").fetchall():
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        raise Loss(f"the file is unsound: {error}") from error
    finally:
        connection.close()


def facts_in(path: Path) -> tuple[dict, dict[str, str]]:
    """What the file holds, in the model's words, and the citation keys by title."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tags: dict[int, list[str]] = {}
    for paper, name in connection.execute("SELECT paper_id, name FROM paper_tag JOIN tag ON tag.id = tag_id"):
        tags.setdefault(paper, []).append(name)
    columns = "id, title, starred, state, unread, aside = 1, aside = 2, note, venue"
    titles: dict[int, str] = {}
    papers = {}
    for number, title, starred, state, unread, trashed, muted, note, venue in connection.execute(
        f"SELECT {columns} FROM paper"
    ):
        if title in papers:
            raise Loss(f"{title!r} is in the file twice")
        titles[number] = title
        papers[title] = {
            "starred": bool(starred), "state": state, "unread": bool(unread), "trashed": bool(trashed),
            "muted": bool(muted), "note": note, "venue": venue, "tags": tuple(sorted(tags.get(number, ()))),
        }  # fmt: skip
    lists: dict[str, list[str]] = {name: [] for (name,) in connection.execute("SELECT name FROM reading_list")}
    for name, paper in connection.execute(
        "SELECT name, paper_id FROM list_item JOIN reading_list ON reading_list.id = list_id"
        " ORDER BY list_item.position, list_item.id"
    ):
        lists[name].append(titles[paper])
    keys = {titles[paper]: key for paper, key in connection.execute("SELECT id, key FROM citation_key")
            if paper in titles}  # fmt: skip
    names = {name: True for (name,) in connection.execute("SELECT name FROM tag")}
    feeds = {name: True for (name,) in connection.execute("SELECT name FROM subscription")}
    connection.close()
    return {"papers": papers, "lists": lists, "tags": names, "feeds": feeds}, keys


def difference(expected: dict, found: dict) -> str:
    words = []
    for kind in expected:
        for name in sorted({*expected[kind], *found[kind]}):
            ours, theirs = expected[kind].get(name), found[kind].get(name)
            if ours != theirs:
                words.append(f"{name!r}: acknowledged {ours}, found {theirs}")
    return f"{len(words)} differences, first: " + "; ".join(words[:3])


def settle(path: Path, model: Model, under_way: Op | None) -> Model:
    """Compare the reopened file with what was acknowledged; answer the model to go on with."""
    found, keys = facts_in(path)
    candidates = [model]
    if under_way is not None:
        candidates.append(model.copy())
        candidates[1].apply(under_way)
    for title, key in model.keys.items():
        if title in found["papers"] and keys.get(title) != key:
            raise Loss(f"the citation key of {title!r} was acknowledged as {key}, found {keys.get(title)}")
    for candidate in candidates:
        if candidate.facts() == found:
            return candidate
    raise Loss(f"with {under_way} under way: {difference(model.facts(), found)}")


def round_of(path: Path, model: Model, seed: int, sabotage: str, seen: Counter) -> Model:
    lines = kill_once(path, model, seed, sabotage)
    under_way = replay(model, lines)
    seen["acknowledged"] += sum(line[0] == "ack" for line in lines)
    seen["killed while opening or creating"] += not lines
    if under_way is not None:
        large = under_way["verb"] == "add" and under_way["size"] > 500
        seen["killed inside a large import" if large else "killed inside another verb"] += 1
    if sabotage == "damage" and path.exists():
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2 // 4096 * 4096)
            file.write(b"\xa5" * 4096)
    check_soundness(path)
    with Library.open(path) as library:
        complaints = library.check()
    if complaints:
        raise Loss(f"Octavo's own check: {complaints}")
    ask_soundness(path)
    return settle(path, model, under_way)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run")
    parser.add_argument("--sabotage", choices=("lost", "half", "damage"), default="", help="must make the run fail")
    options = parser.parse_args()
    if not hasattr(os, "fork"):
        print("This campaign forks and kills processes the Unix way; run it on Linux or macOS.", file=sys.stderr)
        return 3
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"{options.kills} kills, seed {seed}", flush=True)
    seen: Counter = Counter()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path, model = Path(folder), Model()
        for number in range(options.kills):
            if number % ROUNDS_A_LIBRARY == 0:
                path, model = Path(folder) / f"library {number}.octavo", Model()
            try:
                model = round_of(path, model, seed + number, options.sabotage, seen)
            except Loss as loss:
                print(f"\nkill {number + 1}, seed {seed + number}: {loss}", file=sys.stderr)
                return 1
            if (number + 1) % 50 == 0:
                print(f"{number + 1} kills, nothing lost", flush=True)
    took = time.monotonic() - start
    print(f"{options.kills} kills in {took:.0f} s: the file sound each time, nothing lost, nothing half done")
    print(", ".join(f"{count} {what}" for what, count in seen.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
