"""Which keys a manuscript cites, in each form of manuscript, and what that says beside a library."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.citing import cited
from octavo.bibliography.manuscript import FORMS, Cited, cited_in, compare, form_of
from octavo.records import OctavoError


def keys(text: str, form: str) -> list[str]:
    return [each.key for each in cited_in(text, form)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"As \cite{a} and \citep[see][p.~3]{b, c} show.", ["a", "b", "c"]),
        (r"\citet*{a}\Citeauthor{b}\parencite[\textit{x} {[1]}]{c}", ["a", "b", "c"]),
        (r"\autocites(pre)(post)[1]{a}[see][]{b}{c} {d}", ["a", "b", "c", "d"]),
        (r"\volcite{2}[5]{a} \textcquote[3]{b}{words} \nocite{c,*}", ["a", "b", "c"]),
        ("% \\cite{no}\n50\\% \\cite{a} % \\cite{no}\n\\\\% \\cite{no}", ["a"]),
        ("\\begin{verbatim}\\cite{no}\\end{verbatim}\\verb|\\cite{no}|\\cite{a}", ["a"]),
        (r"\newcommand{\mycite}[1]{\cite{#1}} \renewcommand\cite[1]{x} \mycite{a}", ["a"]),
        (r"\citetext{see \cite{a}} \setcitestyle{square} \citestyle{acm} \DeclareCiteCommand{\x}{p}", ["a"]),
        ("\\cite{a,\n  b,%\n  c}", ["a", "b", "c"]),
        (r"\cite{a}\end{document}\cite{no}", ["a"]),
        (r"\cite{a} \cite {b} \cite{} \cite{a}", ["a", "b"]),
        (r"\cite{DBLP:conf/x/Y+21} \bibentry{é}", ["DBLP:conf/x/Y+21", "é"]),
        (r"\defcitealias{a}{Paper I} \citetalias{a} in (\cite{b})", ["a", "b"]),
    ],
)
def test_latex(text: str, expected: list[str]) -> None:
    assert keys(text, "tex") == expected


def test_the_files_that_latex_leaves_name_the_keys_of_all_chapters() -> None:
    aux = "\\relax\n\\citation{b,a}\n\\abx@aux@cite{0}{c}\n\\abx@aux@cite{d}\n\\bibcite{no}{1}\n\\citation{*}\n"
    assert keys(aux, "aux") == ["b", "a", "c", "d"]
    bcf = (
        '<bcf:section number="0">\n<bcf:citekey order="1" intorder="1">b&amp;c</bcf:citekey>\n'
        '<bcf:citekey order="2">a</bcf:citekey><bcf:citekey nocite="1">*</bcf:citekey></bcf:section>'
    )
    assert keys(bcf, "bcf") == ["b&c", "a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As [@a; see @b, p. 3; -@c] and @d [p. 4] say, @e.", ["a", "b", "c", "d", "e"]),
        ("Write to ada@example.org or <mailto:bo@x.org>, see https://x.org/@user.", []),
        ("`@no` and ``a ` @no`` and\n```\n@no\n```\n<!-- @no -->\n@a", ["a"]),
        ("~~~ python\n@no\n~~~~\n@a\n```{r}\n@no", ["a"]),
        ("[@{https://x.org/a?b=c}; @DBLP:conf/x/Y; @a_b:c.]", ["https://x.org/a?b=c", "DBLP:conf/x/Y", "a_b:c"]),
        (r"\@no is escaped, a lone ` tick\n\n@a does not hide `", ["a"]),
        ("---\nnocite: |\n  @a, @b\n---\n@fig-x", ["a", "b", "fig-x"]),
    ],
)
def test_markdown(text: str, expected: list[str]) -> None:
    assert keys(text.replace("\\n", "\n"), "md") == expected


def test_what_quarto_numbers_itself_is_no_citation() -> None:
    assert keys("@fig-boats, @tbl-a, @sec-x and @eq-1, but @figueroa2020 and @a", "qmd") == ["figueroa2020", "a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('As @a and @b[p. 3] say, @c. See #cite(<d>, form: "prose") #cite(label("x/y"))', ["a", "b", "c", "d", "x/y"]),
        ("// @no\n/* @no\n@no */ https://x.org/@user `@no` ```\n@no\n``` ada@x.org \\@no @a", ["a"]),
        ("= Intro <sec:intro>\nSee @sec:intro and @fig1. #figure(x) <fig1> @a", ["a"]),
        ('#link("mailto:ada@x.org")[@a]', ["a"]),
    ],
)
def test_typst(text: str, expected: list[str]) -> None:
    assert keys(text, "typ") == expected


def test_each_key_is_given_once_with_the_line_of_its_first_citation() -> None:
    assert cited_in("@b\r\n\r\n@a @b\r\n@c", "md") == (Cited("b", 1), Cited("a", 3), Cited("c", 4))


@pytest.mark.parametrize(("name", "form"), [("a.tex", "tex"), ("x/B.LTX", "tex"), ("a.Rmd", "md"), ("a.b.qmd", "qmd")])
def test_a_file_name_tells_the_form(name: str, form: str) -> None:
    assert form_of(name) == form


@pytest.mark.parametrize("name", ["a.docx", "a", ".tex"])
def test_another_file_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(OctavoError, match=r"no manuscript that Octavo reads.*\.typ"):
        form_of(name)


def test_a_comparison_tells_5_things_apart() -> None:
    cited_keys = cited_in("@seen @gone @Quill2023 @fresh", "md")
    compared = compare(
        cited_keys,
        {"seen", "fresh", "quill2023"},
        opened={"seen", "quill2023"},
        listed=["starred2", "plain", "fresh", "quill2023", "starred1"],
        starred={"starred1", "starred2", "fresh", "quill2023"},
    )
    assert [each.key for each in compared.found] == ["seen", "fresh"]
    assert [each.key for each in compared.missing] == ["gone"]
    assert [(each.key, key) for each, key in compared.other_case] == [("Quill2023", "quill2023")]
    assert [each.key for each in compared.never_opened] == ["fresh"]
    assert compared.not_cited == ("starred2", "starred1")


plain_keys = st.from_regex(r"[A-Za-z0-9](?:[:._/+-]?[A-Za-z0-9]){0,8}", fullmatch=True)


@given(
    wanted=st.lists(plain_keys, min_size=1, max_size=5, unique=True),
    form=st.sampled_from([("latex", "tex"), ("autocite", "tex"), ("pandoc", "md"), ("typst", "typ")]),
)
def test_what_octavo_copies_is_what_it_reads(wanted: list[str], form: tuple[str, str]) -> None:
    assert keys(f"Words {cited(wanted, form[0])} and words.", form[1]) == wanted


@given(text=st.text(alphabet='\\cite{}[]()@#<>`%/*~\n a1:"-$', max_size=200), form=st.sampled_from(sorted(FORMS)))
def test_any_text_is_read_without_a_fault(text: str, form: str) -> None:
    found = cited_in(text, form)
    lines = text.split("\n")
    assert all(each.key and each.key in lines[each.line - 1] for each in found if form != "bcf")
