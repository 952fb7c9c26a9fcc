"""Export, import, export: what Octavo writes it reads back, byte for byte, in both dialects.

All that the writers write takes part: type, key, authors, editors, title, venue, date, details, identifiers, abstract,
keywords and note. Left out is what no library holds: numbers that are none, addresses of arXiv or a DOI without that
number beside them, and text that cleaning itself does not leave alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.bibtex_reader import read_bib
from octavo.bibliography.csl import read_csl
from octavo.bibliography.export import ExportOptions, export
from octavo.bibliography.latex import clean
from octavo.records import Author, Entry, Identifier, Kind, Paper

DIALECTS = ("bibtex", "biblatex")
EVERYTHING = ExportOptions(abstracts=True, keywords=True, notes=True)
RECORDS = json.loads(Path(__file__).with_name("hard_records.json").read_text(encoding="utf-8"))["records"]
#: Files of entries without date or venue do not tell their dialect; this one does.
DATED = Paper(1, "1", "Ink", authors=(Author("Quill", "Ada"),), published="2023-04", venue="Annals", kind=Kind.ARTICLE)

pieces = st.sampled_from(
    [
        "Reading ", "BERT", "LLaMA: Open ", "a ", "GPT-4", "mT5", ". The ", "? Yes ", "in Vitamin C", "Ångström", "é",
        "ậ", "Đ", "ı", "ș", "ơ", "ß", "Łódź", "王小明", "Перов", "Αθήνα", "α", "β2", "αX", "≤", " × ", "²", "𝔼", "ℝ",
        "µ", "−", "$x^2$", "$\\alpha$", "$\\alpha$-", "$O(n \\log n)$", "$5 to $10", "$x_a_b$", "$\\foo$", "50%", "A&B",
        "#1", "a_b", "x^y", "~", "{", "}", "{ab}", "\\foo", "\\", "<eos>", "a|b", "`", "'", '"', "‘a’", "“b”", "''",
        "don't", "–", "—", " - ", "--", "…", "„", "«x»", "¿", "!", ",", ",,", "?", ":", ";", "@article{x,", "^^5c",
        "and", "http://ex.org/a_b", "(", ")", "[", "=", "x̄", "😀", "1--2", "\u00a0", "§", "№", "€",
    ]
)  # fmt: skip


def settled(text: str) -> str:
    """The text once cleaning has nothing left to do to it, as a library holds it."""
    while (cleaned := clean(text)) != text:
        text = cleaned
    return text


text = st.lists(pieces, max_size=8).map("".join).map(settled)
word = st.sampled_from(
    ["Quill", "van", "de", "Reed", "O'Neil", "Øst", "王", "Team", "and", "Ltd, Co", "d'Eert", "Đặng"]
)
words = st.lists(word, min_size=1, max_size=3).map(" ".join)
blank = st.just("")
names = st.builds(
    Author,
    family=words,
    given=words | blank,
    particle=st.sampled_from(["", "", "van den", "de la", "von", "фон", "Van"]),
    suffix=st.sampled_from(["", "", "Jr.", "III"]),
) | st.builds(Author, literal=words)
numbers = st.fixed_dictionaries(
    {},
    optional={
        "arxiv": st.sampled_from(["2304.00001", "hep-th/9901001"]),
        "doi": st.sampled_from(["10.1000/abc", "10.1000/(x)<y>;2-z", "10.1000/a%b", "10.48550/arxiv.2304.00001"]),
        "url": st.sampled_from(
            ["https://ex.org/a_b?c=d%20e&f={g}", "https://openreview.net/forum?id=aB1", "ftp://ex.org"]
        ),
        "openreview": st.just("aB1"),
        "acl": st.just("P19-1001"),
    },
)
details = st.fixed_dictionaries(
    {},
    optional={
        "volume": st.sampled_from(["4", "IV", "12A", "abs"]) | text,
        "number": st.sampled_from(["2", "3B"]) | text,
        "pages": st.sampled_from(["1-9", "1–9", "12", "A1--A9", "x - y"]),
        "editor": st.sampled_from(["Ada Quill", "Jan van den Berg and Bo Reed", "Page Team; Cy Dunn", "Reed, Bo"]),
        "isbn": st.sampled_from(["978-3-16-148410-0", "1"]),
        "issn": st.just("0028-0836"),
        "keywords": st.sampled_from(["ink", "ink; paper, old", "a, b, A"]),
        "primary_class": st.just("cs.DL"),
        **dict.fromkeys(("publisher", "place", "series", "edition", "chapter", "institution", "language"), text),
    },
)
papers = st.builds(
    lambda identifiers, **facts: Paper(
        id=1, uuid="1", identifiers=tuple(Identifier(*each) for each in identifiers.items()), **facts
    ),
    identifiers=numbers,
    title=text,
    abstract=text,
    authors=st.lists(names, max_size=4).map(tuple),
    more_authors=st.booleans(),
    published=st.sampled_from(["", "2023", "2023-04", "2023-04-07"]),
    kind=st.sampled_from(Kind),
    venue=st.sampled_from(["", "Annals of Ink", "Proceedings of the ICML Workshop", "Page & Press", "arXiv"]) | text,
    details=details,
    other=st.fixed_dictionaries(
        {},
        optional={"doi": st.just("10.1000/ABC"), "arxiv_version": st.just("v3"), "genre": st.just("Master's thesis")},
    ),
    note=text,
)


def as_paper(entry: Entry) -> Paper:
    """The paper the library makes of an entry, as far as a citation is concerned."""
    names = (
        "abstract", "authors", "more_authors", "identifiers", "published", "kind", "venue", "details", "other", "note",
    )  # fmt: skip
    title = "" if "No title was found for this entry." in entry.problems else entry.title
    return Paper(id=1, uuid="1", title=title, **{name: getattr(entry, name) for name in names})


def again(written: str, dialect: str, options: ExportOptions) -> str:
    back = read_bib(written)
    assert back.broken == ()
    return export([(entry.key, as_paper(entry)) for entry in back.entries], dialect, options).text


@pytest.mark.parametrize("dialect", DIALECTS)
@given(paper=papers)
def test_what_is_exported_is_read_back_and_exported_byte_for_byte(dialect: str, paper: Paper) -> None:
    written = export([("quill2023", DATED), ("k2", paper)], dialect, EVERYTHING).text
    assert again(written, dialect, EVERYTHING) == written


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("options", [ExportOptions(), EVERYTHING, ExportOptions(preprint_as_article=True)])
def test_the_hard_records_survive_too(dialect: str, options: ExportOptions) -> None:
    made = [(f"k{number}", as_paper(entry)) for number, entry in enumerate(read_csl(RECORDS))]
    written = export(made, dialect, options).text
    assert again(written, dialect, options) == written
