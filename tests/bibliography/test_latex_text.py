"""LaTeX values as the text they print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.latex import Dialect, clean, escaped
from octavo.bibliography.latex_text import address_of, paragraphs, plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"{\'E}tude, G\"odel, Erd{\H o}s, \v{C}ech, \c c", "Étude, Gödel, Erdős, Čech, ç"),
        (r"\'\i, {\'{\i}}, \^{\j}", "í, í, ĵ"),
        (r"{\d{\^a}} {\'{\^e}} {\ohorn} {\textcommabelow{s}}", "ậ ế ơ ș"),
        (r"\ss, {\ss}, \aa ngstr\"om, {\L}{\'o}d{\'z}, \O{}st", "ß, ß, ångström, Łódź, Øst"),
        (r"{BERT} and {{\emph{Homo}} sapiens}", "BERT and Homo sapiens"),
        (r"\textit{a} {\bf b} \textsuperscript{2} \mbox{c}", "a b 2 c"),
        (r"50\% of \$5 \& \#1 \_ \{x\}", "50% of $5 & #1 _ {x}"),
        (r"{\textbackslash}foo {\textless}eos{\textgreater}", r"\foo <eos>"),
        ("``a'' `b' don't", "“a” ‘b’ don't"),
        ("1--2, a---b, -{}-, x~y", "1–2, a—b, --, x y"),
        ("the {$\\alpha$} and $\\alpha_1$ in $O(n)$", "the α and $\\alpha_1$ in $O(n)$"),
        (r"\alpha-helix at 5\,\textdegree", "α-helix at 5 °"),
        ("$5 to $10", "$5 to $10"),
        (r"\(x^2\)", "$x^2$"),
        (r"see \url{http://ex.org/a\_b} or \href{http://ex.org}{there}", "see http://ex.org/a_b or there (http://ex.org)"),
        (r"\texorpdfstring{$\alpha$}{alpha} \enquote{q} {\noopsort{1}}x", "alpha “q” x"),
        (r"\unknown{x} \unknown y", r"\unknown{x} \unknown y"),
        ("a\n  b\n\nc", "a b c"),
        (r"{\relax 王}", "王"),
        (r"a \\ b \newline c\par d", "a b c d"),
    ],
)  # fmt: skip
def test_a_value_prints_as(value: str, text: str) -> None:
    assert plain(value) == text


def test_a_lone_backquote_is_a_quotation_mark_except_where_it_is_written_straight() -> None:
    assert plain("a `b") == "a ‘b"
    assert plain("a `b", straight_ticks=True) == "a `b"


def test_paragraphs_stay_apart_where_they_are_asked_for() -> None:
    assert paragraphs("One\nline.\n\n  Another\n \n\n{T}hird.") == "One line.\n\nAnother\n\nThird."


@pytest.mark.parametrize(
    ("value", "address"),
    [
        (r"\url{https://ex.org/a\_b\%20c}", "https://ex.org/a_b%20c"),
        (r"https://ex.org/{\textasciitilde}quill", "https://ex.org/~quill"),
        (r"https://ex.org/$\sim$quill", "https://ex.org/~quill"),
        ("10.1000/a_b", "10.1000/a_b"),
    ],
)
def test_an_address_is_read_as_it_is_meant(value: str, address: str) -> None:
    assert address_of(value) == address


@pytest.mark.parametrize(
    "value", ["{" * 3_000, "}" * 3_000, "{" * 2_000 + "x" + "}" * 2_000, "\\'" * 3_000, "{\\" * 3_000]
)
def test_unbalanced_and_deep_values_are_read_anyway(value: str) -> None:
    assert isinstance(plain(value), str)


@given(
    st.text(max_size=60) | st.lists(st.sampled_from([*"\\{}$`'~-^\"ai %\n", "\\v", "\\url{"]), max_size=30).map("".join)
)
def test_any_value_gives_one_line(value: str) -> None:
    assert "\n" not in plain(value)


@pytest.mark.parametrize("dialect", Dialect)
@given(text=st.text(st.sampled_from("aÉậßøȘơŁ王αβ≤µ{}\\%&#_^~<>|'’‘“”`–—-…«,?! $1x"), max_size=24))
def test_what_is_escaped_prints_as_what_it_was(dialect: Dialect, text: str) -> None:
    text = clean(clean(text))
    written = escaped(text, dialect)
    back = plain(written, straight_ticks=dialect is Dialect.BIBLATEX)
    assert escaped(clean(back), dialect) == written
