"""What each service answers is read as it is meant; whatever else comes is a fault with a sentence, never a crash."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.feeds.detect import read
from octavo.inquiries import KeptAnswer
from octavo.lookup import arxiv, crossref, hugging_face, open_alex, semantic_scholar
from octavo.lookup.asking import Addresses, Asking, Unreadable, query_text, query_words
from octavo.lookup.dates import from_parts, real_date
from octavo.records import Author, Entry, Identifier, Kind
from octavo.web import Answer, Refused, WebError

SCHOLAR = {
    "paperId": "0f",
    "externalIds": {"ArXiv": "2403.00007", "DOI": "10.99999/ABC.7", "CorpusId": 7, "ACL": "2024.x-1.7"},
    "title": "Lanterns in the\n Harbour", "abstract": None, "year": 2024, "publicationDate": "2024-03-11",
    "venue": "Annual Meeting of Samples",
    "publicationVenue": {"id": "9", "name": "Proceedings of the Meeting of Samples", "type": "conference"},
    "publicationTypes": ["JournalArticle", "Conference"], "journal": {"volume": "7", "pages": "1 - 9"},
    "authors": [{"authorId": "1", "name": "Vincent van den Berg"}, {"authorId": None, "name": "Harbour Team"}],
    "matchScore": 178.2,
}  # fmt: skip
CROSSREF = {
    "status": "ok", "message": {
        "DOI": "10.99999/ABC.7", "type": "proceedings-article", "title": ["Lanterns &amp; Boats"],
        "subtitle": ["A Study"], "container-title": ["Proceedings of Samples"], "page": "1-9", "volume": "7",
        "author": [{"given": "Vincent", "family": "van den Berg", "suffix": "Jr."}, {"name": "Harbour Team"},
                   {"family": "Mononym"}, {}],
        "issued": {"date-parts": [[2024, 3]]}, "published-online": {"date-parts": [[2023, 12, 31]]},
        "abstract": "<jats:title>Abstract</jats:title><jats:p>We count <jats:italic>lanterns</jats:italic>.</jats:p>",
        "ISSN": ["0000-0019"], "update-to": [{"type": "correction", "updated": {"date-parts": [[2025, 1, 1]]}}],
    },
}  # fmt: skip
OPEN_ALEX = {"results": [{
    "display_name": "Lanterns", "doi": "https://doi.org/10.48550/arXiv.2403.00007", "publication_date": "2024-01-01",
    "type": "preprint", "authorships": [{"author": {"display_name": "Ida Fensom"}}],
    "primary_location": {"source": {"display_name": "arXiv (Cornell University)"},
                         "landing_page_url": "http://arxiv.org/abs/2403.00007"},
    "abstract_inverted_index": {"We": [0], "count": [1], "lanterns.": [2]},
}]}  # fmt: skip
HUB = [{"paper": {"id": "2403.00007", "title": "Lanterns in the\n  Harbour", "summary": "We count.\nTwice.",
                  "authors": [{"name": "Ida Fensom", "hidden": False}], "publishedAt": "2024-03-11T17:59:59.000Z"},
        "publishedAt": "2020-01-01T00:00:00.000Z"}]  # fmt: skip


def answering(found: Any) -> Asking:
    """Services that all answer the same."""
    body = found if isinstance(found, bytes) else json.dumps(found).encode()
    return Asking(lambda address, **_: Answer(address, body), read, open_alex_key="key")


ASKED: dict[str, tuple[Callable[[Asking], Any], Any]] = {
    "scholar title": (lambda asking: semantic_scholar.by_title(asking, "Lanterns").entries, {"data": [SCHOLAR]}),
    "scholar number": (lambda asking: semantic_scholar.by_number(asking, "arxiv", "2403.00007"), SCHOLAR),
    "crossref": (lambda asking: crossref.today(asking, "10.99999/abc.7"), CROSSREF),
    "open alex": (lambda asking: open_alex.by_title(asking, "Lanterns").entries, OPEN_ALEX),
    "hub": (lambda asking: hugging_face.by_title(asking, "Lanterns").entries, HUB),
    "arxiv": (lambda asking: arxiv.by_numbers(asking, ["2403.00007"]).entries, {}),
}


def test_semantic_scholar_gives_venue_and_numbers() -> None:
    (entry,) = ASKED["scholar title"][0](answering({"data": [SCHOLAR]}))
    assert entry == Entry(
        "Lanterns in the Harbour",
        authors=(Author("Berg", "Vincent", "van den"), Author(literal="Harbour Team")),
        identifiers=(Identifier("arxiv", "2403.00007"), Identifier("doi", "10.99999/abc.7"),
                     Identifier("acl", "2024.x-1.7")),
        published="2024-03-11",
        kind=Kind.CONFERENCE,
        venue="Proceedings of the Meeting of Samples",
        details={"volume": "7", "pages": "1-9"},
    )  # fmt: skip


@pytest.mark.parametrize("venue", ["arXiv.org", "ArXiv", "CoRR", "bioRxiv"])
def test_a_preprint_server_is_no_venue(venue: str) -> None:
    entry = semantic_scholar.by_number(answering({**SCHOLAR, "venue": venue, "publicationVenue": None}), "arxiv", "1")
    assert entry is not None
    assert (entry.venue, entry.kind, entry.details) == ("", Kind.PREPRINT, {})


def test_crossref_gives_a_whole_reference() -> None:
    entry = crossref.today(answering(CROSSREF), "10.99999/abc.7")
    assert entry is not None
    assert entry.title == "Lanterns & Boats: A Study"
    assert entry.authors == (
        Author("Berg", "Vincent", "van den", "Jr."), Author(literal="Harbour Team"), Author(literal="Mononym"),
    )  # fmt: skip
    assert (entry.published, entry.kind, entry.venue) == ("2024-03", Kind.CONFERENCE, "Proceedings of Samples")
    assert entry.abstract == "We count lanterns."
    assert entry.other == {"doi": "10.99999/ABC.7"}
    assert entry.details == {"volume": "7", "pages": "1-9", "issn": "0000-0019"}


@pytest.mark.parametrize(
    ("more", "when"),
    [
        ({"updated-by": [{"type": "retraction", "updated": {"date-parts": [[2025, 6, 1]]}}]}, "2025-06-01"),
        ({"update-to": [{"type": "Retraction"}]}, "yes"),
        ({"title": ["RETRACTED: Lanterns"]}, "yes"),
        ({"title": ["[Retracted] Lanterns"]}, "yes"),
        ({"title": ["RETRACTED ARTICLE: Lanterns"]}, "yes"),
        ({"title": ["On Retracted Articles: a Survey"]}, ""),
        ({"updated-by": [{"type": "correction"}]}, ""),
    ],
)
def test_a_retraction_is_seen_where_crossref_says_it(more: dict[str, Any], when: str) -> None:
    entry = crossref.today(answering({"message": {**CROSSREF["message"], **more}}), "10.99999/abc.7")
    assert entry is not None
    assert entry.other.get("retracted", "") == when


def test_open_alex_dates_preprints_by_year_only() -> None:
    (entry,) = ASKED["open alex"][0](answering(OPEN_ALEX))
    assert (entry.published, entry.kind, entry.venue) == ("2024", Kind.PREPRINT, "")
    assert entry.identifiers == (Identifier("arxiv", "2403.00007"),)


def test_hugging_face_dates_a_paper_by_its_inner_date() -> None:
    (entry,) = ASKED["hub"][0](answering(HUB))
    assert (entry.title, entry.published) == ("Lanterns in the Harbour", "2024-03-11")
    assert entry.identifiers == (Identifier("arxiv", "2403.00007"),)


def test_an_empty_list_is_an_answer() -> None:
    heard = hugging_face.by_title(answering([]), "Lanterns")
    assert heard.entries == ()
    assert heard.keep is not None
    assert not heard.keep.found


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def spoilt(found: Any, path: list[int], junk: Any) -> Any:
    """A copy with something else at one place in it."""
    found = copy.deepcopy(found)
    here, step = found, 0
    while path[step:]:
        keys = list(here) if isinstance(here, dict) else list(range(len(here))) if isinstance(here, list) else []
        if not keys:
            break
        key = keys[path[step] % len(keys)]
        if step == len(path) - 1 or not isinstance(here[key], (dict, list)) or not here[key]:
            here[key] = junk
            break
        here, step = here[key], step + 1
    return found


@pytest.mark.parametrize("name", ASKED)
@given(path=st.lists(st.integers(0, 20), min_size=1, max_size=6), junk=JUNK)
def test_an_answer_with_anything_in_it_is_read_or_refused(name: str, path: list[int], junk: Any) -> None:
    ask, sound = ASKED[name]
    with contextlib.suppress(Unreadable):
        ask(answering(spoilt(sound, path, junk)))


@pytest.mark.parametrize("name", ASKED)
@given(body=st.binary(max_size=60) | JUNK.map(lambda junk: json.dumps(junk).encode()))
def test_any_bytes_are_read_or_refused(name: str, body: bytes) -> None:
    with contextlib.suppress(Unreadable):
        ASKED[name][0](answering(body))


@pytest.mark.parametrize("name", sorted(set(ASKED) - {"arxiv"}))
def test_an_answer_cut_in_the_middle_is_refused(name: str) -> None:
    ask, sound = ASKED[name]
    whole = json.dumps(sound).encode()
    for at in range(0, len(whole) - 1, 7):
        with pytest.raises(WebError):
            ask(answering(whole[:at]))


def test_arxiv_says_no_with_a_feed() -> None:
    error = (
        b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://arxiv.org/api/errors#x</id>'
        b"<title>Error</title><summary>incorrect id format</summary></entry></feed>"
    )
    with pytest.raises(Unreadable):
        arxiv.by_numbers(answering(error), ["2403.00007"])
    nothing = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title></feed>'
    found = arxiv.by_numbers(answering(nothing), ["2403.00007"])
    assert (found.entries, found.missing) == ({}, ("2403.00007",))
    assert [each.question for each in found.keep] == ["number:2403.00007"]


@pytest.mark.parametrize("number", ["2403.0000", "hep-th/9901001", "math.GT/0309136", "2403.00007"])
def test_numbers_of_arxiv_may_be_asked(number: str) -> None:
    assert arxiv.is_number(number)


@pytest.mark.parametrize("number", ["", "2403.00007,x", "2403.00007v1", "10.1/x", "2403.00007&max_results=9999"])
def test_what_is_no_number_of_arxiv_is_not_asked(number: str) -> None:
    assert not arxiv.is_number(number)


def test_an_answer_known_is_not_asked_for() -> None:
    def never(address: str, **_: Any) -> Answer:
        raise AssertionError(address)

    kept = KeptAnswer(semantic_scholar.NAME, "title:lanterns", True, json.dumps({"data": [SCHOLAR]}).encode())
    heard = semantic_scholar.by_title(Asking(never, read, lambda *_: kept), "Lanterns")
    assert heard.entries[0].title == "Lanterns in the Harbour"
    assert heard.keep is None
    missed = KeptAnswer(semantic_scholar.NAME, "title:lanterns", False)
    assert semantic_scholar.by_title(Asking(never, read, lambda *_: missed), "Lanterns").entries == ()


def test_a_search_that_is_not_there_is_a_fault_and_no_miss() -> None:
    def gone(address: str, **_: Any) -> Answer:
        raise Refused("It has nothing at this address (404).", 404)

    asking = Asking(gone, read, open_alex_key="key")
    for ask in (hugging_face.by_title, arxiv.by_title, open_alex.by_title):
        with pytest.raises(Unreadable):
            ask(asking, "Lanterns in the Harbour")
    assert semantic_scholar.by_title(asking, "Lanterns").keep is not None
    assert crossref.by_doi(asking, "10.99999/x").entries == ()


def test_addresses_can_be_given_and_count_as_typed_only_then() -> None:
    addresses = Addresses.written("arxiv=http://127.0.0.1:8000/ nonsense=x crossref=")
    assert addresses == Addresses(arxiv="http://127.0.0.1:8000")
    typed: list[tuple[str, bool]] = []

    def noting(address: str, *, typed_: bool = False, **more: Any) -> Answer:
        typed.append((address.split("/")[2], more["typed"]))
        return Answer(address, json.dumps({"data": []}).encode())

    asking = Asking(noting, read, addresses=Addresses(semantic_scholar="http://127.0.0.1:8000"))
    semantic_scholar.by_title(asking, "Lanterns")
    semantic_scholar.by_title(Asking(noting, read), "Lanterns")
    assert typed == [("127.0.0.1:8000", True), ("api.semanticscholar.org", False)]


def test_questions_carry_words_and_no_tex() -> None:
    assert query_text("Schr\\\"odinger’s {\\bf Cat}: $O(n^2)$\n  Steps") == "schrodinger's cat: o(n^2) steps"
    assert len(query_text("word " * 500)) <= 300
    assert query_words("Meta-GPT: a “Näive” Test, of It", 4) == ["meta", "naive", "test"]


@pytest.mark.parametrize(
    ("text", "date"),
    [("2024-03-11", "2024-03-11"), ("2024-03-11T00:00:00", "2024-03-11"), ("2024-13", "2024"),
     ("2024-02-31", "2024-02"), ("2024", "2024"), ("", ""), ("0000-01-01", ""), ("soon", "")],
)  # fmt: skip
def test_a_date_is_kept_as_far_as_it_is_one(text: str, date: str) -> None:
    assert real_date(text) == date
    assert from_parts([True, None]) == ""
