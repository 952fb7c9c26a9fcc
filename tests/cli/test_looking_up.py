"""octavo lookup, proposals and verify: titles become citations, and nothing is asked without a word of the person."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Octavo
from services import Services

from octavo import web


@pytest.fixture
def asked(services: Services, octavo: Octavo, monkeypatch: pytest.MonkeyPatch) -> Services:
    """A library with six works as a saved page has them, and the services on this machine."""
    names = {"hugging_face": "huggingface.co", "arxiv": "export.arxiv.org", "crossref": "api.crossref.org",
             "semantic_scholar": "api.semanticscholar.org"}  # fmt: skip
    words = " ".join(f"{name}={services.address(host)}" for name, host in names.items())
    monkeypatch.setenv("OCTAVO_SERVICES", words)
    # All services share one host here, which need not be spared.
    monkeypatch.setattr(web, "_USUAL_SPACING", 0.0)
    page = octavo.folder / "works.txt"
    works = [f"{work.title}\n\n{work.abstract} {work.abstract}" for work in services.works[:6]]
    page.write_text("\n\n".join(["Mar 11", *works]), encoding="utf-8")
    octavo.do("import", str(page))
    return services


def test_nothing_is_asked_before_the_person_says_yes(asked: Services, octavo: Octavo) -> None:
    answer = octavo.try_to("lookup", "--incomplete")
    assert answer.code == 2
    assert "6 papers" in answer.err
    assert "about 7 requests" in answer.err
    assert not asked.asked


def test_incomplete_papers_get_authors_dates_and_numbers_until_undone(asked: Services, octavo: Octavo) -> None:
    answer = octavo.do("--json", "lookup", "--incomplete", "--yes").value
    assert answer["account"]["matched"] == 6
    papers = octavo.json("search")
    assert all(paper["authors"] and paper["year"] == 2026 for paper in papers)
    shown = octavo.json("show", str(papers[0]["id"]))
    assert shown["field_sources"]["authors"] == "arXiv"
    assert not shown["missing"]
    assert (shown["citation"]["trust"], shown["citation"]["service"]) == ("verified", "arXiv")
    assert shown["citation"]["given"]["authors"]["at"].endswith("+00:00")
    assert "Citation: Verified against arXiv" in octavo.do("show", str(papers[0]["id"])).out
    assert "look up" in octavo.do("history").out
    octavo.do("undo")
    assert not any(paper["authors"] for paper in octavo.json("search"))


def test_a_second_look_up_asks_for_nothing_that_was_answered(asked: Services, octavo: Octavo) -> None:
    octavo.do("lookup", "--all", "--yes")
    octavo.do("undo")
    before = asked.count("huggingface.co")
    octavo.do("lookup", "--all", "--yes")
    assert asked.count("huggingface.co") == before
    octavo.do("lookup", "--all", "--yes", "--afresh")
    assert asked.count("huggingface.co") == before


def test_a_busy_service_is_told_and_the_rest_waits_for_the_next_command(asked: Services, octavo: Octavo) -> None:
    asked.trouble("huggingface.co", "busy", times=1)
    answer = octavo.try_to("lookup", "--all", "--yes")
    assert answer.code == 3
    assert "pause" in answer.err
    assert "6 still waiting" in answer.err
    # A new command knows nothing of the pause, as a new day would not.
    octavo.do("lookup", "--yes")
    assert all(paper["authors"] for paper in octavo.json("search"))


def test_the_queue_can_be_emptied(asked: Services, octavo: Octavo) -> None:
    asked.trouble("huggingface.co", "busy", times=1)
    octavo.try_to("lookup", "--all", "--yes")
    assert "6 papers" in octavo.do("lookup", "--stop").err
    assert "No paper waits" in octavo.do("lookup").err


def test_a_difference_is_proposed_and_taken_by_field(asked: Services, octavo: Octavo) -> None:
    work = asked.works[0]
    asked.arxiv.works[work.arxiv] = replace(work, doi="", journal="")
    number = str(octavo.json("search", work.title.split(":")[0])[0]["id"])
    octavo.do("lookup", number, "--yes")
    octavo.do("star", number)
    octavo.do("verify", "--yes")
    proposals = octavo.json("proposals")["proposals"]
    assert [each["kind"] for each in proposals] == ["published"]
    assert "International Journal of Samples" in octavo.do("proposals").out
    before = octavo.json("show", number)
    octavo.do("proposals", "accept", str(proposals[0]["id"]), "--field", "venue")
    after = octavo.json("show", number)
    assert after["venue"] == "International Journal of Samples"
    assert (after["doi"], after["arxiv"], after["kind"]) == ("", work.arxiv, before["kind"])
    assert after["field_sources"]["venue"] == "Semantic Scholar"
    assert not octavo.json("proposals")["proposals"]
    assert octavo.try_to("proposals", "accept", str(proposals[0]["id"])).code == 1
    octavo.do("undo")
    assert octavo.json("proposals")["proposals"]


def test_doctor_counts_what_is_to_be_cited_and_not_verified(asked: Services, octavo: Octavo) -> None:
    numbers = [str(paper["id"]) for paper in octavo.json("search")]
    octavo.do("star", *numbers)
    octavo.do("lookup", *numbers[:2], "--yes")
    octavo.do("edit", *numbers[2:3], "arxiv=2603.99999")
    findings = {each["trouble"]: each["ids"] for each in octavo.json("doctor")["findings"]}
    assert len(findings["unverified"]) == 3
    assert findings["unconfirmed"] == [int(numbers[2])]
    assert "1 paper is not verified against any service. Look them up." in octavo.do("doctor").out


def test_a_field_no_proposal_has_is_refused_by_name(asked: Services, octavo: Octavo) -> None:
    assert octavo.try_to("proposals", "accept", "99").code == 1
    assert octavo.try_to("proposals", "choose", "1", "3").code == 1
    assert isinstance(octavo.library, Path)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl C cannot be sent to one program there")
def test_ctrl_c_completes_what_was_found(asked: Services, octavo: Octavo) -> None:
    command = [sys.executable, "-m", "octavo", "--library", str(octavo.library), "lookup", "--incomplete", "--yes"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    until = time.monotonic() + 60
    while asked.count("huggingface.co") < 2 and time.monotonic() < until:
        assert running.poll() is None, "the command ended too soon"
        threading.Event().wait(0.01)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "still waiting" in told
    found = [paper for paper in octavo.json("search") if paper["authors"]]
    assert 2 <= len(found) < 6


def test_a_look_up_killed_at_any_moment_goes_on_where_it_was(asked: Services, octavo: Octavo) -> None:
    command = [sys.executable, "-m", "octavo", "--library", str(octavo.library), "lookup", "--incomplete", "--yes"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while asked.count("huggingface.co") < 3 and time.monotonic() < until:
            assert running.poll() is None, "the command ended too soon"
            threading.Event().wait(0.01)
    finally:
        running.kill()
        running.wait()
    before = asked.count("huggingface.co")
    assert before >= 3
    # The answer that was under way when it died is asked for again; all others were kept.
    answer = octavo.do("--json", "lookup", "--yes").value
    assert answer["account"]["matched"] == 6
    assert asked.count("huggingface.co") <= 7
    assert all(paper["authors"] for paper in octavo.json("search"))
    assert octavo.json("doctor")["healthy"]
