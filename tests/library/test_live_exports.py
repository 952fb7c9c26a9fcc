"""Files that follow reading lists: written when the list changed, never over what someone else wrote."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from octavo.bibliography.export import ExportOptions
from octavo.library.following import LiveExport, State, live_exports, outcome_of, put
from octavo.library.library import Library
from octavo.library.refusals import NotFound
from octavo.records import Entry, OctavoError, Receipt

Ids = tuple[int, ...]


@pytest.fixture
def listed(library: Library, ids: Ids) -> int:
    """A list with the first three papers."""
    made = library.create_list("To cite").arguments["list_id"]
    assert isinstance(made, int)
    library.add_to_list(made, ids[:3])
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    return folder / "refs.bib"


def the_only(library: Library) -> LiveExport:
    (live,) = live_exports(library.reading)
    return live


def test_a_list_is_written_to_its_file_with_keys_that_are_then_stored(
    library: Library, listed: int, ids: Ids, file: Path
) -> None:
    library.exports.follow(listed, file, "biblatex", ExportOptions(abstracts=True))
    (outcome,) = library.exports.write_all()
    assert outcome.state is State.WRITTEN
    text = file.read_text(encoding="utf-8")
    assert [paper.key in text for paper in library.reading.papers(ids)] == [True, True, True, True, True]
    assert text.count("abstract = ") == 3
    live = the_only(library)
    assert (live.entries, live.trouble, live.list_name, live.form) == (3, "", "To cite", "biblatex")
    assert live.written


def test_nothing_is_written_when_nothing_changed(library: Library, listed: int, ids: Ids, file: Path) -> None:
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    os.utime(file, ns=(1, 1))
    library.star(ids, True)
    assert [each.state for each in library.exports.write_all()] == [State.SAME]
    assert file.stat().st_mtime_ns == 1
    library.add_to_list(listed, ids[3:4])
    assert [each.state for each in library.exports.write_all()] == [State.WRITTEN]
    assert file.read_text(encoding="utf-8").count("@") == 4


def test_what_someone_else_wrote_is_shown_and_left_alone(library: Library, listed: int, ids: Ids, file: Path) -> None:
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    by_hand = file.read_text(encoding="utf-8") + "% a remark of a co-author\n"
    file.write_text(by_hand, encoding="utf-8")
    library.add_to_list(listed, ids[3:4])
    (outcome,) = library.exports.write_all()
    assert outcome.state is State.DIFFERS
    assert outcome.theirs == by_hand
    assert file.read_text(encoding="utf-8") == by_hand
    assert "someone else" in the_only(library).trouble
    written = library.exports.write(the_only(library), over=outcome.their_digest)
    assert written.state is State.WRITTEN
    assert the_only(library).trouble == ""
    assert "co-author" not in file.read_text(encoding="utf-8")


def test_a_difference_kept_stays_kept_until_list_or_file_change(
    library: Library, listed: int, ids: Ids, file: Path
) -> None:
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    file.write_text("% mine\n", encoding="utf-8")
    (outcome,) = library.exports.write_all()
    library.exports.keep_theirs(the_only(library).id, outcome.their_digest, outcome.digest)
    assert [each.state for each in library.exports.write_all()] == [State.KEPT]
    library.add_to_list(listed, ids[3:4])
    assert [each.state for each in library.exports.write_all()] == [State.DIFFERS]
    assert file.read_text(encoding="utf-8") == "% mine\n"


def test_consent_to_one_version_of_a_file_is_not_consent_to_another(library: Library, listed: int, file: Path) -> None:
    file.write_text("% first\n", encoding="utf-8")
    library.exports.follow(listed, file, "bibtex")
    (outcome,) = library.exports.write_all()
    assert outcome.state is State.DIFFERS
    file.write_text("% second\n", encoding="utf-8")
    assert library.exports.write(the_only(library), over=outcome.their_digest).state is State.DIFFERS
    assert file.read_text(encoding="utf-8") == "% second\n"


def test_a_change_at_the_last_moment_is_not_written_over(
    library: Library, listed: int, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is looked at once more between writing beside it and taking its place."""
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    live = the_only(library)
    ready = outcome_of(library.reading, replace(live, form="biblatex"))
    assert ready.state is State.READY
    real_chmod = os.chmod

    def meddled(path: Path, mode: int) -> None:
        real_chmod(path, mode)
        file.write_text("% meddled\n", encoding="utf-8")

    # The mode is set after the new bytes were read back, just before they take the old ones' place.
    monkeypatch.setattr(os, "chmod", meddled)
    outcome = put(live.path, "biblatex", ready)
    assert outcome.state is State.FAILED
    assert file.read_text(encoding="utf-8") == "% meddled\n"
    assert sorted(each.name for each in file.parent.iterdir()) == ["refs.bib"]


def test_a_change_between_look_and_writing_is_not_written_over(library: Library, listed: int, file: Path) -> None:
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    live = the_only(library)
    ready = outcome_of(library.reading, replace(live, form="biblatex"))
    file.write_text("% meanwhile\n", encoding="utf-8")
    assert put(live.path, "biblatex", ready).state is State.FAILED
    assert file.read_text(encoding="utf-8") == "% meanwhile\n"


