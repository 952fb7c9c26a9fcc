"""A small share of the campaigns of migration, bad disks and the random user, and proof that they would notice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills processes the Unix way")


def campaign(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = Path(__file__).with_name(f"{name}.py")
    return subprocess.run([sys.executable, str(script), *arguments], capture_output=True, text=True)


def test_kills_during_a_migration_lose_nothing() -> None:
    ran = campaign("kill_migration", "--kills", "4")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_migration_that_lost_a_paper_would_be_noticed() -> None:
    ran = campaign("kill_migration", "--kills", "1", "--sabotage", "half")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    # Where the kill came late, the index of the new library already knows what is gone.
    assert "not what they were" in ran.stderr or "unsound" in ran.stderr


def test_flipped_bits_and_full_disks_end_in_sentences() -> None:
    ran = campaign("bad_disk", "--points", "16")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_random_user_finds_nothing_in_a_hundred_steps() -> None:
    ran = campaign("random_user", "--steps", "100")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(("sabotage", "words"), [("hold", "commands are held"), ("error", "unforeseen")])
def test_a_random_user_would_notice(sabotage: str, words: str) -> None:
    ran = campaign("random_user", "--steps", "100", "--seed", "3", "--sabotage", sabotage)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert words in ran.stderr
