"""Is this answer that paper? No wrong work is accepted, and hardly any right one is passed over."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.title_words import NEGATIONS, SMALL_WORDS, numbers_of, ratio, words_of
from octavo.lookup.match import ACCEPT, ASK, REJECT, Known, compare, is_same_work, judged
from octavo.records import Author, Entry, Identifier

sys.path.insert(0, str(Path(__file__).parent))

from matching import all_pairs, figures, written

PAIRS = all_pairs()
TITLES = sorted({pair.paper.title for pair in PAIRS})


def test_there_are_over_400_pairs_and_a_third_is_held_out() -> None:
    assert len(PAIRS) > 400
    assert len(written()) > 300
    assert sum(pair.same for pair in PAIRS) > 300
    assert 0.25 < sum(pair.held_out for pair in PAIRS) / len(PAIRS) < 0.42


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("by_hand", [False, True])
def test_no_wrong_work_is_accepted_and_right_ones_are_found(held_out: bool, by_hand: bool) -> None:
    chosen = [pair for pair in PAIRS if pair.held_out is held_out and pair.by_hand is by_hand]
    wrong = [(pair.paper.title, pair.other.title) for pair in chosen if not pair.same and pair.verdict == ACCEPT]
    assert not wrong
    found = figures(chosen)
    assert found.found >= 0.95
    assert found.accepted >= 0.5


def test_the_pairs_would_catch_a_rule_that_goes_by_likeness_alone() -> None:
    wrong = [pair for pair in PAIRS if not pair.same and ratio(pair.paper.words, pair.other.words) >= 0.95]
    assert len(wrong) > 100


def test_the_command_prints_the_figures() -> None:
    command = [sys.executable, str(Path(__file__).with_name("matching.py"))]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "held out" in ran.stdout
    assert "false accepts" in ran.stdout


def test_works_drawn_at_random_are_never_taken_for_each_other() -> None:
    drawn = random.Random(7)
    text = "We look at one thing in great detail and find that it holds in every case that we tried so far at all."
    compared = 0
    while compared < 500:
        one, other = drawn.sample(TITLES, 2)
        if ratio(words_of(one), words_of(other)) < 0.9:
            compared += 1
            assert compare(Known(one, text), Known(other, text)).verdict != ACCEPT, (one, other)


@given(st.sampled_from(TITLES), st.randoms(use_true_random=False))
def test_a_title_with_one_word_changed_is_accepted_only_where_a_small_word_changed(
    title: str, drawn: random.Random
) -> None:
    text = "We look at one thing in great detail and find that it holds in every case that we tried so far at all."
    words = title.split()
    place, other = drawn.randrange(len(words)), drawn.choice(drawn.choice(TITLES).split())
    changed = [
        [*words[:place], other, *words[place + 1 :]], [*words[:place], other, *words[place:]],
        [*words[:place], *words[place + 1 :]],
    ]  # fmt: skip
    for each in changed:
        told = [[word for word in words_of(" ".join(those)) if word not in SMALL_WORDS] for those in (words, each)]
        if told[0] != told[1] and "".join(told[0]) != "".join(told[1]):
            evidence = compare(Known(title, text), Known(" ".join(each), text))
            spelling = [word.rstrip("s") for word in told[0]] == [word.rstrip("s") for word in told[1]]
            assert evidence.verdict != ACCEPT or spelling, each


@given(st.sampled_from(TITLES), st.sampled_from(sorted(NEGATIONS)), st.integers(0, 20))
def test_a_denial_put_anywhere_is_never_accepted(title: str, word: str, place: int) -> None:
    words = title.split()
    denied = " ".join([*words[: place % (len(words) + 1)], word, *words[place % (len(words) + 1) :]])
    text = "We look at one thing in great detail and find that it holds in every case that we tried so far at all."
    assert compare(Known(title, text), Known(denied, text)).verdict != ACCEPT


@given(st.sampled_from(TITLES), st.integers(2, 99))
def test_a_number_put_behind_is_never_accepted(title: str, number: int) -> None:
    text = "We look at one thing in great detail and find that it holds in every case that we tried so far at all."
    assert compare(Known(title, text), Known(f"{title} {number}", text)).verdict != ACCEPT


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=300))
def test_any_text_is_compared_without_harm_and_alike_both_ways(one: str, other: str, abstract: str) -> None:
    first, second = Known(one, abstract), Known(other, abstract)
    assert compare(first, second).verdict == compare(second, first).verdict
    assert compare(first, second).verdict in (ACCEPT, ASK, REJECT)


def test_the_same_title_and_another_abstract_is_for_the_person_to_say() -> None:
    one = "We count pebbles on nine beaches over two years and find that every storm moves a third of them inland."
    two = "We teach a small model to name pebbles and show that it needs only forty pictures of each to do so well."
    evidence = compare(Known("Pebbles on Nine Beaches Over Time", one), Known("Pebbles on nine beaches over time", two))
    assert evidence.verdict == ASK
    assert evidence.agrees == ["Same title"]
    assert evidence.differs == ["Another abstract"]


def test_evidence_names_what_agrees_and_what_does_not() -> None:
    paper = Known("Learning to Walk 2", authors=(Author("Fensom", "Ida"),), published="2021")
    other = Known("Learning to Walk 3", authors=(Author("Okonjo", "Noor"),), published="2024-02")
    evidence = compare(paper, other)
    assert evidence.verdict == REJECT
    assert {"Other numbers in the title", "Other authors", "2024, not 2021"} <= set(evidence.differs)


def test_of_two_works_that_fit_neither_is_taken() -> None:
    entries = [
        Entry("Routing Experts on One Small Machine", identifiers=(Identifier("arxiv", f"2401.0000{number}"),))
        for number in (1, 2)
    ]
    found = judged(Known("Routing Experts on One Small Machine"), entries, "arXiv", "")
    assert [each.verdict for each in found] == [ASK, ASK]
    assert judged(Known("Routing Experts on One Small Machine"), entries[:1], "arXiv", "")[0].verdict == ACCEPT


def test_a_preprint_and_its_article_are_one_work() -> None:
    people = (Author("Fensom", "Ida"), Author("Okonjo", "N."))
    preprint = Entry("Routing Experts", authors=people, identifiers=(Identifier("arxiv", "2401.00001"),))
    article = Entry("Routing experts", authors=people[:1], identifiers=(Identifier("doi", "10.99999/1"),))
    assert is_same_work(preprint, article)
    other = Entry("Routing experts", authors=(Author("Reed", "Jo"),), identifiers=(Identifier("doi", "10.99999/2"),))
    assert not is_same_work(preprint, other)
    same_doi = Entry("x", identifiers=(Identifier("doi", "10.48550/arxiv.2401.00001"),))
    assert is_same_work(preprint, same_doi)


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Llama 2 at 1,000 Steps", ("1000", "2")), ("Part III", ("3",)), ("Qwen2.5-VL 7B", ("2.5", "7b")),
        ("Two Tales", ("2",)), ("GPT-4o", ("4o",)), ("$10^{-3}$ Is Enough", ("10", "3")), ("No number", ()),
    ],
)  # fmt: skip
def test_the_numbers_of_a_title_are_found(title: str, numbers: tuple[str, ...]) -> None:
    assert numbers_of(title) == numbers
