"""What the tools do to Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.gui.reader.markdown import continued, linked, prefixed, word_count, wrapped


def done(text, change):
    return text[: change.start] + change.words + text[change.end :]


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30), st.sampled_from(["**", "`"]))
def test_a_mark_put_on_comes_off_again(text, one, other, sign):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    chosen = text[start:end]
    if sign[0] in text:
        return
    on = wrapped(text, start, end, sign)
    marked = done(text, on)
    assert marked == text[:start] + sign + chosen + sign + text[end:]
    assert done(marked, wrapped(marked, on.anchor, on.position, sign)) == text


def test_italic_inside_bold_does_not_take_the_bold_away():
    text = "**word**"
    assert done(text, wrapped(text, 2, 6, "*")) == "***word***"


@pytest.mark.parametrize(("typed", "rest", "sign"), [
    ("**bold", "**", "**"), ("so *it", "*", "*"), ("`code", "`", "`"), ("**bold *both", "***", "*"),
    ("***both", "***", "**"),
])  # fmt: skip
def test_the_same_key_again_goes_on_behind_the_words_it_marked(typed, rest, sign):
    change = wrapped(typed + rest, len(typed), len(typed), sign)
    assert done(typed + rest, change) == typed + rest
    assert change.anchor == change.position == len(typed) + len(sign)


def test_a_mark_that_begins_other_words_is_no_end():
    assert done("a **b**", wrapped("a **b**", 2, 2, "**")) == "a ******b**"


@pytest.mark.parametrize(
    ("text", "sign", "expected"),
    [
        ("one\ntwo", "- ", "- one\n- two"),
        ("- one\n- two", "- ", "one\ntwo"),
        ("- one\n- two", "- [ ] ", "- [ ] one\n- [ ] two"),
        ("- [x] one", "- ", "- one"),
        ("1. one\n2. two", "> ", "> one\n> two"),
        ("", "- ", "- "),
    ],
)
def test_lines_take_one_mark_and_give_it_back(text, sign, expected):
    assert done(text, prefixed(text, 0, len(text), sign)) == expected


def test_only_the_lines_of_the_selection_change():
    text = "a\nb\nc"
    assert done(text, prefixed(text, 2, 3, "- ")) == "a\n- b\nc"


def test_an_address_becomes_a_link_to_name_and_words_one_to_fill():
    text = "see https://example.org"
    change = linked(text, 4, len(text))
    assert done(text, change) == "see [](https://example.org)"
    assert change.position == 5
    assert done("see it", linked("see it", 4, 6)) == "see [it]()"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one", "- one\n- "),
        ("  * one", "  * one\n  * "),
        ("9. nine", "9. nine\n10. "),
        ("- [x] did", "- [x] did\n- [ ] "),
        ("> said", "> said\n> "),
        ("- one\n- ", "- one\n"),
    ],
)
def test_enter_goes_on_with_the_list_or_ends_it(text, expected):
    assert done(text, continued(text, len(text))) == expected


def test_enter_in_plain_text_is_left_alone():
    assert continued("plain", 5) is None


def test_marks_are_no_words():
    assert word_count("- [ ] one **two** # - *") == 2
