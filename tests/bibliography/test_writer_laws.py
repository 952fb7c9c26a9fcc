"""What holds for any list in any format, hostile papers included, under readers that are not Octavo's own."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rispy
import yaml
from hostile_papers import lists, reasons
from hypothesis import Phase, given, settings
from markdown_it import MarkdownIt

from octavo.bibliography.csl import read_csl
from octavo.bibliography.export import ExportOptions
from octavo.bibliography.formats import FORMATS
from octavo.bibliography.latex import clean
from octavo.bibliography.listed import gathered
from octavo.bibliography.plain_text import without_tex
from octavo.bibliography.reference_list import STYLES, Style
from octavo.bibliography.writers import save, written
from octavo.records import Paper

EVERYTHING = ExportOptions(abstracts=True, keywords=True, notes=True)
WITHOUT_NOTES = ExportOptions(abstracts=True, keywords=True)
#: The reference styles are slow, and have a law of their own.
QUICK = [name for name in FORMATS if not name.startswith("text-")]

Keyed = list[tuple[str, Paper]]


@pytest.mark.parametrize("name", QUICK)
@settings(max_examples=20)
@given(papers=lists, why=reasons)
def test_every_file_passes_the_check_of_the_writer_and_is_the_text_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, name: str, papers: Keyed, why: dict[int, str]
) -> None:
    path = Path(tmp_path_factory.mktemp("out")) / f"x{FORMATS[name].suffix}"
    made = written(papers, name, EVERYTHING, heading="A <list>", reasons=why)
    assert made.keys == tuple(key for key, _ in papers)
    save(made, path, name)
    assert path.read_bytes() == made.text.encode(FORMATS[name].encoding)
    assert "\r" not in made.text


@given(papers=lists, why=reasons)
def test_no_cell_of_a_table_is_a_formula_wherever_a_spreadsheet_splits(papers: Keyed, why: dict[int, str]) -> None:
    text = written(papers, "csv", EVERYTHING, reasons=why).text
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                # A tab splits quoted text of a comma table as well, and leaves the quote that closed it.
                assert not re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell), cell
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["key"] for row in rows] == [key for key, _ in papers]
    for row, (_, paper) in zip(rows, papers, strict=True):
        assert row["title"].replace("'", "") == clean(paper.title).replace("'", "")


class Page(HTMLParser):
    """The tags, addresses and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.titles: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "cite":
            self.titles.append("")

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["cite"]:
            self.titles[-1] += data.rstrip("\n")


@given(papers=lists, why=reasons)
def test_a_page_has_octavos_own_tags_and_leads_to_the_web_only(papers: Keyed, why: dict[int, str]) -> None:
    page = Page(written(papers, "html", EVERYTHING, heading="</title><script>", reasons=why).text)
    assert set(page.tags) <= set("html head meta title style body h1 ol li p cite a blockquote".split())
    assert {name for name, _ in page.attributes} <= set("charset http-equiv content name dir id href class".split())
    assert all(re.match(r"https?://[A-Za-z0-9]", value or "") for name, value in page.attributes if name == "href")
    assert [value for name, value in page.attributes if name == "id"] == [key for key, _ in papers]
    assert page.titles == [each.title for each in gathered(papers, EVERYTHING)]


@given(papers=lists, why=reasons)
def test_markdown_is_one_numbered_list_whose_words_are_only_words(papers: Keyed, why: dict[int, str]) -> None:
    text = written(papers, "markdown", WITHOUT_NOTES, heading="*List* <b>", reasons=why).text
    tokens = MarkdownIt("commonmark").parse(text)
    kinds = {token.type for token in tokens}
    assert kinds <= {
        f"{block}_{end}"
        for block in ("heading", "ordered_list", "list_item", "paragraph", "blockquote")
        for end in ("open", "close")
    } | {"inline"}
    assert sum(token.type == "ordered_list_open" for token in tokens) == bool(papers)
    assert sum(token.type == "list_item_open" for token in tokens) == len(papers)
    inline = [part for token in tokens for part in token.children or ()]
    assert {part.type for part in inline} <= {
        "text", "text_special", "strong_open", "strong_close", "link_open", "link_close", "hardbreak"
    }  # fmt: skip
    assert all(str(part.attrs["href"]).startswith("http") for part in inline if part.type == "link_open")
    titles = []
    for part in inline:
        if part.type == "strong_open":
            titles.append("")
        elif part.content and titles and titles[-1] is not None:
            titles[-1] += part.content
        elif part.type == "strong_close":
            titles.append(None)
    assert [title for title in titles if title is not None] == [each.title for each in gathered(papers, EVERYTHING)]


@given(papers=lists, why=reasons)
def test_yaml_reads_back_as_the_titles_and_names_that_went_in(papers: Keyed, why: dict[int, str]) -> None:
    text = written(papers, "hayagriva", EVERYTHING, reasons=why).text
    entries = yaml.safe_load(text) or {}
    assert list(entries) == [key for key, _ in papers]
    for entry, listed in zip(entries.values(), gathered(papers, EVERYTHING), strict=True):
        assert unfenced(entry.get("title", "")) == without_tex(listed.facts.title)
        authors = entry.get("author", [])
        assert len(authors) == len(listed.facts.authors) + (listed.facts.more_authors and bool(listed.facts.authors))
        for author, given_name in zip(authors, listed.facts.authors, strict=False):
            assert author["name"] == (given_name.family if not given_name.literal else given_name.literal) or (
                not given_name.family and author["name"] == given_name.name
            )


def unfenced(text: str) -> str:
    """What Typst takes a text for: braces protect, a dollar would open code, a backslash takes both for signs."""
    assert not re.search(r"(?<!\\)(?:\\\\)*\$", text), text
    return re.sub(r"\\([\\{}$])|[{}]", lambda found: found[1] or "", text)


@given(papers=lists)
def test_ris_has_the_records_that_went_in(papers: Keyed) -> None:
    text = written(papers, "ris", EVERYTHING).text
    assert all(not line or re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\n"))
    records = rispy.loads(text)
    assert [record["id"] for record in records] == [key for key, _ in papers]
    for record, (_, paper) in zip(records, papers, strict=True):
        title = record.get("title", record.get("primary_title", ""))
        assert " ".join(title.split()) == clean(paper.title)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(papers=lists)
def test_a_reference_list_has_one_line_a_paper_in_order(style: Style, papers: Keyed) -> None:
    made = written(papers, f"text-{style.name}")
    lines = made.text.splitlines()
    assert len(lines) == len(papers)
    for number, line in enumerate(lines, 1):
        assert line.startswith((f"[{number}] ", f"{number}. ")) or not style.numbered
        assert line and not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", line)


@given(papers=lists)
def test_csl_records_read_back_with_title_date_and_numbers(papers: Keyed) -> None:
    text = written(papers, "csl-json", EVERYTHING).text
    assert [record["id"] for record in json.loads(text)] == [key for key, _ in papers]
    for record, entry, listed in zip(
        json.loads(text), read_csl(json.loads(text)), gathered(papers, EVERYTHING), strict=True
    ):
        assert record.get("title", "") == listed.facts.title
        assert entry.published[:4] == listed.facts.year
        assert all(value for value in record.values())
