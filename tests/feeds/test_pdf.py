"""PDFs of papers: their numbers and titles, read by a process that may fail, hang or be killed."""

from __future__ import annotations

import sys
import time

import pytest
from pdf_files import locked, pdf

from octavo.feeds import pdf as reading
from octavo.feeds.detect import read
from octavo.records import Identifier, Kind

ARXIV = Identifier("arxiv", "2304.00001")
TITLE = (20, "Counting Letters at Sea")
BODY = (10, "Letters are counted here in many small words, and the sea is wide and never still at night.")


def test_the_stamp_of_arxiv_and_the_largest_words_are_number_and_title() -> None:
    data = pdf([[(14, "arXiv:2304.00001v2 [cs.DL] 7 Apr 2023"), TITLE, BODY, (10, "See arXiv:1706.03762 as well")]])
    batch = read(data, origin="paper.pdf", file="/home/ada/paper.pdf")
    assert (batch.form, batch.source, batch.origin, batch.message) == ("PDF", "Files", "paper.pdf", "")
    [entry] = batch.entries
    assert (entry.title, entry.identifiers, entry.kind) == ("Counting Letters at Sea", (ARXIV,), Kind.PREPRINT)
    assert (entry.published, dict(entry.other), entry.problems) == ("2023-04", {"file": "/home/ada/paper.pdf"}, ())


@pytest.mark.parametrize(
    "data",
    [
        pdf([[TITLE, BODY]], {"doi": "10.1000/ABC"}),
        pdf([[TITLE, BODY]], {"Subject": "Annals of Ink 4 (2023), doi:10.1000/abc."}),
        pdf([[TITLE, BODY]], packet="<rdf><prism:doi>10.1000/abc</prism:doi></rdf>"),
        pdf([[TITLE, BODY, (8, "https://doi.org/10.1000/abc.")]]),
        pdf([[TITLE, BODY, (8, "DOI: 10.1000/abc")]]),
        pdf([[TITLE, BODY], [(10, "On the second page: doi.org/10.1000/abc")]]),
    ],
    ids=["facts", "subject", "packet", "address", "marked", "second page"],
)
def test_a_doi_is_found_wherever_publishers_put_it(data: bytes) -> None:
    [entry] = read(data).entries
    assert (entry.title, entry.identifiers) == ("Counting Letters at Sea", (Identifier("doi", "10.1000/abc"),))
    assert dict(entry.other) == {}


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.docx", "untitled", "main.tex", "arXiv:2304.00001", ""])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    [entry] = read(pdf([[TITLE, BODY]], {"Title": title, "doi": "10.1000/abc"})).entries
    assert entry.title == "Counting Letters at Sea"


def test_the_title_that_the_file_gives_counts_first() -> None:
    [entry] = read(pdf([[TITLE, BODY]], {"Title": "On Ink"})).entries
    assert entry.title == "On Ink"
    assert entry.problems == ("No arXiv number or DOI was found in this PDF; its title was taken from the first page.",)


@pytest.mark.parametrize("name", ["2304.00001v3.pdf", "2304.00001 (1).pdf"])
def test_the_name_of_the_file_tells_a_number_when_nothing_in_it_does(name: str) -> None:
    [entry] = read(pdf([[BODY]]), origin=name).entries
    assert (entry.title, entry.identifiers) == ("arXiv:2304.00001", (ARXIV,))
    assert entry.problems == ("Only the arXiv number was given; its title is not known yet.",)


def test_of_several_dois_the_first_is_taken_with_a_warning() -> None:
    [entry] = read(pdf([[TITLE, BODY, (8, "doi.org/10.1000/abc"), (8, "doi.org/10.1000/def")]])).entries
    assert entry.identifiers == (Identifier("doi", "10.1000/abc"),)
    assert entry.problems == ("More than 1 DOI stands on the first page; check that this is the paper's.",)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (locked(), reading.LOCKED),
        (b"%PDF-1.7\n", reading.DAMAGED),
        (pdf([[TITLE, BODY]])[:200], reading.DAMAGED),
        (pdf([[]]), reading.SCANNED),
        (pdf([[BODY]]), reading.NOTHING_FOUND),
    ],
    ids=["locked", "empty", "cut", "scanned", "no number"],
)
def test_a_pdf_that_tells_nothing_gets_a_sentence(data: bytes, sentence: str) -> None:
    batch = read(data, origin="scan.pdf", file="/home/ada/scan.pdf")
    assert (batch.entries, batch.message) == ((), sentence)


def answered(program: str, wait: float = 10.0) -> reading.PdfFacts:
    return reading.look_into(b"%PDF-", wait=wait, reader=[sys.executable, "-I", "-c", program])


def test_a_reader_that_hangs_is_stopped_in_time() -> None:
    start = time.monotonic()
    assert answered("while True: pass", wait=0.5).refusal == reading.TOO_MUCH
    assert time.monotonic() - start < 5


def test_a_reader_that_floods_is_stopped() -> None:
    assert answered("import sys\nwhile True: sys.stdout.write('x' * 65536)").refusal == reading.TOO_MUCH


@pytest.mark.parametrize(
    "program",
    ["raise SystemExit(0)", "print('[1, 2]')", 'print(\'{"state": "odd"}\')', "print('nonsense')", "print('[' * 9999)"],
)
def test_a_reader_that_answers_nonsense_makes_the_pdf_a_damaged_one(program: str) -> None:
    assert answered(program).refusal == reading.DAMAGED


def test_a_reader_taken_over_can_only_give_texts() -> None:
    found = answered('print(\'{"state": "read", "texts": [1, "a", {}], "largest": 3, "facts": {"doi": [2]}}\')')
    assert (found.refusal, found.texts, found.largest, dict(found.facts)) == ("", ("", "a", ""), "", {"doi": ""})


def test_a_reader_that_cannot_be_started_gives_a_sentence() -> None:
    found = reading.look_into(b"%PDF-", reader=["/nowhere/at/all"])
    assert found.refusal.startswith("The PDF could not be read, because the system did not let Octavo start a reader")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its memory")
def test_a_pdf_that_wants_all_memory_is_given_up() -> None:
    program = (
        "import runpy, sys\n"
        f"module = runpy.run_path({str(reading._READER)!r})\n"
        "module['_limit']()\n"
        "x = bytearray(3_000_000_000)\n"
    )
    assert answered(program).refusal == reading.TOO_MUCH


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_the_reader_can_write_no_file(tmp_path: object) -> None:
    program = (
        "import json, runpy\n"
        f"module = runpy.run_path({str(reading._READER)!r})\n"
        "module['_limit']()\n"
        "try:\n"
        f"    open({str(tmp_path)!r} + '/x', 'w').write('y' * 100000)\n"
        "except OSError:\n"
        "    print(json.dumps({'state': 'read', 'texts': ['refused']}))\n"
    )
    assert answered(program).texts == ("refused",) or answered(program).refusal == reading.TOO_MUCH


@pytest.mark.parametrize("cut", range(20, 600, 97))
def test_no_damage_to_a_pdf_raises(cut: int) -> None:
    data = pdf([[TITLE, BODY]], {"Title": "On Ink"})
    batch = read(data[:cut] + b"\xff\x00(((" + data[cut + 9 :])
    assert batch.entries or batch.message
