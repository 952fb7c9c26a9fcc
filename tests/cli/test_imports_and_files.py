"""Receipts, taking an import back, and PDFs, by command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Octavo

Number = Callable[[str], str]
PDF = b"%PDF-1.4\nnot much of a paper\n%%EOF"


@pytest.fixture
def pdf(octavo: Octavo) -> Path:
    file = octavo.folder / "lamp.pdf"
    file.write_bytes(PDF)
    return file


def test_imports_are_listed_and_shown(filled: Octavo) -> None:
    (made,) = filled.json("imports", "list")
    assert (made["new"], made["origin"], made["can_undo"]) == (6, "page.txt", True)
    assert "page.txt: 6 new" in filled.do("imports", "list").out
    account = filled.json("imports", "show", str(made["batch_id"]))
    assert len(account["lines"]) == 6
    assert account["lines"][0]["lines"]["first"] == 3
    shown = filled.do("imports", "show", str(made["batch_id"])).out
    assert "added       line 3: Anchor: Finding Lost Things in Small Houses (number 6)" in shown
    assert "would remove 6 papers" in shown


def test_an_import_is_taken_back_but_for_what_was_decided(filled: Octavo, number_of: Number) -> None:
    filled.do("star", number_of("Candle"))
    answer = filled.do("imports", "undo", "1")
    assert answer.err.startswith("5 papers removed. 1 paper stays, because you decided")
    assert [paper["title"].split(":")[0] for paper in filled.json("search")] == ["Candle"]
    assert "take back the import of" in filled.do("history").out
    filled.do("undo")
    assert len(filled.json("search")) == 6


def test_an_import_there_is_none_of_is_told(filled: Octavo) -> None:
    for action in ("show", "undo"):
        answer = filled.try_to("imports", action, "9")
        assert (answer.code, "not in the library" in answer.err) == (1, True)


def test_a_pdf_is_attached_found_and_taken_off(filled: Octavo, number_of: Number, pdf: Path) -> None:
    number = number_of("Bottle")
    assert "lamp.pdf is kept with the paper." in filled.do("attach", number, str(pdf)).err
    assert "was there already" in filled.do("attach", number, str(pdf)).err
    assert [paper["id"] for paper in filled.json("search", "has:file")] == [int(number)]
    assert "PDF: lamp.pdf" in filled.do("show", number).out
    assert filled.json("show", number)["files"][0]["name"] == "lamp.pdf"
    assert "octavo undo" in filled.do("detach", number).err
    assert filled.json("show", number)["files"] == []
    filled.do("undo")
    assert len(filled.json("show", number)["files"]) == 1


def test_one_of_several_pdfs_must_be_named(filled: Octavo, number_of: Number, pdf: Path) -> None:
    number = number_of("Bottle")
    answer = filled.try_to("detach", number)
    assert (answer.code, answer.err) == (1, "This paper has no PDF of its own.\n")
    second = filled.folder / "second.pdf"
    second.write_bytes(PDF + b"2")
    filled.do("attach", number, str(pdf), str(second))
    answer = filled.try_to("detach", number)
    assert (answer.code, "lamp.pdf, second.pdf" in answer.err) == (1, True)
    filled.do("detach", number, "second.pdf")
    assert [each["name"] for each in filled.json("show", number)["files"]] == ["lamp.pdf"]


def test_what_is_no_pdf_is_not_attached(filled: Octavo, number_of: Number) -> None:
    answer = filled.try_to("attach", number_of("Bottle"), str(filled.folder / "page.txt"))
    assert (answer.code, "is not a PDF" in answer.err) == (1, True)
    answer = filled.try_to("attach", number_of("Bottle"), str(filled.folder / "gone.pdf"))
    assert (answer.code, "is not a file" in answer.err) == (1, True)


def test_a_backup_has_the_pdfs_beside_it(filled: Octavo, number_of: Number, pdf: Path) -> None:
    filled.do("attach", number_of("Bottle"), str(pdf))
    copy = filled.folder / "copy.octavo"
    filled.do("backup", str(copy))
    (kept,) = (filled.folder / "copy.octavo.files").glob("*/*.pdf")
    assert kept.read_bytes() == PDF
    for file in (filled.folder / "library.octavo.files").glob("*/*.pdf"):
        file.unlink()
    answer = filled.try_to("backup", str(copy))
    assert (answer.code, "1 PDF could not be copied" in answer.err) == (1, True)


def test_new_versions_of_papers_that_are_not_here_are_left_out_and_told(octavo: Octavo) -> None:
    feed = octavo.folder / "feed.xml"
    items = "".join(
        f"<item><title>Counting {word} in the winter forest</title><link>https://arxiv.org/abs/2403.0000{place}</link>"
        f"<description>arXiv:2403.0000{place}v{place} Announce Type: {kind} \nAbstract: We count {word}.</description>"
        f'<guid isPermaLink="false">oai:arXiv.org:2403.0000{place}v{place}</guid>'
        f"<arxiv:announce_type>{kind}</arxiv:announce_type><dc:creator>Ada Example</dc:creator></item>"
        for place, (word, kind) in enumerate([("birds", "new"), ("owls", "replace"), ("foxes", "cross")], 1)
    )
    feed.write_text(
        '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">'
        f"<channel><title>cs.CL updates on arXiv.org</title>{items}</channel></rss>",
        encoding="utf-8",
    )
    answer = octavo.do("import", str(feed), "--json")
    assert answer.value["new"] == 2
    assert "1 new version of papers you do not have, left out" in answer.err


def test_an_imported_pdf_is_kept_with_its_paper(octavo: Octavo) -> None:
    file = octavo.folder / "2401.00017v2.pdf"
    file.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    assert octavo.json("import", str(file))["new"] == 1
    paper = octavo.json("show", "2401.00017")
    assert [each["name"] for each in paper["files"]] == ["2401.00017v2.pdf"]
    assert "file" not in paper["other"]
    octavo.do("undo")
    assert octavo.json("search") == []
