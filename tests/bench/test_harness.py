"""The bench still runs and still judges; what it measures is not a matter for the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parent


def ask(code: str) -> str:
    ran = subprocess.run([sys.executable, "-c", code], cwd=BENCH, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_one_metric_runs_and_prints_its_line() -> None:
    ran = subprocess.run(
        [sys.executable, str(BENCH / "run.py"), "parse", "--sizes", "50", "--rounds", "1"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode in (0, 1), ran.stderr
    assert "parse a page" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_a_bound_is_passed_only_when_median_and_best_pair_pass_it() -> None:
    ask(
        "from measure import Outcome\n"
        "def kept(*products): return Outcome('x', 1, 2.0, [1.0] * len(products), list(products)).kept\n"
        "assert kept(1.0, 1.5, 9.0)\n"
        "assert kept(1.9, 3.0, 3.0)\n"
        "assert not kept(2.1, 3.0, 3.0)\n"
    )


def test_the_first_papers_of_a_corpus_do_not_depend_on_its_size() -> None:
    ask(
        "from corpus import Corpus\n"
        "few, many = list(Corpus().entries(5)), list(Corpus().entries(50))\n"
        "assert many[:5] == few\n"
        "assert len({each.title for each in many}) == 50\n"
        "assert 1000 < sum(len(each.abstract) for each in many) / 50 < 1500\n"
    )
