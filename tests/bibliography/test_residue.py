"""TeX residue as feeds leave it, repaired for reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.residue import readable, title_key


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        ("a 130times gain at 1920times1080", "a 130× gain at 1920×1080"),
        ("sometimes 3 times", "sometimes 3 times"),
        ("textit{O}bstacles and \\textbf{\\emph{nested}} words", "Obstacles and nested words"),
        ("G_{stack} beats SAP^{2} by 10^{-3}", "G_stack beats SAP^2 by 10^-3"),
        ("\\textsc{Quill-7B} at \\url{https://ex.org/a_b}", "Quill-7B at https://ex.org/a_b"),
        ("see https://ex.org/q/{https://ex.org/q/}.", "see https://ex.org/q/."),
        ("\\href{https://ex.org}{https://ex.org} \\href{https://ex.org}{code}", "https://ex.org code (https://ex.org)"),
        ("46\\% of R\\&D, \\#1, a\\_b", "46% of R&D, #1, a_b"),
        ("fast -- and small --- 1--2", "fast – and small — 1–2"),
        ("--flag stays", "--flag stays"),
        ("Extractor~(TE) in Fig.~3 and 5~GB", "Extractor (TE) in Fig. 3 and 5 GB"),
        ("~5% of 7~13 and ex.org/~ada", "~5% of 7~13 and ex.org/~ada"),
        ("{scriptsize CODEBOOK} and {\\em so}", "CODEBOOK and so"),
        ("{L}arge {BERT} on {0,1}^n", "Large BERT on {0,1}^n"),
        (
            "Schr\\\"odinger, K{\\\"a}hler, Erd\\H{o}s, \\'{\\i}, \\c c, \\~{\\^e}, \\L{}\\'od\\'z",
            "Schrödinger, Kähler, Erdős, í, ç, ễ, Łódź",
        ),
        ("say \\\"hello\\\" and don\\'t", "say \\\"hello\\\" and don\\'t"),
        ("\\alpha-stable, \\infty, \\ldots", "α-stable, ∞, …"),
        ("``quoted''", "“quoted”"),
    ],
)  # fmt: skip
def test_residue_is_repaired(received: str, shown: str) -> None:
    assert readable(received) == shown


@pytest.mark.parametrize(
    "text",
    [
        "$\\mathcal{O}(x_{i}) \\times 130$ of maths",
        "https://ex.org/a_b~c--d/x^2",
        "\\prjname and \\cite{quill2023} stay visible",
        "costs $5 to $10",
        "a < b ` c | d",
        "{ and } and \\",
        "plain words",
        "",
    ],
)
def test_maths_addresses_and_unknown_commands_are_left_alone(text: str) -> None:
    assert readable(text) == text


pieces = st.sampled_from(
    ["\\", "{", "}", "$", "~", "--", "``", "''",
     "\\'", '\\"', "\\c", "\\textit{", "text{", "_{", "^{", "times", "3", "a",
     "É", " ", "\\url{", "https://x.y/", "\\%", "\\_", "\\alpha", "\\i", "{\\em ", "\\\\", "\n", "B"]
)  # fmt: skip


@given(st.lists(pieces | st.text(max_size=3), max_size=16).map("".join))
def test_repairing_twice_changes_nothing_more_and_nothing_raises(text: str) -> None:
    once = readable(text)
    assert readable(once) == once
    title_key(text)


@given(st.text())
def test_a_title_key_does_not_depend_on_its_own_spelling(text: str) -> None:
    key = title_key(text)
    assert title_key(f"  {text.upper().lower()} ") == title_key(text.upper().lower())
    assert not any(character.isspace() for character in key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reading: Ledgers & Lamps", "reading ledgers lamps"),
        ("Schrödinger's Cat", 'Schr\\"odingers cat'),
        ("\\textsc{Quill} -- a Pen", "QUILL – A Pen"),
        ("Straße", "STRASSE"),
        ("H₂O", "H2O"),
    ],
)
def test_spellings_of_one_title_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


def test_titles_without_letters_still_differ() -> None:
    assert title_key("???") != title_key("!!!")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("one \\\\ two", "one two"),
        ("one\\\\\\\\ two", "one two"),
        ("one \\\\", "one "),
        ("one\\\\\\ two", "one two"),
        ("one   \\\\   two", "one two"),
        ("C:\\\\dir", "C:\\\\dir"),
    ],
)
def test_a_break_of_lines_is_a_blank(text: str, read: str) -> None:
    assert readable(text) == read
    assert readable(readable(text)) == readable(text)


def test_braces_that_nobody_wrote_by_hand_are_left_alone() -> None:
    assert readable("\\textit{" * 20 + "x" + "}" * 20) == "x"
    tangled = "\\textit{" * 40 + "x" + "}" * 40
    assert readable(tangled) == tangled
