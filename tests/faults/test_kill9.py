"""A small share of the kill campaign, and proof that it would notice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CAMPAIGN = Path(__file__).with_name("kill9.py")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills processes the Unix way")


def campaign(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(CAMPAIGN), *arguments], capture_output=True, text=True)


def test_five_kills_lose_nothing() -> None:
    ran = campaign("--kills", "5")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "nothing lost" in ran.stdout


@pytest.mark.parametrize(
    ("sabotage", "words"), [("lost", "acknowledged"), ("half", "under way"), ("damage", "unsound")]
)
def test_the_campaign_notices_sabotage(sabotage: str, words: str) -> None:
    ran = campaign("--kills", "8", "--seed", "11", "--sabotage", sabotage)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr


def exports(*arguments: str) -> subprocess.CompletedProcess[str]:
    script = CAMPAIGN.with_name("export_faults.py")
    return subprocess.run([sys.executable, str(script), *arguments], capture_output=True, text=True)


def test_exports_that_are_killed_or_meet_a_full_disk_leave_the_old_file_or_the_new() -> None:
    ran = exports("--points", "12")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_torn_file_would_be_noticed() -> None:
    ran = exports("--points", "12", "--seed", "5", "--sabotage", "torn")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
