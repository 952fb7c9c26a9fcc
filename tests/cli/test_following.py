"""Files that follow lists and the library, keys made anew, and capitals of titles, by the command line."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from command_line import Octavo

from octavo import paths
from octavo.bibliography.key_pattern import DEFAULT_PATTERN
from octavo.cli.arguments import parser
from octavo.cli.exporting import _made_for_now
from octavo.cli.session import Session
from octavo.cli.watching import watch
from octavo.library.library import Library
from octavo.settings import KEY_PATTERN, Settings

Number = Callable[[str], str]


@pytest.fixture
def thesis(filled: Octavo, number_of: Number, kept: Path) -> Octavo:
    """A list of 2 papers with authors and year, no key given yet."""

    def first() -> None:
        for word in ("Candle", "Anchor"):
            filled.do("edit", number_of(word), "authors=Ada Quill", "published=2023")
        filled.do("list", "create", "Thesis", number_of("Candle"), number_of("Anchor"))

    filled.begin_with(kept / "thesis of following", first)
    return filled


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "refs.bib"


def test_a_file_follows_a_list_until_it_is_stopped(thesis: Octavo, number_of: Number, file: Path) -> None:
    answer = thesis.do("files", "follow", "Thesis", str(file), "--format", "biblatex")
    assert answer.err == "refs.bib: written, 2 entries.\n"
    thesis.do("list", "add", "Thesis", number_of("Bottle"))
    assert thesis.json("files", "write")[0]["state"] == "written"
    assert file.read_text(encoding="utf-8").count("@") == 3
    (live,) = thesis.json("files", "list")
    assert (live["list"], live["format"], live["entries"], live["trouble"]) == ("Thesis", "biblatex", 3, None)
    thesis.do("files", "stop", str(file))
    assert thesis.json("files", "list") == []
    assert thesis.try_to("files", "stop", str(file)).code == 2


def test_what_someone_else_wrote_needs_a_word(thesis: Octavo, file: Path) -> None:
    file.write_text("% by hand\n", encoding="utf-8")
    answer = thesis.try_to("files", "follow", "Thesis", str(file))
    assert answer.code == 1
    assert "changed by someone else" in answer.err and "--replace" in answer.err
    assert file.read_text(encoding="utf-8") == "% by hand\n"
    assert thesis.do("files", "write", str(file), "--replace").err == "refs.bib: written, 2 entries.\n"


def test_an_empty_list_needs_a_word_too(thesis: Octavo, number_of: Number, file: Path) -> None:
    thesis.do("files", "follow", "Thesis", str(file))
    thesis.do("list", "remove", "Thesis", number_of("Candle"), number_of("Anchor"))
    assert thesis.try_to("files", "write").code == 1
    assert file.stat().st_size > 0
    thesis.do("files", "write", "--empty")
    assert file.stat().st_size == 0


def test_a_folder_that_is_not_there_is_an_ending_from_outside(thesis: Octavo, tmp_path: Path) -> None:
    answer = thesis.try_to("files", "follow", "Thesis", str(tmp_path / "gone" / "refs.bib"))
    assert (answer.code, "not there any more" in answer.err) == (3, True)


class Hours:
    """What happens while the command waits, one thing a wait; then Ctrl C."""

    def __init__(self, happens: Sequence[Callable[[], object]]) -> None:
        self._happens = list(happens)

    def __call__(self, _seconds: float) -> None:
        if not self._happens:
            raise KeyboardInterrupt
        self._happens.pop(0)()


def watched(octavo: Octavo, file: Path, *happens: Callable[[], object], words: tuple[str, ...] = ()) -> int:
    arguments = parser().parse_args(["export", "--list", "Thesis", "-o", str(file), "--watch", *words])
    session = Session(octavo.library, named=True, err=sys.stderr, out=sys.stdout)
    return watch(session, arguments, lambda: _made_for_now(session, arguments), Hours(happens))


def nothing() -> None:
    """A wait in which nobody does anything."""


def test_a_watched_file_is_written_again_after_each_change(
    thesis: Octavo, number_of: Number, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts: list[int] = []

    def count() -> None:
        counts.append(file.read_text(encoding="utf-8").count("@"))

    def add() -> None:
        with Library.open(thesis.library) as library:
            library.add_to_list(1, [int(number_of("Bottle"))])

    assert watched(thesis, file, nothing, nothing, count, add, nothing, nothing, nothing, count) == 0
    assert counts == [2, 3]
    assert "follows the library no longer" in capsys.readouterr().err


def test_watching_goes_on_while_another_octavo_has_the_library(
    thesis: Octavo, number_of: Number, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody but the other one can give a key, and no key is written that is not stored."""
    thesis.do("export", "--list", "Thesis")
    with Library.open(thesis.library) as library:
        library.add_to_list(1, [int(number_of("Bottle"))])
        assert watched(thesis, file, nothing, nothing) == 0
        assert file.read_text(encoding="utf-8").count("@") == 2
        assert "1 paper has no citation key yet" in capsys.readouterr().err

        def give() -> None:
            library.assign_keys([int(number_of("Bottle"))])

        assert watched(thesis, file, nothing, give, nothing, nothing) == 0
    assert file.read_text(encoding="utf-8").count("@") == 3


