"""Files of reference managers, recognised by their content and read whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.feeds.detect import read
from octavo.records import Author, Entry, Identifier, Kind, Leftover

BIB = """% written by hand
@string{ink = "Annals of Ink"}
@article{quill2023, title={On Ink}, journal=ink, year=2023}

@misc{reed2024, title={Never closed, year=2024}

stray words
@misc{dunn2025, title={Paper}}
"""
ZOTERO = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/" xmlns:vcard="http://nwalsh.com/rdf/vCard#">
  <bib:Article rdf:about="https://ex.org/x">
    <z:itemType>journalArticle</z:itemType>
    <dcterms:isPartOf rdf:resource="urn:issn:0028-0836"/>
    <dc:publisher><foaf:Organization>
      <vcard:adr><vcard:Address><vcard:locality>Ghent</vcard:locality></vcard:Address></vcard:adr>
      <foaf:name>Ink Press</foaf:name>
    </foaf:Organization></dc:publisher>
    <bib:authors><rdf:Seq>
      <rdf:li><foaf:Person>
        <foaf:surname>van den Berg</foaf:surname><foaf:givenName>Jan</foaf:givenName>
      </foaf:Person></rdf:li>
      <rdf:li><foaf:Person><foaf:surname>Page Team</foaf:surname></foaf:Person></rdf:li>
    </rdf:Seq></bib:authors>
    <dcterms:isReferencedBy rdf:resource="#item_9"/>
    <link:link rdf:resource="#item_10"/>
    <dc:subject>ink</dc:subject>
    <dc:subject><z:AutomaticTag><rdf:value>paper</rdf:value></z:AutomaticTag></dc:subject>
    <dc:title>On &lt;i&gt;Ink&lt;/i&gt;</dc:title>
    <dcterms:abstract>Some words.</dcterms:abstract>
    <dc:date>2023-04-07</dc:date>
    <dc:identifier><dcterms:URI><rdf:value>https://ex.org/x</rdf:value></dcterms:URI></dc:identifier>
    <dc:description>arXiv:2304.00001 [cs.DL]
Citation Key: berg2023</dc:description>
    <bib:pages>1-9</bib:pages>
    <z:libraryCatalog>Ex</z:libraryCatalog>
  </bib:Article>
  <bib:Journal rdf:about="urn:issn:0028-0836">
    <dc:title>Annals of Ink</dc:title><prism:volume>4</prism:volume><prism:number>2</prism:number>
    <dc:identifier>DOI 10.1000/ABC</dc:identifier><dc:identifier>ISSN 0028-0836</dc:identifier>
  </bib:Journal>
  <bib:Memo rdf:about="#item_9"><rdf:value>&lt;p&gt;Mine&lt;/p&gt;&lt;p&gt;too&lt;/p&gt;</rdf:value></bib:Memo>
  <z:Attachment rdf:about="#item_10"><dc:title>Full text</dc:title></z:Attachment>
</rdf:RDF>
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record>
<database name="My.enl" path="/home/x/My.enl">My.enl</database><rec-number>7</rec-number>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal" font="default" size="100%">Quill, Ada</style></author>
<author>Page Team</author></authors>
<secondary-authors><author>Dunn, Cy</author></secondary-authors></contributors>
<titles><title><style face="normal">On </style><style face="italic">Ink</style></title>
<secondary-title>Annals of Ink</secondary-title></titles>
<periodical><full-title>Annals of Ink</full-title></periodical>
<pages>1-9</pages><volume>4</volume><number>2</number><keywords><keyword>ink</keyword><keyword>paper</keyword></keywords>
<dates><year>2023</year><pub-dates><date>2023/04/07</date></pub-dates></dates>
<isbn>0028-0836</isbn><electronic-resource-num>10.1000/ABC</electronic-resource-num>
<abstract>Some words.</abstract><notes>Mine</notes><label>quill2023</label>
<custom3>kept</custom3><file>/etc/passwd</file>
<urls><related-urls><url>https://ex.org/x</url></related-urls></urls>
</record><record><ref-type name="Thesis">32</ref-type><titles><title>A Thesis</title></titles>
<publisher>Ink University</publisher>
</record></records></xml>
"""
CSL = [
    {
        "id": "http://zotero.org/items/1", "citation-key": "quill2023", "type": "article-journal", "title": "On Ink",
        "author": [{"family": "Quill", "given": "Ada"}], "issued": {"date-parts": [[2023]]}, "DOI": "10.1000/abc",
        "container-title": "Annals of Ink", "archive": "Box 4", "custom": {"x": [1]}, "file": "/etc/passwd",
    },
    {"id": "reed2024", "type": "book", "title": "Paper", "publisher": "Press"},
]  # fmt: skip


def test_bibtex_gives_its_sound_entries_and_says_which_line_is_broken() -> None:
    batch = read(BIB.encode(), origin="ink.bib")
    assert (batch.form, batch.source, batch.origin) == ("BibTeX", "References", "ink.bib")
    assert [(entry.title, entry.venue, entry.key) for entry in batch.entries] == [
        ("On Ink", "Annals of Ink", "quill2023"), ("Paper", "", "dunn2025"),
    ]  # fmt: skip
    assert batch.message == (
        "1 entry of this file could not be read (line 5: something stands behind the value of title; a brace may be "
        "missing). The others were read."
    )
    assert [(each.number, each.role) for each in batch.leftovers] == [
        (1, "furniture"), (2, "furniture"), (5, "not placed"), (7, "not placed"),
    ]  # fmt: skip
    assert Leftover(7, "stray words", "not placed") in batch.not_placed


def test_every_line_of_a_bibtex_file_is_in_an_entry_or_left_over() -> None:
    batch = read(BIB.encode())
    counted = [each.number for each in batch.leftovers]
    for entry in batch.entries:
        assert entry.lines is not None
        counted += range(entry.lines.first, entry.lines.last + 1)
    assert sorted(counted) == [number for number, line in enumerate(BIB.split("\n"), 1) if line.strip()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_bibtex_is_read_in_every_common_encoding(encoding: str) -> None:
    [entry] = read("@misc{a, author={Öst, Bo}, title={Käse “und” Brot}}".encode(encoding)).entries
    assert (entry.title, entry.authors) == ("Käse “und” Brot", (Author("Öst", "Bo"),))


def test_a_page_that_shows_an_entry_among_other_text_is_no_bibtex_file() -> None:
    text = "How to cite\n\nCopy this into your file.\n\n@misc{a, title={A}}\n\nThank you for citing.\n\nThe team\n"
    assert read(text.encode()).form != "BibTeX"


def test_ris_is_read_and_what_is_outside_its_records_is_left_over() -> None:
    batch = read(
        b"TY  - JOUR\r\nTI  - On Ink\r\nER  - \r\n\r\nstray\r\nTY  - BOOK\r\nTI  - Paper\r\nER  - \r\n", origin="x"
    )
    assert (batch.form, [entry.title for entry in batch.entries]) == ("RIS", ["On Ink", "Paper"])
    assert batch.leftovers == (Leftover(5, "stray", "not placed"),)


@pytest.mark.parametrize("value", [CSL, {"items": CSL}])
def test_csl_json_is_read_with_keys_and_fields_nobody_knows(value: object) -> None:
    batch = read(json.dumps(value).encode())
    assert (batch.form, batch.message) == ("CSL-JSON", "")
    first, second = batch.entries
    assert (first.title, first.key, first.kind) == ("On Ink", "quill2023", Kind.ARTICLE)
    assert dict(first.other) == {"archive": "Box 4", "custom": '{"x": [1]}', "linked file": "/etc/passwd"}
    assert (second.key, second.details["publisher"]) == ("reed2024", "Press")


def test_zotero_rdf_is_read_with_what_its_items_refer_to() -> None:
    batch = read(ZOTERO.encode())
    assert batch.form == "Zotero RDF"
    [entry] = batch.entries
    assert (entry.title, entry.kind, entry.venue) == ("On Ink", Kind.ARTICLE, "Annals of Ink")
    assert entry.authors == (Author("Berg", "Jan", "van den"), Author(literal="Page Team"))
    assert entry.identifiers == (
        Identifier("arxiv", "2304.00001"), Identifier("doi", "10.1000/abc"), Identifier("url", "https://ex.org/x"),
    )  # fmt: skip
    assert (entry.published, entry.abstract, entry.key) == ("2023-04-07", "Some words.", "berg2023")
    assert entry.note == "Mine\n\ntoo"
    assert dict(entry.details) == {
        "volume": "4", "number": "2", "pages": "1-9", "issn": "0028-0836", "keywords": "ink; paper",
        "publisher": "Ink Press", "place": "Ghent", "primary_class": "cs.DL",
    }  # fmt: skip
    assert entry.other["libraryCatalog"] == "Ex"


@pytest.mark.parametrize("text", [ENDNOTE, ENDNOTE.split("?>", 1)[1]], ids=["declared", "bare"])
def test_endnote_xml_is_read_through_its_changes_of_font(text: str) -> None:
    batch = read(text.encode())
    assert batch.form == "EndNote XML"
    first, second = batch.entries
    assert (first.title, first.kind, first.venue) == ("On Ink", Kind.ARTICLE, "Annals of Ink")
    assert first.authors == (Author("Quill", "Ada"), Author(literal="Page Team"))
    assert first.identifiers == (Identifier("doi", "10.1000/abc"), Identifier("url", "https://ex.org/x"))
    assert (first.published, first.abstract, first.note, first.key) == (
        "2023-04-07",
        "Some words.",
        "Mine",
        "quill2023",
    )
    assert dict(first.details) == {
        "volume": "4", "number": "2", "pages": "1-9", "issn": "0028-0836", "keywords": "ink; paper",
        "editor": "Cy Dunn",
    }  # fmt: skip
    assert dict(first.other) == {"doi": "10.1000/ABC", "custom3": "kept", "linked file": "/etc/passwd"}
    assert (second.kind, second.details["institution"]) == (Kind.THESIS, "Ink University")


@pytest.mark.parametrize("text", [ZOTERO, ENDNOTE])
def test_a_document_type_in_an_xml_file_is_refused(text: str) -> None:
    start = text.index("<rdf:RDF" if "<rdf:RDF" in text else "<xml>")
    bomb = f'{text[:start]}<!DOCTYPE x [<!ENTITY a "{"b" * 99}"><!ENTITY c "&a;&a;">]>{text[start:]}'
    batch = read(bomb.encode())
    assert batch.entries == ()
    assert batch.message.endswith(".")


def test_a_file_of_references_never_names_a_file_to_attach() -> None:
    for data in (BIB.replace("year=2023", "file={/etc/passwd}"), json.dumps(CSL), ENDNOTE, ZOTERO):
        assert all("file" not in entry.other for entry in read(data.encode()).entries)


def test_bibtex_on_the_clipboard_counts_and_not_the_markup_it_was_copied_with() -> None:
    batch = read(
        b"@misc{a, title={A}, eprint={2304.00001}}", html="<pre>@misc{a, title={A}, eprint={2304.00001}}</pre>"
    )
    assert (batch.form, [entry.title for entry in batch.entries]) == ("BibTeX", ["A"])


def test_ten_thousand_entries_are_read_in_seconds() -> None:
    text = "".join(
        f"@article{{k{n}, author={{Quill, Ada and {{\\'E}}tienne, B.}}, title={{On {{Ink}} {n}}}, year=2023}}\n"
        for n in range(10_000)
    )
    assert len(read(text.encode()).entries) == 10_000


piece = st.sampled_from(
    [
        "@misc{a,", "title={", "}", "{", "\n", "TY  - JOUR\n", "ER  - \n", "TI  - x\n", "<xml><records><record>",
        "</record>", "<titles><title>", "</title></titles>", "<rdf:RDF", " xmlns:z='http://www.zotero.org/namespaces/export#'",
        ">", "\\'", "<bib:Article>", "crossref={a}", ",", "author={A and {", '"', "#", "@string{a=", "%", "\ud800", "é",
        "10.1000/x",
    ]
)  # fmt: skip


@given(st.lists(piece, max_size=30).map("".join))
def test_any_soup_of_such_files_gives_a_batch_and_never_an_error(text: str) -> None:
    batch = read(text.encode("utf-8", "replace"))
    assert batch.entries or batch.message
    assert all(entry.title for entry in batch.entries)


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
csl_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
)
csl_names = st.sampled_from(["title", "author", "issued", "DOI", "id", "URL", "keyword", "editor", "page", "note", "x"])


@given(st.lists(st.dictionaries(csl_names, csl_values, max_size=5), max_size=3))
def test_any_records_of_csl_give_entries_with_titles(records: list[dict[str, object]]) -> None:
    batch = read(json.dumps([{"type": "book", "publisher": "P", **record} for record in records]).encode())
    entry: Entry
    for entry in batch.entries:
        assert entry.title
        assert all(isinstance(value, str) for value in entry.other.values())
