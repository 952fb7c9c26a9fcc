"""Which files dropped on the window are manuscripts, and which are pages of papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.gui.manuscripts import is_manuscript


@pytest.mark.parametrize("name", ["a.tex", "A.TEX", "a.aux", "a.bcf", "a.qmd", "a.Rmd", "a.typ", "a.ltx"])
def test_a_name_that_only_manuscripts_have_is_enough(tmp_path: Path, name: str) -> None:
    assert is_manuscript(tmp_path / name)


@pytest.mark.parametrize("text", ["As in [@quill2023].", "[see @quill2023, p. 3; -@reed2020]", "x [-@{a b}] y"])
def test_markdown_that_cites_is_a_manuscript(tmp_path: Path, text: str) -> None:
    file = tmp_path / "paper.md"
    file.write_text(text, encoding="utf-8")
    assert is_manuscript(file)


@pytest.mark.parametrize(
    "text", ["", "# Papers\n\n[A title](https://ex.org/@ada)", "by [@ada](https://ex.org/ada)", "Mail ada@example.org"]
)
def test_markdown_that_cites_nothing_may_be_a_page_of_papers(tmp_path: Path, text: str) -> None:
    file = tmp_path / "page.md"
    file.write_text(text, encoding="utf-8")
    assert not is_manuscript(file)
    assert not is_manuscript(tmp_path / "gone.md")
    assert not is_manuscript(tmp_path / "page.txt")
