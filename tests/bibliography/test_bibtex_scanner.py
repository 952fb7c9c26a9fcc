"""Entries of BibTeX files as written: every delimiter, abbreviations, and what happens to broken ones."""

from __future__ import annotations

import time

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.bibtex_scanner import LONGEST_ABBREVIATION, Scan, scan


def fields(text: str) -> dict[str, str]:
    found = scan(text)
    assert found.broken == []
    [entry] = found.entries
    return entry.fields


def keys(found: Scan) -> list[str]:
    return [entry.key for entry in found.entries]


def test_braces_quotes_numbers_and_joined_pieces_are_values() -> None:
    text = """@Article{quill2023,
      Title = {On {I}nk},
      journal = "Annals of {"}Ink{"}" # { and } # "Paper",
      year = 2023, month = jun # "~12",
    }"""
    assert fields(text) == {
        "title": "On {I}nk", "journal": 'Annals of {"}Ink{"} and Paper', "year": "2023", "month": "jun~12",
    }  # fmt: skip


def test_abbreviations_stand_for_their_text_whatever_their_case() -> None:
    found = scan('@string{ink = "Annals of Ink"}\n@STRING(both = INK # " and Paper")\n@misc{a, note = Both, x = ink}')
    assert found.entries[0].fields == {"note": "Annals of Ink and Paper", "x": "Annals of Ink"}
    assert found.asides == [(1, 1), (2, 2)]


def test_an_abbreviation_nobody_defined_is_kept_and_told() -> None:
    [entry] = scan("@misc{a, journal = jair, title={T}}").entries
    assert entry.fields["journal"] == "jair"
    assert entry.problems == ("The abbreviation jair is not defined in this file, so it was kept as it is.",)


@pytest.mark.parametrize(
    "text",
    [
        "@misc(a, title={T})",
        "@ misc {a ,title={T}}",
        "@misc{a, title={T},,}",
        "@misc{a,\n % note={old},\n title={T}}",
        "some words @misc{a, title={T}} more words",
        "@misc{a, title = {T}\n}",
        "@misc{a, title = \"T\"\n}",
    ],
)  # fmt: skip
def test_entries_are_found_in_every_common_spelling(text: str) -> None:
    assert keys(scan(text)) == ["a"]
    assert fields(text) == {"title": "T"}


def test_a_missing_comma_between_fields_and_a_missing_key_are_forgiven() -> None:
    assert fields("@misc{a, title={T} year=2023}") == {"title": "T", "year": "2023"}
    [entry] = scan("@misc{title={T}, year=2023}").entries
    assert (entry.key, entry.fields["title"]) == ("", "T")


def test_lines_are_counted_from_one_and_blank_lines_count() -> None:
    found = scan("\n\n@misc{a,\n title={T},\n}\n\n@misc{b, title={U}}\n")
    assert [(entry.first, entry.last) for entry in found.entries] == [(3, 5), (7, 7)]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("@misc{b, title={never closed,\n year=2023,\n}", "it is never closed; a brace is missing"),
        ('@misc{b, title="never closed,\n}', "a brace in it closes what was not opened"),
        ("@misc{b, title={T} nonsense here,\n}", "something stands behind the value of title; a brace may be missing"),
        ("@misc{b, = {T},\n}", "there is no field where “= {T},” stands"),
        ("@misc{b\n}\nx", None),
        ("@misc{b, title = " + "{" * 70 + "}" * 70 + ",\n}", "its braces are nested over 64 deep"),
    ],
)
def test_a_broken_entry_is_told_by_line_and_takes_no_other_with_it(broken: str, why: str | None) -> None:
    found = scan(f"@misc{{a, title={{A}}}}\n\n{broken}\n\n@misc{{c, title={{C}}}}\n")
    if why is None:
        assert keys(found) == ["a", "b", "c"]
        return
    assert keys(found) == ["a", "c"]
    assert [(each.first, each.last, each.why) for each in found.broken] == [(3, 3 + broken.count("\n"), why)]


def test_a_value_never_swallows_the_entry_after_it() -> None:
    found = scan("@misc{a, title={open {\n}\n@misc{b, title={B}}\n")
    assert keys(found) == ["b"]