def test_watching_ends_when_someone_else_changes_the_file(thesis: Octavo, file: Path, number_of: Number) -> None:
    def meddle() -> None:
        file.write_text("% theirs\n", encoding="utf-8")
        thesis.do("list", "add", "Thesis", number_of("Bottle"))

    assert watched(thesis, file, nothing, nothing, meddle, nothing, nothing, nothing, nothing) == 1
    assert file.read_text(encoding="utf-8") == "% theirs\n"


def test_a_watched_file_whose_folder_comes_back_is_written(
    thesis: Octavo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = tmp_path / "later" / "refs.bib"
    assert watched(thesis, late, nothing, nothing, nothing, late.parent.mkdir, nothing) == 0
    assert late.read_text(encoding="utf-8").count("@") == 2
    assert capsys.readouterr().err.count("not there any more") == 1


def test_watching_standard_output_makes_no_sense(thesis: Octavo) -> None:
    assert thesis.try_to("export", "--all", "--watch").code == 2


def test_keys_are_made_anew_after_a_look_and_with_a_map(thesis: Octavo, number_of: Number, tmp_path: Path) -> None:
    thesis.do("export", "--list", "Thesis")
    thesis.do("edit", number_of("Candle"), "authors=Bo Reed")
    shown = thesis.do("keys", "--list", "Thesis")
    assert shown.out == "quill2023candle  ->  reed2023candle\n"
    assert "--yes" in shown.err
    table = tmp_path / "map.csv"
    thesis.do("keys", "--list", "Thesis", "--yes", "--map", str(table))
    (row,) = csv.DictReader(io.StringIO(table.read_text("utf-8-sig")))
    assert (row["old key"], row["new key"]) == ("quill2023candle", "reed2023candle")
    assert "ids = {quill2023candle}," in thesis.do("export", "--list", "Thesis", "--format", "biblatex").out
    assert thesis.json("show", "quill2023candle")["key"] == "reed2023candle"
    thesis.do("undo")
    assert "quill2023candle" in thesis.do("export", "--list", "Thesis").out


def test_the_pattern_of_keys_is_that_of_the_command_or_of_the_preferences(thesis: Octavo) -> None:
    assert thesis.try_to("export", "--all", "--key-pattern", "{autor}").err == (
        "{autor} is not a part of a key. Use author, year, word or id.\n"
    )
    Settings(paths.settings_file()).set(KEY_PATTERN, "{word}-{year}")
    assert "{candle-2023," in thesis.do("export", "--list", "Thesis").out
    assert KEY_PATTERN.default == DEFAULT_PATTERN


def test_capitals_of_a_title_are_chosen_word_by_word(thesis: Octavo, number_of: Number) -> None:
    candle = number_of("Candle")
    thesis.do("edit", candle, "keep=Things Houses", "fold=Candle")
    text = thesis.do("export", "--selection", candle).out
    assert "{Things}" in text and "{Houses}" in text and "{Candle}" not in text
    assert thesis.json("show", candle)["casing"] == {"Candle": "fold", "Houses": "keep", "Things": "keep"}
    thesis.do("edit", candle, "keep=")
    assert thesis.json("show", candle)["casing"] == {"Candle": "fold"}


def test_the_doctor_names_files_that_could_not_follow(thesis: Octavo, tmp_path: Path) -> None:
    thesis.try_to("files", "follow", "Thesis", str(tmp_path / "gone" / "refs.bib"))
    assert "gone is not there any more" in thesis.do("doctor").out
    assert len(thesis.json("doctor")["files"]) == 1
