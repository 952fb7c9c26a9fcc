"""The main job without a window: a shell script of command line calls, and a real page."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from octavo.cli import main

SCRIPT = Path(__file__).with_name("main_job.sh")
#: A real page cannot be in the project; where a copy lies beside the checkout, it is read too.
REAL_PAGE = Path(__file__).resolve().parents[3] / "shared" / "feed" / "daily-papers-page.txt"


def invented_page(count: int) -> str:
    blocks = ["new", "Get trending papers in your email inbox!", "Subscribe", "Mar 11"]
    for number in range(1, count + 1):
        blocks.append(f"Lighthouse Report {number}: Counting {number} Ships With One Lamp")
        blocks.append(
            f"We count {number * 7} ships with one lamp and {number} keepers. The lamp sees all ships that carry a "
            "light, and the keepers see those that ring a bell. Neither sees the ferry, which runs on time & carries "
            "100% of the mail. We add both counts, take away what was counted twice, and publish the log of the night."
        )
    return "\n\n".join(blocks)


def make_the_journey(page: Path, folder: Path) -> str:
    folder.mkdir()
    command = shlex.join([sys.executable, "-m", "octavo"])
    ran = subprocess.run(
        ["sh", str(SCRIPT), str(page), str(folder)],
        env={**os.environ, "OCTAVO": command, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stderr


def titles(file: Path) -> list[str]:
    return [re.sub("[{}]", "", title) for title in re.findall(r"^  title = \{(.*)\},$", file.read_text("utf-8"), re.M)]


@pytest.mark.skipif(shutil.which("sh") is None, reason="the journey is a shell script")
@pytest.mark.timeout(300)
def test_the_script_turns_an_invented_page_into_a_bibliography_in_the_persons_order(tmp_path: Path) -> None:
    page = tmp_path / "page of the day.txt"
    page.write_text(invented_page(12), encoding="utf-8")
    told = make_the_journey(page, tmp_path / "folder")
    assert "12 new papers. The page says Mar 11." in told
    assert "nothing new: 12 already here" in told
    order = [9, 8, 2, 3, 4, 5, 6, 7, 1]
    expected = [f"Lighthouse Report {number}: Counting {number} Ships With One Lamp" for number in order]
    assert titles(tmp_path / "folder" / "thesis.bib") == expected
    assert titles(tmp_path / "folder" / "thesis-biblatex.bib") == expected


@pytest.mark.skipif(not REAL_PAGE.is_file(), reason="no copy of a real page lies beside this checkout")
def test_a_real_page_comes_in_once_and_goes_out_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bibliography = tmp_path / "all.bib"
    for words, told in (
        (["import", str(REAL_PAGE)], "86 new papers. The page says Mar 11."),
        (["import", str(REAL_PAGE)], "nothing new: 86 already here"),
        (["export", "--all", "--format", "biblatex", "-o", str(bibliography)], "86 entries written"),
        (["doctor"], ""),
    ):
        assert main(["--library", str(tmp_path / "library.octavo"), *words]) == 0
        assert told in capsys.readouterr().err
    assert len(set(titles(bibliography))) == 86
