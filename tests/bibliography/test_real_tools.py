"""Hard invented records, read by the programs that people run on the exported file: BibTeX, pdfLaTeX, biber."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from octavo.bibliography.citekey import propose
from octavo.bibliography.csl import read_csl
from octavo.bibliography.export import Export, ExportOptions, export
from octavo.records import Entry, Paper

pytestmark = [pytest.mark.tex, pytest.mark.timeout(300)]

RECORDS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("hard_records.json").read_text(encoding="utf-8"))[
    "records"
]
EVERYTHING = ExportOptions(abstracts=True, keywords=True, notes=True)
#: Prints each title as BibTeX folds it, the way plain, alpha and most styles do.
CASE_STYLE = """ENTRY { author title year } {} {}
FUNCTION { default.type } { cite$ " = " * title "t" change.case$ * write$ newline$ newline$ }
FUNCTION { misc } { default.type } FUNCTION { article } { default.type } FUNCTION { book } { default.type }
FUNCTION { inproceedings } { default.type } FUNCTION { incollection } { default.type }
FUNCTION { phdthesis } { default.type } FUNCTION { techreport } { default.type }
MACRO {jan} {""} MACRO {feb} {""} MACRO {mar} {""} MACRO {apr} {""} MACRO {may} {""} MACRO {jun} {""}
MACRO {jul} {""} MACRO {aug} {""} MACRO {sep} {""} MACRO {oct} {""} MACRO {nov} {""} MACRO {dec} {""}
READ
ITERATE { call.type$ }
"""


def exported(dialect: str) -> Export:
    keyed: list[tuple[str, Paper]] = []
    for number, entry in enumerate(read_csl(RECORDS)):
        paper = as_paper(number, entry)
        keyed.append((propose(paper, {key for key, _ in keyed}), paper))
    return export(keyed, dialect, EVERYTHING)


def as_paper(number: int, entry: Entry) -> Paper:
    names = (
        "title", "abstract", "authors", "more_authors", "identifiers", "published", "kind", "venue", "details", "other",
        "note",
    )  # fmt: skip
    return Paper(id=number, uuid=str(number), **{name: getattr(entry, name) for name in names})


def run(tool: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a TeX tool that may read and write in `folder` only; skips the test where it is not installed."""
    path = shutil.which(tool)
    if path is None:
        pytest.skip(f"{tool} is not installed")
    limits = {"openin_any": "p", "openout_any": "p", "TEXMFOUTPUT": str(folder), "max_print_line": "10000"}
    return subprocess.run([path, *arguments], cwd=folder, env=os.environ | limits, capture_output=True, timeout=280)


def bibtex(made: Export, style: str, folder: Path) -> tuple[str, bytes]:
    """What BibTeX says and what it writes when all entries are cited."""
    (folder / "x.bib").write_text(made.text, encoding="utf-8", newline="\n")
    cited = "".join(f"\\citation{{{key}}}\n" for key in made.keys)
    (folder / "x.aux").write_text(f"\\relax\n{cited}\\bibstyle{{{style}}}\n\\bibdata{{x}}\n", encoding="utf-8")
    answer = run("bibtex", "x", folder=folder)
    said = answer.stdout.decode("utf-8", "replace")
    assert answer.returncode == 0, said
    return said, (folder / "x.bbl").read_bytes()


@pytest.mark.parametrize("style", ["plain", "alpha", "abbrv", "unsrt"])
def test_bibtex_sets_every_entry_without_an_error_or_half_a_character(tmp_path: Path, style: str) -> None:
    made = exported("bibtex")
    said, written = bibtex(made, style, tmp_path)
    assert written.decode("utf-8").count("\\bibitem") == made.entries
    warnings = [line for line in said.splitlines() if line.startswith("Warning")]
    assert [line for line in warnings if not re.search(r"empty (publisher|year|address)|to sort, need", line)] == []


def test_bibtex_keeps_capitals_that_mean_something_and_folds_the_rest(tmp_path: Path) -> None:
    (tmp_path / "case.bst").write_text(CASE_STYLE, encoding="utf-8")
    made = exported("bibtex")
    _, written = bibtex(made, "case", tmp_path)
    unbroken = re.sub(r"\n  ", " ", written.decode("utf-8"))
    titles = dict(line.split(" = ", 1) for line in unbroken.split("\n\n") if " = " in line)
    checked = 0
    for key, record in zip(made.keys, RECORDS, strict=True):
        folded = re.sub(r"[{}]", "", titles[key.strip()])
        for word in record["expect"].get("keep", ()):
            if word.isascii():
                assert word in folded, (record["why"], folded)
                checked += 1
        for word in record["expect"].get("fold", ()):
            assert not re.search(rf"\b{word}\b", folded), (record["why"], folded)
            checked += 1
        maths = re.findall(r"(?<!\\)\$[^$]+\$", folded)
        assert all(formula in made.text.replace("{", "").replace("}", "") for formula in maths)
    assert checked > 20


@pytest.mark.parametrize("fonts", ["", "\\usepackage[T1]{fontenc}"])
def test_pdflatex_sets_every_ascii_entry_without_any_package(tmp_path: Path, fonts: str) -> None:
    made = exported("bibtex")
    cited = "".join(f"\\nocite{{{key}}}\n" for key in made.keys if key not in made.needs_unicode)
    (tmp_path / "x.bib").write_text(made.text, encoding="utf-8", newline="\n")
    (tmp_path / "x.tex").write_text(
        f"\\documentclass{{article}}{fonts}\\begin{{document}}\\sloppy\n{cited}"
        "\\bibliographystyle{plain}\\bibliography{x}\\end{document}\n",
        encoding="utf-8",
    )
    options = ("-no-shell-escape", "-interaction=nonstopmode", "x.tex")
    run("pdflatex", *options, folder=tmp_path)
    run("bibtex", "x", folder=tmp_path)
    run("pdflatex", *options, folder=tmp_path)
    log = (tmp_path / "x.log").read_text(encoding="utf-8", errors="replace")
    assert [line for line in log.splitlines() if line.startswith("!") or "Missing character" in line] == []
    assert "Output written" in log


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_biber_reads_every_entry_and_finds_only_what_the_records_lack(tmp_path: Path, dialect: str) -> None:
    made = exported(dialect)
    (tmp_path / "x.bib").write_text(made.text, encoding="utf-8", newline="\n")
    answer = run(
        "biber", "--tool", "--nolog", "--validate-datamodel", "--output-file=out.bib", "x.bib", folder=tmp_path
    )
    said = answer.stdout.decode("utf-8", "replace")
    assert answer.returncode == 0, said
    complaints = [line for line in said.splitlines() if line.startswith(("WARN", "ERROR"))]
    assert [line for line in complaints if "Missing mandatory field" not in line] == []
    read_back = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert len(re.findall(r"^@(?!PREAMBLE)", read_back, re.M | re.I)) == made.entries
    if dialect == "biblatex":
        seen = re.sub(r"[{}]", "", read_back)
        authors = [author for record in RECORDS for author in record["expect"].get("authors", ())]
        assert [author["family"] for author in authors if author.get("family", "").replace("'", "’") not in seen] == []
