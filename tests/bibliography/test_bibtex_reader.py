"""Files of other programs in BibTeX and BibLaTeX: what comes in, what is kept, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.bibtex_reader import BibFile, read_bib
from octavo.records import Author, Entry, Identifier, Kind


def one(text: str) -> Entry:
    found = read_bib(text)
    assert found.broken == ()
    [entry] = found.entries
    return entry


def test_an_entry_becomes_a_paper_with_every_field_in_its_place() -> None:
    entry = one(r"""
@Article{quill:2023+ink,
  author    = {Quill, Ada and van den {\"O}st, B. and {Page Team} and others},
  title     = {{BERT} Reads {$\alpha$} in $O(n)$: {\'E}tudes},
  journal   = {Annals of Ink \& Paper},
  year      = {2023}, month = apr, day = 7,
  volume    = 4, number = {2}, pages = {1--9},
  doi       = {https://doi.org/10.1000/ABC},
  url       = {\url{https://ex.org/a\_b}},
  issn      = {0028-0836}, address = {Ghent}, keywords = {ink, paper},
  abstract  = {One.
               Still one.

               Two.},
  annote    = {Mine}, note = {To appear},
  editor    = {Dunn, Cy and {boven d'Eert}, Jan},
  timestamp = {2023-04-08}, my-field = {{\it kept}},
  file      = {:/etc/passwd:PDF},
}""")
    assert entry.title == "BERT Reads α in $O(n)$: Études"
    assert entry.authors == (Author("Quill", "Ada"), Author("Öst", "B.", "van den"), Author(literal="Page Team"))
    assert entry.more_authors
    assert (entry.kind, entry.venue, entry.published) == (Kind.ARTICLE, "Annals of Ink & Paper", "2023-04-07")
    assert entry.identifiers == (Identifier("doi", "10.1000/abc"), Identifier("url", "https://ex.org/a_b"))
    assert dict(entry.details) == {
        "volume": "4", "number": "2", "pages": "1–9", "issn": "0028-0836", "place": "Ghent", "comment": "To appear",
        "keywords": "ink, paper", "editor": "Cy Dunn and boven d'Eert, Jan",
    }  # fmt: skip
    assert dict(entry.other) == {
        "doi": "10.1000/ABC", "timestamp": "2023-04-08", "my-field": "{\\it kept}", "linked file": ":/etc/passwd:PDF",
    }  # fmt: skip
    assert (entry.abstract, entry.note, entry.key) == ("One. Still one.\n\nTwo.", "Mine", "quill:2023+ink")
    assert entry.lines is not None and (entry.lines.first, entry.lines.last) == (2, 19)
    assert entry.problems == ()


def test_a_biblatex_entry_is_read_by_its_own_names() -> None:
    entry = one("""@inproceedings{q, author={Quill, Ada}, title={Main}, subtitle={And more}, booktitle={Proc. of Ink},
      date={2023-04/2023-05}, eprint={2304.00001v2}, eprinttype={arxiv}, eprintclass={cs.DL}, location={Ghent},
      annotation={Mine}, langid={english}}""")
    assert (entry.title, entry.kind, entry.venue) == ("Main: And more", Kind.CONFERENCE, "Proc. of Ink")
    assert (entry.published, entry.note) == ("2023-04", "Mine")
    assert entry.identifiers == (Identifier("arxiv", "2304.00001"),)
    assert dict(entry.details) == {"place": "Ghent", "language": "english", "primary_class": "cs.DL"}
    assert entry.other["arxiv_version"] == "v2"


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={2304.00001}, archivePrefix={arXiv}",
        "eprint={arXiv:2304.00001 [cs.DL]}",
        "journal={arXiv preprint arXiv:2304.00001}",
        "journal={CoRR}, volume={abs/2304.00001}",
        "url={http://arxiv.org/abs/2304.00001}",
        "doi={10.48550/arXiv.2304.00001}",
        "howpublished={arXiv:2304.00001}",
    ],
)
def test_an_arxiv_paper_is_known_however_it_is_cited(fields: str) -> None:
    entry = one(f"@article{{q, title={{T}}, {fields}}}")
    assert Identifier("arxiv", "2304.00001") in entry.identifiers
    assert (entry.kind, entry.venue) == (Kind.PREPRINT, "")


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("year=2023, month=jun", "2023-06"), ("year={2023}, month={June}", "2023-06"),
        ("year=2023, month=6", "2023-06"), ('year=2023, month="12~" # jun', "2023-06-12"),
        ("year=2023, month={Jun. 3}", "2023-06-03"),
        ("date={2023-06-12}", "2023-06-12"), ("date={2023~}", "2023"), ("date={2023-21}", "2023"),
        ("year={(2023)}", "2023"), ("year={in press}", ""), ("month=jun", ""),
    ],
)  # fmt: skip
def test_a_date_is_taken_as_far_as_it_is_one(written: str, published: str) -> None:
    assert one(f"@misc{{q, title={{T}}, {written}}}").published == published


def test_what_is_no_date_is_kept_as_written() -> None:
    assert dict(one("@misc{q, title={T}, year={in press}, month={spring}}").other) == {
        "year": "in press", "month": "spring",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kind", "genre"),
    [
        ("phdthesis", Kind.THESIS, None), ("mastersthesis", Kind.THESIS, "Master's thesis"),
        ("techreport", Kind.REPORT, None), ("incollection", Kind.CHAPTER, None),
        ("proceedings", Kind.BOOK, None), ("online", Kind.WEB, None),
        ("dataset", Kind.DATASET, None), ("software", Kind.SOFTWARE, None), ("unpublished", Kind.UNKNOWN, None),
    ],
)  # fmt: skip
def test_types_become_kinds(written: str, kind: Kind, genre: str | None) -> None:
    entry = one(f"@{written}{{q, title={{T}}}}")
    assert (entry.kind, entry.other.get("genre")) == (kind, genre)


def test_a_type_no_kind_says_is_kept() -> None:
    assert one("@patent{q, title={T}}").other["entry type"] == "patent"


def test_a_paper_inherits_from_its_proceedings_what_it_does_not_say() -> None:
    found = read_bib("""
@inproceedings{a, title={A}, crossref={Proc}, pages={1}}
@proceedings{proc, title={Proceedings of Ink}, editor={Dunn, Cy}, year=2023, publisher={Press}, doi={10.1000/p},
 pages={300}}
""")
    paper, book = found.entries
    assert (paper.title, paper.venue, paper.published) == ("A", "Proceedings of Ink", "2023")
    assert dict(paper.details) == {"publisher": "Press", "editor": "Cy Dunn", "pages": "1"}
    assert (paper.identifiers, paper.other["crossref"]) == ((), "Proc")
    assert (book.title, book.kind) == ("Proceedings of Ink", Kind.BOOK)


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={A}, crossref={a}}",
        "@misc{a, title={A}, crossref={b}}\n@misc{b, title={B}, crossref={a}}",
        "@misc{a, title={A}, xdata={a, b}}\n@misc{b, title={B}, xdata={a}}",
    ],
)
def test_a_circle_of_references_ends(text: str) -> None:
    assert read_bib(text).entries[0].title == "A"


def test_shared_data_is_taken_and_is_no_paper() -> None:
    found = read_bib("@xdata{x, publisher={Press}}\n@book{a, title={A}, xdata={x}}")
    [entry] = found.entries
    assert entry.details["publisher"] == "Press"
    assert (1, 1) in found.asides


def test_of_equal_keys_the_first_stays_and_the_others_say_so() -> None:
    first, second, third = read_bib("@misc{Q, title={A}}\n@misc{q, title={B}}\n@misc{r, title={C}}").entries
    assert [each.key for each in (first, second, third)] == ["Q", "", "r"]
    assert second.problems == ("The citation key q stands in this file more than once; the first entry keeps it.",)
    assert first.problems == third.problems == ()


@pytest.mark.parametrize(
    ("fields", "title"),
    [("eprint={2304.00001}", "arXiv:2304.00001"), ("doi={10.1000/x}", "doi:10.1000/x"), ("year=2023", "q"), ("", "q")],
)
def test_an_entry_without_title_goes_by_its_number_and_says_so(fields: str, title: str) -> None:
    entry = one(f"@misc{{q, {fields}}}")
    assert entry.title == title
    assert entry.problems == ("No title was found for this entry.",)


def test_an_address_in_a_note_or_howpublished_becomes_the_papers() -> None:
    entry = one(r"@misc{q, title={T}, howpublished={\url{https://ex.org/a_b}}}")
    assert (entry.identifiers, entry.venue) == ((Identifier("url", "https://ex.org/a_b"),), "")
    entry = one(r"@misc{q, title={T}, note={Online: \url{https://ex.org/c}}}")
    assert (entry.identifiers, entry.details["comment"]) == ((Identifier("url", "https://ex.org/c"),), "Online")


def test_what_is_no_arxiv_eprint_and_no_doi_is_kept_as_written() -> None:
    entry = one("@misc{q, title={T}, eprint={12345}, eprinttype={pubmed}, doi={none}}")
    assert entry.identifiers == ()
    assert dict(entry.other) == {"eprint": "12345", "eprinttype": "pubmed", "written doi": "none"}


def test_a_bomb_of_a_file_gives_its_other_entries() -> None:
    found = read_bib("@misc{a, title={A}}\n@misc{b, title={" + "{" * 100 + "}" * 100 + "}}\n@misc{c, title={C}}")
    assert [entry.title for entry in found.entries] == ["A", "C"]
    assert [broken.first for broken in found.broken] == [2]


names = st.sampled_from(
    "author title journal year month date doi url eprint pages editor note volume issue number part crossref xdata type"
    " howpublished archiveprefix keywords key abstract booktitle".split()
)
values = st.lists(
    st.sampled_from(
        ["Quill, A", " and ", "{", "}", "\\'", "$", "2023", "arXiv:2304.00001", "10.1000/x", "\\url{", "--", "a"]
    ),
    max_size=6,
).map("".join)


@given(
    st.lists(
        st.tuples(st.sampled_from(["article", "misc", "online", "thesis"]), st.dictionaries(names, values)), max_size=3
    )
)
def test_any_fields_give_entries_with_titles(entries: list[tuple[str, dict[str, str]]]) -> None:
    text = "".join(
        f"@{kind}{{k{number}," + ",".join(f"{name}={{{value}}}" for name, value in fields.items()) + "}\n"
        for number, (kind, fields) in enumerate(entries)
    )
    found: BibFile = read_bib(text)
    for entry in found.entries:
        assert entry.title.strip()
        assert all(isinstance(value, str) for value in (*entry.details.values(), *entry.other.values()))
