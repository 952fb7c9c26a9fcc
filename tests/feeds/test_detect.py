"""Recognising what arrives by its content, in any encoding, and saying in one sentence what cannot be read."""

from __future__ import annotations

import hashlib
import json
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import papers, search_page
from line_accounting import assert_every_line_is_accounted_for

from octavo.feeds.decoding import MAX_BYTES, MAX_LINES, decode, tidy
from octavo.feeds.detect import read
from octavo.records import Batch, Identifier


def titles(batch: Batch) -> list[str]:
    return [entry.title for entry in batch.entries]


def test_a_saved_page_is_named_by_what_it_is_and_where_it_came_from() -> None:
    data = search_page(3).encode()
    batch = read(data, origin="page.txt")
    assert (batch.form, batch.source, batch.origin) == ("page text", "Daily papers", "page.txt")
    assert batch.digest == hashlib.sha256(data).hexdigest()
    assert titles(batch) == [each.title for each in papers(3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_common_encoding_is_read(encoding: str) -> None:
    text = search_page(4).replace("Lantern", "Läntern “café”")
    batch = read(text.encode(encoding))
    assert batch.entries[0].title.startswith("Läntern “café” 0:")
    assert len(batch.entries) == 4


def test_a_few_broken_bytes_do_not_turn_utf_8_into_something_else() -> None:
    data = search_page(4).replace("Lantern", "Läntérn").encode() + b" \xff end"
    assert read(data).entries[0].title.startswith("Läntérn 0:")


def test_a_page_cut_inside_a_character_keeps_its_text() -> None:
    data = (search_page(2) + " é").encode()[:-1]
    assert len(read(data).entries) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This is empty."),
        (b" \r\n\t\n", "This is empty."),
        (b"\xef\xbb\xbf", "This is empty."),
        (b"\xff\xfe", "This is empty."),
        (bytes(range(256)) * 40, "This is not text."),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 60, "This is not text."),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "This PDF is damaged or incomplete."),
        (b"PK\x03\x04" + b"\x00" * 30, "This is a compressed file."),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, "This is a picture."),
        (b"SQLite format 3\x00" + b"\x00" * 90, "This is a database"),
        (b"@article{someone,\n title = {A Title,\n}\n", "1 entry of this file could not be read"),
        (b"@comment{nothing}\n", "This is a BibTeX file, and no paper was found in it."),
        (b"TY  - JOUR\nER  - \n", "This is a RIS file, and no paper was found in it."),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "No feed found in this XML."),
        (b"lorem ipsum dolor\n", "No papers found in this text."),
        (b"<html><body><p>Nothing here</p></body></html>", "No papers found in this page."),
        (b'{"weather": "fine"}', "No papers found in this JSON file."),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_no_papers(data: bytes, words: str) -> None:
    batch = read(data)
    assert batch.entries == ()
    assert batch.message.startswith(words)
    assert batch.message.endswith(".")


def test_an_input_over_the_limit_is_refused_at_once() -> None:
    batch = read(b"a" * (MAX_BYTES + 1))
    assert batch.entries == ()
    assert batch.message.startswith("This has 50 MB, and Octavo reads at most 50 MB at a time.")


