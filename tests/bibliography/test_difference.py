"""What differs between a file and what Octavo would write in it."""

from __future__ import annotations

from octavo.bibliography.difference import difference


def test_lines_that_came_and_went_are_told_with_their_places() -> None:
    theirs = "\n".join(f"line {number}" for number in range(100))
    mine = theirs.replace("line 50", "line fifty")
    shown = difference(theirs, mine, "refs.bib", "the list").split("\n")
    assert shown[:2] == ["--- refs.bib", "+++ the list"]
    assert shown[2] == "@@ -48,7 +48,7 @@"
    assert "-line 50" in shown and "+line fifty" in shown
    assert len(shown) == 11


def test_equal_texts_have_no_difference_and_line_ends_are_named() -> None:
    assert difference("a\nb\n", "a\nb\n", "x", "y") == ""
    assert "how lines end" in difference("a\r\nb\n", "a\nb\n", "x", "y")


def test_texts_that_have_nothing_in_common_are_cut_short() -> None:
    theirs = "\n".join(f"theirs {number * 7919 % 10007}" for number in range(30_000))
    mine = "\n".join(f"mine {number * 7907 % 10007}" for number in range(30_000))
    shown = difference(theirs, mine, "x", "y")
    assert "56,000 more lines" in shown
