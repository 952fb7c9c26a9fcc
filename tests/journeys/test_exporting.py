"""Leaving with a list in another format than LaTeX's: what the sheet shows is what the file holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from person import Desktop
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from octavo.gui.dialogs.export_sheet import ExportSheet
from octavo.library.reading import Place
from octavo.settings import CITE_COMMAND, DIALECT, EXPORT_FORMAT

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def listed(open_desktop: Callable[..., Desktop]) -> Desktop:
    """3 papers in a list, the first with a reason, and the list shown."""
    desktop = open_desktop(papers=3)
    octavo = desktop.octavo
    ids = list(octavo.reading.listing(Place("all")).ids)
    octavo.desk.do(lambda library: library.create_list("Scales"))
    octavo.desk.do(lambda library: library.add_to_list(library.reading.lists()[0].id, ids))
    octavo.desk.do(lambda library: library.give_reason(library.reading.lists()[0].id, ids[0], "It began it all"))
    desktop.until(lambda: bool(octavo.reading.lists()) and octavo.reading.lists()[0].papers == 3)
    octavo.browsing_now.show_place(Place("list", octavo.reading.lists()[0].id, "Scales"))
    desktop.settle()
    octavo.pane.focus_list()
    return desktop


def exported(desktop: Desktop, form: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The file's text, after its preview was seen to be the same."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    desktop.key(Qt.Key.Key_E, CONTROL)
    sheet = desktop.layer(ExportSheet)
    sheet.format.choose(form)
    desktop.until(sheet.save_button.isEnabled)
    seen = sheet.text.toPlainText()
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(ExportSheet)
    text = target.read_text(encoding="utf-8-sig")
    assert text.rstrip("\n") == seen.rstrip("\n")
    return text


@pytest.mark.parametrize("form", ["markdown", "text-nature", "csv"])
def test_the_file_is_what_the_preview_showed(
    listed: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    text = exported(listed, form, tmp_path / "scales", monkeypatch)
    titles = [listed.octavo.reading.paper(each).title for each in listed.octavo.browsing_now.shown_ids()]
    places = [text.index(title.split(":")[0]) for title in titles]
    assert places == sorted(places)
    assert ("It began it all" in text) == (form != "text-nature")
    assert all(listed.octavo.reading.paper(each).key for each in listed.octavo.browsing_now.shown_ids())


def test_the_last_format_is_offered_again_and_entries_stay_latex(
    listed: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(listed, "ris", tmp_path / "scales.ris", monkeypatch)
    settings = listed.octavo.settings
    assert (settings.get(EXPORT_FORMAT), settings.get(DIALECT)) == ("ris", "bibtex")
    listed.key(Qt.Key.Key_E, CONTROL)
    assert listed.layer(ExportSheet).form.name == "ris"
    listed.key(Qt.Key.Key_Escape)
    exported(listed, "biblatex", tmp_path / "scales.bib", monkeypatch)
    assert settings.get(DIALECT) == "biblatex"


def test_citing_follows_the_form_chosen(listed: Desktop) -> None:
    listed.octavo.settings.set(CITE_COMMAND, "autocite")
    listed.keys("c")
    listed.until(lambda: QGuiApplication.clipboard().text().startswith("\\autocite{"))