@pytest.mark.parametrize(
    "data",
    [
        b"a" * 2000_000,
        b"a " * 1000_000,
        b"\n" * 2000_000,
        b"a\n" * (MAX_LINES + 10),
        b"[" * 500_000,
        b"[a](" * 300_000,
        b"#" * 500_000,
        b"# " + b"[" * 500_000,
        b"<" * 500_000,
        b"<div>" * 400_000,
        b"<div><a href=x>" * 400_000,
        b"".join(b"<font color=%d>" % number for number in range(3_000)) + b"<p>x" * 100_000,
        b"&amp;" * 300_000,
        b"http://" * 200_000,
        b"1706." * 300_000,
        b"hep-th/" * 200_000,
        b"@" + b"a" * 500_000,
        b"%\n" * 20_000,
        ("e" + "\u0301" * 300_000).encode(),
        "x\u202e".encode() * 200_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_large_and_hostile_inputs_are_answered_within_seconds(data: bytes) -> None:
    start = time.process_time()
    read(data)
    assert time.process_time() - start < 5


def test_the_work_for_ten_times_the_page_is_about_ten_times_the_work() -> None:
    def seconds(count: int) -> float:
        data = search_page(count).encode()
        start = time.process_time()
        assert len(read(data).entries) == count
        return time.process_time() - start

    seconds(100)
    assert seconds(2_000) < 40 * max(seconds(200), 0.005)


def test_arxiv_numbers_and_addresses_in_a_list_are_papers_known_by_number() -> None:
    batch = read(
        b"1706.03762\nhttps://arxiv.org/abs/1810.04805v2\n- hep-th/9901001\nhttps://arxiv.org/pdf/1706.03762.pdf\n"
    )
    assert batch.form == "arXiv numbers"
    assert [(entry.identifiers, entry.published) for entry in batch.entries] == [
        ((Identifier("arxiv", "1706.03762"),), "2017-06"),
        ((Identifier("arxiv", "1810.04805"),), "2018-10"),
        ((Identifier("arxiv", "hep-th/9901001"),), "1999-01"),
    ]
    assert [(line.number, line.role) for line in batch.leftovers] == [(4, "furniture")]


def test_the_words_beside_a_number_are_its_title() -> None:
    batch = read(b"* Counting Letters at Sea (arXiv:2503.01234v2 [cs.CL])\n2503.04321: A Chair With Three Legs\n")
    assert titles(batch) == ["Counting Letters at Sea", "A Chair With Three Legs"]


def test_arxiv_addresses_in_any_other_text_are_harvested() -> None:
    batch = read(b"Dear Ada,\nlook at https://arxiv.org/abs/2503.01234 before noon; the room is 1706.0376.\nBob\n")
    assert [entry.identifiers[0].value for entry in batch.entries] == ["2503.01234"]


@pytest.mark.parametrize("text", ["2513.01234", "1706.0376", "0703.1234", "1412.69801", "11706.03762", "pages/1234567"])
def test_what_cannot_be_an_arxiv_number_is_none(text: str) -> None:
    assert read(text.encode()).entries == ()


@given(st.binary(max_size=400))
def test_any_bytes_give_a_batch_and_never_an_error(data: bytes) -> None:
    batch = read(data)
    assert batch.entries or batch.message
    assert batch.digest == hashlib.sha256(data).hexdigest()


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_clipboard_gives_a_batch_and_never_an_error(text: str, html: str) -> None:
    batch = read(text.encode("utf-8", "surrogatepass"), html=html)
    assert batch.entries or batch.message


MARKUP = st.lists(
    st.sampled_from([
        "<html>", "<a href='/papers/2503.01234'>", "</a>", "<h3>", "</h3>", "A Small Title", "Mar 11", "<article>",
        "<div data-props='{\"dailyPapers\":[{}]}'>", "3 authors", "<!--", "-->", "<script>", "</div>", "&quot;",
        "x" * 80,
    ]),
    max_size=20,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_any_markup_gives_a_batch_and_never_an_error(markup: str) -> None:
    batch = read(("<html>" + markup).encode())
    assert batch.entries or batch.message


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["2503.01234", "octavo-feed"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from("paper title id authors name summary dailyPapers format papers upvotes".split()),
        inner, max_size=4,
    ),
))  # fmt: skip
def test_any_json_gives_a_batch_and_never_an_error(value: object) -> None:
    for data in (value, [value], {"dailyPapers": [value]}, {"format": "octavo-feed", "papers": [value]}):
        batch = read(json.dumps(data).encode())
        for entry in batch.entries:
            assert entry.title
            entry.title.encode()


@given(st.text(max_size=300))
def test_tidying_tidied_text_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_text_read_as_numbers_is_accounted_for_line_by_line_too(text: str) -> None:
    text = "1706.03762\n1810.04805\n" + text.replace("<", "").replace("{", "")
    batch = read(text.encode("utf-8", "replace"))
    assert_every_line_is_accounted_for(decode(text.encode("utf-8", "replace")), batch)


def test_the_real_page_gives_its_86_papers_unchanged(real_page: bytes) -> None:
    batch = read(real_page, origin="page.txt")
    paragraphs = [line for line in real_page.decode("ascii").split("\n") if line]
    assert len(batch.entries) == 86
    assert titles(batch) == paragraphs[5::2]
    assert [entry.abstract for entry in batch.entries] == paragraphs[6::2]
    assert (batch.captured, batch.captured_month, batch.captured_day, batch.captured_year) == ("Mar 11", 3, 11, None)
    assert [line.role for line in batch.leftovers] == ["furniture"] * 4 + ["date"]
    assert sum(1 for entry in batch.entries if entry.title[0].islower()) == 2
    assert min(len(entry.abstract) for entry in batch.entries) >= 1_371
    assert all(entry.published == "" and entry.problems == () for entry in batch.entries)
    assert_every_line_is_accounted_for(real_page.decode("ascii"), batch)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_real_page_without_blank_lines_gives_the_same_papers(real_page: bytes, end: bytes) -> None:
    squeezed = end.join(line for line in real_page.split(b"\n") if line)
    assert titles(read(squeezed)) == titles(read(real_page))


def test_the_real_page_broken_at_80_columns_gives_the_same_papers(real_page: bytes) -> None:
    lines = real_page.decode("ascii").split("\n")
    wrapped = "\n".join(
        "\n".join(textwrap.wrap(line, 80, break_on_hyphens=False, break_long_words=False)) for line in lines
    )
    batch = read(wrapped.encode())
    assert [(entry.title, entry.abstract) for entry in batch.entries] == [
        (entry.title, entry.abstract) for entry in read(real_page).entries
    ]
