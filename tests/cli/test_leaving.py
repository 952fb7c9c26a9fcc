"""Leaving by the command line: every format, --strict, the papers part of the doctor, manuscripts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Octavo

from octavo.bibliography.formats import FORMATS

Number = Callable[[str], str]


@pytest.fixture
def thesis(filled: Octavo, number_of: Number, kept: Path) -> Octavo:
    """A list of 2 complete papers with a reason, and a third paper outside it."""

    def first() -> None:
        for number, word in enumerate(("Candle", "Anchor"), 1):
            filled.do(
                "edit", number_of(word), "authors=Ada Quill; Bo Reed", "published=2023-04", f"arxiv=2304.0000{number}",
                f"key={word.lower()}",
            )  # fmt: skip
        filled.do("list", "create", "Thesis", number_of("Candle"), number_of("Anchor"))
        filled.do("list", "reason", "Thesis", "candle", "It began it all")

    filled.begin_with(kept / "thesis of leaving", first)
    return filled


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_in_the_order_of_the_list(thesis: Octavo, name: str) -> None:
    file = thesis.folder / f"out{FORMATS[name].suffix}"
    answer = thesis.do("export", "--list", "Thesis", "--format", name, "-o", str(file))
    text = file.read_text(FORMATS[name].encoding)
    assert 0 <= text.index("Candle") < text.index("Anchor")
    assert answer.err == f"2 entries written to {file}.\n"
    assert thesis.do("export", "--list", "Thesis", "--format", name).out == text


def test_annotated_lists_and_tables_say_why_a_paper_is_in_the_list(thesis: Octavo) -> None:
    assert "It began it all" in thesis.do("export", "--list", "Thesis", "--format", "markdown").out
    page = thesis.do("export", "--list", "Thesis", "--format", "html").out
    assert "<h1>Thesis</h1>" in page and "It began it all" in page
    rows = list(csv.DictReader(io.StringIO(thesis.do("export", "--list", "Thesis", "--format", "csv").out)))
    assert [row["why it is here"] for row in rows] == ["It began it all", ""]
    assert "It began" not in thesis.do("export", "--all", "--format", "markdown").out


def test_a_format_that_does_not_exist_is_told_with_those_that_do(thesis: Octavo) -> None:
    answer = thesis.try_to("export", "--all", "--format", "word")
    assert answer.code == 2
    assert "hayagriva" in answer.err and "text-nature" in answer.err


def test_strict_writes_complete_papers_like_any_export(thesis: Octavo) -> None:
    plain = thesis.do("export", "--list", "Thesis")
    assert thesis.do("export", "--list", "Thesis", "--strict") == plain


def test_strict_ends_with_1_says_all_and_leaves_the_file_as_it_was(thesis: Octavo) -> None:
    file = thesis.folder / "all.bib"
    file.write_text("old", encoding="utf-8")
    answer = thesis.try_to("export", "--all", "--strict", "-o", str(file))
    assert answer.code == 1
    assert file.read_text("utf-8") == "old"
    assert "4 papers have no authors. Look up the authors, or write them by hand. (" in answer.err
    assert answer.err.endswith("Nothing was written, because of --strict.\n")
    assert thesis.try_to("export", "--all", "--strict").out == ""


def test_strict_in_json_gives_the_findings_and_no_text(thesis: Octavo, number_of: Number) -> None:
    answer = thesis.try_to("--json", "export", "--selection", number_of("Bottle"), "--strict")
    assert answer.code == 1
    assert "text" not in answer.value and answer.value["file"] is None
    assert [each["trouble"] for each in answer.value["findings"]] == ["no authors", "no year", "unverified"]
    assert answer.value["findings"][0]["keys"] == answer.value["keys"]


def test_an_export_tells_what_is_doubtful_and_goes_on(thesis: Octavo, number_of: Number) -> None:
    thesis.do("edit", "anchor", "authors=QUILL, ADA; Bo Reed")
    answer = thesis.do("export", "--list", "Thesis", "--format", "csl-json")
    assert "In anchor, the name “ADA QUILL” is in capitals. Correct the name" in answer.err
    assert len(json.loads(answer.out)) == 2


def test_the_doctor_looks_at_papers_to_be_cited_and_does_not_call_the_library_ill(
    thesis: Octavo, number_of: Number
) -> None:
    assert "has no authors" not in thesis.do("doctor").out
    thesis.do("star", number_of("Bottle"))
    answer = thesis.do("doctor")
    assert "Papers to cite" in answer.out and "1 paper has no authors." in answer.out
    assert "Everything in it is sound." in answer.out
    value = thesis.json("doctor")
    assert value["healthy"] is True
    faults = [each["ids"] for each in value["findings"] if each["trouble"] != "unconfirmed"]
    assert faults == [[int(number_of("Bottle"))]] * 3


def test_a_manuscript_is_compared_with_library_and_list(thesis: Octavo, number_of: Number) -> None:
    thesis.do("star", "candle", "anchor")
    thesis.do("read", "anchor")
    file = thesis.folder / "paper.tex"
    file.write_text("\\cite{anchor}\n% \\cite{no}\n\\citep[3]{lost2020,Candle}\n", encoding="utf-8")
    answer = thesis.try_to("manuscript", str(file), "--list", "Thesis")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "Cited but not in the library", "  lost2020  paper.tex:3",
        "Cited with other capitals", "  Candle is candle in the library  paper.tex:3",
    ]  # fmt: skip
    assert answer.err == "3 keys cited, 1 of them in the library.\n"
    file.write_text("\\cite{anchor}", encoding="utf-8")
    assert thesis.json("manuscript", str(file), "--list", "Thesis") == {
        "cited": ["anchor"], "found": ["anchor"], "missing": [], "other_case": [], "renamed": [], "never_opened": [],
        "starred_not_cited": ["candle"], "list_made": None,
    }  # fmt: skip


def test_a_list_is_made_of_what_a_manuscript_cites_in_its_order(thesis: Octavo) -> None:
    file = thesis.folder / "notes.md"
    file.write_text("See [@anchor; @gone] and @candle, write to a@candle.org.", encoding="utf-8")
    answer = thesis.try_to("manuscript", str(file), "--make-list", "Cited")
    assert "The list Cited was made, with 2 papers in the order of the text." in answer.err
    assert [paper["key"] for paper in thesis.json("list", "show", "Cited")["papers"]] == ["anchor", "candle"]
    assert "Cited but never opened" in answer.out


def test_an_arxiv_number_that_is_cited_is_no_key(thesis: Octavo) -> None:
    file = thesis.folder / "paper.aux"
    file.write_text("\\citation{2304.00001,1}", encoding="utf-8")
    answer = thesis.try_to("--json", "manuscript", str(file))
    assert [each["key"] for each in answer.value["missing"]] == ["2304.00001", "1"]


def test_a_manuscript_octavo_cannot_read_is_told(thesis: Octavo) -> None:
    file = thesis.folder / "paper.docx"
    file.write_bytes(b"PK")
    assert "no manuscript that Octavo reads" in thesis.try_to("manuscript", str(file)).err
    assert thesis.try_to("manuscript", str(thesis.folder / "gone.tex")).code == 3


def test_a_manuscript_that_cites_a_former_key_is_told_the_one_there_is_now(thesis: Octavo) -> None:
    thesis.do("edit", "candle", "key=wick2023")
    file = thesis.folder / "paper.tex"
    file.write_text(r"As in \cite{candle}.", encoding="utf-8")
    answer = thesis.try_to("manuscript", str(file), "--make-list", "Cited")
    assert answer.code == 1
    assert "candle is wick2023 now" in answer.out
    assert [paper["key"] for paper in thesis.json("list", "show", "Cited")["papers"]] == ["wick2023"]
