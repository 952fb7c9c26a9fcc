"""Saved and copied pages of the hub: embedded records first, links second, the text joined in."""

from __future__ import annotations

import html
import json

import pytest
from invented_pages import Invented, papers

from octavo.feeds.detect import read
from octavo.records import Author, Batch, Identifier


def record(each: Invented, **more: object) -> dict[str, object]:
    wrapped = each.abstract.replace(". ", ".\n")
    paper = {
        "id": each.number,
        "title": each.title.replace(" Letters ", " Letters\n  "),
        "summary": wrapped,
        "authors": [{"name": "Ada Example", "hidden": False}, {"name": "Vincent van den Berg"}],
        "publishedAt": "2025-02-28T17:59:59.000Z",
        "upvotes": 42,
        **more,
    }
    return {"paper": paper, "publishedAt": "2025-03-03T12:59:59.000Z", "title": each.title, "numComments": 3}


def embedded_page(found: list[Invented], **more: object) -> bytes:
    properties = {"dailyPapers": [record(each, **more) for each in found], "date": "2025-03-11T00:00:00.000Z"}
    attribute = html.escape(json.dumps(properties), quote=True)
    return (
        f'<!DOCTYPE html><html><head><title>Daily Papers</title></head><body><div class="SVELTE_HYDRATER contents" '
        f'data-target="MainHeader" data-props="{{&quot;x&quot;:1}}"></div><div data-target="DailyPapers" '
        f'data-props="{attribute}"></div></body></html>'
    ).encode()


def linked_page(found: list[Invented], *, host: str = "", abstracts: bool = True, twice: bool = False) -> str:
    cards = []
    for each in found:
        address = f"{host}/papers/{each.number}"
        body = f'<p><a href="{address}">{html.escape(each.abstract)}</a></p>' if abstracts else ""
        card = (
            f'<article><a href="{address}"><img src="x.png"></a><a href="/login?next=%2Fpapers%2F{each.number}">17</a>'
            f'<h3><a href="{address}" class="line-clamp-3">{html.escape(each.title)}</a></h3>{body}'
            f'<a href="{address}">· {each.authors} authors</a><a href="{address}#community">4</a></article>'
        )
        cards.append(card * 2 if twice else card)
    return f"<html><body><h1>Daily Papers</h1><span>by AK</span><button>Mar 11</button>{''.join(cards)}</body></html>"


def pairs(batch: Batch) -> list[tuple[str, str]]:
    return [(entry.title, entry.abstract) for entry in batch.entries]


def expected(count: int) -> list[tuple[str, str]]:
    return [(each.title, each.abstract) for each in papers(count)]


def test_a_saved_page_gives_numbers_authors_and_abstracts_from_its_embedded_records() -> None:
    batch = read(embedded_page(papers(3)))
    assert batch.form == "page html"
    assert pairs(batch) == expected(3)
    entry = batch.entries[0]
    assert entry.identifiers == (Identifier("arxiv", papers(1)[0].number),)
    assert entry.authors == (
        Author(family="Example", given="Ada"),
        Author(family="Berg", given="Vincent", particle="van den"),
    )
    assert entry.votes == 42
    assert (batch.captured, batch.captured_month, batch.captured_day, batch.captured_year) == (
        "2025-03-11",
        3,
        11,
        2025,
    )


def test_the_papers_own_date_is_used_and_the_outer_one_never() -> None:
    assert read(embedded_page(papers(1))).entries[0].published == "2025-02-28"
    assert read(embedded_page(papers(1), publishedAt=None)).entries[0].published == "2025-01"


def test_optional_fields_may_be_missing_or_null() -> None:
    batch = read(embedded_page(papers(1), authors=None, upvotes=None, summary=None, publishedAt=7))
    (entry,) = batch.entries
    assert (entry.abstract, entry.authors, entry.votes) == (papers(1)[0].abstract * 0, (), None)
    assert entry.problems == ("No abstract was found for this title.",)


def test_the_hubs_json_answer_is_read_as_well() -> None:
    assert pairs(read(json.dumps([record(each) for each in papers(2)]).encode())) == expected(2)


@pytest.mark.parametrize("host", ["", "https://huggingface.co"])
@pytest.mark.parametrize("twice", [False, True])
def test_without_records_the_links_of_a_card_are_grouped_by_paper(host: str, twice: bool) -> None:
    batch = read(linked_page(papers(4), host=host, twice=twice).encode())
    assert pairs(batch) == expected(4)
    assert [entry.identifiers[0].value for entry in batch.entries] == [each.number for each in papers(4)]
    assert [entry.votes for entry in batch.entries] == [17] * 4
    assert [entry.published for entry in batch.entries] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert batch.captured == "Mar 11"
    assert batch.captured_year is None


def test_a_copy_of_titles_only_still_gives_the_numbers() -> None:
    page = linked_page(papers(3), abstracts=False)
    text = "\n".join(["Daily Papers", "Mar 11", *(each.title for each in papers(3))])
    batch = read(text.encode(), html=page)
    assert [(entry.title, entry.identifiers[0].value) for entry in batch.entries] == [
        (each.title, each.number) for each in papers(3)
    ]
    assert not batch.not_placed


def test_numbers_from_the_links_are_joined_with_abstracts_from_the_text() -> None:
    page = linked_page(papers(3), abstracts=False)
    text = "\n\n".join(["Mar 11", *(part for each in papers(3) for part in (each.title, each.abstract))])
    batch = read(text.encode(), html=page)
    assert pairs(batch) == expected(3)
    assert all(entry.identifiers and not entry.problems and entry.lines for entry in batch.entries)


def test_a_paper_that_only_the_text_has_is_kept() -> None:
    page = linked_page(papers(2), abstracts=False)
    text = "\n\n".join(["Mar 11", *(part for each in papers(3) for part in (each.title, each.abstract))])
    assert pairs(read(text.encode(), html=page)) == expected(3)


def test_clipboard_markup_without_papers_leaves_the_text_to_be_read() -> None:
    text = "\n\n".join(["Mar 11", *(part for each in papers(2) for part in (each.title, each.abstract))])
    assert pairs(read(text.encode(), html="<meta charset='utf-8'><span>Mar 11</span>")) == expected(2)


def test_another_page_is_read_by_the_words_a_reader_sees() -> None:
    body = "".join(f"<h2>{each.title}</h2><p>{html.escape(each.abstract)}</p>" for each in papers(2))
    batch = read(f"<html><body><p>Mar 11</p>{body}<script>var x = 'long';</script></body></html>".encode())
    assert pairs(batch) == expected(2)


def test_broken_embedded_records_fall_back_to_the_links() -> None:
    page = linked_page(papers(2)).replace("<h1>", '<div data-target="DailyPapers" data-props="{broken"></div><h1>')
    assert pairs(read(page.encode())) == expected(2)


def test_markup_in_a_title_is_text_and_stays_text() -> None:
    each = papers(1)[0]
    page = linked_page([each]).replace("Lantern 0", "&lt;img src=x&gt; Lantern <b>0</b>")
    assert read(page.encode()).entries[0].title.startswith("<img src=x> Lantern 0:")
