"""The hub's JSON: the papers of a day, week, month or search, a single paper, and the same records in its pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from octavo.feeds.arxiv_authors import authors_of_names
from octavo.feeds.dates import PageDate, read_date
from octavo.feeds.decoding import tidy
from octavo.feeds.fields import abstract_or_problem, iso_day, one_line, paragraphs, web_address
from octavo.feeds.identifiers import arxiv_id, first_submitted
from octavo.records import Batch, Entry, Identifier, Leftover

FORM: Final = "papers json"
_SOURCE: Final = "Daily papers"

NOTHING_LISTED: Final = "This list of papers is empty. Days to come, and some weekends and holidays, have none."
_NO_PAPERS: Final = (
    "No papers found in this JSON file. Octavo reads its own feeds, JSON Feed and those of Hugging Face papers."
)
_ERROR: Final = "Hugging Face answered with an error: {words}"
_CUT_OFF: Final = "Only a part of this list could be read; the papers after it are missing."

#: A record without "paper" around it must have one of these; other programs' JSON has "id" and "title" as well.
_TELLING: Final = ("summary", "authors", "publishedAt", "upvotes")
_REPOSITORY: Final = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s,\[\ufeff]*")
_LONGEST: Final = 2_000
_MOST_WORDS: Final = 50


def read_answer(found: object, *, asked: str = "") -> Batch:
    """The papers of one answer of the hub's API: a list, a search, or one paper. Never raises.

    `asked` is the day, week or month that was asked for ("2025-03-11", "2025-W11", "2025-03"); without it the day of
    listing is taken from the records, if they agree on one.
    """
    if isinstance(found, Mapping):
        error = one_line(_text(found, "error"), 300)
        records = found.get("dailyPapers") if isinstance(found.get("dailyPapers"), list) else [found]
        empty = _ERROR.format(words=error.rstrip(".") + ".") if error else _NO_PAPERS
    else:
        records = found if isinstance(found, list) else []
        empty = _NO_PAPERS if records or not isinstance(found, list) else NOTHING_LISTED
    entries = read_records(records or ())
    day = read_date(asked) if asked and entries else _day_of(entries)
    return Batch(
        form=FORM,
        source=_SOURCE,
        origin="",
        entries=entries,
        captured=day.text if day else "",
        captured_month=day.month if day else None,
        captured_day=day.day if day else None,
        captured_year=day.year if day else None,
        message="" if entries else empty,
    )


def read_cut_answer(text: str) -> Batch | None:
    """The papers of a list that breaks off, as a download may; None when `text` is not the start of such a list."""
    decoder = json.JSONDecoder()
    records: list[object] = []
    place = _next_record(text, 0)
    try:
        while text.startswith("{", place):
            record, place = decoder.raw_decode(text, place)
            records.append(record)
            place = _next_record(text, place)
    except (ValueError, RecursionError):
        pass
    batch = read_answer(records)
    if not batch.entries:
        return None
    rest = Leftover(text.count("\n", 0, place) + 1, one_line(text[place:], 500), "not placed")
    return replace(batch, leftovers=(rest,) if rest.text else ())


def _next_record(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def join_answers(answers: Sequence[Batch], *, complete: bool = True) -> Batch:
    """One batch of the pages of one list, each paper once, in order; votes are those of the later page.

    `complete` is false when a page after these could not be fetched: an empty batch then says so, and one with papers
    says it beside them in `message`.
    """
    if not answers:
        return Batch(FORM, _SOURCE, "", message=_CUT_OFF if not complete else NOTHING_LISTED)
    found: dict[Identifier, Entry] = {}
    for entry in (entry for answer in answers for entry in answer.entries):
        earlier = found.get(entry.identifiers[0])
        found[entry.identifiers[0]] = replace(earlier, votes=_later(earlier, entry)) if earlier else entry
    days = {answer.captured for answer in answers if answer.entries}
    first = next((answer for answer in answers if answer.entries), answers[0])
    dated = first if len(days) == 1 else replace(first, captured="", captured_month=None, captured_day=None)
    return replace(
        dated,
        entries=tuple(found.values()),
        captured_year=dated.captured_year if dated.captured else None,
        digest=sha256("".join(answer.digest for answer in answers).encode()).hexdigest(),
        message=_CUT_OFF if not complete else "" if found else answers[0].message,
    )


def read_records(records: Iterable[object]) -> tuple[Entry, ...]:
    """Entries from the records of the hub's own JSON, each `{"paper": {...}}` or the paper itself, each paper once."""
    entries = (_from_record(record) for record in records if isinstance(record, Mapping))
    return tuple(_each_once(entry for entry in entries if entry))


