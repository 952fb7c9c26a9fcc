"""The hub's API: every field there is or may be missing, days and weeks, pages of one day, and broken answers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from invented_pages import papers

from octavo.feeds.detect import read
from octavo.feeds.hugging_face_api import join_answers, read_answer
from octavo.records import Identifier


def record(place: int = 0, **more: Any) -> dict[str, Any]:
    each = papers(1, place)[0]
    person = {"_id": "1", "user": "adaex", "fullname": "Ada Example", "type": "user", "isPro": False}
    paper = {
        "id": each.number,
        "authors": [
            {"_id": "2", "name": "Ada Example", "hidden": False, "user": person, "status": "admin_assigned"},
            {"_id": "3", "name": "Bo Sample", "hidden": True},
        ],
        "publishedAt": "2025-03-03T17:59:59.000Z",
        "submittedOnDailyAt": "2025-03-11T01:02:03.000Z",
        "submittedOnDailyBy": person,
        "title": each.title.replace(" Letters ", " Letters\n  "),
        "summary": each.abstract.replace(". ", ".\n"),
        "upvotes": 42,
        "discussionId": "67c1",
        "projectPage": "https://example.org/project",
        "githubRepo": "https://github.com/example/letters",
        "githubRepoAddedBy": "user",
        "githubStars": 120,
        "ai_summary": "Letters are counted.",
        "ai_keywords": ["letters", "tides"],
        "organization": {"_id": "4", "name": "lab", "fullname": "The Letter Lab", "avatar": "x"},
        "mediaUrls": ["https://example.org/a.mp4"],
        "source": None,
        **more,
    }
    return {
        "paper": paper, "publishedAt": "2025-04-04T12:59:59.000Z", "title": each.title, "summary": each.abstract,
        "thumbnail": "https://example.org/t.png", "mediaUrls": [], "numComments": 3,
        "submittedBy": {"name": "adaex", "fullname": "Ada Example"}, "organization": {}, "isAuthorParticipating": False,
    }  # fmt: skip


OPTIONAL = [
    "submittedOnDailyAt", "submittedOnDailyBy", "projectPage", "githubRepo", "githubRepoAddedBy", "githubStars",
    "ai_summary", "ai_keywords", "organization", "mediaUrls", "source", "authors", "upvotes", "discussionId",
    "publishedAt",
]  # fmt: skip


def test_a_record_gives_every_field_a_person_can_use() -> None:
    batch = read(json.dumps([record()]).encode())
    (entry,) = batch.entries
    assert (batch.form, batch.source) == ("papers json", "Daily papers")
    assert (entry.title, entry.abstract) == (papers(1)[0].title, papers(1)[0].abstract)
    assert [author.name for author in entry.authors] == ["Ada Example", "Bo Sample"]
    assert entry.identifiers == (Identifier("arxiv", papers(1)[0].number),)
    assert entry.votes == 42
    assert entry.other == {
        "listed": "2025-03-11", "submitted_by": "Ada Example", "organization": "The Letter Lab",
        "project_page": "https://example.org/project", "github": "https://github.com/example/letters",
        "github_stars": "120", "comments": "3", "ai_summary": "Letters are counted.",
        "ai_keywords": "letters, tides", "media": "https://example.org/a.mp4", "discussion": "67c1",
    }  # fmt: skip


def test_the_papers_own_date_is_the_inner_one_and_the_page_is_of_the_day_of_listing() -> None:
    batch = read(json.dumps([record(), record(1)]).encode())
    assert [entry.published for entry in batch.entries] == ["2025-03-03"] * 2
    assert (batch.captured_year, batch.captured_month, batch.captured_day) == (2025, 3, 11)
    assert batch.captured == "2025-03-11"


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_field_that_is_absent_and_one_that_is_null_are_the_same(name: str) -> None:
    absent = record()
    del absent["paper"][name]
    one, other = read(json.dumps([absent]).encode()), read(json.dumps([record(**{name: None})]).encode())
    assert one.entries == other.entries
    assert one.captured == other.captured
    assert len(one.entries) == 1


def test_papers_listed_on_several_days_have_no_common_day_unless_it_was_asked_for() -> None:
    found = [record(), record(1, submittedOnDailyAt="2025-03-12T01:00:00.000Z")]
    assert read(json.dumps(found).encode()).captured == ""
    assert [entry.other["listed"] for entry in read_answer(found).entries] == ["2025-03-11", "2025-03-12"]
    day, week = read_answer(found, asked="2025-03-12"), read_answer(found, asked="2025-W11")
    assert (day.captured, day.captured_day) == ("2025-03-12", 12)
    assert (week.captured, week.captured_year, week.captured_month) == ("2025-W11", 2025, None)


def test_a_single_paper_a_search_and_a_repository_without_its_host_are_read() -> None:
    flat = record(githubRepo="example/letters")["paper"] | {"linkedModels": [], "numTotalModels": 0}
    assert read(json.dumps(flat).encode()).entries[0].other["github"] == "https://github.com/example/letters"
    assert len(read(json.dumps([{"paper": flat}, {"paper": record(1)["paper"]}]).encode()).entries) == 2


def test_a_paper_that_is_not_at_arxiv_keeps_the_hubs_own_number() -> None:
    (entry,) = read(json.dumps([record(id="hub-77", publishedAt=None)]).encode()).entries
    assert (entry.identifiers, entry.published) == ((Identifier("hf", "hub-77"),), "")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "This list of papers is empty."),
        ({"error": "Invalid date"}, "Hugging Face answered with an error: Invalid date."),
        ([{"id": "someone2020", "title": "A Citation", "type": "book"}], "No papers found in this JSON file."),
        ({"name": "package", "version": "1.0"}, "No papers found in this JSON file."),
        ([1, None, "x", {"paper": 7}], "No papers found in this JSON file."),
        ("text", "No papers found in this JSON file."),
    ],
)
def test_an_answer_without_papers_says_why(found: object, words: str) -> None:
    batch = read_answer(found)
    assert batch.entries == ()
    assert batch.message.startswith(words)


def test_pages_of_one_day_are_joined_with_each_paper_once_and_its_latest_votes() -> None:
    first = read_answer([record(0), record(1)])
    second = read_answer([record(1, upvotes=50), record(2)])
    joined = join_answers([first, second, read_answer([])])
    assert [entry.title for entry in joined.entries] == [each.title for each in papers(3)]
    assert [entry.votes for entry in joined.entries] == [42, 50, 42]
    assert (joined.captured, joined.message) == ("2025-03-11", "")


def test_an_incomplete_day_says_so_and_an_empty_one_too() -> None:
    cut = join_answers([read_answer([record()])], complete=False)
    assert len(cut.entries) == 1
    assert cut.message == "Only a part of this list could be read; the papers after it are missing."
    assert join_answers([]).message.startswith("This list of papers is empty.")
    assert join_answers([read_answer([])]).message.startswith("This list of papers is empty.")


def test_a_list_that_breaks_off_gives_its_whole_records_and_shows_the_rest() -> None:
    text = json.dumps([record(0), record(1), record(2)], indent=1)
    batch = read(text[: text.rindex('"summary"')].encode())
    assert [entry.title for entry in batch.entries] == [each.title for each in papers(2)]
    (rest,) = batch.not_placed
    assert rest.number == text[: text.index(papers(1, 2)[0].number)].count("\n") - 1
    assert rest.text.startswith('{ "paper"')


def test_533_authors_are_kept() -> None:
    people = [{"name": f"Ada Example{place}"} for place in range(533)]
    assert len(read(json.dumps([record(authors=people)]).encode()).entries[0].authors) == 533


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_field_of_any_type_is_no_error(name: str) -> None:
    for value in (7, "x", [], {}, [[]], [None], {"a": {}}, True, -1, 1e99, "https://[", "\ud800"):
        (entry,) = read_answer([record(**{name: value})]).entries
        assert entry.title == papers(1)[0].title, value


def test_other_pages_joined_are_another_source() -> None:
    pages = [read(json.dumps([record(place)]).encode()) for place in range(3)]
    assert join_answers(pages).digest == join_answers(pages).digest
    assert join_answers(pages).digest != join_answers(pages[:2]).digest
