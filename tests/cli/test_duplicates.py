"""octavo duplicates and merge: finding papers that are one work, and making them one."""

from __future__ import annotations

from command_line import Octavo


def two_of_a_kind(octavo: Octavo) -> tuple[str, str]:
    """The numbers of two papers that were told apart on arrival and have the same number now."""
    numbers = [str(paper["id"]) for paper in octavo.json("search") if paper["title"][0] in "AB"]
    first, second = sorted(numbers, key=int)
    octavo.do("edit", first, "arxiv=2403.09611", "venue=Preprints", "key=first2024")
    octavo.do("edit", second, "doi=10.48550/arxiv.2403.09611", "venue=Journal of Houses", "key=second2024")
    return first, second


def test_duplicates_are_listed_with_the_reason(filled: Octavo) -> None:
    first, second = two_of_a_kind(filled)
    answer = filled.do("duplicates")
    assert f"{first} and {second}: The same arXiv number, 2403.09611." in answer.out
    pairs = [pair for pair in filled.json("duplicates") if pair["sure"]]
    assert pairs[0]["papers"] == [int(first), int(second)]


def test_merged_papers_are_one_and_every_key_finds_it(filled: Octavo) -> None:
    first, second = two_of_a_kind(filled)
    filled.do("tag", "add", "houses", second)
    answer = filled.json("merge", first, second, "--take", f"venue={second}")
    assert (answer["key"], answer["aliases"]) == ("first2024", ["second2024"])
    shown = filled.json("show", "second2024")
    assert (str(shown["id"]), shown["venue"], shown["tags"]) == (first, "Journal of Houses", ["houses"])
    assert "ids" in filled.do("export", "--all", "--format", "biblatex").out
    assert "merge papers" in filled.do("history", "--limit", "1").out
    filled.do("undo")
    assert len(filled.json("search")) == 6


def test_the_old_keys_are_written_to_a_file(filled: Octavo) -> None:
    first, second = two_of_a_kind(filled)
    file = filled.folder / "keys.txt"
    filled.do("merge", first, second, "--keys", str(file))
    names, row = file.read_text(encoding="utf-8-sig").splitlines()
    assert (names.split(",")[:2], row.split(",")[:2]) == (['"old key"', '"new key"'], ['"second2024"', '"first2024"'])


def test_what_is_not_the_same_is_not_listed_again(filled: Octavo) -> None:
    first, second = two_of_a_kind(filled)
    before = len(filled.json("duplicates"))
    filled.do("duplicates", "--apart", first, second)
    assert len(filled.json("duplicates")) == before - 1
    assert "so already" in filled.do("duplicates", "--apart", second, first).err


def test_a_merge_that_makes_no_sense_is_explained(filled: Octavo) -> None:
    first, second = two_of_a_kind(filled)
    for words, sentence in (
        ((first, first), "at least one other"),
        ((first, second, "--take", "venue"), "Write for example"),
        ((first, second, "--take", "shoe=1"), "Write for example"),
        ((first, second, "--take", f"venue={int(first) - 1}"), "not among those to merge"),
    ):
        answer = filled.try_to("merge", *words)
        assert answer.code == 2 and sentence in answer.err
    assert len(filled.json("search")) == 6
