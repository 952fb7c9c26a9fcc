r"""What an editor that cites as one writes asks for, and the text it gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.cite_request import FORMS, CiteRequest, Pick, answer, request_from
from octavo.records import OctavoError

TWO = [Pick("quill2023"), Pick("reed2020")]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", r"\cite{quill2023,reed2020}"),
        ("format=latex&command=citep", r"\citep{quill2023,reed2020}"),
        (r"format=cite&command=\citet", r"\citet{quill2023,reed2020}"),
        ("format=biblatex", r"\autocite{quill2023,reed2020}"),
        ("format=biblatex&command=parencite", r"\parencite{quill2023,reed2020}"),
        ("format=pandoc", "@quill2023; @reed2020"),
        ("format=Pandoc&brackets=1", "[@quill2023; @reed2020]"),
        ("format=pandoc&brackets=false", "@quill2023; @reed2020"),
        ("format=typst", "@quill2023 @reed2020"),
        ("format=mmd", "[#quill2023][][#reed2020][]"),
        ("format=asciidoctor-bibtex", "cite:[quill2023, reed2020]"),
        ("format=org-cite", "[cite:@quill2023; @reed2020]"),
        ("format=keys&minimize=true&unknown=1", "quill2023,reed2020"),
    ],
)
def test_bare_picks_in_every_form(query: str, text: str) -> None:
    assert answer(request_from(query), TWO) == text


AROUND = Pick("quill2023", prefix="see", locator="3", suffix="and on")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("format=latex&command=citep", r"\citep[see][3, and on]{quill2023}"),
        ("format=biblatex", r"\autocite[see][3, and on]{quill2023}"),
        ("format=pandoc&brackets=1", "[see @quill2023, p. 3 and on]"),
        ("format=typst", "see @quill2023[p. 3, and on]"),
        ("format=mmd", "[see p. 3 and on][#quill2023]"),
        ("format=asciidoctor-bibtex", "cite:[quill2023(3)]"),
        ("format=org-cite", "[cite:see @quill2023 p. 3 and on]"),
    ],
)
def test_what_stands_around_a_pick(query: str, text: str) -> None:
    assert answer(request_from(query), [AROUND]) == text


def test_several_picks_with_words_around_them() -> None:
    picks = [Pick("a", locator="2", label="chapter"), Pick("b", prefix="cf.")]
    assert answer(CiteRequest("biblatex"), picks) == r"\autocites[ch. 2]{a}[cf.][]{b}"
    assert answer(CiteRequest("latex", "citep"), picks) == r"\citep[ch. 2]{a}\citep[cf.][]{b}"


def test_the_year_alone() -> None:
    one = [Pick("a", without_author=True)]
    assert answer(CiteRequest("latex"), one) == r"\citeyear{a}"
    assert answer(CiteRequest("biblatex"), one) == r"\autocite*{a}"
    assert answer(CiteRequest("pandoc", brackets=True), one) == "[-@a]"


def test_signs_that_would_end_an_argument_are_kept_inside_it() -> None:
    assert answer(CiteRequest("latex"), [Pick("a", suffix="see [2]")]) == r"\cite[{see [2]}]{a}"
    assert answer(CiteRequest("typst"), [Pick("a", suffix="a]#b")]) == r"@a[a\]\#b]"
    assert answer(CiteRequest("pandoc"), [Pick("a.")]) == "@{a.}"
    assert answer(CiteRequest("typst"), [Pick("a/b", locator="4")]) == '#cite(label("a/b"), supplement: [p. 4])'


@pytest.mark.parametrize("query", ["format=word", "format=latex&command=in{put", "command=a1"])
def test_what_nobody_writes_is_refused(query: str) -> None:
    with pytest.raises(OctavoError):
        request_from(query)


def test_whether_anybody_is_there() -> None:
    assert request_from("probe=true").probe and request_from("probe=1&format=pandoc").probe
    assert not request_from("probe=").probe and not request_from("").probe


@given(st.sampled_from(sorted(FORMS)), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.booleans())
def test_no_words_break_an_answer_into_lines(form: str, prefix: str, locator: str, suffix: str, year: bool) -> None:
    text = answer(CiteRequest(form), [Pick("a", prefix, locator, "page", suffix, year), Pick("b")])
    assert "a" in text and "b" in text and len(text.splitlines()) == 1
    assert answer(CiteRequest(form), []) == ""
