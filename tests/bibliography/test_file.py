"""The one writer of export files: whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from octavo.bibliography.file import NotSaved, save

GOOD = "@misc{a,\n  title = {A},\n}\n\n@misc{b,\n  title = {B},\n}\n"


def test_a_file_is_written_byte_for_byte_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "Zoë list.bib"
    save(GOOD, path, expect_entries=2)
    assert path.read_bytes() == GOOD.encode()
    assert os.listdir(tmp_path) == [path.name]


def test_an_older_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "x.bib"
    path.write_text("old")
    path.chmod(0o640)
    save(GOOD, path, expect_entries=2)
    assert path.read_text() == GOOD
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("text", "count", "words"),
    [
        (GOOD, 3, "2 of 3 entries"),
        (GOOD.replace("{b,", "{A,"), 2, "same citation key"),
        (GOOD.replace("{B}", "{B"), 2, "braces"),
        (GOOD.replace("{B}", "}B{"), 2, "braces"),
    ],
)
def test_what_does_not_read_back_right_never_replaces_the_old_file(
    tmp_path: Path, text: str, count: int, words: str
) -> None:
    path = tmp_path / "x.bib"
    path.write_text("old")
    with pytest.raises(NotSaved, match=words):
        save(text, path, expect_entries=count)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["x.bib"]


def test_an_empty_list_does_not_wipe_a_full_file_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "x.bib"
    path.write_text("old")
    with pytest.raises(NotSaved, match="nothing to export"):
        save("", path, expect_entries=0)
    assert path.read_text() == "old"
    save("", path, expect_entries=0, replace_full_with_empty=True)
    assert path.read_text() == ""


def test_a_folder_as_target_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="is a folder"):
        save(GOOD, tmp_path, expect_entries=2)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="does not exist"):
        save(GOOD, tmp_path / "gone" / "x.bib", expect_entries=2)


@pytest.mark.skipif(os.name != "posix", reason="folder permissions work differently on Windows")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    path = tmp_path / "shut" / "x.bib"
    path.parent.mkdir()
    path.write_text("old")
    path.parent.chmod(0o500)
    with pytest.raises(NotSaved, match="cannot be written to"):
        save(GOOD, path, expect_entries=2)
    path.parent.chmod(0o700)
    assert path.read_text() == "old"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is always full")
def test_a_full_disk_is_told_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.bib"
    path.write_text("old")
    monkeypatch.setattr("builtins.open", lambda _path, mode: os.fdopen(os.open("/dev/full", os.O_WRONLY), "wb"))
    with pytest.raises(NotSaved, match=r"disk is full, so x\.bib was left as it was"):
        save(GOOD, path, expect_entries=2)
    monkeypatch.undo()
    assert path.read_text() == "old"


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match=r"too long|could not be written"):
        save(GOOD, tmp_path / ("x" * 300 + ".bib"), expect_entries=2)


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_stays_a_link_to_the_new_file(tmp_path: Path) -> None:
    real = tmp_path / "real" / "x.bib"
    real.parent.mkdir()
    real.write_text("old")
    link = tmp_path / "x.bib"
    link.symlink_to(real)
    save(GOOD, link, expect_entries=2)
    assert link.is_symlink()
    assert real.read_text() == GOOD


def test_what_a_killed_export_left_is_swept_up_by_a_later_one(tmp_path: Path) -> None:
    stale, young = tmp_path / ".x.bib.0123abcd.part", tmp_path / ".x.bib.89abcdef.part"
    others = tmp_path / ".y.bib.0123abcd.part"
    for each in (stale, young, others):
        each.write_text("half", encoding="utf-8")
    for each in (stale, others):
        os.utime(each, (1, 1))
    save("", tmp_path / "x.bib", expect_entries=0)
    assert sorted(each.name for each in tmp_path.iterdir()) == [young.name, others.name, "x.bib"]