def test_no_empty_list_is_written_over_a_full_file_without_consent(
    library: Library, listed: int, ids: Ids, file: Path
) -> None:
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    full = file.read_bytes()
    library.remove_from_list(listed, ids[:3])
    (outcome,) = library.exports.write_all()
    assert (outcome.state, file.read_bytes()) == (State.EMPTY, full)
    assert the_only(library).trouble == "The list is empty, so refs.bib was left as it was."
    assert library.exports.write(the_only(library), allow_empty=True).state is State.WRITTEN
    assert file.read_bytes() == b""


def test_a_folder_that_moved_away_is_said_and_found_again(library: Library, listed: int, file: Path) -> None:
    library.exports.follow(listed, file, "bibtex")
    moved = file.parent.with_name("elsewhere")
    shutil.move(file.parent, moved)
    (outcome,) = library.exports.write_all()
    assert outcome.state is State.FAILED
    assert "not there any more" in the_only(library).trouble
    shutil.move(moved, file.parent)
    assert [each.state for each in library.exports.write_all()] == [State.WRITTEN]
    assert the_only(library).trouble == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_said(library: Library, listed: int, file: Path) -> None:
    library.exports.follow(listed, file, "bibtex")
    file.parent.chmod(0o500)
    try:
        (outcome,) = library.exports.write_all()
    finally:
        file.parent.chmod(0o700)
    assert outcome.state is State.FAILED
    assert "cannot be written to" in outcome.sentence


def test_a_full_disk_is_said_and_the_old_file_stays(
    library: Library, listed: int, ids: Ids, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    before = file.read_bytes()
    library.remove_from_list(listed, ids[2:3])
    live = the_only(library)
    ready = outcome_of(library.reading, live)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        outcome = put(live.path, live.form, ready)
    assert outcome.state is State.FAILED
    assert "disk is full" in outcome.sentence
    assert file.read_bytes() == before
    assert [each.state for each in library.exports.write_all()] == [State.WRITTEN]


def test_bytes_that_were_about_to_be_written_when_the_program_died_are_known(
    library: Library, listed: int, ids: Ids, file: Path
) -> None:
    """Killed between the rename and the note of it, Octavo still knows the file for its own."""
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    library.remove_from_list(listed, ids[2:3])
    live = the_only(library)
    ready = outcome_of(library.reading, live)
    library.exports.intend(live.id, ready.digest)
    put(live.path, live.form, ready)
    library.remove_from_list(listed, ids[1:2])
    assert [each.state for each in library.exports.write_all()] == [State.WRITTEN]


def test_a_file_that_was_due_is_written_after_a_restart(
    library: Library, at: Path, listed: int, ids: Ids, file: Path
) -> None:
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    library.edit(ids[0], {"title": "Written in the last second"})
    library.close()
    with Library.open(at) as again:
        assert [each.state for each in again.exports.write_all()] == [State.WRITTEN]
    assert "Written in the last second" in file.read_text(encoding="utf-8")


def test_one_file_follows_one_list(library: Library, listed: int, file: Path) -> None:
    other = library.create_list("Another").arguments["list_id"]
    first = library.exports.follow(listed, file, "bibtex")
    assert library.exports.follow(listed, file, "ris") == first
    assert the_only(library).form == "ris"
    with pytest.raises(OctavoError, match="follows the list “To cite” already"):
        library.exports.follow(other, file, "bibtex")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        library.exports.follow(999, file, "bibtex")
    with pytest.raises(OctavoError, match="the library itself"):
        library.exports.follow(listed, library.path, "bibtex")
    with pytest.raises(OctavoError, match="no format"):
        library.exports.follow(listed, file, "word")


def test_a_deleted_list_leaves_its_file_and_undo_brings_both_together(
    library: Library, listed: int, file: Path
) -> None:
    library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    before = file.read_bytes()
    library.delete_list(listed)
    assert [each.state for each in library.exports.write_all()] == [State.FAILED]
    assert file.read_bytes() == before
    library.undo()
    assert [each.state for each in library.exports.write_all()] == [State.SAME]


def test_a_stopped_file_stays_as_it_is(library: Library, listed: int, ids: Ids, file: Path) -> None:
    own = library.exports.follow(listed, file, "bibtex")
    library.exports.write_all()
    before = file.read_bytes()
    library.exports.stop(own)
    library.add_to_list(listed, ids[3:])
    assert library.exports.write_all() == []
    assert file.read_bytes() == before


def test_every_format_is_followed_and_found_the_same(library: Library, listed: int, tmp_path: Path) -> None:
    for number, form in enumerate(("csv", "ris", "hayagriva", "markdown", "html", "csl-json", "text-apa")):
        library.exports.follow(listed, tmp_path / f"out{number}", form)
    assert {each.state for each in library.exports.write_all()} == {State.WRITTEN}
    assert {each.state for each in library.exports.write_all()} == {State.SAME}


def test_a_folder_in_the_place_of_the_file_is_said(library: Library, listed: int, file: Path) -> None:
    library.exports.follow(listed, file, "bibtex")
    file.mkdir()
    (outcome,) = library.exports.write_all()
    assert (outcome.state, "is a folder" in outcome.sentence) == (State.FAILED, True)


def test_a_paper_with_a_hostile_title_cannot_stop_the_file(
    library: Library, listed: int, add: Callable[..., Receipt], file: Path
) -> None:
    library.add_to_list(listed, add(Entry("} @comment{ \\input{x} ^^5c %")).ids)
    library.exports.follow(listed, file, "bibtex")
    assert [each.state for each in library.exports.write_all()] == [State.WRITTEN]
