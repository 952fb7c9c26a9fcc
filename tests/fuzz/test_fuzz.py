"""A few wrong inputs to every reader, and that the fuzzing notices what it is for."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from campaign import SELDOM, made, tried
from seeds import Reader, all_readers

HERE = Path(__file__).resolve().parent
READERS = all_readers()
INPUTS = 25


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_wrong_input_is_read_without_complaint(reader: Reader) -> None:
    for number in range(1 if reader.name in SELDOM else INPUTS):
        _seconds, problem = tried(reader, made(reader, READERS, 2, number))
        assert not problem, f"number {number} of seed 2: {problem}"


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_the_samples_it_starts_from_are_whole(reader: Reader) -> None:
    for seed in reader.seeds:
        batch = reader.read(seed)
        if batch is not None and reader.name not in ("OPML", "followed address"):
            assert batch.entries or "error" in batch.message


def test_the_same_numbers_make_the_same_input() -> None:
    one, other = (made(READERS[3], all_readers(), 5, 77) for _turn in range(2))
    assert one == other != made(READERS[3], READERS, 6, 77)


#: What the campaigns found: the first took minutes, the last three left something unfit to be kept.
FOUND = {
    "a line of brackets around a number": b"{" * 15_000 + b" doi:10.1000/xyz " + b"{" * 4_000,
    "an author of commas": b"TY  - JOUR\nTI  - On Ink\nAU  - Quill, A" + b", " * 25_000 + b"x\nER  - \n",
    "authors of arXiv with commas and blanks": (
        b"\\\\\narXiv:2303.00763\nTitle: On Ink\nAuthors: A" + b" , " * 15_000 + b"B" + b" " * 10_000
        + b"(C\n\\\\\n  Words.\n"
    ),
    "a title of blanks and an address": b"### A title" + b" " * 40_000 + b"of words\n\n" + b"We count. " * 60,
    "a text of backslashes": b"Daily Papers\n\nMar 11\n\nA title of words\n\n" + b"We count. " * 60 + b"\\" * 20_000,
    "braces in braces": (
        b"Daily Papers\n\nMar 11\n\nA title of words\n\n" + b"We count. " * 60 + b"\\textit{" * 2_000
        + b"x" + b"}" * 2_000
    ),
    "a day of 21 figures": (
        b'[{"type": "article", "title": "A", "issued": {"date-parts": [[2023, 4, 999999999999999999997]]}}]'
    ),
    "a year of 6,000 figures": (
        b'[{"type": "article", "title": "A", "issued": {"date-parts": [["' + b"9" * 6_000 + b'"]]}}]'
    ),
    "controls and surrogates in a name": (
        b'[{"type": "article", "title": "A", "author": [{"literal": "Page\\u0000 \\ud800 Team"}], '
        b'"custom": {"\\u0001": 1}}]'
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", FOUND.values(), ids=FOUND)
def test_what_was_found_stays_found(data: bytes) -> None:
    _seconds, problem = tried(Reader("found", (b"",)), data)
    assert not problem


def raises(_data: bytes) -> None:
    raise KeyError("title")


def dawdles(_data: bytes) -> None:
    end = time.process_time() + 2.1
    while time.process_time() < end:
        pass


@pytest.mark.parametrize(("read", "told"), [(raises, "KeyError: 'title'"), (dawdles, "It took 2.")])
def test_a_reader_that_fails_or_dawdles_is_noticed(read, told: str) -> None:
    assert told in tried(Reader("bad", (b"",), read), b"x")[1]


def test_a_campaign_runs_and_says_what_it_did() -> None:
    command = [sys.executable, str(HERE / "campaign.py"), "RIS", "--inputs", "20", "--seed", "3"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "20 inputs" in ran.stdout
    assert "Nothing found." in ran.stdout


def test_a_process_that_eats_memory_is_ended() -> None:
    code = (
        "import campaign\ncampaign._limit_memory()\n"
        "try:\n    bytearray(2_000_000_000)\nexcept MemoryError:\n    print('refused')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True)
    if sys.platform != "linux":
        pytest.skip("memory is limited on Linux only")
    assert ran.stdout == "refused\n", ran.stderr
