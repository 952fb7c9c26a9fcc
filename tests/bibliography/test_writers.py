"""Every format: what stands where, in which order, and what is left out unless asked for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy
import yaml

from octavo.bibliography.csl import read_csl
from octavo.bibliography.export import ExportOptions
from octavo.bibliography.file import NotSaved
from octavo.bibliography.formats import FORMATS
from octavo.bibliography.latex import Dialect
from octavo.bibliography.writers import save, written
from octavo.records import Author, Identifier, Kind, Paper, Tag

MakePaper = Callable[..., Paper]
EVERYTHING = ExportOptions(abstracts=True, keywords=True, notes=True)


def whole(paper: MakePaper) -> Paper:
    """An article with everything a citation can say."""
    return paper(
        "LLaMA Counts $\\ell_1$ Boats",
        authors=(Author("Meer", "Paolo", "van der", "Jr."), Author(literal="Harbour Team, Ghent")),
        more_authors=True,
        kind=Kind.ARTICLE,
        venue="Harbour Letters",
        details={"volume": "3", "number": "2", "pages": "1-9", "issn": "0028-0836", "publisher": "Quay & Sons"},
        arxiv="2304.00001",
        doi="10.1000/boats",
        abstract="We count boats.",
        note="Ask about tides.\n\n- twice",
        tags=(Tag(1, "boats", "blue"),),
    )


def test_the_table_of_formats_names_each_once_and_latex_first() -> None:
    assert list(FORMATS)[:2] == list(Dialect)
    assert all(name == form.name for name, form in FORMATS.items())
    assert all(hasattr(ExportOptions(), option) for form in FORMATS.values() for option in form.options)


@pytest.mark.parametrize("name", FORMATS)
def test_papers_stand_in_the_order_given(paper: MakePaper, name: str) -> None:
    titles = ("Zebra", "Apple", "Mango")
    papers = [(f"k{title.lower()}", paper(title, arxiv="2304.00001")) for title in titles]
    made = written(papers, name)
    places = [made.text.index(title) for title in titles]
    assert places == sorted(places)
    assert made.keys == ("kzebra", "kapple", "kmango")


@pytest.mark.parametrize("name", FORMATS)
def test_private_words_stay_private_unless_asked_for(paper: MakePaper, name: str) -> None:
    secret = paper(abstract="Zqabstract", note="Zqnote", tags=(Tag(1, "Zqtag", "blue"),), arxiv="2304.00001")
    assert "Zq" not in written([("k", secret)], name).text
    asked = written([("k", secret)], name, EVERYTHING).text
    options = FORMATS[name].options
    for option, word in (("abstracts", "Zqabstract"), ("notes", "Zqnote"), ("keywords", "Zqtag")):
        assert (word in asked) == (option in options)


@pytest.mark.parametrize("name", FORMATS)
def test_the_place_of_an_entry_is_found_in_the_text(paper: MakePaper, name: str) -> None:
    form = FORMATS[name]
    text = written([("one", paper("A")), ("two", paper("B"))], name).text
    if form.place:
        assert 0 <= text.index(form.place_of("one")) < text.index(form.place_of("two"))
    else:
        assert form.place_of("one") == ""


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_known_is_written_as_nothing(name: str) -> None:
    made = written([("k", Paper(1, "u", "Bare"))], name)
    assert "Bare" in made.text
    assert made.without_authors == made.without_year == ("k",)
    assert "None" not in made.text and "nd" not in made.text.split()


@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_file_never_takes_the_place_of_the_old_one(paper: MakePaper, tmp_path: Path, name: str) -> None:
    from dataclasses import replace

    path = tmp_path / "x"
    path.write_text("old")
    made = written([("a", paper("A")), ("b", paper("B"))], name)
    with pytest.raises(NotSaved):
        save(replace(made, text=made.text[: len(made.text) // 3]), path, name)
    assert path.read_text() == "old"
    save(made, path, name)
    assert path.read_text(encoding=FORMATS[name].encoding) == made.text


def test_csl_json_holds_names_dates_and_numbers_as_processors_read_them(paper: MakePaper) -> None:
    [record] = json.loads(written([("k", whole(paper))], "csl-json", EVERYTHING).text)
    assert record == {
        "id": "k",
        "type": "article-journal",
        "title": "LLaMA Counts $\\ell_1$ Boats",
        "author": [
            {"family": "Meer", "given": "Paolo", "non-dropping-particle": "van der", "suffix": "Jr."},
            {"literal": "Harbour Team, Ghent"},
            {"literal": "others"},
        ],
        "issued": {"date-parts": [[2023, 4, 7]]},
        "container-title": "Harbour Letters",
        "page": "1-9",
        "volume": "3",
        "issue": "2",
        "publisher": "Quay & Sons",
        "ISSN": "0028-0836",
        "DOI": "10.1000/boats",
        "keyword": "boats",
        "abstract": "We count boats.",
        "note": "Ask about tides.\n\n- twice",
        "custom": {"arxiv_id": "2304.00001"},
    }


def test_a_preprint_of_csl_json_is_an_article_with_its_arxiv_number(paper: MakePaper) -> None:
    preprint = paper(arxiv="2304.00001", details={"primary_class": "cs.CL"})
    [record] = json.loads(written([("k", preprint)], "csl-json").text)
    assert (record["type"], record["publisher"], record["number"]) == ("article", "arXiv", "arXiv:2304.00001")
    assert record["URL"] == "https://arxiv.org/abs/2304.00001"
    [entry] = read_csl([record])
    assert (entry.kind, entry.details["primary_class"]) == (Kind.PREPRINT, "cs.CL")


def test_csl_json_comes_back_as_the_paper_it_was(paper: MakePaper) -> None:
    before = whole(paper)
    [entry] = read_csl(json.loads(written([("k", before)], "csl-json", EVERYTHING).text))
    assert (entry.title, entry.authors, entry.more_authors) == (before.title, before.authors, True)
    assert (entry.published, entry.kind, entry.venue) == (before.published, before.kind, before.venue)
    assert set(before.identifiers) == set(entry.identifiers)
    assert entry.abstract == before.abstract and entry.note == before.note


@pytest.mark.parametrize(
    ("published", "parts"), [("2023", [2023]), ("2023-04", [2023, 4]), ("2023-13", [2023]), ("", None)]
)
def test_a_date_goes_as_far_as_it_is_known(paper: MakePaper, published: str, parts: list[int] | None) -> None:
    [record] = json.loads(written([("k", paper(published=published))], "csl-json").text)
    assert record.get("issued", {}).get("date-parts", [None])[0] == parts


def test_ris_has_its_tags_in_order_and_one_author_a_line(paper: MakePaper) -> None:
    lines = written([("k", whole(paper))], "ris", EVERYTHING).text.splitlines()
    assert lines == [
        "TY  - JOUR", "ID  - k", "AU  - van der Meer, Paolo, Jr.", "AU  - Harbour Team Ghent", "AU  - et al.",
        "TI  - LLaMA Counts $\\ell_1$ Boats", "T2  - Harbour Letters", "PY  - 2023", "DA  - 2023/04/07/", "VL  - 3",
        "IS  - 2", "SP  - 1", "EP  - 9", "PB  - Quay & Sons", "SN  - 0028-0836", "AN  - arXiv:2304.00001",
        "DO  - 10.1000/boats", "KW  - boats", "AB  - We count boats.", "N1  - Ask about tides. - twice", "ER  - ",
    ]  # fmt: skip


def test_a_foreign_reader_understands_the_ris(paper: MakePaper) -> None:
    [record] = rispy.loads(written([("k", whole(paper))], "ris", EVERYTHING).text)
    assert record["type_of_reference"] == "JOUR"
    assert record["authors"][0] == "van der Meer, Paolo, Jr."
    assert (record["year"], record["start_page"], record["end_page"]) == ("2023", "1", "9")
    assert record["doi"] == "10.1000/boats"


def test_hayagriva_puts_the_journal_in_the_parent_and_fences_capitals(paper: MakePaper) -> None:
    entries = yaml.safe_load(written([("k", whole(paper))], "hayagriva", EVERYTHING).text)
    assert entries == {
        "k": {
            "type": "article",
            "title": "{LLaMA} Counts ℓ_1 Boats",
            "author": [
                {"name": "Meer", "given-name": "Paolo", "prefix": "van der", "suffix": "Jr."},
                {"name": "Harbour Team, Ghent"},
                {"name": "others"},
            ],
            "date": "2023-04-07",
            "page-range": "1-9",
            "serial-number": {"doi": "10.1000/boats", "arxiv": "2304.00001"},
            "abstract": "We count boats.",
            "note": "Ask about tides. - twice",
            "parent": {
                "type": "periodical", "title": "Harbour Letters", "volume": "3", "issue": "2",
                "publisher": "Quay & Sons", "serial-number": {"issn": "0028-0836"},
            },
        }
    }  # fmt: skip


@pytest.mark.parametrize("key", ["null", "Yes", "12a", "a:b", "a.b", "x-y", "e1", "on"])
def test_a_key_that_yaml_would_take_for_something_else_stays_a_key(paper: MakePaper, key: str) -> None:
    assert list(yaml.safe_load(written([(key, paper())], "hayagriva").text)) == [key]


@pytest.mark.parametrize(
    "url", ["http://[", "https://999.1.1.1/x", "https://a:b@x.org", "ftp://x.org/a", "https://xn--a.org", "https://x"]
)
def test_an_address_that_typst_would_refuse_is_left_out(paper: MakePaper, url: str) -> None:
    assert "url" not in yaml.safe_load(written([("k", paper(url=url))], "hayagriva").text)["k"]


def test_typst_reads_the_file_and_prints_every_title(paper: MakePaper, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst", reason="Typst is not installed")
    papers = [("one", whole(paper)), ("two", paper('Costs $#read("x")$ { and \\ }', arxiv="2304.00002"))]
    save(written(papers, "hayagriva", EVERYTHING), tmp_path / "a.yaml", "hayagriva")
    (tmp_path / "a.typ").write_text('@one @two #bibliography("a.yaml", style: "ieee")', encoding="utf-8")
    assert typst.compile(str(tmp_path / "a.typ")).startswith(b"%PDF")


def test_markdown_gives_the_reason_the_abstract_and_the_note_under_each_title(paper: MakePaper) -> None:
    reasons = {1: "It began the *argument*."}
    text = written([("k", whole(paper))], "markdown", EVERYTHING, heading="Boats", reasons=reasons).text
    assert text == (
        "# Boats\n\n"
        "1. **LLaMA Counts ℓ\\_1 Boats**\\\n"
        "   Paolo van der Meer Jr., Harbour Team, Ghent et al. 2023. Harbour Letters 3(2), 1–9. "
        "[arXiv:2304.00001](<https://arxiv.org/abs/2304.00001>). [doi:10.1000/boats](<https://doi.org/10.1000/boats>)\n\n"
        "   It began the \\*argument\\*.\n\n"
        "   > We count boats.\n\n"
        "   Ask about tides.\n\n"
        "   - twice\n"
    )


def test_a_page_escapes_everything_and_links_to_the_web_only(paper: MakePaper) -> None:
    hostile = paper("<script>x</script> & “y”", url="javascript:alert(1)", note="<b>n</b>")
    text = written([("k", hostile)], "html", EVERYTHING, heading="A & B", reasons={1: "<i>why</i>"}).text
    assert "&lt;script&gt;x&lt;/script&gt; &amp; “y”" in text
    assert "&lt;b&gt;n&lt;/b&gt;" in text and "&lt;i&gt;why&lt;/i&gt;" in text
    assert "<h1>A &amp; B</h1>" in text
    assert "href" not in text and "javascript:" not in text


def test_a_table_has_a_row_of_names_and_no_formula(paper: MakePaper, tmp_path: Path) -> None:
    hostile = paper("=1+1", authors=(Author(literal="@SUM(A1)"),), venue="a; =2", note="\t=3\n-4", doi="10.1/x")
    made = written([("k", hostile)], "csv", EVERYTHING, reasons={1: "+5"})
    [row] = csv.DictReader(io.StringIO(made.text))
    assert (row["key"], row["title"], row["authors"], row["why it is here"]) == ("k", "'=1+1", "'@SUM(A1)", "'+5")
    assert (row["venue"], row["note"]) == ("a;' =2", "'=3\n'-4")
    save(made, tmp_path / "x.csv", "csv")
    assert (tmp_path / "x.csv").read_bytes().startswith(b'\xef\xbb\xbf"key"')


def test_numbers_in_a_table_stay_numbers(paper: MakePaper) -> None:
    [row] = csv.DictReader(io.StringIO(written([("k", whole(paper))], "csv").text))
    assert (row["year"], row["volume"], row["pages"], row["doi"]) == ("2023", "3", "1–9", "10.1000/boats")


def test_what_is_wrong_comes_with_the_text_in_every_format(paper: MakePaper) -> None:
    for name in ("bibtex", "csv"):
        made = written([("k", paper("语言", authors=(), published=""))], name)
        troubles = [str(each.trouble) for each in made.findings]
        unicode = ["needs Unicode"] if name == "bibtex" else []
        assert troubles == ["no authors", "no year", *unicode, "unverified"]


def test_an_identifier_never_makes_2_links_of_one_arxiv_doi() -> None:
    one = Paper(1, "u", "T", identifiers=(Identifier("doi", "10.48550/arxiv.2304.00001"),))
    assert written([("k", one)], "markdown").text.count("](<") == 1
