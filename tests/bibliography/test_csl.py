"""Records of other reference managers, as arriving entries."""

from __future__ import annotations

import pytest

from octavo.bibliography.csl import read_csl, without_markup
from octavo.records import Author, Identifier, Kind, OctavoError


def test_a_record_becomes_an_entry_with_every_field_in_its_place() -> None:
    [entry] = read_csl(
        [
            {
                "type": "article-journal",
                "title": "On <i>Pages</i> &amp; Ink",
                "author": ["Ida von der Heide", {"literal": "Page Team"}, {"family": "Reed", "given": "Bo"}],
                "editor": [{"family": "Dunn", "given": "Cy"}],
                "issued": {"date-parts": [["2023", 4, 7]]},
                "DOI": "https://doi.org/10.1000/ABC%28d%29",
                "arxiv_id": "2304.00001v2",
                "arxiv_primary": "cs.DL",
                "URL": " https://ex.org/x ",
                "container-title": ["Annals"],
                "volume": 4,
                "issue": "2",
                "page": "1-9",
                "ISSN": "0028-0836",
                "publisher-place": "Ghent",
                "keyword": ["a, b", "C"],
                "abstract": "<jats:p>Words.</jats:p>",
                "note": "Mine",
            }
        ]
    )
    assert entry.title == "On Pages & Ink"
    assert entry.kind is Kind.ARTICLE
    assert entry.authors == (Author("Heide", "Ida", "von der"), Author(literal="Page Team"), Author("Reed", "Bo"))
    assert entry.published == "2023-04-07"
    assert entry.identifiers == (
        Identifier("arxiv", "2304.00001"),
        Identifier("doi", "10.1000/abc(d)"),
        Identifier("url", "https://ex.org/x"),
    )
    assert entry.venue == "Annals"
    assert entry.abstract == "Words."
    assert entry.note == "Mine"
    assert dict(entry.details) == {
        "volume": "4", "number": "2", "pages": "1-9", "issn": "0028-0836", "place": "Ghent", "primary_class": "cs.DL",
        "keywords": "a, b; C", "editor": "Cy Dunn",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "published"),
    [([[2023]], "2023"), ([[2023, 12]], "2023-12"), ([[]], ""), ([], ""), (None, ""), ([["c. 1900"]], ""), ([[0]], "")],
)
def test_a_date_is_taken_as_far_as_it_is_given(parts: object, published: str) -> None:
    [entry] = read_csl([{"title": "T", "issued": {"date-parts": parts}}])
    assert entry.published == published


@pytest.mark.parametrize("address", ["https://arxiv.org/abs/2304.00001v3", "https://arxiv.org/pdf/2304.00001.pdf"])
def test_an_arxiv_address_gives_the_arxiv_id(address: str) -> None:
    [entry] = read_csl([{"title": "T", "URL": address}])
    assert Identifier("arxiv", "2304.00001") in entry.identifiers


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("H<sub>2</sub>O and 10<sup>3</sup>", "H₂O and 10³"),
        ("x<sub>i</sub> 10<sup>-3</sup>", "x_i 10^-3"),
        ("a < b > c, <eos> &lt;b&gt; &amp;amp;", "a < b > c, <eos> <b> &amp;"),
        ('<span class="nocase">iPen</span><br/>', "iPen"),
    ],
)
def test_tags_go_entities_are_decoded_once_and_look_alikes_stay(markup: str, text: str) -> None:
    assert without_markup(markup) == text


@pytest.mark.parametrize("data", [[{"title": "T"}], {"records": [{"input": {"title": "T"}}]}, {"title": "T"}])
def test_lists_wrapped_lists_and_a_single_record_are_read(data: object) -> None:
    assert [entry.title for entry in read_csl(data)] == ["T"]


@pytest.mark.parametrize("data", ["text", 3, None])
def test_what_is_no_list_of_records_is_refused_in_a_sentence(data: object) -> None:
    with pytest.raises(OctavoError, match="not a list of CSL records"):
        read_csl(data)


@pytest.mark.parametrize(
    "record",
    [{"title": ["T"], "author": "x", "issued": "2023", "keyword": 3, "DOI": None, "volume": {}, "type": 5}, {}],
)
def test_records_of_the_wrong_shape_lose_only_what_is_wrong(record: dict[str, object]) -> None:
    [entry] = read_csl([record])
    assert entry.title in ("T", "")