def test_an_escaped_brace_counts_as_for_bibtex_unless_only_its_absence_closes_the_entry() -> None:
    assert fields(r"@misc{a, title={x \{ y \} z}}") == {"title": r"x \{ y \} z"}
    assert fields(r"@misc{a, title={x \{ y}, year=2023}") == {"title": r"x \{ y", "year": "2023"}


def test_comments_and_preambles_are_asides_and_entries_put_aside_stay_there() -> None:
    found = scan('@comment{jabref-meta: {x}}\n@preamble{"\\def\\x{1}"}\n@comment{\n@misc{old, title={O}}\n}\n@misc{a,}')
    assert keys(found) == ["a"]
    assert found.asides == [(1, 1), (2, 2), (3, 5)]


def test_a_field_that_stands_twice_keeps_both_values() -> None:
    assert fields("@misc{a, note={one}, note={two}}") == {"note": "one", "note 2": "two"}


def test_no_chain_of_abbreviations_grows_without_end() -> None:
    doubled = "".join(f"@string{{s{number + 1} = s{number} # s{number}}}\n" for number in range(40))
    start = time.process_time()
    found = scan(f"@string{{s0 = {{{'x' * 1000}}}}}\n{doubled}@misc{{a, note = s40 # s40, title = s3}}")
    assert time.process_time() - start < 2
    [entry] = found.entries
    assert len(entry.fields["note"]) <= 2 * LONGEST_ABBREVIATION
    assert len(entry.fields["title"]) == 8_000


@pytest.mark.parametrize(
    "text",
    [
        "@article{" * 60_000, "@article{\n" * 60_000, "@" * 500_000, "@a" * 200_000, "@misc{a," + "{" * 500_000,
        "@misc{a, note = " + " # ".join(["x"] * 50_000) + "}", "@misc{a, " + "x={y}," * 60_000 + "}",
        "@misc{a, " + "".join(f"x{number}={{y}}," for number in range(60_000)) + "}", "@comment{\n" * 60_000,
        "@misc{a, t={" + "{}" * 300_000 + "}}", "@misc{a, t=\"" + "x" * 900_000, "@misc{a" + " " * 500_000,
        "@misc{a, t={" + "\\{" * 300_000 + "}}", "@string{a = b # a}\n" * 20_000,
    ],
    ids=lambda text: text[:24],
)  # fmt: skip
def test_hostile_files_take_no_more_than_seconds(text: str) -> None:
    start = time.process_time()
    scan(text)
    assert time.process_time() - start < 4


piece = st.sampled_from(
    [
        "@misc{",
        "@string{",
        "@comment{",
        "@article(",
        "a",
        ",",
        "=",
        "{",
        "}",
        "(",
        ")",
        '"',
        "#",
        "\n",
        " ",
        "\\",
        "%",
        "1",
    ]
)
soup = st.lists(piece, max_size=40).map("".join) | st.text(max_size=80)


@given(soup)
def test_any_text_is_scanned_and_every_entry_has_its_lines(text: str) -> None:
    found = scan(text)
    last = text.count("\n") + 1
    for each in (*found.entries, *found.broken):
        assert 1 <= each.first <= each.last <= last


value = st.lists(
    st.sampled_from(["ink", " ", "{B}", "{\\'e}", "{{x}}", "=", ",", "@", "%", "$x_1$", "\n", "#"]), max_size=12
).map("".join)


@given(st.lists(st.dictionaries(st.sampled_from(["title", "note", "x-y"]), value, min_size=1), min_size=1, max_size=4))
def test_values_equal_those_of_another_reader(entries: list[dict[str, str]]) -> None:
    text = "\n".join(
        f"@misc{{k{number},\n" + "".join(f"  {name} = {{{text}}},\n" for name, text in each.items()) + "}\n"
        for number, each in enumerate(entries)
    )
    theirs = bibtexparser.parse_string(text)
    ours = scan(text)
    if theirs.failed_blocks:
        return
    assert [entry.key for entry in theirs.entries] == keys(ours)
    for their, our in zip(theirs.entries, ours.entries, strict=True):
        assert {each.key: each.value for each in their.fields} == our.fields