def _from_record(record: Mapping[str, Any]) -> Entry | None:
    inner = record.get("paper")
    paper: Mapping[str, Any] = inner if isinstance(inner, Mapping) else record
    if not isinstance(inner, Mapping) and not any(name in record for name in _TELLING):
        return None
    title = one_line(_text(paper, "title") or _text(record, "title"))
    number = one_line(_text(paper, "id"), 200)
    if not title or not number:
        return None
    arxiv = arxiv_id(number)
    abstract, problems = abstract_or_problem(paragraphs(_text(paper, "summary") or _text(record, "summary")))
    authors, more_authors = authors_of_names(list(_names(paper.get("authors"))))
    return Entry(
        title=title,
        abstract=abstract,
        authors=authors,
        more_authors=more_authors,
        identifiers=(Identifier("arxiv", arxiv) if arxiv else Identifier("hf", number),),
        # Only the inner date is the paper's; the outer one has changed its meaning over the years.
        published=iso_day(paper.get("publishedAt")) or (first_submitted(arxiv) if arxiv else ""),
        other={name: value for name, value in _others(record, paper) if value},
        votes=_count(paper.get("upvotes")),
        problems=problems,
    )


def _others(record: Mapping[str, Any], paper: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the hub adds to a paper, by the names under which an entry keeps it."""
    repository = one_line(_text(paper, "githubRepo"), _LONGEST)
    if _REPOSITORY.fullmatch(repository):
        repository = f"https://github.com/{repository}"
    words = paper.get("ai_keywords")
    media = paper.get("mediaUrls") or record.get("mediaUrls")
    submitter = paper.get("submittedOnDailyBy") or record.get("submittedBy")
    yield "listed", iso_day(paper.get("submittedOnDailyAt"))
    yield "submitted_by", _person(submitter)
    yield "organization", _person(paper.get("organization")) or _person(record.get("organization"))
    yield "project_page", web_address(_text(paper, "projectPage"))
    yield "github", web_address(repository)
    yield "github_stars", _digits(paper.get("githubStars"))
    yield "comments", _digits(record.get("numComments"))
    yield "ai_summary", one_line(_text(paper, "ai_summary"), _LONGEST)
    yield "ai_keywords", ", ".join(_strings(words)[:_MOST_WORDS])
    yield "media", " ".join(filter(None, map(web_address, _strings(media)[:_MOST_WORDS])))
    yield "discussion", one_line(_text(paper, "discussionId"), 100)


def _names(people: object) -> Iterator[str]:
    for each in people if isinstance(people, list) else ():
        if isinstance(each, Mapping) and (name := one_line(_text(each, "name"), 300)):
            yield name


def _person(found: object) -> str:
    """The full name of a person or an organization; its short name stands under "user" here and "name" there."""
    if not isinstance(found, Mapping):
        return ""
    names = (_text(found, key) for key in ("fullname", "name", "user"))
    return next((one_line(name, 300) for name in names if name.strip()), "")


def _day_of(entries: Sequence[Entry]) -> PageDate | None:
    """The day all records were listed on, None when they were listed on several, as those of a week are."""
    days = {entry.other.get("listed", "") for entry in entries}
    return read_date(days.pop()) if len(days) == 1 else None


def _later(earlier: Entry, entry: Entry) -> int | None:
    return earlier.votes if entry.votes is None else entry.votes


def _each_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[Identifier] = set()
    for entry in entries:
        if entry.identifiers[0] not in seen:
            seen.add(entry.identifiers[0])
            yield entry


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31 else None


def _digits(value: object) -> str:
    count = _count(value)
    return "" if count is None else str(count)


def _strings(value: object) -> list[str]:
    return [one_line(each, _LONGEST) for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return tidy(value) if isinstance(value, str) else ""
