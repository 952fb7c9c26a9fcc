"""Feeds every reader inputs that are wrong: none may raise, take over 2 seconds, or more memory than it should.

    python3 packaging/dev.py fuzz [READER...] [--inputs 10000] [--seed 1]

Each reader has a process of its own, which is watched and whose memory is limited. An input is made of the seed, the
reader and its number alone: --seed 1 --only 4711 reads that one again, here, where a debugger can follow. Inputs that
were refused lie in build/fuzz afterwards. PDFs are read by a process for each, so that of those only a 50th is tried.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import subprocess
import sys
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutating import LONGEST, mutated
from seeds import Reader, all_readers
from soundness import assert_sound

from octavo.bibliography.residue import readable, title_key

MOST_SECONDS = 2.0
#: Bytes a process may have beside what it has when it starts; an input has at most 60,000.
MOST_MEMORY = 400_000_000
#: Seconds without a sign of life after which a process is taken for stuck.
STUCK = 60.0
#: PDFs cost a process each.
SELDOM = {"PDF": 50}
FOUND = Path(__file__).resolve().parents[2] / "build" / "fuzz"


def made(reader: Reader, readers: Sequence[Reader], seed: int, number: int) -> bytes:
    """The input with this number."""
    others = [each for other in readers for each in other.seeds]
    return mutated(reader.seeds, others, random.Random(f"{seed}/{reader.name}/{number}"))


def tried(reader: Reader, data: bytes) -> tuple[float, str]:
    """Read one input: the CPU seconds it took, and what went wrong, "" when nothing did."""
    start = time.process_time()
    problem = ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            batch = reader.read(data)
            if batch is not None:
                # Text and reference files hold what they hold; readers of the web cut it.
                assert_sound(batch, longest_title=LONGEST, longest_abstract=2 * LONGEST)
                for entry in batch.entries:
                    # What the library does first with whatever comes.
                    title_key(entry.title)
                    readable(entry.abstract)
    except BaseException:
        problem = traceback.format_exc()
    seconds = time.process_time() - start
    if not problem and seconds > MOST_SECONDS:
        problem = f"It took {seconds:.1f} seconds."
    return seconds, problem


def work(name: str, seed: int, inputs: int) -> int:
    """The process of one reader: a line of JSON for each finding, one now and then to be seen alive, one at the end."""
    readers = all_readers()
    reader = next(each for each in readers if each.name == name)
    tried(reader, reader.seeds[0])
    at_start = _limit_memory()
    slowest, total = (0.0, 0), 0.0
    for number in range(inputs):
        if number % 20 == 0:
            _tell(alive=number)
        seconds, problem = tried(reader, made(reader, readers, seed, number))
        slowest, total = max(slowest, (seconds, number)), total + seconds
        if problem:
            _tell(found=number, problem=problem)
    _tell(slowest=slowest[0], number=slowest[1], total=total, memory=_memory() - at_start)
    return 0


def _tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def _memory() -> int:
    """The most memory this process has had."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _limit_memory() -> int:
    at_start = _memory()
    with contextlib.suppress(ImportError, ValueError, OSError, AttributeError):
        import resource

        # Addresses, not pages: what Python and its libraries have reserved already counts.
        reserved = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (reserved + MOST_MEMORY, reserved + MOST_MEMORY))
    return at_start


def campaign(reader: Reader, readers: Sequence[Reader], seed: int, inputs: int) -> list[str]:
    """Run one reader's process to its end and print its line; answers what was found."""
    inputs = max(1, inputs // SELDOM.get(reader.name, 1))
    found: list[str] = []
    last: dict[str, float] = {}
    command = [sys.executable, str(Path(__file__)), reader.name, "--work", "--seed", str(seed), "--inputs", str(inputs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        alive = 0
        for facts in _told(process):
            alive = facts.get("alive", alive)
            last = facts
            if "found" in facts:
                found.append(_kept(reader, readers, seed, facts["found"], facts["problem"]))
    if process.returncode or "slowest" not in last:
        found.append(f"{reader.name}: its process died or hung after input {alive}.")
    words = f"{last.get('slowest', 0):.2f} s slowest (number {last.get('number', 0)}), " if "slowest" in last else ""
    grown = last.get("memory", 0) / 1e6
    print(f"{reader.name:<18}{inputs:>7} inputs  {words}{grown:.0f} MB more, {len(found)} found", flush=True)
    return found


def _told(process: subprocess.Popen[str]) -> Iterator[dict]:
    """What the process says, until it ends or is silent for too long and is ended."""
    import threading

    assert process.stdout is not None
    clock = threading.Timer(STUCK, process.kill)
    clock.start()
    for line in process.stdout:
        clock.cancel()
        clock = threading.Timer(STUCK, process.kill)
        clock.start()
        yield json.loads(line)
    clock.cancel()


def _kept(reader: Reader, readers: Sequence[Reader], seed: int, number: int, problem: str) -> str:
    FOUND.mkdir(parents=True, exist_ok=True)
    file = FOUND / f"{reader.name.replace(' ', '-')}-{seed}-{number}.bin"
    file.write_bytes(made(reader, readers, seed, number))
    return f"{reader.name} number {number}, kept as {file.name}:\n{problem}"


def main() -> int:
    readers = all_readers()
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(each.name for each in readers))
    parser.add_argument("--inputs", type=int, default=10_000, help="inputs to each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="read the input with this number, here")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    chosen = [each for each in readers if not options.readers or each.name in options.readers]
    if options.readers and len(chosen) != len(set(options.readers)):
        parser.error(f"readers are {', '.join(each.name for each in readers)}")
    if options.work:
        return work(chosen[0].name, options.seed, options.inputs)
    if options.only is not None:
        seconds, problem = tried(chosen[0], made(chosen[0], readers, options.seed, options.only))
        print(problem or f"Read in {seconds:.2f} s.")
        return 1 if problem else 0
    found = [line for each in chosen for line in campaign(each, readers, options.seed, options.inputs)]
    print("\n".join(["", *found]) if found else "\nNothing found.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
