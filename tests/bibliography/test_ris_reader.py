"""RIS records of publishers and reference managers, as arriving entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.ris_reader import looks_like_ris, read_ris
from octavo.bibliography.writers import writing
from octavo.records import Author, Identifier, Kind, Paper, SourceLines

RECORD = """TY  - JOUR
TI  - On <i>Pages</i> &amp; Ink
AU  - Quill, Ada
AU  - van den Berg, Jan, Jr.
A1  - Page Team
ED  - Dunn, Cy
PY  - 2023
DA  - 2023/04/07/spring
T2  - Annals of Ink
JO  - Ann. Ink
VL  - 4
IS  - 2
SP  - 1
EP  - 9
SN  - 0028-0836
DO  - doi:10.1000/ABC
UR  - https://ex.org/x
L1  - file:///etc/passwd
AB  - Words and
 more words
KW  - ink
KW  - paper
N1  - Mine
C7  - 17
ID  - quill2023
ER  -
"""


def test_a_record_becomes_an_entry_with_every_field_in_its_place() -> None:
    [entry] = read_ris(RECORD)
    assert entry.title == "On Pages & Ink"
    assert entry.authors == (
        Author("Quill", "Ada"), Author("Berg", "Jan", "van den", "Jr."), Author(literal="Page Team"),
    )  # fmt: skip
    assert (entry.kind, entry.venue, entry.published) == (Kind.ARTICLE, "Annals of Ink", "2023-04-07")
    assert entry.identifiers == (Identifier("doi", "10.1000/abc"), Identifier("url", "https://ex.org/x"))
    assert (entry.abstract, entry.note, entry.key) == ("Words and more words", "Mine", "quill2023")
    assert dict(entry.details) == {
        "volume": "4", "number": "2", "pages": "1–9", "issn": "0028-0836", "keywords": "ink; paper",
        "editor": "Cy Dunn",
    }  # fmt: skip
    assert dict(entry.other) == {"doi": "10.1000/ABC", "JO": "Ann. Ink", "L1": "file:///etc/passwd", "C7": "17"}
    assert entry.lines == SourceLines(1, 26)


def test_records_are_told_apart_with_and_without_their_ends() -> None:
    entries = read_ris(
        "TY  - JOUR\nTI  - A\n\nTY  - CONF\nTI  - B\nBT  - Proc\nER  -\nstray\nTY - BOOK\nT1 - C\nER  - "
    )
    assert [(entry.title, entry.kind) for entry in entries] == [
        ("A", Kind.ARTICLE), ("B", Kind.CONFERENCE), ("C", Kind.BOOK),
    ]  # fmt: skip
    assert [entry.lines for entry in entries] == [SourceLines(1, 2), SourceLines(4, 7), SourceLines(9, 11)]


def test_an_arxiv_preprint_is_known_by_its_number() -> None:
    [entry] = read_ris("TY  - GEN\nTI  - A\nAN  - arXiv:2304.00001v2 [cs.DL]\nER  - \n")
    assert entry.identifiers == (Identifier("arxiv", "2304.00001"),)
    assert (entry.kind, entry.details["primary_class"], entry.other["arxiv_version"]) == (Kind.PREPRINT, "cs.DL", "v2")


def test_a_record_without_title_goes_by_its_number_and_says_so() -> None:
    [entry] = read_ris("TY  - JOUR\nDO  - 10.1000/x\nER  - \n")
    assert (entry.title, entry.problems) == ("doi:10.1000/x", ("No title was found for this entry.",))


@pytest.mark.parametrize(
    ("text", "is_ris"), [(RECORD, True), ("\n\nTY  - JOUR\n", True), ("TY it\n", False), ("", False)]
)
def test_ris_is_known_by_its_first_line(text: str, is_ris: bool) -> None:
    assert looks_like_ris(text) is is_ris


def test_what_octavo_writes_as_ris_comes_back_and_is_written_the_same() -> None:
    paper = Paper(
        1, "1", "BERT Reads at Sea", authors=(Author("Quill", "Ada"), Author(literal="Page Team")), more_authors=True,
        published="2023-04-07", kind=Kind.ARTICLE, venue="Annals of Ink", abstract="Some words.",
        identifiers=(Identifier("arxiv", "2304.00001"), Identifier("doi", "10.1000/abc")),
        details={"volume": "4", "pages": "1-9", "issn": "0028-0836", "series": "Letters", "editor": "Cy Dunn"},
    )  # fmt: skip
    written = _written("quill2023", paper)
    [entry] = read_ris(written)
    names = "title authors more_authors published kind venue abstract identifiers details other".split()
    again = Paper(id=1, uuid="1", **{name: getattr(entry, name) for name in names})
    assert entry.key == "quill2023"
    assert _written(entry.key, again) == written


def _written(key: str, paper: Paper) -> str:
    work = writing([(key, paper)], "ris")
    try:
        while True:
            next(work)
    except StopIteration as ended:
        return str(ended.value.text)


line = st.builds(
    "{}  - {}".format, st.sampled_from(["TY", "TI", "AU", "PY", "SP", "DO", "ER", "ZZ", "SN"]), st.text(max_size=12)
)


@given(st.lists(line | st.text(max_size=12), max_size=12).map("\n".join))
def test_any_lines_give_entries_with_titles_and_lines(text: str) -> None:
    for entry in read_ris(text):
        assert entry.title
        assert entry.lines is not None and 1 <= entry.lines.first <= entry.lines.last
