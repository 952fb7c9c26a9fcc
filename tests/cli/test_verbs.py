"""Every verb of the command line: what it answers, and that the library has it afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from command_line import Octavo

from octavo.library.copies import copy_daily

Number = Callable[[str], str]


def titles(papers: list[dict[str, object]]) -> list[str]:
    return [str(paper["title"]).split(":")[0] for paper in papers]


def test_an_import_tells_what_came_in(octavo: Octavo) -> None:
    answer = octavo.do("import", str(octavo.page()), "--json")
    value = answer.value
    assert {name: value[name] for name in ("new", "already_here", "twice", "doubtful", "not_placed", "captured")} == {
        "new": 6,
        "already_here": 0,
        "twice": 0,
        "doubtful": 0,
        "not_placed": 0,
        "captured": "Mar 11",
    }
    assert answer.err == "page.txt: 6 new papers. The page says Mar 11.\n"


def test_the_same_page_again_adds_nothing_and_says_so(filled: Octavo) -> None:
    answer = filled.do("import", str(filled.page()), "--json")
    assert (answer.value["new"], answer.value["already_here"]) == (0, 6)
    assert "nothing new: 6 already here" in answer.err
    assert len(filled.json("search")) == 6
    assert len(filled.json("history")) == 1


def test_a_page_comes_by_standard_input(octavo: Octavo) -> None:
    assert octavo.json("import", "-", given=octavo.page().read_bytes())["new"] == 6


def test_several_files_are_summed_and_one_bad_file_does_not_stop_the_rest(octavo: Octavo) -> None:
    page = octavo.page()
    other = octavo.folder / "other.txt"
    other.write_text("1706.03762\n1810.04805\n", encoding="utf-8")
    answer = octavo.try_to("import", str(page), str(octavo.folder / "missing.txt"), str(other), "--json")
    assert answer.code == 3
    assert answer.value["new"] == 8
    assert [each["new"] for each in answer.value["files"]] == [6, 0, 2]
    assert f"There is no file {octavo.folder / 'missing.txt'}." in answer.err


def test_lines_that_fit_nowhere_are_shown(octavo: Octavo) -> None:
    page = octavo.page()
    page.write_text("Some words that stand above the date of the page\n\n" + page.read_text())
    answer = octavo.do("import", str(page), "--json")
    assert answer.value["not_placed"] == 1
    assert "line 1 was not placed: Some words that stand above" in answer.err


def test_new_papers_can_arrive_tagged_and_decided(octavo: Octavo) -> None:
    octavo.do("import", str(octavo.page()), "--tag", "winter", "--state", "to-read", "--day", "2024-03-11")
    papers = octavo.json("search")
    assert {(paper["state"], *paper["tags"]) for paper in papers} == {("to-read", "winter")}
    assert octavo.json("show", str(papers[0]["id"]))["sightings"][0]["day"] == "2024-03-11"


def test_a_dry_run_says_what_would_come_and_adds_nothing(octavo: Octavo) -> None:
    value = octavo.json("import", "--dry-run", str(octavo.page()))
    assert value["new"] == 6
    assert {entry["verdict"] for entry in value["entries"]} == {"new"}
    assert octavo.json("search") == []


def test_the_sample_papers_come_with_authors_and_years(octavo: Octavo) -> None:
    octavo.do("import", "--sample")
    (paper,) = octavo.json("search", "author:vaswani")
    assert (paper["title"], paper["year"], len(paper["authors"])) == ("Attention Is All You Need", 2017, 8)


def test_a_search_gives_every_promised_field(filled: Octavo) -> None:
    (paper,) = filled.json("search", "anchor")
    assert list(paper) == [
        "id", "key", "title", "authors", "year", "abstract", "starred", "state", "tags", "lists",
    ]  # fmt: skip
    assert paper["authors"] == [] and paper["year"] is None and paper["state"] == "inbox"


def test_a_search_takes_words_tokens_and_negations_in_any_mixture(filled: Octavo, number_of: Number) -> None:
    filled.do("tag", "add", "attic", number_of("Anchor"), number_of("Bottle"))
    filled.do("star", number_of("Bottle"))
    assert sorted(titles(filled.json("search", "tag:attic"))) == ["Anchor", "Bottle"]
    assert titles(filled.json("search", "small", "houses", "tag:attic", "is:starred")) == ["Bottle"]
    assert titles(filled.json("search", "tag:attic", "-is:starred")) == ["Anchor"]
    assert len(filled.json("search", "-tag:attic", "--limit", "3")) == 3
    assert filled.json("search", "zebra") == []


def test_a_search_can_print_bare_numbers_for_the_next_command(filled: Octavo, number_of: Number) -> None:
    assert filled.do("search", "anchor", "--ids").out == f"{number_of('Anchor')}\n"


def test_show_adds_every_field(filled: Octavo, number_of: Number) -> None:
    shown = filled.json("show", number_of("Candle"))
    brief = filled.json("search", "candle")[0]
    assert {name: shown[name] for name in brief} == brief
    assert shown["missing"] == ["authors", "year", "number"]
    assert shown["sightings"][0]["captured"] == "Mar 11"
    assert set(shown) > {"uuid", "identifiers", "published", "kind", "venue", "details", "note", "unread", "trashed"}


def test_a_star_goes_on_and_off(filled: Octavo, number_of: Number) -> None:
    filled.do("star", number_of("Anchor"), number_of("Bottle"))
    assert sorted(titles(filled.json("search", "is:starred"))) == ["Anchor", "Bottle"]
    filled.do("star", "--off", number_of("Anchor"))
    filled.do("unstar", number_of("Bottle"))
    assert filled.json("search", "is:starred") == []


def test_doing_what_is_done_already_makes_no_step(filled: Octavo, number_of: Number) -> None:
    filled.do("star", number_of("Anchor"))
    answer = filled.do("star", number_of("Anchor"), "--json")
    assert answer.value["step"] is None
    assert answer.err == "Nothing changed: it was so already.\n"
    assert len(filled.json("history")) == 2


@pytest.mark.parametrize("state", ["inbox", "to-read", "done", "not-for-me"])
def test_papers_move_through_the_states(filled: Octavo, number_of: Number, state: str) -> None:
    filled.do("state", number_of("Anchor"), number_of("Bottle"), "done" if state == "inbox" else "inbox")
    filled.do("state", number_of("Anchor"), number_of("Bottle"), state)
    assert filled.json("show", number_of("Anchor"))["state"] == state


def test_papers_are_read_and_unread(filled: Octavo, number_of: Number) -> None:
    filled.do("read", number_of("Anchor"))
    assert filled.json("show", number_of("Anchor"))["unread"] is False
    filled.do("unread", number_of("Anchor"))
    assert filled.json("show", number_of("Anchor"))["unread"] is True


def test_tags_are_put_on_taken_off_renamed_merged_and_deleted(filled: Octavo, number_of: Number) -> None:
    filled.do("tag", "add", "attic", number_of("Anchor"))
    filled.do("tag", "add", "cellar", number_of("Anchor"), number_of("Bottle"))
    assert [(tag["name"], tag["papers"]) for tag in filled.json("tag", "list")] == [("attic", 1), ("cellar", 2)]
    filled.do("tag", "remove", "cellar", number_of("Anchor"))
    filled.do("tag", "rename", "cellar", "basement")
    filled.do("tag", "colour", "basement", "teal")
    filled.do("tag", "merge", "attic", "--into", "basement")
    assert filled.json("tag", "list") == [{"name": "basement", "hue": "teal", "papers": 2}]
    filled.do("tag", "delete", "basement")
    assert filled.json("tag", "list") == []


def test_a_note_is_written_added_to_shown_and_removed(filled: Octavo, number_of: Number) -> None:
    filled.do("note", number_of("Anchor"), "--text", "Under the *stairs*.")
    filled.do("note", number_of("Anchor"), "--append", "Ask the neighbour.")
    assert filled.do("note", number_of("Anchor")).out == "Under the *stairs*.\n\nAsk the neighbour.\n"
    assert titles(filled.json("search", "neighbour", "is:noted")) == ["Anchor"]
    filled.do("note", number_of("Anchor"), "--file", "-", given="Für später.".encode())
    assert filled.json("note", number_of("Anchor"))["note"] == "Für später."
    filled.do("note", number_of("Anchor"), "--text", "")
    assert filled.json("show", number_of("Anchor"))["note"] == ""


def test_a_list_keeps_the_order_of_the_hand(filled: Octavo, number_of: Number) -> None:
    filled.do("list", "create", "Thesis", number_of("Anchor"), number_of("Bottle"))
    filled.do("list", "add", "Thesis", number_of("Candle"), number_of("Drawer"))
    filled.do("list", "add", "Thesis", number_of("Engine"), "--at", "2")
    assert titles(filled.json("list", "show", "Thesis")["papers"]) == ["Anchor", "Engine", "Bottle", "Candle", "Drawer"]
    filled.do("list", "move", "thesis", number_of("Drawer"), number_of("Anchor"), "--to", "2")
    assert titles(filled.json("list", "show", "Thesis")["papers"]) == ["Engine", "Drawer", "Anchor", "Bottle", "Candle"]
    filled.do("list", "remove", "Thesis", number_of("Drawer"))
    filled.do("list", "reason", "Thesis", number_of("Anchor"), "The first of its kind")
    shown = filled.json("list", "show", "Thesis")
    assert titles(shown["papers"]) == ["Engine", "Anchor", "Bottle", "Candle"]
    assert shown["papers"][1]["reason"] == "The first of its kind"
    assert filled.json("list", "list") == [{"id": shown["id"], "name": "Thesis", "papers": 4}]
    filled.do("list", "rename", "Thesis", "Book")
    filled.do("list", "delete", "Book")
    assert filled.json("list", "list") == []
    assert len(filled.json("search")) == 6


def test_an_export_has_the_order_of_the_list_and_keys_that_stay(filled: Octavo, number_of: Number) -> None:
    filled.do("list", "create", "Thesis", number_of("Candle"), number_of("Anchor"), number_of("Bottle"))
    file = filled.folder / "thesis.bib"
    answer = filled.do("export", "--list", "Thesis", "--format", "bibtex", "-o", str(file))
    keys = re.findall(r"^@\w+\{(\w+),", file.read_text("utf-8"), re.M)
    assert [key[:6] for key in keys] == ["candle", "anchor", "bottle"]
    assert "3 entries have no authors" in answer.err and "3 entries have no year" in answer.err
    first = file.read_bytes()
    filled.do("edit", keys[0], "title=Candles at Last")
    filled.do("edit", keys[0], "title=Candle: Finding Lost Things in Small Houses")
    filled.do("export", "--list", "Thesis", "--format", "bibtex", "-o", str(file))
    assert file.read_bytes() == first
    assert filled.json("show", keys[1])["title"].startswith("Anchor")


def test_an_export_without_a_file_is_the_answer_itself(filled: Octavo, number_of: Number) -> None:
    answer = filled.do("export", "--selection", number_of("Bottle"), number_of("Anchor"), "--format", "biblatex")
    assert re.findall(r"^@\w+\{([a-z]{6})", answer.out, re.M) == ["bottle", "anchor"]
    value = filled.json("export", "--all")
    assert value["entries"] == 6 and value["text"].count("\n@") == 6
    assert len(value["without_year"]) == 6


def test_an_export_takes_what_a_search_finds_and_what_has_a_star(filled: Octavo, number_of: Number) -> None:
    filled.do("star", number_of("Engine"))
    assert filled.json("export", "--starred")["keys"] == filled.json("export", "--query", "engine")["keys"]
    assert filled.json("export", "--query", "-is:starred")["entries"] == 5


def test_abstracts_and_notes_come_only_when_asked_for(filled: Octavo, number_of: Number) -> None:
    filled.do("note", number_of("Anchor"), "--text", "Ask the neighbour.")
    plain = filled.do("export", "--selection", number_of("Anchor")).out
    full = filled.do("export", "--selection", number_of("Anchor"), "--abstracts", "--notes").out
    assert "abstract" not in plain and "neighbour" not in plain
    assert "last winter" in full and "Ask the neighbour." in full


def test_records_of_a_csl_file_are_exported_without_touching_the_library(filled: Octavo) -> None:
    records = [
        {"id": "a", "type": "preprint", "title": "Ropes and Knots", "author": ["Ada Example"]},
        {"id": "b", "type": "book", "title": "The Blue Shed", "author": [{"family": "Öz", "given": "Émile"}],
         "publisher": "Shed Press", "issued": {"date-parts": [[2020]]}},
    ]  # fmt: skip
    file = filled.folder / "records.json"
    file.write_text(json.dumps({"records": [{"why": "a test", "input": each} for each in records]}), encoding="utf-8")
    out = filled.folder / "records.bib"
    filled.do("export", "--from-csl", str(file), "--format", "biblatex", "-o", str(out))
    text = out.read_text("utf-8")
    assert text.index("Ropes and") < text.index("Shed}") and "Émile" in text
    assert len(filled.json("search")) == 6


def test_undo_and_redo_walk_through_the_history(filled: Octavo, number_of: Number) -> None:
    filled.do("star", number_of("Anchor"))
    filled.do("tag", "add", "attic", number_of("Anchor"))
    assert filled.do("undo").err == "Undone: tag attic, 1 paper.\n"
    assert filled.json("undo")["arguments"]["of"] == "star"
    assert filled.json("show", number_of("Anchor"))["starred"] is False
    filled.do("redo")
    assert filled.json("show", number_of("Anchor"))["starred"] is True
    steps = filled.json("history")
    assert [(step["verb"], step["undone"]) for step in steps] == [("tag", True), ("star", False), ("add", False)]
    filled.do("undo")
    filled.do("undo")
    assert filled.json("search") == []
    answer = filled.do("undo", "--json")
    assert answer.value is None and answer.err == "There is nothing to undo.\n"


def test_the_trash_is_filled_listed_restored_and_emptied(filled: Octavo, number_of: Number) -> None:
    filled.do("trash", number_of("Anchor"), number_of("Bottle"))
    assert sorted(titles(filled.json("trash"))) == ["Anchor", "Bottle"]
    assert len(filled.json("search")) == 4
    filled.do("trash", "restore", number_of("Anchor"))
    assert filled.try_to("trash", "empty").code == 2
    assert titles(filled.json("trash")) == ["Bottle"]
    assert filled.json("trash", "empty", "--yes") == {"removed": 1}
    assert len(filled.json("search")) == 5


def test_fields_are_written_by_hand(filled: Octavo, number_of: Number) -> None:
    filled.do(
        "edit", number_of("Anchor"), "authors=Ada Example; Vincent van den Berg", "year=2024-03", "doi=10.1234/abc",
        "arxiv=2403.01234", "venue=Journal of Lost Things", "kind=article", "volume=7",
    )  # fmt: skip
    shown = filled.json("show", "arXiv:2403.01234v2")
    assert shown["authors"] == ["Ada Example", "Vincent van den Berg"]
    assert (shown["year"], shown["doi"], shown["venue"], shown["details"]["volume"]) == (
        2024,
        "10.1234/abc",
        "Journal of Lost Things",
        "7",
    )
    filled.do("edit", "10.1234/ABC", "doi=")
    assert filled.json("show", "https://arxiv.org/abs/2403.01234")["doi"] == ""


def test_the_doctor_says_where_everything_is_and_that_it_is_sound(filled: Octavo) -> None:
    value = filled.json("doctor")
    assert value["healthy"] is True and value["problems"] == [] and value["papers"] == 6
    assert value["paths"]["library"] == str(filled.library)
    assert value["versions"]["python"] and value["versions"]["octavo"]


def test_the_doctor_is_not_troubled_by_a_library_that_is_not_there_yet(octavo: Octavo) -> None:
    assert octavo.json("doctor")["papers"] is None
    assert not octavo.library.exists()


def test_a_backup_is_a_library_of_its_own(filled: Octavo) -> None:
    copy = filled.folder / "copy.octavo"
    filled.do("backup", str(copy))
    filled.library = copy
    assert len(filled.json("search")) == 6


def test_a_copy_is_listed_and_put_back_and_what_was_there_is_kept(filled: Octavo) -> None:
    assert "no daily copies yet" in filled.try_to("copies").err
    made = copy_daily(filled.library, date(2026, 3, 11))
    filled.do("star", str(filled.json("search")[0]["id"]))
    assert [(each["day"], each["papers"]) for each in filled.json("copies")] == [("2026-03-11", 6)]
    kept = Path(filled.json("restore", "2026-03-11")["kept"])
    assert filled.json("search", "is:starred") == []
    filled.do("restore", str(made))
    filled.library = kept
    assert len(filled.json("search", "is:starred")) == 1
    assert filled.try_to("restore", "2020-01-01").code == 2


def test_the_global_options_are_understood_before_and_after_the_verb(filled: Octavo, tmp_path: Path) -> None:
    other = tmp_path / "other.octavo"
    assert filled.json("import", str(filled.page()), "--library", str(other))["new"] == 6
    assert filled.try_to("--json", "search").out == filled.try_to("search", "--json").out
