"""What was seen before: the line of the card, the receipt of any import, taking one back, and a paper's own PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from person import Desktop, invented_page
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.imports_sheet import ImportsSheet
from octavo.gui.dialogs.told_popover import ToldPopover
from octavo.library.reading import Place
from octavo.records import State

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def import_page(desktop: Desktop, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    desktop.octavo.actions.all["import_clipboard"].trigger()
    desktop.layer(ImportSheet)
    desktop.key(Qt.Key.Key_Return)
    desktop.until(lambda: desktop.layer(ImportSheet).stage == "receipt")
    desktop.key(Qt.Key.Key_Escape)
    desktop.until_closed(ImportSheet)


@pytest.fixture
def twice(open_desktop: Callable[..., Desktop]) -> Desktop:
    """Three papers of Mar 11, and a page of Mar 12 that shows them again above two more."""
    desktop = open_desktop(papers=3)
    import_page(desktop, invented_page(5).replace("Mar 11", "Mar 12"))
    desktop.octavo.browsing_now.show_place(Place("all"))
    desktop.settle()
    desktop.octavo.pane.focus_list()
    return desktop


def title_of(desktop: Desktop) -> str:
    paper = desktop.octavo.browsing_now.paper
    assert paper is not None
    return paper.title


def test_the_card_says_how_often_and_leads_to_the_receipt_by_keyboard_alone(twice: Desktop) -> None:
    octavo, desktop = twice.octavo, twice
    while "Study 3" not in title_of(desktop):
        desktop.keys("j")
    button = octavo.reader.detail.seen_button
    assert button.text() == "Second time, first on 11 March"
    button.setFocus()
    desktop.key(Qt.Key.Key_Space)
    popover = desktop.layer(ToldPopover)
    assert [row.title for row in popover.model.rows] == ["Daily papers, 12 March", "Daily papers, 11 March"]
    desktop.key(Qt.Key.Key_Down)
    desktop.key(Qt.Key.Key_Return)
    sheet = desktop.layer(ImportsSheet)
    desktop.until(lambda: len(sheet.lines_model.rows) == 3)
    assert sheet.heading.text() == "Daily papers, 11 March"
    assert sheet.lines_model.rows[2].title.startswith("Harbour Study 3")
    assert sheet.lines_model.rows[2].below.startswith("Lines ")


def test_an_import_is_taken_back_from_its_receipt_and_brought_back_by_undo(twice: Desktop) -> None:
    octavo, desktop = twice.octavo, twice
    kept = next(
        each for each in octavo.reading.papers(octavo.reading.listing(Place("all")).ids) if "Study 5" in each.title
    )
    octavo.desk.do(lambda library: library.move([kept.id], State.DONE))
    desktop.settle()
    octavo.actions.all["imports"].trigger()
    sheet = desktop.layer(ImportsSheet)
    desktop.until(lambda: len(sheet.lines_model.rows) == 5)
    assert [row.badge[0] for row in sheet.lines_model.rows] == ["Seen again"] * 3 + ["Added"] * 2
    assert "removes 1 paper; 1 stays" in sheet.note.text()
    desktop.press(sheet.undo_button)
    desktop.until(lambda: octavo.reading.counts().all == 4)
    desktop.until(lambda: "Nothing of this import" in sheet.note.text())
    desktop.key(Qt.Key.Key_Escape)
    desktop.until_closed(ImportsSheet)
    assert all(len(each.sightings) == 1 for each in octavo.reading.papers(octavo.reading.listing(Place("all")).ids))
    desktop.keys("z")
    desktop.until(lambda: octavo.reading.counts().all == 5)
    assert octavo.reading.paper(kept.id).state is State.DONE


def test_a_pdf_is_attached_and_opens_first(
    twice: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    octavo, desktop = twice.octavo, twice
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    file = tmp_path / "study.pdf"
    file.write_bytes(PDF)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))
    octavo.actions.all["attach_pdf"].trigger()
    desktop.until(lambda: bool(octavo.browsing_now.paper and octavo.browsing_now.paper.attachments))
    assert octavo.actions.all["detach_pdf"].isEnabled()
    copy = tmp_path / "away" / "copy.octavo"
    octavo.caring.back_up_to(copy)
    desktop.until(lambda: "Library copied" in octavo.toast.words)
    assert [each.read_bytes() for each in copy.with_name("copy.octavo.files").glob("*/*.pdf")] == [PDF]
    octavo.pane.focus_list()
    desktop.keys("o")
    assert [Path(each).read_bytes() for each in opened] == [PDF]
    Path(opened[0]).unlink()
    desktop.keys("o")
    assert len(opened) == 1
    assert "no longer in the folder" in octavo.toast.words
    octavo.actions.all["detach_pdf"].trigger()
    desktop.until(lambda: bool(octavo.browsing_now.paper) and not octavo.browsing_now.paper.attachments)


def test_a_dropped_pdf_becomes_a_paper_with_its_file(open_desktop: Callable[..., Desktop], tmp_path: Path) -> None:
    desktop = open_desktop()
    octavo = desktop.octavo
    file = tmp_path / "2401.00017.pdf"
    file.write_bytes(PDF)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    octavo.window.dropped.emit(data)
    desktop.layer(ImportSheet)
    desktop.key(Qt.Key.Key_Return)
    desktop.until(lambda: octavo.reading.counts().all == 1)
    (paper,) = octavo.reading.papers(octavo.reading.listing(Place("all")).ids)
    assert [each.name for each in paper.attachments] == ["2401.00017.pdf"]
    assert paper.identifier("arxiv") == "2401.00017"
    # One step: undoing the import takes back both.
    desktop.press(desktop.layer(ImportSheet).undo_button)
    desktop.until(lambda: octavo.reading.counts().all == 0)


def test_two_days_in_one_paste_are_two_imports_one_after_the_other(open_desktop: Callable[..., Desktop]) -> None:
    desktop = open_desktop()
    head, first, *papers = invented_page(3).partition("Mar 11")[0], *invented_page(3).split("\n\n")[4:]
    blocks = [first, *papers]
    page = "\n\n".join([head.strip(), "Mar 12", *blocks[:4], "Mar 11", *blocks[4:]])
    QGuiApplication.clipboard().setText(page)
    desktop.octavo.actions.all["import_clipboard"].trigger()
    for count, said in ((2, "Mar 12"), (1, "Mar 11")):
        desktop.until(
            lambda count=count: bool(sheets := desktop.layers(ImportSheet))
            and sheets[0].stage == "choosing"
            and sheets[0].choice is not None
            and len(sheets[0].choice.chosen) == count
        )
        assert desktop.layer(ImportSheet).choice.preview.batch.captured == said
        desktop.key(Qt.Key.Key_Return)
        desktop.until(lambda: desktop.layer(ImportSheet).stage == "receipt")
        desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(ImportSheet)
    days = desktop.octavo.reading.days()
    assert [day for _source, day, _left in days] == ["2026-03-12", "2026-03-11"]
