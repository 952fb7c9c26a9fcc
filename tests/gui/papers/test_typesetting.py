"""Lines of text: breaking, the ellipsis, search hits, text from outside."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from octavo.gui.papers.typesetting import Typesetter, folded, fragment, hit_pattern, one_line

LONG = "Lantern runs: reading early loss curves, to decide which training jobs deserve a budget. Or not, as it happens."


@pytest.fixture
def setter(theme):
    return Typesetter(theme)


def texts(lines):
    return [line.text for line in lines]


def test_text_that_fits_is_one_line_as_it_is(setter):
    assert texts(setter.lines("Lantern runs", "row", (300, 300))) == ["Lantern runs"]


def test_long_text_breaks_at_a_word_and_the_last_line_is_cut(setter):
    first, second = texts(setter.lines(LONG, "row", (300, 300)))
    assert LONG.startswith(first)
    assert LONG[len(first)] == " "
    assert second.endswith("…")


def test_no_line_is_wider_than_its_room(setter, theme):
    metrics = QFontMetricsF(theme.font("caption"))
    for width in range(40, 400, 13):
        for text in texts(setter.lines(LONG, "caption", (width, width))):
            assert metrics.horizontalAdvance(text) <= width


def test_the_ellipsis_follows_a_letter(setter):
    for width in range(60, 500, 7):
        last = texts(setter.lines(LONG, "caption", (width,)))[-1]
        assert not last.endswith("…") or last[-2].isalnum(), width


def test_a_very_long_narrow_text_still_says_that_it_was_cut(setter):
    assert texts(setter.lines("l" * 5_000, "caption", (200, 200)))[-1].endswith("…")
    assert texts(setter.lines("i " * 5_000, "caption", (200,)))[-1].endswith("…")


def test_how_many_more_authors_there_are_is_never_cut(setter):
    text = texts(setter.lines("Ana Ruiz, " * 9, "caption", (120,), ending="+12"))[-1]
    assert text.endswith(" +12")
    assert "…" in text


def test_text_from_outside_is_one_harmless_line():
    assert one_line("a\n\tb\u202e c\x00") == "a b c"
    assert len(one_line("x" * 100_000)) <= 700


def test_hits_are_whole_beginnings_of_words_without_regard_to_case_or_accents():
    pattern = hit_pattern(["train", "ecole"])
    found = [match.group() for match in pattern.finditer(folded("Training at the École; a restrained train"))]
    assert found == ["train", "ecole", "train"]


def test_hits_know_where_they_stand(setter, theme):
    line = setter.lines("Early training", "row", (400,), hit_pattern(["train"]))[0]
    metrics = QFontMetricsF(theme.font("row"))
    assert len(line.hits) == 1
    left, width = line.hits[0]
    assert left == pytest.approx(metrics.horizontalAdvance("Early "), abs=1)
    assert width == pytest.approx(metrics.horizontalAdvance("train"), abs=1)


def test_a_hit_in_right_to_left_text_lies_inside_its_line(setter):
    line = setter.lines("قياس ما يبقى من النص", "row", (400,), hit_pattern(["النص"]))[0]
    left, width = line.hits[0]
    assert 0 <= left < 5
    assert 0 < left + width <= line.width + 1


def test_words_are_folded_letter_for_letter():
    for words in ("İstanbul ǅ ﬁ", "ａｂｃ", "e\u0301cole", "漢字かな"):
        assert len(folded(words)) == len(words)


def test_the_snippet_begins_near_a_hit_that_its_start_does_not_show():
    words = "A first sentence that is of no use here. " * 3 + "Then a training run beats everything."
    cut = fragment(words, hit_pattern(["training"]), 60)
    assert cut.startswith("…")
    assert "training run" in cut[:40]
    assert fragment(words, hit_pattern(["sentence"]), 60) == words
    assert fragment(words, hit_pattern(["absent"]), 60) == words


def test_searching_for_no_words_marks_nothing():
    assert hit_pattern([]) is None
    assert hit_pattern(["", " "]) is None


def test_a_change_of_size_sets_text_anew(setter, theme):
    before = setter.lines("Lantern runs", "row", (400,))[0].width
    theme.resize(1.5)
    assert setter.lines("Lantern runs", "row", (400,))[0].width > before * 1.3
