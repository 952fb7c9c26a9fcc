"""Papers mentioned in any text, page or mail, with the words that link them."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.feeds.decoding import tidy, without_entities
from octavo.feeds.detect import read
from octavo.feeds.harvest import harvest_html, harvest_text
from octavo.records import Batch, Entry, Identifier, SourceLines

ONE = Identifier("arxiv", "2304.00001")
TWO = Identifier("arxiv", "hep-th/9901001")
DOI = Identifier("doi", "10.1000/ink(7)a")

TEXT = """Dear all,

this week I read [Counting Letters at Sea](https://arxiv.org/abs/2304.00001v2) twice,
and then https://doi.org/10.1000/INK(7)a, which (see doi:10.1000/ink(7)a) is good.

A Chair With Three Legs
https://huggingface.co/papers/2304.00002

Again https://arxiv.org/pdf/2304.00001.pdf and arXiv:hep-th/9901001. The room is 1706.0376.
"""
HTML = """<html><head><title>x</title><script>arXiv:2304.99999</script></head><body>
<p>Hello, <a href="https://arxiv.org/abs/2304.00001">View on arXiv</a>
<a href="https://arxiv.org/pdf/2304.00001v3"><b>Counting</b> Letters at Sea</a></p>
<a href="https://safe.example/?url=https%3A%2F%2Fdoi.org%2F10.1000%2FINK%287%29a&amp;data=x">On Ink</a>
<a href="/papers/2304.00002">A Chair With Three Legs</a> <a href="/papers/2304.00002">12 comments</a>
<a href="https://ex.org/shop">Buy ink now</a> <p>See also arXiv:hep-th/9901001 and DOI 10.1000/plain.</p>
</body></html>"""


def found(batch: Batch) -> list[tuple[Identifier, str]]:
    return [(entry.identifiers[0], entry.title) for entry in batch.entries]


def lines_of(entry: Entry) -> range:
    assert entry.lines is not None
    return range(entry.lines.first, entry.lines.last + 1)


def mail(plain: str = "", html: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = "Paper Letters <letters@example.org>"
    message["Subject"] = "This week"
    message["Date"] = "Fri, 07 Apr 2023 08:00:00 +0000"
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_numbers_dois_and_links_in_text_are_papers_once_each() -> None:
    batch = harvest_text(TEXT)
    assert found(batch) == [
        (ONE, "Counting Letters at Sea"),
        (DOI, "doi:10.1000/ink(7)a"),
        (Identifier("arxiv", "2304.00002"), "A Chair With Three Legs"),
        (TWO, "arXiv:hep-th/9901001"),
    ]
    assert [entry.lines for entry in batch.entries] == [
        SourceLines(3, 3), SourceLines(4, 4), SourceLines(6, 7), SourceLines(9, 9),
    ]  # fmt: skip
    assert [entry.published for entry in batch.entries] == ["2023-04", "", "2023-04", "1999-01"]
    assert [bool(entry.problems) for entry in batch.entries] == [False, True, False, True]


def test_a_sentence_around_a_doi_is_no_part_of_it() -> None:
    batch = harvest_text("(10.1000/a.b), “10.1000/c;d”; <10.1000/e_f>. [10.1000/g].")
    assert [each.value for each, _ in found(batch)] == ["10.1000/a.b", "10.1000/c;d", "10.1000/e_f", "10.1000/g"]


def test_a_doi_that_arxiv_made_is_the_arxiv_number() -> None:
    assert found(harvest_text("https://doi.org/10.48550/arXiv.2304.00001")) == [(ONE, "arXiv:2304.00001")]


def test_links_of_a_page_give_titles_and_what_leads_elsewhere_gives_nothing() -> None:
    assert found(harvest_html(HTML)) == [
        (ONE, "Counting Letters at Sea"),
        (DOI, "On Ink"),
        (Identifier("arxiv", "2304.00002"), "A Chair With Three Legs"),
        (TWO, "arXiv:hep-th/9901001"),
        (Identifier("doi", "10.1000/plain"), "doi:10.1000/plain"),
    ]


@pytest.mark.parametrize("title", ["Source Separation at Sea", "Link Prediction in Ledgers", "Code That Reads: a Study",
                                   "Read Less, Learn More", "3D Letters", "Paper Folding"])  # fmt: skip
def test_titles_that_begin_like_buttons_are_titles(title: str) -> None:
    assert found(harvest_html(f'<a href="https://arxiv.org/abs/2304.00001">{title}</a>')) == [(ONE, title)]


@pytest.mark.parametrize("words", ["PDF", "View PDF", "arXiv page", "Read more here", "12 comments", "2304.00001 v2",
                                   "https://arxiv.org/abs/2304.00001 now"])  # fmt: skip
def test_words_of_buttons_are_no_titles(words: str) -> None:
    assert found(harvest_html(f'<a href="https://arxiv.org/abs/2304.00001">{words}</a>')) == [(ONE, "arXiv:2304.00001")]


def test_a_mail_of_any_sender_is_harvested_by_its_links() -> None:
    batch = read(mail("See the HTML.", HTML))
    assert (batch.form, batch.source) == ("mail", "Paper Letters <letters@example.org>")
    assert found(batch)[:3] == found(harvest_html(HTML))[:3]
    assert (batch.captured_year, batch.captured_month, batch.captured_day) == (2023, 4, 7)


def test_a_mail_of_plain_text_is_harvested_by_its_mentions() -> None:
    assert found(read(mail(TEXT))) == found(harvest_text(TEXT))


def test_any_page_that_links_papers_gives_them() -> None:
    batch = read(HTML.replace('href="/papers/', 'href="/shop/').encode(), origin="letters.html")
    assert (ONE, "Counting Letters at Sea") in found(batch)


def test_a_text_without_any_paper_says_so() -> None:
    assert read(b"Dear all, the room is 1706.0376.\n").message.startswith("No papers found")


@pytest.mark.parametrize(
    "text",
    ["10.1000/" * 60_000, "arxiv:" * 100_000, "[a](" * 100_000, "10.1000/" + ")" * 300_000, "https://x/?u=" * 50_000],
)
def test_hostile_texts_take_no_more_than_seconds(text: str) -> None:
    start = time.process_time()
    harvest_text(text)
    harvest_html(f'<a href="{text}">x y</a>' * 3)
    assert time.process_time() - start < 4


piece = st.sampled_from(
    ["arXiv:2304.00001", "https://arxiv.org/abs/2304.00002", "10.1000/x)", "\n", " ", "[A b](", ")", "Two words",
     "<a href='", "'>", "</a>", "?url=", "%2F", "&amp;", "é"]
)  # fmt: skip


@given(st.lists(piece, max_size=25).map("".join))
def test_any_text_is_accounted_for_line_by_line_and_no_paper_comes_twice(text: str) -> None:
    batch = harvest_text(text)
    lines = tidy(without_entities(text)).split("\n")
    inside = {number for entry in batch.entries for number in lines_of(entry) if lines[number - 1].strip()}
    left = {leftover.number for leftover in batch.leftovers}
    assert inside.isdisjoint(left)
    assert inside | left == {number for number, line in enumerate(lines, 1) if line.strip()}
    for each in (batch, harvest_html(text)):
        numbers = [identifier for identifier, _ in found(each)]
        assert len(set(numbers)) == len(numbers)
        assert all(entry.title for entry in each.entries)
