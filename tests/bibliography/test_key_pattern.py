"""Key patterns: what they may hold, what they make, and how a mistake in one is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.bibliography.citekey import made_anew, propose, valid
from octavo.bibliography.key_pattern import PARTS, BadPattern, pattern_from
from octavo.bibliography.names import split_name
from octavo.records import Identifier, Paper

MakePaper = Callable[..., Paper]


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{author}{year}{word}", "lovell2023quillnet"),
        ("{author}_{year}_{word}", "lovell_2023_quillnet"),
        ("{author}-{year}", "lovell-2023"),
        ("{word}", "quillnet"),
        ("{id}", "2302.13971"),
        ("ref:{author}:{word}", "ref:lovell:quillnet"),
        ("{author}{year}x", "lovell2023x"),
    ],
)
def test_a_key_is_put_together_as_the_pattern_says(paper: MakePaper, pattern: str, key: str) -> None:
    one = paper("QuillNet: Open", authors=(split_name("Ada Lovell"),), published="2023", arxiv="2302.13971")
    assert propose(one, set(), pattern) == key


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{author}_{year}_{word}", "lovell_quillnet"),
        ("{year}_{author}", "lovell"),
        ("{author}.{year}", "lovell"),
        ("{id}", "quillnetopen"),
        ("ref-{year}-{author}", "ref-lovell"),
    ],
)
def test_what_is_not_known_leaves_no_hole(paper: MakePaper, pattern: str, key: str) -> None:
    assert propose(paper("QuillNet: Open", authors=(split_name("Ada Lovell"),), published=""), set(), pattern) == key


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("{autor}{year}", "{autor} is not a part of a key. Use author, year, word or id."),
        ("{Author}", "{Author} is not a part of a key. Use author, year, word or id."),
        ("", "A key needs at least one part. Use author, year, word or id, in braces."),
        ("mine", "A key needs at least one part. Use author, year, word or id, in braces."),
        ("{author", "A brace of this pattern has no partner. Write parts as {author}, {year}, {word} or {id}."),
        ("{author} {year}", "“ ” cannot be in a key. Letters, digits and : . _ / + - can stand between parts."),
        ("{author}é", "“é” cannot be in a key. Letters, digits and : . _ / + - can stand between parts."),
        ("-{author}", "A key begins with a letter or a digit. Take “-” away from the start."),
        ("x" * 90 + "{author}", "This pattern is too long for a key. Use fewer parts."),
    ],
)
def test_a_mistake_in_a_pattern_is_said(pattern: str, sentence: str) -> None:
    with pytest.raises(BadPattern) as told:
        pattern_from(pattern)
    assert told.value.sentence == sentence


patterns = st.lists(
    st.one_of(st.sampled_from([f"{{{part}}}" for part in PARTS]), st.text("azAZ09:._/+-", min_size=1, max_size=4)),
    min_size=1,
    max_size=6,
).map("".join)
papers = st.builds(
    Paper,
    id=st.just(1),
    uuid=st.just("1"),
    title=st.text(max_size=40),
    authors=st.lists(st.text(max_size=20).map(split_name), max_size=2).map(tuple),
    published=st.sampled_from(["", "2023", "2023-04"]),
    identifiers=st.sampled_from([(), (Identifier("arxiv", "hep-th/9901001"),), (Identifier("doi", "10.1/a(b)é"),)]),
)


@given(patterns, papers)
def test_every_pattern_that_is_accepted_makes_keys_that_every_reader_accepts(pattern: str, one: Paper) -> None:
    try:
        pattern_from(pattern)
    except BadPattern:
        return
    first = propose(one, set(), pattern)
    assert valid(first)
    second = propose(one, {first.lower()}, pattern)
    assert valid(second) and second.lower() != first.lower()


@given(st.lists(papers, min_size=2, max_size=6), patterns)
def test_keys_made_anew_stay_unique_and_take_nothing_from_each_other(several: list[Paper], pattern: str) -> None:
    try:
        pattern_from(pattern)
    except BadPattern:
        return
    keyed = [
        Paper(each + 1, str(each), one.title, authors=one.authors, key=f"Old{each}")
        for each, one in enumerate(several)
    ]
    owners = {paper.key.lower(): paper.id for paper in keyed}
    renewed = made_anew(keyed, owners, pattern)
    keys = [each.new.lower() for each in renewed]
    assert len(set(keys)) == len(keys)
    assert all(owners.get(each.new.lower(), each.paper_id) == each.paper_id for each in renewed)
    again = [
        Paper(paper.id, paper.uuid, paper.title, authors=paper.authors, key=new)
        for paper, new in zip(keyed, [each.new for each in renewed], strict=True)
    ]
    assert made_anew(again, owners | {paper.key.lower(): paper.id for paper in again}, pattern) == []
