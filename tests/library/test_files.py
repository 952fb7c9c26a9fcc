"""A paper's PDF is copied beside the library, whole, under its digest, and is not lost while undo could ask for it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Generator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from octavo.library.copies import copy_daily
from octavo.library.kept_files import folder_of, path_of
from octavo.library.library import Library, NotFound
from octavo.library.reading import Place
from octavo.records import Batch, Entry, Identifier, OctavoError, Progress, Receipt

PDF = b"%PDF-1.4\nnot much of a paper\n%%EOF"
Add = Callable[..., Receipt]
Make = Callable[..., Entry]


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "downloads" / "2401.00001 (1).pdf"
    path.parent.mkdir()
    path.write_bytes(PDF)
    return path


def stored(at: Path) -> list[Path]:
    """Every file in the folder beside the library."""
    return sorted(path for path in folder_of(at).rglob("*") if path.is_file())


def test_an_attached_pdf_is_kept_beside_the_library_and_the_original_stays(
    library: Library, ids: tuple[int, ...], pdf: Path, at: Path
) -> None:
    change = library.files.attach(ids[0], pdf)
    assert (change.verb, change.paper_ids, change.arguments["name"]) == ("attach", (ids[0],), pdf.name)
    (attachment,) = library.reading.paper(ids[0]).attachments
    assert (attachment.name, attachment.digest) == (pdf.name, sha256(PDF).hexdigest())
    kept = path_of(at, attachment.path)
    assert kept is not None and kept.read_bytes() == PDF
    assert stored(at) == [kept]
    assert pdf.read_bytes() == PDF
    if os.name == "posix":
        assert not kept.stat().st_mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def test_the_same_pdf_twice_is_one_file_and_no_second_step(
    library: Library, ids: tuple[int, ...], pdf: Path, at: Path
) -> None:
    library.files.attach(ids[0], pdf)
    assert library.files.attach(ids[0], pdf).step is None
    library.files.attach(ids[1], pdf)
    assert len(stored(at)) == 1
    assert len(library.reading.paper(ids[1]).attachments) == 1


def test_a_damaged_copy_is_written_anew(library: Library, ids: tuple[int, ...], pdf: Path, at: Path) -> None:
    library.files.attach(ids[0], pdf)
    (kept,) = stored(at)
    kept.write_bytes(b"%PDF- half")
    library.files.attach(ids[1], pdf)
    assert kept.read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"MZ\x90\x00 a program", "not a PDF"), (b"", "not a PDF"), (None, "not a file")]
)
def test_what_is_no_pdf_is_refused_and_leaves_nothing(
    library: Library, ids: tuple[int, ...], tmp_path: Path, at: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "paper.pdf"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(OctavoError, match=sentence):
        library.files.attach(ids[0], file)
    assert library.reading.paper(ids[0]).attachments == ()
    assert stored(at) == []


def test_a_disk_that_refuses_is_told_and_nothing_is_changed(
    library: Library, ids: tuple[int, ...], pdf: Path, at: Path
) -> None:
    folder_of(at).write_bytes(b"a file where the folder should be")
    with pytest.raises(OctavoError, match="could not be copied"):
        library.files.attach(ids[0], pdf)
    assert library.reading.paper(ids[0]).attachments == ()


def test_a_paper_that_is_not_there_gets_no_file(library: Library, pdf: Path) -> None:
    with pytest.raises(NotFound):
        library.files.attach(99, pdf)


def test_a_file_taken_off_comes_back_with_undo(library: Library, ids: tuple[int, ...], pdf: Path, at: Path) -> None:
    library.files.attach(ids[0], pdf)
    (attachment,) = library.reading.paper(ids[0]).attachments
    change = library.files.detach(ids[0], attachment.digest)
    assert change.arguments["name"] == pdf.name
    assert library.reading.paper(ids[0]).attachments == ()
    assert library.files.sweep() == 0
    library.undo()
    assert library.reading.paper(ids[0]).attachments == (attachment,)
    assert len(stored(at)) == 1
    library.undo()
    assert library.reading.paper(ids[0]).attachments == ()
    library.redo()
    assert library.reading.paper(ids[0]).attachments == (attachment,)
    with pytest.raises(NotFound, match="no such file"):
        library.files.detach(ids[0], "0" * 64)


def test_emptying_the_trash_removes_the_files_of_its_papers_only(
    library: Library, ids: tuple[int, ...], pdf: Path, tmp_path: Path, at: Path
) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(PDF + b" another")
    shared = tmp_path / "shared.pdf"
    shared.write_bytes(PDF + b" shared")
    library.files.attach(ids[0], pdf)
    library.files.attach(ids[0], shared)
    library.files.attach(ids[1], shared)
    library.files.attach(ids[1], other)
    stranger = folder_of(at) / "notes.txt"
    stranger.write_text("the person's own", encoding="utf-8")
    library.trash([ids[0]])
    library.empty_trash()
    kept = [path_of(at, each.path) for each in library.reading.paper(ids[1]).attachments]
    assert stored(at) == sorted([*filter(None, kept), stranger])


def test_the_folder_of_files_holds_no_half_copies_after_a_sweep(
    library: Library, ids: tuple[int, ...], pdf: Path, at: Path
) -> None:
    library.files.attach(ids[0], pdf)
    (folder_of(at) / f"{'0' * 64}.pdf.4711.part").write_bytes(b"half")
    orphan = folder_of(at) / "ab" / f"ab{'0' * 62}.pdf"
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"nobody's")
    assert library.files.sweep() == 1
    assert len(stored(at)) == 1


def test_a_library_from_someone_else_cannot_name_files_of_this_computer(at: Path) -> None:
    for path in ("../../secret.pdf", "/etc/passwd", "ab/../../x.pdf", f"ab/{'a' * 64}.exe", ""):
        assert path_of(at, path) is None


def test_papers_with_a_file_are_found(library: Library, add: Add, make_entry: Make, pdf: Path) -> None:
    bare, numbered = (
        add(make_entry(1, identifiers=())).ids[0],
        add(make_entry(2, identifiers=(Identifier("arxiv", "2401.00002"),))).ids[0],
    )
    library.files.attach(bare, pdf)
    assert library.reading.listing(Place("all"), "has:file").ids.tolist() == [bare]
    assert sorted(library.reading.listing(Place("all"), "has:pdf").ids) == [bare, numbered]


def test_an_imported_pdf_is_kept_with_its_paper_in_one_step(
    library: Library, add: Add, make_entry: Make, pdf: Path, at: Path
) -> None:
    batch = Batch("PDF", "Files", pdf.name, (make_entry(1),), digest=sha256(PDF).hexdigest())
    made = add(batch, files={0: pdf})
    (attachment,) = library.reading.paper(made.ids[0]).attachments
    assert attachment.name == pdf.name
    assert library.imports.undo(made.batch_id).arguments["removed"] == 1
    library.undo()
    assert library.reading.paper(made.ids[0]).attachments == (attachment,)
    library.undo()
    assert library.reading.counts().all == 0
    assert len(stored(at)) == 1


def test_a_pdf_of_a_paper_that_is_here_is_kept_with_it(
    library: Library, add: Add, make_entry: Make, pdf: Path
) -> None:
    own = add(make_entry(1)).ids[0]
    batch = Batch("PDF", "Files", pdf.name, (make_entry(1),), digest=sha256(PDF).hexdigest())
    assert add(batch, files={0: pdf}).already_here == 1
    (attachment,) = library.reading.paper(own).attachments
    add(batch, files={0: pdf})
    assert len(library.reading.paper(own).sightings) == 2
    library.files.detach(own, attachment.digest)
    add(batch, files={0: pdf})
    assert len(library.reading.paper(own).attachments) == 1


def test_an_import_whose_file_cannot_be_copied_adds_nothing(
    library: Library, add: Add, make_entry: Make, tmp_path: Path
) -> None:
    with pytest.raises(OctavoError):
        add(make_entry(1), files={0: tmp_path / "gone.pdf"})
    assert library.reading.counts().all == 0


def test_merged_papers_keep_the_files_of_both(
    library: Library, add: Add, make_entry: Make, pdf: Path, tmp_path: Path
) -> None:
    one, other = add(make_entry(1), make_entry(2)).ids
    second = tmp_path / "second.pdf"
    second.write_bytes(PDF + b"2")
    library.files.attach(one, pdf)
    library.files.attach(other, second)
    library.merge(one, [other])
    assert {each.name for each in library.reading.paper(one).attachments} == {pdf.name, "second.pdf"}


def ended(work: Generator[Progress, None, int]) -> int:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def test_a_backup_takes_the_files_along_and_counts_those_that_are_gone(
    library: Library, ids: tuple[int, ...], pdf: Path, tmp_path: Path, at: Path
) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(PDF + b"2")
    library.files.attach(ids[0], pdf)
    library.files.attach(ids[1], other)
    copy = tmp_path / "away" / "copy.octavo"
    library.back_up(copy)
    assert ended(library.files.back_up(copy)) == 0
    with Library.open(copy) as backup:
        kept = [path_of(copy, backup.reading.paper(each).attachments[0].path) for each in ids[:2]]
    assert [path.read_bytes() for path in kept if path] == [PDF, PDF + b"2"]
    stored(at)[0].unlink()
    assert ended(library.files.back_up(copy)) == 1
    assert len(stored(copy)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_copied_as_what_it_leads_to(
    library: Library, ids: tuple[int, ...], pdf: Path, tmp_path: Path, at: Path
) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(pdf)
    library.files.attach(ids[0], link)
    assert stored(at)[0].read_bytes() == PDF
    assert not stored(at)[0].is_symlink()


def test_a_file_that_a_daily_copy_names_is_not_swept(
    library: Library, ids: tuple[int, ...], pdf: Path, at: Path
) -> None:
    library.files.attach(ids[0], pdf)
    copy = copy_daily(at, date(2024, 5, 2))
    assert copy is not None
    library.trash([ids[0]])
    library.empty_trash()
    assert len(stored(at)) == 1
    whole = copy.read_bytes()
    copy.write_bytes(whole[:2_000])
    assert library.files.sweep() == 0
    copy.unlink()
    aside = at.with_name("library before 2024-05-02.octavo")
    aside.write_bytes(whole)
    assert library.files.sweep() == 0
    aside.unlink()
    assert library.files.sweep() == 1
    assert stored(at) == []
